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

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_a_token_ends_where_the_next_thing_begins),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
