/* The figures of a new source: each row of the form with its printed label, and what its columns are. */
#include <string.h>

#include "cli/new.h"

#define BLANK         "【待填】"
#define NAMED_COLUMNS 4 /* so many are written by name in one line; more as a list */

struct rows {
  GString *out;
  const struct form_table *table;
  size_t columns_said; /* the column set that was explained last, or SIZE_MAX */
};

static bool has_one_cell(const struct form_columns *columns)
{
  return columns->count == 1 && !columns->items[0].key[0];
}

/* --- what is printed beside a row --- */

static const struct grid_cell *first_figure_of(const struct form_grid *grid, size_t row)
{
  for (size_t i = 0; i < grid->count; i++)
    if (grid->cells[i].kind == GRID_FIGURE && grid->cells[i].figure_row == row)
      return &grid->cells[i];
  return NULL;
}

/* The label next to the row's figures; NULL where the rows stand side by side. */
static const struct grid_cell *label_of(const struct form_grid *grid, size_t row)
{
  const struct grid_cell *figure = first_figure_of(grid, row), *nearest = NULL;
  for (size_t i = 0; figure && i < grid->count; i++) {
    const struct grid_cell *cell = &grid->cells[i];
    bool beside = cell->kind == GRID_STUB && cell->row <= figure->row && figure->row < cell->row + cell->row_span &&
                  cell->column < figure->column;
    if (beside && (!nearest || cell->column > nearest->column))
      nearest = cell;
  }
  return nearest;
}

static void put_label(GString *out, const struct grid_cell *cell, const char *key)
{
  GString *words = g_string_new(NULL);
  for (size_t i = 0; cell && i < cell->phrase_count; i++)
    g_string_append(words, cell->phrases[i]);
  if (words->len > 0 && strcmp(words->str, key) != 0)
    g_string_append_printf(out, "  # %s", words->str);
  g_string_free(words, TRUE);
}

/* --- what a cell holds --- */

/* `name` is that of the column, or "" where the row has only one. */
static void put_kind(GString *out, const struct form_column *column, const char *name)
{
  const char *colon = *name ? "：" : "";
  switch (column->kind) {
  case FIGURE_COUNT:
    return;
  case FIGURE_AMOUNT:
    g_string_append_printf(out, "  # %s%s", name, colon);
    if (column->unit)
      g_string_append_printf(out, "单位：%s，", column->unit);
    g_string_append_printf(out, "小数至多%u位", column->decimals);
    return;
  case FIGURE_CHANGE:
    g_string_append_printf(out, "  # %s%s增加写正数，减少写负数", name, colon);
    return;
  }
}

static void put_kinds(GString *out, const struct form_columns *columns)
{
  for (size_t c = 0; c < columns->count; c++)
    put_kind(out, &columns->items[c], has_one_cell(columns) ? "" : columns->items[c].name);
}

static void put_value(GString *out, const struct form_columns *columns)
{
  size_t written = 0;
  if (has_one_cell(columns) || columns->count > NAMED_COLUMNS) {
    g_string_append(out, BLANK);
    return;
  }
  g_string_append_c(out, '{');
  for (size_t c = 0; c < columns->count; c++)
    if (c != columns->total)
      g_string_append_printf(out, "%s%s: %s", written++ ? ", " : "", columns->items[c].key, BLANK);
  g_string_append_c(out, '}');
}

/* In front of the first row of its kind: which columns there are, and how they are written. */
static void put_columns(struct rows *rows, const struct form_row *row, int indent)
{
  const struct form_columns *columns = &rows->table->column_sets[row->columns];
  if (row->columns == rows->columns_said || has_one_cell(columns) || columns->count <= NAMED_COLUMNS)
    return;
  rows->columns_said = row->columns;
  size_t count = 0;
  g_string_append_printf(rows->out, "%*s# 各列依次为：", indent, "");
  for (size_t c = 0; c < columns->count; c++)
    if (c != columns->total)
      g_string_append_printf(rows->out, "%s%s", count++ ? "、" : "", columns->items[c].name);
  g_string_append_printf(rows->out, "。\n%*s# 写成 [", indent, "");
  for (size_t c = 0; c < count; c++)
    g_string_append(rows->out, c == 0 ? "9" : ", 0");
  g_string_append_printf(rows->out, "]，或者 {%s: 9, 其余: 0}；各列都是 0 的，只写一个 0。\n", columns->items[0].key);
}

/* --- rows and their groups --- */

static void put_row(struct rows *rows, size_t index, const char *key, int indent)
{
  const struct form_row *row = &rows->table->rows[index];
  const struct form_columns *columns = &rows->table->column_sets[row->columns];
  put_columns(rows, row, indent);
  g_string_append_printf(rows->out, "%*s%s: ", indent, "", key);
  put_value(rows->out, columns);
  put_label(rows->out, label_of(&rows->table->grid, index), key);
  put_kinds(rows->out, columns);
  g_string_append_c(rows->out, '\n');
}

/* The keys of the groups that a row is in and the one before it was not, each on a line of its own. Gives the row's own
 * key and its indent. */
static const char *open_groups(GString *out, const char *path, const char *before, int *indent)
{
  const char *key = path;
  bool same = true; /* so far as the row before */
  for (const char *dot; (dot = strchr(key, '.')) != NULL; key = dot + 1) {
    size_t length = (size_t)(dot + 1 - path);
    same = same && strncmp(path, before, length) == 0;
    if (!same)
      g_string_append_printf(out, "%*s%.*s:\n", *indent, "", (int)(dot - key), key);
    *indent += 2;
  }
  return key;
}

static void put_rows(struct rows *rows)
{
  const char *before = "";
  for (size_t r = 0; r < rows->table->row_count; r++) {
    const struct form_row *row = &rows->table->rows[r];
    int indent = 4;
    if (row->total)
      continue; /* computed */
    const char *key = open_groups(rows->out, row->path, before, &indent);
    put_row(rows, r, key, indent);
    before = row->path;
  }
}

void new_write_figures(GString *out, const struct form *form)
{
  for (size_t t = 0; t < form->table_count; t++) {
    const struct form_table *table = &form->tables[t];
    if (table->ledger && !table->optional)
      new_write_ledger(out, table);
    if (table->ledger)
      continue;
    g_string_append_printf(out, "  # %s\n  %s:", table->title ? table->title : table->key, table->key);
    g_string_append(out, table->row_count ? "\n" : " " BLANK "\n");
    struct rows rows = {out, table, SIZE_MAX};
    put_rows(&rows);
  }
}
