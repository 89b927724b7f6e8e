/* CL-08, CL-09, CL-25, CL-45, CL-50 … CL-52, CL-80, CL-83: lines and paragraphs. */
#include "../unit/text/shaping.h"
#include "box/lines.h"
#include "box/paragraph.h"
#include "laid.h"
#include "rules.h"

static void repeat(GString *out, const char *word, int times)
{
  for (int i = 0; i < times; i++)
    g_string_append(out, word);
}

static struct line_ranges broken(struct shaping *s, struct text *text, const struct line_spec *spec)
{
  struct line_ranges ranges;
  lines_break(s->arena, text, spec, &ranges);
  return ranges;
}

/* GW-04, CL-02: a line of nothing but Han is a whole number of cells, without any space between them. */
static void CL_02(void **state)
{
  (void)state;
  struct laid l;
  GString *han = g_string_new(NULL);
  repeat(han, "年", 28 * 4);
  laid_open(&l, "gongwen");
  laid_build_words(&l, han->str);
  const struct box *box = laid_paragraph(&l, 0);
  len cell = l.sheet.styles[STYLE_BODY].cell;
  assert_in_range(l.sheet.area_width - 28 * cell, 0, 28); /* the cell is 1/28 of it, to the unit */
  for (size_t i = 0; i + 1 < box->lines.count; i++) {
    assert_int_equal(box->lines.items[i].runs[0].cluster_count, i == 0 ? 26 : 28);
    assert_int_equal(box->lines.items[i].x + box->lines.items[i].width, l.sheet.area_width);
  }
  laid_close(&l);
  g_string_free(han, TRUE);
}

/* Both sides flush, to the unit; the last line is not stretched. */
static void CL_08(void **state)
{
  struct shaping *s = *state;
  GString *words = g_string_new(NULL);
  repeat(words, "本局制定规范性文件12件，占5.2%；“主动公开”类（含上年）Word文件……", 6);
  struct text *text = shape(s, "仿宋", words->str);
  for (int chars = 12; chars <= 40; chars++) {
    struct line_spec spec = {.measure = chars * EM, .indent_first = 2 * EM, .align = ALIGN_JUSTIFY};
    struct line_ranges ranges = broken(s, text, &spec);
    for (size_t i = 0; i < ranges.count; i++) {
      struct box_line line = lines_set(s->arena, text, &ranges.items[i], &spec, EM, i == 0);
      if (ranges.items[i].ends)
        assert_in_range(line.x + line.width, 0, spec.measure);
      else
        assert_int_equal(line.x + line.width, spec.measure);
      assert_int_equal(line.x, i == 0 ? 2 * EM : 0);
    }
  }
  g_string_free(words, TRUE);
}

/* 均排: the only line is as wide as the measure, its gaps equal; a limit keeps the characters together, in the middle.
 */
static void CL_09(void **state)
{
  struct shaping *s = *state;
  struct text *text = shape(s, "黑体", "王小明");
  struct line_range all = {0, 3, true, false};
  struct line_spec spec = {.measure = 5 * EM, .align = ALIGN_SPREAD};
  struct box_line line = lines_set(s->arena, text, &all, &spec, EM, true);
  assert_int_equal(line.x, 0);
  assert_int_equal(line.width, 5 * EM);
  assert_int_equal(line.runs[0].glyphs[1].x - line.runs[0].glyphs[0].x, 2 * EM);
  assert_int_equal(line.runs[0].glyphs[2].x - line.runs[0].glyphs[1].x, 2 * EM);
  spec.measure = 9 * EM;
  spec.spread_limit = EM; /* TB-07 */
  line = lines_set(s->arena, text, &all, &spec, EM, true);
  assert_int_equal(line.width, 5 * EM);
  assert_int_equal(line.x, 2 * EM);
  struct text *one = shape(s, "黑体", "计");
  struct line_range single = {0, 1, true, false};
  assert_int_equal(lines_set(s->arena, one, &single, &spec, EM, true).x, 4 * EM);
}

/* The narrower the lines, the less is forbidden: “measure” is basic up to 24 characters, GB up to 32, then strict. */
static void CL_25(void **state)
{
  static const struct {
    int chars;
    enum kinsoku level;
  } rows[] = {{10, KINSOKU_BASIC}, {24, KINSOKU_BASIC}, {25, KINSOKU_GB}, {32, KINSOKU_GB}, {36, KINSOKU_STRICT}};
  struct shaping *s = *state;
  struct laid l;
  laid_open(&l, "gongwen");
  l.sheet.rules.kinsoku = KINSOKU_BY_MEASURE;
  struct box_context context = {s->arena, s->arena, &l.sheet, s->fonts, &s->diags, NULL, NULL};
  const struct text_style *body = &l.sheet.styles[STYLE_BODY];
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    assert_int_equal(box_look(&context, body, rows[i].chars * body->cell).rules.kinsoku, rows[i].level);
  laid_close(&l);
}

/* A mark or two are squeezed to save a line of one character, or a line at all. */
static void CL_45(void **state)
{
  struct shaping *s = *state;
  struct text *text = shape(s, "仿宋", "一二三四，五六七八、九十百千；甲乙丙丁，戊己庚辛壬");
  struct line_spec spec = {.measure = 24 * EM, .align = ALIGN_JUSTIFY}; /* the words are 25 em wide */
  struct line_ranges ranges = broken(s, text, &spec);
  assert_int_equal(ranges.count, 1);
  struct box_line line = lines_set(s->arena, text, &ranges.items[0], &spec, EM, true);
  assert_int_equal(line.width, 24 * EM);
}

/* --- hanging --- */

static const char hanging_words[] = "一二三四五六七八九，十百千万亿兆京垓秭、甲乙丙丁戊己庚辛壬。";

/* Off, a mark never stands outside; on, one 、 ， 。 may, by its body alone. */
static void CL_50(void **state)
{
  struct shaping *s = *state;
  struct text *text = shape(s, "仿宋", hanging_words);
  struct line_spec spec = {.measure = 9 * EM, .align = ALIGN_JUSTIFY};
  struct line_ranges off = broken(s, text, &spec);
  for (size_t i = 0; i < off.count; i++)
    assert_false(off.items[i].hangs);
  spec.hanging = true;
  struct line_ranges on = broken(s, text, &spec);
  assert_int_equal(on.count, 3);
  for (size_t i = 0; i < on.count; i++) {
    struct box_line line = lines_set(s->arena, text, &on.items[i], &spec, EM, i == 0);
    assert_true(on.items[i].hangs);
    assert_int_equal(line.width, spec.measure + EM / 2);
  }
  assert_true(off.count > on.count);
}

/* Never two marks, nor any but those three. */
static void CL_50_others(void **state)
{
  static const char *const words[] = {"一二三四五六七八九”，十百", "一二三四五六七八九；十百",
                                      "一二三四五六七八九）十百"};
  struct shaping *s = *state;
  struct line_spec spec = {.measure = 9 * EM, .align = ALIGN_JUSTIFY, .hanging = true};
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
    struct text *text = shape(s, "仿宋", words[i]);
    struct line_ranges ranges = broken(s, text, &spec);
    for (size_t k = 0; k < ranges.count; k++)
      assert_false(ranges.items[k].hangs);
  }
}

static bool any_hangs(enum hanging hanging, int chars)
{
  struct laid l;
  laid_open(&l, "gongwen");
  struct text_style *body = &l.sheet.styles[STYLE_BODY];
  l.sheet.rules.hanging = hanging;
  body->indent_first = 0;
  body->indent_end = l.sheet.area_width - chars * body->cell;
  GString *words = g_string_new(NULL);
  for (int i = 0; i < 6; i++) {
    repeat(words, "年", chars);
    g_string_append(words, "，");
  }
  repeat(words, "报", 3);
  laid_build_words(&l, words->str);
  const struct box *box = laid_paragraph(&l, 0);
  bool hangs = false;
  for (size_t i = 0; i < box->lines.count; i++)
    hangs = hangs || box->lines.items[i].width > chars * body->cell + body->cell / 4;
  laid_close(&l);
  g_string_free(words, TRUE);
  return hangs;
}

/* Useful in narrow lines only; “narrow” is fewer than 24 characters. */
static void CL_51(void **state)
{
  (void)state;
  assert_false(any_hangs(HANGING_NEVER, 12));
  assert_true(any_hangs(HANGING_NARROW, 12));
  assert_false(any_hangs(HANGING_NARROW, 24));
  assert_true(any_hangs(HANGING_ALWAYS, 24));
}

/* A dash at a line's end stays inside. */
static void CL_52(void **state)
{
  struct shaping *s = *state;
  struct text *text = shape(s, "仿宋", "一二三四五六七八九——十百千万亿兆京垓秭……甲乙丙丁戊己庚辛壬——");
  struct line_spec spec = {.measure = 10 * EM, .align = ALIGN_JUSTIFY, .hanging = true};
  struct line_ranges ranges = broken(s, text, &spec);
  for (size_t i = 0; i < ranges.count; i++) {
    assert_false(ranges.items[i].hangs);
    struct box_line line = lines_set(s->arena, text, &ranges.items[i], &spec, EM, i == 0);
    assert_in_range(line.width, 0, spec.measure);
  }
}

/* --- paragraphs --- */

static len first_x(int chars, bool keep_opening, const char *words)
{
  struct laid l;
  laid_open(&l, "gongwen");
  struct text_style *body = &l.sheet.styles[STYLE_BODY];
  body->indent_end = l.sheet.area_width - chars * body->cell;
  l.sheet.rules.keep_opening = keep_opening;
  laid_build_words(&l, words);
  len x = laid_paragraph(&l, 0)->lines.items[0].x, cell = body->cell;
  laid_close(&l);
  return len_scale(x, 8, cell);
}

/* Two characters, one where a line has fewer than fifteen; in eighths of a cell. */
static void CL_80(void **state)
{
  (void)state;
  assert_int_equal(first_x(28, false, "年报年报"), 16);
  assert_int_equal(first_x(15, false, "年报年报"), 16);
  assert_int_equal(first_x(14, false, "年报年报"), 8);
}

/* An opening mark that begins a paragraph loses its blank, too, but where the layout keeps it. */
static void CL_43(void **state)
{
  (void)state;
  assert_int_equal(first_x(28, false, "“年报”"), 16);
  assert_int_equal(first_x(28, true, "“年报”"), 20);
  assert_int_equal(first_x(28, true, "年报”"), 16);
}

/* Of any number of characters, none is left alone on the last line. */
static void CL_83(void **state)
{
  struct shaping *s = *state;
  static const int measures[] = {10, 17, 28, 38};
  for (size_t m = 0; m < G_N_ELEMENTS(measures); m++)
    for (int count = measures[m] - 1; count <= 3 * measures[m] + 2; count++) {
      GString *han = g_string_new(NULL);
      for (int i = 0; i < count; i++)
        g_string_append(han, i % 9 == 8 ? "，" : "年");
      g_string_append(han, count % 2 ? "报。" : "报");
      struct text *text = shape(s, "仿宋", han->str);
      struct line_spec spec = {.measure = measures[m] * EM, .indent_first = 2 * EM, .align = ALIGN_JUSTIFY};
      struct line_ranges ranges = broken(s, text, &spec);
      const struct line_range *last = &ranges.items[ranges.count - 1];
      size_t words = 0;
      for (size_t k = last->first; k < last->last; k++)
        words += text->clusters[k].class_ == CLASS_HAN;
      assert_true(words >= 2);
      g_string_free(han, TRUE);
    }
}

/* Nor 情况 alone on that of a heading. */
static void CL_83_headings(void **state)
{
  (void)state;
  struct laid l;
  laid_open(&l, "gongwen");
  GString *words = g_string_new(NULL);
  for (int count = 20; count <= 40; count++) {
    g_string_append(words, "## ");
    for (int i = 0; i < count; i++)
      g_string_append(words, "项");
    g_string_append(words, "\n\n正文。\n\n");
  }
  laid_build_words(&l, words->str);
  size_t divided = 0;
  for (size_t i = 0; i < l.paged.boxes->count; i++) {
    const struct box *box = &l.paged.boxes->items[i];
    if (box->block->style != STYLE_H2 || box->lines.count < 2)
      continue;
    divided++;
    assert_true(box->lines.items[box->lines.count - 1].width > 3 * box->style->cell);
  }
  assert_true(divided > 10);
  g_string_free(words, TRUE);
  laid_close(&l);
}

/* CL-37: a line that is one address opens between its letters, rather than all lines before it between their words. */
static void CL_37(void **state)
{
  (void)state;
  struct laid l;
  laid_open(&l, "gongwen");
  laid_build_words(
      &l,
      "开设“疫情防控”“复工复产”“放心消费”等专题专栏；微博@沭水市场监管粉丝数达10.3万，“12315”热线受理投诉举报46,817件，"
      "按时办结率为99.86%。（详见http://scjgj.shushui.gov.cn/art/2020/12/31/"
      "art_1229_58940123.html?channel=zfxxgk&type=annual-report）");
  assert_true(laid_paragraph(&l, 0)->lines.count >= 4);
  for (size_t i = 0; i < l.paged.diags.count; i++)
    assert_int_not_equal(l.paged.diags.items[i]->code, DIAG_LINE_LOOSE);
  laid_close(&l);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      RULE("CL-02", CL_02),
      RULE("CL-08", CL_08),
      RULE("CL-09", CL_09),
      RULE("CL-25", CL_25),
      RULE("CL-37-line", CL_37),
      RULE("CL-43", CL_43),
      RULE("CL-45", CL_45),
      RULE("CL-50", CL_50),
      RULE("CL-50-others", CL_50_others),
      RULE("CL-51", CL_51),
      RULE("CL-52", CL_52),
      RULE("CL-80", CL_80),
      RULE("CL-83", CL_83),
      RULE("CL-83-headings", CL_83_headings),
  };
  return RULES_RUN(tests);
}
