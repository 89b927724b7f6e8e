/* The runs of one block: what CommonMark gives, led back to the file byte by byte, neighbours of one look joined. */
#include "model/markup.h"

#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"

#define SEARCH_BYTES 8192u /* no more, lest a text made for it cost quadratic time */
#define FIT_BYTES    24u
#define HIDDEN       0xFFFCu /* a glyph that is no markup whatever it looks like: one of a code span */

void markup_runs_begin(struct markup_runs *runs, struct arena *scratch, struct arena *arena,
                       const struct markup_text *text, struct inlines *out, size_t from, struct diags *diags)
{
  *runs = (struct markup_runs){.scratch = scratch,
                               .arena = arena,
                               .text = text,
                               .out = out,
                               .diags = diags,
                               .from = from,
                               .words = g_string_new(NULL)};
}

static void close_run(struct markup_runs *runs)
{
  if (runs->words->len == 0)
    return;
  runs->open.text = arena_strndup(runs->arena, runs->words->str, runs->words->len);
  runs->open.length = (uint32_t)runs->words->len;
  *ARENA_PUSH(runs->arena, runs->out) = runs->open;
  g_string_truncate(runs->words, 0);
}

static void add_words(struct markup_runs *runs, const char *bytes, size_t count, struct span span)
{
  if (runs->words->len > 0 &&
      (runs->open.marks != runs->marks || runs->open.link != runs->link || runs->open.line != runs->line))
    close_run(runs);
  if (runs->words->len == 0)
    runs->open = (struct inline_run){
        .kind = INLINE_TEXT, .marks = runs->marks, .link = runs->link, .line = runs->line, .span = span};
  g_string_append_len(runs->words, bytes, (gssize)count);
  runs->open.span.end = MAX(runs->open.span.end, span.end);
}

static void add_glyph(struct markup_runs *runs, uint32_t code, size_t at)
{
  *ARENA_PUSH(runs->scratch, &runs->glyphs) = (struct markup_glyph){code, (uint32_t)at};
}

/* A soft break adds nothing beside Chinese, which puts no spaces between words, and a space between Latin words. A ${…}
 * goes with its other neighbour. */
static void settle_soft_break(struct markup_runs *runs, uint32_t next)
{
  if (runs->soft && runs->last != 0 && !markup_is_chinese(runs->last) && !markup_is_chinese(next))
    add_words(runs, " ", 1, markup_span(runs->text, runs->from, runs->from));
  runs->soft = false;
  runs->last = next;
}

static void add_expr(struct markup_runs *runs, size_t index)
{
  const struct markup_expr *expr = &runs->text->exprs.items[index];
  close_run(runs);
  if (expr->note) {
    *ARENA_PUSH(runs->arena, runs->out) =
        (struct inline_run){.kind = INLINE_NOTE_REF, .text = "", .note = expr->note - 1, .span = expr->span};
    return;
  }
  *ARENA_PUSH(runs->arena, runs->out) = (struct inline_run){.kind = INLINE_EXPR,
                                                            .marks = runs->marks,
                                                            .text = expr->text,
                                                            .length = expr->length,
                                                            .link = runs->link,
                                                            .line = runs->line,
                                                            .span = expr->span};
}

static bool is_plain(uint32_t code)
{
  return code >= MARKUP_PLAIN && code <= MARKUP_PLAIN + MARKUP_PLAIN_MAX;
}

/* CL-88. Before the first word there is nothing to divide. */
static void divide(struct markup_runs *runs)
{
  close_run(runs);
  if (runs->out->count > 0)
    runs->out->items[runs->out->count - 1].divides = true;
}

/* One character of CommonMark's output, made of [begin, end) of the prepared text. */
static void add_code(struct markup_runs *runs, uint32_t code, size_t begin, size_t end)
{
  if (code == MARKUP_JOINT)
    return;
  if (code == MARKUP_DIVIDE) {
    divide(runs);
    return;
  }
  bool in_code = (runs->marks & INLINE_CODE) != 0;
  settle_soft_break(runs, is_plain(code) ? code - MARKUP_PLAIN : code);
  add_glyph(runs, in_code ? HIDDEN : code, begin);
  if (code >= MARKUP_EXPR && code - MARKUP_EXPR < runs->text->exprs.count) {
    add_expr(runs, code - MARKUP_EXPR);
    return;
  }
  struct span span = markup_span(runs->text, begin, end);
  if (is_plain(code) && in_code)
    add_words(runs, "\\", 1, span);
  char bytes[4];
  size_t count = utf8_encode(is_plain(code) ? code - MARKUP_PLAIN : code, bytes);
  add_words(runs, bytes, count, span);
}

/* Length of the entity at `at`, or 0. */
static size_t entity_length(const struct markup_text *text, size_t at)
{
  if (text->bytes[at] != '&')
    return 0;
  size_t end = at + 1;
  while (g_ascii_isalnum(text->bytes[end]) || text->bytes[end] == '#')
    ++end;
  return text->bytes[end] == ';' && end > at + 1 ? end + 1 - at : 0;
}

static bool entity_allowed(uint32_t code)
{
  GUnicodeType type = g_unichar_type(code);
  return type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT && type != G_UNICODE_UNASSIGNED &&
         type != G_UNICODE_PRIVATE_USE && type != G_UNICODE_SURROGATE && code != 0xFFFD;
}

/* What a source may not hold must not come in by its number either. */
static bool check_character(struct markup_runs *runs, uint32_t code, size_t begin, size_t end)
{
  if (entity_allowed(code))
    return true;
  struct diag *diag = diag_add(runs->diags, DIAG_TEXT_CHARACTER, markup_span(runs->text, begin, end),
                               _("“%s” stands for a character that may not stand in a source."),
                               diag_quote(runs->diags, runs->text->bytes + begin, end - begin));
  diag_hint(runs->diags, diag, _("Take it out. If the characters themselves are meant, write “\\&” for “&”."));
  return false;
}

static size_t skip_line_break(const struct markup_text *text, size_t at)
{
  return at + 1 + strspn(text->bytes + at + 1, " \t");
}

/* A character that markup_prepare put in. */
static bool is_ours(const struct markup_runs *runs, uint32_t code)
{
  return code == MARKUP_JOINT || code == MARKUP_DIVIDE || is_plain(code) ||
         (code >= MARKUP_EXPR && code - MARKUP_EXPR < runs->text->exprs.count);
}

/* One character of a literal; *at moves along in the prepared text. */
static void take_code(struct markup_runs *runs, uint32_t code, size_t *at, bool verbatim)
{
  const char *bytes = runs->text->bytes;
  size_t begin = *at, entity = verbatim ? 0 : entity_length(runs->text, begin), end = begin;
  uint32_t here = 0;
  if (begin < runs->text->count)
    here = utf8_next(bytes, &end);
  if (entity > 0 && (code != '&' || g_str_has_prefix(bytes + begin, "&amp;") || bytes[begin + 1] == '#')) {
    *at = begin + entity;
    if (check_character(runs, code, begin, *at))
      add_code(runs, code < 0x80 ? MARKUP_PLAIN + code : code, begin, *at);
  } else if (here == code) {
    *at = end;
    add_code(runs, code, begin, end);
  } else if (here == '\\' && (unsigned char)bytes[begin + 1] == code && !verbatim) {
    *at = begin + 2;
    add_code(runs, MARKUP_PLAIN + code, begin, *at);
  } else { /* a line break in code, a second character of one entity */
    *at = here == '\n' && code == ' ' ? skip_line_break(runs->text, begin) : begin;
    if (is_ours(runs, code) || check_character(runs, code, begin, *at))
      add_code(runs, code, begin, *at);
  }
}

/* True if the literal may have been made of what stands at `at`: the same bytes, up to an escape, an entity or a
 * line break. */
static bool fits(const struct markup_text *text, const char *literal, size_t at)
{
  for (size_t i = 0; i < FIT_BYTES && literal[i]; ++i) {
    char byte = text->bytes[at + i];
    if (byte == '\\' || byte == '&' || (byte == '\n' && literal[i] == ' ')) /* the last in code */
      return true;
    if (byte != literal[i]) /* at the end at the latest: there stands a NUL */
      return false;
  }
  return true;
}

/* CommonMark's columns are off behind link definitions; what it gives is then looked for from where we are. */
static size_t find_literal(const struct markup_runs *runs, const char *literal, size_t begin)
{
  size_t limit = MIN(runs->text->count, runs->from + SEARCH_BYTES);
  if (fits(runs->text, literal, begin))
    return begin;
  for (size_t at = runs->from; at < limit; ++at) {
    if (fits(runs->text, literal, at))
      return at;
  }
  return runs->from;
}

void markup_runs_text(struct markup_runs *runs, const char *literal, size_t begin, bool verbatim)
{
  size_t at = find_literal(runs, literal, begin), length = strlen(literal);
  for (size_t i = 0; i < length;)
    take_code(runs, utf8_next(literal, &i), &at, verbatim);
  runs->from = MAX(runs->from, at);
}

void markup_runs_soft_break(struct markup_runs *runs)
{
  runs->soft = true;
  add_glyph(runs, '\n', runs->from);
}

void markup_runs_hard_break(struct markup_runs *runs)
{
  close_run(runs);
  *ARENA_PUSH(runs->arena, runs->out) =
      (struct inline_run){.kind = INLINE_BREAK, .text = "", .span = markup_span(runs->text, runs->from, runs->from)};
  runs->last = 0;
  runs->soft = false;
  add_glyph(runs, '\n', runs->from);
}

void markup_runs_note(struct markup_runs *runs, uint32_t note, size_t begin, size_t end)
{
  close_run(runs);
  *ARENA_PUSH(runs->arena, runs->out) = (struct inline_run){
      .kind = INLINE_NOTE_REF, .text = "", .note = note, .span = markup_span(runs->text, begin, end)};
  add_glyph(runs, HIDDEN, begin);
  runs->from = MAX(runs->from, end);
}

void markup_runs_end(struct markup_runs *runs)
{
  close_run(runs);
  g_string_free(runs->words, TRUE);
  runs->words = NULL;
}
