/* A ledger in the golden format of forms: the columns and heads of its table, its sides, the lines of the form, codes,
 * formulas and rules; ~ stands for the line or column at hand. */
#include "figure/form_ledger.h"

static void dump_formula(FILE *out, const struct formula *formula, const struct form *form)
{
  static const char signs[] = {
      [FORMULA_ADD] = '+', [FORMULA_SUBTRACT] = '-', [FORMULA_MULTIPLY] = '*', [FORMULA_DIVIDE] = '/'};
  if (formula->kind == FORMULA_NUMBER) {
    fprintf(out, "%lld/%lld", (long long)formula->number.num, (long long)formula->number.den);
    return;
  }
  if (formula->kind == FORMULA_FIGURE) {
    fprintf(out, "%s:%s:", form->tables[formula->table].key, formula->line ? formula->line : "~");
    fprintf(out, formula->column == NO_COLUMN ? "~" : "%zu", formula->column);
    return;
  }
  fprintf(out, "(%c ", signs[formula->kind]);
  dump_formula(out, formula->left, form);
  fputc(' ', out);
  dump_formula(out, formula->right, form);
  fputc(')', out);
}

static void dump_tolerance(FILE *out, const struct tolerance *tolerance)
{
  if (tolerance->amount.units)
    fprintf(out, " ± %lld/10^%u%s", (long long)tolerance->amount.units, tolerance->amount.scale,
            tolerance->each ? " each" : "");
}

static void dump_formulas(FILE *out, const struct formula **formulas, size_t count, const struct form *form)
{
  for (size_t c = 0; c < count; c++) {
    if (!formulas[c])
      continue;
    fprintf(out, "    %zu = ", c);
    dump_formula(out, formulas[c], form);
    fputc('\n', out);
  }
}

static void dump_row(FILE *out, const struct ledger_row *row, const struct form_ledger *ledger, const struct form *form)
{
  static const char *const missing[] = {
      [LEDGER_REQUIRED] = "", [LEDGER_BLANK] = " blank", [LEDGER_OMITTED] = " omitted"};
  fprintf(out, "  line %zu %s |%s|%s%s%s%s%s", row->side, row->key ? row->key : "-",
          row->gap ? "" : row->label->as.scalar.text, row->unit ? row->unit->as.scalar.text : "",
          row->band  ? " band"
          : row->gap ? " gap"
                     : "",
          row->sum ? " sum" : "", row->foot ? " foot" : "", missing[row->missing]);
  if (row->indent)
    fprintf(out, " indent %d", row->indent);
  fputc('\n', out);
  dump_formulas(out, row->formulas, ledger->head.column_count, form);
}

void ledger_rule_dump(FILE *out, const struct ledger_rule *rule, const struct form *form)
{
  fprintf(out, " %s: ", rule->words);
  dump_formula(out, rule->left, form);
  fputs(" = ", out);
  dump_formula(out, rule->right, form);
  dump_tolerance(out, &rule->tolerance);
  fputc('\n', out);
}

void ledger_rules_dump(FILE *out, const struct ledger_rules *rules, const struct form *form)
{
  static const char *const scopes[] = {
      [FORMULA_LINES] = " each column", [FORMULA_COLUMNS] = " each row", [FORMULA_PLACES] = ""};
  for (size_t i = 0; i < rules->count; i++) {
    fprintf(out, "  rule%s", scopes[rules->items[i].scope]);
    ledger_rule_dump(out, &rules->items[i], form);
  }
}

void form_ledger_dump(FILE *out, const struct form_ledger *ledger, const struct form *form)
{
  free_table_dump(out, &ledger->head, 1);
  for (size_t s = 0; s < ledger->side_count; s++)
    fprintf(out, "  side %s %u+%u labels %u\n", ledger->sides[s].key ? ledger->sides[s].key : "-",
            ledger->sides[s].first, ledger->sides[s].count, ledger->sides[s].labels);
  fprintf(out, "  lines%s", ledger->open ? " open" : "");
  for (size_t i = 0; i < ledger->level_count; i++)
    fprintf(out, " %zu", ledger->levels[i]);
  dump_tolerance(out, &ledger->tolerance);
  fputc('\n', out);
  dump_formulas(out, ledger->formulas, ledger->head.column_count, form);
  for (size_t i = 0; i < ledger->row_count; i++)
    dump_row(out, &ledger->rows[i], ledger, form);
  ledger_rules_dump(out, &ledger->rules, form);
}
