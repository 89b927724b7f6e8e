/* Pictures kept from run to run: known by their bytes, forgotten when a run does without them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "picture/cache.h"

#define PICTURES NIANBAO_ROOT "/tests/bad/pictures/"

struct made {
  struct arena *arena;
  struct diags diags;
  struct picture_cache *cache;
  char *bytes;
  gsize size;
};

static void begin(struct made *made)
{
  made->arena = arena_new();
  made->cache = picture_cache_new();
  diags_init(&made->diags, made->arena);
  assert_true(g_file_get_contents(PICTURES "good.jpg", &made->bytes, &made->size, NULL));
}

static void end(struct made *made)
{
  picture_cache_free(made->cache);
  arena_free(made->arena);
  g_free(made->bytes);
}

/* One run that shows one picture. */
static bool run(struct made *made, const char *name, gsize size, struct picture *out)
{
  picture_cache_begin(made->cache);
  bool good = picture_cache_read(made->cache, made->arena, name, made->bytes, size, SPAN_NONE, &made->diags, out);
  picture_cache_end(made->cache);
  return good;
}

static void assert_same(const struct picture *a, const struct picture *b)
{
  assert_int_equal(a->kind, b->kind);
  assert_int_equal(a->width, b->width);
  assert_int_equal(a->height, b->height);
  assert_int_equal(a->density, b->density);
  assert_string_equal(a->digest, b->digest);
  assert_int_equal(a->size, b->size);
  assert_memory_equal(a->bytes, b->bytes, a->size);
}

static void test_kept_is_what_was_read(void **state)
{
  (void)state;
  struct made made;
  struct picture plain, first, second, none;
  begin(&made);
  assert_true(picture_cache_read(NULL, made.arena, "a.jpg", made.bytes, made.size, SPAN_NONE, &made.diags, &plain));
  assert_true(run(&made, "a.jpg", made.size, &first));
  assert_true(run(&made, "b.jpg", made.size, &second));
  assert_same(&plain, &first);
  assert_same(&plain, &second);
  assert_string_equal(first.name, "a.jpg");
  assert_string_equal(second.name, "b.jpg");
  picture_cache_begin(made.cache);
  picture_cache_end(made.cache);
  assert_true(run(&made, "a.jpg", made.size, &none)); /* forgotten, and read once more */
  assert_same(&plain, &none);
  end(&made);
}

/* A copy belongs to its run: it outlives what is kept. */
static void test_copies_are_the_runs_own(void **state)
{
  (void)state;
  struct made made;
  struct picture first, second;
  begin(&made);
  assert_true(run(&made, "a.jpg", made.size, &first));
  assert_true(run(&made, "a.jpg", made.size, &second));
  assert_ptr_not_equal(first.bytes, second.bytes);
  picture_cache_free(made.cache);
  made.cache = NULL;
  assert_same(&first, &second);
  end(&made);
}

/* What is wrong is said in every run, also of a file that is as long as one that is kept. */
static void test_damage_is_found_again(void **state)
{
  (void)state;
  struct made made;
  struct picture out;
  begin(&made);
  assert_true(run(&made, "a.jpg", made.size, &out));
  assert_int_equal(made.diags.count, 0);
  memset(made.bytes + made.size / 4, 0xFF, made.size / 2);
  for (size_t i = 1; i <= 2; i++) {
    assert_false(run(&made, "a.jpg", made.size, &out));
    assert_int_equal(made.diags.count, i);
  }
  assert_false(run(&made, "a.jpg", made.size / 2, &out));
  assert_int_equal(made.diags.count, 3);
  end(&made);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_kept_is_what_was_read),
      cmocka_unit_test(test_copies_are_the_runs_own),
      cmocka_unit_test(test_damage_is_found_again),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
