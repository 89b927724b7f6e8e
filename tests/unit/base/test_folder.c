/* Files that a source names: never outside its folder, patterns in order. */
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../golden.h"

#include "base/folder.h"

static char *folder; /* with its last “/” */
static struct arena *arena;

static void touch(const char *name)
{
  char *path = g_strconcat(folder, name, NULL), *above = g_path_get_dirname(path);
  assert_int_equal(g_mkdir_with_parents(above, 0777), 0);
  assert_true(g_file_set_contents(path, name, -1, NULL));
  g_free(path);
  g_free(above);
}

static void lead(const char *name, const char *target)
{
  char *path = g_strconcat(folder, name, NULL);
  assert_int_equal(symlink(target, path), 0);
  g_free(path);
}

static void test_of(void **state)
{
  (void)state;
  assert_string_equal(folder_of(arena, "a.yaml"), "");
  assert_string_equal(folder_of(arena, "x/y/a.yaml"), "x/y/");
  assert_string_equal(folder_of(arena, "/a.yaml"), "/");
}

static void test_holds(void **state)
{
  static const char *const good[] = {"a.yaml", "dept/a.yaml", "a/b/c", "*.yaml"};
  static const char *const bad[] = {"/a", "../a", "a/../b", "a//b", "a/", "", ".a", "a/.b", "C:a", "a\\b", "."};
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(good); i++)
    assert_true(folder_holds(good[i]));
  for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
    assert_false(folder_holds(bad[i]));
}

static void test_read(void **state)
{
  static const struct {
    const char *path, *message; /* NULL: read */
  } rows[] = {
      {"b/two.yaml", NULL},
      {"b/link.yaml", "A symbolic link leads to this file."},
      {"away/two.yaml", "A symbolic link leads to this file."},
      {"nowhere/two.yaml", "There is no such file."},
      {"b", "This is a folder, not a file."},
      {"pipe", "This is a device or a pipe, not a file."},
      {"one.yaml/two", "There is no such file."},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    struct files files;
    struct diags diags;
    files_init(&files, arena);
    diags_init(&diags, arena);
    uint32_t file = folder_read(&files, folder, rows[i].path, 100, &diags);
    assert_int_equal(file != 0, rows[i].message == NULL);
    assert_int_equal(diags.count, rows[i].message != NULL);
    if (rows[i].message)
      assert_string_equal(diags.items[0]->message, rows[i].message);
    else
      assert_true(g_str_has_suffix(files_get(&files, file)->name, rows[i].path));
  }
}

static void test_match(void **state)
{
  static const struct {
    const char *pattern, *names;
  } rows[] = {
      {"*.yaml", "one.yaml three.yaml"},
      {"?ne.yaml", "one.yaml"},
      {"b/*.yaml", "b/link.yaml b/two.yaml"},
      {"*/two.yaml", "b/two.yaml"},
      {"[ab]/*", "b/link.yaml b/two.yaml"},
      {"none.yaml", "none.yaml"},
      {"none/*.yaml", ""},
      {"away/*", ""},
      {"*.txt", ""},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    struct folder_names names = {0};
    struct files found;
    files_init(&found, arena);
    folder_match(&found, folder, rows[i].pattern, 100, &names);
    GString *text = g_string_new(NULL);
    for (size_t k = 0; k < names.count; k++)
      g_string_append_printf(text, "%s%s", k ? " " : "", names.items[k]);
    if (strcmp(text->str, rows[i].names) != 0)
      fail_msg("%s: %s", rows[i].pattern, text->str);
    g_string_free(text, TRUE);
  }
}

/* Two patterns together give each file once; no more are kept than are asked for, but one to show that there are more.
 */
static void test_names(void **state)
{
  (void)state;
  struct folder_names names = {0}, few = {0};
  struct files found;
  files_init(&found, arena);
  folder_match(&found, folder, "*.yaml", 100, &names);
  folder_match(&found, folder, "one.*", 100, &names);
  assert_int_equal(names.count, 2);
  folder_match(&found, folder, "*/*", 1, &few);
  assert_int_equal(few.count, 2);
  folder_match(&found, "/nowhere/at/all/", "a.yaml", 100, &few);
  assert_int_equal(few.count, 3);
  touch("b/\xB2\xE2.yaml");
  folder_match(&found, folder, "b/*.yaml", 100, &names);
  assert_int_equal(names.unreadable, 1);
}

/* What comes where it was looked for is a reason to look again. */
static void test_sought(void **state)
{
  static const struct {
    const char *pattern, *sought;
  } rows[] = {
      {"*.yaml", "*.yaml"},           {"none/*.yaml", "none"}, {"b/*.yaml", "b/*.yaml"},
      {"[ab]/*.csv", "[ab] b/*.csv"}, {"away/*", "away"},      {"none.yaml", ""},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    struct folder_names names = {0};
    struct files found;
    files_init(&found, arena);
    folder_match(&found, folder, rows[i].pattern, 100, &names);
    GString *text = g_string_new(NULL);
    for (size_t k = 0; k < found.sought.count; k++) {
      assert_true(g_str_has_prefix(found.sought.items[k], folder));
      g_string_append_printf(text, "%s%s", k ? " " : "", found.sought.items[k] + strlen(folder));
    }
    assert_string_equal(text->str, rows[i].sought);
    g_string_free(text, TRUE);
  }
  struct files found;
  struct diags diags;
  files_init(&found, arena);
  diags_init(&diags, arena);
  assert_int_equal(folder_read(&found, folder, "none.yaml", 100, &diags), 0);
  assert_int_equal(folder_read(&found, folder, "b/link.yaml", 100, &diags), 0);
  assert_int_equal(found.sought.count, 2);
  assert_true(g_str_has_suffix(found.sought.items[1], "/b/link.yaml"));
}

static int open_folder(void **state)
{
  (void)state;
  arena = arena_new();
  char *path = g_dir_make_tmp("nianbao-XXXXXX", NULL);
  folder = g_strconcat(path, "/", NULL);
  g_free(path);
  touch("one.yaml");
  touch("three.yaml");
  touch(".hidden.yaml");
  touch("b/two.yaml");
  lead("b/link.yaml", "two.yaml");
  lead("away", "b");
  path = g_strconcat(folder, "pipe", NULL);
  assert_int_equal(mkfifo(path, 0600), 0);
  g_free(path);
  return 0;
}

static void remove_all(const char *path)
{
  GDir *dir = g_dir_open(path, 0, NULL);
  for (const char *name; dir && (name = g_dir_read_name(dir));) {
    char *entry = g_build_filename(path, name, NULL);
    if (g_file_test(entry, G_FILE_TEST_IS_DIR) && !g_file_test(entry, G_FILE_TEST_IS_SYMLINK))
      remove_all(entry);
    g_remove(entry);
    g_free(entry);
  }
  g_dir_close(dir);
}

static int close_folder(void **state)
{
  (void)state;
  remove_all(folder);
  g_rmdir(folder);
  g_free(folder);
  arena_free(arena);
  return 0;
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_of),    cmocka_unit_test(test_holds), cmocka_unit_test(test_read),
      cmocka_unit_test(test_match), cmocka_unit_test(test_names), cmocka_unit_test(test_sought),
  };
  return cmocka_run_group_tests(tests, open_folder, close_folder);
}
