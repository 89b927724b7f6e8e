/* What a line costs: its natural width and room by sums over prefixes, and the price of squeezing or opening it. box/'s
 * own, for break_lines.c. Costs are squares of 1/1024 em, so that the cost of a line stretched by g a gap is g². */
#ifndef NIANBAO_BOX_LINE_COST_H
#define NIANBAO_BOX_LINE_COST_H

#include "box/lines.h"

#define COST_EMERGENCY ((int64_t)1 << 36)
#define COST_OVERFULL  ((int64_t)1 << 42) /* and more: the line is wider than the measure */

struct line_sums;

struct line_costs {
  const struct text *text;
  const struct line_spec *spec;
  const struct line_sums *sums; /* of everything before cluster k; text->count + 1 */
};

struct line_costs line_costs_of(struct arena *arena, const struct text *text, const struct line_spec *spec);

/* In all of these the range is without the blanks at its ends. */
int64_t line_natural(const struct line_costs *costs, struct line_range line);
/* The least it can be: squeezed, its last mark in the margin where the text lets it hang. */
int64_t line_least(const struct line_costs *costs, struct line_range line);
len line_measure(const struct line_costs *costs, size_t first);
/* The price of the line, natural − `slack` wide … of filling `slack`, and of ending as `kind` says. */
int64_t line_cost(const struct line_costs *costs, struct line_range line, int64_t slack, enum break_kind kind);
/* CL-50: is its last mark set in the margin? */
bool line_hangs(const struct line_costs *costs, struct line_range line, int64_t slack);

#endif
