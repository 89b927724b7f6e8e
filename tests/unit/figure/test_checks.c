/* Cells, placeholders, and the checks, each row a change of one good report. */
#include "make.h"

#include "figure/figures.h"

static char *good; /* tests/golden/figure/whole.yaml */

static void make_changed(struct made *made, const char *from, const char *to)
{
  const char *at = strstr(good, from);
  if (!at)
    fail_msg("no %s", from);
  GString *text = g_string_new_len(good, at - good);
  g_string_append(text, to);
  g_string_append(text, at + strlen(from));
  make_facts(made, text->str);
  g_string_free(text, TRUE);
}

struct change {
  const char *from, *to, *findings; /* codes, and words of the first finding */
  const char *words;
};

static char *codes_of(const struct made *made)
{
  GString *codes = g_string_new(NULL);
  for (size_t i = 0; i < made->diags.count; i++)
    g_string_append_printf(codes, "%s%s%s", i ? " " : "", diag_code_name(made->diags.items[i]->code),
                           made->diags.items[i]->severity == DIAG_WARNING ? "?" : "");
  return g_string_free(codes, FALSE);
}

static void check_change(const struct change *change)
{
  struct made made;
  make_changed(&made, change->from, change->to);
  char *codes = codes_of(&made), *findings = made_findings(&made);
  if (strcmp(codes, change->findings) != 0 || (change->words && !strstr(findings, change->words)))
    fail_msg("%s → %s gives %s\n%s", change->from, change->to, codes, findings);
  g_free(codes);
  g_free(findings);
  made_done(&made);
}

static void test_cells(void **state)
{
  static const struct change rows[] = {
      {"行政许可: 1333", "行政许可: [1333]", "", NULL},
      {"行政许可: 1333", "行政许可: \"1333\"", "", NULL},
      {"行政许可: 1333", "行政许可: {value: 1333}", "", NULL},
      {"行政许可: 1333", "行政许可: 1，333", "figure-bad", "Write 1333."},
      {"行政许可: 1333", "行政许可: １３３３件", "figure-bad", "Write 1333."},
      {"行政许可: 1333", "行政许可: 约1333宗", "figure-bad", "Write 1333."},
      {"行政许可: 1333", "行政许可: 1'333", "figure-bad", "thousands separators"},
      {"行政许可: 1333", "行政许可: 1333.0", "figure-bad", "a whole number"},
      {"行政许可: 1333", "行政许可: −3", "figure-bad", "never less than 0"},
      {"行政许可: 1333", "行政许可: 0x1F", "figure-bad", "a whole number"},
      {"行政许可: 1333", "行政许可: .inf", "figure-bad", "a whole number"},
      {"行政许可: 1333", "行政许可: 1e99", "figure-bad", "a whole number"},
      {"行政许可: 1333", "行政许可: 50%", "figure-bad", "without units"},
      {"行政许可: 1333", "行政许可: 12（）x", "figure-bad", "without units"},
      {"行政许可: 1333", "行政许可: （12）", "figure-bad", "a whole number"},
      {"行政许可: 1333", "行政许可: 多(12)", "figure-bad", "a whole number"},
      {"行政许可: 1333", "行政许可:", "figure-bad", "~ for a cell"},
      {"行政许可: 1333", "行政许可: ——", "figure-bad", "Write \"-\""},
      {"行政许可: 1333", "行政许可: {value: [1]}", "figure-bad", "one figure, not"},
      {"行政许可: 1333", "行政许可: {note: 无}", "key-missing", NULL},
      {"行政许可: 1333", "行政许可: [1, 2]", "S1", "has 2 values, but the form has 1"},
      {"行政许可: 1333", "行政许可: 一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二", "figure-bad",
       "一二三四五六七八九十…”"},
      {"行政事业性收费: 0", "行政事业性收费: 0.0001", "", NULL},
      {"行政事业性收费: 0", "行政事业性收费: 12.50", "", NULL},
      {"行政事业性收费: 0", "行政事业性收费: 12.", "figure-bad", "at most 4 decimals"},
      {"行政事业性收费: 0", "行政事业性收费: 12.5万元", "figure-bad", "Write 12.5."},
      {"行政事业性收费: 0", "行政事业性收费: 1,2500元", "figure-bad", "Write 1.25."},
      {"行政事业性收费: 0", "行政事业性收费: 0.01元", "figure-bad", "in 万元, such as 12.5"},
      {"行政事业性收费: 0", "行政事业性收费: 元", "figure-bad", "in 万元, such as 12.5"},
      {"行政事业性收费: 0", "行政事业性收费: 3百元", "figure-bad", "in 万元, such as 12.5"},
      {"废止: 4", "废止: {value: 4, note: 含规章}", "", NULL},
      {"废止: 4, ", "", "S1", "If there was none, add “废止: 0”"},
      {"废止: 4", "废除: 4", "S1", "has no column “废除”. / Did you mean “废止”?"},
      {"废止: 4", "废止: 4, 备注及说明情况: 4", "S1", "Its columns are: 制发, 废止, 现行有效."},
      {"新收:     [9, 0, 0, 0, 0, 0]", "新收: {自然人: 9, 其余: 0, 总计: 9}", "", NULL},
      {"上年结转: 0", "上年结转: ~", "S3?", NULL},
      {"不予公开: {", "不予公开.国家秘密: 0\n    不予公开: {", "S1", "The form has no row “不予公开.国家秘密”"},
      {"    上年结转: 0", "    办理结果: 0\n    上年结转: 0", "S1", "leave this one out"},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    check_change(&rows[i]);
}

static void test_tables(void **state)
{
  static const struct change rows[] = {
      {"  复议诉讼:\n    行政复议: 0\n    未经复议直接起诉: [0, 0, 0, 0]\n    复议后起诉: 0\n", "", "S1",
       "The figures of the table “复议诉讼” are missing."},
      {"  复议诉讼:\n    行政复议: 0\n    未经复议直接起诉: [0, 0, 0, 0]\n    复议后起诉: 0\n", "  复议诉讼: 0\n", "S1",
       "not rows by name"},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    check_change(&rows[i]);
}

static void test_rules(void **state)
{
  static const struct change rows[] = {
      /* one figure in the new requests: column and total */
      {"新收:     [9, 0, 0, 0, 0, 0]", "新收: [8, 0, 0, 0, 0, 0]", "C1 C1",
       "In “申请”, column “自然人”, the figures disagree: 新收 8 + 上年结转 0 = 8, but 总计 9 + 结转下年度 0 = 9; the "
       "difference is 1. / The rule: 第一项加第二项之和，等于第三项加第四项之和."},
      /* a total of a row that is no part of what is written elsewhere */
      {"部分公开: 0", "部分公开: [0, 0, 0, 0, 0, 0, 2]", "C3",
       "row “部分公开”, the figures disagree: 总计 2, but every part is 0"},
      /* a total row, one column of it */
      {"结转下年度: 0", "总计: {商业企业: 2}\n    结转下年度: {商业企业: -, 其余: 0}", "C1 C2 S3?",
       "column “商业企业”, the figures disagree: 新收 0 + 上年结转 0 = 0, but 总计 2 + 结转下年度 - = 2"},
      {"行政复议: 0", "行政复议: [1, 1, 1, 1, 3]", "C4",
       "row “行政复议”, the figures disagree: 总计 3, but 结果维持 1 + 结果纠正 1 + 其他结果 1 + 尚未审结 1 = 4; the "
       "difference is 1."},
      {"行政复议: 0", "行政复议: [1, 1, 1, 1, \"/\"]", "C4 S3?", "总计 /, but"},
      {"行政复议: 0", "行政复议: [0, 0, 0, 0, \"/\"]", "S3?", NULL},
      {"行政复议: 0", "行政复议: [\"-\", \"-\", \"-\", \"-\", 2]", "C4 S3?", NULL},
      {"复议诉讼:\n    行政复议: 0\n    未经复议直接起诉: [0, 0, 0, 0]\n    复议后起诉: 0",
       "复议诉讼:\n    行政复议: \"-\"\n    未经复议直接起诉: \"-\"\n    复议后起诉: {其余: \"-\"}", "", NULL},
      /* what is unreadable is not reported again by the sums */
      {"新收:     [9, 0, 0, 0, 0, 0]", "新收: [九, 0, 0, 0, 0, 0, 9]", "figure-bad", NULL},
      {"新收:     [9, 0, 0, 0, 0, 0]", "新收: [9, 0, 0, 0, 0, 0, 9件]", "figure-bad", NULL},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    check_change(&rows[i]);
}

static void test_sections(void **state)
{
  static const struct change rows[] = {
      {"title: 存在的主要问题及改进情况", "title: 存在的主要问题和改进情况", "", NULL},
      {"title: 总体情况", "title: 总 体 情 况", "", NULL},
      {"title: 总体情况", "title: 概述", "S5", "The section “总体情况” is missing; the form has it as number 1."},
      {"title: 总体情况", "title: 总体工作情况", "S5?", "calls this section “总体情况”, not “总体工作情况”"},
      {"title: 收到和处理政府信息公开申请情况", "title: 依申请公开", "S5?", "not “依申请公开”"},
      {"  - title: 总体情况\n    text: 略\n", "", "S5", "missing; the form has it as number 1"},
      {"  - title: 收到和处理政府信息公开申请情况\n    table: 申请\n", "", "S5", "with “table: 申请” under “sections”"},
      {"    table: 申请\n", "    text: 略\n", "S5",
       "The table “申请” stands in no section, so it would not be printed. / Add “table: 申请” to the section"},
      {"table: 复议诉讼\n", "table: 复议和诉讼\n", "name-unknown", "Did you mean “复议诉讼”?"},
      {"table: 复议诉讼\n", "table: 别\n", "name-unknown S5", "has no table “别”"},
      {"  - title: 总体情况\n    text: 略\n  - title: 主动公开政府信息情况\n    table: 主动公开\n",
       "  - title: 主动公开政府信息情况\n    table: 主动公开\n  - title: 总体情况\n    text: 略\n", "S5?",
       "out of order"},
      {"  - title: 其他需要报告的事项\n", "  - title: 附件\n    text: 略\n  - title: 其他需要报告的事项\n", "", NULL},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    check_change(&rows[i]);
}

/* The first section moved to the end is one finding, not five. */
static void test_order(void **state)
{
  (void)state;
  char **parts = g_strsplit(good, "  - title: 总体情况\n    text: 略\n", 2);
  char *text = g_strconcat(parts[0], parts[1], "  - title: 总体情况\n    text: 略\n", NULL);
  struct made made;
  make_facts(&made, text);
  char *findings = made_findings(&made);
  assert_string_equal(findings, "S5: The section “总体情况” is out of order; the form has it as number 1. / Move it to "
                                "the beginning.\n");
  g_free(findings);
  made_done(&made);
  g_free(text);
  g_strfreev(parts);
}

static void test_year(void **state)
{
  static const struct change rows[] = {
      {"year: 2025", "year: 2020", "S2?", "The form before it is disclosure-2019."},
      {"year: 2025", "year: 2021", "", NULL},
      {"form: disclosure-2021", "form: disclosure-2O21", "name-unknown", "Did you mean “disclosure-20"},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    check_change(&rows[i]);
}

/* The finding of a rule speaks of every cell that is in it, and these cells are marked. */
static void test_related(void **state)
{
  (void)state;
  struct made made;
  make_changed(&made, "行政复议: 0", "行政复议: [1, 1, 1, ~, 9]");
  const struct diag *diag = made.diags.items[0];
  assert_int_equal(diag->code, DIAG_C4);
  assert_int_equal(diag->related_count, 5);
  assert_string_equal(diag->related[0].message, "总计 is 9");
  assert_string_equal(diag->related[4].message, "尚未审结 is blank");
  const struct fact_table *table = facts_table(made.facts, "复议诉讼");
  assert_true(fact_at(table, 0, 4)->wrong);
  assert_false(fact_at(table, 0, 0)->wrong);
  assert_null(facts_table(made.facts, "别"));
  made_done(&made);
}

/* Figures of the greatest length that is taken still add up; figures that would not are refused. */
static void test_large(void **state)
{
  (void)state;
  struct made made;
  make_changed(&made, "部分公开: 0", "部分公开: [99999999999999, 99999999999999, 0, 0, 0, 0]");
  const struct fact_table *table = facts_table(made.facts, "申请");
  const struct form_row *row = form_row(table->form, "部分公开");
  assert_string_equal(fact_at(table, (size_t)(row - table->form->rows), 6)->text, "199999999999998");
  made_done(&made);
}

/* Sums that leave 64 bits are reported and take part in nothing. */
static void test_overflow(void **state)
{
  (void)state;
  struct made made;
  make_changed(&made, "部分公开: 0", "部分公开: [1, 1, 0, 0, 0, 0]");
  struct fact_table *table = &made.facts->tables[1];
  size_t row = (size_t)(form_row(table->form, "部分公开") - table->form->rows);
  fact_at(table, row, 0)->value.units = INT64_MAX;
  made.diags.count = 0;
  fact_at(table, row, 6)->written = false;
  totals_compute(made.arena, &made.diags, table);
  assert_int_equal(fact_at(table, row, 6)->kind, FACT_ABSENT);
  assert_true(made.diags.count > 0);
  assert_int_equal(made.diags.items[0]->code, DIAG_FIGURE_BAD);
  fact_at(table, row + 1, 0)->value.units = 1;
  made.diags.count = 0;
  fact_at(table, row, 6)->kind = FACT_NUMBER;
  fact_at(table, row, 6)->value = dec_from_int(INT64_MAX);
  assert_null(facts_evaluate(made.arena, made.facts, "申请.办理结果", SPAN_NONE, &made.diags));
  assert_int_equal(made.diags.items[0]->code, DIAG_EXPR_VALUE);
  made_done(&made);
}

static void test_figures_kind(void **state)
{
  (void)state;
  struct made made;
  make_facts(&made, "form: disclosure-2021\nagency: 某局\nyear: 2025\ntitle: 报告\nfigures: [1]\nsections:\n  - title: "
                    "总体情况\n    text: 略\n");
  assert_true(diags_have_error(&made.diags));
  made_done(&made);
}

static int open_good(void **state)
{
  (void)state;
  good = read_golden_source("figure/whole.yaml");
  return 0;
}

static int close_good(void **state)
{
  (void)state;
  g_free(good);
  return 0;
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_cells),        cmocka_unit_test(test_tables), cmocka_unit_test(test_rules),
      cmocka_unit_test(test_sections),     cmocka_unit_test(test_order),  cmocka_unit_test(test_year),
      cmocka_unit_test(test_related),      cmocka_unit_test(test_large),  cmocka_unit_test(test_overflow),
      cmocka_unit_test(test_figures_kind),
  };
  return cmocka_run_group_tests(tests, open_good, close_good);
}
