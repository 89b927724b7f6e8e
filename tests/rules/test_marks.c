/* CL-19, CL-90, CL-91: marks below the characters, measured on pages. */
#include "rules.h"

#include "../unit/page/paged.h"
#include "box/paragraph.h"

#define DOT_SEGMENTS 6
#define SIZE         (16 * LEN_PT)

static struct paged build_text(const char *words)
{
  char *yaml = free_report(words);
  struct paged p = paged_build(yaml, false);
  g_free(yaml);
  return p;
}

struct place {
  len x, y;
};

struct places {
  struct place items[256];
  size_t count;
};

/* The middles of the dots: filled paths, each dot begun by a move to its left edge. */
static struct places dots_of(const struct paged *p)
{
  struct places dots = {.count = 0};
  const struct frame_page *page = &p->document->pages[0];
  for (size_t i = 0; i < page->count; i++) {
    const struct frame_item *item = &page->items[i];
    if (item->kind != FRAME_PATH || item->as.path.width != 0)
      continue;
    const struct frame_segment *segments = item->as.path.segments;
    assert_int_equal(item->as.path.count % DOT_SEGMENTS, 0);
    for (uint32_t s = 0; s < item->as.path.count; s += DOT_SEGMENTS) {
      len left = segments[s].to.x, right = segments[s + 2].to.x;
      assert_int_equal(right - left, SIZE / 8); /* its diameter */
      dots.items[dots.count++] = (struct place){item->x + (left + right) / 2, item->y};
    }
  }
  return dots;
}

/* The middles of all characters of `wanted`, on their baselines, in the order of the page. */
static struct places characters_of(const struct paged *p, const char *wanted)
{
  struct places found = {.count = 0};
  const struct frame_page *page = &p->document->pages[0];
  for (size_t i = 0; i < page->count; i++) {
    if (page->items[i].kind != FRAME_RUN)
      continue;
    const struct frame_run *run = &page->items[i].as.run;
    const char *at = run->text;
    for (uint32_t c = 0; c < run->cluster_count; at += run->clusters[c++].bytes)
      if (run->cluster_count == run->glyph_count && g_utf8_strchr(wanted, -1, g_utf8_get_char(at)))
        found.items[found.count++] =
            (struct place){page->items[i].x + run->glyphs[c].x + run->size / 2, page->items[i].y};
  }
  return found;
}

static char *long_words(const char *before, const char *marked, const char *behind)
{
  GString *words = g_string_new("　　");
  for (int i = 0; i < 12; i++)
    g_string_append_printf(words, "本局“%d”%s%s%s、", i, before, marked, behind);
  return g_string_free(words, FALSE);
}

static void dots_stand_below_the_middle_of_each_han(void **state)
{
  (void)state;
  char *words = long_words("*", "公开为常态，（不GDP 2026：止）", "*");
  struct paged p = build_text(words);
  struct places dots = dots_of(&p), characters = characters_of(&p, "公开为常态不止");
  assert_int_equal(characters.count, 12 * 7);
  assert_int_equal(dots.count, characters.count); /* and none below marks, spaces, letters, digits */
  for (size_t i = 0; i < dots.count; i++) {
    assert_in_range(dots.items[i].x - characters.items[i].x + 1, 0, 2);
    len below = dots.items[i].y - characters.items[i].y - SIZE * 120 / 1000; /* the character's box */
    assert_in_range(below - SIZE / 16, 1, SIZE / 2 - SIZE / 8);              /* clear of it, and within half an em */
  }
  g_free(words);
  paged_close(&p);
}

static void dots_change_no_place(void **state)
{
  (void)state;
  char *marked = long_words("*", "公开为常态，（不GDP 2026：止）", "*");
  char *plain = long_words("", "公开为常态，（不GDP 2026：止）", "");
  struct paged a = build_text(marked), b = build_text(plain);
  struct places with = characters_of(&a, "本局公开为常态不止"), without = characters_of(&b, "本局公开为常态不止");
  assert_int_equal(with.count, without.count);
  assert_memory_equal(with.items, without.items, with.count * sizeof *with.items);
  paged_close(&a);
  paged_close(&b);
  g_free(marked);
  g_free(plain);
}

/* The runs of `*公开2026*` and `*2026*` as they are shaped. */
static void check_emphasis(const struct box_context *context, const struct text_style *style, bool dots)
{
  struct block_run runs[] = {{.text = "公开", .length = 6, .marks = INLINE_EMPHASIS},
                             {.text = "2026", .length = 4, .marks = INLINE_EMPHASIS},
                             {.text = "年", .length = 3},
                             {.text = "2026", .length = 4, .marks = INLINE_EMPHASIS}};
  struct block_runs all = {runs, 4, 4};
  const struct text *text = box_shape(context, style, 20 * style->cell, NULL, &all, 1);
  for (size_t i = 0; i < 2; i++) {
    assert_int_equal(text->runs[i].dots, dots);
    assert_int_equal(text->runs[i].strong, !dots);
  }
  assert_false(text->runs[2].dots || text->runs[2].strong);
  assert_true(text->runs[3].strong && !text->runs[3].dots); /* no Han: nothing to set a dot below */
}

static void emphasis_without_room_for_dots_is_bold(void **state)
{
  (void)state;
  struct paged p = build_text("甲");
  struct sheet sheet = *p.sheet;
  struct box_context context = {
      .arena = p.arena, .scratch = p.arena, .sheet = &sheet, .fonts = p.fonts, .diags = &p.diags};
  struct text_style tight = sheet.styles[STYLE_BODY], wide = tight;
  wide.pitch = wide.size * 3 / 2;
  tight.pitch = wide.pitch - 1;
  check_emphasis(&context, &wide, true);
  check_emphasis(&context, &tight, false);
  check_emphasis(&context, &sheet.styles[STYLE_TABLE_CELL], false);
  sheet.rules.emphasis = EMPHASIS_BOLD;
  check_emphasis(&context, &wide, false);
  paged_close(&p);
}

/* --- lines below names --- */

struct stroke {
  len left, right, y, width;
  bool wavy;
};

/* The strokes below the text of the first page, in the order drawn. */
static size_t strokes_of(const struct paged *p, struct stroke *out, size_t most)
{
  size_t count = 0;
  const struct frame_page *page = &p->document->pages[0];
  for (size_t i = 0; i < page->count; i++) {
    const struct frame_item *item = &page->items[i];
    struct stroke stroke = {.left = item->x, .y = item->y};
    if (item->kind == FRAME_RULE) {
      stroke.right = item->x + item->as.rule.dx;
      stroke.width = item->as.rule.width;
    } else if (item->kind == FRAME_PATH && item->as.path.width > 0) {
      assert_int_equal(item->as.path.count % 2, 1); /* a move, then whole periods */
      stroke.right = item->x + item->as.path.segments[item->as.path.count - 1].to.x;
      stroke.width = item->as.path.width;
      stroke.wavy = true;
    } else {
      continue;
    }
    assert_true(count < most);
    out[count++] = stroke;
  }
  return count;
}

static len left_of(const struct paged *p, const char *character)
{
  struct places places = characters_of(p, character);
  assert_int_equal(places.count, 1);
  return places.items[0].x - p->sheet->styles[STYLE_BODY].cell / 2;
}

static len right_of(const struct paged *p, const char *character)
{
  return left_of(p, character) + p->sheet->styles[STYLE_BODY].cell;
}

static void lines_run_from_the_first_to_the_last_character(void **state)
{
  (void)state;
  struct paged p = build_text("在<u>上${year}**海**市</u>与<cite>论语</cite>。");
  struct stroke strokes[2];
  assert_int_equal(strokes_of(&p, strokes, 2), 2);
  static const char *const ends[][2] = {{"上", "市"}, {"论", "语"}};
  len baseline = characters_of(&p, "上").items[0].y;
  for (size_t i = 0; i < 2; i++) {
    const struct stroke *s = &strokes[i];
    assert_int_equal(s->wavy, i == 1);
    assert_in_range(s->left - left_of(&p, ends[i][0]) - SIZE / 16 + 1, 0, 2);
    assert_in_range(right_of(&p, ends[i][1]) - SIZE / 16 - s->right + 1, 0, 2);
    assert_in_range(s->width, SIZE / 30, SIZE / 15);
    assert_in_range(s->y - s->width - baseline - SIZE * 120 / 1000, 1, SIZE / 4); /* clear of the character's box */
  }
  paged_close(&p);
}

static void each_line_has_its_own_piece(void **state)
{
  (void)state;
  struct paged p = build_text("一二三四五六七八九十一二三四五六七八九十一二三<u>甲乙丙丁戊己</u>庚");
  struct stroke strokes[2];
  assert_int_equal(strokes_of(&p, strokes, 2), 2);
  assert_in_range(strokes[0].left - left_of(&p, "甲") - SIZE / 16 + 1, 0, 2);
  assert_in_range(p.sheet->area_x + p.sheet->area_width - SIZE / 16 - strokes[0].right + 1, 0, 2);
  assert_in_range(strokes[1].left - p.sheet->area_x - SIZE / 16 + 1, 0, 2);
  assert_in_range(right_of(&p, "己") - SIZE / 16 - strokes[1].right + 1, 0, 2);
  assert_true(strokes[1].y > strokes[0].y + p.sheet->box);
  paged_close(&p);
}

/* The blank of a closing mark, and a full-width space, are no part of a name. */
static void no_line_runs_below_blanks_at_the_ends(void **state)
{
  (void)state;
  struct paged p = build_text("在<u>　甲乙　</u>与<u>（丙丁）</u>庚");
  struct stroke strokes[2];
  assert_int_equal(strokes_of(&p, strokes, 2), 2);
  assert_in_range(strokes[0].left - left_of(&p, "甲") - SIZE / 16 + 1, 0, 2);
  assert_in_range(right_of(&p, "乙") - SIZE / 16 - strokes[0].right + 1, 0, 2);
  len half = p.sheet->styles[STYLE_BODY].cell / 2;
  assert_in_range(strokes[1].left - (left_of(&p, "丙") - half) - SIZE / 16 + 2, 0, 4);
  assert_in_range(right_of(&p, "丁") + half - SIZE / 16 - strokes[1].right + 2, 0, 4);
  paged_close(&p);
}

static void dots_stand_outside_a_line(void **state)
{
  (void)state;
  struct paged p = build_text("在*<cite>甲乙</cite>丙*与*丁*");
  struct stroke stroke;
  assert_int_equal(strokes_of(&p, &stroke, 1), 1);
  struct places dots = dots_of(&p);
  assert_int_equal(dots.count, 4);
  for (size_t i = 0; i < 3; i++) /* one row, also below 丙 */
    assert_true(dots.items[i].y - SIZE / 16 > stroke.y + SIZE / 24 + stroke.width / 2);
  assert_true(dots.items[3].y < dots.items[2].y);
  assert_true(dots.items[0].y + SIZE / 16 < characters_of(&p, "甲").items[0].y + SIZE * 620 / 1000);
  paged_close(&p);
}

static void names_side_by_side_are_apart(void **state)
{
  (void)state;
  struct paged p = build_text("在<u>甲乙</u><u>丙丁</u><cite>戊己</cite><cite>庚辛</cite>");
  struct stroke strokes[4];
  assert_int_equal(strokes_of(&p, strokes, 4), 4);
  for (size_t i = 0; i < 3; i++)
    assert_in_range(strokes[i + 1].left - strokes[i].right, SIZE / 16, SIZE / 8 + 1);
  paged_close(&p);
}

static void marks_are_artifacts(void **state)
{
  (void)state;
  struct paged p = build_text("在*甲*<u>乙</u><cite>丙</cite>");
  bool artifact = false;
  size_t marks = 0;
  const struct frame_page *page = &p.document->pages[0];
  for (size_t i = 0; i < page->count; i++) {
    enum frame_kind kind = page->items[i].kind;
    artifact = kind == FRAME_ARTIFACT_BEGIN || (artifact && kind != FRAME_ARTIFACT_END);
    if (kind != FRAME_PATH && kind != FRAME_RULE)
      continue;
    assert_true(artifact);
    marks++;
  }
  assert_int_equal(marks, 3);
  paged_close(&p);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      RULE("CL-19", lines_run_from_the_first_to_the_last_character),
      RULE("CL-19-pieces", each_line_has_its_own_piece),
      RULE("CL-19-blanks", no_line_runs_below_blanks_at_the_ends),
      RULE("CL-19-artifacts", marks_are_artifacts),
      RULE("CL-90", dots_stand_below_the_middle_of_each_han),
      RULE("CL-90-places", dots_change_no_place),
      RULE("CL-90-room", emphasis_without_room_for_dots_is_bold),
      RULE("CL-90-outside", dots_stand_outside_a_line),
      RULE("CL-91", names_side_by_side_are_apart),
  };
  return RULES_RUN(tests);
}
