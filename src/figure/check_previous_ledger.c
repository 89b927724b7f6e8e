/* Y1, Y2 of ledgers: figures of this year's tables against those of last year's, where both follow the same form. What
 * has been reported as wrong, or is not given, is passed over. */
#include "base/tr.h"
#include "figure/ledger_values.h"

static const struct ledger_at nowhere = {NULL, NULL, NO_COLUMN};

static const char *side_words(const struct ledger_values *values, const struct formula *formula, ratio value,
                              int decimals)
{
  const char *words = ledger_words(values, formula, nowhere);
  return formula->kind == FORMULA_FIGURE
             ? words
             : arena_printf(values->arena, "%s = %s", words, ledger_print(values, value, decimals));
}

void check_previous_ledger(struct arena *arena, struct diags *diags, struct facts *facts,
                           const struct form_year_rule *rule)
{
  if (facts->previous->form != facts->form || facts->incomplete || facts->previous->incomplete)
    return;
  const struct ledger_values values = {arena, diags, facts}, last = {arena, diags, facts->previous};
  const struct ledger_rule *figures = rule->figures;
  struct ledger_at at = ledger_follow(&values, formula_first_figure(figures->left), nowhere);
  struct amount left = ledger_evaluate(&values, figures->left, nowhere),
                right = ledger_evaluate(&last, figures->right, nowhere);
  const struct table_cell *cell = at.line ? ledger_cell(at.ledger, at.line, at.column) : NULL;
  ratio difference;
  bool known = !left.unknown && !right.unknown && !left.doubtful && !right.doubtful && (left.any || right.any);
  if (!cell || !known ||
      !ledger_differs(&figures->tolerance, left.figures + right.figures, left.value, right.value, &difference))
    return;
  int decimals = ledger_decimals(at);
  struct diag *diag =
      diag_add(diags, rule->code, cell->place,
               _("The figures disagree with last year's report: %1$s, but last year's %2$s; the difference is %3$s."),
               side_words(&values, figures->left, left.value, decimals),
               side_words(&last, figures->right, right.value, decimals), ledger_print(&values, difference, decimals));
  diag_hint(diags, diag, _("The rule: %s. Compare with the report as it was published."), figures->words);
  ledger_relate(&last, diag, figures->right, nowhere);
}
