#include <glib.h>

#include "page/flow.h"

/* Where a table may break (TB-11, TB-12). */

static len rows_height(const struct box_table *table, uint32_t rows)
{
  len height = 0;
  for (uint32_t r = 0; r < rows; r++)
    height += table->row_height[r];
  return height;
}

len table_least_height(const struct box_table *table)
{
  return rows_height(table, table->block->rows) - (len)table->block->rows * table->row_give;
}

/* A row of nothing but heads or a band belongs to the rows below it. */
static bool row_is_heading(const struct box_table *table, uint32_t row)
{
  bool any = false;
  for (size_t i = 0; i < table->cell_count; i++) {
    const struct block_cell *cell = table->cells[i].block;
    if (cell->row > row || cell->row + cell->row_span <= row)
      continue;
    if (!cell->header || cell->scope == FRAME_SCOPE_ROW)
      return false;
    any = true;
  }
  return any;
}

static bool cuts(const struct block_cell *cell, uint32_t row)
{
  return cell->row < row && cell->row + cell->row_span > row;
}

static len label_height(const struct box_table *table, const struct box_lines *lines)
{
  return lines->height + 2 * table->pad_block;
}

/* Grows the rows that a cut cell has on this page until its label fits. */
static void fit_cut_label(const struct box_table *table, const struct box_cell *cell, const struct table_part *part)
{
  const struct block_cell *block = cell->block;
  const struct box_lines *lines = block->row < part->first ? &cell->continued : &cell->lines;
  if (!lines->count)
    return;
  uint32_t from = block->row > part->first ? block->row : part->first;
  uint32_t to = block->row + block->row_span < part->last ? block->row + block->row_span : part->last;
  uint32_t rows = to - from;
  g_assert(from < to && rows > 0); /* the cell has rows in this part */
  len *height = &part->row_height[part->head_rows + from - part->first], have = 0, need = label_height(table, lines);
  for (uint32_t r = 0; r < rows; r++)
    have += height[r];
  for (uint32_t r = 0; need > have && r < rows; r++)
    height[r] += len_part(need - have, r + 1, rows) - len_part(need - have, r, rows);
}

static void measure_part(struct arena *arena, const struct box_table *table, struct table_part *part)
{
  uint32_t rows = part->last - part->first;
  part->head_rows = table->block->head_rows;
  part->row_height = ARENA_ARRAY(arena, part->head_rows + rows, len);
  for (uint32_t r = 0; r < part->head_rows; r++)
    part->row_height[r] = table->row_height[r];
  for (uint32_t r = 0; r < rows; r++)
    part->row_height[part->head_rows + r] = table->row_height[part->first + r];
  for (size_t i = 0; i < table->cell_count; i++) {
    const struct block_cell *cell = table->cells[i].block;
    bool here = cell->row < part->last && cell->row + cell->row_span > part->first && cell->row >= part->head_rows;
    if (here && (cuts(cell, part->first) || cuts(cell, part->last)))
      fit_cut_label(table, &table->cells[i], part);
  }
  part->height = 0;
  for (uint32_t r = 0; r < part->head_rows + rows; r++)
    part->height += part->row_height[r];
}

enum { LEAST_ROWS = 2 }; /* TB-12: no row alone on either page */

static bool may_break_before(const struct box_table *table, uint32_t first, uint32_t row)
{
  if (row_is_heading(table, row - 1))
    return false;
  return row - first >= LEAST_ROWS && table->block->rows - row >= LEAST_ROWS;
}

/* How much is lost by breaking before `row`: empty space, and groups cut that need not be, more so if one of their rows
 * is left alone. A group of more than half of all rows will be cut somewhere anyway. In 1/1024 pt, as if it were space.
 */
static int64_t break_loss(const struct box_table *table, uint32_t row, len unused, len room)
{
  int64_t loss = unused;
  for (size_t i = 0; i < table->cell_count; i++) {
    const struct block_cell *cell = table->cells[i].block;
    if (cuts(cell, row) && cell->row_span * 2 < table->block->rows)
      loss += row - cell->row < LEAST_ROWS || cell->row + cell->row_span - row < LEAST_ROWS ? room / 3 : room / 5;
  }
  return loss;
}

/* The last row that fits below the head, counted from `first`. */
static uint32_t rows_that_fit(const struct box_table *table, uint32_t first, len room)
{
  len height = rows_height(table, table->block->head_rows);
  uint32_t row = first;
  while (row < table->block->rows && height + table->row_height[row] <= room)
    height += table->row_height[row++];
  return row;
}

/* The whole table, its rows set closer by as much as it is too high. */
static struct table_part whole_table(struct arena *arena, const struct box_table *table, len room)
{
  uint32_t rows = table->block->rows;
  struct table_part part = {.first = table->block->head_rows, .last = rows};
  measure_part(arena, table, &part);
  len excess = len_max(part.height - room, 0);
  g_assert(rows > 0);
  for (uint32_t r = 0; r < rows; r++)
    part.row_height[r] -= len_part(excess, r + 1, rows) - len_part(excess, r, rows);
  part.height -= excess;
  return part;
}

struct table_part table_split(struct arena *arena, const struct box_table *table, uint32_t first,
                              struct table_room space)
{
  len room = space.height, last_room = space.height - space.note;
  if (first == table->block->head_rows && table_least_height(table) <= last_room)
    return whole_table(arena, table, last_room);
  uint32_t rows = table->block->rows, limit = rows_that_fit(table, first, room);
  struct table_part best = {first, first, 0, NULL, 0};
  int64_t best_loss = INT64_MAX;
  for (uint32_t row = limit; row > first; row--) {
    if (row < rows && !may_break_before(table, first, row))
      continue;
    struct table_part part = {.first = first, .last = row};
    measure_part(arena, table, &part);
    if (part.height > (row == rows ? last_room : room))
      continue;
    if (row == rows)
      return part;
    int64_t loss = break_loss(table, row, room - part.height, room);
    if (loss < best_loss) {
      best_loss = loss;
      best = part;
    }
    if (room - part.height > room / 3)
      break;
  }
  if (best.last == first && space.force) { /* rows that nothing divides, or taller than the page */
    best.last = limit > first ? limit : first + 1;
    measure_part(arena, table, &best);
  }
  return best;
}
