#include <string.h>

#include "page/flow.h"

/* CL-19, CL-90: dots and lines below the characters of a line, in the gap between two lines. They have no width and no
 * text: to a reader's software they are artifacts. All measures are shares of the size of the characters above, whose
 * box ends 120/1000 em below the baseline. */

#define CURVE_NUM 5523 /* of a quarter of a circle: how far the control points stand from its ends, in radii */
#define CURVE_DEN 10000
#define SINE_NUM  3642 /* of half a period: the same for the curve of a sine, along it … */
#define SINE_DEN  10000

static len below_box(len baseline, len size)
{
  return baseline + len_scale(size, 120, 1000);
}

static len line_stroke(len size)
{
  return size / 20;
}

static len wave_stroke(len size)
{
  return size / 24;
}

static len wave_height(len size) /* from its middle */
{
  return size / 24;
}

/* The line's middle, and what lies between it and the foot of the lowest line. */
static len line_middle(len size)
{
  return size / 8;
}

static len lines_foot(len size)
{
  return line_middle(size) + wave_height(size) + wave_stroke(size) / 2;
}

/* Some faces draw below the box of 880/−120 a little: dots stand free of that. */
static len dot_top(const struct box_mark *mark)
{
  return mark->outside ? lines_foot(mark->size) + mark->size / 24 : mark->size / 10;
}

static len dot_radius(len size) /* CL-90: ⅛ em across */
{
  return size / 16;
}

static struct frame_path *put_path(struct flow *flow, len x, len y, const struct frame_segment *segments,
                                   uint32_t count, struct frame_colour colour)
{
  struct frame_path *path = &put(flow, FRAME_PATH, x, y)->as.path;
  *path = (struct frame_path){.segments = segments, .count = count, .colour = colour};
  return path;
}

/* --- dots --- */

#define DOT_SEGMENTS 6

static void trace_dot(struct frame_segment *out, len x, len r)
{
  len c = len_scale(r, CURVE_NUM, CURVE_DEN);
  const struct frame_segment dot[DOT_SEGMENTS] = {
      {FRAME_STEP_MOVE, {x - r, 0}, {{0}}},
      {FRAME_STEP_CURVE, {x, -r}, {{x - r, -c}, {x - c, -r}}},
      {FRAME_STEP_CURVE, {x + r, 0}, {{x + c, -r}, {x + r, -c}}},
      {FRAME_STEP_CURVE, {x, r}, {{x + r, c}, {x + c, r}}},
      {FRAME_STEP_CURVE, {x - r, 0}, {{x - c, r}, {x - r, c}}},
      {FRAME_STEP_CLOSE, {0}, {{0}}},
  };
  memcpy(out, dot, sizeof dot);
}

void put_row_of_dots(struct flow *flow, len x, len y, const len *middles, size_t count, len radius,
                     struct frame_colour colour)
{
  struct frame_segment *segments = ARENA_ARRAY(flow->arena, DOT_SEGMENTS * count, struct frame_segment);
  for (size_t i = 0; i < count; i++)
    trace_dot(segments + DOT_SEGMENTS * i, middles[i], radius);
  put_path(flow, x, y, segments, (uint32_t)(DOT_SEGMENTS * count), colour);
}

static void put_dots(struct flow *flow, const struct box_mark *mark, len x, len baseline, struct frame_colour colour)
{
  len radius = dot_radius(mark->size);
  put_row_of_dots(flow, x, below_box(baseline, mark->size) + dot_top(mark) + radius, mark->middle, mark->count, radius,
                  colour);
}

/* --- lines --- */

static void put_line_below(struct flow *flow, const struct box_mark *mark, len x, len baseline,
                           struct frame_colour colour)
{
  len y = below_box(baseline, mark->size) + line_middle(mark->size);
  put(flow, FRAME_RULE, x, y)->as.rule = (struct frame_rule){mark->width, 0, line_stroke(mark->size), colour};
}

/* A whole number of periods of about half an em, so that every name's line begins and ends alike. */
static void put_wave(struct flow *flow, const struct box_mark *mark, len x, len baseline, struct frame_colour colour)
{
  len period = mark->size / 2, y = below_box(baseline, mark->size) + line_middle(mark->size);
  uint32_t halves = 2 * (uint32_t)len_max((mark->width + period / 2) / period, 1);
  struct frame_segment *segments = ARENA_ARRAY(flow->arena, halves + 1, struct frame_segment);
  segments[0] = (struct frame_segment){.step = FRAME_STEP_MOVE};
  for (uint32_t i = 0; i < halves; i++) {
    len from = len_part(mark->width, i, halves), to = len_part(mark->width, i + 1, halves);
    len along = len_scale(to - from, SINE_NUM, SINE_DEN);
    len rise = len_scale(wave_height(mark->size), i % 2 ? 4 : -4, 3); /* … and across: the curve reaches ¾ of it */
    segments[i + 1] = (struct frame_segment){
        .step = FRAME_STEP_CURVE, .to = {to, 0}, .control = {{from + along, rise}, {to - along, rise}}};
  }
  put_path(flow, x, y, segments, halves + 1, colour)->width = wave_stroke(mark->size);
}

static void put_mark(struct flow *flow, const struct box_mark *mark, len x, len baseline, struct frame_colour colour)
{
  switch (mark->kind) {
  case BOX_MARK_DOTS:
    put_dots(flow, mark, x, baseline, colour);
    break;
  case BOX_MARK_LINE:
    put_line_below(flow, mark, x, baseline, colour);
    break;
  case BOX_MARK_WAVE:
    put_wave(flow, mark, x, baseline, colour);
    break;
  }
}

void put_marks(struct flow *flow, const struct box_line *line, len x, len baseline, struct frame_colour colour)
{
  if (!line->mark_count)
    return;
  bool repeated = flow->in_artifact; /* an artifact holds no other */
  if (!repeated)
    put_artifact_begin(flow, FRAME_ARTIFACT_LAYOUT);
  for (size_t i = 0; i < line->mark_count; i++)
    put_mark(flow, &line->marks[i], x + line->marks[i].x, baseline, colour);
  if (!repeated)
    put_artifact_end(flow, FRAME_ARTIFACT_LAYOUT);
}
