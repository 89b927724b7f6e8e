#include <glib.h>

#include "page/flow.h"

/* TB-08: diagonal heads. The height that box/ gave the cell sees to it that no label touches a line. */

/* The columns' label at the top right, then the third at the bottom right, the rows' at the bottom left. */
void diagonal_draw_labels(struct flow *flow, const struct box_cell *cell, len size, const struct cell_area *area)
{
  const struct box_lines *labels = &cell->lines;
  for (size_t i = 0; i < labels->count; i++) {
    const struct box_line *label = &labels->items[i];
    bool left = i + 1 == labels->count, top = i == 0;
    len x = left ? area->x + cell->clear : area->x + area->width - cell->clear - label->width;
    len y = top ? area->y + cell->clear : area->y + area->height - cell->clear - size;
    put_line(flow, label, 0, label->count, x - label->x, y + size / 2 + cell->middle, (struct frame_colour){0, 0, 0});
  }
}

static void draw_line(struct flow *flow, const struct cell_area *area, len to_x, len to_y)
{
  struct frame_segment *segments = ARENA_ARRAY(flow->arena, 2, struct frame_segment);
  segments[0].step = FRAME_STEP_MOVE;
  segments[1].step = FRAME_STEP_LINE;
  segments[1].to = (struct frame_point){to_x, to_y};
  put(flow, FRAME_PATH, area->x, area->y)->as.path =
      (struct frame_path){.segments = segments, .count = 2, .width = flow->sheet->table.rule_inner};
}

void diagonal_draw_lines(struct flow *flow, const struct box_cell *cell, const struct cell_area *area)
{
  if (flow->sheet->table.rule_inner == 0)
    return;
  if (cell->lines.count == 2) {
    draw_line(flow, area, area->width, area->height);
    return;
  }
  draw_line(flow, area, area->width, area->height / 2);
  draw_line(flow, area, area->width / 2, area->height);
}
