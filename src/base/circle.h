/* Points on circles, in integers: layout knows no floating point. */
#ifndef NIANBAO_BASE_CIRCLE_H
#define NIANBAO_BASE_CIRCLE_H

#include <stdint.h>

#include "base/len.h"

/* A share of the full circle: 2^32 turns are once around, so that angles add up without a remainder. */
typedef uint32_t turn;

#define TURN_QUARTER (UINT32_C(1) << 30)

#define CIRCLE_ONE (INT64_C(1) << 30) /* the sine of a quarter turn */

/* Sine and cosine in 1/2^30, right to 4/2^30. */
int64_t circle_sine(turn angle);
int64_t circle_cosine(turn angle);

/* value × factor / 2^30, rounded: a point at distance `value` is off by less than one unit up to LEN_MAX. */
len circle_scale(len value, int64_t factor);

/* How far the control points of a cubic curve stand from the ends of an arc, for an arc of at most a quarter turn:
 * 4/3 × tan(angle / 4) × radius. */
len circle_control(len radius, turn angle);

/* The largest whole number whose square is not more. */
int64_t circle_root(int64_t square);

#endif
