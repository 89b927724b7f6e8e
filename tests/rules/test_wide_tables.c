/* Tables that are wider than the page: turned (TB-13, GW-20) or folded (TB-14). */
#include "box/fold.h"
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

/* --- TB-14 --- */

static void fold_open(struct laid *l, int rows)
{
  laid_open(l, "gongwen");
  l->sheet.table.wide = WIDE_FOLD;
  build(l, "", rows);
  assert_null(find_diag(l, DIAG_CELL_WIDE));
}

/* As few groups as there can be, each as wide as the measure, at whole groups of heads where that costs no more. */
static void columns_are_folded(void)
{
  struct laid l;
  fold_open(&l, 5);
  uint32_t columns = 0;
  size_t groups = 0;
  for (const struct box_table *table = the_table(&l); table; table = table->next, groups++) {
    const struct block_table *block = table->block;
    assert_false(table->turned);
    columns += block->columns - 1;
    assert_int_equal((block->columns - 1) % IN_GROUP, 0);
    assert_int_equal(table->column_x[block->columns], l.paged.sheet->area_width);
    assert_string_equal(block->cells[0].phrases[0].items[0].text, "项目");
    assert_int_equal(table->cells[0].repeated, groups > 0);
  }
  assert_int_equal(columns, COLUMNS);
  assert_true(groups >= 2);
  laid_close(&l);
}

/* For a reader's software the table is one, its grid regular: each row has its label and all figures once, in order.
 * The stub of later groups is for the eye. */
static void folded_tables_are_one_element(void)
{
  struct laid l;
  fold_open(&l, 5);
  const struct frame_document *document = l.paged.document;
  uint32_t *columns = g_new0(uint32_t, document->element_count);
  size_t tables = 0, heads = 0;
  for (size_t i = 0; i < document->element_count; i++) {
    const struct frame_element *element = &document->elements[i];
    tables += element->tag == FRAME_TAG_TABLE;
    heads += element->tag == FRAME_TAG_THEAD;
    if (element->tag == FRAME_TAG_TH || element->tag == FRAME_TAG_TD)
      columns[element->parent] += element->column_span;
  }
  assert_int_equal(tables, 1);
  assert_int_equal(heads, 1);
  size_t rows = 0;
  for (size_t i = 0; i < document->element_count; i++)
    if (document->elements[i].tag == FRAME_TAG_TR)
      assert_int_equal(columns[i], rows++ == 1 ? COLUMNS : COLUMNS + 1); /* below the corner one less */
  assert_int_equal(rows, 2 + 5);
  g_free(columns);
  laid_close(&l);
}

static void stub_is_repeated_for_the_eye(void)
{
  struct laid l;
  fold_open(&l, 5);
  struct runs *runs = runs_of(&l);
  size_t groups = 0, labels = 0, artifacts = 0, last = 0;
  for (const struct box_table *table = the_table(&l); table; table = table->next)
    groups++;
  for (size_t i = 0; i < runs->count; i++) {
    const struct run *run = &runs->items[i];
    if (strncmp(run->item->as.run.text, "科目", strlen("科目")) == 0) {
      labels++;
      artifacts += strcmp(run->inside, "artifact") == 0;
    }
    assert_string_not_equal(run->item->as.run.text, "续表"); /* on the page of the caption */
    if (strcmp(run->inside, "TD") == 0) { /* 10000 + 100 a row + 1 a column: drawn as they are read, row after row */
      size_t figure = (size_t)atoi(run->item->as.run.text);
      assert_true(figure > last);
      last = figure;
    }
  }
  assert_int_equal(labels, 5 * groups);
  assert_int_equal(artifacts, 5 * (groups - 1));
  g_free(runs);
  laid_close(&l);
}

static size_t count_runs(const struct runs *runs, size_t page, const char *words)
{
  size_t count = 0;
  for (size_t i = 0; i < runs->count; i++)
    count += runs->items[i].page == page && strncmp(runs->items[i].item->as.run.text, words, strlen(words)) == 0;
  return count;
}

/* The pages of the figures, which are drawn as they are read: of a row all on one, of later rows on none before. */
static void check_pages_of_rows(const struct runs *runs, int rows, size_t *first, size_t *last)
{
  size_t figures = 0, on_page = 0, row_page = 0;
  for (size_t i = 0; i < runs->count; i++) {
    const struct run *run = &runs->items[i];
    if (strcmp(run->inside, "TD") != 0)
      continue;
    assert_int_equal(atoi(run->item->as.run.text), 10000 + figures / COLUMNS * 100 + figures % COLUMNS);
    *first = figures ? *first : run->page;
    assert_true(figures % COLUMNS == 0 || run->page == row_page);
    if (figures && run->page != row_page) {
      assert_int_equal(run->page, row_page + 1);
      assert_true(on_page >= 2 * COLUMNS); /* TB-12: no row alone */
      on_page = 0;
    }
    row_page = run->page;
    figures++;
    on_page++;
  }
  assert_int_equal(figures, rows * COLUMNS);
  assert_true(on_page >= 2 * COLUMNS);
  *last = row_page;
}

/* Divided by rows: each page has all groups of its rows, each with its head; one 续表 above them on later pages, the
 * note below the last. */
static void pages_hold_all_groups(void)
{
  static const int rows[] = {5, 12, 20, 45, 70};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    struct laid l;
    fold_open(&l, rows[i]);
    struct runs *runs = runs_of(&l);
    size_t first = 0, last = 0;
    check_pages_of_rows(runs, rows[i], &first, &last);
    assert_true(rows[i] < 45 || last >= first + 2);
    for (size_t page = first; page <= last; page++) {
      for (int g = 0; g < GROUPS; g++)
        assert_int_equal(count_runs(runs, page, group_names[g]), 1);
      assert_int_equal(count_runs(runs, page, "续表"), page > first);
      assert_int_equal(count_runs(runs, page, "初步"), page == last);
    }
    g_free(runs);
    laid_close(&l);
  }
}

/* Where a page would hold few rows of all groups, these are spread over pages: none is divided before all have the same
 * rows. Each page has the head of what stands there once. */
static void groups_are_spread(void)
{
  static const int rows[] = {5, 30};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    struct laid l;
    laid_open(&l, "gongwen");
    l.sheet.table.wide = WIDE_FOLD;
    l.sheet.area_height = 240 * LEN_PT;
    build(&l, "", rows[i]);
    struct runs *runs = runs_of(&l);
    size_t page_of[30 * COLUMNS] = {0}, figures = 0;
    for (size_t k = 0; k < runs->count; k++)
      if (strcmp(runs->items[k].inside, "TD") == 0) {
        int figure = atoi(runs->items[k].item->as.run.text) - 10000;
        page_of[figure / 100 * COLUMNS + figure % 100] = runs->items[k].page;
        figures++;
      }
    assert_int_equal(figures, rows[i] * COLUMNS);
    for (size_t n = 1; n < figures; n++) {
      bool same_rows = page_of[n] == page_of[n % COLUMNS == 0 ? n - COLUMNS : n - 1];
      assert_true(same_rows || page_of[n] > page_of[n - 1]);
    }
    assert_true(page_of[figures - 1] > page_of[figures - COLUMNS]);
    for (size_t page = 0; page < l.paged.document->page_count; page++)
      for (int g = 0; g < GROUPS; g++)
        assert_in_range(count_runs(runs, page, group_names[g]), 0, 1);
    g_free(runs);
    laid_close(&l);
  }
}

static struct block_cell plain_cell(uint32_t row, uint32_t column, uint32_t columns, bool header,
                                    enum frame_scope scope)
{
  return (struct block_cell){
      .row = row, .column = column, .row_span = 1, .column_span = columns, .header = header, .scope = scope};
}

/* Figures over several columns are not cut, heads and bands are. What is too wide beside the stub has no way. */
static void cells_are_cut_where_they_may(void)
{
  struct block_cell cells[] = {
      plain_cell(0, 0, 1, true, FRAME_SCOPE_COLUMN), plain_cell(0, 1, 6, true, FRAME_SCOPE_COLUMN),
      plain_cell(1, 0, 7, true, FRAME_SCOPE_COLUMN), /* a band */
      plain_cell(2, 0, 1, true, FRAME_SCOPE_ROW),    plain_cell(2, 1, 2, false, FRAME_SCOPE_NONE),
      plain_cell(2, 3, 2, false, FRAME_SCOPE_NONE),  plain_cell(2, 5, 2, false, FRAME_SCOPE_NONE),
  };
  cells[2].band = true;
  struct block_width widths[7] = {{.chars = 1}};
  struct block_table table = {
      .rows = 3, .columns = 7, .head_rows = 1, .widths = widths, .cells = cells, .cell_count = G_N_ELEMENTS(cells)};
  len least[7] = {20 * LEN_PT, 10 * LEN_PT, 10 * LEN_PT, 10 * LEN_PT, 10 * LEN_PT, 10 * LEN_PT, 10 * LEN_PT};
  struct fold folds[7];
  assert_int_equal(fold_columns(&table, least, 55 * LEN_PT, folds), 3); /* 3 columns would fit, but not 2 figures */
  for (uint32_t i = 0; i < 3; i++) {
    assert_int_equal(folds[i].stub, 1);
    assert_int_equal(folds[i].first, 1 + 2 * i);
    assert_int_equal(folds[i].last, 3 + 2 * i);
  }
  assert_int_equal(fold_columns(&table, least, 60 * LEN_PT, folds), 2);
  assert_int_equal(fold_columns(&table, least, 39 * LEN_PT, folds), 0);
  struct arena *arena = arena_new();
  uint32_t *whole;
  const struct block_table *part = fold_table(arena, &table, &(struct fold){1, 3, 5}, &whole);
  static const uint32_t expected[][3] = {
      {0, 0, 1}, {1, 1, 2}, {2, 0, 3}, {3, 0, 1}, {5, 1, 2}}; /* which, column, span */
  assert_int_equal(part->columns, 3);
  assert_int_equal(part->cell_count, G_N_ELEMENTS(expected));
  for (size_t i = 0; i < part->cell_count; i++) {
    assert_int_equal(whole[i], expected[i][0]);
    assert_int_equal(part->cells[i].column, expected[i][1]);
    assert_int_equal(part->cells[i].column_span, expected[i][2]);
  }
  arena_free(arena);
}

/* One entry wider than the measure: an error, whatever the layout does with wide tables. */
static void too_wide_for_any_fold(void)
{
  static const enum wide_table ways[] = {WIDE_ERROR, WIDE_TURN, WIDE_FOLD};
  for (size_t i = 0; i < G_N_ELEMENTS(ways); i++) {
    struct laid l;
    laid_open(&l, "gongwen");
    l.sheet.table.wide = ways[i];
    l.sheet.table.pad_inline = l.sheet.table.pad_inline_min = 120 * LEN_PT;
    l.sheet.area_width = 200 * LEN_PT;
    l.sheet.area_height = 220 * LEN_PT;
    build(&l, "", 1);
    assert_non_null(find_diag(&l, DIAG_CELL_WIDE));
    laid_close(&l);
  }
}

/* --- what a table says itself --- */

/* A free table of a stub and `columns` columns of seven digits; `rows` and `keys` are lines of YAML. */
static void build_free(struct laid *l, const char *layout, const char *keys, int columns, const char *rows)
{
  GString *yaml = g_string_new("agency: 某局\nyear: 2025\ntitle: 报告\nsections:\n  - title: 表\n    table:\n");
  g_string_append_printf(yaml, "%s      columns: [单位名称", keys);
  for (int c = 0; c < columns; c++)
    g_string_append_printf(yaml, ", 第%d区", c + 1);
  g_string_append_printf(yaml, "]\n      rows:\n%s", rows);
  for (int r = 0; r < 3; r++) {
    g_string_append_printf(yaml, "        - [市人力资源和社会保障局%d", r);
    for (int c = 0; c < columns; c++)
      g_string_append_printf(yaml, ", %d", 1000000 + 100 * r + c);
    g_string_append(yaml, "]\n");
  }
  laid_open(l, layout);
  laid_build(l, yaml->str);
  g_string_free(yaml, TRUE);
}

static void tables_say_what_becomes_of_them(void)
{
  struct laid l;
  build_free(&l, "gongwen", "      wide: fold\n", 16, "");
  assert_non_null(the_table(&l)->next);
  laid_close(&l);
  build_free(&l, "yearbook", "      wide: turn\n", 16, "");
  assert_true(the_table(&l)->turned && !the_table(&l)->next);
  laid_close(&l);
  build_free(&l, "gongwen", "      wide: error\n", 16, "");
  assert_non_null(find_diag(&l, DIAG_CELL_WIDE));
  laid_close(&l);
  laid_open(&l, "gongwen");
  build(&l, "    wide: fold\n", 3); /* a form's table, too */
  assert_non_null(the_table(&l)->next);
  laid_close(&l);
}

/* One size, one padding, one stub: the groups are one table to the eye. */
static void groups_look_alike(void)
{
  struct laid l;
  build_free(&l, "gongwen", "      wide: fold\n", 17, "");
  const struct box_table *first = the_table(&l);
  size_t groups = 0;
  for (const struct box_table *table = first; table; table = table->next, groups++) {
    assert_int_equal(table->size, first->size);
    assert_int_equal(table->column_x[0], first->column_x[0]);
    assert_int_equal(table->column_x[1], first->column_x[1]);
    assert_int_equal(table->cells[0].pad, first->cells[0].pad);
  }
  assert_true(groups >= 2);
  laid_close(&l);
}

/* A row over all columns, or over all behind the stub, is set in each group; any other such cell bars the way, and the
 * message says so. */
static void rows_over_all_columns_fold(void)
{
  struct laid l;
  build_free(&l, "gongwen", "      wide: fold\n", 16,
             "        - {label: 一、机关, head: true}\n        - [备注, {text: 均为初步数, span: 16}]\n"
             "        - [{text: 以下为事业单位, span: 17}]\n");
  assert_null(find_diag(&l, DIAG_CELL_WIDE));
  for (const struct box_table *table = the_table(&l); table; table = table->next) {
    uint32_t over = 0;
    for (size_t i = 0; i < table->cell_count; i++)
      over += table->cells[i].block->column_span + 1 >= table->block->columns;
    assert_int_equal(over, 3);
  }
  assert_non_null(the_table(&l)->next);
  laid_close(&l);
  build_free(&l, "gongwen", "      wide: fold\n", 16, "        - [备注, {text: 均为初步数, span: 15}, 1]\n");
  const struct diag *diag = find_diag(&l, DIAG_CELL_WIDE);
  assert_non_null(diag);
  assert_non_null(strstr(diag->hint, "span"));
  assert_non_null(strstr(diag->related->message, "15 columns: row 2, column 2"));
  laid_close(&l);
}

/* Labels keep four characters a line while there is another way; where there is none they give way. */
static void labels_are_not_squeezed(void)
{
  struct laid l;
  for (int columns = 5; columns < 14; columns++) {
    build_free(&l, "gongwen", "", columns, "");
    const struct box_table *table = the_table(&l);
    const struct box_cell *label = &table->cells[columns + 1];
    assert_true(table->column_x[1] - table->column_x[0] - 2 * label->pad >= 4 * table->size);
    assert_null(find_diag(&l, DIAG_CELL_WIDE));
    laid_close(&l);
  }
  build_free(&l, "gongwen", "      wide: error\n", 14, "");
  assert_null(find_diag(&l, DIAG_CELL_WIDE));
  const struct box_table *table = the_table(&l);
  assert_true(table->column_x[1] - table->column_x[0] < 4 * table->size);
  laid_close(&l);
}

static void folded_tables(void **state)
{
  (void)state;
  columns_are_folded();
  folded_tables_are_one_element();
  stub_is_repeated_for_the_eye();
  pages_hold_all_groups();
  groups_are_spread();
  cells_are_cut_where_they_may();
  too_wide_for_any_fold();
  tables_say_what_becomes_of_them();
  groups_look_alike();
  rows_over_all_columns_fold();
  labels_are_not_squeezed();
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
      RULE("TB-14", folded_tables),
  };
  return RULES_RUN(tests);
}
