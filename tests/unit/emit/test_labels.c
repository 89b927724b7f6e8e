#include "make.h"

#include "emit/labels.h"
#include "emit/points.h"

/* Ranges written as FIRST:START for numbers, FIRST~START for roman ones and FIRST=TEXT for others. */
static const struct {
  const char *labels; /* one a page, parted by blanks */
  const char *ranges;
} rows[] = {
    {"1", "0:1"},
    {"1 2 3 4", "0:1"},
    {"5 6 7", "0:5"},
    {"8 9 10 11", "0:8"},
    {"1 2 4 5", "0:1 2:4"},
    {"1 1 2", "0:1 1:1"},
    {"封面 i 1 2", "0=封面 1~1 2:1"},
    {"i ii iii iv 1 2", "0~1 4:1"},
    {"ix x xi xl", "0~9 3~40"},
    {"iiii IV i1", "0=iiii 1=IV 2=i1"},
    {"A A 1", "0=A 2:1"},
    {"0 1", "0=0 1:1"},
    {"01 02", "0=01 1=02"},
    {"1a 2", "0=1a 1:2"},
    {"99999999 100000000", "0:99999999 1=100000000"},
};

static char *list_ranges(struct maker *maker)
{
  GString *out = g_string_new(NULL);
  for (size_t page = 0; page < maker->document.page_count;) {
    struct label_range range = emit_label_range(&maker->document, page, &page);
    if (range.style != LABEL_TEXT)
      g_string_append_printf(out, " %zu%c%u", range.first, range.style == LABEL_ROMAN ? '~' : ':', range.start);
    else
      g_string_append_printf(out, " %zu=%s", range.first, range.text);
  }
  return g_string_free(g_string_erase(out, 0, 1), FALSE);
}

static void test_labels_make_few_ranges(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    struct maker maker;
    make_begin(&maker);
    char **labels = g_strsplit(rows[i].labels, " ", -1);
    for (size_t page = 0; labels[page] != NULL; page++)
      make_page(&maker, labels[page]);
    char *ranges = list_ranges(&maker);
    assert_string_equal(ranges, rows[i].ranges);
    g_free(ranges);
    g_strfreev(labels);
    make_end(&maker);
  }
}

static void test_points_have_three_decimals(void **state)
{
  (void)state;
  static const struct {
    len value;
    const char *text;
  } points[] = {{0, "0.000"},
                {1024, "1.000"},
                {-1024, "-1.000"},
                {1, "0.001"},
                {-1, "-0.001"},
                {512, "0.500"},
                {1023, "0.999"},
                {-1536, "-1.500"},
                {LEN_MAX, "14400.000"},
                {-64, "-0.063"},
                {INT32_MAX, "2097151.999"},
                {64, "0.063"}};
  for (size_t i = 0; i < G_N_ELEMENTS(points); i++) {
    char text[POINTS_SIZE];
    assert_string_equal(emit_points(points[i].value, text), points[i].text);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_labels_make_few_ranges),
      cmocka_unit_test(test_points_have_three_decimals),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
