#include "base/circle.h"

#include <stdbool.h>

#define HALF_PI INT64_C(1686629713) /* π/2 in 1/2^30 */

static int64_t multiply(int64_t a, int64_t b)
{
  return (a * b + CIRCLE_ONE / 2) >> 30;
}

/* Up to an eighth of the circle the series ends soon: x − x³/3! + … − x¹¹/11!. */
static int64_t sine_series(int64_t x)
{
  int64_t square = multiply(x, x), sum = CIRCLE_ONE;
  for (int64_t k = 10; k >= 2; k -= 2)
    sum = CIRCLE_ONE - multiply(square, sum) / (k * (k + 1));
  return multiply(x, sum);
}

static int64_t cosine_series(int64_t x)
{
  int64_t square = multiply(x, x), sum = CIRCLE_ONE;
  for (int64_t k = 11; k >= 1; k -= 2)
    sum = CIRCLE_ONE - multiply(square, sum) / (k * (k + 1));
  return sum;
}

/* Within the first quarter, both ends included. */
static int64_t quarter_sine(turn angle)
{
  bool far = angle > TURN_QUARTER / 2;
  int64_t part = far ? TURN_QUARTER - angle : angle, x = multiply(part, HALF_PI);
  return far ? cosine_series(x) : sine_series(x);
}

int64_t circle_sine(turn angle)
{
  turn within = angle % TURN_QUARTER;
  switch (angle / TURN_QUARTER) {
  case 0:
    return quarter_sine(within);
  case 1:
    return quarter_sine(TURN_QUARTER - within);
  case 2:
    return -quarter_sine(within);
  default:
    return -quarter_sine(TURN_QUARTER - within);
  }
}

int64_t circle_cosine(turn angle)
{
  return circle_sine(angle + TURN_QUARTER);
}

len circle_scale(len value, int64_t factor)
{
  int64_t product = (int64_t)value * factor, half = CIRCLE_ONE / 2;
  return (len)((product < 0 ? product - half : product + half) / CIRCLE_ONE);
}

len circle_control(len radius, turn angle)
{
  return len_scale(radius, 4 * circle_sine(angle / 4), 3 * circle_cosine(angle / 4));
}

int64_t circle_root(int64_t square)
{
  int64_t low = 0, high = INT64_C(3037000499); /* its square is the largest below 2^63 */
  while (low < high) {
    int64_t middle = (low + high + 1) / 2;
    if (middle * middle <= square)
      low = middle;
    else
      high = middle - 1;
  }
  return low;
}
