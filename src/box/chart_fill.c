/* Shades and patterns that print apart in one black ink. */
#include "box/chart.h"

enum fill_kind { FILL_GRAY, FILL_RISING, FILL_FALLING };

/* Neighbours differ as much as may be: dark, light, hatched, middle, white, hatched the other way. */
static const struct {
  enum fill_kind kind;
  uint8_t gray;
} fills[] = {{FILL_GRAY, 64},  {FILL_GRAY, 200}, {FILL_RISING, 255},
             {FILL_GRAY, 128}, {FILL_GRAY, 255}, {FILL_FALLING, 255}};

static len hatch_step(const struct chart_drawing *d)
{
  return d->em * 3 / 8;
}

/* Lines at 45° from the upper right to the lower left, each cut off at the sides; falling ones are their mirror image.
 */
static void hatch(struct chart_drawing *d, struct chart_area area, bool falling)
{
  len width = area.right - area.left, height = area.bottom - area.top, step = hatch_step(d);
  size_t count = 0, most = (size_t)((width + height) / step) + 1;
  struct frame_segment *segments = ARENA_ARRAY(d->context->arena, 2 * most, struct frame_segment);
  for (len at = step; at < width + height; at += step) {
    struct frame_point from = {len_min(at, width), len_max(at - width, 0)},
                       to = {len_max(at - height, 0), len_min(at, height)};
    if (falling) {
      from.x = width - from.x;
      to.x = width - to.x;
    }
    segments[count++] = (struct frame_segment){.step = FRAME_STEP_MOVE, .to = from};
    segments[count++] = (struct frame_segment){.step = FRAME_STEP_LINE, .to = to};
  }
  chart_put_path(d, area.left, area.top, segments, count, d->rule / 2, 0);
}

/* Inside the area, so that the outline does not make it larger. */
static void outline(struct chart_drawing *d, struct chart_area area)
{
  len half = d->rule / 2, width = area.right - area.left - 2 * half, height = area.bottom - area.top - 2 * half;
  if (width <= 0 || height <= 0) {
    chart_put_area(d, area, 0);
    return;
  }
  const struct frame_segment segments[] = {
      {FRAME_STEP_MOVE, {0, 0}, {{0}}},          {FRAME_STEP_LINE, {width, 0}, {{0}}},
      {FRAME_STEP_LINE, {width, height}, {{0}}}, {FRAME_STEP_LINE, {0, height}, {{0}}},
      {FRAME_STEP_CLOSE, {0, 0}, {{0}}},
  };
  chart_put_path(d, area.left + half, area.top + half, segments, 5, d->rule, 0);
}

void chart_fill(struct chart_drawing *d, size_t series, struct chart_area area)
{
  size_t fill = series % (sizeof fills / sizeof *fills);
  if (area.bottom <= area.top)
    return;
  chart_put_area(d, area, fills[fill].gray);
  if (fills[fill].kind != FILL_GRAY)
    hatch(d, area, fills[fill].kind == FILL_FALLING);
  if (fills[fill].gray == CHART_WHITE)
    outline(d, area);
}
