/* The equations of ledgers, one finding for each column, line or pair of figures that breaks one (code rule). A side of
 * which nothing is given is passed over. */
#include <glib.h>

#include "base/tr.h"
#include "figure/ledger_values.h"

static const char *side_words(const struct ledger_values *values, const struct formula *formula, struct ledger_at at,
                              ratio value, int decimals)
{
  const char *words = ledger_words(values, formula, at);
  return formula->kind == FORMULA_FIGURE || formula->kind == FORMULA_NUMBER
             ? words
             : arena_printf(values->arena, "%s = %s", words, ledger_print(values, value, decimals));
}

static struct diag *complain(const struct ledger_values *values, const struct ledger_rule *rule, struct ledger_at at,
                             struct span place, const char *left, const char *right, const char *difference)
{
  const char *table = at.ledger ? at.ledger->form->key : "";
  g_assert(rule->scope == FORMULA_PLACES || at.ledger);
  g_assert(rule->scope != FORMULA_COLUMNS || at.line);
  switch (rule->scope) {
  case FORMULA_LINES:
    return diag_add(values->diags, DIAG_RULE, place,
                    _("In “%1$s”, column “%2$s”, the figures disagree: %3$s, but %4$s; the difference is %5$s."), table,
                    at.ledger->form->ledger->head.columns[at.column].name, left, right, difference);
  case FORMULA_COLUMNS:
    return diag_add(values->diags, DIAG_RULE, place,
                    _("In “%1$s”, row “%2$s”, the figures disagree: %3$s, but %4$s; the difference is %5$s."), table,
                    at.line->name, left, right, difference);
  case FORMULA_PLACES:
    break;
  }
  return diag_add(values->diags, DIAG_RULE, place, _("The figures disagree: %1$s, but %2$s; the difference is %3$s."),
                  left, right, difference);
}

/* The first figure of a formula that has a place. */
static struct span place_of(const struct ledger_values *values, const struct formula *formula, struct ledger_at at)
{
  if (!formula || formula->kind == FORMULA_NUMBER)
    return SPAN_NONE;
  if (formula->kind == FORMULA_FIGURE) {
    struct ledger_at to = ledger_follow(values, formula, at);
    const struct table_cell *cell = to.line ? ledger_cell(to.ledger, to.line, to.column) : NULL;
    return cell ? cell->place : SPAN_NONE;
  }
  struct span place = place_of(values, formula->left, at);
  return span_known(place) ? place : place_of(values, formula->right, at);
}

static void mark(const struct ledger_values *values, const struct formula *formula, struct ledger_at at)
{
  if (!formula || formula->kind == FORMULA_NUMBER)
    return;
  if (formula->kind == FORMULA_FIGURE)
    ledger_mark_wrong(ledger_follow(values, formula, at));
  mark(values, formula->left, at);
  mark(values, formula->right, at);
}

static void check(const struct ledger_values *values, const struct ledger_rule *rule, struct ledger_at at)
{
  struct amount left = ledger_evaluate(values, rule->left, at), right = ledger_evaluate(values, rule->right, at);
  ratio difference = {0, 1};
  if (!left.any || !right.any || left.unknown || right.unknown || left.doubtful || right.doubtful ||
      !ledger_differs(&rule->tolerance, left.figures + right.figures, left.value, right.value, &difference))
    return;
  struct span place = place_of(values, rule->left, at);
  int decimals = ledger_decimals(ledger_follow(values, formula_first_figure(rule->left), at));
  struct diag *diag =
      complain(values, rule, at, place, side_words(values, rule->left, at, left.value, decimals),
               side_words(values, rule->right, at, right.value, decimals), ledger_print(values, difference, decimals));
  diag_hint(values->diags, diag, _("The rule: %s."), rule->words);
  ledger_relate(values, diag, rule->left, at);
  ledger_relate(values, diag, rule->right, at);
  mark(values, rule->left, at);
  mark(values, rule->right, at);
}

/* The side whose columns the rule goes through: that of the first line that is there. */
static void check_columns(const struct ledger_values *values, const struct ledger_rule *rule, struct ledger_at at)
{
  const struct form_ledger *frame = at.ledger->form->ledger;
  struct ledger_at first = ledger_follow(values, formula_first_figure(rule->left), at);
  if (!first.line)
    return;
  const struct ledger_side *side = &frame->sides[first.line->side];
  for (uint32_t c = side->first; c < side->first + side->count; c++) {
    at.column = c;
    if (frame->formats[c].given && !frame->formulas[c] && !frame->head.columns[c].not_summed)
      check(values, rule, at);
  }
}

static void check_lines(const struct ledger_values *values, const struct ledger_rule *rule, struct ledger_at at)
{
  const struct formula *first = formula_first_figure(rule->left);
  for (size_t i = 0; i < at.ledger->count; i++) {
    const struct ledger_side *side = &at.ledger->form->ledger->sides[at.ledger->lines[i].side];
    at.line = &at.ledger->lines[i];
    if (!at.line->band && first->column >= side->first && first->column < side->first + side->count)
      check(values, rule, at);
  }
}

static void check_rules_of(const struct ledger_values *values, const struct ledger_rules *rules, struct ledger_at at)
{
  for (size_t i = 0; i < rules->count; i++) {
    const struct ledger_rule *rule = &rules->items[i];
    if (rule->scope == FORMULA_LINES && at.ledger)
      check_columns(values, rule, at);
    else if (rule->scope == FORMULA_COLUMNS && at.ledger)
      check_lines(values, rule, at);
    else
      check(values, rule, at);
  }
}

void check_ledger_rules(struct arena *arena, struct diags *diags, struct facts *facts)
{
  struct ledger_values values = {arena, diags, facts};
  for (size_t t = 0; t < facts->count; t++) {
    const struct ledger *ledger = facts->tables[t].ledger;
    if (ledger && ledger->table)
      check_rules_of(&values, &ledger->form->ledger->rules, (struct ledger_at){ledger, NULL, NO_COLUMN});
  }
  check_rules_of(&values, facts->form->rules, (struct ledger_at){NULL, NULL, NO_COLUMN});
}
