/* One clause up to its number: which names stand in it, and whether anything else does. */
#include <glib.h>
#include <string.h>

#include "base/utf8.h"
#include "figure/prose.h"

static void names_add(struct prose_names *names, const struct prose_name *name)
{
  for (size_t i = 0; i < names->count; i++)
    if (names->items[i] == name)
      return;
  if (names->count < PROSE_NAMES)
    names->items[names->count++] = name;
}

/* 无法提供 is all of which 无法提供.本机关不掌握 is a part. */
static bool contains(const struct prose_name *whole, const struct prose_name *part)
{
  const char *outer = whole->is.items[0].terms[0], *inner = part->is.items[0].terms[0];
  size_t length = strlen(outer);
  return whole->subject == part->subject && strncmp(outer, inner, length) == 0 && inner[length] == '.';
}

/* Of two names that are not joined by “and” the one that says more counts, else the later. */
static void names_put(struct prose_clause *clause, struct prose_names *names, const struct prose_name *name,
                      bool joined)
{
  const struct prose_name *last = names->count ? names->items[names->count - 1] : NULL;
  if (last && ((name->general && !last->general) || contains(name, last)))
    return;
  /* 行政处罚引发的行政诉讼 are not all 行政诉讼. */
  if (!joined && names->count && !names->items[0]->weak && names->items[0]->subject != name->subject)
    clause->dirty = true;
  if (joined && names->count && names->items[0]->subject == name->subject &&
      names->items[0]->general == name->general) {
    names_add(names, name);
    clause->joint = true;
    return;
  }
  names->count = 0;
  clause->joint = false;
  names_add(names, name);
}

/* --- whose figures --- */

/* 区人社局 of 某区人力资源和社会保障局: all its characters stand in the name, in that order. */
static bool is_short_for(const struct prose_text *text, size_t begin, size_t end, const char *name)
{
  size_t at = 0;
  for (size_t i = begin; i < end; i++) {
    uint32_t code = 0;
    while (name[at] && code != text->items[i].code)
      code = utf8_next(name, &at);
    if (code != text->items[i].code)
      return false;
  }
  return true;
}

/* A county's report counts its offices and townships; 县政府 may be the county's own office alone. */
static bool may_be_part(const char *agency, const char *words)
{
  bool low = strstr(agency, "镇") || strstr(agency, "乡") || strstr(agency, "街道");
  return !low && g_str_has_suffix(agency, "政府") && g_str_has_suffix(words, "政府") && strcmp(agency, words) != 0;
}

static bool ends_with(const struct prose_text *text, const struct prose_token *token, const char *word)
{
  size_t length = utf8_count(word, strlen(word));
  return token->end - token->begin >= length && prose_find(text, token->end - length, token->end, word) != SIZE_MAX;
}

enum whose { WHOSE_OWN, WHOSE_OFFICE, WHOSE_NOBODY };

/* What a word that is not known is: the report's own body, another one, or none at all. */
static enum whose whose_is(const struct prose *prose, const struct prose_token *token)
{
  static const char *const ends[] = {"局",   "委",   "办",   "厅",   "部",   "院",    "所",   "队",   "站",
                                     "校",   "处",   "科",   "股",   "室",   "镇",    "乡",   "村",   "区",
                                     "县",   "市",   "省",   "府",   "州",   "中心",  "街道", "公司", "集团",
                                     "园区", "学院", "大学", "中学", "小学", "幼儿园"};
  const char *agency = prose->facts->report->agency;
  bool office = false;
  if (agency && is_short_for(prose->text, token->begin, token->end, agency) &&
      !may_be_part(agency, prose_words(prose->arena, prose->text, token->begin, token->end)))
    return WHOSE_OWN;
  for (size_t i = 0; i < G_N_ELEMENTS(ends) && !office; i++)
    office = ends_with(prose->text, token, ends[i]);
  return office ? WHOSE_OFFICE : WHOSE_NOBODY;
}

/* --- the clause --- */

static void put_name(const struct prose *prose, struct prose_clause *clause, size_t at, bool joined)
{
  const struct prose_token *token = &prose->tokens.items[at];
  if (clause->first == SIZE_MAX)
    clause->first = at;
  if (clause->begin == SIZE_MAX)
    clause->begin = at;
  names_put(clause, token->kind == PROSE_ROW ? &clause->rows : &clause->columns, token->as.name, joined);
}

static void put_unknown(const struct prose *prose, struct prose_clause *clause, const struct prose_token *token)
{
  enum whose whose = token->kind == PROSE_UNKNOWN ? whose_is(prose, token) : WHOSE_NOBODY;
  if (whose == WHOSE_OWN)
    return;
  clause->dirty |= clause->first != SIZE_MAX;
  clause->blurred = clause->topic != NULL;
  clause->stray = true;
  clause->office |= whose == WHOSE_OFFICE;
}

static void put_topic(struct prose_clause *clause, size_t at, const struct prose_token *token)
{
  if (clause->begin == SIZE_MAX)
    clause->begin = at;
  clause->topic = token->as.subject;
  clause->of = clause->blurred = false;
}

static void put_token(const struct prose *prose, struct prose_clause *clause, size_t at, bool joined)
{
  const struct prose_token *token = &prose->tokens.items[at];
  switch (token->kind) {
  case PROSE_ROW:
  case PROSE_COLUMN:
    put_name(prose, clause, at, joined);
    break;
  case PROSE_TOPIC:
    put_topic(clause, at, token);
    break;
  case PROSE_UNKNOWN:
  case PROSE_OTHER:
  case PROSE_LIMIT:
    put_unknown(prose, clause, token);
    break;
  case PROSE_PART:
    clause->part = token->as.part;
    break;
  case PROSE_RATE:
    clause->rate = token->as.rate;
    break;
  case PROSE_NOT:
    clause->not = true;
    break;
  case PROSE_ALL:
    clause->all = true;
    break;
  case PROSE_EACH:
    clause->each = true;
    break;
  case PROSE_SUM:
    clause->total = true;
    break;
  case PROSE_OF:
    clause->of = true;
    break;
  case PROSE_PLAN:
  case PROSE_DRAFT:
  case PROSE_ACTUAL:
    clause->any_plan |= token->kind != PROSE_ACTUAL;
    clause->plan = token->kind == PROSE_PLAN;
    clause->draft = token->kind == PROSE_DRAFT;
    clause->actual = token->kind == PROSE_ACTUAL;
    break;
  case PROSE_OVER:
  case PROSE_UNDER:
  case PROSE_EVEN:
  case PROSE_FILL:
  case PROSE_SELF:
  case PROSE_AMONG:
  case PROSE_FOR:
  case PROSE_EARLIER:
  case PROSE_NOW:
  case PROSE_AGAINST:
  case PROSE_UP:
  case PROSE_DOWN:
  case PROSE_SHARE:
  case PROSE_WHOLE:
  case PROSE_APART:
  case PROSE_AND:
  case PROSE_ABOUT:
  case PROSE_BOUND:
  case PROSE_NUMBER:
  case PROSE_PERCENT:
  case PROSE_YEAR:
  case PROSE_OPEN:
  case PROSE_CLOSE:
  case PROSE_COLON:
  case PROSE_COMMA:
  case PROSE_SEMICOLON:
  case PROSE_STOP:
    break;
  }
}

/* 受理的12件申请中，… : what stands before 中 is the whole that is divided. */
static void forget_whole(struct prose_clause *clause)
{
  clause->rows.count = clause->columns.count = 0;
  clause->first = clause->begin = SIZE_MAX;
  clause->joint = clause->dirty = false;
}

void prose_clause_read(const struct prose *prose, size_t begin, size_t end, struct prose_clause *out)
{
  *out = (struct prose_clause){.first = SIZE_MAX, .begin = SIZE_MAX, .part = SIZE_MAX};
  bool joined = false;
  for (size_t i = begin; i < end; i++) {
    enum prose_kind kind = prose->tokens.items[i].kind;
    if (kind == PROSE_AMONG)
      forget_whole(out);
    put_token(prose, out, i, joined);
    joined = kind == PROSE_AND || (joined && (kind == PROSE_FILL || kind == PROSE_TOPIC));
  }
}

static void names_keep(struct prose_names *names, const struct prose_subject *subject)
{
  size_t kept = 0;
  for (size_t i = 0; i < names->count; i++)
    if (!names->items[i]->weak || names->items[i]->subject == subject)
      names->items[kept++] = names->items[i];
  names->count = kept;
}

void prose_clause_settle(struct prose_clause *clause, const struct prose_subject *subject)
{
  names_keep(&clause->rows, subject);
  names_keep(&clause->columns, subject);
  const struct prose_subject *of = clause->rows.count ? clause->rows.items[0]->subject : NULL;
  size_t kept = 0;
  for (size_t i = 0; i < clause->columns.count; i++)
    if (!of || clause->columns.items[i]->subject == of)
      clause->columns.items[kept++] = clause->columns.items[i];
  clause->columns.count = kept;
}
