/* S4: last year's file with last year's number left in it: in the title, the period of the figures, the words that
 * announce the report, the plans for the year to come, or the date of signature. A year that is spoken of – compared
 * with, mended, carried over from – is no slip. */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "figure/prose.h"

#define NEAR_REPORT 24u /* characters from a year to the 报告 whose year it is */
#define NEAR_WILL   14u /* to the 将 of which it is the time */

/* A year as it stands in a text: 2024年, or 二〇二四年. */
struct year_place {
  size_t begin, end; /* 年 included */
  int year;
  bool typed;
};

static int year_digit(uint32_t code)
{
  static const char han[] = "〇一二三四五六七八九";
  if (code >= '0' && code <= '9')
    return (int)(code - '0');
  if (code == 0x25CB || code == 0x96F6) /* ○ 零 */
    return 0;
  int digit = 0;
  for (size_t at = 0; at < sizeof han - 1; digit++)
    if (utf8_next(han, &at) == code)
      return digit;
  return -1;
}

static bool year_at(const struct prose_text *text, size_t at, size_t to, struct year_place *out)
{
  if (at + 4 >= to || text->items[at + 4].code != 0x5E74) /* 年 */
    return false;
  *out = (struct year_place){at, at + 5, 0, true};
  for (size_t i = at; i < at + 4; i++) {
    int digit = year_digit(text->items[i].code);
    if (digit < 0)
      return false;
    out->year = out->year * 10 + digit;
    out->typed &= text->items[i].typed;
  }
  return out->year >= 1949 && out->year <= 2099;
}

static bool next_year(const struct prose_text *text, size_t from, size_t to, struct year_place *out)
{
  for (size_t at = from; at < to; at++)
    if (year_at(text, at, to, out))
      return true;
  return false;
}

static bool has_any(const struct prose_text *text, size_t from, size_t to, const char *const *words, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (prose_find(text, from, to, words[i]) != SIZE_MAX)
      return true;
  return false;
}

#define HAS_ANY(text, from, to, words) has_any((text), (from), (to), (words), G_N_ELEMENTS(words))

static struct diag *complain(const struct prose_stale *stale, const struct prose_text *text,
                             const struct year_place *place, const char *sentence)
{
  int year = stale->facts->report->year;
  struct diag *diag = diag_add(stale->diags, DIAG_S4, prose_span(text, place->begin, place->end - 1), "%s", sentence);
  if (span_known(stale->facts->report->year_span))
    diag_relate(stale->diags, diag, stale->facts->report->year_span, _("the report is on %d"), year);
  return diag;
}

static void complain_year(const struct prose_stale *stale, const struct prose_text *text,
                          const struct year_place *place, const char *sentence)
{
  struct diag *diag = complain(stale, text, place, sentence);
  diag_hint(stale->diags, diag, _("Write ${year}, so that the year is typed once only."));
}

/* --- title --- */

static void check_title(const struct prose_stale *stale)
{
  const struct report *report = stale->facts->report;
  struct prose_text text = {0};
  struct year_place place, first = {0};
  bool own = false;
  for (size_t i = 0; i < report->title_count; i++)
    prose_text_read(stale->arena, stale->files, stale->facts, &report->title[i], &text);
  for (size_t at = 0; next_year(&text, at, text.count, &place); at = place.end) {
    first = first.end ? first : place;
    own |= place.year == report->year;
  }
  if (first.end && !own && first.typed)
    complain_year(
        stale, &text, &first,
        arena_printf(stale->arena, _("The title says %d, but the report is on %d."), first.year, report->year));
}

/* --- the period of the figures --- */

static const char *const compared[] = {"同期", "相比", "较", "上年", "去年", "上一年", "对比", "比上"};
static const char *const shown[] = {"统计", "数据", "下表", "报告期"};
static const char *const periods[] = {"统计", "报告期", "期限", "数据", "起止", "本报告", "时限"};

/* From 1月1日 to 12月31日: the years before each, as far as they are given. */
static bool find_period(const struct prose_text *text, size_t from, size_t to, size_t *first, size_t *last)
{
  *first = prose_find(text, from, to, "1月1日");
  *last = *first == SIZE_MAX ? SIZE_MAX : prose_find(text, *first, to, "12月31日");
  return *last != SIZE_MAX && *last - *first <= 16;
}

static bool year_before(const struct prose_text *text, size_t day, struct year_place *out)
{
  return day >= 5 && year_at(text, day - 5, day + 1, out);
}

static void complain_period(const struct prose_stale *stale, const struct prose_text *text,
                            const struct year_place *place)
{
  complain_year(stale, text, place,
                arena_printf(stale->arena, _("The period of the figures is in %d, but the report is on %d."),
                             place->year, stale->facts->report->year));
}

/* 数据截至2024年12月31日: the end alone. */
static void check_end(const struct prose_stale *stale, const struct prose_text *text, size_t from, size_t to)
{
  static const char *const until[] = {"截至", "截止"};
  size_t day = prose_find(text, from, to, "12月31日");
  struct year_place place;
  if (day == SIZE_MAX || !HAS_ANY(text, from, to, shown) || HAS_ANY(text, from, to, compared) ||
      !year_before(text, day, &place) || place.year == stale->facts->report->year || !place.typed)
    return;
  size_t near = place.begin > from + 3 ? place.begin - 3 : from;
  if (HAS_ANY(text, near, place.begin, until))
    complain_period(stale, text, &place);
}

static void check_period(const struct prose_stale *stale, const struct prose_piece *piece, size_t from, size_t to)
{
  const struct prose_text *text = &piece->text;
  size_t days[2];
  struct year_place place;
  if (!find_period(text, from, to, &days[0], &days[1])) {
    check_end(stale, text, from, to);
    return;
  }
  if (HAS_ANY(text, from, to, compared) || (piece->where != PROSE_PREFACE && !HAS_ANY(text, from, to, periods)))
    return;
  for (int i = 0; i < 2; i++) {
    if (!year_before(text, days[i], &place) || !place.typed || place.year == stale->facts->report->year)
      continue;
    complain_period(stale, text, &place);
    return;
  }
}

/* --- 现公布2024年政府信息公开工作年度报告 --- */

static const char *const announcing[] = {"编制", "公布", "现将", "本报告", "特向", "形成", "撰写", "制作"};
static const char *const spoken_of[] = {"较", "上年", "去年", "相比", "整改", "通知", "要求"};

static bool in_title(const struct prose_text *text, size_t from, size_t at)
{
  size_t depth = 0;
  for (size_t i = from; i < at; i++)
    depth = text->items[i].code == 0x300A ? depth + 1 : text->items[i].code == 0x300B && depth ? depth - 1 : depth;
  return depth > 0;
}

static void check_announcement(const struct prose_stale *stale, const struct prose_piece *piece, size_t from, size_t to)
{
  const struct prose_text *text = &piece->text;
  struct year_place place;
  if (piece->where != PROSE_PREFACE || !HAS_ANY(text, from, to, announcing) || HAS_ANY(text, from, to, spoken_of))
    return;
  for (size_t at = from; next_year(text, at, to, &place); at = place.end) {
    size_t report = prose_find(text, place.end, MIN(to, place.end + NEAR_REPORT), "报告");
    if (place.year == stale->facts->report->year || !place.typed || report == SIZE_MAX ||
        prose_find(text, place.end, report, "，") != SIZE_MAX || in_title(text, from, place.begin))
      continue;
    complain_year(stale, text, &place,
                  arena_printf(stale->arena, _("The report is announced as that on %d, but it is on %d."), place.year,
                               stale->facts->report->year));
    return;
  }
}

/* --- plans --- */

/* What 将 can only mean of the future; “将政府信息公开纳入考核” is past. */
static const char *const will[] = {"将继续", "将进一步", "将着力", "将重点", "将从以下", "将不断", "将持续",
                                   "将深入", "将切实",   "将加大", "将加强", "将围绕",   "将紧紧", "将坚持",
                                   "将认真", "将积极",   "将严格", "将努力", "将以",     "拟重点", "将按照"};
static const char *const coming[] = {"下一步", "下一年", "下年度", "新的一年", "明年"};
static const char *const plan_headings[] = {"改进", "下一步", "打算", "计划", "安排", "思路", "展望", "其他需要报告"};

static void complain_plan(const struct prose_stale *stale, const struct prose_text *text,
                          const struct year_place *place)
{
  struct diag *diag = complain(
      stale, text, place,
      arena_printf(stale->arena, _("What is still to be done is dated %d, but the report on %d speaks of %d here."),
                   place->year, stale->facts->report->year, stale->facts->report->year + 1));
  diag_hint(stale->diags, diag, _("Write ${year + 1} if the coming year is meant."));
}

static void check_plan(const struct prose_stale *stale, const struct prose_piece *piece, size_t from, size_t to)
{
  const struct prose_text *text = &piece->text;
  struct year_place place;
  size_t next = SIZE_MAX;
  if (!stale->plans || piece->where != PROSE_BODY)
    return;
  for (size_t i = 0; i < G_N_ELEMENTS(coming); i++)
    next = MIN(next, prose_find(text, from, to, coming[i]));
  for (size_t at = from; next_year(text, at, to, &place); at = place.end) {
    size_t limit = MIN(to, place.end + NEAR_WILL);
    bool future = (HAS_ANY(text, place.end, limit, will) && !HAS_ANY(text, place.end, limit, coming)) ||
                  (next < place.begin && prose_find(text, place.end, limit, "将") != SIZE_MAX);
    if (!place.typed || place.year > stale->facts->report->year || !future || in_title(text, from, place.begin))
      continue;
    complain_plan(stale, text, &place);
    return;
  }
}

static bool ends_with(const struct prose_text *text, const char *word)
{
  size_t length = utf8_count(word, strlen(word));
  return text->count >= length && prose_find(text, text->count - length, text->count, word) != SIZE_MAX;
}

/* 2025年工作打算 in the report on 2025. */
static void check_heading(struct prose_stale *stale, const struct prose_text *text)
{
  static const char *const ends[] = {"打算", "计划", "安排", "思路"};
  struct year_place place;
  bool plan = false;
  stale->plans = HAS_ANY(text, 0, text->count, plan_headings);
  for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
    plan |= ends_with(text, ends[i]);
  if (plan && next_year(text, 0, text->count, &place) && place.typed && place.year <= stale->facts->report->year)
    complain_plan(stale, text, &place);
}

/* --- the report --- */

static bool ends_sentence(uint32_t code)
{
  return code == 0x3002 || code == 0xFF1B || code == 0xFF01 || code == 0xFF1F; /* 。；！？ */
}

void stale_check_piece(struct prose_stale *stale, const struct prose_piece *piece)
{
  const struct prose_text *text = &piece->text;
  if (piece->where == PROSE_HEADING) {
    check_heading(stale, text);
    return;
  }
  size_t from = 0;
  for (size_t i = 0; i <= text->count; i++) {
    if (i < text->count && !ends_sentence(text->items[i].code))
      continue;
    check_period(stale, piece, from, i);
    check_announcement(stale, piece, from, i);
    check_plan(stale, piece, from, i);
    from = i + 1;
  }
}

/* A report is signed when its year is over: 2025-01-20 under the report on 2025 is the date of the one before. */
static void check_signature(const struct prose_stale *stale)
{
  const struct report *report = stale->facts->report;
  bool early = report->signed_year < report->year || (report->signed_year == report->year && report->signed_month <= 6);
  if (report->signed_year == 0 || !early)
    return;
  struct diag *diag =
      diag_add(stale->diags, DIAG_S4, report->signed_span,
               _("The report on %d is signed in %d, before its year was over."), report->year, report->signed_year);
  diag_hint(stale->diags, diag, _("Correct the date; it may be that of last year's report."));
}

void stale_check_report(const struct prose_stale *stale)
{
  check_title(stale);
  check_signature(stale);
}
