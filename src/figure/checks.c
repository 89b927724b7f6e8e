/* The arithmetic rules of a form, C1–C4: equations in data, one finding for each column or row that breaks one.
 *
 * The figures are taken as they will be printed. A rule that only says what a total is (total = parts) is passed over
 * where the total is computed: it cannot be wrong, and what is wrong elsewhere is found there. A rule with a figure
 * that is missing or unreadable is passed over too: that has been reported. */
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "figure/figures.h"

#define TERMS_ALL 5 /* a side with more terms than that is told without those that are 0 */

/* One rule in one column or one row. */
struct check {
  struct arena *arena;
  struct diags *diags;
  struct fact_table *table;
  const struct form_rule *rule;
  size_t index;    /* the column, or the row */
  bool incomplete; /* what is computed lacks some bodies: nothing can be said of it */
};

struct side {
  const size_t *terms;
  size_t count;
  dec sum;
  bool any;    /* a number is among the terms */
  bool absent; /* or one that is not known, or a sum too large */
};

static struct fact *term_fact(const struct check *check, size_t term)
{
  return check->rule->scope == RULE_EACH_COLUMN ? fact_at(check->table, term, check->index)
                                                : fact_at(check->table, check->index, term);
}

static const char *term_name(const struct check *check, size_t term)
{
  const struct form_table *form = check->table->form;
  return check->rule->scope == RULE_EACH_COLUMN ? form->rows[term].name
                                                : form->column_sets[check->rule->columns].items[term].name;
}

static struct side side_add(const struct check *check, const size_t *terms, size_t count)
{
  struct side side = {terms, count, {0, 0}, false, false};
  for (size_t i = 0; i < count; i++) {
    const struct fact *fact = term_fact(check, terms[i]);
    side.absent |= fact->kind == FACT_ABSENT || (check->incomplete && !fact->written);
    if (fact->kind != FACT_NUMBER)
      continue;
    side.any = true;
    side.absent |= !dec_add(side.sum, fact->value, &side.sum);
  }
  return side;
}

static bool fact_is_zero(const struct fact *fact)
{
  return fact->kind == FACT_NUMBER && fact->value.units == 0;
}

static bool term_is_told(const struct check *check, const struct side *side, size_t term)
{
  return side->count <= TERMS_ALL || !fact_is_zero(term_fact(check, term));
}

/* "新收 9 + 上年结转 0 = 9"; a lone term stands without its sum. */
static const char *side_words(const struct check *check, const struct side *side)
{
  GString *words = g_string_new(NULL);
  bool all = true;
  for (size_t i = 0; i < side->count; i++) {
    const struct fact *fact = term_fact(check, side->terms[i]);
    if (!term_is_told(check, side, side->terms[i])) {
      all = false;
      continue;
    }
    g_string_append_printf(words, "%s%s %s", words->len ? " + " : "", term_name(check, side->terms[i]),
                           fact->kind == FACT_BLANK ? "~" : fact->text);
  }
  if (words->len == 0)
    g_string_append(words, _("every part is 0"));
  else if (side->count > 1)
    g_string_append_printf(words, "%s = %s", all ? "" : _(" + the others 0"), dec_format(check->arena, side->sum));
  char *kept = arena_strdup(check->arena, words->str);
  g_string_free(words, TRUE);
  return kept;
}

/* The total that a rule of the form "total = parts" is about, or NULL. */
static struct fact *rule_total(const struct check *check)
{
  const struct form_rule *rule = check->rule;
  const struct form_table *form = check->table->form;
  const size_t lone = rule->left_count == 1 ? rule->left[0] : rule->right_count == 1 ? rule->right[0] : SIZE_MAX;
  if (lone == SIZE_MAX)
    return NULL;
  bool total =
      rule->scope == RULE_EACH_COLUMN ? form->rows[lone].total : form->column_sets[rule->columns].total == lone;
  return total ? term_fact(check, lone) : NULL;
}

static void side_relate(const struct check *check, struct diag *diag, const struct side *side)
{
  for (size_t i = 0; i < side->count; i++) {
    const struct fact *fact = term_fact(check, side->terms[i]);
    const char *name = term_name(check, side->terms[i]);
    if (!term_is_told(check, side, side->terms[i]) || !span_known(fact->span))
      continue;
    if (fact->kind == FACT_BLANK)
      diag_relate(check->diags, diag, fact->span, _("%s is blank"), name);
    else if (fact->written)
      diag_relate(check->diags, diag, fact->span, _("%s is %s"), name, fact->text);
    else
      diag_relate(check->diags, diag, fact->span, _("%s comes to %s"), name, fact->text);
  }
}

static void side_mark(const struct check *check, const struct side *side)
{
  for (size_t i = 0; i < side->count; i++)
    term_fact(check, side->terms[i])->wrong = true;
}

static struct diag *check_complain(const struct check *check, struct span place, const struct side *left,
                                   const struct side *right, const char *difference)
{
  const struct form_table *form = check->table->form;
  const char *left_words = side_words(check, left), *right_words = side_words(check, right);
  if (check->rule->scope == RULE_EACH_COLUMN)
    return diag_add(check->diags, check->rule->code, place,
                    _("In “%1$s”, column “%2$s”, the figures disagree: %3$s, but %4$s; the difference is %5$s."),
                    form->key, form->column_sets[check->rule->columns].items[check->index].name, left_words,
                    right_words, difference);
  return diag_add(check->diags, check->rule->code, place,
                  _("In “%1$s”, row “%2$s”, the figures disagree: %3$s, but %4$s; the difference is %5$s."), form->key,
                  form->rows[check->index].name, left_words, right_words, difference);
}

static void check_report(const struct check *check, struct fact *total, const struct side *left,
                         const struct side *right)
{
  dec difference = {0, 0};
  if (!dec_sub(left->sum, right->sum, &difference))
    difference = (dec){0, 0};
  difference.units = llabs(difference.units);
  struct span place = total ? total->span : term_fact(check, left->terms[0])->span;
  struct diag *diag = check_complain(check, place, left, right, dec_format(check->arena, difference));
  if (total)
    diag_hint(check->diags, diag, _("The rule: %s. A total may be left out; it is computed."), check->rule->words);
  else
    diag_hint(check->diags, diag, _("The rule: %s."), check->rule->words);
  side_relate(check, diag, left);
  side_relate(check, diag, right);
  if (total) {
    total->wrong = true;
  } else {
    side_mark(check, left);
    side_mark(check, right);
  }
}

/* A total written as blank, "-" or "/" is not given: its own rule asks for it, the others pass it over. */
static bool side_lacks_total(const struct check *check, const struct side *side)
{
  const struct form_table *form = check->table->form;
  size_t total = form->column_sets[check->rule->columns].total;
  for (size_t i = 0; i < side->count; i++) {
    const struct fact *fact = term_fact(check, side->terms[i]);
    bool columns = check->rule->scope == RULE_EACH_COLUMN;
    size_t row = columns ? side->terms[i] : check->index, column = columns ? check->index : side->terms[i];
    if ((form->rows[row].total || column == total) && fact->written && fact->kind != FACT_NUMBER)
      return true;
  }
  return false;
}

static void rule_check(const struct check *check)
{
  const struct form_rule *rule = check->rule;
  struct side left = side_add(check, rule->left, rule->left_count);
  struct side right = side_add(check, rule->right, rule->right_count);
  struct fact *total = rule_total(check);
  if (left.absent || right.absent || (!left.any && !right.any) || (total && !total->written))
    return;
  bool lacks = side_lacks_total(check, &left) || side_lacks_total(check, &right);
  if (lacks && !(total && total->kind != FACT_NUMBER))
    return;
  /* A blank, "-" or "/" counts for nothing: beside figures that add up to 0 it is no contradiction (S3 speaks of it).
   */
  if (dec_compare(left.sum, right.sum) != 0)
    check_report(check, total, &left, &right);
}

static void rule_check_all(struct arena *arena, struct diags *diags, struct fact_table *table,
                           const struct form_rule *rule, bool incomplete)
{
  struct check check = {arena, diags, table, rule, 0, incomplete};
  if (rule->scope == RULE_EACH_COLUMN) {
    for (; check.index < table->form->column_sets[rule->columns].count; check.index++)
      rule_check(&check);
    return;
  }
  for (; check.index < table->form->row_count; check.index++)
    if (table->form->rows[check.index].columns == rule->columns)
      rule_check(&check);
}

void check_rules(struct arena *arena, struct diags *diags, struct facts *facts)
{
  for (size_t t = 0; t < facts->count; t++)
    for (size_t i = 0; i < facts->tables[t].form->rule_count; i++)
      rule_check_all(arena, diags, &facts->tables[t], &facts->tables[t].form->rules[i], facts->incomplete);
}
