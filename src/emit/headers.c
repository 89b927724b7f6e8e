#include <glib.h>

#include "emit/tree.h"

/* A table as rows and columns; a cell over several of them stands in each. */
struct grid {
  struct emit_tree *tree;
  GArray *rows; /* their elements */
  uint32_t columns;
  uint32_t *cells; /* rows × columns; 0: none */
};

static const struct frame_element *element_of(const struct grid *grid, uint32_t number)
{
  return &grid->tree->document->elements[number];
}

static bool heads_columns(const struct frame_element *element)
{
  return element->tag == FRAME_TAG_TH && (element->scope == FRAME_SCOPE_COLUMN || element->scope == FRAME_SCOPE_BOTH);
}

static bool heads_rows(const struct frame_element *element)
{
  return element->tag == FRAME_TAG_TH && (element->scope == FRAME_SCOPE_ROW || element->scope == FRAME_SCOPE_BOTH);
}

static void list_rows(struct grid *grid, uint32_t parent)
{
  for (uint32_t i = grid->tree->first_child[parent]; i != 0; i = grid->tree->next[i]) {
    enum frame_tag tag = element_of(grid, i)->tag;
    if (tag == FRAME_TAG_TR)
      g_array_append_val(grid->rows, i);
    else if (tag == FRAME_TAG_THEAD || tag == FRAME_TAG_TBODY)
      list_rows(grid, i);
  }
}

/* Whether a header for columns stands below a cell that is none. */
static bool has_several_heads(const struct grid *grid)
{
  bool below = false;
  for (guint r = 0; r < grid->rows->len; r++) {
    bool data = false;
    uint32_t row = g_array_index(grid->rows, uint32_t, r);
    for (uint32_t i = grid->tree->first_child[row]; i != 0; i = grid->tree->next[i]) {
      if (below && heads_columns(element_of(grid, i)))
        return true;
      data |= element_of(grid, i)->tag == FRAME_TAG_TD;
    }
    below |= data;
  }
  return false;
}

static uint32_t *cell_at(const struct grid *grid, uint32_t row, uint32_t column)
{
  return &grid->cells[(size_t)row * grid->columns + column];
}

/* All columns stand in the first row, each once. */
static void count_columns(struct grid *grid)
{
  uint32_t row = g_array_index(grid->rows, uint32_t, 0);
  for (uint32_t i = grid->tree->first_child[row]; i != 0; i = grid->tree->next[i])
    grid->columns += element_of(grid, i)->column_span;
}

static void put_cell(struct grid *grid, uint32_t number, uint32_t row, uint32_t column)
{
  const struct frame_element *cell = element_of(grid, number);
  uint32_t below = MIN(row + cell->row_span, grid->rows->len), behind = MIN(column + cell->column_span, grid->columns);
  for (uint32_t r = row; r < below; r++)
    for (uint32_t c = column; c < behind; c++)
      *cell_at(grid, r, c) = number;
}

static void fill_cells(struct grid *grid)
{
  grid->cells = g_new0(uint32_t, (size_t)grid->rows->len * grid->columns);
  for (guint r = 0; r < grid->rows->len; r++) {
    uint32_t column = 0, row = g_array_index(grid->rows, uint32_t, r);
    for (uint32_t i = grid->tree->first_child[row]; i != 0; i = grid->tree->next[i]) {
      while (column < grid->columns && *cell_at(grid, r, column) != 0) /* reached from above */
        column++;
      put_cell(grid, i, r, column);
      column += element_of(grid, i)->column_span;
    }
  }
}

static void add_header(struct grid *grid, GArray *headers, uint32_t number)
{
  for (guint i = 0; i < headers->len; i++)
    if (g_array_index(headers, uint32_t, i) == number)
      return;
  g_array_append_val(headers, number);
  grid->tree->named[number] = true;
}

static bool is_head_at(const struct grid *grid, uint32_t row, uint32_t column)
{
  return heads_columns(element_of(grid, *cell_at(grid, row, column)));
}

/* The nearest headers above and those right above them, from the top. */
static void add_column_headers(struct grid *grid, GArray *headers, uint32_t row, uint32_t column)
{
  uint32_t end = row;
  while (end > 0 && !is_head_at(grid, end - 1, column))
    end--;
  uint32_t first = end;
  while (first > 0 && is_head_at(grid, first - 1, column))
    first--;
  for (; first < end; first++)
    add_header(grid, headers, *cell_at(grid, first, column));
}

static void add_row_headers(struct grid *grid, GArray *headers, uint32_t row, uint32_t column)
{
  for (uint32_t c = 0; c < column; c++)
    if (heads_rows(element_of(grid, *cell_at(grid, row, c))))
      add_header(grid, headers, *cell_at(grid, row, c));
}

static uint32_t *list_headers(struct grid *grid, uint32_t number, uint32_t row, uint32_t column)
{
  const struct frame_element *cell = element_of(grid, number);
  GArray *headers = g_array_new(TRUE, FALSE, sizeof(uint32_t));
  for (uint32_t c = column; c < MIN(column + cell->column_span, grid->columns); c++)
    add_column_headers(grid, headers, row, c);
  for (uint32_t r = row; r < MIN(row + cell->row_span, grid->rows->len); r++)
    add_row_headers(grid, headers, r, column);
  if (headers->len > 0)
    return (uint32_t *)(void *)g_array_free(headers, FALSE);
  g_array_free(headers, TRUE);
  return NULL;
}

static void name_headers(struct grid *grid)
{
  count_columns(grid);
  fill_cells(grid);
  for (uint32_t r = 0; r < grid->rows->len; r++)
    for (uint32_t c = 0; c < grid->columns; c++) {
      uint32_t number = *cell_at(grid, r, c);
      uint32_t **headers = &grid->tree->headers[number];
      if (element_of(grid, number)->tag == FRAME_TAG_TD && *headers == NULL)
        *headers = list_headers(grid, number, r, c);
    }
  g_free(grid->cells);
}

void emit_tree_name_headers(struct emit_tree *tree)
{
  for (size_t i = 0; i < tree->document->element_count; i++) {
    if (tree->document->elements[i].tag != FRAME_TAG_TABLE)
      continue;
    struct grid grid = {.tree = tree, .rows = g_array_new(FALSE, FALSE, sizeof(uint32_t))};
    list_rows(&grid, (uint32_t)i);
    if (has_several_heads(&grid))
      name_headers(&grid);
    g_array_free(grid.rows, TRUE);
  }
}
