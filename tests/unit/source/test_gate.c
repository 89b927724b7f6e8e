#include "bench.h"

static void files_that_are_not_utf8(void **state)
{
  (void)state;
  static const struct {
    const char *bytes;
    size_t size;
    uint32_t offset;
    const char *hint;
  } rows[] = {
      {"\xB1\xEA\xCC\xE2: \xB9\xD8\xD3\xDA\xC4\xEA\xB1\xA8\n", 15, 0, "iconv -f GB18030 -t UTF-8"},
      {"year: 2025\ntitle: \xC4\xEA\xB1\xA8\n", 23, 18, "iconv -f GB18030 -t UTF-8"},
      {"\xE6\xA0\x87\xE9\xA2\x98\xE5\xB9\xB4\xE6\x8A\xA5\xE6\x8A: 1\n", 18, 12, "damaged"},
      {"a: \xC0\x80\n", 6, 3, "damaged"},
      {"a: \xED\xA0\x80\n", 7, 3, "damaged"},
      {"a\n\xFF", 3, 2, "damaged"},
      {"\xFF\xFE"
       "a\0:\0",
       6, 0, "UTF-16"},
      {"\xFE\xFF\0a\0:", 6, 0, "UTF-16"},
      {"a\0:\0 \0", 6, 0, "UTF-16"},
      {"\0a\0:\0 ", 6, 0, "UTF-16"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; ++i) {
    diags_init(&diags, arena);
    assert_null(parse_bytes(rows[i].bytes, rows[i].size));
    assert_int_equal(diags.count, 1);
    assert_int_equal(diags.items[0]->code, DIAG_TEXT_ENCODING);
    assert_int_equal(diags.items[0]->span.begin, rows[i].offset);
    if (strstr(diags.items[0]->hint, rows[i].hint) == NULL)
      fail_msg("row %zu: %s", i, diags.items[0]->hint);
    assert_int_equal(diags_exit_status(&diags), EXIT_DOCUMENT);
  }
}

static void characters_that_may_not_stand(void **state)
{
  (void)state;
  static const struct {
    const char *bytes;
    const char *code; /* named in the message */
  } rows[] = {
      {"\x01", "U+0001"},
      {"\x0B", "U+000B"},
      {"\x1B", "U+001B"},
      {"\x7F", "U+007F"},
      {"\xC2\x85", "U+0085"},
      {"\xC2\xAD", "U+00AD"},
      {"\xD8\x9C", "U+061C"},
      {"\xE2\x80\x8B", "U+200B"},
      {"\xE2\x80\x8D", "U+200D"},
      {"\xE2\x80\x8F", "U+200F"},
      {"\xE2\x80\xA8", "U+2028"},
      {"\xE2\x80\xAE", "U+202E"},
      {"\xE2\x81\xA0", "U+2060"},
      {"\xE2\x81\xA6", "U+2066"},
      {"\xE2\x81\xAF", "U+206F"},
      {"\xEE\x80\x80", "U+E000"},
      {"\xEF\xB7\x90", "U+FDD0"},
      {"\xEF\xBB\xBF", "U+FEFF"},
      {"\xEF\xBF\xBD", "U+FFFD"},
      {"\xEF\xBF\xBE", "U+FFFE"},
      {"\xEF\xBF\xBF", "U+FFFF"},
      {"\xF0\x9F\xBF\xBE", "U+1FFFE"},
      {"\xF3\xB0\x80\x80", "U+F0000"},
      {"\xF3\xA0\x80\x81", "U+E0001"},
      {"\xF4\x8F\xBF\xBF", "U+10FFFF"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; ++i) {
    diags_init(&diags, arena);
    parse(arena_printf(arena, "a: 1\n标题: 甲%s乙\n", rows[i].bytes));
    expect_diag(rows[i].code, 0, DIAG_TEXT_CHARACTER, 2, 6);
    assert_int_equal(diags.count, 1);
    assert_non_null(strstr(diags.items[0]->message, rows[i].code));
    assert_int_equal(diags.items[0]->span.end - diags.items[0]->span.begin, strlen(rows[i].bytes));
    assert_non_null(diags.items[0]->hint);
  }
}

static void nul_is_refused(void **state)
{
  (void)state;
  assert_null(parse_bytes("ab: x\0y\n", 8));
  expect_diag("NUL", 0, DIAG_TEXT_CHARACTER, 1, 6);
  assert_int_equal(diags.count, 1);
}

static void a_lone_carriage_return_is_refused(void **state)
{
  (void)state;
  parse("a: 1\rb: 2\n");
  expect_diag("CR", 0, DIAG_TEXT_CHARACTER, 1, 5);
}

static void characters_that_may(void **state)
{
  (void)state;
  /* an ideograph with a variation selector, one of extension B, a tab in a text, an emoji, letters with marks */
  assert_non_null(
      parse("a: 葛\xF3\xA0\x84\x80\nb: \xF0\xA0\x80\x80\nc: x\ty\nd: \xF0\x9F\x98\x80\ne: e\xCC\x81\nf: 　x\n"));
  assert_int_equal(diags.count, 0);
}

static void all_are_reported_but_not_millions(void **state)
{
  (void)state;
  assert_non_null(parse("a: \xE2\x80\x8B\nb: \xEE\x80\x80\nb: 1\n"));
  assert_int_equal(diags.count, 3); /* reading went on to the duplicate */
  diags_init(&diags, arena);
  char *flood = arena_alloc(arena, 30001);
  for (size_t i = 0; i < 10000; ++i)
    memcpy(flood + 3 * i, "\xE2\x80\x8B", 3);
  parse(flood);
  assert_int_equal(diags.count, 1000);
  diags_init(&diags, arena);
  memset(flood, '\r', 30000);
  parse(flood);
  assert_in_range(diags.count, 1000, 1001);
}

static void escapes_bring_nothing_in(void **state)
{
  (void)state;
  const struct node *root = parse("a: \"一\\u202E二\\0\\x07\\t\\n三\"\n");
  assert_int_equal(diags.count, 3);
  expect_diag("bidi", 0, DIAG_TEXT_CHARACTER, 1, 6);
  expect_diag("NUL", 1, DIAG_TEXT_CHARACTER, 1, 13);
  expect_diag("bell", 2, DIAG_TEXT_CHARACTER, 1, 15);
  const struct node *a = node_get(root, "a");
  assert_int_equal(strlen(a->as.scalar.text), a->as.scalar.length);
}

static void a_file_in_memory_beyond_the_limit(void **state)
{
  (void)state;
  size_t size = (8u << 20) + 1;
  char *bytes = arena_alloc(arena, size);
  memset(bytes, '\n', size);
  assert_null(parse_bytes(bytes, size));
  assert_int_equal(diags.items[0]->code, DIAG_LIMIT_SIZE);
  assert_int_equal(diags_exit_status(&diags), EXIT_LIMIT);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      TEST(files_that_are_not_utf8),  TEST(characters_that_may_not_stand),
      TEST(nul_is_refused),           TEST(a_lone_carriage_return_is_refused),
      TEST(characters_that_may),      TEST(all_are_reported_but_not_millions),
      TEST(escapes_bring_nothing_in), TEST(a_file_in_memory_beyond_the_limit),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
