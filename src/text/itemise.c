#include <glib.h>
#include <pango/pango.h>
#include <string.h>

#include "base/limits.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "text/scan.h"

/* --- characters --- */

static struct scan join_runs(struct arena *arena, const struct text_run *runs, size_t count)
{
  struct scan scan = {0};
  for (size_t r = 0; r < count; r++)
    scan.size += runs[r].length;
  char *bytes = arena_alloc(arena, scan.size + 1);
  scan.items = ARENA_ARRAY(arena, scan.size, struct scan_char);
  scan.bytes = bytes;
  uint32_t *starts = ARENA_ARRAY(arena, count, uint32_t);
  size_t base = 0;
  for (uint32_t r = 0; r < count; r++) {
    starts[r] = (uint32_t)base;
    memcpy(bytes + base, runs[r].text, runs[r].length);
    for (size_t at = 0; at < runs[r].length;) {
      size_t begin = at;
      uint32_t code = utf8_next(runs[r].text, &at);
      scan.items[scan.count++] =
          (struct scan_char){.code = code,
                             .at = (uint32_t)(base + begin),
                             .run = r,
                             .length = (uint8_t)(at - begin),
                             .class_ = (uint8_t)(runs[r].note ? CLASS_NOTE : text_classify(code)),
                             .note = runs[r].note != 0};
    }
    base += runs[r].length;
  }
  scan.run_starts = starts;
  return scan;
}

/* --- the Unicode rules for line breaks --- */

static bool is_chinese(enum text_class cls)
{
  return cls <= CLASS_ELLIPSIS || cls == CLASS_HAN_SPACE || cls == CLASS_SYMBOL || cls == CLASS_SPACE;
}

static bool joins_digits(enum text_class cls)
{
  return cls == CLASS_ASCII_STOP || cls == CLASS_SOLIDUS || cls == CLASS_CONNECTOR;
}

/* Our own rules (breaks.c) answer before the Unicode rules are asked: beside anything Chinese, and inside a number. */
static bool is_answered(const struct scan *scan, size_t i)
{
  enum text_class a = scan->items[i - 1].class_, b = scan->items[i].class_;
  if (is_chinese(a) || is_chinese(b))
    return true;
  if (a == CLASS_DIGIT)
    return b == CLASS_DIGIT || b == CLASS_SUFFIX || joins_digits(b);
  return b == CLASS_DIGIT &&
         (a == CLASS_PREFIX || (joins_digits(a) && i >= 2 && scan->items[i - 2].class_ == CLASS_DIGIT));
}

static bool needs_unicode_rules(const struct scan *scan)
{
  for (size_t i = 1; i < scan->count; i++)
    if (!is_answered(scan, i))
      return true;
  return false;
}

/* Pango knows the Unicode rules for every script; ours for Chinese are laid over its answer (breaks.c). Most Chinese
 * paragraphs do without. */
static void find_base_breaks(struct scan *scan)
{
  if (!needs_unicode_rules(scan))
    return;
  PangoLogAttr *attrs = g_new0(PangoLogAttr, scan->count + 1);
  pango_get_log_attrs(scan->bytes, (int)scan->size, -1, pango_language_from_string("zh-cn"), attrs,
                      (int)scan->count + 1);
  for (size_t i = 0; i < scan->count; i++)
    scan->items[i].base = attrs[i].is_line_break;
  g_free(attrs);
}

/* --- CL-1x-a: marks that Latin and Chinese share --- */

static bool skipped_beside_shared(const struct scan_char *c)
{
  return text_is_shared(c->code) || c->class_ == CLASS_SPACE || c->class_ == CLASS_NO_BREAK ||
         c->class_ == CLASS_COMBINING;
}

/* letters[i]: the nearest character before i that is no quote or space is a Latin letter. */
static bool *letters_before(const struct scan *scan)
{
  bool *letters = g_new0(bool, scan->count + 1);
  for (size_t i = 1; i < scan->count; i++) {
    const struct scan_char *c = &scan->items[i - 1];
    letters[i] = skipped_beside_shared(c) ? letters[i - 1] : c->class_ == CLASS_LATIN;
  }
  return letters;
}

static enum text_class latin_class(uint32_t code)
{
  switch (code) {
  case 0x2018:
  case 0x201C:
    return CLASS_ASCII_OPEN;
  case 0x201D:
    return CLASS_ASCII_CLOSE;
  case 0x2019:
    return CLASS_LATIN; /* an apostrophe more often than not */
  default:
    return CLASS_OTHER;
  }
}

static void make_chinese(struct scan_char *c)
{
  c->class_ = (uint8_t)text_classify(c->code);
  c->latin = false;
}

static void route_shared_marks(struct scan *scan)
{
  bool *before = letters_before(scan);
  bool after = false;
  for (size_t i = scan->count; i-- > 0;) {
    struct scan_char *c = &scan->items[i];
    if (!skipped_beside_shared(c)) {
      after = c->class_ == CLASS_LATIN;
      continue;
    }
    if (text_is_shared(c->code) && before[i] && after) {
      c->class_ = (uint8_t)latin_class(c->code);
      c->latin = true;
    }
  }
  g_free(before);
}

#define QUOTES_DEEP 16

static bool is_apostrophe(const struct scan *scan, size_t i)
{
  return scan->items[i].code == 0x2019 && i > 0 && i + 1 < scan->count && scan->items[i - 1].class_ == CLASS_LATIN &&
         scan->items[i + 1].class_ == CLASS_LATIN;
}

/* The two quotes of a pair are of one kind: where one stands beside Chinese, both are Chinese. */
static void agree_quotes(struct scan *scan)
{
  struct scan_char *open[QUOTES_DEEP];
  size_t depth = 0;
  for (size_t i = 0; i < scan->count; i++) {
    struct scan_char *c = &scan->items[i];
    if ((c->code == 0x201C || c->code == 0x2018) && depth < QUOTES_DEEP)
      open[depth++] = c;
    if ((c->code != 0x201D && c->code != 0x2019) || is_apostrophe(scan, i) || depth == 0 ||
        open[depth - 1]->code + 1 != c->code)
      continue;
    struct scan_char *other = open[--depth];
    if (other->latin != c->latin)
      make_chinese(other->latin ? other : c);
  }
}

/* CL-18 */
static void count_pairs(struct scan *scan)
{
  for (size_t i = 1; i < scan->count; i++) {
    struct scan_char *c = &scan->items[i], *before = &scan->items[i - 1];
    bool together = c->code == before->code || (scan_is_asking(c) && scan_is_asking(before));
    c->odd = together && !before->odd;
    before->leads = c->odd;
  }
}

/* --- Latin or Han face --- */

/* What belongs to Latin numbers and words, though it stands further on in Unicode: − ‰ ′ ″ € ₫ ≈ ≤ ≥, and the thin
 * spaces between groups of digits. */
static bool is_number_sign(uint32_t code)
{
  return code == 0x2212 || code == 0x2030 || code == 0x2032 || code == 0x2033 || code == 0x20AC || code == 0x20AB ||
         code == 0x2248 || code == 0x2264 || code == 0x2265 || code == 0x2009 || code == 0x202F;
}

static bool is_ascii_like(const struct scan_char *c)
{
  if (is_number_sign(c->code))
    return true;
  return c->code < 0x2000 && c->class_ != CLASS_HAN && c->class_ != CLASS_INTERPUNCT && c->class_ != CLASS_SYMBOL;
}

/* CL-15, CL-17: a hyphen or a solidus between Han is a Chinese mark of half a cell. */
static bool joins_han(const struct scan *scan, size_t i)
{
  enum text_class cls = scan->items[i].class_;
  if ((cls != CLASS_CONNECTOR && cls != CLASS_SOLIDUS) || i == 0 || i + 1 == scan->count)
    return false;
  return utf8_is_han(scan->items[i - 1].code) && utf8_is_han(scan->items[i + 1].code);
}

static void choose_sides(struct scan *scan)
{
  for (size_t i = 0; i < scan->count; i++) {
    struct scan_char *c = &scan->items[i];
    if (c->class_ == CLASS_COMBINING)
      c->latin = i > 0 && scan->items[i - 1].latin;
    else
      c->latin = c->latin || (is_ascii_like(c) && !joins_han(scan, i));
  }
}

/* --- CL-62: a typed space is replaced by the gap, and means nothing beside a full-width mark --- */

static bool is_full_mark(const struct scan_char *c)
{
  return !c->latin && (class_has_blank(c->class_) || c->class_ == CLASS_DASH || c->class_ == CLASS_ELLIPSIS);
}

static bool space_is_replaced(const struct scan_char *before, const struct scan_char *after)
{
  if (after->note)
    return true; /* CL-36 */
  if (is_full_mark(before) || is_full_mark(after))
    return true;
  if (before->class_ == CLASS_SPACE)
    return true; /* a second space */
  return (scan_is_han(before) && class_is_latin(after->class_)) ||
         (class_is_latin(before->class_) && scan_is_han(after));
}

static bool at_edge(const struct scan *scan, size_t kept, size_t i)
{
  return kept == 0 || i + 1 == scan->count || scan->items[i + 1].class_ == CLASS_LINE_END ||
         scan->items[kept - 1].class_ == CLASS_LINE_END;
}

static void drop_spaces(struct scan *scan)
{
  size_t kept = 0;
  for (size_t i = 0; i < scan->count; i++) {
    const struct scan_char *c = &scan->items[i];
    if (c->class_ == CLASS_SPACE &&
        (at_edge(scan, kept, i) || space_is_replaced(&scan->items[kept - 1], &scan->items[i + 1])))
      continue;
    scan->items[kept++] = *c;
  }
  scan->count = kept;
}

/* --- CL-37: addresses and identifiers, which may break at their own punctuation --- */

#define IDENTIFIER_LONG 16

static bool is_token_char(const struct scan_char *c)
{
  return c->code > 0x20 && c->code < 0x7F;
}

static bool token_is_address(const struct scan *scan, size_t first, size_t last)
{
  bool punctuated = false;
  for (size_t i = first; i < last; i++) {
    uint32_t code = scan->items[i].code;
    if (code == '@' ||
        (code == ':' && i + 2 < last && scan->items[i + 1].code == '/' && scan->items[i + 2].code == '/'))
      return true;
    punctuated =
        punctuated || (strchr("/._-", (int)code) && i > first && g_ascii_isalpha((char)scan->items[i - 1].code));
  }
  return punctuated && last - first >= IDENTIFIER_LONG;
}

static void find_addresses(struct scan *scan)
{
  for (size_t i = 0; i < scan->count;) {
    size_t first = i;
    while (i < scan->count && is_token_char(&scan->items[i]))
      i++;
    if (i - first > 2 && token_is_address(scan, first, i))
      for (size_t k = first; k < i; k++)
        scan->items[k].joins = true;
    i += i == first;
  }
}

static bool is_word_char(const struct scan_char *c)
{
  return c->class_ == CLASS_LATIN || c->class_ == CLASS_DIGIT || c->class_ == CLASS_COMBINING || c->code == '-' ||
         c->code == '\'';
}

/* CL-37: words of Latin letters alone; a name such as iPhone or WHO is not divided. */
static size_t plain_word(const struct scan *scan, size_t first, char *word, size_t size)
{
  size_t length = 0;
  for (; first + length < scan->count && length < size; length++) {
    const struct scan_char *c = &scan->items[first + length];
    if (c->code >= 0x80 || !g_ascii_isalpha((char)c->code) || (length > 0 && g_ascii_isupper((char)c->code)))
      break;
    word[length] = (char)c->code;
  }
  bool cut = first + length < scan->count && is_word_char(&scan->items[first + length]);
  return cut ? 0 : length;
}

static void find_hyphens(struct scan *scan, const struct hyphens *hyphens)
{
  char word[64];
  bool divides[sizeof word];
  for (size_t i = 0; hyphens && i < scan->count;) {
    size_t length = i == 0 || !is_word_char(&scan->items[i - 1]) ? plain_word(scan, i, word, sizeof word) : 0;
    if (length > 0 && !scan->items[i].joins) {
      hyphens_divide(hyphens, word, length, divides);
      for (size_t k = 1; k < length; k++)
        scan->items[i + k].hyphen = divides[k];
    }
    i += length ? length : 1;
  }
}

/* CL-15: in 互联网+政务服务 the sign joins words; before a number it belongs to the number (CL-33). */
static void join_words(struct scan *scan)
{
  for (size_t i = 0; i < scan->count; i++) {
    struct scan_char *c = &scan->items[i];
    bool number_follows = i + 1 < scan->count && scan->items[i + 1].class_ == CLASS_DIGIT;
    if ((c->code == '+' || c->code == 0xFF0B) && !number_follows)
      c->class_ = CLASS_CONNECTOR;
  }
}

/* --- marks without end --- */

static void report_marks(const struct text_run *runs, const struct scan_char *c, struct diags *diags)
{
  diag_add(diags, DIAG_LIMIT_SIZE, runs[c->run].span, _("More than %u combining marks stand on one character."),
           LIMIT_MARKS);
}

/* A character under thousands of marks is nobody's word: those beyond the limit are reported and dropped. */
static void drop_mark_floods(struct scan *scan, const struct text_run *runs, struct diags *diags)
{
  size_t kept = 0, marks = 0;
  for (size_t i = 0; i < scan->count; i++) {
    const struct scan_char *c = &scan->items[i];
    marks = c->class_ == CLASS_COMBINING ? marks + 1 : 0;
    if (marks == LIMIT_MARKS + 1)
      report_marks(runs, c, diags);
    if (marks <= LIMIT_MARKS)
      scan->items[kept++] = *c;
  }
  scan->count = kept;
}

struct scan text_scan(struct arena *arena, struct fonts *fonts, const struct text_look *look,
                      const struct text_run *runs, size_t count, struct diags *diags)
{
  struct scan scan = join_runs(arena, runs, count);
  if (!look->vertical) { /* there they stand upright, as Chinese ones */
    route_shared_marks(&scan);
    agree_quotes(&scan);
  }
  find_base_breaks(&scan);
  choose_sides(&scan);
  join_words(&scan);
  drop_mark_floods(&scan, runs, diags);
  drop_spaces(&scan);
  count_pairs(&scan);
  find_addresses(&scan);
  find_hyphens(&scan, look->hyphens);
  text_choose_faces(&scan, fonts, look, runs, diags);
  return scan;
}
