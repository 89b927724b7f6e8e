/* CL-63, CL-70 … CL-79: shrink before stretch, in the order of the rules, equally within a class. */
#include "rules.h"

#include <stdlib.h>

#include "box/lines.h"

/* A line with every kind of gap: a Latin space, a full-width interpunct, a bracket, a pause, Han–Latin gaps, a stop. */
static const char words[] = "甲a b乙·丙（丁，戊5己。庚";

struct line {
  struct text *text;
  len adjust[32];
};

static struct line shared(struct shaping *s, const char *line_words, const struct text_rules *rules, len slack)
{
  struct line line = {0};
  struct text_look look = shaping_look(s, "仿宋");
  if (rules)
    look.rules = *rules;
  line.text = shape_with(s, &look, line_words);
  assert_true(line.text->count <= 32);
  len rest = lines_share_slack(line.text, 0, line.text->count, slack, line.adjust);
  int64_t sum = 0;
  for (size_t k = 0; k + 1 < line.text->count; k++)
    sum += line.adjust[k];
  assert_int_equal(sum + rest, slack); /* exact to the unit, which is less than 0.001 pt */
  return line;
}

static struct text_rules all_kinds(void)
{
  return (struct text_rules){.kinsoku = KINSOKU_GB, .date_gap = true, .full_interpunct = true};
}

/* How much the gaps of a kind got together. */
static len got(const struct line *line, enum gap_kind kind)
{
  len sum = 0;
  for (size_t k = 0; k + 1 < line->text->count; k++)
    sum += line->text->gaps[k].kind == kind ? line->adjust[k] : 0;
  return sum;
}

static len can_give(struct shaping *s, enum gap_kind kind)
{
  struct text_rules rules = all_kinds();
  struct line line = shared(s, words, &rules, 0);
  len sum = 0;
  for (size_t k = 0; k + 1 < line.text->count; k++)
    sum += line.text->gaps[k].kind == kind ? gap_shrink(line.text, &line.text->gaps[k]) : 0;
  return sum;
}

static const enum gap_kind order[] = {GAP_SPACE, GAP_INTERPUNCT, GAP_BRACKET, GAP_PAUSE, GAP_LATIN, GAP_STOP};
enum { ORDER = sizeof order / sizeof *order };

/* All kinds before `kind` give all they can before it gives anything, and those behind it give nothing until then. */
static void check_order(struct shaping *s, enum gap_kind kind)
{
  struct text_rules rules = all_kinds();
  len before = 0;
  for (size_t i = 0; i < ORDER && order[i] != kind; i++)
    before += can_give(s, order[i]);
  len own = can_give(s, kind);
  struct line untouched = shared(s, words, &rules, -before);
  assert_int_equal(got(&untouched, kind), 0);
  struct line half = shared(s, words, &rules, -before - own / 2);
  assert_int_equal(got(&half, kind), -(own / 2));
  bool later = false;
  for (size_t i = 0; i < ORDER; i++) {
    if (later)
      assert_int_equal(got(&half, order[i]), 0);
    else if (order[i] != kind)
      assert_int_equal(got(&half, order[i]), -can_give(s, order[i]));
    later = later || order[i] == kind;
  }
}

/* The mark at the line's end has given its blank before anything else: it is half a cell whatever the line needs. */
static void CL_70(void **state)
{
  const struct text *text = shape(*state, "仿宋", "甲乙。");
  assert_int_equal(text_width(text, 0, 3), 2 * EM + EM / 2);
}

static void CL_71(void **state)
{
  check_order(*state, GAP_SPACE);
  struct line wide = shared(*state, "甲a b乙", NULL, 0);
  const struct text_gap *space = &wide.text->gaps[cluster_of(wide.text, " ")];
  assert_int_equal(space->natural - gap_shrink(wide.text, space), EM / 4);
}

static void CL_72(void **state)
{
  struct text_rules rules = all_kinds();
  check_order(*state, GAP_INTERPUNCT);
  struct line line = shared(*state, "买·提", &rules, -EM / 4);
  assert_int_equal(line.adjust[0], line.adjust[1]); /* both sides equally */
  struct line full = shared(*state, "买·提", &rules, -EM);
  assert_int_equal(got(&full, GAP_INTERPUNCT), -EM / 2); /* to a body of half a cell */
}

static void CL_73(void **state)
{
  check_order(*state, GAP_BRACKET);
}

static void CL_74(void **state)
{
  check_order(*state, GAP_PAUSE);
  struct text_rules rules = all_kinds();
  struct line open = shared(*state, "甲：乙，丙", &rules, -EM);
  assert_int_equal(got(&open, GAP_PAUSE), -EM);
  rules.lock_colon = true;
  struct line locked = shared(*state, "甲：乙，丙", &rules, -EM / 2);
  assert_int_equal(locked.adjust[1], 0);
  assert_int_equal(locked.adjust[3], -EM / 2);
}

static void CL_75(void **state)
{
  check_order(*state, GAP_LATIN);
}

static void CL_76(void **state)
{
  check_order(*state, GAP_STOP);
  struct text_rules rules = all_kinds();
  rules.lock_stops = true;
  struct line locked = shared(*state, "甲。乙", &rules, -EM / 2);
  assert_int_equal(locked.adjust[1], 0);
}

/* Latin spaces open first, to half an em. */
static void CL_77(void **state)
{
  struct line some = shared(*state, "甲a b乙", NULL, EM / 8);
  assert_int_equal(got(&some, GAP_SPACE), EM / 8);
  assert_int_equal(got(&some, GAP_LATIN), 0);
  struct line more = shared(*state, "甲a b乙", NULL, EM / 2);
  assert_int_equal(got(&more, GAP_SPACE), EM / 4);
  assert_int_equal(got(&more, GAP_LATIN), EM / 4);
}

/* Then Han–Latin gaps, to half an em, equally. */
static void CL_78(void **state)
{
  struct line line = shared(*state, "甲5乙6丙丁", NULL, EM / 2);
  assert_int_equal(got(&line, GAP_LATIN), EM / 2);
  assert_int_equal(got(&line, GAP_PLAIN), 0);
  for (size_t k = 0; k < 4; k++)
    assert_int_equal(line.adjust[k], EM / 8);
}

/* Between an eighth and a half, whatever the line needs, as long as anything else can give way. */
static void CL_63(void **state)
{
  for (len slack = -EM; slack <= 2 * EM; slack += EM / 16) {
    struct line line = shared(*state, "甲5乙丙丁戊己庚，辛壬癸", NULL, slack);
    for (size_t k = 0; k < 2; k++)
      assert_in_range(line.text->gaps[k].natural + line.adjust[k], EM / 8, EM / 2);
  }
}

/* Last all gaps open, equally to the unit; nothing opens inside a word, a number, —— or beside a connector. */
static void CL_79(void **state)
{
  static const char *const tight[] = {"2025", "1,234.5", "Word", "——", "……", "5%", "±5"};
  struct line line = shared(*state, "甲乙丙丁戊", NULL, EM / 10);
  for (size_t k = 0; k < 4; k++)
    assert_true(abs(line.adjust[k] - EM / 40) <= 1);
  for (size_t i = 0; i < sizeof tight / sizeof *tight; i++) {
    char mixed[64];
    snprintf(mixed, sizeof mixed, "甲%s乙丙", tight[i]);
    struct line spread = shared(*state, mixed, NULL, 2 * EM);
    size_t last = cluster_of(spread.text, "乙");
    for (size_t k = 1; k + 1 < last; k++)
      assert_int_equal(spread.adjust[k], 0);
  }
  struct line connected = shared(*state, "甲～乙丙", NULL, EM / 2);
  assert_int_equal(connected.adjust[0] + connected.adjust[1], 0);
}

/* Beside an address the gaps open by an eighth, then its letters by a twelfth, before there are holes. */
static void CL_37(void **state)
{
  struct line line = shared(*state, "甲乙http://a.cn/b", NULL, EM / 4 + EM / 8 + EM / 2);
  assert_int_equal(line.adjust[0], EM / 8);
  assert_int_equal(line.adjust[1], EM / 4);
  for (size_t k = 2; k + 1 < line.text->count; k++)
    assert_in_range(line.adjust[k], EM / 32, EM / 12);
  struct line wide = shared(*state, "甲乙http://a.cn/b", NULL, 2 * EM);
  assert_true(wide.adjust[0] > EM / 4);
  for (size_t k = 2; k + 1 < wide.text->count; k++)
    assert_true(abs(wide.adjust[k] - EM / 12) <= 1);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      RULE("CL-37", CL_37), RULE("CL-63", CL_63), RULE("CL-70", CL_70), RULE("CL-71", CL_71),
      RULE("CL-72", CL_72), RULE("CL-73", CL_73), RULE("CL-74", CL_74), RULE("CL-75", CL_75),
      RULE("CL-76", CL_76), RULE("CL-77", CL_77), RULE("CL-78", CL_78), RULE("CL-79", CL_79),
  };
  return RULES_RUN(tests);
}
