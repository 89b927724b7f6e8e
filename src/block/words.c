#include <string.h>

#include "block/block.h"

char *blocks_join_words(struct arena *arena, const struct block_runs *runs, size_t first, bool marked)
{
  size_t length = 0, at = 0;
  for (size_t i = first; i < runs->count; i++)
    length += runs->items[i].length;
  char *words = arena_alloc(arena, length + 1);
  for (size_t i = first; i < runs->count; i++) {
    if (runs->items[i].note && !marked)
      continue;
    memcpy(words + at, runs->items[i].text, runs->items[i].length);
    at += runs->items[i].length;
  }
  return words;
}
