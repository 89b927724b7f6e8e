#include "base/ends.h"

struct ends ends_find(const char *before, size_t before_size, const char *after, size_t after_size)
{
  size_t least = before_size < after_size ? before_size : after_size;
  struct ends out = {0, 0};
  while (out.same < least && before[out.same] == after[out.same])
    out.same++;
  while (out.rest < least - out.same && before[before_size - 1 - out.rest] == after[after_size - 1 - out.rest])
    out.rest++;
  return out;
}
