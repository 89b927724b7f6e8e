/* P1, P2, K1: the figures typed in running text, sentence by sentence. */
#include <glib.h>

#include "figure/prose.h"

/* The last table that a heading speaks of: 依申请公开工作. */
static const struct prose_subject *heading_subject(const struct prose *prose)
{
  const struct prose_subject *subject = NULL;
  for (size_t i = 0; i < prose->tokens.count; i++) {
    const struct prose_token *token = &prose->tokens.items[i];
    if (token->kind == PROSE_TOPIC)
      subject = token->as.subject;
    else if (token->kind == PROSE_ROW && !token->as.name->weak)
      subject = token->as.name->subject;
  }
  return subject;
}

static void check_sentence(struct prose_talk *talk, size_t begin, size_t end)
{
  prose_scan(&talk->prose, &talk->topic, begin, end);
  prose_check_figures(&talk->prose);
  prose_check_parts(&talk->prose);
  prose_check_percents(&talk->prose);
  size_t said = talk->prose.diags->count;
  prose_check_chains(&talk->prose);
  if (talk->prose.diags->count == said) /* a sentence that contradicts itself is not compared, too */
    prose_check_previous(&talk->prose);
}

void prose_check_piece(struct prose_talk *talk, const struct prose_piece *piece)
{
  struct prose *prose = &talk->prose;
  prose->text = &piece->text;
  prose_tokens_read(prose->arena, prose->lexicon, &piece->text, &prose->tokens);
  if (piece->where == PROSE_HEADING) {
    talk->topic = (struct prose_topic){.heading = heading_subject(prose)};
    return;
  }
  prose_check_fees(prose, &talk->fees);
  size_t from = 0;
  for (size_t i = 0; i <= prose->tokens.count; i++) {
    if (i < prose->tokens.count && prose->tokens.items[i].kind != PROSE_STOP)
      continue;
    if (i > from)
      check_sentence(talk, from, i);
    from = i + 1;
  }
}
