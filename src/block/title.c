/* GW-10, CL-88: a title longer than a line is divided by meaning. Where the drafter has typed a | in the line, that is
 * where. Else what belongs together is told by what the report itself knows: the name of the body, the year, and how
 * such reports are called. A line that the drafter has kept short enough is not divided at all. */
#include <glib.h>
#include <string.h>

#include "block/build.h"

static bool stands_at(const char *text, size_t at, const char *word)
{
  return strncmp(text + at, word, strlen(word)) == 0;
}

static bool digit_before(const char *text, size_t at)
{
  return at > 0 && g_ascii_isdigit(text[at - 1]);
}

/* 2025年 or 2025年度 ends here. */
static bool year_ends(const char *text, size_t at)
{
  static const char *const years[] = {"年度", "年"};
  for (size_t i = 0; i < G_N_ELEMENTS(years); i++) {
    size_t length = strlen(years[i]);
    if (at >= length && stands_at(text, at - length, years[i]))
      return digit_before(text, at - length) && !stands_at(text, at, "度");
  }
  return false;
}

static bool name_ends(const char *text, size_t at, const char *agency)
{
  size_t length = agency ? strlen(agency) : 0;
  return length > 0 && at >= length && stands_at(text, at - length, agency);
}

static bool subject_begins(const char *text, size_t at)
{
  static const char government[] = "政府", subject[] = "信息公开";
  if (stands_at(text, at, "政府信息公开") || stands_at(text, at, "（"))
    return true;
  bool governmental = at >= strlen(government) && stands_at(text, at - strlen(government), government);
  return stands_at(text, at, subject) && !governmental;
}

static bool is_begun_by_any(const char *text, const char *const *words)
{
  for (; *words; words++)
    if (g_str_has_prefix(text, *words))
      return true;
  return false;
}

/* 自治州, 市: the area of which the rest of the name is a body; not the first half of a word, as in 市场监督管理局. */
static bool area_ends(const char *text, size_t at)
{
  static const char *const areas[] = {"省", "自治区", "市", "自治州", "盟", "县", "旗", "新区", "开发区", "示范区"};
  static const char *const words[] = {"级", "场", "政", "容", "民", "域", "人民政府", NULL};
  for (size_t i = 0; i < G_N_ELEMENTS(areas); i++) {
    size_t length = strlen(areas[i]);
    if (at > length && stands_at(text, at - length, areas[i]))
      return !is_begun_by_any(text + at, words);
  }
  return false;
}

/* Of a body with two names, 某局（某办公室）, which are divided at the bracket anyhow, the longer one. */
static glong count_characters(const char *agency)
{
  const char *second = strstr(agency, "（");
  glong first = g_utf8_strlen(agency, second ? second - agency : -1);
  return second ? MAX(first, g_utf8_strlen(second, -1)) : first;
}

/* A name that is longer than the line is divided behind the area, rather than anywhere. */
static bool is_longer_than_line(const struct builder *builder, const char *agency)
{
  glong characters = agency ? count_characters(agency) : 0;
  return characters * builder->sheet->styles[STYLE_TITLE].size > builder->sheet->area_width;
}

static bool long_name_ends(const char *text, size_t at, const char *agency)
{
  const char *name = strstr(text, agency);
  return name && at > (size_t)(name - text) && at < (size_t)(name - text) + strlen(agency) && area_ends(text, at);
}

static bool phrase_ends(const struct builder *builder, const char *text, size_t at)
{
  const char *agency = builder->report->agency;
  if (is_longer_than_line(builder, agency) && long_name_ends(text, at, agency))
    return true;
  return year_ends(text, at) || name_ends(text, at, agency) || subject_begins(text, at);
}

static void add_piece(struct builder *builder, const struct block_run *run, uint32_t from, uint32_t to, bool phrase_end,
                      struct block_runs *out)
{
  if (from == to)
    return;
  struct block_run *piece = ARENA_PUSH(builder->arena, out);
  *piece = *run;
  piece->text = run->text + from;
  piece->length = to - from;
  piece->span = span_part(run->span, run->length, from, to);
  piece->phrase_end = phrase_end;
}

/* Cuts one run where phrases end; `base` is where it stands in the line. */
static void cut_run(struct builder *builder, const struct block_run *run, const char *line, size_t base,
                    struct block_runs *out)
{
  uint32_t from = 0;
  for (uint32_t at = 1; at <= run->length; at++) {
    size_t place = base + at;
    if ((at < run->length && ((unsigned char)run->text[at] & 0xC0) == 0x80) || line[place] == '\0')
      continue;
    if (!phrase_ends(builder, line, place))
      continue;
    add_piece(builder, run, from, at, true, out);
    from = at;
  }
  add_piece(builder, run, from, run->length, false, out);
}

/* A | at the end of a line divides nothing. */
static bool drafter_divides(struct block_runs *runs, size_t first)
{
  bool any = false;
  for (size_t i = first; i + 1 < runs->count; i++)
    any = any || runs->items[i].phrase_end;
  if (runs->count > first)
    runs->items[runs->count - 1].phrase_end = false;
  return any;
}

static void find_phrases(struct builder *builder, struct block_runs *runs, size_t first)
{
  const char *line = blocks_join_words(builder->arena, runs, first, true);
  struct block_runs cut = {0};
  size_t base = 0;
  for (size_t i = 0; i < first; i++)
    *ARENA_PUSH(builder->arena, &cut) = runs->items[i];
  for (size_t i = first; i < runs->count; i++) {
    cut_run(builder, &runs->items[i], line, base, &cut);
    base += runs->items[i].length;
  }
  *runs = cut;
}

bool build_title_phrases(struct builder *builder, struct block_runs *runs, size_t first)
{
  bool divided = drafter_divides(runs, first);
  if (!divided)
    find_phrases(builder, runs, first);
  return divided;
}
