/* ${…}: what it prints, or which finding it gives. */
#include "sources.h"

#include "figure/figures.h"

static struct made report; /* tests/golden/figure/city.yaml */

static const char *evaluate(const char *text)
{
  report.diags.count = 0;
  return facts_evaluate(report.arena, report.facts, text, SPAN_NONE, &report.diags);
}

static void test_values(void **state)
{
  static const struct {
    const char *text, *printed;
  } rows[] = {
      {"year", "2025"},
      {"agency", "某区某局"},
      {" agency ", "某区某局"},
      {"year - 1", "2024"},
      {"主动公开.行政许可", "10234567"},
      {"主动公开.行政规范性文件.制发", "22"},
      {"主动公开.行政事业性收费", "1234.5670"},
      {"主动公开.行政事业性收费 * 2", "2469.134"},
      {"申请.新收", "12048"},
      {"申请.新收.总计", "12048"},
      {"申请.新收.自然人", "12009"},
      {"申请.不予公开", "0"},
      {"申请.无法提供.自然人", "2"},
      {"申请.其他处理.其他", "3"}, /* a row, not the group's column */
      {"申请.其他处理.其他.自然人", "3"},
      {"申请.其他处理.总计", "3"},
      {"申请.办理结果", "12047"},
      {"申请.总计", "12047"},
      {"复议诉讼.行政诉讼", "0"},
      {"复议诉讼.行政诉讼.总计", "0"},
      {"复议诉讼.行政复议.尚未审结", "2"},
      {"复议诉讼.行政复议+复议诉讼.行政诉讼", "6"},
      {"申请.新收+申请.上年结转", "12149"},
      {"1 + 2 * 3 - 4 / 2", "5"},
      {"(1 + 2) * (3 - -4)", "21"},
      {"-(2)", "−2"},
      {"0.1 + 0.2", "0.3"},
      {"1 / 8", "0.125"},
      {"1 / 3 | .2", "0.33"},
      {"2 / 3 | .0", "1"},
      {"5 / 2 | .0", "3"},
      {"-5 / 2 | .0", "−3"},
      {"1 / 4 | %", "25%"},
      {"1 / 8 | .1 %", "12.5%"},
      {"1 / 8 | .1%", "12.5%"},
      {"1 / 3 | % .2", "33.33%"},
      {"申请.予以公开 / 申请.总计 | .1 %", "99.9%"},
      {"主动公开.行政许可 | 千分位", "10,234,567"},
      {"主动公开.行政事业性收费 | 千分位 .2", "1,234.57"},
      {"-1234567 | 千分位", "−1,234,567"},
      {"123 | 千分位", "123"},
      {"主动公开.行政许可 | .1 万", "1023.5万"},
      {"主动公开.行政许可 | 万 .0 千分位", "1,023万"},
      {"10 | 汉字", "十"},
      {"year | 汉字", "二〇二五"},
      {"year - 1 | 汉字", "二千零二十四"},
      {"-3 | 汉字", "负三"},
      {"1 | .9", "1.000000000"},
      {"1 / 8 | ±.1 %", "+12.5%"},
      {"1 / 8 | ± .1 %", "+12.5%"},
      {"-1 / 8 | ±.1%", "−12.5%"},
      {"0 | ±.1 %", "0.0%"},
      {"1234567 | ± 千分位", "+1,234,567"},
      {"(9 - 8) / 8 | 增减", "增长12.5%"},
      {"(8 - 9) / 9 | 增减", "下降11.1%"},
      {"(8 - 9) / 9 | 增减 .2", "下降11.11%"},
      {"(8 - 9) / 9 | .0 % 增减", "下降11%"},
      {"1 - 1 | 增减", "持平"},
      {"1 / 100000 | 增减", "基本持平"},
      {"-1 / 100000 | 增减", "基本持平"},
      {"9 - 8 | 增减数", "增加1"},
      {"1200 - 20000 | 增减数 千分位", "减少18,800"},
      {"-234567 | 增减数 .1 万", "减少23.5万"},
      {"8 - 8 | 增减数", "持平"},
      {"主动公开.行政事业性收费 + 1", "1235.567"},
      {"主动公开.行政事业性收费 - 主动公开.行政事业性收费", "0"},
      {"主动公开.行政事业性收费 / 申请.新收 | .3", "0.102"},
      {"year - 2021 + 申请.新收", "12052"},
      {"-(5 / 2) | .0", "−3"},
      {"0.5 | .0", "1"},
      {"0.49999 | .0", "0"},
      {"-0.4 | .0", "0"},
      {"2.675 | .2", "2.68"},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    const char *printed = evaluate(rows[i].text);
    if (!printed || report.diags.count > 0)
      fail_msg("%s: %s", rows[i].text, report.diags.count ? report.diags.items[0]->message : "nothing");
    assert_string_equal(printed, rows[i].printed);
  }
}

static void test_mistakes(void **state)
{
  static const struct {
    const char *text;
    enum diag_code code;
    const char *words; /* in the message or the hint */
  } rows[] = {
      {"", DIAG_EXPR_SYNTAX, "ends before"},
      {"1 +", DIAG_EXPR_SYNTAX, "ends before"},
      {"(1", DIAG_EXPR_SYNTAX, "ends before"},
      {"(1 2", DIAG_EXPR_SYNTAX, "from “2” on"},
      {"1 2", DIAG_EXPR_SYNTAX, "from “2” on"},
      {"1 )", DIAG_EXPR_SYNTAX, "from “)” on"},
      {"* 2", DIAG_EXPR_SYNTAX, "from “* 2” on"},
      {"1..2", DIAG_EXPR_SYNTAX, "cannot be read"},
      {"申请&新收", DIAG_EXPR_SYNTAX, "from “&新收” on"},
      {"（1 + 2）", DIAG_EXPR_SYNTAX, "Write “(”"},
      {"2 *（申请.新收 + 1）", DIAG_EXPR_SYNTAX, "Write “(”"},
      {"申请.新收）", DIAG_EXPR_SYNTAX, "Write “)”"},
      {"申请.新收（件", DIAG_EXPR_SYNTAX, "Write “(”"},
      {"1 ＋ 2", DIAG_EXPR_SYNTAX, "Write “+”"},
      {"申请．新收", DIAG_EXPR_SYNTAX, "Write “.”"},
      {"year｜汉字", DIAG_EXPR_SYNTAX, "Write “|”"},
      {"1 |", DIAG_EXPR_SYNTAX, "“|” is no format"},
      {"1 | .10", DIAG_EXPR_SYNTAX, "“.10” is no format"},
      {"1 | % %", DIAG_EXPR_SYNTAX, "“%” is no format, or stands twice"},
      {"1 | 大写", DIAG_EXPR_SYNTAX, "“大写” is no format"},
      {"1 | 汉字 .1", DIAG_EXPR_SYNTAX, "do not go together"},
      {"1 | 万 %", DIAG_EXPR_SYNTAX, "do not go together"},
      {"1 / 0", DIAG_EXPR_VALUE, "divides by 0"},
      {"1 / 申请.不予公开", DIAG_EXPR_VALUE, "which is 0"},
      {"1 / 3", DIAG_EXPR_VALUE, "no end of decimals"},
      {"1 / 3 | %", DIAG_EXPR_VALUE, "no end of decimals"},
      {"1 / 2 | 汉字", DIAG_EXPR_VALUE, "no whole number"},
      {"agency + 1", DIAG_EXPR_VALUE, "calculates with a text"},
      {"1 + agency", DIAG_EXPR_VALUE, "calculates with a text"},
      {"-agency", DIAG_EXPR_VALUE, "calculates with a text"},
      {"(agency)", DIAG_EXPR_VALUE, "calculates with a text"},
      {"agency | .1", DIAG_EXPR_VALUE, "takes no format"},
      {"9000000000000000000 * 9000000000000000000", DIAG_EXPR_VALUE, "too large"},
      {"9000000000000000000 | %", DIAG_EXPR_VALUE, "too large"},
      {"9000000000000000000 | .9", DIAG_EXPR_VALUE, "too large"},
      {"previous.申请.新收", DIAG_EXPR_PATH, "names none"},
      {"申请.新到", DIAG_EXPR_PATH, "“申请.新收”"},
      {"行政许可", DIAG_EXPR_PATH, "“主动公开.行政许可”"},
      {"申请", DIAG_EXPR_PATH, "is a whole table"},
      {"申请.新收.公民", DIAG_EXPR_PATH, "no figure"},
      {"申请.没有.没有", DIAG_EXPR_PATH, "no figure"},
      {"申请.不予公开.公民", DIAG_EXPR_PATH, "no figure"},
      {"主动公开.行政许可.总计", DIAG_EXPR_PATH, "no figure"},
      {"主动公开.规章", DIAG_EXPR_PATH, "Write “主动公开.规章.制发”"},
      {"agenci", DIAG_EXPR_PATH, "“agency”"},
      {"１ + 2", DIAG_EXPR_SYNTAX, "Write “1”"},
      {"申请.新收 / １２", DIAG_EXPR_SYNTAX, "Write “1”"},
      {"申请.新收 －1", DIAG_EXPR_SYNTAX, "Write “-”"},
      {"1 × 2", DIAG_EXPR_SYNTAX, "Write “*”"},
      {"1 ÷ 2", DIAG_EXPR_SYNTAX, "Write “/”"},
      {"1 | ％", DIAG_EXPR_SYNTAX, "“％” is no format"},
      {"1 | ± 增减", DIAG_EXPR_SYNTAX, "do not go together"},
      {"1 | 增减 增减数", DIAG_EXPR_SYNTAX, "do not go together"},
      {"1 | 增减 万", DIAG_EXPR_SYNTAX, "do not go together"},
      {"1 | ± ±", DIAG_EXPR_SYNTAX, "stands twice"},
      {"1 | ±±", DIAG_EXPR_SYNTAX, "stands twice"},
      {"1 | 汉字 ±", DIAG_EXPR_SYNTAX, "do not go together"},
      {"申请.新收 / 申请.不予公开 + 1", DIAG_EXPR_VALUE, "divides by “申请.不予公开”, which is 0"},
      {"1 / (申请.新收 - 申请.新收 ) | .1", DIAG_EXPR_VALUE, "divides by “(申请.新收 - 申请.新收 )”, which is 0"},
      {"申请.新收 + 主动公开.行政事业性收费", DIAG_EXPR_VALUE,
       "different units: a count, and 万元 in “主动公开.行政事业性收费”"},
      {"主动公开.行政事业性收费 - (申请.新收)", DIAG_EXPR_VALUE, "Only figures of one unit add up"},
      {"1 +* 2", DIAG_EXPR_SYNTAX, "from “* 2” on"},
      {"1 -", DIAG_EXPR_SYNTAX, "ends before"},
      {"申请.新收 |", DIAG_EXPR_SYNTAX, "“|” is no format"},
      {"() + 1", DIAG_EXPR_SYNTAX, "from “) + 1” on"},
      {"复议诉讼", DIAG_EXPR_PATH, "Write “复议诉讼.行政复议”"},
      {"申请.不子公开", DIAG_EXPR_PATH, "“申请.不予公开”"},
      {"办理结果", DIAG_EXPR_PATH, "“申请.办理结果”"},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    const char *printed = evaluate(rows[i].text);
    char *findings = made_findings(&report);
    if (printed || report.diags.count != 1 || report.diags.items[0]->code != rows[i].code ||
        !strstr(findings, rows[i].words))
      fail_msg("%s gives %s, %s", rows[i].text, printed ? printed : "nothing", findings);
    g_free(findings);
  }
}

static void test_depth(void **state)
{
  (void)state;
  char *deep = g_strnfill(200, '('), *signs = g_strnfill(100000, '-');
  assert_null(evaluate(deep));
  assert_int_equal(report.diags.items[0]->code, DIAG_EXPR_SYNTAX);
  assert_non_null(strstr(report.diags.items[0]->message, "nests"));
  assert_int_equal(report.diags.count, 1);
  assert_null(evaluate(signs));
  assert_int_equal(report.diags.count, 1);
  g_free(deep);
  g_free(signs);
}

/* The caret stands under the part of the expression that is wrong, with or without the braces in the span. */
static void test_span(void **state)
{
  (void)state;
  static const struct {
    uint32_t begin, end, want;
  } rows[] = {{100, 110, 104}, {100, 113, 106}, {100, 150, 100}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    struct span span = {1, rows[i].begin, rows[i].end};
    report.diags.count = 0;
    assert_null(facts_evaluate(report.arena, report.facts, "1 + 没有", span, &report.diags));
    assert_int_equal(report.diags.items[0]->span.begin, rows[i].want);
    assert_int_equal(report.diags.items[0]->span.end, rows[i].want == 100 ? 150 : rows[i].want + 6);
  }
}

static void test_han(void **state)
{
  static const struct {
    int64_t number;
    const char *text;
  } rows[] = {
      {0, "零"},
      {2, "二"},
      {10, "十"},
      {15, "十五"},
      {20, "二十"},
      {100, "一百"},
      {105, "一百零五"},
      {110, "一百一十"},
      {1005, "一千零五"},
      {1050, "一千零五十"},
      {2345, "二千三百四十五"},
      {10000, "一万"},
      {10010, "一万零一十"},
      {13000, "一万三千"},
      {100000, "十万"},
      {105000, "十万五千"},
      {100005, "十万零五"},
      {1100000, "一百一十万"},
      {100000000, "一亿"},
      {100000005, "一亿零五"},
      {100003000, "一亿零三千"},
      {100050000, "一亿零五万"},
      {1200000000, "十二亿"},
      {10000000000000000, "一亿亿"},
      {-105, "负一百零五"},
      {INT64_MIN, "负九百二十二亿三千三百七十二万零三百六十八亿五千四百七十七万五千八百零八"},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    assert_string_equal(format_han(report.arena, rows[i].number), rows[i].text);
}

/* Figures that are no numbers, and those that were reported already. */
static void test_no_number(void **state)
{
  (void)state;
  struct made made;
  char *source = read_golden_source("figure/blanks.yaml");
  make_facts(&made, source);
  static const char *const none[] = {"主动公开.行政许可", "主动公开.规章.制发 + 1", "复议诉讼.行政诉讼",
                                     "复议诉讼.行政复议", "申请.新收"};
  for (size_t i = 0; i < G_N_ELEMENTS(none); i++) {
    made.diags.count = 0;
    assert_null(facts_evaluate(made.arena, made.facts, none[i], SPAN_NONE, &made.diags));
    assert_int_equal(made.diags.count, 1);
    assert_int_equal(made.diags.items[0]->code, DIAG_EXPR_VALUE);
  }
  made_done(&made);
  g_free(source);
  source = read_golden_source("figure/rows.yaml");
  make_facts(&made, source);
  static const char *const absent[] = {"主动公开.行政处罚", "申请.不予处理", "申请.总计 / 2 | .1 %", "-申请.新收"};
  made.diags.count = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(absent); i++)
    assert_null(facts_evaluate(made.arena, made.facts, absent[i], SPAN_NONE, &made.diags));
  assert_int_equal(made.diags.count, 0);
  made_done(&made);
  g_free(source);
}

/* In a chart such a figure is a gap, in the middle of an expression, too; every other mistake stays one. */
static void test_gap(void **state)
{
  (void)state;
  struct made made;
  char *blanks = read_golden_source("figure/blanks.yaml");
  char *source =
      text_change(blanks, "    text: 略\n",
                  "    content:\n      - text: 略\n      - chart: {kind: 柱, data: {甲: \"${主动公开.行政许可}\", "
                  "乙: 3, 丙: \"${主动公开.规章.制发 * 2 + 1}\"}}\n");
  make_facts(&made, source);
  char *codes = made_codes(&made);
  assert_string_equal(codes, "C3 S3? S3?");
  assert_int_equal(made.facts->chart_count, 1);
  assert_true(made.facts->charts[0].points[0].none);
  assert_false(made.facts->charts[0].points[1].none);
  assert_true(made.facts->charts[0].points[2].none);
  bool blank = false;
  made.diags.count = 0;
  assert_null(facts_evaluate_point(made.arena, made.facts, "1 / 申请.不予公开.国家秘", SPAN_NONE, &made.diags, &blank));
  assert_false(blank);
  assert_int_equal(made.diags.items[0]->code, DIAG_EXPR_PATH);
  g_free(codes);
  made_done(&made);
  g_free(source);
  g_free(blanks);
}

static void test_no_form(void **state)
{
  (void)state;
  struct made made;
  make_facts(&made,
             "agency: 某局\nyear: 2025\ntitle: 报告\nprevious: a.yaml\nsections:\n  - title: 一\n    text: 略\n");
  made.diags.count = 0;
  assert_string_equal(facts_evaluate(made.arena, made.facts, "year", SPAN_NONE, &made.diags), "2025");
  assert_null(facts_evaluate(made.arena, made.facts, "申请.新收", SPAN_NONE, &made.diags));
  assert_null(facts_evaluate(made.arena, made.facts, "previous.申请.新收", SPAN_NONE, &made.diags));
  char *findings = made_findings(&made);
  assert_string_equal(findings,
                      "expr-path: There is no figure “申请.新收”, since the report names no form. / Add a line such as "
                      "“form: disclosure-2021”.\n");
  g_free(findings);
  made_done(&made);
}

static int open_report(void **state)
{
  (void)state;
  char *source = read_golden_source("figure/city.yaml");
  make_facts(&report, source);
  g_free(source);
  return 0;
}

static int close_report(void **state)
{
  (void)state;
  made_done(&report);
  return 0;
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_values),  cmocka_unit_test(test_mistakes), cmocka_unit_test(test_depth),
      cmocka_unit_test(test_span),    cmocka_unit_test(test_han),      cmocka_unit_test(test_no_number),
      cmocka_unit_test(test_no_form), cmocka_unit_test(test_gap),
  };
  return cmocka_run_group_tests(tests, open_report, close_report);
}
