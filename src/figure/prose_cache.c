#include "figure/prose_cache.h"

#include <glib.h>
#include <string.h>

#include "base/memo.h"

struct prose_cache {
  struct memo *memo; /* of struct prose_state */
  GByteArray *key;   /* of the piece in hand */
  /* What all of it is of. */
  const struct form *form;
  int year;
  char *agency; /* or NULL */
  char *labels; /* of the lines that the source names; or NULL */
  struct arena *arena;
  struct prose_lexicon *lexicon; /* in it; or NULL: not asked for yet */
};

static void *copy_state(struct arena *arena, const void *value)
{
  struct prose_state *out = ARENA_NEW(arena, struct prose_state);
  *out = *(const struct prose_state *)value;
  return out;
}

struct prose_cache *prose_cache_new(void)
{
  struct prose_cache *cache = g_new0(struct prose_cache, 1);
  cache->memo = memo_new(copy_state);
  cache->key = g_byte_array_new();
  cache->arena = arena_new();
  return cache;
}

void prose_cache_empty(struct prose_cache *cache)
{
  memo_empty(cache->memo);
  if (cache->lexicon)
    prose_lexicon_free(cache->lexicon);
  cache->lexicon = NULL;
  arena_free(cache->arena);
  cache->arena = arena_new();
  cache->form = NULL;
}

void prose_cache_free(struct prose_cache *cache)
{
  if (!cache)
    return;
  prose_cache_empty(cache);
  memo_free(cache->memo);
  g_byte_array_free(cache->key, TRUE);
  arena_free(cache->arena);
  g_free(cache->agency);
  g_free(cache->labels);
  g_free(cache);
}

void prose_cache_begin(struct prose_cache *cache, const struct facts *facts)
{
  const struct report *report = facts->report;
  struct arena *scratch = arena_new();
  const char *labels = prose_ledger_labels(scratch, facts);
  if (cache->form != facts->form || cache->year != report->year || g_strcmp0(cache->agency, report->agency) != 0 ||
      g_strcmp0(cache->labels, labels) != 0) {
    prose_cache_empty(cache);
    cache->form = facts->form;
    cache->year = report->year;
    g_free(cache->agency);
    cache->agency = g_strdup(report->agency);
    g_free(cache->labels);
    cache->labels = g_strdup(labels);
  }
  arena_free(scratch);
  memo_begin(cache->memo);
}

void prose_cache_end(struct prose_cache *cache)
{
  memo_end(cache->memo);
}

struct prose_lexicon *prose_cache_lexicon(struct prose_cache *cache, const struct facts *facts)
{
  if (!cache->lexicon)
    cache->lexicon = prose_lexicon_new(cache->arena, facts);
  return cache->lexicon;
}

/* --- keys: the piece's words as they are printed, and the talk before it --- */

static void put_words(GByteArray *key, enum inline_kind kind, const char *words, size_t length)
{
  const size_t head[] = {kind, length};
  g_byte_array_append(key, (const guint8 *)head, sizeof head);
  g_byte_array_append(key, (const guint8 *)words, (guint)length);
}

static void put_filled(GByteArray *key, struct arena *arena, const struct facts *facts, const struct inline_run *run)
{
  struct diags unsaid;
  diags_init(&unsaid, arena);
  const char *words = facts_evaluate(arena, facts, run->text, run->span, &unsaid);
  put_words(key, run->kind, words ? words : "", words ? strlen(words) : 0);
}

static void make_key(struct prose_cache *cache, const struct facts *facts, const struct prose_piece *piece,
                     const struct prose_state *state)
{
  struct arena *scratch = arena_new();
  const uintptr_t before[] = {piece->where, (uintptr_t)state->topic.heading, (uintptr_t)state->topic.subject,
                              state->topic.other, state->plans};
  g_byte_array_set_size(cache->key, 0);
  g_byte_array_append(cache->key, (const guint8 *)before, sizeof before);
  for (size_t i = 0; i < piece->inlines->count; i++) {
    const struct inline_run *run = &piece->inlines->items[i];
    if (run->kind == INLINE_EXPR)
      put_filled(cache->key, scratch, facts, run);
    else
      put_words(cache->key, run->kind, run->text, run->length);
  }
  arena_free(scratch);
}

bool prose_cache_take(struct prose_cache *cache, const struct facts *facts, const struct prose_piece *piece,
                      struct prose_state *state)
{
  make_key(cache, facts, piece, state);
  const struct prose_state *behind = memo_find(cache->memo, cache->key->data, cache->key->len);
  if (behind)
    *state = *behind;
  return behind != NULL;
}

void prose_cache_put(struct prose_cache *cache, const struct prose_state *state)
{
  memo_keep(cache->memo, cache->key->data, cache->key->len, state);
}
