#include <glib.h>

#include "page/flow.h"

/* Drawing one part of a table: fills, texts with their tags, then rules, each rule once and whole. */

struct drawing {
  struct flow *flow;
  const struct box *box;
  const struct box_table *table;
  const struct table_part *part;
  size_t index;
  len x, top;     /* of the table on the page */
  uint32_t rows;  /* printed in this part */
  len *row_y;     /* rows + 1 edges, from top */
  int32_t *cover; /* rows × columns → cell, or −1 */
};

/* The printed row of a table row, which must be in the part. */
static uint32_t printed_row(const struct drawing *d, uint32_t row)
{
  return row < d->part->head_rows ? row : row - d->part->first + d->part->head_rows;
}

static bool is_here(const struct drawing *d, const struct block_cell *cell)
{
  return cell->row < d->part->head_rows || (cell->row < d->part->last && cell->row + cell->row_span > d->part->first);
}

struct area {
  uint32_t first_row, last_row; /* printed rows [first, last) */
  len x, y, width, height;      /* on the page */
};

static struct area cell_area(const struct drawing *d, const struct block_cell *cell)
{
  bool head = cell->row < d->part->head_rows;
  uint32_t from = head || cell->row > d->part->first ? cell->row : d->part->first;
  uint32_t to = cell->row + cell->row_span;
  to = head || to < d->part->last ? to : d->part->last;
  struct area area = {.first_row = printed_row(d, from), .last_row = printed_row(d, to - 1) + 1};
  const len *x = d->table->column_x;
  area.x = d->x + x[cell->column];
  area.width = x[cell->column + cell->column_span] - x[cell->column];
  area.y = d->top + d->row_y[area.first_row];
  area.height = d->row_y[area.last_row] - d->row_y[area.first_row];
  return area;
}

static void cover_cells(struct drawing *d)
{
  uint32_t columns = d->table->block->columns;
  for (size_t i = 0; i < (size_t)d->rows * columns; i++)
    d->cover[i] = -1;
  for (size_t i = 0; i < d->table->cell_count; i++) {
    const struct block_cell *cell = d->table->cells[i].block;
    if (!is_here(d, cell))
      continue;
    struct area area = cell_area(d, cell);
    for (uint32_t r = area.first_row; r < area.last_row; r++)
      for (uint32_t c = 0; c < cell->column_span; c++)
        d->cover[(size_t)r * columns + cell->column + c] = (int32_t)i;
  }
}

/* --- fills --- */

static bool is_white(struct frame_colour colour)
{
  return colour.red == 255 && colour.green == 255 && colour.blue == 255;
}

static struct frame_colour cell_fill(const struct drawing *d, const struct block_cell *cell)
{
  const struct table_look *look = &d->flow->sheet->table;
  if (cell->wrong && d->flow->meta->draft)
    return (struct frame_colour){255, 214, 214};
  if (cell->band)
    return (struct frame_colour){look->band.red, look->band.green, look->band.blue};
  if (cell->style == STYLE_TABLE_HEAD)
    return (struct frame_colour){look->head.red, look->head.green, look->head.blue};
  return (struct frame_colour){255, 255, 255};
}

static void draw_fills(struct drawing *d)
{
  put_artifact_begin(d->flow, FRAME_ARTIFACT_LAYOUT);
  for (size_t i = 0; i < d->table->cell_count; i++) {
    const struct block_cell *cell = d->table->cells[i].block;
    struct frame_colour colour = cell_fill(d, cell);
    if (!is_here(d, cell) || is_white(colour))
      continue;
    struct area area = cell_area(d, cell);
    struct frame_item *item = put(d->flow, FRAME_RECT, area.x, area.y);
    item->as.rect = (struct frame_rect){area.width, area.height, colour};
  }
  put_artifact_end(d->flow, FRAME_ARTIFACT_LAYOUT);
}

/* --- texts --- */

static void draw_cell_lines(struct drawing *d, const struct box_cell *cell, const struct box_lines *lines)
{
  struct area area = cell_area(d, cell->block);
  if (!lines->count)
    return;
  len top = area.y + (area.height - lines->height) / 2;
  for (size_t i = 0; i < lines->count; i++)
    put_line(d->flow, &lines->items[i], 0, lines->items[i].count, area.x + cell->pad,
             baseline_of(top + lines->items[i].y, d->table->size), (struct frame_colour){0, 0, 0});
}

/* What was tagged on an earlier page is repeated for the eye only (TB-11): heads, and labels of groups that go on. */
static bool is_repeated(const struct drawing *d, const struct block_cell *cell)
{
  return d->part->first > d->part->head_rows && (cell->row < d->part->head_rows || cell->row < d->part->first);
}

static void draw_cell(struct drawing *d, size_t i)
{
  const struct box_cell *cell = &d->table->cells[i];
  if (is_repeated(d, cell->block)) {
    put_artifact_begin(d->flow, FRAME_ARTIFACT_PAGINATION);
    draw_cell_lines(d, cell, cell->block->row < d->part->head_rows ? &cell->lines : &cell->continued);
    put_artifact_end(d->flow, FRAME_ARTIFACT_PAGINATION);
    return;
  }
  uint32_t element = tags_cell(d->flow, d->index, i);
  tags_begin(d->flow, element);
  draw_cell_lines(d, cell, &cell->lines);
  tags_end(d->flow, element);
}

/* Cells come by row, then column; a row's cells are those that begin in it. */
static void draw_row_of_cells(struct drawing *d, uint32_t row, size_t *next)
{
  bool repeated = row < d->part->head_rows && d->part->first > d->part->head_rows;
  uint32_t element = repeated ? 0 : tags_row(d->flow, d->index, row);
  if (!repeated)
    tags_begin(d->flow, element);
  for (; *next < d->table->cell_count && d->table->cells[*next].block->row == row; (*next)++)
    draw_cell(d, *next);
  if (!repeated)
    tags_end(d->flow, element);
}

static void skip_to_row(const struct drawing *d, uint32_t row, size_t *next)
{
  while (*next < d->table->cell_count && d->table->cells[*next].block->row < row)
    (*next)++;
}

static void draw_head(struct drawing *d, size_t *next)
{
  if (!d->part->head_rows)
    return;
  bool repeated = d->part->first > d->part->head_rows;
  uint32_t element = repeated ? 0 : tags_section(d->flow, d->index, true);
  if (!repeated)
    tags_begin(d->flow, element);
  for (uint32_t r = 0; r < d->part->head_rows; r++)
    draw_row_of_cells(d, r, next);
  if (!repeated)
    tags_end(d->flow, element);
}

static void draw_continued_groups(struct drawing *d)
{
  for (size_t i = 0; i < d->table->cell_count; i++) {
    const struct block_cell *cell = d->table->cells[i].block;
    if (cell->row >= d->part->head_rows && cell->row < d->part->first && is_here(d, cell))
      draw_cell(d, i);
  }
}

static void draw_texts(struct drawing *d)
{
  uint32_t table = tags_table(d->flow, d->index), body = tags_section(d->flow, d->index, false);
  size_t next = 0;
  tags_begin(d->flow, table);
  draw_head(d, &next);
  draw_continued_groups(d);
  tags_begin(d->flow, body);
  skip_to_row(d, d->part->first, &next);
  for (uint32_t r = d->part->first; r < d->part->last; r++)
    draw_row_of_cells(d, r, &next);
  tags_end(d->flow, body);
  tags_end(d->flow, table);
}

/* --- rules: TB-03, TB-11 --- */

static int32_t covered_by(const struct drawing *d, int64_t row, int64_t column)
{
  if (row < 0 || column < 0 || row >= d->rows || column >= d->table->block->columns)
    return -1;
  return d->cover[row * d->table->block->columns + column];
}

/* The width of the rule above printed row `row` (row == rows: below the last). The outer rules are thick on every page
 * but where the table goes on below: there the last is thin. */
static len horizontal_width(const struct drawing *d, uint32_t row)
{
  const struct table_look *look = &d->flow->sheet->table;
  if (row == 0 || (row == d->rows && d->part->last == d->table->block->rows))
    return look->rule_outer;
  return row == d->part->head_rows ? look->rule_head : look->rule_inner;
}

static len vertical_width(const struct drawing *d, uint32_t column)
{
  const struct table_look *look = &d->flow->sheet->table;
  if (column == 0 || column == d->table->block->columns)
    return look->sides ? look->rule_outer : 0;
  return look->rule_inner;
}

static void draw_rule(struct drawing *d, len x, len y, len dx, len dy, len width)
{
  if (width == 0)
    return;
  struct frame_item *item = put(d->flow, FRAME_RULE, x, y);
  item->as.rule = (struct frame_rule){dx, dy, width, {0, 0, 0}};
}

/* Outer rules reach to the outer edges of the rules they meet, so that corners are full; inner ones end in the middle
 * of the rule they meet. */
static void draw_horizontal(struct drawing *d, uint32_t row, uint32_t from, uint32_t to)
{
  const len *x = d->table->column_x;
  len left = d->x + x[from], right = d->x + x[to];
  if (from == 0)
    left -= vertical_width(d, 0) / 2;
  if (to == d->table->block->columns)
    right += vertical_width(d, to) / 2;
  draw_rule(d, left, d->top + d->row_y[row], right - left, 0, horizontal_width(d, row));
}

static void draw_horizontals(struct drawing *d)
{
  uint32_t columns = d->table->block->columns;
  for (uint32_t row = 0; row <= d->rows; row++)
    for (uint32_t c = 0; c < columns;) {
      uint32_t from = c;
      while (c < columns && (row == 0 || row == d->rows || covered_by(d, row - 1, c) != covered_by(d, row, c)))
        c++;
      if (c > from)
        draw_horizontal(d, row, from, c);
      else
        c++;
    }
}

static void draw_verticals(struct drawing *d)
{
  uint32_t columns = d->table->block->columns;
  for (uint32_t column = 0; column <= columns; column++)
    for (uint32_t r = 0; r < d->rows;) {
      uint32_t from = r;
      while (r < d->rows &&
             (column == 0 || column == columns || covered_by(d, r, (int64_t)column - 1) != covered_by(d, r, column)))
        r++;
      if (r > from)
        draw_rule(d, d->x + d->table->column_x[column], d->top + d->row_y[from], 0, d->row_y[r] - d->row_y[from],
                  vertical_width(d, column));
      else
        r++;
    }
}

static void draw_rules(struct drawing *d)
{
  put_artifact_begin(d->flow, FRAME_ARTIFACT_LAYOUT);
  draw_verticals(d);
  draw_horizontals(d);
  put_artifact_end(d->flow, FRAME_ARTIFACT_LAYOUT);
}

void table_draw(struct flow *flow, const struct box *box, const struct table_part *part, len top, size_t index)
{
  struct drawing d = {.flow = flow, .box = box, .table = box->table, .part = part, .index = index};
  d.x = flow_x(flow);
  d.top = flow->sheet->area_y + top;
  d.rows = part->head_rows + part->last - part->first;
  g_assert(d.rows > 0 && box->table->block->columns > 0);
  d.row_y = g_new0(len, d.rows + 1);
  for (uint32_t r = 0; r < d.rows; r++)
    d.row_y[r + 1] = d.row_y[r] + part->row_height[r];
  d.cover = g_new(int32_t, (size_t)d.rows * box->table->block->columns);
  cover_cells(&d);
  draw_fills(&d);
  draw_texts(&d);
  draw_rules(&d);
  g_free(d.cover);
  g_free(d.row_y);
}
