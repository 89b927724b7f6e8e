/* What would be printed though it was meant as markup, or would not be printed at all. CommonMark never fails: what it
 * does not recognise it prints as it stands, and what it drops it drops without a word. A report may not come out so.
 */
#include "model/markup_check.h"

#include <string.h>
#include <wchar.h>

#include "base/tr.h"
#include "base/utf8.h"

#define LABEL_LENGTH   999 /* CommonMark's limit */
#define FULLWIDTH_STAR 0xFF0Au

struct span check_span(const struct check *c, size_t begin, size_t end)
{
  size_t last = c->glyphs[end - 1].at, after = last;
  utf8_next(c->text->bytes, &after);
  return markup_span(c->text, c->glyphs[begin].at, after);
}

const char *check_quote(const struct check *c, size_t begin, size_t end)
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
      diag_add(c->diags, DIAG_MARKUP, check_span(c, begin, end),
               _("“%s” is not read as emphasis and would be printed as it stands."), check_quote(c, begin, end));
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
    struct diag *diag = diag_add(c->diags, DIAG_MARKUP, check_span(c, at, end + 1),
                                 _("“%s” would be printed as it stands: it is not read as raised or lowered."),
                                 check_quote(c, at, end + 1));
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
  struct diag *diag = diag_add(c->diags, DIAG_MARKUP, check_span(c, at, close + 1),
                               _("The footnote “%s” has no text in this block."), check_quote(c, at, close + 1));
  diag_hint(c->diags, diag, _("Write its text on a line of its own, below: %s: …"), check_quote(c, at, close + 1));
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
  struct diag *diag = diag_add(c->diags, DIAG_MARKUP, check_span(c, at, at + 2),
                               _("This is not read as a link and would be printed as it stands."));
  diag_hint(c->diags, diag,
            _("Write a link as [words](https://…), with half-width brackets and no space in the address. "
              "If brackets are meant to be printed, write “\\[”."));
}

/* ---- quotation marks ---- */

/* The next " from `at` on, or the count. */
static size_t find_quote(const struct check *c, size_t at)
{
  while (at < c->count && c->glyphs[at].code != '"')
    ++at;
  return at;
}

/* "静安教育": as they come from a keyboard that is set to Latin. Around Latin words they may be meant. */
static void check_straight_quotes(const struct check *c)
{
  for (size_t open = find_quote(c, 0), close; open < c->count; open = find_quote(c, close + 1)) {
    close = find_quote(c, open + 1);
    bool chinese = false;
    for (size_t i = open + 1; i < close && close < c->count; ++i)
      chinese |= markup_is_chinese(c->glyphs[i].code);
    if (!chinese)
      continue;
    struct diag *diag = diag_add(c->diags, DIAG_MARKUP, check_span(c, open, close + 1),
                                 _("These straight quotation marks are printed as they stand."));
    diag_set_severity(c->diags, diag, DIAG_WARNING);
    diag_hint(c->diags, diag, _("Around Chinese words write “ ”."));
  }
}

void markup_check_glyphs(const struct markup_text *text, const struct markup_glyphs *glyphs, struct diags *diags)
{
  struct check c = {text, glyphs->items, glyphs->count, diags};
  check_marks(&c);
  check_scripts(&c);
  check_straight_quotes(&c);
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
        diag_add(diags, DIAG_MARKUP, check_span(&c, open.begin, close.end),
                 _("“%s” is printed with its stars: there is no emphasis in a title, caption, note or cell."),
                 check_quote(&c, open.begin, close.end));
    diag_set_severity(diags, diag, DIAG_WARNING);
    diag_hint(diags, diag, _("Take the stars out."));
    at = ahead;
  }
}
