#include "make.h"

#include "emit/gray.h"

/* What stands before the operator, and what becomes of it; NULL: nothing. */
static const struct {
  const char *before, *operands, *after;
} rows[] = {
    {"", "0 0 0 ", "0 g"},
    {"q ", "0.8 0.8 0.8 ", "q 0.8 g"},
    {"BT\n", "-1 -1 -1 ", "BT\n-1 g"},
    {"", ".5\n.5\n.5\n", ".5 g"},
    {"", "\n0 0 0 ", "\n0 g"},
    {"", "0 0 1 ", NULL},
    {"", "0.5 0.50 0.5 ", NULL},
    {"", "0.5 0.5 0.55 ", NULL},
    {"", "9 0 0 0 ", NULL},
    {"", "0 0 0 0 ", NULL},
    {"", "0 0 ", NULL},
    {"0 0 0 ", "", NULL},
};

static void test_equal_components_become_one(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    GString *out = g_string_new(rows[i].before);
    size_t at = out->len;
    g_string_append(out, rows[i].operands);
    char *whole = g_strdup(out->str);
    assert_int_equal(emit_gray(out, at, "g"), rows[i].after != NULL);
    assert_string_equal(out->str, rows[i].after != NULL ? rows[i].after : whole);
    g_free(whole);
    g_string_free(out, TRUE);
  }
}

static void test_strokes_have_an_operator_of_their_own(void **state)
{
  (void)state;
  GString *out = g_string_new("1 1 1 ");
  assert_true(emit_gray(out, 0, "G"));
  assert_string_equal(out->str, "1 G");
  g_string_free(out, TRUE);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_equal_components_become_one),
      cmocka_unit_test(test_strokes_have_an_operator_of_their_own),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
