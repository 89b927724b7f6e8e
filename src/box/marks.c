#include "box/lines.h"

/* CL-19, CL-90, CL-91: what stands below the characters of a line. Found when the line is set, since marks go where
 * justification has put their characters. */

struct marking {
  struct arena *arena;
  const struct text *text;
  size_t start; /* the line's first cluster */
  const len *x; /* of each cluster, from that one */
  len size;
  struct box_line *line;
};

static const struct text_run *run_of(const struct marking *m, size_t k)
{
  return &m->text->runs[m->text->clusters[k].run];
}

static len left_of(const struct marking *m, size_t k)
{
  return m->x[k - m->start];
}

static struct box_mark *add_mark(const struct marking *m, enum box_mark_kind kind, len x)
{
  struct box_mark *mark = ARENA_APPEND(m->arena, m->line->marks, m->line->mark_count, m->line->mark_capacity);
  *mark = (struct box_mark){.kind = kind, .size = m->size, .x = x};
  return mark;
}

/* --- lines --- */

/* CL-91: a line stops so far short of its name at either end, so that two names side by side stay apart. */
static len end_inset(len size)
{
  return size / 16;
}

static bool is_space(const struct marking *m, size_t k)
{
  return m->text->clusters[k].blank || m->text->clusters[k].class_ == CLASS_HAN_SPACE;
}

/* The line below clusters [first, last), but for spaces at either end. */
static void add_line(const struct marking *m, size_t first, size_t last)
{
  while (last > first && is_space(m, last - 1))
    last--;
  while (first < last && is_space(m, first))
    first++;
  if (first == last)
    return;
  len left = left_of(m, first) + end_inset(m->size);
  len right = left_of(m, last - 1) + m->text->clusters[last - 1].body - end_inset(m->size);
  if (right > left)
    add_mark(m, run_of(m, first)->wavy ? BOX_MARK_WAVE : BOX_MARK_LINE, left)->width = right - left;
}

static void mark_names(const struct marking *m, size_t last)
{
  for (size_t k = m->start; k < last;) {
    size_t first = k;
    uint32_t number = run_of(m, k)->line;
    while (k < last && run_of(m, k)->line == number)
      k++;
    if (number)
      add_line(m, first, k);
  }
}

/* --- dots --- */

/* CL-90: none below marks, spaces, letters and digits. */
static bool takes_dot(const struct marking *m, size_t k)
{
  return m->text->clusters[k].class_ == CLASS_HAN;
}

/* CL-90: one dot below each Han character of clusters [first, last), in its middle. Where a line runs below any of
 * them, all dots of the stretch stand outside it, in one row. */
static void add_dots(const struct marking *m, size_t first, size_t last)
{
  len *middle = ARENA_ARRAY(m->arena, last - first, len);
  size_t count = 0;
  bool outside = false;
  for (size_t k = first; k < last; k++) {
    outside = outside || run_of(m, k)->line;
    if (takes_dot(m, k))
      middle[count++] = left_of(m, k) - left_of(m, first) + m->text->clusters[k].body / 2;
  }
  if (!count)
    return;
  struct box_mark *mark = add_mark(m, BOX_MARK_DOTS, left_of(m, first));
  mark->middle = middle;
  mark->count = count;
  mark->outside = outside;
}

static void mark_emphasis(const struct marking *m, size_t last)
{
  for (size_t first = m->start, end; first < last; first = end + 1) { /* cluster `end` is not emphasised */
    for (end = first; end < last && run_of(m, end)->dots;)
      end++;
    if (end > first)
      add_dots(m, first, end);
  }
}

void lines_mark(struct arena *arena, const struct text *text, size_t first, size_t last, const len *x, len size,
                struct box_line *line)
{
  struct marking m = {arena, text, first, x, size, line};
  mark_names(&m, last);
  mark_emphasis(&m, last);
}
