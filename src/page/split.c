#include "page/split.h"

#include <glib.h>

/* Where a table may break (TB-11, TB-12). */

static len sum_heights(const len *heights, uint32_t rows)
{
  int64_t height = 0;
  for (uint32_t r = 0; r < rows; r++)
    height += heights[r];
  return len_clamp(height);
}

static len rows_height(const struct box_table *table, uint32_t rows)
{
  return sum_heights(table->row_height, rows);
}

len table_above(const struct box_table *table, bool again)
{
  bool shown = (again || table->later) && table->continued.count;
  return (shown ? table->continued.height + table->pitch / 2 : 0) + table->unit_height;
}

len table_page_room(const struct box_table *table, len page)
{
  return page - table_above(table, true) - rows_height(table, table->repeat_rows);
}

/* TB-14: of the highest of its strips, if they are as even as rows can be. */
static len strips_height(const struct box_table *table)
{
  len head = rows_height(table, table->repeat_rows), highest = 0;
  for (uint32_t r = table->repeat_rows; r < table->block->rows; r++)
    highest = len_max(highest, table->row_height[r]);
  return head + (rows_height(table, table->block->rows) - head) / table->strips + highest;
}

len table_least_height(const struct box_table *table, bool below)
{
  uint32_t rows = table->block->rows;
  len above = below ? 0 : table_above(table, false);
  if (table->strips > 1)
    return above + strips_height(table);
  return above + len_min(sum_heights(table->row_least, rows), rows_height(table, rows));
}

/* A row of nothing but heads or a band belongs to the rows below it. */
static bool row_is_heading(const struct box_table *table, uint32_t row)
{
  if (row < table->block->head_rows)
    return true;
  bool heading = true;
  for (size_t n = 0; n < table_cell_count(table, row, row + 1); n++) {
    const struct block_cell *cell = table->cells[table_cell_at(table, row, n)].block;
    if (cell->band && cell->row == row)
      return true; /* though the label of a group may stand beside it */
    heading = heading && cell->header && cell->scope != FRAME_SCOPE_ROW;
  }
  return heading;
}

enum { LEAST_ROWS = 2 }; /* TB-12: no row alone on either page */

bool split_may_break(const struct box_table *table, uint32_t first, uint32_t row)
{
  if (row_is_heading(table, row - 1))
    return false;
  return row - first >= LEAST_ROWS && table->block->rows - row >= LEAST_ROWS;
}

/* How much is lost by breaking before `row`: empty space, and groups cut that need not be, more so if one of their rows
 * is left alone. A group of more than half of all rows will be cut somewhere anyway. In 1/1024 pt, as if it were space.
 */
int64_t split_loss(const struct box_table *table, uint32_t row, len unused, len room)
{
  int64_t loss = unused;
  for (uint32_t n = table->at.across[row]; n < table->at.across[row + 1]; n++) {
    const struct block_cell *cell = table->cells[table->at.from_above[n]].block;
    if (cell->row_span * 2 < table->block->rows)
      loss += row - cell->row < LEAST_ROWS || cell->row + cell->row_span - row < LEAST_ROWS ? room / 3 : room / 5;
  }
  return loss;
}

static struct table_part part_to(const struct splitting *s, uint32_t last, bool goes_on)
{
  struct table_part part = {.first = s->place->row, .last = last, .begun = s->place->begun, .goes_on = goes_on};
  part.again = part.begun || part.first > s->table->repeat_rows;
  part.head_rows = s->table->repeat_rows;
  part.strip = s->space.strip;
  part.below = s->space.below;
  part.above = part.below ? 0 : table_above(s->table, part.strip ? s->space.later : part.again);
  return part;
}

struct table_part split_measure(const struct splitting *s, uint32_t last)
{
  struct table_part part = part_to(s, last, false);
  table_measure(s->arena, s->table, s->place, s->space.page, 0, &part);
  return part;
}

static struct table_part no_part(const struct splitting *s)
{
  return part_to(s, s->place->row, false);
}

static bool is_some(const struct table_part *part)
{
  return part->last > part->first;
}

static len row_height(const struct splitting *s, uint32_t row)
{
  return table_row_height(s->table, s->place, s->space.page, row);
}

static len last_room(const struct splitting *s)
{
  return s->space.height - s->space.note;
}

len split_head(const struct splitting *s)
{
  return part_to(s, s->place->row, false).above + rows_height(s->table, s->table->repeat_rows);
}

/* The last row that fits below the head. */
static uint32_t rows_that_fit(const struct splitting *s)
{
  uint32_t row = s->place->row;
  len height = split_head(s);
  while (row < s->table->block->rows && height + row_height(s, row) <= s->space.height)
    height += row_height(s, row++);
  return row;
}

static len least_of(const struct box_table *table, uint32_t row)
{
  return len_min(table->row_least[row], table->row_height[row]);
}

int64_t split_rest_least(const struct splitting *s)
{
  const struct box_table *table = s->table;
  uint32_t first = s->place->row;
  if (s->place->begun || table->strips > 1 || table->at.across[first] < table->at.across[first + 1])
    return INT64_MAX;
  int64_t height = part_to(s, first, false).above;
  for (uint32_t r = 0; r < table->repeat_rows; r++)
    height += least_of(table, r);
  for (uint32_t r = first; r < table->block->rows && height <= s->space.height; r++)
    height += least_of(table, r);
  return height;
}

/* By how much row `r` of a part may be lower. */
static len row_gives(const struct splitting *s, const struct table_part *part, uint32_t r)
{
  return part->row_height[r] - least_of(s->table, r < part->head_rows ? r : part->first + r - part->head_rows);
}

int64_t split_give(const struct splitting *s, const struct table_part *part)
{
  int64_t give = 0;
  for (uint32_t r = 0; r < part->head_rows + part->last - part->first; r++)
    give += row_gives(s, part, r);
  return give;
}

void split_squeeze(const struct splitting *s, struct table_part *part, struct squeeze *squeeze)
{
  for (uint32_t r = 0; squeeze->excess > 0 && r < part->head_rows + part->last - part->first; r++) {
    squeeze->asked += row_gives(s, part, r);
    int64_t until = squeeze->asked * squeeze->excess / squeeze->give;
    len lower = (len)(until - squeeze->given);
    part->row_height[r] -= lower;
    part->height -= lower;
    squeeze->given = until;
  }
}

/* All that is left of the table, its rows set closer by as much as it is too high. */
static struct table_part rest_of_table(const struct splitting *s)
{
  struct table_part part = split_measure(s, s->table->block->rows);
  struct squeeze squeeze = {.excess = part.height - last_room(s), .give = split_give(s, &part)};
  split_squeeze(s, &part, &squeeze);
  return part;
}

/* --- between rows --- */

/* TB-13: nothing follows on a turned page. Rather than be nearly empty, the last one gets rows of the one before it. */
static int64_t rest_loss(const struct splitting *s, uint32_t row)
{
  len want = s->table->turned ? s->space.height / 3 : 0, height = 0;
  for (uint32_t r = row; r < s->table->block->rows && height < want; r++)
    height += s->table->row_height[r];
  return 2 * (int64_t)len_max(want - height, 0);
}

static struct table_part best_break(const struct splitting *s, uint32_t limit)
{
  uint32_t rows = s->table->block->rows, first = s->place->row;
  len room = s->space.height;
  struct table_part best = no_part(s);
  int64_t best_loss = INT64_MAX;
  for (uint32_t row = limit; row > first; row--) {
    if (row < rows && !split_may_break(s->table, first, row))
      continue;
    struct table_part part = split_measure(s, row);
    if (part.height > (row == rows ? last_room(s) : room))
      continue;
    if (row == rows)
      return part;
    int64_t loss = split_loss(s->table, row, room - part.height, room) + rest_loss(s, row);
    if (loss < best_loss) {
      best_loss = loss;
      best = part;
    }
    if (room - part.height > room / 3)
      break;
  }
  return best;
}

/* --- inside a row --- */

/* What a row that is to go on has in a part. */
struct cut {
  bool any;   /* a line that did not stand on earlier pages */
  bool fair;  /* TB-12: no cell begins with less than must stand together */
  bool rest;  /* something is left for the next page */
  bool flows; /* a text over several rows that no page holds takes all the height there is */
  len used;   /* height of the texts in the row */
};

static void count_cell(const struct splitting *s, const struct table_part *part, size_t i, struct cut *cut)
{
  const struct box_cell *cell = &s->table->cells[i];
  struct table_lines lines = table_cell_lines(s->table, s->place, part, i);
  size_t left = lines.again ? 0 : cell->lines.count - lines.first - lines.count;
  cut->any = cut->any || (!lines.again && lines.count);
  cut->rest = cut->rest || left;
  if (cell->block->row_span > 1) {
    cut->flows = cut->flows || left;
    return;
  }
  cut->fair = cut->fair && (lines.again || lines.count || !left);
  cut->used = len_max(cut->used, table_lines_height(&lines) + 2 * s->table->pad_block);
}

static struct cut count_cut(const struct splitting *s, const struct table_part *part)
{
  struct cut cut = {.fair = true, .used = s->table->size + 2 * s->table->pad_block};
  uint32_t row = part->last - 1;
  for (size_t n = 0; n < table_cell_count(s->table, row, row + 1); n++)
    count_cell(s, part, table_cell_at(s->table, row, n), &cut);
  return cut;
}

static struct table_part cut_part(const struct splitting *s, uint32_t row, len piece)
{
  struct table_part part = part_to(s, row + 1, true);
  table_measure(s->arena, s->table, s->place, s->space.page, piece, &part);
  return part;
}

/* The part that ends inside `row`, its piece filling the room as far as whole lines do. */
static struct table_part cut_row(const struct splitting *s, uint32_t row, len room, bool fair)
{
  len piece = s->table->size + 2 * s->table->pad_block;
  struct table_part part = cut_part(s, row, piece);
  if (part.height > room)
    return no_part(s);
  piece += room - part.height;
  part = cut_part(s, row, piece);
  struct cut cut = count_cut(s, &part);
  if (part.height > room || !cut.any || !cut.rest || (fair && !cut.fair))
    return no_part(s);
  if (cut.flows || cut.used >= piece)
    return part;
  struct table_part trimmed = cut_part(s, row, cut.used);
  return trimmed.height <= room && count_cut(s, &trimmed).used == cut.used ? trimmed : part;
}

/* A row that no page holds is divided wherever it stands. */
static struct table_part cut_high_row(const struct splitting *s, uint32_t row)
{
  if (row == s->table->block->rows || row_height(s, row) <= s->space.page)
    return no_part(s);
  return cut_row(s, row, s->space.height, true);
}

/* --- where nothing better is to be had --- */

static struct table_part rows_only(const struct splitting *s, uint32_t limit, bool headings)
{
  uint32_t rows = s->table->block->rows, first = s->place->row;
  for (uint32_t row = limit; row > first; row--) {
    if (!headings && row < rows && row_is_heading(s->table, row - 1))
      continue;
    struct table_part part = split_measure(s, row);
    if (part.height <= (row == rows ? last_room(s) : s->space.height))
      return part;
  }
  return no_part(s);
}

/* Rather than end with a heading, a page takes some lines of the row below it. */
static struct table_part forced_part(const struct splitting *s, uint32_t limit)
{
  uint32_t rows = s->table->block->rows, first = s->place->row;
  struct table_part whole = rows_only(s, limit, false);
  if (is_some(&whole))
    return whole;
  if (limit > first && limit < rows) {
    whole = cut_row(s, limit, s->space.height, true);
    if (is_some(&whole))
      return whole;
  }
  whole = rows_only(s, limit, true);
  if (is_some(&whole))
    return whole;
  len room = limit == rows ? last_room(s) : s->space.height;
  struct table_part part = cut_row(s, first, room, true);
  if (!is_some(&part))
    part = cut_row(s, first, room, false);
  return is_some(&part) || !s->space.empty ? part : split_measure(s, first + 1);
}

struct table_part table_split(struct arena *arena, const struct box_table *table, const struct table_place *place,
                              struct table_room space)
{
  struct splitting s = {arena, table, place, space};
  struct table_part part = no_part(&s);
  if (split_rest_least(&s) <= last_room(&s))
    return rest_of_table(&s);
  uint32_t limit = rows_that_fit(&s);
  part = cut_high_row(&s, limit);
  if (!is_some(&part))
    part = best_break(&s, limit);
  return is_some(&part) || !space.alone ? part : forced_part(&s, limit);
}
