#include "bench.h"

/* Every visible character of the text must be found in the file just where it stands; in the rows no escape produces an
 * unescaped letter or digit, so equality of bytes is proof. */
static void expect_aligned(const char *source)
{
  const struct node *root = parse(source);
  if (root == NULL || diags.count > 0)
    fail_msg("not read: %s", source);
  const struct node *scalar = node_get(root, "k");
  const char *bytes = files_get(&files, scalar->span.file)->bytes;
  struct source_cursor cursor = source_cursor(&files, scalar);
  uint32_t before = 0;
  for (uint32_t i = 0; i < scalar->as.scalar.length; ++i) {
    uint32_t at = source_locate(&cursor, i);
    char wanted = scalar->as.scalar.text[i];
    if (at < before || at > files_get(&files, scalar->span.file)->size)
      fail_msg("%s: byte %u of the text is at %u after %u", source, i, at, before);
    bool escaped = bytes[at] == '\\' && scalar->as.scalar.style == NODE_QUOTED;
    if (strchr(" \n\t", wanted) == NULL && bytes[at] != wanted && !escaped)
      fail_msg("%s: byte %u of the text, %c, is not at %u", source, i, wanted, at);
    struct source_cursor fresh = source_cursor(&files, scalar);
    if (source_locate(&fresh, i) != at)
      fail_msg("%s: byte %u is found elsewhere by a fresh cursor", source, i);
    before = at;
  }
  assert_true(source_locate(&cursor, scalar->as.scalar.length) >= before);
}

static void texts_are_aligned(void **state)
{
  (void)state;
  static const char *const rows[] = {
      "k: abc\n",
      "k: 一 二  三\n",
      "k: ab\n  cd  ef\n\n\n  gh\n   ij\nz: 1\n",
      "{k: 'a b\n c'}\n",
      "{k: a b\n   c   d, z: 1}\n",
      "k: 'it''s  a\n\n  b''c '\n",
      "k: ''\n",
      "k: \"a  b\n   c\n\n\n d \"\n",
      "k: \"\n a\"\n",
      "k: \"a\\n\\tb\\x41\\u4e00x\\U00020000y\\_z\\\"w\\\\v\\/\"\n",
      "k: \"ab\\\n    cd\\\n\n\n   \\  ef  \\\n gh\"\n",
      "k: |\n  ab\n   cd\n\n  ef\n",
      "k: |-\n\n\n    ab\n  \n      cd\nz: 1\n",
      "k: |2\n    ab\n   cd\n",
      "k: |+\n  ab\n\n\nz: 1\n",
      "k: | # c\n  ab\n  一二\n",
      "k: |\n  ab\n  \tcd\n",
      "k: |\n\n\n",
      "k: >\n  ab\n  cd\n\n  ef\n\n\n  gh\n",
      "k: >\n  ab\n    cd\n    ef\n\n  gh\n  ij\n",
      "k: >+\n  ab\n\n    cd\n\n\n  ef\n\n\nz: 1\n",
      "k: >-\n\n  ab\n  \tcd\n  ef\n",
      "k: >1\n  ab\n  cd\n ef\n",
      "s: 1\nk:\n  |\n  ab\n",
      "k: ab\r\n  cd\r\n\r\n  ef\r\n",
      "k: \"ab\r\n  cd\\\r\n  ef\"\r\n",
      "k: |\r\n  ab\r\n\r\n   cd\r\n",
      "k: >\r\n  ab\r\n  cd\r\n\r\n  ef\r\n",
      "\xEF\xBB\xBFk: 一\n  二\n",
      "k: |\n  ab",
      "k: >\n  ab\n  cd",
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; ++i)
    expect_aligned(rows[i]);
}

static void spans_cover_what_was_written(void **state)
{
  (void)state;
  static const struct {
    const char *source;
    const char *part; /* of the text */
    const char *written;
  } rows[] = {
      {"k: 甲 ${申请.新收} 乙\n", "${申请.新收}", "${申请.新收}"},
      {"k: |\n  甲\n  乙 ${x} 丙\n", "${x}", "${x}"},
      {"k: |\n  甲\n  乙\n", "甲\n乙", "甲\n  乙"},
      {"k: |\n  甲乙\n  丙\n", "甲乙\n", "甲乙\n"},
      {"k: >\n  甲\n  乙\n", "甲 乙", "甲\n  乙"},
      {"k: \"a\\u4e00b\"\n", "一", "\\u4e00"},
      {"k: 'a''b'\n", "'", "''"},
      {"k: \"a\\\n   b\"\n", "b", "b"},
      {"k: \"a\\\n   b\"\n", "a", "a"},
      {"k: \"12\\n3\"\n", "\n", "\\n"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; ++i) {
    const struct node *scalar = node_get(parse(rows[i].source), "k");
    const char *text = scalar->as.scalar.text;
    uint32_t begin = (uint32_t)(strstr(text, rows[i].part) - text);
    struct source_cursor cursor = source_cursor(&files, scalar);
    struct span span = source_span(&cursor, begin, begin + (uint32_t)strlen(rows[i].part));
    assert_int_equal(span.file, scalar->span.file);
    if (span.end - span.begin != strlen(rows[i].written))
      fail_msg("%s: %u to %u", rows[i].source, span.begin, span.end);
    assert_memory_equal(files_get(&files, span.file)->bytes + span.begin, rows[i].written, span.end - span.begin);
  }
}

static void an_empty_span_is_empty(void **state)
{
  (void)state;
  const struct node *scalar = node_get(parse("k: |\n  甲\n  乙\n"), "k");
  struct source_cursor cursor = source_cursor(&files, scalar);
  struct span span = source_span(&cursor, 4, 4);
  assert_int_equal(span.begin, span.end);
  assert_int_equal(span.begin, strlen("k: |\n  甲\n  "));
}

static void rising_offsets_cost_linear_time(void **state)
{
  (void)state;
  static const char *const heads[] = {"k: a", "k: \"", "k: '", "k: |\n  ", "k: >\n  "};
  static const char *const tails[] = {"b\n", "b\"\n", "b'\n", "b\n", "b\n"};
  for (size_t i = 0; i < sizeof heads / sizeof heads[0]; ++i) {
    size_t count = 1000000;
    char *blanks = arena_alloc(arena, count + 1);
    memset(blanks, ' ', count);
    if (i < 3)
      blanks[count / 2] = 'x';
    const struct node *scalar = node_get(parse(arena_printf(arena, "%s%s%s", heads[i], blanks, tails[i])), "k");
    struct source_cursor cursor = source_cursor(&files, scalar);
    for (uint32_t at = 0; at < scalar->as.scalar.length; ++at)
      source_locate(&cursor, at);
    assert_true(cursor.file_at <= files_get(&files, scalar->span.file)->size);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      TEST(texts_are_aligned),
      TEST(spans_cover_what_was_written),
      TEST(an_empty_span_is_empty),
      TEST(rising_offsets_cost_linear_time),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
