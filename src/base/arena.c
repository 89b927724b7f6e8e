#include "base/arena.h"

#include <glib.h>
#include <stdalign.h>
#include <stdint.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#define GAP 16 /* poisoned bytes behind every allocation, so that the sanitizer sees an overrun inside a chunk */
#else
#define ASAN_POISON_MEMORY_REGION(address, size)   ((void)(address), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(address, size) ((void)(address), (void)(size))
#define GAP                                        0
#endif

#define FIRST_BYTES (4u << 10) /* chunks double from here: what is small and short-lived clears little memory */
#define CHUNK_BYTES (64u << 10)
#define LARGE_BYTES (CHUNK_BYTES / 4) /* from here on an allocation gets a chunk of its own */
#define ALIGNMENT   alignof(max_align_t)

struct chunk {
  struct chunk *next, *before;
  size_t size, used;
  alignas(max_align_t) char bytes[];
};

struct arena {
  struct chunk *current; /* the chunk small allocations come from; behind it all the others */
  size_t handed_out;
  size_t next_size; /* of the chunk after the current; 0: the first */
};

static struct chunk *chunk_new(size_t size)
{
  g_assert(size <= SIZE_MAX - sizeof(struct chunk));
  struct chunk *chunk = g_malloc0(sizeof *chunk + size);
  chunk->size = size;
  ASAN_POISON_MEMORY_REGION(chunk->bytes, size);
  return chunk;
}

struct arena *arena_new(void)
{
  return g_new0(struct arena, 1);
}

static void free_chunks(struct chunk *chunk)
{
  for (struct chunk *next; chunk != NULL; chunk = next) {
    next = chunk->next;
    ASAN_UNPOISON_MEMORY_REGION(chunk->bytes, chunk->size);
    g_free(chunk);
  }
}

void arena_free(struct arena *arena)
{
  if (arena == NULL)
    return;
  free_chunks(arena->current);
  g_free(arena);
}

void arena_clear(struct arena *arena)
{
  struct chunk *kept = arena->current;
  arena->handed_out = 0;
  if (kept == NULL)
    return;
  free_chunks(kept->next);
  kept->next = NULL;
  ASAN_UNPOISON_MEMORY_REGION(kept->bytes, kept->size);
  memset(kept->bytes, 0, kept->used);
  ASAN_POISON_MEMORY_REGION(kept->bytes, kept->size);
  kept->used = 0;
}

static void *chunk_take(struct chunk *chunk, size_t size, size_t room)
{
  char *at = chunk->bytes + chunk->used;
  chunk->used += room;
  ASAN_UNPOISON_MEMORY_REGION(at, size);
  return at;
}

/* A large allocation goes behind the current chunk, whose remaining room stays in use. */
static void *arena_alloc_apart(struct arena *arena, size_t size, size_t room)
{
  struct chunk *chunk = chunk_new(room);
  if (arena->current == NULL) {
    arena->current = chunk;
  } else {
    chunk->before = arena->current;
    chunk->next = arena->current->next;
    if (chunk->next)
      chunk->next->before = chunk;
    arena->current->next = chunk;
  }
  return chunk_take(chunk, size, room);
}

static void arena_add_chunk(struct arena *arena, size_t room)
{
  size_t size = arena->next_size ? arena->next_size : FIRST_BYTES;
  struct chunk *chunk = chunk_new(size < room ? room : size);
  arena->next_size = size < CHUNK_BYTES ? size * 2 : CHUNK_BYTES;
  chunk->next = arena->current;
  if (chunk->next)
    chunk->next->before = chunk;
  arena->current = chunk;
}

static size_t room_for(size_t size)
{
  g_assert(size <= SIZE_MAX / 2);
  return (size + GAP + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

void *arena_alloc(struct arena *arena, size_t size)
{
  size_t room = room_for(size);
  arena->handed_out += size;
  if (room >= LARGE_BYTES)
    return arena_alloc_apart(arena, size, room);
  if (arena->current == NULL || arena->current->size - arena->current->used < room)
    arena_add_chunk(arena, room);
  return chunk_take(arena->current, size, room);
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
  size_t bytes;
  if (__builtin_mul_overflow(count, size, &bytes))
    g_error("arena: %zu elements of %zu bytes do not fit into memory", count, size);
  return arena_alloc(arena, bytes);
}

void *arena_copy(struct arena *arena, const void *from, size_t count, size_t size)
{
  void *out = arena_array(arena, count, size);
  if (count > 0)
    memcpy(out, from, count * size);
  return out;
}

char *arena_strdup(struct arena *arena, const char *text)
{
  return arena_strndup(arena, text, strlen(text));
}

char *arena_strndup(struct arena *arena, const char *text, size_t length)
{
  char *copy = arena_alloc(arena, length + 1);
  if (length > 0)
    memcpy(copy, text, length);
  return copy;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  char *text = arena_vprintf(arena, format, args);
  va_end(args);
  return text;
}

char *arena_vprintf(struct arena *arena, const char *format, va_list args)
{
  char *text = g_strdup_vprintf(format, args);
  char *copy = arena_strdup(arena, text);
  g_free(text);
  return copy;
}

size_t arena_size(const struct arena *arena)
{
  return arena->handed_out;
}

void *arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size)
{
  if (count < *capacity)
    return items;
  size_t wanted = *capacity < 4 ? 8 : *capacity * 2;
  void *grown = arena_array(arena, wanted, size);
  if (count > 0)
    memcpy(grown, items, count * size);
  *capacity = wanted;
  return grown;
}

/* What has a chunk of its own goes back; what is small stays until the arena goes. */
static void give_back(struct arena *arena, char *items, size_t size)
{
  if (room_for(size) < LARGE_BYTES)
    return;
  struct chunk *chunk = (struct chunk *)(void *)(items - offsetof(struct chunk, bytes));
  g_assert(chunk->size == room_for(size)); /* else it is not an array that arena_array gave */
  if (chunk->before)
    chunk->before->next = chunk->next;
  else
    arena->current = chunk->next;
  if (chunk->next)
    chunk->next->before = chunk->before;
  arena->handed_out -= size;
  ASAN_UNPOISON_MEMORY_REGION(chunk->bytes, chunk->size);
  g_free(chunk);
}

void *arena_extend(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size)
{
  size_t before = *capacity;
  void *grown = arena_grow(arena, items, count, capacity, size);
  if (grown != items && before > 0)
    give_back(arena, items, before * size);
  return grown;
}
