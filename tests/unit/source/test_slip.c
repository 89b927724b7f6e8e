#include "bench.h"

struct row {
  const char *text;
  enum diag_code code;
  uint32_t line, column;
  const char *words; /* in the message or the hint */
};

static void check_rows(const struct row *rows, size_t count)
{
  for (size_t i = 0; i < count; ++i) {
    diags_init(&diags, arena);
    parse(rows[i].text);
    expect_diag(rows[i].text, 0, rows[i].code, rows[i].line, rows[i].column);
    if (diags.count != 1)
      fail_msg("%s: %zu diagnostics", rows[i].text, diags.count);
    const struct diag *diag = diags.items[0];
    if (strstr(diag->message, rows[i].words) == NULL &&
        (diag->hint == NULL || strstr(diag->hint, rows[i].words) == NULL))
      fail_msg("%s: not said: %s, but: %s", rows[i].text, rows[i].words, diag->message);
    assert_int_equal(diags_exit_status(&diags), EXIT_DOCUMENT);
  }
}

#define CHECK(rows) check_rows(rows, sizeof(rows) / sizeof(rows)[0])

static void full_width_colons(void **state)
{
  (void)state;
  static const struct row rows[] = {
      {"标题：一\n", DIAG_YAML_SYNTAX, 1, 1, "“标题: ”"},
      {"form: x\nyear：2025\ntitle: y\n", DIAG_YAML_SYNTAX, 2, 5, "“year: ”"},
      {"标题：一\nyear: 2025\n", DIAG_YAML_SYNTAX, 1, 3, "“标题: ”"},
      {"year: 2025\n标题：一\n", DIAG_YAML_SYNTAX, 2, 3, "“标题: ”"},
      {"year: 2025\r\n标题：一\r\n", DIAG_YAML_SYNTAX, 2, 3, "“标题: ”"},
      {"a:\n  行政许可：1333\n  行政处罚: 17\n", DIAG_YAML_SYNTAX, 2, 7, "“行政许可: ”"},
      {"a: {制发：5, 废止: 4}\n", DIAG_YAML_SYNTAX, 1, 7, "“制发: ”"},
      {"s:\n  - title：总体\n    text: |\n      abc\n", DIAG_YAML_SYNTAX, 2, 10, "“title: ”"},
      {"a: 1\n# 注：x\ntitle：|\n  一：二\n  x: y\n", DIAG_YAML_SYNTAX, 3, 6, "“title: ”"},
      {"a: |\n  一：好\nb：c\n  x: y\n", DIAG_YAML_SYNTAX, 3, 1, "half-width colon"},
      {"\xEF\xBB\xBF标题：一\nyear: 2025\n", DIAG_YAML_SYNTAX, 1, 3, "“标题: ”"},
  };
  CHECK(rows);
}

static void colons_without_space(void **state)
{
  (void)state;
  static const struct row rows[] = {
      {"form: x\nyear:2025\ntitle: y\n", DIAG_YAML_SYNTAX, 2, 5, "“year: ”"},
      {"year:2025\n", DIAG_YAML_SYNTAX, 1, 1, "“year: ”"},
      {"a: {制发:5, 废止: 4}\n", DIAG_YAML_SYNTAX, 1, 7, "“制发: ”"},
      {"a: 1\n这一行没有冒号\nb: 2\n", DIAG_YAML_SYNTAX, 2, 1, "key: value"},
      {"a: b: c\n", DIAG_YAML_SYNTAX, 1, 5, "second colon"},
      {": c\n", DIAG_YAML_SYNTAX, 1, 1, "no key"},
      {"a: {: c}\n", DIAG_YAML_SYNTAX, 1, 5, "no key"},
  };
  CHECK(rows);
}

static void a_flow_slip_is_read_as_it_was_meant(void **state)
{
  (void)state;
  const struct node *root = parse("a: {制发：5, 废止:4, 现行有效: 3}\n");
  assert_int_equal(diags.count, 2);
  const struct node *map = node_get(root, "a");
  assert_true(node_is(node_get(map, "制发"), "5"));
  assert_true(node_is(node_get(map, "废止"), "4"));
  assert_true(node_is(node_get(map, "现行有效"), "3"));
  struct span span = node_get(map, "制发")->span;
  assert_int_equal(span.end - span.begin, 1);
  assert_int_equal(files_get(&files, span.file)->bytes[span.begin], '5');
}

static void indentation(void **state)
{
  (void)state;
  static const struct row rows[] = {
      {"a:\n\tb: 1\n", DIAG_YAML_SYNTAX, 2, 1, "tab"},
      {"a:\n  b: 1\n\tc: 1\n", DIAG_YAML_SYNTAX, 3, 1, "tab"},
      {"a:\n  b: 1\n  \tc: 1\n", DIAG_YAML_SYNTAX, 3, 3, "tab"},
      {"a: |\n\ttext\n", DIAG_YAML_SYNTAX, 2, 1, "tab"},
      {"a: |\n  x\n\ty\nb: 1\n", DIAG_YAML_SYNTAX, 3, 1, "tab"},
      {"a: 1\n  b: 2\n", DIAG_YAML_SYNTAX, 2, 3, "deeper"},
      {"a:\n    b: 1\n  c: 2\n", DIAG_YAML_SYNTAX, 3, 3, "same column"},
      {"a:\n  - b\n  c: 2\n", DIAG_YAML_SYNTAX, 3, 3, "same column"},
      {"- a\nb: c\n", DIAG_YAML_SYNTAX, 2, 1, "same column"},
      {"a: - b\n", DIAG_YAML_SYNTAX, 1, 4, "list item"},
      {"text: |\n    第一段\n  主要做法：加强\nyear: 1\n", DIAG_YAML_SYNTAX, 3, 3, "text above"},
      {"s:\n  - text: |\n      第一段\n    主要做法加强了\n  - title: x\n", DIAG_YAML_SYNTAX, 4, 5, "text above"},
      {"a: | text\n  more\n", DIAG_YAML_SYNTAX, 1, 6, "behind"},
      {"a: |0\n x\n", DIAG_YAML_SYNTAX, 1, 5, "behind"},
  };
  CHECK(rows);
}

static void quotation_marks(void **state)
{
  (void)state;
  static const struct row rows[] = {
      {"title: \"abc\nagency: x\nyear: 2025\n", DIAG_YAML_SYNTAX, 1, 8, "never closed"},
      {"a: 1\ntitle: 'abc", DIAG_YAML_SYNTAX, 2, 8, "never closed"},
      {"title: \"abc\n---\nx: \"\n", DIAG_YAML_SYNTAX, 1, 8, "never closed"},
      {"title: \"abc\nagency: \"x\"\nyear: 2025\n", DIAG_YAML_SYNTAX, 1, 8, "not closed on its line"},
      {"title: 'abc\nagency: 'x'\nyear: 2025\n", DIAG_YAML_SYNTAX, 1, 8, "not closed on its line"},
      {"title: \"关于\"十四五\"的报告\"\nyear: 1\n", DIAG_YAML_SYNTAX, 1, 12, "behind its closing"},
      {"a: [\"b\" c, 1]\n", DIAG_YAML_SYNTAX, 1, 9, "behind its closing"},
      {"title: \"a\\qb\"\n", DIAG_YAML_SYNTAX, 1, 10, "backslash"},
      {"title: \"a\\u20G0b\"\n", DIAG_YAML_SYNTAX, 1, 10, "backslash"},
      {"title: \"a\\ud800b\"\n", DIAG_YAML_SYNTAX, 1, 10, "backslash"},
      {"a: @x\n", DIAG_YAML_SYNTAX, 1, 4, "“@”"},
      {"a: `x`\n", DIAG_YAML_SYNTAX, 1, 4, "“`”"},
      {"a: %x\n", DIAG_YAML_SYNTAX, 1, 4, "“%”"},
  };
  CHECK(rows);
}

static void brackets(void **state)
{
  (void)state;
  static const struct row rows[] = {
      {"a: [1, 2\nb: 3\n", DIAG_YAML_SYNTAX, 1, 4, "“]”"},
      {"a: {b: 2\nc: 3\n", DIAG_YAML_SYNTAX, 1, 4, "“}”"},
      {"a: [1, 2}\nb: 2\n", DIAG_YAML_SYNTAX, 1, 9, "closing bracket"},
      {"a: {x: 5，y: 4}\n", DIAG_YAML_SYNTAX, 1, 9, "full-width comma"},
      {"a: [1,,2]\n", DIAG_YAML_SYNTAX, 1, 7, "missing"},
      {"title: {{year}}\n", DIAG_YAML_SYNTAX, 1, 9, "quotation marks"},
      {"? [a]\n: c\n", DIAG_YAML_SYNTAX, 1, 3, "plain word"},
  };
  CHECK(rows);
}

static void features(void **state)
{
  (void)state;
  static const struct row rows[] = {
      {"a: &x 1\nb: *x\n", DIAG_YAML_FEATURE, 1, 4, "Anchors"},
      {"a: &x [1]\n", DIAG_YAML_FEATURE, 1, 4, "Anchors"},
      {"标题: &x {b: 1}\n", DIAG_YAML_FEATURE, 1, 5, "Anchors"},
      {"b: *x\n", DIAG_YAML_FEATURE, 1, 4, "Aliases"},
      {"b: *重要*\n", DIAG_YAML_FEATURE, 1, 4, "“*”"},
      {"b: &重要 x\n", DIAG_YAML_FEATURE, 1, 4, "“&”"},
      {"a: !!binary abc\n", DIAG_YAML_FEATURE, 1, 4, "Tags"},
      {"a: ! abc\n", DIAG_YAML_FEATURE, 1, 4, "Tags"},
      {"a: !!python/object:os.system [x]\n", DIAG_YAML_FEATURE, 1, 4, "Tags"},
      {"a: !x!y b\n", DIAG_YAML_FEATURE, 1, 4, "“!”"},
      {"a: !<abc b\n", DIAG_YAML_FEATURE, 1, 4, "“!”"},
      {"# c\n%YAML 1.2\n---\na: 1\n", DIAG_YAML_FEATURE, 2, 1, "Directives"},
      {"%FOO\r\n---\na: 1\n", DIAG_YAML_FEATURE, 1, 1, "Directives"},
      {"a: 1\n---\nb: 2\n", DIAG_YAML_FEATURE, 2, 1, "second document"},
      {"a: 1\n...\nb: 1\n", DIAG_YAML_FEATURE, 2, 1, "more follows"},
      {"a: 1\n...\n%TAG ! x\n---\nb: 1\n", DIAG_YAML_FEATURE, 3, 1, "second document"},
      {"a: 1\n<<: {b: 1}\n", DIAG_YAML_FEATURE, 2, 1, "merge"},
  };
  CHECK(rows);
}

static void errors_that_have_no_words_of_ours_are_still_placed(void **state)
{
  (void)state;
  parse("a: 1\n? b\nc d\n: e\n...\n%YAML 1.1 x\n");
  assert_true(diags.count >= 1);
  assert_int_equal(diags.items[0]->span.file, 1);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      TEST(full_width_colons),
      TEST(colons_without_space),
      TEST(a_flow_slip_is_read_as_it_was_meant),
      TEST(indentation),
      TEST(quotation_marks),
      TEST(brackets),
      TEST(features),
      TEST(errors_that_have_no_words_of_ours_are_still_placed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
