/* The text of a new source: all that a form asks for, with 【待填】 where a person must write, and how to in Chinese.
 */
#ifndef NIANBAO_CLI_NEW_H
#define NIANBAO_CLI_NEW_H

#include <glib.h>

#include "figure/form.h"

struct new_source {
  const struct form *form;
  int year;
  const char *agency; /* NULL: to be filled in */
  const char *schema; /* a JSON Schema beside the source, for editors; or NULL */
};

void new_write(GString *out, const struct new_source *source);
/* The figures of the form's tables, under `figures:`. */
void new_write_figures(GString *out, const struct form *form);
/* new_ledger.c: a table whose print is no grid. */
void new_write_ledger(GString *out, const struct form_table *table);

#endif
