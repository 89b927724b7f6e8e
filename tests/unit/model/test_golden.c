/* Every tests/golden/model/NAME.yaml gives the report, and the findings, of NAME.dump. NIANBAO_UPDATE=1 writes the
 * dumps anew; the reviewer reads the difference. */
#include <glib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model/report.h"

#define FOLDER NIANBAO_ROOT "/tests/golden/model"

/* The name of the file is left out of the dump: it differs from machine to machine. */
static char *dump_of(const char *path)
{
  struct arena *arena = arena_new();
  struct files files;
  struct diags diags;
  files_init(&files, arena);
  diags_init(&diags, arena);
  char *bytes;
  gsize size;
  assert_true(g_file_get_contents(path, &bytes, &size, NULL));
  const struct node *root = source_parse(arena, &files, files_add(&files, "report.yaml", bytes, size), &diags);
  g_free(bytes);
  char *text = NULL;
  size_t length = 0;
  FILE *out = open_memstream(&text, &length);
  assert_non_null(out);
  struct report *report = root ? report_read(arena, &files, root, &diags) : NULL;
  if (report)
    report_dump(out, report);
  diags_print(out, &diags, &files, DIAG_TEXT, false);
  fclose(out);
  arena_free(arena);
  return text;
}

static void check_golden(const char *name)
{
  char *stem = g_strndup(name, strlen(name) - strlen(".yaml"));
  char *source = g_strdup_printf("%s/%s", FOLDER, name), *golden = g_strdup_printf("%s/%s.dump", FOLDER, stem);
  char *dump = dump_of(source), *expected = NULL;
  if (g_getenv("NIANBAO_UPDATE"))
    assert_true(g_file_set_contents(golden, dump, -1, NULL));
  if (!g_file_get_contents(golden, &expected, NULL, NULL))
    fail_msg("%s is missing: run with NIANBAO_UPDATE=1", golden);
  print_message("golden %s\n", name);
  assert_string_equal(dump, expected);
  free(dump);
  g_free(expected);
  g_free(golden);
  g_free(source);
  g_free(stem);
}

static void test_goldens(void **state)
{
  (void)state;
  GDir *folder = g_dir_open(FOLDER, 0, NULL);
  assert_non_null(folder);
  unsigned count = 0;
  for (const char *name; (name = g_dir_read_name(folder));) {
    if (!g_str_has_suffix(name, ".yaml"))
      continue;
    check_golden(name);
    ++count;
  }
  g_dir_close(folder);
  assert_true(count > 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_goldens)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
