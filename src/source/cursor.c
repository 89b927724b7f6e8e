/* Where the text of a scalar stands in the file. Text and file are walked side by side in segments: so many bytes of
 * text that so many bytes of the file gave. The rules are those of libyaml's scanner, which made the text. */
#include <glib.h>
#include <string.h>

#include "base/utf8.h"
#include "source/source.h"

struct segment {
  uint32_t text, file;
};

#define NO_INDENT UINT32_MAX /* a block scalar of blank lines only: all their spaces are indentation */

static char byte_at(const struct source_cursor *cursor, size_t at)
{
  return at < cursor->file->size ? cursor->file->bytes[at] : '\0';
}

static bool is_blank(char c)
{
  return c == ' ' || c == '\t';
}

/* Length of the line break at `at`, 0 if there is none. A lone carriage return is one to libyaml. */
static uint32_t break_at(const struct source_cursor *cursor, size_t at)
{
  if (byte_at(cursor, at) == '\r')
    return byte_at(cursor, at + 1) == '\n' ? 2 : 1;
  return byte_at(cursor, at) == '\n' ? 1 : 0;
}

/* White space of a plain or quoted scalar: kept within a line; across lines one break becomes a space, several lose the
 * first. After an escaped break none is lost. */
static struct segment flow_space(struct source_cursor *cursor, bool escaped)
{
  uint32_t at = cursor->file_at;
  uint32_t breaks = 0;
  for (;;) {
    uint32_t size = break_at(cursor, at);
    breaks += size > 0;
    if (size == 0 && !is_blank(byte_at(cursor, at)))
      break;
    at += MAX(size, 1);
  }
  uint32_t length = at - cursor->file_at;
  if (escaped)
    return (struct segment){breaks, length};
  if (breaks > 0)
    return (struct segment){breaks == 1 ? 1 : breaks - 1, length};
  cursor->literal_end = at;
  return (struct segment){1, 1};
}

static struct segment plain_segment(struct source_cursor *cursor)
{
  bool space = is_blank(byte_at(cursor, cursor->file_at)) || break_at(cursor, cursor->file_at) > 0;
  if (space && cursor->file_at >= cursor->literal_end)
    return flow_space(cursor, false);
  return (struct segment){1, 1};
}

static uint32_t hex_value(const struct source_cursor *cursor, uint32_t at, uint32_t digits)
{
  uint32_t value = 0;
  for (uint32_t i = 0; i < digits; ++i)
    value = value << 4 | (uint32_t)(g_ascii_xdigit_value(byte_at(cursor, at + i)) & 0xF);
  return value;
}

static struct segment escape_segment(struct source_cursor *cursor)
{
  uint32_t at = cursor->file_at;
  uint32_t size = break_at(cursor, at + 1);
  if (size > 0) {
    cursor->file_at += 1 + size;
    struct segment rest = flow_space(cursor, true);
    cursor->file_at = at;
    return (struct segment){rest.text, 1 + size + rest.file};
  }
  char bytes[4];
  switch (byte_at(cursor, at + 1)) {
  case 'x':
    return (struct segment){(uint32_t)utf8_encode(hex_value(cursor, at + 2, 2), bytes), 4};
  case 'u':
    return (struct segment){(uint32_t)utf8_encode(hex_value(cursor, at + 2, 4), bytes), 6};
  case 'U':
    return (struct segment){(uint32_t)utf8_encode(hex_value(cursor, at + 2, 8), bytes), 10};
  case 'N': /* U+0085 */
  case '_': /* U+00A0 */
    return (struct segment){2, 2};
  case 'L': /* U+2028 */
  case 'P': /* U+2029 */
    return (struct segment){3, 2};
  default:
    return (struct segment){1, 2};
  }
}

static struct segment quoted_segment(struct source_cursor *cursor)
{
  bool single = byte_at(cursor, cursor->scalar->span.begin) == '\'';
  char here = byte_at(cursor, cursor->file_at);
  if (here == (single ? '\'' : '"')) /* a mark inside, of YAML or of a CSV file */
    return (struct segment){1, 2};
  if (!single && here == '\\')
    return escape_segment(cursor);
  return plain_segment(cursor);
}

static bool at_line_start(const struct source_cursor *cursor)
{
  char before = byte_at(cursor, (size_t)cursor->file_at - 1);
  return before == '\n' || before == '\r';
}

/* Spaces at `at` that are indentation of the block. */
static uint32_t indentation_at(const struct source_cursor *cursor, uint32_t at)
{
  uint32_t count = 0;
  while (count < cursor->indent && byte_at(cursor, at + count) == ' ')
    ++count;
  return count;
}

static struct segment literal_segment(const struct source_cursor *cursor)
{
  uint32_t size = break_at(cursor, cursor->file_at);
  if (at_line_start(cursor)) {
    uint32_t indentation = indentation_at(cursor, cursor->file_at);
    if (indentation > 0)
      return (struct segment){0, indentation};
  }
  return (struct segment){1, MAX(size, 1)};
}

/* The line that ends at file_at begins with white space beyond the indentation: such lines are not folded. */
static bool line_is_deeper(const struct source_cursor *cursor)
{
  uint32_t at = cursor->file_at;
  while (at > cursor->block_at && byte_at(cursor, at - 1) != '\n' && byte_at(cursor, at - 1) != '\r')
    --at;
  return is_blank(byte_at(cursor, at + indentation_at(cursor, at)));
}

static struct segment folded_segment(const struct source_cursor *cursor)
{
  if (cursor->file_at == cursor->block_at || break_at(cursor, cursor->file_at) == 0 || at_line_start(cursor))
    return literal_segment(cursor);
  uint32_t at = cursor->file_at + break_at(cursor, cursor->file_at);
  uint32_t blank_lines = 0;
  uint32_t indentation;
  while ((indentation = indentation_at(cursor, at), break_at(cursor, at + indentation)) > 0) {
    at += indentation + break_at(cursor, at + indentation);
    ++blank_lines;
  }
  at += indentation;
  uint32_t length = at - cursor->file_at;
  if (line_is_deeper(cursor) || is_blank(byte_at(cursor, at)))
    return (struct segment){1 + blank_lines, length};
  if (cursor->file_at >= cursor->scalar->span.end) /* the last line: its break is kept, with "+" also those behind it */
    return (struct segment){1 + blank_lines, length};
  if (cursor->text_at < cursor->scalar->as.scalar.length && cursor->scalar->as.scalar.text[cursor->text_at] == ' ')
    return (struct segment){1, length};
  return (struct segment){MAX(blank_lines, 1), length};
}

static struct segment next_segment(struct source_cursor *cursor)
{
  switch (cursor->scalar->as.scalar.style) {
  case NODE_PLAIN:
    return plain_segment(cursor);
  case NODE_QUOTED:
    return quoted_segment(cursor);
  case NODE_LITERAL:
    return literal_segment(cursor);
  case NODE_FOLDED:
    return folded_segment(cursor);
  }
  g_assert_not_reached();
}

/* Leading spaces of the first line that has anything else, in `bytes`; NO_INDENT if none has. */
static uint32_t first_indentation(const char *bytes, size_t length)
{
  uint32_t spaces = 0;
  for (size_t i = 0; i < length; ++i) {
    if (bytes[i] == ' ')
      ++spaces;
    else if (bytes[i] == '\n' || bytes[i] == '\r')
      spaces = 0;
    else
      return spaces;
  }
  return NO_INDENT;
}

/* The indentation of a block need not be that of its first line, if it is given ("|2"): it is what the text lacks. */
static void find_block(struct source_cursor *cursor)
{
  const struct node *scalar = cursor->scalar;
  uint32_t at = cursor->file_at;
  while (at < cursor->file->size && break_at(cursor, at) == 0)
    ++at;
  at += break_at(cursor, at);
  cursor->file_at = cursor->block_at = at;
  uint32_t end = MAX(scalar->span.end, at);
  uint32_t in_file = first_indentation(cursor->file->bytes + at, end - at);
  uint32_t in_text = first_indentation(scalar->as.scalar.text, scalar->as.scalar.length);
  cursor->indent = in_file == NO_INDENT || in_text == NO_INDENT || in_text > in_file ? NO_INDENT : in_file - in_text;
}

struct source_cursor source_cursor(const struct files *files, const struct node *scalar)
{
  g_assert(scalar->kind == NODE_SCALAR);
  struct source_cursor cursor = {
      .file = files_get(files, scalar->span.file), .scalar = scalar, .file_at = scalar->span.begin};
  switch (scalar->as.scalar.style) {
  case NODE_PLAIN:
    break;
  case NODE_QUOTED:
    ++cursor.file_at;
    break;
  case NODE_LITERAL:
  case NODE_FOLDED:
    find_block(&cursor);
    break;
  }
  return cursor;
}

static void cursor_advance(struct source_cursor *cursor, struct segment segment)
{
  cursor->text_at += segment.text;
  cursor->file_at = MIN(cursor->file_at + segment.file, (uint32_t)cursor->file->size);
}

/* How many of the next `limit` bytes of text and file are the same, in step: those of a literal line. */
static uint32_t bytes_in_step(const struct source_cursor *cursor, uint32_t limit)
{
  const char *bytes = cursor->file->bytes + cursor->file_at;
  uint32_t count = 0, most = MIN(limit, (uint32_t)cursor->file->size - cursor->file_at);
  if (cursor->scalar->as.scalar.style != NODE_LITERAL ||
      (at_line_start(cursor) && indentation_at(cursor, cursor->file_at) > 0))
    return 0;
  while (count < most && bytes[count] != '\n' && bytes[count] != '\r')
    ++count;
  return count;
}

/* Moves on as long as no byte at or behind `offset` is passed. */
static void cursor_move(struct source_cursor *cursor, uint32_t offset)
{
  while (cursor->text_at < offset) {
    uint32_t count = bytes_in_step(cursor, offset - cursor->text_at);
    struct segment segment = count > 0 ? (struct segment){count, count} : next_segment(cursor);
    if (cursor->text_at + segment.text > offset)
      return;
    cursor_advance(cursor, segment);
  }
}

uint32_t source_locate(struct source_cursor *cursor, uint32_t offset)
{
  uint32_t length = cursor->scalar->as.scalar.length;
  cursor_move(cursor, MIN(offset, length));
  /* Indentation and escaped line breaks come before the byte asked for. */
  while (offset < length && cursor->text_at == offset) {
    struct segment segment = next_segment(cursor);
    if (segment.text > 0)
      break;
    cursor_advance(cursor, segment);
  }
  return cursor->file_at;
}

void source_locate_all(struct source_cursor *cursor, uint32_t begin, uint32_t end, uint32_t *at)
{
  const char *text = cursor->scalar->as.scalar.text;
  for (uint32_t i = begin; i <= end;) {
    uint32_t first = source_locate(cursor, i), count = MAX(bytes_in_step(cursor, end - i), 1), here = first;
    for (uint32_t k = 0; k < count; ++k) {
      bool starts = i + k == end || ((unsigned char)text[i + k] & 0xC0) != 0x80;
      here = starts ? first + k : k == 0 && i > begin ? at[i - begin - 1] : here;
      at[i - begin + k] = here;
    }
    i += count;
  }
}

struct span source_span(struct source_cursor *cursor, uint32_t begin, uint32_t end)
{
  struct span span = {cursor->scalar->span.file, source_locate(cursor, begin), 0};
  cursor_move(cursor, MIN(end, cursor->scalar->as.scalar.length));
  span.end = end > begin ? MAX(cursor->file_at, span.begin) : span.begin;
  return span;
}
