#include "box/table_decimals.h"

/* The first cluster at byte `at` or behind it. */
static size_t cluster_at(const struct text *text, uint32_t at)
{
  size_t k = 0;
  while (k < text->count && text->clusters[k].text_at < at)
    k++;
  return k;
}

static len width_between(const struct text *text, size_t first, size_t last)
{
  return first < last ? text_width(text, first, last) : 0;
}

struct decimal_reach decimals_measure(const struct text *text, const struct block_figure *figure, uint32_t bytes)
{
  uint32_t end = figure->sign + figure->digits;
  size_t digits = cluster_at(text, figure->sign), point = cluster_at(text, end),
         rest = cluster_at(text, end + figure->decimals), last = cluster_at(text, bytes);
  return (struct decimal_reach){.digits = width_between(text, digits, point),
                                .decimals = width_between(text, point, rest),
                                .left = width_between(text, 0, point),
                                .right = width_between(text, point, last)};
}

void decimals_grow(struct decimal_reach *column, const struct decimal_reach *figure)
{
  column->digits = len_max(column->digits, figure->digits);
  column->decimals = len_max(column->decimals, figure->decimals);
  column->left = len_max(column->left, figure->left);
  column->right = len_max(column->right, figure->right);
}

len decimals_point(const struct decimal_reach *column, len width)
{
  len point = (width - column->digits - column->decimals) / 2 + column->digits;
  return len_max(len_min(point, width - column->right), column->left);
}
