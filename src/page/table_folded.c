#include "page/split.h"

/* TB-14: a folded table. On each page all groups of its columns stand below each other with the same rows, on the next
 * all with the next rows, so that a row is read on one page. */

struct folded {
  size_t count;
  struct splitting *groups;
  struct table_place *places; /* of each group: all at the same row */
  struct table_part *parts;   /* of each on the page */
  len gap;                    /* between groups */
  len room, note;             /* of the page; of it, what the note under the last part needs */
};

static size_t count_groups(const struct box_table *table)
{
  size_t count = 0;
  for (; table; table = table->next)
    count++;
  return count;
}

static len gap_between(const struct flow *flow)
{
  return table_top(flow, 0, false);
}

static struct folded begin(struct arena *arena, const struct flow *flow, const struct box_table *first)
{
  struct folded f = {.count = count_groups(first), .gap = gap_between(flow)};
  f.groups = ARENA_ARRAY(arena, f.count, struct splitting);
  f.places = ARENA_ARRAY(arena, f.count, struct table_place);
  f.parts = ARENA_ARRAY(arena, f.count, struct table_part);
  const struct box_table *table = first;
  for (size_t g = 0; g < f.count; g++, table = table->next) {
    f.places[g] = table_begin(arena, table);
    f.groups[g] = (struct splitting){.arena = arena, .table = table, .place = &f.places[g]};
  }
  return f;
}

/* What the groups may fill from `top` on. */
static void set_room(struct folded *f, const struct flow *flow, size_t index, len top)
{
  f->room = notes_limit(flow, &flow->notes) - top;
  f->note = table_note_height(flow, index);
  for (size_t g = 0; g < f->count; g++) {
    len page = table_page_room(f->groups[g].table, flow_area_height(flow));
    f->groups[g].space = (struct table_room){.height = f->room, .page = page, .below = g > 0};
  }
}

static uint32_t row_count(const struct folded *f)
{
  return f->groups[0].table->block->rows;
}

static uint32_t first_row(const struct folded *f)
{
  return f->places[0].row;
}

static int64_t gaps(const struct folded *f)
{
  return (int64_t)(f->count - 1) * f->gap;
}

/* Of one row in all groups. */
static int64_t row_height(const struct folded *f, uint32_t row)
{
  int64_t height = 0;
  for (size_t g = 0; g < f->count; g++)
    height += f->groups[g].table->row_height[row];
  return height;
}

/* Makes the parts up to row `last`; their height together. */
static int64_t measure(struct folded *f, uint32_t last)
{
  int64_t height = gaps(f);
  for (size_t g = 0; g < f->count; g++) {
    f->parts[g] = split_measure(&f->groups[g], last);
    height += f->parts[g].height;
  }
  return height;
}

/* --- all that is left, with its rows closer --- */

static bool rest_fits(const struct folded *f)
{
  int64_t height = gaps(f), room = f->room - f->note;
  for (size_t g = 0; g < f->count && height <= room; g++) {
    int64_t least = split_rest_least(&f->groups[g]);
    height = least <= room ? height + least : INT64_MAX;
  }
  return height <= room;
}

static void take_rest(struct folded *f)
{
  struct squeeze squeeze = {.excess = measure(f, row_count(f)) - (f->room - f->note)};
  for (size_t g = 0; g < f->count; g++)
    squeeze.give += split_give(&f->groups[g], &f->parts[g]);
  for (size_t g = 0; g < f->count; g++)
    split_squeeze(&f->groups[g], &f->parts[g], &squeeze);
}

/* --- between rows --- */

static bool may_break(const struct folded *f, uint32_t row)
{
  for (size_t g = 0; g < f->count; g++)
    if (!split_may_break(f->groups[g].table, first_row(f), row))
      return false;
  return true;
}

/* The last row that fits in all groups below their heads. */
static uint32_t rows_that_fit(struct folded *f)
{
  uint32_t row = first_row(f);
  int64_t height = measure(f, row);
  while (row < row_count(f) && height + row_height(f, row) <= f->room)
    height += row_height(f, row++);
  return row;
}

/* Rather than be heads with hardly a row below them, the last part gets rows of the one before it. */
static int64_t rest_loss(const struct folded *f, uint32_t row)
{
  int64_t want = f->room / 3;
  for (uint32_t r = row; r < row_count(f) && want > 0; r++)
    want -= row_height(f, r);
  return want > 0 ? 2 * want : 0;
}

/* A label over several rows stands in each group, but is one. */
static int64_t loss(const struct folded *f, uint32_t row, len unused)
{
  int64_t most = 0;
  for (size_t g = 0; g < f->count; g++) {
    int64_t group = split_loss(f->groups[g].table, row, unused, f->room);
    most = group > most ? group : most;
  }
  return most + rest_loss(f, row);
}

/* The row before which the parts best end; the first, if they may end nowhere. */
static uint32_t best_break(struct folded *f, uint32_t limit)
{
  uint32_t best = first_row(f);
  int64_t best_loss = INT64_MAX;
  for (uint32_t row = limit; row > first_row(f); row--) {
    bool last = row == row_count(f);
    if (!last && !may_break(f, row))
      continue;
    int64_t unused = f->room - (last ? f->note : 0) - measure(f, row);
    if (unused < 0)
      continue;
    if (last)
      return row;
    int64_t lost = loss(f, row, (len)unused);
    if (lost < best_loss) {
      best_loss = lost;
      best = row;
    }
    if (unused > f->room / 3)
      break;
  }
  return best;
}

/* Makes the parts that stand on the page; false where not even two rows of all groups do. */
static bool choose_parts(struct folded *f)
{
  if (rest_fits(f)) {
    take_rest(f);
    return true;
  }
  uint32_t last = best_break(f, rows_that_fit(f));
  measure(f, last);
  return last > first_row(f);
}

/* --- asked before it begins --- */

bool table_divides_by_rows(const struct flow *flow, const struct box_table *table)
{
  len page = flow_area_height(flow);
  if (table_whole_height(flow, table) <= page)
    return true;
  int64_t rows = page - table_above(table, true);
  for (const struct box_table *group = table; group; group = group->next)
    rows -= page - table_page_room(group, page) - table_above(group, true) + (group->next ? gap_between(flow) : 0);
  return rows >= page / 2;
}

bool table_folded_can_begin(const struct flow *flow, size_t index, len top)
{
  struct arena *scratch = arena_new();
  struct folded f = begin(scratch, flow, flow->boxes->items[index].table);
  set_room(&f, flow, index, top);
  bool can = choose_parts(&f);
  arena_free(scratch);
  return can;
}

len table_whole_height(const struct flow *flow, const struct box_table *table)
{
  int64_t height = table_least_height(table, false);
  for (const struct box_table *group = table->next; group; group = group->next)
    height += gap_between(flow) + table_least_height(group, true);
  return len_clamp(height);
}

/* --- page after page --- */

/* Where not even some rows of all groups fit a page, or their heads fill it, the groups stand one after the other; one
 * that a page can hold is not divided. */
static void put_in_turn(struct flow *flow, size_t index, struct folded *f)
{
  for (size_t g = 0; g < f->count; g++) {
    const struct box_table *table = f->groups[g].table;
    len note = table->next ? 0 : table_note_height(flow, index), height = table_least_height(table, false) + note;
    len room = notes_limit(flow, &flow->notes) - table_top(flow, flow->y, flow->empty);
    if (g > 0 && height > room && height <= flow_area_height(flow))
      flow_new_page(flow);
    table_put_group(flow, index, table, &f->places[g]);
  }
}

static void draw(struct flow *flow, size_t index, struct folded *f, len top)
{
  struct table_piece *pieces = ARENA_ARRAY(flow->arena, f->count, struct table_piece);
  for (size_t g = 0; g < f->count; g++) {
    pieces[g] = (struct table_piece){f->groups[g].table, &f->places[g], &f->parts[g], top};
    flow->y = top + f->parts[g].height;
    top = flow->y + f->gap;
  }
  table_draw(flow, index, pieces, f->count);
  for (size_t g = 0; g < f->count; g++)
    table_go_on(f->groups[g].table, &f->parts[g], &f->places[g]);
  flow->empty = false;
}

/* Nothing stands on the page but what belongs to the table. */
static bool is_alone(const struct flow *flow)
{
  return flow_is_fresh(flow) || (flow->chain_fresh && flow->chain_page == flow->document->page_count);
}

void table_put_folded(struct flow *flow, size_t index)
{
  const struct box_table *table = flow->boxes->items[index].table;
  struct folded f = begin(flow->arena, flow, table);
  bool by_rows = table_divides_by_rows(flow, table);
  while (by_rows && first_row(&f) < row_count(&f)) {
    len top = table_top(flow, flow->y, flow->empty);
    set_room(&f, flow, index, top);
    if (choose_parts(&f))
      draw(flow, index, &f, top);
    else if (is_alone(flow))
      break;
    if (first_row(&f) < row_count(&f))
      flow_new_page(flow);
  }
  if (first_row(&f) < row_count(&f))
    put_in_turn(flow, index, &f);
}
