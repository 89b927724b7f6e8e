#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

#include "cli/cli.h"

static void test_page(void **state)
{
  static const struct {
    const char *path;
    size_t page, count;
    const char *expected;
  } rows[] = {
      {"a.png", 0, 1, "a.png"}, {"a.png", 0, 3, "a-1.png"},   {"a.png", 2, 3, "a-3.png"},
      {"a", 1, 2, "a-2"},       {"o.ut/a", 1, 2, "o.ut/a-2"}, {"out/年报.2025.png", 9, 12, "out/年报.2025-10.png"},
  };
  (void)state;
  struct arena *arena = arena_new();
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    assert_string_equal(target_page(arena, rows[i].path, rows[i].page, rows[i].count), rows[i].expected);
  arena_free(arena);
}

static void test_plan(void **state)
{
  static const char *const one[] = {"some/where/年报.yaml"};
  static const char *const two[] = {"a/x.yaml", "b/y.yml"};
  static const char *const twins[] = {"a/x.yaml", "b/x.yaml"};
  static const struct {
    const char *output;
    enum output_format format;
    const char *const *sources;
    size_t count;
    const char *expected; /* of the last source; NULL: refused */
  } rows[] = {
      {"x.pdf", OUTPUT_PDF, one, 1, "x.pdf"},
      {"-", OUTPUT_PDF, one, 1, "-"},
      {"there/", OUTPUT_PNG, one, 1, "there/年报.png"},
      {"/", OUTPUT_DUMP, two, 2, "/y.dump"},
      {"/tmp", OUTPUT_SVG, two, 2, "/tmp/y.svg"},
      {"x.pdf", OUTPUT_PDF, two, 2, NULL},
      {"-", OUTPUT_PDF, two, 2, NULL},
      {"there/", OUTPUT_PDF, twins, 2, NULL},
      {"there/", OUTPUT_PDF, twins, 1, "there/x.pdf"},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    struct arena *arena = arena_new();
    struct options options = {.output = rows[i].output, .format = rows[i].format, .source_count = rows[i].count};
    options.sources = ARENA_ARRAY(arena, rows[i].count, const char *);
    memcpy(options.sources, rows[i].sources, rows[i].count * sizeof *options.sources);
    struct target *targets = targets_plan(arena, &options);
    if (rows[i].expected)
      assert_string_equal(targets[rows[i].count - 1].path, rows[i].expected);
    else
      assert_null(targets);
    arena_free(arena);
  }
}

static void test_place(void **state)
{
  (void)state;
  struct arena *arena = arena_new();
  assert_true(g_str_has_suffix(place_find_locale(arena), "/locale"));
  arena_free(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_page), cmocka_unit_test(test_plan),
                                     cmocka_unit_test(test_place)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
