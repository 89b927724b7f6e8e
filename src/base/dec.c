#include "base/dec.h"

#include <glib.h>
#include <inttypes.h>

/* Products of two 64-bit numbers are exact here. The range of results is kept to ±INT64_MAX, so that a value can always
 * be negated. */
typedef __int128 wide;

static wide wide_abs(wide a)
{
  return a < 0 ? -a : a;
}

static bool wide_fits(wide a)
{
  return wide_abs(a) <= INT64_MAX;
}

static int64_t power_of_ten(unsigned exponent)
{
  g_assert(exponent <= DEC_SCALE_MAX);
  int64_t power = 1;
  while (exponent-- > 0)
    power *= 10;
  return power;
}

static bool dec_make(wide units, uint8_t scale, dec *out)
{
  if (!wide_fits(units))
    return false;
  *out = (dec){(int64_t)units, scale};
  return true;
}

/* Reads a run of digits into *units; false if there is none or the number does not fit. */
static bool digits_read(const char *text, size_t length, size_t *at, int64_t *units)
{
  size_t start = *at;
  for (; *at < length && g_ascii_isdigit(text[*at]); ++*at) {
    if (__builtin_mul_overflow(*units, 10, units) || __builtin_add_overflow(*units, text[*at] - '0', units))
      return false;
  }
  return *at > start;
}

bool dec_parse(const char *text, size_t length, dec *out)
{
  size_t at = 0;
  bool negative = length > 0 && text[0] == '-';
  if (length > 0 && (text[0] == '-' || text[0] == '+'))
    at = 1;
  int64_t units = 0;
  size_t decimals = 0;
  if (!digits_read(text, length, &at, &units))
    return false;
  if (at < length && text[at] == '.') {
    size_t point = at++;
    if (!digits_read(text, length, &at, &units))
      return false;
    decimals = at - point - 1;
  }
  if (at != length || decimals > DEC_SCALE_MAX)
    return false;
  *out = (dec){negative ? -units : units, (uint8_t)decimals};
  return true;
}

static wide dec_units_at(dec a, uint8_t scale)
{
  return (wide)a.units * power_of_ten((unsigned)(scale - a.scale));
}

bool dec_add(dec a, dec b, dec *out)
{
  uint8_t scale = MAX(a.scale, b.scale);
  return dec_make(dec_units_at(a, scale) + dec_units_at(b, scale), scale, out);
}

bool dec_sub(dec a, dec b, dec *out)
{
  uint8_t scale = MAX(a.scale, b.scale);
  return dec_make(dec_units_at(a, scale) - dec_units_at(b, scale), scale, out);
}

int dec_compare(dec a, dec b)
{
  uint8_t scale = MAX(a.scale, b.scale);
  wide left = dec_units_at(a, scale);
  wide right = dec_units_at(b, scale);
  return (left > right) - (left < right);
}

char *dec_format(struct arena *arena, dec value)
{
  uint64_t magnitude = (uint64_t)wide_abs(value.units);
  uint64_t power = (uint64_t)power_of_ten(value.scale);
  const char *sign = value.units < 0 ? "-" : "";
  if (value.scale == 0)
    return arena_printf(arena, "%s%" PRIu64, sign, magnitude);
  return arena_printf(arena, "%s%" PRIu64 ".%0*" PRIu64, sign, magnitude / power, (int)value.scale, magnitude % power);
}

static wide wide_gcd(wide a, wide b)
{
  while (b != 0) {
    wide rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

/* num/den in lowest terms with den > 0; false if it does not fit. */
static bool ratio_make(wide num, wide den, ratio *out)
{
  wide common = wide_gcd(wide_abs(num), wide_abs(den));
  if (den < 0)
    common = -common;
  num /= common;
  den /= common;
  if (!wide_fits(num) || !wide_fits(den))
    return false;
  *out = (ratio){(int64_t)num, (int64_t)den};
  return true;
}

ratio ratio_from_dec(dec value)
{
  ratio result = {0, 1};
  bool fits = ratio_make(value.units, power_of_ten(value.scale), &result);
  g_assert(fits);
  return result;
}

bool ratio_add(ratio a, ratio b, ratio *out)
{
  return ratio_make((wide)a.num * b.den + (wide)b.num * a.den, (wide)a.den * b.den, out);
}

bool ratio_sub(ratio a, ratio b, ratio *out)
{
  return ratio_make((wide)a.num * b.den - (wide)b.num * a.den, (wide)a.den * b.den, out);
}

bool ratio_mul(ratio a, ratio b, ratio *out)
{
  return ratio_make((wide)a.num * b.num, (wide)a.den * b.den, out);
}

bool ratio_div(ratio a, ratio b, ratio *out)
{
  g_assert(b.num != 0);
  return ratio_make((wide)a.num * b.den, (wide)a.den * b.num, out);
}

bool ratio_round(ratio value, uint8_t scale, dec *out)
{
  wide scaled = (wide)value.num * power_of_ten(scale);
  wide whole = scaled / value.den;
  wide rest = wide_abs(scaled % value.den);
  if (rest * 2 >= value.den)
    whole += scaled < 0 ? -1 : 1;
  return dec_make(whole, scale, out);
}

bool ratio_exact(ratio value, dec *out)
{
  for (uint8_t scale = 0; scale <= DEC_SCALE_MAX; ++scale) {
    wide scaled = (wide)value.num * power_of_ten(scale);
    if (scaled % value.den == 0)
      return dec_make(scaled / value.den, scale, out);
  }
  return false;
}
