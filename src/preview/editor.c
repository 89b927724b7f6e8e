/* Editor: opens a place of the source in the user's own editor. No shell: the command is split into words first, and
 * what is put in their places is never split or looked into. */
#include <gio/gio.h>
#include <string.h>

#include "preview/server.h"

bool preview_editor_is_good(const char *command)
{
  char **words;
  if (!strstr(command, "{file}") || !g_shell_parse_argv(command, NULL, &words, NULL))
    return false;
  g_strfreev(words);
  return true;
}

/* Takes `word`. One pass, so that a file named {line} stays what it is. */
static char *fill_word(char *word, const char *file, struct file_position position)
{
  GString *out = g_string_new(NULL);
  for (const char *at = word; *at;) {
    if (g_str_has_prefix(at, "{file}")) {
      g_string_append(out, file);
      at += strlen("{file}");
    } else if (g_str_has_prefix(at, "{line}")) {
      g_string_append_printf(out, "%u", position.line);
      at += strlen("{line}");
    } else if (g_str_has_prefix(at, "{column}")) {
      g_string_append_printf(out, "%u", position.column);
      at += strlen("{column}");
    } else {
      g_string_append_c(out, *at++);
    }
  }
  g_free(word);
  return g_string_free(out, FALSE);
}

bool editor_open(const char *command, const char *file, struct file_position position)
{
  char **words;
  if (!g_shell_parse_argv(command, NULL, &words, NULL))
    return false;
  char *path = g_canonicalize_filename(file, NULL); /* it cannot be taken for an option */
  for (size_t i = 0; words[i]; i++)
    words[i] = fill_word(words[i], path, position);
  bool good = g_spawn_async(NULL, words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL);
  g_free(path);
  g_strfreev(words);
  return good;
}
