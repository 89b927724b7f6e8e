/* TB-08: the head in the corner with two or three labels. Lines run from its top left corner: with two labels one to
 * the bottom right corner, with three one to the middle of the right edge and one to the middle of the bottom. The
 * columns' label stands at the top right, the rows' at the bottom left, the third at the bottom right. In a cell w wide
 * and h high, a label's corner (x, y) keeps off the line y = x·h/w where the sums below hold; they hold in all larger
 * cells, so the page may make the cell grow. */
#include <glib.h>

#include "box/paragraph.h"

enum { MOST_LABELS = 3 };

/* The labels as clusters [at[k], at[k + 1]), in the order of the cell: the rows' first. */
struct labels {
  size_t count;
  size_t at[MOST_LABELS + 1];
  len width[MOST_LABELS];
};

static struct labels find_labels(const struct block_cell *cell, const struct text *text)
{
  struct labels labels = {.count = cell->phrase_count};
  size_t runs = 0, k = 0;
  g_assert(labels.count == 2 || labels.count == 3);
  for (size_t i = 0; i < labels.count; i++) {
    labels.at[i] = k;
    runs += cell->phrases[i].count;
    while (k < text->count && text->clusters[k].run < runs)
      k++;
    labels.at[i + 1] = k;
    labels.width[i] = text_width(text, labels.at[i], k);
  }
  return labels;
}

/* From the cell's edges, and from the lines. */
static len edge_gap(len size)
{
  return size / 4;
}

static len line_gap(len size)
{
  return size / 8;
}

/* A label and the white on both sides of it. */
static len reach(const struct labels *labels, size_t k, len size)
{
  return edge_gap(size) + labels->width[k] + line_gap(size);
}

/* So wide that two labels take the height of two lines, three that of three. */
len box_diagonal_minimum(const struct block_cell *cell, const struct text *text, len size)
{
  struct labels labels = find_labels(cell, text);
  len rows = reach(&labels, 0, size), columns = reach(&labels, labels.count - 1, size);
  len outer = len_max(rows, columns);
  return labels.count == 2 ? 2 * outer : len_max(3 * outer, 2 * reach(&labels, 1, size));
}

/* line · num / den, where den may be nothing in a cell that is too narrow, which has been reported. */
static len grown(len line, int64_t num, int64_t den)
{
  return len_clamp(line * num / MAX(den, 1));
}

static len least_height(const struct labels *labels, len width, len size)
{
  len line = edge_gap(size) + size + line_gap(size);
  len rows = reach(labels, 0, size), columns = reach(labels, labels->count - 1, size);
  if (labels->count == 2)
    return grown(line, width, (int64_t)width - len_max(rows, columns));
  len above = grown(line, 2 * (int64_t)width, (int64_t)width - columns);
  len below = grown(line, width, (int64_t)width - 2 * (int64_t)rows);
  return len_max(above, below); /* the third has more room than these */
}

void box_set_diagonal(const struct box_context *context, const struct block_cell *cell, const struct text *text,
                      len width, len size, struct box_cell *out)
{
  struct labels labels = find_labels(cell, text);
  out->clear = edge_gap(size);
  out->lines.items = ARENA_ARRAY(context->arena, labels.count, struct box_line);
  out->lines.count = out->lines.capacity = labels.count;
  for (size_t i = 0; i < labels.count; i++) {
    size_t k = labels.count - 1 - i;
    struct line_range range = {labels.at[k], labels.at[k + 1], true, false};
    struct line_spec spec = {.measure = labels.width[k], .align = ALIGN_START};
    out->lines.items[i] = lines_set(context->arena, text, &range, &spec, size, false);
  }
  out->lines.height = least_height(&labels, width, size);
  out->lines.beside = true;
}
