/* The cells of one line out of what is written: a list, names of columns, or one value. */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "figure/ledger_reader.h"

#define REST "其余" /* fills the columns that are not named */

/* Which columns the source may give, in order. */
struct wanted {
  size_t *columns;
  size_t count;
  size_t needed; /* that are not derived */
};

static bool has_format(const struct ledger_reader *reader, size_t column)
{
  return reader->frame->formats[column].given;
}

bool ledger_is_derived(const struct form_ledger *frame, const struct ledger_line *line, size_t column)
{
  if (!frame->formats[column].given)
    return false;
  return frame->formulas[column] || frame->head.columns[column].total || line->child ||
         (line->row && (line->row->sum || line->row->formulas[column]));
}

/* A line of the form has its labels from there; one of the source’s own gives all but the first column. */
static struct wanted find_wanted(const struct ledger_reader *reader, const struct ledger_line *line)
{
  const struct ledger_side *side = &reader->frame->sides[line->side];
  struct wanted wanted = {ARENA_ARRAY(reader->arena, side->count, size_t), 0, 0};
  for (uint32_t c = side->first + (line->row ? side->labels : 1); c < side->first + side->count; c++) {
    const struct table_column *column = &reader->frame->head.columns[c];
    if (column->ordinal || (line->row && line->row->cells && node_pair(line->row->cells, column->key)))
      continue;
    wanted.columns[wanted.count++] = c;
    wanted.needed += !ledger_is_derived(reader->frame, line, c);
  }
  return wanted;
}

/* --- a list --- */

static bool is_figure(const struct node *scalar)
{
  dec value;
  return dec_parse(scalar->as.scalar.text, scalar->as.scalar.length, &value);
}

static const char *join_columns(const struct ledger_reader *reader, const size_t *columns, size_t count)
{
  GString *text = g_string_new(NULL);
  for (size_t i = 0; i < count; i++)
    g_string_append_printf(text, "%s%s", i ? _(", ") : "", reader->frame->head.columns[columns[i]].name);
  char *kept = arena_strdup(reader->arena, text->str);
  g_string_free(text, TRUE);
  return kept;
}

static void complain_count(const struct ledger_reader *reader, const struct ledger_line *line, const struct node *list,
                           const struct wanted *wanted)
{
  uint32_t given = list->as.list.count;
  struct diag *diag =
      diag_add(reader->diags, DIAG_S1, given > wanted->count ? list->as.list.items[wanted->count]->span : list->span,
               _("The row %s has %u values, but the form has %zu columns here."), ledger_line_place(reader, line),
               given, wanted->count);
  diag_hint(reader->diags, diag, _("Its columns are: %s."), join_columns(reader, wanted->columns, wanted->count));
}

/* All columns; or all but those that are computed. The name of a code that the form knows may be left out, too. */
static void fill_list(const struct ledger_reader *reader, struct ledger_line *line, const struct node *list,
                      const struct wanted *wanted)
{
  uint32_t given = list->as.list.count, next = 0;
  bool named = line->code && node_pair(reader->frame->names, line->code) && wanted->count &&
               !has_format(reader, wanted->columns[0]);
  const struct node *first = given ? list->as.list.items[0] : NULL;
  bool skip_name = named && first && first->kind == NODE_SCALAR && strspn(first->as.scalar.text, "0123456789+-") > 0;
  bool skip_derived = given == wanted->needed - skip_name && given != wanted->count - skip_name;
  if (given != wanted->count - skip_name && !skip_derived) {
    complain_count(reader, line, list, wanted);
    line->lacks = true;
    return;
  }
  for (size_t i = skip_name; i < wanted->count && next < given; i++) {
    size_t column = wanted->columns[i];
    if (!skip_derived || !ledger_is_derived(reader->frame, line, column))
      line->cells[column] = list->as.list.items[next++];
  }
}

/* --- a mapping --- */

static void complain_column(const struct ledger_reader *reader, struct ledger_line *line, const struct node *key,
                            const struct wanted *wanted)
{
  const char **names = ARENA_ARRAY(reader->arena, wanted->count, const char *);
  for (size_t i = 0; i < wanted->count; i++)
    names[i] = reader->frame->head.columns[wanted->columns[i]].key;
  const char *nearest = diag_nearest(key->as.scalar.text, names, wanted->count);
  line->lacks = true;
  struct diag *diag = diag_add(reader->diags, DIAG_S1, key->span, _("The row %s has no column “%s”."),
                               ledger_line_place(reader, line), figure_quote(reader->arena, key->as.scalar.text));
  if (nearest)
    diag_hint(reader->diags, diag, _("Did you mean “%s”?"), nearest);
  else
    diag_hint(reader->diags, diag, _("Its columns are: %s."), join_columns(reader, wanted->columns, wanted->count));
}

static size_t find_named(const struct ledger_reader *reader, const struct wanted *wanted, const char *name)
{
  for (size_t i = 0; i < wanted->count; i++)
    if (free_table_column_is(&reader->frame->head, (uint32_t)wanted->columns[i], name))
      return wanted->columns[i];
  return NO_COLUMN;
}

static void fill_map(const struct ledger_reader *reader, struct ledger_line *line, const struct node *map,
                     const struct wanted *wanted)
{
  const struct node *rest = NULL;
  for (uint32_t i = 0; i < map->as.map.count; i++) {
    const struct pair *pair = &map->as.map.pairs[i];
    size_t column = find_named(reader, wanted, pair->key->as.scalar.text);
    if (node_is(pair->key, REST))
      rest = pair->value;
    else if (column == NO_COLUMN)
      complain_column(reader, line, pair->key, wanted);
    else
      line->cells[column] = pair->value;
  }
  for (size_t i = 0; rest && i < wanted->count; i++) {
    size_t column = wanted->columns[i];
    if (!line->cells[column] && has_format(reader, column) && !ledger_is_derived(reader->frame, line, column))
      line->cells[column] = rest;
  }
}

/* {value: 5.8, mark: ①} */
static bool is_cell(const struct node *map)
{
  static const char *const keys[] = {"value", "text", "note", "mark"};
  if (map->kind != NODE_MAP || (!node_pair(map, "value") && !node_pair(map, "text")))
    return false;
  for (uint32_t i = 0; i < map->as.map.count; i++) {
    bool known = false;
    for (size_t k = 0; k < G_N_ELEMENTS(keys); k++)
      known |= node_is(map->as.map.pairs[i].key, keys[k]);
    if (!known)
      return false;
  }
  return true;
}

/* --- one value --- */

/* What one value can say of several columns: that all are 0, or all are blank, "-" or "/". */
static bool fits_all(const struct node *node)
{
  return node_is(node, "0") || node_is(node, "-") || node_is(node, "/") ||
         (node_is_null(node) && node->as.scalar.length > 0);
}

static void complain_single(const struct ledger_reader *reader, const struct ledger_line *line,
                            const struct node *value, const struct wanted *wanted)
{
  const char *place = ledger_line_place(reader, line);
  if (value->kind == NODE_SCALAR && value->as.scalar.length == 0) {
    struct diag *empty =
        diag_add(reader->diags, DIAG_FIGURE_BAD, value->span, _("There are no figures for %s."), place);
    diag_hint(reader->diags, empty, _("Write 0 if there was none in any column."));
    return;
  }
  const char *text = value->kind == NODE_SCALAR ? figure_quote(reader->arena, value->as.scalar.text) : "{…}";
  struct diag *diag =
      diag_add(reader->diags, DIAG_FIGURE_BAD, value->span,
               _("The row %s has %zu columns; the single value “%s” does not say which of them it is for."), place,
               wanted->count, text);
  diag_hint(reader->diags, diag, _("Its columns are: %s."), join_columns(reader, wanted->columns, wanted->count));
}

/* The columns with figures that must be written, or the only one there is. */
static size_t find_figures(const struct ledger_reader *reader, const struct ledger_line *line,
                           const struct wanted *wanted, size_t *columns)
{
  size_t count = 0, any = NO_COLUMN;
  for (size_t i = 0; i < wanted->count; i++) {
    size_t column = wanted->columns[i];
    if (!has_format(reader, column))
      continue;
    any = column;
    if (!ledger_is_derived(reader->frame, line, column))
      columns[count++] = column;
  }
  if (count == 0 && any != NO_COLUMN)
    columns[count++] = any;
  return count;
}

static void fill_one(const struct ledger_reader *reader, struct ledger_line *line, const struct node *value,
                     const struct wanted *wanted)
{
  size_t *figures = ARENA_ARRAY(reader->arena, wanted->count, size_t);
  size_t count = find_figures(reader, line, wanted, figures);
  bool scalar = value->kind == NODE_SCALAR, written = !scalar || value->as.scalar.length > 0;
  bool named = line->code && wanted->count && !has_format(reader, wanted->columns[0]);
  if (named && scalar && written && !is_figure(value) && !fits_all(value)) {
    line->cells[wanted->columns[0]] = value; /* a code with its name: its figures are the sums of the next level */
    return;
  }
  if (!written || (count != 1 && !(scalar && fits_all(value)))) {
    complain_single(reader, line, value, wanted);
    line->lacks = true;
    return;
  }
  for (size_t i = 0; i < count; i++)
    line->cells[figures[i]] = value;
}

void ledger_fill(const struct ledger_reader *reader, struct ledger_line *line, const struct node *value)
{
  struct wanted wanted = find_wanted(reader, line);
  if (!value)
    return;
  if (node_is_unfilled(value))
    line->lacks = true; /* reported */
  else if (value->kind == NODE_LIST)
    fill_list(reader, line, value, &wanted);
  else if (value->kind == NODE_MAP && !is_cell(value))
    fill_map(reader, line, value, &wanted);
  else
    fill_one(reader, line, value, &wanted);
}

void ledger_complain_missing(const struct ledger_reader *reader, struct ledger_line *line)
{
  const struct ledger_side *side = &reader->frame->sides[line->side];
  size_t *missing = ARENA_ARRAY(reader->arena, side->count, size_t), count = 0;
  for (uint32_t c = side->first + 1; !line->band && c < side->first + side->count; c++)
    if (has_format(reader, c) && !line->cells[c] && !ledger_is_derived(reader->frame, line, c))
      missing[count++] = c;
  if (count == 0 || line->lacks)
    return;
  line->lacks = true;
  struct diag *diag = diag_add(reader->diags, DIAG_S1, line->span, _("The row %s lacks these columns: %s."),
                               ledger_line_place(reader, line), join_columns(reader, missing, count));
  diag_hint(reader->diags, diag, _("Add 0 for a column where there was none, or ~ for a blank."));
}
