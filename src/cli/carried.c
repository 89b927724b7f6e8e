#include "cli/carried.h"

#include <glib.h>
#include <string.h>

#include "carry/carry.h"
#include "emit/carried.h"
#include "emit/sink.h"

/* Names that are spoken for: of files, and of the folders on their way. */
struct names_taken {
  GHashTable *files, *folders;
  GHashTable *numbers; /* by name: the last number that was tried, since thousands may have the same */
};

/* Whether one of the folders on the way has the name of a file. */
static bool leads_through_file(struct arena *arena, const struct names_taken *taken, const char *name)
{
  for (const char *slash = strchr(name, '/'); slash; slash = strchr(slash + 1, '/'))
    if (g_hash_table_contains(taken->files, arena_strndup(arena, name, (size_t)(slash - name))))
      return true;
  return false;
}

static void take(struct arena *arena, const struct names_taken *taken, const char *name)
{
  g_hash_table_add(taken->files, (gpointer)(uintptr_t)name);
  for (const char *slash = strchr(name, '/'); slash; slash = strchr(slash + 1, '/'))
    g_hash_table_add(taken->folders, arena_strndup(arena, name, (size_t)(slash - name)));
}

static bool is_taken(struct arena *arena, const struct names_taken *taken, const char *name)
{
  return g_hash_table_contains(taken->files, name) || g_hash_table_contains(taken->folders, name) ||
         leads_through_file(arena, taken, name);
}

/* Names that were not the same may have become it. */
static const char *own_name(struct arena *arena, const struct names_taken *taken, const char *name)
{
  const char *first = carry_safe_name(arena, name), *safe = first;
  unsigned number = MAX(GPOINTER_TO_UINT(g_hash_table_lookup(taken->numbers, first)), 1);
  while (is_taken(arena, taken, safe))
    safe = carry_safe_name(arena, arena_printf(arena, "%u-%s", ++number, name));
  g_hash_table_insert(taken->numbers, (gpointer)(uintptr_t)first, GUINT_TO_POINTER(number));
  take(arena, taken, safe);
  return safe;
}

bool carried_read(struct arena *arena, const struct file *pdf, struct carried *out, struct diags *diags)
{
  *out = (struct carried){0};
  if (!emit_read_attachments(arena, pdf, &out->files, diags))
    return false;
  struct names_taken taken = {g_hash_table_new(g_str_hash, g_str_equal), g_hash_table_new(g_str_hash, g_str_equal),
                              g_hash_table_new(g_str_hash, g_str_equal)};
  for (size_t i = 0; i < out->files.count; i++) {
    struct frame_attachment *file = &out->files.items[i];
    file->name = own_name(arena, &taken, file->name);
    if (file->relation == FRAME_RELATION_SOURCE)
      out->source = file->name;
  }
  g_hash_table_destroy(taken.files);
  g_hash_table_destroy(taken.folders);
  g_hash_table_destroy(taken.numbers);
  out->layouts = carry_layouts(arena, &out->files);
  return true;
}

bool carried_write(const char *folder, const struct frame_attachment *file, struct diags *diags)
{
  char *path = g_build_filename(folder, file->name, NULL), *parent = g_path_get_dirname(path);
  (void)g_mkdir_with_parents(parent, 0777); /* if it cannot be made, writing says why */
  bool good = sink_write(path, file->bytes, file->size, diags);
  g_free(parent);
  g_free(path);
  return good;
}
