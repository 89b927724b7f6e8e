/* Tables that are wider than the page: turned (TB-13, GW-20). */
#include "laid.h"
#include "rules.h"

enum { GROUPS = 4, IN_GROUP = 6, COLUMNS = GROUPS * IN_GROUP };

static const char *const group_names[GROUPS] = {"东部", "中部", "西部", "东北"};

/* A form of 24 columns in four groups. `more`: further keys of its table. */
static char *wide_form(const char *more, int rows)
{
  GString *yaml = g_string_new("form: wide\ntitle: 宽表\ntables:\n  支出:\n    title: 支出\n");
  g_string_append_printf(yaml, "%s    widths: [6字+2份, 2字+1份×%d]\n    blocks:\n      - stub_head: 项目\n", more,
                         COLUMNS);
  g_string_append(yaml, "        stubs: [1]\n        columns:\n");
  for (int g = 0; g < GROUPS; g++) {
    g_string_append_printf(yaml, "          - label: %s\n            columns:\n", group_names[g]);
    for (int c = 0; c < IN_GROUP; c++)
      g_string_append_printf(yaml, "              - {key: %s%d, label: 第%d区}\n", group_names[g], c + 1, c + 1);
  }
  g_string_append(yaml, "        rows:\n");
  for (int r = 0; r < rows; r++)
    g_string_append_printf(yaml, "          - 科目%d\n", r + 1);
  return g_string_free(yaml, FALSE);
}

static char *wide_report(int rows)
{
  GString *yaml = g_string_new("agency: 某局\nyear: 2025\ntitle: 公报\nform: wide\nsections:\n"
                               "  - title: 总体情况\n    text: 表前。\n  - title: 支出情况\n    content:\n"
                               "      - {table: 支出, caption: 表1　各区支出, note: 初步数。}\n      - text: 表后。\n"
                               "figures:\n  支出:\n");
  for (int r = 0; r < rows; r++) {
    g_string_append_printf(yaml, "    科目%d: [", r + 1);
    for (int c = 0; c < COLUMNS; c++)
      g_string_append_printf(yaml, "%s%d", c ? ", " : "", 10000 + 100 * r + c);
    g_string_append(yaml, "]\n");
  }
  return g_string_free(yaml, FALSE);
}

static void build(struct laid *l, const char *more, int rows)
{
  char *form = wide_form(more, rows), *report = wide_report(rows);
  laid_build_form(l, form, report);
  g_free(report);
  g_free(form);
}

static const struct diag *find_diag(const struct laid *l, enum diag_code code)
{
  for (size_t i = 0; i < l->paged.diags.count; i++)
    if (l->paged.diags.items[i]->code == code)
      return l->paged.diags.items[i];
  return NULL;
}

static const struct box_table *the_table(const struct laid *l)
{
  for (size_t i = 0; i < l->paged.boxes->count; i++)
    if (l->paged.boxes->items[i].table)
      return l->paged.boxes->items[i].table;
  fail_msg("no table");
  return NULL;
}

/* --- TB-13 --- */

struct run {
  size_t page; /* from 0 */
  bool turned;
  const char *inside;
  len x, y, size;
  const struct frame_item *item;
};

struct runs {
  struct run items[4096];
  size_t count;
};

static void note_run(const struct frame_page *page, size_t number, const struct frame_item *item, const char *inside,
                     void *data)
{
  (void)page;
  struct runs *runs = data;
  assert_true(runs->count < G_N_ELEMENTS(runs->items));
  runs->items[runs->count++] =
      (struct run){number, item->as.run.turned, inside, item->x, item->y, item->as.run.size, item};
}

static struct runs *runs_of(const struct laid *l)
{
  struct runs *runs = g_new0(struct runs, 1);
  paged_each_run(&l->paged, note_run, runs);
  return runs;
}

static const struct run *find_run(const struct runs *runs, const char *words, size_t from)
{
  for (size_t i = from; i < runs->count; i++)
    if (strncmp(runs->items[i].item->as.run.text, words, strlen(words)) == 0)
      return &runs->items[i];
  fail_msg("no run reads %s", words);
  return NULL;
}

/* 顶左底右 on odd and even pages: the head at the left, the first column at the foot; everything inside the type area,
 * the folio upright below it. */
static void check_turned_page(const struct laid *l, const struct runs *runs, size_t page)
{
  const struct sheet *sheet = l->paged.sheet;
  len left = sheet_area_x(sheet, page + 1), top = sheet->area_y;
  size_t folios = 0, turned = 0;
  for (size_t i = 0; i < runs->count; i++) {
    const struct run *run = &runs->items[i];
    if (run->page != page)
      continue;
    if (!run->turned) {
      assert_string_equal(run->inside, "artifact");
      assert_true(run->y > top + sheet->area_height);
      folios++;
      continue;
    }
    turned++;
    assert_in_range(run->x, left, left + sheet->area_width);
    assert_in_range(run->y, top, top + sheet->area_height);
    assert_in_range(run->y - run->item->as.run.advance, top, top + sheet->area_height);
  }
  assert_true(folios > 0 && turned > 24);
}

static void wide_tables_are_turned(void)
{
  struct laid l;
  laid_open(&l, "gongwen");
  assert_int_equal(l.sheet.table.wide, WIDE_TURN);
  build(&l, "", 60);
  assert_null(find_diag(&l, DIAG_CELL_WIDE));
  assert_true(the_table(&l)->turned);
  struct runs *runs = runs_of(&l);
  size_t pages = l.paged.document->page_count;
  assert_true(pages >= 4); /* words, the table on an even and an odd page or more, words */
  for (size_t page = 1; page + 1 < pages; page++)
    check_turned_page(&l, runs, page);
  const struct run *heading = find_run(runs, "支出情况", 0), *caption = find_run(runs, "　各区支出", 0),
                   *head = find_run(runs, "东部", 0), *stub = find_run(runs, "科目", 0),
                   *last = find_run(runs, "初步", 0);
  assert_true(heading->turned && caption->turned && head->turned && stub->turned && last->turned);
  assert_true(heading->page == 1 && caption->page == 1 && head->page == 1 && last->page == pages - 2);
  assert_true(heading->x < caption->x && caption->x < head->x && head->x < stub->x); /* from the top: at the left */
  assert_true(stub->y > head->y);                                                    /* the stub at the foot */
  assert_false(find_run(runs, "表前", 0)->turned);
  assert_int_equal(find_run(runs, "表前", 0)->page, 0);
  assert_false(find_run(runs, "表后", 0)->turned);
  assert_int_equal(find_run(runs, "表后", 0)->page, pages - 1);
  const struct frame_outline *entry = &l.paged.document->outline[l.paged.document->outline_count - 1];
  assert_int_equal(entry->page, 1);
  assert_int_equal(entry->y, l.paged.sheet->area_y);
  g_free(runs);
  laid_close(&l);
}

/* TB-11 there, too: the head on every page, tagged on the first. */
static void turned_heads_repeat(void)
{
  struct laid l;
  laid_open(&l, "gongwen");
  build(&l, "", 60);
  struct runs *runs = runs_of(&l);
  size_t pages = l.paged.document->page_count, heads = 0, artifacts = 0;
  for (size_t i = 0; i < runs->count; i++)
    if (strcmp(runs->items[i].item->as.run.text, "东北") == 0) {
      heads++;
      artifacts += strcmp(runs->items[i].inside, "artifact") == 0;
    }
  assert_int_equal(heads, pages - 2);
  assert_int_equal(artifacts, heads - 1);
  g_free(runs);
  laid_close(&l);
}

/* A rule that is horizontal on the table stands on the page; shading keeps its place under the words. */
static void turned_rules_stand(void)
{
  struct laid l;
  laid_open(&l, "gongwen");
  l.sheet.table.head = (struct style_colour){200, 200, 200};
  build(&l, "", 5);
  const struct frame_page *page = &l.paged.document->pages[1];
  const struct sheet *sheet = l.paged.sheet;
  len longest = 0, shade_foot = 0;
  for (size_t i = 0; i < page->count; i++) {
    const struct frame_item *item = &page->items[i];
    if (item->kind == FRAME_RULE && item->as.rule.dx == 0 && -item->as.rule.dy > longest)
      longest = -item->as.rule.dy;
    if (item->kind != FRAME_RECT)
      continue;
    assert_in_range(item->x, sheet->area_x, sheet->area_x + sheet->area_width - item->as.rect.width);
    assert_in_range(item->y, sheet->area_y, sheet->area_y + sheet->area_height - item->as.rect.height);
    shade_foot = len_max(shade_foot, item->y + item->as.rect.height);
  }
  assert_in_range(longest, sheet->area_height, sheet->area_height + sheet->table.rule_outer + 2);
  assert_int_equal(shade_foot, sheet->area_y + sheet->area_height);
  laid_close(&l);
}

/* A form may ask for it, however narrow its table is; without “turn” a table that is too wide is an error. */
static void turned_when_asked(void)
{
  struct laid l;
  laid_open(&l, "gongwen");
  l.sheet.table.wide = WIDE_ERROR;
  build(&l, "    turned: true\n", 3);
  assert_null(find_diag(&l, DIAG_CELL_WIDE));
  assert_true(the_table(&l)->turned);
  laid_close(&l);
  laid_open(&l, "gongwen");
  l.sheet.table.wide = WIDE_ERROR;
  build(&l, "", 3);
  const struct diag *diag = find_diag(&l, DIAG_CELL_WIDE);
  assert_non_null(diag);
  assert_non_null(strstr(diag->hint, "table: wide"));
  assert_false(the_table(&l)->turned);
  laid_close(&l);
}

static void turned_tables(void **state)
{
  (void)state;
  wide_tables_are_turned();
  turned_heads_repeat();
  turned_rules_stand();
  turned_when_asked();
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      RULE("TB-13", turned_tables),
  };
  return RULES_RUN(tests);
}
