#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <glib.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"

struct bench {
  struct arena *arena;
  struct files files;
  struct diags diags;
  char *folder;
};

static int set_up(void **state)
{
  struct bench *bench = g_new0(struct bench, 1);
  bench->arena = arena_new();
  files_init(&bench->files, bench->arena);
  diags_init(&bench->diags, bench->arena);
  bench->folder = g_dir_make_tmp("nianbao-XXXXXX", NULL);
  *state = bench;
  return bench->folder == NULL;
}

static int tear_down(void **state)
{
  struct bench *bench = *state;
  rmdir(bench->folder);
  g_free(bench->folder);
  arena_free(bench->arena);
  g_free(bench);
  return 0;
}

static const char *path_of(struct bench *bench, const char *name)
{
  return arena_printf(bench->arena, "%s/%s", bench->folder, name);
}

static void a_file_is_read_whole(void **state)
{
  struct bench *bench = *state;
  const char *path = path_of(bench, "a");
  assert_true(g_file_set_contents(path, "一\n二\0三\r\n", 13, NULL));
  uint32_t index = files_read(&bench->files, path, 13, &bench->diags);
  unlink(path);
  assert_int_equal(index, 1);
  const struct file *file = files_get(&bench->files, index);
  assert_string_equal(file->name, path);
  assert_int_equal(file->size, 13);
  assert_memory_equal(file->bytes, "一\n二\0三\r\n", 14);
  assert_int_equal(file->line_count, 3);
  assert_int_equal(file->line_starts[1], 4);
  assert_int_equal(file->line_starts[2], 13);
  assert_int_equal(bench->diags.count, 0);
}

static void an_empty_file_has_one_line(void **state)
{
  struct bench *bench = *state;
  const struct file *file = files_get(&bench->files, files_add(&bench->files, "x", "", 0));
  assert_int_equal(file->line_count, 1);
  assert_int_equal(file->line_starts[0], 0);
}

static void expect_refused(struct bench *bench, const char *path, enum diag_code code, enum exit_status status)
{
  assert_int_equal(files_read(&bench->files, path, 8, &bench->diags), 0);
  assert_int_equal(bench->diags.count, 1);
  assert_int_equal(bench->diags.items[0]->code, code);
  assert_string_equal(bench->diags.items[0]->file, path);
  assert_false(span_known(bench->diags.items[0]->span));
  assert_int_equal(diags_exit_status(&bench->diags), status);
}

static void a_missing_file_is_reported(void **state)
{
  struct bench *bench = *state;
  expect_refused(bench, path_of(bench, "none"), DIAG_IO_READ, EXIT_WORLD);
}

static void a_path_through_a_file_is_reported(void **state)
{
  expect_refused(*state, "/dev/null/x", DIAG_IO_READ, EXIT_WORLD);
}

static void a_name_too_long_is_reported(void **state)
{
  struct bench *bench = *state;
  char *name = arena_alloc(bench->arena, 5001);
  memset(name, 'x', 5000);
  expect_refused(bench, name, DIAG_IO_READ, EXIT_WORLD);
}

static void a_folder_is_reported(void **state)
{
  struct bench *bench = *state;
  expect_refused(bench, bench->folder, DIAG_IO_READ, EXIT_WORLD);
  assert_non_null(strstr(bench->diags.items[0]->message, "folder"));
}

static void a_device_is_reported(void **state)
{
  expect_refused(*state, "/dev/zero", DIAG_IO_READ, EXIT_WORLD);
}

static void a_pipe_does_not_hang(void **state)
{
  struct bench *bench = *state;
  const char *path = path_of(bench, "pipe");
  assert_int_equal(mkfifo(path, 0600), 0);
  expect_refused(bench, path, DIAG_IO_READ, EXIT_WORLD);
  unlink(path);
}

static void an_unreadable_file_is_reported(void **state)
{
  struct bench *bench = *state;
  if (geteuid() == 0)
    skip(); /* root may read everything */
  const char *path = path_of(bench, "secret");
  assert_true(g_file_set_contents(path, "x", 1, NULL));
  assert_int_equal(chmod(path, 0), 0);
  expect_refused(bench, path, DIAG_IO_READ, EXIT_WORLD);
  unlink(path);
}

static void a_file_beyond_the_limit_is_reported(void **state)
{
  struct bench *bench = *state;
  const char *path = path_of(bench, "large");
  assert_true(g_file_set_contents(path, "123456789", 9, NULL));
  expect_refused(bench, path, DIAG_LIMIT_SIZE, EXIT_LIMIT);
  unlink(path);
}

/* A file of /proc says that it is empty and is not: the same as one that grows while it is read. */
static void a_file_that_grows_is_reported(void **state)
{
  expect_refused(*state, "/proc/self/status", DIAG_IO_READ, EXIT_WORLD);
}

/* Reading it fails after opening it has not. */
static void a_read_that_fails_is_reported(void **state)
{
  expect_refused(*state, "/proc/self/mem", DIAG_IO_READ, EXIT_WORLD);
}

static void positions_count_characters(void **state)
{
  struct bench *bench = *state;
  static const char text[] = "标题: 一\r\n\n  b：c\nlast";
  static const struct {
    uint32_t offset, line, column;
  } rows[] = {{0, 1, 1},  {3, 1, 2},  {6, 1, 3},  {8, 1, 5},  {11, 1, 6}, {13, 2, 1},
              {14, 3, 1}, {17, 3, 4}, {20, 3, 5}, {22, 4, 1}, {26, 4, 5}, {999, 4, 5}};
  uint32_t index = files_add(&bench->files, "x", text, sizeof text - 1);
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; ++i) {
    struct file_position position = files_position(&bench->files, (struct span){index, rows[i].offset, rows[i].offset});
    assert_int_equal(position.line, rows[i].line);
    assert_int_equal(position.column, rows[i].column);
  }
}

static void a_byte_order_mark_is_no_column(void **state)
{
  struct bench *bench = *state;
  uint32_t index = files_add(&bench->files, "x",
                             "\xEF\xBB\xBF"
                             "a\nb",
                             6);
  assert_int_equal(files_position(&bench->files, (struct span){index, 0, 0}).column, 1);
  assert_int_equal(files_position(&bench->files, (struct span){index, 3, 3}).column, 1);
  assert_int_equal(files_position(&bench->files, (struct span){index, 4, 4}).column, 2);
  assert_int_equal(files_position(&bench->files, (struct span){index, 5, 5}).column, 1);
}

static void columns_of_a_long_line_are_right(void **state)
{
  struct bench *bench = *state;
  size_t count = 100000;
  char *text = arena_alloc(bench->arena, count * 3 + 2);
  text[0] = '\n';
  for (size_t i = 0; i < count; ++i)
    memcpy(text + 1 + i * 3, "年", 3);
  uint32_t index = files_add(&bench->files, "x", text, count * 3 + 1);
  for (uint32_t i = 0; i < count; i += 977) {
    struct file_position position = files_position(&bench->files, (struct span){index, 1 + i * 3, 1 + i * 3});
    assert_int_equal(position.line, 2);
    assert_int_equal(position.column, i + 1);
  }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
  const struct CMUnitTest tests[] = {
      TEST(a_file_is_read_whole),
      TEST(an_empty_file_has_one_line),
      TEST(a_missing_file_is_reported),
      TEST(a_path_through_a_file_is_reported),
      TEST(a_name_too_long_is_reported),
      TEST(a_folder_is_reported),
      TEST(a_device_is_reported),
      TEST(a_pipe_does_not_hang),
      TEST(an_unreadable_file_is_reported),
      TEST(a_file_beyond_the_limit_is_reported),
      TEST(a_file_that_grows_is_reported),
      TEST(a_read_that_fails_is_reported),
      TEST(positions_count_characters),
      TEST(a_byte_order_mark_is_no_column),
      TEST(columns_of_a_long_line_are_right),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
