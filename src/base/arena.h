/* Arenas: memory that is freed all at once. A value of the pipeline (tree, report, facts, sheet, blocks, boxes, pages)
 * lives in the arena it was made in; nothing inside it is freed singly, but for long arrays that grow (ARENA_EXTEND).
 * Allocation never fails: out of memory ends the process (GLib's rule). */
#ifndef NIANBAO_BASE_ARENA_H
#define NIANBAO_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *arena); /* NULL is allowed */
/* All that was allocated is gone; what the arena got from the system last stays with it, for one who needs a little
 * memory again and again. */
void arena_clear(struct arena *arena);

/* Zeroed memory, aligned for any type; size 0 gives a valid pointer. */
void *arena_alloc(struct arena *arena, size_t size);
/* count × size, zeroed; an overflowing product ends the process. */
void *arena_array(struct arena *arena, size_t count, size_t size);
void *arena_copy(struct arena *arena, const void *from, size_t count, size_t size); /* of such an array */
char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text,
                    size_t length); /* adds the NUL; copies exactly length bytes */
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *arena, const char *format, va_list args);
size_t arena_size(const struct arena *arena); /* bytes handed out, for --timings and tests */

#define ARENA_NEW(arena, type)          ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, count, type) ((type *)arena_array((arena), (count), sizeof(type)))

/* Makes room for one more element of a growing array that lives in the arena. Used through ARENA_PUSH. */
void *arena_grow(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size);

/* The same, but the memory of a large array goes back when it has moved: only for an array that nobody else points
 * into, and whose capacity was always what these functions made it. */
void *arena_extend(struct arena *arena, void *items, size_t count, size_t *capacity, size_t size);

/* Appends to a growing array given by its three variables, and gives the address of the new, zeroed element. */
#define ARENA_APPEND(arena, items, count, capacity)                                                                    \
  ((items) = (count) < (capacity) ? (items)                                                                            \
                                  : arena_grow((arena), (items), (count), &(capacity), sizeof(__typeof__(*(items)))),  \
   &(items)[(count)++])

/* The same with arena_extend, for arrays that may become very long: cells of tables, items of pages. */
#define ARENA_EXTEND(arena, items, count, capacity)                                                                    \
  ((items) = arena_extend((arena), (items), (count), &(capacity), sizeof(__typeof__(*(items)))), &(items)[(count)++])

/* The same for a list {type *items; size_t count, capacity;}. */
#define ARENA_PUSH(arena, list) ARENA_APPEND((arena), (list)->items, (list)->count, (list)->capacity)

#endif
