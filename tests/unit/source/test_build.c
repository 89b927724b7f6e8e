#include "bench.h"

#include <glib.h>
#include <unistd.h>

#include "base/limits.h"

static void expect_span(const struct node *node, const char *written)
{
  size_t length = node->span.end - node->span.begin;
  assert_int_equal(length, strlen(written));
  assert_memory_equal(files_get(&files, node->span.file)->bytes + node->span.begin, written, length);
}

static void a_tree_with_spans(void **state)
{
  (void)state;
  const struct node *root = parse("# 注\n标题: 年报 # c\n引: \"a\\n b\"\n表:\n  - 甲\n  - {x: 1, 'y': [2, "
                                  "3]}\n空:\n段: |\n  一\n  二\n\n折: >-\n  三\n  四\n末: 一\n  二\n");
  assert_non_null(root);
  assert_int_equal(diags.count, 0);
  assert_int_equal(root->kind, NODE_MAP);
  assert_int_equal(root->as.map.count, 7);
  expect_span(root->as.map.pairs[0].key, "标题");
  expect_span(node_get(root, "标题"), "年报");
  expect_span(node_get(root, "引"), "\"a\\n b\"");
  assert_true(node_is(node_get(root, "引"), "a\n b"));
  const struct node *list = node_get(root, "表");
  assert_int_equal(list->kind, NODE_LIST);
  assert_int_equal(list->as.list.count, 2);
  expect_span(list, "- 甲\n  - {x: 1, 'y': [2, 3]}");
  const struct node *map = list->as.list.items[1];
  expect_span(map, "{x: 1, 'y': [2, 3]}");
  expect_span(map->as.map.pairs[1].key, "'y'");
  expect_span(node_get(map, "y"), "[2, 3]");
  expect_span(node_get(root, "空"), "");
  expect_span(node_get(root, "段"), "|\n  一\n  二");
  assert_true(node_is(node_get(root, "段"), "一\n二\n"));
  expect_span(node_get(root, "折"), ">-\n  三\n  四");
  assert_true(node_is(node_get(root, "折"), "三 四"));
  expect_span(node_get(root, "末"), "一\n  二");
  static const enum node_style styles[] = {NODE_PLAIN, NODE_QUOTED, NODE_PLAIN, NODE_LITERAL, NODE_FOLDED};
  static const char *const names[] = {"标题", "引", "空", "段", "折"};
  for (size_t i = 0; i < 5; ++i)
    assert_int_equal(node_get(root, names[i])->as.scalar.style, styles[i]);
}

static void windows_line_ends_and_a_byte_order_mark(void **state)
{
  (void)state;
  const struct node *root = parse("\xEF\xBB\xBF---\r\n标题: 一\r\n文: |\r\n  二\r\n  三\r\n...\r\n");
  assert_int_equal(diags.count, 0);
  expect_span(node_get(root, "标题"), "一");
  assert_true(node_is(node_get(root, "文"), "二\n三\n"));
  expect_span(node_get(root, "文"), "|\r\n  二\r\n  三");
}

static void an_empty_source(void **state)
{
  (void)state;
  static const char *const rows[] = {"", "\n\n", "# x\n", "---\n", "\xEF\xBB\xBF", "--- # x\n...\n", "\xEF\xBB\xBF# x"};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; ++i) {
    diags_init(&diags, arena);
    assert_null(parse(rows[i]));
    expect_diag(rows[i], 0, DIAG_TEXT_EMPTY, 1, 1);
    assert_int_equal(diags.count, 1);
    assert_int_equal(diags_exit_status(&diags), EXIT_DOCUMENT);
  }
}

static void scalars_are_not_retyped(void **state)
{
  (void)state;
  const struct node *root = parse("[no, 1e3, 0777, 2026-01-20, ~, '', 0x1F, .5]");
  static const char *const texts[] = {"no", "1e3", "0777", "2026-01-20", "~", "", "0x1F", ".5"};
  for (uint32_t i = 0; i < root->as.list.count; ++i)
    assert_string_equal(root->as.list.items[i]->as.scalar.text, texts[i]);
}

static void duplicate_keys(void **state)
{
  (void)state;
  const struct node *root = parse("a: 1\nb: 2\na: 3\n'a': 4\nc: {x: 1, x: 2}\n");
  assert_int_equal(diags.count, 3);
  expect_diag("inner", 0, DIAG_YAML_DUPLICATE, 5, 11);
  expect_diag("outer", 1, DIAG_YAML_DUPLICATE, 3, 1);
  expect_diag("quoted", 2, DIAG_YAML_DUPLICATE, 4, 1);
  assert_int_equal(diags.items[2]->related_count, 1);
  assert_int_equal(diags.items[2]->related[0].span.begin, 0);
  assert_int_equal(root->as.map.count, 3);
  assert_true(node_is(node_get(root, "a"), "1"));
  assert_true(node_is(node_get(node_get(root, "c"), "x"), "1"));
  assert_string_equal(root->as.map.pairs[1].key->as.scalar.text, "b");
}

static char *repeat(const char *unit, size_t count, const char *tail)
{
  size_t size = strlen(unit);
  char *text = arena_alloc(arena, size * count + strlen(tail) + 1);
  for (size_t i = 0; i < count; ++i)
    memcpy(text + i * size, unit, size);
  memcpy(text + size * count, tail, strlen(tail));
  return text;
}

static void limits(void **state)
{
  (void)state;
  const struct {
    char *text;
    enum diag_code code;
  } rows[] = {
      {repeat("[", 100000, ""), DIAG_LIMIT_DEPTH},           {repeat("- ", 100000, "x"), DIAG_LIMIT_DEPTH},
      {repeat("{a: ", 100000, ""), DIAG_LIMIT_DEPTH},        {repeat("? ", 100000, "x"), DIAG_LIMIT_DEPTH},
      {repeat("[", LIMIT_DEPTH + 1, ""), DIAG_LIMIT_DEPTH},  {repeat("- x\n", LIMIT_NODES, ""), DIAG_LIMIT_NODES},
      {repeat("- []\n", LIMIT_NODES, ""), DIAG_LIMIT_NODES}, {repeat("x", LIMIT_SCALAR_BYTES + 1, ""), DIAG_LIMIT_SIZE},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; ++i) {
    diags_init(&diags, arena);
    assert_null(parse(rows[i].text));
    assert_int_equal(diags.count, 1);
    assert_int_equal(diags.items[0]->code, rows[i].code);
    assert_int_equal(diags_exit_status(&diags), EXIT_LIMIT);
  }
}

static void just_within_the_limits(void **state)
{
  (void)state;
  char *deep = repeat("[", LIMIT_DEPTH, "");
  assert_non_null(parse(repeat(deep, 1, repeat("]", LIMIT_DEPTH, ""))));
  assert_non_null(parse(repeat("- x\n", LIMIT_NODES - 1, "")));
  assert_non_null(parse(repeat("x", LIMIT_SCALAR_BYTES, "")));
  assert_int_equal(diags.count, 0);
}

/* As large as a source may be, a quarter of it where a sanitizer makes it slow. */
#ifdef __SANITIZE_ADDRESS__
#define AWKWARD_BYTES (2u << 20)
#else
#define AWKWARD_BYTES (8u << 20)
#endif

/* Mebibytes of awkward shape. The time limit of the test is the assertion against anything quadratic. */
static void large_awkward_sources(void **state)
{
  (void)state;
  const struct {
    const char *head, *unit, *tail;
  } rows[] = {
      {"a: |\n", "  一二三四\n", "b: 1\n"},
      {"a: ", "x y z ", "\n"},
      {"a: \"", "\\n\\\n  x ", "\"\n"},
      {"a: >\n", "  x\n\n", ""},
      {"# ", "x", "\na: 1\n"},
      {"", "\n", "a: 1\n"},
      {"a: [", "[[[[[[1]]]]]], ", "]\n"},
      {"", "# x\n", "a: 1\n"},
      {"a: '", "''", "'\n"},
      {"a: {", "x: 1, ", "}\n"},
      {"a: ", "[", ""},
      {"a: ", "\t", "1\n"},
      {"a：", "一：二\n", "b: c\n"},
      {"a: \"x\n", "b: y\n", ""},
      {"", "x\n", "b: c\n"},
      {"a: [", "\n", "1\n"},
      {"", "a\n\n ", ": b\n"},
      {"a: |\n", "\n", "  x\n"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; ++i) {
    diags_init(&diags, arena);
    size_t count = (AWKWARD_BYTES - 64) / strlen(rows[i].unit);
    char *body = repeat(rows[i].unit, count, rows[i].tail);
    const struct node *root = parse(arena_printf(arena, "%s%s", rows[i].head, body));
    if ((root == NULL) != diags_have_error(&diags) && diags.items[0]->code != DIAG_YAML_DUPLICATE)
      fail_msg("row %zu", i);
  }
}

static void a_source_is_read_from_a_file(void **state)
{
  (void)state;
  char *folder = g_dir_make_tmp("nianbao-XXXXXX", NULL);
  char *path = g_build_filename(folder, "a.yaml", NULL);
  assert_true(g_file_set_contents(path, "a: 1\n", -1, NULL));
  assert_true(node_is(node_get(source_read(arena, &files, path, &diags), "a"), "1"));
  assert_int_equal(diags.count, 0);
  unlink(path);
  assert_null(source_read(arena, &files, path, &diags));
  assert_int_equal(diags.items[0]->code, DIAG_IO_READ);
  rmdir(folder);
  g_free(path);
  g_free(folder);
}

static void what_nodes_answer(void **state)
{
  (void)state;
  const struct node *root = parse("{a: 1, b: -20, c: '3', d: 007, e: 1.5, f: ~, g: null, h: , i: '~', j: [1], k: "
                                  "99999999999999999999, l: 0, m: -}");
  static const struct {
    const char *key;
    bool is_int;
    int64_t value;
    bool is_null;
  } rows[] = {
      {"a", true, 1, false},  {"b", true, -20, false}, {"c", false, 0, false}, {"d", false, 0, false},
      {"e", false, 0, false}, {"f", false, 0, true},   {"g", false, 0, true},  {"h", false, 0, true},
      {"i", false, 0, false}, {"j", false, 0, false},  {"k", false, 0, false}, {"l", true, 0, false},
      {"m", false, 0, false},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; ++i) {
    const struct node *node = node_get(root, rows[i].key);
    int64_t value = 0;
    assert_int_equal(node_int(node, &value), rows[i].is_int);
    if (rows[i].is_int)
      assert_int_equal(value, rows[i].value);
    assert_int_equal(node_is_null(node), rows[i].is_null);
  }
  assert_null(node_get(root, "z"));
  assert_null(node_get(NULL, "a"));
  assert_null(node_pair(node_get(root, "j"), "a"));
  assert_false(node_is(NULL, ""));
  assert_false(node_is(root, ""));
  assert_false(node_is_null(NULL));
  assert_string_equal(node_kind_name(NODE_SCALAR), "a single value");
  assert_string_equal(node_kind_name(NODE_LIST), "a list");
  assert_string_equal(node_kind_name(NODE_MAP), "a group of keys");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      TEST(a_tree_with_spans),
      TEST(windows_line_ends_and_a_byte_order_mark),
      TEST(an_empty_source),
      TEST(scalars_are_not_retyped),
      TEST(duplicate_keys),
      TEST(limits),
      TEST(just_within_the_limits),
      TEST(large_awkward_sources),
      TEST(a_source_is_read_from_a_file),
      TEST(what_nodes_answer),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
