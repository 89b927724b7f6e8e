/* 500 tables made at random that are too wide and folded (TB-14): what must hold of them on paper and for a reader's
 * software, however their groups of columns stand on pages, is asserted on the frames. */
#include "random_table.h"
#include "rules.h"

enum { TABLES = 500, LOW = 2 };

/* Of few lines a cell, so that every page holds two rows of each group, or of any number. */
static struct set_table random_fold(const struct table_bench *bench, GRand *dice, bool low)
{
  uint32_t rows = pick(dice, 4, 40), columns = pick(dice, 4, 14), head_rows = pick(dice, 1, 2);
  struct set_table t = table_new(bench, rows, columns, head_rows);
  t.table.wide = WIDE_FOLD;
  for (uint32_t c = 0; c < columns; c++)
    t.table.widths[c] = (struct block_width){.chars = (int)pick(dice, c ? 7 : 4, c ? 16 : 8), .share = 1};
  t.sheet.area_height = (len)pick(dice, 360, 700) * LEN_PT;
  t.sheet.table.continued = (enum table_continued)pick(dice, CONTINUED_BEFORE, CONTINUED_NONE);
  t.paragraphs = (int)pick(dice, 0, 12);
  t.captioned = chance(dice, 50);
  t.noted = chance(dice, 30);
  fill_grid(&t, dice, low ? LOW : INT_MAX);
  return t;
}

/* Where each of the table's own cells stands. */
struct seen {
  size_t lines, next;
  size_t first_page, last_page;
  uint32_t element;
};

/* In the first of the groups that have it; the others repeat it. */
static void expect_lines(const struct set_table *t, struct seen *seen)
{
  size_t *groups = g_new0(size_t, t->table.cell_count);
  for (const struct box_table *group = t->box; group; group = group->next)
    for (size_t i = 0; i < group->cell_count; i++) {
      groups[group->whole[i]] += !group->cells[i].repeated;
      if (!group->cells[i].repeated)
        seen[group->whole[i]].lines = group->cells[i].lines.count;
    }
  for (size_t i = 0; i < t->table.cell_count; i++)
    assert_int_equal(groups[i], 1);
  g_free(groups);
}

/* Each line once, in order, in its cell's element; what else there is of it is an artifact. */
static struct seen *see_lines(const struct set_table *t, const GArray *runs)
{
  struct seen *seen = g_new0(struct seen, t->table.cell_count);
  expect_lines(t, seen);
  for (guint i = 0; i < runs->len; i++) {
    const struct cell_run *run = &g_array_index(runs, struct cell_run, i);
    if (run->cell == SIZE_MAX || run->artifact)
      continue;
    struct seen *cell = &seen[run->cell];
    assert_int_equal(run->line, (int)cell->next + 1);
    cell->first_page = cell->next++ ? cell->first_page : run->page;
    cell->last_page = run->page;
    assert_true(cell->element == 0 || cell->element == run->element);
    cell->element = run->element;
  }
  for (size_t i = 0; i < t->table.cell_count; i++)
    assert_int_equal(seen[i].next, seen[i].lines);
  return seen;
}

/* The pages of a row: of what each group has of it, and the first and last of these. */
struct row_pages {
  size_t groups[16]; /* SIZE_MAX: nothing is written there */
  size_t first, last;
};

static struct row_pages pages_of_row(const struct set_table *t, const struct seen *seen, uint32_t row)
{
  struct row_pages pages = {.first = SIZE_MAX};
  size_t g = 0;
  for (size_t k = 0; k < G_N_ELEMENTS(pages.groups); k++)
    pages.groups[k] = SIZE_MAX;
  for (const struct box_table *group = t->box; group; group = group->next, g++) {
    assert_true(g < G_N_ELEMENTS(pages.groups));
    for (size_t i = group->at.begin[row]; i < group->at.begin[row + 1]; i++) {
      const struct seen *cell = &seen[group->whole[i]];
      if (group->cells[i].repeated || !cell->lines)
        continue;
      assert_int_equal(cell->first_page, cell->last_page); /* lines so few are not divided */
      assert_true(pages.groups[g] == SIZE_MAX || pages.groups[g] == cell->first_page);
      assert_true(pages.first == SIZE_MAX || cell->first_page >= pages.last); /* from group to group */
      pages.groups[g] = cell->first_page;
      pages.first = MIN(pages.first, cell->first_page);
      pages.last = cell->first_page;
    }
  }
  return pages;
}

/* Read row after row: the next row stands behind the pages of this one, or on them, group by group. True where each row
 * stands on one page. */
static bool check_reading(const struct set_table *t, const struct seen *seen)
{
  bool whole = true;
  struct row_pages before = {.first = SIZE_MAX};
  for (uint32_t row = t->table.head_rows; row < t->table.rows; row++) {
    struct row_pages pages = pages_of_row(t, seen, row);
    if (pages.first == SIZE_MAX)
      continue;
    bool behind = before.first == SIZE_MAX || pages.first > before.last;
    for (size_t g = 0; !behind && g < G_N_ELEMENTS(pages.groups); g++)
      assert_true(pages.groups[g] == SIZE_MAX || before.groups[g] == SIZE_MAX || pages.groups[g] == before.groups[g]);
    whole = whole && pages.first == pages.last;
    before = pages;
  }
  return whole;
}

static void check_apart(const struct set_table *t, const GArray *runs)
{
  const struct sheet *sheet = &t->sheet;
  for (guint i = 0; i < runs->len; i++) {
    const struct cell_run *a = &g_array_index(runs, struct cell_run, i);
    if (a->cell == SIZE_MAX)
      continue;
    assert_in_range(a->left, sheet->area_x, sheet->area_x + sheet->area_width);
    assert_in_range(a->right, a->left, sheet->area_x + sheet->area_width);
    assert_in_range(a->top, sheet->area_y, sheet->area_y + sheet->area_height);
    assert_in_range(a->bottom, a->top, sheet->area_y + sheet->area_height);
    for (guint k = i + 1; k < runs->len; k++) {
      const struct cell_run *b = &g_array_index(runs, struct cell_run, k);
      if (b->page != a->page)
        break; /* runs come page by page */
      assert_false(overlap(a->left, a->right, b->left, b->right) && overlap(a->top, a->bottom, b->top, b->bottom));
    }
  }
}

/* --- what is repeated --- */

/* Lines of each cell on a page. */
struct lines_on {
  size_t *all, *tagged;
};

static struct lines_on count_lines(const struct set_table *t, const GArray *runs, size_t page)
{
  struct lines_on lines = {g_new0(size_t, t->table.cell_count), g_new0(size_t, t->table.cell_count)};
  for (guint i = 0; i < runs->len; i++) {
    const struct cell_run *run = &g_array_index(runs, struct cell_run, i);
    if (run->page != page || run->cell == SIZE_MAX)
      continue;
    lines.all[run->cell]++;
    lines.tagged[run->cell] += !run->artifact;
  }
  return lines;
}

static bool group_is_on(const struct box_table *group, const struct lines_on *lines)
{
  for (size_t i = group->at.begin[group->block->head_rows]; i < group->cell_count; i++)
    if (!group->cells[i].repeated && lines->tagged[group->whole[i]])
      return true;
  return false;
}

/* TB-11: the head of each group that stands on the page, cell by cell: as often as groups there have it. */
static void check_heads(const struct set_table *t, const GArray *runs, size_t page)
{
  struct lines_on lines = count_lines(t, runs, page);
  size_t *heads = g_new0(size_t, t->table.cell_count);
  for (const struct box_table *group = t->box; group; group = group->next) {
    assert_int_equal(group->repeat_rows, t->box->repeat_rows);
    bool on = group_is_on(group, &lines);
    for (size_t i = 0; on && i < group->at.begin[group->repeat_rows]; i++)
      heads[group->whole[i]] += group->cells[i].lines.count;
  }
  for (size_t i = 0; i < t->table.cell_count && t->table.cells[i].row < t->box->repeat_rows; i++)
    assert_true(lines.all[i] >= heads[i]);
  g_free(heads);
  g_free(lines.all);
  g_free(lines.tagged);
}

static size_t count_words(const GArray *runs, size_t page, const char *words, bool artifact)
{
  size_t count = 0;
  for (guint i = 0; i < runs->len; i++) {
    const struct cell_run *run = &g_array_index(runs, struct cell_run, i);
    count += run->page == page && run->artifact == artifact && g_str_has_prefix(run->words, words);
  }
  return count;
}

/* On each page of the table its heads; the caption above the first group there, and only there; the note below the last
 * part. */
static void check_pages(const struct set_table *t, const GArray *runs, const struct seen *seen, size_t *pages)
{
  size_t first = SIZE_MAX, last = 0;
  for (size_t i = 0; i < t->table.cell_count; i++)
    if (seen[i].lines) {
      first = MIN(first, seen[i].first_page);
      last = MAX(last, seen[i].last_page);
    }
  for (size_t page = first; page <= last; page++) {
    bool again = page > first && t->captioned && t->sheet.table.continued != CONTINUED_NONE;
    assert_int_equal(count_words(runs, page, SET_CAPTION, true), again);
    assert_int_equal(count_words(runs, page, SET_CAPTION, false), t->captioned && page == first);
    assert_int_equal(count_words(runs, page, SET_NOTE, false), t->noted && page == last);
    check_heads(t, runs, page);
  }
  *pages = last - first + 1;
}

struct counts {
  size_t folded, over_pages, whole_rows;
};

static void check_fold(const struct set_table *t, bool low, struct counts *counts)
{
  assert_int_equal(t->diags.errors, 0);
  if (!t->box->next)
    return;
  GArray *runs = table_runs(t);
  struct seen *seen = see_lines(t, runs);
  check_apart(t, runs);
  check_structure(t);
  counts->folded++;
  if (low) {
    size_t pages;
    bool whole = check_reading(t, seen);
    check_pages(t, runs, seen, &pages);
    counts->over_pages += pages > 1;
    counts->whole_rows += pages > 1 && whole;
  }
  g_free(seen);
  g_array_unref(runs);
}

/* NIANBAO_TABLE=7 in the environment makes and names the tables from number 7 on. */
static void folds_are_whole(void **state)
{
  const struct table_bench *bench = *state;
  const char *named = g_getenv("NIANBAO_TABLE");
  struct counts counts = {0};
  for (guint32 seed = named ? (guint32)g_ascii_strtoull(named, NULL, 10) : 0; seed < TABLES; seed++) {
    GRand *dice = g_rand_new_with_seed(seed);
    bool low = chance(dice, 75);
    struct set_table t = random_fold(bench, dice, low);
    if (named)
      print_message("table %u\n", seed);
    table_set(bench, &t);
    check_fold(&t, low, &counts);
    table_done(&t);
    g_rand_free(dice);
  }
  print_message("folded %zu, over pages %zu, rows whole %zu\n", counts.folded, counts.over_pages, counts.whole_rows);
  assert_true(named || (counts.folded > TABLES * 3 / 4 && counts.over_pages > TABLES / 3));
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      RULE("TB-14", folds_are_whole),
  };
  argc > 1 ? cmocka_set_test_filter(argv[1]) : (void)0;
  return cmocka_run_group_tests(tests, table_bench_open, table_bench_close);
}
