/* A sentence from left to right: which rows and columns each of its numbers is of. What a clause leaves unsaid – the
 * table, the row, the year – is taken from the one before it. */
#include <glib.h>

#include "figure/prose_scan.h"

#define MENTIONS_MAX 200u /* of one sentence: beyond, it is a list that no one reads as prose */

static bool ends_clause(const struct scan *scan, size_t i, bool numbered)
{
  enum prose_kind kind = scan_token(scan, i)->kind;
  return kind == PROSE_COMMA || kind == PROSE_SEMICOLON || kind == PROSE_COLON || kind == PROSE_OPEN ||
         kind == PROSE_CLOSE || (kind == PROSE_AND && numbered);
}

static bool all_kinds(const struct scan *scan, size_t begin, size_t end, const enum prose_kind *kinds, size_t count)
{
  for (size_t i = begin; i < end; i++) {
    bool among = false;
    for (size_t k = 0; k < count; k++)
      among |= scan_token(scan, i)->kind == kinds[k];
    if (!among)
      return false;
  }
  return true;
}

static const enum prose_kind plain_kinds[] = {PROSE_ROW,  PROSE_COLUMN, PROSE_TOPIC, PROSE_FILL, PROSE_SUM,
                                              PROSE_SELF, PROSE_NOT,    PROSE_ALL,   PROSE_NOW,  PROSE_YEAR,
                                              PROSE_AND,  PROSE_OF,     PROSE_FOR};

/* A clause without a number: what it names is what the next one may be of. */
static void scan_plain(struct scan *scan, size_t begin, size_t end)
{
  for (size_t i = begin; i < end; i++)
    scan_take(scan, i);
  if (scan->silent)
    return;
  struct prose_clause clause;
  prose_clause_read(scan->prose, begin, end, &clause);
  bool plain = begin < end && all_kinds(scan, begin, end, plain_kinds, G_N_ELEMENTS(plain_kinds));
  if (plain && clause.not &&!clause.all)
    scan_none(scan, begin, end);
  else if (plain && clause.all && !clause.not )
    scan_all(scan, begin, end);
  scan_compared(scan, begin, end);
  prose_clause_settle(&clause, scan_subject(scan));
  if (clause.rows.count && !clause.stray) {
    scan->pending = clause.rows;
    scan->joint = clause.joint;
  }
}

/* A bracket goes on with the words before it: 比2024年（90件）增长. */
static bool goes_on(const struct scan *scan, size_t begin)
{
  enum prose_kind before = begin > 0 ? scan_token(scan, begin - 1)->kind : PROSE_STOP;
  return before == PROSE_OPEN || before == PROSE_CLOSE;
}

static void scan_clause(struct scan *scan, size_t begin, size_t end)
{
  if (!goes_on(scan, begin))
    scan->beside = scan->against = false;
  size_t from = begin;
  bool numbered = false;
  for (size_t i = begin; i < end; i++) {
    if (!scan_is_number(scan, i) || i < from)
      continue;
    size_t limit = i + 1;
    while (limit < end && !scan_is_number(scan, limit))
      limit++;
    from = scan_number(scan, from, i, limit);
    numbered = true;
  }
  if (!numbered)
    scan_plain(scan, begin, end);
  else
    for (size_t i = from; i < end; i++)
      scan_take(scan, i);
}

/* …3件，均与信息公开无关: nothing of the sentence is in the tables. */
static bool stands_apart(const struct prose *prose, size_t begin, size_t end)
{
  for (size_t i = begin; i < end; i++)
    if (prose->tokens.items[i].kind == PROSE_APART)
      return true;
  return false;
}

static bool says_any(const struct prose *prose, const struct prose_words *words, size_t begin, size_t end)
{
  for (size_t i = 0; i < words->count; i++)
    if (prose_find(prose->text, begin, end, words->items[i]) != SIZE_MAX)
      return true;
  return false;
}

/* Where the words between two semicolons begin that hold token `at`. */
static size_t part_begin(const struct prose *prose, size_t begin, size_t at)
{
  while (at > begin && prose->tokens.items[at - 1].kind != PROSE_SEMICOLON)
    at--;
  return prose->tokens.items[at].begin;
}

/* 行政复议46件，其中涉及信息公开的3件: the 46 are all of the body's, whatever they are about. */
static void doubt_wider(struct prose *prose, const struct prose_topic *topic, size_t begin, size_t end)
{
  size_t to = begin < end ? prose->tokens.items[end - 1].end : 0;
  for (size_t i = 0; i < prose->mentions.count; i++) {
    struct prose_mention *mention = &prose->mentions.items[i];
    const struct prose_subject *subject = mention->rows.count ? mention->rows.items[0]->subject : NULL;
    if (mention->role == ROLE_VALUE && subject && subject != topic->heading &&
        says_any(prose, &subject->narrows, mention->end, to) &&
        !says_any(prose, &subject->narrows, part_begin(prose, begin, mention->token), mention->end))
      mention->sure = mention->plain = false;
  }
}

static bool is_silent(const struct prose *prose, size_t begin, size_t end)
{
  for (size_t i = begin; i < end; i++) {
    enum prose_kind kind = prose->tokens.items[i].kind;
    if (kind == PROSE_NUMBER || kind == PROSE_PERCENT || kind == PROSE_NOT || kind == PROSE_ALL)
      return false;
  }
  return true;
}

void prose_scan(struct prose *prose, struct prose_topic *topic, size_t begin, size_t end)
{
  struct scan scan = {.prose = prose,
                      .topic = topic,
                      .silent = is_silent(prose, begin, end),
                      .part = stands_apart(prose, begin, end)},
              outside = scan;
  prose->mentions.count = 0;
  size_t from = begin;
  bool numbered = false;
  for (size_t i = begin; i <= end && prose->mentions.count < MENTIONS_MAX; i++) {
    if (i < end && !ends_clause(&scan, i, numbered)) {
      numbered |= scan_is_number(&scan, i);
      continue;
    }
    scan_clause(&scan, from, i);
    from = i + 1;
    numbered = false;
    if (i < end && scan_token(&scan, i)->kind == PROSE_OPEN) {
      outside = scan;
      scan.depth = 1;
    } else if (i < end && scan_token(&scan, i)->kind == PROSE_CLOSE) {
      scan = outside;
    }
  }
  doubt_wider(prose, topic, begin, end);
}
