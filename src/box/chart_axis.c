#include <glib.h>
#include <string.h>

#include "base/dec.h"
#include "box/chart.h"

typedef __int128 wide;

static int64_t power_of_ten(int exponent)
{
  int64_t power = 1;
  while (exponent-- > 0)
    power *= 10;
  return power;
}

/* The multiple of step at `value` or next to it, away from zero's side asked for. */
static int64_t floor_to(int64_t value, int64_t step)
{
  int64_t rest = value % step;
  return value - rest - (rest < 0 ? step : 0);
}

static int64_t ceiling_to(int64_t value, int64_t step)
{
  return -floor_to(-value, step);
}

static int64_t next_step(int64_t step)
{
  int64_t first = step;
  while (first >= 10)
    first /= 10;
  return first == 2 ? step / 2 * 5 : step * 2; /* 1, 2, 5, 10 */
}

/* A point on the base line of an axis that is cut off has no room for its figure, which may stand below it. */
static bool lies_on_base(const struct chart_axis *axis, int64_t least)
{
  return axis->low >= axis->step && (least - axis->low) * 4 < axis->step;
}

struct chart_axis chart_axis_find(int64_t least, int64_t greatest, uint8_t scale, int most, bool zero)
{
  if (zero || least == greatest) {
    least = MIN(least, 0);
    greatest = MAX(greatest, 0);
  }
  if (least == greatest) /* all are 0 */
    return (struct chart_axis){0, power_of_ten(scale), power_of_ten(scale)};
  struct chart_axis axis = {.step = 1};
  for (;; axis.step = next_step(axis.step)) {
    axis.low = floor_to(least, axis.step);
    axis.high = ceiling_to(greatest, axis.step);
    if (!zero && lies_on_base(&axis, least))
      axis.low -= axis.step;
    if ((axis.high - axis.low) / axis.step <= most)
      return axis;
  }
}

len chart_axis_place(const struct chart_axis *axis, int64_t value, len extent)
{
  wide product = (wide)extent * (value - axis->low), range = axis->high - axis->low;
  return (len)((product + range / 2) / range);
}

/* 12345.5 as 12,345.5 */
static const char *group_digits(struct arena *arena, const char *digits)
{
  GString *text = g_string_new(NULL);
  size_t whole = strcspn(digits, ".");
  for (size_t i = 0; i < whole; i++) {
    g_string_append_c(text, digits[i]);
    if (i + 1 < whole && (whole - i - 1) % 3 == 0)
      g_string_append_c(text, ',');
  }
  g_string_append(text, digits + whole);
  const char *kept = arena_strdup(arena, text->str);
  g_string_free(text, TRUE);
  return kept;
}

/* As many decimals as the step has. TB-16: a minus sign, not a hyphen. */
const char *chart_axis_text(struct arena *arena, const struct chart_axis *axis, const struct block_chart *chart,
                            int64_t value)
{
  uint8_t scale = chart->scale;
  int64_t step = axis->step, size = value < 0 ? -value : value;
  for (; scale > 0 && step % 10 == 0; scale--) {
    step /= 10;
    size /= 10;
  }
  const char *digits = dec_format(arena, (dec){size, scale});
  if (chart->grouped)
    digits = group_digits(arena, digits);
  return arena_printf(arena, "%s%s%s", value < 0 ? "−" : "", digits, value ? chart->suffix : "");
}
