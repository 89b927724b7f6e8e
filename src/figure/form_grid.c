/* The grid: what is printed where, laid out from the blocks of a table and then checked place by place. */
#include <glib.h>
#include <stdlib.h>

#include "base/limits.h"
#include "base/tr.h"
#include "figure/form_tree.h"

struct grid_build {
  const struct form_reader *reader;
  struct form_table *table;
  struct form_grid *grid;
  const struct form_block *block;
  uint32_t row; /* the next free one */
};

static struct grid_cell *grid_place(struct grid_build *build, enum grid_kind kind, uint32_t row, uint64_t column,
                                    const struct form_label *label, struct span place)
{
  struct form_grid *grid = build->grid;
  struct grid_cell *cell = ARENA_APPEND(build->reader->arena, grid->cells, grid->count, grid->capacity);
  cell->kind = kind;
  cell->row = row;
  /* Beyond the edge is beyond the edge: the check reports it, and nothing overflows on the way there. */
  cell->column = (uint32_t)MIN(column, (uint64_t)LIMIT_TABLE_COLUMNS + 1);
  cell->row_span = 1;
  cell->column_span = 1;
  cell->phrases = label ? label->phrases : NULL;
  cell->phrase_count = label ? label->count : 0;
  cell->span = place;
  return cell;
}

static uint32_t span_clamp(uint64_t span)
{
  return (uint32_t)MIN(span, (uint64_t)LIMIT_TABLE_COLUMNS + 1);
}

static uint64_t stub_width(const struct form_block *block, size_t from)
{
  uint64_t width = 0;
  for (size_t i = from; i < block->stub_count; i++)
    width += block->stubs[i];
  return width;
}

/* --- heads --- */

/* Heads of a tree of columns from `row` down to `bottom`; a head without children reaches the bottom. */
static void heads_place(struct grid_build *build, const struct form_tree *tree, uint32_t row, uint32_t bottom,
                        uint64_t column)
{
  for (size_t i = 0; i < tree->count; i++) {
    const struct form_node *node = &tree->nodes[i];
    bool leaf = node->children.count == 0;
    uint64_t width = leaf ? node->span : form_tree_width(&node->children);
    struct grid_cell *cell = grid_place(build, GRID_HEAD, row, column, &node->label, node->place);
    cell->column_span = span_clamp(width);
    cell->row_span = leaf ? bottom - row : 1;
    cell->total = node->total;
    if (!leaf)
      heads_place(build, &node->children, row + 1, bottom, column);
    column += width;
  }
}

static void corner_place(struct grid_build *build, uint32_t depth)
{
  const struct form_block *block = build->block;
  const struct form_label *label = block->corner.count     ? &block->corner
                                   : block->diagonal.count ? &block->diagonal
                                                           : &block->stub_head;
  enum grid_kind kind = block->corner.count      ? GRID_CORNER
                        : block->diagonal.count  ? GRID_DIAGONAL
                        : block->stub_head.count ? GRID_HEAD
                                                 : GRID_BLANK;
  struct grid_cell *cell = grid_place(build, kind, build->row, 0, label, block->place);
  cell->row_span = depth;
  cell->column_span = span_clamp(stub_width(block, 0));
}

static void band_place(struct grid_build *build)
{
  const struct form_block *block = build->block;
  struct grid_cell *cell = grid_place(build, GRID_BAND, build->row++, 0, &block->band, block->place);
  cell->column_span = build->grid->columns;
}

/* --- figures --- */

static void figures_place(struct grid_build *build, const struct form_tree *columns, size_t figure_row,
                          uint64_t *column)
{
  const struct form_row *row = &build->table->rows[figure_row];
  for (size_t i = 0; i < columns->count; i++) {
    const struct form_node *node = &columns->nodes[i];
    if (node->children.count) {
      figures_place(build, &node->children, figure_row, column);
      continue;
    }
    struct grid_cell *cell = grid_place(build, GRID_FIGURE, build->row, *column, NULL, row->span);
    cell->figure_row = figure_row;
    cell->figure_column = node->index;
    cell->column_span = node->span;
    cell->total = row->total || node->total;
    *column += node->span;
  }
}

/* --- rows with their labels at the left --- */

static bool stub_leaf_place(struct grid_build *build, const struct form_node *node, size_t level, uint64_t column)
{
  uint64_t width = stub_width(build->block, level);
  if (level >= build->block->stub_count) {
    form_complain(build->reader, node->place,
                  _("The row “%s” stands %zu levels deep, but the block has label columns for %zu."), node->key,
                  level + 1, build->block->stub_count);
    return false;
  }
  struct grid_cell *cell = grid_place(build, GRID_STUB, build->row, column, &node->label, node->place);
  cell->column_span = span_clamp(width);
  cell->indent = node->indent;
  cell->total = node->total;
  uint64_t first = column + width;
  figures_place(build, &build->block->columns, node->index, &first);
  build->row++;
  return true;
}

static bool stubs_place(struct grid_build *build, const struct form_tree *tree, size_t level, uint64_t column)
{
  for (size_t i = 0; i < tree->count; i++) {
    const struct form_node *node = &tree->nodes[i];
    if (node->children.count == 0) {
      if (!stub_leaf_place(build, node, level, column))
        return false;
      continue;
    }
    uint32_t width = level < build->block->stub_count ? build->block->stubs[level] : 1;
    struct grid_cell *cell = grid_place(build, GRID_STUB, build->row, column, &node->label, node->place);
    cell->column_span = width;
    cell->row_span = (uint32_t)form_tree_leaves(&node->children);
    cell->group = cell->row_span > 1;
    cell->indent = node->indent;
    if (!stubs_place(build, &node->children, level + 1, column + width))
      return false;
  }
  return true;
}

static bool block_place_down(struct grid_build *build)
{
  const struct form_block *block = build->block;
  uint32_t depth = form_tree_depth(&block->columns);
  corner_place(build, depth);
  heads_place(build, &block->columns, build->row, build->row + depth, stub_width(block, 0));
  build->row += depth;
  return stubs_place(build, &block->rows, 0, 0);
}

/* --- rows side by side: each row is a head over its own copy of the columns (table four) --- */

static void across_place(struct grid_build *build, const struct form_tree *rows, uint32_t row, uint32_t bottom,
                         uint64_t *column)
{
  const struct form_tree *columns = &build->block->columns;
  for (size_t i = 0; i < rows->count; i++) {
    const struct form_node *node = &rows->nodes[i];
    size_t copies = node->children.count ? form_tree_leaves(&node->children) : 1;
    struct grid_cell *cell = grid_place(build, GRID_HEAD, row, *column, &node->label, node->place);
    cell->column_span = span_clamp(form_tree_width(columns) * copies);
    cell->total = node->total;
    if (node->children.count) {
      across_place(build, &node->children, row + 1, bottom, column);
      continue;
    }
    heads_place(build, columns, row + 1, bottom, *column);
    uint32_t above = build->row;
    build->row = bottom;
    figures_place(build, columns, node->index, column);
    build->row = above;
  }
}

static bool block_place_across(struct grid_build *build)
{
  const struct form_block *block = build->block;
  uint32_t depth = form_tree_depth(&block->rows) + form_tree_depth(&block->columns);
  uint64_t column = 0;
  if (form_tree_leaves(&block->rows) * form_tree_leaves(&block->columns) > LIMIT_TABLE_COLUMNS) {
    form_complain(build->reader, block->place, _("The rows side by side need more columns than a table may have (%u)."),
                  LIMIT_TABLE_COLUMNS);
    return false;
  }
  across_place(build, &block->rows, build->row, build->row + depth, &column);
  build->row += depth + 1;
  return true;
}

static int cell_order(const void *a, const void *b)
{
  const struct grid_cell *x = a, *y = b;
  if (x->row != y->row)
    return x->row < y->row ? -1 : 1;
  return (x->column > y->column) - (x->column < y->column);
}

/* Heads stand again on the next page where one block is the whole table; in a stack they belong to their block. */
static uint32_t head_rows(const struct form_blocks *blocks)
{
  const struct form_block *block = &blocks->items[0];
  if (blocks->count > 1 || block->band.count)
    return 0;
  return form_tree_depth(&block->columns) + (block->across ? form_tree_depth(&block->rows) : 0);
}

bool form_grid_build(const struct form_reader *reader, struct form_table *table, const struct form_blocks *blocks)
{
  struct grid_build build = {reader, table, &table->grid, NULL, 0};
  for (size_t i = 0; i < blocks->count; i++) {
    build.block = &blocks->items[i];
    if (build.block->band.count)
      band_place(&build);
    if (!(build.block->across ? block_place_across(&build) : block_place_down(&build)))
      return false;
  }
  table->grid.rows = build.row;
  table->grid.head_rows = head_rows(blocks);
  qsort(table->grid.cells, table->grid.count, sizeof *table->grid.cells, cell_order);
  return form_grid_check(reader, &table->grid);
}

/* --- the check --- */

static const char *cell_words(const struct form_reader *reader, const struct grid_cell *cell)
{
  struct form_label label = {cell->phrases, cell->phrase_count};
  return form_label_text(reader->arena, &label);
}

static bool cell_inside(const struct form_reader *reader, const struct form_grid *grid, const struct grid_cell *cell)
{
  if (cell->row_span == 0 || cell->column_span == 0) {
    form_complain(reader, cell->span, _("The cell “%s” in grid row %u, column %u spans nothing."),
                  cell_words(reader, cell), cell->row + 1, cell->column + 1);
    return false;
  }
  if (cell->column < grid->columns && cell->column_span <= grid->columns - cell->column && cell->row < grid->rows &&
      cell->row_span <= grid->rows - cell->row)
    return true;
  form_complain(reader, cell->span,
                _("The cell “%s” in grid row %u, column %u spans %u rows and %u columns, which reaches beyond the grid "
                  "of %u rows and %u columns."),
                cell_words(reader, cell), cell->row + 1, cell->column + 1, cell->row_span, cell->column_span,
                grid->rows, grid->columns);
  return false;
}

static bool cell_cover(const struct form_reader *reader, const struct form_grid *grid, const struct grid_cell *cell,
                       guint8 *covered)
{
  for (uint32_t r = cell->row; r < cell->row + cell->row_span; r++) {
    for (uint32_t c = cell->column; c < cell->column + cell->column_span; c++) {
      guint8 *place = &covered[(size_t)r * grid->columns + c];
      if (*place) {
        form_complain(reader, cell->span, _("The cell “%s” overlaps another in grid row %u, column %u."),
                      cell_words(reader, cell), r + 1, c + 1);
        return false;
      }
      *place = 1;
    }
  }
  return true;
}

static bool grid_is_full(const struct form_reader *reader, const struct form_grid *grid, const guint8 *covered)
{
  for (uint32_t r = 0; r < grid->rows; r++) {
    for (uint32_t c = 0; c < grid->columns; c++) {
      if (covered[(size_t)r * grid->columns + c])
        continue;
      struct span place = grid->count ? grid->cells[0].span : SPAN_NONE;
      for (size_t i = 0; i < grid->count && grid->cells[i].row <= r; i++)
        place = grid->cells[i].span;
      form_complain(reader, place,
                    _("No cell covers grid row %u, column %u: the widths of the row do not add up to the "
                      "grid's %u columns."),
                    r + 1, c + 1, grid->columns);
      return false;
    }
  }
  return true;
}

bool form_grid_check(const struct form_reader *reader, const struct form_grid *grid)
{
  guint8 *covered = g_malloc0((gsize)grid->rows * grid->columns + 1);
  bool good = true;
  for (size_t i = 0; good && i < grid->count; i++)
    good = cell_inside(reader, grid, &grid->cells[i]) && cell_cover(reader, grid, &grid->cells[i], covered);
  good = good && grid_is_full(reader, grid, covered);
  g_free(covered);
  return good;
}
