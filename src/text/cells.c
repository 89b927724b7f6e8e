/* CL-05: the character grid. Each piece of Latin between Han is padded to whole cells, half on either side, so that the
 * Han behind it stand on the grid again. */
#include "text/scan.h"

/* The gap that ends the piece which begins with cluster `first`: the next Han–Latin gap, or a place where the line is
 * no longer one of Latin and Han alone. */
static size_t piece_end(const struct text *text, size_t first)
{
  size_t k = first;
  while (k + 1 < text->count && text->gaps[k].kind != GAP_LATIN)
    k++;
  return k;
}

static len piece_width(const struct text *text, size_t first, size_t last)
{
  int64_t width = 0;
  for (size_t k = first; k <= last; k++)
    width += text->clusters[k].body + (k < last ? text->gaps[k].natural : 0);
  return len_clamp(width);
}

static void set_pad(struct text_gap *gap, len pad)
{
  gap->natural = pad;
  gap->kind = GAP_PLAIN; /* it is squeezed no more: the grid would be lost */
}

void text_pad_to_cells(struct text *text)
{
  for (size_t k = 0; k + 1 < text->count; k++) {
    if (text->gaps[k].kind != GAP_LATIN)
      continue;
    size_t end = piece_end(text, k + 1);
    bool closed = end + 1 < text->count; /* Han behind it, too */
    len width = piece_width(text, k + 1, end), pad = (text->em - width % text->em) % text->em;
    set_pad(&text->gaps[k], closed ? pad / 2 : pad);
    if (closed)
      set_pad(&text->gaps[end], pad - pad / 2);
    k = end;
  }
}
