/* The program from outside: options, statuses, what is written where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>
#include <glib.h>
#include <glib/gstdio.h>

#define PROGRAM NIANBAO_BUILD "/nianbao"
#define FOLDERS "--layouts " NIANBAO_ROOT "/layouts --fonts " NIANBAO_ROOT "/fonts "

static const char good_source[] = "agency: 某局\nyear: 2025\ntitle: 某局工作报告\nsections:\n  - title: 总体情况\n"
                                  "    text: 正文一段。\nsigned: {by: 某局, date: 2026-01-05}\n";
static const char bad_source[] = "agency: 某局\nyear: 2025\ntitle: 报告\nsections:\n  - title: 甲\n    text: ${没有}\n";

struct result {
  int status;
  char *out, *err;
};

static char *folder; /* of the test run: holds good.yaml and bad.yaml */

static struct result run(const char *arguments, const char *variable)
{
  struct result result;
  int status;
  char **argv;
  char **environment = g_get_environ();
  if (variable) {
    char **pair = g_strsplit(variable, "=", 2);
    environment = g_environ_setenv(environment, pair[0], pair[1], TRUE);
    g_strfreev(pair);
  }
  char *line = g_strdup_printf("%s %s", PROGRAM, arguments);
  assert_true(g_shell_parse_argv(line, NULL, &argv, NULL));
  GError *error = NULL;
  if (!g_spawn_sync(folder, argv, environment, G_SPAWN_DEFAULT, NULL, NULL, &result.out, &result.err, &status, &error))
    fail_msg("%s", error->message);
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  g_strfreev(argv);
  g_strfreev(environment);
  g_free(line);
  return result;
}

static void result_done(struct result *result)
{
  g_free(result->out);
  g_free(result->err);
}

static bool exists(const char *name)
{
  char *path = g_build_filename(folder, name, NULL);
  bool there = g_file_test(path, G_FILE_TEST_EXISTS);
  g_free(path);
  return there;
}

static void write_file(const char *name, const char *text)
{
  char *path = g_build_filename(folder, name, NULL);
  assert_true(g_file_set_contents(path, text, -1, NULL));
  g_free(path);
}

struct row {
  const char *arguments;
  int status;
  const char *out, *err; /* parts; NULL: must be empty */
  const char *variable;
};

static void check_row(const struct row *row)
{
  struct result result = run(row->arguments, row->variable);
  bool good = result.status == row->status && (row->out ? strstr(result.out, row->out) != NULL : !*result.out) &&
              (row->err ? strstr(result.err, row->err) != NULL : !*result.err);
  if (!good)
    fail_msg("nianbao %s: status %d\nout: %s\nerr: %s", row->arguments, result.status, result.out, result.err);
  result_done(&result);
}

static void check_rows(const struct row *rows, size_t count)
{
  for (size_t i = 0; i < count; i++)
    check_row(&rows[i]);
}

static void test_usage(void **state)
{
  static const struct row rows[] = {
      {"--help", 0, "nianbao build SOURCE", NULL, NULL},
      {"-h", 0, "nianbao fonts [SOURCE]", NULL, NULL},
      {"--version", 0, "nianbao ", NULL, NULL},
      {"build --help", 0, "--draft", NULL, NULL},
      {"check --help", 0, "--message-format", NULL, NULL},
      {"check --version", 0, "nianbao ", NULL, NULL},
      {"", 2, NULL, "No command is given.", NULL},
      {"biuld x.yaml", 2, NULL, "Did you mean “build”?", NULL},
      {"good.yaml", 2, NULL, "nianbao build good.yaml", NULL},
      {"wholly-other", 2, NULL, "There is no command “wholly-other”.", NULL},
      {"--nonsense", 2, NULL, "There is no option “--nonsense” here.", NULL},
      {"check --nonsense good.yaml", 2, NULL, "“--nonsense”", NULL},
      {"check -f pdf good.yaml", 2, NULL, "“-f”", NULL},
      {"build -j many " FOLDERS "good.yaml", 2, NULL, "The arguments cannot be read", NULL},
      {"build -o", 2, NULL, "The arguments cannot be read", NULL},
      {"build", 2, NULL, "No source is named", NULL},
      {"check", 2, NULL, "No source is named", NULL},
      {"diff good.yaml", 2, NULL, "takes two versions", NULL},
      {"extract", 2, NULL, "takes one PDF", NULL},
      {"build good.yaml --attach -f svg", 2, NULL, "Only a PDF", NULL},
      {"diff " FOLDERS "good.yaml good.yaml", 0, "none differs", NULL, NULL},
      {"check --quite good.yaml", 2, NULL, "Did you mean “--quiet”?", NULL},
      {"build --ouput=x.pdf good.yaml", 2, NULL, "Did you mean “--output”?", NULL},
      {"check --form x good.yaml", 2, NULL, "There is no option “--form” here.", NULL},
      {"check " FOLDERS "-- --quiet", 3, NULL, "--quiet: error[io-read]", NULL},
      {"new x.yaml", 2, NULL, "takes no source", NULL},
      {"schema a b", 2, NULL, "one form at most", NULL},
      {"preview", 2, NULL, "No source is named", NULL},
      {"preview --help", 0, "--no-browser", NULL, NULL},
      {"preview " FOLDERS "good.yaml bad.yaml", 2, NULL, "takes one source", NULL},
      {"preview --port 65536 " FOLDERS "good.yaml", 2, NULL, "from 1 to 65535", NULL},
      {"preview --port -1 " FOLDERS "good.yaml", 2, NULL, "from 1 to 65535", NULL},
      {"preview --editor code " FOLDERS "good.yaml", 2, NULL, "with {file} in it", NULL},
      {"preview --editor '\"{file}' " FOLDERS "good.yaml", 2, NULL, "with {file} in it", NULL},
      {"preview --draft " FOLDERS "good.yaml", 2, NULL, "“--draft”", NULL},
      {"fonts " FOLDERS "a b", 2, NULL, "one source at most", NULL},
      {"build -f doc " FOLDERS "good.yaml", 2, NULL, "pdf, png, svg, html or dump", NULL},
      {"build -j 0 " FOLDERS "good.yaml", 2, NULL, "from 1 to 64", NULL},
      {"build -o '' " FOLDERS "good.yaml", 2, NULL, "must not be empty", NULL},
      {"check --message-format xml " FOLDERS "good.yaml", 2, NULL, "text or json", NULL},
      {"build --message-format json --timings " FOLDERS "good.yaml", 2, NULL, "\"code\":\"usage\"", NULL},
      {"--message-format=json nothing", 2, NULL, "{\"file\":null,\"line\":0", NULL},
      {"build -o x.pdf " FOLDERS "good.yaml bad.yaml", 2, NULL, "Several sources", NULL},
      {"build -o good.yaml " FOLDERS "good.yaml", 3, NULL, "is the input file", NULL},
      {"build -o ./good.yaml " FOLDERS "good.yaml", 3, NULL, "is the input file", NULL},
      {"build " FOLDERS "good.yaml", 2, NULL, "SOURCE_DATE_EPOCH", "SOURCE_DATE_EPOCH=soon"},
      {"build " FOLDERS "good.yaml", 2, NULL, "SOURCE_DATE_EPOCH", "SOURCE_DATE_EPOCH=-1"},
      {"build " FOLDERS "good.yaml", 2, NULL, "SOURCE_DATE_EPOCH", "SOURCE_DATE_EPOCH=999999999999"},
  };
  (void)state;
  check_rows(rows, G_N_ELEMENTS(rows));
  assert_true(exists("good.yaml"));
  assert_false(exists("out"));
}

static void test_check(void **state)
{
  static const struct row rows[] = {
      {"check " FOLDERS "good.yaml", 0, "good.yaml: no errors", NULL, NULL},
      {"check -q " FOLDERS "good.yaml", 0, NULL, NULL, NULL},
      {"--quiet check " FOLDERS "good.yaml", 0, NULL, NULL, NULL},
      {"check " FOLDERS "bad.yaml", 1, NULL, "bad.yaml:6:", NULL},
      {"check " FOLDERS "missing.yaml", 3, NULL, "missing.yaml", NULL},
      {"check -q " FOLDERS "good.yaml bad.yaml missing.yaml", 3, NULL, "error[expr-path]", NULL},
      {"check --layouts /nowhere --fonts /nowhere good.yaml", 3, NULL, "/nowhere", NULL},
      {"check --layouts " NIANBAO_ROOT "/layouts --fonts /nowhere good.yaml", 0, "was not checked", NULL, NULL},
      {"check --message-format json " FOLDERS "bad.yaml", 1, NULL, "\"code\":\"expr-path\"", NULL},
  };
  (void)state;
  check_rows(rows, G_N_ELEMENTS(rows));
}

static void test_build(void **state)
{
  static const struct row rows[] = {
      {"build " FOLDERS "good.yaml", 0, "out/good.pdf: written (pages: 1)", NULL, NULL},
      {"build -q -f png -o page.png " FOLDERS "good.yaml", 0, NULL, NULL, NULL},
      {"build -q -f svg -o . " FOLDERS "good.yaml", 0, NULL, NULL, NULL},
      {"build -f dump -o - " FOLDERS "good.yaml", 0, "page", NULL, NULL},
      {"build -q --timings -o t.pdf " FOLDERS "good.yaml", 0, NULL, " ms", NULL},
      {"build -q -o bad.pdf " FOLDERS "bad.yaml", 1, NULL, "expr-path", NULL},
      {"build -q --draft -o draft.pdf " FOLDERS "bad.yaml", 1, NULL, "expr-path", NULL},
      {"build -q -o nowhere/x.pdf " FOLDERS "good.yaml", 3, NULL, "nowhere/x.pdf", NULL},
      {"build -q -o fresh/ " FOLDERS "good.yaml", 0, NULL, NULL, NULL},
      {"build -q -j2 -o many/ " FOLDERS "good.yaml bad.yaml second.yaml", 1, NULL, "bad.yaml:6:", NULL},
      {"build -q --layouts layouts -o layouts/ours.yaml --fonts " NIANBAO_ROOT "/fonts ours.yaml", 3, NULL,
       "is the input file", NULL},
  };
  (void)state;
  char *many = g_build_filename(folder, "many", NULL);
  g_mkdir(many, 0777);
  g_free(many);
  check_rows(rows, G_N_ELEMENTS(rows));
  assert_true(exists("out/good.pdf"));
  assert_true(exists("page.png"));
  assert_true(exists("good.svg"));
  assert_false(exists("bad.pdf"));
  assert_true(exists("draft.pdf"));
  assert_false(exists("nowhere"));
  assert_true(exists("fresh/good.pdf"));
  assert_true(exists("many/good.pdf"));
  assert_true(exists("many/second.pdf"));
  assert_false(exists("many/bad.pdf"));
}

static void test_pages(void **state)
{
  static const struct row rows[] = {
      {"build -q -f png -o long.png " FOLDERS "long.yaml", 0, NULL, NULL, NULL},
      {"build -q -f png -o - " FOLDERS "long.yaml", 2, NULL, "cannot be written to standard output", NULL},
  };
  (void)state;
  check_rows(rows, G_N_ELEMENTS(rows));
  assert_true(exists("long-1.png"));
  assert_true(exists("long-2.png"));
  assert_false(exists("long.png"));
}

/* The date of a document is signed.date, else SOURCE_DATE_EPOCH, else the year's last day; never the clock's. */
static void test_dates(void **state)
{
  static const struct {
    const char *source, *variable, *date;
  } rows[] = {
      {"good.yaml", NULL, "D:20260105"},
      {"good.yaml", "SOURCE_DATE_EPOCH=86400", "D:20260105"},
      {"unsigned.yaml", "SOURCE_DATE_EPOCH=86400", "D:19700102"},
      {"unsigned.yaml", NULL, "D:20251231"},
  };
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    char *arguments = g_strdup_printf("build -q -o date.pdf " FOLDERS "%s", rows[i].source);
    struct result result = run(arguments, rows[i].variable);
    assert_int_equal(result.status, 0);
    result_done(&result);
    char *path = g_build_filename(folder, "date.pdf", NULL);
    char *line = g_strdup_printf("pdfinfo -rawdates %s", path);
    char *text = NULL;
    assert_true(g_spawn_command_line_sync(line, &text, NULL, NULL, NULL));
    assert_non_null(strstr(text, rows[i].date));
    g_free(text);
    g_free(line);
    g_free(path);
    g_free(arguments);
  }
}

static void test_fonts(void **state)
{
  static const struct row rows[] = {
      {"fonts " FOLDERS, 0, "仿宋", NULL, NULL},
      {"fonts " FOLDERS "good.yaml", 0, "first face of its role", NULL, NULL},
      {"fonts " FOLDERS "rare.yaml", 0, "仿宋\n  瞭  U+77AD  LXGWWenKai-Light  1  rare.yaml:6:11\n", NULL, NULL},
      {"fonts --message-format json " FOLDERS "rare.yaml", 0, "U+77AD", "glyph-fallback", NULL},
      {"fonts " FOLDERS "missing.yaml", 3, NULL, "missing.yaml", NULL},
      {"fonts --layouts " NIANBAO_ROOT "/layouts --fonts /nowhere", 3, NULL, "/nowhere", NULL},
  };
  (void)state;
  check_rows(rows, G_N_ELEMENTS(rows));
}

/* With nothing named, the folders are those of the checkout that the program was built in, if it is one. */
static void test_place(void **state)
{
  (void)state;
  struct result result = run("check good.yaml", NULL);
  if (g_str_has_prefix(NIANBAO_BUILD, NIANBAO_ROOT "/"))
    assert_int_equal(result.status, 0);
  else
    assert_non_null(strstr(result.err, "--layouts DIR"));
  result_done(&result);
}

static int set_up(void **state)
{
  (void)state;
  folder = g_dir_make_tmp("cli-XXXXXX", NULL);
  unsetenv("SOURCE_DATE_EPOCH");
  write_file("good.yaml", good_source);
  write_file("second.yaml", good_source);
  write_file("bad.yaml", bad_source);
  write_file("unsigned.yaml", "agency: 某局\nyear: 2025\ntitle: 报告\nsections:\n  - title: 甲\n    text: 正文。\n");
  write_file("rare.yaml", "agency: 某局\nyear: 2025\ntitle: 报告\nsections:\n  - title: 甲\n    text: 瞭望。\n");
  write_file("ours.yaml", "layout: ours\nagency: 某局\nyear: 2025\ntitle: 报告\nsections:\n"
                          "  - title: 甲\n    text: 正文。\n");
  GString *text = g_string_new("agency: 某局\nyear: 2025\ntitle: 报告\nsections:\n  - title: 甲\n    text: |\n");
  for (int i = 0; i < 30; i++)
    g_string_append(text, "      一段正文。\n\n");
  write_file("long.yaml", text->str);
  g_string_free(text, TRUE);
  char *layouts = g_build_filename(folder, "layouts", NULL);
  char *gongwen;
  g_mkdir(layouts, 0777);
  g_free(layouts);
  if (!g_file_get_contents(NIANBAO_ROOT "/layouts/gongwen.yaml", &gongwen, NULL, NULL))
    return -1;
  write_file("layouts/ours.yaml", gongwen);
  g_free(gongwen);
  return 0;
}

static int tear_down(void **state)
{
  (void)state;
  char *argv[] = {g_strdup("rm"), g_strdup("-rf"), g_strdup(folder), NULL};
  g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  for (size_t i = 0; i < 3; i++)
    g_free(argv[i]);
  g_free(folder);
  return 0;
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_usage), cmocka_unit_test(test_check), cmocka_unit_test(test_build),
      cmocka_unit_test(test_pages), cmocka_unit_test(test_dates), cmocka_unit_test(test_fonts),
      cmocka_unit_test(test_place),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
