/* Bars, alone or in groups: from 0 up, or down, by lengths that are proportional to the figures. */
#include "box/chart.h"

/* Of a label's width, what its bars fill together, in eighths. Where wide figures must be raised, they pass by the bars
 * beside if these are narrow; in a group, where bars touch, they rather need wide ones. No bar is wider than a few
 * characters. */
#define FILL         6
#define FILL_RAISED  3
#define GROUP_RAISED 7
#define BAR_MOST     4 /* em */
#define ONLY_FILL    3 /* one series alone is set in the middle shade */

static struct chart_area bar_area(const struct chart_drawing *d, const struct chart_plot *plot, size_t series,
                                  size_t label)
{
  len slot = chart_plot_slot(d, plot), count = (len)d->from->series_count;
  int raised = count == 1 ? FILL_RAISED : GROUP_RAISED;
  len width = len_min(len_scale(slot, d->levels > 1 ? raised : FILL, 8 * (int64_t)count), BAR_MOST * d->em);
  len left = chart_plot_x(d, plot, label, 1, 2) - width * count / 2 + width * (len)series;
  len zero = chart_plot_y(plot, 0), end = chart_plot_y(plot, d->from->series[series].points[label].units);
  return (struct chart_area){left, len_min(zero, end), left + width, len_max(zero, end)};
}

static void draw_bar(struct chart_drawing *d, const struct chart_plot *plot, size_t series, size_t label)
{
  struct chart_area area = bar_area(d, plot, series, label);
  chart_fill(d, d->from->series_count == 1 ? ONLY_FILL : series, area);
  if (area.bottom > area.top)
    chart_take(d, area);
}

static bool write_figure(struct chart_drawing *d, const struct chart_plot *plot, size_t series, size_t label)
{
  const struct block_chart_series *from = &d->from->series[series];
  struct chart_area area = bar_area(d, plot, series, label);
  bool above = from->points[label].units >= 0;
  return chart_write_at(d, &from->figures[label], (area.left + area.right) / 2, above ? area.top : area.bottom, above);
}

static bool each_bar(struct chart_drawing *d, const struct chart_plot *plot, bool write)
{
  bool good = true;
  for (size_t label = 0; label < d->from->label_count; label++)
    for (size_t s = 0; s < d->from->series_count; s++) {
      if (d->from->series[s].points[label].none)
        continue;
      if (write)
        good = write_figure(d, plot, s, label) && good;
      else
        draw_bar(d, plot, s, label);
    }
  return good;
}

bool chart_draw_bars(struct chart_drawing *d)
{
  struct chart_plot plot;
  if (!chart_head(d, chart_fill) || !chart_plot(d, true, chart_overhang(d), &plot))
    return false;
  each_bar(d, &plot, false);
  chart_put_axes(d, &plot);
  return !d->from->numbers || each_bar(d, &plot, true);
}
