#include "box/line_cost.h"

#include <glib.h>

/* Compressing every comma of a line to its half costs as much as opening its gaps by 1/20 em, which nobody sees; a
 * little of it costs little: squeezing is preferred, without a flat penalty (先挤进后推出). */
enum {
  COST_SOFT = 6000,   /* CL-35: worth about 1/13 em a gap */
  COST_HYPHEN = 3000, /* CL-37: worth about 1/19 em a gap */
  COST_HANGING = 100, /* CL-50 */
  COST_HARD = 40000   /* CL-38: rather than gaps of a fifth of an em, which are holes in the line */
};
#define COST_LONELY ((int64_t)1 << 22)  /* CL-83: one character alone on the last line */
#define COST_LINE   ((int64_t)1 << 30)  /* ragged text: one line more is worse than any raggedness */
#define COST_INNER  (COST_LINE * 3 / 2) /* a break inside a phrase is worse than one line more */

/* Words centred on few lines are divided in front of an opening bracket, 罚没金额|（万元）, rather than so that lines
 * are alike: two characters of raggedness are worth it. */
#define COST_AT_BRACKET (-((int64_t)1 << 22))

#define RAGGED_MOST (64 * 1024) /* in 1/1024 em; all pages are narrower, and the square is no trouble */

/* A class of gaps, and what it costs when all its room is used up. */
struct tier {
  enum gap_kind kind;
  int weight;
};

/* CL-71 … CL-76, in order. */
static const struct tier shrink_tiers[] = {{GAP_SPACE, 100},  {GAP_INTERPUNCT, 1500}, {GAP_BRACKET, 1500},
                                           {GAP_PAUSE, 2500}, {GAP_LATIN, 1500},      {GAP_STOP, 4000}};

/* CL-77, CL-78 */
static const struct tier stretch_tiers[] = {{GAP_SPACE, 200}, {GAP_LATIN, 600}};

/* A breath between letters is seen as soon as one twice as wide between Han. */
enum { ADDRESS_WEIGHT = 2 };

enum { SHRINK_TIERS = G_N_ELEMENTS(shrink_tiers), STRETCH_TIERS = G_N_ELEMENTS(stretch_tiers) };

/* Sums of 32 bits wrap around in a text a thousand pages long, but not within a line: differences come out right. */
struct line_sums {
  int64_t position; /* natural start of the cluster */
  uint32_t shrink[SHRINK_TIERS];
  uint32_t stretch[STRETCH_TIERS];
  uint32_t shrink_all;
  uint32_t plain;   /* gaps of CL-79 */
  uint32_t elastic; /* all gaps that are not tight */
  uint32_t address; /* those inside addresses */
};

static void add_gap(const struct text *text, const struct text_gap *gap, struct line_sums *sums)
{
  sums->address += gap->address;
  if (gap->kind == GAP_TIGHT)
    return;
  sums->elastic++;
  sums->plain += gap->kind != GAP_SPACE && gap->kind != GAP_LATIN;
  if (gap->kind == GAP_PLAIN || gap->kind == GAP_PAIR)
    return;
  uint32_t shrink = (uint32_t)gap_shrink(text, gap);
  sums->shrink_all += shrink;
  for (size_t t = 0; t < SHRINK_TIERS; t++)
    if (shrink_tiers[t].kind == gap->kind)
      sums->shrink[t] += shrink;
  for (size_t t = 0; t < STRETCH_TIERS; t++)
    if (stretch_tiers[t].kind == gap->kind)
      sums->stretch[t] += (uint32_t)gap_stretch(text, gap);
}

struct line_costs line_costs_of(struct arena *arena, const struct text *text, const struct line_spec *spec)
{
  struct line_sums *sums = ARENA_ARRAY(arena, text->count + 1, struct line_sums);
  for (size_t k = 0; k < text->count; k++) {
    const struct text_gap *gap = &text->gaps[k];
    sums[k + 1] = sums[k];
    sums[k + 1].position += text->clusters[k].body + gap->natural;
    add_gap(text, gap, &sums[k + 1]);
  }
  return (struct line_costs){text, spec, sums};
}

int64_t line_natural(const struct line_costs *costs, struct line_range line)
{
  if (line.first >= line.last)
    return 0;
  const struct text_hyphen *hyphen = text_hyphen_at(costs->text, line.last);
  return costs->sums[line.last - 1].position + costs->text->clusters[line.last - 1].body -
         costs->sums[line.first].position + (hyphen ? hyphen->body : 0);
}

len line_measure(const struct line_costs *costs, size_t first)
{
  return costs->spec->measure - (first == 0 ? costs->spec->indent_first : 0);
}

/* The body of the mark that may hang at the line's end, or 0: one of 、 ， 。, and never two marks (CL-50, CL-52). */
static len hanging_body(const struct line_costs *costs, struct line_range line)
{
  if (!costs->spec->hanging || line.last < line.first + 2)
    return 0;
  const struct text_cluster *mark = &costs->text->clusters[line.last - 1];
  if ((mark->class_ != CLASS_PAUSE && mark->class_ != CLASS_STOP) || class_has_blank(mark[-1].class_))
    return 0;
  const char *bytes = costs->text->bytes + mark->text_at;
  bool hangs = g_str_has_prefix(bytes, "，") || g_str_has_prefix(bytes, "、") || g_str_has_prefix(bytes, "。");
  return hangs ? mark->body : 0;
}

int64_t line_least(const struct line_costs *costs, struct line_range line)
{
  int64_t natural = line_natural(costs, line);
  if (costs->spec->align != ALIGN_JUSTIFY || line.first >= line.last)
    return natural;
  uint32_t shrink = costs->sums[line.last - 1].shrink_all - costs->sums[line.first].shrink_all;
  return natural - shrink - hanging_body(costs, line);
}

/* --- squeezing and opening --- */

/* The cost of using `use` of a tier's `all`: weight at full use, growing with the square. */
static int64_t tier_cost(int weight, int64_t use, int64_t all)
{
  int64_t share = use * 1024 / all;
  return weight * share * share >> 20;
}

/* Goes down the tiers, whose room is given by sums before the line and at its end; *need is what they leave. */
static int64_t use_tiers(const struct tier *tiers, size_t count, const uint32_t *from, const uint32_t *to,
                         int64_t *need)
{
  int64_t cost = 0;
  for (size_t t = 0; *need > 0 && t < count; t++) {
    int64_t all = (uint32_t)(to[t] - from[t]), use = MIN(all, *need);
    if (use > 0)
      cost += tier_cost(tiers[t].weight, use, all);
    *need -= use;
  }
  return cost;
}

static int64_t shrink_cost(const struct line_costs *costs, struct line_range line, int64_t need)
{
  const struct line_sums *from = &costs->sums[line.first], *to = &costs->sums[line.last - 1];
  int64_t cost = use_tiers(shrink_tiers, SHRINK_TIERS, from->shrink, to->shrink, &need);
  return need > 0 ? COST_OVERFULL : cost;
}

static int64_t in_em(const struct line_costs *costs, int64_t length)
{
  return length * 1024 / costs->text->em;
}

/* CL-37: the line is an address from end to end, which can be opened between its letters (share_in_address). */
static bool is_open_address(const struct line_costs *costs, struct line_range line, int64_t slack)
{
  const struct text *text = costs->text;
  bool joint = false;
  for (size_t k = line.first; k + 1 < line.last && !joint; k++)
    joint = text->gaps[k].line_break == BREAK_SOFT || text->gaps[k].line_break == BREAK_HARD;
  return joint && slack <= (int64_t)(line.last - line.first - 1) * gap_breath(text);
}

/* Gaps between Han up to half an em, the rest shared with all others. */
static int64_t rest_without_address(const struct line_costs *costs, int64_t plain, int64_t elastic, int64_t slack)
{
  int64_t half = costs->text->em / 2;
  if (slack <= plain * half)
    return plain ? in_em(costs, slack) / plain : 0;
  return in_em(costs, half) + in_em(costs, slack - plain * half) / MAX(elastic, 1) * (elastic ? 1 : 2);
}

/* What is left to CL-79 for each gap, in 1/1024 em: as lines_share_slack shares it. */
static int64_t rest_per_gap(const struct line_costs *costs, struct line_range line, int64_t slack)
{
  const struct line_sums *from = &costs->sums[line.first], *to = &costs->sums[line.last - 1];
  int64_t plain = (uint32_t)(to->plain - from->plain), elastic = (uint32_t)(to->elastic - from->elastic);
  if (elastic == 0 && is_open_address(costs, line, slack))
    return ADDRESS_WEIGHT * in_em(costs, slack) / (int64_t)(line.last - line.first - 1);
  int64_t address = (uint32_t)(to->address - from->address), opened = plain * gap_before_breath(costs->text);
  if (address > 0 && elastic > 0 && slack > opened) {
    int64_t breath = MIN(slack - opened, address * gap_breath(costs->text));
    int64_t before = in_em(costs, plain ? gap_before_breath(costs->text) : 0);
    int64_t rest = rest_without_address(costs, plain, elastic, slack - opened - breath);
    return before + ADDRESS_WEIGHT * in_em(costs, breath) / address + rest;
  }
  return rest_without_address(costs, plain, elastic, slack);
}

static int64_t stretch_cost(const struct line_costs *costs, struct line_range line, int64_t slack)
{
  const struct line_sums *from = &costs->sums[line.first], *to = &costs->sums[line.last - 1];
  int64_t cost = use_tiers(stretch_tiers, STRETCH_TIERS, from->stretch, to->stretch, &slack);
  if (slack <= 0)
    return cost;
  int64_t each = rest_per_gap(costs, line, slack);
  return cost + each * each;
}

static int64_t fitting_cost(const struct line_costs *costs, struct line_range line, int64_t slack)
{
  if (line.first >= line.last)
    return line.ends ? 0 : in_em(costs, slack) * in_em(costs, slack);
  if (slack < 0)
    return shrink_cost(costs, line, -slack);
  return line.ends ? 0 : stretch_cost(costs, line, slack);
}

/* A mark hangs only where the line is too full, and better so than squeezed. */
bool line_hangs(const struct line_costs *costs, struct line_range line, int64_t slack)
{
  if (costs->spec->align != ALIGN_JUSTIFY || slack >= 0)
    return false;
  len body = hanging_body(costs, line);
  return body > 0 && COST_HANGING + fitting_cost(costs, line, slack + body) < fitting_cost(costs, line, slack);
}

/* --- the whole --- */

static int64_t break_cost(enum break_kind kind)
{
  switch (kind) {
  case BREAK_NO:
  case BREAK_OPEN:
  case BREAK_PHRASE:
  case BREAK_FORCED:
    return 0;
  case BREAK_SOFT:
    return COST_SOFT;
  case BREAK_HYPHEN:
    return COST_HYPHEN;
  case BREAK_HARD:
    return COST_HARD;
  case BREAK_INNER:
    return COST_INNER;
  case BREAK_EMERGENCY:
    return COST_EMERGENCY;
  }
  return 0;
}

/* Lines of so few characters divide a head as it is read, 公务|接待|费, though one is left over. */
enum { NARROW_CHARS = 4 };

/* CL-83: the last line of several holds less than two characters beside its marks, or than a heading wants. */
static bool is_lonely(const struct line_costs *costs, struct line_range line)
{
  bool narrow = costs->spec->align == ALIGN_CENTRE && costs->spec->measure < NARROW_CHARS * costs->text->em;
  if (!line.ends || line.first == 0 || narrow)
    return false;
  int words = 0, least = MAX(costs->spec->last_least, 2);
  for (size_t k = line.first; k < line.last && words < least; k++)
    words += !class_has_blank(costs->text->clusters[k].class_);
  return words < least;
}

static bool ends_at_bracket(const struct line_costs *costs, struct line_range line)
{
  return costs->spec->align == ALIGN_CENTRE && line.last < costs->text->count &&
         costs->text->clusters[line.last].class_ == CLASS_OPEN;
}

static int64_t justified_cost(const struct line_costs *costs, struct line_range line, int64_t slack)
{
  if (line_hangs(costs, line, slack))
    return COST_HANGING + fitting_cost(costs, line, slack + hanging_body(costs, line));
  return fitting_cost(costs, line, slack);
}

/* Ragged text is never squeezed. Left-aligned text fills its lines; centred text is balanced, its last line too. */
static int64_t ragged_cost(const struct line_costs *costs, struct line_range line, int64_t slack)
{
  if (slack < 0)
    return COST_OVERFULL;
  if (line.ends && costs->spec->align != ALIGN_CENTRE)
    return COST_LINE;
  int64_t ragged = MIN(in_em(costs, slack), RAGGED_MOST);
  return COST_LINE + ragged * ragged;
}

int64_t line_cost(const struct line_costs *costs, struct line_range line, int64_t slack, enum break_kind kind)
{
  int64_t cost =
      costs->spec->align == ALIGN_JUSTIFY ? justified_cost(costs, line, slack) : ragged_cost(costs, line, slack);
  if (ends_at_bracket(costs, line))
    cost += COST_AT_BRACKET;
  return cost + break_cost(kind) + (is_lonely(costs, line) ? COST_LONELY : 0);
}
