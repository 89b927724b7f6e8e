/* What would be printed though it was meant as markup, or would not be printed at all. CommonMark never fails: what it
 * does not recognise it prints as it stands, and what it drops it drops without a word. A report may not come out so.
 */
#include "model/markup.h"

#include <string.h>
#include <wchar.h>

#include "base/tr.h"
#include "base/utf8.h"

#define LINE_PREFIX    64  /* bytes looked at for a typed number */
#define LABEL_LENGTH   999 /* CommonMark's limit */
#define FULLWIDTH_STAR 0xFF0Au

struct check {
  const struct markup_text *text;
  const struct markup_glyph *glyphs;
  size_t count;
  struct diags *diags;
};

static uint32_t code_at(const struct check *c, size_t index)
{
  return index < c->count ? c->glyphs[index].code : '\n';
}

static struct span glyph_span(const struct check *c, size_t begin, size_t end)
{
  size_t last = c->glyphs[end - 1].at, after = last;
  utf8_next(c->text->bytes, &after);
  return markup_span(c->text, c->glyphs[begin].at, after);
}

static const char *glyph_words(const struct check *c, size_t begin, size_t end)
{
  GString *words = g_string_new(NULL);
  for (size_t i = begin; i < end && i < begin + 60; ++i) {
    uint32_t code = c->glyphs[i].code;
    if (code >= MARKUP_EXPR && code <= MARKUP_EXPR + MARKUP_EXPR_MAX)
      g_string_append(words, "${…}");
    else
      g_string_append_unichar(words, code >= MARKUP_PLAIN ? code - MARKUP_PLAIN : code);
  }
  const char *quote = diag_quote(c->diags, words->str, words->len);
  g_string_free(words, TRUE);
  return quote;
}

/* ---- marks of emphasis that are left over ---- */

struct mark_run {
  uint32_t code;
  size_t begin, end;
};

static bool is_mark(uint32_t code)
{
  return code == '*' || code == '_' || code == '`' || code == '~' || code == FULLWIDTH_STAR;
}

/* The next run of marks from *at on; false if there is none. */
static bool next_marks(const struct check *c, size_t *at, struct mark_run *out)
{
  while (*at < c->count && !is_mark(c->glyphs[*at].code))
    ++*at;
  if (*at == c->count)
    return false;
  *out = (struct mark_run){c->glyphs[*at].code, *at, *at};
  while (*at < c->count && c->glyphs[*at].code == out->code)
    ++*at;
  out->end = *at;
  return true;
}

static bool is_word(uint32_t code)
{
  return code < 0x80 && (g_ascii_isalnum((char)code) || code == ' ');
}

static bool is_blank(uint32_t code)
{
  return code == ' ' || code == '\n';
}

static uint32_t code_before(const struct check *c, size_t index)
{
  return index == 0 ? '\n' : c->glyphs[index - 1].code;
}

/* 5*3, user_name and 2 * 3 are no markup. */
static bool inside_words(const struct check *c, struct mark_run run)
{
  return is_word(code_before(c, run.begin)) && is_word(code_at(c, run.end));
}

static bool encloses(const struct check *c, struct mark_run open, struct mark_run close)
{
  return !is_blank(code_at(c, open.end)) && !is_blank(code_before(c, close.begin)) &&
         !g_ascii_isalnum((char)MIN(code_before(c, open.begin), 0x7F)) &&
         !g_ascii_isalnum((char)MIN(code_at(c, close.end), 0x7F));
}

/* Do these marks look meant? `close` is the next run of the same kind and length, or NULL. */
static bool looks_meant(const struct check *c, struct mark_run open, const struct mark_run *close)
{
  size_t length = open.end - open.begin;
  switch (open.code) {
  case '`':
    return true;
  case '*':
    return length > 1 || (close && !inside_words(c, open) && !inside_words(c, *close));
  case '_':
    return close && length <= 2 && encloses(c, open, *close);
  default: /* ~ and ＊ */
    return close && length == 2 && encloses(c, open, *close);
  }
}

static void report_marks(const struct check *c, size_t begin, size_t end, uint32_t code)
{
  struct diag *diag =
      diag_add(c->diags, DIAG_MARKUP, glyph_span(c, begin, end),
               _("“%s” is not read as emphasis and would be printed as it stands."), glyph_words(c, begin, end));
  switch (code) {
  case '*':
    diag_hint(c->diags, diag,
              _("For bold write **words**, without spaces inside the stars and with as many stars behind "
                "as before. If stars are meant to be printed, write “\\*” for each."));
    return;
  case '_':
    diag_hint(c->diags, diag,
              _("For emphasis write *words* or **words**. If “_” is meant to be printed, write “\\_”."));
    return;
  case '`':
    diag_hint(c->diags, diag, _("Take the mark out. If “`” is meant to be printed, write “\\`”."));
    return;
  case '~':
    diag_hint(c->diags, diag, _("Words cannot be struck out here. If “~” is meant to be printed, write “\\~”."));
    return;
  default:
    diag_hint(c->diags, diag, _("For bold write half-width stars: **words**."));
    return;
  }
}

static bool same_marks(struct mark_run a, struct mark_run b)
{
  return a.code == b.code && a.end - a.begin == b.end - b.begin;
}

static void check_marks(const struct check *c)
{
  struct mark_run open, close;
  for (size_t at = 0; next_marks(c, &at, &open);) {
    size_t ahead = at;
    bool paired = next_marks(c, &ahead, &close) && same_marks(open, close);
    if (!looks_meant(c, open, paired ? &close : NULL))
      continue;
    report_marks(c, open.begin, paired ? close.end : open.end, open.code);
    if (paired)
      at = ahead;
  }
}

/* ---- raised and lowered characters ---- */

enum { SCRIPT_LONGEST = 4 };

static bool is_script(uint32_t code)
{
  return code < 0x80 && (g_ascii_isalnum((char)code) || code == '+' || code == '-' || code == '.');
}

/* The second of the marks that enclose a few letters or digits behind a word: PM~2.5~, 10^2^; 0 where there is none. */
static size_t script_end(const struct check *c, size_t at)
{
  uint32_t mark = code_at(c, at), before = code_before(c, at);
  bool behind_word = mark == '~' ? before < 0x80 && g_ascii_isalpha((char)before) : mark == '^' && is_word(before);
  size_t end = at + 1;
  while (behind_word && end <= at + SCRIPT_LONGEST && is_script(code_at(c, end)))
    end++;
  return behind_word && end > at + 1 && code_at(c, end) == mark ? end : 0;
}

static void check_scripts(const struct check *c)
{
  for (size_t at = 1; at < c->count; at++) {
    size_t end = script_end(c, at);
    if (end == 0)
      continue;
    struct diag *diag = diag_add(c->diags, DIAG_MARKUP, glyph_span(c, at, end + 1),
                                 _("“%s” would be printed as it stands: it is not read as raised or lowered."),
                                 glyph_words(c, at, end + 1));
    diag_hint(c->diags, diag,
              _("Write the raised or lowered characters themselves, as in PM₂.₅, m². If the marks are meant to be "
                "printed, write “\\~” or “\\^”."));
    at = end;
  }
}

/* ---- links and footnotes that are left over ---- */

/* The ] of a label that begins at `from`, or the count. */
static size_t find_label_end(const struct check *c, size_t from)
{
  size_t limit = MIN(c->count, from + LABEL_LENGTH);
  while (from < limit && c->glyphs[from].code != ']' && c->glyphs[from].code != '\n')
    ++from;
  return from < limit && c->glyphs[from].code == ']' ? from : c->count;
}

static void check_footnote(const struct check *c, size_t at)
{
  if (code_at(c, at) != '[' || code_at(c, at + 1) != '^')
    return;
  size_t close = find_label_end(c, at);
  if (close == c->count)
    return;
  struct diag *diag = diag_add(c->diags, DIAG_MARKUP, glyph_span(c, at, close + 1),
                               _("The footnote “%s” has no text in this block."), glyph_words(c, at, close + 1));
  diag_hint(c->diags, diag, _("Write its text on a line of its own, below: %s: …"), glyph_words(c, at, close + 1));
}

/* The [ that the ] at `at` would close was escaped: no link is meant. */
static bool opening_is_escaped(const struct check *c, size_t at)
{
  for (size_t back = 1; back <= MIN(at, LABEL_LENGTH) && c->glyphs[at - back].code != '['; ++back)
    if (c->glyphs[at - back].code == MARKUP_PLAIN + '[')
      return true;
  return false;
}

static void check_link(const struct check *c, size_t at)
{
  uint32_t next = code_at(c, at + 1);
  if (code_at(c, at) != ']' || !(next == '(' || (next == 0xFF08 && is_word(code_at(c, at + 2)))))
    return;
  if (opening_is_escaped(c, at))
    return;
  struct diag *diag = diag_add(c->diags, DIAG_MARKUP, glyph_span(c, at, at + 2),
                               _("This is not read as a link and would be printed as it stands."));
  diag_hint(c->diags, diag,
            _("Write a link as [words](https://…), with half-width brackets and no space in the address. "
              "If brackets are meant to be printed, write “\\[”."));
}

/* ---- lines ---- */

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

static size_t typed_number(const struct check *c, size_t line)
{
  char bytes[LINE_PREFIX + 8];
  size_t length = 0;
  for (size_t i = line; code_at(c, i) != '\n' && length < LINE_PREFIX; ++i)
    length += utf8_encode(c->glyphs[i].code, bytes + length);
  bytes[length] = '\0';
  return markup_typed_number(bytes);
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
  struct diag *diag = diag_add(c->diags, DIAG_MARKUP, glyph_span(c, begin, begin + 1),
                               _("This line begins with a number of its own, but runs on in the same paragraph as the "
                                 "line before it."));
  diag_set_severity(c->diags, diag, DIAG_WARNING);
  diag_hint(c->diags, diag,
            _("For a list, put a space behind “1.” on every line; for paragraphs, leave an empty line "
              "between them."));
}

/* "-门户网站": no space behind the dash, which is printed, and the lines run together. A minus has digits behind it. */
static void check_dash_line(const struct check *c, size_t begin)
{
  if (code_at(c, begin) != '-' || !markup_is_chinese(code_at(c, begin + 1)))
    return;
  struct diag *diag = diag_add(c->diags, DIAG_MARKUP, glyph_span(c, begin, begin + 1),
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
  struct diag *diag = diag_add(c->diags, DIAG_MARKUP, glyph_span(c, begin, at + 1),
                               _("“%s” does not begin a list here: the line runs on in the paragraph before it."),
                               glyph_words(c, begin, at + 1));
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
      diag_add(c->diags, DIAG_MARKUP, glyph_span(c, begin, at),
               _("“%s” does not make a heading here and would be printed as it stands."), glyph_words(c, begin, at));
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
      diag_add(c->diags, DIAG_MARKUP, glyph_span(c, begin, end), _("A table cannot be drawn in the text."));
  diag_hint(
      c->diags, diag,
      _("Write it as a “table:” with “columns:” and “rows:” in the “content:” of the section; a table of the form "
        "goes by its name there."));
}

static void check_lines(const struct check *c)
{
  for (size_t last_line = 0, begin = 0; begin < c->count;) {
    size_t end = line_end(c, begin);
    check_hash_line(c, begin, end);
    check_table_line(c, last_line, begin, end);
    check_dash_line(c, begin);
    if (begin > 0) {
      check_joined_line(c, last_line, begin);
      check_late_list(c, last_line, begin);
    }
    last_line = begin;
    begin = end + 1;
  }
}

void markup_check_glyphs(const struct markup_text *text, const struct markup_glyphs *glyphs, struct diags *diags)
{
  struct check c = {text, glyphs->items, glyphs->count, diags};
  check_marks(&c);
  check_scripts(&c);
  check_lines(&c);
  for (size_t i = 0; i < c.count; ++i) {
    check_footnote(&c, i);
    check_link(&c, i);
  }
}

/* A line has no emphasis at all: only what is surely meant so is spoken of. */
void markup_check_line(const struct markup_text *text, const struct markup_glyphs *glyphs, struct diags *diags)
{
  struct check c = {text, glyphs->items, glyphs->count, diags};
  struct mark_run open, close;
  for (size_t at = 0; next_marks(&c, &at, &open);) {
    size_t ahead = at;
    if (open.code != '*' || open.end - open.begin > 2 || !next_marks(&c, &ahead, &close) || !same_marks(open, close) ||
        !looks_meant(&c, open, &close) || !encloses(&c, open, close) || markup_is_closing(code_at(&c, open.end)))
      continue;
    struct diag *diag =
        diag_add(diags, DIAG_MARKUP, glyph_span(&c, open.begin, close.end),
                 _("“%s” is printed with its stars: there is no emphasis in a title, caption, note or cell."),
                 glyph_words(&c, open.begin, close.end));
    diag_set_severity(diags, diag, DIAG_WARNING);
    diag_hint(diags, diag, _("Take the stars out."));
    at = ahead;
  }
}
