/* Memo: what earlier runs over a source have made, found again by what it was made of. For one process that makes
 * nearly the same thing again and again. A stage says what its key is made of – everything that the value depends on –
 * and how a value is copied; what no run of late has asked for is forgotten. */
#ifndef NIANBAO_BASE_MEMO_H
#define NIANBAO_BASE_MEMO_H

#include "base/arena.h"

struct memo;

/* A copy of all that the value consists of, in the arena. */
typedef void *memo_copy(struct arena *arena, const void *value);

struct memo *memo_new(memo_copy *copy);
void memo_free(struct memo *memo);  /* NULL is allowed */
void memo_empty(struct memo *memo); /* where something has changed that no key tells */

/* A run's beginning and end. What memo_find gave is good until memo_end. */
void memo_begin(struct memo *memo);
void memo_end(struct memo *memo);

/* NULL if there is none. The key is `size` bytes. */
const void *memo_find(struct memo *memo, const void *key, size_t size);
/* Keeps copies of key and value, in place of an older value. */
void memo_keep(struct memo *memo, const void *key, size_t size, const void *value);

#endif
