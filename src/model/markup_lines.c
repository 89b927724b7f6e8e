/* Marks at the beginning of lines that CommonMark does not take for what they were meant: numbers of items, dashes,
 * headings, rows of tables. */
#include <glib.h>
#include <string.h>
#include <wchar.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "model/markup_check.h"

#define LINE_PREFIX     128 /* bytes looked at of a line: more than the longest heading has */
#define HEADING_LONGEST 30  /* characters of a paragraph that may be meant as a heading */

static bool is_han_digit(uint32_t code)
{
  return code != 0 && wcschr(L"一二三四五六七八九十百", (wchar_t)code) != NULL;
}

/* Moves *at over a number of at most four Han or two Arabic digits; false if there is none. */
static bool skip_number(const char *text, size_t *at)
{
  size_t begin = *at, next = begin;
  while (g_ascii_isdigit(text[*at]) && *at < begin + 3)
    ++*at;
  if (*at > begin)
    return *at <= begin + 2;
  for (int i = 0; i < 4 && text[next] && is_han_digit(utf8_next(text, &next)); ++i)
    *at = next;
  return *at > begin;
}

static bool skip_any(const char *text, size_t *at, const wchar_t *set)
{
  size_t next = *at;
  if (text[next] == '\0' || !wcschr(set, (wchar_t)utf8_next(text, &next)))
    return false;
  *at = next;
  return true;
}

size_t markup_typed_number(const char *text)
{
  size_t at = 0;
  if (skip_any(text, &at, L"①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"))
    return at;
  if (skip_any(text, &at, L"（("))
    return skip_number(text, &at) && skip_any(text, &at, L"）)") ? at : 0;
  if (!skip_number(text, &at) || !skip_any(text, &at, L"、．.)）"))
    return 0;
  return g_ascii_isdigit(text[at]) ? 0 : at; /* 3.5 万元 is no heading */
}

/* （一） or 一、, but not 1. or ①, with which items and sentences begin, too. */
static bool begins_with_han_number(const char *text)
{
  size_t at = 0;
  skip_any(text, &at, L"（(");
  return text[at] != '\0' && is_han_digit(utf8_next(text, &at)) && markup_typed_number(text) > 0;
}

size_t markup_typed_heading(const char *text)
{
  size_t number = begins_with_han_number(text) ? markup_typed_number(text) : 0, count = 0;
  uint32_t code = 0;
  for (size_t at = number; number > 0 && text[at]; ++count) {
    code = utf8_next(text, &at);
    if (wcschr(L"。；：;\n", (wchar_t)code) || count == HEADING_LONGEST)
      return 0;
  }
  return count >= 2 && !markup_is_closing(code) ? number : 0;
}

struct line_bytes {
  char text[LINE_PREFIX + 8];
};

static struct line_bytes bytes_of_line(const struct check *c, size_t line)
{
  struct line_bytes bytes = {{0}};
  size_t length = 0;
  for (size_t i = line; code_at(c, i) != '\n' && length < LINE_PREFIX; ++i)
    length += utf8_encode(c->glyphs[i].code, bytes.text + length);
  return bytes;
}

static size_t typed_number(const struct check *c, size_t line)
{
  struct line_bytes bytes = bytes_of_line(c, line);
  return markup_typed_number(bytes.text);
}

/* The letter of “a.”, “b、”, “(C)” or “d)” at the start of a line; 0 where there is none. */
static uint32_t typed_letter(const struct check *c, size_t line)
{
  bool bracket = code_at(c, line) == '(' || code_at(c, line) == 0xFF08;
  uint32_t letter = code_at(c, line + bracket), mark = code_at(c, line + bracket + 1);
  if (letter >= 0xFF21 && letter <= 0xFF5A)
    letter -= 0xFEE0; /* full-width */
  if (letter >= 0x80 || !g_ascii_isalpha((char)letter))
    return 0;
  return mark && wcschr(bracket ? L")）" : L"、．.)）", (wchar_t)mark) ? letter : 0;
}

/* b. below a.: one letter alone may be a word, as in “C. 甲”. */
static bool next_letter(const struct check *c, size_t last_line, size_t line)
{
  uint32_t letter = typed_letter(c, line);
  return letter != 0 && typed_letter(c, last_line) + 1 == letter;
}

/* A typed number does not begin a list for CommonMark where no space follows it, nor does a letter: the lines would run
 * together. */
static void check_joined_line(const struct check *c, size_t last_line, size_t begin)
{
  bool numbered = typed_number(c, begin) > 0 && typed_number(c, last_line) > 0;
  if (!numbered && !next_letter(c, last_line, begin))
    return;
  struct diag *diag = diag_add(c->diags, DIAG_MARKUP, check_span(c, begin, begin + 1),
                               _("This line begins with a number of its own, but runs on in the same paragraph as the "
                                 "line before it."));
  diag_set_severity(c->diags, diag, DIAG_WARNING);
  diag_hint(c->diags, diag,
            _("For a list, put a space behind “1.” on every line; for paragraphs, leave an empty line "
              "between them."));
}

/* Where a sentence has ended, or the block begins. */
static bool begins_sentence(const struct check *c, size_t begin)
{
  return begin < 2 || wcschr(L"。！？；：”）", (wchar_t)code_at(c, begin - 2));
}

/* （一）主动公开, right above or below its text. Two numbers one below the other are check_joined_line's, and a line of
 * a long sentence may begin with 三、, too. */
static void check_heading_line(const struct check *c, size_t begin, size_t end)
{
  struct line_bytes line = bytes_of_line(c, begin);
  size_t number = markup_typed_heading(line.text);
  bool alone = begin == 0 && end >= c->count, joined = end < c->count && typed_number(c, end + 1) > 0;
  if (number == 0 || alone || joined || !begins_sentence(c, begin) || strstr(line.text, "，"))
    return;
  struct diag *diag = diag_add(c->diags, DIAG_MARKUP, check_span(c, begin, end),
                               _("This looks like a heading, but runs on in one paragraph with the lines beside it."));
  diag_set_severity(c->diags, diag, DIAG_WARNING);
  diag_hint(c->diags, diag, _("If it is one, write “## %s”, without its number: the layout numbers headings itself."),
            line.text + number);
}

/* "-门户网站": no space behind the dash, which is printed, and the lines run together. A minus has digits behind it. */
static void check_dash_line(const struct check *c, size_t begin)
{
  if (code_at(c, begin) != '-' || !markup_is_chinese(code_at(c, begin + 1)))
    return;
  struct diag *diag = diag_add(c->diags, DIAG_MARKUP, check_span(c, begin, begin + 1),
                               _("“-” does not begin a list here and would be printed as it stands."));
  diag_set_severity(c->diags, diag, DIAG_WARNING);
  diag_hint(c->diags, diag,
            _("For a list, put a space behind “-” on every line. If “-” is meant to be printed, write “\\-”."));
}

/* "2. …" right below a paragraph: only a list from 1 may begin there. */
static void check_late_list(const struct check *c, size_t last_line, size_t begin)
{
  size_t at = begin;
  while (at < begin + 9 && code_at(c, at) < 0x80 && g_ascii_isdigit((char)code_at(c, at)))
    ++at;
  bool marker = at > begin && (code_at(c, at) == '.' || code_at(c, at) == ')') && code_at(c, at + 1) == ' ';
  if (!marker || typed_number(c, last_line) > 0)
    return;
  struct diag *diag = diag_add(c->diags, DIAG_MARKUP, check_span(c, begin, at + 1),
                               _("“%s” does not begin a list here: the line runs on in the paragraph before it."),
                               check_quote(c, begin, at + 1));
  diag_set_severity(c->diags, diag, DIAG_WARNING);
  diag_hint(c->diags, diag, _("Leave an empty line before the list."));
}

static void check_hash_line(const struct check *c, size_t begin, size_t end)
{
  size_t at = begin;
  while (at < end && (c->glyphs[at].code == '#' || c->glyphs[at].code == 0xFF03))
    ++at;
  bool wide = begin < end && c->glyphs[begin].code == 0xFF03;
  if (at == begin || (at == begin + 1 && !wide && !markup_is_chinese(code_at(c, at))))
    return;
  struct diag *diag =
      diag_add(c->diags, DIAG_MARKUP, check_span(c, begin, at),
               _("“%s” does not make a heading here and would be printed as it stands."), check_quote(c, begin, at));
  diag_hint(c->diags, diag,
            _("Write a heading as “## words”: two to four half-width “#”, then a space, on a line of its "
              "own."));
}

static size_t line_end(const struct check *c, size_t begin)
{
  while (begin < c->count && c->glyphs[begin].code != '\n')
    ++begin;
  return begin;
}

/* |---|:--| */
static bool is_table_rule(const struct check *c, size_t begin, size_t end)
{
  size_t bars = 0, dashes = 0;
  for (size_t i = begin; i < end; ++i) {
    uint32_t code = c->glyphs[i].code;
    bars += code == '|';
    dashes += code == '-';
    if (code != '|' && code != '-' && code != ':' && code != ' ')
      return false;
  }
  return bars > 0 && dashes >= 3;
}

/* |1|招生入学|32|, or the same with tabs between the cells, as they come from a spreadsheet. */
static bool is_table_row(const struct check *c, size_t begin, size_t end)
{
  size_t bars = 0, tabs = 0;
  for (size_t i = begin; i < end; ++i) {
    bars += c->glyphs[i].code == '|';
    tabs += c->glyphs[i].code == '\t' && i > begin && c->glyphs[i - 1].code != '\t';
  }
  bool closed = bars > 2 && c->glyphs[begin].code == '|' && c->glyphs[end - 1].code == '|';
  return closed || tabs > 1;
}

/* A table is spoken of once: at its rule, else at its first row. */
static void check_table_line(const struct check *c, size_t last_line, size_t begin, size_t end)
{
  bool rule = is_table_rule(c, begin, end), next_rule = is_table_rule(c, end + 1, line_end(c, end + 1));
  bool follows = begin > 0 && (is_table_row(c, last_line, begin - 1) || is_table_rule(c, last_line, begin - 1));
  if (!rule && (follows || next_rule || !is_table_row(c, begin, end)))
    return;
  struct diag *diag =
      diag_add(c->diags, DIAG_MARKUP, check_span(c, begin, end), _("A table cannot be drawn in the text."));
  diag_hint(
      c->diags, diag,
      _("Write it as a “table:” with “columns:” and “rows:” in the “content:” of the section; a table of the form "
        "goes by its name there."));
}

void check_lines(const struct check *c)
{
  for (size_t last_line = 0, begin = 0; begin < c->count;) {
    size_t end = line_end(c, begin);
    check_hash_line(c, begin, end);
    check_table_line(c, last_line, begin, end);
    check_dash_line(c, begin);
    check_heading_line(c, begin, end);
    if (begin > 0) {
      check_joined_line(c, last_line, begin);
      check_late_list(c, last_line, begin);
    }
    last_line = begin;
    begin = end + 1;
  }
}
