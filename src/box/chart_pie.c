/* A pie: sectors clockwise from the top, each with its name, its figure and its share beside it. */
#include <glib.h>
#include <string.h>

#include "base/circle.h"
#include "box/chart.h"

#define FULL (UINT64_C(1) << 32) /* once around, in turns */

/* A sector smaller than a twentieth, or whose words had to move, has a line that leads to them. */
#define SMALL (FULL / 20)

/* Neighbours differ, and so do the last and the first. */
static const uint8_t grays[] = {80, 210, 140, 240, 110, 255, 175};

struct sector {
  uint64_t from, to;         /* turns from the top, clockwise; to − from may be FULL */
  struct frame_point middle; /* direction of its middle on the rim, from the centre */
  struct chart_words name, figure;
  len width, height;
  bool right;
  len top, inset; /* of its words: from the middle of the pie to where they begin */
  bool moved;
};

struct pie {
  struct chart_drawing *d;
  struct sector *sectors;
  size_t count;
  len x, y, radius;
  len gap;            /* from the rim to the words */
  len first_top, end; /* words stand between these */
};

/* Where a direction leads: clockwise from the top, y downwards. */
static struct frame_point point_at(uint64_t angle, len radius)
{
  return (struct frame_point){circle_scale(radius, circle_sine((turn)angle)),
                              -circle_scale(radius, circle_cosine((turn)angle))};
}

/* --- words --- */

/* 98.7%; a share too small for one decimal is no 0. */
static const char *share_text(struct arena *arena, int64_t part, int64_t whole)
{
  int64_t permille = (part * 2000 + whole) / (2 * whole);
  if (permille == 0 && part > 0)
    return arena_strdup(arena, "不足0.1%");
  return arena_printf(arena, "%d.%d%%", (int)(permille / 10), (int)(permille % 10));
}

static bool set_figure(struct chart_drawing *d, const struct block_runs *figure, int64_t part, int64_t whole,
                       struct chart_words *out)
{
  const char *percent = strcmp(d->from->suffix, "%") == 0 ? "" : share_text(d->context->arena, part, whole);
  struct block_run runs[2] = {figure->items[0]};
  struct block_runs both = {runs, 1, 2};
  if (*percent) {
    const char *text = arena_printf(d->context->arena, "（%s）", percent);
    runs[both.count++] = (struct block_run){.text = text, .length = (uint32_t)strlen(text), .span = runs[0].span};
  }
  return chart_set(d, &both, 0, ALIGN_START, out);
}

static bool set_words(struct pie *pie, len measure)
{
  struct chart_drawing *d = pie->d;
  const struct block_chart_series *series = &d->from->series[0];
  int64_t sum = 0;
  for (size_t i = 0; i < pie->count; i++)
    sum += series->points[i].units;
  for (size_t i = 0; i < pie->count; i++) {
    struct sector *sector = &pie->sectors[i];
    if (!chart_set(d, &d->from->labels[i], measure, sector->right ? ALIGN_START : ALIGN_END, &sector->name))
      return false;
    if (d->from->numbers && !set_figure(d, &series->figures[i], series->points[i].units, sum, &sector->figure))
      return false;
    sector->width = len_max(sector->name.width, sector->figure.width);
    sector->height = sector->name.height + (sector->figure.height ? d->pitch - d->em + sector->figure.height : 0);
    if (sector->width > measure)
      return false;
  }
  return true;
}

/* --- angles --- */

static void divide(struct pie *pie)
{
  const struct fact_point *points = pie->d->from->series[0].points;
  int64_t sum = 0, before = 0;
  for (size_t i = 0; i < pie->count; i++)
    sum += points[i].units;
  for (size_t i = 0; i < pie->count; i++) {
    struct sector *sector = &pie->sectors[i];
    sector->from = (uint64_t)((unsigned __int128)before * FULL / (uint64_t)sum);
    before += points[i].units;
    sector->to = (uint64_t)((unsigned __int128)before * FULL / (uint64_t)sum);
    uint64_t middle = sector->from + (sector->to - sector->from) / 2;
    sector->middle = point_at(middle, pie->radius);
    sector->right = middle <= FULL / 2;
  }
}

/* --- places of the words, in a column on either side --- */

/* Sectors of a side from the top down. */
static size_t list_side(struct pie *pie, bool right, struct sector **out)
{
  size_t count = 0;
  for (size_t i = 0; i < pie->count; i++) {
    struct sector *sector = &pie->sectors[right ? i : pie->count - 1 - i];
    if (sector->right == right)
      out[count++] = sector;
  }
  return count;
}

/* Words near the rim at the height of their sector; then those that would overlap move down, and up again where they
 * would leave the chart. */
static bool place_side(struct pie *pie, bool right)
{
  struct sector *side[CHART_SECTORS_MAX];
  size_t count = list_side(pie, right, side);
  len air = pie->d->em / 4, free_from = pie->first_top, free_to = pie->end;
  for (size_t i = 0; i < count; i++) {
    len out = pie->radius + pie->gap + side[i]->height / 2;
    len wanted = pie->y + len_scale(side[i]->middle.y, out, pie->radius) - side[i]->height / 2;
    side[i]->top = len_max(wanted, free_from);
    free_from = side[i]->top + side[i]->height + air;
    side[i]->moved = side[i]->top != wanted;
  }
  for (size_t i = count; i-- > 0;) {
    len top = len_min(side[i]->top, free_to - side[i]->height);
    side[i]->moved |= top != side[i]->top;
    side[i]->top = top;
    free_to = top - air;
  }
  return count == 0 || side[0]->top >= pie->first_top;
}

/* How far from the middle the words begin, so that they stand clear of the rim at their height. */
static len words_inset(const struct pie *pie, const struct sector *sector)
{
  len above = pie->y - (sector->top + sector->height), below = sector->top - pie->y;
  int64_t away = len_max(len_max(above, below), 0), out = pie->radius + pie->gap;
  len chord = away >= out ? 0 : (len)circle_root(out * out - away * away);
  len natural = len_scale(sector->middle.x < 0 ? -sector->middle.x : sector->middle.x, out, pie->radius);
  return len_max(chord, natural);
}

/* Words that have moved stand in a column, so that the lines to them pass by the words beside. */
static void line_up(struct pie *pie)
{
  len columns[2] = {0, 0};
  for (size_t i = 0; i < pie->count; i++) {
    struct sector *sector = &pie->sectors[i];
    sector->inset = words_inset(pie, sector);
    if (sector->moved)
      columns[sector->right] = len_max(columns[sector->right], sector->inset + pie->d->em / 2);
  }
  for (size_t i = 0; i < pie->count; i++)
    if (pie->sectors[i].moved)
      pie->sectors[i].inset = columns[pie->sectors[i].right];
}

/* --- drawing --- */

static size_t trace_arc(struct frame_segment *out, const struct sector *sector, len radius)
{
  size_t count = 0;
  uint64_t pieces = (sector->to - sector->from + TURN_QUARTER - 1) / TURN_QUARTER;
  for (uint64_t k = 0; k < pieces; k++) {
    uint64_t a = sector->from + (sector->to - sector->from) * k / pieces,
             b = sector->from + (sector->to - sector->from) * (k + 1) / pieces;
    len control = circle_control(radius, (turn)(b - a));
    struct frame_point p = point_at(a, radius), q = point_at(b, radius), pc = point_at(a + TURN_QUARTER, control),
                       qc = point_at(b + TURN_QUARTER, control);
    out[count++] = (struct frame_segment){
        .step = FRAME_STEP_CURVE, .to = q, .control = {{p.x + pc.x, p.y + pc.y}, {q.x - qc.x, q.y - qc.y}}};
  }
  return count;
}

static void draw_sector(const struct pie *pie, size_t i)
{
  const struct sector *sector = &pie->sectors[i];
  struct frame_segment segments[8];
  bool whole = sector->to - sector->from == FULL;
  size_t shade = i % G_N_ELEMENTS(grays), count = 0;
  if (i > 0 && i + 1 == pie->count && shade == 0)
    shade = 2;
  if (!whole)
    segments[count++] = (struct frame_segment){.step = FRAME_STEP_MOVE};
  segments[count++] = (struct frame_segment){.step = whole ? FRAME_STEP_MOVE : FRAME_STEP_LINE,
                                             .to = point_at(sector->from, pie->radius)};
  count += trace_arc(segments + count, sector, pie->radius);
  segments[count++] = (struct frame_segment){.step = FRAME_STEP_CLOSE};
  chart_put_path(pie->d, pie->x, pie->y, segments, count, 0, grays[shade]);
}

/* Between sectors, and around all: lines of their own, since corners at the centre would stick out. */
static void draw_outlines(const struct pie *pie)
{
  struct frame_segment circle[CHART_CIRCLE_SEGMENTS + 1];
  for (size_t i = 0; i < pie->count; i++) {
    const struct sector *sector = &pie->sectors[i];
    if (sector->to == sector->from || sector->to - sector->from == FULL)
      continue;
    const struct frame_segment ray[] = {{.step = FRAME_STEP_MOVE},
                                        {.step = FRAME_STEP_LINE, .to = point_at(sector->from, pie->radius)}};
    chart_put_path(pie->d, pie->x, pie->y, ray, 2, pie->d->rule, 0);
  }
  chart_trace_circle(circle, pie->radius);
  circle[CHART_CIRCLE_SEGMENTS] = (struct frame_segment){.step = FRAME_STEP_CLOSE};
  chart_put_path(pie->d, pie->x, pie->y, circle, CHART_CIRCLE_SEGMENTS + 1, pie->d->rule, 0);
}

/* To the side of the words, or, where they stand above or below the pie, to their foot or head. */
static void draw_leader(const struct pie *pie, const struct sector *sector)
{
  len side = sector->right ? 1 : -1, air = pie->gap / 4, top = sector->top - pie->y, foot = top + sector->height;
  struct frame_point rim = sector->middle, end = {side * (sector->inset - air), (top + foot) / 2};
  if (!sector->moved && (foot < rim.y || top > rim.y))
    end = (struct frame_point){side * (sector->inset + pie->d->em), foot < rim.y ? foot + air / 2 : top - air / 2};
  const struct frame_segment line[] = {{.step = FRAME_STEP_MOVE, .to = rim}, {.step = FRAME_STEP_LINE, .to = end}};
  chart_put_path(pie->d, pie->x, pie->y, line, 2, pie->d->rule / 2, 0);
}

static void put_block(const struct pie *pie, const struct chart_words *words, bool right, len x, len top)
{
  len width = 0; /* lines of a name are set in the whole measure: they are moved as one */
  for (size_t i = 0; i < words->lines.count; i++) {
    struct box_line *line = &words->lines.items[i];
    width = line->width;
    line->x = right ? 0 : -width;
  }
  chart_put(pie->d, words, x, top);
}

static void put_words(const struct pie *pie, const struct sector *sector)
{
  len x = sector->right ? pie->x + sector->inset : pie->x - sector->inset;
  if (sector->moved || sector->to - sector->from < SMALL)
    draw_leader(pie, sector);
  put_block(pie, &sector->name, sector->right, x, sector->top);
  put_block(pie, &sector->figure, sector->right, x, sector->top + sector->name.height + pie->d->pitch - pie->d->em);
}

static bool words_fit(struct pie *pie)
{
  line_up(pie);
  for (size_t i = 0; i < pie->count; i++)
    if (pie->sectors[i].inset + pie->sectors[i].width > pie->d->width / 2)
      return false;
  return true;
}

/* Two lines of words stand above the pie, and two below. */
static bool size_pie(struct pie *pie)
{
  struct chart_drawing *d = pie->d;
  len words = d->em + d->pitch, room = d->from->height - d->top;
  pie->gap = d->em * 3 / 4;
  pie->radius = len_min((room - 2 * (words + pie->gap)) / 2, d->width / 4);
  pie->x = d->width / 2;
  pie->y = d->top + room / 2;
  pie->first_top = d->top;
  pie->end = d->from->height;
  return pie->radius >= 2 * d->em;
}

bool chart_draw_pie(struct chart_drawing *d)
{
  size_t count = d->from->label_count;
  struct pie pie = {.d = d, .count = count, .sectors = ARENA_ARRAY(d->context->arena, count, struct sector)};
  if (!chart_head(d, NULL) || !size_pie(&pie))
    return false;
  divide(&pie);
  if (!set_words(&pie, d->width / 2 - pie.radius - pie.gap) || !place_side(&pie, true) || !place_side(&pie, false) ||
      !words_fit(&pie))
    return false;
  for (size_t i = 0; i < count; i++)
    if (pie.sectors[i].to > pie.sectors[i].from)
      draw_sector(&pie, i);
  draw_outlines(&pie);
  for (size_t i = 0; i < count; i++)
    put_words(&pie, &pie.sectors[i]);
  return true;
}
