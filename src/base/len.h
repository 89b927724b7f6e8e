/* Lengths. One unit is 1/1024 pt (1 pt = 1/72 inch), held in 32 bits: the whole of layout is exact integer arithmetic,
 * so that the same input gives the same page on every machine. Doubles appear only in emit/ and at the shaping call,
 * named _pt. */
#ifndef NIANBAO_BASE_LEN_H
#define NIANBAO_BASE_LEN_H

#include <stdint.h>

typedef int32_t len;

#define LEN_PT  1024
#define LEN_MAX (14400 * LEN_PT) /* the largest page side a PDF may have; no coordinate may leave ±LEN_MAX */

/* a × num / den, rounded to nearest, halves away from zero; den must not be 0. */
static inline len len_scale(len a, int64_t num, int64_t den)
{
  int64_t product = (int64_t)a * num;
  int64_t half = (den < 0 ? -den : den) / 2;
  return (len)((product < 0 ? product - half : product + half) / den);
}

/* num/den millimetres: 1 mm = 72/25.4 pt = 360/127 pt. */
static inline len len_from_mm(int64_t num, int64_t den)
{
  return len_scale(LEN_PT * 360, num, 127 * den);
}

/* The k-th of `parts` equal parts of `whole`, measured from its start: the error never adds up. */
static inline len len_part(len whole, int64_t k, int64_t parts)
{
  return len_scale(whole, k, parts);
}

/* A sum made in 64 bits, held within ±LEN_MAX: what is longer does not fit anywhere. */
static inline len len_clamp(int64_t sum)
{
  return (len)(sum > LEN_MAX ? LEN_MAX : sum < -LEN_MAX ? -LEN_MAX : sum);
}

static inline double len_to_pt(len a)
{
  return (double)a / LEN_PT;
}

static inline len len_max(len a, len b)
{
  return a > b ? a : b;
}

static inline len len_min(len a, len b)
{
  return a < b ? a : b;
}

#endif
