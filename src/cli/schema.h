/* The schema of sources, in its two halves: the keys of a report, from the tables of its readers, and the figures, from
 * the data of a form. JSON Schema, draft 2020-12. Texts in it are Chinese in every locale. */
#ifndef NIANBAO_CLI_SCHEMA_H
#define NIANBAO_CLI_SCHEMA_H

#include "cli/cli.h"
#include "cli/json.h"
#include "figure/form.h"

#define SCHEMA_FILE_NAME "nianbao.schema.json" /* in a folder */

/* What a schema is made for. */
struct schema_scope {
  struct arena *arena;
  const struct form *const *forms;
  size_t form_count;
  bool one_form; /* only that form's reports are right */
  struct names layouts;
};

/* The report itself: its keys directly in the object that is open, and what they refer to in $defs, which is left open
 * for more. */
void schema_write_report(struct json *json, const struct schema_scope *scope);
/* $defs of the kinds of cells that forms have. */
void schema_write_cells(struct json *json);
/* $defs of a form's figures: schema_figures_name and what it refers to. */
void schema_write_figures(struct json *json, struct arena *arena, const struct form *form);
const char *schema_figures_name(struct arena *arena, const struct form *form);
/* {"$ref": "#/$defs/NAME"} */
void schema_write_ref(struct json *json, const char *key, const char *name);

#endif
