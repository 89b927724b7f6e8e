/* `chart:`: rows of what may be written, and the codes that each must give. */
#include <glib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "model/chart.h"

#define HEAD "agency: 某局\nyear: 2025\ntitle: 题\nfootnotes: {甲: 注}\n"

struct read {
  struct arena *arena;
  struct files files;
  struct diags diags;
  struct report *report;
};

/* The section holds `chart` and what stands beside it. */
static void read_chart(struct read *r, const char *chart, const char *beside)
{
  *r = (struct read){.arena = arena_new()};
  files_init(&r->files, r->arena);
  diags_init(&r->diags, r->arena);
  char *source = g_strdup_printf(HEAD "sections:\n  - title: 甲[^甲]\n    chart: %s\n%s", chart, beside);
  const struct node *root =
      source_parse(r->arena, &r->files, files_add(&r->files, "row.yaml", source, strlen(source)), &r->diags);
  if (!root)
    fail_msg("not YAML: %s", source);
  r->report = report_read(r->arena, &r->files, root, &r->diags);
  g_free(source);
}

static char *numbers(const char *open, int count, const char *close)
{
  GString *text = g_string_new(open);
  for (int i = 0; i < count; i++)
    g_string_append_printf(text, "%s第%d项: %d", i ? ", " : "", i, i + 1);
  return g_string_free(g_string_append(text, close), FALSE);
}

static void check_codes(const char *chart, const char *beside, const char *expected, bool drawn)
{
  struct read r;
  read_chart(&r, chart, beside);
  GString *codes = g_string_new(NULL);
  for (size_t j = 0; j < r.diags.count; ++j) {
    g_string_append_printf(codes, "%s%s", j > 0 ? " " : "", diag_code_name(r.diags.items[j]->code));
    assert_true(span_known(r.diags.items[j]->span));
  }
  if (strcmp(codes->str, expected) != 0)
    print_error("row: %s\n", chart);
  assert_string_equal(codes->str, expected);
  assert_int_equal(r.report->sections[0].parts[0].chart != NULL, drawn);
  g_string_free(codes, TRUE);
  arena_free(r.arena);
}

static void test_codes(void **state)
{
  (void)state;
  static const struct {
    const char *chart, *beside, *codes;
  } rows[] = {
      {"{kind: 柱, data: {甲: 1, 乙: ~}}", "", ""},
      {"{kind: 饼, data: {甲: '${year}'}, unit: 件, caption: '题[^甲]', note: 注, height: 8行, numbers: false}", "",
       ""},
      {"{kind: line, labels: [甲, 乙], series: [{name: 丙, values: [1, ~]}, {name: 丁, values: [0.5, -2]}]}", "", ""},
      {"{kind: 柱, data: {甲: 1}}", "    caption: 题\n    note: 注\n", ""},
      {"{kind: 柱, data: {甲: 1}, caption: 题}", "    caption: 题\n", "value-bad"},
      {"[]", "", "value-kind"},
      {"~", "", "value-kind"},
      {"{data: {甲: 1}}", "", "key-missing"},
      {"{kind: 圆, data: {甲: 1}}", "", "value-bad"},
      {"{kind: 柱}", "", "key-missing"},
      {"{kind: 柱, data: {}}", "", "value-bad"},
      {"{kind: 柱, data: [1, 2]}", "", "value-kind"},
      {"{kind: 柱, data: {甲: [1]}}", "", "value-kind"},
      {"{kind: 柱, data: {甲: 1}, labels: [甲]}", "", "value-bad"},
      {"{kind: 分组柱, labels: [甲]}", "", "key-missing"},
      {"{kind: 分组柱, labels: [], series: [{name: 丙, values: []}]}", "", "value-bad"},
      {"{kind: 分组柱, labels: [[甲]], series: [{name: 丙, values: [1]}]}", "", "value-kind"},
      {"{kind: 分组柱, labels: [甲], series: []}", "", "value-bad"},
      {"{kind: 分组柱, labels: [甲], series: [丙]}", "", "value-kind"},
      {"{kind: 分组柱, labels: [甲, 乙], series: [{name: 丙, values: [1]}]}", "", "value-bad"},
      {"{kind: 分组柱, labels: [甲, 乙], series: [{name: 丙, values: [1, 2, 3]}, {name: 丁, values: [1]}]}", "",
       "value-bad value-bad"},
      {"{kind: 柱, labels: [甲], series: [{name: 丙, values: [1]}, {name: 丁, values: [2]}]}", "", "value-bad"},
      {"{kind: 饼, labels: [甲], series: [{name: 丙, values: [1]}, {name: 丁, values: [2]}]}", "", "value-bad"},
      {"{kind: 柱, data: {'甲[^甲]': 1}}", "", "value-bad"},
      {"{kind: 柱, data: {甲: 1}, colour: red}", "", "key-unknown"},
      {"{kind: 柱, data: {甲: 1}, numbers: 不}", "", "value-kind"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); ++i)
    check_codes(rows[i].chart, rows[i].beside, rows[i].codes,
                rows[i].codes[0] == '\0' || strstr(rows[i].beside, "题") || strstr(rows[i].chart, "{'甲[^甲]'"));
}

/* 40 labels, 12 sectors and 6 series are the most. */
static void test_counts(void **state)
{
  (void)state;
  static const struct {
    const char *open;
    int count;
    bool good;
  } rows[] = {{"{kind: 柱, data: {", 40, true},
              {"{kind: 柱, data: {", 41, false},
              {"{kind: 饼, data: {", 12, true},
              {"{kind: 饼, data: {", 13, false}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); ++i) {
    char *chart = numbers(rows[i].open, rows[i].count, "}}");
    check_codes(chart, "", rows[i].good ? "" : "value-bad", rows[i].good);
    g_free(chart);
  }
  check_codes("{kind: 折线, labels: [甲], series: [{name: a, values: [1]}, {name: b, values: [1]}, {name: c, values: "
              "[1]}, {name: d, values: [1]}, {name: e, values: [1]}, {name: f, values: [1]}, {name: g, values: [1]}]}",
              "", "value-bad", false);
}

/* Values keep their words and the place of these in the source, quotes left out. */
static void test_values(void **state)
{
  (void)state;
  struct read r;
  read_chart(&r, "{kind: 饼, data: {甲: '${a.b}', 乙: 1.50, 丙: ~, 丁: 'a${b}'}}", "");
  const struct chart *chart = r.report->sections[0].parts[0].chart;
  static const struct {
    enum chart_value_kind kind;
    const char *text, *source;
  } rows[] = {{CHART_VALUE_EXPR, "a.b", "${a.b}"},
              {CHART_VALUE_NUMBER, "1.50", "1.50"},
              {CHART_VALUE_NONE, NULL, "~"},
              {CHART_VALUE_NUMBER, "a${b}", "a${b}"}};
  assert_int_equal(chart->kind, CHART_PIE);
  assert_int_equal(chart->label_count, G_N_ELEMENTS(rows));
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    const struct chart_value *value = &chart->series[0].values[i];
    const struct file *file = &r.files.items[value->span.file];
    assert_int_equal(value->kind, rows[i].kind);
    if (rows[i].text)
      assert_string_equal(value->text, rows[i].text);
    assert_int_equal(value->span.end - value->span.begin, strlen(rows[i].source));
    assert_memory_equal(file->bytes + value->span.begin, rows[i].source, strlen(rows[i].source));
  }
  arena_free(r.arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_codes),
      cmocka_unit_test(test_counts),
      cmocka_unit_test(test_values),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
