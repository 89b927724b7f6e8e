/* Tables that stand in the source, as they are set: TB-02, TB-05, TB-06, TB-09, TB-10, TB-15, TB-16, TB-17. */
#include <glib.h>

#include "rules.h"
#include "table_laid.h"

static len digit_width(const struct laid *l, const struct box_cell *cell)
{
  (void)l;
  return glyph_x(&cell->lines.items[0], 1) - glyph_x(&cell->lines.items[0], 0);
}

/* --- TB-06 --- */

#define FIGURES                                                                                                        \
  "columns: [项目, {name: 数, format: 千分位}, 另]\n"                                                           \
  "rows:\n"                                                                                                            \
  "  - [甲, 1234567.8, 1]\n"                                                                                          \
  "  - [乙, 12, 1]\n"                                                                                                 \
  "  - [丙, -3.25, 1]\n"                                                                                              \
  "  - [丁, {value: 4.5, mark: ①}, 1]\n"                                                                            \
  "  - [戊, \"6.5%\", 1]\n"                                                                                           \
  "  - [己, …, 1]"

/* Glyphs before the point, by row. */
static void test_points_line_up(void **state)
{
  (void)state;
  const char *text = "columns: [项目, 数]\nrows:\n  - [甲, 1234567.8]\n  - [乙, 12]\n  - [丙, -3.25]\n"
                     "  - [丁, {value: 4.5, mark: ①}]\n  - [戊, +6.5]\n  - [己, \"7.5%\"]\n  - [庚, \"8.5±0.25\"]";
  static const uint32_t before[] = {7, 2, 2, 1, 2, 1, 1}; /* glyphs up to the point, signs included */
  struct laid l;
  build_table(&l, "gongwen", text);
  const struct box_table *table = table_of(&l);
  const struct box_line *first = &cell_at(table, 1, 1)->lines.items[0];
  len point = glyph_x(first, 7);
  for (uint32_t r = 0; r < G_N_ELEMENTS(before); r++) {
    const struct box_line *line = &cell_at(table, r + 1, 1)->lines.items[0];
    len last = glyph_x(line, before[r] - 1); /* the ones digit */
    assert_int_equal(last, glyph_x(first, 6));
    if (r != 1)
      assert_int_equal(glyph_x(line, before[r]), point);
  }
  laid_close(&l);
}

/* The digits are centred by the widest value; the sign and the mark have no part in it. */
static void test_block_is_centred(void **state)
{
  (void)state;
  struct laid l;
  build_table(&l, "gongwen", "columns: [项目, 数]\nrows:\n  - [甲, 123456]\n  - [乙, {value: -1, mark: ①}]");
  const struct box_table *table = table_of(&l);
  const struct box_cell *cell = cell_at(table, 1, 1);
  len width = table->column_x[2] - table->column_x[1] - 2 * cell->pad, digit = digit_width(&l, cell);
  assert_in_range(ABS(2 * glyph_x(&cell->lines.items[0], 0) + 6 * digit - width), 0, 2);
  laid_close(&l);
}

/* TB-10: what is no figure stands as written, in the middle. */
static void test_placeholders(void **state)
{
  (void)state;
  static const char *const words[] = {"-", "/", "…", "—", ""};
  struct laid l;
  build_table(&l, "gongwen",
              "columns: [项目, 数]\nrows:\n  - [甲, \"-\"]\n  - [乙, /]\n  - [丙, …]\n  - [丁, —]\n  - [戊, ~]\n"
              "  - [己, 12345.5]");
  const struct box_table *table = table_of(&l);
  for (uint32_t r = 0; r < G_N_ELEMENTS(words); r++) {
    const struct box_cell *cell = cell_at(table, r + 1, 1);
    if (!*words[r]) {
      assert_int_equal(cell->block->phrase_count, 0);
      continue;
    }
    const struct box_line *line = &cell->lines.items[0];
    len width = table->column_x[2] - table->column_x[1] - 2 * cell->pad;
    assert_string_equal(cell->block->phrases[0].items[0].text, words[r]);
    assert_in_range(ABS(2 * line->x + line->width - width), 0, 2);
  }
  laid_close(&l);
}

/* --- TB-16 --- */

static void test_tabular_and_minus(void **state)
{
  (void)state;
  struct laid l;
  build_table(&l, "gongwen", FIGURES);
  const struct box_table *table = table_of(&l);
  assert_string_equal(cell_at(table, 1, 1)->block->phrases[0].items[0].text, "1,234,567.8");
  assert_string_equal(cell_at(table, 3, 1)->block->phrases[0].items[0].text, "−3.25");
  const struct box_line *line = &cell_at(table, 1, 1)->lines.items[0];
  len digit = glyph_x(line, 3) - glyph_x(line, 2);
  for (uint32_t i = 2; i < 4; i++)
    assert_int_equal(glyph_x(line, i + 1) - glyph_x(line, i), digit);
  laid_close(&l);
}

/* --- TB-02 --- */

static void test_unit_line(void **state)
{
  (void)state;
  GString *text = g_string_new("unit: 万元\ncolumns: [项目, {name: 数, unit: 个}]\nrows:\n");
  for (int i = 0; i < 80; i++)
    g_string_append_printf(text, "  - [项目%d, %d]\n", i, i);
  struct laid l;
  build_table(&l, "gongwen", text->str);
  g_string_free(text, TRUE);
  const struct box_table *table = table_of(&l);
  assert_true(l.sheet.styles[STYLE_TABLE_UNIT].size < table->size); /* one size smaller */
  size_t pages = 0;
  for (size_t n = 0; n < l.paged.document->page_count; n++) {
    const struct frame_page *page = &l.paged.document->pages[n];
    for (size_t i = 0; i < page->count; i++) {
      const struct frame_item *item = &page->items[i];
      if (item->kind != FRAME_RUN || !g_str_has_prefix(item->as.run.text, "万元"))
        continue;
      pages++; /* above every part, and ends where the table ends */
      len end = sheet_area_x(&l.sheet, n + 1) + table->column_x[2];
      assert_in_range(ABS(item->x + item->as.run.advance - end), 0, 64);
      for (size_t k = 0; k < page->count; k++) /* the upper rule is below it */
        if (page->items[k].kind == FRAME_RULE && page->items[k].as.rule.dx > table->column_x[2] / 2)
          assert_true(page->items[k].y > item->y);
    }
  }
  assert_true(pages >= 2);
  assert_int_equal(pages, l.paged.document->page_count);
  const struct box_cell *head = cell_at(table, 0, 1);
  assert_int_equal(head->block->phrase_count, 2); /* 数（个） */
  assert_string_equal(head->block->phrases[1].items[0].text, "（");
  laid_close(&l);
}

/* --- TB-05, TB-15 --- */

static void test_widths(void **state)
{
  (void)state;
  static const char *const tables[] = {
      "columns: [项目, 数]\nrows: [[甲, 1], [很长的一个项目名称, 2]]",
      "columns: [项目, {name: 数, width: 20mm}, {name: 注, width: 2}, {name: 又, width: 1}]\nrows: [[甲, 1, 2, 3]]",
      "columns: [项目, {数: [一, 二, {name: 三, width: 3字}]}]\n"
      "rows: [[甲, 12345678, 12345678, 12], [一段很长很长的话要占去整行的宽度因此必须换行才行还要再长一些才够用, 1, 2, "
      "3]]"};
  for (size_t i = 0; i < G_N_ELEMENTS(tables); i++) {
    struct laid l;
    build_table(&l, "gongwen", tables[i]);
    const struct box_table *table = table_of(&l);
    len width = table->column_x[table->block->columns] - table->column_x[0];
    assert_int_equal(width, l.sheet.area_width); /* the measure: whole body characters */
    for (size_t c = 0; c < table->cell_count; c++) {
      const struct box_cell *cell = &table->cells[c];
      len left = table->column_x[cell->block->column],
          right = table->column_x[cell->block->column + cell->block->column_span];
      assert_true(cell->pad >= table->size / 4); /* TB-05 */
      for (size_t k = 0; k < cell->lines.count; k++)
        assert_true(cell->lines.items[k].x >= 0 &&
                    cell->lines.items[k].x + cell->lines.items[k].width <= right - left - 2 * cell->pad + 2);
    }
    if (i == 1) {
      assert_in_range(ABS(table->column_x[2] - table->column_x[1] - len_from_mm(20, 1)), 0, 1);
      assert_in_range(ABS(table->column_x[3] - table->column_x[2] - 2 * (table->column_x[4] - table->column_x[3])), 0,
                      2);
    }
    laid_close(&l);
  }
}

/* Nothing ever stands outside the measure, however long a word is; it is reported. */
static void test_long_word(void **state)
{
  (void)state;
  char *word = g_strnfill(300, 'x'), *text = g_strdup_printf("columns: [项目, 数]\nrows: [[%s, 1]]", word);
  struct laid l;
  build_table(&l, "gongwen", text);
  const struct box_table *table = table_of(&l);
  assert_int_equal(l.paged.diags.errors, 1);
  assert_true(table->column_x[2] <= (table->turned ? l.sheet.area_height : l.sheet.area_width));
  g_free(word);
  g_free(text);
  laid_close(&l);
}

/* --- TB-09 --- */

static void test_stub_indents(void **state)
{
  (void)state;
  struct laid l;
  build_table(&l, "gongwen",
              "columns: [项目, 数]\nrows:\n  - {label: 总计, total: sum}\n  - {label: 甲, indent: 1, cells: [7]}\n"
              "  - {label: 其中：乙, indent: 2, cells: [3]}");
  const struct box_table *table = table_of(&l);
  for (uint32_t r = 1; r <= 3; r++)
    assert_int_equal(cell_at(table, r, 0)->lines.items[0].x, (len)(r - 1) * table->size);
  assert_string_equal(cell_at(table, 1, 1)->block->phrases[0].items[0].text, "7"); /* 其中 is part of 甲 */
  laid_close(&l);
}

/* Behind a column of codes the names are indented; the sum goes by the indents as ever. */
static void test_named_column_indents(void **state)
{
  (void)state;
  struct laid l;
  build_table(&l, "gongwen",
              "columns: [编码, {name: 名称, indent: true}, 数]\nrows:\n  - {label: 合计, total: sum}\n"
              "  - {label: \"205\", cells: [教育, 7]}\n  - {label: \"20502\", indent: 1, cells: [普通教育, 3]}");
  const struct box_table *table = table_of(&l);
  for (uint32_t r = 2; r <= 3; r++) {
    assert_int_equal(cell_at(table, r, 0)->lines.items[0].x, 0);
    assert_int_equal(cell_at(table, r, 1)->lines.items[0].x, (len)(r - 2) * table->size);
  }
  assert_string_equal(cell_at(table, 1, 2)->block->phrases[0].items[0].text, "7");
  laid_close(&l);
}

/* --- TB-17 --- */

static void test_narrow_cells_are_not_justified(void **state)
{
  (void)state;
  const char *words = "这是一段需要换行的较长文字，其中有Latin words和数字2025、2026等，用来看两端是否对齐。";
  for (int wide = 0; wide < 2; wide++) {
    char *text = g_strdup_printf("columns: [项目, {name: 注, align: start, width: %d字}]\nrows: [[甲, \"%s\"]]",
                                 wide ? 12 : 6, words);
    struct laid l;
    build_table(&l, "gongwen", text);
    const struct box_table *table = table_of(&l);
    const struct box_cell *cell = cell_at(table, 1, 1);
    len measure = table->column_x[2] - table->column_x[1] - 2 * cell->pad;
    size_t flush = 0;
    for (size_t i = 0; i + 1 < cell->lines.count; i++) {
      assert_int_equal(cell->lines.items[i].x, 0); /* no first-line indent */
      flush += ABS(cell->lines.items[i].width - measure) <= 2;
    }
    if (wide)
      assert_int_equal(flush, cell->lines.count - 1);
    else
      assert_true(flush < cell->lines.count - 1);
    g_free(text);
    laid_close(&l);
  }
}

static uint32_t glyphs_of(const struct box_line *line)
{
  uint32_t count = 0;
  for (size_t i = 0; i < line->count; i++)
    count += line->runs[i].glyph_count;
  return count;
}

/* TB-07: heads of narrow columns are divided as they are read, 公务|接待|费, not so that no character is left over; of
 * two ways as good as each other, by the shorter last line: 比上年|增长. */
static void test_narrow_heads(void **state)
{
  (void)state;
  struct laid l;
  build_table(
      &l, "gongwen",
      "columns: [项目, {name: 公务接待费, width: 2字}, {name: 购置费, width: 2字}, {name: 比上年增长, width: 4字}]\n"
      "rows: [[甲, 1, 2, 3]]");
  static const uint32_t counts[][4] = {{0}, {2, 2, 1}, {2, 1}, {3, 2}};
  for (uint32_t c = 1; c < G_N_ELEMENTS(counts); c++) {
    const struct box_lines *lines = &cell_at(table_of(&l), 0, c)->lines;
    for (size_t i = 0; i < lines->count; i++)
      assert_int_equal(glyphs_of(&lines->items[i]), counts[c][i]);
    assert_int_equal(counts[c][lines->count], 0);
  }
  laid_close(&l);
}

/* TB-07: and in front of a bracket rather than in lines as long as each other: 罚没金额|（万元）. */
static void test_heads_divide_at_brackets(void **state)
{
  (void)state;
  struct laid l;
  build_table(&l, "gongwen", "columns: [项目, {name: 罚没金额（万元）, width: 5字}]\nrows: [[甲, 1]]");
  const struct box_lines *lines = &cell_at(table_of(&l), 0, 1)->lines;
  assert_int_equal(lines->count, 2);
  assert_int_equal(glyphs_of(&lines->items[0]), 4);
  assert_int_equal(glyphs_of(&lines->items[1]), 4);
  laid_close(&l);
}

/* TB-07: no head is squeezed to a character a line: three stand whole, a longer one has two of them and no more than
 * six lines or so; rather than that the table is turned. */
enum { SQUEEZED = 22 };

static void test_heads_are_not_squeezed(void **state)
{
  (void)state;
  static const char *const ends[] = {"限制开展生产经营活动、责令停产停业、责令关闭、限制从业", "列", "列数量"};
  struct laid l;
  GString *text = g_string_new("columns: [单位名称");
  for (int c = 1; c < SQUEEZED; c++)
    g_string_append_printf(text, ", %.3s%s", &"甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌"[3 * (c - 1)], ends[c % 3]);
  g_string_append(text, "]\nrows:\n  - [某某局");
  for (int c = 1; c < SQUEEZED; c++)
    g_string_append(text, c < 4 ? ", ~" : ", 1");
  g_string_append(text, "]");
  build_table(&l, "gongwen", text->str);
  g_string_free(text, TRUE);
  const struct box_table *table = table_of(&l);
  assert_true(table->turned);
  for (uint32_t c = 1; c < SQUEEZED; c++) {
    assert_in_range(cell_at(table, 0, c)->lines.count, 1, 8);
    assert_true(c % 3 != 1 || cell_at(table, 0, c)->lines.count == 1);
    for (size_t i = 0; i < cell_at(table, 0, c)->lines.count; i++)
      assert_true(i + 1 == cell_at(table, 0, c)->lines.count || glyphs_of(&cell_at(table, 0, c)->lines.items[i]) > 1);
  }
  laid_close(&l);
}

/* TB-14: labels stand in every group of a folded table; those of up to eight characters are not divided. */
static void test_labels_of_folded_tables(void **state)
{
  (void)state;
  struct laid l;
  GString *text = g_string_new("wide: fold\ncolumns: [项目");
  for (int c = 1; c < 31; c++)
    g_string_append_printf(text, ", 第%d列", c);
  g_string_append(text, "]\nrows:\n  - [城镇居民人均收入");
  for (int c = 1; c < 31; c++)
    g_string_append(text, ", 1234567.25");
  g_string_append(text, "]");
  build_table(&l, "gongwen", text->str);
  g_string_free(text, TRUE);
  assert_non_null(table_of(&l)->next);
  for (const struct box_table *group = table_of(&l); group; group = group->next)
    assert_int_equal(cell_at(group, 1, 0)->lines.count, 1);
  laid_close(&l);
}

/* Words that nobody aligned stand in the middle, but where one of them takes several lines, from the edge: all of their
 * column, no other column, and no sign. */
static void test_words_of_several_lines(void **state)
{
  (void)state;
  struct laid l;
  build_table(&l, "gongwen",
              "columns: [项目, {name: 事项, width: 12字}, {name: 备注, width: 12字}]\n"
              "rows:\n  - [甲, 补助, 补助]\n  - [乙, 农业支持保护补贴、耕地地力保护补贴和农机购置补贴, 低保]\n"
              "  - [丙, \"-\", \"-\"]");
  const struct box_table *table = table_of(&l);
  const struct box_line *words = cell_at(table, 1, 1)->lines.items;
  const struct box_cell *wrapped = cell_at(table, 2, 1);
  assert_true(wrapped->lines.count > 1);
  for (size_t i = 0; i < wrapped->lines.count; i++)
    assert_int_equal(wrapped->lines.items[i].x, 0);
  assert_int_equal(words->x, 0);
  assert_true(cell_at(table, 1, 2)->lines.items[0].x > table->size);
  assert_true(cell_at(table, 3, 1)->lines.items[0].x > table->size);
  laid_close(&l);
}

/* TB-09: rows that are totals stand out as the layout says, in their font and the rule above them; by default they do
 * not. */
static void test_totals_stand_out(void **state)
{
  (void)state;
  for (int own = 0; own < 2; own++) {
    struct laid l;
    laid_open(&l, "gongwen");
    if (own)
      l.sheet.table.total = (struct total_look){"黑体", SPAN_NONE, LEN_PT};
    laid_build(&l,
               TABLE_HEAD "      - table:\n          columns: [项目, 数]\n          rows:\n            - [甲, 1]\n"
                          "            - [乙, 2]\n            - {label: 合计, total: sum}\n            - [丙, 3]\n");
    const struct box_table *table = table_of(&l);
    const char *row = cell_at(table, 1, 0)->lines.items[0].runs[0].face->name,
               *total = cell_at(table, 3, 0)->lines.items[0].runs[0].face->name;
    assert_int_equal(strcmp(row, total) != 0, own);
    const struct frame_page *page = &l.paged.document->pages[0];
    int strong = 0;
    for (size_t i = 0; i < page->count; i++)
      strong += page->items[i].kind == FRAME_RULE && page->items[i].as.rule.width == LEN_PT;
    assert_int_equal(strong, own); /* above the total, once and whole */
    laid_close(&l);
  }
}

/* --- heads --- */

/* TB-07: a head divides at the drafter's | if it must be divided, and nowhere else; \\| is printed. It is called by its
 * words alone. */
static void test_heads_divide_at_bars(void **state)
{
  (void)state;
  struct laid l;
  build_table(
      &l, "gongwen",
      "columns: [单位, {name: \"一般公共预算|财政拨款\", width: 7字}, {name: \"甲|乙\", width: 7字}, \"A\\\\|B\"]\n"
      "rows:\n  - [甲, 1, 2, 3]");
  const struct box_table *table = table_of(&l);
  const struct box_lines *divided = &cell_at(table, 0, 1)->lines, *whole = &cell_at(table, 0, 2)->lines;
  assert_int_equal(divided->count, 2);
  assert_string_equal(divided->items[0].runs[0].text, "一般公共预算");
  assert_string_equal(divided->items[1].runs[0].text, "财政拨款");
  assert_int_equal(whole->count, 1);
  assert_string_equal(cell_at(table, 0, 3)->lines.items[0].runs[0].text, "A|B");
  laid_close(&l);
  build_table(&l, "gongwen", "columns: [单位, \"数|量\", 数量]\nrows:\n  - [甲, 1, 2]");
  assert_int_equal(l.paged.diags.count, 1);
  assert_non_null(strstr(l.paged.diags.items[0]->message, "“数量”"));
  laid_close(&l);
}

/* TB-15: columns that hold nothing leave the room to those that do, whatever their heads would like; short heads are
 * not divided for it. */
static void test_empty_columns_are_narrow(void **state)
{
  (void)state;
  struct laid l;
  build_table(&l, "gongwen",
              "columns: [单位全称, 是否完成整改任务并通过验收, 是否纳入下一年度重点督办事项, 备注]\n"
              "rows:\n  - [某某市某某区人民政府政务服务和数据管理局机关后勤保障服务中心, ~, ~, ~]");
  const struct box_table *table = table_of(&l);
  const len *x = table->column_x;
  assert_true(x[1] - x[0] > (x[4] - x[0]) / 2);
  assert_true(x[2] - x[1] < 6 * table->size);
  assert_int_equal(cell_at(table, 0, 3)->lines.count, 1);
  laid_close(&l);
}

/* CL-93: where a table is made smaller to fit, its note is no larger than its text. */
static void test_notes_shrink_with_their_table(void **state)
{
  (void)state;
  struct laid l;
  GString *text = g_string_new("wide: error\nnote: 初步数。\ncolumns: [项目");
  for (int c = 1; c < 13; c++)
    g_string_append_printf(text, ", 第%d列", c);
  g_string_append(text, "]\nrows:\n  - [甲, 1000000, 1000000, 1000000, 1000000, 1000000, 1000000, 1000000, 1000000, "
                        "1000000, 1000000, 1000000, 1000000]");
  build_table(&l, "gongwen", text->str);
  g_string_free(text, TRUE);
  const struct box_table *table = table_of(&l);
  assert_true(table->size < l.paged.sheet->styles[STYLE_TABLE_NOTE].size);
  for (size_t i = 0; i < l.paged.boxes->count; i++)
    if (l.paged.boxes->items[i].block->table_note) {
      assert_int_equal(l.paged.boxes->items[i].style->size, table->size);
      assert_int_equal(l.paged.boxes->items[i].lines.items[0].runs[0].size, table->size);
    }
  laid_close(&l);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      RULE("TB-07", test_heads_divide_at_bars),
      RULE("TB-15", test_empty_columns_are_narrow),
      RULE("CL-93", test_notes_shrink_with_their_table),
      RULE("TB-02", test_unit_line),
      RULE("TB-05", test_widths),
      RULE("TB-06", test_points_line_up),
      RULE("TB-06", test_block_is_centred),
      RULE("TB-07", test_narrow_heads),
      RULE("TB-07", test_heads_divide_at_brackets),
      RULE("TB-07", test_heads_are_not_squeezed),
      RULE("TB-14", test_labels_of_folded_tables),
      RULE("TB-09", test_stub_indents),
      RULE("TB-09", test_totals_stand_out),
      RULE("TB-09", test_named_column_indents),
      RULE("TB-10", test_placeholders),
      RULE("TB-15", test_widths),
      RULE("TB-15", test_long_word),
      RULE("TB-16", test_tabular_and_minus),
      RULE("TB-17", test_narrow_cells_are_not_justified),
      RULE("TB-17", test_words_of_several_lines),
  };
  return RULES_RUN(tests);
}
