#include "text/hyphens.h"

#include <glib.h>
#include <hyphen.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"

enum { LEAST_BEFORE = 2, LEAST_BEHIND = 3 };

struct hyphens {
  HyphenDict *dictionary;
};

static bool is_plain_name(const char *name)
{
  for (const char *c = name; *c; c++)
    if (!g_ascii_isalpha(*c) && *c != '_')
      return false;
  return *name != '\0';
}

struct hyphens *hyphens_open(const char *name, struct span place, struct diags *diags)
{
  if (!name)
    return NULL;
  HyphenDict *dictionary = NULL;
  if (is_plain_name(name)) {
    char *path = g_strdup_printf("%s/hyph_%s.dic", NIANBAO_HYPHENATION_DIR, name);
    if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
      dictionary = hnj_hyphen_load(path);
    g_free(path);
  }
  if (!dictionary) {
    struct diag *diag = diag_add(diags, DIAG_NAME_UNKNOWN, place, _("There is no hyphenation dictionary “%s” here."),
                                 diag_quote(diags, name, strlen(name)));
    diag_hint(diags, diag, _("Install it (the package hyphen-en-us holds en_US), or write “hyphenation: none”."));
    return NULL;
  }
  struct hyphens *hyphens = g_new(struct hyphens, 1);
  hyphens->dictionary = dictionary;
  return hyphens;
}

void hyphens_close(struct hyphens *hyphens)
{
  if (!hyphens)
    return;
  hnj_hyphen_free(hyphens->dictionary);
  g_free(hyphens);
}

/* Divisions that change the spelling (German of old) are passed over: the letters stay as they are typed. */
static void forget_spellings(char **spellings, size_t length, char *marks)
{
  for (size_t i = 0; spellings && i < length; i++)
    if (spellings[i]) {
      marks[i] = '0';
      free(spellings[i]);
    }
  free(spellings);
}

void hyphens_divide(const struct hyphens *hyphens, const char *word, size_t length, bool *divides)
{
  char *lower = g_ascii_strdown(word, (gssize)length), *marks = g_malloc0(length + 5); /* as the library asks */
  char **spellings = NULL;
  int *positions = NULL, *cuts = NULL;
  memset(divides, 0, length * sizeof *divides);
  if (hnj_hyphen_hyphenate3(hyphens->dictionary, lower, (int)length, marks, NULL, &spellings, &positions, &cuts,
                            LEAST_BEFORE, LEAST_BEHIND, LEAST_BEFORE, LEAST_BEHIND) == 0) {
    forget_spellings(spellings, length, marks);
    for (size_t i = 1; i < length; i++) /* an odd number behind a letter: it may end a line */
      divides[i] = (marks[i - 1] - '0') % 2 == 1 && i >= LEAST_BEFORE && length - i >= LEAST_BEHIND;
  }
  free(positions);
  free(cuts);
  g_free(marks);
  g_free(lower);
}
