#include "make.h"

#include "emit/inks.h"

static void test_colours_become_inks(void **state)
{
  static const struct {
    const char *before, *operands, *operator, * after;
  } rows[] = {
      {"", "0 0 0 ", "k", "0 0 0 1 k"},
      {"q ", "0 0 0 ", "K", "q 0 0 0 1 K"},
      {"", "1 1 1 ", "k", "0 0 0 0 k"},
      {"", "0.8 0.8 0.8 ", "k", "0 0 0 0.2 k"},
      {"", "1 0 0 ", "k", "0 1 1 0 k"},
      {"", "0 0 0.5 ", "k", "1 1 0 0.5 k"},
      {"", "0.776471 0.85098 0.945098 ", "k", "0.178 0.1 0 0.055 k"},
      {"9 0 0 0 rg ", "2 -1 .5 ", "k", "9 0 0 0 rg 0 1 0.5 0 k"},
      {"ET", "\n0 0 0 ", "k", "ET\n0 0 0 1 k"},
      {"", ".5\n.5\n.5\n", "k", "0 0 0 0.5 k"},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    GString *out = g_string_new(rows[i].before);
    size_t at = out->len;
    g_string_append(out, rows[i].operands);
    emit_inks(out, at, rows[i].operator);
    assert_string_equal(out->str, rows[i].after);
    g_string_free(out, TRUE);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_colours_become_inks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
