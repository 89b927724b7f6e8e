/* Text on pages: the grid (GW-04, CL-06), what stays together (CL-84, CL-86), folios (GW-31 … GW-34), signature
 * (GW-15). */
#include "paged.h"

/* A line of body text: where its baseline is, and whose. */
struct line {
  size_t page;
  len baseline;
  const char *tag;
  char text[4096];
};

struct lines {
  struct line items[4096];
  size_t count;
};

static void collect(const struct frame_page *page, size_t number, const struct frame_item *item, const char *inside,
                    void *data)
{
  (void)page;
  struct lines *lines = data;
  if (strcmp(inside, "artifact") == 0)
    return;
  struct line *last = lines->count ? &lines->items[lines->count - 1] : NULL;
  if (!last || last->page != number || last->baseline != item->y) {
    last = &lines->items[lines->count++];
    *last = (struct line){.page = number, .baseline = item->y, .tag = inside};
  }
  strncat(last->text, item->as.run.text, item->as.run.text_length);
}

static struct lines *lines_of(const struct paged *p)
{
  struct lines *lines = g_new0(struct lines, 1);
  paged_each_run(p, collect, lines);
  return lines;
}

static char *random_text(unsigned seed, int blocks)
{
  GString *out = g_string_new(NULL);
  for (int i = 0; i < blocks; i++) {
    seed = seed * 1103515245u + 12345u;
    unsigned kind = seed / 65536 % 8;
    if (kind == 0)
      g_string_append(out, "## 小节\n\n");
    for (unsigned k = 0; k < 1 + seed / 1048576 % 40; k++)
      g_string_append(out, "认真做好本年度信息公开");
    g_string_append(out, "工作。\n\n");
  }
  return g_string_free(out, FALSE);
}

static bool is_heading(const struct line *line)
{
  return line->tag[0] == 'H';
}

/* A paragraph's first line is indented; here that is told by where the paragraph before it ended. */
static bool begins_paragraph(const struct lines *lines, size_t i)
{
  return i == 0 || g_str_has_suffix(lines->items[i - 1].text, "。") || is_heading(&lines->items[i - 1]);
}

static void check_page_turn(const struct lines *lines, size_t i)
{
  assert_false(is_heading(&lines->items[i - 1])); /* CL-84: no heading at a page's foot */
  if (is_heading(&lines->items[i]) || begins_paragraph(lines, i))
    return;
  assert_false(begins_paragraph(lines, i - 1));                                                        /* orphan */
  assert_false(i + 1 < lines->count && begins_paragraph(lines, i + 1) && !begins_paragraph(lines, i)); /* widow */
}

static void test_page_turns(void **state)
{
  (void)state;
  for (unsigned seed = 1; seed <= 12; seed++) {
    char *text = random_text(seed, 60), *yaml = free_report(text);
    struct paged p = paged_build(yaml, false);
    struct lines *lines = lines_of(&p);
    assert_true(p.document->page_count > 5);
    for (size_t i = 1; i < lines->count; i++)
      if (lines->items[i].page != lines->items[i - 1].page)
        check_page_turn(lines, i);
    g_free(lines);
    paged_close(&p);
    g_free(yaml);
    g_free(text);
  }
}

/* Every baseline is one of the 22 of the grid, and a page of text holds all of them. */
static void test_grid(void **state)
{
  (void)state;
  GString *text = g_string_new(NULL);
  for (int i = 0; i < 2000; i++)
    g_string_append(text, "年");
  char *yaml = free_report(text->str);
  struct paged p = paged_build(yaml, false);
  struct lines *lines = lines_of(&p);
  size_t on_page_two = 0;
  for (size_t i = 0; i < lines->count; i++) {
    if (lines->items[i].page != 1)
      continue;
    len top = p.sheet->area_y + sheet_line_top(p.sheet, (int64_t)on_page_two);
    len want = top + (p.sheet->box - 16 * LEN_PT) / 2 + len_scale(16 * LEN_PT, 880, 1000);
    assert_int_equal(lines->items[i].baseline, want);
    on_page_two++;
  }
  assert_int_equal(on_page_two, 22);
  g_free(lines);
  paged_close(&p);
  g_string_free(text, TRUE);
  g_free(yaml);
}

struct folios {
  const struct sheet *sheet;
  size_t runs;
};

static void check_folio(const struct frame_page *page, size_t number, const struct frame_item *item, const char *inside,
                        void *data)
{
  struct folios *folios = data;
  if (strcmp(inside, "artifact") != 0)
    return;
  const struct sheet *sheet = folios->sheet;
  len below = item->y - sheet->area_y -
              sheet->area_height; /* GW-32, GW-34; the dash's own middle is measured in tests/report */
  assert_in_range(below - len_from_mm(7, 1), 2 * LEN_PT, 7 * LEN_PT);
  len inset = sheet->styles[STYLE_BODY].cell, left = sheet->area_x + inset,
      right = sheet->area_x + sheet->area_width - inset;
  len end = item->x + item->as.run.advance;
  assert_int_equal(number % 2 ? item->x : end, number % 2 ? left : right); /* page 1 is odd: number counts from 0 */
  char *want = g_strdup_printf("—\u00a0%s\u00a0—", page->label);
  assert_string_equal(item->as.run.text, want);
  g_free(want);
  folios->runs++;
}

static void test_folios(void **state)
{
  (void)state;
  char *text = random_text(3, 40), *yaml = free_report(text);
  struct paged p = paged_build(yaml, false);
  struct folios folios = {p.sheet, 0};
  paged_each_run(&p, check_folio, &folios);
  assert_int_equal(folios.runs, p.document->page_count);
  paged_close(&p);
  g_free(yaml);
  g_free(text);
}

static len left_of(const struct paged *p, const char *words, len *right)
{
  for (size_t i = 0; i < p->boxes->count; i++)
    for (size_t k = 0; k < p->boxes->items[i].lines.count; k++) {
      const struct box_line *line = &p->boxes->items[i].lines.items[k];
      if (line->count && strncmp(line->runs[0].text, words, strlen(words)) == 0) {
        *right = line->x + line->width;
        return line->x;
      }
    }
  fail_msg("no line begins with %s", words);
  return 0;
}

/* GW-15: a long name ends 2 字 in, its date begins 2 字 in from it; under a short name the date ends 2 字 in and the
 * name moves. */
static void test_signature(void **state)
{
  (void)state;
  const char *head = "agency: 某局\nyear: 2025\ntitle: 报告\nsections: [{title: 情况, text: 正文。}]\n";
  const struct {
    const char *name;
    bool date_decides;
  } rows[] = {{"某某市某某区人力资源和社会保障局", false}, {"甲局", true}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    char *yaml = g_strdup_printf("%ssigned: {by: %s, date: 2026-01-20}\n", head, rows[i].name);
    struct paged p = paged_build(yaml, false);
    len name_end, date_end, em = p.sheet->styles[STYLE_BODY].cell, end = p.sheet->area_width - 2 * em;
    len name = left_of(&p, rows[i].name, &name_end), date = left_of(&p, "2026", &date_end);
    assert_int_equal(date, name + 2 * em);
    assert_int_equal(rows[i].date_decides ? date_end : name_end, end);
    paged_close(&p);
    g_free(yaml);
  }
}

/* GW-15: a name that is longer than the line is divided where its parts meet, and every line ends 2 字 in. */
static void test_long_signature(void **state)
{
  (void)state;
  const struct {
    const char *name, *lines[2]; /* how they begin */
  } rows[] = {{"宁德市蕉城区住房和城乡建设局（宁德市蕉城区人民防空办公室）", {"宁德市蕉城区住房", "（宁德"}},
              {"新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县人民政府", {"新疆", "察布查尔"}}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    char *yaml = g_strdup_printf("agency: %1$s\nyear: 2025\ntitle: 报告\nsections: [{title: 情况, text: 正文。}]\n"
                                 "signed: {by: %1$s, date: 2026-01-20}\n",
                                 rows[i].name);
    struct paged p = paged_build(yaml, false);
    len end, ends = p.sheet->area_width - 2 * p.sheet->styles[STYLE_BODY].cell;
    for (int k = 0; k < 2; k++) {
      left_of(&p, rows[i].lines[k], &end);
      assert_int_equal(end, ends);
    }
    paged_close(&p);
    g_free(yaml);
  }
}

struct seen {
  bool mark;
};

static void see_mark(const struct frame_page *page, size_t number, const struct frame_item *item, const char *inside,
                     void *data)
{
  (void)page;
  (void)number;
  struct seen *seen = data;
  if (strcmp(inside, "artifact") == 0 && item->as.run.text_length == 6 && memcmp(item->as.run.text, "草稿", 6) == 0)
    seen->mark = true;
}

static void test_draft_mark(void **state)
{
  (void)state;
  char *yaml = free_report("正文。");
  for (int draft = 0; draft <= 1; draft++) {
    struct paged p = paged_build(yaml, draft);
    struct seen seen = {false};
    paged_each_run(&p, see_mark, &seen);
    assert_int_equal(seen.mark, draft);
    paged_close(&p);
  }
  g_free(yaml);
}

static void test_lists_and_links(void **state)
{
  (void)state;
  char *yaml = free_report("1. 第一项\n   1. 下一级\n2. 第二项，见[网站](https://example.gov.cn/)\n\n   第二段。");
  struct paged p = paged_build(yaml, false);
  size_t counts[FRAME_TAG_SPAN + 1] = {0};
  for (size_t i = 0; i < p.document->element_count; i++)
    counts[p.document->elements[i].tag]++;
  assert_int_equal(counts[FRAME_TAG_L], 2);
  assert_int_equal(counts[FRAME_TAG_LI], 3);
  assert_int_equal(counts[FRAME_TAG_LBL], 3);
  assert_int_equal(counts[FRAME_TAG_LBODY], 3);
  assert_int_equal(counts[FRAME_TAG_LINK], 1);
  size_t links = 0;
  for (size_t i = 0; i < p.document->pages[0].count; i++) {
    const struct frame_item *item = &p.document->pages[0].items[i];
    if (item->kind != FRAME_LINK)
      continue;
    links++;
    assert_string_equal(item->as.link.uri, "https://example.gov.cn/");
    assert_true(item->as.link.width > 20 * LEN_PT);
  }
  assert_int_equal(links, 1);
  paged_close(&p);
  g_free(yaml);
}

static void test_outline(void **state)
{
  (void)state;
  char *yaml = free_report("## 主动公开\n\n正文。\n\n### 文件\n\n正文。");
  struct paged p = paged_build(yaml, false);
  const struct {
    int level;
    const char *text;
  } want[] = {{1, "一、总体情况"}, {2, "（一）主动公开"}, {3, "1.文件"}};
  assert_int_equal(p.document->outline_count, 3);
  for (size_t i = 0; i < 3; i++) {
    assert_int_equal(p.document->outline[i].level, want[i].level);
    assert_string_equal(p.document->outline[i].text, want[i].text);
  }
  paged_close(&p);
  g_free(yaml);
}

static void test_too_many_pages(void **state)
{
  (void)state;
  GString *text = g_string_new(NULL);
  for (int i = 0; i < 2001 * 22 + 1; i++)
    g_string_append(text, "短。\n\n");
  char *yaml = free_report(text->str);
  struct paged p = paged_build(yaml, false);
  assert_null(p.document);
  assert_int_equal(diags_exit_status(&p.diags), EXIT_LIMIT);
  paged_close(&p);
  g_string_free(text, TRUE);
  g_free(yaml);
}

/* What is longer than any line is divided, marks that may begin no line too: nothing leaves the type area. */
static void test_rows_of_marks(void **state)
{
  (void)state;
  static const char *const marks[] = {"、", ".", "）", "/", "！"};
  for (size_t m = 0; m < G_N_ELEMENTS(marks); m++) {
    GString *text = g_string_new("甲");
    for (int i = 0; i < 400; i++)
      g_string_append(text, marks[m]);
    char *yaml = free_report(text->str);
    struct paged p = paged_build(yaml, false);
    assert_int_equal(p.diags.errors, 0);
    for (size_t b = 0; b < p.boxes->count; b++)
      for (size_t i = 0; i < p.boxes->items[b].lines.count; i++) {
        const struct box_line *line = &p.boxes->items[b].lines.items[i];
        assert_true(line->x + line->width <= p.sheet->area_width);
      }
    paged_close(&p);
    g_string_free(text, TRUE);
    g_free(yaml);
  }
}

/* A title higher than the page goes on on the next, as full as the page is. */
static void test_title_of_many_lines(void **state)
{
  (void)state;
  GString *yaml = g_string_new("agency: 某局\nyear: 2025\ntitle: |\n");
  for (int i = 0; i < 30; i++)
    g_string_append(yaml, "  关于信息公开的报告\n");
  g_string_append(yaml, "sections: [{title: 情况, text: 正文。}]\n");
  struct paged p = paged_build(yaml->str, false);
  assert_int_equal(p.document->page_count, 2);
  paged_close(&p);
  g_string_free(yaml, TRUE);
}

/* Whatever the length of the text, the signature stands on a page with some of it. */
static void test_signature_has_company(void **state)
{
  (void)state;
  for (int paragraphs = 10; paragraphs < 34; paragraphs++)
    for (int words = 1; words < 12; words += 5) {
      GString *yaml = g_string_new("agency: 某局\nyear: 2025\ntitle: 报告\nsigned: {by: 某局, date: 2026-01-20}\n"
                                   "sections:\n  - title: 情况\n    text: |\n");
      for (int i = 0; i < paragraphs; i++) {
        g_string_append(yaml, "      ");
        for (int k = 0; k < (i + 1 == paragraphs ? words : 1); k++)
          g_string_append(yaml, "全年公开信息的情况总体良好，");
        g_string_append(yaml, "正文。\n\n");
      }
      struct paged p = paged_build(yaml->str, false);
      struct lines *lines = lines_of(&p);
      assert_true(lines->count > 3);
      assert_int_equal(lines->items[lines->count - 1].page, lines->items[lines->count - 2].page);
      assert_int_equal(lines->items[lines->count - 3].page, lines->items[lines->count - 1].page);
      g_free(lines);
      paged_close(&p);
      g_string_free(yaml, TRUE);
    }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_page_turns),
      cmocka_unit_test(test_grid),
      cmocka_unit_test(test_folios),
      cmocka_unit_test(test_signature),
      cmocka_unit_test(test_long_signature),
      cmocka_unit_test(test_draft_mark),
      cmocka_unit_test(test_lists_and_links),
      cmocka_unit_test(test_outline),
      cmocka_unit_test(test_too_many_pages),
      cmocka_unit_test(test_rows_of_marks),
      cmocka_unit_test(test_title_of_many_lines),
      cmocka_unit_test(test_signature_has_company),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
