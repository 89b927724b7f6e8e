/* Tables that go on over pages: rows higher than a page, heads that are, captions, texts over several rows (TB-11,
 * TB-12). What holds of all tables is in tests/rules/test_random_tables.c. */
#include "set_table.h"

static size_t count_lines(const struct set_table *t, size_t cell, size_t page, bool artifact)
{
  GArray *runs = table_runs(t);
  size_t count = 0;
  for (guint i = 0; i < runs->len; i++) {
    const struct cell_run *run = &g_array_index(runs, struct cell_run, i);
    count += run->cell == cell && run->page == page && run->artifact == artifact;
  }
  g_array_unref(runs);
  return count;
}

/* A head, a row of one line, a row of 100, a row of one line. */
static struct set_table table_with_high_row(const struct table_bench *bench)
{
  struct set_table t = table_new(bench, 4, 2, 1);
  for (uint32_t row = 0; row < 4; row++)
    for (uint32_t column = 0; column < 2; column++)
      table_cell(&t, row, column, 1, 1, row == 2 && column == 1 ? 100 : 1);
  return t;
}

static void test_high_row_is_divided(void **state)
{
  struct set_table t = table_with_high_row(*state);
  t.captioned = true;
  table_set(*state, &t);
  assert_int_equal(t.document->page_count, 3);
  assert_int_equal(t.diags.count, 0);
  size_t seen = 0;
  for (size_t p = 0; p < 3; p++) {
    size_t lines = count_lines(&t, 5, p, false);
    assert_true(lines >= 2);
    seen += lines;
    assert_int_equal(count_lines(&t, 0, p, p > 0), 1); /* the head */
    assert_int_equal(count_lines(&t, 4, p, p > 0), 1); /* the row's label, （续） on the pages after the first */
  }
  assert_int_equal(seen, 100);
  assert_int_equal(count_lines(&t, 2, 0, false), 1);
  assert_int_equal(count_lines(&t, 6, 2, false), 1);
  table_done(&t);
}

static void test_divided_cell_is_one_element(void **state)
{
  struct set_table t = table_with_high_row(*state);
  table_set(*state, &t);
  GArray *runs = table_runs(&t);
  uint32_t element = 0;
  for (guint i = 0; i < runs->len; i++) {
    const struct cell_run *run = &g_array_index(runs, struct cell_run, i);
    if (run->cell != 5)
      continue;
    assert_true(element == 0 || element == run->element);
    element = run->element;
  }
  assert_int_equal(t.document->elements[element].tag, FRAME_TAG_TD);
  g_array_unref(runs);
  table_done(&t);
}

/* Two rows of one text that no page holds: it goes on through both. */
static void test_high_text_over_rows(void **state)
{
  struct set_table t = table_new(*state, 3, 2, 1);
  table_cell(&t, 0, 0, 1, 1, 1);
  table_cell(&t, 0, 1, 1, 1, 1);
  table_cell(&t, 1, 0, 1, 1, 1);
  table_cell(&t, 1, 1, 2, 1, 120);
  table_cell(&t, 2, 0, 1, 1, 1);
  table_set(*state, &t);
  size_t seen = 0;
  for (size_t p = 0; p < t.document->page_count; p++)
    seen += count_lines(&t, 3, p, false);
  assert_int_equal(seen, 120);
  assert_in_range(t.document->page_count, 3, 4);
  assert_int_equal(t.diags.count, 0);
  table_done(&t);
}

static size_t pages_with(const struct set_table *t, const char *words, bool artifact)
{
  GArray *runs = table_runs(t);
  size_t count = 0;
  for (guint i = 0; i < runs->len; i++) {
    const struct cell_run *run = &g_array_index(runs, struct cell_run, i);
    count += g_str_has_prefix(run->words, words) && run->artifact == artifact;
  }
  g_array_unref(runs);
  return count;
}

/* TB-11: the caption stands above each later part as the layout says. */
static void test_caption_again(void **state)
{
  static const struct {
    enum table_continued continued;
    size_t before, caption, behind; /* of two later pages */
  } rows[] = {{CONTINUED_BEFORE, 2, 2, 0}, {CONTINUED_BEHIND, 0, 2, 2}, {CONTINUED_NONE, 0, 0, 0}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    struct set_table t = table_new(*state, 80, 1, 1);
    for (uint32_t row = 0; row < 80; row++)
      table_cell(&t, row, 0, 1, 1, 1);
    t.captioned = true;
    t.sheet.table.continued = rows[i].continued;
    table_set(*state, &t);
    assert_int_equal(pages_with(&t, SET_CAPTION, false), 1);
    assert_int_equal(pages_with(&t, "续表", true), rows[i].before);
    assert_int_equal(pages_with(&t, SET_CAPTION, true), rows[i].caption);
    assert_int_equal(pages_with(&t, "（续）", true), rows[i].behind);
    table_done(&t);
  }
}

/* A head with a link and the mark of a note: repeated, it is neither (frame_verify would find it in an artifact). */
static void test_head_with_link(void **state)
{
  struct set_table t = table_new(*state, 60, 2, 1);
  for (uint32_t row = 0; row < 60; row++)
    for (uint32_t column = 0; column < 2; column++)
      table_cell(&t, row, column, 1, 1, 1);
  t.table.cells[0].phrases->items[0].link = "https://example.org/";
  t.captioned = true;
  table_set(*state, &t);
  size_t links = 0;
  for (size_t p = 0; p < t.document->page_count; p++)
    for (size_t i = 0; i < t.document->pages[p].count; i++)
      links += t.document->pages[p].items[i].kind == FRAME_LINK;
  assert_true(t.document->page_count > 1);
  assert_int_equal(links, 1);
  table_done(&t);
}

/* A head that leaves no room for rows is set once, and divided where it must be. */
static void test_high_head(void **state)
{
  struct set_table t = table_new(*state, 40, 2, 1);
  table_cell(&t, 0, 0, 1, 1, 1);
  table_cell(&t, 0, 1, 1, 1, 70);
  for (uint32_t row = 1; row < 40; row++) {
    table_cell(&t, row, 0, 1, 1, 1);
    table_cell(&t, row, 1, 1, 1, 1);
  }
  table_set(*state, &t);
  assert_int_equal(t.diags.count, 1);
  assert_int_equal(t.diags.items[0]->code, DIAG_TABLE_HEAD_HIGH);
  size_t seen = 0;
  for (size_t p = 0; p < t.document->page_count; p++)
    seen += count_lines(&t, 1, p, false) + count_lines(&t, 1, p, true);
  assert_int_equal(seen, 70);
  table_done(&t);
}

/* A table of nothing but a head stands on paper, too. */
static void test_head_alone(void **state)
{
  struct set_table t = table_new(*state, 1, 1, 1);
  table_cell(&t, 0, 0, 1, 1, 2);
  table_set(*state, &t);
  assert_int_equal(count_lines(&t, 0, 0, false), 2);
  table_done(&t);
}

/* A type area that no line of the table fits into: every line is set, and it is said. */
static void test_low_page(void **state)
{
  struct set_table t = table_with_high_row(*state);
  t.sheet.area_height = 10 * LEN_PT;
  table_set(*state, &t);
  size_t seen = 0;
  for (size_t p = 0; p < t.document->page_count; p++)
    seen += count_lines(&t, 5, p, false);
  assert_int_equal(seen, 100);
  assert_true(t.diags.errors > 0);
  table_done(&t);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_high_row_is_divided), cmocka_unit_test(test_divided_cell_is_one_element),
      cmocka_unit_test(test_high_text_over_rows), cmocka_unit_test(test_caption_again),
      cmocka_unit_test(test_head_with_link),      cmocka_unit_test(test_high_head),
      cmocka_unit_test(test_head_alone),          cmocka_unit_test(test_low_page),
  };
  return cmocka_run_group_tests(tests, table_bench_open, table_bench_close);
}
