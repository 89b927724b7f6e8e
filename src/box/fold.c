#include "box/fold.h"

#include <glib.h>

/* What a way to fold costs: each group; each head that is cut, rather than which one group more is taken; and, where
 * that is equal, squares of what stays unused, in points. */
#define GROUP_COST (INT64_C(1) << 32)
#define CUT_COST   (GROUP_COST * 3 / 2)
#define NO_WAY     INT64_MAX

/* The columns from the left that label rows; a second stub further right, in a table of two sides, is
 * none, nor is a line over all columns. */
static uint32_t stub_columns(const struct block_table *table)
{
  uint32_t stub = 0, before;
  do {
    before = stub;
    for (size_t i = 0; i < table->cell_count; i++) {
      const struct block_cell *cell = &table->cells[i];
      uint32_t end = cell->column + cell->column_span;
      if (cell->header && cell->scope == FRAME_SCOPE_ROW && cell->column <= stub && end < table->columns)
        stub = MAX(stub, end);
    }
  } while (stub != before);
  return stub;
}

/* Over all columns, or all behind the stub: it is set in each group, cut to it. */
static bool reaches_over_all(const struct block_table *table, const struct block_cell *cell, uint32_t stub)
{
  return cell->band || (cell->column <= stub && cell->column + cell->column_span == table->columns);
}

bool fold_is_barred(const struct block_table *table, const struct block_cell *cell)
{
  bool head = cell->header && cell->scope == FRAME_SCOPE_COLUMN;
  return cell->column_span > 1 && !head && !reaches_over_all(table, cell, stub_columns(table));
}

/* What a fold in front of each column cuts: a head, whose label stands above both parts; or what may not be cut. */
static void find_cuts(const struct block_table *table, uint32_t stub, int64_t *cut_cost)
{
  for (size_t i = 0; i < table->cell_count; i++) {
    const struct block_cell *cell = &table->cells[i];
    bool head = cell->header && cell->scope == FRAME_SCOPE_COLUMN;
    if (!head && reaches_over_all(table, cell, stub))
      continue;
    for (uint32_t c = cell->column + 1; c < cell->column + cell->column_span; c++)
      cut_cost[c] = head && cut_cost[c] != NO_WAY ? cut_cost[c] + CUT_COST : NO_WAY;
  }
}

static int64_t group_cost(int64_t width, len measure)
{
  int64_t unused = (measure - width) / LEN_PT;
  return GROUP_COST + unused * unused;
}

struct search {
  uint32_t columns, stub;
  const len *least;
  len measure;
  int64_t stub_width;
  const int64_t *cut_cost;
  int64_t *best;  /* of folding the columns up to here */
  uint32_t *from; /* where the last group then begins */
};

static void find_last_group(const struct search *s, uint32_t end)
{
  int64_t width = s->stub_width;
  for (uint32_t begin = end; begin-- > s->stub;) {
    width += s->least[begin];
    if (width > s->measure)
      return;
    if (s->best[begin] == NO_WAY || s->cut_cost[begin] == NO_WAY)
      continue;
    int64_t cost = s->best[begin] + s->cut_cost[begin] + group_cost(width, s->measure);
    if (cost < s->best[end]) {
      s->best[end] = cost;
      s->from[end] = begin;
    }
  }
}

static size_t read_groups(const struct search *s, struct fold *folds)
{
  size_t count = 0, at = 0;
  if (s->best[s->columns] == NO_WAY)
    return 0;
  for (uint32_t end = s->columns; end > s->stub; end = s->from[end])
    count++;
  for (uint32_t end = s->columns; end > s->stub; end = s->from[end])
    folds[count - ++at] = (struct fold){s->stub, s->from[end], end};
  return count;
}

size_t fold_columns(const struct block_table *table, const len *least, len measure, struct fold *folds)
{
  int64_t *cut_cost = g_new0(int64_t, table->columns + 1);
  struct search s = {table->columns, stub_columns(table), least, measure, 0, cut_cost, NULL, NULL};
  s.best = g_new0(int64_t, table->columns + 1);
  s.from = g_new0(uint32_t, table->columns + 1);
  find_cuts(table, s.stub, cut_cost);
  cut_cost[s.stub] = 0; /* no fold, but where the first group begins */
  for (uint32_t c = 0; c < s.stub; c++)
    s.stub_width += least[c];
  for (uint32_t end = s.stub + 1; end <= s.columns; end++) {
    s.best[end] = NO_WAY;
    find_last_group(&s, end);
  }
  size_t count = read_groups(&s, folds);
  g_free(s.from);
  g_free(s.best);
  g_free(cut_cost);
  return count;
}

/* --- the tables --- */

static uint32_t overlap(uint32_t a_first, uint32_t a_last, uint32_t b_first, uint32_t b_last)
{
  uint32_t first = MAX(a_first, b_first), last = MIN(a_last, b_last);
  return first < last ? last - first : 0;
}

/* False where nothing of the cell is in the group. */
static bool cut_cell(const struct fold *fold, const struct block_cell *from, struct block_cell *to)
{
  uint32_t end = from->column + from->column_span;
  uint32_t in_stub = overlap(from->column, end, 0, fold->stub);
  uint32_t in_group = overlap(from->column, end, fold->first, fold->last);
  if (in_stub + in_group == 0)
    return false;
  *to = *from;
  to->column_span = in_stub + in_group;
  to->column = in_stub ? from->column : fold->stub + MAX(from->column, fold->first) - fold->first;
  return true;
}

struct block_table *fold_table(struct arena *arena, const struct block_table *table, const struct fold *fold,
                               uint32_t **whole)
{
  struct block_table *part = ARENA_NEW(arena, struct block_table);
  *part = *table;
  part->across = 1;
  part->columns = fold->stub + fold->last - fold->first;
  part->widths = ARENA_ARRAY(arena, part->columns, struct block_width);
  for (uint32_t c = 0; c < part->columns; c++)
    part->widths[c] = table->widths[c < fold->stub ? c : c - fold->stub + fold->first];
  part->cells = ARENA_ARRAY(arena, table->cell_count, struct block_cell);
  *whole = ARENA_ARRAY(arena, table->cell_count, uint32_t);
  part->cell_count = 0;
  for (size_t i = 0; i < table->cell_count; i++)
    if (cut_cell(fold, &table->cells[i], &part->cells[part->cell_count]))
      (*whole)[part->cell_count++] = (uint32_t)i;
  return part;
}
