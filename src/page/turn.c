/* TB-13, GW-20: turned pages. They are filled like upright ones, in a type area as wide as it is else high, and when
 * one is full its items are turned a quarter counter-clockwise about the type area: 顶左底右, the top of the table at
 * the left, which is the binding on odd pages and the fore-edge on even ones. Folio and heads come later and stay
 * upright. */
#include <glib.h>

#include "page/flow.h"

void flow_turn(struct flow *flow, bool turned)
{
  if (flow->turned == turned)
    return;
  bool fresh = flow_is_fresh(flow);
  if (!fresh)
    flow_close_page(flow);
  flow->turned = turned;
  if (!fresh)
    flow_open_page(flow);
}

/* What is to the right goes up, what is below goes to the right. */
static struct frame_point turn(struct frame_point from)
{
  return (struct frame_point){from.y, -from.x};
}

static void turn_path(struct flow *flow, struct frame_path *path)
{
  struct frame_segment *segments = ARENA_ARRAY(flow->arena, path->count, struct frame_segment);
  for (uint32_t i = 0; i < path->count; i++) {
    const struct frame_segment *from = &path->segments[i];
    segments[i] = (struct frame_segment){from->step, turn(from->to), {turn(from->control[0]), turn(from->control[1])}};
  }
  path->segments = segments;
}

static void move(const struct flow *flow, struct frame_item *item)
{
  const struct sheet *sheet = flow->sheet;
  struct frame_point at = turn((struct frame_point){item->x - flow_x(flow), item->y - sheet->area_y});
  item->x = flow_x(flow) + at.x;
  item->y = sheet->area_y + sheet->area_height + at.y;
}

/* An area keeps its top left corner as its point. */
static void turn_area(struct frame_item *item, len *width, len *height)
{
  len across = *width;
  item->y -= across;
  *width = *height;
  *height = across;
}

static void turn_item(struct flow *flow, struct frame_item *item)
{
  switch (item->kind) {
  case FRAME_TAG_BEGIN:
  case FRAME_TAG_END:
  case FRAME_ARTIFACT_BEGIN:
  case FRAME_ARTIFACT_END:
    return;
  case FRAME_RUN:
    item->as.run.turned = true;
    break;
  case FRAME_RULE: {
    struct frame_point along = turn((struct frame_point){item->as.rule.dx, item->as.rule.dy});
    item->as.rule.dx = along.x;
    item->as.rule.dy = along.y;
    break;
  }
  case FRAME_RECT:
    move(flow, item);
    turn_area(item, &item->as.rect.width, &item->as.rect.height);
    return;
  case FRAME_IMAGE:
    g_assert_not_reached(); /* only tables are turned, with their words */
  case FRAME_LINK:
    move(flow, item);
    turn_area(item, &item->as.link.width, &item->as.link.height);
    return;
  case FRAME_PATH:
    turn_path(flow, &item->as.path);
    break;
  }
  move(flow, item);
}

void turn_page(struct flow *flow)
{
  struct frame_page *page = flow_page(flow);
  for (size_t i = flow->turn_from; flow->turned && i < page->count; i++)
    turn_item(flow, &page->items[i]);
}
