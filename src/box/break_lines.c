#include <glib.h>
#include <string.h>

#include "box/lines.h"

/* Costs are squares of 1/1024 em, so that the cost of a line stretched by g a gap is g². Compressing every comma of a
 * line to its half costs as much as opening its gaps by about 1/40 em: squeezing is preferred, without a flat penalty
 * (先挤进后推出). */
enum {
  COST_BRACKETS = 500,      /* CL-73, all blanks used up */
  COST_PAUSES = 700,        /* CL-74 */
  COST_LATIN_SHRUNK = 900,  /* CL-75 */
  COST_STOPS = 1500,        /* CL-76 */
  COST_SPACES_SHRUNK = 100, /* CL-71 */
  COST_SPACES_WIDE = 200,   /* CL-77 */
  COST_LATIN_WIDE = 600,    /* CL-78 */
  COST_SOFT = 6000,         /* CL-35: worth about 1/13 em a gap */
  COST_HYPHEN = 3000,       /* CL-37: worth about 1/19 em a gap */
  COST_HANGING = 100,       /* CL-50 */
  COST_HARD = 40000         /* CL-38: rather than gaps of a fifth of an em, which are holes in the line */
};
#define COST_LONELY    ((int64_t)1 << 22)  /* CL-83: one character alone on the last line */
#define COST_LINE      ((int64_t)1 << 30)  /* ragged text: one line more is worse than any raggedness */
#define COST_INNER     (COST_LINE * 3 / 2) /* a break inside a phrase is worse than one line more */
#define COST_EMERGENCY ((int64_t)1 << 36)
#define COST_OVERFULL  ((int64_t)1 << 42)

/* Sums over everything before cluster k, so that any line's natural width and room are two subtractions. */
struct sums {
  int64_t position; /* natural start of cluster k; 64 bits, since a paragraph may be a thousand pages long */
  int64_t shrink[GAP_KIND_COUNT];
  int64_t stretch[GAP_KIND_COUNT];
  int32_t plain;   /* gaps of CL-79 */
  int32_t elastic; /* all gaps that are not tight */
};

struct stop {
  size_t at; /* a line may begin with this cluster */
  uint8_t kind;
  int64_t cost;
  size_t from; /* the stop its line begins at */
};

struct breaking {
  struct text *text;
  const struct line_spec *spec;
  struct sums *sums;
  struct stop *stops;
  size_t count, capacity;
};

static bool is_plain(const struct text_gap *gap)
{
  return gap->kind != GAP_TIGHT && gap->kind != GAP_SPACE && gap->kind != GAP_LATIN;
}

static struct sums *sum_up(struct arena *arena, const struct text *text)
{
  struct sums *sums = ARENA_ARRAY(arena, text->count + 1, struct sums);
  for (size_t k = 0; k < text->count; k++) {
    const struct text_gap *gap = &text->gaps[k];
    sums[k + 1] = sums[k];
    sums[k + 1].position += text->clusters[k].body + gap->natural;
    sums[k + 1].shrink[gap->kind] += gap_shrink(text, gap);
    sums[k + 1].stretch[gap->kind] += gap_stretch(text, gap);
    sums[k + 1].plain += is_plain(gap);
    sums[k + 1].elastic += gap->kind != GAP_TIGHT;
  }
  return sums;
}

/* A line's clusters without the blanks at its ends. */
static struct line_range visible(const struct text *text, size_t first, size_t last)
{
  text_trim(text, &first, &last);
  return (struct line_range){first, last, false, false};
}

static int64_t natural_width(const struct breaking *b, struct line_range r)
{
  if (r.first == r.last)
    return 0;
  const struct text_hyphen *hyphen = text_hyphen_at(b->text, r.last);
  return b->sums[r.last - 1].position + b->text->clusters[r.last - 1].body - b->sums[r.first].position +
         (hyphen ? hyphen->body : 0);
}

static int64_t room(const struct breaking *b, struct line_range r, bool stretch, enum gap_kind kind)
{
  if (r.first == r.last)
    return 0;
  const struct sums *from = &b->sums[r.first], *to = &b->sums[r.last - 1];
  return stretch ? to->stretch[kind] - from->stretch[kind] : to->shrink[kind] - from->shrink[kind];
}

static int64_t room_to_shrink(const struct breaking *b, struct line_range r)
{
  int64_t sum = 0;
  for (int kind = 0; kind < GAP_KIND_COUNT; kind++)
    sum += room(b, r, false, (enum gap_kind)kind);
  return sum;
}

static len line_measure(const struct breaking *b, size_t first)
{
  return b->spec->measure - (first == 0 ? b->spec->indent_first : 0);
}

static int64_t in_em(const struct breaking *b, int64_t length)
{
  return length * 1024 / b->text->em;
}

/* The cost of using `use` of a tier's `all`: weight at full use, growing with the square. */
static int64_t tier_cost(int weight, int64_t use, int64_t all)
{
  int64_t share = use * 1024 / all;
  return weight * share * share >> 20;
}

static int64_t shrink_cost(const struct breaking *b, struct line_range r, int64_t need)
{
  static const struct {
    enum gap_kind kind;
    int weight;
  } tiers[] = {{GAP_SPACE, COST_SPACES_SHRUNK}, {GAP_INTERPUNCT, COST_BRACKETS}, {GAP_BRACKET, COST_BRACKETS},
               {GAP_PAUSE, COST_PAUSES},        {GAP_LATIN, COST_LATIN_SHRUNK},  {GAP_STOP, COST_STOPS}};
  int64_t cost = 0;
  for (size_t t = 0; need > 0 && t < G_N_ELEMENTS(tiers); t++) {
    int64_t all = room(b, r, false, tiers[t].kind), use = MIN(all, need);
    if (use > 0)
      cost += tier_cost(tiers[t].weight, use, all);
    need -= use;
  }
  return need > 0 ? COST_OVERFULL : cost;
}

/* What is left to CL-79 for each gap, in 1/1024 em: gaps between Han up to a quarter em, the rest shared with all
 * others. */
static int64_t rest_per_gap(const struct breaking *b, struct line_range r, int64_t slack)
{
  if (r.first == r.last)
    return in_em(b, slack);
  const struct sums *from = &b->sums[r.first], *to = &b->sums[r.last - 1];
  int64_t plain = to->plain - from->plain, elastic = to->elastic - from->elastic, quarter = b->text->em / 4;
  if (slack <= plain * quarter)
    return in_em(b, slack) / plain;
  return in_em(b, quarter) + in_em(b, slack - plain * quarter) / MAX(elastic, 1) * (elastic ? 1 : 2);
}

static int64_t stretch_cost(const struct breaking *b, struct line_range r, int64_t slack)
{
  int64_t cost = 0;
  int64_t all = room(b, r, true, GAP_SPACE), use = MIN(all, slack);
  if (use > 0)
    cost += tier_cost(COST_SPACES_WIDE, use, all);
  slack -= use;
  all = room(b, r, true, GAP_LATIN);
  use = MIN(all, slack);
  if (use > 0)
    cost += tier_cost(COST_LATIN_WIDE, use, all);
  slack -= use;
  if (slack <= 0)
    return cost;
  int64_t each = rest_per_gap(b, r, slack);
  return cost + each * each;
}

static int64_t break_cost(uint8_t kind)
{
  switch ((enum break_kind)kind) {
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

static bool is_lonely(const struct breaking *b, struct line_range r)
{
  int words = 0;
  for (size_t k = r.first; k < r.last && words < 2; k++)
    words += !class_has_blank(b->text->clusters[k].class_);
  return words < 2;
}

/* The body of the mark that may hang at the line's end, or 0: one of 、 ， 。, and never two marks (CL-50, CL-52). */
static len hanging_body(const struct breaking *b, struct line_range r)
{
  if (!b->spec->hanging || r.last < r.first + 2)
    return 0;
  const struct text_cluster *mark = &b->text->clusters[r.last - 1];
  if ((mark->class_ != CLASS_PAUSE && mark->class_ != CLASS_STOP) || class_has_blank(mark[-1].class_))
    return 0;
  const char *bytes = b->text->bytes + mark->text_at;
  bool hangs = g_str_has_prefix(bytes, "，") || g_str_has_prefix(bytes, "、") || g_str_has_prefix(bytes, "。");
  return hangs ? mark->body : 0;
}

static int64_t fitting_cost(const struct breaking *b, struct line_range r, int64_t slack)
{
  if (slack < 0)
    return shrink_cost(b, r, -slack);
  return r.ends ? 0 : stretch_cost(b, r, slack);
}

/* A mark hangs only where the line is too full, and better so than squeezed. */
static bool hangs(const struct breaking *b, struct line_range r, int64_t slack)
{
  len body = slack < 0 ? hanging_body(b, r) : 0;
  return body > 0 && COST_HANGING + fitting_cost(b, r, slack + body) < fitting_cost(b, r, slack);
}

static int64_t justified_cost(const struct breaking *b, struct line_range r, int64_t slack)
{
  int64_t cost = r.ends && r.first > 0 && is_lonely(b, r) ? COST_LONELY : 0;
  if (hangs(b, r, slack))
    return cost + COST_HANGING + fitting_cost(b, r, slack + hanging_body(b, r));
  return cost + fitting_cost(b, r, slack);
}

/* Ragged text is never squeezed. Left-aligned text fills its lines; centred text is balanced, its last line too. */
static int64_t ragged_cost(const struct breaking *b, struct line_range r, int64_t slack)
{
  if (slack < 0)
    return COST_OVERFULL;
  int64_t cost = COST_LINE + (r.ends && r.first > 0 && is_lonely(b, r) ? COST_LONELY : 0);
  if (r.ends && b->spec->align != ALIGN_CENTRE)
    return cost;
  int64_t ragged = MIN(in_em(b, slack), 1 << 14);
  return cost + ragged * ragged;
}

static int64_t line_cost(const struct breaking *b, const struct stop *from, const struct stop *to)
{
  struct line_range r = visible(b->text, from->at, to->at);
  r.ends = to->kind == BREAK_FORCED;
  int64_t slack = line_measure(b, from->at) - natural_width(b, r);
  int64_t cost = b->spec->align == ALIGN_JUSTIFY ? justified_cost(b, r, slack) : ragged_cost(b, r, slack);
  return cost + break_cost(to->kind);
}

/* --- where lines may begin --- */

static void add_stop(struct arena *arena, struct breaking *b, size_t at, uint8_t kind)
{
  struct stop *stop = ARENA_APPEND(arena, b->stops, b->count, b->capacity);
  *stop = (struct stop){.at = at, .kind = kind, .cost = INT64_MAX};
}

static bool may_begin_emergency_line(const struct text *text, size_t k, bool anywhere)
{
  uint8_t cls = text->clusters[k].class_;
  if (cls == CLASS_COMBINING || text->clusters[k].blank)
    return false;
  return anywhere || (cls != CLASS_ASCII_STOP && cls != CLASS_ASCII_CLOSE && !class_is_closing(cls));
}

static void open_emergency_breaks(struct breaking *b, size_t first, size_t last, bool anywhere)
{
  for (size_t k = first; k + 1 < last; k++)
    if (b->text->gaps[k].line_break == BREAK_NO && may_begin_emergency_line(b->text, k + 1, anywhere))
      b->text->gaps[k].line_break = BREAK_EMERGENCY;
}

static void open_long_pieces(struct breaking *b, bool anywhere)
{
  size_t first = 0;
  for (size_t k = 0; k < b->text->count; k++) {
    if (b->text->gaps[k].line_break == BREAK_NO)
      continue;
    if (natural_width(b, visible(b->text, first, k + 1)) > line_measure(b, first))
      open_emergency_breaks(b, first, k + 1, anywhere);
    first = k + 1;
  }
}

/* CL-37: a word longer than the line may break anywhere rather than run out of the measure; so may, after that, a row
 * of marks none of which may begin a line. */
static void open_long_words(struct breaking *b)
{
  open_long_pieces(b, false);
  open_long_pieces(b, true);
}

static void find_stops(struct arena *arena, struct breaking *b)
{
  open_long_words(b);
  add_stop(arena, b, 0, BREAK_FORCED);
  for (size_t k = 0; k < b->text->count; k++)
    if (b->text->gaps[k].line_break != BREAK_NO)
      add_stop(arena, b, k + 1, b->text->gaps[k].line_break);
}

static bool too_wide(const struct breaking *b, size_t from, size_t to)
{
  struct line_range r = visible(b->text, b->stops[from].at, b->stops[to].at);
  int64_t shrink = b->spec->align == ALIGN_JUSTIFY ? room_to_shrink(b, r) + hanging_body(b, r) : 0;
  return natural_width(b, r) - shrink > line_measure(b, b->stops[from].at);
}

static bool short_enough_to_stop(const struct breaking *b, size_t from, size_t to)
{
  struct line_range r = visible(b->text, b->stops[from].at, b->stops[to].at);
  return natural_width(b, r) < b->spec->measure / 2;
}

static void relax(struct breaking *b, size_t from, size_t to)
{
  if (b->stops[from].cost == INT64_MAX)
    return;
  int64_t cost = b->stops[from].cost + line_cost(b, &b->stops[from], &b->stops[to]);
  if (cost < b->stops[to].cost) {
    b->stops[to].cost = cost;
    b->stops[to].from = from;
  }
}

/* The best way to every stop, left to right. `start` follows the earliest stop whose line still fits: it never goes
 * back, and lines shorter than half the measure are not tried once a longer one is found (unless nothing is wrong with
 * a short one), so the work is linear. */
static void find_best(struct breaking *b)
{
  b->stops[0].cost = 0;
  size_t start = 0;
  for (size_t to = 1; to < b->count; to++) {
    while (start + 1 < to && too_wide(b, start, to))
      start++;
    bool short_is_free = b->spec->align != ALIGN_JUSTIFY || b->stops[to].kind == BREAK_FORCED;
    for (size_t from = start; from < to; from++) {
      if (!short_is_free && b->stops[to].cost < COST_OVERFULL && short_enough_to_stop(b, from, to))
        break;
      relax(b, from, to);
    }
    if (b->stops[to].kind == BREAK_FORCED)
      start = to;
  }
}

static struct line_range line_between(const struct breaking *b, size_t from, size_t to)
{
  struct line_range line = {b->stops[from].at, b->stops[to].at, b->stops[to].kind == BREAK_FORCED, false};
  struct line_range r = visible(b->text, line.first, line.last);
  r.ends = line.ends;
  line.hangs = b->spec->align == ALIGN_JUSTIFY && hangs(b, r, line_measure(b, line.first) - natural_width(b, r));
  return line;
}

static void collect(struct arena *arena, const struct breaking *b, struct line_ranges *out)
{
  size_t lines = 0;
  for (size_t n = b->count - 1; n > 0; n = b->stops[n].from)
    lines++;
  out->items = ARENA_ARRAY(arena, lines, struct line_range);
  out->count = out->capacity = lines;
  for (size_t n = b->count - 1; n > 0; n = b->stops[n].from)
    out->items[--lines] = line_between(b, b->stops[n].from, n);
}

void lines_break(struct arena *arena, struct text *text, const struct line_spec *spec, struct line_ranges *out)
{
  *out = (struct line_ranges){0};
  if (text->count == 0)
    return;
  struct arena *scratch = arena_new();
  struct breaking b = {.text = text, .spec = spec, .sums = sum_up(scratch, text)};
  find_stops(scratch, &b);
  find_best(&b);
  collect(arena, &b, out);
  arena_free(scratch);
}

void lines_break_first_fit(struct arena *arena, struct text *text, const struct line_spec *spec,
                           struct line_ranges *out)
{
  *out = (struct line_ranges){0};
  if (text->count == 0)
    return;
  struct arena *scratch = arena_new();
  struct breaking b = {.text = text, .spec = spec, .sums = sum_up(scratch, text)};
  find_stops(scratch, &b);
  for (size_t from = 0; from + 1 < b.count;) {
    size_t to = from + 1;
    while (b.stops[to].kind != BREAK_FORCED && to + 1 < b.count && !too_wide(&b, from, to + 1))
      to++;
    *ARENA_PUSH(arena, out) = line_between(&b, from, to);
    from = to;
  }
  arena_free(scratch);
}

len lines_minimum(const struct text *text)
{
  len widest = 0;
  size_t first = 0;
  for (size_t k = 0; k < text->count; k++)
    if (text->gaps[k].line_break != BREAK_NO || k + 1 == text->count) {
      widest = len_max(widest, text_width(text, first, k + 1));
      first = k + 1;
    }
  return widest;
}
