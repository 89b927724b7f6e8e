/* Lines, told apart by their dashes and by the marks at their points. A gap in the figures is a gap in the line. */
#include <stdlib.h>

#include "base/circle.h"
#include "box/chart.h"

enum mark_shape { MARK_DISC, MARK_SQUARE, MARK_TRIANGLE };

static const struct {
  enum mark_shape shape;
  bool open; /* white with an outline */
  uint8_t gray;
  int dash, gap; /* in 1/16 em; gap 0: solid */
} looks[] = {{MARK_DISC, false, 0, 0, 0},     {MARK_DISC, true, 0, 12, 6},     {MARK_SQUARE, false, 128, 0, 0},
             {MARK_SQUARE, true, 128, 12, 6}, {MARK_TRIANGLE, false, 0, 3, 5}, {MARK_TRIANGLE, true, 0, 3, 5}};

static size_t look_of(size_t series)
{
  return series % (sizeof looks / sizeof *looks);
}

/* --- marks --- */

static size_t trace_mark(enum mark_shape shape, len r, struct frame_segment *out)
{
  const struct frame_segment square[] = {{FRAME_STEP_MOVE, {-r, -r}, {{0}}},
                                         {FRAME_STEP_LINE, {r, -r}, {{0}}},
                                         {FRAME_STEP_LINE, {r, r}, {{0}}},
                                         {FRAME_STEP_LINE, {-r, r}, {{0}}},
                                         {FRAME_STEP_CLOSE, {0, 0}, {{0}}}};
  const struct frame_segment triangle[] = {{FRAME_STEP_MOVE, {0, -r * 5 / 4}, {{0}}},
                                           {FRAME_STEP_LINE, {r * 5 / 4, r}, {{0}}},
                                           {FRAME_STEP_LINE, {-r * 5 / 4, r}, {{0}}},
                                           {FRAME_STEP_CLOSE, {0, 0}, {{0}}}};
  size_t count = 0;
  switch (shape) {
  case MARK_DISC:
    chart_trace_circle(out, r);
    count = CHART_CIRCLE_SEGMENTS;
    break;
  case MARK_SQUARE:
    for (; count < sizeof square / sizeof *square; count++)
      out[count] = square[count];
    break;
  case MARK_TRIANGLE:
    for (; count < sizeof triangle / sizeof *triangle; count++)
      out[count] = triangle[count];
    break;
  }
  return count;
}

static len mark_radius(const struct chart_drawing *d, size_t series)
{
  return looks[look_of(series)].shape == MARK_DISC ? d->em / 5 : d->em / 6;
}

static void put_mark(struct chart_drawing *d, size_t series, struct frame_point at)
{
  struct frame_segment segments[CHART_CIRCLE_SEGMENTS];
  size_t look = look_of(series), count = trace_mark(looks[look].shape, mark_radius(d, series), segments);
  bool open = looks[look].open;
  chart_put_path(d, at.x, at.y, segments, count, 0, open ? CHART_WHITE : looks[look].gray);
  if (open)
    chart_put_path(d, at.x, at.y, segments, count, d->rule, looks[look].gray);
}

/* --- strokes --- */

struct stroke {
  struct frame_segment *segments;
  size_t count, capacity;
  len into; /* the pattern of dashes goes on over corners */
};

static void add(struct chart_drawing *d, struct stroke *stroke, enum frame_step step, struct frame_point to)
{
  *ARENA_APPEND(d->context->arena, stroke->segments, stroke->count, stroke->capacity) =
      (struct frame_segment){.step = step, .to = to};
}

static struct frame_point point_on(const struct chart_line *line, len at, len length)
{
  return (struct frame_point){line->from.x + len_part(line->to.x - line->from.x, at, length),
                              line->from.y + len_part(line->to.y - line->from.y, at, length)};
}

static void add_dashes(struct chart_drawing *d, struct stroke *stroke, const struct chart_line *line, len dash, len gap)
{
  int64_t dx = line->to.x - line->from.x, dy = line->to.y - line->from.y;
  len length = (len)circle_root(dx * dx + dy * dy), period = dash + gap;
  for (len at = 0; at < length;) {
    len phase = stroke->into % period, left = phase < dash ? dash - phase : period - phase;
    len until = len_min(at + left, length);
    if (phase < dash) {
      add(d, stroke, FRAME_STEP_MOVE, point_on(line, at, length));
      add(d, stroke, FRAME_STEP_LINE, point_on(line, until, length));
    }
    stroke->into += until - at;
    at = until;
  }
}

static void add_line(struct chart_drawing *d, struct stroke *stroke, size_t series, const struct chart_line *line)
{
  size_t look = look_of(series);
  if (looks[look].gap) {
    add_dashes(d, stroke, line, looks[look].dash * d->em / 16, looks[look].gap * d->em / 16);
    return;
  }
  add(d, stroke, FRAME_STEP_MOVE, line->from);
  add(d, stroke, FRAME_STEP_LINE, line->to);
}

static len stroke_width(const struct chart_drawing *d)
{
  return d->rule * 3 / 2;
}

static void put_stroke(struct chart_drawing *d, const struct stroke *stroke, size_t series)
{
  chart_put_path(d, 0, 0, stroke->segments, stroke->count, stroke_width(d), looks[look_of(series)].gray);
}

static void put_sample(struct chart_drawing *d, size_t series, struct chart_area area)
{
  len y = (area.top + area.bottom) / 2;
  struct stroke stroke = {.count = 0};
  add_line(d, &stroke, series, &(struct chart_line){{area.left, y}, {area.right, y}});
  put_stroke(d, &stroke, series);
  put_mark(d, series, (struct frame_point){(area.left + area.right) / 2, y});
}

/* --- the lines --- */

static struct frame_point point_of(const struct chart_drawing *d, const struct chart_plot *plot, size_t series,
                                   size_t label)
{
  return (struct frame_point){chart_plot_x(d, plot, label, 1, 2),
                              chart_plot_y(plot, d->from->series[series].points[label].units)};
}

static void draw_line(struct chart_drawing *d, const struct chart_plot *plot, size_t series)
{
  const struct fact_point *points = d->from->series[series].points;
  struct stroke stroke = {.count = 0};
  for (size_t i = 1; i < d->from->label_count; i++) {
    if (points[i - 1].none || points[i].none)
      continue;
    struct chart_line line = {point_of(d, plot, series, i - 1), point_of(d, plot, series, i)};
    add_line(d, &stroke, series, &line);
    *ARENA_PUSH(d->context->arena, &d->lines) = line;
  }
  put_stroke(d, &stroke, series);
}

static void draw_marks(struct chart_drawing *d, const struct chart_plot *plot, size_t series)
{
  for (size_t i = 0; i < d->from->label_count; i++) {
    if (d->from->series[series].points[i].none)
      continue;
    struct frame_point at = point_of(d, plot, series, i);
    len r = mark_radius(d, series);
    put_mark(d, series, at);
    chart_take(d, (struct chart_area){at.x - r, at.y - r, at.x + r, at.y + r});
  }
}

/* At a low point the figure stands rather below, out of the way of the line. */
static bool is_low(const struct fact_point *points, size_t count, size_t i)
{
  bool before = i > 0 && !points[i - 1].none, behind = i + 1 < count && !points[i + 1].none;
  if (!before && !behind)
    return false;
  return (!before || points[i - 1].units > points[i].units) && (!behind || points[i + 1].units > points[i].units);
}

static bool write_figures(struct chart_drawing *d, const struct chart_plot *plot)
{
  size_t count = d->from->label_count;
  for (size_t i = 0; i < count; i++)
    for (size_t s = 0; s < d->from->series_count; s++) {
      const struct block_chart_series *series = &d->from->series[s];
      if (!series->points[i].none &&
          !chart_write_near(d, &series->figures[i], point_of(d, plot, s, i), !is_low(series->points, count, i)))
        return false;
    }
  return true;
}

/* --- names at the ends of the lines --- */

static bool set_names(struct chart_drawing *d, struct chart_words *names, len *widest)
{
  size_t last = d->from->label_count - 1;
  *widest = 0;
  for (size_t s = 0; s < d->from->series_count; s++) {
    if (d->from->series[s].points[last].none)
      return false;
    chart_set(d, &d->from->series[s].name, 0, ALIGN_START, &names[s]);
    *widest = len_max(*widest, names[s].width);
  }
  return *widest <= d->width / 5;
}

static bool put_names(struct chart_drawing *d, const struct chart_plot *plot, const struct chart_words *names)
{
  size_t last = d->from->label_count - 1;
  for (size_t s = 0; s < d->from->series_count; s++) {
    struct frame_point at = point_of(d, plot, s, last);
    len left = at.x + d->em / 2, top = at.y - d->em / 2;
    struct chart_area area = {left, top, left + names[s].width, top + d->em};
    if (!chart_is_free(d, area))
      return false;
    chart_take(d, area);
    chart_put(d, &names[s], left, top);
  }
  return true;
}

/* The axis leaves 0 out only where the line would else be all but flat. */
static bool needs_zero(const struct block_chart *chart)
{
  int64_t least = INT64_MAX, greatest = INT64_MIN;
  for (size_t s = 0; s < chart->series_count; s++)
    for (size_t i = 0; i < chart->label_count; i++) {
      const struct fact_point *point = &chart->series[s].points[i];
      if (point->none)
        continue;
      least = point->units < least ? point->units : least;
      greatest = point->units > greatest ? point->units : greatest;
    }
  int64_t farther = llabs(least) > llabs(greatest) ? llabs(least) : llabs(greatest);
  return greatest - least >= farther / 4;
}

bool chart_draw_lines(struct chart_drawing *d)
{
  struct chart_plot plot;
  struct chart_words names[CHART_SERIES_MAX] = {{.width = 0}};
  len widest = 0, slot = d->width * 3 / 4 / (len)d->from->label_count; /* at the least */
  if (d->direct && !set_names(d, names, &widest))
    return false;
  len after = len_max(d->direct ? widest + d->em / 2 - slot / 2 : 0, chart_overhang(d));
  if (!chart_head(d, put_sample) || !chart_plot(d, needs_zero(d->from), after, &plot))
    return false;
  chart_put_axes(d, &plot);
  len base = chart_plot_base(&plot);
  *ARENA_PUSH(d->context->arena, &d->lines) = (struct chart_line){{plot.area.left, base}, {plot.area.right, base}};
  for (size_t s = 0; s < d->from->series_count; s++)
    draw_line(d, &plot, s);
  for (size_t s = 0; s < d->from->series_count; s++)
    draw_marks(d, &plot, s);
  if (d->direct && !put_names(d, &plot, names))
    return false;
  return !d->from->numbers || write_figures(d, &plot);
}
