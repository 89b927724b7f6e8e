/* Which sources are meant: folders stand for the sources in them, and nothing is read twice. */
#include <glib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/tr.h"
#include "cli/cli.h"

/* What stands in front of a dot is hidden, or not yet saved by an editor. */
static bool is_source_name(const char *name)
{
  return name[0] != '.' && (g_str_has_suffix(name, ".yaml") || g_str_has_suffix(name, ".yml"));
}

/* A folder that cannot be opened is reported as what it is when it is read. */
static bool add_folder(struct arena *arena, const struct options *options, const char *folder, struct names *out)
{
  GDir *dir = g_dir_open(folder, 0, NULL);
  if (!dir) {
    *ARENA_PUSH(arena, out) = folder;
    return true;
  }
  struct names found = {0};
  const char *name;
  const char *between = g_str_has_suffix(folder, "/") ? "" : "/";
  while ((name = g_dir_read_name(dir))) {
    const char *path = arena_printf(arena, "%s%s%s", folder, between, name);
    if (is_source_name(name) && !g_file_test(path, G_FILE_TEST_IS_DIR))
      *ARENA_PUSH(arena, &found) = path;
  }
  g_dir_close(dir);
  names_sort(&found);
  for (size_t i = 0; i < found.count; i++)
    *ARENA_PUSH(arena, out) = found.items[i];
  if (found.count > 0)
    return true;
  message_error(stderr, options, "io-read", folder, _("Name the sources themselves, or the folder they are in."),
                _("There are no sources in this folder: no file whose name ends in “.yaml” or “.yml”."));
  return false;
}

/* One file under several names is one source. */
static bool is_new(GHashTable *seen, const char *path)
{
  struct stat of;
  char *identity =
      stat(path, &of) == 0 ? g_strdup_printf("%ju/%ju", (uintmax_t)of.st_dev, (uintmax_t)of.st_ino) : g_strdup(path);
  return g_hash_table_add(seen, identity);
}

static void leave_out_again(const struct options *options, struct names *names)
{
  GHashTable *seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  size_t kept = 0;
  for (size_t i = 0; i < names->count; i++) {
    if (is_new(seen, names->items[i]))
      names->items[kept++] = names->items[i];
    else
      message_warning(stderr, options, "usage", names->items[i], _("This source is named twice; it is read once."));
  }
  names->count = kept;
  g_hash_table_destroy(seen);
}

bool sources_expand(struct arena *arena, struct options *options)
{
  struct names names = {0};
  for (size_t i = 0; i < options->source_count; i++) {
    const char *path = options->sources[i];
    if (!g_file_test(path, G_FILE_TEST_IS_DIR))
      *ARENA_PUSH(arena, &names) = path;
    else if (!add_folder(arena, options, path, &names))
      return false;
  }
  leave_out_again(options, &names);
  options->sources = names.items;
  options->source_count = names.count;
  return true;
}
