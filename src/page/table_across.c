#include <string.h>

#include "page/flow.h"

/* TB-14: a long table of few columns in strips side by side. The rows go down the first strip of a page, then down the
 * next; each has the head. On the last page the strips are as even as rows can be. */

struct strips {
  struct table_part *parts; /* as many as the table has strips */
  len *limits;              /* how high each may be */
  int count;
  struct table_place end; /* what stands on the page and before it */
};

struct filling {
  struct flow *flow;
  const struct box_table *table;
  const struct table_place *place; /* where the page begins */
  struct table_room room;
};

/* The strips of a page, those from `from` on no higher than `height`. */
static void fill_strips(const struct filling *f, int from, len height, struct strips *strips)
{
  uint32_t *shown = strips->end.shown;
  memcpy(shown, f->place->shown, f->table->cell_count * sizeof *shown);
  strips->end = (struct table_place){f->place->row, f->place->begun, shown};
  struct table_room room = f->room;
  room.note = 0; /* stands below them all */
  room.later = f->place->begun || f->place->row > f->table->repeat_rows;
  for (strips->count = 0; strips->count < f->table->strips && strips->end.row < f->table->block->rows;) {
    room.strip = strips->count;
    if (room.strip >= from)
      strips->limits[room.strip] = height;
    room.height = strips->limits[room.strip];
    struct table_part part = table_split(f->flow->arena, f->table, &strips->end, room);
    if (part.last == part.first)
      break;
    strips->parts[strips->count++] = part;
    table_go_on(f->table, &part, &strips->end);
    room.alone = room.empty = false;
  }
}

static bool ends(const struct filling *f, const struct strips *strips)
{
  return strips->end.row == f->table->block->rows;
}

/* The least height, to a point, at which the rest of the table ends on the page: of the first strip; then of the others
 * for what it leaves, and so on: of 17 rows in four, 5, 4, 4 and 4. */
static void even_out(const struct filling *f, len height, struct strips *strips)
{
  len high = height;
  for (int from = 0; from < f->table->strips; from++) {
    for (len low = 0; high - low > LEN_PT;) {
      len middle = low + (high - low) / 2;
      fill_strips(f, from, middle, strips);
      *(ends(f, strips) ? &high : &low) = middle;
    }
    fill_strips(f, from, high, strips);
  }
}

static void choose_strips(const struct filling *f, struct strips *strips)
{
  len height = f->room.height, above_note = height - f->room.note;
  fill_strips(f, 0, above_note, strips);
  if (ends(f, strips)) {
    even_out(f, above_note, strips);
    return;
  }
  if (f->room.note == 0)
    return;
  fill_strips(f, 0, height, strips);
  if (!ends(f, strips))
    return;
  fill_strips(f, 0, above_note, strips); /* else the note would stand on the next page without a row */
  if (strips->count == 0)
    fill_strips(f, 0, height, strips);
}

/* The foot of the lowest. */
static len draw_strips(const struct filling *f, size_t index, struct strips *strips, len top)
{
  struct table_place place = *f->place;
  len height = 0;
  for (int i = 0; i < strips->count; i++) {
    struct table_part *part = &strips->parts[i];
    part->parted = i + 1 < strips->count;
    part->level = part->parted && part[1].height == part->height;
    table_draw(f->flow, index, &(struct table_piece){f->table, &place, part, top}, 1);
    table_go_on(f->table, part, &place);
    height = len_max(height, part->height);
  }
  return top + height;
}

void table_put_across(struct flow *flow, size_t index, const struct box_table *table)
{
  struct table_place place = table_begin(flow->arena, table);
  struct strips strips = {.parts = ARENA_ARRAY(flow->arena, (size_t)table->strips, struct table_part)};
  strips.limits = ARENA_ARRAY(flow->arena, (size_t)table->strips, len);
  strips.end.shown = ARENA_ARRAY(flow->arena, table->cell_count, uint32_t);
  bool reported = false;
  while (place.row < table->block->rows) {
    len top = table_top(flow, flow->y, flow->empty);
    bool on_chain = flow->chain_page == flow->document->page_count;
    struct filling filling = {flow, table, &place, table_room(flow, index, table, top, on_chain ? flow->chain_y : top)};
    choose_strips(&filling, &strips);
    if (strips.count == 0) {
      flow_new_page(flow);
      continue;
    }
    for (int i = 0; i < strips.count && !reported; i++)
      reported = table_report_low(flow, index, &strips.parts[i], filling.room.height);
    flow->y = draw_strips(&filling, index, &strips, top);
    flow->empty = false;
    place.row = strips.end.row;
    place.begun = strips.end.begun;
    if (place.row < table->block->rows)
      flow_new_page(flow);
  }
}
