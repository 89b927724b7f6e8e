/* K1: what the prose says of last year, and of what has changed since, against last year's report (`previous`). Of
 * ledgers only: of the other forms' figures the same words mean too many things. */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "figure/prose.h"

/* A figure of this year's tables and last year's; what differs between them. */
struct change {
  struct prose_value now, before;
  dec difference;
};

static bool change_read(struct prose *prose, const struct prose_sum *sum, struct change *out)
{
  return prose_value_of_ledger(prose, prose->facts, sum, &out->now) &&
         prose_value_of_ledger(prose, prose->facts->previous, sum, &out->before) &&
         strcmp(out->now.unit, out->before.unit) == 0 && dec_sub(out->now.number, out->before.number, &out->difference);
}

/* Each of the two was rounded; the difference of what was not may be one more or less at the last decimal. */
static bool change_agrees(const struct prose_token *number, int direction, const struct change *change)
{
  struct prose_value value = change->now;
  value.number = change->difference;
  value.number.units *= direction;
  value.figures = 2;
  value.slack = ratio_from_dec((dec){1, value.number.scale});
  return !number->unit[0] || prose_value_agrees(number, &value);
}

static bool percent_agrees(const struct prose_token *percent, int direction, const struct change *change)
{
  ratio rate, hundred = {100 * direction, 1}, off, allowed = ratio_from_dec((dec){1, percent->value.scale});
  if (change->before.number.units <= 0 ||
      !ratio_div(ratio_from_dec(change->difference), ratio_from_dec(change->before.number), &rate) ||
      !ratio_mul(rate, hundred, &rate) || !ratio_sub(rate, ratio_from_dec(percent->value), &off))
    return true;
  off.num = off.num < 0 ? -off.num : off.num;
  return !ratio_sub(off, allowed, &off) || off.num <= 0;
}

static void complain(struct prose *prose, const struct prose_mention *mention, const struct change *change)
{
  const struct prose_token *number = prose_number(prose, mention);
  uint32_t end = number->digits_end > number->begin ? number->digits_end : number->end;
  const char *words = figure_quote(prose->arena, prose_words(prose->arena, prose->text, mention->begin, mention->end));
  struct diag *diag =
      mention->role == ROLE_EARLIER
          ? diag_add(prose->diags, DIAG_K1, prose_span(prose->text, number->begin, end),
                     _("The text says “%1$s”, but last year's report has %2$s."), words, change->before.words)
          : diag_add(prose->diags, DIAG_K1, prose_span(prose->text, number->begin, end),
                     _("The text says “%1$s”, but last year's report has %2$s and this year's %3$s."), words,
                     change->before.words, change->now.words);
  diag_hint(prose->diags, diag, _("Look up last year's report, and correct the figure that is wrong."));
}

static bool agrees(const struct prose_token *number, const struct prose_mention *mention, const struct change *change)
{
  if (mention->role == ROLE_EARLIER)
    return prose_value_agrees(number, &change->before);
  return mention->role == ROLE_CHANGE ? change_agrees(number, mention->direction, change)
                                      : percent_agrees(number, mention->direction, change);
}

static void check_mention(struct prose *prose, const struct prose_mention *mention, const struct prose_sums *sums)
{
  const struct prose_token *number = prose_number(prose, mention);
  struct change first = {0};
  bool any = false;
  for (size_t i = 0; i < sums->count; i++) {
    struct change change;
    if (!change_read(prose, &sums->items[i], &change))
      continue;
    if (agrees(number, mention, &change))
      return;
    first = any ? first : change;
    any = true;
  }
  if (any)
    complain(prose, mention, &first);
}

/* Its own row; or that of the figure before it: 收入总计100万元，比上年增加5万元，增长5.3%. */
static const struct prose_name *row_of(const struct prose *prose, size_t index)
{
  const struct prose_mention *mention = &prose->mentions.items[index];
  bool bare = mention->rows.count == 0 && mention->plain && mention->role != ROLE_EARLIER;
  while (bare && index > 0 && (mention->role == ROLE_CHANGE || mention->role == ROLE_PERCENT))
    mention = &prose->mentions.items[--index];
  bool good = mention->known && mention->rows.count == 1 && !mention->columns.count &&
              (!bare || mention->role == ROLE_VALUE || mention->role == ROLE_CHANGE);
  return good && mention->rows.items[0]->subject->table->ledger ? mention->rows.items[0] : NULL;
}

static bool is_of_last_year(const struct prose *prose, const struct prose_mention *mention)
{
  bool role =
      mention->role == ROLE_EARLIER ||
      (mention->direction && (mention->role == ROLE_CHANGE || (mention->role == ROLE_PERCENT && !mention->share)));
  return role && mention->last && prose_number(prose, mention)->typed &&
         prose_number(prose, mention)->how == PROSE_EXACT;
}

/* Last year's tables are the same ones: names are looked up where they stand in this year's form. */
static bool comparable(const struct facts *facts)
{
  const struct facts *last = facts->previous;
  return last && last->form == facts->form && last->report->year == facts->report->year - 1;
}

void prose_check_previous(struct prose *prose)
{
  if (!comparable(prose->facts))
    return;
  for (size_t i = 0; i < prose->mentions.count; i++) {
    const struct prose_mention *mention = &prose->mentions.items[i];
    const struct prose_name *row = is_of_last_year(prose, mention) ? row_of(prose, i) : NULL;
    if (row)
      check_mention(prose, mention, &row->is);
  }
}
