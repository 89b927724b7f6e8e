/* Sine, cosine and root in integers, against the mathematical library's. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/circle.h"

static double radians(uint64_t angle)
{
  return (double)angle * 8 * atan(1) / 4294967296.0;
}

/* Steps of a prime, so that all lower bits occur; and the quarters themselves. */
static void test_sine(void **state)
{
  (void)state;
  for (uint64_t a = 0; a < UINT64_C(1) << 32; a += 104729) {
    assert_true(fabs((double)circle_sine((turn)a) - sin(radians(a)) * (double)CIRCLE_ONE) < 4);
    assert_true(fabs((double)circle_cosine((turn)a) - cos(radians(a)) * (double)CIRCLE_ONE) < 4);
  }
  static const int64_t sines[] = {0, CIRCLE_ONE, 0, -CIRCLE_ONE};
  for (turn q = 0; q < 4; q++) {
    assert_true(llabs(circle_sine(q * TURN_QUARTER) - sines[q]) <= 1);
    assert_true(llabs(circle_cosine(q * TURN_QUARTER) - sines[(q + 1) % 4]) <= 1);
  }
}

/* At the largest radius a page may have, a point is off by less than one unit. */
static void test_points(void **state)
{
  (void)state;
  for (uint64_t a = 0; a < UINT64_C(1) << 32; a += 1299709)
    assert_true(fabs((double)circle_scale(LEN_MAX, circle_sine((turn)a)) - sin(radians(a)) * (double)LEN_MAX) < 1);
}

/* A curve with these control points leaves the circle by less than 3/10,000 of the radius. */
static void test_control(void **state)
{
  (void)state;
  assert_int_equal(circle_control(1000000, TURN_QUARTER), 552285);
  for (turn angle = 1; angle <= TURN_QUARTER - 1000003; angle += 1000003) {
    double expected = 4.0 / 3 * tan(radians(angle) / 4) * 1e6;
    assert_true(fabs(circle_control(1000000, angle) - expected) < 1);
  }
}

static void test_root(void **state)
{
  (void)state;
  assert_int_equal(circle_root(0), 0);
  assert_int_equal(circle_root(INT64_MAX), 3037000499);
  for (int64_t n = 1; n < INT64_C(3000000000); n = n * 3 / 2 + 1) {
    assert_int_equal(circle_root(n * n), n);
    assert_int_equal(circle_root(n * n - 1), n - 1);
    assert_int_equal(circle_root(n * n + n), n);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_sine),
      cmocka_unit_test(test_points),
      cmocka_unit_test(test_control),
      cmocka_unit_test(test_root),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
