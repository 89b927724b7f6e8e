/* Rare characters: taken from another face and said so, at the height of their neighbours; never an empty box. */
#include "shaping.h"

static const char *const body_roles[] = {"仿宋", "宋体", "楷体", "黑体", "小标宋"};

static void assert_drawn(const struct text *text)
{
  for (size_t g = 0; g < text->glyph_count; g++)
    assert_int_not_equal(text->glyphs[g].id, 0);
}

/* Characters of names and places beyond GB 2312, some beyond the BMP, in every role, bold too. */
static void test_names_are_covered(void **state)
{
  struct shaping *s = *state;
  size_t before = s->diags.errors;
  for (size_t r = 0; r < sizeof body_roles / sizeof *body_roles; r++)
    for (int strong = 0; strong < 2; strong++) {
      const char *words = "喆镕堃𬒈𬭎𫍯﨑㊱々〇";
      struct text_run run = {.text = words, .length = (uint32_t)strlen(words), .strong = strong};
      struct text_look look = shaping_look(s, body_roles[r]);
      const struct text *text = text_shape(s->arena, s->fonts, &look, &run, 1, &s->diags);
      assert_drawn(text);
      assert_in_range(text_width(text, 0, text->count), 10 * EM - 8, 10 * EM + 8);
    }
  assert_int_equal(s->diags.errors, before);
}

static len middle(const struct face *face)
{
  return len_scale(EM, fonts_middle(face), fonts_upem(face));
}

static void test_fallback_stands_as_high(void **state)
{
  struct shaping *s = *state;
  for (size_t r = 0; r < sizeof body_roles / sizeof *body_roles; r++) {
    const struct text *text = shape(s, body_roles[r], "朱镕国喆");
    const struct face *first = text->clusters[0].face;
    for (size_t k = 0; k < text->count; k++) {
      len want = middle(text->clusters[k].face) - middle(first); /* y grows downwards */
      assert_in_range(text->glyphs[text->clusters[k].glyph_at].y - want + 2, 0, 4);
    }
  }
  assert_true(middle(shape(s, "仿宋", "朱")->clusters[0].face) != middle(shape(s, "仿宋", "镕")->clusters[0].face));
}

/* A bold word in another role stands as high as the rest of its line. */
static void test_bold_stands_as_high(void **state)
{
  struct shaping *s = *state;
  struct text_run runs[] = {{.text = "甲", .length = 3}, {.text = "国", .length = 3, .strong = true}};
  struct text_look look = shaping_look(s, "仿宋");
  const struct text *text = text_shape(s->arena, s->fonts, &look, runs, 2, &s->diags);
  const struct face *bold = text->clusters[1].face;
  assert_ptr_not_equal(bold, text->clusters[0].face);
  len want = middle(bold) - middle(text->clusters[0].face), most = -EM / 80; /* and never much higher than drawn */
  assert_in_range(text->glyphs[1].y - len_max(want, most) + 2, 0, 4);
}

/* Fandol draws ～ too small and high: it is another face's on purpose, and no news. */
static void test_marks_drawn_wrong_are_no_news(void **state)
{
  struct shaping *s = *state;
  size_t before = s->diags.count;
  for (size_t r = 0; r < sizeof body_roles / sizeof *body_roles; r++) {
    const struct text *text = shape(s, body_roles[r], "甲～乙……①□■●○￥⸺‼‧⋯⋯／");
    assert_null(strstr(text->clusters[cluster_of(text, "～")].face->name, "Fandol"));
    assert_drawn(text);
  }
  assert_int_equal(s->diags.count, before);
}

static void test_combining_marks(void **state)
{
  struct shaping *s = *state;
  size_t before = s->diags.count;
  assert_drawn(shape(s, "仿宋", "e\xCC\x81"));
  assert_int_equal(s->diags.count, before);
  const struct text *text = shape(s, "仿宋", "甲\xCC\x88乙"); /* ̈  is in no Fandol */
  assert_drawn(text);
  assert_int_equal(s->diags.count, before + 1);
  assert_int_equal(s->diags.items[before]->code, DIAG_GLYPH_FALLBACK);
  assert_in_range(text_width(text, 0, text->count), 2 * EM - 8, 2 * EM + 8);
}

/* 葛 with a selector: its form where a face has it, else the usual one and a word about it; never a second glyph. */
static void test_selected_forms(void **state)
{
  struct shaping *s = *state;
  size_t before = s->diags.count;
  const struct text *text = shape(s, "仿宋", "葛\xF3\xA0\x84\x80城葛\xF3\xA0\x84\x80");
  assert_int_equal(text->count, 3);
  assert_int_equal(text->glyph_count, 3);
  assert_int_equal(text->clusters[0].text_length, 7); /* read back as written */
  assert_drawn(text);
  assert_int_equal(s->diags.count, before + 1);
  assert_int_equal(s->diags.items[before]->code, DIAG_GLYPH_FALLBACK);
  assert_non_null(strstr(s->diags.items[before]->message, "U+E0100"));
  shape(s, "仿宋", "★\xEF\xB8\x8E"); /* signs and emoji are one in print */
  assert_int_equal(s->diags.count, before + 1);
}

static void test_places_are_counted_once(void **state)
{
  struct shaping *s = *state;
  const char *words = "瞭望瞭";
  uint32_t file = files_add(&s->files, "names.yaml", words, strlen(words));
  struct text_run run = {.text = words, .length = (uint32_t)strlen(words), .span = {file, 0, (uint32_t)strlen(words)}};
  struct text_look look = shaping_look(s, "楷体");
  text_shape(s->arena, s->fonts, &look, &run, 1, &s->diags);
  text_shape(s->arena, s->fonts, &look, &run, 1, &s->diags); /* as cells are, at several sizes */
  size_t count, found = 0;
  const struct fallback *list = fonts_fallbacks(s->fonts, &count);
  for (size_t i = 0; i < count; i++)
    if (strcmp(list[i].role, "楷体") == 0 && list[i].code == 0x77AD) {
      found++;
      assert_int_equal(list[i].count, 2);
      assert_int_equal(list[i].first.begin, 0);
      assert_string_equal(list[i].face->name, "LXGWWenKai-Light");
    }
  assert_int_equal(found, 1);
  for (size_t i = 1; i < count; i++) /* by role, in the order of the table */
    for (size_t k = i + 1; k < count; k++)
      assert_true(list[i].role == list[i - 1].role || list[k].role != list[i - 1].role);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_names_are_covered),       cmocka_unit_test(test_fallback_stands_as_high),
      cmocka_unit_test(test_bold_stands_as_high),     cmocka_unit_test(test_marks_drawn_wrong_are_no_news),
      cmocka_unit_test(test_combining_marks),         cmocka_unit_test(test_selected_forms),
      cmocka_unit_test(test_places_are_counted_once),
  };
  return cmocka_run_group_tests(tests, shaping_open, shaping_close);
}
