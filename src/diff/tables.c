#include "diff/tables.h"

#include <glib.h>
#include <string.h>

#include "diff/align.h"
#include "diff/words.h"

/* A table by rows and columns. */
struct table_view {
  const struct block_table *block;
  uint32_t *cells;      /* rows × columns: the cell that covers the place */
  const char **texts;   /* of each cell, its words */
  const char **rows;    /* of each row its stubs, "一、新收", from the outermost; "" for rows that have none */
  const char **columns; /* of each column its heads */
};

static uint32_t cell_of(const struct table_view *view, uint32_t row, uint32_t column)
{
  return view->cells[(size_t)row * view->block->columns + column];
}

static const char *cell_text(struct arena *arena, const struct block_cell *cell)
{
  GString *text = g_string_new(NULL);
  for (size_t i = 0; i < cell->phrase_count; i++)
    g_string_append(text, blocks_join_words(arena, &cell->phrases[i], 0, true));
  const char *copy = arena_strndup(arena, text->str, text->len);
  g_string_free(text, TRUE);
  return copy;
}

/* --- names --- */

static bool heads_rows(const struct block_cell *cell)
{
  return cell->header && cell->scope == FRAME_SCOPE_ROW && !cell->band;
}

static bool heads_columns(const struct block_cell *cell)
{
  return cell->header && cell->scope == FRAME_SCOPE_COLUMN && !cell->band;
}

static void join_name(GString *name, const char *part)
{
  if (!*part)
    return;
  if (name->len)
    g_string_append(name, "／");
  g_string_append(name, part);
}

static const char *take_name(struct arena *arena, GString *name)
{
  const char *copy = arena_strndup(arena, name->str, name->len);
  g_string_free(name, TRUE);
  return copy;
}

static const char *row_name(struct arena *arena, const struct table_view *view, uint32_t row)
{
  GString *name = g_string_new(NULL);
  uint32_t last = UINT32_MAX;
  for (uint32_t column = 0; column < view->block->columns; column++) {
    uint32_t cell = cell_of(view, row, column);
    if (cell != last && heads_rows(&view->block->cells[cell]))
      join_name(name, view->texts[cell]);
    last = cell;
  }
  return take_name(arena, name);
}

/* The heads above a place, the nearest block of them, from the top. */
static const char *column_name(struct arena *arena, const struct table_view *view, uint32_t row, uint32_t column)
{
  uint32_t first = row;
  while (first > 0 && !heads_columns(&view->block->cells[cell_of(view, first - 1, column)]))
    first--;
  uint32_t end = first;
  while (first > 0 && heads_columns(&view->block->cells[cell_of(view, first - 1, column)]))
    first--;
  GString *name = g_string_new(NULL);
  uint32_t last = UINT32_MAX;
  for (; first < end; first++) {
    uint32_t cell = cell_of(view, first, column);
    if (cell != last)
      join_name(name, view->texts[cell]);
    last = cell;
  }
  return take_name(arena, name);
}

static struct table_view view_table(struct arena *arena, const struct block_table *table)
{
  struct table_view view = {table, ARENA_ARRAY(arena, (size_t)table->rows * table->columns, uint32_t),
                            ARENA_ARRAY(arena, table->cell_count, const char *),
                            ARENA_ARRAY(arena, table->rows, const char *),
                            ARENA_ARRAY(arena, table->columns, const char *)};
  for (uint32_t i = 0; i < table->cell_count; i++) {
    const struct block_cell *cell = &table->cells[i];
    view.texts[i] = cell_text(arena, cell);
    for (uint32_t row = cell->row; row < cell->row + cell->row_span; row++) {
      for (uint32_t column = cell->column; column < cell->column + cell->column_span; column++)
        view.cells[(size_t)row * table->columns + column] = i;
    }
  }
  for (uint32_t row = 0; row < table->rows; row++)
    view.rows[row] = row_name(arena, &view, row);
  for (uint32_t column = 0; column < table->columns; column++)
    view.columns[column] = column_name(arena, &view, table->rows, column);
  return view;
}

/* A row as messages name it: its last stub alone where no other row has that. */
static const char *short_name(const char *const *names, uint32_t count, const char *name)
{
  const char *slash = g_strrstr(name, "／");
  if (!slash)
    return name;
  const char *tail = slash + strlen("／");
  uint32_t same = 0;
  for (uint32_t i = 0; i < count; i++)
    same += g_str_has_suffix(names[i], tail);
  return same > 1 ? name : tail;
}

/* --- comparing --- */

/* Half of the cells: it is the same row. */
#define ROW_LIKENESS_LEAST 500

struct table_pair {
  struct arena *arena;
  struct table_view before, after;
  const struct change *like;
  struct changes *out;
};

static struct change *add_change(struct table_pair *pair, enum change_kind kind, const struct table_view *view,
                                 uint32_t row)
{
  struct change *change = ARENA_PUSH(pair->arena, pair->out);
  *change = *pair->like;
  change->kind = kind;
  change->row = short_name(view->rows, view->block->rows, view->rows[row]);
  change->column = "";
  change->new_cell = UINT32_MAX;
  return change;
}

static void compare_cell(struct table_pair *pair, uint32_t old_index, uint32_t new_index)
{
  const struct block_cell *old_cell = &pair->before.block->cells[old_index];
  const struct block_cell *new_cell = &pair->after.block->cells[new_index];
  const char *old_text = pair->before.texts[old_index], *new_text = pair->after.texts[new_index];
  if (strcmp(old_text, new_text) == 0)
    return;
  struct change *change = add_change(pair, CHANGE_CELL, &pair->after, new_cell->row);
  if (!heads_columns(new_cell))
    change->column = short_name(pair->after.columns, pair->after.block->columns,
                                column_name(pair->arena, &pair->after, new_cell->row, new_cell->column));
  if (heads_rows(new_cell))
    change->row = "";
  change->computed = new_cell->computed;
  change->old_text = old_text;
  change->new_text = new_text;
  change->old_span = old_cell->span;
  change->new_span = new_cell->span;
  change->old_cell = old_index;
  change->new_cell = new_index;
}

/* Each cell once, though it spans rows or columns. */
static bool begins_at(const struct table_view *view, uint32_t cell, uint32_t row, uint32_t column)
{
  return view->block->cells[cell].row == row && view->block->cells[cell].column == column;
}

static void compare_rows(struct table_pair *pair, const size_t *columns, uint32_t old_row, uint32_t new_row)
{
  for (uint32_t column = 0; column < pair->before.block->columns; column++) {
    if (columns[column] == ALIGN_NONE)
      continue;
    uint32_t old_cell = cell_of(&pair->before, old_row, column);
    uint32_t new_cell = cell_of(&pair->after, new_row, (uint32_t)columns[column]);
    if (begins_at(&pair->before, old_cell, old_row, column) &&
        begins_at(&pair->after, new_cell, new_row, (uint32_t)columns[column]))
      compare_cell(pair, old_cell, new_cell);
  }
}

/* The cells of a row in order, with a blank cell shown as such. */
static const char *row_text(struct table_pair *pair, const struct table_view *view, uint32_t row)
{
  GString *text = g_string_new(NULL);
  uint32_t last = UINT32_MAX;
  for (uint32_t column = 0; column < view->block->columns; column++) {
    uint32_t cell = cell_of(view, row, column);
    if (cell != last && view->block->cells[cell].row == row)
      g_string_append_printf(text, "%s%s", text->len ? "｜" : "", view->texts[cell]);
    last = cell;
  }
  return take_name(pair->arena, text);
}

static void add_row(struct table_pair *pair, const struct table_view *view, uint32_t row, bool is_new)
{
  struct change *change = add_change(pair, CHANGE_ROW, view, row);
  const struct block_cell *first = &view->block->cells[cell_of(view, row, 0)];
  const char *text = row_text(pair, view, row);
  if (is_new) {
    change->new_text = text;
    change->new_span = first->span;
    change->new_cell = cell_of(view, row, view->block->columns - 1);
  } else {
    change->old_text = text;
    change->old_span = first->span;
    change->new_table = UINT32_MAX;
  }
}

static uint64_t *hash_names(struct arena *arena, const char *const *names, uint32_t count)
{
  uint64_t *hashes = ARENA_ARRAY(arena, count, uint64_t);
  for (uint32_t i = 0; i < count; i++)
    hashes[i] = words_hash_text(names[i], strlen(names[i]), 1);
  return hashes;
}

static size_t *pair_names(struct table_pair *pair, const char *const *before, uint32_t before_count,
                          const char *const *after, uint32_t after_count)
{
  return align_equal(pair->arena, hash_names(pair->arena, before, before_count), before_count,
                     hash_names(pair->arena, after, after_count), after_count);
}

/* A column whose head was changed is the one that stands where it stood. */
static size_t *pair_columns(struct table_pair *pair)
{
  uint32_t before = pair->before.block->columns, after = pair->after.block->columns;
  size_t *pairs = pair_names(pair, pair->before.columns, before, pair->after.columns, after);
  for (uint32_t column = 0; before == after && column < before; column++)
    pairs[column] = column;
  return pairs;
}

struct row_pairing {
  const struct table_pair *pair;
  const size_t *columns;
};

/* The share of equal cells, so that a row whose label was corrected is still the same row. */
static uint32_t rows_likeness(const void *data, size_t before, size_t after)
{
  const struct row_pairing *pairing = data;
  const struct table_view *a = &pairing->pair->before, *b = &pairing->pair->after;
  uint32_t same = 0;
  for (uint32_t column = 0; column < a->block->columns; column++) {
    if (pairing->columns[column] == ALIGN_NONE)
      continue;
    const char *x = a->texts[cell_of(a, (uint32_t)before, column)];
    const char *y = b->texts[cell_of(b, (uint32_t)after, (uint32_t)pairing->columns[column])];
    same += strcmp(x, y) == 0;
  }
  return a->block->columns ? 1000 * same / a->block->columns : 0;
}

static size_t *pair_rows(struct table_pair *pair, const size_t *columns)
{
  uint32_t before = pair->before.block->rows, after = pair->after.block->rows;
  size_t *pairs = pair_names(pair, pair->before.rows, before, pair->after.rows, after);
  align_like(pairs, before, after, rows_likeness, &(struct row_pairing){pair, columns}, ROW_LIKENESS_LEAST);
  return pairs;
}

void tables_compare(struct arena *arena, const struct block_table *before, const struct block_table *after,
                    const struct change *like, struct changes *out)
{
  struct table_pair pair = {arena, view_table(arena, before), view_table(arena, after), like, out};
  size_t *columns = pair_columns(&pair), *rows = pair_rows(&pair, columns);
  uint32_t next = 0;
  for (uint32_t row = 0; row <= before->rows; row++) {
    if (row < before->rows && rows[row] == ALIGN_NONE) {
      add_row(&pair, &pair.before, row, false);
      continue;
    }
    uint32_t end = row < before->rows ? (uint32_t)rows[row] : after->rows;
    for (; next < end; next++)
      add_row(&pair, &pair.after, next, true);
    if (row < before->rows)
      compare_rows(&pair, columns, row, next++);
  }
}
