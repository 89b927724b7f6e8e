#include "make.h"

#include <math.h>
#include <stdlib.h>

/* The glyphs of all runs but those that lie off the page, in the order of the document. */
static size_t list_glyphs(const struct frame_page *page, double (*places)[2])
{
  size_t count = 0;
  for (size_t i = 0; i < page->count; i++) {
    const struct frame_item *item = &page->items[i];
    for (uint32_t g = 0; item->kind == FRAME_RUN && item->x < page->width && g < item->as.run.glyph_count; g++) {
      struct frame_point place = frame_glyph_place(item, g);
      places[count][0] = len_to_pt(place.x);
      places[count++][1] = len_to_pt(place.y);
    }
  }
  return count;
}

static double read_attribute(const char *tag, const char *name)
{
  const char *at = strstr(tag, name);
  assert_non_null(at);
  return g_ascii_strtod(at + strlen(name), NULL);
}

static void assert_places(const char *trace, double (*places)[2], size_t count)
{
  for (size_t i = 0; i < count; i++) {
    trace = strstr(trace, "<g ");
    assert_non_null(trace);
    assert_true(fabs(read_attribute(trace, " x=\"") - places[i][0]) < 0.002);
    assert_true(fabs(read_attribute(trace, " y=\"") - places[i][1]) < 0.002);
    trace++;
  }
  assert_null(strstr(trace, "<g "));
}

static char *trace_pdf(struct maker *maker)
{
  struct emit_bytes bytes;
  assert_sound(maker);
  assert_true(emit_pdf(&maker->document, &bytes, &maker->diags));
  char *folder = g_dir_make_tmp("nianbao-test-XXXXXX", NULL), *file = g_build_filename(folder, "places.pdf", NULL);
  assert_true(g_file_set_contents(file, (const char *)bytes.data, (gssize)bytes.size, NULL));
  emit_bytes_done(&bytes);
  char *trace = RUN_TOOL("mutool", "trace", file);
  g_remove(file);
  g_rmdir(folder);
  g_free(file);
  g_free(folder);
  return trace;
}

/* Moves of less than a thousandth of an em, which Cairo leaves out, and of more; every third glyph off the baseline. */
static void scatter(const struct frame_run *run, len step)
{
  struct frame_glyph *glyphs = (struct frame_glyph *)(uintptr_t)run->glyphs;
  for (uint32_t i = 0; i < run->glyph_count; i++) {
    glyphs[i].x = (len)i * step + (len)(i * i % 7);
    glyphs[i].y = i % 3 == 2 ? -LEN_PT - 1 : 0;
  }
}

static void test_each_glyph_is_where_the_frame_has_it(void **state)
{
  (void)state;
  struct maker maker;
  double places[200][2];
  make_begin(&maker);
  uint32_t fang = frame_add_face(maker.arena, &maker.document, MAKE_FANG, 0, "FandolFang-Regular");
  uint32_t hei = frame_add_face(maker.arena, &maker.document, MAKE_HEI, 0, "FandolHei-Bold");
  make_page(&maker, "1");
  make_text(&maker, fang, 10 * LEN_PT + 7, 30 * LEN_PT, "政府信息公开");
  scatter(make_text(&maker, fang, 10 * LEN_PT + 5, 50 * LEN_PT + 3, "信息（公开）报告"), 15 * LEN_PT + 997);
  scatter(make_text(&maker, hei, 10 * LEN_PT, 70 * LEN_PT, "a(b)\\c%<d>[e]"), 7 * LEN_PT + 11);
  scatter(make_text(&maker, hei, 10 * LEN_PT, 90 * LEN_PT, "illi1234illi"), 4 * LEN_PT + 1);
  char *trace = trace_pdf(&maker);
  assert_places(trace, places, list_glyphs(maker.page, places));
  g_free(trace);
  make_end(&maker);
}

/* TB-13: lines that go up the page, between upright ones. */
static void test_turned_runs(void **state)
{
  (void)state;
  struct maker maker;
  double places[200][2];
  make_begin(&maker);
  uint32_t fang = frame_add_face(maker.arena, &maker.document, MAKE_FANG, 0, "FandolFang-Regular");
  uint32_t hei = frame_add_face(maker.arena, &maker.document, MAKE_HEI, 0, "FandolHei-Bold");
  make_page(&maker, "1");
  make_text(&maker, fang, 10 * LEN_PT + 7, 30 * LEN_PT, "政府信息公开");
  struct frame_run *run = make_text(&maker, fang, 40 * LEN_PT + 5, 90 * LEN_PT + 3, "信息（公开）");
  scatter(run, 15 * LEN_PT + 997);
  run->turned = true;
  run = make_text(&maker, hei, 70 * LEN_PT, 95 * LEN_PT, "illi1234illi");
  scatter(run, 4 * LEN_PT + 1);
  run->turned = true;
  run = make_text(&maker, hei, 84 * LEN_PT, 95 * LEN_PT, "1234");
  scatter(run, 4 * LEN_PT + 1);
  run->turned = true;
  scatter(make_text(&maker, hei, 100 * LEN_PT, 70 * LEN_PT, "a(b)<d>"), 7 * LEN_PT + 11);
  char *trace = trace_pdf(&maker);
  assert_places(trace, places, list_glyphs(maker.page, places));
  assert_non_null(strstr(trace, "trm=\"0 -16 "));
  g_free(trace);
  make_end(&maker);
}

/* Cairo leaves out what nobody could see; what comes behind must not take its place. */
static void test_glyphs_far_off_the_page_are_passed_over(void **state)
{
  (void)state;
  struct maker maker;
  double places[200][2];
  make_begin(&maker);
  uint32_t fang = frame_add_face(maker.arena, &maker.document, MAKE_FANG, 0, "FandolFang-Regular");
  make_page(&maker, "1");
  make_text(&maker, fang, 10 * LEN_PT, 30 * LEN_PT, "政府");
  make_text(&maker, fang, 5000 * LEN_PT, 30 * LEN_PT, "信息信息");
  make_text(&maker, fang, 10 * LEN_PT, 60 * LEN_PT, "信息公开");
  char *trace = trace_pdf(&maker);
  size_t count = list_glyphs(maker.page, places);
  assert_int_equal(count, 6);
  assert_places(trace, places, count);
  g_free(trace);
  make_end(&maker);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_each_glyph_is_where_the_frame_has_it),
      cmocka_unit_test(test_turned_runs),
      cmocka_unit_test(test_glyphs_far_off_the_page_are_passed_over),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
