#include "base/memo.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

enum {
  RUNS_KEPT = 32,     /* an entry that so many runs have not used is forgotten: what was undone may be redone */
  SPARE = 1024 * 1024 /* bytes of forgotten entries that are not worth a new arena */
};

struct entry {
  uint64_t hash; /* of the key */
  size_t key_size;
  const void *key;
  const void *value;
  size_t size;   /* of all that belongs to it in the arena */
  unsigned used; /* in which run last */
};

struct memo {
  memo_copy *copy;
  struct arena *arena; /* of entries, keys and values */
  GHashTable *entries; /* a set */
  size_t live;         /* bytes */
  unsigned run;
};

/* Keys may be long: eight bytes at a time. */
static uint64_t hash_key(const void *key, size_t size)
{
  const char *bytes = key;
  uint64_t hash = size * UINT64_C(0x9E3779B97F4A7C15);
  for (size_t at = 0; at < size; at += sizeof hash) {
    uint64_t word = 0;
    memcpy(&word, bytes + at, MIN(size - at, sizeof word));
    hash = (hash ^ word) * UINT64_C(0xD6E8FEB86659FD93);
    hash ^= hash >> 32;
  }
  return hash;
}

static guint entry_hash(gconstpointer value)
{
  return (guint)((const struct entry *)value)->hash;
}

static gboolean entry_equal(gconstpointer left, gconstpointer right)
{
  const struct entry *a = left, *b = right;
  return a->hash == b->hash && a->key_size == b->key_size && memcmp(a->key, b->key, a->key_size) == 0;
}

struct memo *memo_new(memo_copy *copy)
{
  struct memo *memo = g_new0(struct memo, 1);
  memo->copy = copy;
  memo->arena = arena_new();
  memo->entries = g_hash_table_new(entry_hash, entry_equal);
  return memo;
}

void memo_free(struct memo *memo)
{
  if (!memo)
    return;
  g_hash_table_destroy(memo->entries);
  arena_free(memo->arena);
  g_free(memo);
}

void memo_empty(struct memo *memo)
{
  g_hash_table_remove_all(memo->entries);
  arena_free(memo->arena);
  memo->arena = arena_new();
  memo->live = 0;
}

const void *memo_find(struct memo *memo, const void *key, size_t size)
{
  struct entry *entry =
      g_hash_table_lookup(memo->entries, &(struct entry){.hash = hash_key(key, size), .key_size = size, .key = key});
  if (!entry)
    return NULL;
  entry->used = memo->run;
  return entry->value;
}

/* A copy of the entry and all that belongs to it in the memo's arena. */
static struct entry *add_entry(struct memo *memo, const struct entry *from)
{
  size_t before = arena_size(memo->arena);
  struct entry *entry = arena_copy(memo->arena, from, 1, sizeof *from);
  entry->key = arena_copy(memo->arena, from->key, from->key_size, 1);
  entry->value = memo->copy(memo->arena, from->value);
  entry->size = arena_size(memo->arena) - before;
  memo->live += entry->size;
  return entry;
}

void memo_keep(struct memo *memo, const void *key, size_t size, const void *value)
{
  struct entry new = {.hash = hash_key(key, size), .key_size = size, .key = key, .value = value, .used = memo->run};
  struct entry *before = g_hash_table_lookup(memo->entries, &new);
  if (before)
    memo->live -= before->size;
  g_hash_table_add(memo->entries, add_entry(memo, &new));
}

/* --- runs --- */

void memo_begin(struct memo *memo)
{
  memo->run++;
}

static gboolean is_old(gpointer key, gpointer value, gpointer data)
{
  (void)value;
  const struct entry *entry = key;
  struct memo *memo = data;
  if (memo->run - entry->used < RUNS_KEPT)
    return FALSE;
  memo->live -= entry->size;
  return TRUE;
}

/* What is left moves into a new arena, where too much of the old one is dead. */
static void compact(struct memo *memo)
{
  struct arena *old = memo->arena;
  GHashTable *entries = memo->entries;
  memo->arena = arena_new();
  memo->entries = g_hash_table_new(entry_hash, entry_equal);
  memo->live = 0;
  GHashTableIter at;
  gpointer entry;
  g_hash_table_iter_init(&at, entries);
  while (g_hash_table_iter_next(&at, &entry, NULL))
    g_hash_table_add(memo->entries, add_entry(memo, entry));
  g_hash_table_destroy(entries);
  arena_free(old);
}

void memo_end(struct memo *memo)
{
  g_hash_table_foreach_remove(memo->entries, is_old, memo);
  if (arena_size(memo->arena) > 2 * memo->live + SPARE)
    compact(memo);
}
