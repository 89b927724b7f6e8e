/* Alignment against the textbook's table of longest common subsequences, on small random sequences. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>

#include "diff/align.h"

static size_t longest_common(const uint64_t *a, size_t n, const uint64_t *b, size_t m)
{
  size_t table[21][21] = {{0}};
  for (size_t i = 1; i <= n; i++) {
    for (size_t k = 1; k <= m; k++)
      table[i][k] = a[i - 1] == b[k - 1] ? table[i - 1][k - 1] + 1 : MAX(table[i - 1][k], table[i][k - 1]);
  }
  return table[n][m];
}

static void check_pairs(const uint64_t *a, size_t n, const uint64_t *b, size_t m)
{
  struct arena *arena = arena_new();
  size_t *pairs = align_equal(arena, a, n, b, m), found = 0, next = 0;
  for (size_t i = 0; i < n; i++) {
    if (pairs[i] == ALIGN_NONE)
      continue;
    assert_in_range(pairs[i], next, m - 1);
    assert_int_equal(a[i], b[pairs[i]]);
    next = pairs[i] + 1;
    found++;
  }
  assert_int_equal(found, longest_common(a, n, b, m));
  arena_free(arena);
}

static void test_is_a_longest_common_subsequence(void **state)
{
  (void)state;
  GRand *random = g_rand_new_with_seed(7);
  for (int round = 0; round < 20000; round++) {
    uint64_t a[20], b[20];
    size_t n = (size_t)g_rand_int_range(random, 0, 21), m = (size_t)g_rand_int_range(random, 0, 21);
    int letters = g_rand_int_range(random, 1, 6);
    for (size_t i = 0; i < n; i++)
      a[i] = (uint64_t)g_rand_int_range(random, 0, letters);
    for (size_t i = 0; i < m; i++)
      b[i] = (uint64_t)g_rand_int_range(random, 0, letters);
    check_pairs(a, n, b, m);
  }
  g_rand_free(random);
}

/* Two long sequences without anything in common end soon; what is equal at both ends is still found. */
static void test_gives_up_in_time(void **state)
{
  (void)state;
  enum { COUNT = 200000 };
  struct arena *arena = arena_new();
  uint64_t *a = ARENA_ARRAY(arena, COUNT, uint64_t), *b = ARENA_ARRAY(arena, COUNT, uint64_t);
  for (size_t i = 0; i < COUNT; i++)
    a[i] = i, b[i] = COUNT + i;
  a[0] = b[0] = a[COUNT - 1] = b[COUNT - 1] = 1;
  size_t *pairs = align_equal(arena, a, COUNT, b, COUNT);
  assert_int_equal(pairs[0], 0);
  assert_int_equal(pairs[COUNT - 1], COUNT - 1);
  assert_int_equal(pairs[COUNT / 2], ALIGN_NONE);
  arena_free(arena);
}

static uint32_t likeness(const void *data, size_t before, size_t after)
{
  return ((const uint32_t *)data)[before * 3 + after];
}

/* The best sum, in order: pairing the first two crosswise would be worth more, but crosses. */
static void test_like_items_keep_their_order(void **state)
{
  (void)state;
  const uint32_t likes[] = {400, 900, 0, 900, 400, 0, 0, 0, 350};
  size_t pairs[] = {ALIGN_NONE, ALIGN_NONE, ALIGN_NONE};
  align_like(pairs, 3, 3, likeness, likes, 330);
  assert_int_equal(pairs[2], 2);
  assert_true((pairs[0] == 1 && pairs[1] == ALIGN_NONE) || (pairs[0] == ALIGN_NONE && pairs[1] == 0));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_is_a_longest_common_subsequence),
      cmocka_unit_test(test_gives_up_in_time),
      cmocka_unit_test(test_like_items_keep_their_order),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
