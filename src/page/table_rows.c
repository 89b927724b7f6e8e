#include <glib.h>

#include "page/flow.h"

/* The rows of a table's parts: how high they are, and which lines of their cells stand in them (TB-11, TB-12). */

enum {
  WHOLE_LINES = 3, /* TB-12: so many lines are never divided */
  LEAST_LINES = 2  /* of more lines, at least so many stand on either page */
};

size_t table_cell_count(const struct box_table *table, uint32_t first, uint32_t last)
{
  const struct box_rows *at = &table->at;
  return at->across[first + 1] - at->across[first] + at->begin[last] - at->begin[first];
}

size_t table_cell_at(const struct box_table *table, uint32_t first, size_t n)
{
  const struct box_rows *at = &table->at;
  size_t above = at->across[first + 1] - at->across[first];
  return n < above ? at->from_above[at->across[first] + n] : at->begin[first] + n - above;
}

static size_t shown_lines(const struct table_place *place, size_t cell)
{
  return place->shown ? place->shown[cell] : 0;
}

/* --- lines --- */

static len span_height(const struct box_lines *lines, size_t first, size_t last)
{
  if (first >= last)
    return 0;
  if (first == 0 && last == lines->count)
    return lines->height;
  len line = lines->height - lines->items[lines->count - 1].y;
  return lines->items[last - 1].y - lines->items[first].y + line;
}

len table_lines_height(const struct table_lines *lines)
{
  return span_height(lines->lines, lines->first, lines->first + lines->count);
}

static len padded(const struct box_table *table, len height)
{
  return height + 2 * table->pad_block;
}

bool table_is_divisible(const struct box_cell *cell)
{
  return cell->lines.count > WHOLE_LINES && !cell->lines.beside;
}

bool table_flows(const struct box_table *table, const struct box_cell *cell, len page)
{
  return table_is_divisible(cell) && padded(table, cell->lines.height) > page;
}

static bool began_before(const struct table_part *part, const struct block_cell *cell)
{
  return cell->row < part->first || (part->begun && cell->row == part->first);
}

static bool goes_on(const struct table_part *part, const struct block_cell *cell)
{
  uint32_t end = cell->row + cell->row_span;
  return end > part->last || (part->goes_on && end == part->last);
}

struct row_range {
  uint32_t from, to; /* [from, to) in part->row_height */
};

static struct row_range rows_in_part(const struct table_part *part, const struct block_cell *cell)
{
  uint32_t from = MAX(cell->row, part->first), to = MIN(cell->row + cell->row_span, part->last);
  return (struct row_range){from - part->first + part->head_rows, to - part->first + part->head_rows};
}

static len range_height(const struct table_part *part, struct row_range range)
{
  len height = 0;
  for (uint32_t r = range.from; r < range.to; r++)
    height += part->row_height[r];
  return height;
}

/* So many lines that LEAST_LINES stand on either page, or none. */
static size_t lines_before_break(const struct box_cell *cell, size_t first, len room)
{
  size_t left = cell->lines.count - first, fit = 0;
  while (fit < left && span_height(&cell->lines, first, first + fit + 1) <= room)
    fit++;
  if (fit == left)
    return left;
  if (!table_is_divisible(cell) || left < 2 * LEAST_LINES)
    return 0;
  fit = MIN(fit, left - LEAST_LINES);
  return fit < LEAST_LINES ? 0 : fit;
}

struct table_lines table_cell_lines(const struct box_table *table, const struct table_place *place,
                                    const struct table_part *part, size_t cell)
{
  const struct box_cell *from = &table->cells[cell];
  struct table_lines out = {.lines = &from->lines, .first = shown_lines(place, cell)};
  size_t left = from->lines.count - out.first;
  len room = range_height(part, rows_in_part(part, from->block)) - 2 * table->pad_block;
  if (left == 0 && began_before(part, from->block))
    return (struct table_lines){&from->continued, 0, from->continued.height <= room ? from->continued.count : 0, true};
  out.count = goes_on(part, from->block) ? lines_before_break(from, out.first, room) : left;
  return out;
}

/* --- heights --- */

/* What a label needs that says what goes on; one that is higher than a page is not repeated. */
static len label_need(const struct box_table *table, const struct box_cell *cell, len page)
{
  len need = cell->continued.count ? padded(table, cell->continued.height) : 0;
  return need <= page ? need : 0;
}

/* What a cell needs to end in a part. */
static len need_to_end(const struct box_table *table, const struct table_place *place, len page, size_t i)
{
  const struct box_cell *cell = &table->cells[i];
  size_t shown = shown_lines(place, i);
  if (shown && shown == cell->lines.count)
    return label_need(table, cell, page);
  return padded(table, span_height(&cell->lines, shown, cell->lines.count));
}

len table_row_height(const struct box_table *table, const struct table_place *place, len page, uint32_t row)
{
  if (!place->begun || row != place->row)
    return table->row_height[row];
  len height = padded(table, table->size);
  for (size_t i = table->at.begin[row]; i < table->at.begin[row + 1]; i++)
    if (table->cells[i].block->row_span == 1)
      height = len_max(height, need_to_end(table, place, page, i));
  return height;
}

/* What a cell of several rows, which a page break cuts, needs in this part. A text that no page holds takes what there
 * is; any other stands whole where its rows begin. */
static len need_in_part(const struct box_table *table, const struct table_place *place, len page,
                        const struct table_part *part, size_t i)
{
  const struct box_cell *cell = &table->cells[i];
  if (goes_on(part, cell->block) && table_flows(table, cell, page) && shown_lines(place, i) < cell->lines.count)
    return 0;
  return need_to_end(table, place, page, i);
}

static void grow_rows(struct table_part *part, struct row_range range, len need)
{
  len lack = need - range_height(part, range);
  uint32_t rows = range.to - range.from;
  g_assert(rows > 0); /* the cell has rows in this part */
  for (uint32_t r = 0; lack > 0 && r < rows; r++)
    part->row_height[range.from + r] += len_part(lack, r + 1, rows) - len_part(lack, r, rows);
}

void table_measure(struct arena *arena, const struct box_table *table, const struct table_place *place, len page,
                   len piece, struct table_part *part)
{
  uint32_t rows = part->last - part->first, all = part->head_rows + rows;
  part->row_height = ARENA_ARRAY(arena, all, len);
  for (uint32_t r = 0; r < part->head_rows; r++)
    part->row_height[r] = table->row_height[r];
  for (uint32_t r = 0; r < rows; r++)
    part->row_height[part->head_rows + r] = table_row_height(table, place, page, part->first + r);
  if (part->goes_on)
    part->row_height[all - 1] = piece;
  for (size_t n = 0; n < table_cell_count(table, part->first, part->last); n++) {
    size_t i = table_cell_at(table, part->first, n);
    const struct block_cell *cell = table->cells[i].block;
    if (cell->row_span > 1 && (began_before(part, cell) || goes_on(part, cell)))
      grow_rows(part, rows_in_part(part, cell), need_in_part(table, place, page, part, i));
  }
  part->height = part->above + range_height(part, (struct row_range){0, all});
}
