/* Tables: what differs between two versions of a table. Nothing outside diff/ sees this. */
#ifndef NIANBAO_DIFF_TABLES_H
#define NIANBAO_DIFF_TABLES_H

#include "diff/diff.h"

/* Adds the changes between two versions of a table. `like` says what all of them share: section and table. */
void tables_compare(struct arena *arena, const struct block_table *before, const struct block_table *after,
                    const struct change *like, struct changes *out);

#endif
