/* CL-10 … CL-18, CL-40 … CL-47, CL-60 … CL-66: natural widths, in every body face. */
#include "shaping.h"

static const char *const body_roles[] = {"仿宋", "宋体", "楷体", "黑体", "小标宋"};

struct vector {
  const char *rule;
  const char *words;
  int quarters; /* width in ¼ em */
};

static const struct vector vectors[] = {
    {"CL-04", "年报", 8},
    {"CL-40", "中（甲）（乙）中", 30},
    {"CL-41", "他说：“好。”中", 28},
    {"CL-41", "甲、《乙》中", 22},
    {"CL-40", "甲。』」中", 16},
    {"CL-40", "（（甲））乙",
     18}, /* no blank between the brackets; ½ before 乙; the opening blank is gone at the start */
    {"CL-42", "甲……。中", 20},
    {"CL-16", "甲·乙", 10},
    {"CL-17", "甲／乙", 10},
    {"CL-13", "甲——乙", 16},
    {"CL-14", "甲……乙", 16},
    {"CL-15", "甲～乙", 12},
    {"CL-15", "甲-乙", 10},
    {"CL-17", "甲/乙", 10},
    {"CL-18", "甲？！乙", 12},   /* the two share one cell */
    {"CL-18", "甲？！！乙", 16}, /* three take two */
    {"CL-18", "甲⁉乙", 12},
    {"CL-41", "甲，、乙", 16}, /* two stops without a bracket stay as they are */
    {"CL-43", "（甲", 6},
    {"CL-44", "甲，", 6},
    {"CL-44", "甲。", 6},
    {"CL-60", "甲5乙", 12}, /* ¼ + ½ + ¼ */
    {"CL-60", "甲2025年", 18},
    {"CL-62", "甲 5 乙", 12},
    {"CL-62", "甲  5  乙", 12},
    {"CL-61", "5甲", 7},
    {"CL-64", "7℃进", 11},
    {"CL-61", "甲，5", 10},
    {"CL-46", "甲， 5", 10},
    {"CL-61", "（5）", 6},
};

static void test_vectors(void **state)
{
  struct shaping *s = *state;
  for (size_t r = 0; r < sizeof body_roles / sizeof *body_roles; r++)
    for (size_t v = 0; v < sizeof vectors / sizeof *vectors; v++) {
      const struct text *text = shape(s, body_roles[r], vectors[v].words);
      len width = text_width(text, 0, text->count), want = vectors[v].quarters * EM / 4;
      if (width < want - 8 || width > want + 8) {
        text_dump(stderr, text);
        fail_msg("%s %s “%s”: %.3f em, not %.2f", vectors[v].rule, body_roles[r], vectors[v].words, (double)width / EM,
                 vectors[v].quarters / 4.0);
      }
    }
}

/* CL-11, CL-12: the ink of every mark lies in its half, whatever the face drew; so compression cuts nothing. */
static void test_ink_stays_in_its_half(void **state)
{
  struct shaping *s = *state;
  const char *marks = "，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』";
  for (size_t r = 0; r < sizeof body_roles / sizeof *body_roles; r++) {
    const struct text *text = shape(s, body_roles[r], marks);
    for (size_t i = 0; i < text->count; i++) {
      const struct text_cluster *c = &text->clusters[i];
      const struct text_glyph *glyph = &text->glyphs[c->glyph_at];
      struct glyph_ink ink = fonts_ink(c->face, glyph->id);
      len left = glyph->x + len_scale(EM, ink.left, fonts_upem(c->face));
      len right = glyph->x + len_scale(EM, ink.right, fonts_upem(c->face));
      assert_int_equal(c->body, EM / 2);
      if (left < -EM / 50 || right > EM / 2 + EM / 50)
        fail_msg("%s: %.*s has its ink at %.3f … %.3f em", body_roles[r], c->text_length, text->bytes + c->text_at,
                 (double)left / EM, (double)right / EM);
    }
  }
}

/* CL-1x-a: Latin on both sides makes them Latin marks. */
static void test_shared_marks(void **state)
{
  struct shaping *s = *state;
  const struct text *text = shape(s, "仿宋", "他“don’t say ‘no’”吧");
  const struct text_cluster *apostrophe = &text->clusters[cluster_of(text, "’t")];
  assert_true(apostrophe->body < EM / 2);
  const struct text_cluster *quote = &text->clusters[cluster_of(text, "“don")];
  assert_int_equal(quote->body, EM / 2); /* a Han character before it */
  assert_int_equal(quote->class_, CLASS_OPEN);
}

/* CL-66: tables may do without the gap. */
static void test_gap_off(void **state)
{
  struct shaping *s = *state;
  struct text_look look = shaping_look(s, "宋体");
  look.gap = false;
  const struct text *text = shape_with(s, &look, "甲5乙");
  assert_in_range(text_width(text, 0, text->count), EM * 5 / 2 - 8, EM * 5 / 2 + 8);
}

/* GW-04: a cell narrower than the glyph moves the glyph to its middle. */
static void test_cell_narrower_than_size(void **state)
{
  struct shaping *s = *state;
  struct text_look look = shaping_look(s, "仿宋");
  look.cell = len_from_mm(156, 28);
  const struct text *text = shape_with(s, &look, "年报，年");
  assert_int_equal(text_width(text, 0, 2), 2 * look.cell);
  assert_in_range(text->glyphs[0].x + EM, (look.cell - EM) / 2 + EM - 1, (look.cell - EM) / 2 + EM + 1);
}

/* Wide scripts and rare ideographs come from fallbacks with a warning that names them, once. */
static void test_fallback_is_reported_once(void **state)
{
  struct shaping *s = *state;
  size_t before = s->diags.count;
  const struct text *text = shape(s, "仿宋", "啰啰瞭啰");
  assert_int_equal(s->diags.count - before, 2);
  assert_int_equal(s->diags.items[before]->code, DIAG_GLYPH_FALLBACK);
  assert_non_null(strstr(s->diags.items[before]->message, "U+5570"));
  assert_int_equal(text_width(text, 0, text->count), 4 * EM);
}

/* What the Latin face has is no fallback: signs of numbers above all. */
static void test_number_signs_are_latin(void **state)
{
  struct shaping *s = *state;
  size_t before = s->diags.count;
  const struct text *text = shape(s, "宋体", "降−8.5，占3‰，达±5°，计m²");
  assert_int_equal(s->diags.count, before);
  const struct text_cluster *minus = &text->clusters[cluster_of(text, "−")];
  assert_ptr_equal(minus->face, text->clusters[cluster_of(text, "8")].face);
  assert_int_equal(text->gaps[cluster_of(text, "降")].kind, GAP_LATIN);
}

/* A face that draws a sign wrong is passed over for it: Fandol's ￥ is a dollar. */
static void test_signs_a_face_draws_wrong(void **state)
{
  struct shaping *s = *state;
  for (size_t r = 0; r < sizeof body_roles / sizeof *body_roles; r++) {
    const struct text *text = shape(s, body_roles[r], "￥2");
    assert_null(strstr(text->clusters[0].face->name, "Fandol"));
  }
}

static void test_missing_is_an_error(void **state)
{
  struct shaping *s = *state;
  size_t before = s->diags.errors;
  const struct text *text = shape(s, "仿宋", "甲𓀀乙𓀀");
  assert_int_equal(s->diags.errors - before, 1);
  assert_int_equal(text->count, 4);
  for (size_t i = 0; i < text->glyph_count; i++)
    assert_int_not_equal(text->glyphs[i].id, 0); /* never .notdef */
}

/* Clusters cover the words in order, without the spaces that a gap replaces. */
static void test_clusters_keep_the_text(void **state)
{
  struct shaping *s = *state;
  const char *words = "本局 2025 年 fine office 及 e\xCC\x81té、①项——“是”……";
  const struct text *text = shape(s, "仿宋", words);
  char joined[256] = {0};
  for (size_t i = 0; i < text->count; i++)
    strncat(joined, text->bytes + text->clusters[i].text_at, text->clusters[i].text_length);
  assert_string_equal(joined, "本局2025年fine office及e\xCC\x81té、①项——“是”……");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_vectors),
      cmocka_unit_test(test_ink_stays_in_its_half),
      cmocka_unit_test(test_shared_marks),
      cmocka_unit_test(test_gap_off),
      cmocka_unit_test(test_cell_narrower_than_size),
      cmocka_unit_test(test_fallback_is_reported_once),
      cmocka_unit_test(test_number_signs_are_latin),
      cmocka_unit_test(test_signs_a_face_draws_wrong),
      cmocka_unit_test(test_missing_is_an_error),
      cmocka_unit_test(test_clusters_keep_the_text),
  };
  return cmocka_run_group_tests(tests, shaping_open, shaping_close);
}
