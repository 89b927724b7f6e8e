#include "box/lines.h"

/* CL-19, CL-90, CL-91: what stands below the characters of a line. Found when the line is set, since marks go where
 * justification has put their characters. */

/* CL-91: a line stops so far short of its name at either end, so that two names side by side stay apart. */
static len end_inset(len size)
{
  return size / 16;
}

/* CL-90: none below marks, spaces, letters and digits. */
static bool takes_dot(const struct text *text, size_t k)
{
  return text->clusters[k].class_ == CLASS_HAN;
}

static const struct text_run *run_of(const struct text *text, size_t k)
{
  return &text->runs[text->clusters[k].run];
}

static struct box_mark *add_mark(struct arena *arena, struct box_line *line, enum box_mark_kind kind, len size, len x)
{
  struct box_mark *mark = ARENA_APPEND(arena, line->marks, line->mark_count, line->mark_capacity);
  *mark = (struct box_mark){.kind = kind, .size = size, .x = x};
  return mark;
}

static bool is_wide_blank(const struct text *text, size_t k)
{
  return text->clusters[k].blank || text->clusters[k].class_ == CLASS_HAN_SPACE;
}

/* The line below clusters [first, last) of the set ones, which begin with cluster `from`. */
static void add_line(struct arena *arena, const struct text *text, size_t first, size_t last, size_t from, const len *x,
                     len size, struct box_line *line)
{
  while (last > first && is_wide_blank(text, last - 1))
    last--;
  while (first < last && is_wide_blank(text, first))
    first++;
  if (first == last)
    return;
  len left = x[first - from] + end_inset(size);
  len right = x[last - 1 - from] + text->clusters[last - 1].body - end_inset(size);
  if (right > left)
    add_mark(arena, line, run_of(text, first)->wavy ? BOX_MARK_WAVE : BOX_MARK_LINE, size, left)->width = right - left;
}

static void mark_names(struct arena *arena, const struct text *text, size_t first, size_t last, const len *x, len size,
                       struct box_line *line)
{
  for (size_t k = first; k < last;) {
    size_t begin = k;
    uint32_t number = run_of(text, k)->line;
    while (k < last && run_of(text, k)->line == number)
      k++;
    if (number)
      add_line(arena, text, begin, k, first, x, size, line);
  }
}

/* CL-90: one dot below each Han character of clusters [first, last), in its middle. Where a line runs below any of
 * them, all dots of the stretch stand outside it, in one row. */
static void add_dots(struct arena *arena, const struct text *text, size_t first, size_t last, size_t from, const len *x,
                     len size, struct box_line *line)
{
  len *middle = ARENA_ARRAY(arena, last - first, len);
  size_t count = 0;
  bool outside = false;
  for (size_t k = first; k < last; k++) {
    outside = outside || run_of(text, k)->line;
    if (takes_dot(text, k))
      middle[count++] = x[k - from] - x[first - from] + text->clusters[k].body / 2;
  }
  if (!count)
    return;
  struct box_mark *mark = add_mark(arena, line, BOX_MARK_DOTS, size, x[first - from]);
  mark->middle = middle;
  mark->count = count;
  mark->outside = outside;
}

static void mark_emphasis(struct arena *arena, const struct text *text, size_t first, size_t last, const len *x,
                          len size, struct box_line *line)
{
  size_t end = first;
  for (size_t begin = first; begin < last; begin = end + 1) { /* cluster `end` is not emphasised */
    for (end = begin; end < last && run_of(text, end)->dots;)
      end++;
    if (end > begin)
      add_dots(arena, text, begin, end, first, x, size, line);
  }
}

void lines_mark(struct arena *arena, const struct text *text, size_t first, size_t last, const len *x, len size,
                struct box_line *line)
{
  mark_names(arena, text, first, last, x, size, line);
  mark_emphasis(arena, text, first, last, x, size, line);
}
