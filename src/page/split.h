/* Dividing a table between rows: of split.c for one table, and of table_folded.c for groups of columns that are divided
 * as one (TB-14). page/'s own. */
#ifndef NIANBAO_PAGE_SPLIT_H
#define NIANBAO_PAGE_SPLIT_H

#include "page/flow.h"

struct splitting {
  struct arena *arena;
  const struct box_table *table;
  const struct table_place *place;
  struct table_room space;
};

/* What stands above the rows of the next part, and their head. */
len split_head(const struct splitting *s);
/* The part from the place up to row `last`. */
struct table_part split_measure(const struct splitting *s, uint32_t last);

/* TB-12: whether a part that begins with row `first` may end before `row`. */
bool split_may_break(const struct box_table *table, uint32_t first, uint32_t row);
/* What is lost by that, in 1/1024 pt; `unused` of `room` stays empty. */
int64_t split_loss(const struct box_table *table, uint32_t row, len unused, len room);

/* The height of all that is left of the table, with its rows set closer; or, when it is more than the room, some height
 * that is. INT64_MAX where it may not be closer: the rest of a row or of a group, whose label needs its height. */
int64_t split_rest_least(const struct splitting *s);

/* Rows set closer by `excess`, of the `give` that all can be: all by the same part of the way to their least, so that
 * cells over several rows stay high enough, too. One squeeze may go through several parts. */
struct squeeze {
  int64_t excess, give;
  int64_t asked, given; /* of the rows before */
};

int64_t split_give(const struct splitting *s, const struct table_part *part);
void split_squeeze(const struct splitting *s, struct table_part *part, struct squeeze *squeeze);

#endif
