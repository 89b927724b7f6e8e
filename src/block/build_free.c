/* A free table: the grid of its columns and rows. */
#include <glib.h>
#include <string.h>

#include "base/utf8.h"
#include "block/build.h"
#include "model/table.h"

struct free_builder {
  struct builder *builder;
  const struct free_table *from;
  const struct free_fact *facts; /* as from->cells */
  struct block_table *table;
  size_t capacity;  /* of its cells */
  bool own_indents; /* columns say themselves that they are indented */
  uint32_t *shown;  /* by column, and behind the last: how many before it are printed */
};

/* So many of the columns are printed. */
static uint32_t columns_shown(const struct free_builder *b, uint32_t column, uint32_t count)
{
  return b->shown[column + count] - b->shown[column];
}

static struct block_cell *add_cell(struct free_builder *b, uint32_t row, uint32_t column, uint32_t column_span)
{
  struct block_cell *cell = ARENA_EXTEND(b->builder->arena, b->table->cells, b->table->cell_count, b->capacity);
  *cell = (struct block_cell){.row = row,
                              .column = b->shown[column],
                              .row_span = 1,
                              .column_span = columns_shown(b, column, column_span),
                              .align = ALIGN_CENTRE,
                              .style = STYLE_TABLE_CELL};
  return cell;
}

static void make_header(struct block_cell *cell, enum style_id style, enum frame_scope scope)
{
  cell->style = style;
  cell->header = true;
  cell->scope = scope;
}

/* Room for just so many runs: cells are many. */
static struct block_runs new_phrase(struct free_builder *b, size_t runs)
{
  return (struct block_runs){ARENA_ARRAY(b->builder->arena, runs, struct block_run), 0, runs};
}

static void add_words(struct free_builder *b, struct block_cell *cell, const struct inlines *words)
{
  struct block_runs runs = new_phrase(b, words->count);
  build_add_inlines(b->builder, &runs, words);
  if (runs.count)
    cell->phrases[cell->phrase_count++] = runs;
}

/* （万元）: on a line of its own, if need be. */
static void add_bracketed(struct free_builder *b, struct block_cell *cell, const struct inlines *words)
{
  struct arena *arena = b->builder->arena;
  struct block_runs inner = {0}, *runs = &cell->phrases[cell->phrase_count];
  build_add_inlines(b->builder, &inner, words);
  if (inner.count == 0)
    return;
  bool bracketed = g_str_has_prefix(inner.items[0].text, "（") || g_str_has_prefix(inner.items[0].text, "(");
  cell->phrase_count++;
  if (bracketed) {
    *runs = inner;
    return;
  }
  build_add_run(b->builder, runs, "（", 0, NULL, inner.items[0].span);
  for (size_t i = 0; i < inner.count; i++)
    *ARENA_PUSH(arena, runs) = inner.items[i];
  build_add_run(b->builder, runs, "）", 0, NULL, inner.items[0].span);
}

/* --- the head --- */

static void build_head(struct free_builder *b, const struct table_head *head)
{
  struct block_cell *cell = add_cell(b, head->row, head->column, head->column_span);
  cell->row_span = head->row_span;
  cell->span = head->span;
  bool corner = head->column <= b->from->stub && head->column_span == 1;
  make_header(cell, STYLE_TABLE_HEAD, corner ? FRAME_SCOPE_BOTH : FRAME_SCOPE_COLUMN);
  if (b->builder->sheet->styles[STYLE_TABLE_HEAD].align == ALIGN_SPREAD)
    cell->align = ALIGN_SPREAD; /* 均排 (TB-07) */
  cell->phrases = ARENA_ARRAY(b->builder->arena, 2, struct block_runs);
  add_words(b, cell, &head->label);
  add_bracketed(b, cell, &head->unit); /* TB-02: the unit of one column */
}

static void build_heads(struct free_builder *b)
{
  for (uint32_t row = 0; row < b->from->head_rows; row++)
    for (size_t i = 0; i < b->from->head_count; i++)
      if (b->from->heads[i].row == row && columns_shown(b, b->from->heads[i].column, b->from->heads[i].column_span))
        build_head(b, &b->from->heads[i]);
}

/* --- cells --- */

static size_t digits_at(const char *text)
{
  return strspn(text, "0123456789,");
}

static size_t one_of(const char *text, const char *const *words, size_t count)
{
  for (size_t i = 0; i < count; i++)
    if (g_str_has_prefix(text, words[i]))
      return strlen(words[i]);
  return 0;
}

/* What follows the digits of a figure and has digits behind it: decimals, a tolerance, the end of a range. */
static size_t figures_go_on(const char *text)
{
  static const char *const middles[] = {".", "±", "–", "—", "～", "~", "-"};
  size_t middle = one_of(text, middles, G_N_ELEMENTS(middles)), digits = middle ? digits_at(text + middle) : 0;
  return digits ? middle + digits : 0;
}

/* TB-06: where a figure is aligned: at its point or ones digit, at ± or at the dash of a range. Signs before and behind
 * stand outside. A text that is no figure gives no digits. */
static struct block_figure find_figure(const char *text)
{
  static const char *const signs[] = {"−", "-", "+", "±", "＜", "＞", "<", ">", "≤", "≥", "≈"};
  static const char *const ends[] = {"%", "‰", "万", "亿", "*"};
  struct block_figure figure = {.sign = (uint32_t)one_of(text, signs, G_N_ELEMENTS(signs))};
  const char *at = text + figure.sign;
  if (!g_ascii_isdigit(*at))
    return (struct block_figure){0, 0, 0};
  figure.digits = (uint32_t)digits_at(at);
  at += figure.digits;
  for (size_t more = figures_go_on(at); more; more = figures_go_on(at)) { /* 8.5±0.25 */
    at += more;
    figure.decimals += (uint32_t)more;
  }
  while (*at) {
    size_t end = one_of(at, ends, G_N_ELEMENTS(ends));
    if (!end)
      return (struct block_figure){0, 0, 0};
    at += end;
  }
  return figure;
}

/* TB-10: signs of their own, which are centred whatever the column is like. */
static enum align column_align(const struct free_builder *b, const struct table_cell *cell)
{
  static const enum align aligns[] = {[TABLE_ALIGN_START] = ALIGN_START,
                                      [TABLE_ALIGN_CENTRE] = ALIGN_CENTRE,
                                      [TABLE_ALIGN_END] = ALIGN_END,
                                      [TABLE_ALIGN_DECIMAL] = ALIGN_DECIMAL};
  const struct table_column *column = &b->from->columns[cell->column];
  enum table_align align = column->align;
  if (align == TABLE_ALIGN_AUTO)
    return cell->column <= b->from->stub || cell->label || column->indents ? ALIGN_START
           : cell->span > 1                                                ? ALIGN_CENTRE
                                                                           : ALIGN_DECIMAL;
  return cell->span > 1 && align == TABLE_ALIGN_DECIMAL ? ALIGN_CENTRE : aligns[align];
}

static const char *first_text(const struct block_cell *cell)
{
  return cell->phrase_count && cell->phrases[0].count == 1 ? cell->phrases[0].items[0].text : "";
}

static void add_content(struct free_builder *b, const struct table_cell *from, const struct free_fact *fact,
                        struct block_cell *cell)
{
  cell->phrases = ARENA_ARRAY(b->builder->arena, from->note.count ? 2 : 1, struct block_runs);
  if (fact->text) {
    cell->phrases[0] = new_phrase(b, from->mark ? 2 : 1);
    build_add_run(b->builder, &cell->phrases[cell->phrase_count++], fact->text, 0, NULL, from->place);
  } else {
    add_words(b, cell, &from->text);
  }
  if (cell->align == ALIGN_DECIMAL)
    cell->figure = find_figure(first_text(cell));
  if (from->mark && cell->phrase_count)
    build_add_run(b->builder, &cell->phrases[0], from->mark, 0, NULL, from->place);
  add_bracketed(b, cell, &from->note);
}

/* Labels of rows head their rows, so that a reader who hears the table is told row and column of each figure. */
static void dress_cell(const struct table_row *row, const struct table_cell *from, bool stub, struct block_cell *cell)
{
  if (row->head) {
    make_header(cell, STYLE_TABLE_BAND, FRAME_SCOPE_COLUMN);
    cell->band = true;
    cell->align = ALIGN_CENTRE;
  } else if (stub)
    make_header(cell, STYLE_TABLE_STUB, FRAME_SCOPE_ROW);
  if (row->total && stub && from->span > 1)
    cell->align = ALIGN_CENTRE;
}

/* TB-09: behind codes the names are indented, and in a table of two sides both names. */
static int indent_of(const struct free_builder *b, const struct table_row *row, const struct table_cell *from,
                     bool stub)
{
  bool indented = b->own_indents ? b->from->columns[from->column].indents : stub;
  return indented && !row->head ? row->indent + from->indent : 0;
}

static void build_row_cells(struct free_builder *b, uint32_t at, const struct table_row *row)
{
  for (size_t i = row->first; i < row->first + row->count; i++) {
    const struct table_cell *from = &b->from->cells[i];
    if (!columns_shown(b, from->column, from->span))
      continue;
    struct block_cell *cell = add_cell(b, at, from->column, from->span);
    cell->span = from->place;
    cell->align = column_align(b, from);
    cell->wrong = b->facts[i].wrong;
    cell->total = row->total;
    bool stub = i == row->first || from->label;
    cell->indent = indent_of(b, row, from, stub);
    dress_cell(row, from, stub, cell);
    add_content(b, from, &b->facts[i], cell);
  }
}

static void build_group(struct free_builder *b, const struct table_group *group)
{
  struct block_cell *cell = add_cell(b, b->from->head_rows + group->row, group->column, 1);
  cell->row_span = group->row_count;
  cell->span = group->span;
  cell->group = true;
  make_header(cell, STYLE_TABLE_STUB, FRAME_SCOPE_ROW);
  cell->phrases = ARENA_ARRAY(b->builder->arena, 1, struct block_runs);
  add_words(b, cell, &group->label);
}

static void build_rows(struct free_builder *b)
{
  size_t next = 0; /* groups come by their first row, the outer before the inner */
  for (uint32_t r = 0; r < b->from->row_count; r++) {
    for (; next < b->from->group_count && b->from->groups[next].row <= r; next++)
      if (b->from->groups[next].row_count)
        build_group(b, &b->from->groups[next]);
    build_row_cells(b, b->from->head_rows + r, &b->from->rows[r]);
  }
}

/* Where there are no rows, a sentence says so. */
static void build_empty(struct free_builder *b)
{
  struct block_cell *cell = add_cell(b, b->from->head_rows, 0, (uint32_t)b->from->column_count);
  cell->span = b->from->span;
  cell->phrases = ARENA_ARRAY(b->builder->arena, 1, struct block_runs);
  add_words(b, cell, &b->from->empty);
}

/* --- the table --- */

static struct block_width width_of(const struct table_column *column)
{
  switch (column->width) {
  case TABLE_WIDTH_CONTENT:
    return (struct block_width){.content = true};
  case TABLE_WIDTH_CHARS:
    return (struct block_width){.chars = column->amount};
  case TABLE_WIDTH_MM:
    return (struct block_width){.length = len_from_mm(column->amount, 1000)};
  case TABLE_WIDTH_SHARE:
    return (struct block_width){.share = column->amount};
  }
  return (struct block_width){0};
}

/* TB-02: 单位：万元 */
static void build_unit(struct free_builder *b)
{
  const struct inlines *unit = &b->from->unit;
  const char *words = unit->count ? unit->items[0].text : "";
  if (unit->count && !g_str_has_prefix(words, "单位") && !g_str_has_prefix(words, "计量单位"))
    build_add_run(b->builder, &b->table->unit, "单位：", 0, NULL, unit->items[0].span);
  build_add_inlines(b->builder, &b->table->unit, unit);
}

/* Hidden columns are left out, with heads that have no other. */
static void build_widths(struct free_builder *b)
{
  const struct free_table *from = b->from;
  b->shown = ARENA_ARRAY(b->builder->arena, from->column_count + 1, uint32_t);
  b->table->widths = ARENA_ARRAY(b->builder->arena, from->column_count, struct block_width);
  for (size_t c = 0; c < from->column_count; c++) {
    b->shown[c + 1] = b->shown[c] + !from->columns[c].hidden;
    if (!from->columns[c].hidden)
      b->table->widths[b->shown[c]] = width_of(&from->columns[c]);
    b->own_indents = b->own_indents || from->columns[c].indents;
  }
  b->table->columns = b->shown[from->column_count];
}

struct block_table *build_free_table(struct builder *builder, const struct free_table *from,
                                     const struct free_fact *facts)
{
  struct block_table *table = ARENA_NEW(builder->arena, struct block_table);
  struct free_builder b = {.builder = builder, .from = from, .table = table, .facts = facts};
  table->head_rows = from->head_rows;
  table->rows = from->head_rows + (uint32_t)MAX(from->row_count, 1);
  build_widths(&b);
  build_table_setting(builder, &from->setting, table);
  build_unit(&b);
  build_heads(&b);
  if (from->row_count)
    build_rows(&b);
  else
    build_empty(&b);
  return table;
}
