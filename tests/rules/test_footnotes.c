/* CL-92: footnotes at the foot of their page. CL-36: their marks in the text. */
#include "../unit/page/paged.h"
#include "rules.h"

/* A run on paper with what it is part of. */
struct placed {
  size_t page;
  len x, y, size;
  bool note, mark, label; /* in a Note, a Reference, a Lbl */
  uint32_t element;       /* the Note */
  char text[512];
};

struct placed_runs {
  struct placed items[4096];
  size_t count;
};

static void note_element(const struct paged *p, const struct frame_item *item, struct placed *out)
{
  enum frame_tag tag = p->document->elements[item->as.element].tag;
  out->note |= tag == FRAME_TAG_NOTE;
  out->mark |= tag == FRAME_TAG_REFERENCE;
  out->label |= tag == FRAME_TAG_LBL;
  out->element = tag == FRAME_TAG_NOTE ? item->as.element : out->element;
}

static struct placed_runs *runs_of(const struct paged *p)
{
  struct placed_runs *runs = g_new0(struct placed_runs, 1);
  for (size_t n = 0; n < p->document->page_count; n++) {
    const struct frame_page *page = &p->document->pages[n];
    struct placed stack[64] = {{0}};
    size_t depth = 0;
    bool artifact = false;
    for (size_t i = 0; i < page->count; i++) {
      const struct frame_item *item = &page->items[i];
      if (item->kind == FRAME_TAG_BEGIN) {
        stack[depth + 1] = stack[depth];
        note_element(p, item, &stack[++depth]);
      } else if (item->kind == FRAME_TAG_END) {
        depth--;
      } else if (item->kind == FRAME_ARTIFACT_BEGIN || item->kind == FRAME_ARTIFACT_END) {
        artifact = item->kind == FRAME_ARTIFACT_BEGIN;
      } else if (item->kind == FRAME_RUN && !artifact) {
        struct placed *run = &runs->items[runs->count++];
        *run = stack[depth];
        run->page = n;
        run->x = item->x;
        run->y = item->y;
        run->size = item->as.run.size;
        g_strlcpy(run->text, item->as.run.text, sizeof run->text);
      }
    }
  }
  return runs;
}

static const struct placed *find(const struct placed_runs *runs, const char *words)
{
  for (size_t i = 0; i < runs->count; i++)
    if (g_str_has_prefix(runs->items[i].text, words))
      return &runs->items[i];
  fail_msg("nowhere: %s", words);
  return NULL;
}

static const struct placed *find_mark(const struct placed_runs *runs, const char *mark, size_t page)
{
  for (size_t i = 0; i < runs->count; i++)
    if (runs->items[i].mark && runs->items[i].page == page && strcmp(runs->items[i].text, mark) == 0)
      return &runs->items[i];
  fail_msg("no mark %s on page %zu", mark, page + 1);
  return NULL;
}

static GString *repeat(GString *out, const char *words, int times)
{
  for (int i = 0; i < times; i++)
    g_string_append(out, words);
  return out;
}

static struct placed_runs *runs_of_text(const char *text, struct paged *p, void (*change)(struct sheet *))
{
  char *yaml = free_report(text);
  *p = paged_build_with(yaml, false, change);
  assert_int_equal(p->diags.errors, 0);
  g_free(yaml);
  return runs_of(p);
}

/* The note stands at the foot of the type area, smaller than the text, below a rule; its words hang. */
static void stands_at_the_foot(void)
{
  struct paged p;
  GString *text = repeat(g_string_new("正文[^1]。\n\n[^1]: 说明甲，"), "内容较多的一条脚注，", 9);
  struct placed_runs *runs = runs_of_text(text->str, &p, NULL);
  const struct placed *label = NULL, *last = NULL;
  size_t lines = 0;
  for (size_t i = 0; i < runs->count; i++) {
    const struct placed *run = &runs->items[i];
    if (!run->note)
      continue;
    label = run->label ? run : label;
    lines += !last || last->y != run->y;
    last = run;
    assert_int_equal(run->size, p.sheet->styles[STYLE_FOOTNOTE].size);
    assert_true(run->label || run->x >= p.sheet->area_x + p.sheet->styles[STYLE_FOOTNOTE].indent - LEN_PT * 7);
  }
  assert_non_null(label);
  assert_int_equal(label->x, p.sheet->area_x);
  assert_int_equal(lines, 4);
  len foot = last->y + len_scale(last->size, 120, 1000);
  assert_in_range(foot, p.sheet->area_y + p.sheet->area_height - 2, p.sheet->area_y + p.sheet->area_height + 2);
  g_free(runs);
  paged_close(&p);
  g_string_free(text, TRUE);
}

/* The rule is an artifact above the first note. */
static void has_a_rule(void)
{
  struct paged p;
  struct placed_runs *runs = runs_of_text("正文[^1]。\n\n[^1]: 说明甲。", &p, NULL);
  const struct placed *note = find(runs, "说明甲");
  size_t rules = 0;
  for (size_t i = 0; i < p.document->pages[0].count; i++) {
    const struct frame_item *item = &p.document->pages[0].items[i];
    if (item->kind != FRAME_RULE)
      continue;
    rules++;
    assert_int_equal(item->as.rule.dx, p.sheet->notes.rule);
    assert_true(item->y < note->y - len_scale(note->size, 880, 1000));
    assert_true(item->y > note->y - 2 * note->size);
  }
  assert_int_equal(rules, 1);
  g_free(runs);
  paged_close(&p);
}

/* A mark in the last line that fits without its note takes its note to the next page; or two lines of it stand here. */
static void note_comes_with_its_mark(void)
{
  for (int before = 12; before < 22; before++)
    for (int length = 1; length < 12; length += 3) {
      struct paged p;
      GString *text = repeat(g_string_new(""), "一行。\n\n", before);
      g_string_append(text, "标记[^1]。\n\n[^1]: 说明甲");
      repeat(text, "认真做好本年度的政府信息公开工作，及时答复各类申请。", length);
      struct placed_runs *runs = runs_of_text(text->str, &p, NULL);
      assert_int_equal(find(runs, "说明甲")->page, find_mark(runs, "①", find(runs, "标记")->page)->page);
      size_t on[8] = {0};
      len y = 0;
      for (size_t i = 0; i < runs->count; i++) {
        const struct placed *run = &runs->items[i];
        on[run->page] += run->note && run->y != y;
        y = run->note ? run->y : y;
      }
      for (size_t n = 0; n < p.document->page_count; n++)
        assert_true(on[n] != 1 || length == 1);
      g_free(runs);
      paged_close(&p);
      g_string_free(text, TRUE);
    }
}

/* Numbers begin again; a note marked again on a later page is referred to, not repeated. */
static void numbers_by_page(void)
{
  struct paged p;
  GString *text = repeat(g_string_new("甲[^1]。\n\n"), "一行。\n\n", 30);
  g_string_append(text, "乙[^2]，丙[^1]。\n\n[^1]: 说明甲。\n\n[^2]: 说明乙。");
  struct placed_runs *runs = runs_of_text(text->str, &p, NULL);
  size_t second = find(runs, "乙")->page;
  assert_int_equal(second, 1);
  assert_non_null(find_mark(runs, "①", 0));
  assert_non_null(find_mark(runs, "①", 1));
  assert_non_null(find_mark(runs, "②", 1));
  assert_int_equal(find(runs, "说明乙")->page, 1);
  assert_int_equal(find(runs, "见第")->page, 1);
  size_t times = 0;
  for (size_t i = 0; i < runs->count; i++)
    times += g_str_has_prefix(runs->items[i].text, "说明甲");
  assert_int_equal(times, 1);
  g_free(runs);
  paged_close(&p);
  g_string_free(text, TRUE);
}

static void number_through(struct sheet *sheet)
{
  sheet->notes.by_page = false;
  sheet->notes.numbers = NOTE_BRACKETED;
}

static void numbers_by_report(void)
{
  struct paged p;
  GString *text = repeat(g_string_new("甲[^1]。\n\n"), "一行。\n\n", 30);
  g_string_append(text, "乙[^2]，丙[^1]。\n\n[^1]: 说明甲。\n\n[^2]: 说明乙。");
  struct placed_runs *runs = runs_of_text(text->str, &p, number_through);
  assert_non_null(find_mark(runs, "[1]", 0));
  assert_non_null(find_mark(runs, "[2]", 1));
  assert_non_null(find_mark(runs, "[1]", 1));
  assert_int_equal(find(runs, "说明乙")->page, 1);
  g_free(runs);
  paged_close(&p);
  g_string_free(text, TRUE);
}

/* Three hundred notes, more on a page than there are circled numbers on some, notes inside notes: each stands once. */
static void no_note_is_lost(void)
{
  struct paged p;
  GString *text = g_string_new("");
  for (int i = 0; i < 300; i++)
    g_string_append_printf(text, "文[^%d]%s", i, i % 7 ? "" : "字。\n\n");
  g_string_append(text, "\n\n");
  for (int i = 0; i < 300; i++)
    g_string_append_printf(text, "[^%d]: 脚注之%d终%s\n\n", i, i, i % 50 ? "。" : "[^0]。");
  struct placed_runs *runs = runs_of_text(text->str, &p, NULL);
  size_t notes = 0;
  for (size_t i = 0; i < runs->count; i++)
    notes += runs->items[i].note && g_str_has_prefix(runs->items[i].text, "脚注之");
  assert_int_equal(notes, 300);
  g_free(runs);
  paged_close(&p);
  g_string_free(text, TRUE);
}

/* A note longer than two pages leaves room for the line that marks it, and comes to an end. */
static void longer_than_a_page(void)
{
  struct paged p;
  GString *text =
      repeat(g_string_new("标记[^1]，[^2]。\n\n正文。\n\n[^2]: 说明乙。\n\n[^1]: 说明甲"), "很长的脚注，", 400);
  struct placed_runs *runs = runs_of_text(text->str, &p, NULL);
  assert_true(p.document->page_count >= 4);
  assert_int_equal(find(runs, "说明甲")->page, 0);
  assert_int_equal(find(runs, "说明乙")->page, p.document->page_count - 1);
  size_t first = 0, last = 0;
  for (size_t i = 0; i < p.document->element_count; i++)
    if (p.document->elements[i].tag == FRAME_TAG_NOTE) {
      first = first ? first : i;
      last = i;
    }
  assert_true(last > first); /* two elements, though the first stands on four pages */
  g_free(runs);
  paged_close(&p);
  g_string_free(text, TRUE);
}

static void place_behind_section(struct sheet *sheet)
{
  sheet->notes.place = NOTES_SECTION;
  sheet->notes.by_page = false;
}

static void place_at_end(struct sheet *sheet)
{
  sheet->notes.place = NOTES_END;
  sheet->notes.by_page = false;
}

static void stands_elsewhere(void)
{
  static const struct {
    void (*change)(struct sheet *);
    bool before_second;
  } rows[] = {{place_behind_section, true}, {place_at_end, false}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    struct paged p = paged_build_with("agency: 某局\nyear: 2025\ntitle: 报告\nsections:\n"
                                      "  - {title: 甲, text: \"文[^1]。\\n\\n[^1]: 说明甲。\"}\n"
                                      "  - {title: 乙, text: 第二部分。}\n",
                                      false, rows[i].change);
    struct placed_runs *runs = runs_of(&p);
    assert_int_equal(find(runs, "说明甲")->y < find(runs, "第二部分")->y, rows[i].before_second);
    assert_true(find(runs, "说明甲")->note);
    g_free(runs);
    paged_close(&p);
  }
}

/* Title, heading, caption and the note under a table: marks of the report's shared notes. */
static void marks_stand_anywhere(void)
{
  char *data = read_data("minhang-hrss-2025.yaml");
  GString *yaml = g_string_new(data);
  g_string_replace(yaml, "  信息公开工作年度报告\n", "  信息公开工作年度报告[^题]\n", 1);
  g_string_replace(yaml, "    table: 主动公开\n",
                   "    table: 主动公开\n    caption: 情况[^表]\n    note: 按件计[^注]。\n", 1);
  g_string_replace(yaml, "title: 主动公开政府信息情况\n", "title: 主动公开政府信息情况[^节]\n", 1);
  g_string_append(yaml, "footnotes: {题: 说明题。, 表: 说明表。, 注: 说明注。, 节: 说明节。}\n");
  struct paged p = paged_build(yaml->str, false);
  assert_int_equal(p.diags.errors, 0);
  struct placed_runs *runs = runs_of(&p);
  assert_int_equal(find(runs, "说明题")->page, 0);
  size_t table = find(runs, "说明节")->page;
  assert_int_equal(find(runs, "说明表")->page, table);
  assert_int_equal(find(runs, "说明注")->page, table);
  find_mark(runs, "③", table);
  for (size_t i = 0; i < p.document->element_count; i++)
    if (p.document->elements[i].tag == FRAME_TAG_NOTE) /* a table holds no notes */
      assert_int_equal(p.document->elements[p.document->elements[i].parent].tag, FRAME_TAG_DOCUMENT);
  for (size_t i = 0; i < p.document->outline_count; i++)
    assert_null(strstr(p.document->outline[i].text, "①"));
  g_free(runs);
  paged_close(&p);
  g_string_free(yaml, TRUE);
  g_free(data);
}

static void footnotes(void **state)
{
  (void)state;
  stands_at_the_foot();
  has_a_rule();
  note_comes_with_its_mark();
  numbers_by_page();
  numbers_by_report();
  no_note_is_lost();
  longer_than_a_page();
  stands_elsewhere();
  marks_stand_anywhere();
}

/* --- CL-36 --- */

static void mark_is_raised(void)
{
  struct paged p;
  struct placed_runs *runs = runs_of_text("标记[^1]之后。\n\n[^1]: 说明甲。", &p, NULL);
  const struct placed *word = find(runs, "标记"), *mark = find_mark(runs, "①", 0), *after = find(runs, "之后");
  len cell = p.sheet->styles[STYLE_BODY].cell;
  assert_in_range(mark->size * 100 / word->size, 60, 70);
  assert_true(mark->y < word->y - word->size / 5);
  assert_int_equal(after->y, word->y);
  assert_int_equal(mark->x, word->x + 2 * cell);
  assert_in_range(after->x - mark->x, mark->size * 19 / 20, mark->size);
  g_free(runs);
  paged_close(&p);
}

/* Neither a typed space nor the blank of a stop stands before it. */
static void no_space_before_mark(void)
{
  struct paged p;
  struct placed_runs *runs = runs_of_text("标记 [^1]。\n\n句号。[^2]\n\n[^1]: 甲。\n\n[^2]: 乙。", &p, NULL);
  const struct placed *word = find(runs, "标记"), *stop = find(runs, "句号。");
  len cell = p.sheet->styles[STYLE_BODY].cell;
  assert_int_equal(find_mark(runs, "①", 0)->x, word->x + 2 * cell);
  assert_in_range(find_mark(runs, "②", 0)->x, stop->x + 5 * cell / 2 - 2, stop->x + 5 * cell / 2 + 2);
  g_free(runs);
  paged_close(&p);
}

/* Whatever the length of the line: no line begins with a mark, and the pitch of the lines is that of the grid. */
static void no_line_begins_with_mark(void)
{
  for (int words = 1; words < 60; words++) {
    struct paged p;
    GString *text = repeat(g_string_new(""), "文", words);
    g_string_append(text, "[^1][^2]。[^3]文文文\n\n[^1]: 甲。\n\n[^2]: 乙。\n\n[^3]: 丙。");
    struct placed_runs *runs = runs_of_text(text->str, &p, NULL);
    len pitch = p.sheet->styles[STYLE_BODY].pitch, line = 0;
    for (size_t i = 0; i < runs->count; i++) {
      const struct placed *run = &runs->items[i];
      if (run->note || !strstr(run->text, "文"))
        continue;
      if (line && run->y != line)
        assert_in_range(run->y - line, pitch - 2, pitch + 2);
      line = run->y;
    }
    for (size_t i = 0; i < runs->count; i++)
      assert_true(!runs->items[i].mark || runs->items[i].x > p.sheet->area_x + LEN_PT);
    g_free(runs);
    paged_close(&p);
    g_string_free(text, TRUE);
  }
}

static void marks(void **state)
{
  (void)state;
  mark_is_raised();
  no_space_before_mark();
  no_line_begins_with_mark();
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      RULE("CL-92", footnotes),
      RULE("CL-36", marks),
  };
  return RULES_RUN(tests);
}
