/* TB-07: heads of narrow columns from top to bottom. */
#include "box/paragraph.h"
#include "faces.h"

struct stacked {
  struct box_lines lines;
  struct text *text;
};

static struct stacked stack(struct shaping *s, const char *role, const char *words, len measure)
{
  struct box_context context = {.arena = s->arena, .fonts = s->fonts, .diags = &s->diags};
  struct text_look look = shaping_look(s, role);
  look.vertical = true;
  struct stacked out = {.text = shape_with(s, &look, words)};
  box_set_vertical(&context, out.text, measure, EM, &out.lines);
  return out;
}

static const char *words_of(const struct box_line *line)
{
  static char words[64];
  words[0] = '\0';
  for (size_t i = 0; i < line->count; i++)
    strncat(words, line->runs[i].text, line->runs[i].text_length);
  return words;
}

/* Cells below each other, one em each, in the middle of the measure; the words in order. */
static void check_cells(struct shaping *s, const char *words, const char *const *cells, size_t count)
{
  struct stacked stacked = stack(s, "黑体", words, EM * 3 / 2);
  assert_int_equal(stacked.lines.count, count);
  assert_int_equal(stacked.lines.height, (len)count * EM);
  for (size_t i = 0; i < count; i++) {
    const struct box_line *line = &stacked.lines.items[i];
    assert_string_equal(words_of(line), cells[i]);
    assert_int_equal(line->y, (len)i * EM);
    assert_true(line->width <= EM);
    assert_near(line->x + line->width / 2, EM * 3 / 4, 2, words, cells[i]);
    for (size_t r = 0; r < line->count; r++)
      assert_true(line->runs[r].x >= 0 && line->runs[r].x + line->runs[r].advance <= line->width + 2);
  }
}

static void cells_stand_below_each_other(struct shaping *s)
{
  static const char *const han[] = {"接", "收", "（", "件", "）"}, *const three[] = {"占", "100", "%", "，", "A"},
                           *const long_word[] = {"2", "0", "2", "5", "年", "W", "o", "r", "d"};
  check_cells(s, "接收（件）", han, G_N_ELEMENTS(han));
  check_cells(s, "占100%，A", three, G_N_ELEMENTS(three));
  check_cells(s, "2025年Word", long_word, G_N_ELEMENTS(long_word));
}

/* Brackets lie, stops hang at the upper right, a dash stands and has no seam, whatever the faces of the role have. */
static void marks_are_turned(struct shaping *s)
{
  static const char *const roles[] = {"黑体", "宋体", "仿宋", "楷体", "小标宋"};
  for (size_t r = 0; r < G_N_ELEMENTS(roles); r++) {
    size_t before = s->diags.count;
    struct stacked stacked = stack(s, roles[r], "甲（乙）。——丙", EM);
    struct ink open = ink_of(stacked.text, 1), close = ink_of(stacked.text, 3), stop = ink_of(stacked.text, 4);
    struct ink first = ink_of(stacked.text, 5), second = ink_of(stacked.text, 6);
    len middle = han_middle(stacked.text->clusters[0].face);
    assert_true(open.right - open.left > 2 * (open.top - open.bottom) && open.top < middle);
    assert_true(close.right - close.left > 2 * (close.top - close.bottom) && close.bottom > middle);
    assert_true(stop.left > EM / 2 && stop.bottom > middle);
    assert_true(first.top - first.bottom > EM / 2);
    assert_near((first.left + first.right) / 2, EM / 2, EM / 100, roles[r], "—");
    assert_true(first.bottom <= second.top - EM && first.bottom > second.top - EM - EM / 16);
    assert_int_equal(s->diags.count, before);
  }
}

/* What is too long goes on to the left. */
static void columns_run_from_right_to_left(struct shaping *s)
{
  struct stacked stacked = stack(s, "黑体", "本年新收政府信息公开申请数量合计", EM * 5 / 2); /* 16 */
  assert_int_equal(stacked.lines.count, 16);
  assert_int_equal(stacked.lines.height, 8 * EM);
  for (size_t i = 0; i < 16; i++)
    assert_int_equal(stacked.lines.items[i].y, (len)(i % 8) * EM);
  assert_int_equal(stacked.lines.items[0].x - stacked.lines.items[8].x, EM * 5 / 4);
  assert_int_equal(stacked.lines.items[8].x, EM / 8);
}

/* --- the cell in its table --- */

static struct block_cell cell_of(struct shaping *s, uint32_t row, uint32_t column, const char *words)
{
  struct block_cell cell = {.row = row, .column = column, .row_span = 1, .column_span = 1, .align = ALIGN_CENTRE};
  cell.header = row == 0;
  cell.style = row == 0 ? STYLE_TABLE_HEAD : STYLE_TABLE_CELL;
  cell.phrases = ARENA_NEW(s->arena, struct block_runs);
  cell.phrases->items = ARENA_NEW(s->arena, struct block_run);
  cell.phrases->items[0] = (struct block_run){.text = words, .length = (uint32_t)strlen(words)};
  cell.phrases->count = cell.phrases->capacity = cell.phrase_count = 1;
  return cell;
}

static struct box_table *table_of(struct shaping *s, bool vertical)
{
  struct sheet *sheet = ARENA_NEW(s->arena, struct sheet);
  *sheet = *sheet_load(s->arena, &s->files, NIANBAO_ROOT "/layouts", "gongwen", SPAN_NONE, &s->diags);
  sheet->table.vertical_heads = vertical;
  struct block_width widths[] = {{.chars = 1}, {.chars = 4, .share = 1}};
  struct block_cell cells[] = {cell_of(s, 0, 0, "接收数量（2025）"), cell_of(s, 0, 1, "合计"), cell_of(s, 1, 0, "8"),
                               cell_of(s, 1, 1, "12")};
  struct block_table table = {
      .rows = 2, .columns = 2, .head_rows = 1, .widths = widths, .cells = cells, .cell_count = 4};
  struct block block = {.kind = BLOCK_TABLE, .style = STYLE_TABLE_CELL, .table = &table};
  struct arena *scratch = arena_new();
  struct box_context context = {
      .arena = s->arena, .scratch = scratch, .sheet = sheet, .fonts = s->fonts, .diags = &s->diags};
  struct box_table *out = box_build_table(&context, &block);
  arena_free(scratch);
  return out;
}

static void layouts_choose(struct shaping *s)
{
  const struct box_table *narrow = table_of(s, true), *never = table_of(s, false);
  size_t cells = 10; /* 接收数量（2025） */
  assert_int_equal(narrow->cells[0].lines.count, cells);
  assert_int_equal(narrow->cells[0].lines.items[1].y, narrow->size);
  assert_true(narrow->column_x[1] < 2 * narrow->size);
  assert_true(narrow->row_height[0] >= (len)cells * narrow->size + 2 * narrow->pad_block);
  assert_int_equal(narrow->cells[1].lines.count, 1); /* a wide column's head lies */
  assert_true(never->cells[0].lines.count < cells);
  assert_true(never->column_x[1] > 2 * never->size);
}

static void heads_of_narrow_columns(void **state)
{
  cells_stand_below_each_other(*state);
  marks_are_turned(*state);
  columns_run_from_right_to_left(*state);
  layouts_choose(*state);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      RULE("TB-07", heads_of_narrow_columns),
  };
  return RULES_RUN(tests);
}
