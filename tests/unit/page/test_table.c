/* Tables on pages: every cell once, heads and group labels repeated, rules closed, nothing outside the measure (TB-03,
 * TB-11, TB-12). */
#include "page/flow.h"
#include "paged.h"

/* The Minhang report with `count` paragraphs before its second table, so that it begins at every height of a page. */
static char *report_with_text(int count)
{
  char *yaml = read_data("minhang-hrss-2025.yaml");
  const char *key = "    table: 申请\n";
  char *mark = strstr(yaml, key);
  assert_non_null(mark);
  GString *out = g_string_new_len(yaml, mark - yaml);
  g_string_append(out, "    content:\n      - text: |\n          首段。\n\n");
  for (int i = 0; i < count; i++)
    g_string_append(out, "          段落。\n\n");
  g_string_append(out, "      - table: 申请\n");
  g_string_append(out, mark + strlen(key));
  g_free(yaml);
  return g_string_free(out, FALSE);
}

static const struct box *table_box(const struct paged *p, size_t number)
{
  for (size_t i = 0; i < p->boxes->count; i++)
    if (p->boxes->items[i].table && number-- == 0)
      return &p->boxes->items[i];
  fail_msg("no such table");
  return NULL;
}

static void test_every_cell_once(void **state)
{
  (void)state;
  for (int count = 0; count < 22; count += 3) {
    char *yaml = report_with_text(count);
    struct paged p = paged_build(yaml, false);
    GHashTable *begun = g_hash_table_new(NULL, NULL);
    for (size_t n = 0; n < p.document->page_count; n++)
      for (size_t i = 0; i < p.document->pages[n].count; i++) {
        const struct frame_item *item = &p.document->pages[n].items[i];
        if (item->kind != FRAME_TAG_BEGIN)
          continue;
        enum frame_tag tag = p.document->elements[item->as.element].tag;
        if (tag == FRAME_TAG_TH || tag == FRAME_TAG_TD)
          assert_true(g_hash_table_add(begun, GUINT_TO_POINTER(item->as.element)));
      }
    size_t cells = 0;
    for (size_t t = 0; t < 3; t++)
      cells += table_box(&p, t)->table->cell_count;
    assert_int_equal(g_hash_table_size(begun), cells);
    g_hash_table_destroy(begun);
    paged_close(&p);
    g_free(yaml);
  }
}

struct words {
  const char *word;
  size_t per_page[64];
  size_t artifacts;
};

static void count_word(const struct frame_page *page, size_t number, const struct frame_item *item, const char *inside,
                       void *data)
{
  (void)page;
  struct words *words = data;
  if (strcmp(item->as.run.text, words->word) != 0)
    return;
  words->per_page[number]++;
  words->artifacts += strcmp(inside, "artifact") == 0;
}

/* TB-11: wherever table three goes on to another page, its head stands there again, and a group that goes on says so.
 */
static void test_heads_repeat(void **state)
{
  (void)state;
  size_t split = 0, continued = 0;
  for (int count = 0; count < 44; count++) {
    char *yaml = report_with_text(count);
    struct paged p = paged_build(yaml, false);
    struct words head = {.word = "自然人"}, goes_on = {.word = "（续）"};
    paged_each_run(&p, count_word, &head);
    paged_each_run(&p, count_word, &goes_on);
    size_t pages = 0, labels = 0;
    for (size_t n = 0; n < p.document->page_count; n++) {
      assert_true(head.per_page[n] <= 1);
      pages += head.per_page[n];
      labels += goes_on.per_page[n];
    }
    assert_in_range(pages, 1, 2);
    assert_int_equal(head.artifacts, pages - 1);
    split += pages == 2;
    continued += labels > 0;
    assert_true(pages == 2 || labels == 0);
    assert_int_equal(goes_on.artifacts, labels);
    paged_close(&p);
    g_free(yaml);
  }
  print_message("split in %zu of 44 positions, a group cut in %zu\n", split, continued);
  assert_true(split > 0 && split < 44);
  assert_true(continued > 0);
}

static void check_inside(const struct frame_page *page, size_t number, const struct frame_item *item,
                         const char *inside, void *data)
{
  (void)page;
  (void)number;
  const struct sheet *sheet = data;
  if (strcmp(inside, "TH") != 0 && strcmp(inside, "TD") != 0)
    return;
  assert_in_range(item->x, sheet->area_x, sheet->area_x + sheet->area_width);
  assert_in_range(item->x + item->as.run.advance, sheet->area_x, sheet->area_x + sheet->area_width);
  assert_in_range(item->y, sheet->area_y, sheet->area_y + sheet->area_height);
}

static void test_inside_type_area(void **state)
{
  (void)state;
  for (int count = 0; count < 22; count++) {
    char *yaml = report_with_text(count);
    struct paged p = paged_build(yaml, false);
    paged_each_run(&p, check_inside, (void *)(uintptr_t)p.sheet);
    paged_close(&p);
    g_free(yaml);
  }
}

/* A figure of city size makes its column wider instead of running over the rule; the table stays as wide as the
 * measure. */
static void test_wide_figures(void **state)
{
  (void)state;
  char *yaml = read_data("minhang-hrss-2025.yaml");
  char **parts = g_strsplit(yaml, "新收: [9, 0, 0, 0, 0, 0]", 2);
  if (!parts[1]) { /* the data file may space its rows */
    g_strfreev(parts);
    char *at = strstr(yaml, "新收:");
    assert_non_null(at);
    char *end = strchr(at, ']');
    assert_non_null(end);
    parts = g_new0(char *, 3);
    parts[0] = g_strndup(yaml, (gsize)(at - yaml));
    parts[1] = g_strdup(end + 1);
  }
  char *changed = g_strjoin("新收: [12345678, 0, 0, 0, 0, 0]", parts[0], parts[1], NULL);
  struct paged p = paged_build(changed, true);
  const struct box_table *table = table_box(&p, 1)->table;
  for (size_t i = 0; i < table->cell_count; i++) {
    const struct box_cell *cell = &table->cells[i];
    len inner = table->column_x[cell->block->column + cell->block->column_span] - table->column_x[cell->block->column] -
                2 * cell->pad;
    for (size_t k = 0; k < cell->lines.count; k++)
      assert_true(cell->lines.items[k].x >= 0 && cell->lines.items[k].x + cell->lines.items[k].width <= inner + 1);
  }
  assert_int_equal(table->column_x[0], 0);
  assert_in_range(table->column_x[table->block->columns], p.sheet->area_width - 16, p.sheet->area_width);
  paged_close(&p);
  g_free(changed);
  g_strfreev(parts);
  g_free(yaml);
}

/* TB-03: the outer rules are the thickest and close every part; no rule is drawn twice. */
static void test_rules(void **state)
{
  (void)state;
  char *yaml = report_with_text(7);
  struct paged p = paged_build(yaml, false);
  for (size_t n = 0; n < p.document->page_count; n++) {
    const struct frame_page *page = &p.document->pages[n];
    size_t thick_vertical = 0, thick_horizontal = 0, thin = 0;
    for (size_t i = 0; i < page->count; i++) {
      const struct frame_item *a = &page->items[i];
      if (a->kind != FRAME_RULE)
        continue;
      bool thick = a->as.rule.width == p.sheet->table.rule_outer;
      thick_vertical += thick && a->as.rule.dy;
      thick_horizontal += thick && a->as.rule.dx;
      thin += !thick;
      assert_true((a->as.rule.dx == 0) != (a->as.rule.dy == 0));
      for (size_t k = i + 1; k < page->count; k++) {
        const struct frame_item *b = &page->items[k];
        if (b->kind == FRAME_RULE)
          assert_false(a->x == b->x && a->y == b->y && a->as.rule.dx == b->as.rule.dx &&
                       a->as.rule.dy == b->as.rule.dy);
      }
    }
    if (thin) { /* every part: two sides, a thick top; the foot is thin only where the table goes on */
      assert_int_equal(thick_vertical % 2, 0);
      assert_in_range(thick_horizontal, thick_vertical / 2, thick_vertical);
    }
  }
  paged_close(&p);
  g_free(yaml);
}

/* Wrong cells are shown in drafts, and only there. */
static void test_wrong_cells_in_drafts(void **state)
{
  (void)state;
  char *yaml = read_data("minhang-hrss-2025.yaml");
  char *at = strstr(yaml, "新收:");
  assert_non_null(at);
  char *digit = strpbrk(at, "0123456789");
  *digit = '8';
  for (int draft = 0; draft <= 1; draft++) {
    struct paged p = paged_build(yaml, draft);
    size_t marked = 0;
    for (size_t n = 0; n < p.document->page_count; n++)
      for (size_t i = 0; i < p.document->pages[n].count; i++) {
        const struct frame_item *item = &p.document->pages[n].items[i];
        marked += item->kind == FRAME_RECT && item->as.rect.colour.red == 255 && item->as.rect.colour.green == 214;
      }
    assert_true(p.diags.errors > 0);
    assert_int_equal(marked > 0, draft);
    paged_close(&p);
  }
  g_free(yaml);
}

struct pages {
  size_t last_row, note;
};

static void find_note(const struct frame_page *page, size_t number, const struct frame_item *item, const char *inside,
                      void *data)
{
  (void)page;
  (void)inside;
  struct pages *pages = data;
  if (strstr(item->as.run.text, "结转下年度"))
    pages->last_row = number + 1;
  if (strncmp(item->as.run.text, "注：", strlen("注：")) == 0)
    pages->note = number + 1;
}

/* CL-93, TB-11: a note stands under the last part of its table, never alone on the next page. */
static void test_note_stays_with_table(void **state)
{
  (void)state;
  for (int count = 0; count < 44; count++) {
    char *yaml = report_with_text(count);
    char *place = strstr(yaml, "      - table: 申请\n");
    assert_non_null(place);
    place += strlen("      - table: 申请\n");
    char *noted = g_strdup_printf("%.*s        note: 申请数量以件计。\n%s", (int)(place - yaml), yaml, place);
    struct paged p = paged_build(noted, false);
    struct pages pages = {0, 0};
    paged_each_run(&p, find_note, &pages);
    assert_int_not_equal(pages.note, 0);
    assert_int_equal(pages.note, pages.last_row);
    paged_close(&p);
    g_free(noted);
    g_free(yaml);
  }
}

/* A table that is a little too high for the page is set closer rather than broken; its parts still add up. */
static void test_whole_where_possible(void **state)
{
  (void)state;
  char *yaml = report_with_text(0);
  struct paged p = paged_build(yaml, false);
  const struct box_table *table = table_box(&p, 1)->table;
  len whole = 0, least = 0;
  for (uint32_t r = 0; r < table->block->rows; r++)
    whole += table->row_height[r], least += table->row_least[r];
  assert_true(least < whole);
  const len rooms[] = {whole + LEN_PT, whole, whole - 20 * LEN_PT, whole - 200 * LEN_PT};
  for (size_t i = 0; i < G_N_ELEMENTS(rooms); i++) {
    struct table_part part =
        table_split(p.arena, table, &(struct table_place){.row = table->repeat_rows},
                    (struct table_room){.height = rooms[i], .page = whole, .alone = true, .empty = true});
    bool fits = rooms[i] >= least;
    assert_int_equal(part.last == table->block->rows, fits);
    assert_true(part.height <= rooms[i]);
    len sum = 0;
    for (uint32_t r = 0; r < part.head_rows + part.last - part.first; r++)
      sum += part.row_height[r];
    assert_int_equal(sum, part.height);
  }
  paged_close(&p);
  g_free(yaml);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_every_cell_once),
      cmocka_unit_test(test_heads_repeat),
      cmocka_unit_test(test_inside_type_area),
      cmocka_unit_test(test_wide_figures),
      cmocka_unit_test(test_rules),
      cmocka_unit_test(test_wrong_cells_in_drafts),
      cmocka_unit_test(test_whole_where_possible),
      cmocka_unit_test(test_note_stays_with_table),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
