/* The formulas and rules of ledgers, read when all tables are known. */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "figure/form_ledger.h"
#include "source/schema.h"

static const struct field rule_fields[] = {
    {"words", FIELD_TEXT, true, 0, 0, "the rule in words, for messages"},
    {"each", FIELD_TEXT, false, 0, 0, "column: it holds in each column; row: in each line"},
    {"equation", FIELD_TEXT, true, 0, 0, "two expressions that are equal"},
    {"tolerance", FIELD_TEXT, false, 0, 0, "by how much they may differ"},
};

#define GET(node, name) schema_get((node), rule_fields, G_N_ELEMENTS(rule_fields), (name))

struct formulas_reader {
  struct form_reader *reader;
  struct form *form;
  size_t table;
  struct form_ledger *ledger;
};

static const struct formula *read_all(const struct formulas_reader *f, size_t side, enum formula_scope scope,
                                      const struct node *node)
{
  const char *text = node->as.scalar.text;
  return formula_read(f->reader, f->form, f->table, side, scope, node, text, text + node->as.scalar.length);
}

static bool divides(const struct formula *formula)
{
  return formula && (formula->kind == FORMULA_DIVIDE || divides(formula->left) || divides(formula->right));
}

/* A quotient has no end of decimals: its column must say how many are printed. */
static bool check_decimals(const struct formulas_reader *f, const struct formula *formula, size_t column,
                           const struct node *node)
{
  if (!divides(formula) || f->ledger->formats[column].decimals >= 0)
    return true;
  form_complain(f->reader, node->span,
                _("What is divided goes into a column whose format states the decimals, not “%s”."),
                f->ledger->head.columns[column].name);
  return false;
}

/* --- of columns --- */

/* Columns that line up with the lines of one side. */
static bool stays_on_side(const struct formula *formula, const struct ledger_side *side)
{
  if (!formula || formula->kind == FORMULA_NUMBER)
    return true;
  if (formula->kind == FORMULA_FIGURE && formula->line)
    return true;
  if (formula->kind == FORMULA_FIGURE)
    return formula->column >= side->first && formula->column < side->first + side->count;
  return stays_on_side(formula->left, side) && stays_on_side(formula->right, side);
}

static const struct ledger_side *side_of(const struct form_ledger *ledger, size_t column)
{
  const struct ledger_side *side = ledger->sides;
  while (column >= side->first + side->count)
    side++;
  return side;
}

static bool column_read(const struct formulas_reader *f, size_t column)
{
  const struct table_column *from = &f->ledger->head.columns[column];
  if (!from->formula)
    return true;
  const struct formula *formula = read_all(f, SIZE_MAX, FORMULA_COLUMNS, from->formula);
  f->ledger->formulas[column] = formula;
  if (!formula || !check_decimals(f, formula, column, from->formula))
    return false;
  if (f->ledger->formats[column].given && stays_on_side(formula, side_of(f->ledger, column)))
    return true;
  form_complain(f->reader, from->formula->span,
                _("The column “%s” is computed from columns of its own side, and has a format."), from->name);
  return false;
}

/* --- of lines --- */

static bool row_read_columns(const struct formulas_reader *f, struct ledger_row *row)
{
  const struct ledger_side *side = &f->ledger->sides[row->side];
  bool good = true;
  for (uint32_t i = 0; i < row->is->as.map.count; i++) {
    const struct pair *pair = &row->is->as.map.pairs[i];
    size_t column;
    if (pair->value->kind != NODE_SCALAR || !form_ledger_column(f->ledger, side, pair->key->as.scalar.text, &column) ||
        !f->ledger->formats[column].given) {
      form_complain(f->reader, pair->key->span, _("“%s” is no column here that could be computed."),
                    pair->key->as.scalar.text);
      good = false;
      continue;
    }
    row->formulas[column] = read_all(f, row->side, FORMULA_LINES, pair->value);
    good &= row->formulas[column] && check_decimals(f, row->formulas[column], column, pair->value);
  }
  return good;
}

static bool row_read(const struct formulas_reader *f, struct ledger_row *row)
{
  const struct ledger_side *side = &f->ledger->sides[row->side];
  row->formulas = ARENA_ARRAY(f->reader->arena, f->ledger->head.column_count, const struct formula *);
  if (!row->is)
    return true;
  if (row->is->kind == NODE_MAP)
    return row_read_columns(f, row);
  if (row->is->kind == NODE_LIST) {
    form_complain(f->reader, row->is->span, _("What a line comes to is an expression, or one for each column."));
    return false;
  }
  const struct formula *formula = read_all(f, row->side, FORMULA_LINES, row->is);
  bool good = formula != NULL;
  for (uint32_t c = side->first; good && c < side->first + side->count; c++) {
    if (!f->ledger->formats[c].given || f->ledger->formulas[c])
      continue;
    row->formulas[c] = formula;
    good = check_decimals(f, formula, c, row->is);
  }
  return good;
}

/* --- rules --- */

static bool scope_read(const struct formulas_reader *f, const struct node *node, enum formula_scope *out)
{
  *out = FORMULA_PLACES;
  if (!node)
    return true;
  *out = node_is(node, "row") ? FORMULA_COLUMNS : FORMULA_LINES;
  if (f->ledger && (node_is(node, "row") || node_is(node, "column")))
    return true;
  form_complain(f->reader, node->span,
                _("A rule of one table may hold for each column or row; here stands “%s”. Rules over tables name the "
                  "figures themselves."),
                node->as.scalar.text);
  return false;
}

static bool rule_check(const struct formulas_reader *f, const struct ledger_rule *rule)
{
  const struct formula *first = formula_first_figure(rule->left);
  if (!first) {
    form_complain(f->reader, rule->span, _("The left side of a rule names a figure."));
    return false;
  }
  if (rule->scope != FORMULA_COLUMNS)
    return true;
  const struct ledger_side *side = side_of(f->ledger, first->column);
  if (stays_on_side(rule->left, side) && stays_on_side(rule->right, side))
    return true;
  form_complain(f->reader, rule->span, _("The columns of a rule for each row stand on one side of the table."));
  return false;
}

static bool rule_read(const struct formulas_reader *f, const struct node *node, struct ledger_rules *rules)
{
  if (!schema_check(node, rule_fields, G_N_ELEMENTS(rule_fields), _("the rule"), f->reader->diags))
    return false;
  const struct node *text = GET(node, "equation"), *tolerance = GET(node, "tolerance");
  struct ledger_rule rule = {
      .words = GET(node, "words")->as.scalar.text, .text = text, .table = f->table, .span = text->span};
  const char *begin = text->as.scalar.text, *equal = strchr(begin, '=');
  rule.tolerance = f->ledger ? f->ledger->tolerance : (struct tolerance){0};
  if (!form_tolerance_read(f->reader, tolerance, &rule.tolerance) || !scope_read(f, GET(node, "each"), &rule.scope))
    return false;
  if (!equal) {
    form_complain(f->reader, text->span, _("An equation reads like “total = part + part”: names, + and one =."));
    return false;
  }
  rule.left = formula_read(f->reader, f->form, f->table, SIZE_MAX, rule.scope, text, begin, equal);
  rule.right =
      formula_read(f->reader, f->form, f->table, SIZE_MAX, rule.scope, text, equal + 1, begin + text->as.scalar.length);
  if (!rule.left || !rule.right || !rule_check(f, &rule))
    return false;
  *ARENA_PUSH(f->reader->arena, rules) = rule;
  return true;
}

static bool rules_read(const struct formulas_reader *f, const struct node *list, struct ledger_rules *rules)
{
  bool good = true;
  for (uint32_t i = 0; list && i < list->as.list.count; i++)
    good &= rule_read(f, list->as.list.items[i], rules);
  return good;
}

static bool table_read(struct formulas_reader *f)
{
  bool good = true;
  for (size_t c = 0; c < f->ledger->head.column_count; c++)
    good &= column_read(f, c);
  for (size_t i = 0; i < f->ledger->row_count; i++)
    good &= row_read(f, &f->ledger->rows[i]);
  return rules_read(f, f->form->tables[f->table].ledger_rules, &f->ledger->rules) && good;
}

bool form_formulas_read(struct form_reader *reader, const struct node *rules, struct form *form)
{
  bool good = true;
  form->rules = ARENA_NEW(reader->arena, struct ledger_rules);
  for (size_t t = 0; t < form->table_count; t++) {
    struct formulas_reader f = {reader, form, t, form->tables[t].ledger};
    reader->table = form->tables[t].key;
    good &= !f.ledger || table_read(&f);
  }
  reader->table = NULL;
  struct formulas_reader f = {reader, form, SIZE_MAX, NULL};
  good &= rules_read(&f, rules, form->rules);
  return good && form_circles_check(reader, form);
}
