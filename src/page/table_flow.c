#include "base/tr.h"
#include "page/flow.h"

/* A table's parts, page after page. */

len table_top(const struct flow *flow, len y, bool page_empty)
{
  return page_empty ? y : y + flow->sheet->box / 2;
}

len table_note_height(const struct flow *flow, size_t index)
{
  len height = 0;
  for (size_t i = index + 1; i < flow->boxes->count && flow->boxes->items[i].block->table_note; i++)
    height +=
        flow->sheet->box / 4 + text_height(&flow->boxes->items[i]) + notes_least_height(flow, &flow->boxes->items[i]);
  return height;
}

struct table_room table_room(const struct flow *flow, size_t index, const struct box_table *table, len top, len chain_y)
{
  bool fresh = flow_is_fresh(flow);
  len later = table_page_room(table, flow_area_height(flow)),
      first = later + table_above(table, true) - table_above(table, false) - (top - chain_y);
  return (struct table_room){
      .height = notes_limit(flow, &flow->notes) - top,
      .note = table->next ? 0 : table_note_height(flow, index),
      .page = len_min(first, later),
      .alone = fresh || (!table->later && flow->chain_fresh && flow->chain_page == flow->document->page_count),
      .empty = fresh,
  };
}

bool table_report_low(const struct flow *flow, size_t index, const struct table_part *part, len room)
{
  if (part->height <= room)
    return false;
  diag_add(flow->diags, DIAG_CELL_WIDE, flow->boxes->items[index].block->span,
           _("The page is too low for the lines of this table, which go on below the type area."));
  return true;
}

void table_go_on(const struct box_table *table, const struct table_part *part, struct table_place *place)
{
  const struct table_place before = *place;
  for (size_t n = 0; n < table_cell_count(table, part->first, part->last); n++) {
    size_t i = table_cell_at(table, part->first, n);
    struct table_lines lines = table_cell_lines(table, &before, part, i);
    place->shown[i] += lines.again ? 0 : (uint32_t)lines.count;
  }
  place->row = part->goes_on ? part->last - 1 : part->last;
  place->begun = part->goes_on;
}

struct table_place table_begin(struct arena *arena, const struct box_table *table)
{
  return (struct table_place){.row = table->repeat_rows, .shown = ARENA_ARRAY(arena, table->cell_count, uint32_t)};
}

void table_put_group(struct flow *flow, size_t index, const struct box_table *table, struct table_place *place)
{
  bool reported = false;
  while (place->row < table->block->rows) {
    len top = table_top(flow, flow->y, flow->empty);
    bool on_chain = !table->later && flow->chain_page == flow->document->page_count;
    struct table_room room = table_room(flow, index, table, top, on_chain ? flow->chain_y : top);
    struct table_part part = table_split(flow->arena, table, place, room);
    if (part.last == part.first) {
      flow_new_page(flow);
      continue;
    }
    if (!reported)
      reported = table_report_low(flow, index, &part, room.height);
    table_draw(flow, index, &(struct table_piece){table, place, &part, top}, 1);
    table_go_on(table, &part, place);
    flow->y = top + part.height;
    flow->empty = false;
    if (place->row < table->block->rows)
      flow_new_page(flow);
  }
}

void table_put(struct flow *flow, size_t index)
{
  const struct box_table *table = flow->boxes->items[index].table;
  if (table->strips > 1) {
    table_put_across(flow, index, table);
    return;
  }
  if (table->next) {
    table_put_folded(flow, index);
    return;
  }
  struct table_place place = table_begin(flow->arena, table);
  table_put_group(flow, index, table, &place);
}
