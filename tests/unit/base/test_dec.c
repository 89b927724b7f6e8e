#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/dec.h"

static void parses_what_is_a_number(void **state)
{
  (void)state;
  static const struct {
    const char *text;
    int64_t units;
    uint8_t scale;
  } rows[] = {
      {"0", 0, 0},        {"12", 12, 0},
      {"-3", -3, 0},      {"+3", 3, 0},
      {"-0", 0, 0},       {"0.50", 50, 2},
      {"007", 7, 0},      {"1.123456789", 1123456789, 9},
      {"-12.5", -125, 1}, {"9223372036854775807", INT64_MAX, 0},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; ++i) {
    dec value = {-1, 99};
    assert_true(dec_parse(rows[i].text, strlen(rows[i].text), &value));
    assert_int_equal(value.units, rows[i].units);
    assert_int_equal(value.scale, rows[i].scale);
  }
}

static void refuses_what_is_none(void **state)
{
  (void)state;
  static const char *const rows[] = {
      "",
      "-",
      "+",
      ".",
      "1.",
      ".5",
      "1,333",
      "９",
      "1e3",
      "0x1",
      "1 ",
      " 1",
      "--1",
      "1.2.3",
      "NaN",
      "1.1234567890",
      "9223372036854775808",
      "99999999999999999999",
      "一",
      "1件",
      "inf",
      "1.-2",
  };
  dec value;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; ++i) {
    if (dec_parse(rows[i], strlen(rows[i]), &value))
      fail_msg("%s was read as a number", rows[i]);
  }
  char digits[4001];
  memset(digits, '9', sizeof digits);
  assert_false(dec_parse(digits, 4000, &value));
}

static dec read(const char *text)
{
  dec value;
  assert_true(dec_parse(text, strlen(text), &value));
  return value;
}

static void adds_subtracts_compares_and_formats(void **state)
{
  (void)state;
  static const struct {
    const char *a, *b, *sum, *difference;
    int order;
  } rows[] = {
      {"1", "2", "3", "-1", -1},
      {"1.0", "1", "2.0", "0.0", 0},
      {"0.05", "1.2", "1.25", "-1.15", -1},
      {"-1.5", "-1.50", "-3.00", "0.00", 0},
      {"0", "0.001", "0.001", "-0.001", -1},
      {"10", "9.999999999", "19.999999999", "0.000000001", 1},
  };
  struct arena *arena = arena_new();
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; ++i) {
    dec out;
    assert_true(dec_add(read(rows[i].a), read(rows[i].b), &out));
    assert_string_equal(dec_format(arena, out), rows[i].sum);
    assert_true(dec_sub(read(rows[i].a), read(rows[i].b), &out));
    assert_string_equal(dec_format(arena, out), rows[i].difference);
    assert_int_equal(dec_compare(read(rows[i].a), read(rows[i].b)), rows[i].order);
    assert_int_equal(dec_compare(read(rows[i].b), read(rows[i].a)), -rows[i].order);
  }
  assert_string_equal(dec_format(arena, dec_from_int(-7)), "-7");
  arena_free(arena);
}

static void sums_beyond_the_range_are_reported(void **state)
{
  (void)state;
  dec out;
  assert_false(dec_add(dec_from_int(INT64_MAX), dec_from_int(1), &out));
  assert_false(dec_sub(dec_from_int(-INT64_MAX), dec_from_int(1), &out));
  assert_false(dec_add(dec_from_int(INT64_MAX / 10), read("0.01"), &out));
  assert_true(dec_sub(dec_from_int(INT64_MAX), dec_from_int(INT64_MAX), &out));
  assert_int_equal(out.units, 0);
}

static ratio over(int64_t num, int64_t den)
{
  ratio out;
  assert_true(ratio_div(ratio_from_dec(dec_from_int(num)), ratio_from_dec(dec_from_int(den)), &out));
  return out;
}

static void ratios_are_exact_and_in_lowest_terms(void **state)
{
  (void)state;
  ratio out = ratio_from_dec(read("0.50"));
  assert_int_equal(out.num, 1);
  assert_int_equal(out.den, 2);
  out = over(6, -4);
  assert_int_equal(out.num, -3);
  assert_int_equal(out.den, 2);
  assert_true(ratio_add(over(1, 3), over(1, 6), &out));
  assert_int_equal(out.num, 1);
  assert_int_equal(out.den, 2);
  assert_true(ratio_sub(over(1, 3), over(1, 3), &out));
  assert_int_equal(out.num, 0);
  assert_int_equal(out.den, 1);
  assert_true(ratio_mul(over(2, 3), over(9, 4), &out));
  assert_int_equal(out.num, 3);
  assert_int_equal(out.den, 2);
}

static void ratios_beyond_the_range_are_reported(void **state)
{
  (void)state;
  ratio big = {INT64_MAX, 1};
  ratio small = {1, INT64_MAX};
  ratio out;
  assert_false(ratio_add(big, big, &out));
  assert_false(ratio_sub(big, (ratio){-1, 1}, &out));
  assert_false(ratio_mul(big, (ratio){2, 1}, &out));
  assert_false(ratio_div(small, (ratio){2, 1}, &out));
  assert_false(ratio_add(small, (ratio){1, INT64_MAX - 1}, &out));
  assert_true(ratio_mul(big, small, &out));
  assert_int_equal(out.num, 1);
}

static void rounding_takes_halves_away_from_zero(void **state)
{
  (void)state;
  static const struct {
    int64_t num, den;
    uint8_t scale;
    const char *text;
  } rows[] = {
      {1, 2, 0, "1"},     {-1, 2, 0, "-1"},         {1, 3, 2, "0.33"},      {2, 3, 2, "0.67"},
      {5, 1, 1, "5.0"},   {125, 100, 1, "1.3"},     {-125, 100, 1, "-1.3"}, {124, 100, 1, "1.2"},
      {1, 8, 3, "0.125"}, {1, 3, 9, "0.333333333"}, {0, 5, 2, "0.00"},      {-1, 3, 0, "0"},
  };
  struct arena *arena = arena_new();
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; ++i) {
    dec out;
    assert_true(ratio_round(over(rows[i].num, rows[i].den), rows[i].scale, &out));
    assert_string_equal(dec_format(arena, out), rows[i].text);
  }
  dec out;
  assert_false(ratio_round((ratio){INT64_MAX, 1}, 1, &out));
  arena_free(arena);
}

static void exact_decimals_are_found(void **state)
{
  (void)state;
  dec out;
  assert_true(ratio_exact(over(1, 8), &out));
  assert_int_equal(out.units, 125);
  assert_int_equal(out.scale, 3);
  assert_true(ratio_exact(over(-14, 7), &out));
  assert_int_equal(out.units, -2);
  assert_int_equal(out.scale, 0);
  assert_false(ratio_exact(over(1, 3), &out));
  assert_false(ratio_exact(over(1, 1024), &out));
  assert_false(ratio_exact((ratio){INT64_MAX, 2}, &out));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(parses_what_is_a_number),
      cmocka_unit_test(refuses_what_is_none),
      cmocka_unit_test(adds_subtracts_compares_and_formats),
      cmocka_unit_test(sums_beyond_the_range_are_reported),
      cmocka_unit_test(ratios_are_exact_and_in_lowest_terms),
      cmocka_unit_test(ratios_beyond_the_range_are_reported),
      cmocka_unit_test(rounding_takes_halves_away_from_zero),
      cmocka_unit_test(exact_decimals_are_found),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
