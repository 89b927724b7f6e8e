/* sum_of: a district's figures as the sum of its own and its bodies'; A1; bodies that cannot be added. */
#include "sources.h"

#include "figure/figures.h"

static struct folder folder;
static char *base; /* tests/golden/figure/whole.yaml */

#define OWN_FIGURES                                                                                                                           \
  "own:\n  主动公开: {规章: 0, 行政规范性文件: {制发: 2, 废止: 0, 现行有效: 20}, 行政许可: 3, 行政处罚: \"-\", " \
  "行政强制: 0, 行政事业性收费: 0.5}\n"

/* Three bodies: 新收 9 + 9 + 9 of 自然人, 行政许可 1333 + 1333 + 7. */
static void write_bodies(void)
{
  char *second = text_change(base, "agency: 某区某局", "agency: 某区螅湾街道");
  char *named = text_change(base, "agency: 某区某局", "agency: 某区教育局");
  char *third = text_change(named, "行政许可: 1333", "行政许可: 7");
  folder_write(&folder, "dept/a.yaml", base);
  folder_write(&folder, "dept/b.yaml", second);
  folder_write(&folder, "dept/c.yaml", third);
  g_free(second);
  g_free(named);
  g_free(third);
}

/* The district: `head` in place of the figures. */
static void make_district(struct made *made, const char *head)
{
  const char *figures = strstr(base, "figures:"), *sections = strstr(base, "sections:");
  char *text = g_strdup_printf("%.*s%s%s", (int)(figures - base), base, head, sections);
  char *named = text_change(text, "agency: 某区某局", "agency: 某区人民政府");
  folder_write(&folder, "all.yaml", named);
  make_source(made, &folder, "all.yaml");
  g_free(text);
  g_free(named);
}

static const char *value(struct made *made, const char *path)
{
  return facts_evaluate(made->arena, made->facts, path, SPAN_NONE, &made->diags);
}

static void check_value(struct made *made, const char *path, const char *wanted)
{
  const char *given = value(made, path);
  if (!given || strcmp(given, wanted) != 0)
    fail_msg("%s is %s, not %s", path, given ? given : "nothing", wanted);
}

static void test_sums(void **state)
{
  (void)state;
  struct made made;
  write_bodies();
  make_district(&made, "sum_of: [dept/*.yaml]\n" OWN_FIGURES);
  check_findings(&made, "sums", "", NULL);
  check_value(&made, "主动公开.行政许可", "2676");
  check_value(&made, "主动公开.行政处罚", "51");
  check_value(&made, "主动公开.行政事业性收费", "0.5");
  check_value(&made, "主动公开.行政规范性文件.现行有效", "62");
  check_value(&made, "申请.新收", "27");
  check_value(&made, "申请.新收.自然人", "27");
  check_value(&made, "申请.总计", "27");
  check_value(&made, "申请.无法提供", "6");
  check_value(&made, "复议诉讼.行政复议", "0");
  assert_false(made.facts->incomplete);
  made_done(&made);
  make_district(&made, "sum_of: [dept/a.yaml, \"dept/?.yaml\"]\nexcept: [dept/c.*]\n");
  check_findings(&made, "except", "", NULL);
  check_value(&made, "主动公开.行政许可", "2666");
  made_done(&made);
}

/* Blank, "-" and "/" count for nothing, and stay where all bodies have them. */
static void test_placeholders(void **state)
{
  static const char *const rows[][3] = {
      {"~", "~", ""}, {"\"-\"", "\"-\"", "-"}, {"\"/\"", "~", "/"}, {"~", "3", "3"}, {"\"-\"", "0", "0"}};
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    char *first = g_strdup_printf("行政处罚: %s", rows[i][0]), *second = g_strdup_printf("行政处罚: %s", rows[i][1]);
    char *a = text_change(base, "行政处罚: 17", first), *named = text_change(base, "agency: 某区某局", "agency: 乙");
    char *b = text_change(named, "行政处罚: 17", second);
    struct made made;
    folder_write(&folder, "two/a.yaml", a);
    folder_write(&folder, "two/b.yaml", b);
    make_district(&made, "sum_of: [two/*]\n");
    const struct fact_table *table = facts_table(made.facts, "主动公开");
    const struct fact *fact = fact_at(table, (size_t)(form_row(table->form, "行政处罚") - table->form->rows), 0);
    assert_string_equal(fact->text, rows[i][2]);
    made_done(&made);
    g_free(first);
    g_free(second);
    g_free(a);
    g_free(b);
    g_free(named);
  }
}

struct row {
  const char *head, *codes, *words;
};

#define SUM "sum_of: [dept/*.yaml]\n"

static void test_written(void **state)
{
  static const struct row rows[] = {
      {SUM "figures: {主动公开: {行政许可: 2673}}\n", "", NULL},
      {SUM "figures: {主动公开: {行政许可: 2674}}\n", "A1",
       "In “主动公开”, row “行政许可”, the figures written differ from the sum of the bodies: 本年处理决定数量 is "
       "2674, the sum 2673, "
       "the difference 1. / If the difference is the whole's own"},
      {SUM "figures: {主动公开: {行政许可: 2666}}\n", "A1", "The difference is just the figure of 某区教育局"},
      /* too little, and no single body has just that */
      {SUM "figures: {主动公开: {行政许可: 1340}}\n", "A1", "Correct it here or in the body."},
      {SUM "figures: {主动公开: {行政许可: \"-\"}}\n", "A1", "is -, the sum 2673"},
      {SUM "figures: {主动公开: {规章: \"-\"}}\n", "", NULL},
      {SUM "figures: {申请: {新收: {自然人: 28, 科研机构: 2}}}\n", "C1 C1 C1 A1",
       "自然人 is 28, the sum 27, the difference 1; 科研机构 is 2, the sum 0, the difference 2"},
      /* a total that is written is compared with its parts by the rules of the form */
      {SUM "figures: {申请: {新收: {总计: 27}}}\n", "", NULL},
      {SUM "figures: {申请: {新收: {总计: 28}}}\n", "C1 C3", "总计 28"},
      {SUM "figures: {申请: {新到: 1}}\n", "S1", "Did you mean “新收”?"},
      {SUM "figures: {申请: {新收: [1, 2]}}\n", "C1 C1 C1 S1 A1", "these are missing"},
      {SUM "figures: {申请: {新收: 9件}}\n", "figure-bad", NULL},
      {SUM OWN_FIGURES "figures: {主动公开: {行政许可: 2676}}\n", "", NULL},
      {SUM "own: {主动公开: {规章: 0}}\n", "S1 S1 S1 S1 S1", "The row “行政规范性文件” is missing in “主动公开”"},
      {SUM "own: {开放: {规章: 0}}\n", "S1", "has no table “开放”"},
      {"figures: {主动公开: {行政许可: 1}}\nown: {}\n", "S1 S1 S1 S1 S1 S1 S1 value-bad", "“own” has a meaning only"},
  };
  (void)state;
  write_bodies();
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    struct made made;
    make_district(&made, rows[i].head);
    char *codes = made_codes(&made);
    char **sorted = g_strsplit(codes, " ", -1), **wanted = g_strsplit(rows[i].codes, " ", -1);
    /* the order in which the stages speak is no matter: only which codes there are */
    bool same = g_strv_length(sorted) == g_strv_length(wanted);
    for (size_t k = 0; same && wanted[k]; k++)
      same = g_strv_contains((const char *const *)sorted, wanted[k]);
    char *findings = made_findings(&made);
    if (!same || (rows[i].words && !strstr(findings, rows[i].words)))
      fail_msg("%s gives %s\n%s", rows[i].head, codes, findings);
    g_free(findings);
    g_free(codes);
    g_strfreev(sorted);
    g_strfreev(wanted);
    made_done(&made);
  }
}

/* What is wrong in the second body, or with the list. The sum goes on without it. */
static void test_incomplete(void **state)
{
  static const struct {
    const char *from, *to, *words;
  } rows[] = {
      {"year: 2025", "year: 2024", "“dept/b.yaml” is left out of the sum: it is not a report on 2025."},
      {"form: disclosure-2021", "form: disclosure-2019", "it does not follow the form disclosure-2021"},
      {"form: disclosure-2021\n", "", "it does not follow the form disclosure-2021"},
      {"行政许可: 1333", "行政许可: 1,333", "its figures have errors (1)"},
      {"部分公开: 0", "部分公开: 3", "its figures have errors (1)"},
      {"予以公开: {自然人: 4", "予以公开: {自然人: 5", "its figures have errors (2)"},
      {"figures:", "figures: [", "“dept/b.yaml” is missing from the sum. "},
      {"figures:", "sum_of: [b.yaml]\nfigures:", "are a sum that is incomplete itself"},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    struct made made;
    write_bodies();
    char *named = text_change(base, "agency: 某区某局", "agency: 乙"),
         *bad = text_change(named, rows[i].from, rows[i].to);
    folder_write(&folder, "dept/b.yaml", bad);
    make_district(&made, SUM "figures: {主动公开: {行政强制: 5}}\n");
    check_findings(&made, rows[i].to, "sum-body? A1?", rows[i].words);
    assert_true(made.facts->incomplete);
    if (i + 1 < G_N_ELEMENTS(rows))
      check_value(&made, "主动公开.行政许可", "1340");
    made_done(&made);
    g_free(bad);
    g_free(named);
  }
  write_bodies();
}

static void test_lists(void **state)
{
  static const struct row rows[] = {
      {"sum_of: [dept/*.yaml, none/*.yaml]\n", "sum-body?", "No file fits “none/*.yaml”"},
      {"sum_of: [dept/*.yaml, dept/d.yaml]\n", "sum-body?",
       "“dept/d.yaml” is missing from the sum. There is no such file."},
      {"sum_of: [dept/*.yaml]\nexcept: [dept/d*.yaml]\n", "sum-body?", "No file fits “dept/d*.yaml”"},
      {"sum_of: [dept/*.yaml, ../x.yaml]\n", "value-bad", "“../x.yaml” leads out of the folder"},
      {"sum_of: [dept/*.yaml, /etc/*]\n", "value-bad", "leads out of the folder"},
      {"sum_of: [dept/*.yaml, [a]]\n", "value-kind", "This is no name of a file, but a list."},
      {"sum_of: [dept/*.yaml, all.yaml]\n", "sum-body?", "“all.yaml” is left out of the sum: it is this source itself"},
      /* a pattern does not take in the source itself */
      {"sum_of: [dept/*.yaml, \"*.yaml\"]\n", "sum-body?", "No file fits “*.yaml”"},
      {"sum_of: [dept/*.yaml, copy/*.yaml]\n", "sum-body?",
       "are both reports of “某区某局”, whose figures are now added twice"},
      {"sum_of: dept/*.yaml\nfigures: {}\n", "S1 S1 S1", NULL},
  };
  (void)state;
  write_bodies();
  folder_write(&folder, "copy/a.yaml", base);
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    struct made made;
    make_district(&made, rows[i].head);
    char *codes = made_codes(&made);
    bool said = rows[i].words != NULL || rows[i].codes[0] == '\0';
    if (said)
      check_findings(&made, rows[i].head, rows[i].codes, rows[i].words);
    else
      assert_true(diags_have_error(&made.diags));
    g_free(codes);
    made_done(&made);
  }
}

/* Without a form there is nothing to add up, which is said once. */
static void test_formless(void **state)
{
  (void)state;
  struct made made;
  make_facts(&made,
             "agency: 某区\nyear: 2025\ntitle: 报告\nsum_of: [dept/*.yaml]\nsections:\n  - title: 一\n    text: 略\n");
  check_findings(&made, "formless", "key-missing", "no form that says what they are");
  made_done(&made);
}

/* The finding shows the figure of each body, and the bodies may be sums themselves. */
static void test_related(void **state)
{
  (void)state;
  struct made made;
  write_bodies();
  make_district(&made, "sum_of: [dept/*.yaml]\nfigures: {主动公开: {行政处罚: 50}}\n");
  const struct diag *diag = made.diags.items[0];
  assert_int_equal(made.diags.count, 1);
  assert_int_equal(diag->code, DIAG_A1);
  assert_int_equal(diag->related_count, 3);
  assert_string_equal(diag->related[1].message, "某区螅湾街道 has 17");
  assert_true(g_str_has_suffix(files_get(&made.files, diag->related[1].span.file)->name, "/dept/b.yaml"));
  const struct fact_table *table = facts_table(made.facts, "主动公开");
  assert_true(fact_at(table, (size_t)(form_row(table->form, "行政处罚") - table->form->rows), 0)->wrong);
  made_done(&made);
  char *all = g_build_filename(folder.path, "all.yaml", NULL), *text = NULL;
  make_district(&made, "sum_of: [dept/*.yaml]\n");
  made_done(&made);
  assert_true(g_file_get_contents(all, &text, NULL, NULL));
  folder_write(&folder, "district.yaml", text);
  make_district(&made, "sum_of: [district.yaml]\n");
  check_findings(&made, "a sum of sums", "", NULL);
  check_value(&made, "主动公开.行政许可", "2673");
  made_done(&made);
  g_free(all);
  g_free(text);
}

/* More bodies than are shown are counted. */
static void test_many(void **state)
{
  (void)state;
  for (int i = 0; i < 15; i++) {
    char *name = g_strdup_printf("many/%02d.yaml", i), *agency = g_strdup_printf("agency: 第%d街道", i);
    char *text = text_change(base, "agency: 某区某局", agency);
    folder_write(&folder, name, text);
    g_free(name);
    g_free(agency);
    g_free(text);
  }
  struct made made;
  make_district(&made, "sum_of: [many/*]\nfigures: {主动公开: {行政处罚: 1}}\n");
  const struct diag *diag = made.diags.items[0];
  assert_int_equal(diag->related_count, 13);
  assert_string_equal(diag->related[12].message, "more bodies have a part in it (3)");
  assert_string_equal(diag->related[2].message, "第2街道 has 17");
  made_done(&made);
}

static int open_sources(void **state)
{
  (void)state;
  folder_make(&folder);
  base = read_golden_source("figure/whole.yaml");
  return 0;
}

static int close_sources(void **state)
{
  (void)state;
  folder_done(&folder);
  g_free(base);
  return 0;
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_sums),       cmocka_unit_test(test_placeholders), cmocka_unit_test(test_written),
      cmocka_unit_test(test_incomplete), cmocka_unit_test(test_lists),        cmocka_unit_test(test_related),
      cmocka_unit_test(test_many),       cmocka_unit_test(test_formless),
  };
  return cmocka_run_group_tests(tests, open_sources, close_sources);
}
