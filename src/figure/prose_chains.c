/* K1: figures of several years in the prose that do not chain: 2024年10件、2025年12件，增加3件; and what came over from
 * last year plus what is new against their sum. */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "figure/prose.h"

static bool exact_pair(const struct prose *prose, const struct prose_mention *a, const struct prose_mention *b)
{
  const struct prose_token *left = prose_number(prose, a), *right = prose_number(prose, b);
  return strcmp(left->unit, right->unit) == 0 && left->how == PROSE_EXACT && right->how == PROSE_EXACT;
}

static const struct prose_mention *nearest(const struct prose *prose, size_t index, enum prose_role role)
{
  const struct prose_mention *change = &prose->mentions.items[index], *found = NULL;
  for (size_t i = 0; i < prose->mentions.count; i++) {
    const struct prose_mention *other = &prose->mentions.items[i];
    if (other->role == role && (i < index || !found) &&
        (change->role == ROLE_PERCENT || exact_pair(prose, other, change)))
      found = other;
  }
  return found;
}

/* now − before, as the direction of the change has it. */
static bool difference_of(const struct prose *prose, const struct prose_mention *now,
                          const struct prose_mention *before, int direction, dec *out)
{
  if (!dec_sub(prose_number(prose, now)->value, prose_number(prose, before)->value, out))
    return false;
  out->units *= direction;
  return true;
}

static bool any_pair_gives(const struct prose *prose, const struct prose_mention *change)
{
  dec difference;
  for (const struct prose_mention *now = prose->mentions.items; now < prose->mentions.items + prose->mentions.count;
       now++) {
    for (const struct prose_mention *before = prose->mentions.items;
         before < prose->mentions.items + prose->mentions.count; before++) {
      bool years =
          (now->role == ROLE_VALUE || now->role == ROLE_EARLIER) && before->role == ROLE_EARLIER && now != before;
      if (years && difference_of(prose, now, before, change->direction, &difference) &&
          dec_compare(difference, prose_number(prose, change)->value) == 0)
        return true;
    }
  }
  return false;
}

static void complain_change(struct prose *prose, const struct prose_mention *change, const struct prose_mention *now,
                            const struct prose_mention *before)
{
  const struct prose_token *number = prose_number(prose, change);
  struct arena *arena = prose->arena;
  struct diag *diag = diag_add(prose->diags, DIAG_K1, prose_span(prose->text, number->begin, number->end),
                               _("The text says “%1$s”, but the figures of the two years are %2$s and %3$s."),
                               prose_words(arena, prose->text, change->begin, change->end),
                               dec_format(arena, prose_number(prose, before)->value),
                               dec_format(arena, prose_number(prose, now)->value));
  diag_hint(prose->diags, diag, _("Look up last year's report, and correct the figure that is wrong."));
}

static void check_change(struct prose *prose, size_t index)
{
  const struct prose_mention *change = &prose->mentions.items[index];
  const struct prose_mention *now = nearest(prose, index, ROLE_VALUE), *before = nearest(prose, index, ROLE_EARLIER);
  if (now && before && !any_pair_gives(prose, change))
    complain_change(prose, change, now, before);
}

/* 增长 where the figures fall. */
static void check_direction(struct prose *prose, size_t index)
{
  const struct prose_mention *change = &prose->mentions.items[index];
  const struct prose_mention *now = nearest(prose, index, ROLE_VALUE), *before = nearest(prose, index, ROLE_EARLIER);
  size_t values = 0;
  dec difference;
  for (size_t i = 0; i < prose->mentions.count; i++)
    values += prose->mentions.items[i].role == ROLE_VALUE || prose->mentions.items[i].role == ROLE_EARLIER;
  if (now && before && values == 2 && exact_pair(prose, now, before) &&
      difference_of(prose, now, before, change->direction, &difference) && difference.units < 0)
    complain_change(prose, change, now, before);
}

/* --- 上年结转 + 新收 = 共 --- */

static bool is_row(const struct prose_mention *mention, const struct form_table *table, size_t row)
{
  if (mention->role != ROLE_VALUE || !mention->sure || mention->rows.count != 1 || mention->columns.count)
    return false;
  const struct prose_name *name = mention->rows.items[0];
  const struct prose_sum *sum = &name->is.items[0];
  return name->subject->table == table && sum->count == 1 && strcmp(sum->terms[0], table->rows[row].path) == 0;
}

static const struct prose_mention *mention_of_row(const struct prose *prose, size_t end, const struct form_table *table,
                                                  size_t row)
{
  for (size_t i = 0; i < end; i++)
    if (is_row(&prose->mentions.items[i], table, row))
      return &prose->mentions.items[i];
  return NULL;
}

static void complain_sum(struct prose *prose, const struct prose_mention *total, dec left, dec right, dec sum)
{
  const struct prose_token *number = prose_number(prose, total);
  struct arena *arena = prose->arena;
  struct diag *diag = diag_add(prose->diags, DIAG_K1, prose_span(prose->text, number->begin, number->end),
                               _("The text says “%1$s”, but %2$s and %3$s make %4$s."),
                               prose_words(arena, prose->text, total->begin, total->end), dec_format(arena, left),
                               dec_format(arena, right), dec_format(arena, sum));
  diag_hint(prose->diags, diag, _("Correct the sum, or the figure that is wrong."));
}

static void check_sum_of(struct prose *prose, size_t index, const struct form_table *table,
                         const struct form_rule *rule)
{
  const struct prose_mention *left = mention_of_row(prose, index, table, rule->left[0]);
  const struct prose_mention *right = mention_of_row(prose, index, table, rule->left[1]);
  const struct prose_mention *total = &prose->mentions.items[index];
  dec sum;
  if (!left || !right || !exact_pair(prose, left, right) || !exact_pair(prose, left, total) ||
      !dec_add(prose_number(prose, left)->value, prose_number(prose, right)->value, &sum) ||
      dec_compare(sum, prose_number(prose, total)->value) == 0)
    return;
  complain_sum(prose, total, prose_number(prose, left)->value, prose_number(prose, right)->value, sum);
}

static void check_sum(struct prose *prose, size_t index)
{
  const struct form *form = prose->facts->form;
  for (size_t t = 0; t < form->table_count; t++)
    for (size_t r = 0; r < form->tables[t].rule_count; r++) {
      const struct form_rule *rule = &form->tables[t].rules[r];
      if (rule->code == DIAG_C1 && rule->scope == RULE_EACH_COLUMN && rule->left_count == 2)
        check_sum_of(prose, index, &form->tables[t], rule);
    }
}

/* --- 决算数大于年初预算数 --- */

/* The plan and what came of it stand side by side before it, and nothing else is between. */
static bool find_planned(const struct prose *prose, size_t index, const struct prose_mention **plan,
                         const struct prose_mention **actual)
{
  while (index > 0 && prose->mentions.items[index - 1].role == ROLE_PERCENT)
    index--;
  if (index < 2)
    return false;
  const struct prose_mention *first = &prose->mentions.items[index - 2], *second = first + 1;
  *plan = first->role == ROLE_PLAN ? first : second;
  *actual = first->role == ROLE_PLAN ? second : first;
  return (*plan)->role == ROLE_PLAN && (*actual)->role == ROLE_VALUE && exact_pair(prose, first, second);
}

static void check_compared(struct prose *prose, const struct prose_mention *said, size_t index)
{
  const struct prose_mention *plan, *actual;
  if (!find_planned(prose, index, &plan, &actual))
    return;
  const struct prose_token *before = prose_number(prose, plan), *now = prose_number(prose, actual);
  int found = dec_compare(now->value, before->value);
  if ((found > 0) - (found < 0) == said->direction || !(before->typed || now->typed))
    return;
  struct arena *arena = prose->arena;
  struct diag *diag = diag_add(prose->diags, DIAG_K1, prose_span(prose->text, said->begin, said->end),
                               _("The text says “%1$s”, but %2$s was planned and %3$s came of it."),
                               prose_words(arena, prose->text, said->begin, said->end),
                               dec_format(arena, before->value), dec_format(arena, now->value));
  diag_hint(prose->diags, diag, _("Correct the sentence, or the figure that is wrong."));
}

void prose_check_chains(struct prose *prose)
{
  for (size_t i = 0; i < prose->mentions.count; i++) {
    const struct prose_mention *mention = &prose->mentions.items[i];
    if (mention->role == ROLE_COMPARED)
      check_compared(prose, mention, i);
    bool number = mention->role != ROLE_NONE && mention->role != ROLE_ALL && mention->role != ROLE_COMPARED;
    const struct prose_token *token = number ? prose_number(prose, mention) : NULL;
    if (!token || !token->typed || token->how != PROSE_EXACT || mention->each)
      continue;
    if (mention->role == ROLE_CHANGE && mention->direction)
      check_change(prose, i);
    else if (mention->role == ROLE_PERCENT && mention->direction && !mention->rate && !mention->share)
      check_direction(prose, i);
    else if (mention->role == ROLE_VALUE && mention->total && mention->plain && !mention->rows.count)
      check_sum(prose, i);
  }
}
