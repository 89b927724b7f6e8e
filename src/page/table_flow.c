#include "base/tr.h"
#include "page/flow.h"

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

static bool report_tall_row(struct flow *flow, const struct box *box, const struct table_part *part, len room)
{
  if (part->height <= room)
    return false;
  diag_add(flow->diags, DIAG_CELL_WIDE, box->block->span,
           _("A row of this table is taller than a page and cannot be set."));
  return true;
}

void table_put(struct flow *flow, size_t index)
{
  const struct box *box = &flow->boxes->items[index];
  bool reported = false;
  for (uint32_t first = box->table->block->head_rows; first < box->table->block->rows;) {
    len top = table_top(flow, flow->y, flow->empty), room = notes_limit(flow, &flow->notes) - top;
    struct table_room space = {room, table_note_height(flow, index), flow_is_fresh(flow)};
    struct table_part part = table_split(flow->arena, box->table, first, space);
    if (part.last == part.first) {
      flow_new_page(flow);
      continue;
    }
    if (!reported)
      reported = report_tall_row(flow, box, &part, room);
    table_draw(flow, box, &part, top, index);
    flow->y = top + part.height;
    flow->empty = false;
    first = part.last;
    if (first < box->table->block->rows)
      flow_new_page(flow);
  }
}
