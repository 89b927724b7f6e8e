/* The figures of ledgers as written: lines of the form by their keys, the source's own by code or label, as a mapping
 * or as rows of a free table. */
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/tr.h"
#include "figure/ledger_reader.h"

static const char *text_of(const struct node *node)
{
  return node->as.scalar.text;
}

const char *ledger_line_place(const struct ledger_reader *reader, const struct ledger_line *line)
{
  const char *key = figure_quote(reader->arena, line->key);
  const char *side = reader->frame->sides[line->side].key;
  return side && line->row ? arena_printf(reader->arena, "%s.%s.%s", reader->form->key, side, key)
                           : arena_printf(reader->arena, "%s.%s", reader->form->key, key);
}

/* --- lines --- */

/* NULL beyond the limit, which has been reported. */
static struct ledger_line *line_add(const struct ledger_reader *reader, size_t side, struct span span)
{
  struct ledger *ledger = reader->ledger;
  if (ledger->count >= LIMIT_TABLE_ROWS) {
    if (!ledger->full)
      diag_add(reader->diags, DIAG_LIMIT_TABLE, span, _("A table has more than %u rows."), LIMIT_TABLE_ROWS);
    ledger->full = true;
    return NULL;
  }
  struct ledger_line *line = ARENA_APPEND(reader->arena, ledger->lines, ledger->count, ledger->capacity);
  line->side = side;
  line->span = span;
  line->given = true;
  line->cells = ARENA_ARRAY(reader->arena, reader->frame->head.column_count, const struct node *);
  return line;
}

static struct ledger_line *line_add_row(const struct ledger_reader *reader, size_t row, struct span span)
{
  const struct ledger_row *from = &reader->frame->rows[row];
  struct ledger_line *line = line_add(reader, from->side, span);
  if (!line)
    return NULL;
  line->row = from;
  line->key = from->key ? from->key : "";
  line->name = from->gap ? "" : text_of(from->label);
  line->indent = from->indent;
  line->band = from->band || from->gap;
  reader->rows[row] = reader->ledger->count;
  return line;
}

static size_t row_called(const struct ledger_reader *reader, const char *name, size_t side, bool by_label)
{
  size_t found = SIZE_MAX;
  for (size_t i = 0; i < reader->frame->row_count; i++) {
    const struct ledger_row *row = &reader->frame->rows[i];
    if (!row->key || strcmp(by_label ? text_of(row->label) : row->key, name) != 0 ||
        (side != SIZE_MAX && row->side != side))
      continue;
    if (found != SIZE_MAX)
      return SIZE_MAX;
    found = i;
  }
  return found;
}

/* The line of the form with that key, else with that label; SIZE_MAX where there is none, or one on each side. */
static size_t row_find(const struct ledger_reader *reader, const char *name, size_t side)
{
  size_t row = row_called(reader, name, side, false);
  return row != SIZE_MAX ? row : row_called(reader, name, side, true);
}

static void complain_unknown(const struct ledger_reader *reader, const struct node *key)
{
  const char **names = ARENA_ARRAY(reader->arena, reader->frame->row_count + reader->frame->side_count, const char *);
  size_t count = 0;
  for (size_t i = 0; i < reader->frame->row_count; i++)
    if (reader->frame->rows[i].key)
      names[count++] = reader->frame->rows[i].key;
  for (size_t i = 0; i < reader->frame->side_count; i++)
    if (reader->frame->sides[i].key)
      names[count++] = reader->frame->sides[i].key;
  struct diag *diag = diag_add(reader->diags, DIAG_S1, key->span, _("The form has no row “%s” in “%s”."),
                               figure_quote(reader->arena, text_of(key)), reader->form->key);
  const char *nearest = diag_nearest(text_of(key), names, count);
  size_t meant = nearest ? row_find(reader, nearest, SIZE_MAX) : SIZE_MAX;
  if (nearest)
    diag_hint(reader->diags, diag, _("Did you mean “%s”?"), nearest);
  else
    diag_hint(reader->diags, diag, _("The rows of the form are fixed; leave this one out."));
  if (meant != SIZE_MAX && !reader->rows[meant])
    reader->rows[meant] = SIZE_MAX; /* one slip is one finding */
}

static void complain_twice(const struct ledger_reader *reader, const struct node *key, const struct ledger_line *first)
{
  struct diag *diag = diag_add(reader->diags, DIAG_CODE_BAD, key->span, _("The row “%s” stands twice in “%s”."),
                               figure_quote(reader->arena, text_of(key)), reader->form->key);
  diag_relate(reader->diags, diag, first->span, _("the first stands here"));
}

static void read_row_of_form(const struct ledger_reader *reader, size_t row, const struct node *key,
                             const struct node *value)
{
  size_t before = reader->rows[row];
  if (before && before != SIZE_MAX) {
    complain_twice(reader, key, &reader->ledger->lines[before - 1]);
    return;
  }
  struct ledger_line *line = line_add_row(reader, row, key->span);
  if (line)
    ledger_fill(reader, line, value);
}

/* Of several sides, the one that takes such codes. */
static size_t side_of(const struct ledger_reader *reader, const char *key, size_t side)
{
  if (side != SIZE_MAX || reader->frame->side_count == 1)
    return side == SIZE_MAX ? 0 : side;
  return ledger_side_of_code(reader->frame, key);
}

static void read_own_line(const struct ledger_reader *reader, const struct node *key, const struct node *value,
                          size_t side, int indent)
{
  side = side_of(reader, text_of(key), side);
  if (side == SIZE_MAX) {
    diag_add(reader->diags, DIAG_CODE_BAD, key->span, _("“%s” begins like no code of the table “%s”."),
             figure_quote(reader->arena, text_of(key)), reader->form->key);
    return;
  }
  struct ledger_line *line = line_add(reader, side, key->span);
  if (!line)
    return;
  line->key = line->name = text_of(key);
  line->code = reader->frame->level_count ? line->key : NULL;
  line->label = key;
  line->indent = indent;
  ledger_fill(reader, line, value);
}

static void read_line(const struct ledger_reader *reader, const struct node *key, const struct node *value, size_t side,
                      int indent)
{
  size_t row = row_find(reader, text_of(key), side);
  if (row != SIZE_MAX)
    read_row_of_form(reader, row, key, value);
  else if (reader->frame->open)
    read_own_line(reader, key, value, side, indent);
  else
    complain_unknown(reader, key);
}

/* --- as rows of a free table --- */

static const struct node *list_behind_first(const struct ledger_reader *reader, const struct node *list)
{
  struct node *rest = ARENA_NEW(reader->arena, struct node);
  *rest = *list;
  rest->as.list.items++;
  rest->as.list.count--;
  return rest;
}

static const struct node *label_of(const struct node *label)
{
  if (label && label->kind == NODE_MAP)
    label = node_get(label, "text") ? node_get(label, "text") : node_get(label, "value");
  return label && label->kind == NODE_SCALAR && label->as.scalar.length ? label : NULL;
}

static void read_sub_heading(const struct ledger_reader *reader, const struct node *label)
{
  struct ledger_line *line = line_add(reader, 0, label->span);
  if (!line)
    return;
  line->key = "";
  line->name = text_of(label);
  line->label = label;
  line->band = true;
}

static void complain_row(const struct ledger_reader *reader, const struct node *item)
{
  struct diag *diag = diag_add(reader->diags, DIAG_S1, item->span, _("A row of “%s” begins with its code or label."),
                               reader->form->key);
  diag_hint(reader->diags, diag, _("A row is a list of cells: “- [合计, 12, 3.5]”."));
}

static void read_item_map(const struct ledger_reader *reader, const struct node *item, size_t side)
{
  static const char *const known[] = {"label", "cells", "indent", "head", "total"};
  const struct node *label = label_of(node_get(item, "label")), *cells = node_get(item, "cells"),
                    *indent = node_get(item, "indent");
  int64_t em = 0;
  for (uint32_t i = 0; i < item->as.map.count; i++) {
    const struct node *key = item->as.map.pairs[i].key;
    bool good = false;
    for (size_t k = 0; k < G_N_ELEMENTS(known); k++)
      good |= node_is(key, known[k]);
    if (!good)
      diag_add(reader->diags, DIAG_KEY_UNKNOWN, key->span, _("A row of “%1$s” has no key “%2$s”."), reader->form->key,
               figure_quote(reader->arena, text_of(key)));
  }
  if (!label) {
    complain_row(reader, item);
    return;
  }
  if (indent && (!node_int(indent, &em) || em < 0 || em > LEDGER_LEVELS))
    diag_add(reader->diags, DIAG_VALUE_BAD, indent->span, _("An indent is a number from 0 to %d."), LEDGER_LEVELS);
  if (node_is(node_get(item, "head"), "true") && reader->frame->side_count == 1)
    read_sub_heading(reader, label);
  else
    read_line(reader, label, cells, side, (int)CLAMP(em, 0, LEDGER_LEVELS));
}

static void read_list(const struct ledger_reader *reader, const struct node *list, size_t side)
{
  for (uint32_t i = 0; i < list->as.list.count; i++) {
    const struct node *item = list->as.list.items[i];
    const struct node *first = item->kind == NODE_LIST && item->as.list.count ? label_of(item->as.list.items[0]) : NULL;
    if (item->kind == NODE_MAP)
      read_item_map(reader, item, side);
    else if (first)
      read_line(reader, first, list_behind_first(reader, item), side, 0);
    else
      complain_row(reader, item);
  }
}

/* --- by name --- */

static void read_value(const struct ledger_reader *reader, const struct node *value, size_t side);

static void read_map(const struct ledger_reader *reader, const struct node *map, size_t side)
{
  for (uint32_t i = 0; i < map->as.map.count; i++) {
    const struct pair *pair = &map->as.map.pairs[i];
    size_t named = side == SIZE_MAX ? form_ledger_side(reader->frame, text_of(pair->key)) : SIZE_MAX;
    if (named != SIZE_MAX)
      read_value(reader, pair->value, named);
    else
      read_line(reader, pair->key, pair->value, side, 0);
  }
}

static void read_value(const struct ledger_reader *reader, const struct node *value, size_t side)
{
  if (node_is_null(value) && value->as.scalar.length)
    return; /* ~: nothing */
  if (value->kind == NODE_MAP) {
    read_map(reader, value, side);
    return;
  }
  const bool none = value->kind == NODE_LIST && value->as.list.count == 0 && side == SIZE_MAX;
  const bool may_be_empty = reader->frame->head.empty.count > 0;
  if (none && may_be_empty)
    return; /* the form's sentence stands in its place */
  if (value->kind == NODE_LIST && reader->frame->open) {
    read_list(reader, value, side);
    return;
  }
  struct diag *diag = diag_add(reader->diags, DIAG_S1, value->span, _("The figures of “%s” are %s, not rows by name."),
                               reader->form->key, node_kind_name(value->kind));
  if (reader->frame->open)
    diag_hint(reader->diags, diag, _("Write the rows as a list or by their codes; where there are none, “%s: []”."),
              reader->form->key);
  else
    diag_hint(reader->diags, diag, _("Write the rows under it, one a line, such as “%s: 0”."),
              reader->frame->rows[0].key ? reader->frame->rows[0].key : "");
}

/* --- what is missing --- */

static bool row_is_derived(const struct ledger_reader *reader, const struct ledger_row *row)
{
  const struct ledger_side *side = &reader->frame->sides[row->side];
  struct ledger_line line = {.row = row, .side = row->side};
  for (uint32_t c = side->first + side->labels; c < side->first + side->count; c++)
    if (reader->frame->formats[c].given && !ledger_is_derived(reader->frame, &line, c))
      return false;
  return true;
}

static void complain_row_missing(const struct ledger_reader *reader, const struct ledger_row *row, struct span place)
{
  const char *side = reader->frame->sides[row->side].key;
  struct diag *diag =
      diag_add(reader->diags, DIAG_S1, place, _("The row “%s” is missing in “%s”."), row->key, reader->form->key);
  diag_hint(reader->diags, diag, _("If there was none, write “%s: 0” under “%s”."), row->key,
            side ? side : reader->form->key);
}

static bool is_omitted(const struct ledger_reader *reader, size_t index)
{
  const struct ledger_row *row = &reader->frame->rows[index];
  return !reader->rows[index] && !row->gap && row->missing == LEDGER_OMITTED && !row_is_derived(reader, row);
}

/* None of the rows of the form that stand under a sub-heading is printed. */
static bool heads_nothing(const struct ledger_reader *reader, size_t band)
{
  const struct form_ledger *frame = reader->frame;
  size_t next = band + 1;
  while (next < frame->row_count && !frame->rows[next].band && is_omitted(reader, next))
    next++;
  return next > band + 1 && (next == frame->row_count || frame->rows[next].band);
}

/* What is computed from a row that must be there and is not, is not known. */
static void add_missing(const struct ledger_reader *reader, size_t index, struct span place)
{
  const struct ledger_row *row = &reader->frame->rows[index];
  bool derived = row->band || row->gap || row_is_derived(reader, row), meant = reader->rows[index] == SIZE_MAX;
  if ((reader->rows[index] && !meant) || (!derived && !meant && row->missing == LEDGER_OMITTED))
    return;
  if (row->band && heads_nothing(reader, index))
    return;
  bool lacks = !derived && (meant || row->missing == LEDGER_REQUIRED);
  if (lacks && !meant)
    complain_row_missing(reader, row, place);
  struct ledger_line *line = line_add_row(reader, index, place);
  if (!line)
    return;
  line->given = false;
  line->lacks = lacks;
}

/* --- the table --- */

static int line_order(const void *a, const void *b, void *data)
{
  const struct ledger_line *lines = data;
  const struct ledger_line *x = &lines[*(const size_t *)a], *y = &lines[*(const size_t *)b];
  int order = strcmp(x->key, y->key);
  return order ? order : (x->side > y->side) - (x->side < y->side);
}

static void sort_lines(const struct ledger_reader *reader)
{
  struct ledger *ledger = reader->ledger;
  size_t *sorted = ARENA_ARRAY(reader->arena, ledger->count, size_t);
  for (size_t i = 0; i < ledger->count; i++)
    sorted[i] = i;
  if (ledger->count)
    g_qsort_with_data(sorted, (gint)ledger->count, sizeof *sorted, line_order, ledger->lines);
  ledger->sorted = sorted;
}

static bool has_lines(const struct ledger *ledger)
{
  for (size_t i = 0; i < ledger->count; i++)
    if (ledger->lines[i].given)
      return true;
  return false;
}

static void complain_empty(const struct ledger_reader *reader, struct span place)
{
  struct diag *diag = diag_add(reader->diags, DIAG_S1, place, _("There are no figures in “%s”."), reader->form->key);
  diag_hint(reader->diags, diag, _("The form has no sentence for an empty table; write its rows."));
}

static void read_table(const struct ledger_reader *reader, const struct pair *pair)
{
  struct ledger *ledger = reader->ledger;
  if (node_is_unfilled(pair->value))
    return; /* reported */
  read_value(reader, pair->value, SIZE_MAX);
  bool empty = !has_lines(ledger) && reader->frame->head.empty.count > 0;
  bool nothing = node_is_null(pair->value) ||
                 (pair->value->kind == NODE_LIST ? pair->value->as.list.count : pair->value->as.map.count) == 0;
  if (reader->frame->open && nothing && !empty)
    complain_empty(reader, pair->key->span);
  for (size_t i = 0; !empty && i < reader->frame->row_count; i++)
    add_missing(reader, i, pair->key->span);
  ledger_codes_link(reader);
  for (size_t i = 0; i < ledger->count; i++)
    if (ledger->lines[i].given)
      ledger_complain_missing(reader, &ledger->lines[i]);
  sort_lines(reader);
  if (!ledger_lay(reader))
    ledger->table = NULL;
}

void ledgers_read(struct arena *arena, const struct files *files, struct diags *diags, struct facts *facts)
{
  for (size_t t = 0; t < facts->count; t++) {
    const struct form_table *form = facts->tables[t].form;
    const struct pair *pair = node_pair(facts->report->figures, form->key);
    if (!form->ledger)
      continue;
    facts->tables[t].ledger = ARENA_NEW(arena, struct ledger);
    facts->tables[t].ledger->form = form;
    struct ledger_reader reader = {arena, files, diags, form, form->ledger, facts->tables[t].ledger, NULL};
    reader.rows = ARENA_ARRAY(arena, form->ledger->row_count, size_t);
    if (pair)
      read_table(&reader, pair);
  }
}
