#include "box/lines.h"

/* GW-10, CL-88: the lines of a title form a trapezoid (梯形) or a diamond (菱形), no hourglass and no rectangle, and no
 * line of it is but a word. What a title looks like depends on all its lines at once, so that all ways to divide it are
 * tried; they are few, since it takes as few lines as its phrases need. */

#define STOPS_MAX 128
#define LINES_MAX 5 /* a longer title is broken as a paragraph is */

/* Costs beside the squares of what the lines leave empty, in 1/16 em: each outweighs all below it. */
#define COST_INNER     ((int64_t)1 << 32) /* a break inside a phrase */
#define COST_HOURGLASS ((int64_t)1 << 36)
#define COST_WORD      ((int64_t)1 << 40) /* a line of one or two characters */
#define UNIT           16                 /* of an em */
#define STEP           (2 * UNIT)         /* by which a line should differ from the next */

struct division {
  size_t lines;
  size_t stops[LINES_MAX + 1]; /* where its lines begin, and the end */
};

struct shaping {
  const struct text *text;
  const struct line_spec *spec;
  size_t at[STOPS_MAX]; /* a line may begin with this cluster; the last is the end */
  uint8_t kind[STOPS_MAX];
  size_t count;
  size_t need[STOPS_MAX]; /* so many lines at least hold what follows; 0: none can, but at the end */
  size_t most;            /* lines to be used at most */
  struct division now, best;
  int64_t cost; /* of the best */
};

static bool is_wanted(uint8_t kind, bool phrases_only)
{
  return kind == BREAK_FORCED || kind == BREAK_PHRASE || (!phrases_only && (kind == BREAK_OPEN || kind == BREAK_INNER));
}

static bool find_stops(struct shaping *s, bool phrases_only)
{
  s->count = 1;
  s->at[0] = 0;
  s->kind[0] = BREAK_FORCED;
  for (size_t k = 0; k < s->text->count; k++) {
    uint8_t kind = s->text->gaps[k].line_break;
    if (!is_wanted(kind, phrases_only))
      continue;
    if (s->count == STOPS_MAX)
      return false;
    s->at[s->count] = k + 1;
    s->kind[s->count++] = kind;
  }
  return true;
}

static len line_width(const struct shaping *s, size_t from, size_t to)
{
  return text_width(s->text, s->at[from], s->at[to]);
}

static bool fits(const struct shaping *s, size_t from, size_t to)
{
  return line_width(s, from, to) <= s->spec->measure - (from == 0 ? s->spec->indent_first : 0);
}

/* The furthest stop that a line from `from` reaches; `from` where there is none. */
static size_t reach(const struct shaping *s, size_t from)
{
  size_t to = from;
  while (to + 1 < s->count && (to == from || s->kind[to] != BREAK_FORCED) && fits(s, from, to + 1))
    to++;
  return to;
}

/* The lines that each rest of the title needs, from its end to its start. False if it cannot be set in LINES_MAX. */
static bool count_needs(struct shaping *s)
{
  s->need[s->count - 1] = 0;
  for (size_t from = s->count - 1; from-- > 0;) {
    size_t to = reach(s, from);
    bool possible = to > from && (to + 1 == s->count || s->need[to] > 0);
    s->need[from] = possible ? 1 + s->need[to] : 0;
  }
  return s->need[0] > 0 && s->need[0] <= LINES_MAX;
}

/* --- what a division is worth --- */

static int64_t in_units(const struct shaping *s, len width)
{
  return (int64_t)width * UNIT / s->text->em;
}

static bool is_word(const struct shaping *s, size_t from, size_t to)
{
  if (s->kind[from] == BREAK_FORCED && s->kind[to] == BREAK_FORCED)
    return false; /* the drafter's own line */
  int characters = 0;
  for (size_t k = s->at[from]; k < s->at[to]; k++)
    characters += !s->text->clusters[k].blank && !class_has_blank(s->text->clusters[k].class_);
  return characters <= 2;
}

/* Lines grow shorter and then longer again. Less than half an em is no difference. */
static bool is_hourglass(const int64_t *width, size_t count)
{
  bool fallen = false;
  for (size_t i = 1; i < count; i++) {
    if (fallen && width[i] > width[i - 1] + UNIT / 2)
      return true;
    fallen = fallen || width[i] < width[i - 1] - UNIT / 2;
  }
  return false;
}

/* Of two lines of nearly the same width, which would stand as a rectangle. */
static int64_t sameness(int64_t a, int64_t b)
{
  int64_t lack = STEP - (a < b ? b - a : a - b);
  return lack > 0 ? 6 * lack * lack : 0;
}

static int64_t division_cost(const struct shaping *s)
{
  int64_t cost = 0, width[LINES_MAX];
  for (size_t i = 0; i < s->now.lines; i++) {
    size_t from = s->now.stops[i], to = s->now.stops[i + 1];
    width[i] = in_units(s, line_width(s, from, to));
    int64_t empty = in_units(s, s->spec->measure) - width[i];
    cost += empty * empty + (i > 0 ? sameness(width[i - 1], width[i]) : 0);
    cost += (s->kind[to] == BREAK_INNER ? COST_INNER : 0) + (is_word(s, from, to) ? COST_WORD : 0);
  }
  return cost + (is_hourglass(width, s->now.lines) ? COST_HOURGLASS : 0);
}

/* --- the search --- */

/* Of divisions of equal worth the one with the longer first line is kept. */
static void keep_if_best(struct shaping *s)
{
  int64_t cost = division_cost(s);
  if (cost > s->cost)
    return;
  s->cost = cost;
  s->best = s->now;
}

/* Tries all lines that may follow the stop the last one ends at. As deep as there are lines. */
static void try_lines(struct shaping *s)
{
  size_t from = s->now.stops[s->now.lines];
  if (from + 1 == s->count) {
    keep_if_best(s);
    return;
  }
  size_t last = reach(s, from);
  s->now.lines++;
  for (size_t to = from + 1; to <= last; to++) {
    if (to + 1 < s->count && (s->need[to] == 0 || s->now.lines + s->need[to] > s->most))
      continue;
    s->now.stops[s->now.lines] = to;
    try_lines(s);
  }
  s->now.lines--;
}

/* True if the title can be divided at the stops that are wanted. */
static bool search(struct shaping *s, bool phrases_only)
{
  if (!find_stops(s, phrases_only) || !count_needs(s))
    return false;
  if (s->most < s->need[0])
    s->most = s->need[0];
  s->now.lines = 0;
  s->now.stops[0] = 0;
  s->cost = INT64_MAX;
  try_lines(s);
  return true;
}

static void collect(struct arena *arena, const struct shaping *s, struct line_ranges *out)
{
  *out = (struct line_ranges){
      .items = ARENA_ARRAY(arena, s->best.lines, struct line_range), .count = s->best.lines, .capacity = s->best.lines};
  for (size_t i = 0; i < s->best.lines; i++) {
    size_t from = s->best.stops[i], to = s->best.stops[i + 1];
    out->items[i] = (struct line_range){.first = s->at[from], .last = s->at[to], .ends = s->kind[to] == BREAK_FORCED};
  }
}

bool lines_break_shaped(struct arena *arena, const struct text *text, const struct line_spec *spec,
                        struct line_ranges *out)
{
  struct shaping s = {.text = text, .spec = spec};
  bool found = search(&s, true);
  if (found)
    collect(arena, &s, out);
  if (found && (spec->divided || s.cost < COST_INNER))
    return true;
  /* Phrases alone give no good shape, or do not fit: break inside them, too. */
  if (search(&s, false)) {
    collect(arena, &s, out);
    found = true;
  }
  return found;
}
