#include "box/cache.h"

#include <glib.h>
#include <string.h>

enum {
  RUNS_KEPT = 32,     /* an entry that so many runs have not used is forgotten: what was undone may be redone */
  SPARE = 1024 * 1024 /* bytes of forgotten entries that are not worth a new arena */
};

struct entry {
  GBytes *key;
  struct span *spans; /* of what it was made from, in the order of the key */
  size_t *cells;      /* of a table: see struct box_copying */
  size_t span_count;
  struct box_lines lines;
  struct box_table *table;         /* or NULL */
  const struct block_table *block; /* of a table: dead, but for rows and columns, which are those of the key */
  size_t size;
  unsigned used; /* in which run last */
};

/* What a block is made of, for the eye. */
struct ask {
  GByteArray *key;
  GArray *spans;           /* of struct span */
  GArray *cells;           /* of size_t */
  size_t diags, fallbacks; /* how many there were */
};

struct box_cache {
  struct arena *arena;
  GHashTable *entries; /* key → struct entry */
  struct ask ask;
  size_t live; /* bytes */
  unsigned run;
};

/* --- keys --- */

static void put_bytes(GByteArray *key, const void *bytes, size_t size)
{
  g_byte_array_append(key, bytes, (guint)size);
}

static void put_number(GByteArray *key, int64_t number)
{
  put_bytes(key, &number, sizeof number);
}

static void put_text(GByteArray *key, const char *text, size_t length)
{
  put_number(key, (int64_t)length);
  put_bytes(key, text, length);
}

static void put_run(struct ask *ask, const struct block_run *run)
{
  put_text(ask->key, run->text, run->length);
  put_number(ask->key, run->marks);
  put_number(ask->key, (int64_t)run->note << 32 | run->line);
  put_number(ask->key, run->phrase_end);
  put_number(ask->key, (int64_t)run->span.end - run->span.begin); /* parts of it are found by their distance */
  put_number(ask->key, run->link != NULL);
  if (run->link)
    put_text(ask->key, run->link, strlen(run->link));
  g_array_append_val(ask->spans, run->span);
}

static void put_runs(struct ask *ask, const struct block_runs *runs)
{
  put_number(ask->key, (int64_t)runs->count);
  for (size_t i = 0; i < runs->count; i++)
    put_run(ask, &runs->items[i]);
}

static void put_block(struct ask *ask, const struct box *box)
{
  const struct block *block = box->block;
  put_number(ask->key, block->kind);
  put_number(ask->key, block->style);
  put_number(ask->key, box->style->size); /* a note's may be smaller than its style says, CL-93 */
  put_number(ask->key, box->turned);
  put_number(ask->key, block->divided);
  put_number(ask->key, block->entry_of != 0);
  put_runs(ask, &block->label);
  put_runs(ask, &block->text);
}

static void put_cell(struct ask *ask, const struct block_cell *cell)
{
  const int64_t numbers[] = {
      cell->row,         cell->column,        cell->row_span,        cell->column_span,
      cell->style,       cell->align,         cell->header,          cell->band,
      cell->diagonal,    cell->group,         cell->indent,          cell->total,
      cell->figure.sign, cell->figure.digits, cell->figure.decimals, (int64_t)cell->phrase_count};
  put_bytes(ask->key, numbers, sizeof numbers);
  size_t begin = ask->spans->len;
  g_array_append_val(ask->cells, begin);
  for (size_t i = 0; i < cell->phrase_count; i++)
    put_runs(ask, &cell->phrases[i]);
}

static void put_table(struct ask *ask, const struct block_table *table)
{
  const int64_t numbers[] = {table->rows, table->columns, table->head_rows,          table->turned,
                             table->wide, table->across,  (int64_t)table->cell_count};
  put_bytes(ask->key, numbers, sizeof numbers);
  for (uint32_t i = 0; i < table->columns; i++) {
    const struct block_width *width = &table->widths[i];
    const int64_t widths[] = {width->chars, width->share, width->content, width->length};
    put_bytes(ask->key, widths, sizeof widths);
  }
  for (size_t i = 0; i < table->cell_count; i++)
    put_cell(ask, &table->cells[i]);
  size_t begin = ask->spans->len;
  g_array_append_val(ask->cells, begin);
  put_runs(ask, &table->unit);
  put_runs(ask, &table->caption);
}

static void ask_for(const struct box_context *context, const struct box *box)
{
  struct ask *ask = &context->cache->ask;
  g_byte_array_set_size(ask->key, 0);
  g_array_set_size(ask->spans, 0);
  g_array_set_size(ask->cells, 0);
  put_block(ask, box);
  if (box->block->table)
    put_table(ask, box->block->table);
  ask->diags = context->diags->count;
  ask->fallbacks = fonts_fallback_places(context->fonts);
}

/* --- entries --- */

static void entry_free(gpointer value)
{
  struct entry *entry = value;
  g_bytes_unref(entry->key);
  g_free(entry);
}

struct box_cache *box_cache_new(void)
{
  struct box_cache *cache = g_new0(struct box_cache, 1);
  cache->arena = arena_new();
  cache->entries = g_hash_table_new_full(g_bytes_hash, g_bytes_equal, NULL, entry_free);
  cache->ask.key = g_byte_array_new();
  cache->ask.spans = g_array_new(FALSE, FALSE, sizeof(struct span));
  cache->ask.cells = g_array_new(FALSE, FALSE, sizeof(size_t));
  return cache;
}

void box_cache_free(struct box_cache *cache)
{
  if (!cache)
    return;
  g_hash_table_destroy(cache->entries);
  g_byte_array_free(cache->ask.key, TRUE);
  g_array_free(cache->ask.spans, TRUE);
  g_array_free(cache->ask.cells, TRUE);
  arena_free(cache->arena);
  g_free(cache);
}

void box_cache_empty(struct box_cache *cache)
{
  g_hash_table_remove_all(cache->entries);
  arena_free(cache->arena);
  cache->arena = arena_new();
  cache->live = 0;
}

bool box_cache_take(const struct box_context *context, struct box *box)
{
  struct box_cache *cache = context->cache;
  if (!cache)
    return false;
  ask_for(context, box);
  GBytes *key = g_bytes_new_static(cache->ask.key->data, cache->ask.key->len);
  struct entry *entry = g_hash_table_lookup(cache->entries, key);
  g_bytes_unref(key);
  if (!entry)
    return false;
  entry->used = cache->run;
  struct box_copying copying = {.arena = context->arena,
                                .old = entry->spans,
                                .new = (const struct span *)(const void *)cache->ask.spans->data,
                                .last = entry->span_count,
                                .cells = entry->cells};
  if (entry->table)
    box->table = box_copy_table(&copying, entry->table, box->block->table);
  else
    box->lines = box_copy_lines(&copying, &entry->lines);
  return true;
}

/* Copies what an entry holds into the cache's arena; nothing moves. */
static void fill_entry(struct box_cache *cache, struct entry *entry, const struct box_lines *lines,
                       const struct box_table *table)
{
  size_t before = arena_size(cache->arena);
  struct box_copying copying = {.arena = cache->arena, .cells = entry->cells};
  size_t *none = NULL;
  if (table) { /* no span is looked for, of no cell */
    none = g_new0(size_t, table->cell_count + 1);
    copying.cells = none;
    entry->table = box_copy_table(&copying, table, entry->block);
  } else {
    entry->lines = box_copy_lines(&copying, lines);
  }
  g_free(none);
  entry->size = arena_size(cache->arena) - before;
  cache->live += entry->size;
}

static void *copy_to_arena(struct arena *arena, const void *from, size_t size)
{
  void *out = arena_alloc(arena, size);
  if (size)
    memcpy(out, from, size);
  return out;
}

/* A folded table stands on blocks of its own. */
static bool is_kept(const struct box_context *context, const struct box *box)
{
  const struct ask *ask = &context->cache->ask;
  const struct box_table *table = box->table;
  return context->diags->count == ask->diags && fonts_fallback_places(context->fonts) == ask->fallbacks &&
         (!table || (!table->next && !table->whole && table->block == box->block->table));
}

void box_cache_put(const struct box_context *context, const struct box *box)
{
  struct box_cache *cache = context->cache;
  if (!cache || !is_kept(context, box))
    return;
  const struct ask *ask = &cache->ask;
  struct entry *entry = g_new0(struct entry, 1);
  entry->key = g_bytes_new(ask->key->data, ask->key->len);
  entry->used = cache->run;
  entry->span_count = ask->spans->len;
  entry->spans = copy_to_arena(cache->arena, ask->spans->data, ask->spans->len * sizeof(struct span));
  if (box->table) {
    entry->cells = copy_to_arena(cache->arena, ask->cells->data, ask->cells->len * sizeof(size_t));
    entry->block = copy_to_arena(cache->arena, box->block->table, sizeof *box->block->table);
  }
  fill_entry(cache, entry, &box->lines, box->table);
  g_hash_table_replace(cache->entries, entry->key, entry);
}

/* --- runs --- */

void box_cache_begin(struct box_cache *cache)
{
  cache->run++;
}

static gboolean is_old(gpointer key, gpointer value, gpointer data)
{
  (void)key;
  const struct entry *entry = value;
  struct box_cache *cache = data;
  if (cache->run - entry->used < RUNS_KEPT)
    return FALSE;
  cache->live -= entry->size;
  return TRUE;
}

/* What is left moves into a new arena, where too much of the old one is dead. */
static void compact(struct box_cache *cache)
{
  struct arena *old = cache->arena;
  cache->arena = arena_new();
  cache->live = 0;
  GHashTableIter at;
  gpointer value;
  g_hash_table_iter_init(&at, cache->entries);
  while (g_hash_table_iter_next(&at, NULL, &value)) {
    struct entry *entry = value;
    entry->spans = copy_to_arena(cache->arena, entry->spans, entry->span_count * sizeof(struct span));
    if (entry->table) {
      entry->cells = copy_to_arena(cache->arena, entry->cells, (entry->table->cell_count + 1) * sizeof(size_t));
      entry->block = copy_to_arena(cache->arena, entry->block, sizeof *entry->block);
    }
    fill_entry(cache, entry, &entry->lines, entry->table);
  }
  arena_free(old);
}

void box_cache_end(struct box_cache *cache)
{
  g_hash_table_foreach_remove(cache->entries, is_old, cache);
  if (arena_size(cache->arena) > 2 * cache->live + SPARE)
    compact(cache);
}
