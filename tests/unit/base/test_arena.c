#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/arena.h"

static void memory_is_zeroed_aligned_and_apart(void **state)
{
  (void)state;
  static const size_t sizes[] = {0, 1, 7, 16, 100, 4000, 16384, 70000, 1000000, 3};
  struct arena *arena = arena_new();
  char *blocks[sizeof sizes / sizeof sizes[0]];
  size_t total = 0;
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; ++i) {
    blocks[i] = arena_alloc(arena, sizes[i]);
    assert_int_equal((uintptr_t)blocks[i] % _Alignof(max_align_t), 0);
    for (size_t j = 0; j < sizes[i]; ++j)
      assert_int_equal(blocks[i][j], 0);
    memset(blocks[i], (int)i + 1, sizes[i]);
    total += sizes[i];
  }
  for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; ++i) {
    for (size_t j = 0; j < sizes[i]; ++j)
      assert_int_equal(blocks[i][j], (char)(i + 1));
  }
  assert_int_equal(arena_size(arena), total);
  arena_free(arena);
}

static void a_large_first_block_leaves_room_for_small_ones(void **state)
{
  (void)state;
  struct arena *arena = arena_new();
  char *large = arena_alloc(arena, 1 << 20);
  char *small = arena_alloc(arena, 10);
  large[0] = small[0] = 'x';
  for (int i = 0; i < 20000; ++i)
    assert_non_null(arena_alloc(arena, 24));
  assert_int_equal(large[0], 'x');
  arena_free(arena);
}

static void what_is_cleared_is_handed_out_again_and_is_zeroed(void **state)
{
  (void)state;
  struct arena *arena = arena_new();
  arena_clear(arena);
  for (int round = 0; round < 3; round++) {
    char *small = arena_alloc(arena, 3000), *large = arena_alloc(arena, round == 1 ? 1 << 20 : 100);
    for (int i = 0; i < 100; i++)
      assert_int_equal(small[i * 30] + large[i], 0);
    memset(small, 'x', 3000);
    memset(large, 'x', 100);
    arena_clear(arena);
    assert_int_equal(arena_size(arena), 0);
  }
  arena_free(arena);
}

static void freeing_nothing_is_allowed(void **state)
{
  (void)state;
  arena_free(NULL);
  arena_free(arena_new());
}

static void strings_are_copied(void **state)
{
  (void)state;
  struct arena *arena = arena_new();
  assert_string_equal(arena_strdup(arena, "年报"), "年报");
  assert_string_equal(arena_strndup(arena, "abcdef", 3), "abc");
  assert_string_equal(arena_strndup(arena, NULL, 0), "");
  assert_memory_equal(arena_strndup(arena, "a\0b", 3), "a\0b", 4);
  assert_string_equal(arena_printf(arena, "%s-%d", "x", 42), "x-42");
  arena_free(arena);
}

static void lists_grow_and_keep_what_they_hold(void **state)
{
  (void)state;
  struct {
    int *items;
    size_t count, capacity;
  } list = {NULL, 0, 0};
  struct arena *arena = arena_new();
  for (int i = 0; i < 10000; ++i) {
    int *item = ARENA_PUSH(arena, &list);
    assert_int_equal(*item, 0);
    *item = i;
  }
  assert_int_equal(list.count, 10000);
  for (int i = 0; i < 10000; ++i)
    assert_int_equal(list.items[i], i);
  arena_free(arena);
}

/* Of arrays that grow side by side, with small allocations between them, only what is held stays. */
static void long_arrays_give_back_what_they_leave(void **state)
{
  (void)state;
  struct {
    int *items;
    size_t count, capacity;
  } lists[3] = {{NULL, 0, 0}};
  struct arena *arena = arena_new();
  for (int i = 0; i < 50000; ++i)
    for (int k = 0; k < 3; ++k) {
      *ARENA_EXTEND(arena, lists[k].items, lists[k].count, lists[k].capacity) = 3 * i + k;
      if (i % 1000 == 0)
        assert_string_equal(arena_strdup(arena, "年报"), "年报");
    }
  for (int i = 0; i < 50000; ++i)
    for (int k = 0; k < 3; ++k)
      assert_int_equal(lists[k].items[i], 3 * i + k);
  size_t held = 3 * lists[0].capacity * sizeof(int);
  assert_true(arena_size(arena) < held + held / 4);
  arena_free(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(memory_is_zeroed_aligned_and_apart),
      cmocka_unit_test(a_large_first_block_leaves_room_for_small_ones),
      cmocka_unit_test(what_is_cleared_is_handed_out_again_and_is_zeroed),
      cmocka_unit_test(freeing_nothing_is_allowed),
      cmocka_unit_test(strings_are_copied),
      cmocka_unit_test(lists_grow_and_keep_what_they_hold),
      cmocka_unit_test(long_arrays_give_back_what_they_leave),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
