/* Where the program is, and what lies beside it. */
#include <glib.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"

#define LEVELS_UP 4 /* build/PRESET/nianbao stands two below the checkout */

static const char *own_folder(struct arena *arena)
{
  char path[PATH_MAX];
  ssize_t length = readlink("/proc/self/exe", path, sizeof path);
  if (length <= 0 || (size_t)length >= sizeof path)
    return NULL;
  char *copy = arena_strndup(arena, path, (size_t)length);
  char *slash = strrchr(copy, '/');
  if (!slash)
    return NULL;
  *slash = '\0';
  return copy;
}

const char *place_find_root(struct arena *arena)
{
  const char *own = own_folder(arena);
  if (!own)
    return NULL;
  char *folder = arena_strdup(arena, own);
  for (int i = 0; i < LEVELS_UP && *folder; i++) {
    if (g_file_test(arena_printf(arena, "%s/layouts/forms", folder), G_FILE_TEST_IS_DIR))
      return folder;
    char *slash = strrchr(folder, '/');
    if (!slash)
      return NULL;
    *slash = '\0';
  }
  return NULL;
}

const char *place_find_preview(struct arena *arena)
{
  const char *own = own_folder(arena);
  return own ? arena_printf(arena, "%s/nianbao-preview", own) : NULL;
}

const char *place_find_locale(struct arena *arena)
{
  const char *own = own_folder(arena);
  return own ? arena_printf(arena, "%s/locale", own) : NULL;
}

static int compare_names(const void *a, const void *b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void names_sort(struct names *names)
{
  if (names->count)
    qsort(names->items, names->count, sizeof *names->items, compare_names);
}

struct names place_list(struct arena *arena, const char *folder)
{
  static const char ending[] = ".yaml";
  struct names names = {0};
  GDir *dir = g_dir_open(folder, 0, NULL);
  const char *entry;
  while (dir && (entry = g_dir_read_name(dir)))
    if (g_str_has_suffix(entry, ending) && entry[0] != '.' && g_utf8_validate(entry, -1, NULL))
      *ARENA_PUSH(arena, &names) = arena_strndup(arena, entry, strlen(entry) - strlen(ending));
  if (dir)
    g_dir_close(dir);
  names_sort(&names);
  return names;
}
