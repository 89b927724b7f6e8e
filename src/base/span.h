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

/* Bytes [from, to) of a text of `length` bytes that `span` made. Where the text stands in the file as it is, that part
 * of it; where it does not (escapes, folded lines, values filled in), all of it. */
static inline struct span span_part(struct span span, uint32_t length, uint32_t from, uint32_t to)
{
  if (!span_known(span) || span.end - span.begin != length)
    return span;
  return (struct span){span.file, span.begin + from, span.begin + to};
}

#endif
