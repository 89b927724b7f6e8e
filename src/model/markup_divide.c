/* Where a text may be read piece by piece, each for itself: what earlier runs have read of one need not be read again
 * because another was edited. */
#include <string.h>

#include "model/markup.h"

/* Fences of code and HTML reach over empty lines; a definition counts for all of the text, a footnote's mark too. */
static bool reaches_far(const char *text)
{
  for (const char *at = text; *(at += strcspn(at, "`~]")); at++)
    if (strncmp(at, "```", 3) == 0 || strncmp(at, "~~~", 3) == 0 || strncmp(at, "]:", 2) == 0)
      return true;
  return false;
}

static bool is_blank(const char *line, const char *end)
{
  return line + strspn(line, " \t") >= end;
}

/* A line of Chinese where no block is indented ends every list and quotation before it. */
static bool begins_piece(const char *line)
{
  return (unsigned char)*line >= 0x80;
}

static bool begins_html(const char *line)
{
  return line[strspn(line, " ")] == '<';
}

static const char *line_end(const char *line, const char *end)
{
  const char *found = memchr(line, '\n', (size_t)(end - line));
  return found ? found : end;
}

static bool has_html(const char *text, uint32_t length)
{
  const char *end = text + length;
  for (const char *line = text; line < end; line = line_end(line, end) + 1)
    if (begins_html(line))
      return true;
  return false;
}

bool markup_is_divisible(const struct node *scalar)
{
  const char *text = scalar->as.scalar.text;
  uint32_t length = scalar->as.scalar.length;
  return scalar->as.scalar.style == NODE_LITERAL && !reaches_far(text) && !has_html(text, length);
}

uint32_t markup_piece_end(const struct node *scalar, uint32_t begin)
{
  const char *text = scalar->as.scalar.text, *end = text + scalar->as.scalar.length;
  bool blank = false;
  for (const char *line = text + begin; line < end; line = line_end(line, end) + 1) {
    if (blank && begins_piece(line))
      return (uint32_t)(line - text);
    blank = is_blank(line, line_end(line, end));
  }
  return scalar->as.scalar.length;
}
