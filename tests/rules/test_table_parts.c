/* How a table that goes on over pages is divided: its last page is not nearly empty (TB-12, TB-13). */
#include "rules.h"
#include "table_laid.h"

enum { MOST_PAGES = 8 };

struct rows_on_pages {
  int rows[MOST_PAGES];
  size_t last; /* the last page with rows, from 0 */
};

static void count_row(const struct frame_page *page, size_t number, const struct frame_item *item, const char *inside,
                      void *data)
{
  (void)page;
  (void)inside;
  struct rows_on_pages *on = data;
  if (!g_str_has_prefix(item->as.run.text, "科目"))
    return;
  assert_true(number < MOST_PAGES);
  on->rows[number]++;
  on->last = number;
}

static struct rows_on_pages build_rows(int columns, int rows)
{
  GString *table = g_string_new("wide: turn\ncaption: 支出\ncolumns: [项目");
  for (int c = 0; c < columns; c++)
    g_string_append_printf(table, ", 第%d季度", c + 1);
  g_string_append(table, "]\nrows:");
  for (int r = 0; r < rows; r++) {
    g_string_append_printf(table, "\n  - [科目%d", r + 1);
    for (int c = 0; c < columns; c++)
      g_string_append_printf(table, ", %d", 1000000 + r);
    g_string_append(table, "]");
  }
  struct laid l;
  build_table(&l, "accounts", table->str);
  g_string_free(table, TRUE);
  assert_int_equal(table_of(&l)->turned, columns > 6);
  struct rows_on_pages on = {{0}, 0};
  paged_each_run(&l.paged, count_row, &on);
  laid_close(&l);
  return on;
}

static int sum_of(const struct rows_on_pages *on)
{
  int sum = 0;
  for (size_t p = 0; p < MOST_PAGES; p++)
    sum += on->rows[p];
  return sum;
}

/* Of a turned table that goes on, the last page holds a quarter of the rows of a page or more. */
static void test_last_turned_page(void **state)
{
  (void)state;
  for (int rows = 20; rows <= 75; rows += 3) {
    struct rows_on_pages on = build_rows(12, rows);
    assert_int_equal(sum_of(&on), rows);
    if (on.last > 0 && on.rows[on.last - 1] > 0)
      assert_true(on.rows[on.last] * 4 >= on.rows[on.last - 1]);
  }
}

/* The last rows are set closer where that spares a page. */
static void test_last_rows_are_set_closer(void **state)
{
  (void)state;
  int most = 0;
  for (int rows = 70; rows <= 90; rows++) {
    struct rows_on_pages on = build_rows(3, rows);
    assert_int_equal(sum_of(&on), rows);
    if (on.last == 1)
      most = MAX(most, on.rows[1]);
    if (on.last == 2)
      assert_true(on.rows[1] < most); /* the second page, going on, has fewer than it can end with */
  }
  assert_true(most > 0);
}

struct turned_words {
  bool title, section;         /* seen */
  size_t title_at, section_at; /* pages, from 0 */
};

static void find_words(const struct frame_page *page, size_t number, const struct frame_item *item, const char *inside,
                       void *data)
{
  (void)page;
  (void)inside;
  struct turned_words *seen = data;
  if (g_str_has_prefix(item->as.run.text, "报告")) {
    assert_false(item->as.run.turned);
    seen->title = true;
    seen->title_at = number;
  }
  if (g_str_has_prefix(item->as.run.text, "支出")) {
    assert_true(item->as.run.turned);
    seen->section = true;
    seen->section_at = number;
  }
}

/* The title of a report that begins with a turned table stays upright, on a page of its own. */
static void test_title_is_not_turned(void **state)
{
  (void)state;
  struct laid l;
  laid_open(&l, "accounts");
  GString *yaml = g_string_new("agency: 某局\nyear: 2025\ntitle: 报告\nsections:\n  - title: 支出\n    content:\n"
                               "      - table:\n          wide: turn\n          columns: [项目");
  for (int c = 0; c < 14; c++)
    g_string_append_printf(yaml, ", 第%d区", c + 1);
  g_string_append(yaml, "]\n          rows:\n            - [甲");
  for (int c = 0; c < 14; c++)
    g_string_append(yaml, ", 1234567.25");
  g_string_append(yaml, "]\n");
  laid_build(&l, yaml->str);
  g_string_free(yaml, TRUE);
  struct turned_words seen = {0};
  paged_each_run(&l.paged, find_words, &seen);
  assert_true(seen.title && seen.section);
  assert_int_equal(seen.title_at, 0);
  assert_int_equal(seen.section_at, 1);
  laid_close(&l);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      RULE("TB-12", test_last_rows_are_set_closer),
      RULE("TB-13", test_title_is_not_turned),
      RULE("TB-13", test_last_turned_page),
  };
  return RULES_RUN(tests);
}
