/* The figures of charts. Each is a number as written, or an expression; what is drawn is the number that is printed, so
 * that a percentage rounded to one decimal is drawn so. */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "figure/figures.h"

#define MINUS     "\u2212"
#define UNITS_MAX INT64_C(1000000000000000) /* at the chart's scale: sums and ranges of 40 stay far below 2^63 */

struct chart_resolving {
  struct arena *arena;
  struct diags *diags;
  const struct facts *facts;
  const struct chart *chart;
  struct fact_chart *out;
  dec *values; /* as out->points */
  bool good;
};

/* The number in a printed figure, "−1,234.5%": its sign, its commas and what stands behind it are the printer's. */
static bool parse_printed(struct chart_resolving *c, const char *text, dec *value, const char **suffix)
{
  GString *plain = g_string_new(NULL);
  if (g_str_has_prefix(text, MINUS)) {
    g_string_append_c(plain, '-');
    text += strlen(MINUS);
  }
  size_t length = strspn(text, "-+0123456789.,");
  for (size_t i = 0; i < length; i++) {
    if (text[i] == ',')
      c->out->grouped = true;
    else
      g_string_append_c(plain, text[i]);
  }
  *suffix = arena_strdup(c->arena, text + length);
  bool good = dec_parse(plain->str, plain->len, value);
  g_string_free(plain, TRUE);
  return good && (**suffix == '\0' || strcmp(*suffix, "%") == 0 || strcmp(*suffix, "万") == 0);
}

static const char *complain_number(struct chart_resolving *c, const struct chart_value *value)
{
  struct diag *diag =
      diag_add(c->diags, DIAG_FIGURE_BAD, value->span, _("“%s” is no number."), figure_quote(c->arena, value->text));
  diag_hint(c->diags, diag,
            _("Write a bare number such as 12 or -3.5, “${…}”, or ~ where there is no figure; the unit "
              "stands once, under “unit”."));
  return NULL;
}

static const char *complain_expression(struct chart_resolving *c, const struct chart_value *value)
{
  struct diag *diag = diag_add(c->diags, DIAG_EXPR_VALUE, value->span, _("“%s” gives no number that could be drawn."),
                               figure_quote(c->arena, value->text));
  diag_hint(c->diags, diag, _("Take the formats 汉字, 增减 and 增减数 out, or name a figure."));
  return NULL;
}

/* The figure as printed, and its number; NULL after a diagnostic. */
static const char *evaluate(struct chart_resolving *c, const struct chart_value *value, dec *number,
                            const char **suffix, bool *blank)
{
  if (value->kind == CHART_VALUE_NUMBER) {
    *suffix = "";
    return dec_parse(value->text, strlen(value->text), number) ? figure_print(c->arena, dec_format(c->arena, *number))
                                                               : complain_number(c, value);
  }
  const char *text = facts_evaluate_point(c->arena, c->facts, value->text, value->span, c->diags, blank);
  if (!text)
    return NULL;
  return parse_printed(c, text, number, suffix) ? text : complain_expression(c, value);
}

static bool check_suffix(struct chart_resolving *c, const struct chart_value *value, const char *suffix)
{
  if (!c->out->suffix)
    c->out->suffix = suffix;
  if (strcmp(c->out->suffix, suffix) == 0)
    return true;
  struct diag *diag = diag_add(c->diags, DIAG_VALUE_BAD, value->span,
                               _("This figure is printed in another way than the others of the chart."));
  diag_hint(c->diags, diag, _("Give all figures of a chart the same format: all with %% or 万, or none."));
  return false;
}

static bool resolve_value(struct chart_resolving *c, const struct chart_value *value, size_t at)
{
  struct fact_point *point = &c->out->points[at];
  const char *suffix = "";
  *point = (struct fact_point){.none = value->kind == CHART_VALUE_NONE, .text = "", .span = value->span};
  if (point->none)
    return true;
  bool blank = false;
  const char *text = evaluate(c, value, &c->values[at], &suffix, &blank);
  if (blank) {
    point->none = true; /* a cell of a table without a figure is a gap, as ~ is */
    return true;
  }
  point->text = text;
  if (!point->text || !check_suffix(c, value, suffix))
    return false;
  c->out->scale = MAX(c->out->scale, c->values[at].scale);
  return true;
}

/* --- what kinds of chart cannot show --- */

static bool complain(struct chart_resolving *c, struct span span, const char *message, const char *hint)
{
  struct diag *diag = diag_add(c->diags, DIAG_VALUE_BAD, span, "%s", message);
  diag_hint(c->diags, diag, "%s", hint);
  return false;
}

static bool scale_points(struct chart_resolving *c, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    struct fact_point *point = &c->out->points[i];
    dec at_scale;
    if (point->none)
      continue;
    if (!dec_add(c->values[i], (dec){0, c->out->scale}, &at_scale) || at_scale.units > UNITS_MAX ||
        at_scale.units < -UNITS_MAX)
      return complain(c, point->span, _("The figures of this chart have more than 15 digits."),
                      _("Give them fewer decimals, or the format 万."));
    point->units = at_scale.units;
  }
  return true;
}

static bool check_pie(struct chart_resolving *c, size_t count)
{
  int64_t sum = 0;
  for (size_t i = 0; i < count; i++) {
    const struct fact_point *point = &c->out->points[i];
    if (point->none)
      return complain(c, point->span, _("A part of a pie has no figure, so the whole is not known."),
                      _("Write its figure, or take this part out."));
    if (point->units < 0)
      return complain(c, point->span, _("A part of a whole cannot be negative."),
                      _("Write “kind: 柱” instead of 饼: bars may go below zero."));
    sum += point->units;
  }
  return sum > 0 || complain(c, c->chart->span, _("All parts of this pie are 0, so there is nothing to divide."),
                             _("Write “kind: 柱” instead of 饼, or take the chart out."));
}

static bool check_any(struct chart_resolving *c, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (!c->out->points[i].none)
      return true;
  return complain(c, c->chart->span, _("This chart has nothing to show: none of its figures is known."),
                  _("Write the figures, or take the chart out."));
}

static void resolve_chart(struct arena *arena, struct diags *diags, struct facts *facts, const struct chart *chart)
{
  size_t count = chart->series_count * chart->label_count;
  struct fact_chart out = {.chart = chart, .points = ARENA_ARRAY(arena, count, struct fact_point)};
  struct chart_resolving c = {arena, diags, facts, chart, &out, ARENA_ARRAY(arena, count, dec), true};
  for (size_t s = 0; s < chart->series_count; s++)
    for (size_t i = 0; i < chart->label_count; i++)
      c.good = resolve_value(&c, &chart->series[s].values[i], s * chart->label_count + i) && c.good;
  if (!c.good || !check_any(&c, count) || !scale_points(&c, count) ||
      (chart->kind == CHART_PIE && !check_pie(&c, count)))
    return;
  *ARENA_APPEND(arena, facts->charts, facts->chart_count, facts->chart_capacity) = out;
}

void charts_resolve(struct arena *arena, struct diags *diags, struct facts *facts)
{
  const struct report *report = facts->report;
  for (size_t s = 0; s < report->count; s++)
    for (size_t i = 0; i < report->sections[s].count; i++)
      if (report->sections[s].parts[i].chart)
        resolve_chart(arena, diags, facts, report->sections[s].parts[i].chart);
}

const struct fact_chart *facts_chart(const struct facts *facts, const struct chart *chart)
{
  for (size_t i = 0; i < facts->chart_count; i++)
    if (facts->charts[i].chart == chart)
      return &facts->charts[i];
  return NULL;
}
