/* Charts laid out: what is drawn is proportional to the figures, nothing that is written overlaps or leaves the chart,
 * and a chart stands on one page with its caption. */
#include "paged.h"

#define HEAD "agency: 某局\nyear: 2025\ntitle: 报告\nsections:\n  - title: 甲\n    content:\n"

static struct paged build_chart(const char *chart)
{
  char *yaml = g_strdup_printf(HEAD "      - chart: %s\n", chart);
  struct paged p = paged_build(yaml, false);
  g_free(yaml);
  return p;
}

static const struct box_chart *chart_of(const struct paged *p)
{
  for (size_t i = 0; i < p->boxes->count; i++)
    if (p->boxes->items[i].chart)
      return p->boxes->items[i].chart;
  fail_msg("there is no chart");
  return NULL;
}

struct area {
  len left, top, right, bottom;
};

static struct area words_area(const struct box_words *words)
{
  const struct box_run *run = &words->line.runs[0];
  len left = words->x + words->line.x, top = words->baseline - len_scale(run->size, 880, 1000);
  return (struct area){left, top, left + words->line.width, top + run->size};
}

static char *words_text(const struct box_words *words)
{
  GString *text = g_string_new(NULL);
  for (size_t i = 0; i < words->line.count; i++)
    g_string_append_len(text, words->line.runs[i].text, words->line.runs[i].text_length);
  return g_string_free(text, FALSE);
}

static void check_words(const struct paged *p, const struct box_chart *chart)
{
  for (size_t i = 0; i < chart->word_count; i++) {
    if (chart->words[i].line.count == 0)
      continue;
    struct area a = words_area(&chart->words[i]);
    if (a.left < 0 || a.right > p->sheet->area_width || a.top < 0 || a.bottom > chart->height)
      fail_msg("“%s” leaves the chart", words_text(&chart->words[i]));
    for (size_t k = 0; k < i; k++) {
      if (chart->words[k].line.count == 0)
        continue;
      struct area b = words_area(&chart->words[k]);
      if (a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
        fail_msg("“%s” and “%s” overlap", words_text(&chart->words[k]), words_text(&chart->words[i]));
    }
  }
}

static bool has_words(const struct box_chart *chart, const char *wanted)
{
  bool found = false;
  for (size_t i = 0; i < chart->word_count; i++) {
    char *text = words_text(&chart->words[i]);
    found = found || strcmp(text, wanted) == 0;
    g_free(text);
  }
  return found;
}

/* --- bars --- */

static size_t bars_of(const struct box_chart *chart, const struct frame_item **out, size_t most)
{
  size_t count = 0;
  for (size_t i = 0; i < chart->shape_count; i++)
    if (chart->shapes[i].kind == FRAME_RECT) {
      assert_true(count < most);
      out[count++] = &chart->shapes[i];
    }
  return count;
}

/* Heights are to each other as the figures, to one unit of length; bars below 0 hang from where the others stand. */
static void test_bars_are_proportional(void **state)
{
  (void)state;
  static const int values[] = {1000, 1, 333, -250, 999, -1};
  struct paged p = build_chart("{kind: 柱, data: {甲: 1000, 乙: 1, 丙: 333, 丁: -250, 戊: 999, 己: -1}}");
  const struct box_chart *chart = chart_of(&p);
  const struct frame_item *bars[8];
  assert_int_equal(bars_of(chart, bars, 8), G_N_ELEMENTS(values));
  len base = bars[0]->y + bars[0]->as.rect.height;
  assert_true(bars[0]->as.rect.height > 50 * LEN_PT);
  for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
    int64_t expected = (int64_t)bars[0]->as.rect.height * abs(values[i]), height = bars[i]->as.rect.height;
    assert_true(llabs(height * values[0] - expected) <= (int64_t)values[0] + abs(values[i]));
    assert_int_equal(values[i] > 0 ? bars[i]->y + bars[i]->as.rect.height : bars[i]->y, base);
    assert_int_equal(bars[i]->as.rect.width, bars[0]->as.rect.width);
  }
  check_words(&p, chart);
  paged_close(&p);
}

static void test_gaps_and_zeros(void **state)
{
  (void)state;
  struct paged p = build_chart("{kind: 柱, data: {甲: 0, 乙: ~, 丙: 5}}");
  const struct frame_item *bars[4];
  assert_int_equal(bars_of(chart_of(&p), bars, 4), 1); /* no bar for 0, nothing at all for ~ */
  size_t zeros = 0;
  for (size_t i = 0; i < chart_of(&p)->word_count; i++) {
    char *text = words_text(&chart_of(&p)->words[i]);
    zeros += strcmp(text, "0") == 0;
    g_free(text);
  }
  assert_int_equal(zeros, 2); /* of the axis, and of 甲 */
  paged_close(&p);
}

static len axis_of(const struct box_chart *chart)
{
  const struct frame_item *axis = NULL;
  for (size_t i = 0; i < chart->shape_count; i++) {
    const struct frame_item *item = &chart->shapes[i];
    if (item->kind == FRAME_RULE && item->as.rule.dx == 0 && (!axis || item->as.rule.dy > axis->as.rule.dy))
      axis = item;
  }
  assert_non_null(axis);
  return axis->x;
}

/* A figure wider than its bar stands beside the axis, not across it; and the ones over neighbours are not read as one
 * figure. */
static void test_figures_over_narrow_bars(void **state)
{
  (void)state;
  struct paged p =
      build_chart("{kind: 分组柱, labels: [一月, 二月, 三月, 四月, 五月, 六月, 七月, 八月], series: ["
                  "{name: 甲, values: [12345678, 2, 3, 4, 5, 6, 7, 8]}, "
                  "{name: 乙, values: [1, 2, 3, 4, 5, 6, 7, 8]}, {name: 丙, values: [1, 2, 3, 4, 5, 6, 7, 8]}, "
                  "{name: 丁, values: [1, 2, 3, 4, 5, 6, 7, 8]}, {name: 戊, values: [1, 2, 3, 4, 5, 6, 7, 8]}, "
                  "{name: 己, values: [1, 2, 3, 4, 5, 6, 7, 8]}]}");
  const struct box_chart *chart = chart_of(&p);
  len axis = axis_of(chart);
  assert_true(has_words(chart, "12345678"));
  for (size_t i = 0; i < chart->word_count; i++) {
    struct area a = words_area(&chart->words[i]);
    assert_false(a.left <= axis && axis <= a.right);
    for (size_t k = 0; k < i; k++) {
      struct area b = words_area(&chart->words[k]);
      bool same_line = a.top == b.top, apart = b.right + (b.bottom - b.top) / 4 <= a.left || a.right < b.left;
      assert_true(!same_line || apart);
    }
  }
  paged_close(&p);
}

static void test_numbers_may_be_left_out(void **state)
{
  (void)state;
  struct paged p = build_chart("{kind: 柱, numbers: false, data: {甲: 7, 乙: 13}}");
  assert_false(has_words(chart_of(&p), "7"));
  assert_false(has_words(chart_of(&p), "13"));
  assert_true(has_words(chart_of(&p), "15")); /* the axis speaks, with lines across */
  check_words(&p, chart_of(&p));
  paged_close(&p);
}

/* --- lines --- */

static size_t strokes_of(const struct box_chart *chart, const struct frame_item **out)
{
  size_t count = 0;
  for (size_t i = 0; i < chart->shape_count; i++)
    if (chart->shapes[i].kind == FRAME_PATH && chart->shapes[i].as.path.width > 0)
      out[count++] = &chart->shapes[i];
  return count;
}

/* A gap in the figures is a gap in the line. */
static void test_line_has_gaps(void **state)
{
  (void)state;
  struct paged p = build_chart("{kind: 折线, data: {甲: 1, 乙: 2, 丙: ~, 丁: 4, 戊: 5, 己: 3}}");
  const struct frame_item *strokes[8];
  assert_int_equal(strokes_of(chart_of(&p), strokes), 1);
  const struct frame_path *path = &strokes[0]->as.path;
  assert_int_equal(path->count, 2 * 3);
  for (uint32_t i = 0; i < path->count; i++)
    assert_int_equal(path->segments[i].step, i % 2 ? FRAME_STEP_LINE : FRAME_STEP_MOVE);
  assert_int_not_equal(path->segments[1].to.x, path->segments[2].to.x);
  assert_int_equal(path->segments[3].to.x, path->segments[4].to.x);
  assert_int_equal(path->segments[3].to.y, path->segments[4].to.y);
  paged_close(&p);
}

/* Dashes together are as long as the pattern says, and no dash leaves the line. */
static void test_dashes(void **state)
{
  (void)state;
  struct paged p =
      build_chart("{kind: 折线, labels: [甲, 乙], series: [{name: 丙, values: [1, 9]}, {name: 丁, values: [8, 8]}]}");
  const struct frame_item *strokes[8];
  assert_true(strokes_of(chart_of(&p), strokes) >= 2);
  const struct frame_path *dashed = &strokes[1]->as.path;
  len y = dashed->segments[0].to.y, from = dashed->segments[0].to.x, to = dashed->segments[dashed->count - 1].to.x,
      ink = 0;
  for (uint32_t i = 0; i + 1 < dashed->count; i += 2) {
    assert_int_equal(dashed->segments[i].to.y, y);
    ink += dashed->segments[i + 1].to.x - dashed->segments[i].to.x;
  }
  assert_true(ink > (to - from) * 6 / 10 && ink < (to - from) * 8 / 10);
  paged_close(&p);
}

/* Years that do not fit beside each other: every second one. */
static void test_years_are_skipped(void **state)
{
  (void)state;
  GString *chart = g_string_new("{kind: 折线, data: {");
  for (int year = 1987; year <= 2025; year++)
    g_string_append_printf(chart, "%s%d年: %d", year > 1987 ? ", " : "", year, year % 7);
  g_string_append(chart, "}}");
  struct paged p = build_chart(chart->str);
  assert_true(has_words(chart_of(&p), "1987年"));
  assert_false(has_words(chart_of(&p), "1988年"));
  check_words(&p, chart_of(&p));
  assert_int_equal(p.diags.count, 0);
  paged_close(&p);
  g_string_free(chart, TRUE);
}

/* --- pies --- */

/* Sectors meet: each begins on the rim where the one before it ended, and the last ends at the top. */
static void test_sectors_meet(void **state)
{
  (void)state;
  struct paged p = build_chart("{kind: 饼, data: {甲: 3, 乙: 1, 丙: 0, 丁: 7, 戊: 2}}");
  const struct box_chart *chart = chart_of(&p);
  struct frame_point end = {0, 0};
  size_t sectors = 0;
  len radius = 0;
  for (size_t i = 0; i < chart->shape_count; i++) {
    const struct frame_path *path = &chart->shapes[i].as.path;
    if (chart->shapes[i].kind != FRAME_PATH || path->width > 0)
      continue;
    assert_int_equal(path->segments[0].to.x, 0); /* the centre */
    struct frame_point begin = path->segments[1].to;
    if (sectors++ == 0) {
      radius = -begin.y;
      assert_int_equal(begin.x, 0);
    } else {
      assert_memory_equal(&begin, &end, sizeof end);
    }
    end = path->segments[path->count - 2].to;
    int64_t square = (int64_t)end.x * end.x + (int64_t)end.y * end.y, off = square - (int64_t)radius * radius;
    assert_true(llabs(off) <= 2 * (int64_t)radius + 2); /* on the rim, to one unit */
  }
  assert_int_equal(sectors, 4);
  assert_true(end.x == 0 && end.y == -radius);
  assert_true(has_words(chart, "0（0.0%）"));
  assert_true(has_words(chart, "7（53.8%）"));
  check_words(&p, chart);
  paged_close(&p);
}

static void test_tiny_sectors(void **state)
{
  (void)state;
  struct paged p = build_chart("{kind: 饼, data: {甲: 1000000, 乙: 1, 丙: 2, 丁: 3, 戊: 4, 己: 0, 庚: 500000}}");
  assert_true(has_words(chart_of(&p), "1（不足0.1%）"));
  check_words(&p, chart_of(&p));
  paged_close(&p);
}

static void test_whole_pie(void **state)
{
  (void)state;
  struct paged p = build_chart("{kind: 饼, data: {甲: 5}}");
  assert_true(has_words(chart_of(&p), "5（100.0%）"));
  check_words(&p, chart_of(&p));
  paged_close(&p);
}

/* --- many charts made at random --- */

static void add_values(GString *out, GRand *random, int count, bool pie)
{
  int digits = g_rand_int_range(random, 1, 6), most = 1;
  for (int i = 0; i < digits; i++)
    most *= 10;
  for (int i = 0; i < count; i++) {
    int value = g_rand_int_range(random, pie || g_rand_int_range(random, 0, 3) ? 0 : -most, most);
    if (!pie && i > 0 && g_rand_int_range(random, 0, 9) == 0)
      g_string_append_printf(out, "%s~", i ? ", " : "");
    else
      g_string_append_printf(out, "%s%d", i ? ", " : "", i == 0 ? value + 1 : value);
  }
}

static char *random_chart(GRand *random)
{
  static const char *const kinds[] = {"柱", "分组柱", "折线", "饼"};
  static const char *const words[] = {"行政许可", "公开", "东", "其他对外管理服务事项", "2025年", "Web site"};
  int kind = g_rand_int_range(random, 0, 4), count = g_rand_int_range(random, 1, kind == 3 ? 13 : 16);
  int series = kind == 1 || kind == 2 ? g_rand_int_range(random, 1, 5) : 1;
  GString *out = g_string_new(NULL);
  g_string_append_printf(out, "{kind: %s, height: %d行, unit: 件, labels: [", kinds[kind],
                         g_rand_int_range(random, 7, 14));
  for (int i = 0; i < count; i++)
    g_string_append_printf(out, "%s%s", i ? ", " : "", words[g_rand_int_range(random, 0, (int)G_N_ELEMENTS(words))]);
  g_string_append(out, "], series: [");
  for (int s = 0; s < series; s++) {
    g_string_append_printf(out, "%s{name: 系列%d, values: [", s ? ", " : "", s);
    add_values(out, random, count, kind == 3);
    g_string_append(out, "]}");
  }
  return g_string_free(g_string_append(out, "]}"), FALSE);
}

/* Either it is drawn with all that must be written, or it is reported that this does not fit. */
static void test_random_charts(void **state)
{
  (void)state;
  GRand *random = g_rand_new_with_seed(2025);
  GString *yaml = g_string_new(HEAD);
  enum { CHARTS = 300 };
  for (int i = 0; i < CHARTS; i++) {
    char *chart = random_chart(random);
    g_string_append_printf(yaml, "      - chart: %s\n", chart);
    g_free(chart);
  }
  struct paged p = paged_build(yaml->str, false);
  size_t drawn = 0, full = 0;
  for (size_t i = 0; i < p.diags.count; i++)
    full += p.diags.items[i]->code == DIAG_CHART_FULL;
  assert_int_equal(full, p.diags.count);
  for (size_t i = 0; i < p.boxes->count; i++) {
    if (!p.boxes->items[i].chart || p.boxes->items[i].chart->word_count == 0)
      continue;
    check_words(&p, p.boxes->items[i].chart);
    drawn++;
  }
  assert_int_equal(drawn + full, CHARTS);
  assert_true(full < CHARTS / 5);
  print_message("%zu drawn, %zu do not fit\n", drawn, full);
  g_string_free(yaml, TRUE);
  g_rand_free(random);
  paged_close(&p);
}

/* --- on the page --- */

static char *report_with_lines(int lines)
{
  GString *yaml = g_string_new(HEAD "      - text: |\n");
  for (int i = 0; i < lines; i++)
    g_string_append(yaml, "          　　文字。\n");
  g_string_append(yaml, "      - text: '## 标题'\n"
                        "      - chart: {kind: 柱, caption: 情况, note: 说明。, unit: 件, data: {甲: 1333, 乙: 17}}\n"
                        "      - chart: {kind: 柱, caption: 又一图, data: {甲: 1}}\n");
  return g_string_free(yaml, FALSE);
}

struct seen {
  size_t heading, unit, caption, note; /* pages, from 1 */
  len caption_y, unit_y, lowest;
};

static void see(const struct frame_page *page, size_t number, const struct frame_item *item, const char *inside,
                void *data)
{
  struct seen *seen = data;
  const char *text = item->as.run.text;
  (void)page;
  if (strcmp(inside, "artifact") == 0)
    return;
  seen->lowest = MAX(seen->lowest, item->y);
  if (g_str_has_prefix(text, "标题"))
    seen->heading = number + 1;
  if (g_str_has_prefix(text, "单位：")) {
    assert_string_equal(inside, "Figure");
    seen->unit = number + 1;
    seen->unit_y = item->y;
  }
  if (g_str_has_prefix(text, "情况")) {
    assert_string_equal(inside, "Caption");
    seen->caption = number + 1;
    seen->caption_y = item->y;
  }
  if (g_str_has_prefix(text, "说明"))
    seen->note = number + 1;
}

/* At every height of the page: heading, chart, caption and note stand together, the caption below the chart. */
static void test_stands_with_its_caption(void **state)
{
  (void)state;
  for (int lines = 1; lines < 24; lines++) {
    char *yaml = report_with_lines(lines);
    struct paged p = paged_build(yaml, false);
    struct seen seen = {0};
    paged_each_run(&p, see, &seen);
    assert_true(seen.unit > 0);
    assert_int_equal(seen.heading, seen.unit);
    assert_int_equal(seen.caption, seen.unit);
    assert_int_equal(seen.note, seen.unit);
    len height = chart_of(&p)->height;
    assert_in_range(seen.caption_y - seen.unit_y, height, height + 2 * sheet_line_top(p.sheet, 1));
    assert_true(seen.lowest <= p.sheet->area_y + p.sheet->area_height);
    g_free(yaml);
    paged_close(&p);
  }
}

struct tops {
  len caption, unit, last, table; /* of the first chart's caption, the second's unit and caption, the table's caption */
};

static void see_tops(const struct frame_page *page, size_t number, const struct frame_item *item, const char *inside,
                     void *data)
{
  struct tops *tops = data;
  const char *text = item->as.run.text;
  (void)page, (void)number, (void)inside;
  if (g_str_has_prefix(text, "单位："))
    tops->unit = item->y;
  else if (g_str_has_prefix(text, "图"))
    *(tops->caption ? &tops->last : &tops->caption) = item->y;
  else if (g_str_has_prefix(text, "表甲"))
    tops->table = item->y;
}

/* A figure's caption is not taken for that of the chart or table below it: a line stays free between them. */
static void test_room_behind_figures(void **state)
{
  (void)state;
  struct paged p =
      paged_build(HEAD "      - chart: {kind: 柱, height: 4行, caption: 子, unit: 件, data: {丑: 1, 寅: 2}}\n"
                       "      - chart: {kind: 柱, height: 4行, caption: 卯, unit: 份, data: {辰: 1, 巳: 2}}\n"
                       "      - table: {caption: 表甲, columns: [午, 未], rows: [[申, 1]]}\n",
                  false);
  struct tops tops = {0};
  paged_each_run(&p, see_tops, &tops);
  len line = sheet_line_top(p.sheet, 1);
  assert_true(tops.caption > 0 && tops.unit - tops.caption > line + line / 2);
  assert_true(tops.last > tops.unit && tops.table - tops.last > line + line / 2);
  paged_close(&p);
}

/* The Figure has its alternative, and the caption is its child. */
static void test_alternative(void **state)
{
  (void)state;
  char *yaml = report_with_lines(1);
  struct paged p = paged_build(yaml, false);
  const char *alternatives[2] = {NULL};
  size_t figures = 0, captions = 0;
  for (size_t i = 0; i < p.document->element_count; i++) {
    const struct frame_element *element = &p.document->elements[i];
    if (element->tag == FRAME_TAG_FIGURE)
      alternatives[figures++] = element->alt;
    if (element->tag == FRAME_TAG_CAPTION) {
      assert_int_equal(p.document->elements[element->parent].tag, FRAME_TAG_FIGURE);
      captions++;
    }
  }
  assert_int_equal(figures, 2);
  assert_int_equal(captions, 2);
  assert_string_equal(alternatives[0], "图1　情况：甲 1333 件，乙 17 件。");
  assert_string_equal(alternatives[1], "图2　又一图：甲 1。");
  g_free(yaml);
  paged_close(&p);
}

/* A footnote marked in a caption stands at the foot of the page, outside the Figure. */
static void test_footnote_in_caption(void **state)
{
  (void)state;
  struct paged p =
      paged_build("agency: 某局\nyear: 2025\ntitle: 报告\nfootnotes: {甲: 说明。}\nsections:\n  - title: 甲\n"
                  "    chart: {kind: 饼, caption: '情况[^甲]', data: {甲: 1, 乙: '${1}'}}\n",
                  false);
  size_t notes = 0;
  for (size_t i = 0; i < p.document->element_count; i++)
    if (p.document->elements[i].tag == FRAME_TAG_NOTE) {
      assert_int_equal(p.document->elements[i].parent, 0);
      notes++;
    }
  assert_int_equal(notes, 1);
  paged_close(&p);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_bars_are_proportional),
      cmocka_unit_test(test_gaps_and_zeros),
      cmocka_unit_test(test_figures_over_narrow_bars),
      cmocka_unit_test(test_numbers_may_be_left_out),
      cmocka_unit_test(test_line_has_gaps),
      cmocka_unit_test(test_dashes),
      cmocka_unit_test(test_years_are_skipped),
      cmocka_unit_test(test_sectors_meet),
      cmocka_unit_test(test_tiny_sectors),
      cmocka_unit_test(test_whole_pie),
      cmocka_unit_test(test_random_charts),
      cmocka_unit_test(test_stands_with_its_caption),
      cmocka_unit_test(test_room_behind_figures),
      cmocka_unit_test(test_alternative),
      cmocka_unit_test(test_footnote_in_caption),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
