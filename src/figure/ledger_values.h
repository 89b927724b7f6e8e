/* What formulas come to. figure/'s own. */
#ifndef NIANBAO_FIGURE_LEDGER_VALUES_H
#define NIANBAO_FIGURE_LEDGER_VALUES_H

#include "figure/figures.h"

struct ledger_values {
  struct arena *arena;
  struct diags *diags;
  const struct facts *facts;
};

/* What is added up: nothing, where no figure is given; not known, where one cannot be read, which has been reported. */
struct amount {
  ratio value;
  bool any, unknown;
  bool doubtful;  /* one of them is wrong, which has been reported */
  size_t figures; /* that were given */
};

/* A line and a column at hand; NULL and NO_COLUMN in rules over tables. */
struct ledger_at {
  const struct ledger *ledger;
  const struct ledger_line *line;
  size_t column;
};

struct amount ledger_evaluate(const struct ledger_values *values, const struct formula *formula, struct ledger_at at);
/* The figure of a cell, computed if it must be. */
struct amount ledger_figure(const struct ledger_values *values, struct ledger_at at);
/* Where a name of a formula leads to. */
struct ledger_at ledger_follow(const struct ledger_values *values, const struct formula *figure, struct ledger_at at);

/* ledger_words.c: “本年收入合计 9.50 + 年初结转 1.50”, as messages say it; an amount with so many
 * decimals at least. */
const char *ledger_words(const struct ledger_values *values, const struct formula *formula, struct ledger_at at);
const char *ledger_print(const struct ledger_values *values, ratio value, int decimals);
/* Those that the column at hand prints; -1: as many as there are. */
int ledger_decimals(struct ledger_at at);
/* The places of all figures of a formula. */
void ledger_relate(const struct ledger_values *values, struct diag *diag, const struct formula *formula,
                   struct ledger_at at);
void ledger_mark_wrong(struct ledger_at at);

/* Whether they differ by more than allowed, and by how much. */
bool ledger_differs(const struct tolerance *tolerance, size_t figures, ratio left, ratio right, ratio *difference);

/* ledger_check.c: a cell as written against each of the ways it could be computed. */
void ledger_check_cell(const struct ledger_values *values, struct ledger_at at);
/* The sum of the next-level codes, of the lines that are parts of no other, of the columns of a total. */
struct amount ledger_add_children(const struct ledger_values *values, struct ledger_at at);
struct amount ledger_add_lines(const struct ledger_values *values, struct ledger_at at);
struct amount ledger_add_columns(const struct ledger_values *values, struct ledger_at at);

#endif
