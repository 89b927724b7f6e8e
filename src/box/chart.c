/* Charts. What is written on one must fit: figures stand beside each other, labels in the width they have. So a chart
 * is tried at its style's size, with the figures on one level and then raised, and at smaller sizes; the first try that
 * fits is taken. */
#include "box/chart.h"

#include "base/tr.h"

enum { LEVELS_MOST = 3, SIZES_MOST = 3 };

/* In 1/12 of the style's size: 五号 becomes 小五, then 六号. */
static const int sizes[SIZES_MOST] = {12, 10, 9};

static bool draw(struct chart_drawing *d)
{
  switch (d->from->kind) {
  case CHART_BARS:
  case CHART_GROUPED:
    return chart_draw_bars(d);
  case CHART_LINES:
    return chart_draw_lines(d);
  case CHART_PIE:
    return chart_draw_pie(d);
  }
  return false;
}

static struct chart_drawing drawing_new(const struct box_context *context, const struct block_chart *from, int size)
{
  struct chart_drawing d = {.context = context, .from = from, .style = context->sheet->styles[STYLE_CHART]};
  len base = d.style.size;
  d.style.size = d.style.cell = d.em = len_scale(base, size, sizes[0]);
  d.pitch = d.style.pitch = len_scale(d.style.pitch, size, sizes[0]);
  d.width = context->sheet->area_width;
  d.rule = context->sheet->chart.rule;
  d.out = ARENA_NEW(context->arena, struct box_chart);
  d.out->block = from;
  d.out->height = from->height;
  return d;
}

static struct box_chart *try_size(const struct box_context *context, const struct block_chart *from, int size)
{
  bool lines = from->kind == CHART_LINES, names = lines && from->series_count > 1;
  int most = lines ? 1 : LEVELS_MOST; /* away from its point, a figure would be read as another line's */
  for (int levels = 1; levels <= most; levels++)
    for (int direct = names; direct >= 0; direct--) {
      struct chart_drawing d = drawing_new(context, from, size);
      d.levels = levels;
      d.direct = direct;
      if (draw(&d))
        return d.out;
    }
  return NULL;
}

struct box_chart *box_build_chart(const struct box_context *context, const struct block *block)
{
  for (int i = 0; i < SIZES_MOST; i++) {
    struct box_chart *chart = try_size(context, block->chart, sizes[i]);
    if (chart)
      return chart;
  }
  struct diag *diag = diag_add(context->diags, DIAG_CHART_FULL, block->span,
                               _("The labels and figures of this chart do not fit, even at the smallest size."));
  diag_hint(context->diags, diag,
            _("Shorten the labels, give it a greater “height”, fewer labels or shorter figures (${… | 万}), or write "
              "“numbers: false” to leave the figures at the bars out."));
  struct box_chart *empty = ARENA_NEW(context->arena, struct box_chart);
  empty->block = block->chart;
  empty->height = block->chart->height;
  return empty;
}
