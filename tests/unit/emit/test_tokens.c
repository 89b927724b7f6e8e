#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "emit/tokens.h"

static void test_a_token_ends_where_the_next_thing_begins(void **state)
{
  (void)state;
  static const struct {
    const char *content, *token;
  } rows[] = {
      {"12.5 0 Td", "12.5"},    {"/f-0-0 1 Tf", "/f-0-0"}, {"[<00>", "["},     {"]TJ", "]"},
      {"TJ\n", "TJ"},           {"<0001>-13<", "<0001>"},  {"<</A 1>>", "<<"}, {"(a(b)c)Tj", "(a(b)c)"},
      {"(a\\)b)Tj", "(a\\)b)"}, {"% note\nq", "% note\n"}, {"-.5(x)", "-.5"},  {"(never shut", "(never shut"},
      {"(\\", "(\\"},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    size_t end = emit_token_end(rows[i].content, strlen(rows[i].content), 0);
    assert_int_equal(end, strlen(rows[i].token));
    assert_memory_equal(rows[i].content, rows[i].token, end);
  }
}

static void test_strings_give_their_bytes(void **state)
{
  (void)state;
  static const struct {
    const char *token, *bytes;
    guint count;
  } rows[] = {
      {"(2025)", "2025", 4},   {"()", "", 0},           {"(\\(\\)\\\\)", "()\\", 3}, {"(a\\251b)", "a\251b", 3},
      {"(\\1011)", "A1", 2},   {"(\\7)", "\a", 1},      {"(\\n\\t)", "\n\t", 2},     {"(a\\\nb)", "ab", 2},
      {"(a(b)c)", "a(b)c", 5}, {"<00ff>", "\0\377", 2}, {"<00\nFF>", "\0\377", 2},   {"<>", "", 0},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    GByteArray *bytes = g_byte_array_new();
    emit_token_append_bytes(bytes, rows[i].token, strlen(rows[i].token));
    assert_int_equal(bytes->len, rows[i].count);
    if (rows[i].count > 0)
      assert_memory_equal(bytes->data, rows[i].bytes, rows[i].count);
    g_byte_array_unref(bytes);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_a_token_ends_where_the_next_thing_begins),
      cmocka_unit_test(test_strings_give_their_bytes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
