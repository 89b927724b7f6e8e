#include "make.h"

static const char expected[] =
    "document \"年\\\"报\" author \"局\" subject \"2025\" keywords \"a\\x0ab\" lang zh-CN date 2026-01-20\n"
    "  outline \"一、\" page 1 at 10.000 20.000\n"
    "    outline \"（一）\" page 2 at 10.000 5.500\n"
    "\n"
    "page 1 size 200.000 100.000 label \"1\"\n"
    "  P 1\n"
    "    run 10.000 30.000 FandolFang-Regular 16.000 \"一二三四\" advance 64.000 every 16.000\n"
    "  P 1\n"
    "    run 10.000 60.000 FandolFang-Regular 16.000 #ff0080 \"ab\" advance 32.000 at 0.000 16.000\n"
    "  P 1\n"
    "    run 50.000 80.000 FandolFang-Regular 16.000 turned \"上\" advance 16.000 at 0.000\n"
    "  P 1\n"
    "    run 10.000 90.000 FandolFang-Regular 16.000 \"一——二\\\\三\" advance 96.000"
    " at 0.000 16.000{2:1} 32.000/-2.000 48.000 60.000{1:2} {1:0}\n"
    "\n"
    "page 2 size 200.000 100.000 label \"封面\"\n"
    "  artifact layout\n"
    "    rule 1.000 2.000 across 48.000 width 0.500\n"
    "  artifact layout\n"
    "    rule 1.000 2.000 down -48.000 width 0.500 #010203\n"
    "  artifact background\n"
    "    rect 0.000 0.000 size 10.000 20.000\n"
    "  artifact layout\n"
    "    path 10.000 20.000 filled M 0.000 0.000 C 2.000 -4.000 6.000 -4.000 8.000 0.000"
    " L 8.000 2.000 L 0.000 2.000 Z\n"
    "  artifact layout\n"
    "    path 10.000 20.000 width 0.500 #010203 M 0.000 0.000 C 2.000 -4.000 6.000 -4.000 8.000 0.000"
    " L 8.000 2.000 L 0.000 2.000 Z\n"
    "  artifact pagination\n"
    "  link 10.000 75.000 size 48.000 18.000 to \"https://example.org/\"\n"
    "  link 10.000 75.000 size 48.000 18.000 to page 1 at 10.000 20.000\n"
    "  Table 2\n"
    "    TH 3 rows 2 columns 3 scope column alt \"甲\" lang \"en\"\n"
    "    TD 4 of 1\n"
    "  TD 4 of 1\n";

static void add_runs(struct maker *maker)
{
  static const struct frame_cluster clusters[] = {{3, 1}, {6, 1}, {3, 1}, {1, 2}, {3, 0}};
  static struct frame_glyph glyphs[] = {{.x = 0}, {.x = 16384}, {.x = 32768, .y = -2048}, {.x = 49152}, {.x = 61440}};
  make_text(maker, 0, 10 * LEN_PT, 30 * LEN_PT, "一二三四");
  make_text(maker, 0, 10 * LEN_PT, 60 * LEN_PT, "ab")->colour = (struct frame_colour){255, 0, 128};
  make_text(maker, 0, 50 * LEN_PT, 80 * LEN_PT, "上")->turned = true;
  struct frame_run *run = make_text(maker, 0, 10 * LEN_PT, 90 * LEN_PT, "一——二\\三");
  run->glyphs = glyphs;
  run->glyph_count = 5;
  run->clusters = clusters;
  run->cluster_count = 5;
}

static void add_tag(struct maker *maker, enum frame_kind kind, uint32_t element)
{
  frame_add_item(maker->arena, maker->page, kind, 0, 0)->as.element = element;
}

static void add_table(struct maker *maker)
{
  struct arena *arena = maker->arena;
  uint32_t table = frame_add_element(arena, &maker->document, FRAME_TAG_TABLE, 0);
  uint32_t th = frame_add_element(arena, &maker->document, FRAME_TAG_TH, table);
  uint32_t td = frame_add_element(arena, &maker->document, FRAME_TAG_TD, 1);
  maker->document.elements[th] = (struct frame_element){.tag = FRAME_TAG_TH,
                                                        .parent = table,
                                                        .row_span = 2,
                                                        .column_span = 3,
                                                        .scope = FRAME_SCOPE_COLUMN,
                                                        .alt = "甲",
                                                        .lang = "en"};
  add_tag(maker, FRAME_TAG_BEGIN, table);
  add_tag(maker, FRAME_TAG_BEGIN, th);
  add_tag(maker, FRAME_TAG_END, th);
  add_tag(maker, FRAME_TAG_BEGIN, td);
  add_tag(maker, FRAME_TAG_END, td);
  add_tag(maker, FRAME_TAG_END, table);
  add_tag(maker, FRAME_TAG_BEGIN, td);
  add_tag(maker, FRAME_TAG_END, td);
}

static void add_second_page(struct maker *maker)
{
  make_page(maker, "封面");
  make_rule(maker, LEN_PT, 2 * LEN_PT, (struct frame_rule){.dx = 48 * LEN_PT, .width = LEN_PT / 2});
  make_rule(maker, LEN_PT, 2 * LEN_PT,
            (struct frame_rule){.dy = -48 * LEN_PT, .width = LEN_PT / 2, .colour = {1, 2, 3}});
  make_rect(maker, 0, 0, (struct frame_rect){.width = 10 * LEN_PT, .height = 20 * LEN_PT});
  make_path(maker, 10 * LEN_PT, 20 * LEN_PT, 8 * LEN_PT, 0, (struct frame_colour){0, 0, 0});
  make_path(maker, 10 * LEN_PT, 20 * LEN_PT, 8 * LEN_PT, LEN_PT / 2, (struct frame_colour){1, 2, 3});
  frame_add_item(maker->arena, maker->page, FRAME_ARTIFACT_BEGIN, 0, 0)->as.artifact = FRAME_ARTIFACT_PAGINATION;
  frame_add_item(maker->arena, maker->page, FRAME_ARTIFACT_END, 0, 0);
  make_link(maker, 10 * LEN_PT, 75 * LEN_PT, 48 * LEN_PT, 18 * LEN_PT, "https://example.org/");
  make_inner_link(maker, 10 * LEN_PT, 75 * LEN_PT, 48 * LEN_PT, 18 * LEN_PT, 0, 20 * LEN_PT);
  add_table(maker);
}

static void test_dump_shows_everything(void **state)
{
  (void)state;
  struct maker maker;
  struct emit_bytes bytes;
  make_begin(&maker);
  maker.document.title = "年\"报";
  maker.document.keywords = "a\nb";
  frame_add_face(maker.arena, &maker.document, MAKE_FANG, 0, "FandolFang-Regular");
  make_page(&maker, "1");
  add_runs(&maker);
  add_second_page(&maker);
  make_outline(&maker, 1, "一、", 0, 20 * LEN_PT);
  make_outline(&maker, 2, "（一）", 1, 5 * LEN_PT + LEN_PT / 2);
  assert_true(emit_dump(&maker.document, &bytes));
  char *text = g_strndup((const char *)bytes.data, bytes.size);
  assert_string_equal(text, expected);
  g_free(text);
  emit_bytes_done(&bytes);
  make_end(&maker);
}

/* The parts of a width are rounded to units; glyphs a unit off are still evenly set, two units are not. */
static void test_every_allows_for_rounding_only(void **state)
{
  (void)state;
  struct maker maker;
  make_begin(&maker);
  frame_add_face(maker.arena, &maker.document, MAKE_FANG, 0, "FandolFang-Regular");
  make_page(&maker, "1");
  struct frame_run *run = make_text(&maker, 0, 0, 0, "一二三");
  static const struct {
    len middle, first, y;
    const char *places;
  } rows[] = {{16384, 0, 0, "every 16.000"},
              {16385, 0, 0, "every 16.000"},
              {16386, 0, 0, "at 0.000 16.002 32.000"},
              {16384, 1, 0, "at 0.001 16.000 32.000"},
              {16384, 0, 1024, "at 0.000 16.000/1.000 32.000"}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    struct emit_bytes bytes;
    struct frame_glyph glyphs[] = {{.x = rows[i].first}, {.x = rows[i].middle, .y = rows[i].y}, {.x = 32768}};
    run->glyphs = glyphs;
    emit_dump(&maker.document, &bytes);
    char *text = g_strndup((const char *)bytes.data, bytes.size);
    assert_has(text, rows[i].places);
    g_free(text);
    emit_bytes_done(&bytes);
  }
  make_end(&maker);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_dump_shows_everything),
      cmocka_unit_test(test_every_allows_for_rounding_only),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
