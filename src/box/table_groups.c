#include <glib.h>

#include "box/fold.h"
#include "box/table_build.h"

/* TB-14: groups of columns. Each is set like a table of its own, but all at one size, with the same padding and the
 * same stub, so that they are one table to the eye. */

/* The columns are divided by what they need at the first size at which each fits beside the stub. */
static size_t find_folds(struct building *wide, struct fold *folds)
{
  const struct table_look *look = &wide->context->sheet->table;
  len *least = g_new0(len, wide->from->columns);
  size_t count = 0;
  wide->table->turned = false;
  for (int s = 0; s < look->size_count && count == 0; s++) {
    box_set_size(wide, look->sizes[s]);
    box_shape_cells(wide);
    wide->tight = false;
    box_measure_columns(wide);
    for (uint32_t c = 0; c < wide->from->columns; c++)
      least[c] = wide->columns[c].least;
    count = fold_columns(wide->from, least, box_table_measure(wide), folds);
  }
  g_free(least);
  return count;
}

static struct building begin_group(const struct building *wide, const struct fold *fold)
{
  uint32_t *whole;
  struct block_table *from = fold_table(wide->context->arena, wide->from, fold, &whole);
  struct building b = box_begin_table(wide->context, wide->block, from);
  b.table->whole = whole;
  b.table->later = fold->first > fold->stub;
  b.words_chars = wide->words_chars;
  for (size_t i = 0; i < from->cell_count; i++)
    b.table->cells[i].repeated = wide->from->cells[whole[i]].column < fold->first && b.table->later;
  return b;
}

static bool all_fit(struct building *groups, size_t count)
{
  bool fit = true;
  for (size_t g = 0; g < count; g++)
    fit = box_measure_columns(&groups[g]) <= box_table_measure(&groups[g]) && fit;
  return fit;
}

/* False where some group fits at no size. */
static bool choose_size(struct building *groups, size_t count)
{
  const struct table_look *look = &groups[0].context->sheet->table;
  for (int s = 0; s < look->size_count; s++)
    for (int tight = 0; tight < 2; tight++) {
      for (size_t g = 0; g < count; g++) {
        groups[g].tight = tight;
        box_set_size(&groups[g], look->sizes[s]);
        if (!tight)
          box_shape_cells(&groups[g]);
      }
      if (all_fit(groups, count))
        return true;
    }
  return false;
}

static void share(const struct building *b, len *widths)
{
  int64_t need = widths_least(b->columns, b->from->columns);
  len measure = box_table_measure(b);
  if (need > measure)
    widths_squeeze(b->columns, b->from->columns, measure, widths);
  else
    widths_share(b->columns, b->from->columns, measure, widths);
}

/* The narrowest that each column of the stub comes out as is its width in all groups; what the others had beyond that
 * goes to their other columns. */
static void hold_stub(struct building *groups, size_t count, uint32_t stub)
{
  len *held = g_new(len, stub + 1);
  for (uint32_t c = 0; c < stub; c++)
    held[c] = LEN_MAX;
  for (size_t g = 0; g < count; g++) {
    len *widths = g_new0(len, groups[g].from->columns);
    share(&groups[g], widths);
    for (uint32_t c = 0; c < stub; c++)
      held[c] = len_min(held[c], widths[c]);
    g_free(widths);
  }
  for (size_t g = 0; g < count; g++)
    for (uint32_t c = 0; c < stub; c++)
      groups[g].columns[c] = (struct width_column){.least = held[c], .preferred = held[c], .fixed = true};
  g_free(held);
}

/* Groups that do not fill the measure begin where the widest does. */
static void place(struct building *groups, size_t count)
{
  len start = LEN_MAX;
  for (size_t g = 0; g < count; g++) {
    len *widths = g_new0(len, groups[g].from->columns);
    share(&groups[g], widths);
    box_place_columns(&groups[g], widths);
    start = len_min(start, groups[g].table->column_x[0]);
    g_free(widths);
  }
  for (size_t g = 0; g < count; g++) {
    len *x = groups[g].table->column_x, shift = x[0] - start;
    for (uint32_t c = 0; c <= groups[g].from->columns; c++)
      x[c] -= shift;
  }
}

/* Heads that are higher in some groups stand above every part in all groups or in none. */
static void repeat_alike(struct box_table *first)
{
  uint32_t rows = first->repeat_rows;
  for (struct box_table *group = first; group; group = group->next)
    rows = MIN(rows, group->repeat_rows);
  for (struct box_table *group = first; group; group = group->next)
    group->repeat_rows = rows;
}

static struct box_table *finish(struct building *groups, size_t count)
{
  struct box_table *first = NULL;
  for (size_t g = count; g-- > 0;) {
    struct box_table *group = box_finish_table(&groups[g]);
    group->next = first;
    first = group;
  }
  repeat_alike(first);
  return first;
}

struct box_table *box_build_groups(struct building *wide)
{
  struct fold *folds = g_new0(struct fold, wide->from->columns);
  size_t count = find_folds(wide, folds);
  struct building *groups = g_new0(struct building, count + 1);
  struct box_table *first = NULL;
  for (size_t g = 0; g < count; g++)
    groups[g] = begin_group(wide, &folds[g]);
  if (count && choose_size(groups, count)) {
    hold_stub(groups, count, folds[0].stub);
    place(groups, count);
    first = finish(groups, count);
  } else {
    for (size_t g = 0; g < count; g++)
      box_end_table(&groups[g]);
  }
  g_free(groups);
  g_free(folds);
  return first;
}
