#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "carry/carry.h"

static void test_names_that_any_system_can_have(void **state)
{
  (void)state;
  static const struct {
    const char *name, *safe;
  } rows[] = {{"report.yaml", "report.yaml"},
              {"dept/甲乙.csv", "dept/甲乙.csv"},
              {"a b.yaml", "a b.yaml"},
              {"", "_"},
              {"/etc/passwd", "etc/passwd"},
              {"../up", "_._/up"},
              {"a//b/./c", "a/b/__/c"},
              {".hidden", "_.hidden"},
              {"c:\\d", "c__d"},
              {"a\nb\x7f", "a_b_"},
              {"a\u202Eb\u200Bc", "a_b_c"},
              {"end.", "end_"},
              {"end ", "end_"},
              {"CON", "_CON"},
              {"nul.yaml", "_nul.yaml"},
              {"com1.csv", "_com1.csv"},
              {"com.csv", "com.csv"},
              {"console", "console"},
              {"\xFF\xFE", "__"}};
  struct arena *arena = arena_new();
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    assert_string_equal(carry_safe_name(arena, rows[i].name), rows[i].safe);
  arena_free(arena);
}

static void test_long_names_are_cut_between_characters(void **state)
{
  (void)state;
  struct arena *arena = arena_new();
  GString *name = g_string_new("x");
  for (int i = 0; i < 200; i++)
    g_string_append(name, "年");
  const char *safe = carry_safe_name(arena, name->str);
  assert_true(strlen(safe) <= 203);
  assert_true(g_utf8_validate(safe, -1, NULL));
  g_string_truncate(name, 0);
  for (int i = 0; i < 100; i++)
    g_string_append(name, "a/");
  assert_true(strlen(carry_safe_name(arena, name->str)) < 40);
  g_string_free(name, TRUE);
  arena_free(arena);
}

/* One row, with its text as the only cell. */
static void assert_entry(const char *text, const char *expected)
{
  struct block_run run = {.text = text, .length = (uint32_t)strlen(text)};
  struct block_runs words = {&run, 1, 1};
  struct block_cell cell = {.row_span = 1, .column_span = 1, .phrases = &words, .phrase_count = 1};
  struct block_table table = {.rows = 1, .columns = 1, .cells = &cell, .cell_count = 1};
  GString *out = g_string_new(NULL);
  carry_table(out, &table);
  char *line = g_strdup_printf("\uFEFF%s\r\n", expected);
  assert_string_equal(out->str, line);
  g_free(line);
  g_string_free(out, TRUE);
}

static void test_numbers_are_plain(void **state)
{
  (void)state;
  static const char *const rows[][2] = {{"0", "0"},
                                        {"1,234,567.80", "1234567.80"},
                                        {"\u2212"
                                         "5",
                                         "-5"},
                                        {"+2.6", "+2.6"},
                                        {"12.5%", "12.5%"},
                                        {"1,2", "\"1,2\""},
                                        {"1234,567", "\"1234,567\""},
                                        {"1.2.3", "1.2.3"},
                                        {"5.", "5."},
                                        {"-", "-"},
                                        {"\u2212", "\u2212"},
                                        {"…", "…"},
                                        {"/", "/"},
                                        {"", ""}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    assert_entry(rows[i][0], rows[i][1]);
}

static void test_formulas_are_harmless(void **state)
{
  (void)state;
  static const char *const rows[][2] = {{"=1+1", "'=1+1"},
                                        {"+a", "'+a"},
                                        {"-2-3", "'-2-3"},
                                        {"\u2212"
                                         "2a",
                                         "'\u2212"
                                         "2a"},
                                        {"@x,y", "\"'@x,y\""},
                                        {"＝甲", "'＝甲"},
                                        {"a=b", "a=b"},
                                        {"say \"a\"", "\"say \"\"a\"\"\""}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    assert_entry(rows[i][0], rows[i][1]);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_names_that_any_system_can_have),
      cmocka_unit_test(test_long_names_are_cut_between_characters),
      cmocka_unit_test(test_numbers_are_plain),
      cmocka_unit_test(test_formulas_are_harmless),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
