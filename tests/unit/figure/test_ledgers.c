/* Ledgers: tables of a form whose rows the source gives, or whose columns are computed. Each row changes one good form
 * or one good report. */
#include "make.h"

#include "figure/figures.h"
#include "figure/prose_cache.h"

static const char form[] = "form: test\n"
                           "title: 测试\n"
                           "names:\n"
                           "  功能: {\"205\": 教育支出, \"208\": 社会保障和就业支出}\n"
                           "tables:\n"
                           "  总表:\n"
                           "    title: 总表\n"
                           "    tolerance: 0.01\n"
                           "    missing: omitted\n"
                           "    columns:\n"
                           "      - 收入: [项目, {name: 行次, ordinal: true}, {name: 决算数, format: .2}]\n"
                           "      - 支出: [项目, {name: 行次, ordinal: true}, {name: 决算数, format: .2}]\n"
                           "    sides: [{key: 收入, columns: 3}, {key: 支出, columns: 3}]\n"
                           "    rows:\n"
                           "      收入:\n"
                           "        - {key: 财政拨款, label: 一、财政拨款}\n"
                           "        - {key: 事业收入, label: 二、事业收入, missing: blank}\n"
                           "        - {key: 合计, label: 本年收入合计, foot: true, is: 财政拨款 + 事业收入}\n"
                           "        - {key: 总计, foot: true, is: 合计}\n"
                           "      支出:\n"
                           "        - {key: 教育支出, missing: required}\n"
                           "        - {key: 社会保障和就业支出}\n"
                           "        - {key: 其他支出}\n"
                           "        - {key: 合计, foot: true, is: 教育支出 + 社会保障和就业支出 + 其他支出}\n"
                           "        - {key: 总计, foot: true, is: 合计}\n"
                           "    rules:\n"
                           "      - {words: 收支总计相等, equation: 收入.总计 = 支出.总计}\n"
                           "  明细:\n"
                           "    title: 明细\n"
                           "    tolerance: 0.005 each\n"
                           "    empty: 本表无数据。\n"
                           "    placeholder: {blank: ——, zero: 零}\n"
                           "    columns:\n"
                           "      - 科目编码\n"
                           "      - {name: 科目名称, indent: true}\n"
                           "      - {name: 合计, format: .2, total: sum}\n"
                           "      - {name: 基本支出, format: .2}\n"
                           "      - {name: 项目支出, format: .2}\n"
                           "      - {name: 占比, format: .1, sum: false, is: 项目支出 / 合计 * 100}\n"
                           "    codes: {levels: [3, 5, 7], names: 功能}\n"
                           "    rows: [{key: 合计, sum: true}]\n"
                           "    rules:\n"
                           "      - {words: 项目不多于合计, each: row, equation: 合计 = 基本支出 + 项目支出}\n"
                           "  产量:\n"
                           "    title: 产量\n"
                           "    optional: true\n"
                           "    columns:\n"
                           "      - 产品\n"
                           "      - {name: 产量, format: 千分位}\n"
                           "      - {name: 上年, format: 千分位, hidden: true}\n"
                           "      - {name: 增长, format: ±.1, sum: false, is: (产量 - 上年) / 上年 * 100}\n"
                           "    rows: [{key: 粮食, unit: 万吨}, {key: 夏粮, label: 其中：夏粮, indent: 1},\n"
                           "      {key: 秋粮, label: 　　　秋粮, indent: 1, missing: omitted},\n"
                           "      {band: 油料},\n"
                           "      {key: 花生, missing: omitted}, {key: 芝麻, missing: omitted},\n"
                           "      {band: 畜产品}, {key: 肉类, missing: omitted},\n"
                           "      {key: 猪肉, label: 其中：猪肉, indent: 1, missing: omitted},\n"
                           "      {key: 大猪, label: 其中：大猪, indent: 2, missing: omitted},\n"
                           "      {key: 牛肉, label: 　　　牛肉, indent: 1, missing: omitted},\n"
                           "      {key: 羊肉, label: 　　　羊肉, indent: 1, missing: omitted}]\n"
                           "  单位:\n"
                           "    title: 单位\n"
                           "    optional: true\n"
                           "    open: true\n"
                           "    columns: [单位, {name: 人数, format: integer}, 备注]\n"
                           "    rows: [{key: 共计, sum: true, foot: true}]\n"
                           "rules:\n"
                           "  - {words: 支出与明细相等, equation: 总表.支出.合计 = 明细.合计}\n"
                           "  - {words: 教育支出相等, equation: 总表.教育支出 = 明细.205.合计, tolerance: 0.05}\n";

static const char report[] = "form: test\n"
                             "agency: 某局\n"
                             "year: 2025\n"
                             "title: 决算\n"
                             "figures:\n"
                             "  总表:\n"
                             "    收入: {财政拨款: 90.00, 事业收入: 12.5}\n"
                             "    支出: {教育支出: 100, 社会保障和就业支出: 2.50}\n"
                             "  明细:\n"
                             "    205: [教育支出, 60.00, 40.00]\n"
                             "    20501: [教育管理, 60.00, ~]\n"
                             "    2050101: [行政运行, 20.00, ~]\n"
                             "    2050199: [其他, 40.00, ~]\n"
                             "    20502: {科目名称: 普通教育, 项目支出: 40.00, 基本支出: 0}\n"
                             "    2050201: [学前教育, 0, 40]\n"
                             "    208: [2.50, ~]\n"
                             "  产量:\n"
                             "    粮食: [1234.5, 1200]\n"
                             "    夏粮: [98, ~]\n"
                             "  单位:\n"
                             "    - [甲校, 12, 说明]\n"
                             "    - [乙校, 3, ~]\n"
                             "sections:\n"
                             "  - title: 表\n"
                             "    content: [{table: 总表}, {table: 明细}, {table: 产量}, {table: 单位}]\n"
                             "  - title: 说明\n"
                             "    text: 合计${总表.收入.合计}\n";

struct change {
  const char *from, *to, *findings; /* codes */
  const char *words;                /* of the findings */
};

static char *replace(const char *text, const char *from, const char *to)
{
  const char *at = strstr(text, from);
  if (!at)
    fail_msg("no %s", from);
  GString *out = g_string_new_len(text, at - text);
  g_string_append(out, to);
  g_string_append(out, at + strlen(from));
  return g_string_free(out, FALSE);
}

static char *codes_of(const struct made *made)
{
  GString *codes = g_string_new(NULL);
  for (size_t i = 0; i < made->diags.count; i++)
    g_string_append_printf(codes, "%s%s%s", i ? " " : "", diag_code_name(made->diags.items[i]->code),
                           made->diags.items[i]->severity == DIAG_WARNING ? "?" : "");
  return g_string_free(codes, FALSE);
}

static void check(const struct change *change, const char *form_text, const char *report_text)
{
  struct made made;
  make_facts_of(&made, form_text, report_text);
  char *codes = codes_of(&made), *findings = made_findings(&made);
  if (strcmp(codes, change->findings) != 0 || (change->words && !strstr(findings, change->words)))
    fail_msg("%s → %s gives %s\n%s", change->from, change->to, codes, findings);
  g_free(codes);
  g_free(findings);
  made_done(&made);
}

static void check_reports(const struct change *changes, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    char *text = replace(report, changes[i].from, changes[i].to);
    check(&changes[i], form, text);
    g_free(text);
  }
}

static void check_forms(const struct change *changes, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    char *text = replace(form, changes[i].from, changes[i].to);
    check(&changes[i], text, report);
    g_free(text);
  }
}

/* --- what is printed --- */

static const char *value_of(struct made *made, const char *path)
{
  const char *text = facts_evaluate(made->arena, made->facts, path, SPAN_NONE, &made->diags);
  return text ? text : "";
}

static void test_computed(void **state)
{
  static const struct {
    const char *path, *value;
  } rows[] = {
      {"总表.收入.合计", "102.50"},
      {"总表.收入.合计.决算数", "102.50"},
      {"总表.教育支出", "100.00"},
      {"总表.支出.总计", "102.50"},
      {"明细.合计", "102.50"},
      {"明细.205", "100.00"},
      {"明细.20502.基本支出", "0.00"},
      {"明细.2050201.合计", "40.00"},
      {"明细.合计.占比", "39.0"},
      {"明细.205.占比", "40.0"},
      {"产量.粮食.增长", "2.9"},
      {"产量.粮食.上年", "1200"},
      {"单位.共计", "15"},
      {"单位.甲校 + 单位.乙校", "15"},
      {"明细.205 / 明细.合计 | .1 %", "97.6%"},
      {"明细.208.基本支出", "2.50"},
  };
  (void)state;
  struct made made;
  make_facts_of(&made, form, report);
  char *findings = made_findings(&made);
  assert_string_equal(findings, "");
  g_free(findings);
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    assert_string_equal(value_of(&made, rows[i].path), rows[i].value);
  made_done(&made);
}

/* Every cell of the table as it is printed, by rows. */
static char *print_table(const struct made *made, const char *key)
{
  const struct ledger *ledger = facts_table(made->facts, key)->ledger;
  GString *out = g_string_new(NULL);
  for (size_t r = 0; r < ledger->table->row_count; r++) {
    const struct table_row *row = &ledger->table->rows[r];
    for (size_t i = row->first; i < row->first + row->count; i++) {
      const struct table_cell *cell = &ledger->table->cells[i];
      const char *words = cell->text.count ? cell->text.items[0].text : "";
      g_string_append_printf(out, "|%s", ledger->facts[i].text ? ledger->facts[i].text : words);
    }
    g_string_append_c(out, '\n');
  }
  return g_string_free(out, FALSE);
}

/* Numbered down one side after the other; sums aligned at the end; a whole number with the decimals of its column. */
static void test_print(void **state)
{
  (void)state;
  struct made made;
  make_facts_of(&made, form, report);
  char *sides = print_table(&made, "总表"), *codes = print_table(&made, "明细"), *open = print_table(&made, "单位");
  assert_string_equal(sides, "|一、财政拨款|1|90.00|教育支出|5|100.00\n"
                             "|二、事业收入|2|12.50|社会保障和就业支出|6|2.50\n"
                             "|本年收入合计|3|102.50|合计|7|102.50\n"
                             "|总计|4|102.50|总计|8|102.50\n");
  assert_string_equal(codes, "|合计|102.50|62.50|40.00|39.0\n"
                             "|205|教育支出|100.00|60.00|40.00|40.0\n"
                             "|20501|教育管理|60.00|60.00|——|——\n"
                             "|2050101|行政运行|20.00|20.00|——|——\n"
                             "|2050199|其他|40.00|40.00|——|——\n"
                             "|20502|普通教育|40.00|零|40.00|100.0\n"
                             "|2050201|学前教育|40.00|零|40.00|100.0\n"
                             "|208|社会保障和就业支出|2.50|2.50|——|——\n");
  assert_string_equal(open, "|甲校|12|说明\n|乙校|3|\n|共计|15|\n");
  g_free(sides);
  g_free(codes);
  g_free(open);
  made_done(&made);
}

/* A sub-heading is printed only above rows, and 其中： stands before the first of the parts that are printed. */
static void test_omitted(void **state)
{
  (void)state;
  static const struct {
    const char *rows, *printed;
  } cases[] = {
      {"", "|粮食|1,234.5|1,200|+2.9\n|其中：夏粮|98||\n"},
      {"    秋粮: [5, ~]\n", "|粮食|1,234.5|1,200|+2.9\n|其中：夏粮|98||\n|　　　秋粮|5||\n"},
      {"    肉类: [9, ~]\n    牛肉: [3, ~]\n    羊肉: [2, ~]\n",
       "|粮食|1,234.5|1,200|+2.9\n|其中：夏粮|98||\n|畜产品\n|肉类|9||\n|其中：牛肉|3||\n|　　　羊肉|2||\n"},
      {"    肉类: [9, ~]\n    猪肉: [5, ~]\n    羊肉: [2, ~]\n",
       "|粮食|1,234.5|1,200|+2.9\n|其中：夏粮|98||\n|畜产品\n|肉类|9||\n|其中：猪肉|5||\n|　　　羊肉|2||\n"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    char *rows = g_strconcat("    夏粮: [98, ~]\n", cases[i].rows, NULL);
    char *text = replace(report, "    夏粮: [98, ~]\n", rows);
    struct made made;
    make_facts_of(&made, form, text);
    char *printed = print_table(&made, "产量");
    assert_string_equal(printed, cases[i].printed);
    g_free(printed);
    g_free(text);
    g_free(rows);
    made_done(&made);
  }
}

static void test_empty(void **state)
{
  (void)state;
  char *text = replace(report, "    205: [教育支出, 60.00, 40.00]\n", ""), *lines = strstr(text, "    20501:");
  memmove(lines, strstr(text, "  产量:\n"), strlen(strstr(text, "  产量:\n")) + 1);
  char *empty = replace(text, "  明细:\n", "  明细: []\n");
  struct made made;
  make_facts_of(&made, form, empty);
  const struct ledger *ledger = facts_table(made.facts, "明细")->ledger;
  assert_int_equal(ledger->table->row_count, 0);
  assert_string_equal(ledger->table->empty.items[0].text, "本表无数据。");
  char *codes = codes_of(&made);
  assert_string_equal(codes, "");
  g_free(codes);
  made_done(&made);
  char *gone = replace(text, "  明细:\n", "");
  check(&(struct change){"  明细:\n", "", "S1", "write “明细: []”, and the form's sentence is printed"}, form, gone);
  g_free(gone);
  g_free(text);
  g_free(empty);
}

/* --- mistakes of reports --- */

static void test_codes(void **state)
{
  static const struct change rows[] = {
      {"    20501:", "    20503:", "code-bad code-bad?", "there is no row for 20501, to which 2050101 belongs"},
      {"    2050199:", "    205019:", "code-bad sum-code", "so many of them: 3, 5, 7."},
      {"    2050199:", "    205019X:", "code-bad sum-code", "“205019X” is no code of the table “明细”"},
      {"    208: [2.50, ~]", "    208: [2.50, ~]\n    20805: [养老, 2.40, ~]", "sum-code",
       "row “208 社会保障和就业支出”, column “基本支出”, the figure is 2.50, but the codes of the next level add up to "
       "2.40"},
      {"2050101: [行政运行, 20.00, ~]", "2050101: [行政运行, 20.01, ~]", "", NULL}, /* within 3 × 0.005 */
      {"2050101: [行政运行, 20.00, ~]", "2050101: [行政运行, 20.02, ~]", "sum-code", "the difference is 0.02"},
      {"    205: [教育支出, 60.00, 40.00]", "    205: 教育支出", "", NULL}, /* its figures are computed */
      {"    205: [教育支出, 60.00, 40.00]", "    205: [教育支出, 99.00, 60.00, 40.00, 40.0]", "sum-code",
       "column “合计”, the figure is 99.00, but the codes of the next level add up to 100.00"},
      {"    205: [教育支出, 60.00, 40.00]", "    205: [教育支出, 100.00, 60.00, 40.00, 41.0]", "rule",
       "the figure is 41.0, but 项目支出 40.00 ÷ 合计 100.00 × 100 comes to 40.0; the difference is 1.0"},
      {"    208: [2.50, ~]", "    208: [社会保障, 2.60, 2.50, ~, ~]", "table-sum",
       "Row “明细.208 社会保障”, column “合计”: the total is 2.60, but the columns add up to 2.50"},
      {"    20501: [教育管理, 60.00, ~]", "    20501: [60.00, ~]", "S1", "Its columns are"},
      {"    208: [2.50, ~]", "    208: [2.50, ~]\n    合计: [102.50, 62.50, 40.00, 39.0]", "", NULL},
      {"    208: [2.50, ~]", "    208: [2.50, ~]\n    合计: [102.50, 62.60, 40.00, 39.0]", "table-sum table-sum",
       "the total is 62.60, but the rows add up to 62.50"},
      {"    208: [2.50, ~]", "    208: [2.50, 1, 2, 3, 4, 5]", "S1", "has 6 values, but the form has 5 columns here"},
      {"    208: [2.50, ~]", "    208: {基本支: 2.50, 项目支出: ~}", "S1", "Did you mean “基本支出”?"},
      {"    208: [2.50, ~]", "    208: {项目支出: 0}", "S1", "lacks these columns: 基本支出."},
      {"    208: [2.50, ~]", "    208: {基本支出: 2.5, 其余: 0}", "", NULL},
      {"    208: [2.50, ~]", "    208: 2.50", "figure-bad", "does not say which of them it is for"},
      {"    208: [2.50, ~]", "    208:", "figure-bad", "There are no figures for 明细.208."},
      {"    208: [2.50, ~]", "    208: ['2,50', ~]", "figure-bad", "is no figure that can be reckoned with"},
  };
  (void)state;
  check_reports(rows, G_N_ELEMENTS(rows));
}

static void test_rules(void **state)
{
  static const struct change rows[] = {
      {"财政拨款: 90.00", "财政拨款: 90.01", "", NULL}, /* within the tolerance */
      {"财政拨款: 90.00", "财政拨款: 90.02", "rule", "收入.总计 102.52, but 支出.总计 102.50; the difference is 0.02"},
      {"事业收入: 12.5}", "事业收入: 12.5, 合计: 103}", "rule",
       "In “总表”, row “本年收入合计”, column “收入.决算数”, the figure is 103.00, but 财政拨款 90.00 + 事业收入 12.50 "
       "comes to 102.50; the difference is 0.50."},
      {"教育支出: 100,", "教育支出: 100.04,", "rule rule", "收支总计相等"}, /* 205 is within 0.05 */
      {"教育支出: 100,", "教育支出: ~,", "rule rule", "but 明细.合计 102.50"},
      {"支出: {教育支出: 100, ", "支出: {", "S1", "The row “教育支出” is missing in “总表”"},
      {"支出: {教育支出: 100, ", "支出: {教育支处: 100, ", "S1", "Did you mean “教育支出”?"},
      {"粮食: [1234.5, 1200]", "粮食: [1234.5, 1200, 2.9]", "", NULL},
      {"粮食: [1234.5, 1200]", "粮食: [1234.5, 1200, 2.8]", "rule",
       "the figure is 2.8, but (产量 1234.5 - 上年 1200) ÷ 上年 1200 × 100 comes to 2.9"},
      {"粮食: [1234.5, 1200]", "粮食: [1234.5, 0]", "", NULL}, /* no growth over nothing */
      {"粮食: [1234.5, 1200]", "粮食: [1234.5]", "S1", "Its columns are: 产量, 上年, 增长."},
      {"    夏粮: [98, ~]\n", "", "S1", "The row “夏粮” is missing in “产量”"},
      {"    夏粮: [98, ~]\n", "    夏粮: {产量: {value: 98, mark: ①}, 上年: ~}\n", "", NULL},
      {"- [乙校, 3, ~]", "- [甲校, 3, ~]", "", NULL}, /* labels are no codes */
      {"- [乙校, 3, ~]", "- 乙校", "S1", "begins with its code or label"},
      {"- [乙校, 3, ~]", "- {label: 乙校, cell: [3, ~]}", "key-unknown S1", "has no key “cell”"},
      {"- [乙校, 3, ~]", "- {label: 小标题, head: true}", "", NULL},
      {"- [乙校, 3, ~]", "- {label: 共计, cells: [12, ~]}", "", NULL},
      {"- [乙校, 3, ~]", "- {label: 共计, cells: [13, ~]}", "table-sum", "the total is 13, but the rows add up to 12"},
      {"- [乙校, 3, ~]", "- [乙校, 3, ~]\n    - [共计, ~, ~]\n    - [共计, 15, ~]", "code-bad",
       "stands twice in “单位”"},
      {"{table: 单位}", "", "S5", "The table “单位” stands in no section"},
      {"合计${总表.收入.合计}", "合计${总表.合计}", "", NULL},
  };
  (void)state;
  check_reports(rows, G_N_ELEMENTS(rows));
}

/* --- mistakes of forms --- */

static void test_forms(void **state)
{
  static const struct change rows[] = {
      {"is: 财政拨款 + 事业收入", "is: 财政拨款 + 别的", "form-bad",
       "Form “test”, table “总表”: “别的” names no figure: there is no “别的”."},
      {"is: 财政拨款 + 事业收入", "is: 财政拨款 + 总计", "form-bad",
       "table “总表”: What row “合计”, column “收入.决算数” comes to is computed from itself."},
      {"is: 财政拨款 + 事业收入", "is: (财政拨款", "form-bad", "cannot be read"},
      {"is: 财政拨款 + 事业收入", "is: 财政拨款 ** 2", "form-bad", "cannot be read"},
      {"is: 财政拨款 + 事业收入", "is: {别的: 财政拨款}", "form-bad",
       "“别的” is no column here that could be computed."},
      {"is: 财政拨款 + 事业收入", "is: [财政拨款]", "form-bad", "an expression, or one for each column"},
      {"is: 项目支出 / 合计 * 100", "is: 占比 + 1", "form-bad", "column “占比” comes to is computed from itself"},
      {"{name: 占比, format: .1,", "{name: 占比, format: 千分位,", "form-bad", "whose format states the decimals"},
      {"equation: 总表.支出.合计 = 明细.合计", "equation: 总表.支出.合计 = 明细.无", "form-bad", "there is no “无”"},
      {"equation: 总表.支出.合计 = 明细.合计", "equation: 别表.合计 = 明细.合计", "form-bad",
       "“别表.合计” names no figure"},
      {"equation: 总表.支出.合计 = 明细.合计", "equation: 总表.合计 = 明细.合计", "form-bad",
       "there is no"}, /* on two sides */
      {"equation: 总表.支出.合计 = 明细.合计", "equation: 总表.支出.合计", "form-bad", "names, + and one ="},
      {"equation: 总表.支出.合计 = 明细.合计", "each: row, equation: 总表.支出.合计 = 明细.合计", "form-bad",
       "Rules over tables name the figures themselves."},
      {"each: row, equation: 合计", "each: line, equation: 合计", "form-bad", "here stands “line”"},
      {"= 明细.205.合计, tolerance: 0.05", "= 明细.2055.合计, tolerance: 0.05", "form-bad", "there is no “2055.合计”"},
      {"{blank: ——, zero: 零}", "{blank: ——, 空: 零}", "key-unknown", "The keys known here are: blank, zero, dash."},
      {"tolerance: 0.005 each", "tolerance: 半分", "form-bad", "“半分” is no tolerance"},
      {"tolerance: 0.005 each", "tolerance: -1", "form-bad", "is no tolerance"},
      {"levels: [3, 5, 7]", "levels: [5, 3]", "form-bad", "numbers that rise"},
      {"names: 功能}", "names: 经济}", "form-bad", "no list of names “经济”"},
      {"{key: 支出, columns: 3}", "{key: 支出, columns: 2}", "form-bad", "must have one, so that it can hold figures"},
      {"{key: 支出, columns: 3}", "{key: 支出, columns: 4}", "form-bad",
       "The sides have 7 columns, but the table has 6."},
      {"{key: 支出, columns: 3}", "{key: 支出, columns: 1000000000}", "value-bad", "columns"},
      {"{key: 支出, columns: 3}", "{key: 支出, columns: 0}", "value-bad", NULL},
      {"{key: 支出, columns: 3}", "{key: 支出, columns: -1}", "value-bad", NULL},
      {"      支出:\n        - {key: 教育", "      支:\n        - {key: 教育", "form-bad",
       "The table has no side “支”."},
      {"- {key: 其他支出}", "- {key: 教育支出}", "form-bad", "Two lines have the key “教育支出”."},
      {"- {key: 其他支出}", "- {indent: 1}", "form-bad", "neither a key nor a label"},
      {"- {key: 其他支出}", "- [其他支出]", "form-bad", "a key or a mapping"},
      {"- {key: 其他支出}", "- {band: 其他}", "form-bad", "A table with sides has no bands"},
      {"- {key: 其他支出}", "- {key: 其他支出, sum: true}", "form-bad", "adds up lines of the source"},
      {"- {key: 其他支出}", "- {key: 其他支出, missing: 无}", "form-bad", "required, blank or omitted, not “无”"},
      {"- {key: 其他支出}", "- {key: 其他支出, cells: {无: 1}}", "form-bad", "could hold words"},
      {"    open: true\n", "", "form-bad", NULL},
      {"columns: [单位, {name: 人数, format: integer}, 备注]", "columns: [单位, 备注]", "form-bad", "has no “format”"},
      {"columns: [单位, {name: 人数, format: integer}, 备注]", "columns: [单位, {name: 人数, format: 几位}, 备注]",
       "value-bad", "no format of a column"},
  };
  (void)state;
  check_forms(rows, G_N_ELEMENTS(rows));
}

/* 200 columns: the limit, in the form itself. */
static void test_columns_limit(void **state)
{
  (void)state;
  GString *columns = g_string_new("columns: [单位, {name: 人数, format: integer}, 备注");
  for (int i = 0; i < 200; i++)
    g_string_append_printf(columns, ", {name: 栏%d, format: integer}", i);
  g_string_append(columns, "]");
  const struct change row = {"columns: [单位, {name: 人数, format: integer}, 备注]", columns->str, "limit-table",
                             "more than 100 columns"};
  check_forms(&row, 1);
  g_string_free(columns, TRUE);
}

/* Twice as many lines as the limit: said once, and the rest is left. */
static void test_limit(void **state)
{
  (void)state;
  GString *lines = g_string_new("- [乙校, 3, ~]\n");
  for (int i = 0; i < 40000; i++)
    g_string_append(lines, "    - [丙校, 1, ~]\n");
  char *text = replace(report, "- [乙校, 3, ~]\n", lines->str);
  struct change change = {"", "40000 rows", "limit-table", "more than 20000 rows"};
  check(&change, form, text);
  g_free(text);
  g_string_free(lines, TRUE);
}

/* A blank is a ledger's usual nothing; 0, "-" and "/" side by side are a riddle, unless a note or a placeholder says
 * what they are, or the column is one of rates. */
static void test_signs(void **state)
{
  static const struct change changes[] = {
      {"夏粮: [98, ~]", "夏粮: [\"-\", ~]", "", NULL},
      {"夏粮: [98, ~]", "夏粮: [\"-\", 0]", "S3?", "0 in 1 cells, “-” in 1, “/” in 0; no note"},
      {"夏粮: [98, ~]", "夏粮: [0, \"/\"]", "S3?", "“/” in 1"},
      {"夏粮: [98, ~]", "夏粮: {产量: 0, 增长: \"-\", 上年: 0}", "", NULL},
      {"    205: [教育支出, 60.00, 40.00]\n    20501: [教育管理, 60.00, ~]",
       "    205: [教育支出, 60.00, 40.00]\n    20501: [教育管理, 60.00, \"-\"]", "", NULL},
  };
  static const struct change notes[] = {
      {"{table: 产量}", "{table: 产量, note: “-”表示不适用。}", "", NULL},
      {"{table: 产量}", "{table: 产量, note: 按抽样调查。}", "S3?", NULL},
  };
  (void)state;
  check_reports(changes, G_N_ELEMENTS(changes));
  for (size_t i = 0; i < G_N_ELEMENTS(notes); i++) {
    char *mixed = replace(report, "夏粮: [98, ~]", "夏粮: [\"-\", 0]");
    char *text = replace(mixed, notes[i].from, notes[i].to);
    check(&notes[i], form, text);
    g_free(text);
    g_free(mixed);
  }
}

/* --- the words of prose --- */

static const char words[] = "prose:\n"
                            "  subjects:\n"
                            "    明细:\n"
                            "      topics: [支出情况]\n"
                            "      units: []\n"
                            "      whole: 明细.合计\n"
                            "      lines: [明细, 总表]\n"
                            "      rows:\n"
                            "        - {words: [基本支出], is: 明细.合计.基本支出, plan: 明细.合计.项目支出}\n"
                            "        - {words: [两项支出], is: 明细.合计.基本支出 + 明细.合计.项目支出}\n"
                            "        - {words: [收支总计], is: [总表.收入.总计, 总表.支出.总计]}\n"
                            "  plans: [预算]\n"
                            "  drafts: [年初预算]\n"
                            "  actuals: [决算]\n"
                            "  fillers: [（项）。, （项）, 支出, 完成]\n";

/* The form with these words, its amounts in 万元. */
static char *form_with_words(void)
{
  char *first = replace(form, "    title: 明细\n", "    title: 明细\n    unit: 万元\n");
  char *second = replace(first, "    title: 总表\n", "    title: 总表\n    unit: 万元\n");
  char *all = g_strconcat(second, words, NULL);
  g_free(first);
  g_free(second);
  return all;
}

static void check_sentences(const struct change *changes, size_t count)
{
  char *with_words = form_with_words();
  for (size_t i = 0; i < count; i++) {
    char *text = replace(report, changes[i].from, changes[i].to);
    check(&changes[i], with_words, text);
    g_free(text);
  }
  g_free(with_words);
}

#define SAYS(sentence) "合计${总表.收入.合计}", sentence

static void test_words(void **state)
{
  static const struct change changes[] = {
      {SAYS("基本支出62.50万元，行政运行（项）。年初预算为25万元，支出决算为20.00万元，完成年初预算的80%。"), "", NULL},
      {SAYS("基本支出62.05万元。"), "P1?",
       "but the tables have 明细.合计.基本支出 62.50万元. / Type ${明细.合计.基本支出 | .2 千分位} instead"},
      {SAYS("基本支出625000元，收支总计0.01亿元。"), "", NULL},
      {SAYS("基本支出620500元。"), "P1?", "Correct the sentence or the table."},
      {SAYS("基本支出625049.99元。"), "", NULL}, /* 62.50万元, as the table has it */
      {SAYS("两项支出102.51万元。"), "", NULL},  /* each of the two may have been rounded */
      {SAYS("两项支出102.53万元。"), "P1?", "明细.合计.项目支出 40.00 = 102.50万元."},
      {SAYS("基本支出预算40.00万元，决算62.50万元，完成预算的156.3%。"), "", NULL},
      {SAYS("基本支出预算41.00万元，决算62.50万元。"), "P1?", "明细.合计.项目支出 40.00"},
      {SAYS("基本支出决算62.50万元，完成预算的166.3%。"), "P2?", "62.50 of 40.00 is 156.3%"},
      {SAYS("行政运行支出20.01万元。"), "P1?", "the tables have 明细.2050101 20.00万元."},
      {SAYS("教育支出100.10万元。"), "P1?", "the tables have 明细.205 100.00万元."},
      {SAYS("某小学教育支出10.10万元，行政运行支出1.00万元。"), "", NULL},
      {SAYS("基本支出决算62.50万元，预算60万元，决算小于预算。"), "P1? K1?", "but 60 was planned and 62.50 came of it"},
      {SAYS("与上年相比，收支总计各增加2.50万元，增长3.5%。"), "P2?", "2.50 of 100.00 is 2.5%"},
  };
  static const struct change doubtful[] = {
      {"    20501: [教育管理, 60.00, ~]", "    20501: [教育管理, 61.00, ~]", "sum-code", NULL},
  };
  (void)state;
  check_sentences(changes, G_N_ELEMENTS(changes));
  char *with_words = form_with_words();
  for (size_t i = 0; i < G_N_ELEMENTS(doubtful); i++) { /* what is wrong has been said: nothing of the prose */
    char *wrong = replace(report, doubtful[i].from, doubtful[i].to);
    char *text = replace(wrong, "合计${总表.收入.合计}", "教育管理支出65.00万元。");
    check(&doubtful[i], with_words, text);
    g_free(wrong);
    g_free(text);
  }
  g_free(with_words);
}

static void test_words_bad(void **state)
{
  static const struct change rows[] = {
      {"is: 明细.合计.基本支出,", "is: 明细.合计.别的,", "form-bad", "there is no “别的”"},
      {"is: 明细.合计.基本支出,", "is: {明细: 合计},", "form-bad", "What words mean is a sum"},
      {"plan: 明细.合计.项目支出", "plan: 别表.合计", "form-bad", "names no figure"},
      {"lines: [明细, 总表]", "lines: [明细, 别表]", "form-bad", "The form has no table “别表”."},
      {"lines: [明细, 总表]", "lines: [[明细]]", "form-bad", "The form has no table"},
      {"      rows:\n        - {words: [基",
       "      columns: [{words: [甲], is: 合计}]\n      rows:\n        - {words: [基", "form-bad",
       "Of the table “明细” the prose names rows only, each with its column."},
  };
  (void)state;
  char *with_words = form_with_words();
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    char *text = replace(with_words, rows[i].from, rows[i].to);
    check(&rows[i], text, report);
    g_free(text);
  }
  g_free(with_words);
}

/* Equations with last year's tables. */
static void test_previous_bad(void **state)
{
  static const char last[] =
      "previous:\n  rules:\n    - {code: Y2, words: 甲, tolerance: 0.01,\n"
      "       equation: 总表.收入.财政拨款 = previous.总表.支出.教育支出 - previous.总表.收入.合计}\n";
  static const struct change rows[] = {
      {"甲", "乙", "", NULL},
      {"= previous.", "= ", "form-bad", "reads like “name = previous.name + name - name”"},
      {" = previous.", " + previous.", "form-bad", "reads like"},
      {"总表.收入.财政拨款 =", "3 =", "form-bad", "reads like"},
      {"总表.收入.财政拨款 =", "总表.收入.别的 =", "form-bad", "there is no “收入.别的”"},
      {"previous.总表.收入.合计", "previous.别表.合计", "form-bad", "names no figure"},
      {"tolerance: 0.01", "tolerance: 少许", "form-bad", "is no tolerance"},
      {"code: Y2", "code: Y3", "form-bad", "has the code Y1 or Y2, not “Y3”"},
      {"code: Y2", "code: Y2, table: 总表", "form-bad", "each"},
  };
  (void)state;
  char *whole = g_strconcat(form, last, NULL);
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    char *text = replace(whole, rows[i].from, rows[i].to);
    check(&rows[i], text, report);
    g_free(text);
  }
  g_free(whole);
}

/* A line that is called otherwise than in the run before: what was passed over then is a figure now. */
static void test_words_again(void **state)
{
  (void)state;
  struct made made;
  char *with_words = form_with_words();
  char *before = replace(report, "合计${总表.收入.合计}", "机关运转支出20.01万元。");
  char *after = replace(before, "行政运行", "机关运转");
  struct prose_cache *cache = prose_cache_new();
  const struct facts_caches caches = {NULL, cache};
  make_form(&made, with_words);
  const char *const texts[] = {before, before, after, before};
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    const struct node *root = make_tree(&made, "report.yaml", texts[i]);
    made.report = report_read(made.arena, &made.files, root, &made.diags);
    made.diags.count = 0;
    facts_resolve_cached(made.arena, &made.files, made.report, made.form, caches, &made.diags);
    assert_int_equal(made.diags.count, texts[i] == after);
  }
  prose_cache_free(cache);
  made_done(&made);
  g_free(with_words);
  g_free(before);
  g_free(after);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_computed),     cmocka_unit_test(test_print),         cmocka_unit_test(test_signs),
      cmocka_unit_test(test_words),        cmocka_unit_test(test_words_bad),     cmocka_unit_test(test_words_again),
      cmocka_unit_test(test_previous_bad), cmocka_unit_test(test_omitted),       cmocka_unit_test(test_empty),
      cmocka_unit_test(test_codes),        cmocka_unit_test(test_rules),         cmocka_unit_test(test_forms),
      cmocka_unit_test(test_limit),        cmocka_unit_test(test_columns_limit),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
