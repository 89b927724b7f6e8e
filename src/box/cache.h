/* Cache: the boxes of earlier runs. Setting lines is most of a run, and of a report that is being written nearly all
 * blocks are what they were a moment ago, if not where they were in the source: so a block's boxes are found again by
 * its words and looks, and only the spans are those of the new run.
 *
 * Good for one sheet and one set of fonts; when either is another one it must be emptied. Blocks about which something
 * was said (a loose line, a character of another face) are never kept, so that it is said again. */
#ifndef NIANBAO_BOX_CACHE_H
#define NIANBAO_BOX_CACHE_H

#include "box/paragraph.h"

struct box_cache;

struct box_cache *box_cache_new(void);
void box_cache_free(struct box_cache *cache); /* NULL is allowed */
void box_cache_empty(struct box_cache *cache);

/* A run's beginning and end: what no run of late has used is forgotten at the end. */
void box_cache_begin(struct box_cache *cache);
void box_cache_end(struct box_cache *cache);

/* Gives the box its lines or its table, as a copy in the run's arena, if it has them; box->block, style and turned must
 * be set. False where it has not, or where context->cache is NULL. */
bool box_cache_take(const struct box_context *context, struct box *box);
/* Keeps a copy of what was built for the box that box_cache_take was last asked for, if nothing was said since. */
void box_cache_put(const struct box_context *context, const struct box *box);

/* The same for a line that only the page knows. */
bool box_cache_take_line(const struct box_context *context, const struct text_style *style, const char *words,
                         struct box_line *line);
void box_cache_put_line(const struct box_context *context, const struct box_line *line);

/* copy.c: copies of lines and tables in which spans inside old[k] have moved to new[k]. */
struct box_copying {
  struct arena *arena;
  const struct span *old, *new;
  size_t first, last; /* which of them matter */
  const size_t
      *cells; /* of a table: where the spans of each cell begin; cell_count + 1, the last with those of the rest */
};

struct box_lines box_copy_lines(const struct box_copying *copying, const struct box_lines *from);
/* The table must not be folded. Its block becomes `block`. */
struct box_table *box_copy_table(const struct box_copying *copying, const struct box_table *from,
                                 const struct block_table *block);

#endif
