/* CL-08, CL-70 … CL-83: breaking and justification, measured on generated prose. */
#include <glib.h>
#include <stdlib.h>

#include "../text/shaping.h"
#include "box/lines.h"

static struct line_spec spec_of(int chars, enum align align)
{
  return (struct line_spec){.measure = chars * EM, .indent_first = align == ALIGN_JUSTIFY ? 2 * EM : 0, .align = align};
}

/* Prose with everything that makes breaking hard, the same on every run. */
static char *make_prose(unsigned seed, int phrases)
{
  static const char *const pieces[] = {"本年度制定规范性文件",
                                       "《中华人民共和国政府信息公开条例》",
                                       "“处长讲政策”",
                                       "（含上年结转）",
                                       "1333件",
                                       "占5.2%，",
                                       "依申请公开",
                                       "2025年3月5日",
                                       "国办公开办函〔2021〕30号",
                                       "、行政处罚",
                                       "；未收到投诉",
                                       "。主要包括：",
                                       "Word",
                                       "加强",
                                       "政府信息公开领导小组建设，",
                                       "买买提·艾力",
                                       "工作",
                                       "12345热线",
                                       "——",
                                       "形成长效机制",
                                       "的",
                                       "37℃"};
  GString *out = g_string_new("本局");
  for (int i = 0; i < phrases; i++) {
    seed = seed * 1103515245u + 12345u;
    g_string_append(out, pieces[seed / 65536 % G_N_ELEMENTS(pieces)]);
  }
  g_string_append(out, "完成。");
  return g_string_free(out, FALSE);
}

static bool starts_badly(const struct text *text, size_t cluster)
{
  enum text_class cls = text->clusters[cluster].class_;
  return class_is_closing(cls) || cls == CLASS_INTERPUNCT || cls == CLASS_SUFFIX || cls == CLASS_ASCII_STOP;
}

static len line_end(const struct box_line *line)
{
  return line->x + line->width;
}

static void check_lines(struct shaping *s, struct text *text, const struct line_spec *spec,
                        const struct line_ranges *ranges)
{
  size_t at = 0;
  for (size_t i = 0; i < ranges->count; i++) {
    const struct line_range *range = &ranges->items[i];
    assert_int_equal(range->first, at);
    at = range->last;
    struct box_line line = lines_set(s->arena, text, range, spec, EM, i == 0);
    assert_false(i > 0 && starts_badly(text, range->first));
    if (!range->ends)
      assert_int_equal(line_end(&line), spec->measure); /* CL-08: exact, to the unit */
    else
      assert_true(line_end(&line) <= spec->measure);
  }
  assert_int_equal(at, text->count);
}

static void test_lines_are_flush(void **state)
{
  struct shaping *s = *state;
  const int measures[] = {10, 17, 28, 40};
  for (unsigned seed = 1; seed <= 40; seed++)
    for (size_t m = 0; m < G_N_ELEMENTS(measures); m++) {
      char *prose = make_prose(seed, 5 + (int)seed % 30);
      struct text *text = shape(s, "仿宋", prose);
      struct line_spec spec = spec_of(measures[m], ALIGN_JUSTIFY);
      struct line_ranges ranges;
      lines_break(s->arena, text, &spec, &ranges);
      check_lines(s, text, &spec, &ranges);
      g_free(prose);
    }
}

/* GW-04: pure Han stands in whole cells. */
static void test_pure_han_fills_cells(void **state)
{
  struct shaping *s = *state;
  GString *han = g_string_new(NULL);
  for (int i = 0; i < 28 * 3 - 2; i++)
    g_string_append(han, "年");
  struct text *text = shape(s, "仿宋", han->str);
  struct line_spec spec = spec_of(28, ALIGN_JUSTIFY);
  struct line_ranges ranges;
  lines_break(s->arena, text, &spec, &ranges);
  assert_int_equal(ranges.count, 3);
  assert_int_equal(ranges.items[0].last, 26);
  assert_int_equal(ranges.items[1].last, 54);
  g_string_free(han, TRUE);
}

/* CL-83: of 29 characters on a 28-character measure none is left alone. */
static void test_no_lone_character(void **state)
{
  struct shaping *s = *state;
  for (int count = 27; count <= 60; count++) {
    GString *han = g_string_new(NULL);
    for (int i = 0; i < count; i++)
      g_string_append(han, i % 9 == 8 ? "，" : "年");
    g_string_append(han, "报。");
    struct text *text = shape(s, "仿宋", han->str);
    struct line_spec spec = spec_of(28, ALIGN_JUSTIFY);
    struct line_ranges ranges;
    lines_break(s->arena, text, &spec, &ranges);
    const struct line_range *last = &ranges.items[ranges.count - 1];
    assert_true(last->last - last->first >= 3); /* two characters and the stop */
    g_string_free(han, TRUE);
  }
}

/* The sum of squares of what the gaps of justified lines get beyond their natural width, in 1/1000 em². */
static double looseness(struct shaping *s, struct text *text, const struct line_spec *spec, bool first_fit,
                        size_t *gaps)
{
  struct line_ranges ranges;
  (first_fit ? lines_break_first_fit : lines_break)(s->arena, text, spec, &ranges);
  double sum = 0;
  for (size_t i = 0; i < ranges.count; i++) {
    struct line_range r = ranges.items[i];
    if (r.ends)
      continue;
    len slack = spec->measure - (i == 0 ? spec->indent_first : 0) - text_width(text, r.first, r.last);
    len *adjust = g_new0(len, r.last - r.first);
    lines_share_slack(text, r.first, r.last, slack, adjust);
    for (size_t k = 0; k + 1 < r.last - r.first; k++) {
      sum += (double)adjust[k] / EM * adjust[k] / EM * 1000;
      (*gaps)++;
    }
    g_free(adjust);
  }
  return sum;
}

static void test_better_than_first_fit(void **state)
{
  struct shaping *s = *state;
  const int measures[] = {10, 28};
  for (size_t m = 0; m < G_N_ELEMENTS(measures); m++) {
    double best = 0, first = 0;
    size_t best_gaps = 0, first_gaps = 0;
    for (unsigned seed = 1; seed <= 60; seed++) {
      char *prose = make_prose(seed, 30);
      struct text *text = shape(s, "仿宋", prose);
      struct line_spec spec = spec_of(measures[m], ALIGN_JUSTIFY);
      best += looseness(s, text, &spec, false, &best_gaps);
      first += looseness(s, text, &spec, true, &first_gaps);
      g_free(prose);
    }
    print_message("%d characters: mean square of what gaps get or give %.3f, first fit %.3f (1/1000 em²)\n",
                  measures[m], best / (double)best_gaps, first / (double)first_gaps);
    assert_true(best / (double)best_gaps < first / (double)first_gaps);
  }
}

/* CL-37: a word longer than the line breaks rather than stick out. */
static void test_long_word(void **state)
{
  struct shaping *s = *state;
  struct text *text =
      shape(s, "仿宋", "甲abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz乙123456789012345678901234567890丙");
  struct line_spec spec = spec_of(8, ALIGN_START);
  struct line_ranges ranges;
  lines_break(s->arena, text, &spec, &ranges);
  assert_true(ranges.count > 4);
  for (size_t i = 0; i < ranges.count; i++)
    assert_true(text_width(text, ranges.items[i].first, ranges.items[i].last) <= spec.measure);
}

/* TB-07: a label's own phrases decide where it breaks. */
static void test_phrases(void **state)
{
  struct shaping *s = *state;
  struct text_look look = shaping_look(s, "宋体");
  const struct text_run runs[] = {{.text = "（三）", .length = 9, .phrase_end = true},
                                  {.text = "不予公开", .length = 12}};
  struct text *text = text_shape(s->arena, s->fonts, &look, runs, 2, &s->diags);
  struct line_spec spec = spec_of(4, ALIGN_CENTRE);
  struct line_ranges ranges;
  lines_break(s->arena, text, &spec, &ranges);
  assert_int_equal(ranges.count, 2);
  assert_int_equal(ranges.items[0].last, 3);
  struct line_spec wide = spec_of(10, ALIGN_CENTRE);
  lines_break(s->arena, text, &wide, &ranges);
  assert_int_equal(ranges.count, 1);
}

/* A centred sentence that is a little too long for a wide table stands in two lines of about the same length. */
static void test_wide_centred_lines_are_balanced(void **state)
{
  struct shaping *s = *state;
  struct text *text =
      shape(s, "宋体", "本部门没有政府性基金预算财政拨款收入也没有使用政府性基金预算财政拨款安排的支出");
  struct line_spec spec = spec_of((int)text->count - 4, ALIGN_CENTRE);
  struct line_ranges ranges;
  lines_break(s->arena, text, &spec, &ranges);
  assert_int_equal(ranges.count, 2);
  assert_in_range(ranges.items[0].last, text->count / 2 - 4, text->count / 2 + 4);
}

static void test_alignments(void **state)
{
  struct shaping *s = *state;
  struct text *text = shape(s, "宋体", "总计");
  struct line_range all = {0, 2, true, false};
  const struct {
    enum align align;
    len x;
  } rows[] = {{ALIGN_START, 0}, {ALIGN_CENTRE, 4 * EM}, {ALIGN_END, 8 * EM}, {ALIGN_JUSTIFY, 0}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    struct line_spec spec = {.measure = 10 * EM, .align = rows[i].align};
    assert_int_equal(lines_set(s->arena, text, &all, &spec, EM, true).x, rows[i].x);
  }
}

static void test_empty(void **state)
{
  struct shaping *s = *state;
  struct text *text = shape(s, "宋体", "");
  struct line_spec spec = spec_of(10, ALIGN_JUSTIFY);
  struct line_ranges ranges;
  lines_break(s->arena, text, &spec, &ranges);
  assert_int_equal(ranges.count, 0);
  lines_break_first_fit(s->arena, text, &spec, &ranges);
  assert_int_equal(ranges.count, 0);
  assert_int_equal(lines_minimum(text), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_lines_are_flush),
      cmocka_unit_test(test_pure_han_fills_cells),
      cmocka_unit_test(test_no_lone_character),
      cmocka_unit_test(test_better_than_first_fit),
      cmocka_unit_test(test_long_word),
      cmocka_unit_test(test_phrases),
      cmocka_unit_test(test_wide_centred_lines_are_balanced),
      cmocka_unit_test(test_alignments),
      cmocka_unit_test(test_empty),
  };
  return cmocka_run_group_tests(tests, shaping_open, shaping_close);
}
