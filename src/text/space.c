#include "text/scan.h"

/* CL-40 … CL-46, CL-60 … CL-66: how far a cluster stands from the next. */

static struct text_gap gap(len natural, enum gap_kind kind)
{
  return (struct text_gap){.natural = natural, .kind = (uint8_t)kind};
}

/* CL-73, CL-74, CL-76: what the blank behind a mark gives; a locked one gives nothing. */
static enum gap_kind blank_kind(const struct scan_char *mark, const struct text_rules *rules)
{
  if (mark->class_ == CLASS_PAUSE)
    return mark->code == 0xFF1A && rules->lock_colon ? GAP_PAIR : GAP_PAUSE; /* ： */
  if (mark->class_ == CLASS_STOP)
    return rules->lock_stops ? GAP_PAIR : GAP_STOP;
  return GAP_BRACKET;
}

/* CL-41: of two marks side by side the space between the inks shrinks to half a cell at most; where both blanks lie
 * outside, to none. */
static struct text_gap gap_between_marks(const struct scan_char *a, const struct scan_char *b, len half)
{
  bool a_closes = class_is_closing(a->class_), b_closes = class_is_closing(b->class_);
  if (a_closes && !b_closes)
    return gap(half, GAP_PAIR); /* ）（ 。“ */
  if (!a_closes)
    return gap(0, GAP_PAIR); /* （《 “‘, and （） whose blanks are outside */
  bool two_stops = a->class_ != CLASS_CLOSE && b->class_ != CLASS_CLOSE;
  bool asking = scan_is_asking(a) && (scan_is_asking(b) || a->odd);
  return gap(two_stops && !asking ? half : 0, GAP_PAIR); /* CL-18: ？！ is one cell; ，、 stays as it is */
}

/* A line never opens up beside these (CL-79), nor inside words and numbers. */
static bool holds_tight(const struct scan_char *c)
{
  return c->class_ == CLASS_CONNECTOR || c->class_ == CLASS_SOLIDUS || c->class_ == CLASS_COMBINING ||
         c->class_ == CLASS_NO_BREAK;
}

static bool takes_latin_gap(const struct scan_char *han, const struct scan_char *other)
{
  if (!scan_is_han(han) || other->note)
    return false;
  if (other->class_ == CLASS_SUFFIX) /* CL-64: ℃ stands in the Han face, and belongs to its number */
    return other->code < 0xFF00;
  return other->latin && (class_is_latin(other->class_) || other->class_ == CLASS_NOTE);
}

/* CL-32, CL-33: a number and its signs, whichever face they are set in: 7％, ￥100. */
static bool holds_number(const struct scan_char *a, const struct scan_char *b)
{
  bool suffixed = b->class_ == CLASS_SUFFIX && (a->class_ == CLASS_DIGIT || a->class_ == CLASS_SUFFIX);
  return suffixed || (a->class_ == CLASS_PREFIX && b->class_ == CLASS_DIGIT);
}

/* CL-64: some houses close up 2025年3月5日. */
static bool is_date_word(uint32_t code)
{
  return code == 0x5E74 || code == 0x6708 || code == 0x65E5; /* 年 月 日 */
}

/* CL-16, CL-72: an interpunct of a whole cell between Han has a quarter on either side. */
static bool is_wide_interpunct(const struct scan_char *c, const struct scan_char *neighbour,
                               const struct text_rules *rules)
{
  return rules->full_interpunct && c->class_ == CLASS_INTERPUNCT && !c->latin && scan_is_han(neighbour);
}

static struct text_gap gap_without_marks(const struct scan_char *a, const struct scan_char *b,
                                         const struct text_look *look)
{
  if (a->class_ == CLASS_SPACE)
    return gap(look->cell / 4, GAP_SPACE);
  if (b->class_ == CLASS_SPACE)
    return gap(0, GAP_TIGHT);
  if (b->class_ == CLASS_NOTE)
    return gap(0, GAP_TIGHT); /* CL-36 */
  if (holds_number(a, b))
    return gap(0, GAP_TIGHT);
  if (a->class_ == CLASS_DIGIT && is_date_word(b->code) && !look->rules.date_gap)
    return gap(0, GAP_PLAIN);
  if (takes_latin_gap(a, b) || takes_latin_gap(b, a))
    return look->gap ? gap(look->cell / 4, GAP_LATIN) : gap(0, GAP_PLAIN);
  if (a->class_ == CLASS_ASCII_STOP && scan_is_han(b)) /* CL-23: a Latin comma in Chinese text keeps a distance */
    return look->gap ? gap(look->cell / 4, GAP_LATIN) : gap(0, GAP_PLAIN);
  if (is_wide_interpunct(a, b, &look->rules) || is_wide_interpunct(b, a, &look->rules))
    return gap(look->cell / 4, GAP_INTERPUNCT);
  if ((a->latin && b->latin) || holds_tight(a) || holds_tight(b))
    return gap(0, GAP_TIGHT);
  if (a->code == b->code && (a->class_ == CLASS_DASH || a->class_ == CLASS_ELLIPSIS))
    return gap(0, GAP_TIGHT); /* CL-13 */
  return gap(0, GAP_PLAIN);
}

struct text_gap text_gap_between(const struct scan_char *before, const struct scan_char *after,
                                 const struct text_look *look, bool before_half, bool after_half)
{
  len half = look->cell / 2;
  if (before->note && after->note && before->run != after->run && after->latin)
    return gap(half / 4, GAP_TIGHT); /* 1 and 2 are not 12 */
  if (after->note && !before->note)
    return gap(0, GAP_TIGHT); /* CL-36: nor is the blank of a stop between it and its mark */
  if (before_half && after_half)
    return gap_between_marks(before, after, half);
  if (before_half && scan_is_asking(before) && before->odd)
    return gap(0, GAP_PLAIN); /* CL-18: two of them are one cell, their second has no blank */
  if (before_half && class_is_closing(before->class_))
    return gap(half, blank_kind(before, &look->rules));
  if (after_half && after->class_ == CLASS_OPEN)
    return gap(half, GAP_BRACKET);
  if (before_half || after_half)
    return gap(0, GAP_PLAIN); /* the ink side of a mark: （甲 */
  return gap_without_marks(before, after, look);
}
