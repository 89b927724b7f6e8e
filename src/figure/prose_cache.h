/* Cache: the words in which earlier runs have found nothing to check. Most of what a report says is not about figures
 * of its tables; a paragraph that was read, and asked for none, need not be read again as long as it and the talk
 * before it are the same. What spoke of a figure is checked in every run, since the figure may be another. */
#ifndef NIANBAO_FIGURE_PROSE_CACHE_H
#define NIANBAO_FIGURE_PROSE_CACHE_H

#include "figure/prose.h"

struct prose_cache *prose_cache_new(void);
void prose_cache_free(struct prose_cache *cache);  /* NULL is allowed */
void prose_cache_empty(struct prose_cache *cache); /* the form is another, or was read anew */

/* A run's beginning and end: what no run of late has used is forgotten at the end, and all of it where the report's
 * year, its agency or the names of its ledgers' lines are others than in the run before. */
void prose_cache_begin(struct prose_cache *cache, const struct facts *facts);
void prose_cache_end(struct prose_cache *cache);

/* The words of this form, year, agency and lines. */
struct prose_lexicon *prose_cache_lexicon(struct prose_cache *cache, const struct facts *facts);

/* What the talk is of, between two pieces. */
struct prose_state {
  struct prose_topic topic;
  bool plans;
};

/* True where nothing is to be said of the piece: *state becomes what it is behind it. */
bool prose_cache_take(struct prose_cache *cache, const struct facts *facts, const struct prose_piece *piece,
                      struct prose_state *state);
/* Keeps the state behind the piece that prose_cache_take was last asked for. */
void prose_cache_put(struct prose_cache *cache, const struct prose_state *state);

#endif
