/* Comparison with a golden file under tests/golden/. With NIANBAO_UPDATE=1 in the environment the file is written
 * instead; whoever does that reads the difference before it is kept. */
#ifndef NIANBAO_TESTS_GOLDEN_H
#define NIANBAO_TESTS_GOLDEN_H

#include <glib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Says where the first difference is: cmocka would cut long texts. */
static inline void golden_explain(const char *path, const char *wanted, const char *given)
{
  size_t line = 1, start = 0, at = 0;
  for (; wanted[at] != '\0' && wanted[at] == given[at]; at++) {
    if (wanted[at] == '\n') {
      line++;
      start = at + 1;
    }
  }
  fail_msg("%s:%zu differs\n  wanted: %.*s\n  given:  %.*s\n(NIANBAO_UPDATE=1 writes the file anew)", path, line,
           (int)strcspn(wanted + start, "\n"), wanted + start, (int)strcspn(given + start, "\n"), given + start);
}

/* `name` is below tests/golden/. */
static inline void golden_check(const char *name, const char *given)
{
  char *path = g_build_filename(NIANBAO_ROOT, "tests", "golden", name, NULL);
  char *wanted = NULL;
  if (getenv("NIANBAO_UPDATE"))
    assert_true(g_file_set_contents(path, given, -1, NULL));
  if (!g_file_get_contents(path, &wanted, NULL, NULL))
    fail_msg("%s is missing (NIANBAO_UPDATE=1 writes it)", path);
  if (strcmp(wanted, given) != 0)
    golden_explain(path, wanted, given);
  g_free(wanted);
  g_free(path);
}

#endif
