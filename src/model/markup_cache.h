/* Cache: the words that earlier runs have read. Of a report that is being written nearly all paragraphs are what they
 * were a moment ago, if not where they were in the source: a piece of text is found again by its bytes, and only the
 * spans are those of the new run. Pieces about which something was said, or that mark footnotes, are never kept. */
#ifndef NIANBAO_MODEL_MARKUP_CACHE_H
#define NIANBAO_MODEL_MARKUP_CACHE_H

#include "model/report.h"

struct markup_cache;

struct markup_cache *markup_cache_new(void);
void markup_cache_free(struct markup_cache *cache); /* NULL is allowed */

/* A run's beginning and end: what no run of late has used is forgotten at the end. */
void markup_cache_begin(struct markup_cache *cache);
void markup_cache_end(struct markup_cache *cache);

/* A piece of a scalar as it stands in the file, and what its reading depends on besides. */
struct markup_piece {
  const struct source_cursor *cursor; /* at its beginning */
  uint32_t begin, end;                /* in the file */
  uint32_t length;                    /* of the text */
  int level;                          /* of the heading above it */
};

/* Appends the piece's blocks and gives the level of its last heading; false where they are not known. */
bool markup_cache_take(struct markup_cache *cache, struct arena *arena, const struct markup_piece *piece,
                       struct markups *out, int *level);
/* Keeps a copy of blocks out[first …]. */
void markup_cache_put(struct markup_cache *cache, const struct markup_piece *piece, const struct markups *out,
                      size_t first, int level);

#endif
