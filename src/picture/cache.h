/* Cache: pictures that earlier runs have read. To strip and decode a photograph takes longer than all the rest of a run
 * over a report that is being written. A picture is known by all bytes of its file, so that no clock and no name can
 * mislead. */
#ifndef NIANBAO_PICTURE_CACHE_H
#define NIANBAO_PICTURE_CACHE_H

#include "picture/picture.h"

struct picture_cache; /* used by one run at a time */

struct picture_cache *picture_cache_new(void);
void picture_cache_free(struct picture_cache *cache); /* NULL is allowed */

/* A run's beginning and end: what it has not asked for is forgotten at the end. NULL is allowed. */
void picture_cache_begin(struct picture_cache *cache);
void picture_cache_end(struct picture_cache *cache);

/* As picture_read; what it gives is the caller's own copy. `cache` NULL: nothing is known or kept. A file that is no
 * good picture is never kept, so that what is wrong with it is said again. */
bool picture_cache_read(struct picture_cache *cache, struct arena *arena, const char *name, const void *bytes,
                        size_t size, struct span span, struct diags *diags, struct picture *out);

#endif
