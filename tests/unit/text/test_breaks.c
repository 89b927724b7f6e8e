/* CL-20 … CL-39: where a line may end. In the rows, “|” stands where it may, “~” where it may unwillingly; nowhere else
 * may it. */
#include <glib.h>

#include "shaping.h"

struct row {
  const char *rule;
  const char *marked;
};

static const struct row rows[] = {
    {"CL-20", "甲，|乙。|丙"},
    {"CL-20", "甲：|“乙？”|丙"},
    {"CL-20", "甲|（乙）|丙"},
    {"CL-20", "甲|《乙》|《丙》"},
    {"CL-20", "买·|买|提"},
    {"CL-20", "甲～|乙"},
    {"CL-20", "甲—|乙"},
    {"CL-20", "甲-|乙"},
    {"CL-21", "甲/乙"},
    {"CL-21", "甲／乙"},
    {"CL-30", "甲|——|乙"},
    {"CL-30", "甲|……|乙"},
    {"CL-30", "甲|……|……|乙"},
    {"CL-31", "共|1,234.56~元"},
    {"CL-31", "共|12345~件"},
    {"CL-32", "占|5.2%，|乙"},
    {"CL-32", "占|5％~以|上"},
    {"CL-32", "37℃~时"},
    {"CL-33", "为|¥100~元"},
    {"CL-33", "为|±5~度"},
    {"CL-33", "为|−5.3%~左|右"},
    {"CL-33", "为|－3.1%，|乙"},
    {"CL-31", "为|15%～30%~间"},
    {"CL-31", "第|3—5~条"},
    {"CL-15", "联|网+|政|务"},
    {"CL-15", "万＋|次"},
    {"CL-36", "甲①|乙"},
    {"CL-36", "甲㊱|乙"},
    {"CL-36", "甲；|①|乙"},
    {"CL-36", "甲²|乙"},
    {"CL-37", "用|Word|写"},
    {"CL-37", "a |quick |fox"},
    {"CL-37", "见|https://~www.~gov.~cn/~a/~b|页"},
    {"CL-37", "致|ren.~she@~shmh.~gov.~cn|信"},
    {"CL-38", "于|2025年!3月!5日|起"},
    {"CL-38", "于|2025年|新|收"},
    {"CL-38", "国|办|〔2021〕30号|文"},
    {"CL-23", "甲,|乙"},
    {"CL-23", "甲;|乙"},
    {"CL-23", "甲|(乙)|丙"},
    {"CL-20", "“甲”|“乙”"},
};

static char *marked_breaks(const struct text *text)
{
  GString *out = g_string_new(NULL);
  for (size_t i = 0; i < text->count; i++) {
    g_string_append_len(out, text->bytes + text->clusters[i].text_at, text->clusters[i].text_length);
    if (i + 1 == text->count || text->gaps[i].line_break == BREAK_NO)
      continue;
    uint8_t kind = text->gaps[i].line_break;
    g_string_append_c(out, kind == BREAK_SOFT ? '~' : kind == BREAK_HARD ? '!' : '|');
  }
  return g_string_free(out, FALSE);
}

static char *without_marks(const char *marked)
{
  GString *out = g_string_new(NULL);
  for (const char *c = marked; *c; c++)
    if (!strchr("|~!", *c))
      g_string_append_c(out, *c);
  return g_string_free(out, FALSE);
}

static void test_rows(void **state)
{
  struct shaping *s = *state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char *words = without_marks(rows[i].marked);
    char *got = marked_breaks(shape(s, "仿宋", words));
    if (strcmp(got, rows[i].marked) != 0)
      fail_msg("%s: %s, not %s", rows[i].rule, got, rows[i].marked);
    g_free(got);
    g_free(words);
  }
}

/* CL-22: the strict level keeps —— and …… from a line's start; the basic one lets a solidus end a line. */
static void test_levels(void **state)
{
  struct shaping *s = *state;
  struct text_look look = shaping_look(s, "仿宋");
  look.kinsoku = KINSOKU_STRICT;
  char *strict = marked_breaks(shape_with(s, &look, "甲——乙……丙"));
  assert_string_equal(strict, "甲——|乙……|丙");
  look.kinsoku = KINSOKU_BASIC;
  char *basic = marked_breaks(shape_with(s, &look, "甲／乙"));
  assert_string_equal(basic, "甲／|乙");
  g_free(strict);
  g_free(basic);
}

/* CL-39: nothing parts a number from its heading; a drafter's phrases are where a cell's line ends best. */
static void test_runs(void **state)
{
  struct shaping *s = *state;
  struct text_look look = shaping_look(s, "黑体");
  const struct text_run runs[] = {{.text = "一、", .length = 6, .keep_after = true},
                                  {.text = "总体", .length = 6, .phrase_end = true},
                                  {.text = "情况", .length = 6}};
  const struct text *text = text_shape(s->arena, s->fonts, &look, runs, 3, &s->diags);
  const enum break_kind want[] = {BREAK_NO, BREAK_NO, BREAK_INNER, BREAK_PHRASE, BREAK_INNER, BREAK_FORCED};
  assert_int_equal(text->count, 6);
  for (size_t i = 0; i < 6; i++)
    assert_int_equal(text->gaps[i].line_break, want[i]);
}

static void test_forced(void **state)
{
  struct shaping *s = *state;
  const struct text *text = shape(s, "小标宋", "甲\u2028乙");
  assert_int_equal(text->count, 2);
  assert_int_equal(text->gaps[0].line_break, BREAK_FORCED);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_rows),
      cmocka_unit_test(test_levels),
      cmocka_unit_test(test_runs),
      cmocka_unit_test(test_forced),
  };
  return cmocka_run_group_tests(tests, shaping_open, shaping_close);
}
