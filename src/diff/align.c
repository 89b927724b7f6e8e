#include "diff/align.h"

#include <glib.h>
#include <string.h>

/* Myers' greedy algorithm: furthest[k] is how far along `before` a path of d edits gets on diagonal k = x - y. The
 * state of each d is kept to trace the path back. */
struct myers {
  const uint64_t *a, *b;
  int64_t n, m;
  int64_t **trace; /* of each d: the furthest points of diagonals -d … d */
};

static int64_t slide(const struct myers *myers, int64_t x, int64_t k)
{
  while (x < myers->n && x - k < myers->m && myers->a[x] == myers->b[x - k])
    x++;
  return x;
}

/* Down (an insertion) or right (a deletion), whichever gets further. */
static int64_t step(const int64_t *last, int64_t d, int64_t k)
{
  if (k == -d || (k != d && last[k - 1 + d] < last[k + 1 + d]))
    return last[k + 1 + d];
  return last[k - 1 + d] + 1;
}

/* last and next are indexed by diagonal + d, with room for one more at each end. */
static int64_t find_edits(struct arena *arena, struct myers *myers, int64_t most)
{
  int64_t *last = NULL;
  for (int64_t d = 0; d <= most; d++) {
    int64_t *next = ARENA_ARRAY(arena, (size_t)(2 * d + 3), int64_t);
    myers->trace[d] = next;
    for (int64_t k = -d; k <= d; k += 2) {
      int64_t x = slide(myers, d == 0 ? 0 : step(last, d, k), k);
      next[k + d + 1] = x;
      if (x >= myers->n && x - k >= myers->m)
        return d;
    }
    last = next;
  }
  return -1;
}

static void trace_back(const struct myers *myers, int64_t edits, size_t *pairs, size_t offset)
{
  int64_t x = myers->n, y = myers->m;
  for (int64_t d = edits; d >= 0; d--) {
    int64_t k = x - y, from_x = 0, from_y = 0;
    if (d > 0) {
      const int64_t *last = myers->trace[d - 1];
      bool down = k == -d || (k != d && last[k - 1 + d] < last[k + 1 + d]);
      int64_t from_k = down ? k + 1 : k - 1;
      from_x = last[from_k + d];
      from_y = from_x - from_k;
    }
    while (x > from_x && y > from_y && myers->a[x - 1] == myers->b[y - 1])
      x--, y--, pairs[offset + (size_t)x] = offset + (size_t)y;
    x = from_x;
    y = from_y;
  }
}

size_t *align_equal(struct arena *arena, const uint64_t *before, size_t before_count, const uint64_t *after,
                    size_t after_count)
{
  size_t *pairs = ARENA_ARRAY(arena, before_count, size_t);
  size_t head = 0, tail = 0, least = MIN(before_count, after_count);
  for (size_t i = 0; i < before_count; i++)
    pairs[i] = ALIGN_NONE;
  for (; head < least && before[head] == after[head]; head++)
    pairs[head] = head;
  for (; tail < least - head && before[before_count - 1 - tail] == after[after_count - 1 - tail]; tail++)
    pairs[before_count - 1 - tail] = after_count - 1 - tail;
  struct myers myers = {before + head, after + head, (int64_t)(before_count - head - tail),
                        (int64_t)(after_count - head - tail), NULL};
  if (myers.n == 0 || myers.m == 0)
    return pairs;
  int64_t most = MIN(myers.n + myers.m, ALIGN_EDITS_MAX);
  struct arena *scratch = arena_new();
  myers.trace = ARENA_ARRAY(scratch, (size_t)most + 1, int64_t *);
  int64_t edits = find_edits(scratch, &myers, most);
  if (edits >= 0)
    trace_back(&myers, edits, pairs, head);
  arena_free(scratch);
  return pairs;
}

/* --- likeness --- */

/* Between two pairs stand few items, as a rule; where they are many, they are paired one by one, from the first. */
#define GAP_CELLS_MAX 40000

struct gap {
  size_t a, b, n, m; /* before[a, a + n), after[b, b + m) */
};

static void pair_gap(struct arena *scratch, size_t *pairs, struct gap gap, align_likeness likeness, const void *data,
                     uint32_t least)
{
  size_t width = gap.m + 1;
  uint64_t *best = ARENA_ARRAY(scratch, (gap.n + 1) * width, uint64_t);
  uint32_t *like = ARENA_ARRAY(scratch, gap.n * gap.m, uint32_t);
  for (size_t i = gap.n; i-- > 0;) {
    for (size_t k = gap.m; k-- > 0;) {
      uint32_t value = likeness(data, gap.a + i, gap.b + k);
      like[i * gap.m + k] = value = value < least ? 0 : value;
      uint64_t paired = value ? best[(i + 1) * width + k + 1] + value : 0;
      best[i * width + k] = MAX(paired, MAX(best[(i + 1) * width + k], best[i * width + k + 1]));
    }
  }
  for (size_t i = 0, k = 0; i < gap.n && k < gap.m;) {
    uint32_t value = like[i * gap.m + k];
    if (value && best[i * width + k] == best[(i + 1) * width + k + 1] + value)
      pairs[gap.a + i++] = gap.b + k++;
    else if (best[i * width + k] == best[(i + 1) * width + k])
      i++;
    else
      k++;
  }
}

static void pair_in_order(size_t *pairs, struct gap gap, align_likeness likeness, const void *data, uint32_t least)
{
  for (size_t i = 0; i < MIN(gap.n, gap.m); i++) {
    if (likeness(data, gap.a + i, gap.b + i) >= least)
      pairs[gap.a + i] = gap.b + i;
  }
}

void align_like(size_t *pairs, size_t before_count, size_t after_count, align_likeness likeness, const void *data,
                uint32_t least)
{
  for (size_t a = 0, b = 0; a <= before_count; a++) {
    size_t first = a;
    while (a < before_count && pairs[a] == ALIGN_NONE)
      a++;
    size_t end = a < before_count ? pairs[a] : after_count;
    struct gap gap = {first, b, a - first, end - b};
    if (gap.n && gap.m && gap.n * gap.m <= GAP_CELLS_MAX) {
      struct arena *scratch = arena_new();
      pair_gap(scratch, pairs, gap, likeness, data, least);
      arena_free(scratch);
    } else {
      pair_in_order(pairs, gap, likeness, data, least);
    }
    b = end + 1;
  }
}
