/* A figure of a ledger as written, against all that it must agree with: the formula of its line and of its column (code
 * rule), the next-level codes (sum-code), the lines and the columns it is the total of (table-sum). */
#include <glib.h>

#include "base/tr.h"
#include "figure/ledger_values.h"

#define CHILDREN_TOLD 12 /* places of rows that are added up */

/* A written figure, beside what it should be. */
struct comparison {
  const struct ledger_values *values;
  struct ledger_at at;
  const struct table_cell *cell;
  dec written;
  ratio right, difference;
};

/* What is printed with one decimal agrees if it does so at one decimal. */
static bool disagrees(struct comparison *c, struct amount amount)
{
  const struct form_ledger *frame = c->at.ledger->form->ledger;
  int decimals = MAX(frame->formats[c->at.column].decimals, c->written.scale);
  dec rounded;
  if (!amount.any || amount.unknown || amount.doubtful || !ratio_round(amount.value, (uint8_t)decimals, &rounded))
    return false;
  c->right = ratio_from_dec(rounded);
  return ledger_differs(&frame->tolerance, amount.figures + 1, ratio_from_dec(c->written), c->right, &c->difference);
}

static const char *column_name(const struct comparison *c)
{
  return c->at.ledger->form->ledger->head.columns[c->at.column].name;
}

static const char *print(const struct comparison *c, ratio value)
{
  return ledger_print(c->values, value, ledger_decimals(c->at));
}

static const char *written_words(const struct comparison *c)
{
  return print(c, ratio_from_dec(c->written));
}

static bool check_formula(struct comparison *c, const struct formula *formula)
{
  if (!formula || !disagrees(c, ledger_evaluate(c->values, formula, c->at)))
    return false;
  const struct ledger_values *values = c->values;
  struct diag *diag =
      diag_add(values->diags, DIAG_RULE, c->cell->place,
               _("In “%1$s”, row “%2$s”, column “%3$s”, the figure is %4$s, but %5$s comes to %6$s; the difference "
                 "is %7$s."),
               c->at.ledger->form->key, c->at.line->name, column_name(c), written_words(c),
               ledger_words(values, formula, c->at), print(c, c->right), print(c, c->difference));
  diag_hint(values->diags, diag, _("Correct the figures, or leave this one out: it is computed."));
  ledger_relate(values, diag, formula, c->at);
  ledger_mark_wrong(c->at);
  return true;
}

static bool check_children(struct comparison *c)
{
  if (!c->at.line->child || !disagrees(c, ledger_add_children(c->values, c->at)))
    return false;
  const struct ledger_values *values = c->values;
  const struct ledger_line *lines = c->at.ledger->lines;
  struct diag *diag = diag_add(values->diags, DIAG_SUM_CODE, c->cell->place,
                               _("In “%1$s”, row “%2$s”, column “%3$s”, the figure is %4$s, but the codes of the next "
                                 "level add up to %5$s; the difference is %6$s."),
                               c->at.ledger->form->key, c->at.line->name, column_name(c), written_words(c),
                               print(c, c->right), print(c, c->difference));
  diag_hint(values->diags, diag, _("Correct the figures, or leave this one out: it is computed."));
  for (size_t child = c->at.line->child; child && diag->related_count < CHILDREN_TOLD; child = lines[child - 1].next) {
    struct ledger_at at = {c->at.ledger, &lines[child - 1], c->at.column};
    struct amount amount = ledger_figure(values, at);
    if (amount.any)
      diag_relate(values->diags, diag, ledger_cell(at.ledger, at.line, at.column)->place, _("%s is %s"), at.line->name,
                  print(c, amount.value));
  }
  ledger_mark_wrong(c->at);
  return true;
}

static bool check_total(struct comparison *c, struct amount amount, bool of_rows)
{
  if (!disagrees(c, amount))
    return false;
  const struct ledger_values *values = c->values;
  struct diag *diag = diag_add(
      values->diags, DIAG_TABLE_SUM, c->cell->place,
      of_rows ? _("Row “%1$s”, column “%2$s”: the total is %3$s, but the rows add up to %4$s (difference %5$s).")
              : _("Row “%1$s”, column “%2$s”: the total is %3$s, but the columns add up to %4$s (difference %5$s)."),
      arena_printf(values->arena, "%s.%s", c->at.ledger->form->key, c->at.line->name), column_name(c), written_words(c),
      print(c, c->right), print(c, c->difference));
  diag_hint(values->diags, diag, _("Correct the figures, or leave this one out: it is computed."));
  ledger_mark_wrong(c->at);
  return true;
}

void ledger_check_cell(const struct ledger_values *values, struct ledger_at at)
{
  const struct form_ledger *frame = at.ledger->form->ledger;
  const struct table_cell *cell = ledger_cell(at.ledger, at.line, at.column);
  const struct free_fact *fact = &at.ledger->facts[cell - at.ledger->table->cells];
  if (!fact->number || cell->kind == TABLE_CELL_SUM)
    return;
  struct comparison c = {.values = values, .at = at, .cell = cell, .written = fact->value};
  const struct formula *own = at.line->row ? at.line->row->formulas[at.column] : NULL;
  bool rate = frame->formulas[at.column] || frame->head.columns[at.column].not_summed ||
              frame->formats[at.column].percent; /* is not added up */
  /* The first that fails: one wrong figure is one finding. */
  bool wrong = check_formula(&c, own) || check_formula(&c, frame->formulas[at.column]) ||
               (!rate && check_children(&c)) ||
               (!rate && at.line->row && at.line->row->sum && check_total(&c, ledger_add_lines(values, at), true));
  if (!wrong && frame->head.columns[at.column].total)
    check_total(&c, ledger_add_columns(values, at), false);
}
