#include "make.h"

#include "emit/tree.h"

struct table {
  struct maker maker;
  uint32_t table, body, row;
};

static void begin_table(struct table *table)
{
  make_begin(&table->maker);
  table->table = frame_add_element(table->maker.arena, &table->maker.document, FRAME_TAG_TABLE, 0);
  table->body = frame_add_element(table->maker.arena, &table->maker.document, FRAME_TAG_TBODY, table->table);
}

static void add_row(struct table *table)
{
  table->row = frame_add_element(table->maker.arena, &table->maker.document, FRAME_TAG_TR, table->body);
}

static uint32_t add_cell(struct table *table, enum frame_scope scope, uint16_t rows, uint16_t columns)
{
  enum frame_tag tag = scope == FRAME_SCOPE_NONE ? FRAME_TAG_TD : FRAME_TAG_TH;
  uint32_t number = frame_add_element(table->maker.arena, &table->maker.document, tag, table->row);
  struct frame_element *cell = &table->maker.document.elements[number];
  cell->scope = scope;
  cell->row_span = rows;
  cell->column_span = columns;
  return number;
}

static void assert_headers(const struct emit_tree *tree, uint32_t cell, const uint32_t *expected, size_t count)
{
  assert_non_null(tree->headers[cell]);
  for (size_t i = 0; i < count; i++) {
    assert_int_equal(tree->headers[cell][i], expected[i]);
    assert_true(tree->named[expected[i]]);
  }
  assert_int_equal(tree->headers[cell][count], 0);
}

/* Where scopes say it all, nothing is named. */
static void test_one_head_needs_no_names(void **state)
{
  (void)state;
  struct table table;
  struct emit_tree tree;
  begin_table(&table);
  add_row(&table);
  add_cell(&table, FRAME_SCOPE_BOTH, 1, 1);
  uint32_t head = add_cell(&table, FRAME_SCOPE_COLUMN, 1, 1);
  add_row(&table);
  uint32_t label = add_cell(&table, FRAME_SCOPE_ROW, 1, 1), cell = add_cell(&table, FRAME_SCOPE_NONE, 1, 1);
  emit_tree_make(&tree, &table.maker.document);
  assert_null(tree.headers[cell]);
  assert_false(tree.named[head] || tree.named[label]);
  emit_tree_done(&tree);
  make_end(&table.maker);
}

/* Two parts one below the other, as in the official table; in the second a cell over two columns, and a label over two
 * rows. */
static void test_each_part_has_its_own_headers(void **state)
{
  (void)state;
  struct table table;
  struct emit_tree tree;
  begin_table(&table);
  add_row(&table);
  uint32_t part = add_cell(&table, FRAME_SCOPE_COLUMN, 1, 3);
  add_row(&table);
  add_cell(&table, FRAME_SCOPE_COLUMN, 1, 1);
  uint32_t made = add_cell(&table, FRAME_SCOPE_COLUMN, 1, 1), ended = add_cell(&table, FRAME_SCOPE_COLUMN, 1, 1);
  add_row(&table);
  uint32_t rules = add_cell(&table, FRAME_SCOPE_ROW, 1, 1);
  uint32_t one = add_cell(&table, FRAME_SCOPE_NONE, 1, 1), two = add_cell(&table, FRAME_SCOPE_NONE, 1, 1);
  add_row(&table);
  add_cell(&table, FRAME_SCOPE_COLUMN, 1, 1);
  uint32_t decided = add_cell(&table, FRAME_SCOPE_COLUMN, 1, 2);
  add_row(&table);
  uint32_t permits = add_cell(&table, FRAME_SCOPE_ROW, 2, 1), three = add_cell(&table, FRAME_SCOPE_NONE, 1, 2);
  add_row(&table);
  uint32_t four = add_cell(&table, FRAME_SCOPE_NONE, 1, 2);
  emit_tree_make(&tree, &table.maker.document);
  assert_headers(&tree, one, (uint32_t[]){part, made, rules}, 3);
  assert_headers(&tree, two, (uint32_t[]){part, ended, rules}, 3);
  assert_headers(&tree, three, (uint32_t[]){decided, permits}, 2);
  assert_headers(&tree, four, (uint32_t[]){decided, permits}, 2);
  emit_tree_done(&tree);
  make_end(&table.maker);
}

/* A frame is not always as regular as its tables should be: nothing is read beyond the grid. */
static void test_spans_beyond_the_table_do_no_harm(void **state)
{
  (void)state;
  struct table table;
  struct emit_tree tree;
  begin_table(&table);
  add_row(&table);
  uint32_t cell = add_cell(&table, FRAME_SCOPE_NONE, 9, 1);
  add_cell(&table, FRAME_SCOPE_NONE, 1, 1);
  add_row(&table);
  uint32_t head = add_cell(&table, FRAME_SCOPE_COLUMN, 7, 9);
  add_row(&table);
  add_cell(&table, FRAME_SCOPE_NONE, 3, 3);
  add_row(&table);
  emit_tree_make(&tree, &table.maker.document);
  assert_null(tree.headers[cell]);
  assert_false(tree.named[head]);
  emit_tree_done(&tree);
  make_end(&table.maker);
}

/* As the outline has them: a level that is left out is none. */
static void test_headings_leave_out_no_level(void **state)
{
  (void)state;
  static const struct {
    enum frame_tag tag;
    int level;
  } rows[] = {{FRAME_TAG_TITLE, 1}, {FRAME_TAG_H1, 2}, {FRAME_TAG_H3, 3},    {FRAME_TAG_H4, 4},
              {FRAME_TAG_P, 0},     {FRAME_TAG_H2, 3}, {FRAME_TAG_H3, 4},    {FRAME_TAG_H6, 5},
              {FRAME_TAG_H1, 2},    {FRAME_TAG_H6, 3}, {FRAME_TAG_TITLE, 1}, {FRAME_TAG_H2, 2}};
  struct maker maker;
  struct emit_tree tree;
  make_begin(&maker);
  uint32_t numbers[G_N_ELEMENTS(rows)];
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    numbers[i] = frame_add_element(maker.arena, &maker.document, rows[i].tag, 0);
  emit_tree_make(&tree, &maker.document);
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    assert_int_equal(tree.levels[numbers[i]], rows[i].level);
  emit_tree_done(&tree);
  make_end(&maker);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_one_head_needs_no_names),
      cmocka_unit_test(test_each_part_has_its_own_headers),
      cmocka_unit_test(test_headings_leave_out_no_level),
      cmocka_unit_test(test_spans_beyond_the_table_do_no_harm),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
