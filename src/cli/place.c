/* Where the program is, and what lies beside it. */
#include <glib.h>
#include <limits.h>
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

const char *place_find_locale(struct arena *arena)
{
  const char *own = own_folder(arena);
  return own ? arena_printf(arena, "%s/locale", own) : NULL;
}
