/* The line of a source that a message speaks of, with marks under it: right on a terminal with full-width characters,
 * tabs, combining marks, and where the line is cut. */
#include <string.h>

#include "base/show.h"

#define LINE_COLUMNS   100 /* of the line shown, where no terminal says otherwise */
#define LINE_LEAST     40  /* on the narrowest terminal */
#define BEFORE_PER_TEN 4   /* tenths of them kept before the place where the line is cut */
#define GUTTER_COLUMNS 9   /* "    12 | " */
#define TAB_COLUMNS    8

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

/* Whether the line fits into so many columns. */
static bool line_fits(struct line line, size_t columns)
{
  GString *scratch = g_string_new(NULL);
  size_t column = 0;
  size_t at = 0;
  while (at < line.length && column <= columns)
    at += show_line_character(scratch, line, at, &column);
  g_string_free(scratch, TRUE);
  return column <= columns;
}

static bool continues_character(struct line line, size_t at)
{
  return ((unsigned char)line.bytes[at] & 0xC0) == 0x80;
}

/* Where the excerpt of a long line starts: some columns before `place`. */
static size_t excerpt_start(struct line line, size_t place, size_t before)
{
  GString *scratch = g_string_new(NULL);
  size_t column = 0;
  size_t at = place;
  while (at > 0 && column < before) {
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

/* --- the line and what is marked in it --- */

struct excerpt {
  struct line line;
  size_t start; /* of the line, in the file */
  size_t columns;
  GString *text, *marks; /* marks: a character for each column of the text */
};

static size_t place_in(const struct excerpt *excerpt, uint32_t offset)
{
  return offset > excerpt->start ? MIN(offset - excerpt->start, excerpt->line.length) : 0;
}

/* Marks columns [from, to) of the excerpt, one at least. The first mark of a column stands. */
static void mark(GString *marks, size_t from, size_t to, char first, char rest)
{
  while (marks->len < MAX(to, from + 1))
    g_string_append_c(marks, ' ');
  for (size_t i = from; i < MAX(to, from + 1); ++i)
    if (marks->str[i] == ' ')
      marks->str[i] = i == from ? first : rest;
}

/* The part of the line that is shown. columns_at[i] is the column of byte i, SIZE_MAX where it is not shown. */
static size_t *show_line(const struct excerpt *excerpt, size_t begin)
{
  struct line line = excerpt->line;
  size_t *columns_at = g_new(size_t, line.length + 1);
  for (size_t i = 0; i <= line.length; ++i)
    columns_at[i] = SIZE_MAX;
  size_t before = excerpt->columns * BEFORE_PER_TEN / 10;
  size_t at = line_fits(line, excerpt->columns) ? 0 : excerpt_start(line, begin, before);
  size_t column = 0;
  if (at > 0) {
    g_string_append(excerpt->text, "…");
    column = 1;
  }
  while (at < line.length) {
    size_t here = column, length = excerpt->text->len;
    size_t size = show_line_character(excerpt->text, line, at, &column);
    if (column > excerpt->columns) { /* it would reach over the end */
      g_string_truncate(excerpt->text, length);
      column = here;
      break;
    }
    for (size_t i = at; i < at + size; ++i)
      columns_at[i] = here;
    at += size;
  }
  columns_at[at] = column;
  if (at < line.length)
    g_string_append(excerpt->text, "…");
  return columns_at;
}

/* Where the mark of a span ends: at the last column of it that is shown. */
static size_t end_column(const size_t *columns_at, size_t begin, size_t end)
{
  while (end > begin && columns_at[end] == SIZE_MAX)
    --end;
  return columns_at[end];
}

static void mark_span(const struct excerpt *excerpt, const size_t *columns_at, struct span span, bool primary)
{
  size_t begin = place_in(excerpt, span.begin), end = MAX(begin, place_in(excerpt, span.end));
  if (columns_at[begin] == SIZE_MAX)
    return; /* outside of what is shown */
  mark(excerpt->marks, columns_at[begin], end_column(columns_at, begin, end), primary ? '^' : '-', primary ? '~' : '-');
}

/* --- colours --- */

static const char *colour_of(char mark)
{
  switch (mark) {
  case '^':
  case '~':
    return "\033[1;32m";
  case '-':
    return "\033[1;36m";
  default:
    return "";
  }
}

/* A run of marks of one colour at a time. */
static void append_marks(GString *out, const GString *marks, bool colour)
{
  const char *now = "";
  for (size_t i = 0; i < marks->len; ++i) {
    const char *next = colour ? colour_of(marks->str[i]) : "";
    if (strcmp(next, now) != 0)
      g_string_append(out, *next ? next : "\033[0m");
    now = next;
    g_string_append_c(out, marks->str[i]);
  }
  g_string_append(out, *now ? "\033[0m\n" : "\n");
}

static size_t line_columns(unsigned terminal)
{
  if (terminal == 0)
    return LINE_COLUMNS;
  size_t left = terminal > GUTTER_COLUMNS + 1 ? terminal - GUTTER_COLUMNS - 1 : 0; /* 1: for the … */
  return CLAMP(left, LINE_LEAST, LINE_COLUMNS);
}

void show_excerpt(GString *out, const struct files *files, const struct span *spans, size_t count, bool primary,
                  struct show_look look)
{
  const struct file *file = files_get(files, spans[0].file);
  uint32_t number = files_position(files, spans[0]).line;
  struct excerpt excerpt = {line_at(file, number - 1), 0, line_columns(look.columns), g_string_new(NULL),
                            g_string_new(NULL)};
  excerpt.start = (size_t)(excerpt.line.bytes - file->bytes);
  size_t *columns_at = show_line(&excerpt, place_in(&excerpt, spans[0].begin));
  for (size_t i = 0; i < count; ++i)
    if (spans[i].file == spans[0].file && files_position(files, spans[i]).line == number)
      mark_span(&excerpt, columns_at, spans[i], primary && i == 0);
  g_string_append_printf(out, "%6u | %s\n       | ", number, excerpt.text->str);
  append_marks(out, excerpt.marks, look.colour);
  g_free(columns_at);
  g_string_free(excerpt.text, TRUE);
  g_string_free(excerpt.marks, TRUE);
}
