#include <string.h>

#include "base/circle.h"
#include "box/chart.h"

/* --- words --- */

bool chart_set(struct chart_drawing *d, const struct block_runs *runs, len measure, enum align align,
               struct chart_words *out)
{
  *out = (struct chart_words){.width = 0};
  if (runs->count == 0)
    return true;
  struct text *text = box_shape(d->context, &d->style, measure, NULL, runs, 1);
  if (measure == 0)
    measure = text_width(text, 0, text->count);
  else if (lines_minimum(text) > measure)
    return false;
  struct line_spec spec = {.measure = measure, .align = align};
  box_set_paragraph(d->context, text, &spec, d->em, 0, &out->lines);
  for (size_t i = 0; i < out->lines.count; i++) {
    struct box_line *line = &out->lines.items[i];
    line->y = (len)i * d->pitch;
    out->width = len_max(out->width, line->width);
    out->height = line->y + d->em;
  }
  return true;
}

bool chart_set_text(struct chart_drawing *d, const char *text, struct chart_words *out)
{
  struct block_run run = {.text = text, .length = (uint32_t)strlen(text)};
  struct block_runs runs = {&run, 1, 1};
  return chart_set(d, &runs, 0, ALIGN_START, out);
}

/* 880/−120 of the em, as everywhere. */
void chart_put(struct chart_drawing *d, const struct chart_words *words, len x, len top)
{
  for (size_t i = 0; i < words->lines.count; i++) {
    struct box_words *put = ARENA_APPEND(d->context->arena, d->out->words, d->out->word_count, d->out->word_capacity);
    const struct box_line *line = &words->lines.items[i];
    *put = (struct box_words){*line, x, top + line->y + len_scale(d->em, 880, 1000)};
  }
}

/* --- shapes --- */

static struct frame_item *put_shape(struct chart_drawing *d, enum frame_kind kind, len x, len y)
{
  struct frame_item *item =
      ARENA_APPEND(d->context->arena, d->out->shapes, d->out->shape_count, d->out->shape_capacity);
  item->kind = kind;
  item->x = x;
  item->y = y;
  return item;
}

void chart_put_rule(struct chart_drawing *d, len x, len y, len dx, len dy, len width, uint8_t gray)
{
  if (dx != 0 || dy != 0)
    put_shape(d, FRAME_RULE, x, y)->as.rule = (struct frame_rule){dx, dy, width, {gray, gray, gray}};
}

void chart_put_area(struct chart_drawing *d, struct chart_area area, uint8_t gray)
{
  put_shape(d, FRAME_RECT, area.left, area.top)->as.rect =
      (struct frame_rect){area.right - area.left, area.bottom - area.top, {gray, gray, gray}};
}

void chart_put_path(struct chart_drawing *d, len x, len y, const struct frame_segment *segments, size_t count,
                    len width, uint8_t gray)
{
  if (count == 0)
    return;
  struct frame_segment *kept = ARENA_ARRAY(d->context->arena, count, struct frame_segment);
  memcpy(kept, segments, count * sizeof *kept);
  put_shape(d, FRAME_PATH, x, y)->as.path = (struct frame_path){kept, (uint32_t)count, width, {gray, gray, gray}};
}

void chart_trace_circle(struct frame_segment *out, len radius)
{
  len r = radius, c = circle_control(radius, TURN_QUARTER);
  const struct frame_segment circle[CHART_CIRCLE_SEGMENTS] = {
      {FRAME_STEP_MOVE, {-r, 0}, {{0}}},
      {FRAME_STEP_CURVE, {0, -r}, {{-r, -c}, {-c, -r}}},
      {FRAME_STEP_CURVE, {r, 0}, {{c, -r}, {r, -c}}},
      {FRAME_STEP_CURVE, {0, r}, {{r, c}, {c, r}}},
      {FRAME_STEP_CURVE, {-r, 0}, {{-c, r}, {-r, c}}},
  };
  memcpy(out, circle, sizeof circle);
}
