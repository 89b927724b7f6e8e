/* Tables made at random, and what holds of each: for the tests of whole and of folded tables. */
#ifndef NIANBAO_TESTS_RANDOM_TABLE_H
#define NIANBAO_TESTS_RANDOM_TABLE_H

#include "../unit/page/set_table.h"

static inline uint32_t pick(GRand *dice, uint32_t from, uint32_t to)
{
  return (uint32_t)g_rand_int_range(dice, (gint32)from, (gint32)to + 1);
}

static inline bool chance(GRand *dice, uint32_t percent)
{
  return pick(dice, 1, 100) <= percent;
}

static inline int pick_lines(GRand *dice)
{
  uint32_t kind = pick(dice, 1, 100);
  if (kind <= 5)
    return 0;
  return (int)(kind <= 80 ? pick(dice, 1, 2) : kind <= 95 ? pick(dice, 3, 8) : pick(dice, 9, 80));
}

static inline uint32_t free_columns(const struct set_table *t, const bool *taken, uint32_t row, uint32_t column)
{
  uint32_t count = 0;
  while (column + count < t->table.columns && !taken[row * t->table.columns + column + count])
    count++;
  return count;
}

/* A row that heads those below it, beside the label of a group or over all columns. */
static inline bool add_band(struct set_table *t, GRand *dice, bool *taken, uint32_t row, uint32_t column)
{
  uint32_t columns = t->table.columns, across = free_columns(t, taken, row, column);
  if (row < t->table.head_rows || row + 1 == t->table.rows || column > 1 || across + column < columns ||
      !chance(dice, 12))
    return false;
  struct block_cell *cell = table_cell(t, row, column, 1, across, (int)pick(dice, 1, 2));
  cell->header = cell->band = true;
  cell->scope = FRAME_SCOPE_COLUMN;
  cell->style = STYLE_TABLE_BAND;
  for (uint32_t c = column; c < columns; c++)
    taken[row * columns + c] = true;
  return true;
}

/* Covers every place once. No cell reaches from the head into the body. */
static inline void fill_grid(struct set_table *t, GRand *dice, int most_lines)
{
  uint32_t columns = t->table.columns;
  bool *taken = g_new0(bool, t->table.rows *columns);
  for (uint32_t row = 0; row < t->table.rows; row++)
    for (uint32_t column = 0; column < columns; column++) {
      if (taken[row * columns + column] || add_band(t, dice, taken, row, column))
        continue;
      bool head = row < t->table.head_rows;
      uint32_t down = (head ? t->table.head_rows : t->table.rows) - row, across = free_columns(t, taken, row, column);
      uint32_t row_span = chance(dice, column == 0 ? 30 : 8) ? pick(dice, 1, MIN(down, 9)) : 1;
      bool spans = head || t->table.wide != WIDE_FOLD; /* what may not be parted bars a fold */
      uint32_t column_span = spans && chance(dice, 15) ? pick(dice, 1, across) : 1;
      for (uint32_t r = row; r < row + row_span; r++)
        for (uint32_t c = column; c < column + column_span; c++)
          taken[r * columns + c] = true;
      int lines = head ? (int)pick(dice, 1, 3) : pick_lines(dice);
      lines = MIN(lines, most_lines);
      table_cell(t, row, column, row_span, column_span, lines);
    }
  g_free(taken);
}

static inline bool overlap(len a_from, len a_to, len b_from, len b_to)
{
  return a_from < b_to && b_from < a_to;
}

/* The rows of the structure with their spans are the table's grid: laid out as HTML does, cell by cell, the same. */
static inline void check_structure(const struct set_table *t)
{
  const struct frame_document *document = t->document;
  uint32_t columns = t->table.columns, row = 0;
  size_t cell = 0;
  bool *taken = g_new0(bool, t->table.rows *columns);
  for (size_t e = 0; e < document->element_count; e++) {
    if (document->elements[e].tag != FRAME_TAG_TR)
      continue;
    assert_true(row < t->table.rows);
    enum frame_tag section = document->elements[document->elements[e].parent].tag;
    assert_int_equal(section, row < t->table.head_rows ? FRAME_TAG_THEAD : FRAME_TAG_TBODY);
    for (size_t k = e + 1, column = 0; k < document->element_count; k++) {
      const struct frame_element *element = &document->elements[k];
      if (element->parent != e)
        continue;
      while (column < columns && taken[row * columns + column])
        column++;
      const struct block_cell *block = &t->table.cells[cell++];
      assert_int_equal(block->row, row);
      assert_int_equal(block->column, column);
      assert_int_equal(element->row_span, block->row_span);
      assert_int_equal(element->column_span, block->column_span);
      assert_int_equal(element->tag, block->header ? FRAME_TAG_TH : FRAME_TAG_TD);
      for (uint32_t r = row; r < row + block->row_span; r++)
        for (uint32_t c = 0; c < block->column_span; c++)
          taken[r * columns + column + c] = true;
    }
    row++;
  }
  assert_int_equal(row, t->table.rows);
  assert_int_equal(cell, t->table.cell_count);
  g_free(taken);
}

#endif
