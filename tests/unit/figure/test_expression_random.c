/* Expressions at random. Those that are well made are compared with arithmetic of the test's own; of those that are not
 * each must give a value or a finding inside the expression, and never both or neither. */
#include "make.h"

#include "figure/figures.h"

#define MADE_WELL  20000
#define MADE_BADLY 30000
#define LONGEST    4096

static struct made report; /* tests/golden/figure/city.yaml */
static uint32_t seed;

static uint32_t pick(uint32_t below)
{
  seed = seed * 1664525u + 1013904223u;
  return (seed >> 8) % below;
}

/* --- well made: the text is written while the value is worked out --- */

typedef __int128 wide;

enum outcome { OUTCOME_VALUE, OUTCOME_ZERO, OUTCOME_LARGE };

struct number {
  enum outcome outcome; /* the first thing that goes wrong, reading from the left */
  wide num, den;
};

static wide common(wide a, wide b)
{
  for (; b;) {
    wide rest = a % b;
    a = b;
    b = rest;
  }
  return a < 0 ? -a : a;
}

static struct number reduced(wide num, wide den)
{
  wide by = common(num, den);
  by = den < 0 ? -by : by;
  num /= by;
  den /= by;
  bool fits = num <= INT64_MAX && num >= -INT64_MAX && den <= INT64_MAX;
  return (struct number){fits ? OUTCOME_VALUE : OUTCOME_LARGE, num, den};
}

static struct number combine(char sign, struct number a, struct number b)
{
  if (a.outcome != OUTCOME_VALUE)
    return a;
  if (b.outcome != OUTCOME_VALUE)
    return b;
  if (sign == '+')
    return reduced(a.num * b.den + b.num * a.den, a.den * b.den);
  if (sign == '-')
    return reduced(a.num * b.den - b.num * a.den, a.den * b.den);
  if (sign == '*')
    return reduced(a.num * b.num, a.den * b.den);
  return b.num == 0 ? (struct number){OUTCOME_ZERO, 0, 1} : reduced(a.num * b.den, a.den * b.num);
}

static void write_blank(GString *text)
{
  if (pick(4) == 0)
    g_string_append_c(text, ' ');
}

static struct number write_sum(GString *text, int depth);

static struct number write_factor(GString *text, int depth)
{
  static const struct {
    const char *path;
    int64_t value;
  } paths[] = {{"申请.新收", 12048}, {"复议诉讼.行政复议.尚未审结", 2}, {"申请.不予公开", 0}, {"year", 2025}};
  write_blank(text);
  uint32_t kind = pick(depth > 0 ? 6 : 3);
  if (kind == 0) {
    size_t i = pick(G_N_ELEMENTS(paths));
    g_string_append(text, paths[i].path);
    return (struct number){OUTCOME_VALUE, paths[i].value, 1};
  }
  if (kind == 1) {
    int64_t tenths = pick(1000);
    g_string_append_printf(text, "%d.%d", (int)(tenths / 10), (int)(tenths % 10));
    return reduced(tenths, 10);
  }
  if (kind == 2) {
    int64_t whole = pick(2) ? pick(10) : pick(100000000);
    g_string_append_printf(text, "%d", (int)whole);
    return (struct number){OUTCOME_VALUE, whole, 1};
  }
  if (kind == 3) {
    g_string_append_c(text, '-');
    return combine('-', (struct number){OUTCOME_VALUE, 0, 1}, write_factor(text, depth - 1));
  }
  g_string_append_c(text, '(');
  struct number value = write_sum(text, depth - 1);
  write_blank(text);
  g_string_append_c(text, ')');
  return value;
}

static struct number write_product(GString *text, int depth)
{
  struct number value = write_factor(text, depth);
  for (uint32_t more = pick(3); more > 0; more--) {
    char sign = pick(2) ? '*' : '/';
    write_blank(text);
    g_string_append_c(text, sign);
    value = combine(sign, value, write_factor(text, depth));
  }
  return value;
}

static struct number write_sum(GString *text, int depth)
{
  struct number value = write_product(text, depth);
  for (uint32_t more = pick(3); more > 0; more--) {
    char sign = pick(2) ? '+' : '-';
    write_blank(text);
    g_string_append_c(text, sign);
    value = combine(sign, value, write_product(text, depth));
  }
  return value;
}

/* To two decimals, halves away from 0, with U+2212; NULL where 64 bits do not hold it. */
static char *rounded(struct number value)
{
  bool negative = value.num < 0;
  wide size = (negative ? -value.num : value.num) * 100, whole = size / value.den;
  if (size % value.den * 2 >= value.den)
    whole++;
  if (whole > INT64_MAX)
    return NULL;
  return g_strdup_printf("%s%" G_GINT64_FORMAT ".%02d", negative && whole ? "−" : "", (int64_t)(whole / 100),
                         (int)(whole % 100));
}

static void check_well(const char *text, struct number value)
{
  struct arena *arena = arena_new();
  struct diags diags;
  diags_init(&diags, arena);
  const char *printed = facts_evaluate(arena, report.facts, text, SPAN_NONE, &diags);
  char *wanted = value.outcome == OUTCOME_VALUE ? rounded(value) : NULL;
  const char *said = diags.count ? diags.items[0]->message : "";
  if (wanted ? !printed || strcmp(printed, wanted) != 0 : printed || diags.count != 1)
    fail_msg("%s gives %s, not %s: %s", text, printed, wanted, said);
  if (!wanted && !strstr(said, value.outcome == OUTCOME_ZERO ? "divides by" : "too large"))
    fail_msg("%s: %s", text, said);
  g_free(wanted);
  arena_free(arena);
}

static void test_well_made(void **state)
{
  (void)state;
  seed = 2025;
  for (int i = 0; i < MADE_WELL; i++) {
    GString *text = g_string_new(NULL);
    struct number value = write_sum(text, 4);
    g_string_append(text, " | .2");
    if (text->len < LONGEST)
      check_well(text->str, value);
    g_string_free(text, TRUE);
  }
}

/* --- badly made --- */

static void test_badly_made(void **state)
{
  static const char *const pieces[] = {
      "1",
      "23",
      "0",
      "4.5",
      "9999999999",
      "+",
      "-",
      "*",
      "/",
      "(",
      ")",
      "|",
      " ",
      "%",
      ".1",
      "±",
      "千分位",
      "万",
      "汉字",
      "增减",
      "增减数",
      "申请",
      "申请.新收",
      ".",
      "year",
      "（",
      "）",
      "＋",
      "－",
      "×",
      "÷",
      "｜",
      "１",
      "。",
      "agency",
      "自然人",
      "\"",
      "$",
      "{",
      "}",
      "previous.",
      "𠮷",
      "\t",
      "\n",
      "申请.总计",
      "不予公开",
      "主动公开.规章",
      "e",
  };
  (void)state;
  seed = 7;
  for (int i = 0; i < MADE_BADLY; i++) {
    GString *text = g_string_new(NULL);
    for (uint32_t n = pick(9); n > 0; n--)
      g_string_append(text, pieces[pick(G_N_ELEMENTS(pieces))]);
    struct arena *arena = arena_new();
    struct diags diags;
    diags_init(&diags, arena);
    struct span span = {1, 1000, 1003 + (uint32_t)text->len};
    const char *printed = facts_evaluate(arena, report.facts, text->str, span, &diags);
    if (printed ? diags.count != 0 : diags.count != 1)
      fail_msg("“%s” gives %s and %zu findings", text->str, printed, diags.count);
    if (!printed && (diags.items[0]->span.begin < span.begin || diags.items[0]->span.end > span.end ||
                     diags.items[0]->span.end < diags.items[0]->span.begin))
      fail_msg("“%s”: the finding stands outside: %s", text->str, diags.items[0]->message);
    arena_free(arena);
    g_string_free(text, TRUE);
  }
}

static int open_report(void **state)
{
  (void)state;
  char *source = read_golden_source("figure/city.yaml");
  make_facts(&report, source);
  g_free(source);
  return 0;
}

static int close_report(void **state)
{
  (void)state;
  made_done(&report);
  return 0;
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_well_made), cmocka_unit_test(test_badly_made)};
  return cmocka_run_group_tests(tests, open_report, close_report);
}
