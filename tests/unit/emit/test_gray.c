#include "make.h"

#include "emit/gray.h"

static const struct {
  const char *from, *to;
} rows[] = {
    {"", ""},
    {"0 0 0 rg", "0 g"},
    {"0 0 0 RG\n", "0 G\n"},
    {"q 0.8 0.8 0.8 rg /a0 gs", "q 0.8 g /a0 gs"},
    {"0 0 0 rg 1 1 1 RG", "0 g 1 G"},
    {"0 0 1 rg", "0 0 1 rg"},
    {"0.5 0.50 0.5 rg", "0.5 0.50 0.5 rg"},
    {"9 0 0 0 rg", "9 0 0 0 rg"},
    {"0 0 rg", "0 0 rg"},
    {"-1 -1 -1 rg", "-1 g"},
    {".5\n.5\n.5\nrg", ".5 g"},
    {"0 0 0 rgx", "0 0 0 rgx"},
    {"0 0 0 /rg gs", "0 0 0 /rg gs"},
    {"(0 0 0 rg) Tj", "(0 0 0 rg) Tj"},
    {"(a\\) (b) 0 0 0 rg) Tj 0 0 0 rg", "(a\\) (b) 0 0 0 rg) Tj 0 g"},
    {"<000000> Tj 0 0 0 rg", "<000000> Tj 0 g"},
    {"/Span << /ActualText (0 0 0 rg) >> BDC 0 0 0 rg", "/Span << /ActualText (0 0 0 rg) >> BDC 0 g"},
    {"[<0001>-500(x)]TJ 1 1 1 rg", "[<0001>-500(x)]TJ 1 g"},
    {"% 0 0 0 rg\n0 0 0 rg", "% 0 0 0 rg\n0 g"},
    {"0 0 0 rg}{)", "0 g}{)"},
    {"(never closed 0 0 0 rg", "(never closed 0 0 0 rg"},
    {"(ends in a bar\\", "(ends in a bar\\"},
    {"<00", "<00"},
    {"%", "%"},
};

static void test_equal_components_become_one(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    /* A copy of just this size: the sanitizer then sees a step too far. */
    size_t size = strlen(rows[i].from);
    char *content = g_memdup2(rows[i].from, size);
    GString *out = emit_gray_content(content, size);
    assert_string_equal(out->str, rows[i].to);
    g_string_free(out, TRUE);
    g_free(content);
  }
}

static void test_zero_bytes_are_spaces(void **state)
{
  (void)state;
  GString *out = emit_gray_content("0\0000\0000 rg\0q <\0>", 14);
  assert_int_equal(out->len, 3 + 1 + 1 + 1 + 3);
  assert_memory_equal(out->str, "0 g\0q <\0>", out->len);
  g_string_free(out, TRUE);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_equal_components_become_one),
      cmocka_unit_test(test_zero_bytes_are_spaces),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
