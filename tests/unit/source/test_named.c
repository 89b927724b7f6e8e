/* Layouts and forms by name, and what they have from others. */
#include "bench.h"

#include <glib.h>
#include <glib/gstdio.h>

#include "source/named.h"
#include "source/schema.h"

static char *folder;
static struct named_line line;

static void write_file(const char *name, const char *text)
{
  char *path = g_strdup_printf("%s/%s.yaml", folder, name);
  assert_true(g_file_set_contents(path, text, -1, NULL));
  g_free(path);
}

static int set_up_folder(void **state)
{
  folder = g_dir_make_tmp("nianbao-named-XXXXXX", NULL);
  return set_up(state);
}

static int tear_down_folder(void **state)
{
  GDir *dir = g_dir_open(folder, 0, NULL);
  for (const char *name = g_dir_read_name(dir); name; name = g_dir_read_name(dir)) {
    char *path = g_build_filename(folder, name, NULL);
    g_unlink(path);
    g_free(path);
  }
  g_dir_close(dir);
  g_rmdir(folder);
  g_free(folder);
  return tear_down(state);
}

static const struct node *read_named(const char *name)
{
  return named_read(arena, &files, NAMED_LAYOUT, folder, name, SPAN_NONE, &diags, &line);
}

/* A mapping as {key: value, …}, a list as [value, …]. */
static void write_node(GString *out, const struct node *node)
{
  switch (node->kind) {
  case NODE_SCALAR:
    g_string_append(out, node->as.scalar.text);
    return;
  case NODE_LIST:
    g_string_append_c(out, '[');
    for (uint32_t i = 0; i < node->as.list.count; i++) {
      g_string_append(out, i ? ", " : "");
      write_node(out, node->as.list.items[i]);
    }
    g_string_append_c(out, ']');
    return;
  case NODE_MAP:
    g_string_append_c(out, '{');
    for (uint32_t i = 0; i < node->as.map.count; i++) {
      g_string_append_printf(out, "%s%s: ", i ? ", " : "", node->as.map.pairs[i].key->as.scalar.text);
      write_node(out, node->as.map.pairs[i].value);
    }
    g_string_append_c(out, '}');
    return;
  }
}

static void expect_tree(const char *name, const char *expected)
{
  const struct node *root = read_named(name);
  assert_non_null(root);
  assert_int_equal(diags.count, 0);
  GString *text = g_string_new(NULL);
  write_node(text, root);
  assert_string_equal(text->str, expected);
  g_string_free(text, TRUE);
}

static const char *file_of(const struct node *node)
{
  return strrchr(files_get(&files, node->span.file)->name, '/') + 1;
}

static void merged_key_by_key(void **state)
{
  (void)state;
  write_file("a", "x: 1\nm: {p: 1, q: {r: 1, s: 2}, l: [1, 2]}\ny: 2\n");
  write_file("b", "z: 3\nfrom: a\nm: {q: {s: 3, t: 4}, l: [3]}\nx: 5\n");
  expect_tree("a", "{x: 1, m: {p: 1, q: {r: 1, s: 2}, l: [1, 2]}, y: 2}");
  expect_tree("b", "{x: 5, m: {p: 1, q: {r: 1, s: 3, t: 4}, l: [3]}, y: 2, z: 3}");
  assert_int_equal(line.count, 2);
  assert_string_equal(line.items[0], "b");
  assert_string_equal(line.items[1], "a");
  assert_true(named_has(&line, "a") && named_has(&line, "b") && !named_has(&line, "c"));
}

static void each_value_stands_in_its_own_file(void **state)
{
  (void)state;
  write_file("a", "x: 1\nm: {p: 1, q: 2}\n");
  write_file("b", "from: a\nm: {q: 3}\n");
  const struct node *root = read_named("b"), *map = node_get(root, "m");
  assert_string_equal(file_of(root), "b.yaml");
  assert_string_equal(file_of(map), "b.yaml");
  assert_string_equal(file_of(node_get(root, "x")), "a.yaml");
  assert_string_equal(file_of(node_get(map, "p")), "a.yaml");
  assert_string_equal(file_of(node_get(map, "q")), "b.yaml");
}

static void left_out_and_of_another_kind(void **state)
{
  (void)state;
  write_file("a", "x: 1\nm: {p: 1}\nl: [1]\nn: {o: 1}\n");
  write_file("b", "from: a\nx: ~\nm: {p: ~, new: ~}\nl: {k: 1}\nn: 7\n");
  expect_tree("b", "{m: {new: ~}, l: {k: 1}, n: 7}");
}

/* What the other lacks is not said of this one, nor what this one has left out of the other. */
static void blamed_on_the_right_file(void **state)
{
  (void)state;
  static const struct field fields[] = {{"x", FIELD_ANY, true, 0, 0, ""}, {"y", FIELD_ANY, true, 0, 0, ""}};
  write_file("list", "- x\n");
  write_file("a", "from: list\ny: 1\n");
  const struct node *root = read_named("a");
  assert_string_equal(file_of(root), "list.yaml");
  assert_false(schema_check(root, fields, G_N_ELEMENTS(fields), "it", &diags));
  assert_int_equal(diags.items[0]->span.file, root->span.file);
  write_file("whole", "x: 1\ny: 1\n");
  write_file("b", "from: whole\nx: ~\n");
  root = read_named("b");
  assert_string_equal(file_of(root), "b.yaml");
  assert_false(schema_check(root, fields, G_N_ELEMENTS(fields), "it", &diags));
  expect_diag("left out", 1, DIAG_KEY_MISSING, 1, 1);
  assert_int_equal(diags.items[1]->span.file, root->span.file);
}

static void as_many_as_may_be(void **state)
{
  (void)state;
  write_file("d", "v: [d]\nd: 1\n");
  write_file("c", "from: d\nc: 1\nv: [c]\n");
  write_file("b", "from: c\nb: 1\n");
  write_file("a", "from: b\na: 1\nd: 2\n");
  expect_tree("a", "{v: [c], d: 2, c: 1, b: 1, a: 1}");
  assert_int_equal(line.count, LIMIT_FROM + 1);
  write_file("d", "from: e\nd: 1\n");
  write_file("e", "e: 1\n");
  assert_null(read_named("a"));
  expect_diag("too many", 0, DIAG_LIMIT_DEPTH, 1, 7);
  assert_int_equal(diags_exit_status(&diags), EXIT_LIMIT);
}

static void what_is_wrong(void **state)
{
  (void)state;
  static const struct {
    const char *a, *b;
    enum diag_code code;
    uint32_t line, column;
    const char *words;
  } rows[] = {
      {"x: 1\nfrom: a\n", "x: 1\n", DIAG_VALUE_BAD, 2, 7, "from: a"},
      {"from: b\n", "x: 1\nfrom: a\n", DIAG_VALUE_BAD, 2, 7, "from: a"},
      {"from: bb\n", "x: 1\n", DIAG_NAME_UNKNOWN, 1, 7, "“bb”"},
      {"from: ../b\n", "x: 1\n", DIAG_NAME_UNKNOWN, 1, 7, "“../b”"},
      {"from: [b]\n", "x: 1\n", DIAG_VALUE_KIND, 1, 7, "from"},
      {"from: b\n", "x: [\n", DIAG_YAML_SYNTAX, 2, 1, ""},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    diags_init(&diags, arena);
    write_file("a", rows[i].a);
    write_file("b", rows[i].b);
    assert_null(read_named("a"));
    expect_diag(rows[i].a, 0, rows[i].code, rows[i].line, rows[i].column);
    assert_int_equal(diags.count, 1);
    assert_non_null(strstr(diags.items[0]->message, rows[i].words));
  }
}

static void folders_and_names(void **state)
{
  (void)state;
  write_file("gongwen", "x: 1\n");
  assert_null(named_read(arena, &files, NAMED_FORM, folder, "gongwne", SPAN_NONE, &diags, &line));
  assert_int_equal(diags.items[0]->code, DIAG_NAME_UNKNOWN);
  assert_non_null(strstr(diags.items[0]->hint, "gongwen"));
  assert_null(named_read(arena, &files, NAMED_FORM, "/nowhere/at/all", "a", SPAN_NONE, &diags, &line));
  assert_int_equal(diags.items[1]->code, DIAG_IO_READ);
  assert_string_equal(diags.items[1]->file, "/nowhere/at/all");
}

#define NAMED_TEST(name) cmocka_unit_test_setup_teardown(name, set_up_folder, tear_down_folder)

int main(void)
{
  const struct CMUnitTest tests[] = {
      NAMED_TEST(merged_key_by_key),
      NAMED_TEST(each_value_stands_in_its_own_file),
      NAMED_TEST(left_out_and_of_another_kind),
      NAMED_TEST(blamed_on_the_right_file),
      NAMED_TEST(as_many_as_may_be),
      NAMED_TEST(what_is_wrong),
      NAMED_TEST(folders_and_names),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
