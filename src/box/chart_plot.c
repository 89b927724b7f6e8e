/* What bars and lines have in common: the unit and the legend above, the axis of values at the left, the labels below.
 * There are no grid lines where the figures are written. */
#include <glib.h>

#include "box/chart.h"

enum { STEPS_LEAST = 2, STEPS_MOST = 6, STEP_LEAST = 2 /* em from tick to tick */, PLOT_LEAST = 4 /* em */ };

#define GRID_GRAY 190

/* --- unit and legend --- */

struct legend_entry {
  struct chart_words words;
  len width; /* with its swatch */
};

static len swatch_width(const struct chart_drawing *d)
{
  return d->em * 2;
}

static len legend_gap(const struct chart_drawing *d) /* between entries */
{
  return d->em * 3 / 2;
}

static bool set_entries(struct chart_drawing *d, struct legend_entry *entries)
{
  for (size_t i = 0; i < d->from->series_count; i++) {
    if (!chart_set(d, &d->from->series[i].name, 0, ALIGN_START, &entries[i].words))
      return false;
    entries[i].width = swatch_width(d) + d->em / 2 + entries[i].words.width;
    if (entries[i].width > d->width)
      return false;
  }
  return true;
}

/* How many entries stand on one line from `first` on, and how wide they are together. */
static size_t fill_line(const struct chart_drawing *d, const struct legend_entry *entries, size_t first, len measure,
                        len *width)
{
  size_t last = first;
  *width = 0;
  for (; last < d->from->series_count; last++) {
    len with = *width + entries[last].width + (last > first ? legend_gap(d) : 0);
    if (last > first && with > measure)
      break;
    *width = with;
  }
  return last;
}

static void put_entry(struct chart_drawing *d, const struct legend_entry *entry, size_t series, len x,
                      chart_swatch swatch)
{
  len inset = d->em / 8;
  swatch(d, series, (struct chart_area){x, d->top + inset, x + swatch_width(d), d->top + d->em - inset});
  chart_put(d, &entry->words, x + swatch_width(d) + d->em / 2, d->top);
}

/* Beside the unit where all of it fits in the middle of one line there, else below it. */
static void put_legend(struct chart_drawing *d, const struct legend_entry *entries, len unit, chart_swatch swatch)
{
  size_t count = d->from->series_count;
  len width, line = d->em * 3 / 2;
  bool beside = fill_line(d, entries, 0, d->width - 2 * (unit + d->em), &width) == count &&
                width <= d->width - 2 * (unit + d->em);
  if (unit && !beside)
    d->top += line;
  for (size_t first = 0, last; first < count; first = last) {
    last = fill_line(d, entries, first, d->width, &width);
    len x = (d->width - width) / 2;
    for (size_t i = first; i < last; i++) {
      put_entry(d, &entries[i], i, x, swatch);
      x += entries[i].width + legend_gap(d);
    }
    d->top += line;
  }
}

bool chart_head(struct chart_drawing *d, chart_swatch swatch)
{
  struct chart_words unit;
  bool legend = swatch && chart_has_legend(d);
  chart_set(d, &d->from->unit, 0, ALIGN_START, &unit);
  if (unit.width > d->width)
    return false;
  chart_put(d, &unit, 0, d->top);
  if (legend) {
    struct legend_entry *entries = ARENA_ARRAY(d->context->arena, d->from->series_count, struct legend_entry);
    if (!set_entries(d, entries))
      return false;
    put_legend(d, entries, unit.width, swatch);
  } else if (unit.lines.count) {
    d->top += d->em * 3 / 2;
  }
  return true;
}

/* --- the values' axis --- */

struct extremes {
  int64_t least, greatest;
};

static struct extremes find_extremes(const struct block_chart *chart)
{
  struct extremes found = {INT64_MAX, INT64_MIN};
  for (size_t s = 0; s < chart->series_count; s++)
    for (size_t i = 0; i < chart->label_count; i++) {
      const struct fact_point *point = &chart->series[s].points[i];
      if (point->none)
        continue;
      found.least = MIN(found.least, point->units);
      found.greatest = MAX(found.greatest, point->units);
    }
  return found;
}

static size_t tick_count(const struct chart_axis *axis)
{
  return (size_t)((axis->high - axis->low) / axis->step) + 1;
}

static len tick_length(const struct chart_drawing *d)
{
  return d->em / 4;
}

/* The ticks' words, and the widest of them. */
static struct chart_words *set_ticks(struct chart_drawing *d, const struct chart_axis *axis, len *widest)
{
  size_t count = tick_count(axis);
  struct chart_words *words = ARENA_ARRAY(d->context->arena, count, struct chart_words);
  *widest = 0;
  for (size_t i = 0; i < count; i++) {
    int64_t value = axis->low + (int64_t)i * axis->step;
    chart_set_text(d, chart_axis_text(d->context->arena, axis, d->from, value), &words[i]);
    *widest = len_max(*widest, words[i].width);
  }
  return words;
}

static void put_ticks(struct chart_drawing *d, const struct chart_plot *plot, const struct chart_words *words)
{
  const struct chart_area *area = &plot->area;
  len tick = tick_length(d);
  for (size_t i = 0; i < tick_count(&plot->axis); i++) {
    len y = chart_plot_y(plot, plot->axis.low + (int64_t)i * plot->axis.step),
        x = area->left - tick - d->em / 4 - words[i].width, top = y - d->em / 2;
    if (!d->from->numbers)
      chart_put_rule(d, area->left, y, area->right - area->left, 0, d->rule / 2, GRID_GRAY);
    chart_put_rule(d, area->left - tick, y, tick, 0, d->rule, 0);
    chart_put(d, &words[i], x, top);
    chart_take(d, (struct chart_area){x, top, area->left, top + d->em});
  }
}

/* --- the labels' axis --- */

static bool set_every(struct chart_drawing *d, size_t step, len measure, struct chart_words *words, len *height)
{
  *height = 0;
  for (size_t i = 0; i < d->from->label_count; i++) {
    words[i] = (struct chart_words){.height = 0};
    if (i % step != 0)
      continue;
    if (!chart_set(d, &d->from->labels[i], measure, ALIGN_CENTRE, &words[i]))
      return false;
    *height = len_max(*height, words[i].height);
  }
  return true;
}

/* Years, months, days along a line: those between two that are written can be counted. */
static bool may_skip(const struct block_chart *chart)
{
  for (size_t i = 0; i < chart->label_count; i++)
    if (chart->labels[i].count == 0 || !g_ascii_isdigit(chart->labels[i].items[0].text[0]))
      return false;
  return chart->kind == CHART_LINES;
}

static len label_measure(const struct chart_drawing *d, len width, size_t step)
{
  return len_part(width, (int64_t)step, (int64_t)d->from->label_count) - d->em / 4;
}

/* All labels, or, where these do not fit, every second, fifth or tenth. Gives how many steps are between two; 0 where
 * they cannot be written. */
static size_t set_labels(struct chart_drawing *d, len width, struct chart_words *words, len *height)
{
  static const size_t steps[] = {1, 2, 5, 10};
  size_t tries = may_skip(d->from) ? G_N_ELEMENTS(steps) : 1;
  for (size_t i = 0; i < tries; i++) {
    len measure = label_measure(d, width, steps[i]);
    if (measure >= d->em && set_every(d, steps[i], measure, words, height))
      return steps[i];
  }
  return 0;
}

static void put_labels(struct chart_drawing *d, const struct chart_plot *plot, const struct chart_words *words,
                       size_t step, len top)
{
  len measure = label_measure(d, plot->area.right - plot->first, step);
  for (size_t i = 0; i < d->from->label_count; i += step)
    chart_put(d, &words[i], chart_plot_x(d, plot, i, 1, 2) - measure / 2, top);
}

len chart_plot_x(const struct chart_drawing *d, const struct chart_plot *plot, size_t label, int64_t num, int64_t den)
{
  return plot->first +
         len_part(plot->area.right - plot->first, (int64_t)label * den + num, (int64_t)d->from->label_count * den);
}

len chart_plot_slot(const struct chart_drawing *d, const struct chart_plot *plot)
{
  return (plot->area.right - plot->first) / (len)d->from->label_count;
}

len chart_plot_y(const struct chart_plot *plot, int64_t value)
{
  return plot->area.bottom - chart_axis_place(&plot->axis, value, plot->area.bottom - plot->area.top);
}

len chart_plot_base(const struct chart_plot *plot)
{
  return chart_plot_y(plot, CLAMP(0, plot->axis.low, plot->axis.high));
}

/* Rooms above and below the plot, for the figures. */
static len figures_room(const struct chart_drawing *d, bool needed)
{
  return d->from->numbers && needed ? (len)d->levels * d->em + d->em / 2 : d->em / 2;
}

len chart_overhang(struct chart_drawing *d)
{
  len widest = 0, slot = d->width * 3 / 4 / (len)d->from->label_count; /* at the least: ticks take the rest */
  for (size_t s = 0; d->from->numbers && s < d->from->series_count; s++) {
    struct chart_words first, last;
    chart_set(d, &d->from->series[s].figures[0], 0, ALIGN_START, &first);
    chart_set(d, &d->from->series[s].figures[d->from->label_count - 1], 0, ALIGN_START, &last);
    widest = len_max(widest, len_max(first.width, last.width));
  }
  return len_max((widest - slot) / 2, 0);
}

void chart_put_axes(struct chart_drawing *d, const struct chart_plot *plot)
{
  const struct chart_area *area = &plot->area;
  len half = d->rule / 2;
  chart_put_rule(d, area->left, area->top, 0, area->bottom - area->top + half, d->rule, 0);
  len end = d->direct ? chart_plot_x(d, plot, d->from->label_count - 1, 1, 2) + d->em / 4 : area->right;
  chart_put_rule(d, area->left, chart_plot_base(plot), end - area->left, 0, d->rule, 0); /* names stand behind it */
}

/* The width of the ticks depends on the axis, the axis on the height, the height on the labels, and these on the width
 * that the ticks leave: so the ticks get the room that the widest of all possible axes needs. */
static len widest_ticks(struct chart_drawing *d, struct extremes values, bool zero)
{
  len widest = 0, width;
  for (int most = STEPS_LEAST; most <= STEPS_MOST; most++) {
    struct chart_axis axis = chart_axis_find(values.least, values.greatest, d->from->scale, most, zero);
    set_ticks(d, &axis, &width);
    widest = len_max(widest, width);
  }
  return widest;
}

bool chart_plot(struct chart_drawing *d, bool zero, len after, struct chart_plot *out)
{
  const struct block_chart *chart = d->from;
  struct extremes values = find_extremes(chart);
  struct chart_words *labels = ARENA_ARRAY(d->context->arena, chart->label_count, struct chart_words);
  struct chart_area *area = &out->area;
  bool lines = chart->kind == CHART_LINES;
  len widest, labels_height = 0, above = figures_room(d, lines || values.greatest >= 0),
              below = figures_room(d, lines || values.least < 0);
  area->left = widest_ticks(d, values, zero) + tick_length(d) + d->em / 4;
  area->right = d->width - after;
  out->first = area->left + chart_overhang(d);
  size_t step = area->right > out->first ? set_labels(d, area->right - out->first, labels, &labels_height) : 0;
  if (step == 0)
    return false;
  area->top = d->top + above;
  area->bottom = chart->height - labels_height - d->em / 4 - below;
  len height = area->bottom - area->top;
  if (height < PLOT_LEAST * d->em)
    return false;
  int most = CLAMP(height / (STEP_LEAST * d->em), STEPS_LEAST, STEPS_MOST);
  out->axis = chart_axis_find(values.least, values.greatest, chart->scale, most, zero);
  d->bounds =
      (struct chart_area){lines ? 0 : area->left + d->em / 8, area->top - above, d->width, area->bottom + below};
  put_ticks(d, out, set_ticks(d, &out->axis, &widest));
  put_labels(d, out, labels, step, chart->height - labels_height);
  return true;
}
