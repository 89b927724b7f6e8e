/* Charts: their words filled in, their figures as printed, and what they show said in a sentence. The caption stands
 * below, numbered through the report: 图1. */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "block/build.h"

/* --- height --- */

enum { HEIGHT_LINES_MIN = 2, HEIGHT_LINES_BELOW = 4 }; /* body lines; so many stay for caption and note */

bool build_parse_measure(const char *text, int64_t *num, int64_t *den, const char **unit)
{
  size_t digits = strspn(text, "0123456789.");
  dec number;
  if (!dec_parse(text, digits, &number) || number.units > 10000 || number.scale > 3)
    return false;
  *unit = text + digits + strspn(text + digits, " ");
  *num = number.units;
  *den = 1;
  for (uint8_t i = 0; i < number.scale; i++)
    *den *= 10;
  return true;
}

static bool parse_height(const struct sheet *sheet, const char *text, int64_t *out)
{
  const char *unit;
  int64_t num, den;
  if (!build_parse_measure(text, &num, &den, &unit))
    return false;
  if (strcmp(unit, "行") == 0)
    *out = num * sheet->pitch_num / (den * sheet->pitch_den);
  else if (strcmp(unit, "mm") == 0)
    *out = num * LEN_PT * 360 / (den * 127);
  else if (strcmp(unit, "pt") == 0)
    *out = num * LEN_PT / den;
  else
    return false;
  return true;
}

/* As many lines as are asked for, without the gap below the last of them: so the caption stands on the next. */
static len chart_height(struct builder *builder, const struct chart *chart)
{
  const struct sheet *sheet = builder->sheet;
  len line = sheet_line_top(sheet, 1), most = sheet->area_height - HEIGHT_LINES_BELOW * line, gap = line - sheet->box;
  int64_t height;
  if (!chart->height)
    return sheet->chart.height - gap;
  const char *text = chart->height->as.scalar.text;
  if (parse_height(sheet, text, &height) && height >= HEIGHT_LINES_MIN * line && height <= most)
    return (len)height - gap;
  struct diag *diag = diag_add(builder->diags, DIAG_VALUE_BAD, chart->height->span, _("A chart cannot be “%s” high."),
                               diag_quote(builder->diags, text, strlen(text)));
  diag_hint(builder->diags, diag, _("Write a height such as 8行, 60mm or 170pt, from %d行 to %d行."), HEIGHT_LINES_MIN,
            (int)(most / line));
  return sheet->chart.height - gap;
}

/* --- the text alternative --- */

static void say_figures(struct builder *builder, GString *out, const struct block_chart *chart, size_t series,
                        const char *unit)
{
  const struct block_chart_series *s = &chart->series[series];
  for (size_t i = 0; i < chart->label_count; i++) {
    g_string_append_printf(out, "%s%s ", i ? "，" : "", blocks_join_words(builder->arena, &chart->labels[i], 0, false));
    if (s->points[i].none)
      g_string_append(out, "无数据");
    else
      g_string_append_printf(out, "%s%s%s", s->points[i].text, *unit ? " " : "", unit);
  }
}

/* 图1　主动公开情况：行政许可 1333 件，行政处罚 17 件。 With several series 2024年：…；2025年：…。 */
static const char *say_chart(struct builder *builder, const struct block_chart *chart, const char *caption,
                             const char *unit)
{
  GString *out = g_string_new(caption);
  if (*caption)
    g_string_append(out, "：");
  for (size_t s = 0; s < chart->series_count; s++) {
    const char *name = blocks_join_words(builder->arena, &chart->series[s].name, 0, false);
    g_string_append_printf(out, "%s%s%s", s ? "；" : "", name, *name ? "：" : "");
    say_figures(builder, out, chart, s, unit);
  }
  g_string_append(out, "。");
  const char *kept = arena_strdup(builder->arena, out->str);
  g_string_free(out, TRUE);
  return kept;
}

/* --- the chart --- */

static void fill_series(struct builder *builder, const struct fact_chart *facts, size_t at,
                        struct block_chart_series *out)
{
  const struct chart *chart = facts->chart;
  build_add_inlines(builder, &out->name, &chart->series[at].name);
  out->points = facts->points + at * chart->label_count;
  out->figures = ARENA_ARRAY(builder->arena, chart->label_count, struct block_runs);
  for (size_t i = 0; i < chart->label_count; i++)
    build_add_run(builder, &out->figures[i], out->points[i].text, 0, NULL, out->points[i].span);
}

static struct block_chart *make_chart(struct builder *builder, const struct fact_chart *facts)
{
  const struct chart *from = facts->chart;
  struct block_chart *chart = ARENA_NEW(builder->arena, struct block_chart);
  *chart = (struct block_chart){.kind = from->kind,
                                .label_count = from->label_count,
                                .series_count = from->series_count,
                                .scale = facts->scale,
                                .suffix = facts->suffix,
                                .grouped = facts->grouped,
                                .numbers = from->numbers,
                                .height = chart_height(builder, from)};
  chart->labels = ARENA_ARRAY(builder->arena, from->label_count, struct block_runs);
  for (size_t i = 0; i < from->label_count; i++)
    build_add_inlines(builder, &chart->labels[i], &from->labels[i]);
  chart->series = ARENA_ARRAY(builder->arena, from->series_count, struct block_chart_series);
  for (size_t s = 0; s < from->series_count; s++)
    fill_series(builder, facts, s, &chart->series[s]);
  return chart;
}

/* The unit's words; before them 单位： is put in the drawing. */
static const char *fill_unit(struct builder *builder, const struct chart *from, struct block_chart *chart)
{
  struct block_runs unit = {0};
  build_add_inlines(builder, &unit, &from->unit);
  if (unit.count == 0)
    return "";
  build_add_run(builder, &chart->unit, "单位：", 0, NULL, unit.items[0].span);
  for (size_t i = 0; i < unit.count; i++)
    *ARENA_PUSH(builder->arena, &chart->unit) = unit.items[i];
  return blocks_join_words(builder->arena, &unit, 0, false);
}

const char *build_figure_caption(struct builder *builder, const struct part *part)
{
  if (part->caption.count == 0)
    return "";
  struct span span = part->caption.items[0].span;
  struct block *block = build_add(builder, BLOCK_PARAGRAPH, STYLE_CHART_CAPTION, FRAME_TAG_CAPTION, span);
  block->chart_caption = true;
  block->keep_with_next = part->note.count > 0;
  const char *label = arena_printf(builder->arena, "图%u\u3000", ++builder->charts);
  build_add_run(builder, &block->label, label, 0, NULL, span);
  build_add_inlines(builder, &block->text, &part->caption);
  return arena_printf(builder->arena, "%s%s", label, blocks_join_words(builder->arena, &block->text, 0, false));
}

void build_chart(struct builder *builder, const struct part *part)
{
  const struct fact_chart *facts = part->chart ? facts_chart(builder->facts, part->chart) : NULL;
  if (!facts)
    return; /* reported */
  struct block *block = build_add(builder, BLOCK_CHART, STYLE_CHART, FRAME_TAG_FIGURE, part->span);
  struct block_chart *chart = make_chart(builder, facts);
  block->chart = chart;
  block->keep_with_next = part->caption.count > 0 || part->note.count > 0;
  const char *unit = fill_unit(builder, facts->chart, chart);
  chart->alt = say_chart(builder, chart, build_figure_caption(builder, part), unit);
  build_table_note(builder, &part->note);
}
