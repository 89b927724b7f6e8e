#include "base/show.h"

#include <string.h>

#include "base/utf8.h"

#define EXCERPT_COLUMNS 100 /* of the line shown */
#define EXCERPT_BEFORE  40  /* columns kept before the place where the line is cut */
#define TAB_COLUMNS     8

/* Characters a terminal does not show as themselves: controls, line and paragraph separators, bidi and zero-width
 * format characters, private use, noncharacters. */
static bool is_hidden(gunichar code)
{
  const unsigned hidden = 1u << G_UNICODE_CONTROL | 1u << G_UNICODE_FORMAT | 1u << G_UNICODE_LINE_SEPARATOR |
                          1u << G_UNICODE_PARAGRAPH_SEPARATOR | 1u << G_UNICODE_PRIVATE_USE |
                          1u << G_UNICODE_SURROGATE | 1u << G_UNICODE_UNASSIGNED;
  return (hidden >> g_unichar_type(code) & 1) != 0;
}

/* The code point at text[0] and its length; false for a byte that is not UTF-8. */
static bool decode(const char *text, size_t length, gunichar *code, size_t *size)
{
  *size = 1;
  *code = text[0] == '\0' ? 0 : g_utf8_get_char_validated(text, (gssize)MIN(length, 4));
  if (*code >= (gunichar)-2)
    return false;
  *size = MAX(1, (size_t)g_unichar_to_utf8(*code, NULL));
  return true;
}

size_t show_character(GString *out, const char *text, size_t length, size_t *width)
{
  gunichar code;
  size_t size;
  size_t before = out->len;
  size_t columns;
  if (!decode(text, length, &code, &size)) {
    g_string_append_printf(out, "<%02X>", (unsigned char)text[0]);
    columns = out->len - before;
  } else if (code == '\n' || code == '\t') {
    g_string_append_c(out, ' ');
    columns = 1;
  } else if (is_hidden(code)) {
    g_string_append_printf(out, "<U+%04X>", code);
    columns = out->len - before;
  } else {
    g_string_append_len(out, text, (gssize)size);
    columns = (size_t)utf8_terminal_width(code);
  }
  if (width != NULL)
    *width += columns;
  return size;
}

void show_text(GString *out, const char *text)
{
  size_t length = strlen(text);
  for (size_t at = 0; at < length;)
    at += show_character(out, text + at, length - at, NULL);
}

static void show_json_escape(GString *out, gunichar code)
{
  if (code > 0xFFFF) {
    code -= 0x10000;
    g_string_append_printf(out, "\\u%04x\\u%04x", 0xD800 + (code >> 10), 0xDC00 + (code & 0x3FF));
  } else {
    g_string_append_printf(out, "\\u%04x", code);
  }
}

void show_json(GString *out, const char *text)
{
  if (text == NULL) {
    g_string_append(out, "null");
    return;
  }
  g_string_append_c(out, '"');
  size_t length = strlen(text);
  for (size_t at = 0, size; at < length; at += size) {
    gunichar code;
    if (!decode(text + at, length - at, &code, &size))
      show_json_escape(out, 0xFFFD);
    else if (code == '"' || code == '\\')
      g_string_append_printf(out, "\\%c", (char)code);
    else if (is_hidden(code))
      show_json_escape(out, code);
    else
      g_string_append_len(out, text + at, (gssize)size);
  }
  g_string_append_c(out, '"');
}

/* The bytes of a line without its line break. */
struct line {
  const char *bytes;
  size_t length;
};

/* One character of a line; a tab reaches to the next stop. */
static size_t show_line_character(GString *out, struct line line, size_t at, size_t *column)
{
  if (line.bytes[at] != '\t')
    return show_character(out, line.bytes + at, line.length - at, column);
  do {
    g_string_append_c(out, ' ');
    ++*column;
  } while (*column % TAB_COLUMNS != 0);
  return 1;
}

/* Whether the line from `at` on fits into the columns of an excerpt. */
static bool line_fits(struct line line)
{
  GString *scratch = g_string_new(NULL);
  size_t column = 0;
  size_t at = 0;
  while (at < line.length && column <= EXCERPT_COLUMNS)
    at += show_line_character(scratch, line, at, &column);
  g_string_free(scratch, TRUE);
  return column <= EXCERPT_COLUMNS;
}

static bool continues_character(struct line line, size_t at)
{
  return ((unsigned char)line.bytes[at] & 0xC0) == 0x80;
}

/* Where the excerpt of a long line starts: some columns before `place`. */
static size_t excerpt_start(struct line line, size_t place)
{
  GString *scratch = g_string_new(NULL);
  size_t column = 0;
  size_t at = place;
  while (at > 0 && column < EXCERPT_BEFORE) {
    size_t previous = at - 1;
    while (previous > 0 && at - previous < 4 && continues_character(line, previous))
      --previous;
    show_line_character(scratch, line, previous, &column);
    at = previous;
  }
  g_string_free(scratch, TRUE);
  return at;
}

static struct line line_at(const struct file *file, size_t number)
{
  size_t begin = file->line_starts[number];
  size_t end = number + 1 < file->line_count ? file->line_starts[number + 1] - 1 : file->size;
  if (number == 0 && end >= 3 && memcmp(file->bytes, "\xEF\xBB\xBF", 3) == 0)
    begin = 3;
  if (end > begin && file->bytes[end - 1] == '\r')
    --end;
  return (struct line){file->bytes + begin, end - begin};
}

/* The part of the line that is shown, and the columns [from, to) of it that the span covers. */
static void show_line(GString *out, struct line line, size_t begin, size_t end, size_t *from, size_t *to)
{
  size_t at = line_fits(line) ? 0 : excerpt_start(line, begin);
  size_t column = 0;
  if (at > 0) {
    g_string_append(out, "…");
    column = 1;
  }
  *from = *to = column;
  while (at < line.length && column < EXCERPT_COLUMNS) {
    if (at <= begin)
      *from = *to = column;
    at += show_line_character(out, line, at, &column);
    if (at <= begin)
      *from = *to = column;
    else if (at <= end)
      *to = column;
  }
  if (at < line.length)
    g_string_append(out, "…");
}

void show_excerpt(GString *out, const struct files *files, struct span span, bool colour)
{
  const struct file *file = files_get(files, span.file);
  struct file_position position = files_position(files, span);
  struct line line = line_at(file, position.line - 1);
  size_t start = (size_t)(line.bytes - file->bytes);
  size_t begin = span.begin > start ? MIN(span.begin - start, line.length) : 0;
  size_t end = span.end > start ? MIN(span.end - start, line.length) : 0;
  size_t from = 0;
  size_t to = 0;
  g_string_append_printf(out, "%6u | ", position.line);
  show_line(out, line, begin, MAX(begin, end), &from, &to);
  g_string_append(out, "\n       | ");
  for (size_t i = 0; i < from; ++i)
    g_string_append_c(out, ' ');
  g_string_append(out, colour ? "\033[1;32m^" : "^");
  for (size_t i = from + 1; i < to; ++i)
    g_string_append_c(out, '~');
  g_string_append(out, colour ? "\033[0m\n" : "\n");
}
