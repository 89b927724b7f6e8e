/* The lines of a ledger as the rows of a table: those of each side below each other, its foot at the end, where all
 * sides stand in line again. */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "figure/ledger_reader.h"

struct layer {
  const struct ledger_reader *reader;
  struct free_table *table;
  size_t **sides; /* by side: its lines in order, those of the foot last */
  size_t *counts, *feet;
  uint32_t body, foot; /* rows */
};

/* --- which line stands where --- */

/* Lines of the form, then the source's own, then the foot. */
static int place_of(const struct ledger_line *line)
{
  return line->row && line->row->foot ? 2 : line->row ? 0 : 1;
}

/* Lines of the form in its order, whatever the order of the source. */
static int form_order(const void *a, const void *b, void *data)
{
  const struct ledger_line *lines = data;
  size_t i = *(const size_t *)a, k = *(const size_t *)b;
  int x = place_of(&lines[i]), y = place_of(&lines[k]);
  if (x != y)
    return x - y;
  if (lines[i].row && lines[k].row)
    return (lines[i].row > lines[k].row) - (lines[i].row < lines[k].row);
  return (i > k) - (i < k);
}

static void order_side(struct layer *layer, size_t side)
{
  const struct ledger *ledger = layer->reader->ledger;
  size_t *lines = layer->sides[side] = ARENA_ARRAY(layer->reader->arena, ledger->count, size_t);
  for (size_t i = 0; i < ledger->count; i++) {
    if (ledger->lines[i].side != side)
      continue;
    lines[layer->counts[side]++] = i;
    layer->feet[side] += place_of(&ledger->lines[i]) == 2;
  }
  if (layer->counts[side])
    g_qsort_with_data(lines, (gint)layer->counts[side], sizeof *lines, form_order, ledger->lines);
  layer->foot = MAX(layer->foot, (uint32_t)layer->feet[side]);
  layer->body = MAX(layer->body, (uint32_t)(layer->counts[side] - layer->feet[side]));
}

/* The line of a side in a row; SIZE_MAX: none. */
static size_t line_in(const struct layer *layer, size_t side, uint32_t row)
{
  size_t body = layer->counts[side] - layer->feet[side];
  if (row < layer->body)
    return row < body ? layer->sides[side][row] : SIZE_MAX;
  uint32_t at = row - layer->body;
  return at < layer->feet[side] ? layer->sides[side][body + at] : SIZE_MAX;
}

/* --- cells --- */

static void words_of(const struct layer *layer, const struct node *node, struct inlines *out)
{
  *ARENA_PUSH(layer->reader->arena, out) = (struct inline_run){
      .kind = INLINE_TEXT, .text = node->as.scalar.text, .length = node->as.scalar.length, .span = node->span};
}

static struct table_cell words_cell(const struct layer *layer, uint32_t column, const struct node *node)
{
  struct table_cell cell = {.kind = TABLE_CELL_TEXT, .column = column, .span = 1, .place = node->span};
  words_of(layer, node, &cell.text);
  return cell;
}

static void put(struct layer *layer, struct table_row *row, const struct ledger_line *line, struct table_cell cell)
{
  cell.line = line && layer->reader->frame->side_count > 1 ? line->name : NULL;
  if (line && layer->reader->frame->side_count > 1)
    cell.indent = line->indent;
  *ARENA_APPEND(layer->reader->arena, layer->table->cells, layer->table->cell_count, layer->table->cell_capacity) =
      cell;
  row->count++;
}

static const char of_which[] = "其中：", below_of_which[] = "　　　";

/* The line stands below the form's 其中： line, which the source does not have, nor any between the two. */
static bool leads_parts(const struct layer *layer, const struct ledger_row *row)
{
  const struct ledger_row *rows = layer->reader->frame->rows;
  if (!g_str_has_prefix(row->label->as.scalar.text, below_of_which))
    return false;
  for (const struct ledger_row *above = row; above-- > rows && above->indent >= row->indent && !above->band;) {
    if (above->indent > row->indent)
      continue;
    if (layer->reader->rows[above - rows])
      return false;
    if (g_str_has_prefix(above->label->as.scalar.text, of_which))
      return true;
  }
  return false;
}

/* 其中： moves to the first of the parts that are printed. */
static void say_of_which(const struct layer *layer, const struct ledger_row *row, struct inlines *label)
{
  const char *name = row->label->as.scalar.text + strlen(below_of_which);
  label->items[0].text = arena_printf(layer->reader->arena, "%s%s", of_which, name);
  label->items[0].length = strlen(label->items[0].text);
}

/* The label of a line of the form; before codes and names it stands over both. */
static struct table_cell label_cell(const struct layer *layer, const struct ledger_line *line)
{
  const struct ledger_side *side = &layer->reader->frame->sides[line->side];
  struct table_cell cell = words_cell(layer, side->first, line->row->label);
  cell.label = true;
  if (leads_parts(layer, line->row))
    say_of_which(layer, line->row, &cell.text);
  if (layer->reader->frame->level_count)
    cell.span = side->labels;
  if (line->row->unit)
    words_of(layer, line->row->unit, &cell.note);
  return cell;
}

/* Its number comes when all are there. */
static struct table_cell empty_cell(const struct layer *layer, uint32_t column, struct span place)
{
  bool ordinal = layer->table->columns[column].ordinal;
  return (struct table_cell){
      .kind = ordinal ? TABLE_CELL_FIGURE : TABLE_CELL_BLANK, .column = column, .span = 1, .place = place};
}

static struct table_cell read_cell(const struct layer *layer, const struct ledger_line *line, uint32_t column)
{
  const struct ledger_reader *reader = layer->reader;
  const struct node *written = line->cells[column];
  struct table_cell cell = {.kind = TABLE_CELL_BLANK, .column = column, .span = 1, .place = line->span};
  if (!written) {
    if (ledger_is_derived(reader->frame, line, column))
      cell.kind = TABLE_CELL_SUM;
    return cell;
  }
  free_table_read_cell(reader->arena, reader->files, written, layer->table, column, line->name, &cell, reader->diags);
  cell.span = 1;
  return cell;
}

static struct table_cell cell_of(const struct layer *layer, const struct ledger_line *line, uint32_t column)
{
  const struct table_column *from = &layer->table->columns[column];
  const struct node *fixed = line->row && line->row->cells ? node_get(line->row->cells, from->key) : NULL;
  if (from->ordinal)
    return empty_cell(layer, column, line->span);
  if (fixed)
    return words_cell(layer, column, fixed);
  if (!line->row && line->label && column == layer->reader->frame->sides[line->side].first) {
    struct table_cell label = words_cell(layer, column, line->label);
    label.label = true;
    return label;
  }
  return read_cell(layer, line, column);
}

static void put_line(struct layer *layer, struct table_row *row, const struct ledger_line *line)
{
  const struct ledger_side *side = &layer->reader->frame->sides[line->side];
  uint32_t column = side->first;
  if (line->row) {
    struct table_cell label = label_cell(layer, line);
    put(layer, row, line, label);
    column += label.span;
  }
  for (; column < side->first + side->count; column++)
    put(layer, row, line, cell_of(layer, line, column));
}

static void put_nothing(struct layer *layer, struct table_row *row, const struct ledger_side *side)
{
  for (uint32_t c = side->first; c < side->first + side->count; c++)
    put(layer, row, NULL, empty_cell(layer, c, row->span));
}

static void put_band(struct layer *layer, struct table_row *row, const struct ledger_line *line)
{
  struct table_cell cell = words_cell(layer, 0, line->row ? line->row->label : line->label);
  cell.span = (uint32_t)layer->table->column_count;
  row->head = true;
  put(layer, row, NULL, cell);
}

/* --- rows --- */

static void lay_row(struct layer *layer, uint32_t at)
{
  struct free_table *table = layer->table;
  struct ledger_line *lines = layer->reader->ledger->lines;
  struct table_row row = {.name = "", .first = table->cell_count, .span = SPAN_NONE};
  size_t sides = layer->reader->frame->side_count;
  const struct ledger_line *first = NULL;
  for (size_t s = sides; s-- > 0;)
    if (line_in(layer, s, at) != SIZE_MAX && (!first || *lines[line_in(layer, s, at)].name))
      first = &lines[line_in(layer, s, at)];
  g_assert(first); /* a row has a line on some side */
  row.name = first->name;
  row.span = first->span;
  row.indent = sides == 1 ? first->indent : 0;
  row.total = first->row && (first->row->sum || first->row->foot);
  for (size_t s = 0; s < sides; s++) {
    size_t line = line_in(layer, s, at);
    if (line != SIZE_MAX)
      lines[line].place = at;
    bool gap = line != SIZE_MAX && lines[line].row && lines[line].row->gap;
    if (first->band && sides == 1 && !gap) {
      put_band(layer, &row, first);
      break;
    }
    if (line == SIZE_MAX || gap)
      put_nothing(layer, &row, &layer->reader->frame->sides[s]);
    else
      put_line(layer, &row, &lines[line]);
  }
  *ARENA_APPEND(layer->reader->arena, table->rows, table->row_count, table->row_capacity) = row;
}

/* The lines of a printed table are numbered down one side after the other. */
static void number_lines(struct layer *layer)
{
  struct free_table *table = layer->table;
  int number = 0;
  for (uint32_t c = 0; c < table->column_count; c++)
    for (size_t i = 0; table->columns[c].ordinal && i < table->cell_count; i++)
      if (table->cells[i].column == c && table->cells[i].kind == TABLE_CELL_FIGURE)
        table->cells[i].number = arena_printf(layer->reader->arena, "%d", ++number);
}

static void index_cells(const struct ledger_reader *reader)
{
  struct ledger *ledger = reader->ledger;
  const struct free_table *table = ledger->table;
  ledger->cells = ARENA_ARRAY(reader->arena, table->row_count * table->column_count, uint32_t);
  for (size_t r = 0; r < table->row_count; r++)
    for (size_t i = table->rows[r].first; i < table->rows[r].first + table->rows[r].count; i++)
      ledger->cells[r * table->column_count + table->cells[i].column] = (uint32_t)i + 1;
  ledger->states = ARENA_ARRAY(reader->arena, table->cell_count, enum ledger_state);
}

bool ledger_lay(const struct ledger_reader *reader)
{
  struct free_table *table = ARENA_NEW(reader->arena, struct free_table);
  size_t sides = reader->frame->side_count;
  struct layer layer = {.reader = reader, .table = table};
  if (reader->ledger->full)
    return false;
  *table = reader->frame->head;
  table->span = reader->form->span;
  layer.sides = ARENA_ARRAY(reader->arena, sides, size_t *);
  layer.counts = ARENA_ARRAY(reader->arena, sides, size_t);
  layer.feet = ARENA_ARRAY(reader->arena, sides, size_t);
  for (size_t s = 0; s < sides; s++)
    order_side(&layer, s);
  for (uint32_t row = 0; row < layer.body + layer.foot; row++)
    lay_row(&layer, row);
  number_lines(&layer);
  reader->ledger->table = table;
  index_cells(reader);
  return true;
}
