/* One cell as written. */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "figure/figures.h"
#include "source/schema.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct field cell_fields[] = {
    {"value", FIELD_ANY, true, 0, 0, N_("the figure")},
    {"note", FIELD_TEXT, false, 0, 0, N_("printed behind the figure in the cell")},
};

const char *figure_place_name(struct arena *arena, struct figure_place place)
{
  if (place.column->key[0] == '\0')
    return arena_printf(arena, "%s.%s", place.table, place.row->path);
  return arena_printf(arena, "%s.%s.%s", place.table, place.row->path, place.column->key);
}

static size_t digits_at(const char *text)
{
  return strspn(text, "0123456789");
}

bool figure_parse(const struct form_column *column, const char *text, dec *out)
{
  const char *number = text;
  if (column->kind == FIGURE_CHANGE && (*number == '-' || *number == '+'))
    number++;
  size_t whole = digits_at(number);
  bool padded = whole > 1 && number[0] == '0';
  if (whole == 0 || padded)
    return false;
  size_t decimals = 0;
  if (column->kind == FIGURE_AMOUNT && number[whole] == '.') {
    decimals = digits_at(number + whole + 1);
    if (decimals == 0 || decimals > column->decimals)
      return false;
  }
  size_t length = whole + (decimals ? 1 + decimals : 0);
  if (number[length] != '\0' || whole + decimals > FIGURE_DIGITS_MAX)
    return false;
  return dec_parse(text, strlen(text), out);
}

static bool cell_is_nothing(const struct node *node)
{
  return node->as.scalar.style == NODE_PLAIN && node->as.scalar.length == 0;
}

static enum fact_kind cell_placeholder(const struct node *node)
{
  if (node_is(node, "-"))
    return FACT_DASH;
  if (node_is(node, "/"))
    return FACT_SLASH;
  /* A key with nothing behind it is a row not filled in, not a blank cell: that is asked for by ~. */
  if (node_is_null(node) && !cell_is_nothing(node))
    return FACT_BLANK;
  return FACT_ABSENT;
}

const char *figure_print(struct arena *arena, const char *number)
{
  return number[0] == '-' ? arena_printf(arena, "−%s", number + 1) : number;
}

static void cell_read_scalar(struct arena *arena, struct diags *diags, struct figure_place place,
                             const struct node *node, struct fact *out)
{
  out->kind = cell_placeholder(node);
  out->text = out->kind == FACT_DASH ? "-" : out->kind == FACT_SLASH ? "/" : "";
  out->written = true;
  if (out->kind != FACT_ABSENT)
    return;
  if (figure_parse(place.column, node->as.scalar.text, &out->value)) {
    out->kind = FACT_NUMBER;
    out->text = figure_print(arena, node->as.scalar.text);
    return;
  }
  out->written = false;
  if (!node_is_unfilled(node))
    figure_explain(arena, diags, place, node);
}

static void cell_read_map(struct arena *arena, struct diags *diags, struct figure_place place, const struct node *node,
                          struct fact *out)
{
  if (!schema_check(node, cell_fields, COUNT(cell_fields), _("the cell"), diags))
    return;
  const struct node *value = schema_get(node, cell_fields, COUNT(cell_fields), "value");
  const struct node *note = schema_get(node, cell_fields, COUNT(cell_fields), "note");
  if (value->kind != NODE_SCALAR) {
    diag_add(diags, DIAG_FIGURE_BAD, value->span, _("The value of %s is one figure, not %s."),
             figure_place_name(arena, place), node_kind_name(value->kind));
    return;
  }
  cell_read_scalar(arena, diags, place, value, out);
  out->span = value->span;
  out->note = note ? note->as.scalar.text : NULL;
}

void figure_cell_read(struct arena *arena, struct diags *diags, struct figure_place place, const struct node *node,
                      struct fact *out)
{
  *out = (struct fact){.kind = FACT_ABSENT, .text = "", .span = node->span};
  switch (node->kind) {
  case NODE_SCALAR:
    cell_read_scalar(arena, diags, place, node, out);
    break;
  case NODE_MAP:
    cell_read_map(arena, diags, place, node, out);
    break;
  case NODE_LIST:
    diag_add(diags, DIAG_FIGURE_BAD, node->span, _("The cell %s holds one figure, not a list."),
             figure_place_name(arena, place));
    break;
  }
}
