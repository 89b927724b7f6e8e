/* Reports side by side: the worst status counts, output keeps the order of the sources, a crash costs one report. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <glib.h>

#include "cli/cli.h"

static const char *const names[] = {"0", "1", "2", "3", "4"};

static enum exit_status work(const struct options *options, size_t source, void *data)
{
  const enum exit_status *statuses = data;
  g_usleep((gulong)(options->source_count - source) * 20000); /* the first ends last */
  printf("<%zu>", source);
  if (statuses[source] == EXIT_BUG) {
    fflush(stdout);
    raise(SIGKILL);
  }
  return statuses[source];
}

/* Runs with standard output and error going to files; gives what was printed. */
static char *capture(const struct options *options, enum exit_status *statuses, enum exit_status *status)
{
  FILE *file = tmpfile();
  fflush(stdout);
  fflush(stderr);
  int out = dup(STDOUT_FILENO), err = dup(STDERR_FILENO);
  dup2(fileno(file), STDOUT_FILENO);
  dup2(fileno(file), STDERR_FILENO);
  *status = workers_run(options, work, statuses);
  fflush(stdout);
  fflush(stderr);
  dup2(out, STDOUT_FILENO);
  dup2(err, STDERR_FILENO);
  close(out);
  close(err);
  char *text = g_malloc0(4096);
  rewind(file);
  size_t size = fread(text, 1, 4095, file);
  assert_in_range(size, 0, 4095);
  fclose(file);
  return text;
}

static void test_statuses(void **state)
{
  static const struct {
    int jobs;
    size_t count;
    enum exit_status statuses[5];
    enum exit_status worst;
    const char *printed;
  } rows[] = {
      {1, 3, {EXIT_DONE, EXIT_DOCUMENT, EXIT_DONE}, EXIT_DOCUMENT, "<0><1><2>"},
      {2, 5, {EXIT_DONE}, EXIT_DONE, "<0><1><2><3><4>"},
      {3, 5, {EXIT_DONE, EXIT_WORLD, EXIT_DOCUMENT}, EXIT_WORLD, "<0><1><2><3><4>"},
      {8, 2, {EXIT_LIMIT, EXIT_DONE}, EXIT_LIMIT, "<0><1>"},
      {8, 1, {EXIT_DONE}, EXIT_DONE, "<0>"},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    struct options options = {.jobs = rows[i].jobs, .source_count = rows[i].count};
    const char *sources[5];
    memcpy(sources, names, sizeof sources);
    options.sources = sources;
    enum exit_status statuses[5], status;
    memcpy(statuses, rows[i].statuses, sizeof statuses);
    char *text = capture(&options, statuses, &status);
    assert_int_equal(status, rows[i].worst);
    assert_string_equal(text, rows[i].printed);
    g_free(text);
  }
}

static void test_crash(void **state)
{
  (void)state;
  const char *sources[5];
  memcpy(sources, names, sizeof sources);
  struct options options = {.jobs = 2, .source_count = 3, .sources = sources};
  enum exit_status statuses[] = {EXIT_DONE, EXIT_BUG, EXIT_DONE}, status;
  char *text = capture(&options, statuses, &status);
  assert_int_equal(status, EXIT_BUG);
  assert_non_null(strstr(text, "1: error[bug]: The program failed on this report"));
  assert_non_null(strstr(text, "<0>"));
  assert_non_null(strstr(text, "<2>"));
  g_free(text);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_statuses), cmocka_unit_test(test_crash)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
