/* Reading a ledger of a form: its frame, then, when all tables are known, formulas and rules. figure/'s own. */
#ifndef NIANBAO_FIGURE_FORM_LEDGER_H
#define NIANBAO_FIGURE_FORM_LEDGER_H

#include "figure/figures.h"
#include "figure/form_tree.h"
#include "figure/ledger.h"

bool form_ledger_read(const struct form_reader *reader, const struct node *map, struct form_table *table);
bool form_tolerance_read(const struct form_reader *reader, const struct node *node, struct tolerance *out);
/* The column of that name on the side. */
bool form_ledger_column(const struct form_ledger *ledger, const struct ledger_side *side, const char *name,
                        size_t *out);
size_t form_ledger_side(const struct form_ledger *ledger, const char *key); /* or SIZE_MAX */

/* formula_read.c. The expression [begin, end) of a scalar's text; NULL after form-bad. `table`: SIZE_MAX where names
 * are of no one table; `side`: that of the line it is for, or SIZE_MAX. */
const struct formula *formula_read(const struct form_reader *reader, const struct form *form, size_t table, size_t side,
                                   enum formula_scope scope, const struct node *node, const char *begin,
                                   const char *end);

/* form_formulas.c: formulas of lines and columns, rules of tables and of the form. */
bool form_formulas_read(struct form_reader *reader, const struct node *rules, struct form *form);
/* form_circles.c: what is computed from itself. */
bool form_circles_check(struct form_reader *reader, const struct form *form);

/* ledger_dump.c, for form_dump. */
void form_ledger_dump(FILE *out, const struct form_ledger *ledger, const struct form *form);
void ledger_rule_dump(FILE *out, const struct ledger_rule *rule, const struct form *form);
void ledger_rules_dump(FILE *out, const struct ledger_rules *rules, const struct form *form);

#endif
