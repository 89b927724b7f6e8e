/* CL-1x-a, CL-47, CL-65: marks and gaps do not depend on where the look or the face changes. Rare characters, which
 * have no rule: unit/text/fallback. */
#include <glib.h>

#include "rules.h"

/* Words as runs: | begins the next run, and every second one is bold. */
static struct text *shape_runs(struct shaping *s, const char *words, const char *link)
{
  char **parts = g_strsplit(words, "|", -1);
  guint count = g_strv_length(parts);
  struct text_run *runs = ARENA_ARRAY(s->arena, count, struct text_run);
  for (guint i = 0; i < count; i++)
    runs[i] = (struct text_run){.text = arena_strdup(s->arena, parts[i]),
                                .length = (uint32_t)strlen(parts[i]),
                                .strong = i % 2 && !link,
                                .link = i % 2 ? link : NULL};
  g_strfreev(parts);
  struct text_look look = shaping_look(s, "仿宋");
  return text_shape(s->arena, s->fonts, &look, runs, count, &s->diags);
}

static void assert_same_width(struct shaping *s, const char *words, const char *link)
{
  char *plain = g_strdup(words), *to = plain;
  for (const char *c = words; *c; c++)
    if (*c != '|')
      *to++ = *c;
  *to = '\0';
  const struct text *whole = shape(s, "仿宋", plain), *parts = shape_runs(s, words, link);
  assert_int_equal(whole->count, parts->count);
  for (size_t k = 0; k < whole->count; k++)
    if (whole->gaps[k].natural != parts->gaps[k].natural || whole->gaps[k].kind != parts->gaps[k].kind)
      fail_msg("%s: the gap behind cluster %zu is not that of %s", words, k, plain);
  g_free(plain);
}

/* “**甲**”， loses the same blanks as “甲”，. */
static void trimming_survives_changes_of_look(void **state)
{
  static const char *const words[] = {"乙“|甲|”，乙", "乙，|“甲”|。乙",   "（|《甲》|）乙", "甲|，|“乙”",
                                      "甲：|“|乙",    "甲。|』|」乙",     "甲……|。|乙",     "甲|·|乙",
                                      "“|瞭|”，乙",   "甲）|（乙）|（丙", "甲？|！|乙"};
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
    assert_same_width(*state, words[i], NULL);
    assert_same_width(*state, words[i], "https://example.cn/");
  }
}

static void latin_gap_survives_changes_of_look(void **state)
{
  static const char *const words[] = {"甲|A|乙",   "甲|5|乙", "甲A|乙|B", "甲|（A）|乙",
                                      "甲 |A| 乙", "瞭|A|喆", "甲|7%|乙"};
  for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
    assert_same_width(*state, words[i], NULL);
    assert_same_width(*state, words[i], "https://example.cn/");
  }
  struct shaping *s = *state;
  const struct text *text = shape_runs(s, "甲|A|乙", NULL);
  assert_int_equal(text->gaps[0].natural, EM / 4);
  assert_int_equal(text->gaps[1].natural, EM / 4);
}

/* --- CL-1x-a: which of the shared marks are Latin, in order; C Chinese, L Latin --- */

static const struct {
  const char *words, *kinds;
} contexts[] = {
    {"他说“Office 365”好", "CC"},
    {"他说“Office Home”好", "CC"},
    {"“Word”", "CC"},
    {"用“Word”写", "CC"},
    {"the “Word” file", "LL"},
    {"他“don’t say ‘no’”吧", "CLCCC"}, /* the inner quotes agree with each other */
    {"don’t", "L"},
    {"e\xCC\x81’t", "L"},
    {"’90", "C"},
    {"A—B", "L"},
    {"A—5", "C"},
    {"甲—B", "C"},
    {"甲——乙", "CC"},
    {"A——B", "LL"},
    {"5…10", "C"},
    {"Wait…what", "L"},
    {"Wait…", "C"},
    {"…wait", "C"},
    {"A·B", "L"},
    {"约翰·Smith", "C"},
    {"·甲", "C"},
    {"A “|B|” C", "LL"},
    {"甲“|B|”乙", "CC"},
    {"A|—|B", "L"},
    {"A ‘B’ C", "LL"},
    {"say “yes”, ok", "CC"}, /* a comma follows the closing one */
};

static void shared_marks_go_by_their_neighbours(void **state)
{
  for (size_t i = 0; i < G_N_ELEMENTS(contexts); i++) {
    const struct text *text = shape_runs(*state, contexts[i].words, "https://example.cn/");
    char kinds[16] = {0};
    size_t found = 0;
    for (size_t k = 0; k < text->count; k++) {
      const struct text_cluster *c = &text->clusters[k];
      if (text_is_shared(g_utf8_get_char(text->bytes + c->text_at)))
        kinds[found++] = strstr(c->face->name, "Liberation") ? 'L' : 'C';
    }
    if (strcmp(kinds, contexts[i].kinds) != 0)
      fail_msg("%s: %s, not %s", contexts[i].words, kinds, contexts[i].kinds);
  }
}

/* CL-15: between numbers and words a single — leaves its neighbours free, even where —— needs a stroke without ends. */
static void single_dash_is_shorter_than_its_cell(void **state)
{
  static const char *const roles[] = {"仿宋", "小标宋", "黑体", "楷体", "宋体"};
  for (size_t i = 0; i < G_N_ELEMENTS(roles); i++) {
    const struct text *text = shape(*state, roles[i], "5—9");
    const struct text_cluster *c = &text->clusters[1];
    struct glyph_ink ink = fonts_ink(c->face, text->glyphs[c->glyph_at].id);
    assert_int_equal(c->body, EM);
    assert_true((ink.right - ink.left) * 100 <= 94 * (int32_t)fonts_upem(c->face));
  }
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      RULE("CL-1x", shared_marks_go_by_their_neighbours),
      RULE("CL-15", single_dash_is_shorter_than_its_cell),
      RULE("CL-47", trimming_survives_changes_of_look),
      RULE("CL-65", latin_gap_survives_changes_of_look),
  };
  return RULES_RUN(tests);
}
