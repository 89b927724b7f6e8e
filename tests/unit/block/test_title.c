/* GW-10, CL-88: where the line of a title may be divided, told by what the report knows of itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "block/build.h"

/* A line holds twenty characters of the title. */
static const struct sheet sheet = {.area_width = 20 * 22 * LEN_PT, .styles[STYLE_TITLE].size = 22 * LEN_PT};

static void test_phrases(void **state)
{
  (void)state;
  static const struct {
    const char *title, *marked;
  } rows[] = {
      {"某某镇人民政府2025年政府信息公开工作年度报告", "某某镇人民政府|2025年|政府信息公开工作年度报告"},
      {"2025年闵行区人力资源和社会保障局信息公开工作年度报告",
       "2025年|闵行区人力资源和社会保障局|信息公开工作年度报告"},
      {"某某镇人民政府（某某街道办事处）2025年度政府信息公开",
       "某某镇人民政府|（某某街道办事处）2025年度|政府信息公开"},
      {"政府信息公开工作年度报告", "政府信息公开工作年度报告"},
      {"巴音郭楞蒙古自治州库尔勒经济技术开发区管理委员会2025年工作报告",
       "巴音郭楞蒙古自治州|库尔勒经济技术开发区|管理委员会|2025年|工作报告"},
      {"西双版纳傣族自治州景洪市市场监督管理局（知识产权局）报告",
       "西双版纳傣族自治州景洪市市场监督管理局|（知识产权局）|报告"}, /* each of its two names fits a line */
      {"云南省景洪市教育局报告", "云南省景洪市教育局|报告"},          /* it fits a line */
      {"报告", "报告"},
      {"今年工作", "今年工作"},
  };
  static const char *const agencies[] = {"某某镇人民政府",
                                         "闵行区人力资源和社会保障局",
                                         "某某镇人民政府",
                                         NULL,
                                         "巴音郭楞蒙古自治州库尔勒经济技术开发区管理委员会",
                                         "西双版纳傣族自治州景洪市市场监督管理局（知识产权局）",
                                         "云南省景洪市教育局",
                                         NULL,
                                         NULL};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct arena *arena = arena_new();
    struct report report = {.agency = agencies[i]};
    struct builder builder = {.arena = arena, .report = &report, .sheet = &sheet};
    struct block_runs runs = {0};
    struct span span = {1, 100, 100 + (uint32_t)strlen(rows[i].title)};
    build_add_run(&builder, &runs, rows[i].title, 0, NULL, span);
    build_title_phrases(&builder, &runs, 0);
    char marked[256] = "";
    uint32_t at = 100;
    for (size_t r = 0; r < runs.count; r++) {
      strncat(marked, runs.items[r].text, runs.items[r].length);
      strcat(marked, runs.items[r].phrase_end ? "|" : "");
      assert_int_equal(runs.items[r].span.begin, at); /* each piece knows where it stands */
      at = runs.items[r].span.end;
    }
    assert_string_equal(marked, rows[i].marked);
    assert_int_equal(at, span.end);
    arena_free(arena);
  }
}

/* What ${…} brings in is a run of its own; phrases are found across runs. */
static void test_across_runs(void **state)
{
  (void)state;
  struct arena *arena = arena_new();
  struct report report = {.agency = "某局"};
  struct builder builder = {.arena = arena, .report = &report, .sheet = &sheet};
  struct block_runs runs = {0};
  build_add_run(&builder, &runs, "前行", 0, NULL, SPAN_NONE);
  build_add_run(&builder, &runs, "2025", 0, NULL, SPAN_NONE);
  build_add_run(&builder, &runs, "年", 0, NULL, SPAN_NONE);
  build_add_run(&builder, &runs, "某局", 0, NULL, SPAN_NONE);
  build_add_run(&builder, &runs, "信息公开", 0, NULL, SPAN_NONE);
  build_title_phrases(&builder, &runs, 1);
  const bool want[] = {false, false, true, true, false};
  assert_int_equal(runs.count, 5);
  for (size_t i = 0; i < 5; i++)
    assert_int_equal(runs.items[i].phrase_end, want[i]);
  arena_free(arena);
}

/* A typed | is where the line is divided, and only there; one at an end of the line divides nothing. */
static void test_typed(void **state)
{
  (void)state;
  static const struct {
    const char *pieces[4];
    bool ends[4], divided;
    size_t count; /* of pieces then */
  } rows[] = {
      {{"某局2025年", "工作", "报告"}, {true, false, false}, true, 3},
      {{"某局2025年工作", "报告"}, {false, true}, false, 4}, /* 某局 2025年 工作 报告 */
      {{"某局工作"}, {true}, false, 2},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    struct arena *arena = arena_new();
    struct report report = {.agency = "某局"};
    struct builder builder = {.arena = arena, .report = &report, .sheet = &sheet};
    struct block_runs runs = {0};
    for (size_t k = 0; k < 4 && rows[i].pieces[k]; k++) {
      build_add_run(&builder, &runs, rows[i].pieces[k], 0, NULL, SPAN_NONE);
      runs.items[k].phrase_end = rows[i].ends[k];
    }
    assert_int_equal(build_title_phrases(&builder, &runs, 0), rows[i].divided);
    assert_false(runs.items[runs.count - 1].phrase_end);
    assert_int_equal(runs.count, rows[i].count);
    arena_free(arena);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_phrases), cmocka_unit_test(test_typed),
                                     cmocka_unit_test(test_across_runs)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
