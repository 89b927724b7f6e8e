#include "picture/cache.h"

#include <string.h>

struct entry {
  struct arena *arena;
  const char *file; /* its bytes as they were read */
  size_t size;
  struct picture picture;
  bool used; /* in this run */
};

struct picture_cache {
  GPtrArray *entries; /* of struct entry */
};

static void entry_free(gpointer value)
{
  struct entry *entry = value;
  arena_free(entry->arena);
  g_free(entry);
}

struct picture_cache *picture_cache_new(void)
{
  struct picture_cache *cache = g_new0(struct picture_cache, 1);
  cache->entries = g_ptr_array_new_with_free_func(entry_free);
  return cache;
}

void picture_cache_free(struct picture_cache *cache)
{
  if (!cache)
    return;
  g_ptr_array_unref(cache->entries);
  g_free(cache);
}

void picture_cache_begin(struct picture_cache *cache)
{
  for (guint i = 0; cache && i < cache->entries->len; i++)
    ((struct entry *)g_ptr_array_index(cache->entries, i))->used = false;
}

void picture_cache_end(struct picture_cache *cache)
{
  for (guint i = cache ? cache->entries->len : 0; i > 0; i--)
    if (!((const struct entry *)g_ptr_array_index(cache->entries, i - 1))->used)
      g_ptr_array_remove_index_fast(cache->entries, i - 1);
}

/* One file may be shown under another name. */
static struct picture copy_picture(struct arena *arena, const char *name, const struct picture *from)
{
  struct picture out = *from;
  out.name = arena_strdup(arena, name);
  out.bytes = (const unsigned char *)arena_strndup(arena, (const char *)from->bytes, from->size);
  return out;
}

static struct entry *find(const struct picture_cache *cache, const void *bytes, size_t size)
{
  for (guint i = 0; i < cache->entries->len; i++) {
    struct entry *entry = g_ptr_array_index(cache->entries, i);
    if (entry->size == size && memcmp(entry->file, bytes, size) == 0)
      return entry;
  }
  return NULL;
}

static void put(struct picture_cache *cache, const void *bytes, size_t size, const struct picture *picture)
{
  struct entry *entry = g_new0(struct entry, 1);
  entry->arena = arena_new();
  entry->file = arena_strndup(entry->arena, bytes, size);
  entry->size = size;
  entry->picture = copy_picture(entry->arena, picture->name, picture);
  entry->used = true;
  g_ptr_array_add(cache->entries, entry);
}

bool picture_cache_read(struct picture_cache *cache, struct arena *arena, const char *name, const void *bytes,
                        size_t size, struct span span, struct diags *diags, struct picture *out)
{
  struct entry *entry = cache ? find(cache, bytes, size) : NULL;
  if (entry) {
    entry->used = true;
    *out = copy_picture(arena, name, &entry->picture);
    return true;
  }
  if (!picture_read(arena, name, bytes, size, span, diags, out))
    return false;
  if (cache)
    put(cache, bytes, size, out);
  return true;
}
