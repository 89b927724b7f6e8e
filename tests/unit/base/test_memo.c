#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

#include "base/memo.h"

static void *copy_words(struct arena *arena, const void *value)
{
  return arena_strdup(arena, value);
}

static const char *find(struct memo *memo, const char *key)
{
  return memo_find(memo, key, strlen(key));
}

static void keep(struct memo *memo, const char *key, const char *value)
{
  memo_keep(memo, key, strlen(key), value);
}

static void test_copies_are_found(void **state)
{
  (void)state;
  struct memo *memo = memo_new(copy_words);
  char key[] = "甲", value[] = "一";
  memo_begin(memo);
  assert_null(find(memo, "甲"));
  keep(memo, key, value);
  keep(memo, "", "空");
  key[0] = value[0] = '\0';
  assert_string_equal(find(memo, "甲"), "一");
  assert_string_equal(find(memo, ""), "空");
  assert_null(find(memo, "甲乙"));
  keep(memo, "甲", "二");
  assert_string_equal(find(memo, "甲"), "二");
  memo_end(memo);
  memo_empty(memo);
  assert_null(find(memo, "甲"));
  memo_free(memo);
}

/* Keys that differ in their last byte only, in length only, and by bytes 0. */
static void test_keys_are_told_apart(void **state)
{
  (void)state;
  struct memo *memo = memo_new(copy_words);
  const char zeros[20] = {0};
  memo_begin(memo);
  for (size_t size = 0; size <= sizeof zeros; size++) {
    char name[8];
    snprintf(name, sizeof name, "%zu", size);
    memo_keep(memo, zeros, size, name);
  }
  for (size_t size = 0; size <= sizeof zeros; size++)
    assert_int_equal(g_ascii_strtoull(memo_find(memo, zeros, size), NULL, 10), size);
  keep(memo, "12345678甲", "a");
  keep(memo, "12345678乙", "b");
  assert_string_equal(find(memo, "12345678甲"), "a");
  assert_string_equal(find(memo, "12345678乙"), "b");
  memo_end(memo);
  memo_free(memo);
}

/* What is used stays however long; what is not is forgotten after a while, and its memory with it. */
static void test_the_unused_is_forgotten(void **state)
{
  (void)state;
  struct memo *memo = memo_new(copy_words);
  char *much = g_strnfill(100 * 1000, 'x');
  for (int run = 0; run < 100; run++) {
    char key[16];
    snprintf(key, sizeof key, "%d", run);
    memo_begin(memo);
    if (run == 0)
      keep(memo, "stays", "here");
    assert_string_equal(find(memo, "stays"), "here");
    keep(memo, key, much);
    memo_end(memo);
  }
  assert_null(find(memo, "0"));
  assert_null(find(memo, "50"));
  assert_string_equal(find(memo, "98"), much);
  assert_string_equal(find(memo, "stays"), "here");
  g_free(much);
  memo_free(memo);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_copies_are_found),
      cmocka_unit_test(test_keys_are_told_apart),
      cmocka_unit_test(test_the_unused_is_forgotten),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
