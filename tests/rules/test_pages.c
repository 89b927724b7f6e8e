/* CL-84, CL-85, CL-93, CL-94: paragraphs over pages, notes under tables, lists. */
#include "laid.h"
#include "rules.h"

struct line_seen {
  size_t page;
  len y, size;
  size_t clusters;
};

struct lines_seen {
  struct line_seen items[4096];
  size_t count;
};

static void see(const struct frame_page *page, size_t number, const struct frame_item *item, const char *inside,
                void *data)
{
  struct lines_seen *seen = data;
  (void)page;
  if (strcmp(inside, "artifact") == 0)
    return;
  struct line_seen *last = seen->count ? &seen->items[seen->count - 1] : NULL;
  if (last && last->page == number && last->y == item->y) {
    last->clusters += item->as.run.cluster_count;
    return;
  }
  assert_true(seen->count < G_N_ELEMENTS(seen->items));
  seen->items[seen->count++] = (struct line_seen){number, item->y, item->as.run.size, item->as.run.cluster_count};
}

static struct lines_seen *lines_of(const struct laid *l)
{
  struct lines_seen *seen = g_new0(struct lines_seen, 1);
  paged_each_run(&l->paged, see, seen);
  return seen;
}

/* Two paragraphs: one of `above` lines, which moves the other, of `lines`, over the page's foot. */
static char *two_paragraphs(int above, int lines, int rest)
{
  GString *words = g_string_new(NULL);
  for (int i = 0; i < above * 28 - 4; i++)
    g_string_append(words, "上");
  g_string_append(words, "\n\n");
  for (int i = 0; i < lines * 28 - 2 - 28 + rest; i++)
    g_string_append(words, "年");
  return g_string_free(words, FALSE);
}

/* Of a paragraph that goes over to the next page, two lines stand on either. */
static void CL_84(void **state)
{
  (void)state;
  for (int above = 10; above <= 22; above++)
    for (int lines = 2; lines <= 6; lines++) {
      struct laid l;
      laid_open(&l, "gongwen");
      char *words = two_paragraphs(above, lines, 14);
      laid_build_words(&l, words);
      struct lines_seen *seen = lines_of(&l);
      size_t last = seen->count, on_last_page = 0, here = 0;
      for (size_t i = last - (size_t)lines; i < last; i++) {
        on_last_page += seen->items[i].page == seen->items[last - 1].page;
        here += seen->items[i].page != seen->items[last - 1].page;
      }
      assert_true(on_last_page >= 2);
      assert_true(here == 0 || here >= 2);
      g_free(seen);
      g_free(words);
      laid_close(&l);
    }
}

/* The worst of all, a page with one line of one character, never comes about: whatever the words, the last page has two
 * lines of text at least, and its last line two characters. */
static void CL_85(void **state)
{
  (void)state;
  for (int rest = 1; rest <= 5; rest++)
    for (int above = 12; above <= 18; above++) {
      struct laid l;
      laid_open(&l, "gongwen");
      char *words = two_paragraphs(above, 5, rest);
      laid_build_words(&l, words);
      struct lines_seen *seen = lines_of(&l);
      const struct line_seen *last = &seen->items[seen->count - 1];
      assert_true(last->clusters >= 2);
      assert_int_equal(last[-1].page, last->page);
      g_free(seen);
      g_free(words);
      laid_close(&l);
    }
}

/* A note under a table is smaller than its cells, keeps to the table's width and names itself. */
static void CL_93(void **state)
{
  (void)state;
  char *yaml = read_data("minhang-hrss-2025.yaml");
  GString *noted = g_string_new(yaml);
  g_string_replace(noted, "    table: 复议诉讼\n", "    table: 复议诉讼\n    note: 数量含上年度结转数量。\n", 1);
  assert_true(noted->len > strlen(yaml));
  struct paged paged = paged_build(noted->str, false);
  const struct box *note = NULL;
  for (size_t i = 0; i < paged.boxes->count; i++)
    if (paged.boxes->items[i].block->table_note)
      note = &paged.boxes->items[i];
  assert_non_null(note);
  assert_true(note->style->size < paged.sheet->styles[STYLE_TABLE_CELL].size);
  const struct box_line *line = &note->lines.items[0];
  assert_true(line->x >= note->style->size && line->x <= 2 * note->style->size);
  assert_true(line->x + line->width <= paged.sheet->area_width);
  assert_int_equal(strncmp(line->runs[0].text, "注：", strlen("注：")), 0);
  g_string_free(noted, TRUE);
  g_free(yaml);
  paged_close(&paged);
}

/* Numbers by nesting: 1. and （1）, each where a paragraph's first character stands; turnover lines are flush. */
static void CL_94(void **state)
{
  (void)state;
  struct laid l;
  laid_open(&l, "gongwen");
  laid_build_words(&l, "1. 甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲\n"
                       "   1. 乙\n   2. 丙\n2. 丁\n\n段\n\n- 戊\n  - 己\n");
  static const char *const labels[] = {"1.", "（1）", "（2）", "2.", "——", "◇"};
  size_t seen = 0;
  for (size_t i = 0; i < l.paged.boxes->count; i++) {
    const struct box *box = &l.paged.boxes->items[i];
    if (box->block->list_depth == 0)
      continue;
    assert_true(seen < G_N_ELEMENTS(labels));
    assert_string_equal(box->block->label.items[0].text, labels[seen++]);
    assert_int_equal(box->lines.items[0].x, box->style->indent + box->style->indent_first);
    if (box->lines.count > 1)
      assert_int_equal(box->lines.items[1].x, box->style->indent);
  }
  assert_int_equal(seen, G_N_ELEMENTS(labels));
  laid_close(&l);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      RULE("CL-84", CL_84),
      RULE("CL-85", CL_85),
      RULE("CL-93", CL_93),
      RULE("CL-94", CL_94),
  };
  return RULES_RUN(tests);
}
