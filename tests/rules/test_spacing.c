/* CL-40 … CL-46, CL-60 … CL-66: natural widths and gaps, in every body face; and the switches of the layout. */
#include <glib.h>

#include <stdlib.h>

#include "rules.h"

static const char *const roles[] = {"仿宋", "宋体", "楷体", "黑体", "小标宋"};

struct vector {
  const char *rule;
  const char *words;
  int eighths; /* width in ⅛ em */
};

static const struct vector vectors[] = {
    {"CL-40", "中（甲）（乙）中", 60},
    {"CL-40", "甲。』」中", 32},
    {"CL-40", "（（甲））乙", 36},
    {"CL-40", "《甲》《乙》丙", 48},
    {"CL-40", "甲”，“乙", 32}, /* ”， lose a half, ，“ keep one between the inks */
    {"CL-41", "他说：“好。”中", 56},
    {"CL-41", "甲、《乙》中", 44},
    {"CL-41", "甲，、乙", 32}, /* two stops without a bracket stay as they are */
    {"CL-41", "甲）。乙", 28},
    {"CL-42", "甲……。中", 40},
    {"CL-42", "甲——，中", 40},
    {"CL-42", "甲·乙", 20},
    {"CL-43", "（甲", 12},
    {"CL-43", "“甲乙", 20},
    {"CL-44", "甲，", 12},
    {"CL-44", "甲。", 12},
    {"CL-44", "甲）", 12},
    {"CL-46", "甲， 5", 20},
    {"CL-46", "（5）", 12},
    {"CL-46", "5，甲", 20},
    {"CL-60", "甲5乙", 24}, /* ¼ + ½ + ¼ */
    {"CL-60", "甲2025年", 36},
    {"CL-61", "甲，5", 20},
    {"CL-61", "（5）甲", 24},
    {"CL-61", "5甲", 14},
    {"CL-61", "甲5", 14},
    {"CL-62", "甲 5 乙", 24},
    {"CL-62", "甲  5  乙", 24},
    {"CL-64", "7℃进", 22},
    {"CL-64", "占5%的", 28},
};

static void check_vectors(struct shaping *s, const char *rule)
{
  size_t seen = 0;
  for (size_t r = 0; r < G_N_ELEMENTS(roles); r++)
    for (size_t v = 0; v < G_N_ELEMENTS(vectors); v++) {
      if (strcmp(vectors[v].rule, rule) != 0)
        continue;
      const struct text *text = shape(s, roles[r], vectors[v].words);
      len width = text_width(text, 0, text->count), want = vectors[v].eighths * EM / 8;
      if (strchr(vectors[v].words, '%')) /* which is as wide as the face has it */
        width += EM / 2 - text->clusters[cluster_of(text, "%")].body;
      seen++;
      if (abs(width - want) > 8) {
        text_dump(stderr, text);
        fail_msg("%s %s “%s”: %d/1024 em, not %d", rule, roles[r], vectors[v].words, (int)len_scale(width, 1024, EM),
                 vectors[v].eighths * 128);
      }
    }
  assert_true(seen > 0);
}

#define VECTORS(function, rule)                                                                                        \
  static void function(void **state)                                                                                   \
  {                                                                                                                    \
    check_vectors(*state, rule);                                                                                       \
  }

VECTORS(CL_40, "CL-40")
VECTORS(CL_41, "CL-41")
VECTORS(CL_42, "CL-42")
VECTORS(CL_43, "CL-43")
VECTORS(CL_44, "CL-44")
VECTORS(CL_46, "CL-46")
VECTORS(CL_61, "CL-61")
VECTORS(CL_62, "CL-62")

/* On both sides, for letters of Latin and Greek and for digits. */
static void CL_60(void **state)
{
  struct shaping *s = *state;
  check_vectors(s, "CL-60");
  const char *const words[] = {"甲A乙", "甲β乙", "甲5乙", "甲é乙"};
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
    const struct text *text = shape(s, "仿宋", words[i]);
    assert_int_equal(text->count, 3);
    for (size_t k = 0; k < 2; k++) {
      assert_int_equal(text->gaps[k].kind, GAP_LATIN);
      assert_int_equal(text->gaps[k].natural, EM / 4);
    }
  }
}

static void CL_64(void **state)
{
  struct shaping *s = *state;
  struct text_look look = shaping_look(s, "仿宋");
  check_vectors(s, "CL-64");
  const struct text *apart = shape_with(s, &look, "于2025年5月进");
  look.rules.date_gap = false;
  const struct text *close = shape_with(s, &look, "于2025年5月进");
  assert_int_equal(text_width(apart, 0, apart->count) - text_width(close, 0, close->count), EM / 2);
  assert_int_equal(close->gaps[cluster_of(close, "于")].natural, EM / 4);
}

/* The gap is there whatever run of the text its sides belong to. */
static void CL_65(void **state)
{
  struct shaping *s = *state;
  struct text_look look = shaping_look(s, "仿宋");
  const struct text_run runs[] = {{.text = "甲", .length = 3},
                                  {.text = "A", .length = 1, .strong = true},
                                  {.text = "乙", .length = 3, .link = "https://a"},
                                  {.text = " 5", .length = 2},
                                  {.text = "丙", .length = 3, .strong = true}};
  const struct text *text = text_shape(s->arena, s->fonts, &look, runs, G_N_ELEMENTS(runs), &s->diags);
  assert_int_equal(text->count, 5);
  for (size_t k = 0; k < 4; k++) {
    assert_int_equal(text->gaps[k].kind, GAP_LATIN);
    assert_int_equal(text->gaps[k].natural, EM / 4);
  }
}

/* Tables may do without the gap. */
static void CL_66(void **state)
{
  struct shaping *s = *state;
  struct text_look look = shaping_look(s, "宋体");
  look.gap = false;
  const struct text *text = shape_with(s, &look, "甲5乙");
  assert_in_range(text_width(text, 0, text->count), EM * 5 / 2 - 8, EM * 5 / 2 + 8);
}

/* CL-34: what stands between a number and its unit is narrow and takes no part in justification. */
static void CL_34(void **state)
{
  const struct text *text = shape(*state, "仿宋", "长5 km的");
  const struct text_gap *gap = &text->gaps[cluster_of(text, " km")];
  assert_int_equal(gap->kind, GAP_TIGHT);
  assert_int_equal(gap->natural, EM / 6);
}

/* CL-32, CL-33: nothing opens between a number and its signs, whichever face they are set in. */
static void CL_32(void **state)
{
  static const char *const words[] = {"占7％的", "为20℃时", "为￥100元", "在30°处", "占5‰的", "约±5度"};
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
    const struct text *text = shape(*state, "仿宋", words[i]);
    for (size_t k = 1; k + 3 < text->count; k++)
      assert_int_equal(text->gaps[k].kind, GAP_TIGHT);
  }
}

/* CL-16: an interpunct of a whole cell, where the layout wants it. */
static void CL_72(void **state)
{
  struct shaping *s = *state;
  struct text_look look = shaping_look(s, "仿宋");
  look.rules.full_interpunct = true;
  const struct text *text = shape_with(s, &look, "买·提");
  assert_int_equal(text_width(text, 0, text->count), 3 * EM);
  assert_int_equal(text->gaps[0].kind, GAP_INTERPUNCT);
  assert_int_equal(text->gaps[0].natural, text->gaps[1].natural);
}

/* CL-18: two of ？！ are one cell, three are two. */
static void CL_18(void **state)
{
  static const struct vector rows[] = {{"", "甲！乙", 24},     {"", "甲！！乙", 24}, {"", "甲？！乙", 24},
                                       {"", "甲！！！乙", 32}, {"", "甲‼乙", 24},    {"", "甲⁉", 16}};
  struct shaping *s = *state;
  for (size_t r = 0; r < G_N_ELEMENTS(roles); r++)
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
      const struct text *text = shape(s, roles[r], rows[i].words);
      len width = text_width(text, 0, text->count);
      if (abs(width - rows[i].eighths * EM / 8) > 8)
        fail_msg("%s %s: %d/1024 em", roles[r], rows[i].words, (int)len_scale(width, 1024, EM));
    }
}

/* CL-05: on the character grid, Latin takes whole cells, half of the padding on either side. */
static void CL_05(void **state)
{
  struct shaping *s = *state;
  struct text_look look = shaping_look(s, "仿宋");
  look.rules.latin_cells = true;
  const char *const words[] = {"甲5乙", "甲2025年", "甲Word乙", "甲12乙3丙", "用 Office 365 写"};
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
    const struct text *text = shape_with(s, &look, words[i]);
    len width = text_width(text, 0, text->count);
    if (width % EM != 0)
      fail_msg("%s is %d/1024 em", words[i], (int)len_scale(width, 1024, EM));
    const struct text_gap *left = &text->gaps[0];
    assert_true(left->natural >= 0 && left->natural <= EM / 2);
  }
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      RULE("CL-05", CL_05), RULE("CL-18", CL_18), RULE("CL-32", CL_32), RULE("CL-34", CL_34), RULE("CL-40", CL_40),
      RULE("CL-41", CL_41), RULE("CL-42", CL_42), RULE("CL-43", CL_43), RULE("CL-44", CL_44), RULE("CL-46", CL_46),
      RULE("CL-60", CL_60), RULE("CL-61", CL_61), RULE("CL-62", CL_62), RULE("CL-64", CL_64), RULE("CL-65", CL_65),
      RULE("CL-66", CL_66), RULE("CL-72", CL_72),
  };
  return RULES_RUN(tests);
}
