/* Axes of charts: round numbers that enclose all values, and places on them. */
#include <glib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "box/chart.h"

static bool is_round(int64_t step)
{
  while (step % 10 == 0)
    step /= 10;
  return step == 1 || step == 2 || step == 5;
}

static void check_axis(int64_t least, int64_t greatest, int most, bool zero)
{
  struct chart_axis axis = chart_axis_find(least, greatest, 0, most, zero);
  assert_true(is_round(axis.step));
  assert_true(axis.low <= least && greatest <= axis.high && axis.low < axis.high);
  assert_int_equal(axis.low % axis.step, 0);
  assert_int_equal(axis.high % axis.step, 0);
  assert_true((axis.high - axis.low) / axis.step <= most);
  if (zero)
    assert_true(axis.low <= 0 && axis.high >= 0);
  len extent = 200 * LEN_PT + 7;
  assert_int_equal(chart_axis_place(&axis, axis.low, extent), 0);
  assert_int_equal(chart_axis_place(&axis, axis.high, extent), extent);
  /* nothing lies outside, and half the unit of a length is the largest error */
  for (int k = 0; k <= 8; k++) {
    int64_t value = axis.low + (axis.high - axis.low) / 8 * k;
    long double exact = (long double)extent * (long double)(value - axis.low) / (long double)(axis.high - axis.low);
    long double off = (long double)chart_axis_place(&axis, value, extent) - exact;
    assert_true(off <= 0.5L && off >= -0.5L);
  }
}

static void test_axes(void **state)
{
  (void)state;
  static const struct {
    int64_t least, greatest;
  } rows[] = {{0, 0},
              {1, 1},
              {-1, -1},
              {0, 1},
              {0, 3},
              {3, 997},
              {-7, 12},
              {-999, -1},
              {-1, 1000000000},
              {INT64_C(999999999999999), INT64_C(1000000000000000)},
              {99, 101},
              {-101, -99},
              {-INT64_C(1000000000000000), INT64_C(1000000000000000)}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    for (int most = 2; most <= 6; most++) {
      check_axis(rows[i].least, rows[i].greatest, most, true);
      check_axis(rows[i].least, rows[i].greatest, most, false);
    }
}

/* An axis that is cut off begins so low that the figure of the lowest point has room above it. */
static void test_room_below(void **state)
{
  (void)state;
  struct chart_axis axis = chart_axis_find(280150, 352238, 2, 5, false);
  assert_true((280150 - axis.low) * 4 >= axis.step);
  axis = chart_axis_find(1, 4, 0, 5, false);
  assert_int_equal(axis.low, 0); /* never below zero for figures above it */
  axis = chart_axis_find(100, 352, 0, 6, true);
  assert_int_equal(axis.low, 0);
}

static void test_random_axes(void **state)
{
  (void)state;
  GRand *random = g_rand_new_with_seed(7);
  for (int i = 0; i < 20000; i++) {
    int64_t a = g_rand_int_range(random, -1000000, 1000000), b = g_rand_int_range(random, -1000000, 1000000);
    int64_t scale = 1;
    for (int k = g_rand_int_range(random, 0, 9); k > 0; k--)
      scale *= 10;
    check_axis(MIN(a, b) * scale, MAX(a, b) * scale, g_rand_int_range(random, 2, 7), g_rand_boolean(random));
  }
  g_rand_free(random);
}

/* TB-16; as many decimals as the step has, the format of the figures. */
static void test_texts(void **state)
{
  (void)state;
  static const struct {
    int64_t step, value;
    uint8_t scale;
    bool grouped;
    const char *suffix, *text;
  } rows[] = {
      {500, 1500, 0, false, "", "1500"},     {500, -1500, 0, false, "", "−1500"},  {50, 150, 1, false, "", "15"},
      {5, 15, 1, false, "", "1.5"},          {5, 15, 1, false, "%", "1.5%"},       {200, 0, 1, false, "万", "0"},
      {100, 1234500, 2, true, "", "12,345"}, {50, 123450, 2, true, "", "1,234.5"},
  };
  struct arena *arena = arena_new();
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    struct chart_axis axis = {.step = rows[i].step};
    struct block_chart chart = {.scale = rows[i].scale, .grouped = rows[i].grouped, .suffix = rows[i].suffix};
    assert_string_equal(chart_axis_text(arena, &axis, &chart, rows[i].value), rows[i].text);
  }
  arena_free(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_axes),
      cmocka_unit_test(test_room_below),
      cmocka_unit_test(test_random_axes),
      cmocka_unit_test(test_texts),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
