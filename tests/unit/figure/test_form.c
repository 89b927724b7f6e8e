/* Forms that contradict themselves, each with the finding it must give; and forms that are not there. */
#include "make.h"

#include "figure/form_tree.h"

/* A small form that is right: every row below replaces one part of it. */
static const char good_form[] = "form: test\n"
                                "title: 表\n"
                                "years: {from: 2001, to: 2009}\n"
                                "sections: [{title: 甲, also: [乙], table: 表}]\n"
                                "tables:\n"
                                "  表:\n"
                                "    title: 表\n"
                                "    widths: [4字, 2字+1份×3]\n"
                                "    blocks:\n"
                                "      - stub_head: 项\n"
                                "        stubs: [1]\n"
                                "        columns:\n"
                                "          - {key: 左}\n"
                                "          - {key: 右}\n"
                                "          - {key: 计, total: true}\n"
                                "        rows:\n"
                                "          - {key: 一, indent: 1}\n"
                                "          - {key: 二}\n"
                                "          - {key: 合, sum: [一, 二]}\n"
                                "    rules:\n"
                                "      - {code: C2, words: 合, each: column, equation: 合 = 一 + 二}\n"
                                "      - {code: C3, words: 计, each: row, equation: 计 = 左 + 右}\n";

static char *replaced(const char *from, const char *to)
{
  const char *at = strstr(good_form, from);
  assert_non_null(at);
  GString *text = g_string_new_len(good_form, at - good_form);
  g_string_append(text, to);
  g_string_append(text, at + strlen(from));
  return g_string_free(text, FALSE);
}

static void test_good(void **state)
{
  (void)state;
  struct made made;
  make_form(&made, good_form);
  char *findings = made_findings(&made);
  assert_string_equal(findings, "");
  assert_non_null(made.form);
  assert_int_equal(made.form->tables[0].grid.rows, 4);
  assert_int_equal(made.form->tables[0].rule_count, 2);
  assert_null(form_table(made.form, "别"));
  assert_null(form_row(&made.form->tables[0], "别"));
  assert_null(form_group(&made.form->tables[0], "别"));
  g_free(findings);
  made_done(&made);
}

struct bad_row {
  const char *from, *to, *words;
};

static void check_bad(const struct bad_row *row)
{
  struct made made;
  char *text = replaced(row->from, row->to);
  make_form(&made, text);
  char *findings = made_findings(&made);
  if (made.form || made.diags.errors == 0 || !strstr(findings, row->words))
    fail_msg("%s → %s gives %s", row->from, row->to, findings);
  g_free(findings);
  g_free(text);
  made_done(&made);
}

static void test_names(void **state)
{
  static const struct bad_row rows[] = {
      {"form: test", "form: other", "form-bad: Form “test”: The file calls itself “other”"},
      {"from: 2001", "from: 2011", "The years end before they begin"},
      {"years: {from: 2001, to: 2009}", "years: {form: 2001}", "key-unknown"},
      {"{title: 甲, also", "{titel: 甲, also", "key-unknown"},
      {"also: [乙]", "also: [[]]", "A label is a text"},
      {"table: 表}", "table: 别}", "names the table “别”"},
      {"  表:\n    title: 表\n", "  表:\n    titel: 表\n", "key-unknown"},
      {"  表:\n    title: 表\n", "  year:\n    title: 表\n", "“year” cannot be a key"},
      {"form: test\n", "", "key-missing"},
      {"rules:", "rule:", "key-unknown"},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    check_bad(&rows[i]);
}

static void test_columns(void **state)
{
  static const struct bad_row rows[] = {
      {"{key: 左}", "{key: 左.边}", "“左.边” cannot be a key"},
      {"{key: 左}", "{key: 其余}", "“其余” cannot be a key"},
      {"{key: 左}", "{key: 2字}", "“2字” cannot be a key"},
      {"{key: 左}", "{label: 左}", "The column “左” needs a key"},
      {"{key: 左}", "{span: 1}", "needs a key, a label or both"},
      {"{key: 左}", "{key: 右}", "Two columns of a block have the key “右”"},
      {"{key: 左}", "{key: 左, total: true}", "“计” is the second"},
      {"{key: 左}", "{key: 左, label: []}", "A label is a text"},
      {"{key: 左}", "{key: 左, label: {a: b}}", "A label is a text"},
      {"{key: 左}", "{key: 左, label: [左, '']}", "A label is a text"},
      {"{key: 左}", "{key: 左, kind: money}", "“money” is no kind of figure"},
      {"{key: 左}", "{key: 左, span: 0}", "at least 1 and at most 100 columns"},
      {"{key: 左}", "{key: 左, span: -1}", "at least 1 and at most 100 columns"},
      {"{key: 左}", "{key: 左, span: 1000000000}", "at least 1 and at most 100 columns"},
      {"{key: 左}", "{key: 左, span: 2}", "which reaches beyond the grid of 4 rows and 4 columns"},
      {"{key: 左}", "{key: 左, colums: []}", "key-unknown"},
      {"{key: 左}", "{key: 左, columns: []}", "A list of rows or columns is empty"},
      {"          - {key: 右}\n", "", "There is no column “右”"},
      {"          - {key: 左}\n          - {key: 右}\n", "", "A total column needs other columns"},
      {"2字+1份×3", "2字+1份×4", "No cell covers grid row 1, column 5"},
      {"2字+1份×3", "2字×101", "limit-table"},
      {"2字+1份×3", "2em", "A width reads like"},
      {"2字+1份×3", "0字", "A width reads like"},
      {"2字+1份×3", "99999字", "A width reads like"},
      {"2字+1份×3", "2字+份", "A width reads like"},
      {"2字+1份×3", "2字×", "A width reads like"},
      {"2字+1份×3", "2字x", "A width reads like"},
      {"[4字, 2字+1份×3]", "[]", "needs the widths"},
      {"[4字, 2字+1份×3]", "[[4字]]", "A width reads like"},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    check_bad(&rows[i]);
}

static void test_rows(void **state)
{
  static const struct bad_row rows[] = {
      {"{key: 二}", "{label: 二}", "The row “二” needs a key"},
      {"{key: 二}", "{key: 一}", "Two rows or groups are called “一”"},
      {"{key: 二}", "{key: 二, rows: [三]}", "form-bad: Form “test”, table “表”: The row “三” stands 2 levels deep"},
      {"{key: 二}", "{label: 组, name: 一, rows: [二]}", "Two rows or groups are called “一”"},
      {"{key: 二}", "{key: 二, rows: [三, 三]}", "Two rows or groups are called “二.三”"},
      {"{key: 二}", "{key: 二, rows: [{key: 三, sum: 一}]}", "holds nothing but totals"},
      {"{key: 合, sum: [一, 二]}", "{key: 合, sum: [一, 三]}", "There is no row “三”"},
      {"{key: 合, sum: [一, 二]}", "{key: 合, sum: [一, 别的]}", "There is no row “别的”"},
      {"{key: 合, sum: [一, 二]}", "{key: 合, sum: [一, 一]}", "counted twice"},
      {"{key: 合, sum: [一, 二]}", "{key: 合, sum: []}", "adds up nothing"},
      {"{key: 合, sum: [一, 二]}", "{key: 合, sum: [[一]]}", "A sum is a list"},
      {"{key: 合, sum: [一, 二]}", "{key: 合, sum: 合}", "adds up itself"},
      {"{key: 合, sum: [一, 二]}", "{key: 合, sum: 总}\n          - {key: 总, sum: 合}", "adds up itself"},
      {"{key: 二}", "{key: 二, sum: 合}", "adds up itself"},
      {"{key: 二}", "{key: 二, sum: [一], rows: [三]}", "cannot have a sum of its own"},
      {"{key: 二}", "{key: 二, indent: 99}", "value-bad"},
      {"        rows:\n", "        row:\n", "key-unknown"},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    check_bad(&rows[i]);
}

static void test_blocks(void **state)
{
  static const struct bad_row rows[] = {
      {"stub_head: 项\n", "stub_head: 项\n        corner: 角\n", "only one of corner, stub_head and diagonal"},
      {"stubs: [1]", "across: true\n        stubs: [1]", "has no row labels at the left"},
      {"stub_head: 项\n        stubs: [1]", "across: true", "which reaches beyond the grid"},
      {"        stubs: [1]\n", "", "A block needs stubs"},
      {"stubs: [1]", "stubs: [0]", "Each level of row labels"},
      {"stubs: [1]", "stubs: [x]", "Each level of row labels"},
      {"stubs: [1]", "stubs: [100, 100]", "which reaches beyond the grid"},
      {"stub_head: 项", "stub_head: {}", "A label is a text"},
      {"{code: C2, words: 合, each: column, equation: 合 = 一 + 二}",
       "{code: C2, words: 合, each: column, equation: 一 = 二}", "No rule checks the total row “合”"},
      {"      - {code: C3, words: 计, each: row, equation: 计 = 左 + 右}\n", "",
       "No rule checks the total column “计”"},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    check_bad(&rows[i]);
}

static void test_rules(void **state)
{
  static const struct bad_row rows[] = {
      {"code: C2", "code: Y1", "C1, C2, C3 or C4, not “Y1”"},
      {"each: column", "each: cell", "not for each “cell”"},
      {"words: 合", "word: 合", "key-unknown"},
      {"合 = 一 + 二", "合", "An equation reads like"},
      {"合 = 一 + 二", "合 = 一 + ", "An equation reads like"},
      {"合 = 一 + 二", "合 = 一 = 二", "An equation reads like"},
      {"合 = 一 + 二", "合 = 一 + 两", "There is no row “两”"},
      {"合 = 一 + 二", "合 = 一 + 一", "counted twice"},
      {"计 = 左 + 右", "计 = 左 + 中", "There is no column “中”"},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    check_bad(&rows[i]);
}

/* The rules that look back to last year's report. */
static void test_previous(void **state)
{
#define RULE(code, table, each, equation)                                                                              \
  "previous: {rules: [{code: " code ", words: 上, table: " table ", each: " each ", equation: " equation "}]}\n"
  static const struct {
    const char *previous, *finding; /* "": right */
  } rows[] = {
      {RULE("Y1", "表", "column", "一 = previous.二"), ""},
      {RULE("Y2", "表", "row", "左 = previous.左 + 右 - previous.右"), ""},
      {RULE("Y1", "表", "column", "一 = previous.二") "  #\n", ""},
      {RULE("C1", "表", "column", "一 = previous.二"), "has the code Y1 or Y2, not “C1”"},
      {RULE("Y1", "别", "column", "一 = previous.二"), "There is no table “别”"},
      {RULE("Y1", "表", "cell", "一 = previous.二"), "not for each “cell”"},
      {RULE("Y1", "表", "column", "一 + 二"), "reads like “name = previous.name"},
      {RULE("Y1", "表", "column", "previous.一 = 二"), "reads like “name = previous.name"},
      {RULE("Y1", "表", "column", "一 = 二 = 合"), "reads like “name = previous.name"},
      {RULE("Y1", "表", "column", "一 = 二 + "), "reads like “name = previous.name"},
      {RULE("Y1", "表", "column", "一 = previous."), "reads like “name = previous.name"},
      {RULE("Y1", "表", "column", "一 = 三"), "There is no row “三”"},
      {RULE("Y1", "表", "row", "左 = 中"), "There is no column “左” beside the other columns"},
      {"previous: {rules: [1]}\n", "expected for the rule"},
      {"previous: {rule: []}\n", "“rule” is not a key"},
      {"previous: {rules: [], names: {old: {表.一.左: 表.甲.左}}}\n", ""},
      {"previous: {rules: [], names: {old: {表.一.中: 表.甲.左}}}\n", "“表.一.中” is no cell of this form"},
      {"previous: {rules: [], names: {old: {表.一: 表.甲}}}\n", "“表.一” is no cell of this form"},
      {"previous: {rules: [], names: {old: {表.一.左: []}}}\n", "has no name in the other"},
      {"previous: {rules: [], names: {old: 表}}\n", "stand cells by name"},
  };
#undef RULE
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    char *text = g_strconcat(good_form, rows[i].previous, NULL);
    struct made made;
    make_form(&made, text);
    char *findings = made_findings(&made);
    if (rows[i].finding[0] ? !strstr(findings, rows[i].finding) || made.form : findings[0] || !made.form)
      fail_msg("%s: %s", rows[i].previous, findings);
    g_free(findings);
    made_done(&made);
    g_free(text);
  }
}

/* Two blocks with other columns: sums and rules may not mix them. */
static void test_mixed_columns(void **state)
{
  static const char block[] = "          - {key: 合, sum: [一, 二]}\n"
                              "      - stubs: [1]\n"
                              "        columns: [{label: 数, span: 3}]\n"
                              "        rows: [三]\n";
  static const struct bad_row rows[] = {
      {"          - {key: 合, sum: [一, 二]}\n",
       "          - {key: 合, sum: [一, 三]}\n      - stubs: [1]\n        columns: [{label: 数, span: 3}]\n        "
       "rows: [三]\n",
       "“三”, which has other columns"},
  };
  (void)state;
  check_bad(&rows[0]);
  struct made made;
  char *text = replaced("          - {key: 合, sum: [一, 二]}\n", block);
  char **parts = g_strsplit(text, "合 = 一 + 二", 2);
  char *mixed = g_strconcat(parts[0], "合 = 一 + 三", parts[1], NULL);
  make_form(&made, text);
  assert_non_null(made.form);
  made_done(&made);
  make_form(&made, mixed);
  assert_null(made.form);
  assert_non_null(strstr(made.diags.items[0]->message, "The row “三” has other columns"));
  made_done(&made);
  g_free(mixed);
  g_strfreev(parts);
  g_free(text);
}

/* Totals of totals come in the order they can be computed; too long a chain is refused. */
static void test_total_order(void **state)
{
  (void)state;
  struct made made;
  char *text = replaced("          - {key: 一, indent: 1}\n", "          - {key: 总, sum: [合, 一]}\n          - 一\n");
  char *rule = g_strconcat(text, "      - {code: C2, words: 总, each: column, equation: 总 = 合 + 一}\n", NULL);
  make_form(&made, rule);
  assert_non_null(made.form);
  assert_int_equal(made.form->tables[0].total_count, 2);
  assert_string_equal(made.form->tables[0].rows[made.form->tables[0].totals[0]].path, "合");
  made_done(&made);
  g_free(rule);
  g_free(text);
  GString *chain = g_string_new("{key: 合, sum: [t40]}\n          - {key: t0, sum: 一}\n");
  for (int i = 1; i <= 40; i++)
    g_string_append_printf(chain, "          - {key: t%d, sum: t%d}\n", i, i - 1);
  struct bad_row row = {"{key: 合, sum: [一, 二]}\n", chain->str, "too many levels deep"};
  check_bad(&row);
  g_string_free(chain, TRUE);
}

static void check_too_large(const char *from, const char *before, const char *after, unsigned count, const char *words)
{
  GString *many = g_string_new(from);
  for (unsigned i = 0; i < count; i++)
    g_string_append_printf(many, "%sk%u%s", before, i, after);
  struct bad_row row = {from, many->str, words};
  check_bad(&row);
  g_string_free(many, TRUE);
}

static void test_limits(void **state)
{
  (void)state;
  check_too_large("        columns:\n", "          - ", "\n", 101, "limit-table");
  check_too_large("        rows:\n", "          - ", "\n", 20000, "limit-table");
  check_too_large("sections: [", "{title: ", "}, ", 100, "at most 100 sections");
  GString *across = g_string_new("across: true\n        columns: [");
  for (int i = 0; i < 60; i++)
    g_string_append_printf(across, "%sk%d", i ? ", " : "", i);
  g_string_append(across, "]\n        rows: [r1, r2]\n      - stub_head: 项\n        stubs: [1]\n");
  struct bad_row row = {"stub_head: 项\n        stubs: [1]\n", across->str, "need more columns than a table may have"};
  check_bad(&row);
  g_string_free(across, TRUE);
}

/* --- the grid by itself --- */

struct place {
  uint32_t row, column, row_span, column_span;
};

static const char *grid_finding(struct made *made, uint32_t columns, const struct place *places, size_t count)
{
  struct form_grid grid = {.rows = 2, .columns = columns};
  struct form_reader reader = {made->arena, NULL, &made->diags, "表样", "表", NULL};
  for (size_t i = 0; i < count; i++)
    *ARENA_APPEND(made->arena, grid.cells, grid.count, grid.capacity) =
        (struct grid_cell){.row = places[i].row,
                           .column = places[i].column,
                           .row_span = places[i].row_span,
                           .column_span = places[i].column_span};
  made->diags.count = 0;
  bool good = form_grid_check(&reader, &grid);
  assert_int_equal(good, made->diags.count == 0);
  return good ? "" : made->diags.items[0]->message;
}

static void test_grid(void **state)
{
  (void)state;
  struct made made;
  made_init(&made);
  const struct place full[] = {{0, 0, 2, 1}, {0, 1, 1, 1}, {1, 1, 1, 1}};
  const struct place overlap[] = {{0, 0, 2, 1}, {0, 1, 1, 1}, {1, 0, 1, 2}};
  const struct place hole[] = {{0, 0, 2, 1}, {0, 1, 1, 1}};
  const struct place nothing[] = {{0, 0, 0, 1}};
  const struct place huge[] = {{0, 0, UINT32_MAX, 1}};
  const struct place wide[] = {{0, 1, 1, UINT32_MAX}};
  const struct place outside[] = {{5, 5, 1, 1}};
  assert_string_equal(grid_finding(&made, 2, full, 3), "");
  assert_non_null(strstr(grid_finding(&made, 2, overlap, 3), "overlaps another in grid row 2, column 1"));
  assert_non_null(strstr(grid_finding(&made, 2, hole, 2), "No cell covers grid row 2, column 2"));
  assert_non_null(strstr(grid_finding(&made, 2, NULL, 0), "No cell covers grid row 1, column 1"));
  assert_non_null(strstr(grid_finding(&made, 2, nothing, 1), "spans nothing"));
  assert_non_null(strstr(grid_finding(&made, 2, huge, 1), "beyond the grid"));
  assert_non_null(strstr(grid_finding(&made, 2, wide, 1), "beyond the grid"));
  assert_non_null(strstr(grid_finding(&made, 2, outside, 1), "beyond the grid"));
  made_done(&made);
}

/* --- by name --- */

static void test_load(void **state)
{
  (void)state;
  static const struct {
    const char *folder, *name, *words;
  } rows[] = {
      {LAYOUTS, "disclosure-2012", "name-unknown: There is no form “disclosure-2012”. / Did you mean “disclosure-20"},
      {LAYOUTS, "别的", "name-unknown: There is no form “别的”. / The forms are: accounts-2024, "},
      {LAYOUTS, "../gongwen", "name-unknown"},
      {LAYOUTS "/nowhere", "disclosure-2021", "io-read: The folder of forms cannot be read"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    struct made made;
    made_init(&made);
    assert_null(form_load(made.arena, &made.files, rows[i].folder, rows[i].name, SPAN_NONE, &made.diags));
    char *findings = made_findings(&made);
    if (!strstr(findings, rows[i].words))
      fail_msg("%s gives %s", rows[i].name, findings);
    g_free(findings);
    made_done(&made);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_good),        cmocka_unit_test(test_names),  cmocka_unit_test(test_columns),
      cmocka_unit_test(test_rows),        cmocka_unit_test(test_blocks), cmocka_unit_test(test_rules),
      cmocka_unit_test(test_previous),    cmocka_unit_test(test_limits), cmocka_unit_test(test_mixed_columns),
      cmocka_unit_test(test_total_order), cmocka_unit_test(test_grid),   cmocka_unit_test(test_load),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
