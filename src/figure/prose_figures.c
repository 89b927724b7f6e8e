/* P1: a figure typed in the prose beside a name the form knows differs from that figure; so do 未收到 beside a figure
 * that is not 0, 均获维持 beside others, and parts that do not make up their whole. */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "figure/prose.h"

static struct span number_span(const struct prose *prose, const struct prose_token *token)
{
  uint32_t end = token->digits_end > token->begin ? token->digits_end : token->end;
  return prose_span(prose->text, token->begin, end);
}

static const char *quote(const struct prose *prose, const struct prose_mention *mention)
{
  return figure_quote(prose->arena, prose_words(prose->arena, prose->text, mention->begin, mention->end));
}

/* "新收 9" or "新收 9 or 新收 9 + 上年结转 2 = 11" */
static const char *values_words(const struct prose *prose, const struct prose_values *values)
{
  GString *words = g_string_new(NULL);
  for (size_t i = 0; i < values->count; i++)
    g_string_append_printf(words, "%s%s", i ? _(" or ") : "", values->items[i].words);
  char *kept = arena_strdup(prose->arena, words->str);
  g_string_free(words, TRUE);
  return kept;
}

static void relate_cells(const struct prose *prose, struct diag *diag, const struct prose_value *value)
{
  if (value->place_name)
    diag_relate(prose->diags, diag, value->place, _("%s is %s"), value->place_name, value->place_text);
  for (size_t i = 0; i < value->cell_count; i++) {
    const struct fact *fact = value->cells[i];
    const char *text = fact->kind == FACT_BLANK ? "~" : fact->text;
    if (fact->written)
      diag_relate(prose->diags, diag, fact->span, _("%s is %s"), value->cell_names[i], text);
    else
      diag_relate(prose->diags, diag, fact->span, _("%s comes to %s"), value->cell_names[i], text);
  }
}

static const char *table_of(const struct prose_mention *mention)
{
  return mention->rows.items[0]->subject->table->key;
}

static bool is_ledger(const struct prose_mention *mention)
{
  return mention->rows.items[0]->subject->table->ledger != NULL;
}

/* What ${…} would print is as the table has it, which may be another unit. */
static void hint(struct prose *prose, struct diag *diag, const struct prose_mention *mention,
                 const struct prose_value *value)
{
  bool number = mention->role == ROLE_VALUE || mention->role == ROLE_PLAN;
  const char *typed = number ? prose_number(prose, mention)->unit : "";
  if (number && value->figures && strcmp(typed, value->unit) == 0)
    diag_hint(prose->diags, diag,
              _("Type ${%s | .%d 千分位} instead of the number: then it is typed once only. If something else is meant "
                "here, say in the sentence what."),
              value->expression, value->number.scale);
  else if (number && !value->figures)
    diag_hint(prose->diags, diag,
              _("Type ${%s} instead of the number: then it is typed once only. If something else is counted here, say "
                "in the sentence what."),
              value->expression);
  else
    diag_hint(prose->diags, diag, _("Correct the sentence or the table."));
}

static void complain(struct prose *prose, const struct prose_mention *mention, struct span place,
                     const struct prose_values *values)
{
  const struct prose_value *first = &values->items[0];
  struct diag *diag =
      is_ledger(mention)
          ? diag_add(prose->diags, DIAG_P1, place, _("The text says “%1$s”, but the tables have %2$s."),
                     quote(prose, mention), values_words(prose, values))
          : diag_add(prose->diags, DIAG_P1, place, _("The text says “%1$s”, but the table “%2$s” has %3$s."),
                     quote(prose, mention), table_of(mention), values_words(prose, values));
  hint(prose, diag, mention, first);
  relate_cells(prose, diag, first);
}

/* An amount of money is compared with money only, a count with counts. */
static bool comparable(const struct prose_token *number, const struct prose_value *value)
{
  bool money =
      strcmp(number->unit, "元") == 0 || strcmp(number->unit, "万元") == 0 || strcmp(number->unit, "亿元") == 0;
  return money == (value->unit != NULL);
}

static bool any_agrees(const struct prose_token *number, const struct prose_values *values)
{
  for (size_t i = 0; i < values->count; i++)
    if (!comparable(number, &values->items[i]) || prose_value_agrees(number, &values->items[i]))
      return true;
  return values->count == 0;
}

static bool is_partial_whole(struct prose *prose, const struct prose_mention *whole)
{
  const struct prose_subject *subject = whole->rows.count ? whole->rows.items[0]->subject : NULL;
  struct prose_values values = {0};
  if (whole->role != ROLE_VALUE || !subject || subject->whole.is.count < 2)
    return false;
  prose_values_find(prose, &(struct prose_names){{&subject->whole}, 1}, &(struct prose_names){{NULL}, 0}, false,
                    &values);
  return values.count > 1 && prose_value_agrees(prose_number(prose, whole), &values.items[0]) &&
         dec_compare(values.items[1].number, values.items[0].number) > 0;
}

/* 收到的100件申请中，已办结95件: of those that came this year. The tables count what came over from last year, too. */
static bool is_of_partial_whole(struct prose *prose, const struct prose_mention *mention)
{
  if (!mention->within || !mention->rows.items[0]->general)
    return false;
  for (const struct prose_mention *whole = prose->mentions.items; whole < mention; whole++)
    if (is_partial_whole(prose, whole) &&
        dec_compare(prose_number(prose, mention)->value, prose_number(prose, whole)->value) < 0)
      return true;
  return false;
}

static void check_value(struct prose *prose, const struct prose_mention *mention)
{
  const struct prose_token *number = prose_number(prose, mention);
  struct prose_values values = {0};
  if (mention->role == ROLE_PLAN)
    prose_values_of_plan(prose, &mention->rows, &values);
  else
    prose_values_find(prose, &mention->rows, &mention->columns, mention->joint, &values);
  if (any_agrees(number, &values) || is_of_partial_whole(prose, mention))
    return;
  if (is_ledger(mention))
    prose_values_order(number, &values);
  complain(prose, mention, number_span(prose, number), &values);
}

/* 均为1件: each of the rows. */
static void check_every(struct prose *prose, const struct prose_mention *mention)
{
  const struct prose_token *number = prose_number(prose, mention);
  for (size_t i = 0; i < mention->rows.count; i++) {
    struct prose_values values = {0};
    prose_values_find(prose, &(struct prose_names){{mention->rows.items[i]}, 1}, &mention->columns, false, &values);
    if (any_agrees(number, &values))
      continue;
    complain(prose, mention, number_span(prose, number), &values);
    return;
  }
}

static bool any_is_zero(const struct prose_values *values)
{
  for (size_t i = 0; i < values->count; i++)
    if (values->items[i].number.units == 0)
      return true;
  return values->count == 0;
}

static bool is_typed(const struct prose_text *text, uint32_t begin, uint32_t end)
{
  for (uint32_t i = begin; i < end; i++)
    if (!text->items[i].typed)
      return false;
  return begin < end;
}

/* 未发生行政复议、行政诉讼: each of them is 0. */
static void check_none(struct prose *prose, const struct prose_mention *mention)
{
  if (!is_typed(prose->text, mention->begin, mention->end))
    return;
  for (size_t i = 0; i < mention->rows.count; i++) {
    struct prose_values values = {0};
    prose_values_find(prose, &(struct prose_names){{mention->rows.items[i]}, 1}, &mention->columns, false, &values);
    if (any_is_zero(&values))
      continue;
    complain(prose, mention, prose_span(prose->text, mention->begin, mention->end), &values);
    return;
  }
}

static dec greatest(const struct prose_values *values)
{
  dec most = {0, 0};
  for (size_t i = 0; i < values->count; i++)
    most = dec_compare(values->items[i].number, most) > 0 ? values->items[i].number : most;
  return most;
}

/* The number of things of which 均 speaks: that of the sentence, or the rows' own; false where it is not known. */
static bool whole_of(struct prose *prose, const struct prose_mention *mention, dec *out)
{
  struct prose_values values = {0};
  if (mention->of != SIZE_MAX) {
    const struct prose_mention *before = &prose->mentions.items[mention->of];
    const struct prose_token *number = prose_number(prose, before);
    if (!before->sure || number->how != PROSE_EXACT)
      return false;
    prose_values_find(prose, &before->rows, &before->columns, before->joint, &values);
    *out = number->value;
    return before->rows.items[0]->subject == mention->rows.items[0]->subject && any_agrees(number, &values);
  }
  if (!mention->columns.count)
    return false;
  prose_values_find(prose, &mention->rows, &(struct prose_names){{NULL}, 0}, mention->joint, &values);
  *out = values.count ? values.items[0].number : (dec){0, 0};
  return values.count > 0;
}

/* n, all of them so: then at least n are so. */
static void check_all(struct prose *prose, const struct prose_mention *mention)
{
  dec whole;
  struct prose_values values = {0};
  if (!is_typed(prose->text, mention->begin, mention->end) || !whole_of(prose, mention, &whole))
    return;
  prose_values_find(prose, &mention->rows, &mention->columns, mention->joint, &values);
  if (values.count && dec_compare(greatest(&values), whole) < 0)
    complain(prose, mention, prose_span(prose->text, mention->begin, mention->end), &values);
}

void prose_check_figures(struct prose *prose)
{
  for (size_t i = 0; i < prose->mentions.count; i++) {
    const struct prose_mention *mention = &prose->mentions.items[i];
    if (!mention->sure)
      continue;
    if (mention->role == ROLE_NONE)
      check_none(prose, mention);
    else if (mention->role == ROLE_ALL)
      check_all(prose, mention);
    else if (mention->role == ROLE_COMPARED)
      continue;
    else if (prose_number(prose, mention)->typed && mention->every)
      check_every(prose, mention);
    else if (prose_number(prose, mention)->typed)
      check_value(prose, mention);
  }
}

/* --- parts --- */

/* The parts of one kind that stand behind one whole. */
struct division {
  const struct prose_mention *whole;
  const struct prose_mention *typed; /* a part, or the whole, that was typed */
  size_t part, count;
  unsigned depth;
  dec sum;
  bool good;
  GString *words;
};

static void division_add(struct prose *prose, struct division *division, const struct prose_mention *mention)
{
  const struct prose_token *number = prose_number(prose, mention);
  division->good &=
      number->how == PROSE_EXACT && !mention->each && dec_add(division->sum, number->value, &division->sum);
  division->count++;
  if (number->typed)
    division->typed = mention;
  g_string_append_printf(division->words, "%s%s", division->words->len ? " + " : "",
                         dec_format(prose->arena, number->value));
}

/* The whole may be told with what came over from last year and its parts without. */
static bool is_a_whole(struct prose *prose, const struct division *division)
{
  struct prose_values values = {0};
  const struct prose_token *number = prose_number(prose, division->whole);
  if (dec_compare(number->value, division->sum) == 0 || number->how != PROSE_EXACT)
    return true;
  prose_values_find(prose, &division->whole->rows, &division->whole->columns, division->whole->joint, &values);
  for (size_t i = 0; i < values.count; i++)
    if (dec_compare(values.items[i].number, division->sum) == 0)
      return true;
  return false;
}

static void division_check(struct prose *prose, const struct division *division)
{
  if (!division->good || division->count < 2 || !division->typed || is_a_whole(prose, division))
    return;
  const struct prose_token *whole = prose_number(prose, division->whole);
  struct diag *diag =
      diag_add(prose->diags, DIAG_P1, number_span(prose, prose_number(prose, division->typed)),
               _("The parts add up to %1$s = %2$s, but the whole before them is %3$s."), division->words->str,
               dec_format(prose->arena, division->sum), dec_format(prose->arena, whole->value));
  diag_hint(prose->diags, diag, _("Correct the part that is wrong, or the whole."));
  diag_relate(prose->diags, diag, number_span(prose, whole), _("the whole"));
}

static const struct prose_mention *whole_before(const struct prose *prose, size_t part)
{
  for (size_t i = part; i-- > 0;) {
    const struct prose_mention *mention = &prose->mentions.items[i];
    if (mention->role == ROLE_VALUE && mention->part == SIZE_MAX && mention->rows.count && mention->sure)
      return mention;
    if (mention->role == ROLE_VALUE && mention->part == SIZE_MAX)
      return NULL;
  }
  return NULL;
}

void prose_check_parts(struct prose *prose)
{
  for (size_t i = 0; i < prose->mentions.count;) {
    const struct prose_mention *first = &prose->mentions.items[i];
    struct division division = {.part = first->part, .depth = first->depth, .good = true};
    if (first->part == SIZE_MAX || !(division.whole = whole_before(prose, i))) {
      i++;
      continue;
    }
    division.words = g_string_new(NULL);
    for (; i < prose->mentions.count; i++) {
      const struct prose_mention *mention = &prose->mentions.items[i];
      if (mention->role == ROLE_PERCENT || mention->depth > division.depth)
        continue;
      if (mention->part != division.part || mention->role != ROLE_VALUE)
        break;
      division_add(prose, &division, mention);
    }
    division_check(prose, &division);
    g_string_free(division.words, TRUE);
  }
}
