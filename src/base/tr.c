#include "base/tr.h"

#include <glib.h>
#include <libintl.h>
#include <locale.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define DOMAIN "nianbao"

const char *tr(const char *english)
{
  return dgettext(DOMAIN, english);
}

const char *tr_chinese(const char *english)
{
  const char *before = getenv("LANGUAGE");
  char *language = before ? g_strdup(before) : NULL;
  char *locale = g_strdup(setlocale(LC_MESSAGES, NULL));
  setenv("LANGUAGE", "zh_CN", 1); /* as below */
  setlocale(LC_MESSAGES, "C.UTF-8");
  const char *chinese = dgettext(DOMAIN, english);
  if (language)
    setenv("LANGUAGE", language, 1);
  else
    unsetenv("LANGUAGE");
  setlocale(LC_MESSAGES, locale);
  g_free(language);
  g_free(locale);
  return chinese;
}

static bool environment_is_chinese(void)
{
  static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
  for (size_t i = 0; i < sizeof names / sizeof names[0]; ++i) {
    const char *value = getenv(names[i]);
    if (value != NULL && value[0] != '\0')
      return strncmp(value, "zh", 2) == 0;
  }
  return false;
}

void tr_init(const char *locale_dir)
{
  bindtextdomain(DOMAIN, locale_dir);
  bind_textdomain_codeset(DOMAIN, "UTF-8"); /* whatever LC_CTYPE says */
  if (!environment_is_chinese()) {
    setlocale(LC_MESSAGES, "C");
    return;
  }
  /* zh_CN.UTF-8 is often not generated. The C library looks at LANGUAGE in every locale but "C", and C.UTF-8 is always
   * there. */
  setenv("LANGUAGE", "zh_CN", 1);
  setlocale(LC_MESSAGES, "C.UTF-8");
  setlocale(LC_CTYPE, "C.UTF-8"); /* else the C library's own words (strerror) come out as question marks */
}
