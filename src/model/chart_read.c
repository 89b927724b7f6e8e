/* `chart:` of a section into a typed chart. */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "model/chart.h"
#include "model/keys.h"
#include "model/markup.h"
#include "source/schema.h"

static const struct field chart_fields[] = {
    {"kind", FIELD_TEXT, true, 0, 0, N_("柱 (bar), 分组柱 (grouped), 折线 (line) or 饼 (pie)")},
    {"caption", FIELD_TEXT, false, 0, 0, N_("the words below the chart, without a number")},
    {"unit", FIELD_TEXT, false, 0, 0, N_("the unit of the figures")},
    {"note", FIELD_TEXT, false, 0, 0, N_("a note below the caption")},
    {"height", FIELD_TEXT, false, 0, 0, N_("height of the chart: 8行, 60mm")},
    {"numbers", FIELD_BOOL, false, 0, 0, N_("false: the figures are not written at bars, points and sectors")},
    {"data", FIELD_MAP, false, 0, 0, N_("one figure a label")},
    {"labels", FIELD_LIST, false, 0, 0, N_("the labels, for several series")},
    {"series", FIELD_LIST, false, 0, 0, N_("series of figures, one a label")},
};

static const struct field series_fields[] = {
    {"name", FIELD_TEXT, true, 0, 0, N_("the name of the series")},
    {"values", FIELD_LIST, true, 0, 0, N_("its figures, in the order of the labels")},
};

struct keys keys_of_chart(void)
{
  return (struct keys){chart_fields, G_N_ELEMENTS(chart_fields)};
}

struct keys keys_of_series(void)
{
  return (struct keys){series_fields, G_N_ELEMENTS(series_fields)};
}

#define GET(map, fields, name) schema_get((map), (fields), G_N_ELEMENTS(fields), (name))

struct chart_reader {
  struct arena *arena;
  const struct files *files;
  struct report *report;
  struct diags *diags;
  struct chart *chart;
};

static const char *quote(struct chart_reader *r, const struct node *scalar)
{
  return diag_quote(r->diags, scalar->as.scalar.text, scalar->as.scalar.length);
}

static bool is_words(const struct node *node)
{
  static const struct field text = {.kind = FIELD_TEXT};
  return schema_kind_ok(node, &text);
}

static void read_line(struct chart_reader *r, const struct node *scalar, struct inlines *out)
{
  if (scalar)
    markup_read_line(r->arena, r->files, scalar, 0, scalar->as.scalar.length, r->report, out, r->diags);
}

/* Words inside the drawing, where no footnote can be marked. */
static void read_inner(struct chart_reader *r, const struct node *scalar, struct inlines *out)
{
  read_line(r, scalar, out);
  for (size_t i = 0; i < out->count; i++) {
    if (out->items[i].kind != INLINE_NOTE_REF)
      continue;
    struct diag *diag =
        diag_add(r->diags, DIAG_VALUE_BAD, out->items[i].span, _("A footnote cannot be marked inside a chart."));
    diag_hint(r->diags, diag, _("Mark it in the caption, or write “note: …” beside the caption."));
    out->count = i;
  }
}

/* --- kind --- */

static const struct {
  const char *name, *english;
} kinds[] = {[CHART_BARS] = {"柱", "bar"},
             [CHART_GROUPED] = {"分组柱", "grouped"},
             [CHART_LINES] = {"折线", "line"},
             [CHART_PIE] = {"饼", "pie"}};

static bool read_kind(struct chart_reader *r, const struct node *node)
{
  for (size_t i = 0; node && i < G_N_ELEMENTS(kinds); i++) {
    if (node_is(node, kinds[i].name) || node_is(node, kinds[i].english)) {
      r->chart->kind = (enum chart_kind)i;
      return true;
    }
  }
  if (!node)
    return false; /* reported with the keys */
  struct diag *diag = diag_add(r->diags, DIAG_VALUE_BAD, node->span, _("There is no chart “%s”."), quote(r, node));
  diag_hint(r->diags, diag, _("Write 柱 (bar), 分组柱 (grouped), 折线 (line) or 饼 (pie)."));
  return false;
}

/* --- values --- */

static struct span words_span(struct chart_reader *r, const struct node *scalar)
{
  struct source_cursor cursor = source_cursor(r->files, scalar);
  return source_span(&cursor, 0, scalar->as.scalar.length);
}

static bool read_value(struct chart_reader *r, const struct node *node, struct chart_value *out)
{
  *out = (struct chart_value){.kind = CHART_VALUE_NONE, .span = node->span};
  if (node_is_null(node))
    return true;
  if (!is_words(node)) {
    struct diag *diag = diag_add(r->diags, DIAG_VALUE_KIND, node->span, _("A figure of a chart must be one value."));
    diag_hint(r->diags, diag, _("Write a number, “${…}”, or ~ where there is no figure."));
    return false;
  }
  const char *text = node->as.scalar.text;
  size_t length = node->as.scalar.length;
  out->span = words_span(r, node);
  bool expression = g_str_has_prefix(text, "${") && strchr(text, '}') == text + length - 1;
  out->kind = expression ? CHART_VALUE_EXPR : CHART_VALUE_NUMBER;
  out->text = expression ? arena_strndup(r->arena, text + 2, length - 3) : text;
  return true;
}

/* --- how many --- */

static bool complain_empty(struct chart_reader *r, const struct node *node)
{
  struct diag *diag = diag_add(r->diags, DIAG_VALUE_BAD, node->span, _("This chart has no figures."));
  diag_hint(r->diags, diag, _("Write “data: {…}”, one figure behind each label, or take the chart out."));
  return false;
}

static bool check_count(struct chart_reader *r, const struct node *node, size_t count)
{
  size_t most = r->chart->kind == CHART_PIE ? CHART_SECTORS_MAX : CHART_LABELS_MAX;
  if (count == 0)
    return complain_empty(r, node);
  if (count <= most)
    return true;
  struct diag *diag = diag_add(r->diags, DIAG_VALUE_BAD, node->span,
                               _("This chart has %zu labels; no more than %zu can be told apart."), count, most);
  diag_hint(r->diags, diag, _("Add the smallest figures up under one label, such as 其他, or write a table instead."));
  return false;
}

static void make_labels(struct chart_reader *r, size_t count)
{
  r->chart->labels = ARENA_ARRAY(r->arena, count, struct inlines);
  r->chart->label_count = count;
}

static struct chart_series *make_series(struct chart_reader *r, size_t count, size_t values)
{
  struct chart *chart = r->chart;
  chart->series = ARENA_ARRAY(r->arena, count, struct chart_series);
  chart->series_count = count;
  for (size_t i = 0; i < count; i++)
    chart->series[i] =
        (struct chart_series){.values = ARENA_ARRAY(r->arena, values, struct chart_value), .count = values};
  return chart->series;
}

/* --- one series: label by label --- */

static bool read_data(struct chart_reader *r, const struct node *map)
{
  size_t count = map->as.map.count;
  if (!check_count(r, map, count))
    return false;
  make_labels(r, count);
  struct chart_series *series = make_series(r, 1, count);
  series->span = map->span;
  bool good = true;
  for (size_t i = 0; i < count; i++) {
    const struct pair *pair = &map->as.map.pairs[i];
    read_inner(r, pair->key, &r->chart->labels[i]);
    good = read_value(r, pair->value, &series->values[i]) && good;
  }
  return good;
}

/* --- several --- */

static bool read_labels(struct chart_reader *r, const struct node *list)
{
  bool good = check_count(r, list, list->as.list.count);
  if (!good)
    return false;
  make_labels(r, list->as.list.count);
  for (size_t i = 0; i < r->chart->label_count; i++) {
    const struct node *item = list->as.list.items[i];
    if (is_words(item)) {
      read_inner(r, item, &r->chart->labels[i]);
      continue;
    }
    diag_add(r->diags, DIAG_VALUE_KIND, item->span, _("A label of a chart must be a text."));
    good = false;
  }
  return good;
}

static bool check_length(struct chart_reader *r, const struct node *values)
{
  size_t labels = r->chart->label_count, count = values->as.list.count;
  if (count == labels)
    return true;
  struct diag *diag =
      diag_add(r->diags, DIAG_VALUE_BAD, values->span, _("There are %zu figures here, but %zu labels."), count, labels);
  diag_hint(r->diags, diag, _("Give one figure a label, in their order; write ~ where there is none."));
  return false;
}

static bool read_one_series(struct chart_reader *r, const struct node *map, struct chart_series *series)
{
  if (!schema_check(map, series_fields, G_N_ELEMENTS(series_fields), _("a series of a chart"), r->diags))
    return false;
  const struct node *values = GET(map, series_fields, "values");
  read_inner(r, GET(map, series_fields, "name"), &series->name);
  series->span = map->span;
  if (!check_length(r, values))
    return false;
  bool good = true;
  for (size_t i = 0; i < series->count; i++)
    good = read_value(r, values->as.list.items[i], &series->values[i]) && good;
  return good;
}

static bool check_series_count(struct chart_reader *r, const struct node *list)
{
  size_t count = list->as.list.count;
  bool single = r->chart->kind == CHART_BARS || r->chart->kind == CHART_PIE;
  if (count == 0)
    return complain_empty(r, list);
  if (count > 1 && single) {
    struct diag *diag =
        diag_add(r->diags, DIAG_VALUE_BAD, list->span, _("This kind of chart shows one series, not %zu."), count);
    diag_hint(r->diags, diag, _("Write “kind: 分组柱” or “kind: 折线” for several series."));
    return false;
  }
  if (count <= CHART_SERIES_MAX)
    return true;
  struct diag *diag =
      diag_add(r->diags, DIAG_VALUE_BAD, list->span,
               _("This chart has %zu series; no more than %d can be told apart in print."), count, CHART_SERIES_MAX);
  diag_hint(r->diags, diag, _("Make several charts of it, or a table."));
  return false;
}

static bool read_series(struct chart_reader *r, const struct node *labels, const struct node *list)
{
  if (!read_labels(r, labels) || !check_series_count(r, list))
    return false;
  struct chart_series *series = make_series(r, list->as.list.count, r->chart->label_count);
  bool good = true;
  for (size_t i = 0; i < r->chart->series_count; i++)
    good = read_one_series(r, list->as.list.items[i], &series[i]) && good;
  return good;
}

/* --- the whole --- */

static bool read_figures(struct chart_reader *r, const struct node *map)
{
  const struct node *data = GET(map, chart_fields, "data"), *labels = GET(map, chart_fields, "labels"),
                    *series = GET(map, chart_fields, "series");
  if (data && !labels && !series)
    return read_data(r, data);
  if (!data && labels && series)
    return read_series(r, labels, series);
  if (node_pair(map, "data") && !data && !labels && !series)
    return false; /* of a wrong kind: reported */
  struct diag *diag = diag_add(r->diags, data ? DIAG_VALUE_BAD : DIAG_KEY_MISSING, map->span,
                               _("The figures of a chart stand either under “data”, or under “labels” and “series”."));
  diag_hint(
      r->diags, diag,
      _("For one series write “data: {甲: 1, 乙: 2}”; for several “labels: [甲, 乙]” and “series: [{name: 2025年, "
        "values: [1, 2]}]”."));
  return false;
}

struct chart *chart_read(struct arena *arena, const struct files *files, const struct node *node, struct report *report,
                         struct part *part, struct diags *diags)
{
  struct chart *chart = ARENA_NEW(arena, struct chart);
  struct chart_reader r = {arena, files, report, diags, chart};
  bool good = schema_check(node, chart_fields, G_N_ELEMENTS(chart_fields), _("a chart"), diags);
  if (node->kind != NODE_MAP)
    return NULL;
  chart->span = node->span;
  chart->height = GET(node, chart_fields, "height");
  chart->numbers = !node_is(GET(node, chart_fields, "numbers"), "false");
  read_line(&r, GET(node, chart_fields, "caption"), &part->caption);
  read_line(&r, GET(node, chart_fields, "note"), &part->note);
  read_inner(&r, GET(node, chart_fields, "unit"), &chart->unit);
  good = read_kind(&r, GET(node, chart_fields, "kind")) && good;
  return read_figures(&r, node) && good ? chart : NULL;
}

static void dump_words(FILE *out, const char *name, const struct inlines *inlines, int level)
{
  if (!inlines->count)
    return;
  fprintf(out, "%*s%s", 2 * level, "", name);
  for (size_t i = 0; i < inlines->count; i++)
    fprintf(out, inlines->items[i].kind == INLINE_EXPR ? " ${%s}" : " %s", inlines->items[i].text);
  putc('\n', out);
}

void chart_dump(FILE *out, const struct chart *chart, int level)
{
  fprintf(out, "%*skind %s%s\n", 2 * level, "", kinds[chart->kind].english, chart->numbers ? "" : " without numbers");
  if (chart->height)
    fprintf(out, "%*sheight %s\n", 2 * level, "", chart->height->as.scalar.text);
  dump_words(out, "unit", &chart->unit, level);
  for (size_t i = 0; i < chart->label_count; i++)
    dump_words(out, "label", &chart->labels[i], level);
  for (size_t s = 0; s < chart->series_count; s++) {
    const struct chart_series *series = &chart->series[s];
    fprintf(out, "%*sseries\n", 2 * level, "");
    dump_words(out, "name", &series->name, level + 1);
    for (size_t i = 0; i < series->count; i++) {
      static const char *const names[] = {"none", "number", "expr"};
      const struct chart_value *value = &series->values[i];
      fprintf(out, "%*s%s %s @%u-%u\n", 2 * (level + 1), "", names[value->kind], value->text ? value->text : "~",
              value->span.begin, value->span.end);
    }
  }
}
