#include "model/markup_cache.h"

#include <glib.h>
#include <string.h>

#include "base/memo.h"

struct kept {
  struct markups blocks;
  uint32_t begin; /* where the piece stood in the file */
  int level;
};

struct markup_cache {
  struct memo *memo; /* of struct kept */
  GByteArray *key;
};

/* --- copies whose spans have moved --- */

struct moving {
  struct arena *arena;
  bool moves;
  uint32_t file, from, to;
};

static struct span move_span(const struct moving *moving, struct span span)
{
  if (!moving->moves || !span_known(span))
    return span;
  return (struct span){moving->file, span.begin - moving->from + moving->to, span.end - moving->from + moving->to};
}

static void copy_markups(const struct moving *moving, const struct markup *from, size_t count, struct markups *out);

/* Runs of one link have one address. */
static const char *copy_link(struct arena *arena, const struct inline_run *from, size_t i, const struct inline_run *out)
{
  if (!from[i].link)
    return NULL;
  return i > 0 && from[i - 1].link == from[i].link ? out[i - 1].link : arena_strdup(arena, from[i].link);
}

static void copy_inlines(const struct moving *moving, const struct inlines *from, struct inlines *out)
{
  out->count = out->capacity = from->count;
  out->items = ARENA_ARRAY(moving->arena, from->count, struct inline_run);
  for (size_t i = 0; i < from->count; i++) {
    struct inline_run *run = &out->items[i];
    *run = from->items[i];
    run->text = arena_strndup(moving->arena, run->text, run->length);
    run->link = copy_link(moving->arena, from->items, i, out->items);
    run->span = move_span(moving, run->span);
  }
}

static struct markup_list *copy_list(const struct moving *moving, const struct markup_list *from)
{
  struct markup_list *out = ARENA_NEW(moving->arena, struct markup_list);
  *out = *from;
  out->capacity = from->count;
  out->items = ARENA_ARRAY(moving->arena, from->count, struct markups);
  for (size_t i = 0; i < from->count; i++)
    copy_markups(moving, from->items[i].items, from->items[i].count, &out->items[i]);
  return out;
}

static void copy_markups(const struct moving *moving, const struct markup *from, size_t count, struct markups *out)
{
  for (size_t i = 0; i < count; i++) {
    struct markup *markup = ARENA_PUSH(moving->arena, out);
    *markup = from[i];
    markup->span = move_span(moving, from[i].span);
    copy_inlines(moving, &from[i].inlines, &markup->inlines);
    markup->list = from[i].list ? copy_list(moving, from[i].list) : NULL;
  }
}

static void *copy_kept(struct arena *arena, const void *value)
{
  const struct kept *from = value;
  struct kept *out = ARENA_NEW(arena, struct kept);
  *out = (struct kept){.begin = from->begin, .level = from->level};
  copy_markups(&(struct moving){.arena = arena}, from->blocks.items, from->blocks.count, &out->blocks);
  return out;
}

/* --- the whole --- */

struct markup_cache *markup_cache_new(void)
{
  struct markup_cache *cache = g_new0(struct markup_cache, 1);
  cache->memo = memo_new(copy_kept);
  cache->key = g_byte_array_new();
  return cache;
}

void markup_cache_free(struct markup_cache *cache)
{
  if (!cache)
    return;
  memo_free(cache->memo);
  g_byte_array_free(cache->key, TRUE);
  g_free(cache);
}

void markup_cache_begin(struct markup_cache *cache)
{
  memo_begin(cache->memo);
}

void markup_cache_end(struct markup_cache *cache)
{
  memo_end(cache->memo);
}

/* The bytes in the file, and how YAML makes text of them. */
static const GByteArray *make_key(struct markup_cache *cache, const struct markup_piece *piece)
{
  const struct source_cursor *cursor = piece->cursor;
  const struct node *scalar = cursor->scalar;
  const char *bytes = cursor->file->bytes;
  const uint32_t how[] = {scalar->as.scalar.style, (unsigned char)bytes[scalar->span.begin], cursor->indent,
                          piece->length, (uint32_t)piece->level};
  g_byte_array_set_size(cache->key, 0);
  g_byte_array_append(cache->key, (const guint8 *)how, sizeof how);
  g_byte_array_append(cache->key, (const guint8 *)bytes + piece->begin, piece->end - piece->begin);
  return cache->key;
}

bool markup_cache_take(struct markup_cache *cache, struct arena *arena, const struct markup_piece *piece,
                       struct markups *out, int *level)
{
  const GByteArray *key = make_key(cache, piece);
  const struct kept *kept = memo_find(cache->memo, key->data, key->len);
  if (!kept)
    return false;
  struct moving moving = {arena, true, piece->cursor->scalar->span.file, kept->begin, piece->begin};
  copy_markups(&moving, kept->blocks.items, kept->blocks.count, out);
  *level = kept->level;
  return true;
}

void markup_cache_put(struct markup_cache *cache, const struct markup_piece *piece, const struct markups *out,
                      size_t first, int level)
{
  const GByteArray *key = make_key(cache, piece);
  struct kept kept = {.blocks = {out->items + first, out->count - first, 0}, .begin = piece->begin, .level = level};
  memo_keep(cache->memo, key->data, key->len, &kept);
}
