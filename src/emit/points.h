/* Points: lengths as text, computed in integers, the same in every locale. */
#ifndef NIANBAO_EMIT_POINTS_H
#define NIANBAO_EMIT_POINTS_H

#include "base/len.h"

#define POINTS_SIZE 24

/* Points with three decimals, rounded to nearest: "28.350". Gives `out`. */
const char *emit_points(len value, char out[POINTS_SIZE]);

#endif
