/* Figures of a column below each other (TB-06): points, or ones digits, stand in one line; signs, per cent, marks of
 * notes stand outside; what is centred is the digits, by the widest. box/'s own. */
#ifndef NIANBAO_BOX_TABLE_DECIMALS_H
#define NIANBAO_BOX_TABLE_DECIMALS_H

#include "block/block.h"
#include "text/text.h"

/* How far a figure reaches from where its digits before the point end. */
struct decimal_reach {
  len digits, decimals; /* to the left and to the right */
  len left, right;      /* the same with all that stands outside the alignment */
};

/* `text` is a cell as shaped, whose first phrase has `bytes` bytes. */
struct decimal_reach decimals_measure(const struct text *text, const struct block_figure *figure, uint32_t bytes);
/* Makes the reach of a column as large as that of a figure in it. */
void decimals_grow(struct decimal_reach *column, const struct decimal_reach *figure);
/* Where the points stand in a column `width` wide, at least left + right: its digits are in the middle, unless what
 * stands outside has no room there. */
len decimals_point(const struct decimal_reach *column, len width);

#endif
