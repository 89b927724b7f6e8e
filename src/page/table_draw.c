#include <glib.h>

#include "page/flow.h"

/* Drawing one part of a table: fills, texts with their tags, then rules, each rule once and whole. */

struct drawing {
  struct flow *flow;
  const struct box_table *table;
  const struct table_place *place;
  const struct table_part *part;
  size_t index;
  len x, top;     /* of the table's upper rule on the page */
  uint32_t rows;  /* printed in this part */
  len *row_y;     /* rows + 1 edges, from top */
  int32_t *cover; /* rows × columns → cell, or −1 */
};

/* The printed row of a table row, which must be in the part. */
static uint32_t printed_row(const struct drawing *d, uint32_t row)
{
  return row < d->part->head_rows ? row : row - d->part->first + d->part->head_rows;
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

/* The cells of the head, where it stands above the part, then those of the part. */
static size_t cell_count(const struct drawing *d)
{
  return d->table->at.begin[d->part->head_rows] + table_cell_count(d->table, d->part->first, d->part->last);
}

static size_t cell_at(const struct drawing *d, size_t n)
{
  size_t head = d->table->at.begin[d->part->head_rows];
  return n < head ? n : table_cell_at(d->table, d->part->first, n - head);
}

static void cover_cells(struct drawing *d)
{
  uint32_t columns = d->table->block->columns;
  for (size_t i = 0; i < (size_t)d->rows * columns; i++)
    d->cover[i] = -1;
  for (size_t n = 0; n < cell_count(d); n++) {
    size_t i = cell_at(d, n);
    const struct block_cell *cell = d->table->cells[i].block;
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
  for (size_t n = 0; n < cell_count(d); n++) {
    const struct block_cell *cell = d->table->cells[cell_at(d, n)].block;
    struct frame_colour colour = cell_fill(d, cell);
    if (is_white(colour))
      continue;
    struct area area = cell_area(d, cell);
    struct frame_item *item = put(d->flow, FRAME_RECT, area.x, area.y);
    item->as.rect = (struct frame_rect){area.width, area.height, colour};
  }
  put_artifact_end(d->flow, FRAME_ARTIFACT_LAYOUT);
}

/* --- texts --- */

static void draw_cell_lines(struct drawing *d, const struct box_cell *cell, const struct table_lines *part)
{
  struct area area = cell_area(d, cell->block);
  const struct box_line *lines = part->lines->items + part->first;
  if (part->count && cell->block->diagonal) {
    diagonal_draw_labels(d->flow, cell, d->table->size, &(struct cell_area){area.x, area.y, area.width, area.height});
    return;
  }
  len top = area.y + (area.height - table_lines_height(part)) / 2, middle = d->table->size / 2 + cell->middle;
  for (size_t i = 0; i < part->count; i++)
    put_line(d->flow, &lines[i], 0, lines[i].count, area.x + cell->pad, top + lines[i].y - lines[0].y + middle,
             (struct frame_colour){0, 0, 0});
}

/* What was tagged on an earlier page is repeated for the eye only (TB-11): heads, and labels of what goes on. */
static void draw_again(struct drawing *d, const struct box_cell *cell, const struct table_lines *lines)
{
  put_artifact_begin(d->flow, FRAME_ARTIFACT_PAGINATION);
  draw_cell_lines(d, cell, lines);
  put_artifact_end(d->flow, FRAME_ARTIFACT_PAGINATION);
}

/* A cell over several pages is one element. It begins where its first line stands; one without lines, with its row. */
static void draw_cell(struct drawing *d, size_t i)
{
  const struct box_cell *cell = &d->table->cells[i];
  struct table_lines lines = table_cell_lines(d->table, d->place, d->part, i);
  if (cell->repeated || lines.again) {
    draw_again(d, cell, &lines);
    return;
  }
  /* In its place among those of the row. */
  uint32_t element = tags_cell(d->flow, d->index, d->table->whole ? d->table->whole[i] : i);
  if (!lines.count && cell->lines.count)
    return;
  tags_begin(d->flow, element);
  draw_cell_lines(d, cell, &lines);
  tags_end(d->flow, element);
}

static void draw_repeated_head(struct drawing *d)
{
  for (size_t i = 0; i < d->table->at.begin[d->part->head_rows]; i++) {
    const struct box_cell *cell = &d->table->cells[i];
    draw_again(d, cell, &(struct table_lines){&cell->lines, 0, cell->lines.count, true});
  }
}

static void draw_text_from_above(struct drawing *d, size_t i)
{
  uint32_t row = d->table->cells[i].block->row;
  uint32_t section = tags_section(d->flow, d->index, row < d->table->block->head_rows);
  uint32_t element = tags_row(d->flow, d->index, row);
  tags_begin(d->flow, section);
  tags_begin(d->flow, element);
  draw_cell(d, i);
  tags_end(d->flow, element);
  tags_end(d->flow, section);
}

/* Cells that reach into the part from above: labels that go on, or texts that do. */
static void draw_cells_from_above(struct drawing *d)
{
  const struct box_rows *at = &d->table->at;
  for (uint32_t n = at->across[d->part->first]; n < at->across[d->part->first + 1]; n++) {
    size_t i = at->from_above[n];
    struct table_lines lines = table_cell_lines(d->table, d->place, d->part, i);
    if (lines.again)
      draw_cell(d, i);
    else if (lines.count)
      draw_text_from_above(d, i);
  }
}

/* A row's cells are those that begin in it, in all groups of columns (TB-14): drawn as they are read. */
static void draw_row_of_cells(struct drawing *d, size_t count, uint32_t row)
{
  uint32_t element = tags_row(d->flow, d->index, row);
  tags_begin(d->flow, element);
  for (size_t g = 0; g < count; g++)
    for (size_t i = d[g].table->at.begin[row]; i < d[g].table->at.begin[row + 1]; i++)
      draw_cell(&d[g], i);
  tags_end(d->flow, element);
}

/* Rows [from, to) of the head or the body, in its element. */
static void draw_section(struct drawing *d, size_t count, uint32_t from, uint32_t to)
{
  if (from >= to)
    return;
  uint32_t element = tags_section(d->flow, d->index, from < d->table->block->head_rows);
  tags_begin(d->flow, element);
  for (uint32_t r = from; r < to; r++)
    draw_row_of_cells(d, count, r);
  tags_end(d->flow, element);
}

/* TB-02, TB-11: the unit is read with the caption, and repeated for the eye only. */
static void draw_unit(struct drawing *d)
{
  const struct box_lines *unit = &d->table->unit;
  len top = d->top - d->table->unit_height, size = d->flow->sheet->styles[STYLE_TABLE_UNIT].size;
  bool again = d->part->again || d->table->later;
  if (!unit->count)
    return;
  if (again)
    put_artifact_begin(d->flow, FRAME_ARTIFACT_PAGINATION);
  else
    tags_open_unit(d->flow, d->index);
  for (size_t i = 0; i < unit->count; i++)
    put_line(d->flow, &unit->items[i], 0, unit->items[i].count, d->x, baseline_of(top + unit->items[i].y, size),
             (struct frame_colour){0, 0, 0});
  if (again)
    put_artifact_end(d->flow, FRAME_ARTIFACT_PAGINATION);
  else
    tags_close_block(d->flow);
}

static void draw_texts(struct drawing *d, size_t count)
{
  const struct table_part *part = d->part;
  uint32_t table = tags_table(d->flow, d->index), head = d->table->block->head_rows;
  tags_begin(d->flow, table);
  for (size_t g = 0; part->again && g < count; g++)
    draw_repeated_head(&d[g]);
  if (!part->again)
    draw_section(d, count, 0, part->head_rows);
  for (size_t g = 0; g < count; g++)
    draw_cells_from_above(&d[g]);
  draw_section(d, count, part->first, MIN(part->last, head)); /* a head too high to be repeated */
  draw_section(d, count, MAX(part->first, head), part->last);
  tags_end(d->flow, table);
}

/* TB-11: 续表 */
static void draw_caption_again(struct drawing *d)
{
  const struct box_lines *lines = &d->table->continued;
  if (!(d->part->again || d->table->later) || !lines->count)
    return;
  put_artifact_begin(d->flow, FRAME_ARTIFACT_PAGINATION);
  for (size_t i = 0; i < lines->count; i++)
    put_line(d->flow, &lines->items[i], 0, lines->items[i].count, d->x,
             baseline_of(d->top - d->part->above + lines->items[i].y, d->table->size), (struct frame_colour){0, 0, 0});
  put_artifact_end(d->flow, FRAME_ARTIFACT_PAGINATION);
}

/* --- rules: TB-03, TB-11 --- */

static int32_t covered_by(const struct drawing *d, int64_t row, int64_t column)
{
  if (row < 0 || column < 0 || row >= d->rows || column >= d->table->block->columns)
    return -1;
  return d->cover[row * d->table->block->columns + column];
}

/* A row of the body that is a total, whatever label of a group stands beside it. */
static bool is_total(const struct drawing *d, uint32_t printed)
{
  if (printed < d->part->head_rows || printed == d->rows)
    return false;
  uint32_t row = printed - d->part->head_rows + d->part->first;
  for (size_t i = d->table->at.begin[row]; i < d->table->at.begin[row + 1]; i++)
    if (d->table->cells[i].block->total)
      return true;
  return false;
}

static bool is_below_head(const struct drawing *d, uint32_t row)
{
  uint32_t repeated = d->part->head_rows;
  return repeated ? row == repeated : d->part->first + row == d->table->block->head_rows;
}

/* The width of the rule above printed row `row` (row == rows: below the last). The outer rules are thick on every page
 * but where the table goes on below: there the last is thin. */
static len horizontal_width(const struct drawing *d, uint32_t row)
{
  const struct table_look *look = &d->flow->sheet->table;
  if (row == 0 || (row == d->rows && d->part->last == d->table->block->rows && !d->part->goes_on))
    return look->rule_outer;
  if (is_below_head(d, row))
    return look->rule_head;
  return look->total.rule && is_total(d, row) ? look->total.rule : look->rule_inner;
}

static len vertical_width(const struct drawing *d, uint32_t column)
{
  const struct table_look *look = &d->flow->sheet->table;
  bool faces = (column == 0 && d->part->strip > 0) || (column == d->table->block->columns && d->part->parted);
  if (faces)
    return look->rule_inner; /* TB-14: two thin rules part the strips */
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
  bool end = to == d->table->block->columns;
  if (end && d->part->parted && (row == 0 || (row == d->rows && d->part->level)))
    right += BOX_STRIP_GAP - vertical_width(d, to) / 2; /* as far as the next strip's rule begins */
  else if (end)
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

static void draw_diagonals(struct drawing *d)
{
  for (size_t n = 0; n < cell_count(d); n++) {
    const struct box_cell *cell = &d->table->cells[cell_at(d, n)];
    if (!cell->block->diagonal)
      continue;
    struct area area = cell_area(d, cell->block);
    diagonal_draw_lines(d->flow, cell, &(struct cell_area){area.x, area.y, area.width, area.height});
  }
}

static void draw_rules(struct drawing *d)
{
  put_artifact_begin(d->flow, FRAME_ARTIFACT_LAYOUT);
  draw_diagonals(d);
  draw_verticals(d);
  draw_horizontals(d);
  put_artifact_end(d->flow, FRAME_ARTIFACT_LAYOUT);
}

static struct drawing begin_drawing(struct flow *flow, size_t index, const struct table_piece *piece)
{
  const struct box_table *table = piece->table;
  const struct table_part *part = piece->part;
  struct drawing d = {.flow = flow, .table = table, .place = piece->place, .part = part, .index = index};
  d.x = flow_x(flow) + part->strip * table->strip;
  d.top = flow->sheet->area_y + piece->top + part->above;
  d.rows = part->head_rows + part->last - part->first;
  g_assert(d.rows > 0 && table->block->columns > 0);
  d.row_y = g_new0(len, d.rows + 1);
  for (uint32_t r = 0; r < d.rows; r++)
    d.row_y[r + 1] = d.row_y[r] + part->row_height[r];
  d.cover = g_new(int32_t, (size_t)d.rows * table->block->columns);
  cover_cells(&d);
  return d;
}

void table_draw(struct flow *flow, size_t index, const struct table_piece *pieces, size_t count)
{
  struct drawing *d = g_new(struct drawing, count);
  for (size_t g = 0; g < count; g++)
    d[g] = begin_drawing(flow, index, &pieces[g]);
  if (d->part->strip == 0) {
    draw_caption_again(d);
    draw_unit(d);
  }
  for (size_t g = 0; g < count; g++)
    draw_fills(&d[g]);
  draw_texts(d, count);
  for (size_t g = 0; g < count; g++) {
    draw_rules(&d[g]);
    g_free(d[g].cover);
    g_free(d[g].row_y);
  }
  g_free(d);
}
