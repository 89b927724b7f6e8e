/* CL-88, GW-10: how a title is divided, and the shape its lines make. In these rows | is where a phrase ends, / is
 * where a line ends; ⏎ is where the drafter ends one. */
#include "rules.h"

#include <glib.h>

#include "../unit/page/paged.h"
#include "box/lines.h"

struct row {
  const char *words, *lines;
  bool divided; /* the drafter has typed the | */
};

static struct text *shape_phrases(struct shaping *s, const char *words)
{
  char **parts = g_strsplit(words, "|", -1);
  size_t count = g_strv_length(parts);
  struct text_run *runs = ARENA_ARRAY(s->arena, count, struct text_run);
  for (size_t i = 0; i < count; i++) {
    char **lines = g_strsplit(parts[i], "⏎", -1);
    char *part = g_strjoinv("\u2028", lines);
    runs[i] = (struct text_run){.text = arena_strdup(s->arena, part), .phrase_end = i + 1 < count};
    runs[i].length = (uint32_t)strlen(runs[i].text);
    g_free(part);
    g_strfreev(lines);
  }
  g_strfreev(parts);
  struct text_look look = shaping_look(s, "小标宋");
  return text_shape(s->arena, s->fonts, &look, runs, count, &s->diags);
}

static char *join_lines(const struct text *text, const struct line_ranges *ranges)
{
  GString *out = g_string_new(NULL);
  for (size_t i = 0; i < ranges->count; i++) {
    g_string_append(out, i > 0 ? "/" : "");
    for (size_t k = ranges->items[i].first; k < ranges->items[i].last; k++)
      g_string_append_len(out, text->bytes + text->clusters[k].text_at, text->clusters[k].text_length);
  }
  return g_string_free(out, FALSE);
}

static void check_rows(struct shaping *s, const struct row *rows, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    struct text *text = shape_phrases(s, rows[i].words);
    struct line_spec spec = {.measure = 20 * EM, .align = ALIGN_CENTRE, .shaped = true, .divided = rows[i].divided};
    struct line_ranges ranges;
    lines_break(s->arena, text, &spec, &ranges);
    char *lines = join_lines(text, &ranges);
    assert_string_equal(lines, rows[i].lines);
    assert_true(ranges.items[ranges.count - 1].ends);
    g_free(lines);
  }
}

#define TEN    "一二三四五六七八九十"
#define TWENTY TEN TEN

static void titles_divide_by_meaning(void **state)
{
  static const struct row rows[] = {
      {"2025年|闵行区人力资源和社会保障局|信息公开工作年度报告",
       "2025年闵行区人力资源和社会保障局/信息公开工作年度报告", false},
      {"某某镇人民政府|2025年|政府信息公开工作年度报告", "某某镇人民政府2025年/政府信息公开工作年度报告", false},
      {"某某镇人民政府|报告", "某某镇人民政府报告", false},
      /* as few lines as the phrases need, though one fewer would hold the words */
      {TEN "一|" TEN "一二|" TEN "一二三", TEN "一/" TEN "一二/" TEN "一二三", false},
      /* a phrase longer than the line is divided inside */
      {TWENTY "一二三|四五六", "一二三四五六七八九十一二三四/五六七八九十一二三四五六", false},
  };
  check_rows(*state, rows, G_N_ELEMENTS(rows));
}

static void drafter_divides_titles(void **state)
{
  static const struct row rows[] = {
      {TEN "一二三|四五六七八九十|一二", TEN "一二三/四五六七八九十一二", true},
      {TEN "|" TEN "|" TEN "|" TEN, TWENTY "/" TWENTY, true},
      {TEN "|一二三四五", TEN "一二三四五", true}, /* may be divided, need not */
      {TWENTY "|一二", TWENTY "/一二", true},
      {TWENTY TEN "|一二", "一二三四五六七八九十一二三四五六七/八九十一二三四五六七八九十一二", true},
  };
  check_rows(*state, rows, G_N_ELEMENTS(rows));
}

static void lines_of_titles_make_a_trapezoid_or_diamond(void **state)
{
  static const struct row rows[] = {
      /* no rectangle of two lines … */
      {TWENTY TEN, "一二三四五六七八九十一二三四五六/七八九十一二三四五六七八九十", false},
      /* … nor of three */
      {TWENTY TWENTY "一二三四五六七八",
       "一二三四五六七八九十一二三四五/六七八九十一二三四五六七八九十一二三/四五六七八九十一二三四五六七八", false},
      /* phrases that would make an hourglass are divided inside rather */
      {TEN "一二三四五六七八|一二三四五|" TEN "一二三四五六七八",
       "一二三四五六七八九十一二三四五六七八/一二三四五一二三四五六七八/九十一二三四五六七八", false},
      /* the drafter's own lines stay as they are */
      {TEN "⏎一二三四⏎" TEN, TEN "/一二三四/" TEN, false},
      {TEN "⏎一二", TEN "/一二", false},
  };
  check_rows(*state, rows, G_N_ELEMENTS(rows));
}

static void no_line_of_a_title_is_but_a_word(void **state)
{
  static const struct row rows[] = {
      {TWENTY "一", "一二三四五六七八九十一二/三四五六七八九十一", false},
      {TWENTY "|年报", "一二三四五六七八九十一二/三四五六七八九十年报", false},
      {"年报|" TWENTY, "年报一二三四五六七八九十/一二三四五六七八九十", false},
  };
  check_rows(*state, rows, G_N_ELEMENTS(rows));
}

/* Two hundred characters are no title any more; they are broken all the same, and no line is too wide. */
static void long_titles_are_broken(void **state)
{
  struct shaping *s = *state;
  struct text *text = shape_phrases(s, TWENTY TWENTY TWENTY TWENTY TWENTY TWENTY TWENTY TWENTY TWENTY TWENTY "，");
  struct line_spec spec = {.measure = 20 * EM, .align = ALIGN_CENTRE, .shaped = true};
  struct line_ranges ranges;
  lines_break(s->arena, text, &spec, &ranges);
  assert_int_equal(ranges.count, 11);
  for (size_t i = 0; i < ranges.count; i++)
    assert_true(text_width(text, ranges.items[i].first, ranges.items[i].last) <= spec.measure);
}

/* From the source to the page: the typed marks are in no word of it. */
static void typed_marks_are_not_printed(void **state)
{
  (void)state;
  struct paged p = paged_build("agency: 某市某区人力资源和社会保障局\nyear: 2025\n"
                               "title: 关于${agency}|进一步做好${year | 汉字}年政府信息|公开工作的报告（甲\\|乙）\n"
                               "sections: [{title: 甲, text: 乙}]\n",
                               false);
  assert_int_equal(p.diags.count, 0);
  const struct box *title = &p.boxes->items[0];
  GString *words = g_string_new(NULL);
  for (size_t i = 0; i < title->lines.count; i++) {
    g_string_append(words, i > 0 ? "/" : "");
    for (size_t r = 0; r < title->lines.items[i].count; r++)
      g_string_append(words, title->lines.items[i].runs[r].text);
  }
  assert_string_equal(words->str,
                      "关于某市某区人力资源和社会保障局/进一步做好二〇二五年政府信息/公开工作的报告（甲|乙）");
  g_string_free(words, TRUE);
  paged_close(&p);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      RULE("CL-88", titles_divide_by_meaning),
      RULE("CL-88-typed", drafter_divides_titles),
      RULE("CL-88-unprinted", typed_marks_are_not_printed),
      RULE("CL-88-word", no_line_of_a_title_is_but_a_word),
      RULE("CL-88-long", long_titles_are_broken),
      RULE("GW-10", lines_of_titles_make_a_trapezoid_or_diamond),
  };
  return RULES_RUN(tests);
}
