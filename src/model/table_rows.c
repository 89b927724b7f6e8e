/* The rows of a free table: lists of cells, mappings, or trees of either. Whatever is written, each row covers the
 * columns without gaps: what lacks is blank, what is too much is left out, and both are reported. */
#include <glib.h>
#include <string.h>

#include "base/limits.h"
#include "base/tr.h"
#include "model/keys.h"
#include "model/table_reader.h"
#include "source/schema.h"

static const struct field row_fields[] = {
    {"label", FIELD_ANY, false, 0, 0, N_("the first cell")},
    {"cells", FIELD_LIST, false, 0, 0, N_("the cells, from left to right")},
    {"indent", FIELD_INT, false, 0, TABLE_INDENT_MAX, N_("so many characters is the first cell indented")},
    {"head", FIELD_BOOL, false, 0, 0, N_("true: a sub-heading over all columns")},
    {"total", FIELD_TEXT, false, 0, 0, N_("true: a total; sum: the sum of the rows beside it")},
};

static const struct field cell_fields[] = {
    {"value", FIELD_ANY, false, 0, 0, N_("the figure")},
    {"text", FIELD_TEXT, false, 0, 0, N_("words, whatever they look like")},
    {"note", FIELD_TEXT, false, 0, 0, N_("printed behind it in brackets")},
    {"mark", FIELD_TEXT, false, 0, 0, N_("printed right behind it: the mark of a note below the table")},
    {"span", FIELD_ANY, false, 0, 0, N_("so many columns does the cell take")},
};

struct keys keys_of_row(void)
{
  return (struct keys){row_fields, G_N_ELEMENTS(row_fields)};
}

struct keys keys_of_cell(void)
{
  return (struct keys){cell_fields, G_N_ELEMENTS(cell_fields)};
}

#define ROW(map, name)  schema_get((map), row_fields, G_N_ELEMENTS(row_fields), (name))
#define CELL(map, name) schema_get((map), cell_fields, G_N_ELEMENTS(cell_fields), (name))

/* A row being read. */
struct row_reader {
  struct table_reader *r;
  struct table_row row;
  uint32_t column; /* of the next cell */
  bool compact;    /* columns that are sums were left out */
};

static uint32_t column_count(const struct row_reader *row)
{
  return (uint32_t)row->r->table->column_count;
}

/* --- cells --- */

static bool is_number(const struct node *scalar)
{
  const char *text = scalar->as.scalar.text;
  if (scalar->as.scalar.style != NODE_PLAIN || scalar->as.scalar.length > LIMIT_CELL_BYTES)
    return false;
  text += *text == '-' || *text == '+';
  size_t whole = strspn(text, "0123456789");
  if (whole == 0 || (text[whole] != '.' && text[whole] != '\0'))
    return false;
  if (text[whole] == '\0')
    return true;
  size_t decimals = strspn(text + whole + 1, "0123456789");
  return decimals > 0 && text[whole + 1 + decimals] == '\0';
}

static void read_scalar(struct table_reader *r, const struct node *scalar, struct table_cell *cell)
{
  cell->place = scalar->span;
  if (node_is_null(scalar) || scalar->as.scalar.length == 0)
    return;
  if (is_number(scalar)) {
    cell->kind = TABLE_CELL_FIGURE;
    cell->number = scalar->as.scalar.text;
    return;
  }
  cell->kind = TABLE_CELL_TEXT;
  table_read_words(r, scalar, &cell->text);
}

static void read_span(struct row_reader *row, const struct node *node, struct table_cell *cell)
{
  int64_t span;
  uint32_t left = column_count(row) - row->column;
  if (node_int(node, &span) && span >= 1 && span <= left) {
    cell->span = (uint32_t)span;
    return;
  }
  struct diag *diag =
      diag_add(row->r->diags, DIAG_TABLE_SHAPE, node->span, _("In row “%1$s”, a cell cannot span “%2$s” columns."),
               row->row.name, node->kind == NODE_SCALAR ? table_quote(row->r, node) : node_kind_name(node->kind));
  diag_hint(row->r->diags, diag, _("From column “%s” on there are %u: write a number from 1 to %u."),
            row->r->table->columns[row->column].name, left, left);
}

static void read_cell_map(struct row_reader *row, const struct node *map, struct table_cell *cell)
{
  struct table_reader *r = row->r;
  schema_check(map, cell_fields, G_N_ELEMENTS(cell_fields), _("the cell"), r->diags);
  const struct node *value = CELL(map, "value"), *text = CELL(map, "text"), *note = CELL(map, "note"),
                    *mark = CELL(map, "mark"), *span = CELL(map, "span");
  if (value && text)
    diag_add(r->diags, DIAG_VALUE_BAD, map->span, _("A cell has a “value” or a “text”, not both."));
  if (value && value->kind == NODE_SCALAR)
    read_scalar(r, value, cell);
  else if (value)
    diag_add(r->diags, DIAG_VALUE_KIND, value->span, _("The value of a cell is one figure or text, not %s."),
             node_kind_name(value->kind));
  else if (text) {
    cell->kind = TABLE_CELL_TEXT;
    table_read_words(r, text, &cell->text);
  }
  if (note)
    table_read_words(r, note, &cell->note);
  cell->mark = mark ? arena_strdup(r->arena, mark->as.scalar.text) : NULL;
  if (span)
    read_span(row, span, cell);
}

static void read_cell(struct row_reader *row, const struct node *node, struct table_cell *cell)
{
  switch (node->kind) {
  case NODE_SCALAR:
    read_scalar(row->r, node, cell);
    return;
  case NODE_MAP:
    read_cell_map(row, node, cell);
    return;
  case NODE_LIST:
    diag_add(row->r->diags, DIAG_TABLE_SHAPE, node->span, _("In row “%1$s”, the cell of column “%2$s” is a list."),
             row->row.name, row->r->table->columns[row->column].name);
    return;
  }
}

static void push_cell(struct row_reader *row, const struct table_cell *cell)
{
  struct free_table *table = row->r->table;
  *ARENA_EXTEND(row->r->arena, table->cells, table->cell_count, table->cell_capacity) = *cell;
  row->row.count++;
  row->column += cell->span;
}

static struct table_cell new_cell(const struct row_reader *row, enum table_cell_kind kind)
{
  return (struct table_cell){.kind = kind, .column = row->column, .span = 1, .place = row->row.span};
}

static void push_empty(struct row_reader *row, enum table_cell_kind kind)
{
  struct table_cell cell = new_cell(row, kind);
  push_cell(row, &cell);
}

/* Columns that are sums and were left out. */
static void skip_sums(struct row_reader *row)
{
  while (row->compact && row->column < column_count(row) && row->r->table->columns[row->column].total)
    push_empty(row, TABLE_CELL_SUM);
}

/* As spreadsheets have it where a sum is to be filled in; ~ is a blank on purpose. */
static bool is_left_empty(const struct node *node)
{
  return node->kind == NODE_SCALAR && node->as.scalar.style == NODE_PLAIN && node->as.scalar.length == 0;
}

static void add_cell(struct row_reader *row, const struct node *node)
{
  skip_sums(row);
  if (row->column >= column_count(row))
    return; /* too many: reported */
  struct table_cell cell = new_cell(row, TABLE_CELL_BLANK);
  cell.place = node->span;
  read_cell(row, node, &cell);
  if ((row->row.sum || row->r->table->columns[row->column].total) && is_left_empty(node))
    cell.kind = TABLE_CELL_SUM;
  push_cell(row, &cell);
}

/* --- the number of cells --- */

/* Columns that the cells take, as far as their spans can be read. */
static uint64_t columns_taken(const struct node *list)
{
  uint64_t taken = 0;
  for (uint32_t i = 0; i < list->as.list.count; i++) {
    const struct node *span = node_get(list->as.list.items[i], "span");
    int64_t columns;
    taken += span && node_int(span, &columns) && columns >= 1 && columns <= LIMIT_TABLE_COLUMNS ? (uint64_t)columns : 1;
  }
  return taken;
}

static void report_count(struct row_reader *row, struct span place, uint64_t taken, uint32_t columns)
{
  struct table_reader *r = row->r;
  struct diag *diag =
      diag_add(r->diags, DIAG_TABLE_SHAPE, place, _("Row “%1$s” has cells for %2$llu columns, but there are %3$u."),
               row->row.name, (unsigned long long)taken, columns);
  if (taken < columns)
    diag_hint(r->diags, diag, _("From column “%s” on they are missing; a cell that stays blank is written ~."),
              r->table->columns[column_count(row) - columns + (uint32_t)taken].name);
  else
    diag_hint(r->diags, diag, _("The last column is “%s”; take out what is behind it."),
              r->table->columns[column_count(row) - 1].name);
}

/* The cells behind the label, if there is one. */
static void read_cells(struct row_reader *row, const struct node *list)
{
  uint32_t columns = column_count(row) - row->column, sums = 0;
  uint64_t taken = columns_taken(list);
  for (uint32_t c = row->column; c < column_count(row); c++)
    sums += row->r->table->columns[c].total;
  row->compact = sums > 0 && taken == columns - sums;
  if (taken != columns && !row->compact)
    report_count(row, list->span, taken, columns);
  for (uint32_t i = 0; i < list->as.list.count; i++)
    add_cell(row, list->as.list.items[i]);
  skip_sums(row);
  while (row->column < column_count(row))
    push_empty(row, TABLE_CELL_BLANK);
}

/* --- rows --- */

/* Where a row stands: under so many labels, the innermost of which is group − 1. */
struct place {
  uint32_t depth, group;
};

static bool read_rows(struct table_reader *r, const struct node *list, struct place place);

/* What the row is called: the words of its first cell. */
static const struct node *label_words(const struct node *label)
{
  if (label && label->kind == NODE_MAP)
    label = node_get(label, "text") ? node_get(label, "text") : node_get(label, "value");
  return label && label->kind == NODE_SCALAR && label->as.scalar.length ? label : NULL;
}

static struct row_reader begin_row(struct table_reader *r, const struct node *node, const struct node *label,
                                   struct place place)
{
  struct row_reader row = {.r = r, .column = place.depth};
  row.row = (struct table_row){.first = r->table->cell_count,
                               .depth = place.depth,
                               .group = place.group,
                               .span = label ? label->span : node->span};
  const struct node *words = label_words(label);
  row.row.name =
      words ? arena_strdup(r->arena, table_quote(r, words)) : arena_printf(r->arena, "%zu", r->table->row_count + 1);
  return row;
}

static void end_row(struct row_reader *row)
{
  struct free_table *table = row->r->table;
  table->stub = MAX(table->stub, row->row.depth);
  *ARENA_EXTEND(row->r->arena, table->rows, table->row_count, table->row_capacity) = row->row;
}

static void read_list_row(struct table_reader *r, const struct node *list, struct place place)
{
  const struct node *first = list->as.list.count ? list->as.list.items[0] : NULL;
  struct row_reader row = begin_row(r, list, first, place);
  row.row.span = list->span;
  read_cells(&row, list);
  end_row(&row);
}

static void read_total(struct row_reader *row, const struct node *total)
{
  if (!total || node_is(total, "false"))
    return;
  row->row.sum = node_is(total, "sum");
  row->row.total = row->row.sum || node_is(total, "true");
  if (row->row.total)
    return;
  struct diag *diag = diag_add(row->r->diags, DIAG_VALUE_BAD, total->span, _("“%s” is no kind of total of a row."),
                               table_quote(row->r, total));
  diag_hint(row->r->diags, diag,
            _("Write “total: sum” for the sum of the rows beside it, or “total: true” for a total that is not "
              "checked."));
}

static void add_sub_heading(struct row_reader *row, const struct node *label, const struct pair *cells)
{
  struct table_cell cell = new_cell(row, TABLE_CELL_TEXT);
  row->row.head = true;
  cell.span = column_count(row) - row->column;
  cell.place = label->span;
  table_read_words(row->r, label, &cell.text);
  push_cell(row, &cell);
  if (cells)
    diag_add(row->r->diags, DIAG_TABLE_SHAPE, cells->key->span, _("The sub-heading “%s” has cells."), row->row.name);
}

static void read_row_cells(struct row_reader *row, const struct node *map, const struct node *label)
{
  const struct node *cells = ROW(map, "cells");
  if (label)
    add_cell(row, label);
  if (cells)
    read_cells(row, cells);
  while (!cells && row->column < column_count(row))
    push_empty(row, row->row.sum ? TABLE_CELL_SUM : TABLE_CELL_BLANK);
  if (cells || row->row.sum || node_pair(map, "cells"))
    return;
  struct diag *diag =
      diag_add(row->r->diags, DIAG_TABLE_SHAPE, row->row.span, _("Row “%s” has no cells."), row->row.name);
  diag_hint(row->r->diags, diag,
            _("Write “cells: […]”, “total: sum” for a sum that is to be computed, or “head: true” for a sub-heading."));
}

static void read_map_row(struct table_reader *r, const struct node *map, struct place place)
{
  schema_check(map, row_fields, G_N_ELEMENTS(row_fields), _("a row"), r->diags);
  const struct node *label = ROW(map, "label"), *indent = ROW(map, "indent"), *head = ROW(map, "head");
  struct row_reader row = begin_row(r, map, label, place);
  int64_t em = 0;
  if (indent && node_int(indent, &em))
    row.row.indent = (int)em;
  read_total(&row, ROW(map, "total"));
  if (head && node_is(head, "true") && label && label->kind == NODE_SCALAR)
    add_sub_heading(&row, label, node_pair(map, "cells"));
  else
    read_row_cells(&row, map, label);
  if (head && node_is(head, "true") && !label)
    diag_add(r->diags, DIAG_TABLE_SHAPE, map->span, _("A sub-heading has no words: write them behind “label”."));
  end_row(&row);
}

static bool read_group(struct table_reader *r, const struct pair *pair, struct place place)
{
  struct free_table *table = r->table;
  if (pair->value->as.list.count == 0) {
    diag_add(r->diags, DIAG_TABLE_SHAPE, pair->key->span, _("There are no rows under “%s”."),
             table_quote(r, pair->key));
    return true;
  }
  if (place.depth + 1 >= table->column_count) {
    struct diag *diag = diag_add(r->diags, DIAG_TABLE_SHAPE, pair->key->span,
                                 _("The label “%s” leaves no column for its rows."), table_quote(r, pair->key));
    diag_hint(r->diags, diag, _("Labels over rows stand in the first columns, which need heads of their own."));
    return true;
  }
  struct inlines label = {0};
  table_read_words(r, pair->key, &label);
  *ARENA_APPEND(r->arena, table->groups, table->group_count, table->group_capacity) =
      (struct table_group){(uint32_t)table->row_count, 0, place.depth, place.group, label, pair->key->span};
  uint32_t group = (uint32_t)table->group_count;
  bool more = read_rows(r, pair->value, (struct place){place.depth + 1, group});
  table->groups[group - 1].row_count = (uint32_t)table->row_count - table->groups[group - 1].row;
  return more;
}

/* All rows of a file, among those of the source. */
static bool read_file(struct table_reader *r, const struct node *node, struct place place)
{
  const struct node *rows = table_file_rows(r, node);
  return !rows || read_rows(r, rows, place);
}

static bool read_row(struct table_reader *r, const struct node *node, struct place place)
{
  if (table_rows_are_filed(node))
    return read_file(r, node, place);
  const struct pair *group = table_labelled_list(node, "cells");
  if (group)
    return read_group(r, group, place);
  if (r->table->row_count >= LIMIT_TABLE_ROWS) {
    diag_add(r->diags, DIAG_LIMIT_TABLE, node->span, _("A table has more than %u rows."), LIMIT_TABLE_ROWS);
    return false;
  }
  switch (node->kind) {
  case NODE_LIST:
    read_list_row(r, node, place);
    return true;
  case NODE_MAP:
    read_map_row(r, node, place);
    return true;
  case NODE_SCALAR:
    break;
  }
  struct diag *diag = diag_add(r->diags, DIAG_TABLE_SHAPE, node->span, _("“%s” is no row."), table_quote(r, node));
  diag_hint(r->diags, diag, _("A row is a list of cells: “- [合计, 12, 3.5]”."));
  return true;
}

/* False at the limit: nothing more is read. */
static bool read_rows(struct table_reader *r, const struct node *list, struct place place)
{
  for (uint32_t i = 0; i < list->as.list.count; i++)
    if (!read_row(r, list->as.list.items[i], place))
      return false;
  return true;
}

bool table_read_rows(struct table_reader *r, const struct node *rows)
{
  const struct place top = {0, 0};
  return rows->kind == NODE_LIST ? read_rows(r, rows, top) : read_file(r, rows, top);
}

void table_read_cell(struct table_reader *r, const struct node *node, uint32_t column, const char *name,
                     struct table_cell *cell)
{
  struct row_reader row = {.r = r, .column = column, .row = {.name = name, .span = node->span}};
  *cell = new_cell(&row, TABLE_CELL_BLANK);
  cell->place = node->span;
  read_cell(&row, node, cell);
}
