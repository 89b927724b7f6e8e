/* Exact numbers. A figure is a decimal, units / 10^scale; the value of an expression is a ratio, so that nothing is
 * rounded before it is printed. All operations report overflow instead of wrapping. No floating point. */
#ifndef NIANBAO_BASE_DEC_H
#define NIANBAO_BASE_DEC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define DEC_SCALE_MAX 9

typedef struct dec {
  int64_t units;
  uint8_t scale; /* decimals as written, 0..DEC_SCALE_MAX; 1.50 keeps its scale of 2 */
} dec;

typedef struct ratio {
  int64_t num;
  int64_t den; /* > 0; num/den is in lowest terms */
} ratio;

static inline dec dec_from_int(int64_t value)
{
  return (dec){value, 0};
}

/* "12", "-3", "0.50": an optional "-" or "+", digits, at most one "." with digits on both sides. false if it is
 * anything else, has more than DEC_SCALE_MAX decimals, or does not fit. */
bool dec_parse(const char *text, size_t length, dec *out);
bool dec_add(dec a, dec b, dec *out);
bool dec_sub(dec a, dec b, dec *out);
int dec_compare(dec a, dec b); /* <0, 0, >0 by value: 1.0 equals 1 */
/* As written, with "-" for negatives. Thousands separators are the formatter's business (figure/). */
char *dec_format(struct arena *arena, dec value);

ratio ratio_from_dec(dec value);
bool ratio_add(ratio a, ratio b, ratio *out);
bool ratio_sub(ratio a, ratio b, ratio *out);
bool ratio_mul(ratio a, ratio b, ratio *out);
bool ratio_div(ratio a, ratio b, ratio *out); /* b must not be 0 */
/* To `scale` decimals, halves away from zero (四舍五入, as offices do). false on overflow. */
bool ratio_round(ratio value, uint8_t scale, dec *out);
/* The exact decimal, if there is one within DEC_SCALE_MAX decimals. */
bool ratio_exact(ratio value, dec *out);

#endif
