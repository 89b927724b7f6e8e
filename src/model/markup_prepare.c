/* Source text to what CommonMark reads: every ${…} becomes one letter, escaped marks are taken out of CommonMark's
 * sight, emphasis gets the letters it needs beside Chinese punctuation, and the spaces and paragraphs that YAML's
 * folding makes or loses are put right. */
#include "model/markup.h"

#include <string.h>
#include <wchar.h>

#include "base/tr.h"
#include "base/utf8.h"

#define WIDE_SPACE "\u3000"
#define HARD_SPACE "\u00A0"

struct prepare {
  struct arena *scratch, *arena;
  struct diags *diags;
  const struct file *file;
  const char *raw;
  uint32_t length;
  uint32_t *at;          /* of every byte of raw, and of its end: its offset in the file */
  struct report *report; /* or NULL */
  uint8_t *defined;      /* of each of its shared notes: whether this text defines the same label */
  enum prepare_as as;
  bool block, folded;
  struct markup_text *out;
};

bool markup_is_chinese(uint32_t code)
{
  return utf8_is_han(code) || (code >= 0x2E80 && code <= 0x33FF) || (code >= 0xFE30 && code <= 0xFE4F) ||
         (code >= 0xFF01 && code <= 0xFFE6) || (code >= 0x2460 && code <= 0x24FF) ||
         (code >= 0x2010 && code <= 0x2027) || code == 0x00B7;
}

struct span markup_span(const struct markup_text *text, size_t begin, size_t end)
{
  uint32_t from = text->at[MIN(begin, text->count)], to = text->at[MIN(end, text->count)];
  return (struct span){text->file, from, MAX(from, to)};
}

static void put_byte(struct prepare *p, char byte, uint32_t at)
{
  *ARENA_APPEND(p->scratch, p->out->bytes, p->out->count, p->out->capacity) = byte;
  *ARENA_APPEND(p->scratch, p->out->at, p->out->at_count, p->out->at_capacity) = at;
}

static void put_code(struct prepare *p, uint32_t code, uint32_t at)
{
  char bytes[4];
  size_t count = utf8_encode(code, bytes);
  for (size_t i = 0; i < count; ++i)
    put_byte(p, bytes[i], at);
}

static void put_raw(struct prepare *p, uint32_t begin, uint32_t end)
{
  for (uint32_t i = begin; i < end; ++i)
    put_byte(p, p->raw[i], p->at[i]);
}

static struct span raw_span(const struct prepare *p, uint32_t begin, uint32_t end)
{
  return (struct span){p->out->file, p->at[begin], MAX(p->at[begin], p->at[end])};
}

static bool raw_is(const struct prepare *p, uint32_t at, const char *what)
{
  size_t length = strlen(what);
  return length <= p->length - at && memcmp(p->raw + at, what, length) == 0;
}

/* The end of a line at `at` that is followed by an empty line or by nothing. */
static bool ends_paragraph(const struct prepare *p, uint32_t at)
{
  if (p->raw[at] != '\n')
    return false;
  do
    ++at;
  while (at < p->length && (p->raw[at] == ' ' || p->raw[at] == '\t'));
  return at == p->length || p->raw[at] == '\n';
}

/* Offset of the } of an expression whose words begin at `at`, or of where the search ended. */
static uint32_t expr_end(const struct prepare *p, uint32_t at)
{
  while (at < p->length && p->raw[at] != '}' && !raw_is(p, at, "${") && !ends_paragraph(p, at))
    ++at;
  return at;
}

static void put_expr(struct prepare *p, uint32_t begin, uint32_t close)
{
  char *words = g_strdelimit(g_strndup(p->raw + begin + 2, close - begin - 2), "\n\t", ' ');
  g_strstrip(words);
  struct span span = raw_span(p, begin, close + 1);
  if (*words == '\0') {
    struct diag *diag = diag_add(p->diags, DIAG_EXPR_SYNTAX, span, _("Nothing stands between “${” and “}”."));
    diag_hint(p->diags, diag, _("Name a figure of the report there, for example ${year}; or take the marks out."));
  } else if (p->out->exprs.count > MARKUP_EXPR_MAX) {
    diag_add(p->diags, DIAG_LIMIT_SIZE, span, _("One text has more than %u expressions ${…}."), MARKUP_EXPR_MAX + 1);
  } else {
    put_code(p, MARKUP_EXPR + (uint32_t)p->out->exprs.count, p->at[begin]);
    *ARENA_PUSH(p->scratch, &p->out->exprs) =
        (struct markup_expr){.text = arena_strdup(p->arena, words), .length = (uint32_t)strlen(words), .span = span};
  }
  g_free(words);
}

static uint32_t take_expr(struct prepare *p, uint32_t begin)
{
  uint32_t close = expr_end(p, begin + 2);
  if (close < p->length && p->raw[close] == '}') {
    put_expr(p, begin, close);
    return close + 1;
  }
  struct diag *diag = diag_add(p->diags, DIAG_EXPR_SYNTAX, raw_span(p, begin, begin + 2),
                               _("An expression begins here and never ends."));
  if (memmem(p->raw + begin, close - begin, "｝", 3))
    diag_hint(p->diags, diag, _("Close it with the half-width brace “}”; the full-width “｝” does not count."));
  else
    diag_hint(p->diags, diag, _("Close it with “}”. If the two characters “${” are meant to be printed, write “$${”."));
  put_raw(p, begin, begin + 2);
  return begin + 2;
}

/* --- marks of shared footnotes --- */

/* The ] of the label that begins behind [^ at `at`, or 0. */
static uint32_t note_label_end(const struct prepare *p, uint32_t at)
{
  uint32_t end = at + 2;
  while (end < p->length && !strchr("[]\n", p->raw[end]))
    ++end;
  return end < p->length && p->raw[end] == ']' && end > at + 2 ? end : 0;
}

/* [^1] has its text in this block, where CommonMark finds it. Looked for once a label. */
static bool is_defined_here(struct prepare *p, const struct shared_note *shared)
{
  enum { UNKNOWN, HERE, ELSEWHERE };
  if (!p->block)
    return false;
  if (!p->defined)
    p->defined = ARENA_ARRAY(p->scratch, p->report->shared_count, uint8_t);
  uint8_t *known = &p->defined[shared - p->report->shared];
  if (*known == UNKNOWN) {
    char *definition = g_strdup_printf("[^%s]:", shared->label);
    *known = memmem(p->raw, p->length, definition, strlen(definition)) ? HERE : ELSEWHERE;
    g_free(definition);
  }
  return *known == HERE;
}

/* The shared note that is marked here, or NULL. */
static struct shared_note *find_marked(struct prepare *p, uint32_t at, uint32_t close)
{
  bool escaped = p->block && at > 0 && p->raw[at - 1] == '\\';
  if (!close || escaped || !p->report)
    return NULL;
  struct shared_note *shared = markup_find_shared(p->report, p->raw + at + 2, close - at - 2);
  return shared && !is_defined_here(p, shared) ? shared : NULL;
}

static void report_textless(struct prepare *p, uint32_t at, uint32_t close)
{
  const char *label = diag_quote(p->diags, p->raw + at + 2, close - at - 2);
  struct diag *diag =
      diag_add(p->diags, DIAG_MARKUP, raw_span(p, at, close + 1), _("The footnote “%s” has no text."), label);
  diag_hint(p->diags, diag, _("Write its text into the source, under “footnotes:” on a level with “title:”: %s: …"),
            label);
}

/* In a line, no text can stand below; in a block, CommonMark speaks for its own notes. */
static uint32_t take_note(struct prepare *p, uint32_t at)
{
  uint32_t close = note_label_end(p, at);
  struct shared_note *note = find_marked(p, at, close);
  if (!note || p->out->exprs.count > MARKUP_EXPR_MAX) {
    if (close && !p->block)
      report_textless(p, at, close);
    put_raw(p, at, at + 2);
    return at + 2;
  }
  note->marked = true;
  put_code(p, MARKUP_EXPR + (uint32_t)p->out->exprs.count, p->at[at]);
  *ARENA_PUSH(p->scratch, &p->out->exprs) =
      (struct markup_expr){.text = "", .span = raw_span(p, at, close + 1), .note = note->note + 1};
  return close + 1;
}

/* The slips of a Chinese keyboard: ＄{ ＄｛ $｛. */
static void check_wide_expr(struct prepare *p, uint32_t at)
{
  if (!raw_is(p, at, "$｛") && !raw_is(p, at, "＄{") && !raw_is(p, at, "＄｛"))
    return;
  uint32_t end = at + (p->raw[at] == '$' ? 4 : raw_is(p, at, "＄{") ? 4 : 6);
  struct diag *diag = diag_add(p->diags, DIAG_EXPR_SYNTAX, raw_span(p, at, end),
                               _("This looks like an expression, but is typed with full-width characters and would be "
                                 "printed as it stands."));
  diag_hint(p->diags, diag, _("Write it with half-width characters: ${…}."));
}

static uint32_t take_dollar(struct prepare *p, uint32_t at)
{
  if (raw_is(p, at, "$${")) {
    put_raw(p, at + 1, at + 3);
    return at + 3;
  }
  if (raw_is(p, at, "${"))
    return take_expr(p, at);
  check_wide_expr(p, at);
  put_raw(p, at, at + 1);
  return at + 1;
}

/* An escaped * or _ is kept out of sight, so that what is left of them afterwards was meant as markup. An escaped line
 * break is rewritten as the two spaces that mean the same: CommonMark loses count of its lines at the other. */
static uint32_t take_backslash(struct prepare *p, uint32_t at)
{
  char next = at + 1 < p->length ? p->raw[at + 1] : '\0';
  if (next == '*' || next == '_') {
    put_code(p, MARKUP_PLAIN + (unsigned char)next, p->at[at]);
    return at + 2;
  }
  if (next == '\n' && !ends_paragraph(p, at + 1)) {
    put_byte(p, ' ', p->at[at]);
    put_byte(p, ' ', p->at[at]);
    return at + 1;
  }
  uint32_t end = at + (next == '\\' ? 2 : raw_is(p, at + 1, "${") ? 3 : 1);
  put_raw(p, at, end);
  return end;
}

static uint32_t last_code(const struct prepare *p)
{
  if (p->out->count == 0)
    return '\n';
  const char *end = p->out->bytes + p->out->count;
  return g_utf8_get_char(g_utf8_find_prev_char(p->out->bytes, end));
}

static uint32_t next_code(const struct prepare *p, uint32_t at)
{
  if (at >= p->length)
    return '\n';
  if (raw_is(p, at, "${"))
    return MARKUP_EXPR;
  size_t offset = at;
  return utf8_next(p->raw, &offset);
}

static bool is_letter(uint32_t code)
{
  return !g_unichar_isspace(code) && !g_unichar_ispunct(code);
}

bool markup_is_closing(uint32_t code)
{
  GUnicodeType type = g_unichar_type(code);
  return type == G_UNICODE_CLOSE_PUNCTUATION || type == G_UNICODE_FINAL_PUNCTUATION ||
         (code < 0x80 ? strchr(",.;:!?%", (int)code) != NULL : wcschr(L"、，。；：！？．％‰", (wchar_t)code) != NULL);
}

static bool is_opening(uint32_t code)
{
  GUnicodeType type = g_unichar_type(code);
  return type == G_UNICODE_OPEN_PUNCTUATION || type == G_UNICODE_INITIAL_PUNCTUATION;
}

/* CommonMark lets a * open only where a letter follows or a space or punctuation precedes: 对**“你好”** fails, as
 * Chinese puts no spaces. A letter that prints nothing mends that, but only beside marks that can begin (or end) what
 * is emphasised: 张**、李** must not become emphasis. */
static bool wants_joint(uint32_t inner, uint32_t outer, bool opening)
{
  return inner != '_' && g_unichar_ispunct(inner) && is_letter(outer) && (inner >= 0x80 || outer >= 0x80) &&
         !(opening ? markup_is_closing(inner) : is_opening(inner));
}

static bool is_ascii_word(uint32_t code)
{
  return code < 0x80 && g_ascii_isalnum((gchar)code);
}

/* A single * within a Latin word or between figures is what it says: 3*5、4*6 would lose both to CommonMark. */
static uint32_t take_stars(struct prepare *p, uint32_t at)
{
  uint32_t end = at;
  while (end < p->length && p->raw[end] == '*')
    ++end;
  uint32_t left = last_code(p), right = next_code(p, end);
  if (end == at + 1 && is_ascii_word(left) && is_ascii_word(right)) {
    put_code(p, MARKUP_PLAIN + '*', p->at[at]);
    return end;
  }
  if (wants_joint(left, right, false))
    put_code(p, MARKUP_JOINT, p->at[at]);
  put_raw(p, at, end);
  if (wants_joint(right, left, true))
    put_code(p, MARKUP_JOINT, p->at[end]);
  return end;
}

static unsigned lines_between(const struct prepare *p, uint32_t begin, uint32_t end)
{
  unsigned count = 0;
  for (uint32_t at = p->at[begin]; at < p->at[end] && at < p->file->size; ++at)
    count += p->file->bytes[at] == '\n';
  return count;
}

/* The bytes of a full-width space, or of one at which no line ends: both stand for indents in what is pasted. */
static uint32_t blank_length(const struct prepare *p, uint32_t at)
{
  return raw_is(p, at, WIDE_SPACE) ? (uint32_t)strlen(WIDE_SPACE) : raw_is(p, at, HARD_SPACE) ? 2 : 0;
}

/* In a plain, quoted or folded scalar YAML has made a space of each line break and one line break of an empty line. The
 * space is dropped again beside Chinese; the empty line parts paragraphs again. */
static uint32_t take_fold(struct prepare *p, uint32_t at)
{
  unsigned lines = lines_between(p, at, at + 1);
  if (p->raw[at] == '\n') {
    if (lines >= 2 && p->block)
      put_byte(p, '\n', p->at[at]);
    put_raw(p, at, at + 1);
  } else if (lines > 0 && p->block && blank_length(p, at + 1) > 0) {
    put_byte(p, '\n', p->at[at]);
  } else if (lines == 0 || !(markup_is_chinese(last_code(p)) || markup_is_chinese(next_code(p, at + 1)))) {
    put_raw(p, at, at + 1);
  }
  return at + 1;
}

static bool at_line_start(const struct markup_text *out)
{
  size_t at = out->count;
  while (at > 0 && out->bytes[at - 1] == ' ')
    --at;
  return at == 0 || out->bytes[at - 1] == '\n';
}

/* A line that begins with such spaces is how a paragraph is typed elsewhere. It is one here too, without the
 * spaces: the layout makes the indents. */
static uint32_t take_indent(struct prepare *p, uint32_t at)
{
  if (p->out->count > 0)
    put_byte(p, '\n', p->at[at]);
  for (uint32_t length; (length = blank_length(p, at)) > 0 || raw_is(p, at, " ");)
    at += MAX(length, 1);
  return at;
}

/* CL-88 */
static uint32_t take_bar(struct prepare *p, uint32_t at)
{
  bool escaped = p->raw[at] == '\\';
  put_code(p, escaped ? MARKUP_PLAIN + '|' : MARKUP_DIVIDE, p->at[at]);
  return at + (escaped ? 2 : 1);
}

static uint32_t take_one(struct prepare *p, uint32_t at)
{
  char byte = p->raw[at];
  if (byte == '$')
    return take_dollar(p, at);
  if (raw_is(p, at, "[^"))
    return take_note(p, at);
  if (p->folded && (byte == ' ' || byte == '\n'))
    return take_fold(p, at);
  if (p->block && byte == '\\')
    return take_backslash(p, at);
  if (p->as == PREPARE_TITLE && (byte == '|' || raw_is(p, at, "\\|")))
    return take_bar(p, at);
  if (p->block && byte == '*')
    return take_stars(p, at);
  if (p->block && blank_length(p, at) > 0 && at_line_start(p->out))
    return take_indent(p, at);
  if (raw_is(p, at, "＄"))
    check_wide_expr(p, at);
  size_t end = at;
  utf8_next(p->raw, &end);
  put_raw(p, at, (uint32_t)end);
  return (uint32_t)end;
}

void markup_prepare(struct arena *scratch, struct arena *arena, struct source_cursor *cursor, uint32_t begin,
                    uint32_t end, enum prepare_as as, struct report *report, struct markup_text *out,
                    struct diags *diags)
{
  const struct node *scalar = cursor->scalar;
  g_assert(begin <= end && end <= scalar->as.scalar.length);
  *out = (struct markup_text){.file = scalar->span.file};
  uint32_t *offsets = ARENA_ARRAY(scratch, (size_t)(end - begin) + 1, uint32_t);
  source_locate_all(cursor, begin, end, offsets);
  struct prepare p = {.scratch = scratch,
                      .arena = arena,
                      .diags = diags,
                      .file = cursor->file,
                      .raw = scalar->as.scalar.text + begin,
                      .length = end - begin,
                      .at = offsets,
                      .report = report,
                      .as = as,
                      .block = as == PREPARE_BLOCK,
                      .folded = scalar->as.scalar.style != NODE_LITERAL,
                      .out = out};
  for (uint32_t at = 0; at < p.length;)
    at = take_one(&p, at);
  put_byte(&p, '\0', p.at[p.length]);
  --out->count;
}
