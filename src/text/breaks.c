#include "text/breaks.h"

#include <glib.h>

/* Where a line may end. The rules are asked in order; the first that has something to say decides. Each is named for
 * the clause it obeys. Last comes what Chinese setting takes for granted (a line may end beside any Han character), and
 * for the rest Pango's Unicode rules. */

static enum verdict joined_marks(const struct place *p)
{
  if (p->b->class_ == CLASS_COMBINING || p->a->class_ == CLASS_NO_BREAK || p->b->class_ == CLASS_NO_BREAK)
    return VERDICT_NO;
  return VERDICT_PASS;
}

/* Blanks stand at the end of a line, where they vanish. */
static enum verdict spaces(const struct place *p)
{
  return p->b->class_ == CLASS_SPACE || p->b->class_ == CLASS_HAN_SPACE ? VERDICT_NO : VERDICT_PASS;
}

/* CL-22: —— and …… may begin a line but on the strict level; a single — is a connector (CL-15). */
static bool dash_may_begin(const struct place *p)
{
  bool single = p->b->code == 0x2014 && code_at(p->scan, p->i + 1) != p->b->code;
  return !single && p->rules->kinsoku < KINSOKU_STRICT;
}

/* CL-20 … CL-23: not at the start of a line. */
static enum verdict forbidden_start(const struct place *p)
{
  if (p->rules->kinsoku == KINSOKU_NONE)
    return VERDICT_PASS;
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
    return VERDICT_NO;
  case CLASS_DASH:
    return dash_may_begin(p) ? VERDICT_PASS : VERDICT_NO;
  case CLASS_ELLIPSIS:
    return p->rules->kinsoku == KINSOKU_STRICT ? VERDICT_NO : VERDICT_PASS;
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
    return VERDICT_PASS;
  }
  return VERDICT_PASS;
}

/* CL-20, CL-21, CL-23: not at the end of a line. */
static enum verdict forbidden_end(const struct place *p)
{
  enum text_class a = p->a->class_;
  if (p->rules->kinsoku == KINSOKU_NONE)
    return VERDICT_PASS;
  if (a == CLASS_OPEN || a == CLASS_ASCII_OPEN)
    return VERDICT_NO;
  if (a == CLASS_PREFIX && class_is_latin(p->b->class_))
    return VERDICT_NO;
  if (a == CLASS_SOLIDUS && p->rules->kinsoku >= KINSOKU_GB)
    return VERDICT_NO;
  return VERDICT_PASS;
}

/* CL-24: what Word keeps from a line's start and end besides, by its defaults for Chinese. */
static enum verdict word_marks(const struct place *p)
{
  static const char not_at_start[] = "¨ˇˉ―‖…∶〃々｀｜￠", not_at_end[] = "£￡¥￥·．";
  if (!p->rules->word_marks)
    return VERDICT_PASS;
  bool forbidden = g_utf8_strchr(not_at_start, -1, p->b->code) || g_utf8_strchr(not_at_end, -1, p->a->code);
  return forbidden ? VERDICT_NO : VERDICT_PASS;
}

static bool breaks_like_han(const struct scan_char *c)
{
  return !c->latin && c->class_ != CLASS_OTHER;
}

static enum verdict han_neighbours(const struct place *p)
{
  return p->a->class_ == CLASS_SPACE || breaks_like_han(p->a) || breaks_like_han(p->b) ? VERDICT_YES : VERDICT_PASS;
}

static enum verdict unicode_rules(const struct place *p)
{
  return p->b->base ? VERDICT_YES : VERDICT_NO;
}

static enum verdict (*const rules_in_order[])(const struct place *) = {
    joined_marks,      sequence_dashes, sequence_addresses, sequence_numbers, sequence_dates, sequence_notes,
    sequence_items,    spaces,          sequence_units,     forbidden_start,  forbidden_end,  word_marks,
    sequence_measures, han_neighbours,  unicode_rules,
};

enum break_kind text_break_at(const struct scan *scan, size_t i, const struct text_rules *rules)
{
  if (scan->items[i - 1].class_ == CLASS_LINE_END)
    return BREAK_FORCED;
  struct place place = {scan, i, &scan->items[i - 1], &scan->items[i], rules};
  for (size_t r = 0; r < G_N_ELEMENTS(rules_in_order); r++) {
    switch (rules_in_order[r](&place)) {
    case VERDICT_PASS:
      continue;
    case VERDICT_NO:
      return place.b->hyphen ? BREAK_HYPHEN : BREAK_NO;
    case VERDICT_YES:
      return BREAK_OPEN;
    case VERDICT_SOFT:
      return BREAK_SOFT;
    case VERDICT_HARD:
      return BREAK_HARD;
    }
  }
  return BREAK_NO;
}
