#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/tr.h"

/* A catalogue of one message, as msgfmt writes it (little-endian): "error" is 错误. */
static const unsigned char
    catalogue[] =
        {
            0xde, 0x12, 0x04, 0x95, 0,   0,    0,   0, /* magic, revision */
            2,    0,    0,    0,    28,  0,    0,   0,    44,   0,    0,    0,    0,    0,   0,   0,   60,
            0,    0,    0, /* count, tables, no hash */
            0,    0,    0,    0,    60,  0,    0,   0,    5,    0,    0,    0,    61,   0,   0,   0, /* originals: ""
                                                                                                        and "error" */
            40,   0,    0,    0,    67,  0,    0,   0,    6,    0,    0,    0,    108,  0,   0,   0, /* translations */
            0,    'e',  'r',  'r',  'o', 'r',  0,                                                    /* at 60 */
            'C',  'o',  'n',  't',  'e', 'n',  't', '-',  'T',  'y',  'p',  'e',  ':',  ' ', 't', 'e', 'x',
            't',  '/',  'p',  'l',  'a', 'i',  'n', ';',  ' ',  'c',  'h',  'a',  'r',  's', 'e', 't', '=',
            'U',  'T',  'F',  '-',  '8', '\n', 0,   0xe9, 0x94, 0x99, 0xe8, 0xaf, 0xaf, 0,
};

static char *folder;

static int set_up(void **state)
{
  (void)state;
  folder = g_dir_make_tmp("nianbao-XXXXXX", NULL);
  char *deep = g_build_filename(folder, "zh_CN", "LC_MESSAGES", NULL);
  char *file = g_build_filename(deep, "nianbao.mo", NULL);
  int failed = g_mkdir_with_parents(deep, 0700) != 0 ||
               !g_file_set_contents(file, (const char *)catalogue, sizeof catalogue, NULL);
  g_free(file);
  g_free(deep);
  return failed;
}

static int tear_down(void **state)
{
  (void)state;
  char *deep = g_build_filename(folder, "zh_CN", "LC_MESSAGES", NULL);
  char *file = g_build_filename(deep, "nianbao.mo", NULL);
  char *middle = g_path_get_dirname(deep);
  unlink(file);
  rmdir(deep);
  rmdir(middle);
  rmdir(folder);
  g_free(middle);
  g_free(file);
  g_free(deep);
  g_free(folder);
  return 0;
}

static void set_or_unset(const char *name, const char *value)
{
  if (value == NULL)
    unsetenv(name);
  else
    setenv(name, value, 1);
}

static void the_language_follows_the_environment(void **state)
{
  (void)state;
  static const struct {
    const char *all, *messages, *lang, *language;
    const char *word;
  } rows[] = {
      {NULL, NULL, NULL, NULL, "error"},
      {"zh_CN.UTF-8", NULL, NULL, NULL, "错误"},
      {"C.UTF-8", NULL, "zh_CN.UTF-8", NULL, "error"},
      {"", "zh_TW", "en_US.UTF-8", NULL, "错误"},
      {NULL, "en_US.UTF-8", "zh_CN.UTF-8", NULL, "error"},
      {NULL, NULL, "zh_CN", NULL, "错误"},
      {NULL, NULL, "en_US.UTF-8", "zh_CN", "error"},
      {NULL, NULL, "zh_CN.GB18030", "en", "错误"},
      {NULL, NULL, "fr_FR", NULL, "error"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; ++i) {
    set_or_unset("LC_ALL", rows[i].all);
    set_or_unset("LC_MESSAGES", rows[i].messages);
    set_or_unset("LANG", rows[i].lang);
    set_or_unset("LANGUAGE", rows[i].language);
    tr_init(folder);
    assert_string_equal(tr("error"), rows[i].word);
    assert_string_equal(tr("not in the catalogue"), "not in the catalogue");
  }
}

static void numbers_do_not_depend_on_the_language(void **state)
{
  (void)state;
  set_or_unset("LC_ALL", "zh_CN.UTF-8");
  tr_init(folder);
  char text[16];
  snprintf(text, sizeof text, "%.1f", 1234.5);
  assert_string_equal(text, "1234.5");
}

static void without_a_catalogue_messages_are_english(void **state)
{
  (void)state;
  set_or_unset("LC_ALL", "zh_CN.UTF-8");
  tr_init("/nonexistent");
  assert_string_equal(tr("a message that was never asked for"), "a message that was never asked for");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_language_follows_the_environment),
      cmocka_unit_test(numbers_do_not_depend_on_the_language),
      cmocka_unit_test(without_a_catalogue_messages_are_english),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
