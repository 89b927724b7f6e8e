/* Formulas and amounts in messages. */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "figure/ledger_values.h"

#define RELATED_MAX 12 /* more places help nobody */

const char *ledger_print(const struct ledger_values *values, ratio value, int decimals)
{
  dec exact = {0, 0};
  bool good = ratio_exact(value, &exact) || ratio_round(value, 4, &exact);
  if (good && exact.scale < decimals)
    good = ratio_round(value, (uint8_t)decimals, &exact);
  return good ? figure_print(values->arena, dec_format(values->arena, exact)) : "?";
}

int ledger_decimals(struct ledger_at at)
{
  return at.ledger && at.column != NO_COLUMN ? at.ledger->form->ledger->formats[at.column].decimals : -1;
}

static const char *figure_words(const struct ledger_values *values, const struct formula *figure, struct ledger_at at)
{
  struct ledger_at to = ledger_follow(values, figure, at);
  struct amount amount = ledger_figure(values, to);
  return arena_printf(values->arena, "%s %s", figure->name,
                      amount.any ? ledger_print(values, amount.value, ledger_decimals(to)) : _("(blank)"));
}

const char *ledger_words(const struct ledger_values *values, const struct formula *formula, struct ledger_at at)
{
  static const char *const signs[] = {
      [FORMULA_ADD] = "+", [FORMULA_SUBTRACT] = "-", [FORMULA_MULTIPLY] = "×", [FORMULA_DIVIDE] = "÷"};
  if (formula->kind == FORMULA_NUMBER)
    return ledger_print(values, formula->number, -1);
  if (formula->kind == FORMULA_FIGURE)
    return figure_words(values, formula, at);
  const char *left = ledger_words(values, formula->left, at), *right = ledger_words(values, formula->right, at);
  bool product = formula->kind == FORMULA_MULTIPLY || formula->kind == FORMULA_DIVIDE;
  bool left_sum = product && (formula->left->kind == FORMULA_ADD || formula->left->kind == FORMULA_SUBTRACT);
  bool right_sum = (formula->kind != FORMULA_ADD) &&
                   (formula->right->kind == FORMULA_ADD || formula->right->kind == FORMULA_SUBTRACT);
  return arena_printf(values->arena, left_sum ? "(%s) %s %s%s%s" : "%s %s %s%s%s", left, signs[formula->kind],
                      right_sum ? "(" : "", right, right_sum ? ")" : "");
}

void ledger_relate(const struct ledger_values *values, struct diag *diag, const struct formula *formula,
                   struct ledger_at at)
{
  if (!formula || formula->kind == FORMULA_NUMBER || diag->related_count >= RELATED_MAX)
    return;
  if (formula->kind != FORMULA_FIGURE) {
    ledger_relate(values, diag, formula->left, at);
    ledger_relate(values, diag, formula->right, at);
    return;
  }
  struct ledger_at to = ledger_follow(values, formula, at);
  const struct table_cell *cell = to.line ? ledger_cell(to.ledger, to.line, to.column) : NULL;
  if (!cell)
    return;
  struct amount amount = ledger_figure(values, to);
  const char *value = ledger_print(values, amount.value, ledger_decimals(to));
  if (!amount.any)
    diag_relate(values->diags, diag, cell->place, _("%s is blank"), formula->name);
  else if (cell->kind == TABLE_CELL_SUM)
    diag_relate(values->diags, diag, cell->place, _("%s comes to %s"), formula->name, value);
  else
    diag_relate(values->diags, diag, cell->place, _("%s is %s"), formula->name, value);
}

void ledger_mark_wrong(struct ledger_at at)
{
  const struct table_cell *cell = at.line ? ledger_cell(at.ledger, at.line, at.column) : NULL;
  if (cell)
    at.ledger->facts[cell - at.ledger->table->cells].wrong = true;
}

bool ledger_differs(const struct tolerance *tolerance, size_t figures, ratio left, ratio right, ratio *difference)
{
  ratio allowed = ratio_from_dec(tolerance->amount), beyond;
  if (tolerance->each && !ratio_mul(allowed, (ratio){(int64_t)figures, 1}, &allowed))
    return false;
  if (!ratio_sub(left, right, difference))
    return false; /* such figures are not printed, either */
  if (difference->num < 0)
    difference->num = -difference->num;
  return ratio_sub(*difference, allowed, &beyond) && beyond.num > 0;
}
