/* Where figures can be written: beside nothing else, if possible not across a line. */
#include "box/chart.h"

void chart_take(struct chart_drawing *d, struct chart_area area)
{
  *ARENA_PUSH(d->context->arena, &d->taken) = area;
}

static bool overlap(const struct chart_area *a, const struct chart_area *b)
{
  return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

bool chart_is_free(const struct chart_drawing *d, struct chart_area area)
{
  const struct chart_area *bounds = &d->bounds;
  if (area.left < bounds->left || area.right > bounds->right || area.top < bounds->top || area.bottom > bounds->bottom)
    return false;
  for (size_t i = 0; i < d->taken.count; i++)
    if (overlap(&area, &d->taken.items[i]))
      return false;
  return true;
}

/* On which side of the line a point lies. */
static int side(const struct chart_line *line, len x, len y)
{
  int64_t cross = (int64_t)(line->to.x - line->from.x) * (y - line->from.y) -
                  (int64_t)(line->to.y - line->from.y) * (x - line->from.x);
  return (cross > 0) - (cross < 0);
}

static bool crosses(const struct chart_line *line, const struct chart_area *area)
{
  struct chart_area around = {len_min(line->from.x, line->to.x), len_min(line->from.y, line->to.y),
                              len_max(line->from.x, line->to.x), len_max(line->from.y, line->to.y)};
  if (around.left > area->right || area->left > around.right || around.top > area->bottom || area->top > around.bottom)
    return false;
  int sides = side(line, area->left, area->top) + side(line, area->right, area->top) +
              side(line, area->left, area->bottom) + side(line, area->right, area->bottom);
  return sides > -4 && sides < 4;
}

bool chart_is_crossed(const struct chart_drawing *d, struct chart_area area)
{
  for (size_t i = 0; i < d->lines.count; i++)
    if (crosses(&d->lines.items[i], &area))
      return true;
  return false;
}

/* The area of words whose middle is x, `away` from y. */
static struct chart_area area_at(const struct chart_drawing *d, const struct chart_words *words, len x, len y,
                                 bool above, len away)
{
  len left = x - words->width / 2;
  struct chart_area area = {left, 0, left + words->width, 0};
  area.top = above ? y - away - d->em : y + away;
  area.bottom = area.top + d->em;
  return area;
}

/* A quarter em to either side: less would make one figure of two. */
static struct chart_area with_air(const struct chart_drawing *d, struct chart_area area)
{
  area.left -= d->em / 4;
  area.right += d->em / 4;
  return area;
}

static void write_in(struct chart_drawing *d, const struct chart_words *words, struct chart_area area)
{
  chart_take(d, with_air(d, area));
  chart_put(d, words, area.left, area.top);
}

/* A figure wider than its bar, at either end of the chart, stands beside the axis and not across it. */
static len inwards(const struct chart_drawing *d, const struct chart_words *words, len x)
{
  return len_max(len_min(x, d->bounds.right - words->width / 2), d->bounds.left + words->width / 2);
}

bool chart_write_at(struct chart_drawing *d, const struct block_runs *figure, len x, len y, bool above)
{
  struct chart_words words;
  chart_set(d, figure, 0, ALIGN_START, &words);
  x = inwards(d, &words, x);
  for (int level = 0; level < d->levels; level++) {
    struct chart_area area = area_at(d, &words, x, y, above, d->em / 8 + (len)level * d->em);
    if (!chart_is_free(d, area))
      continue;
    write_in(d, &words, area);
    return true;
  }
  return false;
}

/* The n-th place to try: above and below in turn, in the middle, then to the right and left, then farther away. */
static struct chart_area nth_area(const struct chart_drawing *d, const struct chart_words *words,
                                  struct frame_point point, bool above, int n)
{
  static const int sides[] = {0, 1, -1};
  int level = n / 6, side = sides[n % 6 / 2];
  return area_at(d, words, point.x + side * (words->width / 2 + d->em / 8), point.y, n % 2 == 0 ? above : !above,
                 d->em * 3 / 8 + (len)level * d->em - (side ? d->em / 8 : 0));
}

bool chart_write_near(struct chart_drawing *d, const struct block_runs *figure, struct frame_point point, bool above)
{
  struct chart_words words;
  chart_set(d, figure, 0, ALIGN_START, &words);
  for (int pass = 0; pass < 2; pass++) /* first so that no line crosses it */
    for (int n = 0; n < 6 * d->levels; n++) {
      struct chart_area area = nth_area(d, &words, point, above, n);
      if (!chart_is_free(d, area) || (pass == 0 && chart_is_crossed(d, area)))
        continue;
      write_in(d, &words, area);
      return true;
    }
  return false;
}
