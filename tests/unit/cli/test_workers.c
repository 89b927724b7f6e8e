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

static const char *const names[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"};

static void work(const struct options *options, size_t source, void *data, struct outcome *out)
{
  const enum exit_status *statuses = data;
  g_usleep((gulong)(options->source_count - source) * 20000); /* the first ends last */
  printf("<%zu>", source);
  fflush(stdout);
  if (statuses[source] == EXIT_BUG)
    raise(SIGKILL);
  *out = (struct outcome){.status = statuses[source], .errors = source};
}

/* Runs with standard output and error going to files; gives what was printed. */
static char *capture(const struct options *options, size_t in_a_row, enum exit_status *statuses,
                     struct outcome *outcomes, enum exit_status *status)
{
  FILE *file = tmpfile();
  fflush(stdout);
  fflush(stderr);
  int out = dup(STDOUT_FILENO), err = dup(STDERR_FILENO);
  dup2(fileno(file), STDOUT_FILENO);
  dup2(fileno(file), STDERR_FILENO);
  *status = workers_run(options, work, in_a_row, statuses, outcomes);
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
    struct outcome outcomes[5];
    memcpy(statuses, rows[i].statuses, sizeof statuses);
    char *text = capture(&options, 1, statuses, outcomes, &status);
    assert_int_equal(status, rows[i].worst);
    assert_string_equal(text, rows[i].printed);
    for (size_t j = 0; j < rows[i].count; j++) {
      assert_int_equal(outcomes[j].status, statuses[j]);
      assert_int_equal(outcomes[j].errors, j); /* what a process has counted arrives here */
    }
    g_free(text);
  }
}

/* Two crashes cost two reports, whatever the number of processes. */
static void test_crash(void **state)
{
  (void)state;
  for (int jobs = 1; jobs <= 2; jobs++) {
    const char *sources[5];
    memcpy(sources, names, sizeof sources);
    struct options options = {.jobs = jobs, .source_count = 5, .sources = sources};
    enum exit_status statuses[] = {EXIT_DONE, EXIT_BUG, EXIT_DONE, EXIT_BUG, EXIT_DOCUMENT}, status;
    struct outcome outcomes[5];
    char *text = capture(&options, 1, statuses, outcomes, &status);
    assert_int_equal(status, EXIT_BUG);
    assert_non_null(strstr(text, "1: error[bug]: The program failed on this report"));
    assert_non_null(strstr(text, "3: error[bug]: The program failed on this report"));
    assert_non_null(strstr(text, "<0>"));
    assert_non_null(strstr(text, "<2>"));
    assert_non_null(strstr(text, "<4>"));
    assert_int_equal(outcomes[1].status, EXIT_BUG);
    assert_int_equal(outcomes[3].status, EXIT_BUG);
    assert_int_equal(outcomes[4].status, EXIT_DOCUMENT);
    g_free(text);
  }
}

/* A process takes several sources in a row: what it had done stays, and another does what was left to it. */
static void test_crash_in_a_row(void **state)
{
  (void)state;
  static const size_t wrong[][2] = {{0, 1}, {1, 5}, {2, 11}, {3, 4}};
  for (size_t row = 0; row < G_N_ELEMENTS(wrong); row++) {
    const char *sources[12];
    memcpy(sources, names, sizeof sources);
    struct options options = {.jobs = 1, .source_count = 12, .sources = sources};
    enum exit_status statuses[12] = {EXIT_DONE}, status;
    statuses[wrong[row][0]] = statuses[wrong[row][1]] = EXIT_BUG;
    struct outcome outcomes[12];
    char *text = capture(&options, 16, statuses, outcomes, &status), *at = text;
    assert_int_equal(status, EXIT_BUG);
    for (size_t i = 0; i < 12; i++) {
      char *mark = g_strdup_printf("<%zu>", i);
      at = strstr(at, mark); /* in their order, each once */
      assert_non_null(at);
      assert_null(strstr(at + 1, mark));
      assert_int_equal(outcomes[i].status, statuses[i]);
      assert_int_equal(outcomes[i].errors, statuses[i] == EXIT_BUG ? 0 : i);
      g_free(mark);
    }
    g_free(text);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_statuses), cmocka_unit_test(test_crash),
                                     cmocka_unit_test(test_crash_in_a_row)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
