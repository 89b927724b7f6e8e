#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/limits.h"
#include "base/utf8.h"

static struct arena *arena;
static struct files files;
static struct diags diags;

static int set_up(void **state)
{
  (void)state;
  arena = arena_new();
  files_init(&files, arena);
  diags_init(&diags, arena);
  return 0;
}

static int tear_down(void **state)
{
  (void)state;
  arena_free(arena);
  return 0;
}

static uint32_t add_file(const char *name, const char *text)
{
  return files_add(&files, name, text, strlen(text));
}

static char *printed(enum diag_format format, bool colour)
{
  char *text = NULL;
  size_t size = 0;
  FILE *out = open_memstream(&text, &size);
  diags_print(out, &diags, &files, format, colour);
  fclose(out);
  char *copy = arena_strdup(arena, text);
  free(text);
  return copy;
}

static void nothing_prints_nothing(void **state)
{
  (void)state;
  assert_string_equal(printed(DIAG_TEXT, false), "");
  assert_string_equal(printed(DIAG_JSON, false), "");
  assert_false(diags_have_error(&diags));
  assert_int_equal(diags_exit_status(&diags), EXIT_DONE);
}

static void the_caret_stands_under_the_value(void **state)
{
  (void)state;
  static const struct {
    const char *text;
    uint32_t begin, end;
    const char *excerpt;
  } rows[] = {
      {"a: 1,333\n", 3, 8, "     1 | a: 1,333\n       |    ^~~~~\n"},
      {"年报: 一二\n", 8, 14, "     1 | 年报: 一二\n       |       ^~~~\n"},
      {"x\n\tb: c\n", 3, 4, "     2 |         b: c\n       |         ^\n"},
      {"a\tb\n", 2, 3, "     1 | a       b\n       |         ^\n"},
      {"a: \n", 3, 3, "     1 | a: \n       |    ^\n"},
      {"abc\r\ndef\r\n", 1, 8, "     1 | abc\n       |  ^~\n"},
      {"e\xCC\x81x\n", 3, 4, "     1 | e\xCC\x81x\n       |  ^\n"},
      {"\xEF\xBB\xBF"
       "ab\n",
       4, 5, "     1 | ab\n       |  ^\n"},
      {"a\x1B[31mb\n", 1, 2, "     1 | a<U+001B>[31mb\n       |  ^~~~~~~~\n"},
      {"a\xE2\x80\xAE"
       "b\xFF\n",
       5, 6, "     1 | a<U+202E>b<FF>\n       |           ^~~~\n"},
      {"end", 3, 3, "     1 | end\n       |    ^\n"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; ++i) {
    diags_init(&diags, arena);
    uint32_t file = add_file("f", rows[i].text);
    diag_add(&diags, DIAG_FIGURE_BAD, (struct span){file, rows[i].begin, rows[i].end}, "m");
    const char *text = printed(DIAG_TEXT, false);
    assert_non_null(strchr(text, '\n'));
    assert_string_equal(strchr(text, '\n') + 1, rows[i].excerpt);
  }
}

static void a_whole_message(void **state)
{
  (void)state;
  uint32_t file = add_file("report.yaml", "行政许可: 1,333\n规章: 1\n");
  struct diag *diag = diag_add(&diags, DIAG_C4, (struct span){file, 14, 19}, "%s is wrong", "1,333");
  diag_relate(&diags, diag, (struct span){file, 20, 26}, "compare %d", 1);
  diag_relate(&diags, diag, SPAN_NONE, "elsewhere");
  diag_hint(&diags, diag, "Write %d.", 1333);
  assert_string_equal(printed(DIAG_TEXT, false), "report.yaml:1:7: error[C4]: 1,333 is wrong\n"
                                                 "     1 | 行政许可: 1,333\n"
                                                 "       |           ^~~~~\n"
                                                 "report.yaml:2:1: note: compare 1\n"
                                                 "     2 | 规章: 1\n"
                                                 "       | ----\n"
                                                 "nianbao: note: elsewhere\n"
                                                 "  hint: Write 1333.\n");
  assert_string_equal(
      printed(DIAG_JSON, false),
      "{\"file\":\"report.yaml\",\"line\":1,\"column\":7,\"severity\":\"error\",\"code\":\"C4\",\"message\":\"1,333 is "
      "wrong\",\"hint\":\"Write 1333.\",\"related\":[{\"file\":\"report.yaml\",\"line\":2,\"column\":1,\"message\":"
      "\"compare 1\"},{\"file\":null,\"line\":0,\"column\":0,\"message\":\"elsewhere\"}]}\n");
}

/* Places on the finding's own line are marked in it; others on a common line share it. */
static void related_places_on_one_line(void **state)
{
  (void)state;
  uint32_t file = add_file("f", "总计: [1, 2, 3]\n年: [4, 5]\n");
  struct diag *diag = diag_add(&diags, DIAG_C4, (struct span){file, 15, 16}, "m");
  diag_relate(&diags, diag, (struct span){file, 15, 16}, "same");
  diag_relate(&diags, diag, (struct span){file, 9, 10}, "one");
  diag_relate(&diags, diag, (struct span){file, 24, 25}, "four");
  diag_relate(&diags, diag, (struct span){file, 27, 28}, "five");
  diag_relate(&diags, diag, (struct span){file, 0, 6}, "key");
  assert_string_equal(printed(DIAG_TEXT, false), "f:1:12: error[C4]: m\n"
                                                 "     1 | 总计: [1, 2, 3]\n"
                                                 "       | ----   -     ^\n"
                                                 "f:1:12: note: same\n"
                                                 "f:1:6: note: one\n"
                                                 "f:2:5: note: four\n"
                                                 "f:2:8: note: five\n"
                                                 "     2 | 年: [4, 5]\n"
                                                 "       |      -  -\n"
                                                 "f:1:1: note: key\n");
}

/* A long line is cut to the terminal around the place; what lies outside gets no mark. */
static void excerpts_fit_the_terminal(void **state)
{
  (void)state;
  GString *line = g_string_new(NULL);
  for (int i = 0; i < 200; i++)
    g_string_append(line, "报");
  uint32_t file = add_file("f", line->str);
  g_string_free(line, TRUE);
  struct diag *diag = diag_add(&diags, DIAG_C1, (struct span){file, 300, 306}, "m");
  diag_relate(&diags, diag, (struct span){file, 0, 3}, "far");
  diag_relate(&diags, diag, (struct span){file, 294, 297}, "near");
  for (unsigned columns = 0; columns <= 200; columns += 20) {
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    diags_show(out, &diags, &files, (struct diag_look){DIAG_TEXT, false, columns});
    fclose(out);
    char **lines = g_strsplit(text, "\n", -1);
    size_t width = 0, room = columns == 0 ? 110 : MIN(MAX(columns, 50), 110);
    for (size_t at = 0; lines[1][at];)
      width += (size_t)utf8_terminal_width(utf8_next(lines[1], &at));
    assert_in_range(width, room - 4, room);
    size_t before = strcspn(lines[2], "^-");
    assert_string_equal(lines[2] + before, "--  ^~~~");
    assert_in_range(before, 10, room / 2);
    g_strfreev(lines);
    free(text);
  }
}

/* Rare characters have four bytes, marks no width, full-width ones two columns, whether before the place or in it. */
static void marks_are_as_wide_as_what_they_mark(void **state)
{
  (void)state;
  static const struct {
    const char *before, *value;
    const char *marks;
  } rows[] = {
      {"𠮷𠮷", "𬭩", "    ^~"},
      {"e\u0301e\u0301", "o\u0302\u0303x", "  ^~"},
      {"（１）", "ｘ", "      ^~"},
      {"\t字", "\t", "          ^~~~~~"},
      {"字", "\xEF\xB8\x80", "  ^"}, /* a variation selector alone */
      {"a", "\u200B", " ^~~~~~~~"},  /* <U+200B> */
      {"字", "", "  ^"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; ++i) {
    diags_init(&diags, arena);
    char *words = g_strconcat(rows[i].before, rows[i].value, "\n", NULL);
    uint32_t file = add_file("f", words), begin = (uint32_t)strlen(rows[i].before);
    g_free(words);
    diag_add(&diags, DIAG_C1, (struct span){file, begin, begin + (uint32_t)strlen(rows[i].value)}, "m");
    char **lines = g_strsplit(printed(DIAG_TEXT, false), "\n", -1);
    assert_string_equal(lines[2] + strlen("       | "), rows[i].marks);
    g_strfreev(lines);
  }
}

static void same_words_are_said_once(void **state)
{
  (void)state;
  uint32_t file = add_file("f", "abc\n");
  const struct span here = {file, 1, 2};
  diag_add(&diags, DIAG_C1, here, "m");
  diag_add(&diags, DIAG_S2, here, "w");
  diag_add(&diags, DIAG_C1, here, "other");
  diag_add(&diags, DIAG_C1, here, "m");
  diag_add(&diags, DIAG_C1, (struct span){file, 0, 2}, "m");
  diag_hint(&diags, diag_add(&diags, DIAG_C1, here, "m"), "h");
  diag_add(&diags, DIAG_IO_READ, SPAN_NONE, "m")->file = "x";
  diag_add(&diags, DIAG_IO_READ, SPAN_NONE, "m")->file = "y";
  diag_add(&diags, DIAG_IO_READ, SPAN_NONE, "m")->file = "x";
  diags_merge(&diags);
  assert_int_equal(diags.count, 7);
  assert_int_equal(diags.errors, 6);
  static const char *const messages[] = {"m", "m", "m", "m", "w", "other", "m"};
  for (size_t i = 0; i < 7; i++)
    assert_string_equal(diags.items[i]->message, messages[i]);
}

static void colour_only_if_asked(void **state)
{
  (void)state;
  uint32_t file = add_file("f", "abc\n");
  diag_add(&diags, DIAG_C1, (struct span){file, 0, 1}, "m");
  diag_add(&diags, DIAG_S2, (struct span){file, 1, 2}, "m");
  assert_null(strchr(printed(DIAG_TEXT, false), '\033'));
  assert_null(strchr(printed(DIAG_JSON, true), '\033'));
  const char *text = printed(DIAG_TEXT, true);
  assert_non_null(strstr(text, "\033[1;31merror[C1]:\033[0m m\n"));
  assert_non_null(strstr(text, "\033[1;35mwarning[S2]:\033[0m m\n"));
  assert_non_null(strstr(text, "\033[1;32m^\033[0m\n"));
}

static void findings_without_a_place(void **state)
{
  (void)state;
  diag_add(&diags, DIAG_IO_WRITE, SPAN_NONE, "disk full");
  diag_add(&diags, DIAG_IO_READ, SPAN_NONE, "not there")->file = "a\nb.yaml";
  assert_string_equal(printed(DIAG_TEXT, false),
                      "nianbao: error[io-write]: disk full\na b.yaml: error[io-read]: not there\n");
  assert_string_equal(
      printed(DIAG_JSON, false),
      "{\"file\":null,\"line\":0,\"column\":0,\"severity\":\"error\",\"code\":\"io-write\",\"message\":\"disk "
      "full\",\"hint\":null,\"related\":[]}\n{\"file\":\"a\\u000ab.yaml\",\"line\":0,\"column\":0,\"severity\":"
      "\"error\",\"code\":\"io-read\",\"message\":\"not there\",\"hint\":null,\"related\":[]}\n");
}

static void an_empty_file_has_no_excerpt(void **state)
{
  (void)state;
  uint32_t file = add_file("f", "");
  diag_add(&diags, DIAG_TEXT_EMPTY, (struct span){file, 0, 0}, "empty");
  assert_string_equal(printed(DIAG_TEXT, false), "f:1:1: error[text-empty]: empty\n");
}

static void json_escapes(void **state)
{
  (void)state;
  diag_add(&diags, DIAG_C1, SPAN_NONE, "\"q\" \\ \x1B \x7F \xE2\x80\xAE \xF3\xA0\x80\x81 \xFF 年\xF0\xA0\x80\x80");
  assert_non_null(strstr(printed(DIAG_JSON, false), "\"message\":\"\\\"q\\\" \\\\ \\u001b \\u007f \\u202e "
                                                    "\\udb40\\udc01 \\ufffd 年\xF0\xA0\x80\x80\""));
}

static void a_long_line_is_cut_around_the_place(void **state)
{
  (void)state;
  char *line = arena_alloc(arena, 3 * 5000 + 2);
  for (size_t i = 0; i < 5000; ++i)
    memcpy(line + 3 * i, i == 2500 ? "错" : "好", 3);
  line[15000] = '\n';
  uint32_t file = add_file("f", line);
  diag_add(&diags, DIAG_C1, (struct span){file, 7500, 7503}, "m");
  diag_add(&diags, DIAG_C1, (struct span){file, 0, 15000}, "m");
  diag_add(&diags, DIAG_C1, (struct span){file, 15000, 15000}, "m");
  char **lines = g_strsplit(printed(DIAG_TEXT, false), "\n", -1);
  assert_int_equal(g_strv_length(lines), 10);
  assert_true(g_str_has_prefix(lines[1], "     1 | 好好"));
  assert_true(g_str_has_suffix(lines[1], "好…"));
  assert_int_equal(strlen(lines[2]), 9 + 100); /* ^ and ~ to the end of what is shown */
  assert_true(g_str_has_prefix(lines[4], "     1 | …好好"));
  assert_true(g_str_has_suffix(lines[4], "好…"));
  const char *wrong = strstr(lines[4], "错");
  assert_non_null(wrong);
  size_t columns = 9 + 1 + (size_t)(wrong - (lines[4] + 9 + strlen("…"))) / 3 * 2;
  assert_int_equal(strcspn(lines[5], "^"), columns);
  assert_string_equal(lines[5] + columns, "^~");
  assert_true(g_str_has_suffix(lines[7], "好")); /* the end of the line */
  assert_int_equal(strcspn(lines[8], "^"), 9 + 1 + 40);
  g_strfreev(lines);
}

static void input_order_whatever_the_order_of_finding(void **state)
{
  (void)state;
  uint32_t first = add_file("a", "123\n");
  uint32_t second = add_file("b", "123\n");
  diag_add(&diags, DIAG_C1, (struct span){second, 0, 1}, "4");
  diag_add(&diags, DIAG_C1, (struct span){first, 2, 3}, "2");
  diag_add(&diags, DIAG_S2, (struct span){first, 0, 1}, "1");
  diag_add(&diags, DIAG_C2, (struct span){first, 2, 2}, "3");
  diag_add(&diags, DIAG_IO_READ, SPAN_NONE, "0");
  const char *text = printed(DIAG_JSON, false);
  const char *at = text;
  for (char digit = '0'; digit <= '4'; ++digit) {
    const char wanted[] = {'"', 'm', 'e', 's', 's', 'a', 'g', 'e', '"', ':', '"', digit, 0};
    const char *found = strstr(at, wanted);
    assert_non_null(found);
    at = found;
  }
}

static size_t count_of(const char *text, const char *word)
{
  size_t count = 0;
  for (; (text = strstr(text, word)) != NULL; ++text)
    ++count;
  return count;
}

static void many_findings_are_limited_and_counted(void **state)
{
  (void)state;
  uint32_t first = add_file("a", "123\n");
  uint32_t second = add_file("b", "123\n");
  for (int i = 0; i < 70; ++i)
    diag_add(&diags, DIAG_S2, (struct span){first, 0, 1}, "w");
  for (int i = 0; i < 20; ++i)
    diag_add(&diags, DIAG_C1, (struct span){first, 1, 2}, "e");
  for (int i = 0; i < 60; ++i)
    diag_add(&diags, DIAG_C1, (struct span){second, 1, 2}, "e");
  const char *text = printed(DIAG_TEXT, false);
  assert_int_equal(count_of(text, "a:1:1: warning[S2]"), 30); /* warnings take no error's place */
  assert_int_equal(count_of(text, "a:1:2: error[C1]"), 20);
  assert_int_equal(count_of(text, "a: 0 more errors and 40 more warnings are not shown.\n"), 1);
  assert_int_equal(count_of(text, "b:1:2: error[C1]"), LIMIT_DIAGS_SHOWN);
  assert_int_equal(count_of(text, "b: 10 more errors and 0 more warnings are not shown.\n"), 1);
  assert_int_equal(count_of(printed(DIAG_JSON, false), "\n"), 150);
}

static void many_findings_without_a_place_are_counted(void **state)
{
  (void)state;
  for (int i = 0; i < 51; ++i)
    diag_add(&diags, DIAG_IO_READ, SPAN_NONE, "m");
  assert_non_null(strstr(printed(DIAG_TEXT, false), "nianbao: 1 more errors"));
}

static void the_exit_status_is_the_gravest(void **state)
{
  (void)state;
  diag_add(&diags, DIAG_S2, SPAN_NONE, "m");
  assert_int_equal(diags_exit_status(&diags), EXIT_DONE);
  assert_false(diags_have_error(&diags));
  struct diag *diag = diag_add(&diags, DIAG_S5, SPAN_NONE, "m");
  diag_set_severity(&diags, diag, DIAG_ERROR);
  assert_int_equal(diags_exit_status(&diags), EXIT_DOCUMENT);
  assert_int_equal(diags.errors, 1);
  diag_set_severity(&diags, diag, DIAG_WARNING);
  assert_int_equal(diags.errors, 0);
  diag_set_severity(&diags, diag, DIAG_ERROR);
  diag_add(&diags, DIAG_FONT_MISSING, SPAN_NONE, "m");
  assert_int_equal(diags_exit_status(&diags), EXIT_WORLD);
  diag_add(&diags, DIAG_LIMIT_PAGES, SPAN_NONE, "m");
  assert_int_equal(diags_exit_status(&diags), EXIT_LIMIT);
  assert_true(diags_have_error(&diags));
}

static void codes_have_names(void **state)
{
  (void)state;
  assert_string_equal(diag_code_name(DIAG_C4), "C4");
  assert_string_equal(diag_code_name(DIAG_YAML_SYNTAX), "yaml-syntax");
}

static void quotes_are_one_short_visible_line(void **state)
{
  (void)state;
  assert_string_equal(diag_quote(&diags, "年报", 6), "年报");
  assert_string_equal(diag_quote(&diags, "a\nb\x1B", 4), "a b<U+001B>");
  char long_text[3 * 50 + 1] = "";
  for (int i = 0; i < 50; ++i)
    memcpy(long_text + (size_t)i * 3, "年", 4);
  const char *quote = diag_quote(&diags, long_text, 150);
  assert_int_equal(strlen(quote), 3 * 41);
  assert_true(g_str_has_suffix(quote, "年…"));
}

static void the_nearest_name(void **state)
{
  (void)state;
  static const char *const names[] = {"agency",         "year",     "title",           "preface", "规章",
                                      "行政规范性文件", "行政许可", "disclosure-2021", "ab"};
  static const struct {
    const char *word, *nearest;
  } rows[] = {
      {"agencey", "agency"},
      {"yaer", "year"},
      {"Title", "title"},
      {"规张", "规章"},
      {"行政规范文件", "行政规范性文件"},
      {"行政许可证", "行政许可"},
      {"xyz", NULL},
      {"q", NULL},
      {"figures", NULL},
      {"", NULL},
      {"disclosure-2012", "disclosure-2021"},
      {"一", NULL},
      {"abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij", NULL},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; ++i) {
    const char *nearest = diag_nearest(rows[i].word, names, sizeof names / sizeof names[0]);
    if (rows[i].nearest == NULL)
      assert_null(nearest);
    else
      assert_string_equal(nearest, rows[i].nearest);
  }
  static const char *const too_long[] = {"abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij"};
  assert_null(diag_nearest("abc", too_long, 1));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
  const struct CMUnitTest tests[] = {
      TEST(nothing_prints_nothing),
      TEST(the_caret_stands_under_the_value),
      TEST(a_whole_message),
      TEST(related_places_on_one_line),
      TEST(excerpts_fit_the_terminal),
      TEST(marks_are_as_wide_as_what_they_mark),
      TEST(same_words_are_said_once),
      TEST(colour_only_if_asked),
      TEST(findings_without_a_place),
      TEST(an_empty_file_has_no_excerpt),
      TEST(json_escapes),
      TEST(a_long_line_is_cut_around_the_place),
      TEST(input_order_whatever_the_order_of_finding),
      TEST(many_findings_are_limited_and_counted),
      TEST(many_findings_without_a_place_are_counted),
      TEST(the_exit_status_is_the_gravest),
      TEST(codes_have_names),
      TEST(quotes_are_one_short_visible_line),
      TEST(the_nearest_name),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
