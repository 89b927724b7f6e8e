/* A cell's headers. HTML's scopes say which they are as long as all column heads stand on top of the table. The
 * official tables have blocks, each with a band and heads of its own: there a cell names its headers by their ids. */
#include <glib.h>

#include "web/writer.h"

static bool is_column_head(const struct block_cell *cell)
{
  return cell->header && !cell->band && cell->scope == FRAME_SCOPE_COLUMN;
}

static bool has_inner_heads(const struct block_table *table)
{
  for (size_t i = 0; i < table->cell_count; i++) {
    if (table->cells[i].row >= table->head_rows && is_column_head(&table->cells[i]))
      return true;
  }
  return false;
}

struct grid {
  const struct block_table *table;
  uint32_t *cells; /* rows × columns: the index of the cell that covers the place */
};

static uint32_t cell_at(const struct grid *grid, uint32_t row, uint32_t column)
{
  return grid->cells[row * grid->table->columns + column];
}

static struct grid make_grid(struct arena *arena, const struct block_table *table)
{
  struct grid grid = {table, ARENA_ARRAY(arena, (size_t)table->rows * table->columns, uint32_t)};
  for (uint32_t i = 0; i < table->cell_count; i++) {
    const struct block_cell *cell = &table->cells[i];
    for (uint32_t row = cell->row; row < cell->row + cell->row_span; row++) {
      for (uint32_t column = cell->column; column < cell->column + cell->column_span; column++)
        grid.cells[row * table->columns + column] = i;
    }
  }
  return grid;
}

static void add_header(GString *list, uint32_t number, uint32_t cell)
{
  g_string_append_printf(list, "%st%uc%u", list->len ? " " : "", number, cell);
}

/* Upwards from the cell: the heads of its block, which stand together, and the band above them. */
static void add_column_heads(const struct grid *grid, const struct block_cell *cell, uint32_t number, GString *list)
{
  bool heads = false;
  for (uint32_t row = cell->row; row-- > 0;) {
    uint32_t index = cell_at(grid, row, cell->column);
    const struct block_cell *above = &grid->table->cells[index];
    if (row > 0 && cell_at(grid, row - 1, cell->column) == index)
      continue; /* it spans rows: once, at its first */
    bool head = is_column_head(above);
    if (head || above->band)
      add_header(list, number, index);
    if (above->band || (heads && !head))
      return;
    heads |= head;
  }
}

static void add_row_heads(const struct grid *grid, const struct block_cell *cell, uint32_t number, GString *list)
{
  uint32_t last = UINT32_MAX;
  for (uint32_t column = 0; column < cell->column; column++) {
    uint32_t index = cell_at(grid, cell->row, column);
    const struct block_cell *before = &grid->table->cells[index];
    if (index != last && before->header && before->scope == FRAME_SCOPE_ROW)
      add_header(list, number, index);
    last = index;
  }
}

const char **web_cell_headers(struct arena *arena, const struct block_table *table, uint32_t number)
{
  if (!has_inner_heads(table))
    return NULL;
  struct grid grid = make_grid(arena, table);
  const char **headers = ARENA_ARRAY(arena, table->cell_count, const char *);
  GString *list = g_string_new(NULL);
  for (size_t i = 0; i < table->cell_count; i++) {
    if (table->cells[i].header)
      continue;
    g_string_truncate(list, 0);
    add_column_heads(&grid, &table->cells[i], number, list);
    add_row_heads(&grid, &table->cells[i], number, list);
    if (list->len)
      headers[i] = arena_strdup(arena, list->str);
  }
  g_string_free(list, TRUE);
  return headers;
}
