#include <glib.h>

#include "frame/frame.h"

static struct frame_extent add_point(struct frame_extent extent, len x, len y)
{
  return (struct frame_extent){MIN(extent.left, x), MIN(extent.top, y), MAX(extent.right, x), MAX(extent.bottom, y)};
}

/* From the foot of the ideographic box to its top, along the line. */
static struct frame_extent run_extent(const struct frame_item *item)
{
  const struct frame_run *run = &item->as.run;
  len up = len_scale(run->size, 880, 1000), down = len_scale(run->size, 120, 1000);
  if (run->turned)
    return (struct frame_extent){item->x - up, item->y - run->advance, item->x + down, item->y};
  return (struct frame_extent){item->x, item->y - up, item->x + run->advance, item->y + down};
}

static struct frame_extent path_extent(const struct frame_item *item)
{
  const struct frame_path *path = &item->as.path;
  struct frame_point first = path->segments[0].to;
  struct frame_extent extent = {item->x + first.x, item->y + first.y, item->x + first.x, item->y + first.y};
  for (uint32_t i = 0; i < path->count; i++) {
    const struct frame_segment *segment = &path->segments[i];
    if (segment->step == FRAME_STEP_CLOSE)
      continue;
    extent = add_point(extent, item->x + segment->to.x, item->y + segment->to.y);
    for (int k = 0; segment->step == FRAME_STEP_CURVE && k < 2; k++)
      extent = add_point(extent, item->x + segment->control[k].x, item->y + segment->control[k].y);
  }
  len half = path->width / 2;
  return (struct frame_extent){extent.left - half, extent.top - half, extent.right + half, extent.bottom + half};
}

static struct frame_extent rule_extent(const struct frame_item *item)
{
  const struct frame_rule *rule = &item->as.rule;
  len half = rule->width / 2, x = rule->dx == 0 ? half : 0, y = rule->dx == 0 ? 0 : half;
  struct frame_extent line =
      add_point((struct frame_extent){item->x, item->y, item->x, item->y}, item->x + rule->dx, item->y + rule->dy);
  return (struct frame_extent){line.left - x, line.top - y, line.right + x, line.bottom + y};
}

bool frame_item_extent(const struct frame_item *item, struct frame_extent *extent)
{
  switch (item->kind) {
  case FRAME_RUN:
    *extent = run_extent(item);
    return true;
  case FRAME_RULE:
    *extent = rule_extent(item);
    return true;
  case FRAME_RECT:
    *extent = (struct frame_extent){item->x, item->y, item->x + item->as.rect.width, item->y + item->as.rect.height};
    return true;
  case FRAME_IMAGE:
    *extent = (struct frame_extent){item->x, item->y, item->x + item->as.image.width, item->y + item->as.image.height};
    return true;
  case FRAME_PATH:
    *extent = path_extent(item);
    return true;
  case FRAME_LINK:
  case FRAME_TAG_BEGIN:
  case FRAME_TAG_END:
  case FRAME_ARTIFACT_BEGIN:
  case FRAME_ARTIFACT_END:
    return false;
  }
  return false;
}
