#include "text/fallbacks.h"

#include <glib.h>
#include <string.h>

struct entry {
  struct fallback found;
  uint32_t rank; /* of its role */
};

/* A character in a role; with a place of the source, or without one for its entry. */
struct key {
  uint32_t rank, code, file, begin;
  size_t entry; /* not compared */
};

struct fallbacks {
  struct arena *arena;
  GHashTable *keys;
  struct entry *entries;
  size_t count, capacity;
};

static guint key_hash(gconstpointer value)
{
  const struct key *key = value;
  return ((key->rank * 31 + key->code) * 31 + key->file) * 31 + key->begin;
}

static gboolean key_equal(gconstpointer left, gconstpointer right)
{
  const struct key *a = left, *b = right;
  return a->rank == b->rank && a->code == b->code && a->file == b->file && a->begin == b->begin;
}

struct fallbacks *fallbacks_new(void)
{
  struct fallbacks *fallbacks = g_new0(struct fallbacks, 1);
  fallbacks->arena = arena_new();
  fallbacks->keys = g_hash_table_new(key_hash, key_equal);
  return fallbacks;
}

void fallbacks_free(struct fallbacks *fallbacks)
{
  g_hash_table_destroy(fallbacks->keys);
  arena_free(fallbacks->arena);
  g_free(fallbacks);
}

static struct key *enter(struct fallbacks *fallbacks, struct key key)
{
  struct key *copy = ARENA_NEW(fallbacks->arena, struct key);
  *copy = key;
  g_hash_table_add(fallbacks->keys, copy);
  return copy;
}

/* The place of its entry has file G_MAXUINT32, which no span has. */
bool fallbacks_add(struct fallbacks *fallbacks, const struct fallback *found, uint32_t rank)
{
  struct key known = {.rank = rank, .code = found->code, .file = G_MAXUINT32};
  struct key place = {.rank = rank, .code = found->code, .file = found->first.file, .begin = found->first.begin};
  const struct key *old = g_hash_table_lookup(fallbacks->keys, &known);
  if (g_hash_table_contains(fallbacks->keys, &place))
    return false;
  enter(fallbacks, place);
  if (old) {
    fallbacks->entries[old->entry].found.count++;
    return false;
  }
  known.entry = fallbacks->count;
  enter(fallbacks, known);
  struct entry *entry = ARENA_APPEND(fallbacks->arena, fallbacks->entries, fallbacks->count, fallbacks->capacity);
  *entry = (struct entry){*found, rank};
  entry->found.count = 1;
  return true;
}

/* Besides places, the table has each character once for itself. */
size_t fallbacks_places(const struct fallbacks *fallbacks)
{
  return g_hash_table_size(fallbacks->keys) - fallbacks->count;
}

const struct fallback *fallbacks_list(const struct fallbacks *fallbacks, size_t *count)
{
  struct fallback *list = ARENA_ARRAY(fallbacks->arena, fallbacks->count + 1, struct fallback);
  size_t at = 0;
  for (uint32_t rank = 0; at < fallbacks->count; rank++)
    for (size_t i = 0; i < fallbacks->count; i++)
      if (fallbacks->entries[i].rank == rank)
        list[at++] = fallbacks->entries[i].found;
  *count = at;
  return list;
}
