/* Long tables of few columns, set in strips side by side (TB-14). */
#include "laid.h"
#include "rules.h"

/* A table of three columns; figures in row i are i + 1 and 1000 + i. */
static void build_strips(struct laid *l, const char *layout, int across, int rows, const char *note)
{
  GString *yaml = g_string_new("agency: 某局\nyear: 2025\ntitle: 报告\nsections:\n  - title: 表\n    content:\n"
                               "      - text: 表前。\n      - table:\n          caption: 表1　各单位情况\n"
                               "          unit: 件\n");
  g_string_append_printf(yaml, "          across: %d\n          columns: [单位, 收件, 办结]\n", across);
  if (note)
    g_string_append_printf(yaml, "          note: %s\n", note);
  g_string_append(yaml, "          rows:\n");
  for (int i = 0; i < rows; i++)
    g_string_append_printf(yaml, "            - [第%d所, %d, %d]\n", i + 1, i + 1, 1000 + i);
  g_string_append(yaml, "      - text: 表后。\n");
  laid_open(l, layout);
  laid_build(l, yaml->str);
  g_string_free(yaml, TRUE);
}

static const struct box_table *table_of(const struct laid *l)
{
  for (size_t i = 0; i < l->paged.boxes->count; i++)
    if (l->paged.boxes->items[i].table)
      return l->paged.boxes->items[i].table;
  fail_msg("no table");
  return NULL;
}

enum { PAGES_MAX = 60, STRIPS_MAX = 4 };

struct counts {
  const struct laid *l;
  const struct box_table *table;
  int next;                         /* the row whose figure is due */
  int rows[PAGES_MAX][STRIPS_MAX];  /* figures of the first column in each strip */
  len feet[PAGES_MAX][STRIPS_MAX];  /* baseline of the last */
  int heads[PAGES_MAX][STRIPS_MAX]; /* 收件 */
  int tagged_heads, captions, units;
  len note, after; /* baselines on the last page */
};

static int strip_of(const struct counts *c, size_t page, len x)
{
  len from = x - sheet_area_x(c->l->paged.sheet, page + 1) - c->table->column_x[0];
  assert_in_range(from, 0, c->table->strips * c->table->strip);
  return from / c->table->strip;
}

static void count_run(const struct frame_page *page, size_t number, const struct frame_item *item, const char *inside,
                      void *data)
{
  (void)page;
  struct counts *c = data;
  const char *words = item->as.run.text;
  bool artifact = strcmp(inside, "artifact") == 0;
  assert_true(number < PAGES_MAX);
  c->captions += strncmp(words, "续表", strlen("续表")) == 0;
  c->units += strncmp(words, "单位：", strlen("单位：")) == 0;
  if (strncmp(words, "初步", strlen("初步")) == 0)
    c->note = item->y;
  if (strncmp(words, "表后", strlen("表后")) == 0)
    c->after = item->y;
  if (g_str_has_prefix(words, "收")) { /* 收件, on two lines where the strip is narrow */
    c->heads[number][strip_of(c, number, item->x)]++;
    c->tagged_heads += !artifact;
  }
  if (strcmp(inside, "TD") != 0 || atoi(words) >= 1000)
    return;
  assert_int_equal(atoi(words), ++c->next); /* each row once, in order, down one strip and then the next */
  int strip = strip_of(c, number, item->x);
  c->rows[number][strip]++;
  assert_true(item->y > c->feet[number][strip]);
  c->feet[number][strip] = item->y;
}

static struct counts *count_strips(const struct laid *l)
{
  struct counts *c = g_new0(struct counts, 1);
  c->l = l;
  c->table = table_of(l);
  paged_each_run(&l->paged, count_run, c);
  return c;
}

struct page_range {
  size_t first, end;
};

static struct page_range pages_with_rows(const struct counts *c)
{
  struct page_range range = {0, 0};
  while (range.first < PAGES_MAX && !c->rows[range.first][0])
    range.first++;
  for (range.end = range.first; range.end < PAGES_MAX && c->rows[range.end][0];)
    range.end++;
  return range;
}

/* On the last page no strip is longer than another by more than the rows that may not stand alone. */
static void check_pages(const struct counts *c, struct page_range pages)
{
  for (size_t page = pages.first; page < pages.end; page++)
    for (int s = 0; s < c->table->strips; s++) {
      assert_int_equal(c->heads[page][s], c->rows[page][s] > 0); /* TB-11: each strip has its head */
      if (s && page + 1 < pages.end)
        assert_in_range(c->rows[page][0] - c->rows[page][s] + 2, 0, 4);
      if (s && page + 1 == pages.end && c->rows[page][s])
        assert_in_range(c->rows[page][s - 1] - c->rows[page][s] + 2, 0, 4);
    }
}

static void check_strips(const char *layout, int across, int rows, bool noted)
{
  struct laid l;
  build_strips(&l, layout, across, rows, noted ? "初步数。" : NULL);
  assert_int_equal(l.paged.diags.count, 0);
  struct counts *c = count_strips(&l);
  struct page_range pages = pages_with_rows(c);
  assert_int_equal(c->table->strips, across);
  assert_int_equal(c->next, rows);
  assert_int_equal(c->tagged_heads, 1);
  assert_int_equal(c->captions, pages.end - pages.first - 1);
  assert_int_equal(c->units, pages.end - pages.first);
  check_pages(c, pages);
  len foot = 0;
  for (int s = 0; s < across; s++)
    foot = len_max(foot, c->feet[pages.end - 1][s]);
  assert_true(!noted || c->note > foot);
  g_free(c);
  laid_close(&l);
}

static void rows_go_down_the_strips(void **state)
{
  (void)state;
  static const int rows[] = {1, 2, 3, 4, 5, 8, 17, 40, 59, 61, 97, 98, 99, 100, 203};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    for (int across = 2; across <= 4; across++) {
      check_strips("gongwen", across, rows[i], rows[i] % 2);
      check_strips("yearbook", across, rows[i], rows[i] % 3 == 0);
    }
}

/* For a reader's software it is one table of so many rows. */
static void strips_are_one_element(void **state)
{
  (void)state;
  struct laid l;
  build_strips(&l, "gongwen", 2, 75, NULL);
  const struct frame_document *document = l.paged.document;
  size_t tables = 0, rows = 0, cells = 0;
  for (size_t i = 0; i < document->element_count; i++) {
    tables += document->elements[i].tag == FRAME_TAG_TABLE;
    rows += document->elements[i].tag == FRAME_TAG_TR;
    cells += document->elements[i].tag == FRAME_TAG_TH || document->elements[i].tag == FRAME_TAG_TD;
  }
  assert_int_equal(tables, 1);
  assert_int_equal(rows, 1 + 75);
  assert_int_equal(cells, 3 * rows);
  laid_close(&l);
}

/* Two thin rules part the strips; the thick one above goes through. Nothing stands beside the type area. */
static void two_rules_part_strips(void **state)
{
  (void)state;
  struct laid l;
  build_strips(&l, "gongwen", 2, 10, NULL);
  const struct frame_page *page = &l.paged.document->pages[0];
  const struct box_table *table = table_of(&l);
  const struct table_look *look = &l.paged.sheet->table;
  len left = l.paged.sheet->area_x, right = left + l.paged.sheet->area_width, reach = left - look->rule_outer / 2;
  len middle = left + table->column_x[table->block->columns];
  int thin = 0;
  for (size_t i = 0; i < page->count; i++) {
    const struct frame_item *item = &page->items[i];
    if (item->kind != FRAME_RULE)
      continue;
    if (item->as.rule.dy && (item->x == middle || item->x == middle + BOX_STRIP_GAP)) {
      assert_int_equal(item->as.rule.width, look->rule_inner);
      thin++;
    }
    if (item->as.rule.width == look->rule_outer && item->as.rule.dx && item->x == reach)
      reach = item->x + item->as.rule.dx; /* goes on where the one before ended */
  }
  assert_int_equal(thin, 2);
  assert_int_equal(reach, right + look->rule_outer / 2);
  assert_int_equal(middle + table->strip, right);
  laid_close(&l);
}

/* Where a strip is too narrow it is said; nothing is set narrower in silence. */
static void too_wide_for_strips(void **state)
{
  (void)state;
  struct laid l;
  laid_open(&l, "gongwen");
  laid_build(&l, "agency: 某局\nyear: 2025\ntitle: 报告\nsections:\n  - title: 表\n    table:\n      across: 4\n"
                 "      wide: error\n      columns: [甲, 乙, 丙, 丁]\n"
                 "      rows: [[1234567890, 1234567890, 1234567890, 1234567890], [1, 2, 3, 4]]\n");
  assert_int_equal(l.paged.diags.count, 1);
  const struct diag *diag = l.paged.diags.items[0];
  assert_int_equal(diag->code, DIAG_CELL_WIDE);
  assert_non_null(strstr(diag->message, "4 strips"));
  assert_non_null(strstr(diag->hint, "across"));
  laid_close(&l);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      RULE("TB-14", rows_go_down_the_strips),
      RULE("TB-14", strips_are_one_element),
      RULE("TB-14", two_rules_part_strips),
      RULE("TB-14", too_wide_for_strips),
  };
  return RULES_RUN(tests);
}
