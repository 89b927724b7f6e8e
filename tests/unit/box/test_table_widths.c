/* Widths of columns, from least and preferred widths alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#include "box/table_widths.h"

#define COLUMNS 4

struct row {
  const char *name;
  struct width_column columns[COLUMNS];
  uint32_t count;
  len measure;
  len widths[COLUMNS];
};

static const struct row rows[] = {
    {"content that fits is spread in proportion",
     {{10, 0, 20, 0, false, NULL}, {10, 0, 60, 0, false, NULL}},
     2,
     160,
     {40, 120}},
    {"a lack goes by what each lacks", {{10, 0, 20, 0, false, NULL}, {10, 0, 40, 0, false, NULL}}, 2, 40, {15, 25}},
    {"no room but the least", {{10, 0, 20, 0, false, NULL}, {30, 0, 90, 0, false, NULL}}, 2, 40, {10, 30}},
    {"fixed columns keep their width", {{30, 0, 30, 0, true, NULL}, {10, 0, 20, 0, false, NULL}}, 2, 100, {30, 70}},
    {"all fixed: a narrow table", {{30, 0, 30, 0, true, NULL}, {20, 0, 20, 0, true, NULL}}, 2, 100, {30, 20}},
    {"shares take what content leaves",
     {{10, 0, 40, 0, false, NULL}, {10, 0, 90, 1, false, NULL}, {10, 0, 10, 2, false, NULL}},
     3,
     100,
     {40, 20, 40}},
    {"equal shares while the content allows",
     {{20, 0, 20, 0, true, NULL}, {60, 0, 60, 1, true, NULL}, {5, 0, 5, 1, true, NULL}},
     3,
     100,
     {20, 60, 20}},
    {"rounding is never lost",
     {{1, 0, 1, 0, false, NULL}, {1, 0, 1, 0, false, NULL}, {1, 0, 1, 0, false, NULL}},
     3,
     100,
     {33, 33, 34}},
    {"comfort first, then what is preferred",
     {{10, 20, 20, 0, false, NULL}, {10, 20, 90, 0, false, NULL}},
     2,
     75,
     {20, 55}},
    {"no room for all comfort", {{10, 20, 20, 0, false, NULL}, {10, 40, 90, 0, false, NULL}}, 2, 40, {15, 25}},
    {"nothing in it", {{0, 0, 0, 0, false, NULL}, {0, 0, 0, 0, false, NULL}}, 2, 100, {0, 0}},
};

static void test_share(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    len widths[COLUMNS];
    widths_share(rows[i].columns, rows[i].count, rows[i].measure, widths);
    for (uint32_t c = 0; c < rows[i].count; c++)
      if (widths[c] != rows[i].widths[c])
        fail_msg("%s: column %u is %d, not %d", rows[i].name, c, widths[c], rows[i].widths[c]);
  }
}

/* The room goes to the column in which it spares more lines, though the other lacks more. */
static void test_lines_are_spared(void **state)
{
  (void)state;
  struct width_entries labels = {.unit = 10, .blank = 2}, text = {.unit = 10, .blank = 2};
  labels.count[8] = 9;
  text.count[WIDTH_CHARS] = 1;
  struct width_column columns[] = {{12, 32, 82, 0, false, &labels}, {12, 32, 962, 0, false, &text}};
  len widths[2];
  widths_share(columns, 2, 300, widths);
  assert_int_equal(widths[0], 82);
  assert_int_equal(widths[1], 218);
  widths_share(columns, 2, 2000, widths); /* enough for both */
  assert_true(widths[0] >= 82 && widths[1] >= 962);
}

static void test_widen(void **state)
{
  (void)state;
  struct width_column equal[] = {{10, 0, 10, 0, false, NULL}, {10, 0, 30, 0, false, NULL}, {10, 0, 10, 0, true, NULL}};
  widths_widen(equal, &(struct width_span){0, 3, 50, 90});
  assert_int_equal(equal[0].least, 20); /* the fixed column stays */
  assert_int_equal(equal[1].least, 20);
  assert_int_equal(equal[2].least, 10);
  assert_int_equal(equal[0].preferred, 35);
  assert_int_equal(equal[1].preferred, 45);
  assert_int_equal(equal[2].preferred, 10);
  struct width_column shared[] = {{10, 0, 10, 1, true, NULL}, {10, 0, 10, 3, true, NULL}};
  widths_widen(shared, &(struct width_span){0, 2, 60, 60});
  assert_int_equal(shared[0].least, 20);
  assert_int_equal(shared[1].least, 40);
  struct width_column fixed[] = {{10, 0, 10, 0, true, NULL}, {20, 0, 20, 0, true, NULL}};
  widths_widen(fixed, &(struct width_span){0, 2, 35, 80});
  assert_int_equal(fixed[0].least, 12);
  assert_int_equal(fixed[1].least, 23);
  assert_int_equal(fixed[1].preferred, 23);
  assert_int_equal(widths_least(fixed, 2), 35);
}

/* Whatever the columns are: never below the least, never above the measure, and all of it where any column may grow. */
static void test_random(void **state)
{
  (void)state;
  unsigned seed = 4;
  for (int round = 0; round < 5000; round++) {
    struct width_column columns[8];
    len widths[8], sum = 0;
    struct width_entries entries[8] = {0};
    uint32_t count = 1 + (uint32_t)rand_r(&seed) % 8;
    bool grows = false;
    for (uint32_t c = 0; c < count; c++) {
      len least = 1 + rand_r(&seed) % 1000;
      columns[c] = (struct width_column){
          least,      rand_r(&seed) % 200, least, rand_r(&seed) % 3 ? 0 : 1 + rand_r(&seed) % 5, rand_r(&seed) % 2,
          &entries[c]};
      columns[c].preferred += columns[c].fixed ? 0 : rand_r(&seed) % 1000;
      entries[c].unit = 1 + rand_r(&seed) % 50;
      entries[c].blank = rand_r(&seed) % 20;
      for (int n = 0; n < 5; n++)
        entries[c].count[rand_r(&seed) % (WIDTH_CHARS + 1)]++;
      grows = grows || columns[c].share || !columns[c].fixed;
    }
    uint32_t from = (uint32_t)rand_r(&seed) % count;
    widths_widen(columns, &(struct width_span){from, 1 + (uint32_t)rand_r(&seed) % (count - from), 700, 1500});
    len measure = (len)widths_least(columns, count) + rand_r(&seed) % 5000;
    widths_share(columns, count, measure, widths);
    for (uint32_t c = 0; c < count; c++) {
      assert_true(widths[c] >= columns[c].least);
      sum += widths[c];
    }
    assert_true(sum <= measure);
    if (grows)
      assert_int_equal(sum, measure);
  }
}

static void test_squeeze(void **state)
{
  (void)state;
  const struct width_column columns[] = {{10, 0, 10, 0, false, NULL},
                                         {5000, 0, 5000, 1, true, NULL},
                                         {30, 0, 30, 0, true, NULL},
                                         {400, 0, 400, 0, false, NULL}};
  len widths[4];
  widths_squeeze(columns, 4, 200, widths);
  assert_int_equal(widths[0], 10);
  assert_int_equal(widths[1], 80);
  assert_int_equal(widths[2], 30);
  assert_int_equal(widths[3], 80);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_share), cmocka_unit_test(test_lines_are_spared),
                                     cmocka_unit_test(test_widen), cmocka_unit_test(test_random),
                                     cmocka_unit_test(test_squeeze)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
