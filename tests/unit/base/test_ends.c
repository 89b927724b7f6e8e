#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

#include "base/ends.h"

/* What both end with is counted in what is left, so that nothing is counted twice. */
static void test_ends(void **state)
{
  (void)state;
  static const struct {
    const char *before, *after;
    size_t same, rest;
  } rows[] = {
      {"", "", 0, 0},      {"", "a", 0, 0},      {"abc", "abc", 3, 0},  {"abc", "abXc", 2, 1}, {"aa", "aaa", 2, 0},
      {"aXa", "aa", 1, 1}, {"abc", "xyz", 0, 0}, {"xabc", "abc", 0, 3}, {"abc", "ab", 2, 0},   {"abab", "ab", 2, 0},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    struct ends ends = ends_find(rows[i].before, strlen(rows[i].before), rows[i].after, strlen(rows[i].after));
    assert_int_equal(ends.same, rows[i].same);
    assert_int_equal(ends.rest, rows[i].rest);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_ends)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
