/* S4: last year's number left in the title, the period, the plans or the date; and years that are rightly spoken of. */
#include "make.h"

#define HEAD  "form: disclosure-2021\nagency: 某区某局\nyear: 2025\n"
#define TITLE "title: ${year}年${agency}政府信息公开工作年度报告\n"

static unsigned count_stale(const char *rest)
{
  struct made made;
  unsigned count = 0;
  char *source = g_strconcat(HEAD, rest, NULL);
  make_facts(&made, source);
  for (size_t i = 0; i < made.diags.count; i++)
    count += made.diags.items[i]->code == DIAG_S4;
  made_done(&made);
  g_free(source);
  return count;
}

struct row {
  unsigned count;
  const char *text;
};

static void check_rows(const struct row *rows, size_t count, const char *before, const char *after)
{
  for (size_t i = 0; i < count; i++) {
    char *rest = g_strconcat(before, rows[i].text, after, NULL);
    unsigned found = count_stale(rest);
    if (found != rows[i].count)
      fail_msg("%u instead of %u: %s", found, rows[i].count, rows[i].text);
    g_free(rest);
  }
}

static void test_title(void **state)
{
  static const struct row rows[] = {
      {0, "${year}年某区某局年度报告"}, {0, "2025年某区某局年度报告"},       {0, "某区某局2025年度报告"},
      {0, "某区某局年度报告"},          {0, "二〇二五年某区某局年度报告"},   {0, "2024—2025年某区某局报告"},
      {1, "2024年某区某局年度报告"},    {1, "某区某局2024年度政府信息公开"}, {1, "二〇二四年某区某局年度报告"},
      {1, "2026年某区某局年度报告"},    {0, "${year - 1}年某区某局年度报告"}};
  (void)state;
  check_rows(rows, G_N_ELEMENTS(rows), "title: ", "\nsections:\n  - title: 总体情况\n    text: 略\n");
}

static void test_preface(void **state)
{
  static const struct row rows[] = {{0, "现公布2025年政府信息公开工作年度报告。"},
                                    {0, "统计期限自2025年1月1日起至2025年12月31日止。"},
                                    {0, "统计期限为2025年1月1日至12月31日。"},
                                    {0, "本报告根据《关于做好2024年政府信息公开工作年度报告编制工作的通知》编制。"},
                                    {0, "2024年全国政务公开工作会议以来，本局编制了多份目录，现公布本报告。"},
                                    {1, "现公布2024年政府信息公开工作年度报告。"},
                                    {1, "本局编制了2024年度政府信息公开工作年度报告。"},
                                    {1, "统计期限自2024年1月1日起至2024年12月31日止。"},
                                    {1, "统计期限自2025年1月1日起至2024年12月31日止。"},
                                    {1, "所列数据期限为2024年1月1日至12月31日。"},
                                    {1, "本报告数据截至2024年12月31日。"},
                                    {1, "详见下表（截止到2024年12月31日）。"},
                                    {0, "本报告数据截至2025年12月31日。"},
                                    {0, "对截至2024年12月31日的规范性文件进行清理。"},
                                    {0, "数据截至2025年12月31日，较截至2024年12月31日的多3件。"},
                                    {0, "所列数据期限为${year}年1月1日至12月31日。"}};
  (void)state;
  check_rows(rows, G_N_ELEMENTS(rows), TITLE "preface: ", "\nsections:\n  - title: 总体情况\n    text: 略\n");
}

static void test_body(void **state)
{
  static const struct row rows[] = {{0, "2024年1月1日至12月31日收到申请3件，较上年多1件。"},
                                    {0, "按时发布2024年政府信息公开工作年度报告。"},
                                    {1, "本报告统计期为2024年1月1日至2024年12月31日。"},
                                    {0, "2025年，我局将继续推进公开。"}};
  static const struct row plans[] = {{0, "2026年，我局将继续推进公开。"},
                                     {0, "2025年，我局将政府信息公开纳入考核。"},
                                     {0, "针对2025年存在的问题，下一步将加强培训。"},
                                     {0, "2024年，我局收到申请3件。"},
                                     {0, "根据《2025年政务公开要点》，下一步将加强培训。"},
                                     {1, "2025年，我局将继续推进公开。"},
                                     {1, "下一步，2025年我局将做好培训。"},
                                     {1, "2024年，我局将进一步推进公开。"},
                                     {0, "${year}年，我局将继续推进公开。"}};
  (void)state;
  check_rows(rows, G_N_ELEMENTS(rows), TITLE "sections:\n  - title: 总体情况\n    text: ", "\n");
  check_rows(plans, G_N_ELEMENTS(plans), TITLE "sections:\n  - title: 存在的主要问题及改进情况\n    text: ", "\n");
}

static void test_headings(void **state)
{
  static const struct row rows[] = {{0, "2026年工作打算"},
                                    {0, "下一步打算"},
                                    {0, "2025年工作要点落实情况"},
                                    {1, "2025年工作打算"},
                                    {1, "2024年工作计划"}};
  (void)state;
  check_rows(rows, G_N_ELEMENTS(rows), TITLE "sections:\n  - title: 其他需要报告的事项\n    text: |\n      ## ",
             "\n\n      略。\n");
}

static void test_signature(void **state)
{
  static const struct row rows[] = {{0, "2026-01-20"}, {0, "2025-12-31"}, {1, "2025-01-20"}, {1, "2024-12-31"}};
  (void)state;
  check_rows(rows, G_N_ELEMENTS(rows),
             TITLE "signed: {by: 某区某局, date: ", "}\nsections:\n  - title: 总体情况\n    text: 略\n");
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_title), cmocka_unit_test(test_preface),
                                     cmocka_unit_test(test_body), cmocka_unit_test(test_headings),
                                     cmocka_unit_test(test_signature)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
