#include "make.h"

#include "emit/inks.h"

static void test_colours_become_inks(void **state)
{
  static const struct {
    const char *from, *to;
  } inks[] = {
      {"0 0 0 rg", "0 0 0 1 k"},
      {"q 0 0 0 RG\n", "q 0 0 0 1 K\n"},
      {"1 1 1 rg", "0 0 0 0 k"},
      {"0.8 0.8 0.8 rg", "0 0 0 0.2 k"},
      {"1 0 0 rg", "0 1 1 0 k"},
      {"0 0 0.5 rg", "1 1 0 0.5 k"},
      {"0.776471 0.85098 0.945098 rg", "0.178 0.1 0 0.055 k"},
      {"9 0 0 0 rg", "9 0 0 0 rg"},
      {"2 -1 .5 rg", "0 1 0.5 0 k"},
      {"", ""},
      {"0 0 rg", "0 0 rg"},
      {".5\n.5\n.5\nrg", "0 0 0 0.5 k"},
      {"0 0 0 rgx", "0 0 0 rgx"},
      {"0 0 0 /rg gs", "0 0 0 /rg gs"},
      {"(0 0 0 rg) Tj 0 0 0 rg", "(0 0 0 rg) Tj 0 0 0 1 k"},
      {"[<0001>-500(x)]TJ 1 1 1 rg", "[<0001>-500(x)]TJ 0 0 0 0 k"},
      {"0 0 0", "0 0 0"},
      {"(never closed 0 0 0 rg", "(never closed 0 0 0 rg"},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(inks); i++) {
    /* A copy of just this size: the sanitizer then sees a step too far. */
    size_t size = strlen(inks[i].from);
    char *content = g_memdup2(inks[i].from, size);
    GString *out = emit_inks_content(content, size);
    assert_string_equal(out->str, inks[i].to);
    g_string_free(out, TRUE);
    g_free(content);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_colours_become_inks),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
