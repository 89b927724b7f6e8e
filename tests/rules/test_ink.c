/* CL-01, CL-10 … CL-18: where the ink of marks lies, in every face that sets Han, none falling back to another. */
#include "faces.h"

#define TINY (EM / 100)

typedef void face_check(const char *face, const struct text *text, size_t cluster, const char *mark);

/* Each mark between two Han characters, in each face, at the size and in the narrower cell of the grid (GW-04). */
static void each_mark(void **state, const char *marks, face_check *check)
{
  struct each_face *each = *state;
  for (size_t i = 0; i < each->roles->len; i++)
    for (const char *c = marks; *c; c = g_utf8_next_char(c)) {
      char *mark = g_strndup(c, (gsize)(g_utf8_next_char(c) - c)), *words = g_strdup_printf("甲%s乙", mark);
      struct text_look look = shaping_look(&each->shaping, face_role(each, i));
      check(face_role(each, i), shape_with(&each->shaping, &look, words), 1, mark);
      look.cell = len_from_mm(156, 28);
      check(face_role(each, i), shape_with(&each->shaping, &look, words), 1, mark);
      g_free(mark);
      g_free(words);
    }
}

static void check_half(const char *face, const struct text *text, size_t k, const char *mark)
{
  struct ink ink = ink_of(text, k);
  assert_near(text->clusters[k].body, text->em / 2, 0, face, mark);
  if (ink.left < -TINY || ink.right > text->em / 2 + TINY)
    fail_msg("%s: %s reaches from %.3f to %.3f em", face, mark, (double)ink.left / EM, (double)ink.right / EM);
}

static void check_lower_left(const char *face, const struct text *text, size_t k, const char *mark)
{
  check_half(face, text, k, mark);
  struct ink ink = ink_of(text, k);
  assert_true(ink.top < han_middle(text->clusters[k].face));
  assert_int_equal(text->gaps[k].natural, text->em / 2); /* the right half is blank */
}

static void stops_lie_in_the_lower_left(void **state)
{
  each_mark(state, "。，、．", check_lower_left);
}

static void check_close_to_word(const char *face, const struct text *text, size_t k, const char *mark)
{
  check_half(face, text, k, mark);
  if (ink_of(text, k).left > text->em / 8 + 1)
    fail_msg("%s: %s stands %.3f em from its word", face, mark, (double)ink_of(text, k).left / EM);
}

static void stops_lie_in_the_left_half(void **state)
{
  each_mark(state, "，。、．；：？！", check_close_to_word);
}

static void check_opening(const char *face, const struct text *text, size_t k, const char *mark)
{
  check_half(face, text, k, mark);
  len side = text->em / 2 - ink_of(text, k).right;
  if (side > text->em / 8 + 1)
    fail_msg("%s: %s stands %.3f em from its word", face, mark, (double)side / EM);
  assert_int_equal(text->gaps[k - 1].natural, text->em / 2);
}

static void openers_lie_in_the_right_half(void **state)
{
  each_mark(state, "“‘「『（《〈【〖〔［｛", check_opening);
}

static void closers_lie_in_the_left_half(void **state)
{
  each_mark(state, "”’」』）》〉】〗〕］｝", check_close_to_word);
}

static void check_centred(const char *face, const struct text *text, size_t k, len body, const char *mark)
{
  struct ink ink = ink_of(text, k);
  assert_near(text->clusters[k].body, body, 2, face, mark);
  assert_near((ink.left + ink.right) / 2, body / 2, TINY, face, mark);
  bool slanted = text->clusters[k].class_ == CLASS_SOLIDUS; /* as high as the line: a twelfth of an em does not show */
  len off = (ink.top + ink.bottom) / 2 - han_middle(text->clusters[0].face);
  bool low = off < 0; /* no mark is raised much, lest readers take it off its line */
  assert_near(off, 0, slanted ? EM / 12 : low ? EM / 11 : TINY, face, mark);
}

/* The strokes of two clusters, or of one, as they stand on the line. */
static void check_dash(const char *face, const struct text *text, const char *words)
{
  size_t last = text->count - 2;
  len body = 0, end = -1;
  for (size_t k = 1; k <= last; body += text->clusters[k++].body)
    for (uint32_t g = 0; g < text->clusters[k].glyph_count; g++) {
      struct ink ink = ink_of_glyph(text, k, g);
      if (end >= 0 && (body + ink.left > end - 1 || body + ink.left < end - EM / 16))
        fail_msg("%s: the strokes of %s lie %.4f em apart", face, words, (double)(body + ink.left - end) / EM);
      end = body + ink.right;
      assert_near((ink.top + ink.bottom) / 2, han_middle(text->clusters[0].face), TINY, face, words);
    }
  assert_near(body, 2 * text->em, 2, face, words);
  assert_near(ink_of(text, 1).left, body - end, TINY, face, words); /* as much at both ends */
  assert_true(end - ink_of(text, 1).left > text->em * 3 / 2);
}

static void dashes_have_no_seam(void **state)
{
  static const char *const words[] = {"甲——乙", "甲⸺乙"};
  struct each_face *each = *state;
  for (size_t i = 0; i < each->roles->len; i++)
    for (size_t w = 0; w < G_N_ELEMENTS(words); w++) {
      struct text_look look = shaping_look(&each->shaping, face_role(each, i));
      check_dash(face_role(each, i), shape_with(&each->shaping, &look, words[w]), words[w]);
      look.cell = len_from_mm(156, 28);
      check_dash(face_role(each, i), shape_with(&each->shaping, &look, words[w]), words[w]);
    }
}

/* Three dots in an ink box, each as wide as high: how far from the first middle to the third, and the pitch. */
static void check_dots(const char *face, const struct text *text, const char *words)
{
  struct ink first = ink_of(text, 1), second = ink_of(text, 2);
  len dot = first.top - first.bottom, pitch = (first.right - first.left - dot) / 2;
  len across = text->clusters[1].body + second.left - (first.right - dot);
  assert_near(across, pitch, EM / 50, face, words);
  assert_near((first.top + first.bottom) / 2, han_middle(text->clusters[0].face), EM * 6 / 100, face, words);
  assert_near(first.left, text->em - second.right, TINY, face, words);
  assert_near(text->clusters[1].body + text->clusters[2].body, 2 * text->em, 2, face, words);
}

static void six_dots_stand_equally_far_apart(void **state)
{
  struct each_face *each = *state;
  for (size_t i = 0; i < each->roles->len; i++) {
    check_dots(face_role(each, i), shape(&each->shaping, face_role(each, i), "甲……乙"), "甲……乙");
    check_dots(face_role(each, i), shape(&each->shaping, face_role(each, i), "甲⋯⋯乙"), "甲⋯⋯乙");
    const struct text *text = shape(&each->shaping, face_role(each, i), "…………");
    assert_near(text_width(text, 0, text->count), 4 * EM, 8, face_role(each, i), "…………");
  }
}

static void check_whole(const char *face, const struct text *text, size_t k, const char *mark)
{
  check_centred(face, text, k, text->em, mark);
}

static void check_narrow(const char *face, const struct text *text, size_t k, const char *mark)
{
  check_centred(face, text, k, text->em / 2, mark);
}

static void connectors_lie_on_the_middle(void **state)
{
  each_mark(state, "—～", check_whole);
  each_mark(state, "–-‐", check_narrow);
}

static void interpuncts_lie_in_the_middle_of_half_a_cell(void **state)
{
  each_mark(state, "·‧•・", check_narrow);
}

static void solidi_lie_in_the_middle_of_half_a_cell(void **state)
{
  each_mark(state, "/／", check_narrow);
}

static void check_two_in_a_cell(const char *face, const struct text *text, size_t k, const char *mark)
{
  assert_int_equal(text->clusters[k].body, text->em);
  assert_int_equal(text->gaps[k].natural, 0);
  assert_int_equal(text->clusters[k].glyph_count, 2);
  struct ink first = ink_of_glyph(text, k, 0), second = ink_of_glyph(text, k, 1);
  if (first.left < -TINY || first.right > text->em / 2 + TINY || second.left < text->em / 2 - TINY ||
      second.right > text->em + TINY)
    fail_msg("%s: the parts of %s leave their halves", face, mark);
}

static void doubled_marks_take_one_cell(void **state)
{
  each_mark(state, "‼⁇⁈⁉", check_two_in_a_cell);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      RULE("CL-01", stops_lie_in_the_lower_left),
      RULE("CL-10", stops_lie_in_the_left_half),
      RULE("CL-11", openers_lie_in_the_right_half),
      RULE("CL-12", closers_lie_in_the_left_half),
      RULE("CL-13", dashes_have_no_seam),
      RULE("CL-14", six_dots_stand_equally_far_apart),
      RULE("CL-15", connectors_lie_on_the_middle),
      RULE("CL-16", interpuncts_lie_in_the_middle_of_half_a_cell),
      RULE("CL-17", solidi_lie_in_the_middle_of_half_a_cell),
      RULE("CL-18", doubled_marks_take_one_cell),
  };
  return FACES_RUN(tests);
}
