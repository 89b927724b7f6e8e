/* What is printed in cells without a figure, or with 0, where a column says so (TB-10). */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "figure/figures.h"
#include "source/schema.h"

static const struct field placeholder_fields[] = {
    {"blank", FIELD_TEXT, false, 0, 0, "what stands for a blank"},
    {"zero", FIELD_TEXT, false, 0, 0, "what stands for 0"},
    {"dash", FIELD_TEXT, false, 0, 0, "what stands for \"-\""},
};

static void read_one(const struct node *map, const char *name, const char **out)
{
  const struct node *text = schema_get(map, placeholder_fields, G_N_ELEMENTS(placeholder_fields), name);
  if (text)
    *out = text->as.scalar.text;
}

void placeholder_read(struct diags *diags, const struct node *node, struct placeholder *out)
{
  if (!node)
    return;
  if (node->kind == NODE_SCALAR) {
    out->blank = node->as.scalar.text;
    return;
  }
  schema_check(node, placeholder_fields, G_N_ELEMENTS(placeholder_fields), _("the placeholder"), diags);
  read_one(node, "blank", &out->blank);
  read_one(node, "zero", &out->zero);
  read_one(node, "dash", &out->dash);
}

void placeholder_put(const struct placeholder *placeholder, const struct table_cell *cell, struct free_fact *fact)
{
  const char *text = NULL;
  if (fact->number)
    text = fact->value.units == 0 ? placeholder->zero : NULL;
  else if (cell->kind == TABLE_CELL_TEXT)
    text = cell->text.count == 1 && strcmp(cell->text.items[0].text, "-") == 0 ? placeholder->dash : NULL;
  else if (cell->kind != TABLE_CELL_FIGURE)
    text = placeholder->blank;
  if (text)
    fact->text = text;
}
