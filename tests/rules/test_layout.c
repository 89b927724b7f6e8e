/* Pages and their furniture: grid, indents, headings, contents, page numbers, running heads (CL-03 … CL-07, CL-80 …
 * CL-89, CL-95 … CL-97), in the layout yearbook and in layouts made from those of the checkout. */
#include <glib.h>
#include <glib/gstdio.h>

#include "../unit/page/paged.h"
#include "rules.h"

/* --- what stands on the pages --- */

struct line {
  size_t page; /* from 1 */
  len x, end, y, size;
  const char *inside; /* the innermost tag, or "artifact" */
  const char *face;
  char text[1024];
};

struct lines {
  const struct paged *paged;
  struct line *items;
  size_t count, capacity;
};

/* Runs on one baseline in the same tag or artifact, side by side, make one line. */
static void collect(const struct frame_page *page, size_t number, const struct frame_item *item, const char *inside,
                    void *data)
{
  (void)page;
  struct lines *lines = data;
  struct line *last = lines->count ? &lines->items[lines->count - 1] : NULL;
  bool same = last && last->page == number + 1 && last->y == item->y && strcmp(last->inside, inside) == 0;
  if (!same) {
    last = ARENA_PUSH(lines->paged->arena, lines);
    *last = (struct line){.page = number + 1, .x = item->x, .y = item->y, .size = item->as.run.size, .inside = inside};
    last->face = lines->paged->document->faces[item->as.run.face].name;
  }
  last->end = item->x + item->as.run.advance;
  g_strlcat(last->text, item->as.run.text, sizeof last->text);
}

static struct lines lines_of(const struct paged *p)
{
  struct lines lines = {.paged = p};
  paged_each_run(p, collect, &lines);
  return lines;
}

static const struct line *find_line(const struct lines *lines, const char *inside, const char *text)
{
  for (size_t i = 0; i < lines->count; i++)
    if (strcmp(lines->items[i].inside, inside) == 0 && strstr(lines->items[i].text, text))
      return &lines->items[i];
  fail_msg("no line of %s has %s", inside, text);
  return NULL;
}

/* Lines in artifacts above the type area (heads) or below it (folios) of a page; "" where there is none. */
static const char *artifact_text(const struct lines *lines, size_t page, bool above)
{
  const struct sheet *sheet = lines->paged->sheet;
  for (size_t i = 0; i < lines->count; i++) {
    const struct line *line = &lines->items[i];
    bool there = above ? line->y < sheet->area_y : line->y > sheet->area_y + sheet->area_height;
    if (line->page == page && there && strcmp(line->inside, "artifact") == 0)
      return line->text;
  }
  return "";
}

static bool is_body(const struct lines *lines, const struct line *line)
{
  return line->size == lines->paged->sheet->styles[STYLE_BODY].size && strcmp(line->inside, "P") == 0;
}

/* --- sources and layouts --- */

struct change {
  const char *from, *to; /* a passage of the layout; NULL ends the list */
};

static char *changed_layout(const char *name, const struct change *changes)
{
  char *path = g_strdup_printf("%s/layouts/%s.yaml", NIANBAO_ROOT, name), *text = NULL;
  assert_true(g_file_get_contents(path, &text, NULL, NULL));
  GString *out = g_string_new(text);
  for (; changes->from; changes++)
    if (g_string_replace(out, changes->from, changes->to, 1) != 1)
      fail_msg("%s.yaml no longer has: %s", name, changes->from);
  g_free(text);
  g_free(path);
  return g_string_free(out, FALSE);
}

/* The source set in a layout of the checkout with some passages changed. */
static struct paged build_changed(const char *source, const char *name, const struct change *changes)
{
  char *folder = g_dir_make_tmp("layouts-XXXXXX", NULL), *file = g_build_filename(folder, "ours.yaml", NULL);
  char *layout = changed_layout(name, changes), *text = g_strconcat("layout: ours\n", source, NULL);
  assert_true(g_file_set_contents(file, layout, -1, NULL));
  struct paged p = paged_build_from(text, false, folder, NULL);
  g_remove(file);
  g_rmdir(folder);
  g_free(layout);
  g_free(text);
  g_free(file);
  g_free(folder);
  return p;
}

#define UNCHANGED    ((const struct change[]){{NULL, NULL}})
#define CHANGED(...) ((const struct change[]){__VA_ARGS__, {NULL, NULL}})

static size_t count_code(const struct paged *p, enum diag_code code)
{
  size_t count = 0;
  for (size_t i = 0; i < p->diags.count; i++)
    count += p->diags.items[i]->code == code;
  return count;
}

/* Sections of different lengths with headings of all levels and lists. */
static char *long_source(int sections)
{
  GString *out = g_string_new("agency: 某区某局\nyear: 2025\ntitle: 某区某局年度报告\nsections:\n");
  for (int i = 0; i < sections; i++) {
    g_string_append_printf(out, "  - title: 第%d部分工作情况\n    text: |\n", i + 1);
    for (int k = 0; k < 1 + i % 3; k++) {
      g_string_append(out, "      本局");
      for (int n = 0; n < 3 + (i * 7 + k * 5) % 20; n++)
        g_string_append(out, "认真做好本年度信息公开工作，");
      g_string_append(out, "成效明显。\n\n");
      g_string_append(out,
                      "      ## 主动公开\n\n      ### 文件\n\n      #### 备案\n\n      1. 受理；\n      2. 答复。\n\n");
    }
    g_string_append(out, "      以上。\n");
  }
  return g_string_free(out, FALSE);
}

static char *minhang_yearbook(void)
{
  char *data = read_data("minhang-hrss-2025.yaml");
  GString *text = g_string_new(data);
  g_free(data);
  assert_int_equal(g_string_replace(text, "layout: gongwen", "layout: yearbook", 0), 1);
  return g_string_free(text, FALSE);
}

/* --- the grid --- */

static void lines_stand_half_to_a_whole_size_apart(void **state)
{
  (void)state;
  static const char *const names[] = {"gongwen", "yearbook"};
  char *source = long_source(2);
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    struct paged p = build_changed(source, names[i], UNCHANGED);
    const struct text_style *body = &p.sheet->styles[STYLE_BODY];
    assert_in_range(body->pitch - body->size, body->size / 2, body->size);
    assert_int_equal(count_code(&p, DIAG_LAYOUT_RULE), 0);
    paged_close(&p);
  }
  static const char *const lines[] = {"lines: 44", "lines: 22"}; /* of the same height */
  for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
    struct paged p = build_changed(source, "yearbook", CHANGED({"lines: 34", lines[i]}));
    assert_int_equal(count_code(&p, DIAG_LAYOUT_RULE), 1);
    paged_close(&p);
  }
  g_free(source);
}

static len line_offset(const struct lines *lines, const struct line *line)
{
  return (line->y - lines->paged->sheet->area_y) % sheet_line_top(lines->paged->sheet, 1);
}

static void assert_on_grid(const struct lines *lines)
{
  len first = -1;
  size_t seen = 0;
  for (size_t i = 0; i < lines->count; i++) {
    if (!is_body(lines, &lines->items[i]))
      continue;
    len offset = line_offset(lines, &lines->items[i]);
    first = first < 0 ? offset : first;
    assert_in_range(offset - first + 8, 0, 16); /* the pitch is a whole number of points here: all but exact */
    seen++;
  }
  assert_true(seen > 60);
}

static void all_body_lines_register(void **state)
{
  (void)state;
  char *sources[] = {long_source(12), minhang_yearbook()};
  for (size_t i = 0; i < G_N_ELEMENTS(sources); i++) {
    struct paged p = i ? paged_build(sources[i], false) : build_changed(sources[i], "yearbook", UNCHANGED);
    struct lines lines = lines_of(&p);
    assert_true(p.document->page_count > 4);
    assert_on_grid(&lines);
    paged_close(&p);
    g_free(sources[i]);
  }
}

static void small_type_is_reported(void **state)
{
  (void)state;
  static const struct {
    const char *size;
    size_t reports; /* the gap is out of range, too */
  } rows[] = {{"size: 六号", 0}, {"size: 7.49pt", 1}, {"size: 小六", 1}};
  char *source = long_source(1);
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    struct change changes[] = {
        {"size: 五号\n    cell: 1字\n    pitch: 1行", rows[i].size}, {"pitch: 2行", "pitch: 30pt"}, {NULL, NULL}};
    GString *to = g_string_new(rows[i].size);
    g_string_append(to, "\n    pitch: 12pt");
    changes[0].to = to->str;
    struct paged p = build_changed(source, "yearbook", changes);
    assert_int_equal(count_code(&p, DIAG_LAYOUT_RULE), rows[i].reports);
    assert_false(diags_have_error(&p.diags)); /* it is a warning: the report is set */
    g_string_free(to, TRUE);
    paged_close(&p);
  }
  g_free(source);
}

/* --- indents and spaces --- */

static len first_line_indent(const char *width, const char *chars)
{
  char *source = free_report("本局认真做好本年度信息公开工作，本局认真做好本年度信息公开工作。");
  struct paged p = build_changed(source, "gongwen", CHANGED({"width: 156mm", width}, {"chars: 28", chars}));
  struct lines lines = lines_of(&p);
  len indent = find_line(&lines, "P", "本局")->x - p.sheet->area_x;
  len cell = p.sheet->styles[STYLE_BODY].cell;
  assert_int_equal(indent % cell, 0);
  paged_close(&p);
  g_free(source);
  return indent / cell;
}

static void first_lines_are_two_characters_in_or_one_where_narrow(void **state)
{
  (void)state;
  assert_int_equal(first_line_indent("width: 156mm", "chars: 28"), 2);
  assert_int_equal(first_line_indent("width: 84mm", "chars: 15"), 2);
  assert_int_equal(first_line_indent("width: 78mm", "chars: 14"), 1);
}

static void text_after_a_list_or_heading_is_indented_too(void **state)
{
  (void)state;
  char *source = long_source(3);
  struct paged p = build_changed(source, "yearbook", UNCHANGED);
  struct lines lines = lines_of(&p);
  len em = p.sheet->styles[STYLE_BODY].cell;
  for (size_t i = 0; i < lines.count; i++) {
    const struct line *line = &lines.items[i];
    bool first = g_str_has_prefix(line->text, "本局") || g_str_has_prefix(line->text, "以上");
    if (is_body(&lines, line) && first && !strstr(line->text, "工作，本局"))
      assert_int_equal(line->x - sheet_area_x(p.sheet, line->page), 2 * em);
  }
  paged_close(&p);
  g_free(source);
}

static void paragraphs_follow_without_space(void **state)
{
  (void)state;
  char *source = free_report("本段一行。\n\n次段一行。\n\n1. 甲；\n2. 乙。\n\n末段一行。");
  static const char *const words[] = {"本段", "次段", "甲", "乙", "末段"};
  static const char *const names[] = {"gongwen", "yearbook"};
  for (size_t n = 0; n < G_N_ELEMENTS(names); n++) {
    struct paged p = build_changed(source, names[n], UNCHANGED);
    struct lines lines = lines_of(&p);
    for (size_t i = 0; i + 1 < G_N_ELEMENTS(words); i++) {
      len step = find_line(&lines, "P", words[i + 1])->y - find_line(&lines, "P", words[i])->y;
      assert_in_range(step, sheet_line_top(p.sheet, 1) - 2, sheet_line_top(p.sheet, 1) + 2);
    }
    paged_close(&p);
  }
  g_free(source);
}

/* Lines that stand closer than three quarters of their height must not fall a line apart. */
static void paragraphs_follow_without_space_where_lines_are_close(void **state)
{
  (void)state;
  char *source = free_report("本段一行。\n\n次段一行。");
  struct paged p = build_changed(source, "yearbook", CHANGED({"gap: 2/3", "gap: 1/2"}));
  struct lines lines = lines_of(&p);
  len step = find_line(&lines, "P", "次段")->y - find_line(&lines, "P", "本段")->y;
  assert_in_range(step, sheet_line_top(p.sheet, 1) - 2, sheet_line_top(p.sheet, 1) + 2);
  paged_close(&p);
  g_free(source);
}

static void block_spaces_are_whole_lines(void **state)
{
  (void)state;
  static const char *const names[] = {"gongwen", "yearbook"};
  char *source = long_source(1);
  for (size_t n = 0; n < G_N_ELEMENTS(names); n++) {
    struct paged p = build_changed(source, names[n], UNCHANGED);
    len line = sheet_line_top(p.sheet, 1);
    for (int i = 0; i < STYLE_COUNT; i++) {
      const struct text_style *style = &p.sheet->styles[i];
      if (i != STYLE_TABLE_NOTE) { /* it belongs to the table; the text below goes on at the next line of the grid */
        assert_in_range((style->space_before + 2) % line, 0, 4);
        assert_in_range((style->space_after + 2) % line, 0, 4);
      }
    }
    paged_close(&p);
  }
  g_free(source);
}

static void indents_are_whole_characters(void **state)
{
  (void)state;
  static const char *const names[] = {"gongwen", "yearbook"};
  char *source = long_source(1);
  for (size_t n = 0; n < G_N_ELEMENTS(names); n++) {
    struct paged p = build_changed(source, names[n], UNCHANGED);
    for (int i = 0; i < STYLE_COUNT; i++) {
      const struct text_style *style = &p.sheet->styles[i];
      if (i == STYLE_FOOTNOTE) /* its number hangs before the words, with a gap of its own (CL-92) */
        continue;
      assert_in_range((style->indent + 2) % style->cell, 0, 4);
      assert_in_range((style->indent_first + 2) % style->cell, 0, 4);
    }
    paged_close(&p);
  }
  g_free(source);
}

/* --- headings --- */

static void heading_sizes_rise_by_ten_to_twenty_percent(void **state)
{
  (void)state;
  char *source = long_source(1);
  struct paged p = build_changed(source, "yearbook", UNCHANGED);
  static const enum style_id steps[] = {STYLE_H4, STYLE_H3, STYLE_H2, STYLE_H1};
  assert_int_equal(p.sheet->styles[STYLE_H4].size, p.sheet->styles[STYLE_BODY].size);
  for (size_t i = 0; i + 1 < G_N_ELEMENTS(steps); i++) {
    len lower = p.sheet->styles[steps[i]].size, upper = p.sheet->styles[steps[i + 1]].size;
    assert_in_range(upper * 100 / lower, 110, 120);
  }
  struct lines lines = lines_of(&p);
  assert_non_null(strstr(find_line(&lines, "H1", "第1部分")->face, "Hei"));
  assert_non_null(strstr(find_line(&lines, "H2", "主动公开")->face, "Kai"));
  paged_close(&p);
  g_free(source);
}

static void headings_never_end_a_page(void **state)
{
  (void)state;
  char *source = long_source(60);
  struct paged p = build_changed(source, "yearbook", UNCHANGED);
  struct lines lines = lines_of(&p);
  const struct line *last = NULL; /* of the text on a page */
  for (size_t i = 0; i < lines.count; i++) {
    const struct line *line = &lines.items[i];
    if (strcmp(line->inside, "artifact") == 0)
      continue;
    if (last && last->page != line->page && last->page > 1) /* the title has its page to itself */
      assert_true(last->inside[0] != 'H');
    last = line;
  }
  assert_true(p.document->page_count > 20);
  paged_close(&p);
  g_free(source);
}

static bool has_text(const struct lines *lines, size_t page)
{
  for (size_t i = 0; i < lines->count; i++)
    if (lines->items[i].page == page)
      return true;
  return false;
}

static void chapters_open_on_a_recto(void **state)
{
  (void)state;
  char *source = long_source(9);
  struct paged p = build_changed(source, "yearbook", CHANGED({"begins: any ", "begins: recto "}));
  struct lines lines = lines_of(&p);
  size_t blanks = 0, chapters = 0;
  for (size_t i = 0; i < lines.count; i++)
    if (strcmp(lines.items[i].inside, "H1") == 0 && strstr(lines.items[i].text, "部分")) {
      assert_int_equal(lines.items[i].page % 2, 1);
      chapters++;
    }
  assert_int_equal(chapters, 9);
  for (size_t page = 1; page <= p.document->page_count; page++)
    if (!has_text(&lines, page)) { /* neither head nor folio */
      assert_int_equal(page % 2, 0);
      blanks++;
    }
  assert_true(blanks > 3);
  paged_close(&p);
  p = build_changed(source, "yearbook", CHANGED({"begins: any ", "begins: recto "}, {"blank: false", "blank: true"}));
  lines = lines_of(&p);
  for (size_t page = 2; page <= p.document->page_count; page++)
    assert_true(has_text(&lines, page));
  paged_close(&p);
  g_free(source);
}

static void chapters_may_open_on_any_new_page(void **state)
{
  (void)state;
  char *source = long_source(5);
  struct paged p = build_changed(source, "yearbook", CHANGED({"begins: any ", "begins: page "}));
  struct lines lines = lines_of(&p);
  size_t last = 0;
  for (size_t i = 0; i < lines.count; i++)
    if (strcmp(lines.items[i].inside, "H1") == 0) {
      assert_true(lines.items[i].page > last);
      last = lines.items[i].page;
    }
  for (size_t page = 1; page <= p.document->page_count; page++)
    assert_true(has_text(&lines, page));
  paged_close(&p);
  g_free(source);
}

static void stress_changes_the_face_and_fakes_nothing(void **state)
{
  (void)state;
  char *source = free_report("正文**重点**与*强调*。");
  struct paged p = build_changed(source, "yearbook", UNCHANGED);
  struct lines lines = lines_of(&p);
  const struct line *line = find_line(&lines, "P", "重点");
  assert_non_null(strstr(line->face, "Song"));
  size_t seen = 0; /* bold is 黑体; emphasis has dots below and the face of the text */
  for (size_t n = 0; n < p.document->page_count; n++)
    for (size_t i = 0; i < p.document->pages[n].count; i++) {
      const struct frame_item *item = &p.document->pages[n].items[i];
      if (item->kind != FRAME_RUN || (strcmp(item->as.run.text, "重点") && strcmp(item->as.run.text, "强调")))
        continue;
      bool bold = strcmp(item->as.run.text, "重点") == 0;
      assert_non_null(strstr(p.document->faces[item->as.run.face].name, bold ? "Hei" : "Song"));
      assert_int_equal(item->as.run.size, p.sheet->styles[STYLE_BODY].size);
      seen++;
    }
  assert_int_equal(seen, 2);
  paged_close(&p);
  p = build_changed(source, "gongwen", UNCHANGED);
  lines = lines_of(&p);
  assert_non_null(strstr(find_line(&lines, "P", "重点")->face, "Fang"));
  paged_close(&p);
  g_free(source);
}

/* --- page numbers, contents, heads --- */

static char *page_labels(const struct paged *p)
{
  GString *out = g_string_new(NULL);
  for (size_t i = 0; i < p->document->page_count; i++)
    g_string_append_printf(out, "%s%s", i ? " " : "", p->document->pages[i].label);
  return g_string_free(out, FALSE);
}

static char *page_folios(const struct paged *p)
{
  GString *out = g_string_new(NULL);
  struct lines lines = lines_of(p);
  for (size_t page = 1; page <= p->document->page_count; page++)
    g_string_append_printf(out, "%s%s", page > 1 ? " " : "", artifact_text(&lines, page, false));
  return g_string_free(out, FALSE);
}

static void front_matter_has_numbers_of_its_own(void **state)
{
  (void)state;
  static const struct {
    const char *folio, *labels, *folios;
  } rows[] = {{"folio: roman", "i ii 1 2", " ii 1 2"},
              {"folio: none", "i ii 1 2", "  1 2"},
              {"folio: same", "1 2 3 4", " 2 3 4"}};
  char *source = long_source(4);
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    struct paged p = build_changed(source, "yearbook", CHANGED({"folio: roman", rows[i].folio}));
    char *labels = page_labels(&p), *folios = page_folios(&p);
    assert_true(g_str_has_prefix(labels, rows[i].labels));
    assert_true(g_str_has_prefix(folios, rows[i].folios));
    g_free(labels);
    g_free(folios);
    paged_close(&p);
  }
  g_free(source);
}

/* Two pages of contents: the text begins with 1 on a recto all the same. */
static void text_begins_with_one_on_a_recto(void **state)
{
  (void)state;
  char *source = long_source(20);
  struct paged p = build_changed(source, "yearbook", UNCHANGED);
  struct lines lines = lines_of(&p);
  const struct line *first = find_line(&lines, "H1", "第1部分");
  assert_int_equal(first->page, 5);
  assert_string_equal(p.document->pages[2].label, "iii");
  assert_string_equal(p.document->pages[3].label, "iv"); /* blank */
  assert_string_equal(p.document->pages[4].label, "1");
  assert_string_equal(artifact_text(&lines, 4, false), "");
  paged_close(&p);
  g_free(source);
}

#define LONG_TITLE                                                                                                     \
  "关于进一步加强和改进本地区政府信息公开工作若干重大问题的研究与思考以及下一阶段重点任务安排部署情况说明"

static struct paged build_long_entry(void)
{
  return build_changed("agency: 甲\nyear: 2025\ntitle: 报告\nsections:\n"
                       "  - title: 总体情况\n    text: 甲。\n"
                       "  - title: " LONG_TITLE "\n    text: 甲。\n",
                       "yearbook", UNCHANGED);
}

static void entries_lead_to_their_pages(void **state)
{
  (void)state;
  char *source = long_source(8);
  struct paged p = build_changed(source, "yearbook", UNCHANGED);
  const struct frame_page *contents = &p.document->pages[1];
  size_t entry = 1; /* outline entry 0 is that of the contents */
  for (size_t i = 0; i < contents->count; i++) {
    if (contents->items[i].kind != FRAME_LINK)
      continue;
    while (p.document->outline[entry].level > 2)
      entry++;
    const struct frame_outline *heading = &p.document->outline[entry++];
    const struct frame_item *link = &contents->items[i];
    assert_null(link->as.link.uri);
    assert_int_equal(link->as.link.page, heading->page);
    assert_int_equal(link->as.link.to_y, heading->y);
    const struct frame_item *number = link; /* the last run before the element ends */
    for (size_t k = i; contents->items[k].kind != FRAME_TAG_END; k++)
      if (contents->items[k].kind == FRAME_RUN)
        number = &contents->items[k];
    assert_string_equal(number->as.run.text, p.document->pages[heading->page].label);
    len right = sheet_area_x(p.sheet, 2) + p.sheet->area_width;
    assert_int_equal(number->x + number->as.run.advance, right);
  }
  assert_true(entry > 8);
  paged_close(&p);
  g_free(source);
}

static void leaders_stand_at_mid_height_on_one_grid(void **state)
{
  (void)state;
  struct paged p = build_long_entry();
  const struct frame_page *page = &p.document->pages[1];
  const struct text_style *style = &p.sheet->styles[STYLE_CONTENTS_1];
  len edge = sheet_area_x(p.sheet, 2) + p.sheet->area_width, baseline = 0;
  size_t dots = 0;
  for (size_t i = 0; i < page->count; i++) {
    const struct frame_item *item = &page->items[i];
    if (item->kind == FRAME_RUN)
      baseline = item->y;
    if (item->kind != FRAME_PATH)
      continue;
    assert_in_range(baseline - item->y, style->size * 37 / 100, style->size * 39 / 100);
    for (uint32_t k = 0; k < item->as.path.count; k++) {
      if (item->as.path.segments[k].step != FRAME_STEP_MOVE)
        continue;
      len middle = item->x + item->as.path.segments[k].to.x + style->size / 24; /* a dot begins at its left */
      assert_int_equal((edge - middle) % p.sheet->contents.leader, 0);
      dots++;
    }
  }
  assert_true(dots > 60);
  paged_close(&p);
}

static void long_entries_break_and_keep_their_number(void **state)
{
  (void)state;
  struct paged p = build_long_entry();
  struct lines lines = lines_of(&p);
  const struct line *first = find_line(&lines, "Link", "关于进一步"), *last = find_line(&lines, "Link", "情况说明");
  len left = sheet_area_x(p.sheet, 2), em = p.sheet->styles[STYLE_CONTENTS_1].cell;
  assert_true(first->y < last->y);
  assert_int_equal(last->x, left + 2 * em); /* CL-82 */
  assert_true(first->end <= left + p.sheet->area_width - 3 * em);
  assert_true(g_str_has_suffix(last->text, "说明1")); /* words, then number: nothing of the leader between */
  assert_int_equal(last->end, left + p.sheet->area_width);
  paged_close(&p);
}

static void reports_without_headings_or_contents_have_none(void **state)
{
  (void)state;
  char *source = long_source(2);
  struct paged p = build_changed(source, "gongwen", UNCHANGED);
  for (size_t i = 0; i < p.document->element_count; i++)
    assert_true(p.document->elements[i].tag != FRAME_TAG_TOC);
  assert_string_equal(p.document->pages[0].label, "1");
  paged_close(&p);
  g_free(source);
}

static void heads_name_title_and_section(void **state)
{
  (void)state;
  char *source = long_source(8);
  struct paged p =
      build_changed(source, "yearbook", CHANGED({"even: \"{title}\"", "even: \"{agency}·{title}（{year}）\""}));
  struct lines lines = lines_of(&p);
  assert_string_equal(artifact_text(&lines, 1, true), ""); /* the title page */
  assert_string_equal(artifact_text(&lines, 2, true), "某区某局·报告（2025）");
  const char *section = "";
  for (size_t page = 3; page <= p.document->page_count; page++) {
    for (size_t i = 0; i < lines.count; i++)
      if (lines.items[i].page == page && strcmp(lines.items[i].inside, "H1") == 0)
        section = lines.items[i].text;
    if (page % 2)
      assert_string_equal(artifact_text(&lines, page, true), section);
  }
  assert_int_equal(p.sheet->styles[STYLE_HEAD].size, 9 * LEN_PT);
  assert_true(p.sheet->styles[STYLE_HEAD].size < p.sheet->styles[STYLE_FOLIO].size);
  paged_close(&p);
  g_free(source);
}

/* Behind the contents, the text may begin with a preface, which has no section yet. */
static void prefaces_have_no_section(void **state)
{
  (void)state;
  struct paged p = build_changed(
      "agency: 甲\nyear: 2025\ntitle: 报告\npreface: 现予公布。\nsections:\n"
      "  - title: 情况\n    text: 甲。\n",
      "yearbook", CHANGED({"begins: any ", "begins: page "}, {"even: \"{title}\"", "even: \"{section}\""}));
  struct lines lines = lines_of(&p);
  static const char *const heads[] = {"", "目　录", "", "一、情况"};
  assert_int_equal(p.document->page_count, 4);
  for (size_t page = 1; page <= 4; page++)
    assert_string_equal(artifact_text(&lines, page, true), heads[page - 1]);
  paged_close(&p);
}

static void long_heads_are_shortened(void **state)
{
  (void)state;
  struct paged p =
      build_changed("agency: 甲\nyear: 2025\ntitle: 报告\nsections:\n"
                    "  - title: " LONG_TITLE LONG_TITLE LONG_TITLE LONG_TITLE LONG_TITLE "\n    text: 甲。\n",
                    "yearbook", UNCHANGED);
  struct lines lines = lines_of(&p);
  const char *head = artifact_text(&lines, 3, true);
  assert_true(g_str_has_suffix(head, "…"));
  for (size_t i = 0; i < lines.count; i++)
    if (lines.items[i].text == head) {
      assert_true(lines.items[i].x >= p.sheet->area_x);
      assert_in_range(lines.items[i].end - lines.items[i].x, p.sheet->area_width * 9 / 10, p.sheet->area_width);
    }
  paged_close(&p);
}

static void heads_stand_clear_of_the_text(void **state)
{
  (void)state;
  char *source = long_source(3);
  struct paged p = build_changed(source, "yearbook", CHANGED({"rule: 0.12mm", "rule: 0"}));
  struct lines lines = lines_of(&p);
  for (size_t i = 0; i < lines.count; i++)
    if (lines.items[i].y < p.sheet->area_y)
      assert_in_range(p.sheet->area_y - len_from_mm(5, 1) - lines.items[i].y, lines.items[i].size * 12 / 100 - 1,
                      lines.items[i].size * 12 / 100 + 1);
  paged_close(&p);
  g_free(source);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      RULE("CL-03", lines_stand_half_to_a_whole_size_apart),
      RULE("CL-06", all_body_lines_register),
      RULE("CL-07", small_type_is_reported),
      RULE("CL-80", first_lines_are_two_characters_in_or_one_where_narrow),
      RULE("CL-80", text_after_a_list_or_heading_is_indented_too),
      RULE("CL-81", paragraphs_follow_without_space),
      RULE("CL-81", paragraphs_follow_without_space_where_lines_are_close),
      RULE("CL-81", block_spaces_are_whole_lines),
      RULE("CL-82", indents_are_whole_characters),
      RULE("CL-86", heading_sizes_rise_by_ten_to_twenty_percent),
      RULE("CL-86", headings_never_end_a_page),
      RULE("CL-87", chapters_open_on_a_recto),
      RULE("CL-87", chapters_may_open_on_any_new_page),
      RULE("CL-89", stress_changes_the_face_and_fakes_nothing),
      RULE("CL-95", front_matter_has_numbers_of_its_own),
      RULE("CL-95", text_begins_with_one_on_a_recto),
      RULE("CL-96", entries_lead_to_their_pages),
      RULE("CL-96", leaders_stand_at_mid_height_on_one_grid),
      RULE("CL-96", long_entries_break_and_keep_their_number),
      RULE("CL-96", reports_without_headings_or_contents_have_none),
      RULE("CL-97", heads_name_title_and_section),
      RULE("CL-97", prefaces_have_no_section),
      RULE("CL-97", long_heads_are_shortened),
      RULE("CL-97", heads_stand_clear_of_the_text),
  };
  return RULES_RUN(tests);
}
