/* Y1, Y2: this year's figures against last year's. The equations, and what cells are called in other forms, are data of
 * the form. A cell that is blank, "-" or "/" counts for nothing; a rule with a figure that is not known is passed over,
 * and so is one whose last year's cell the other form does not have. */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "figure/figures.h"

/* A rule in one column or row. */
struct year_check {
  struct arena *arena;
  struct diags *diags;
  const struct facts *facts;
  const struct form_year_rule *rule;
  struct fact_table *table;
  size_t index;
};

static struct fact *this_fact(const struct year_check *check, const struct form_year_term *term)
{
  return check->rule->scope == RULE_EACH_COLUMN ? fact_at(check->table, term->index, check->index)
                                                : fact_at(check->table, check->index, term->index);
}

/* The cell's name in this form, as far as this form knows it. */
static const char *cell_name(const struct year_check *check, const struct form_year_term *term)
{
  const struct form_table *form = check->table->form;
  const char *row = check->rule->scope == RULE_EACH_COLUMN ? term->key : form->rows[check->index].path;
  const char *column = check->rule->scope == RULE_EACH_COLUMN
                           ? form->column_sets[check->rule->columns].items[check->index].key
                           : term->key;
  return column[0] ? arena_printf(check->arena, "%s.%s.%s", form->key, row, column)
                   : arena_printf(check->arena, "%s.%s", form->key, row);
}

/* Last year's cell, or NULL where its form has none. */
static const struct fact *last_fact(const struct year_check *check, const struct form_year_term *term)
{
  const struct facts *last = check->facts->previous;
  const struct form *form = check->facts->form;
  const char *name = cell_name(check, term);
  for (size_t i = 0; i < form->year_name_count; i++) {
    const struct form_year_name *known = &form->year_names[i];
    if (strcmp(known->form, last->form->name) == 0 && strcmp(known->here, name) == 0)
      name = known->there;
  }
  struct form_cell cell;
  return form_cell(last->form, name, &cell) ? fact_at(&last->tables[cell.table], cell.row, cell.column) : NULL;
}

static const struct fact *term_fact(const struct year_check *check, const struct form_year_term *term)
{
  return term->previous ? last_fact(check, term) : this_fact(check, term);
}

static const char *term_name(const struct year_check *check, const struct form_year_term *term)
{
  const struct form_table *form = check->table->form;
  const char *name = term->key;
  if (!term->previous)
    name = check->rule->scope == RULE_EACH_COLUMN ? form->rows[term->index].name
                                                  : form->column_sets[check->rule->columns].items[term->index].name;
  return term->previous ? arena_printf(check->arena, _("last year's %s"), name) : name;
}

/* Figures that were added up over bodies of which some are missing say nothing. */
static bool is_incomplete(const struct year_check *check, const struct form_year_term *term, const struct fact *fact)
{
  return !fact->written && (term->previous ? check->facts->previous->incomplete : check->facts->incomplete);
}

/* What the right side comes to; false where it cannot be said. */
static bool side_add(const struct year_check *check, dec *sum)
{
  bool any = this_fact(check, &check->rule->terms[0])->kind == FACT_NUMBER;
  *sum = (dec){0, 0};
  for (size_t i = 0; i < check->rule->term_count; i++) {
    const struct form_year_term *term = &check->rule->terms[i];
    const struct fact *fact = term_fact(check, term);
    if (!fact || fact->kind == FACT_ABSENT || is_incomplete(check, term, fact))
      return false;
    if (fact->kind != FACT_NUMBER || i == 0)
      continue;
    any = true;
    if (!(term->minus ? dec_sub(*sum, fact->value, sum) : dec_add(*sum, fact->value, sum)))
      return false;
  }
  return any;
}

/* "last year's 现行有效 13 + 制发 5 − 废止 4 = 14" */
static const char *side_words(const struct year_check *check, dec sum)
{
  GString *words = g_string_new(NULL);
  for (size_t i = 1; i < check->rule->term_count; i++) {
    const struct form_year_term *term = &check->rule->terms[i];
    const struct fact *fact = term_fact(check, term);
    if (i > 1)
      g_string_append(words, term->minus ? " − " : " + ");
    g_string_append_printf(words, "%s %s", term_name(check, term),
                           fact->kind == FACT_BLANK ? _("(blank)") : fact->text);
  }
  if (check->rule->term_count > 2)
    g_string_append_printf(words, " = %s", figure_print(check->arena, dec_format(check->arena, sum)));
  const char *kept = arena_strdup(check->arena, words->str);
  g_string_free(words, TRUE);
  return kept;
}

static struct diag *year_complain(const struct year_check *check, const struct fact *left, const char *right,
                                  const char *difference)
{
  const struct form_table *form = check->table->form;
  const char *here = arena_printf(check->arena, "%s %s", term_name(check, &check->rule->terms[0]),
                                  left->kind == FACT_BLANK ? _("(blank)") : left->text);
  if (check->rule->scope == RULE_EACH_COLUMN)
    return diag_add(check->diags, check->rule->code, left->span,
                    _("In “%1$s”, column “%2$s”, the figures disagree with last year's report: %3$s, but %4$s; the "
                      "difference is %5$s."),
                    form->key, form->column_sets[check->rule->columns].items[check->index].name, here, right,
                    difference);
  return diag_add(check->diags, check->rule->code, left->span,
                  _("In “%1$s”, row “%2$s”, the figures disagree with last year's report: %3$s, but %4$s; the "
                    "difference is %5$s."),
                  form->key, form->rows[check->index].name, here, right, difference);
}

static void year_relate(const struct year_check *check, struct diag *diag)
{
  for (size_t i = 1; i < check->rule->term_count; i++) {
    const struct form_year_term *term = &check->rule->terms[i];
    const struct fact *fact = term_fact(check, term);
    if (span_known(fact->span))
      diag_relate(check->diags, diag, fact->span, fact->written ? _("%s is %s") : _("%s comes to %s"),
                  term_name(check, term), fact->kind == FACT_BLANK ? _("(blank)") : fact->text);
  }
}

/* False where this column or row breaks the rule. */
static bool year_check(const struct year_check *check)
{
  struct fact *left = this_fact(check, &check->rule->terms[0]);
  dec sum, difference = {0, 0}, here = left->kind == FACT_NUMBER ? left->value : (dec){0, 0};
  if (!side_add(check, &sum) || dec_compare(here, sum) == 0)
    return true;
  if (!dec_sub(here, sum, &difference))
    difference = (dec){0, 0};
  difference.units = difference.units < 0 ? -difference.units : difference.units;
  struct diag *diag = year_complain(check, left, side_words(check, sum), dec_format(check->arena, difference));
  if (check->rule->code == DIAG_Y1)
    diag_hint(check->diags, diag, _("The rule: %s. Compare with the report as it was published."), check->rule->words);
  else
    diag_hint(check->diags, diag, _("The rule: %s. Clearing-up and lapse may break it, so a person must look."),
              check->rule->words);
  year_relate(check, diag);
  left->wrong = check->rule->code == DIAG_Y1 ? true : left->wrong;
  return false;
}

/* The total follows from the columns: it is spoken of only where they agree. */
static void rule_check_columns(struct year_check *check)
{
  const struct form_columns *set = &check->table->form->column_sets[check->rule->columns];
  bool good = true;
  for (check->index = 0; check->index < set->count; check->index++)
    if (check->index != set->total)
      good = year_check(check) && good;
  check->index = set->total;
  if (good && set->total != SIZE_MAX)
    year_check(check);
}

static void rule_check(struct year_check *check)
{
  if (check->rule->scope == RULE_EACH_COLUMN) {
    rule_check_columns(check);
    return;
  }
  for (check->index = 0; check->index < check->table->form->row_count; check->index++)
    if (check->table->form->rows[check->index].columns == check->rule->columns)
      year_check(check);
}

void check_previous(struct arena *arena, struct diags *diags, struct facts *facts)
{
  const struct facts *last = facts->previous;
  if (!last || !last->form || last->report->year != facts->report->year - 1)
    return;
  for (size_t i = 0; i < facts->form->year_rule_count; i++) {
    const struct form_year_rule *rule = &facts->form->year_rules[i];
    if (rule->figures) {
      check_previous_ledger(arena, diags, facts, rule);
      continue;
    }
    struct year_check check = {arena, diags, facts, rule, &facts->tables[rule->table], 0};
    rule_check(&check);
  }
}
