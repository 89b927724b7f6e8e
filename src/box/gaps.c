#include <glib.h>

#include "box/lines.h"

/* CL-70 … CL-79: shrink before stretch, tier by tier, all gaps of a tier by the same amount. */

static const enum gap_kind shrink_order[] = {
    GAP_SPACE,      /* CL-71 */
    GAP_INTERPUNCT, /* CL-72 */
    GAP_BRACKET,    /* CL-73 */
    GAP_PAUSE,      /* CL-74 */
    GAP_LATIN,      /* CL-75 */
    GAP_STOP,       /* CL-76 */
};

static const enum gap_kind stretch_order[] = {
    GAP_SPACE, /* CL-77 */
    GAP_LATIN, /* CL-78 */
};

len gap_shrink(const struct text *text, const struct text_gap *gap)
{
  switch ((enum gap_kind)gap->kind) {
  case GAP_SPACE:
    return len_max(gap->natural - text->em / 4, 0);
  case GAP_LATIN:
    return len_max(gap->natural - len_part(text->em, 9, 64),
                   0); /* CL-63: ⅛, and a little for a cell narrower than its type */
  case GAP_INTERPUNCT:
  case GAP_BRACKET:
  case GAP_PAUSE:
  case GAP_STOP:
    return gap->natural;
  case GAP_TIGHT:
  case GAP_PLAIN:
  case GAP_PAIR:
  case GAP_KIND_COUNT:
    return 0;
  }
  return 0;
}

len gap_stretch(const struct text *text, const struct text_gap *gap)
{
  if (gap->kind == GAP_SPACE || gap->kind == GAP_LATIN)
    return len_max(text->em / 2 - gap->natural, 0);
  return 0;
}

static bool takes_rest(const struct text_gap *gap) /* CL-79 */
{
  return gap->kind == GAP_PLAIN || gap->kind == GAP_INTERPUNCT || gap->kind == GAP_BRACKET || gap->kind == GAP_PAUSE ||
         gap->kind == GAP_STOP || gap->kind == GAP_PAIR;
}

static bool is_elastic(const struct text_gap *gap)
{
  return gap->kind != GAP_TIGHT;
}

/* Shares `amount` among the gaps that `member` accepts: equal parts, the rounding spread so that the sum is exact. */
static len share_equally(const struct text *text, size_t first, size_t last, len amount,
                         bool (*member)(const struct text_gap *), len *adjust)
{
  int64_t count = 0, seen = 0;
  for (size_t k = first; k + 1 < last; k++)
    count += member(&text->gaps[k]);
  if (count == 0)
    return amount;
  for (size_t k = first; k + 1 < last; k++)
    if (member(&text->gaps[k])) {
      adjust[k - first] += len_part(amount, seen + 1, count) - len_part(amount, seen, count);
      seen++;
    }
  return 0;
}

/* Takes at most `need` from the gaps of one kind, each in proportion to its room; gives what is still needed. */
static len use_tier(const struct text *text, size_t first, size_t last, enum gap_kind kind, len need,
                    len (*room)(const struct text *, const struct text_gap *), int sign, len *adjust)
{
  int64_t total = 0, seen = 0;
  for (size_t k = first; k + 1 < last; k++)
    if (text->gaps[k].kind == kind)
      total += room(text, &text->gaps[k]);
  if (total == 0)
    return need;
  len use = (len)MIN((int64_t)need, total);
  for (size_t k = first; k + 1 < last; k++)
    if (text->gaps[k].kind == kind) {
      int64_t next = seen + room(text, &text->gaps[k]);
      adjust[k - first] += sign * (len_scale(use, next, total) - len_scale(use, seen, total));
      seen = next;
    }
  return need - use;
}

/* The gaps that `member` accepts take up to `limit` each; gives what is left. */
static len share_up_to(const struct text *text, size_t first, size_t last, len limit, len rest,
                       bool (*member)(const struct text_gap *), len *adjust)
{
  int64_t count = 0;
  for (size_t k = first; k + 1 < last; k++)
    count += member(&text->gaps[k]);
  len most = (len)MIN(count * limit, (int64_t)rest);
  return rest - most + share_equally(text, first, last, most, member, adjust);
}

static bool is_address(const struct text_gap *gap)
{
  return gap->address;
}

/* CL-37: beside an address the other gaps open a little, then its letters. */
static len share_with_address(const struct text *text, size_t first, size_t last, len rest, len *adjust)
{
  bool any = false, elastic = false;
  for (size_t k = first; k + 1 < last; k++) {
    any |= text->gaps[k].address;
    elastic |= is_elastic(&text->gaps[k]);
  }
  if (!any || !elastic)
    return rest;
  rest = share_up_to(text, first, last, gap_before_breath(text), rest, takes_rest, adjust);
  return share_up_to(text, first, last, gap_breath(text), rest, is_address, adjust);
}

/* CL-79, and the ceiling of CL-78: gaps between Han take up to half an em before those of Latin take more than that. */
static len share_rest(const struct text *text, size_t first, size_t last, len rest, len *adjust)
{
  return share_up_to(text, first, last, text->em / 2, rest, takes_rest, adjust);
}

static bool is_tight(const struct text_gap *gap)
{
  return gap->kind == GAP_TIGHT;
}

/* Where an address, or a word longer than the line, may be divided. */
static bool is_joint(const struct text_gap *gap)
{
  return is_tight(gap) &&
         (gap->line_break == BREAK_SOFT || gap->line_break == BREAK_HARD || gap->line_break == BREAK_EMERGENCY);
}

/* A line that is one address from end to end has no gap to open. It is flush all the same, by a breath between all its
 * letters: 1/12 em at most, which neither a reader nor a program takes for a blank. */
static len share_in_address(const struct text *text, size_t first, size_t last, len rest, len *adjust)
{
  int64_t count = 0, joints = 0;
  for (size_t k = first; k + 1 < last; k++) {
    count += is_tight(&text->gaps[k]);
    joints += is_joint(&text->gaps[k]);
  }
  bool too_much = joints == 0 || rest > count * gap_breath(text);
  return too_much ? rest : share_equally(text, first, last, rest, is_tight, adjust);
}

len lines_share_slack(const struct text *text, size_t first, size_t last, len slack, len *adjust)
{
  if (slack < 0) {
    len need = -slack;
    for (size_t t = 0; need > 0 && t < G_N_ELEMENTS(shrink_order); t++)
      need = use_tier(text, first, last, shrink_order[t], need, gap_shrink, -1, adjust);
    return -need;
  }
  len rest = slack;
  for (size_t t = 0; rest > 0 && t < G_N_ELEMENTS(stretch_order); t++)
    rest = use_tier(text, first, last, stretch_order[t], rest, gap_stretch, 1, adjust);
  if (rest > 0)
    rest = share_with_address(text, first, last, rest, adjust);
  if (rest > 0) /* all other gaps, up to half an em each */
    rest = share_rest(text, first, last, rest, adjust);
  if (rest > 0) /* then every gap there is, the spaces between Latin words too */
    rest = share_equally(text, first, last, rest, is_elastic, adjust);
  if (rest > 0)
    rest = share_in_address(text, first, last, rest, adjust);
  return rest;
}

len lines_spread(const struct text *text, size_t first, size_t last, len slack, len limit, len *adjust)
{
  int64_t count = 0;
  for (size_t k = first; k + 1 < last; k++)
    count += is_elastic(&text->gaps[k]);
  len amount = limit ? (len)MIN(count * limit, slack) : slack;
  return slack - amount + share_equally(text, first, last, amount, is_elastic, adjust);
}
