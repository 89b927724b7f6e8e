/* 2,000 tables made at random: spans, groups, heads, heights, widths, places on the page. What must hold of every table
 * on paper is asserted on the frames (TB-03, TB-11, TB-12). */
#include "random_table.h"
#include "rules.h"

enum { TABLES = 2000 };

/* --- making --- */

static struct set_table random_table(const struct table_bench *bench, GRand *dice)
{
  uint32_t rows = pick(dice, 1, 30), columns = pick(dice, 1, 7), head_rows = pick(dice, 0, MIN(rows, 3));
  struct set_table t = table_new(bench, rows, columns, head_rows);
  for (uint32_t c = 0; c < columns; c++)
    t.table.widths[c] = (struct block_width){.chars = (int)pick(dice, 0, 3), .share = (int)pick(dice, 0, 2)};
  t.sheet.area_height = (len)pick(dice, 320, 640) * LEN_PT;
  t.sheet.table.sides = chance(dice, 60);
  t.sheet.table.continued = (enum table_continued)pick(dice, CONTINUED_BEFORE, CONTINUED_NONE);
  t.paragraphs = (int)pick(dice, 0, 12);
  t.captioned = chance(dice, 50);
  t.noted = chance(dice, 30);
  fill_grid(&t, dice, INT_MAX);
  return t;
}

/* --- each line once --- */

static uint32_t row_end(const struct block_cell *cell)
{
  return cell->row + cell->row_span;
}

/* Where each cell's lines stand, as a reader's software is told. */
struct seen {
  size_t first_page, last_page;
  size_t next;    /* line expected */
  size_t on_page; /* lines on last_page */
  size_t parts;
  uint32_t element;
};

static void see_line(const struct set_table *t, struct seen *seen, const struct cell_run *run)
{
  struct seen *cell = &seen[run->cell];
  const struct box_cell *box = &t->box->cells[run->cell];
  assert_int_equal(run->line, (int)cell->next + 1); /* none lost, doubled or out of order */
  if (cell->next == 0)
    cell->first_page = run->page;
  bool new_part = cell->next == 0 || run->page != cell->last_page;
  if (cell->next && new_part) { /* TB-12 */
    assert_true(box->lines.count > 3);
    assert_true(cell->on_page >= 2);
  }
  cell->parts += new_part;
  cell->on_page = new_part ? 1 : cell->on_page + 1;
  cell->last_page = run->page;
  assert_true(cell->element == 0 || cell->element == run->element);
  cell->element = run->element;
  cell->next++;
}

static struct seen *see_lines(const struct set_table *t, const GArray *runs)
{
  struct seen *seen = g_new0(struct seen, t->table.cell_count);
  for (guint i = 0; i < runs->len; i++) {
    const struct cell_run *run = &g_array_index(runs, struct cell_run, i);
    if (run->cell != SIZE_MAX && !run->artifact)
      see_line(t, seen, run);
  }
  for (size_t i = 0; i < t->table.cell_count; i++) {
    assert_int_equal(seen[i].next, t->box->cells[i].lines.count);
    assert_true(seen[i].parts < 2 || seen[i].on_page >= 2);
  }
  return seen;
}

/* --- order --- */

/* What stands in later rows does not stand on earlier pages, nor higher on the same one. */
static void check_pages_of_rows(const struct set_table *t, const struct seen *seen)
{
  for (size_t a = 0; a < t->table.cell_count; a++)
    for (size_t b = a + 1; b < t->table.cell_count; b++)
      if (seen[a].next && seen[b].next && row_end(&t->table.cells[a]) <= t->table.cells[b].row)
        assert_true(seen[a].last_page <= seen[b].first_page);
}

static size_t page_of_row(const struct set_table *t, const struct seen *seen, uint32_t row, bool last)
{
  size_t page = last ? 0 : SIZE_MAX;
  for (size_t i = 0; i < t->table.cell_count; i++) {
    if (t->table.cells[i].row != row || !seen[i].next || (last && t->table.cells[i].row_span > 1))
      continue;
    page = last ? MAX(page, seen[i].last_page) : MIN(page, seen[i].first_page);
  }
  return page;
}

/* Rows that a text beside them makes so high that no page has both. */
static bool fit_a_page(const struct set_table *t, uint32_t first, uint32_t last)
{
  len height = 4 * t->box->pitch; /* the caption repeated */
  for (uint32_t row = 0; row < t->table.rows; row++)
    if (row < t->box->repeat_rows || (first <= row && row < last))
      height += t->box->row_height[row];
  return height <= t->sheet.area_height;
}

/* TB-12: what heads rows does not end a page: some of the row below it stands there, too. */
static void check_bands(const struct set_table *t, const struct seen *seen)
{
  for (size_t i = 0; i < t->table.cell_count; i++) {
    uint32_t row = t->table.cells[i].row;
    if (!t->table.cells[i].band || !fit_a_page(t, row, row + 2))
      continue;
    size_t below = page_of_row(t, seen, row + 1, false);
    assert_true(below == SIZE_MAX || below == page_of_row(t, seen, row, true));
  }
}

static void check_pair(const struct set_table *t, const struct cell_run *a, const struct cell_run *b)
{
  if (overlap(a->left, a->right, b->left, b->right) && overlap(a->top, a->bottom, b->top, b->bottom))
    fail_msg("page %zu: %s and %s overlap, from %d to %d and from %d to %d", a->page, a->words, b->words, a->top,
             a->bottom, b->top, b->bottom);
  if (a->cell == SIZE_MAX || b->cell == SIZE_MAX)
    return;
  const struct block_cell *upper = &t->table.cells[a->cell], *lower = &t->table.cells[b->cell];
  if (row_end(upper) <= lower->row)
    assert_true(a->bottom <= b->top);
  if (row_end(lower) <= upper->row)
    assert_true(b->bottom <= a->top);
}

static void check_texts_apart(const struct set_table *t, const GArray *runs)
{
  for (guint i = 0; i < runs->len; i++) {
    const struct cell_run *a = &g_array_index(runs, struct cell_run, i);
    for (guint k = i + 1; k < runs->len; k++) {
      const struct cell_run *b = &g_array_index(runs, struct cell_run, k);
      if (a->page == b->page)
        check_pair(t, a, b);
    }
  }
}

static void check_inside(const struct set_table *t, const GArray *runs)
{
  const struct sheet *sheet = &t->sheet;
  for (guint i = 0; i < runs->len; i++) {
    const struct cell_run *run = &g_array_index(runs, struct cell_run, i);
    if (run->cell == SIZE_MAX)
      continue;
    const struct block_cell *cell = &t->table.cells[run->cell];
    const len *x = t->box->column_x;
    assert_in_range(run->left, sheet->area_x + x[cell->column], sheet->area_x + x[cell->column + cell->column_span]);
    assert_in_range(run->right, run->left, sheet->area_x + x[cell->column + cell->column_span]);
    assert_in_range(run->top, sheet->area_y, sheet->area_y + sheet->area_height);
    assert_in_range(run->bottom, run->top, sheet->area_y + sheet->area_height);
  }
}

/* --- rules --- */

struct stroke {
  bool vertical;
  len at, from, to, width; /* at: its middle, across */
};

static GArray *strokes_of(const struct frame_page *page)
{
  GArray *strokes = g_array_new(FALSE, FALSE, sizeof(struct stroke));
  for (size_t i = 0; i < page->count; i++) {
    const struct frame_item *item = &page->items[i];
    if (item->kind != FRAME_RULE)
      continue;
    bool vertical = item->as.rule.dy != 0;
    struct stroke stroke = {.vertical = vertical, .width = item->as.rule.width};
    stroke.at = vertical ? item->x : item->y;
    stroke.from = vertical ? item->y : item->x;
    stroke.to = stroke.from + (vertical ? item->as.rule.dy : item->as.rule.dx);
    g_array_append_val(strokes, stroke);
  }
  return strokes;
}

#define STROKE(strokes, i) (&g_array_index((strokes), struct stroke, i))

/* The end at `end` meets a rule of the other direction: in its middle, or, of an outer rule, at its outer edge. */
static bool meets(const GArray *strokes, const struct stroke *stroke, len end, bool outward_up)
{
  for (guint i = 0; i < strokes->len; i++) {
    const struct stroke *other = STROKE(strokes, i);
    len reach = stroke->vertical ? 0 : other->width / 2;
    bool there = other->at == end || other->at + (outward_up ? reach : -reach) == end;
    if (other->vertical != stroke->vertical && there && other->from <= stroke->at && stroke->at <= other->to)
      return true;
  }
  return false;
}

static void check_ends(const struct set_table *t, const GArray *strokes)
{
  len left = t->sheet.area_x + t->box->column_x[0], right = t->sheet.area_x + t->box->column_x[t->table.columns];
  for (guint i = 0; i < strokes->len; i++) {
    const struct stroke *stroke = STROKE(strokes, i);
    bool open = !t->sheet.table.sides && !stroke->vertical; /* 开口表: they end with the table */
    assert_true((open && stroke->from == left) || meets(strokes, stroke, stroke->from, false));
    assert_true((open && stroke->to == right) || meets(strokes, stroke, stroke->to, true));
    for (guint k = i + 1; k < strokes->len; k++) {
      const struct stroke *other = STROKE(strokes, k);
      if (other->vertical == stroke->vertical && other->at == stroke->at)
        assert_true(other->to < stroke->from || stroke->to < other->from || other->from == stroke->to ||
                    stroke->from == other->to);
    }
  }
}

static void check_free_of_rules(const GArray *strokes, const GArray *runs, size_t page)
{
  for (guint i = 0; i < runs->len; i++) {
    const struct cell_run *run = &g_array_index(runs, struct cell_run, i);
    if (run->page != page)
      continue;
    for (guint k = 0; k < strokes->len; k++) {
      const struct stroke *s = STROKE(strokes, k);
      len half = s->width / 2;
      bool crossed = s->vertical ? overlap(s->at - half, s->at + half, run->left, run->right) &&
                                       overlap(s->from, s->to, run->top, run->bottom)
                                 : overlap(s->at - half, s->at + half, run->top, run->bottom) &&
                                       overlap(s->from, s->to, run->left, run->right);
      assert_false(crossed);
    }
  }
}

/* TB-11: thick above every part and below the last; thin where the table goes on. */
static void check_outer_rules(const struct set_table *t, const GArray *strokes, bool last)
{
  const struct stroke *top = NULL, *foot = NULL;
  for (guint i = 0; i < strokes->len; i++) {
    const struct stroke *s = STROKE(strokes, i);
    if (s->vertical)
      continue;
    top = !top || s->at < top->at ? s : top;
    foot = !foot || s->at > foot->at ? s : foot;
  }
  assert_non_null(top);
  assert_int_equal(top->width, t->sheet.table.rule_outer);
  assert_int_equal(foot->width, last ? t->sheet.table.rule_outer : t->sheet.table.rule_inner);
  assert_in_range(top->at, t->sheet.area_y, t->sheet.area_y + t->sheet.area_height);
  assert_in_range(foot->at, top->at + 1, t->sheet.area_y + t->sheet.area_height);
}

/* --- what is repeated --- */

struct part_page {
  size_t table; /* lines in tags */
  size_t head;  /* lines of the head, tagged or not */
  size_t caption, continued, behind, note;
};

static struct part_page count_page(const struct set_table *t, const GArray *runs, size_t page)
{
  struct part_page out = {0};
  for (guint i = 0; i < runs->len; i++) {
    const struct cell_run *run = &g_array_index(runs, struct cell_run, i);
    if (run->page != page)
      continue;
    bool cell = run->cell != SIZE_MAX;
    out.table += cell && !run->artifact;
    out.head += cell && t->table.cells[run->cell].row < t->box->repeat_rows;
    out.caption += !run->artifact && g_str_equal(run->words, SET_CAPTION);
    out.continued += run->artifact && g_str_equal(run->words, SET_CAPTION);
    out.note += g_str_has_prefix(run->words, SET_NOTE);
  }
  return out;
}

static size_t head_lines(const struct set_table *t)
{
  size_t lines = 0;
  for (size_t i = 0; i < t->box->at.begin[t->box->repeat_rows]; i++)
    lines += t->box->cells[i].lines.count;
  return lines;
}

static void check_repeats(const struct set_table *t, const GArray *runs, size_t page, bool first, bool last)
{
  struct part_page seen = count_page(t, runs, page);
  bool again = t->captioned && !first && t->sheet.table.continued != CONTINUED_NONE;
  assert_int_equal(seen.head, head_lines(t));
  assert_int_equal(seen.continued, again);
  assert_int_equal(seen.caption, t->captioned && first); /* on the page of the first row */
  assert_int_equal(seen.note, t->noted && last);         /* under the last part */
}

/* --- all of it --- */

static void page_range(const struct set_table *t, size_t *first, size_t *last)
{
  *first = SIZE_MAX;
  for (size_t p = 0; p < t->document->page_count; p++) {
    GArray *strokes = strokes_of(&t->document->pages[p]);
    if (strokes->len) {
      *first = MIN(*first, p);
      *last = p;
    }
    g_array_unref(strokes);
  }
  assert_int_not_equal(*first, SIZE_MAX);
}

/* What a rule asks of a table that stands on pages [first, last]. */
typedef void (*table_check)(const struct set_table *t, const GArray *runs, size_t first, size_t last);

/* TB-03 */
static void check_strokes(const struct set_table *t, const GArray *runs, size_t first, size_t last)
{
  for (size_t page = first; page <= last; page++) {
    GArray *strokes = strokes_of(&t->document->pages[page]);
    check_ends(t, strokes);
    check_free_of_rules(strokes, runs, page);
    check_outer_rules(t, strokes, page == last);
    g_array_unref(strokes);
  }
}

/* TB-11 */
static void check_parts(const struct set_table *t, const GArray *runs, size_t first, size_t last)
{
  for (size_t page = first; page <= last; page++)
    check_repeats(t, runs, page, page == first, page == last);
  check_structure(t);
}

/* TB-12 */
static void check_cells(const struct set_table *t, const GArray *runs, size_t first, size_t last)
{
  (void)first;
  (void)last;
  struct seen *seen = see_lines(t, runs);
  check_pages_of_rows(t, seen);
  check_bands(t, seen);
  check_texts_apart(t, runs);
  check_inside(t, runs);
  g_free(seen);
}

static void check_table(const struct set_table *t, table_check check, size_t *divided)
{
  GArray *runs = table_runs(t);
  size_t first, last = 0;
  assert_int_equal(t->diags.errors, 0);
  page_range(t, &first, &last);
  check(t, runs, first, last);
  *divided += last > first;
  g_array_unref(runs);
}

/* NIANBAO_TABLE=7 in the environment makes and names the tables from number 7 on. */
static void check_tables(const struct table_bench *bench, table_check check)
{
  const char *named = g_getenv("NIANBAO_TABLE");
  size_t divided = 0;
  for (guint32 seed = named ? (guint32)g_ascii_strtoull(named, NULL, 10) : 0; seed < TABLES; seed++) {
    GRand *dice = g_rand_new_with_seed(seed);
    struct set_table t = random_table(bench, dice);
    if (named)
      print_message("table %u\n", seed);
    table_set(bench, &t);
    check_table(&t, check, &divided);
    table_done(&t);
    g_rand_free(dice);
  }
  assert_true(named || divided > TABLES / 2);
}

static void rules_meet(void **state)
{
  check_tables(*state, check_strokes);
}

static void parts_are_whole(void **state)
{
  check_tables(*state, check_parts);
}

static void cells_stand_once(void **state)
{
  check_tables(*state, check_cells);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      RULE("TB-03", rules_meet),
      RULE("TB-11", parts_are_whole),
      RULE("TB-12", cells_stand_once),
  };
  argc > 1 ? cmocka_set_test_filter(argv[1]) : (void)0;
  return cmocka_run_group_tests(tests, table_bench_open, table_bench_close);
}
