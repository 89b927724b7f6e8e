/* One number of a clause: its rows and columns, its role, and whether all of that is sure. */
#include <glib.h>
#include <string.h>

#include "figure/prose_scan.h"

static bool has(const struct scan *scan, size_t begin, size_t end, enum prose_kind kind)
{
  for (size_t i = begin; i < end; i++)
    if (scan_token(scan, i)->kind == kind)
      return true;
  return false;
}

/* Tokens behind a number that may name it: up to what is not known. 4件予以公开. */
static size_t names_behind(const struct scan *scan, size_t number, size_t end)
{
  size_t i = number + 1;
  for (; i < end; i++) {
    enum prose_kind kind = scan_token(scan, i)->kind;
    if (kind == PROSE_UNKNOWN || kind == PROSE_OTHER || kind == PROSE_LIMIT || kind == PROSE_AMONG ||
        kind == PROSE_SHARE || kind == PROSE_AGAINST || kind == PROSE_UP || kind == PROSE_DOWN || kind == PROSE_SUM)
      break;
  }
  return i;
}

/* 12件信访: the thing counted stands behind the number, and is none of ours. */
static bool counts_other(const struct scan *scan, size_t number, size_t end)
{
  if (number + 1 >= end)
    return false;
  enum prose_kind kind = scan_token(scan, number + 1)->kind;
  return kind == PROSE_UNKNOWN || kind == PROSE_OTHER;
}

/* 1起行政诉讼案件二审改判: of all, those to which that happened. */
static bool goes_on_strangely(const struct scan *scan, size_t behind, size_t end)
{
  enum prose_kind kind = behind < end ? scan_token(scan, behind)->kind : PROSE_STOP;
  return kind == PROSE_UNKNOWN || kind == PROSE_LIMIT;
}

static bool words_have(const struct prose_words *words, const char *word)
{
  for (size_t i = 0; i < words->count; i++)
    if (strcmp(words->items[i], word) == 0)
      return true;
  return false;
}

static bool unit_fits(const struct prose_mention *mention, const char *unit)
{
  for (size_t i = 0; i < mention->rows.count; i++) {
    const struct prose_name *row = mention->rows.items[i];
    g_assert(row);
    bool amount = strcmp(unit, "元") == 0 || strcmp(unit, "万元") == 0 || strcmp(unit, "亿元") == 0;
    if (unit[0] && !amount && (!words_have(&row->subject->units, unit) || words_have(&row->except, unit)))
      return false;
  }
  return true;
}

static enum prose_role role_of(const struct scan *scan, const struct prose_clause *clause,
                               const struct prose_token *token, bool moved)
{
  if (token->kind == PROSE_PERCENT)
    return ROLE_PERCENT;
  if (moved)
    return ROLE_CHANGE;
  if (clause->plan || clause->draft)
    return ROLE_PLAN;
  return scan->earlier || scan->beside ? ROLE_EARLIER : ROLE_VALUE;
}

/* A row of several columns without a total says nothing without its column: 规章1件 behind 制发…5件. */
static bool needs_column(const struct prose_name *row)
{
  const struct form_table *table = row->subject->table;
  const struct form_row *first = row->is.count ? form_row(table, row->is.items[0].terms[0]) : NULL;
  const struct form_columns *columns = first ? &table->column_sets[first->columns] : NULL;
  return columns && columns->count > 1 && columns->total == SIZE_MAX && !row->column;
}

static bool names_speak_of(const struct prose_names *names, const struct prose_subject *subject)
{
  return names->count && names->items[0]->subject == subject;
}

/* The rows and columns of a number, as far as the clause names them. */
void scan_settle(const struct scan *scan, struct prose_clause *clause, struct prose_mention *mention)
{
  const struct prose_subject *subject = scan_subject(scan);
  prose_clause_settle(clause, subject);
  mention->rows = clause->rows;
  mention->columns = clause->columns;
  mention->joint = clause->joint;
  if (clause->rows.count && !clause->columns.count && needs_column(clause->rows.items[0]) &&
      names_speak_of(&scan->columns, clause->rows.items[0]->subject))
    mention->columns = scan->columns;
  if (clause->rows.count || !clause->columns.count)
    return;
  const struct prose_subject *of = clause->columns.items[0]->subject;
  const struct prose_names *rows = scan->pending.count ? &scan->pending : &scan->rows;
  if (names_speak_of(rows, of)) {
    mention->rows = *rows;
    mention->joint = clause->joint || scan->joint;
  } else if (of->whole.is.count && subject == of) {
    mention->rows = (struct prose_names){{&of->whole}, 1};
  }
}

/* 对18件申请收取费用: those to which something was done are some of all. */
static bool is_object(const struct scan *scan, size_t number)
{
  static const uint32_t prepositions[] = {0x5BF9, 0x5C31, 0x5411, 0x5C06, 0x628A}; /* 对 就 向 将 把 */
  uint32_t begin = scan_token(scan, number)->begin;
  for (size_t i = 0; begin > 0 && i < G_N_ELEMENTS(prepositions); i++)
    if (scan->prose->text->items[begin - 1].code == prepositions[i])
      return true;
  return false;
}

/* 政府信息公开申请12件; 行政复议方面，共发生3件. */
static void settle_bare(const struct scan *scan, const struct prose_clause *clause, struct prose_mention *mention)
{
  if (mention->rows.count || mention->columns.count || clause->stray || clause->rate)
    return;
  if (clause->topic && clause->topic->whole.is.count && !clause->of && !scan->among && clause->part == SIZE_MAX &&
      !is_object(scan, mention->token))
    mention->rows = (struct prose_names){{&clause->topic->whole}, 1};
  else if (!clause->topic && scan->pending.count && !scan->among && clause->part == SIZE_MAX)
    mention->rows = scan->pending;
}

/* 完成预算100万元的84%: the plan that stands right before the percentage; or NULL. */
static const struct prose_mention *plan_before(const struct scan *scan, size_t percent)
{
  const struct prose_mentions *mentions = &scan->prose->mentions;
  const struct prose_mention *last = mentions->count ? &mentions->items[mentions->count - 1] : NULL;
  bool of = last && last->role == ROLE_PLAN && last->token + 2 == percent &&
            scan_token(scan, last->token + 1)->kind == PROSE_OF;
  return of ? last : NULL;
}

/* 年初预算为100万元，支出决算为99万元: what came of it is of the same row. */
static void settle_plan(const struct scan *scan, const struct prose_clause *clause, struct prose_mention *mention)
{
  bool percent = mention->role == ROLE_PERCENT;
  const struct prose_mention *last = plan_before(scan, mention->token);
  bool of_number = percent && last;
  mention->planned = of_number || (percent && (clause->plan || clause->draft));
  mention->draft = of_number ? last->draft : clause->draft;
  if (!mention->rows.count && (clause->actual || mention->role == ROLE_PLAN))
    mention->rows = scan->pending.count ? scan->pending : scan->rows;
}

/* Figures of money by the same names are everybody's: a school's, or those of a project that is being assessed. */
static bool is_somebodys(const struct scan *scan, const struct prose_mention *mention)
{
  const struct prose_name *row = mention->rows.items[0];
  g_assert(row);
  return scan->aside && row->subject->table->ledger;
}

/* 某校收入总计100万元，支出总计90万元: what stands before the name goes on behind the comma. */
static bool has_owner(const struct prose_clause *clause, const struct prose_mention *mention)
{
  return mention->rows.count && mention->rows.items[0]->subject->table->ledger && clause->stray && !clause->dirty;
}

/* 基本支出、项目支出分别增加; but 收、支总计各增加, which is one name. */
static bool is_one_of_each(const struct prose_clause *clause, const struct prose_mention *mention)
{
  return clause->each && (mention->role != ROLE_CHANGE || mention->rows.count > 1);
}

/* 购置公务用车1辆: where the talk is of money, things that are counted do not turn it. */
static bool is_beside_money(const struct scan *scan, const struct prose_token *number)
{
  const struct prose_subject *subject = scan_subject(scan);
  return subject && subject->table->ledger && !g_str_has_suffix(number->unit, "元");
}

static bool is_known(const struct scan *scan, const struct prose_clause *clause, const struct prose_mention *mention,
                     bool other)
{
  bool bare = mention->rows.count && mention->rows.items[0] == (clause->topic ? &clause->topic->whole : NULL);
  return mention->rows.count && !clause->dirty && !(bare && clause->blurred) && !clause->stray && !scan->part &&
         !scan->later && !clause->not &&!is_one_of_each(clause, mention) && !is_somebodys(scan, mention) && !other &&
         clause->part == SIZE_MAX && !clause->rate && unit_fits(mention, scan_token(scan, mention->token)->unit);
}

static void remember(struct scan *scan, const struct prose_clause *clause, const struct prose_mention *mention)
{
  if (mention->rows.count && clause->part == SIZE_MAX && mention->role != ROLE_CHANGE &&
      mention->role != ROLE_PERCENT) {
    scan->rows = mention->rows;
    scan->columns = mention->columns;
    scan->joint = mention->joint;
  }
  scan->pending.count = 0;
}

/* Where the words of the number begin: with 增加, with its first name, else with the number itself. */
static uint32_t quote_begin(const struct scan *scan, const struct prose_clause *clause, size_t begin, size_t number)
{
  for (size_t i = number; i-- > begin;)
    if (scan_token(scan, i)->kind == PROSE_UP || scan_token(scan, i)->kind == PROSE_DOWN)
      return scan_token(scan, i)->begin;
  return scan_token(scan, MIN(clause->begin, number))->begin;
}

/* 增加10件, but not 上升至100件. */
static bool is_moved(const struct scan *scan, size_t begin, size_t number)
{
  for (size_t i = number; i-- > begin;) {
    enum prose_kind kind = scan_token(scan, i)->kind;
    if (kind != PROSE_UP && kind != PROSE_DOWN)
      continue;
    uint32_t next = scan->prose->text->items[scan_token(scan, i)->end].code;
    return next != 0x81F3 && next != 0x5230; /* 至 到 */
  }
  return false;
}

/* The number at `number`; its words are [begin, number) and, where these name nothing, those behind it up to `end`.
 * Gives where the words of the next number begin. */
size_t scan_number(struct scan *scan, size_t begin, size_t number, size_t end)
{
  const struct prose_token *token = scan_token(scan, number);
  struct prose_clause clause;
  for (size_t i = begin; i < number; i++)
    scan_take(scan, i);
  bool moved = is_moved(scan, begin, number),
       vague = has(scan, begin, number, PROSE_ABOUT) || has(scan, begin, number, PROSE_BOUND);
  prose_clause_read(scan->prose, begin, number, &clause);
  size_t next = number + 1, behind = names_behind(scan, number, end);
  bool other = counts_other(scan, number, end);
  if (!clause.rows.count && !clause.columns.count && token->kind == PROSE_NUMBER) {
    for (size_t i = next; i < behind; i++)
      scan_take(scan, i);
    prose_clause_read(scan->prose, begin, behind, &clause);
    next = behind;
    other |= goes_on_strangely(scan, behind, end);
  } else if (has(scan, number + 1, behind, PROSE_TOPIC)) {
    for (size_t i = next; i < behind; i++)
      scan_take(scan, i);
  }
  scan->part |= clause.office || (scan->among && clause.stray);
  struct prose_mention mention = {.token = number, .part = clause.part, .of = SIZE_MAX};
  mention.role = role_of(scan, &clause, token, moved && token->kind == PROSE_NUMBER);
  scan_settle(scan, &clause, &mention);
  settle_bare(scan, &clause, &mention);
  settle_plan(scan, &clause, &mention);
  mention.known = is_known(scan, &clause, &mention, other);
  mention.sure = mention.known && (mention.role == ROLE_VALUE ||
                                   (mention.role == ROLE_PLAN && !mention.draft && !scan->earlier && !scan->beside));
  scan->part |= has_owner(&clause, &mention);
  mention.among = scan->among;
  mention.within = scan->among || scan->whole;
  scan->whole |= clause.of && mention.role == ROLE_VALUE && mention.rows.count;
  mention.plain = !clause.stray && !other && !scan->part && !scan->earlier && !scan->later &&
                  (!clause.rate || scan_subject(scan) == clause.rate->subject);
  mention.depth = scan->depth;
  mention.total = clause.total;
  mention.each = clause.each || (vague && token->kind == PROSE_PERCENT);
  mention.every = clause.all && mention.rows.count > 1;
  mention.rate = clause.rate;
  mention.share = has(scan, begin, number, PROSE_SHARE);
  mention.direction = moved ? scan->direction : 0;
  mention.last = scan->last && !clause.any_plan;
  mention.year = scan->year;
  mention.begin = quote_begin(scan, &clause, begin, number);
  mention.end = next > number + 1 && mention.begin == token->begin ? scan_token(scan, next - 1)->end : token->end;
  *ARENA_PUSH(scan->prose->arena, &scan->prose->mentions) = mention;
  bool strange = other || (clause.stray && mention.role == ROLE_VALUE && clause.part == SIZE_MAX);
  if (strange && !scan->among && token->unit[0] && !is_beside_money(scan, token))
    scan_take_other(scan);
  remember(scan, &clause, &mention);
  return next;
}
