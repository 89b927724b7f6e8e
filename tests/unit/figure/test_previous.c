/* Last year's source: Y1, Y2, ${previous…}, and what may be wrong with it. Each row changes this year's source or last
 * year's, which agree. */
#include "sources.h"

#include "figure/figures.h"

static struct folder folder;
static char *base, *trial, *accounts; /* tests/golden/figure/whole.yaml, trial2019.yaml; data/accounts.yaml */

#define LAST "previous: last.yaml\n"

/* 2025 and 2024, of the form of 2021: 14 in force both years, one request carried over. */
static char *this_year(void)
{
  char *named = text_change(base, "year: 2025\n", "year: 2025\n" LAST);
  char *text = text_change(named, "制发: 5, 废止: 4, 现行有效: 14", "制发: 5, 废止: 4, 现行有效: 15");
  g_free(named);
  return text;
}

static char *last_year(void)
{
  return text_change(base, "year: 2025\n", "year: 2024\n");
}

struct change {
  const char *this_from, *this_to; /* "": nothing is changed */
  const char *last_from, *last_to;
  const char *codes, *words;
};

static void check_change(const struct change *change, char *(*this_text)(void), char *(*last_text)(void))
{
  char *whole = this_text(), *last_whole = last_text();
  char *this = text_change(whole, change->this_from, change->this_to);
  char *last = text_change(last_whole, change->last_from, change->last_to);
  folder_write(&folder, "this.yaml", this);
  folder_write(&folder, "last.yaml", last);
  struct made made;
  make_source(&made, &folder, "this.yaml");
  char *what = g_strdup_printf("%s / %s", change->this_to, change->last_to);
  check_findings(&made, what, change->codes, change->words);
  made_done(&made);
  g_free(what);
  g_free(this);
  g_free(last);
  g_free(whole);
  g_free(last_whole);
}

static void test_rules(void **state)
{
  static const struct change rows[] = {
      {"", "", "", "", "", NULL},
      /* nothing is said of the total: it follows from the column */
      {"上年结转: 0", "上年结转: [0, 2, 0, 0, 0, 0]\n    #", "", "", "C1 C1 Y1",
       "In “申请”, column “商业企业”, the figures disagree with last year's report: 上年结转 2, but last year's "
       "结转下年度 0; the "
       "difference is 2. / The rule: 上年结转等于上一年报告的结转下年度."},
      {"上年结转: 0", "上年结转: [1, 2, 0, 0, 0, 0, 3]", "", "", "C1 C1 C1 Y1 Y1", NULL},
      /* columns that agree, a total that does not: the total is spoken of */
      {"上年结转: 0", "上年结转: [0, 0, 0, 0, 0, 0, 3]", "", "", "C1 C3 Y1", "column “总计”"},
      {"上年结转: 0", "上年结转: \"-\"", "", "", "S3?", NULL},
      {"上年结转: 0", "上年结转: ~", "", "", "S3?", NULL},
      /* not readable: reported already, and only that */
      {"上年结转: 0", "上年结转: 三", "", "", "figure-bad", NULL},
      {"现行有效: 15", "现行有效: 20", "", "", "Y2?",
       "row “行政规范性文件”, the figures disagree with last year's report: 现行有效 20, but last year's 现行有效 14 + "
       "制发 5 "
       "− 废止 4 = 15; the difference is 5."},
      {"现行有效: 15", "现行有效: \"-\"", "", "", "Y2? S3?", "现行有效 -, but"},
      {"", "", "{制发: 0, 废止: 0, 现行有效: 0}", "{制发: 0, 废止: 0, 现行有效: 7}", "Y2?", "row “规章”"},
      {"", "", "{制发: 0, 废止: 0, 现行有效: 0}", "~", "", NULL},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    check_change(&rows[i], this_year, last_year);
}

static void test_source(void **state)
{
  static const struct change rows[] = {
      {LAST, "previous: nowhere.yaml\n", "", "", "io-read", "“nowhere.yaml” cannot be read. There is no such file."},
      {LAST, "previous: this.yaml\n", "", "", "value-bad", "it is this source itself"},
      {"", "", "year: 2024", "year: 2023", "previous?", "is the report on 2023, not on 2024, so nothing is compared"},
      {"现行有效: 15", "现行有效: 99", "year: 2024", "year: 2023", "previous?", NULL},
      {"", "", "agency: 某区某局", "agency: 别区别局", "previous?", "is the report of “别区别局”, not of “某区某局”"},
      {"", "", "agency: 某区某局", "agency: 某区 某局", "", NULL},
      /* its own mistakes are one warning */
      {"", "", "予以公开: {自然人: 4", "予以公开: {自然人: 5", "previous?", "has errors itself (2)"},
      {"", "", "figures:", "figures: [", "value-bad", "“last.yaml” cannot be read."},
      /* a circle in the years before */
      {"", "", "year: 2024\n", "year: 2024\nprevious: this.yaml\n", "previous?", "has errors itself (1)"},
      {"", "", "year: 2024\n", "year: 2024\nprevious: last.yaml\n", "previous?", NULL},
      /* what is missing further back is of no concern */
      {"", "", "year: 2024\n", "year: 2024\nprevious: 2023.yaml\n", "", NULL},
      {"", "", "form: disclosure-2021", "form: disclosure-2020", "previous?", NULL},
      {"", "", "form: disclosure-2021\n", "", "previous?", "names no form, so nothing is compared"},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    check_change(&rows[i], this_year, last_year);
}

/* 2021 after 2020: the form changed, and the cells have other names. */
static char *new_form(void)
{
  char *named = text_change(base, "year: 2025\n", "year: 2021\n" LAST);
  char *text = text_change(named, "制发: 5, 废止: 4, 现行有效: 14", "制发: 5, 废止: 4, 现行有效: 42");
  g_free(named);
  return text;
}

static char *trial_2020(void)
{
  return text_change(trial, "year: 2021\n", "year: 2020\n");
}

static void test_forms(void **state)
{
  static const struct change rows[] = {
      {"", "", "", "", "", NULL},
      {"现行有效: 42", "现行有效: 43", "", "", "Y2?", "last year's 现行有效 41 + 制发 5 − 废止 4 = 42"},
      {"上年结转: 0", "上年结转: [0, 0, 0, 0, 0, 1]", "", "", "C1 C1 Y1", "column “其他”"},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    check_change(&rows[i], new_form, trial_2020);
}

/* 2020 after 2019, the trial form both: what is in force, and the numbers of projects. */
static char *trial_after(void)
{
  static const char *const changes[][2] = {
      {"year: 2021\n", "year: 2020\n" LAST}, {"[3, 3, 41]", "[3, 3, 44]"}, {"上年: 122", "上年: 141"},
      {"[45, -8, 1290]", "[37, -8, 1290]"},  {"[12, -4, 0]", "[8, 1, 0]"},
  };
  char *text = g_strdup(trial);
  for (size_t i = 0; i < G_N_ELEMENTS(changes); i++) {
    char *next = text_change(text, changes[i][0], changes[i][1]);
    g_free(text);
    text = next;
  }
  return text;
}

static char *trial_2019(void)
{
  return text_change(trial, "year: 2021\n", "year: 2019\n");
}

static void test_trial(void **state)
{
  static const struct change rows[] = {
      {"", "", "", "", "", NULL},
      {"上年: 141", "上年: 140", "", "", "Y2?",
       "row “行政许可”, the figures disagree with last year's report: 上年 140, but last year's 上年 122 + last year's "
       "增减 "
       "+19 = 141"},
      {"[3, 3, 44]", "[3, 3, 45]", "", "", "Y2?", "= 44"},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    check_change(&rows[i], trial_after, trial_2019);
}

struct path_row {
  const char *expression, *value; /* NULL: an error */
  const char *words;
};

static void test_paths(void **state)
{
  static const struct path_row rows[] = {
      {"previous.year", "2024", NULL},
      {"previous.agency", "某区某局", NULL},
      {"previous.申请.新收", "9", NULL},
      {"previous.申请.新收.自然人", "9", NULL},
      {"previous.申请.无法提供", "2", NULL},
      {"previous.主动公开.行政规范性文件.现行有效", "14", NULL},
      {"(主动公开.行政规范性文件.现行有效 - previous.主动公开.行政规范性文件.现行有效) / "
       "previous.主动公开.行政规范性文件.现行有效 | .1 %",
       "7.1%", NULL},
      {"previous.previous.year", "2023", NULL},
      {"previous.previous.申请.新收", "9", NULL},
      {"previous.previous.previous.申请.新收", NULL, "the source on 2023 names none"},
      {"previous", NULL, "There is no figure “previous”"},
      {"previous.申请.新手", NULL, "“previous.申请.新收”"},
      {"previous.申请.新手", NULL, "it was looked for in the source on 2024, which follows the form disclosure-2021"},
  };
  (void)state;
  char *this = this_year(), *last = last_year();
  char *before = text_change(base, "year: 2025\n", "year: 2023\n");
  char *chained = text_change(last, "year: 2024\n", "year: 2024\nprevious: older/2023.yaml\n");
  folder_write(&folder, "this.yaml", this);
  folder_write(&folder, "last.yaml", chained);
  folder_write(&folder, "older/2023.yaml", before);
  struct made made;
  make_source(&made, &folder, "this.yaml");
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    made.diags.count = 0;
    const char *value = facts_evaluate(made.arena, made.facts, rows[i].expression, SPAN_NONE, &made.diags);
    char *findings = made_findings(&made);
    if (!value || !rows[i].value ? value != rows[i].value : strcmp(value, rows[i].value) != 0)
      fail_msg("%s gives %s %s", rows[i].expression, value, findings);
    if (rows[i].words && !strstr(findings, rows[i].words))
      fail_msg("%s: %s", rows[i].expression, findings);
    g_free(findings);
  }
  made_done(&made);
  g_free(this);
  g_free(last);
  g_free(before);
  g_free(chained);
}

/* A report without a form still knows the year and the body of last year's. */
static void test_formless(void **state)
{
  (void)state;
  static const char text[] = "agency: 某局\nyear: %d\ntitle: 报告\n%ssections:\n  - title: 一\n    text: 略\n";
  char *this = g_strdup_printf(text, 2025, LAST), *last = g_strdup_printf(text, 2024, "form: disclosure-2021\n");
  folder_write(&folder, "this.yaml", this);
  folder_write(&folder, "last.yaml", last);
  struct made made;
  make_source(&made, &folder, "this.yaml");
  check_findings(&made, "formless", "", NULL);
  assert_string_equal(facts_evaluate(made.arena, made.facts, "year - previous.year", SPAN_NONE, &made.diags), "1");
  assert_null(facts_evaluate(made.arena, made.facts, "previous.申请.新收", SPAN_NONE, &made.diags));
  check_findings(&made, "its figures", "expr-value", "follows the form disclosure-2021, which was not read");
  made_done(&made);
  g_free(this);
  g_free(last);
}

/* A chain of years longer than is read is cut there, not refused; a symbolic link is not followed. */
static void test_reach(void **state)
{
  (void)state;
  for (int year = 2025; year > 2005; year--) {
    char *name = g_strdup_printf("%d.yaml", year);
    char *head = g_strdup_printf("year: %d\nprevious: %d.yaml\n", year, year - 1);
    char *text = text_change(base, "year: 2025\n", head);
    folder_write(&folder, name, text);
    g_free(name);
    g_free(head);
    g_free(text);
  }
  struct made made;
  make_source(&made, &folder, "2025.yaml");
  int years = 0;
  for (const struct facts *facts = made.facts->previous; facts; facts = facts->previous)
    years++;
  assert_int_equal(years, 7);
  made_done(&made);
  char *target = g_build_filename(folder.path, "2024.yaml", NULL),
       *link = g_build_filename(folder.path, "last.yaml", NULL);
  g_unlink(link);
  assert_int_equal(symlink(target, link), 0);
  char *this = this_year();
  folder_write(&folder, "this.yaml", this);
  make_source(&made, &folder, "this.yaml");
  check_findings(&made, "a link", "io-read", "A symbolic link leads to this file.");
  made_done(&made);
  g_unlink(link);
  g_free(this);
  g_free(target);
  g_free(link);
}

/* The finding shows the cell of last year's file. */
static void test_related(void **state)
{
  (void)state;
  char *this = this_year(), *whole = last_year();
  char *last = text_change(whole, "结转下年度: 0", "结转下年度: [0, 4, 0, 0, 0, 0]");
  folder_write(&folder, "this.yaml", this);
  folder_write(&folder, "last.yaml", last);
  struct made made;
  make_source(&made, &folder, "this.yaml");
  const struct diag *found = NULL;
  for (size_t i = 0; i < made.diags.count; i++)
    if (made.diags.items[i]->code == DIAG_Y1)
      found = made.diags.items[i];
  assert_non_null(found);
  assert_int_equal(found->related_count, 1);
  assert_string_equal(found->related[0].message, "last year's 结转下年度 is 4");
  const char *name = files_get(&made.files, found->related[0].span.file)->name;
  assert_true(g_str_has_suffix(name, "/last.yaml"));
  struct file_position place = files_position(&made.files, found->related[0].span);
  assert_int_equal(place.column, 16);
  made_done(&made);
  g_free(this);
  g_free(whole);
  g_free(last);
}

static int open_sources(void **state)
{
  (void)state;
  folder_make(&folder);
  base = read_golden_source("figure/whole.yaml");
  assert_true(g_file_get_contents(NIANBAO_ROOT "/data/accounts.yaml", &accounts, NULL, NULL));
  trial = read_golden_source("figure/trial2019.yaml");
  char *sound = text_change(trial, "减4", "-4");
  g_free(trial);
  trial = sound;
  return 0;
}

static int close_sources(void **state)
{
  (void)state;
  folder_done(&folder);
  g_free(base);
  g_free(accounts);
  g_free(trial);
  return 0;
}

/* --- accounts --- */

static char *these_accounts(void)
{
  return text_change(accounts, "year: 2025\n", "year: 2025\n" LAST);
}

/* They end with what this year's begin with: 125,358.74 in all, 259.29 more than this year's. */
static char *last_accounts(void)
{
  static const char *const changes[][2] = {{"year: 2025\n", "year: 2024\n"},
                                           {"年初结转和结余: 1564.04", "年初结转和结余: 1823.33"},
                                           {"年末结转和结余: 1304.75", "年末结转和结余: 1564.04"},
                                           {"年初一般公共预算结转: 1245.60", "年初一般公共预算结转: 1504.89"},
                                           {"年末财政拨款结转和结余: [986.31", "年末财政拨款结转和结余: [1245.60"}};
  char *text = g_strdup(accounts);
  for (size_t i = 0; i < G_N_ELEMENTS(changes); i++) {
    char *changed = text_change(text, changes[i][0], changes[i][1]);
    g_free(text);
    text = changed;
  }
  return text;
}

#define SAYS(sentence) "      ${year}年度收、支总计均为", "      " sentence "\n\n      ${year}年度收、支总计均为"

static void test_accounts(void **state)
{
  static const struct change rows[] = {
      {"", "", "", "", "", NULL},
      {"", "", "年末结转和结余: 1564.04", "年末结转和结余: 1564.05", "", NULL}, /* within the tolerance */
      {"", "", "年初结转和结余: 1823.33\n", "年初结转和结余: 1821.33\n      使用非财政拨款结余: 2.00\n", "", NULL},
      {"年初结转和结余: 1564.04\n", "年初结转和结余: 1560.04\n      使用非财政拨款结余: 4.00\n", "", "", "Y2?",
       "收入支出决算总表.年初结转和结余 1560.04, but last year's 收入支出决算总表.年末结转和结余 1564.04; the "
       "difference is "
       "4.00."},
      {SAYS("与上年相比，收、支总计各减少259.29万元，下降0.2%。"), "", "", "", NULL},
      {SAYS("与上年相比，收、支总计各减少259.30万元，下降0.2%。"), "", "", "", NULL}, /* of figures that were rounded */
      {SAYS("与上年相比，收、支总计各减少295.29万元，下降0.2%。"), "", "", "K1?",
       "“减少295.29万元”, but last year's report has 收入支出决算总表.收入.总计 125358.74万元 and this year's "
       "收入支出决算总表.收入.总计 125099.45万元."},
      {SAYS("收入总计125,099.45万元，比上年增加259.29万元。"), "", "", "K1?", NULL},
      {SAYS("年末结转和结余1,304.75万元，比上年下降16.6%。"), "", "", "", NULL},
      {SAYS("年末结转和结余1,304.75万元，比上年下降6.6%。"), "", "", "K1?", NULL},
      {SAYS("2024年度收入总计125,358.74万元。"), "", "", "", NULL},
      {SAYS("2024年度收入总计125,385.74万元。"), "", "", "K1?",
       "last year's report has 收入支出决算总表.收入.总计 125358.74万元."},
      {SAYS("收入总计125,099.45万元，比2023年增加12.00万元。"), "", "", "", NULL},
      {SAYS("公务接待费9.31万元，比上年预算数减少1.00万元。"), "", "", "", NULL},
      {SAYS("收入总计125,099.45万元，比前年减少1.00万元。"), "", "", "", NULL},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    check_change(&rows[i], these_accounts, last_accounts);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_rules), cmocka_unit_test(test_source),  cmocka_unit_test(test_forms),
      cmocka_unit_test(test_trial), cmocka_unit_test(test_paths),   cmocka_unit_test(test_formless),
      cmocka_unit_test(test_reach), cmocka_unit_test(test_related), cmocka_unit_test(test_accounts),
  };
  return cmocka_run_group_tests(tests, open_sources, close_sources);
}
