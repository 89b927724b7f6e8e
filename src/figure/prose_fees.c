/* P1: a fee that stands in no table, such as that for information: 未收取 in one place and an amount in another. */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "figure/prose.h"

static bool is_money(const struct prose_token *token)
{
  return token->kind == PROSE_NUMBER && (strcmp(token->unit, "元") == 0 || strcmp(token->unit, "万元") == 0);
}

static bool ends_clause(enum prose_kind kind)
{
  return kind == PROSE_COMMA || kind == PROSE_SEMICOLON || kind == PROSE_STOP;
}

static bool speaks_of_fee(const struct prose *prose, uint32_t begin, uint32_t end)
{
  for (size_t i = 0; i < prose->words->fees.count; i++)
    if (prose_find(prose->text, begin, end, prose->words->fees.items[i]) != SIZE_MAX)
      return true;
  return false;
}

static void complain(struct prose *prose, struct prose_fees *fees)
{
  struct diag *diag = diag_add(prose->diags, DIAG_P1, fees->some, _("The text says “%1$s” here and “%2$s” elsewhere."),
                               fees->some_words, fees->none_words);
  diag_hint(prose->diags, diag, _("Correct the one that is wrong."));
  diag_relate(prose->diags, diag, fees->none, _("none was charged"));
  fees->told = true;
}

/* 市政府办公室未收取, and 全市 did: of another body, or of part of the report's own. */
static bool is_of_another(const struct prose *prose, size_t begin, size_t end)
{
  struct prose_clause clause;
  prose_clause_read(prose, begin, end, &clause);
  for (size_t i = begin; i < end; i++)
    if (prose->tokens.items[i].kind == PROSE_LIMIT)
      return true;
  return clause.office;
}

/* 减免信息处理费0元: what was let off or given back is not what was charged. */
static bool is_let_off(const struct prose *prose, size_t begin, size_t end)
{
  static const char *const words[] = {"减免", "免收", "免除", "退还", "退回"};
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
    if (prose_find(prose->text, prose->tokens.items[begin].begin, prose->tokens.items[end - 1].end, words[i]) !=
        SIZE_MAX)
      return true;
  return false;
}

/* A clause about the fee, tokens [begin, end). One that is not plain – of an earlier year, of rules – says nothing. */
static void read_clause(struct prose *prose, struct prose_fees *fees, size_t begin, size_t end)
{
  const struct prose_token *tokens = prose->tokens.items, *amount = NULL;
  bool not = false;
  if (is_of_another(prose, begin, end) || is_let_off(prose, begin, end))
    return;
  for (size_t i = begin; i < end; i++) {
    if (tokens[i].kind == PROSE_EARLIER || tokens[i].kind == PROSE_AGAINST ||
        (tokens[i].kind == PROSE_YEAR && tokens[i].as.year != prose->facts->report->year))
      return;
    not |= tokens[i].kind == PROSE_NOT;
    if (is_money(&tokens[i]))
      amount = amount ? amount : &tokens[i];
  }
  struct span span = prose_span(prose->text, tokens[begin].begin, tokens[end - 1].end);
  const char *words =
      figure_quote(prose->arena, prose_words(prose->arena, prose->text, tokens[begin].begin, tokens[end - 1].end));
  bool none = amount ? amount->value.units == 0 : not ;
  if (none && !fees->none_words) {
    fees->none = span;
    fees->none_words = words;
  } else if (amount && !none && !not &&!fees->some_words) {
    fees->some = prose_span(prose->text, amount->begin, amount->digits_end);
    fees->some_words = words;
  }
}

void prose_check_fees(struct prose *prose, struct prose_fees *fees)
{
  size_t from = 0;
  if (!speaks_of_fee(prose, 0, (uint32_t)prose->text->count))
    return;
  prose->asked = true;
  if (fees->told)
    return;
  for (size_t i = 0; i <= prose->tokens.count; i++) {
    if (i < prose->tokens.count && !ends_clause(prose->tokens.items[i].kind))
      continue;
    if (i > from && speaks_of_fee(prose, prose->tokens.items[from].begin, prose->tokens.items[i - 1].end))
      read_clause(prose, fees, from, i);
    from = i + 1;
  }
  if (fees->none_words && fees->some_words)
    complain(prose, fees);
}
