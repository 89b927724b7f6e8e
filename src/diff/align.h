/* Align: which items of two sequences correspond. Nothing outside diff/ sees this. */
#ifndef NIANBAO_DIFF_ALIGN_H
#define NIANBAO_DIFF_ALIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define ALIGN_NONE SIZE_MAX

/* For each item of `before` the item of `after` that is equal to it, or ALIGN_NONE: a longest common subsequence,
 * where that costs no more than ALIGN_EDITS_MAX edits; beyond, what is equal at both ends and nothing between. */
#define ALIGN_EDITS_MAX 2000
size_t *align_equal(struct arena *arena, const uint64_t *before, size_t before_count, const uint64_t *after,
                    size_t after_count);

/* Pairs what align_equal left over between two pairs, in order, so that the sum of likeness is greatest. Items whose
 * likeness is under `least` (thousandths) are not paired. */
typedef uint32_t (*align_likeness)(const void *data, size_t before, size_t after);
void align_like(size_t *pairs, size_t before_count, size_t after_count, align_likeness likeness, const void *data,
                uint32_t least);

#endif
