#include "page/split.h"

/* TB-14: a folded table, divided by rows first. On each page all groups of its columns stand below each other with the
 * same rows, on the next all with the next rows. If that would be few rows a page, the groups are spread over pages, as
 * many rows in each as let none be divided; then come the next rows. */

struct folded {
  size_t count;
  struct splitting *groups;
  struct table_place *places; /* of each group: all at the same row */
  struct table_part *parts;   /* of each, all with the same rows */
  bool spread;                /* over pages, each group on one */
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
    f->groups[g].space = (struct table_room){.height = f->room, .page = page, .below = g > 0 && !f->spread};
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

static int64_t heads_height(const struct folded *f)
{
  int64_t height = f->spread ? 0 : gaps(f);
  for (size_t g = 0; g < f->count; g++) {
    len head = split_head(&f->groups[g]);
    height = f->spread ? len_max((len)height, head) : height + head;
  }
  return height;
}

/* Of one row: in all groups; spread, in the one where it is highest. */
static int64_t row_height(const struct folded *f, uint32_t row)
{
  int64_t height = 0;
  for (size_t g = 0; g < f->count; g++) {
    len group = f->groups[g].table->row_height[row];
    height = f->spread ? len_max((len)height, group) : height + group;
  }
  return height;
}

/* Makes the parts up to row `last`. Their height together; spread, that of the highest. */
static int64_t measure(struct folded *f, uint32_t last)
{
  int64_t height = f->spread ? 0 : gaps(f);
  for (size_t g = 0; g < f->count; g++) {
    f->parts[g] = split_measure(&f->groups[g], last);
    height = f->spread ? len_max((len)height, f->parts[g].height) : height + f->parts[g].height;
  }
  return height;
}

/* --- all that is left, with its rows closer --- */

static bool rest_fits(const struct folded *f)
{
  int64_t height = gaps(f), room = f->room - f->note;
  for (size_t g = 0; !f->spread && g < f->count && height <= room; g++) {
    int64_t least = split_rest_least(&f->groups[g]);
    height = least <= room ? height + least : INT64_MAX;
  }
  return !f->spread && height <= room;
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

/* The last row that may fit. */
static uint32_t rows_that_fit(const struct folded *f)
{
  uint32_t row = first_row(f);
  int64_t height = heads_height(f);
  while (row < row_count(f) && height + row_height(f, row) <= f->room)
    height += row_height(f, row++);
  return row;
}

/* Rather than be heads with hardly a row below them, the last part gets rows of the one before it. Spread, its groups
 * share pages. */
static int64_t rest_loss(const struct folded *f, uint32_t row)
{
  int64_t want = f->spread ? 0 : f->room / 3;
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

/* Makes the parts that stand on the page, or, spread, from it on; false where not even two rows of all groups do. */
static bool choose_parts(struct folded *f)
{
  if (rest_fits(f)) {
    take_rest(f);
    return true;
  }
  uint32_t last = best_break(f, rows_that_fit(f));
  if (last == first_row(f))
    return false;
  measure(f, last);
  return true;
}

/* --- asked before it begins --- */

len table_whole_height(const struct flow *flow, const struct box_table *table)
{
  int64_t height = table_least_height(table, false);
  for (const struct box_table *group = table->next; group; group = group->next)
    height += gap_between(flow) + table_least_height(group, true);
  return len_clamp(height);
}

enum { FEW_ROWS = 4 }; /* what a page should hold at least, if it holds all groups */

/* Whether that many rows of all groups stand on a page, as high as they are on average, and their heads leave half of
 * it. */
static bool leaves_rows(const struct folded *f, len page)
{
  const struct box_table *first = f->groups[0].table;
  int64_t room = page - gaps(f), height = 0;
  for (size_t g = 0; g < f->count; g++)
    room -= split_head(&f->groups[g]);
  for (uint32_t r = first->repeat_rows; r < row_count(f); r++)
    height += row_height(f, r);
  return room >= page / 2 && room * (row_count(f) - first->repeat_rows) >= FEW_ROWS * height;
}

static void choose_way(struct folded *f, const struct flow *flow, size_t index)
{
  len page = flow_area_height(flow);
  set_room(f, flow, index, 0);
  f->spread = table_whole_height(flow, f->groups[0].table) > page && !leaves_rows(f, page);
}

bool table_folded_can_begin(const struct flow *flow, size_t index, len top)
{
  struct arena *scratch = arena_new();
  struct folded f = begin(scratch, flow, flow->boxes->items[index].table);
  choose_way(&f, flow, index);
  set_room(&f, flow, index, top);
  bool can = choose_parts(&f);
  arena_free(scratch);
  return can;
}

/* --- page after page --- */

/* The groups that stand on the page from `from` on: up to which; the first always does. Spread, each is measured for
 * where it stands. */
static size_t groups_on_page(struct folded *f, size_t from, len room)
{
  size_t to = from;
  int64_t height = 0;
  for (; to < f->count; to++) {
    struct splitting *group = &f->groups[to];
    if (f->spread) {
      group->space.below = to > from;
      f->parts[to] = split_measure(group, f->parts[to].last);
    }
    height += f->parts[to].height + (to > from ? f->gap : 0);
    bool ends = to + 1 == f->count && f->parts[to].last == row_count(f);
    if (to > from && height > room - (ends ? f->note : 0))
      return to;
  }
  return to;
}

static void draw_groups(struct flow *flow, size_t index, struct folded *f, size_t from, size_t to, len top)
{
  struct table_piece *pieces = ARENA_ARRAY(flow->arena, f->count, struct table_piece);
  for (size_t g = from; g < to; g++) {
    pieces[g - from] = (struct table_piece){f->groups[g].table, &f->places[g], &f->parts[g], top};
    flow->y = top + f->parts[g].height;
    top = flow->y + f->gap;
  }
  table_draw(flow, index, pieces, to - from);
  for (size_t g = from; g < to; g++)
    table_go_on(f->groups[g].table, &f->parts[g], &f->places[g]);
  flow->empty = false;
}

/* The chosen parts, on this page and, spread, on those that follow. */
static void put_parts(struct flow *flow, size_t index, struct folded *f, len top)
{
  for (size_t from = 0; from < f->count;) {
    len room = notes_limit(flow, &flow->notes) - top;
    size_t to = groups_on_page(f, from, room);
    bool waits = f->parts[from].height > room && !flow_is_fresh(flow); /* for the rest of a footnote */
    if (!waits) {
      draw_groups(flow, index, f, from, to, top);
      from = to;
    }
    if (from < f->count) {
      flow_new_page(flow);
      top = table_top(flow, flow->y, flow->empty);
    }
  }
}

/* Where no page holds two rows, the groups stand one after the other, each divided like a table of its own, unless a
 * page can hold it. */
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

/* Nothing stands on the page but what belongs to the table. */
static bool is_alone(const struct flow *flow)
{
  return flow_is_fresh(flow) || (flow->chain_fresh && flow->chain_page == flow->document->page_count);
}

/* The next rows of all groups; false where they must stand in turn. */
static bool put_next_rows(struct flow *flow, size_t index, struct folded *f)
{
  len top = table_top(flow, flow->y, flow->empty);
  set_room(f, flow, index, top);
  bool chosen = choose_parts(f);
  if (!chosen && is_alone(flow) && !f->spread) {
    f->spread = true;
    set_room(f, flow, index, top);
    chosen = choose_parts(f);
  }
  if (chosen)
    put_parts(flow, index, f, top);
  return chosen || !is_alone(flow);
}

void table_put_folded(struct flow *flow, size_t index)
{
  struct folded f = begin(flow->arena, flow, flow->boxes->items[index].table);
  choose_way(&f, flow, index);
  while (first_row(&f) < row_count(&f)) {
    if (!put_next_rows(flow, index, &f)) {
      put_in_turn(flow, index, &f);
      return;
    }
    if (first_row(&f) < row_count(&f))
      flow_new_page(flow);
  }
}
