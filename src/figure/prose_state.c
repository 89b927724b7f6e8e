/* What the words of a sentence change of the talk: the table it is of, the year, whether of a part. */
#include <glib.h>

#include "figure/prose_scan.h"

static void take_year(struct scan *scan, int year)
{
  int own = scan->prose->facts->report->year;
  if (year < own)
    scan->last = year == own - 1;
  if (scan->against && year < own) {
    scan->beside = true;
    scan->year = year;
    return;
  }
  scan->earlier = year < own;
  scan->later = year > own;
  scan->year = year;
}

/* 前年, 往年 */
static bool is_year_before(const struct scan *scan, const struct prose_token *token)
{
  uint32_t first = scan->prose->text->items[token->begin].code;
  return first != 0x524D && first != 0x5F80;
}

static void take_earlier(struct scan *scan, const struct prose_token *token)
{
  scan->last = is_year_before(scan, token);
  if (scan->against)
    scan->beside = true;
  else
    scan->earlier = true;
  scan->year = 0;
}

static void take_subject(struct scan *scan, const struct prose_subject *subject)
{
  scan->topic->subject = subject;
  scan->topic->other = false;
}

void scan_take_other(struct scan *scan)
{
  scan->topic->subject = NULL;
  scan->topic->other = true;
}

/* 针对 speaks of a part only before what is not known. */
static bool is_for_part(const struct scan *scan, size_t i)
{
  return i + 1 < scan->prose->tokens.count && scan_token(scan, i + 1)->kind == PROSE_UNKNOWN;
}

/* 与上年相比, 与2024年度相比: as 比上年. */
static bool is_compared_with(const struct scan *scan, size_t i)
{
  size_t end = MIN(i + 4, scan->prose->tokens.count);
  if (i == 0 || scan_token(scan, i - 1)->kind != PROSE_AND)
    return false;
  for (size_t next = i + 1; next < end && scan_token(scan, next)->kind != PROSE_COMMA; next++)
    if (scan_token(scan, next)->kind == PROSE_AGAINST)
      return true;
  return false;
}

void scan_take(struct scan *scan, size_t i)
{
  const struct prose_token *token = scan_token(scan, i);
  if (token->kind == PROSE_EARLIER || token->kind == PROSE_YEAR)
    scan->against |= is_compared_with(scan, i);
  switch (token->kind) {
  case PROSE_ROW:
  case PROSE_COLUMN:
    if (!token->as.name->weak || token->topical)
      take_subject(scan, token->as.name->subject);
    break;
  case PROSE_TOPIC:
    take_subject(scan, token->as.subject);
    break;
  case PROSE_OTHER:
    scan->aside = true;
    scan_take_other(scan);
    break;
  case PROSE_AMONG:
    scan->among = true;
    break;
  case PROSE_LIMIT:
    scan->part = true;
    break;
  case PROSE_FOR:
    scan->part |= is_for_part(scan, i);
    break;
  case PROSE_NOW:
    scan->earlier = scan->later = false;
    break;
  case PROSE_EARLIER:
    take_earlier(scan, token);
    break;
  case PROSE_YEAR:
    take_year(scan, token->as.year);
    break;
  case PROSE_AGAINST:
    scan->against = true;
    break;
  case PROSE_UP:
    scan->direction = 1;
    break;
  case PROSE_DOWN:
    scan->direction = -1;
    break;
  case PROSE_PLAN:
  case PROSE_DRAFT:
  case PROSE_ACTUAL:
  case PROSE_OVER:
  case PROSE_UNDER:
  case PROSE_EVEN:
  case PROSE_UNKNOWN:
  case PROSE_PART:
  case PROSE_RATE:
  case PROSE_FILL:
  case PROSE_SUM:
  case PROSE_SELF:
  case PROSE_NOT:
  case PROSE_ALL:
  case PROSE_SHARE:
  case PROSE_WHOLE:
  case PROSE_APART:
  case PROSE_EACH:
  case PROSE_AND:
  case PROSE_OF:
  case PROSE_ABOUT:
  case PROSE_BOUND:
  case PROSE_NUMBER:
  case PROSE_PERCENT:
  case PROSE_OPEN:
  case PROSE_CLOSE:
  case PROSE_COLON:
  case PROSE_COMMA:
  case PROSE_SEMICOLON:
  case PROSE_STOP:
    break;
  }
}

const struct prose_subject *scan_subject(const struct scan *scan)
{
  return scan->topic->other ? NULL : scan->topic->subject ? scan->topic->subject : scan->topic->heading;
}
