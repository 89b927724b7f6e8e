#include "emit/points.h"

#include <inttypes.h>
#include <stdio.h>

const char *emit_points(len value, char out[POINTS_SIZE])
{
  int64_t thousandths = len_scale(1, (int64_t)value * 1000, LEN_PT);
  int64_t size = thousandths < 0 ? -thousandths : thousandths;
  snprintf(out, POINTS_SIZE, "%s%" PRId64 ".%03d", thousandths < 0 ? "-" : "", size / 1000, (int)(size % 1000));
  return out;
}
