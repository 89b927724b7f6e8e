/* Schema tables: what keys a mapping may have, as const data. The reader of each value walks its own table through
 * these functions, so that unknown keys (with the nearest known one), missing keys and values of the wrong kind are
 * reported in one way everywhere. */
#ifndef NIANBAO_SOURCE_SCHEMA_H
#define NIANBAO_SOURCE_SCHEMA_H

#include "source/source.h"

enum field_kind {
  FIELD_TEXT, /* a scalar, any text, not blank */
  FIELD_INT,  /* a plain integer */
  FIELD_BOOL, /* true or false */
  FIELD_DATE, /* YYYY-MM-DD that exists */
  FIELD_LIST,
  FIELD_MAP,
  FIELD_ANY
};

struct field {
  const char *name;
  enum field_kind kind;
  bool required;
  int64_t min, max;  /* FIELD_INT: the range, both inclusive; unused where both are 0 */
  const char *about; /* one line for the generated schema and the documentation, English */
};

/* Checks that `node` is a mapping with just these fields, each of its kind. `what` names it in messages ("the report",
 * "style h1"). Reports everything; false if anything was wrong. Values of the wrong kind must not be used: schema_get
 * gives NULL for them. */
bool schema_check(const struct node *node, const struct field *fields, size_t count, const char *what,
                  struct diags *diags);

/* The value of a field if it is there and of its kind, else NULL. */
const struct node *schema_get(const struct node *map, const struct field *fields, size_t count, const char *name);

bool schema_kind_ok(const struct node *node, const struct field *field);
bool schema_date(const char *text, int *year, int *month, int *day); /* YYYY-MM-DD, a day that exists */

#endif
