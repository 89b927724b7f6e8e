/* Inside of the search for failed markup (markup_check.c, markup_lines.c): one block as it will be printed. */
#ifndef NIANBAO_MODEL_MARKUP_CHECK_H
#define NIANBAO_MODEL_MARKUP_CHECK_H

#include "model/markup.h"

struct check {
  const struct markup_text *text;
  const struct markup_glyph *glyphs;
  size_t count;
  struct diags *diags;
};

/* A line break behind the last. */
static inline uint32_t code_at(const struct check *c, size_t index)
{
  return index < c->count ? c->glyphs[index].code : '\n';
}

/* Of glyphs [begin, end): where they stand, and their words for a message. */
struct span check_span(const struct check *c, size_t begin, size_t end);
const char *check_quote(const struct check *c, size_t begin, size_t end);

/* markup_lines.c: what stands at the beginning of lines. */
void check_lines(const struct check *c);

#endif
