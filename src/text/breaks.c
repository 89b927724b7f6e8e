#include <glib.h>

#include "text/scan.h"

/* Where a line may end. The rules are asked in order; the first that has something to say decides. Each is named for
 * the clause it obeys. Last comes what Chinese setting takes for granted (a line may end beside any Han character), and
 * for the rest Pango's Unicode rules. */

enum verdict { PASS, NO, YES, SOFT, HARD };

struct place {
  const struct scan *scan;
  size_t i; /* the question is: between i − 1 and i */
  const struct scan_char *a, *b;
  enum kinsoku level;
};

static enum text_class class_at(const struct scan *scan, size_t i)
{
  return i < scan->count ? scan->items[i].class_ : CLASS_LINE_END;
}

static uint32_t code_at(const struct scan *scan, size_t i)
{
  return i < scan->count ? scan->items[i].code : 0;
}

static bool is_latin_text(const struct scan_char *c)
{
  return c->latin && (c->class_ == CLASS_LATIN || c->class_ == CLASS_DIGIT);
}

static enum verdict joined_marks(const struct place *p)
{
  if (p->b->class_ == CLASS_COMBINING || p->a->class_ == CLASS_NO_BREAK || p->b->class_ == CLASS_NO_BREAK)
    return NO;
  return PASS;
}

/* CL-30: —— and …… stand in pairs; a longer run may part between pairs. */
static enum verdict paired_dashes(const struct place *p)
{
  if (p->a->code != p->b->code || (p->a->class_ != CLASS_DASH && p->a->class_ != CLASS_ELLIPSIS))
    return PASS;
  return p->b->odd ? NO : YES;
}

/* CL-37: an address breaks behind its own punctuation, never inside its “://”. */
static enum verdict address(const struct place *p)
{
  if (!p->a->joins || !p->b->joins)
    return PASS;
  switch (p->a->code) {
  case '/':
  case '?':
  case '&':
  case '=':
  case '-':
  case '_':
  case '.':
  case '@':
    return is_latin_text(p->b) ? SOFT : NO;
  default:
    return NO;
  }
}

static bool in_range_dash(const struct place *p, size_t i)
{
  const struct scan_char *c = &p->scan->items[i];
  if (c->class_ != CLASS_CONNECTOR && c->class_ != CLASS_DASH)
    return false;
  enum text_class before = i > 0 ? class_at(p->scan, i - 1) : CLASS_LINE_END;
  enum text_class after = class_at(p->scan, i + 1);
  return (before == CLASS_DIGIT || before == CLASS_SUFFIX) && (after == CLASS_DIGIT || after == CLASS_PREFIX);
}

/* CL-31 … CL-33: a number with its separators, sign, unit sign and the range it is part of stays on one line. */
static enum verdict numbers(const struct place *p)
{
  enum text_class a = p->a->class_, b = p->b->class_;
  if (a == CLASS_DIGIT && (b == CLASS_DIGIT || b == CLASS_SUFFIX))
    return NO;
  if ((a == CLASS_PREFIX && (b == CLASS_DIGIT || b == CLASS_PREFIX)) || (a == CLASS_SUFFIX && b == CLASS_SUFFIX))
    return NO;
  if (a == CLASS_ASCII_STOP && b == CLASS_DIGIT && p->i >= 2 && class_at(p->scan, p->i - 2) == CLASS_DIGIT)
    return NO;
  if (in_range_dash(p, p->i - 1) || in_range_dash(p, p->i))
    return NO;
  return PASS;
}

static bool is_date_unit(uint32_t code)
{
  return code == 0x5E74 || code == 0x6708 || code == 0x65E5 || code == 0x53F7; /* 年 月 日 号 */
}

/* A digit at i begins a number that a unit of dates follows: 3 in 年3月. */
static bool number_with_date_unit(const struct place *p, size_t i)
{
  while (class_at(p->scan, i) == CLASS_DIGIT)
    i++;
  return is_date_unit(code_at(p->scan, i));
}

/* CL-38: 2026年3月5日 and 〔2026〕12号 are one piece each; year, month and day part only where the line would have
 * holes. */
static enum verdict dates(const struct place *p)
{
  if (p->a->class_ == CLASS_DIGIT && is_date_unit(p->b->code))
    return NO;
  if (p->b->class_ != CLASS_DIGIT)
    return p->a->code == 0x3014 ? NO : PASS; /* 〔 */
  if (p->a->code == 0x3015 && p->i >= 2 && class_at(p->scan, p->i - 2) == CLASS_DIGIT)
    return NO; /* 〕 */
  if ((p->a->code == 0x5E74 || p->a->code == 0x6708) && p->i >= 2 && class_at(p->scan, p->i - 2) == CLASS_DIGIT)
    return number_with_date_unit(p, p->i) ? HARD : PASS;
  return PASS;
}

/* CL-36: a raised mark belongs to the word before it; an encircled number may begin a line as the number of an item. */
static enum verdict note_marks(const struct place *p)
{
  if (p->b->class_ != CLASS_NOTE)
    return PASS;
  bool encircled = p->b->code >= 0x2460;
  bool begins_item = encircled && (class_is_closing(p->a->class_) || p->a->class_ == CLASS_SPACE);
  return begins_item ? PASS : NO;
}

static enum verdict spaces(const struct place *p)
{
  if (p->b->class_ == CLASS_SPACE)
    return NO;
  return PASS;
}

/* CL-20 … CL-23: not at the start of a line. */
static enum verdict forbidden_start(const struct place *p)
{
  switch ((enum text_class)p->b->class_) {
  case CLASS_CLOSE:
  case CLASS_PAUSE:
  case CLASS_STOP:
  case CLASS_CONNECTOR:
  case CLASS_INTERPUNCT:
  case CLASS_SOLIDUS:
  case CLASS_SUFFIX:
  case CLASS_ASCII_CLOSE:
  case CLASS_ASCII_STOP:
    return NO;
  case CLASS_DASH: /* a single — is a connector (CL-15) */
    if (code_at(p->scan, p->i + 1) != p->b->code && p->b->code == 0x2014)
      return NO;
    return p->level == KINSOKU_STRICT ? NO : PASS;
  case CLASS_ELLIPSIS:
    return p->level == KINSOKU_STRICT ? NO : PASS;
  case CLASS_HAN:
  case CLASS_OPEN:
  case CLASS_PREFIX:
  case CLASS_NOTE:
  case CLASS_DIGIT:
  case CLASS_LATIN:
  case CLASS_ASCII_OPEN:
  case CLASS_SPACE:
  case CLASS_HAN_SPACE:
  case CLASS_NO_BREAK:
  case CLASS_COMBINING:
  case CLASS_LINE_END:
  case CLASS_SYMBOL:
  case CLASS_OTHER:
    return PASS;
  }
  return PASS;
}

/* CL-20, CL-21, CL-23: not at the end of a line. */
static enum verdict forbidden_end(const struct place *p)
{
  enum text_class a = p->a->class_;
  if (a == CLASS_OPEN || a == CLASS_ASCII_OPEN)
    return NO;
  if (a == CLASS_PREFIX && class_is_latin(p->b->class_))
    return NO;
  if (a == CLASS_SOLIDUS && p->level >= KINSOKU_GB)
    return NO;
  return PASS;
}

/* CL-35: a number and what it counts part unwillingly. */
static enum verdict measures(const struct place *p)
{
  if ((p->a->class_ == CLASS_DIGIT || p->a->class_ == CLASS_SUFFIX) && p->b->class_ == CLASS_HAN)
    return SOFT;
  return PASS;
}

static bool breaks_like_han(const struct scan_char *c)
{
  return !c->latin && c->class_ != CLASS_OTHER;
}

static enum verdict han_neighbours(const struct place *p)
{
  return p->a->class_ == CLASS_SPACE || breaks_like_han(p->a) || breaks_like_han(p->b) ? YES : PASS;
}

static enum verdict unicode_rules(const struct place *p)
{
  return p->b->base ? YES : NO;
}

static enum verdict (*const rules[])(const struct place *) = {
    joined_marks, paired_dashes,   address,       numbers,  dates,          note_marks,
    spaces,       forbidden_start, forbidden_end, measures, han_neighbours, unicode_rules,
};

enum break_kind text_break_at(const struct scan *scan, size_t i, enum kinsoku level)
{
  if (scan->items[i - 1].class_ == CLASS_LINE_END)
    return BREAK_FORCED;
  struct place place = {scan, i, &scan->items[i - 1], &scan->items[i], level};
  for (size_t r = 0; r < G_N_ELEMENTS(rules); r++) {
    switch (rules[r](&place)) {
    case PASS:
      continue;
    case NO:
      return BREAK_NO;
    case YES:
      return BREAK_OPEN;
    case SOFT:
      return BREAK_SOFT;
    case HARD:
      return BREAK_HARD;
    }
  }
  return BREAK_NO;
}
