/* The longest table of the disclosure report, wherever on a page it comes: whole, with its heading, on one page, unless
 * more than the layout allows would then stay empty (TB-12). */
#include "laid.h"
#include "rules.h"

#define FORM NIANBAO_ROOT "/layouts/forms/disclosure-2021.yaml"

static const char *const rows_of_reasons[][2] = {
    {"不予公开", "国家秘密 法律法规禁止 三安全一稳定 第三方合法权益 内部事务信息 过程性信息 行政执法案卷 行政查询事项"},
    {"无法提供", "本机关不掌握 没有现成信息 补正后仍不明确"},
    {"不予处理", "信访举报投诉 重复申请 公开出版物 大量反复申请 确认或重新出具"},
    {"其他处理", "逾期不补正 逾期不缴费 其他"}};

/* `lines` paragraphs of one line stand before the section with the table; figures have so many digits. */
static char *report_of(int lines, const char *figure)
{
  GString *yaml = g_string_new("agency: 某局\nyear: 2025\ntitle: 报告\nform: disclosure-2021\nfigures:\n  申请:\n");
  g_string_append_printf(yaml,
                         "    新收: [%s, 0, 0, 0, 0, 0]\n    上年结转: 0\n    予以公开: [%s, 0, 0, 0, 0, 0]\n"
                         "    部分公开: 0\n    结转下年度: 0\n",
                         figure, figure);
  for (size_t i = 0; i < G_N_ELEMENTS(rows_of_reasons); i++) {
    g_string_append_printf(yaml, "    %s:\n", rows_of_reasons[i][0]);
    char **names = g_strsplit(rows_of_reasons[i][1], " ", -1);
    for (char **name = names; *name; name++)
      g_string_append_printf(yaml, "      %s: 0\n", *name);
    g_strfreev(names);
  }
  g_string_append(yaml, "sections:\n  - title: 总体情况\n    text: |\n");
  for (int i = 0; i < lines; i++)
    g_string_append(yaml, "      前文一行。\n\n");
  g_string_append(yaml, "      前文末行。\n  - title: 收到和处理政府信息公开申请情况\n    table: 申请\n");
  return g_string_free(yaml, FALSE);
}

struct places {
  const struct laid *l;
  size_t before, heading, first, last; /* pages, from 0 */
  len foot, heading_y;                 /* baselines */
  bool any;
};

static void find_places(const struct frame_page *page, size_t number, const struct frame_item *item, const char *inside,
                        void *data)
{
  (void)page;
  struct places *at = data;
  if (g_str_has_prefix(item->as.run.text, "前文")) {
    at->before = number;
    at->foot = item->y;
  }
  if (g_str_has_prefix(item->as.run.text, "收到和处理")) {
    at->heading = number;
    at->heading_y = item->y;
  }
  if (strcmp(inside, "TH") != 0 && strcmp(inside, "TD") != 0)
    return;
  at->first = at->any ? at->first : number;
  at->last = number;
  at->any = true;
}

/* What stays empty below the text if the table, with its heading, is left for the next page. */
static len unused(const struct places *at)
{
  const struct sheet *sheet = at->l->paged.sheet;
  return sheet->area_y + sheet->area_height - at->foot;
}

/* With figures of eight digits the labels are on so many lines that no page holds the table. */
static bool fits_a_page(const struct laid *l)
{
  for (size_t i = 0; i < l->paged.boxes->count; i++) {
    const struct box_table *table = l->paged.boxes->items[i].table;
    int64_t height = 3 * (int64_t)sheet_line_top(l->paged.sheet, 1); /* the heading above it */
    for (uint32_t r = 0; table && r < table->block->rows; r++)
      height += table->row_least[r];
    if (table)
      return height <= l->paged.sheet->area_height;
  }
  fail_msg("no table");
  return false;
}

static void check_position(const char *form, int lines, const char *figure, size_t *whole)
{
  struct laid l;
  laid_open(&l, "gongwen");
  char *yaml = report_of(lines, figure);
  laid_build_form(&l, form, yaml);
  g_free(yaml);
  for (size_t i = 0; i < l.paged.diags.count; i++) /* TB-17: labels in narrow columns have no holes */
    assert_int_not_equal(l.paged.diags.items[i]->code, DIAG_LINE_LOOSE);
  struct places at = {.l = &l};
  paged_each_run(&l.paged, find_places, &at);
  len gap = l.paged.sheet->whole_table_gap, line = sheet_line_top(l.paged.sheet, 1);
  assert_true(at.any);
  assert_int_equal(at.heading, at.first); /* never apart */
  if (at.first != at.last && fits_a_page(&l)) {
    assert_int_equal(at.before, at.first);
    assert_true(unused(&at) > gap - line);
  }
  if (at.first != at.before) /* moved: little enough stays empty, or the table itself is what it is for */
    assert_true(unused(&at) < gap + 2 * line);
  *whole += at.first == at.last;
  laid_close(&l);
}

static void table_of_applications_stands_whole(void **state)
{
  (void)state;
  static const char *const figures[] = {"9", "12345", "12345678"};
  char *form;
  assert_true(g_file_get_contents(FORM, &form, NULL, NULL));
  for (size_t f = 0; f < G_N_ELEMENTS(figures); f++) {
    size_t whole = 0, positions = 46; /* two pages */
    for (int lines = 0; lines < (int)positions; lines++)
      check_position(form, lines, figures[f], &whole);
    assert_int_equal(whole >= positions / 3, strlen(figures[f]) < 8);
    assert_true(whole < positions);
  }
  g_free(form);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      RULE("TB-12", table_of_applications_stands_whole),
  };
  return RULES_RUN(tests);
}
