/* TB-14: a table that is too wide, folded: its columns in groups that fit, each a table with the stub repeated. Which
 * columns go together, and the tables that hold them; widths and lines are table.c's. box/'s own. */
#ifndef NIANBAO_BOX_FOLD_H
#define NIANBAO_BOX_FOLD_H

#include "block/block.h"

/* Columns [first, last) behind the stub, which is columns [0, stub). */
struct fold {
  uint32_t stub, first, last;
};

/* Divides the columns, whose least widths are given, into groups that fit the measure beside the stub: few, with heads
 * whole, evenly filled, in this order; but a head is worth a group more. `folds` has room for one a column. 0 where
 * there is no way. */
size_t fold_columns(const struct block_table *table, const len *least, len measure, struct fold *folds);

/* A cell over several columns that may not be parted: no head, and not over all of them. */
bool fold_is_barred(const struct block_table *table, const struct block_cell *cell);

/* The table of one group: heads and bands that reach beyond it are cut to it. *whole says which cell of `table` each of
 * its cells is. */
struct block_table *fold_table(struct arena *arena, const struct block_table *table, const struct fold *fold,
                               uint32_t **whole);

#endif
