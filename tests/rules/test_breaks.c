/* CL-15, CL-20 … CL-25, CL-30 … CL-39: where a line may end. In the rows, “|” stands where it may, “~” where it may
 * unwillingly, “!” only against holes in the line; nowhere else may it. */
#include <glib.h>

#include "rules.h"

struct row {
  const char *rule;
  const char *marked;
};

static const struct row rows[] = {
    {"CL-20", "甲，|乙。|丙"},
    {"CL-20", "甲：|“乙？”|丙"},
    {"CL-20", "甲|（乙）|丙"},
    {"CL-20", "甲|《乙》|《丙》"},
    {"CL-20", "买·~买|提"},
    {"CL-20", "甲～|乙"},
    {"CL-20", "甲—|乙"},
    {"CL-20", "甲-|乙"},
    {"CL-20", "甲–|乙"},
    {"CL-20", "甲‧~乙・~丙"},
    {"CL-20", "甲‼|乙⁉|丙"},
    {"CL-20", "“甲”|“乙”"},
    {"CL-20", "甲|‘乙’|丙"},
    {"CL-20", "甲|〔乙〕|【丙】|丁"},
    {"CL-20", "他|说：|“好。”|中"},
    {"CL-21", "甲/乙"},
    {"CL-21", "甲／乙"},
    {"CL-21", "是/否|填"},
    {"CL-23", "甲,|乙"},
    {"CL-23", "甲;|乙"},
    {"CL-23", "甲|(乙)|丙"},
    {"CL-23", "甲|[乙]|丙"},
    {"CL-23", "甲!|乙?|丙"},
    {"CL-23", "甲:|乙"},
    {"CL-23", "甲.|乙"},
    {"CL-30", "甲|——|乙"},
    {"CL-30", "甲|……|乙"},
    {"CL-30", "甲|……|……|乙"},
    {"CL-30", "甲|⋯⋯|乙"},
    {"CL-30", "甲|⸺|乙"},
    {"CL-31", "共|1,234.56~元"},
    {"CL-31", "检|19 842~份"},
    {"CL-31", "共|1 286 400~元"},
    {"CL-31", "电|话|7765 !4321"},
    {"CL-31", "共|12345~件"},
    {"CL-31", "共|1\u2009234\u2009567~元"},
    {"CL-31", "共|1\u202f234~元"},
    {"CL-31", "为|15%～30%~间"},
    {"CL-31", "第~3—5~条"},
    {"CL-31", "于|15:40~到"},
    {"CL-31", "占|2/3~强"},
    {"CL-31", "拨|021-64123456，|问"},
    {"CL-31", "自|2021–2025年|间"},
    {"CL-32", "占|5.2%，|乙"},
    {"CL-32", "占|5％~以|上"},
    {"CL-32", "37℃~时"},
    {"CL-32", "约|3‰~弱"},
    {"CL-32", "角|30°15′~处"},
    {"CL-32", "于|37°C|时"},
    {"CL-32", "于|98℉~时"},
    {"CL-33", "为|¥100~元"},
    {"CL-33", "为|￥100~元"},
    {"CL-33", "为|±5~度"},
    {"CL-33", "为|−5.3%~左|右"},
    {"CL-33", "为|－3.1%，|乙"},
    {"CL-33", "为|€20，|乙"},
    {"CL-33", "见|№5，|乙"},
    {"CL-33", "长|3×5~米"},
    {"CL-33", "应|≥5~件"},
    {"CL-33", "为|+5~件"},
    {"CL-33", "为|£20，|乙"},
    {"CL-33", "为|￡20，|乙"},
    {"CL-34", "长|5 km|的"},
    {"CL-34", "用|30 kWh|电"},
    {"CL-34", "面|积|5 km²|整"},
    {"CL-34", "速|60 km/h|行"},
    {"CL-34", "为|34 μg/m³|和"},
    {"CL-34", "装|30 |Windows|机"},
    {"CL-34", "长|5km|的"},
    {"CL-35", "办|1333~件"},
    {"CL-35", "共|5~万~元|整"},
    {"CL-35", "第~12~条"},
    {"CL-36", "甲①|乙"},
    {"CL-36", "甲㊱|乙"},
    {"CL-36", "甲²|乙"},
    {"CL-36", "甲[1]|乙"},
    {"CL-36", "甲。[12]|乙"},
    {"CL-36", "计|m²，|乙"},
    {"CL-37", "用|Word|写"},
    {"CL-37", "a |quick |fox"},
    {"CL-37", "见|https://~www.~gov.~cn/~a/~b|页"},
    {"CL-37", "致|ren.~she@~shmh.~gov.~cn|信"},
    {"CL-37", "编|SHMH-~2025-~0012-~ABCD|号"},
    {"CL-37", "见|http://~a.~cn/~abc!d!e!f!123456!ghi|页"},
    {"CL-38", "于|2025年!3月!5日|起"},
    {"CL-38", "于|2025年|新|收"},
    {"CL-38", "国|办|〔2021〕30号|文"},
    {"CL-38", "国|办|（2021）30号|文"},
    {"CL-38", "12号|文"},
    {"CL-39", "甲；|①乙"},
    {"CL-39", "甲；|（一）~乙|丙"},
    {"CL-39", "甲；|1.乙|丙"},
    {"CL-39", "甲；|2、乙|丙"},
    {"CL-39", "甲。|(3)~乙|丙"},
    {"CL-15", "联|网+|政|务"},
    {"CL-15", "万＋|次"},
};

static char *marked_breaks(const struct text *text)
{
  GString *out = g_string_new(NULL);
  for (size_t i = 0; i < text->count; i++) {
    g_string_append_len(out, text->bytes + text->clusters[i].text_at, text->clusters[i].text_length);
    if (i + 1 == text->count || text->gaps[i].line_break == BREAK_NO)
      continue;
    uint8_t kind = text->gaps[i].line_break;
    g_string_append_c(out, kind == BREAK_SOFT ? '~' : kind == BREAK_HARD ? '!' : kind == BREAK_HYPHEN ? '=' : '|');
  }
  return g_string_free(out, FALSE);
}

/* The marks of breaks stand beside no mark of the words: a “!” of the words is written with a Han character behind it
 * that the break follows. */
static char *without_marks(const char *marked)
{
  GString *out = g_string_new(NULL);
  for (const char *c = marked; *c; c++)
    if (!strchr("|~=", *c) && !(*c == '!' && g_ascii_isalnum(c[1])))
      g_string_append_c(out, *c);
  return g_string_free(out, FALSE);
}

static void check_row(struct shaping *s, const struct text_look *look, const char *rule, const char *marked)
{
  char *words = without_marks(marked);
  char *got = marked_breaks(shape_with(s, look, words));
  if (strcmp(got, marked) != 0)
    fail_msg("%s: %s, not %s", rule, got, marked);
  g_free(got);
  g_free(words);
}

/* In every body face: where a line ends is no matter of the font. */
static void check_rows(struct shaping *s, const char *rule)
{
  static const char *const roles[] = {"仿宋", "宋体", "楷体", "黑体", "小标宋"};
  size_t seen = 0;
  for (size_t r = 0; r < G_N_ELEMENTS(roles); r++)
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
      struct text_look look = shaping_look(s, roles[r]);
      if (strcmp(rows[i].rule, rule) != 0)
        continue;
      check_row(s, &look, rule, rows[i].marked);
      seen++;
    }
  assert_true(seen > 0);
}

#define ROWS(function, rule)                                                                                           \
  static void function(void **state)                                                                                   \
  {                                                                                                                    \
    check_rows(*state, rule);                                                                                          \
  }

ROWS(CL_15, "CL-15")
ROWS(CL_20, "CL-20")
ROWS(CL_23, "CL-23")
ROWS(CL_30, "CL-30")
ROWS(CL_31, "CL-31")
ROWS(CL_32, "CL-32")
ROWS(CL_33, "CL-33")
ROWS(CL_34, "CL-34")
ROWS(CL_35, "CL-35")
ROWS(CL_36, "CL-36")
ROWS(CL_38, "CL-38")

static void check_at(struct shaping *s, enum kinsoku level, const char *rule, const char *marked)
{
  struct text_look look = shaping_look(s, "仿宋");
  look.rules.kinsoku = level;
  check_row(s, &look, rule, marked);
}

/* The level GB keeps the solidus from a line's end, the basic one does not; no level forbids nothing. */
static void CL_21(void **state)
{
  check_rows(*state, "CL-21");
  check_at(*state, KINSOKU_BASIC, "CL-20", "甲／|乙/|丙");
  check_at(*state, KINSOKU_NONE, "none", "甲|，|乙|（|丙|）");
}

/* The strict level keeps —— and …… from a line's start. */
static void CL_22(void **state)
{
  check_at(*state, KINSOKU_STRICT, "CL-22", "甲——|乙……|丙");
  check_at(*state, KINSOKU_STRICT, "CL-22", "甲⸺|乙⋯⋯|丙");
  check_at(*state, KINSOKU_STRICT, "CL-22", "甲／乙");
}

/* What Word keeps from a line's start and end besides. */
static void CL_24(void **state)
{
  struct text_look look = shaping_look(*state, "仿宋");
  check_row(*state, &look, "CL-24 off", "中|……|甲|々|乙");
  look.rules.word_marks = true;
  check_row(*state, &look, "CL-24", "中……|甲々|乙");
  check_row(*state, &look, "CL-24", "买·买|提");
  check_row(*state, &look, "CL-24", "甲〃|乙｜|丙|￥丁");
}

/* CL-37: with a dictionary, and only then, Latin words are divided; names and short ends are not. */
static void CL_37(void **state)
{
  struct shaping *s = *state;
  struct text_look look = shaping_look(s, "仿宋");
  check_rows(s, "CL-37");
  struct hyphens *hyphens = hyphens_open("en_US", SPAN_NONE, &s->diags);
  assert_non_null(hyphens);
  look.hyphens = hyphens;
  check_row(s, &look, "CL-37", "用|in=for=ma=tion|表");
  check_row(s, &look, "CL-37", "用|iPhone|与|WHO|的");
  check_row(s, &look, "CL-37", "见|https://~www.~inf!o!r!m!a!t!ion.~cn|页");
  hyphens_close(hyphens);
}

/* CL-37: what there is no dictionary for is said at the layout's place. */
static void CL_37_unknown(void **state)
{
  struct shaping *s = *state;
  size_t errors = s->diags.errors;
  assert_null(hyphens_open("xx_XX", SPAN_NONE, &s->diags));
  assert_null(hyphens_open("../en_US", SPAN_NONE, &s->diags));
  assert_int_equal(s->diags.errors - errors, 2);
  assert_null(hyphens_open(NULL, SPAN_NONE, &s->diags));
}

/* CL-39: nothing parts a number from its heading; a drafter's phrases are where a cell's line ends best. */
static void CL_39(void **state)
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
  check_rows(s, "CL-39");
}

static void test_forced(void **state)
{
  struct shaping *s = *state;
  const struct text *text = shape(s, "小标宋", "甲\u2028乙");
  assert_int_equal(text->count, 2);
  assert_int_equal(text->gaps[0].line_break, BREAK_FORCED);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      RULE("CL-15", CL_15),
      RULE("CL-20", CL_20),
      RULE("CL-21", CL_21),
      RULE("CL-22", CL_22),
      RULE("CL-23", CL_23),
      RULE("CL-24", CL_24),
      RULE("CL-30", CL_30),
      RULE("CL-31", CL_31),
      RULE("CL-32", CL_32),
      RULE("CL-33", CL_33),
      RULE("CL-34", CL_34),
      RULE("CL-35", CL_35),
      RULE("CL-36", CL_36),
      RULE("CL-37", CL_37),
      RULE("CL-38", CL_38),
      RULE("CL-39", CL_39),
      RULE("CL-37-unknown", CL_37_unknown),
      cmocka_unit_test(test_forced),
  };
  return RULES_RUN(tests);
}
