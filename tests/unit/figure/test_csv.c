/* Figures from a file of comma-separated values: heads and rows by key or as printed, and what may be wrong. */
#include "sources.h"

#include "figure/figures.h"

static struct folder folder;
static char *base; /* tests/golden/figure/whole.yaml */

/* Table three as a spreadsheet has it: three label columns, heads of three levels, merged cells filled once. */
static const char printed[] =
    "三、收到和处理政府信息公开申请情况,,,,,,,,,\n"
    "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）,,,申请人情况,,,,,,\n"
    ",,,自然人,法人或其他组织,,,,,总计\n"
    ",,,,商业企业,科研机构,社会公益组织,法律服务机构,其他,\n"
    "一、本年新收政府信息公开申请数量,,,9,0,0,0,0,0,9\n"
    "二、上年结转政府信息公开申请数量,,,0,0,0,0,0,0,\n"
    "三、本年度办理结果,（一）予以公开,,4,0,0,0,0,0,4\n"
    ",\"（二）部分公开（区分处理的，只计这一情形，不计其他情形）\",,0,0,0,0,0,0,0\n"
    ",（三）不予公开,1.属于国家秘密,0,0,0,0,0,0,0\n"
    ",,2.其他法律行政法规禁止公开,0,0,0,0,0,0,0\n"
    ",,3.危及“三安全一稳定”,0,0,0,0,0,0,0\n"
    ",,4.保护第三方合法权益,0,0,0,0,0,0,0\n"
    ",,5.属于三类内部事务信息,0,0,0,0,0,0,0\n"
    ",,6.属于四类过程性信息,0,0,0,0,0,0,0\n"
    ",,7．属于行政执法案卷,0,0,0,0,0,0,0\n"
    ",,8、属于行政查询事项,0,0,0,0,0,0,0\n"
    ",（四）无法提供,1.本机关不掌握相关政府信息,2,0,0,0,0,0,2\n"
    ",,2.没有现成信息需要另行制作,0,0,0,0,0,0,0\n"
    ",,3.补正后申请内容仍不明确,0,0,0,0,0,0,0\n"
    ",（五）不予处理,1.信访举报投诉类申请,0,0,0,0,0,0,0\n"
    ",,2.重复申请,0,0,0,0,0,0,0\n"
    ",,3.要求提供公开出版物,0,0,0,0,0,0,0\n"
    ",,4.无正当理由大量反复申请,0,0,0,0,0,0,0\n"
    ",,5.要求行政机关确认或重新出具已获取信息,0,0,0,0,0,0,0\n"
    ",（六）其他处理,1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请,0,0,0,0,0,0,0\n"
    ",,2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请,0,0,0,0,0,0,0\n"
    ",,3.其他,3,0,0,0,0,0,3\n"
    ",（七）总计,,9,0,0,0,0,0,9\n"
    "四、结转下年度继续办理,,,0,0,0,0,0,0,0\n";

/* By key, in another order, groups on lines of their own, no totals. */
static const char keyed[] = "项目,其他,法律服务机构,社会公益组织,科研机构,商业企业,自然人\n"
                            "新收,0,0,0,0,0,9\n上年结转,0,0,0,0,0,0\n予以公开,0,0,0,0,0,4\n部分公开,0,0,0,0,0,0\n"
                            "不予公开,,,,,,\n国家秘密,0,0,0,0,0,0\n法律法规禁止,0,0,0,0,0,0\n三安全一稳定,0,0,0,0,0,0\n"
                            "第三方合法权益,0,0,0,0,0,0\n内部事务信息,0,0,0,0,0,0\n过程性信息,0,0,0,0,0,0\n"
                            "行政执法案卷,0,0,0,0,0,0\n行政查询事项,0,0,0,0,0,0\n"
                            "无法提供.本机关不掌握,0,0,0,0,0,2\n无法提供.没有现成信息,0,0,0,0,0,0\n"
                            "无法提供.补正后仍不明确,0,0,0,0,0,0\n信访举报投诉,0,0,0,0,0,0\n重复申请,0,0,0,0,0,0\n"
                            "公开出版物,0,0,0,0,0,0\n大量反复申请,0,0,0,0,0,0\n确认或重新出具,0,0,0,0,0,0\n"
                            "其他处理,,,,,,\n逾期不补正,0,0,0,0,0,0\n逾期不缴费,0,0,0,0,0,0\n其他,0,0,0,0,0,3\n"
                            "结转下年度,0,0,0,0,0,0\n";

/* Table two: blocks with heads of their own, rows of one cell. */
static const char blocks[] =
    "第二十条第（一）项,,,\n信息内容,本年制发件数,本年废止件数,现行有效件数\n规章,0,0,0\n行政规范性文件,5,4,14\n"
    "第二十条第（五）项,,,\n信息内容,本年处理决定数量,,\n行政许可,1333,,\n"
    "第二十条第（六）项,,,\n信息内容,本年处理决定数量,,\n行政处罚,17,,\n行政强制,,0,\n"
    "第二十条第（八）项,,,\n信息内容,本年收费金额（单位：万元）,,\n行政事业性收费,0,,\n";

/* The figures of one table replaced by a file. */
static void make_csv(struct made *made, const char *table, const char *csv, const char *node)
{
  char *key = g_strdup_printf("  %s:\n", table);
  const char *begin = strstr(base, key), *end = begin + strlen(key);
  while (g_str_has_prefix(end, "    "))
    end = strchr(end, '\n') + 1;
  char *text = g_strdup_printf("%.*s  %s: %s\n%s", (int)(begin - base), base, table, node, end);
  folder_write(&folder, "table.csv", csv);
  folder_write(&folder, "report.yaml", text);
  make_source(made, &folder, "report.yaml");
  g_free(text);
  g_free(key);
}

static char *dump(const struct facts *facts)
{
  char *text = NULL;
  size_t size = 0;
  FILE *out = open_memstream(&text, &size);
  facts_dump(out, facts);
  fclose(out);
  return text;
}

/* Each gives what the source itself gives; the printed one has its totals written. */
static void test_same(void **state)
{
  static const struct {
    const char *table, *csv;
  } rows[] = {{"申请", printed}, {"申请", keyed}, {"主动公开", blocks}};
  (void)state;
  struct made whole;
  folder_write(&folder, "report.yaml", base);
  make_source(&whole, &folder, "report.yaml");
  char *wanted = dump(whole.facts);
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    struct made made;
    make_csv(&made, rows[i].table, rows[i].csv, "{csv: table.csv}");
    check_findings(&made, rows[i].table, "", NULL);
    char *given = dump(made.facts), **same = g_strsplit(given, "=", -1), **plain = g_strsplit(wanted, "=", -1);
    char *a = g_strjoinv("", same), *b = g_strjoinv("", plain);
    assert_string_equal(a, b);
    g_free(a);
    g_free(b);
    g_strfreev(same);
    g_strfreev(plain);
    free(given);
    made_done(&made);
  }
  free(wanted);
  made_done(&whole);
}

struct change {
  const char *from, *to, *codes, *words;
  const char *place; /* line:column of the first finding in the file */
};

static void check_changes(const char *table, const char *csv, const struct change *rows, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    char *text = text_change(csv, rows[i].from, rows[i].to);
    struct made made;
    make_csv(&made, table, text, "{csv: table.csv}");
    check_findings(&made, rows[i].to, rows[i].codes, rows[i].words);
    struct span span = made.diags.items[0]->span;
    struct file_position at = files_position(&made.files, span);
    char *place = g_strdup_printf("%u:%u", at.line, at.column);
    if (!g_str_has_suffix(files_get(&made.files, span.file)->name, "/table.csv") || strcmp(place, rows[i].place) != 0)
      fail_msg("%s: %s", rows[i].to, place);
    g_free(place);
    made_done(&made);
    g_free(text);
  }
}

static void test_changes(void **state)
{
  static const struct change rows[] = {
      {"新收,0,0,0,0,0,9", "新收,0,0,0,0,0,\"1,009\"", "figure-bad", "Write 1009.", "2:14"},
      {"新收,0,0,0,0,0,9", "新收,0,0,0,0,0,９", "figure-bad", "Write 9.", "2:14"},
      {"新收,0,0,0,0,0,9", "新收,0,0,0,0,0,9件", "figure-bad", "without units", "2:14"},
      {"新收,0,0,0,0,0,9", "新收,0,0,0,0,,9", "figure-bad", "There is no figure for 申请.新收.商业企业", "2:12"},
      {"新收,0,0,0,0,0,9", "新收,0,0,0,0,0,【待填：件数】", "unfilled", NULL, "2:14"},
      {"新收,0,0,0,0,0,9", "新收,0,0,0,0,0,8", "C1 C1", "column “自然人”", "2:14"},
      {"新收,0,0,0,0,0,9", "新收,0,0,0,0,0", "S1", "lacks these columns: 自然人", "2:1"},
      {"新收,0,0,0,0,0,9", "新收,0,0,0,0,0,9,5", "S1", "has no cell here; in the file stands “5”", "2:16"},
      {"新收,0,0,0,0,0,9", "新到,0,0,0,0,0,9", "S1 S1", "Did you mean “新收”?", "2:1"},
      {"新收,0,0,0,0,0,9\n", "", "S1", "The row “新收” is missing in “申请”", "1:1"},
      {"新收,0,0,0,0,0,9", "新收,0,0,0,0,0,9\n新收,0,0,0,0,0,9", "yaml-duplicate", "stands here twice", "3:1"},
      {"新收,0,0,0,0,0,9", ",0,0,0,0,0,9", "S1 S1", "stand in no row", "2:1"},
      {"新收,0,0,0,0,0,9", "新收,0,0,0,0,~,9", "S3?", NULL, "2:12"},
      {"不予公开,,,,,,", "不予公开,0,0,0,0,0,0", "S1", "is no row of its own", "6:1"},
      {"商业企业", "企业", "S1", "The table “申请” has no column “企业”.", "1:26"},
      {"商业企业", "商业企来", "S1", "Did you mean “商业企业”?", "1:26"},
      {"项目,其他,法律服务机构,社会公益组织,科研机构,商业企业,自然人\n", "", "S1",
       "No line of this file names the columns", "1:1"},
  };
  (void)state;
  check_changes("申请", keyed, rows, G_N_ELEMENTS(rows));
}

static void test_blocks(void **state)
{
  static const struct change rows[] = {
      {"行政许可,1333,,", "行政许可,1333,5,", "S1", "The row 主动公开.行政许可 has no cell here", "7:11"},
      {"行政许可,1333,,", "行政许可,,,", "figure-bad", "There is no figure for 主动公开.行政许可", "7:6"},
      {"行政许可,1333,,", "行政许可", "figure-bad", "There is no figure for 主动公开.行政许可", "7:1"},
      {"规章,0,0,0", "规章,0,0.5,0", "figure-bad", "a whole number", "3:6"},
  };
  (void)state;
  check_changes("主动公开", blocks, rows, G_N_ELEMENTS(rows));
}

static void test_node(void **state)
{
  static const struct {
    const char *node, *codes, *words;
  } rows[] = {
      {"{csv: nowhere.csv}", "io-read", "There is no such file."},
      {"{csv: ../table.csv}", "value-bad", "in the folder of this source"},
      {"{csv: [a]}", "value-bad", "names a file"},
      {"{csv: table.csv, 新收: 0}", "value-bad", "nothing else can stand"},
      {"{新收: 0, csv: table.csv}", "value-bad", "nothing else can stand"},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    struct made made;
    make_csv(&made, "申请", keyed, rows[i].node);
    check_findings(&made, rows[i].node, rows[i].codes, rows[i].words);
    assert_true(span_known(made.diags.items[0]->span));
    made_done(&made);
  }
}

static void test_labels(void **state)
{
  static const char *const rows[][2] = {
      {"（一）予以公开", "予以公开"},
      {"(一) 予以公开", "予以公开"},
      {"一、本年新收", "本年新收"},
      {"十二、其他", "其他"},
      {"1.属于国家秘密", "属于国家秘密"},
      {"１．属于国家秘密", "属于国家秘密"},
      {"3.危及“三安全一稳定”", "危及三安全一稳定"},
      {"三安全一稳定", "三安全一稳定"},
      {"不予公开.国家秘密", "不予公开.国家秘密"},
      {"(一", "一"},
      {"2025", "2025"},
      {"", ""},
      {" ", ""},
  };
  (void)state;
  struct arena *arena = arena_new();
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    assert_string_equal(figure_label_plain(arena, rows[i][0]), rows[i][1]);
  arena_free(arena);
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
      cmocka_unit_test(test_same), cmocka_unit_test(test_changes), cmocka_unit_test(test_blocks),
      cmocka_unit_test(test_node), cmocka_unit_test(test_labels),
  };
  return cmocka_run_group_tests(tests, open_sources, close_sources);
}
