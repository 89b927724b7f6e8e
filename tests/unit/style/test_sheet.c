/* Layout files: the one of the checkout as it must come out, and everything that can be wrong in one. */
#include "../golden.h"

#include <glib/gstdio.h>

#include "style/style.h"

#define GAP     "gap: 7/8\n" /* with the line break, since a comment speaks of it too */
#define LAYOUTS NIANBAO_ROOT "/layouts"

struct fixture {
  struct arena *arena;
  struct files files;
  struct diags diags;
  char *folder; /* of layouts made by the test; or NULL */
};

static void fixture_init(struct fixture *fixture)
{
  *fixture = (struct fixture){.arena = arena_new()};
  files_init(&fixture->files, fixture->arena);
  diags_init(&fixture->diags, fixture->arena);
}

static void fixture_done(struct fixture *fixture)
{
  if (fixture->folder) {
    char *file = g_build_filename(fixture->folder, "ours.yaml", NULL);
    g_remove(file);
    g_rmdir(fixture->folder);
    g_free(file);
  }
  g_free(fixture->folder);
  arena_free(fixture->arena);
}

static const struct sheet *load(struct fixture *fixture, const char *folder, const char *name)
{
  return sheet_load(fixture->arena, &fixture->files, folder, name, SPAN_NONE, &fixture->diags);
}

/* A layout of the checkout with one passage changed, loaded as “ours”. */
static const struct sheet *load_layout(struct fixture *fixture, const char *layout, const char *from, const char *to)
{
  char *text, *path = g_strdup_printf("%s/%s.yaml", LAYOUTS, layout);
  assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_free(path);
  char *at = strstr(text, from);
  if (!at)
    fail_msg("%s.yaml no longer has: %s", layout, from);
  GString *changed = g_string_new_len(text, at - text);
  g_string_append(changed, to);
  g_string_append(changed, at + strlen(from));
  fixture->folder = g_dir_make_tmp("layouts-XXXXXX", NULL);
  char *file = g_build_filename(fixture->folder, "ours.yaml", NULL);
  assert_true(g_file_set_contents(file, changed->str, -1, NULL));
  const struct sheet *sheet = load(fixture, fixture->folder, "ours");
  g_free(file);
  g_string_free(changed, TRUE);
  g_free(text);
  return sheet;
}

static const struct sheet *load_changed(struct fixture *fixture, const char *from, const char *to)
{
  return load_layout(fixture, "gongwen", from, to);
}

static void check_golden(const char *layout, const char *golden)
{
  struct fixture fixture;
  fixture_init(&fixture);
  const struct sheet *sheet = load(&fixture, LAYOUTS, layout);
  assert_int_equal(fixture.diags.count, 0);
  assert_non_null(sheet);
  char *text = NULL;
  size_t size;
  FILE *out = open_memstream(&text, &size);
  sheet_dump(out, sheet);
  fclose(out);
  golden_check(golden, text);
  free(text);
  fixture_done(&fixture);
}

static void test_goldens(void **state)
{
  (void)state;
  check_golden("gongwen", "style/gongwen.txt");
  check_golden("yearbook", "style/yearbook.txt");
}

/* GW-03, GW-04, GW-05 by their numbers, not by the dump. */
static void test_geometry(void **state)
{
  (void)state;
  struct fixture fixture;
  fixture_init(&fixture);
  const struct sheet *sheet = load(&fixture, LAYOUTS, "gongwen");
  assert_non_null(sheet);
  assert_int_equal(sheet->area_width, len_from_mm(156, 1));
  assert_int_equal(sheet->area_height, len_from_mm(225, 1));
  assert_int_equal(sheet->area_x, len_from_mm(28, 1));
  assert_int_equal(sheet->area_y, len_from_mm(37, 1));
  assert_in_range(sheet_line_top(sheet, 1), 29.61 * LEN_PT, 29.63 * LEN_PT);
  assert_int_equal(sheet_line_top(sheet, 21) + sheet->box, sheet->area_height); /* no gap below the last line */
  assert_in_range(sheet->box, 15.79 * LEN_PT, 15.81 * LEN_PT);
  assert_in_range(sheet->styles[STYLE_BODY].cell * 28, sheet->area_width - 28, sheet->area_width);
  assert_int_equal(sheet->styles[STYLE_BODY].size, 16 * LEN_PT);
  assert_int_equal(sheet->styles[STYLE_BODY].indent_first, len_scale(sheet->area_width, 2, 28));
  assert_int_equal(sheet->folio.drop, len_from_mm(7, 1));
  assert_int_equal(sheet->table.band.red, 0xC6);
  fixture_done(&fixture);
}

static void test_good_changes(void **state)
{
  static const struct {
    const char *from, *to;
  } rows[] = {
      {GAP, "pitch: 29pt\n"},
      {"kinsoku: gb", "kinsoku: strict"},
      {"kinsoku: gb", "kinsoku: measure"},
      {"hanging: never", "hanging: narrow"},
      {"hyphenation: none", "hyphenation: en_US"},
      {"interpunct: half", "interpunct: full"},
      {"opening: trim", "opening: keep"},
      {"emphasis: dots", "emphasis: bold"},
      {"numbers: [1., （1）]", "numbers: [一、, （一）, 1., （1）]"},
      {"band: C6D9F1", "band: none"},
      {"size: 三号", "size: 5.6mm"},
      {"drop: 7mm", "drop: 0"},
      {"  restart: page ", "  restart: report "},
      {"  numbers: ① ", "  numbers: ① #"},
      {"rule: 40mm", "rule: 0"},
      {"text:\n", "sizes: {三号: 15.75pt, 标题: 21 pt}\ntext:\n"},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    struct fixture fixture;
    fixture_init(&fixture);
    const struct sheet *sheet = load_changed(&fixture, rows[i].from, rows[i].to);
    if (!sheet || fixture.diags.count)
      fail_msg("%s: %s", rows[i].to, fixture.diags.count ? fixture.diags.items[0]->message : "no sheet");
    fixture_done(&fixture);
  }
}

/* A layout from before there was `footnotes:` is still whole; what only ① can do is not asked of other numbers. */
static void test_footnotes(void **state)
{
  (void)state;
  struct fixture fixture;
  fixture_init(&fixture);
  char *text, *begin, *end;
  assert_true(g_file_get_contents(LAYOUTS "/gongwen.yaml", &text, NULL, NULL));
  begin = strstr(text, "footnotes: ");
  end = strstr(text, "\nfolio: ") + 1;
  assert_true(begin && end > begin);
  char *map = g_strndup(begin, (gsize)(end - begin));
  const struct sheet *sheet = load_changed(&fixture, map, "");
  assert_non_null(sheet);
  assert_true(sheet->notes.place == NOTES_PAGE && sheet->notes.by_page && sheet->notes.raised);
  assert_int_equal(sheet->notes.rule, len_from_mm(40, 1));
  g_free(map);
  g_free(text);
  fixture_done(&fixture);

  fixture_init(&fixture);
  sheet = load_changed(&fixture, "  restart: page ", "  # ");
  assert_true(sheet->notes.by_page && sheet->notes.raised);
  assert_int_equal(sheet->notes.place, NOTES_PAGE);
  assert_int_equal(sheet->notes.rule, len_from_mm(40, 1));
  fixture_done(&fixture);

  fixture_init(&fixture);
  sheet =
      load_changed(&fixture, "  numbers: ①                 # ①, 1 or \"[1]\"\n  restart: page ", "  numbers: 1\n  # ");
  assert_false(sheet->notes.by_page);
  assert_int_equal(sheet->notes.numbers, NOTE_ARABIC);
  fixture_done(&fixture);
}

static void test_values(void **state)
{
  (void)state;
  struct fixture fixture;
  fixture_init(&fixture);
  const struct sheet *sheet = load_changed(&fixture, "text:\n", "sizes: {三号: 15.75pt}\ntext:\n");
  assert_int_equal(sheet->styles[STYLE_BODY].size, 16128);
  assert_int_equal(sheet->styles[STYLE_H1].size, 16128); /* from body */
  assert_int_equal(sheet->styles[STYLE_TITLE].size, 22 * LEN_PT);
  assert_int_equal(sheet->styles[STYLE_TABLE_CELL].pitch, len_scale(10752, 13, 10));
  fixture_done(&fixture);

  fixture_init(&fixture);
  sheet = load_changed(&fixture, GAP, "pitch: 28.95pt\n");
  assert_int_equal(sheet_line_top(sheet, 21), 21 * 29645);          /* 28.95 pt */
  assert_int_equal(sheet->box, len_scale(sheet->pitch_num, 8, 15)); /* a gap stays between lines */
  fixture_done(&fixture);

  fixture_init(&fixture);
  sheet = load_changed(&fixture, "lists:\n  numbers: [1., （1）]\n  marks: [——, ◇]\n", "");
  assert_int_equal(sheet->list.number_count, 2);
  assert_string_equal(sheet->list.marks[0], "——");
  assert_int_equal(sheet->styles[STYLE_LIST].numbering, NUMBERING_ARABIC);
  fixture_done(&fixture);
}

/* What a layout without heads and contents, and a mirrored one, come to. */
static void test_furniture(void **state)
{
  (void)state;
  struct fixture fixture;
  fixture_init(&fixture);
  const struct sheet *sheet = load(&fixture, LAYOUTS, "gongwen");
  assert_int_equal(sheet->contents.levels, 0);
  assert_null(sheet->head.odd);
  assert_true(sheet->folio.first && sheet->folio.blank && sheet->signature.inset_set);
  assert_int_equal(sheet_area_x(sheet, 1), sheet_area_x(sheet, 2));
  assert_int_equal(sheet->styles[STYLE_HEAD].size, sheet->styles[STYLE_FOLIO].size); /* not in the file */
  assert_string_equal(sheet->styles[STYLE_CONTENTS_1].role, sheet->styles[STYLE_BODY].role);
  assert_int_equal(sheet->styles[STYLE_CONTENTS_TITLE].numbering, NUMBERING_NONE);
  fixture_done(&fixture);

  fixture_init(&fixture);
  sheet = load(&fixture, LAYOUTS, "yearbook");
  assert_int_equal(sheet_area_x(sheet, 3), sheet->area_x);
  assert_int_equal(sheet_area_x(sheet, 4), sheet->page_width - sheet->area_x - sheet->area_width);
  assert_int_equal(sheet->area_width, 38 * sheet->styles[STYLE_BODY].size);
  assert_int_equal(sheet->styles[STYLE_CONTENTS_3].indent, sheet->styles[STYLE_CONTENTS_2].indent);
  assert_int_equal(sheet->styles[STYLE_CONTENTS_TITLE].begins, BEGINS_PAGE);
  fixture_done(&fixture);
}

struct bad_row {
  const char *from, *to;
  enum diag_code code;
  const char *message; /* a part of it */
  const char *hint;    /* a part of it, or NULL */
};

static bool found(const struct diags *diags, const struct bad_row *row)
{
  for (size_t i = 0; i < diags->count; i++) {
    const struct diag *diag = diags->items[i];
    if (diag->code == row->code && strstr(diag->message, row->message) &&
        (!row->hint || (diag->hint && strstr(diag->hint, row->hint))) && span_known(diag->span))
      return true;
  }
  return false;
}

static void check_bad(const char *layout, const struct bad_row *row)
{
  struct fixture fixture;
  fixture_init(&fixture);
  const struct sheet *sheet = load_layout(&fixture, layout, row->from, row->to);
  if (!found(&fixture.diags, row)) {
    for (size_t i = 0; i < fixture.diags.count; i++)
      print_message("%s [%s] (%s)\n", fixture.diags.items[i]->message, diag_code_name(fixture.diags.items[i]->code),
                    fixture.diags.items[i]->hint ? fixture.diags.items[i]->hint : "");
    fail_msg("“%s” must be reported as “%s”", row->to, row->message);
  }
  assert_null(sheet);
  fixture_done(&fixture);
}

static void test_bad(void **state)
{
  static const struct bad_row rows[] = {
      /* keys */
      {"kinsoku: gb", "kinsku: gb", DIAG_KEY_UNKNOWN, "kinsku", "kinsoku"},
      {"  h1:  ", "  h7:  ", DIAG_KEY_UNKNOWN, "h7", NULL},
      {"folio:                       #", "foliage: #", DIAG_KEY_MISSING, "folio", NULL},
      {"indent_first: 2字\n", "indent_frist: 2字\n", DIAG_KEY_UNKNOWN, "indent_frist", "indent_first"},
      /* lengths */
      {"width: 210mm", "width: 210", DIAG_VALUE_BAD, "“210” is not a length", "28mm or 12.5pt"},
      {"width: 210mm", "width: 210cm", DIAG_VALUE_BAD, "“210cm”", "28mm"},
      {"width: 210mm", "width: 10字", DIAG_VALUE_BAD, "“10字”", "28mm"},
      {"width: 210mm", "width: 1mm", DIAG_VALUE_BAD, "out of range", "from 20.00 pt to"},
      {"width: 210mm", "width: -210mm", DIAG_VALUE_BAD, "out of range", NULL},
      {"width: 210mm", "width: 100mm", DIAG_VALUE_BAD, "does not fit on the paper", NULL},
      {"width: 210mm", "width: 99999999999999999999mm", DIAG_VALUE_BAD, "is not a length", NULL},
      {"width: 210mm", "width: 2.00001mm", DIAG_VALUE_BAD, "is not a length", NULL},
      {"width: 210mm", "width: 20001mm", DIAG_VALUE_BAD, "is not a length", NULL},
      {"width: 210mm", "width: [1]", DIAG_VALUE_KIND, "width", NULL},
      {"left: 28mm", "left: 28m", DIAG_VALUE_BAD, "“28m”", NULL},
      {"indent_first: 2字\n", "indent_first: 2个字\n", DIAG_VALUE_BAD, "“2个字”", "0.5em"},
      {"whole_gap: 75mm", "whole_gap: 2em", DIAG_VALUE_BAD, "“2em”", "1行"},
      {"continued: 续表", "total: {rule: 0.2}\n  continued: 续表", DIAG_VALUE_BAD, "“0.2”", NULL},
      {"continued: 续表", "total: {weight: bold}\n  continued: 续表", DIAG_KEY_UNKNOWN, "weight", "role"},
      {"drop: 7mm", "drop: 40mm", DIAG_VALUE_BAD, "out of range", NULL},
      {"cell: 1字", "cell: 3字", DIAG_VALUE_BAD, "out of range for “cell”", NULL},
      {"pitch: 36pt", "pitch: 36px", DIAG_VALUE_BAD, "“36px”", NULL},
      {"indent_end: 2字", "indent_end: 160mm", DIAG_VALUE_BAD, "no room for text", NULL},
      /* sizes */
      {"size: 三号", "size: 三", DIAG_VALUE_BAD, "“三” is not a type size", "三号"},
      {"size: 三号", "size: 二三号", DIAG_VALUE_BAD, "type size", "Did you mean"},
      {"size: 三号", "size: 2em", DIAG_VALUE_BAD, "type size", "10.5pt"},
      {"size: 三号", "size: 1pt", DIAG_VALUE_BAD, "out of range", "from 4.00 pt to 100.00 pt"},
      {"text:\n", "sizes: {三号: 大}\ntext:\n", DIAG_VALUE_BAD, "“大” is not a length that “三号”", NULL},
      {"sizes: [五号, 小五, 六号]", "sizes: [五号, 小五, 四号]", DIAG_VALUE_BAD, "smaller than the one before", NULL},
      {"sizes: [五号, 小五, 六号]", "sizes: []", DIAG_VALUE_BAD, "from 1 to 4 values", NULL},
      {"sizes: [五号, 小五, 六号]", "sizes: [五号, 小五, 9号]", DIAG_VALUE_BAD, "“9号”", NULL},
      /* grid */
      {GAP, "gap: 0.875\n", DIAG_VALUE_BAD, "not a share of a line", "7/8"},
      {GAP, "gap: 7/0\n", DIAG_VALUE_BAD, "not a share of a line", NULL},
      {GAP, "gap: x/8\n", DIAG_VALUE_BAD, "not a share of a line", NULL},
      {GAP, "gap: 7/8\n  pitch: 28pt\n", DIAG_VALUE_BAD, "either “gap” or “pitch”", "not both"},
      {"  gap: 7/8\n", "", DIAG_KEY_MISSING, "either “gap” or “pitch”", NULL},
      {GAP, "pitch: 40pt\n", DIAG_VALUE_BAD, "22 lines at this pitch", NULL},
      {GAP, "pitch: 2\n", DIAG_VALUE_BAD, "is not a length", NULL},
      {"chars: 28", "chars: 0", DIAG_VALUE_BAD, "chars", NULL},
      {"lines: 22", "lines: many", DIAG_VALUE_KIND, "lines", NULL},
      /* choices */
      {"emphasis: dots", "emphasis: italic", DIAG_VALUE_BAD, "“italic”", "dots, bold"},
      {"kinsoku: gb", "kinsoku: hard", DIAG_VALUE_BAD, "“hard”", "basic, gb, strict"},
      {"hanging: never", "hanging: sometimes", DIAG_VALUE_BAD, "“sometimes”", "never, narrow, always"},
      {"date_gap: true", "date_gap: maybe", DIAG_VALUE_KIND, "date_gap", NULL},
      {"align: justify", "align: middle", DIAG_VALUE_BAD, "“middle”", "justify, start, centre, end"},
      {"numbering: 一、", "numbering: A.", DIAG_VALUE_BAD, "“A.”", "（一）"},
      {"numbers: [1., （1）]", "numbers: [①]", DIAG_VALUE_BAD, "“①”", NULL},
      {"marks: [——, ◇]", "marks: [——, 五个字符号]", DIAG_VALUE_BAD, "from 1 to 4 characters", NULL},
      {"marks: [——, ◇]", "marks: [a, b, c, d, e]", DIAG_VALUE_BAD, "from 1 to 4 values", NULL},
      {"band: C6D9F1", "band: blue", DIAG_VALUE_BAD, "“blue” is not a colour", "C6D9F1"},
      {"band: C6D9F1", "band: C6D9", DIAG_VALUE_BAD, "not a colour", NULL},
      {"pattern: \"— # —\"", "pattern: \"— 1 —\"", DIAG_VALUE_BAD, "“#” once", NULL},
      {"pattern: \"— # —\"", "pattern: \"# / #\"", DIAG_VALUE_BAD, "“#” once", NULL},
      {"sides: true", "sides: yes", DIAG_VALUE_KIND, "sides", NULL},
      {"vertical_heads: never", "vertical_heads: wide", DIAG_VALUE_BAD, "vertical_heads", NULL},
      {"continued: 续表", "continued: 接上页", DIAG_VALUE_BAD, "continued", NULL},
      {"wide: turn", "wide: shrink", DIAG_VALUE_BAD, "“shrink”", "error, turn, fold"},
      /* footnotes */
      {"place: page", "place: margin", DIAG_VALUE_BAD, "“margin”", "page, section, end"},
      {"place: page", "place: end", DIAG_VALUE_BAD, "Only ① at the foot", "restart: report"},
      {"numbers: ①", "numbers: \"[1]\"", DIAG_VALUE_BAD, "Only ① at the foot", "numbers: ①"},
      {"numbers: ①", "numbers: A", DIAG_VALUE_BAD, "“A”", "①, 1, [1]"},
      {"restart: page", "restart: section", DIAG_VALUE_BAD, "“section”", "report, page"},
      {"raised: true", "raised: 高", DIAG_VALUE_KIND, "raised", NULL},
      {"rule: 40mm", "rule: 200mm", DIAG_VALUE_BAD, "out of range for “rule”", NULL},
      {"rule_width: 0.25mm", "rule_width: 20mm", DIAG_VALUE_BAD, "out of range for “rule_width”", NULL},
      {"  gap: 3mm", "  gap: -3mm", DIAG_VALUE_BAD, "out of range for “gap”", NULL},
      {"rule_gap: 2mm", "rule_gap: 90mm", DIAG_VALUE_BAD, "out of range for “rule_gap”", NULL},
      /* styles */
      {"    role: 仿宋\n", "", DIAG_KEY_MISSING, "no “role”", NULL},
      {"    size: 三号\n", "", DIAG_KEY_MISSING, "no “size”", NULL},
      {"    from: body\n", "    from: bdoy\n", DIAG_NAME_UNKNOWN, "no style “bdoy” above", "body"},
      {"    from: body\n", "    from: folio\n", DIAG_NAME_UNKNOWN, "no style “folio” above", "Move the style “folio”"},
      {"    from: body\n", "    from: nothing\n", DIAG_NAME_UNKNOWN, "no style “nothing” above", NULL},
      {"from: body\n\n  table_cell", "from: list\n\n  table_cell", DIAG_NAME_UNKNOWN, "no style “list” above", "Move"},
      {"rows: 2", "rows: 99", DIAG_VALUE_BAD, "rows", NULL},
      {"styles:\n", "styles: []\nothers:\n", DIAG_VALUE_KIND, "styles", NULL},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    check_bad("gongwen", &rows[i]);
}

static void test_bad_furniture(void **state)
{
  static const struct bad_row gongwen[] = {
      {"left: 28mm", "left: 28mm, inner: 28mm", DIAG_VALUE_BAD, "either “left” or “inner”", "not both"},
      {"left: 28mm, ", "", DIAG_KEY_MISSING, "either “left” or “inner”", "inner: 22mm"},
      {"inset: 2字", "inset: 90mm", DIAG_VALUE_BAD, "out of range for “inset”", NULL},
  };
  static const struct bad_row yearbook[] = {
      {"inner: 22mm", "inner: 50mm", DIAG_VALUE_BAD, "does not fit on the paper", NULL},
      {"begins: any", "begins: left", DIAG_VALUE_BAD, "“left”", "any, page, recto"},
      {"odd: \"{section}\"", "odd: \"{chapter}\"", DIAG_NAME_UNKNOWN, "nothing for “{chapter}”", "{title}, {section}"},
      {"odd: \"{section}\"", "odd: \"{sectoin}\"", DIAG_NAME_UNKNOWN, "“{sectoin}”", "Did you mean “section”"},
      {"odd: \"{section}\"", "odd: \"{\"", DIAG_NAME_UNKNOWN, "“{}”", NULL},
      {"rise: 5mm", "rise: 26mm", DIAG_VALUE_BAD, "out of range for “rise”", NULL},
      {"rule: 0.12mm", "rule: 5mm", DIAG_VALUE_BAD, "out of range for “rule”", NULL},
      {"levels: 2", "levels: 4", DIAG_VALUE_BAD, "levels", NULL},
      {"folio: roman", "folio: greek", DIAG_VALUE_BAD, "“greek”", "roman, same, none"},
      {"leader: 0.5em", "leader: 0.5", DIAG_VALUE_BAD, "“0.5”", "0.5em"},
      {"  title: 目　录\n", "", DIAG_KEY_MISSING, "title", NULL},
      {"first: false", "first: never", DIAG_VALUE_KIND, "first", NULL},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(gongwen); i++)
    check_bad("gongwen", &gongwen[i]);
  for (size_t i = 0; i < G_N_ELEMENTS(yearbook); i++)
    check_bad("yearbook", &yearbook[i]);
}

/* CL-03, CL-07: said, but not refused. */
static void test_rules_departed_from(void **state)
{
  static const struct {
    const char *from, *to, *message;
  } rows[] = {{"size: 五号", "size: 小六", "smaller than 六号"}, {"lines: 34", "lines: 44", "less than half"}};
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    struct fixture fixture;
    fixture_init(&fixture);
    assert_non_null(load_layout(&fixture, "yearbook", rows[i].from, rows[i].to));
    assert_int_equal(fixture.diags.errors, 0);
    assert_int_equal(fixture.diags.items[0]->code, DIAG_LAYOUT_RULE);
    assert_non_null(strstr(fixture.diags.items[0]->message, rows[i].message));
    fixture_done(&fixture);
  }
}

/* One run reports everything. */
static void test_all_at_once(void **state)
{
  (void)state;
  struct fixture fixture;
  fixture_init(&fixture);
  assert_null(load_changed(&fixture, "  orphans: 2\n", "  orphans: 99\n  kinsku: gb\nfoo: bar\nsizes: {三号: 大}\n"));
  assert_int_equal(fixture.diags.errors, 4);
  fixture_done(&fixture);
}

static void test_names(void **state)
{
  static const struct {
    const char *folder, *name;
    enum diag_code code;
    const char *hint;
  } rows[] = {
      {LAYOUTS, "gongwne", DIAG_NAME_UNKNOWN, "Did you mean “gongwen”?"},
      {LAYOUTS, "quite-other", DIAG_NAME_UNKNOWN, "The layouts that exist are: "},
      {LAYOUTS, "../layouts/gongwen", DIAG_NAME_UNKNOWN, NULL},
      {LAYOUTS, "forms/disclosure-2021", DIAG_NAME_UNKNOWN, NULL},
      {LAYOUTS, "", DIAG_NAME_UNKNOWN, NULL},
      {LAYOUTS, "..", DIAG_NAME_UNKNOWN, NULL},
      {"/nowhere", "gongwen", DIAG_IO_READ, "--layouts"},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    struct fixture fixture;
    fixture_init(&fixture);
    assert_null(load(&fixture, rows[i].folder, rows[i].name));
    assert_int_equal(fixture.diags.count, 1);
    assert_int_equal(fixture.diags.items[0]->code, rows[i].code);
    if (rows[i].hint)
      assert_non_null(strstr(fixture.diags.items[0]->hint, rows[i].hint));
    fixture_done(&fixture);
  }
}

static void test_bad_print(void **state)
{
  static const struct bad_row gongwen[] = {
      {"bleed: 3mm", "bleed: 11mm", DIAG_VALUE_BAD, "out of range for “bleed”", "from 0"},
      {"bleed: 3mm", "bleed: -1mm", DIAG_VALUE_BAD, "out of range for “bleed”", NULL},
      {"marks: true", "marks: crop", DIAG_VALUE_KIND, "marks", NULL},
      {"binding: 0 ", "binding: 27mm ", DIAG_VALUE_BAD, "out of range for “binding”", "to 73.70 pt"},
      {"creep: 0 ", "creep: 6mm ", DIAG_VALUE_BAD, "out of range for “creep”", "to 14.17 pt"},
      {"colours: black", "colours: grey", DIAG_VALUE_BAD, "“grey”", "screen, black, cmyk"},
      {"colours: black", "colours: screen", DIAG_VALUE_BAD, "the colours here are those of screens", "Ask the printer"},
      {"  intent: FOGRA52", "  # ", DIAG_KEY_MISSING, "need “intent”", "intent: FOGRA52"},
      {"intent: FOGRA52", "intent: 胶版纸", DIAG_VALUE_BAD, "Latin letters", "Ask the printer"},
      {"intent: FOGRA52", "intent: a name that is much longer than any which is registered", DIAG_VALUE_BAD, "1 to 40",
       NULL},
      {"  width: 210mm", "  width: 5070mm", DIAG_VALUE_BAD, "larger than a PDF can hold", "5080 mm"},
      {"print:\n", "print: yes\nothers:\n", DIAG_VALUE_KIND, "print", NULL},
      {"even: true", "evn: true", DIAG_KEY_UNKNOWN, "evn", "even"},
  };
  static const struct bad_row yearbook[] = {
      {"  marks: true\n  even", "  binding: 3mm\n  even", DIAG_VALUE_BAD, "mirrored already", "larger “inner”"},
      {"  booklet: false", "  booklet: true\n  creep: 23mm", DIAG_VALUE_BAD, "out of range for “creep”", NULL},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(gongwen); i++)
    check_bad("gongwen", &gongwen[i]);
  for (size_t i = 0; i < G_N_ELEMENTS(yearbook); i++)
    check_bad("yearbook", &yearbook[i]);
}

/* 10 mm, the most, is no whole number of units; and what a group leaves out is as little as can be. */
static void test_print(void **state)
{
  (void)state;
  struct fixture fixture;
  fixture_init(&fixture);
  assert_non_null(load_changed(&fixture, "bleed: 3mm", "bleed: 10mm"));
  fixture_done(&fixture);
  fixture_init(&fixture);
  const struct sheet *sheet = load_layout(
      &fixture, "yearbook",
      "  bleed: 3mm\n  marks: true\n  even: true\n  booklet: false\n  colours: cmyk              # four inks, "
      "gray from black alone\n  intent: FOGRA52\n",
      "  even: false\n");
  assert_non_null(sheet);
  assert_true(sheet->print.set && !sheet->print.marks && !sheet->print.even && !sheet->print.booklet);
  assert_int_equal(sheet->print.bleed, len_from_mm(3, 1));
  assert_int_equal(sheet->print.colours, PRINT_SCREEN);
  assert_null(sheet->print.intent);
  fixture_done(&fixture);
}

/* Files that are no layout at all. */
static void test_whole_file(void **state)
{
  static const char *const texts[] = {"", "- 1\n", "layout\n", "page: {}\ngrid: {}\nstyles: {}\n", "a: [\n"};
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
    struct fixture fixture;
    fixture_init(&fixture);
    fixture.folder = g_dir_make_tmp("layouts-XXXXXX", NULL);
    char *file = g_build_filename(fixture.folder, "ours.yaml", NULL);
    assert_true(g_file_set_contents(file, texts[i], -1, NULL));
    assert_null(load(&fixture, fixture.folder, "ours"));
    assert_true(diags_have_error(&fixture.diags));
    g_free(file);
    fixture_done(&fixture);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_goldens),
      cmocka_unit_test(test_geometry),
      cmocka_unit_test(test_good_changes),
      cmocka_unit_test(test_values),
      cmocka_unit_test(test_bad),
      cmocka_unit_test(test_all_at_once),
      cmocka_unit_test(test_names),
      cmocka_unit_test(test_whole_file),
      cmocka_unit_test(test_furniture),
      cmocka_unit_test(test_bad_furniture),
      cmocka_unit_test(test_rules_departed_from),
      cmocka_unit_test(test_footnotes),
      cmocka_unit_test(test_bad_print),
      cmocka_unit_test(test_print),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
