/* The keys that each kind of mapping in a source may have: the tables that its readers walk, for whoever describes the
 * format (nianbao schema). The texts in them are translated by tr(). Each stands in the file of its reader. */
#ifndef NIANBAO_MODEL_KEYS_H
#define NIANBAO_MODEL_KEYS_H

#include "source/schema.h"

struct keys {
  const struct field *fields;
  size_t count;
};

struct keys keys_of_report(void);
struct keys keys_of_signature(void); /* signed: */
struct keys keys_of_section(void);
struct keys keys_of_part(void); /* of content: */
struct keys keys_of_table(void);
struct keys keys_of_column(void);
struct keys keys_of_row(void);
struct keys keys_of_cell(void);
struct keys keys_of_chart(void);
struct keys keys_of_series(void);
struct keys keys_of_image(void);

#endif
