/* Widths of the columns of a table, from what stands in them. Arithmetic only: no text, no look. box/'s own. */
#ifndef NIANBAO_BOX_TABLE_WIDTHS_H
#define NIANBAO_BOX_TABLE_WIDTHS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/len.h"

enum { WIDTH_CHARS = 96 }; /* no column is wider */

/* How many entries of a column that may be broken are so many characters long, rounded up; the longest as WIDTH_CHARS.
 */
struct width_entries {
  len unit, blank; /* a character; what stands beside the text */
  uint32_t count[WIDTH_CHARS + 1];
};

/* A column, padding included. */
struct width_column {
  len least;     /* what the widest piece in it needs that may not be broken */
  len comfort;   /* what it gets before others get what they prefer: short heads whole, some characters a line; between
                    `least` and `preferred`, else as either */
  len preferred; /* what its widest entry needs to stand on one line; never less than `least` */
  int share;     /* not 0: it takes so many parts of what the columns without a share leave */
  bool fixed;    /* no wider than it must be */
  const struct width_entries *entries; /* or NULL */
};

/* A cell over several columns. */
struct width_span {
  uint32_t column, span;
  len least, preferred;
};

/* Widens the columns below a span that needs more than they have. The lack goes to them by their shares; without shares
 * to those that are not fixed, equally; to all, where all are fixed. Narrow spans first give narrow tables. */
void widths_widen(struct width_column *columns, const struct width_span *span);

int64_t widths_least(const struct width_column *columns, uint32_t count); /* the narrowest the table may be */

/* Gives the columns their widths; their least widths must fit the measure, and the sum never exceeds it.
 * Columns without a share get what they prefer or, where that is too much for all of them, the least, then comfort,
 * then what spares their entries most lines; of what is left a part in proportion to what they lack. The rest goes to
 * columns with shares, so that columns of equal share come out equal while their content allows; without such, to the
 * columns that are not fixed, in proportion to their widths (TB-15: by content, then spread). Where all are fixed the
 * table stays narrower than the measure. */
void widths_share(const struct width_column *columns, uint32_t count, len measure, len *widths);

/* Where even the least widths are too much together, so that the table is wrong whatever is done: the narrow columns
 * keep theirs, and the others share the rest equally. Nothing stands outside the measure. */
void widths_squeeze(const struct width_column *columns, uint32_t count, len measure, len *widths);

#endif
