/* Labels and other words in cells: where their lines end, and how wide their columns are (TB-15, TB-17). */
#include "rules.h"
#include "table_laid.h"

/* By how much the widest gap between two Han of a line was opened. */
static len widest_opening(const struct box_line *line, len size)
{
  len worst = 0;
  for (size_t i = 0; i < line->count; i++)
    for (uint32_t g = 1; g < line->runs[i].glyph_count; g++)
      worst = len_max(worst, line->runs[i].glyphs[g].x - line->runs[i].glyphs[g - 1].x - size);
  return worst;
}

static uint32_t glyphs_of(const struct box_line *line)
{
  uint32_t count = 0;
  for (size_t i = 0; i < line->count; i++)
    count += line->runs[i].glyph_count;
  return count;
}

/* Whatever the width, no gap opens in a label's lines by more than a tenth of an em, and no line is one character. */
static void test_no_holes_in_labels(void **state)
{
  (void)state;
  static const char *const labels[] = {"年末财政拨款结转和结余", "三、国有资本经营预算财政拨款收入",
                                       "使用非财政拨款结余（含专用结余）", "补助2025年第3批农机、农具、种子"};
  for (int width = 8; width <= 14; width++) {
    GString *table = g_string_new(NULL);
    g_string_append_printf(table, "columns: [{name: 项目, width: %d字}, 数]\nrows:", width);
    for (size_t i = 0; i < G_N_ELEMENTS(labels); i++)
      g_string_append_printf(table, "\n  - [%s, 1]", labels[i]);
    struct laid l;
    build_table(&l, "gongwen", table->str);
    g_string_free(table, TRUE);
    for (uint32_t row = 1; row <= G_N_ELEMENTS(labels); row++) {
      const struct box_lines *lines = &cell_at(table_of(&l), row, 0)->lines;
      for (size_t i = 0; i < lines->count; i++) {
        assert_true(widest_opening(&lines->items[i], table_of(&l)->size) <= table_of(&l)->size / 10);
        assert_true(glyphs_of(&lines->items[i]) > 1);
      }
    }
    laid_close(&l);
  }
}

/* Text of many characters a line is still flush. */
static void test_text_is_flush(void **state)
{
  (void)state;
  struct laid l;
  build_table(
      &l, "gongwen",
      "columns: [{name: 说明, width: 26字}, 数]\nrows:\n  - [本年收入减少较多，主要是上年度收到的一次性补助较多，"
      "而今年没有同类补助；其他各项收入与上年基本持平，没有大的变化。, 1]");
  const struct box_table *table = table_of(&l);
  const struct box_cell *cell = cell_at(table, 1, 0);
  len measure = table->column_x[1] - table->column_x[0] - 2 * cell->pad;
  assert_true(cell->lines.count > 2);
  assert_in_range(cell->lines.items[0].width, measure - 2, measure);
  laid_close(&l);
}

/* A column of labels is given what spares them lines before a column of remarks, which takes several in any case. */
static void test_labels_are_spared_lines(void **state)
{
  (void)state;
  struct laid l;
  build_table(
      &l, "gongwen",
      "columns: [项目, 金额, 说明]\nrows:\n"
      "  - [机关事业单位基本养老保险缴费, 5936.72, 按规定由单位缴纳的基本养老保险费支出，不含由个人缴纳的部分]\n"
      "  - [机关事业单位职业年金缴费支出, 2968.36, 按规定由单位实际缴纳的职业年金支出，不含由个人缴纳的部分]\n"
      "  - [职工基本医疗保险缴费, 2634.06, 按规定由单位缴纳的基本医疗保险费支出，不含由个人缴纳的部分]");
  for (uint32_t row = 1; row <= 3; row++) {
    assert_int_equal(cell_at(table_of(&l), row, 0)->lines.count, 1);
    assert_int_equal(cell_at(table_of(&l), row, 2)->lines.count, 2);
  }
  laid_close(&l);
}

/* Rather than set words of any column two or three characters a line, the next smaller size is taken. */
static void test_words_before_size(void **state)
{
  (void)state;
  struct laid l;
  build_table(&l, "gongwen",
              "columns: [编码, 名称, 年初数, 本年增加, 本年减少, 年末数, 增减额, 增减率]\nrows:\n"
              "  - [1011, 其中：零余额账户用款额度, -12345678.90, -98765432.10, -87654321.09, 23456789.91, "
              "11111111.01, 100.25]\n"
              "  - [102, 应收账款净额及预付账款合计, -12345678.90, -98765432.10, -87654321.09, 23456789.91, "
              "11111111.01, 100.25]");
  const struct box_table *table = table_of(&l);
  assert_true(table->size < l.paged.sheet->table.sizes[0]);
  assert_false(table->turned);
  for (uint32_t row = 1; row <= 2; row++) {
    assert_in_range(cell_at(table, row, 1)->lines.count, 2, 3);
    assert_int_equal(cell_at(table, row, 1)->lines.items[0].x, 0); /* and from the edge */
  }
  laid_close(&l);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      RULE("TB-15", test_labels_are_spared_lines),
      RULE("TB-15", test_words_before_size),
      RULE("TB-17", test_no_holes_in_labels),
      RULE("TB-17", test_text_is_flush),
  };
  return RULES_RUN(tests);
}
