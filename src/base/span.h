/* Where something stands in an input file: a file of the `files` table and a range of its bytes. Line and column are
 * found from that only when a message is printed. Every value of the pipeline carries the span of what made it, down to
 * the frame. */
#ifndef NIANBAO_BASE_SPAN_H
#define NIANBAO_BASE_SPAN_H

#include <stdbool.h>
#include <stdint.h>

struct span {
  uint32_t file;       /* index into files; 0 is "no file" */
  uint32_t begin, end; /* byte offsets, begin ≤ end */
};

#define SPAN_NONE ((struct span){0, 0, 0})

static inline bool span_known(struct span span)
{
  return span.file != 0;
}

#endif
