#include "bench.h"

#include "source/schema.h"

static const struct field fields[] = {
    {"title", FIELD_TEXT, true, 0, 0, "the title"}, {"year", FIELD_INT, true, 2000, 2100, "the year"},
    {"draft", FIELD_BOOL, false, 0, 0, "a draft"},  {"date", FIELD_DATE, false, 0, 0, "the day"},
    {"sections", FIELD_LIST, false, 0, 0, "list"},  {"figures", FIELD_MAP, false, 0, 0, "figures"},
    {"extra", FIELD_ANY, false, 0, 0, "anything"},  {"count", FIELD_INT, false, 0, 0, "any number"},
    {"note", FIELD_TEXT, false, 0, 0, "a note"},
};
#define COUNT (sizeof fields / sizeof fields[0])

static bool check(const char *text)
{
  diags_init(&diags, arena);
  return schema_check(parse(text), fields, COUNT, "the report", &diags);
}

static void what_is_right_passes(void **state)
{
  (void)state;
  static const char *const rows[] = {
      "title: x\nyear: 2025\n",
      "year: 2000\ntitle: |\n  x\ndraft: true\ndate: 2024-02-29\nsections: []\nfigures: {}\nextra: [1]\ncount: -5\n",
      "year: 2100\ntitle: 2025\ndraft: false\ndate: '2026-01-20'\nextra: ~\n",
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; ++i) {
    if (!check(rows[i]) || diags.count > 0)
      fail_msg("%s", rows[i]);
  }
}

static void what_is_wrong_is_reported(void **state)
{
  (void)state;
  static const struct {
    const char *text;
    enum diag_code code;
    uint32_t line, column;
    const char *message, *hint;
  } rows[] = {
      {"titel: x\ntitle: y\nyear: 2025\n", DIAG_KEY_UNKNOWN, 1, 1, "“titel”", "“title”"},
      {"title: y\nyear: 2025\nqqqqqqqq: 1\n", DIAG_KEY_UNKNOWN, 3, 1, "“qqqqqqqq”", "title, year, draft"},
      {"title: y\nyear: 2025\n注意：我们: 1\n", DIAG_KEY_UNKNOWN, 3, 1, "the report", "“注意: ”"},
      {"year: 2025\n", DIAG_KEY_MISSING, 1, 1, "“title”", "“title: ”"},
      {"title:\nyear: 2025\n", DIAG_VALUE_KIND, 1, 7, "“title”", "Write the text"},
      {"title: ~\nyear: 2025\n", DIAG_VALUE_KIND, 1, 8, "“title”", "Write the text"},
      {"title: \" 　\"\nyear: 2025\n", DIAG_VALUE_KIND, 1, 8, "“title”", "Write the text"},
      {"title: x\nyear: 2025\nnote:\n", DIAG_VALUE_KIND, 3, 6, "“note”", "delete the line"},
      {"title: [a]\nyear: 2025\n", DIAG_VALUE_KIND, 1, 8, "a list", "quotation marks"},
      {"title: {a: b}\nyear: 2025\n", DIAG_VALUE_KIND, 1, 8, "a group of keys", "quotation marks"},
      {"title: x\nyear: 2025年\n", DIAG_VALUE_KIND, 2, 7, "whole number", "without separators"},
      {"title: x\nyear: 二〇二五\n", DIAG_VALUE_KIND, 2, 7, "whole number", "half-width"},
      {"title: x\nyear: '2025'\n", DIAG_VALUE_KIND, 2, 7, "whole number", "without quotation marks"},
      {"title: x\nyear: [2025]\n", DIAG_VALUE_KIND, 2, 7, "whole number", "digits"},
      {"title: x\nyear: 1999\n", DIAG_VALUE_BAD, 2, 7, "between 2000 and 2100", NULL},
      {"title: x\nyear: 2101\n", DIAG_VALUE_BAD, 2, 7, "between 2000 and 2100", NULL},
      {"title: x\nyear: 2025\ndraft: yes\n", DIAG_VALUE_KIND, 3, 8, "true or false", NULL},
      {"title: x\nyear: 2025\ndraft: 'true'\n", DIAG_VALUE_KIND, 3, 8, "true or false", NULL},
      {"title: x\nyear: 2025\ndate: 2026年1月20日\n", DIAG_VALUE_KIND, 3, 7, "must be a date", "2026-01-20"},
      {"title: x\nyear: 2025\ndate: 2025-02-29\n", DIAG_VALUE_BAD, 3, 7, "no day 2025-02-29", NULL},
      {"title: x\nyear: 2025\ndate: [1]\n", DIAG_VALUE_KIND, 3, 7, "must be a date", "2026-01-20"},
      {"title: x\nyear: 2025\nsections: a\n", DIAG_VALUE_KIND, 3, 11, "must be a list", "“- ”"},
      {"title: x\nyear: 2025\nfigures: a\n", DIAG_VALUE_KIND, 3, 10, "key: value", "one a line"},
      {"title: x\nyear: 2025\nfigures:\n  行政许可：5\n", DIAG_VALUE_KIND, 4, 3, "a single value", "“行政许可: ”"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; ++i) {
    assert_false(check(rows[i].text));
    expect_diag(rows[i].text, 0, rows[i].code, rows[i].line, rows[i].column);
    assert_int_equal(diags.count, 1);
    if (strstr(diags.items[0]->message, rows[i].message) == NULL)
      fail_msg("%s: %s", rows[i].text, diags.items[0]->message);
    const char *hint = diags.items[0]->hint;
    if ((hint == NULL) != (rows[i].hint == NULL) || (hint != NULL && strstr(hint, rows[i].hint) == NULL))
      fail_msg("%s: hint %s", rows[i].text, hint);
  }
}

static void everything_is_reported_at_once(void **state)
{
  (void)state;
  assert_false(check("tilte: x\ndraft: 1\nsections: {}\n"));
  assert_int_equal(diags.count, 5); /* unknown, two wrong kinds, two missing */
}

static void what_is_no_mapping(void **state)
{
  (void)state;
  assert_false(check("- a\n"));
  expect_diag("list", 0, DIAG_VALUE_KIND, 1, 1);
  assert_non_null(strstr(diags.items[0]->message, "the report"));
  diags_init(&diags, arena);
  const struct node *root = parse("- title：x\n");
  assert_false(schema_check(root->as.list.items[0], fields, COUNT, "a section", &diags));
  expect_diag("slip", 0, DIAG_VALUE_KIND, 1, 3);
  assert_non_null(strstr(diags.items[0]->hint, "“title: ”"));
  diags_init(&diags, arena);
  assert_false(schema_check(parse("{}"), fields, COUNT, "the report", &diags));
  assert_int_equal(diags.count, 2); /* the required keys */
}

static void values_are_given_only_if_right(void **state)
{
  (void)state;
  const struct node *root = parse("title: x\nyear: 1999\ndraft: maybe\ncount: 7\n");
  assert_true(node_is(schema_get(root, fields, COUNT, "title"), "x"));
  assert_true(node_is(schema_get(root, fields, COUNT, "count"), "7"));
  assert_null(schema_get(root, fields, COUNT, "year"));
  assert_null(schema_get(root, fields, COUNT, "draft"));
  assert_null(schema_get(root, fields, COUNT, "note"));
}

static void dates(void **state)
{
  (void)state;
  static const struct {
    const char *text;
    bool ok;
  } rows[] = {
      {"2026-01-20", true},  {"2024-02-29", true},  {"2025-02-29", false}, {"2025-13-01", false},
      {"2025-00-10", false}, {"2025-04-31", false}, {"2025-1-20", false},  {"2025/01/20", false},
      {"0000-01-01", false}, {"", false},           {"2025-01-2x", false}, {"2025-01-20 ", false},
      {"20a5-01-20", false}, {"2025-01-00", false},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; ++i) {
    int year = 0, month = 0, day = 0;
    if (schema_date(rows[i].text, &year, &month, &day) != rows[i].ok)
      fail_msg("%s", rows[i].text);
  }
  int year, month, day;
  assert_true(schema_date("2026-01-20", &year, &month, &day));
  assert_int_equal(year * 10000 + month * 100 + day, 20260120);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      TEST(what_is_right_passes), TEST(what_is_wrong_is_reported),      TEST(everything_is_reported_at_once),
      TEST(what_is_no_mapping),   TEST(values_are_given_only_if_right), TEST(dates),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
