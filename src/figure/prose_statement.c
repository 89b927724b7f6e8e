/* Statements without a number: that there were none, that all are so. */
#include <glib.h>
#include <string.h>

#include "figure/prose_scan.h"

static void add_statement(struct scan *scan, const struct prose_clause *clause, enum prose_role role, size_t word,
                          size_t end)
{
  struct prose_mention mention = {.role = role, .token = word, .part = SIZE_MAX, .of = SIZE_MAX};
  scan_settle(scan, &(struct prose_clause){.rows = clause->rows, .columns = clause->columns, .joint = clause->joint},
              &mention);
  mention.sure = mention.rows.count && !scan->part && !scan->earlier && !scan->later && !scan->beside;
  mention.begin = scan_token(scan, word)->begin;
  mention.end = scan_token(scan, end - 1)->end;
  for (size_t i = 0; i < scan->prose->mentions.count; i++)
    if (scan->prose->mentions.items[i].role == ROLE_VALUE)
      mention.of = i;
  *ARENA_PUSH(scan->prose->arena, &scan->prose->mentions) = mention;
}

/* 未 before a name that 未 denies; 无 denies any. */
static bool denies(const struct scan *scan, const struct prose_clause *clause, size_t word)
{
  const struct prose_token *token = scan_token(scan, word);
  const char *not = prose_words(scan->prose->arena, scan->prose->text, token->begin, token->end);
  bool exists = strcmp(not, "无") == 0 || strcmp(not, "不存在") == 0 || strcmp(not, "零") == 0;
  bool good = true;
  for (size_t i = 0; i < clause->rows.count; i++)
    good &= !clause->rows.items[i]->weak || clause->rows.items[i]->none || (exists && !clause->rows.items[i]->general);
  for (size_t i = 0; i < clause->columns.count; i++)
    good &= !clause->columns.items[i]->weak || clause->columns.items[i]->none || exists;
  return good;
}

/* 未发生行政复议、行政诉讼: there were none. */
void scan_none(struct scan *scan, size_t begin, size_t end)
{
  size_t word = begin;
  while (word < end && scan_token(scan, word)->kind != PROSE_NOT)
    word++;
  struct prose_clause clause;
  prose_clause_read(scan->prose, word, end, &clause);
  prose_clause_settle(&clause, scan_subject(scan));
  if (!clause.rows.count && !clause.columns.count && clause.topic && clause.topic->whole.is.count && !clause.blurred)
    clause.rows = (struct prose_names){{&clause.topic->whole}, 1};
  if (clause.rows.count + clause.columns.count && denies(scan, &clause, word))
    add_statement(scan, &clause, ROLE_NONE, word, end);
}

/* --- 决算数大于年初预算数 --- */

static bool says(const struct scan *scan, const struct prose_token *token, const char *word)
{
  return prose_find(scan->prose->text, token->begin, token->end, word) != SIZE_MAX;
}

/* What a word says of two figures: the first is more, less, or (*even) the same; false where it says none of that. */
static bool compares(const struct scan *scan, const struct prose_token *token, int *direction)
{
  bool bound = token->kind == PROSE_BOUND;
  *direction = 0;
  if (token->kind == PROSE_OVER || (bound && (says(scan, token, "高于") || says(scan, token, "超"))))
    *direction = 1;
  else if (token->kind == PROSE_UNDER || (bound && says(scan, token, "低于")))
    *direction = -1;
  return *direction || token->kind == PROSE_EVEN;
}

void scan_compared(struct scan *scan, size_t begin, size_t end)
{
  size_t word = SIZE_MAX, plan = SIZE_MAX, actual = SIZE_MAX;
  int direction = 0, found = 0;
  for (size_t i = begin; i < end; i++) {
    enum prose_kind kind = scan_token(scan, i)->kind;
    plan = kind == PROSE_PLAN || kind == PROSE_DRAFT ? i : plan;
    actual = kind == PROSE_ACTUAL ? i : actual;
    if (word == SIZE_MAX && compares(scan, scan_token(scan, i), &found)) {
      word = i;
      direction = found;
    }
  }
  if (word == SIZE_MAX || plan == SIZE_MAX || actual == SIZE_MAX)
    return;
  struct prose_mention mention = {.role = ROLE_COMPARED, .token = word, .part = SIZE_MAX, .of = SIZE_MAX};
  mention.direction = plan < actual ? -direction : direction;
  mention.begin = scan_token(scan, MIN(plan, actual))->begin;
  mention.end = scan_token(scan, MAX(word, MAX(plan, actual)))->end;
  *ARENA_PUSH(scan->prose->arena, &scan->prose->mentions) = mention;
}

/* 均按期答复 is true of what is not due yet, too. */
static bool speaks_of_time(const struct scan *scan, size_t begin, size_t end)
{
  const char *words = prose_words(scan->prose->arena, scan->prose->text, scan_token(scan, begin)->begin,
                                  scan_token(scan, end - 1)->end);
  static const char *const marks[] = {"按", "期", "时", "规", "法"};
  for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
    if (strstr(words, marks[i]))
      return true;
  return false;
}

/* 均获维持: all of what stands before. */
void scan_all(struct scan *scan, size_t begin, size_t end)
{
  size_t word = begin;
  while (word < end && scan_token(scan, word)->kind != PROSE_ALL)
    word++;
  struct prose_clause clause;
  prose_clause_read(scan->prose, word, end, &clause);
  prose_clause_settle(&clause, scan_subject(scan));
  if (clause.rows.count + clause.columns.count && !(clause.rows.count && speaks_of_time(scan, begin, end)))
    add_statement(scan, &clause, ROLE_ALL, word, end);
}
