#include <glib.h>
#include <string.h>

#include "box/line_cost.h"

/* A place where a line may begin, and the line before it end. */
struct stop {
  size_t at;    /* the first cluster behind the break */
  size_t begin; /* the first that a line beginning here shows: blanks are passed over */
  size_t end;   /* behind the last that a line ending here shows */
  uint8_t kind;
  int64_t cost;
  size_t from; /* the stop its line begins at */
};

struct breaking {
  struct text *text;
  struct line_costs costs;
  struct stop *stops;
  size_t count;
};

/* --- where lines may begin --- */

static bool may_begin_emergency_line(const struct text *text, size_t k, bool anywhere)
{
  uint8_t cls = text->clusters[k].class_;
  if (cls == CLASS_COMBINING || text->clusters[k].blank)
    return false;
  return anywhere || (cls != CLASS_ASCII_STOP && cls != CLASS_ASCII_CLOSE && !class_is_closing(cls));
}

static void open_emergency_breaks(struct text *text, size_t first, size_t last, bool anywhere)
{
  for (size_t k = first; k + 1 < last; k++)
    if (text->gaps[k].line_break == BREAK_NO && may_begin_emergency_line(text, k + 1, anywhere))
      text->gaps[k].line_break = BREAK_EMERGENCY;
}

/* Clusters [first, last) without the blanks at their ends. */
static struct line_range visible(const struct text *text, size_t first, size_t last)
{
  text_trim(text, &first, &last);
  return (struct line_range){first, last, false, false};
}

static void open_long_pieces(struct breaking *b, bool anywhere)
{
  size_t first = 0;
  for (size_t k = 0; k < b->text->count; k++) {
    if (b->text->gaps[k].line_break == BREAK_NO)
      continue;
    if (line_natural(&b->costs, visible(b->text, first, k + 1)) > line_measure(&b->costs, first))
      open_emergency_breaks(b->text, first, k + 1, anywhere);
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

static struct stop stop_at(const struct text *text, size_t at, uint8_t kind)
{
  struct stop stop = {.at = at, .begin = at, .end = at, .kind = kind, .cost = INT64_MAX};
  while (stop.begin < text->count && text->clusters[stop.begin].blank)
    stop.begin++;
  while (stop.end > 0 && text_vanishes_at_end(&text->clusters[stop.end - 1]))
    stop.end--;
  return stop;
}

static void find_stops(struct arena *arena, struct breaking *b)
{
  open_long_words(b);
  size_t count = 1;
  for (size_t k = 0; k < b->text->count; k++)
    count += b->text->gaps[k].line_break != BREAK_NO;
  b->stops = ARENA_ARRAY(arena, count, struct stop);
  b->stops[b->count++] = stop_at(b->text, 0, BREAK_FORCED);
  for (size_t k = 0; k < b->text->count; k++)
    if (b->text->gaps[k].line_break != BREAK_NO)
      b->stops[b->count++] = stop_at(b->text, k + 1, b->text->gaps[k].line_break);
}

static struct breaking breaking_begin(struct arena *arena, struct text *text, const struct line_spec *spec)
{
  struct breaking b = {.text = text, .costs = line_costs_of(arena, text, spec)};
  find_stops(arena, &b);
  return b;
}

/* --- the best way --- */

/* The line from one stop to another, as it shows; an empty one where only blanks stand between them. */
static struct line_range line_shown(const struct stop *from, const struct stop *to)
{
  return (struct line_range){from->begin, MAX(from->begin, to->end), to->kind == BREAK_FORCED, false};
}

static bool too_wide(const struct breaking *b, size_t from, size_t to)
{
  return line_least(&b->costs, line_shown(&b->stops[from], &b->stops[to])) > line_measure(&b->costs, b->stops[from].at);
}

/* Tries the line from one stop to another. False where it is so short that shorter ones need not be tried. */
static bool relax(struct breaking *b, size_t from, size_t to)
{
  const struct stop *begin = &b->stops[from];
  struct stop *end = &b->stops[to];
  struct line_range line = line_shown(begin, end);
  int64_t natural = line_natural(&b->costs, line);
  bool short_is_free = b->costs.spec->align != ALIGN_JUSTIFY || end->kind == BREAK_FORCED;
  if (!short_is_free && end->cost < COST_OVERFULL && natural < b->costs.spec->measure / 2)
    return false;
  if (begin->cost == INT64_MAX)
    return true;
  int64_t slack = line_measure(&b->costs, begin->at) - natural;
  int64_t cost = begin->cost + line_cost(&b->costs, line, slack, (enum break_kind)end->kind);
  /* Of two balanced ways, that with the shorter last line: 比上年|增长. */
  if (cost < end->cost || (cost == end->cost && cost < COST_OVERFULL && b->costs.spec->align == ALIGN_CENTRE)) {
    end->cost = cost;
    end->from = from;
  }
  return true;
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
    for (size_t from = start; from < to && relax(b, from, to);)
      from++;
    if (b->stops[to].kind == BREAK_FORCED)
      start = to;
  }
}

static struct line_range line_between(const struct breaking *b, size_t from, size_t to)
{
  const struct stop *begin = &b->stops[from], *end = &b->stops[to];
  struct line_range shown = line_shown(begin, end);
  int64_t slack = line_measure(&b->costs, begin->at) - line_natural(&b->costs, shown);
  return (struct line_range){begin->at, end->at, shown.ends, line_hangs(&b->costs, shown, slack)};
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
  if (text->count == 0 || (spec->shaped && lines_break_shaped(arena, text, spec, out)))
    return;
  struct arena *scratch = arena_new();
  struct breaking b = breaking_begin(scratch, text, spec);
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
  struct breaking b = breaking_begin(scratch, text, spec);
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
