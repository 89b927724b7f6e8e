#include <glib.h>

#include "box/table_build.h"

/* Tables: cell texts shaped, columns given widths, cells broken into lines, rows given heights. */

/* The size, upright or turned, at which the table fits its measure. What it needs then, or, where it never does, at the
 * last that was tried. */
static int64_t find_size(struct building *b)
{
  const struct sheet *sheet = b->context->sheet;
  b->table->turned = b->from->turned;
  int64_t need = box_choose_size(b, box_table_measure(b));
  bool turns = b->from->wide == WIDE_TURN && sheet->area_height > sheet->area_width;
  if (need <= box_table_measure(b) || !turns || b->table->turned)
    return need;
  b->table->turned = true; /* TB-13 */
  return box_choose_size(b, box_table_measure(b));
}

static void give_widths(struct building *b, int64_t need)
{
  len *widths = g_new0(len, b->from->columns), measure = box_table_measure(b);
  if (need > measure)
    widths_squeeze(b->columns, b->from->columns, measure, widths);
  else
    widths_share(b->columns, b->from->columns, measure, widths);
  box_place_columns(b, widths);
  g_free(widths);
}

/* What a cell over several rows needs beyond their heights is shared out among them equally. */
static void heighten_for_span(const struct box_cell *cell, len need, len *heights)
{
  len have = 0;
  uint32_t first = cell->block->row, span = cell->block->row_span;
  for (uint32_t r = 0; r < span; r++)
    have += heights[first + r];
  for (uint32_t r = 0; need > have && r < span; r++)
    heights[first + r] += len_part(need - have, r + 1, span) - len_part(need - have, r, span);
}

/* A row is at least one line high, though all its cells may reach over others. */
static void size_rows(const struct box_table *table, len pad, len *heights)
{
  for (uint32_t r = 0; r < table->block->rows; r++)
    heights[r] = table->size + 2 * pad;
  for (size_t i = 0; i < table->cell_count; i++) {
    const struct box_cell *cell = &table->cells[i];
    if (cell->block->row_span == 1)
      heights[cell->block->row] = len_max(heights[cell->block->row], cell->lines.height + 2 * pad);
  }
  for (size_t i = 0; i < table->cell_count; i++)
    if (table->cells[i].block->row_span > 1)
      heighten_for_span(&table->cells[i], table->cells[i].lines.height + 2 * pad, heights);
}

/* TB-02: one size smaller than the table, right above its upper rule. Not wider than the table, unless it must be. */
static void set_unit(const struct building *b)
{
  struct box_table *table = b->table;
  const struct text_style *style = &b->context->sheet->styles[STYLE_TABLE_UNIT];
  const len *x = table->column_x, end = x[b->from->columns] + (table->strips - 1) * table->strip;
  if (b->from->unit.count == 0)
    return;
  struct text *text = box_shape(b->context, style, 0, NULL, &b->from->unit, 1);
  len start = lines_minimum(text) <= end - x[0] ? x[0] : 0;
  struct line_spec spec = {.measure = end - start, .align = style->align};
  box_set_paragraph(b->context, text, &spec, style->size, 0, &table->unit);
  for (size_t i = 0; i < table->unit.count; i++) {
    table->unit.items[i].x += start;
    table->unit.items[i].y = (len)i * style->pitch;
  }
  table->unit.height = style->size + (table->unit.count ? (len)table->unit.count - 1 : 0) * style->pitch;
  table->unit_height = table->unit.height + style->size / 4; /* clear of the thick rule */
}

struct building box_begin_table(const struct box_context *context, const struct block *block,
                                const struct block_table *from)
{
  struct box_table *table = ARENA_NEW(context->arena, struct box_table);
  table->block = from;
  table->cell_count = from->cell_count;
  table->cells = ARENA_ARRAY(context->arena, from->cell_count, struct box_cell);
  table->column_x = ARENA_ARRAY(context->arena, from->columns + 1, len);
  table->row_height = ARENA_ARRAY(context->arena, from->rows, len);
  table->row_least = ARENA_ARRAY(context->arena, from->rows, len);
  return (struct building){.context = context,
                           .block = block,
                           .from = from,
                           .table = table,
                           .shaped = arena_new(),
                           .texts = g_new0(struct text *, from->cell_count),
                           .columns = g_new0(struct width_column, from->columns),
                           .entries = g_new0(struct width_entries, from->columns),
                           .reach = g_new0(struct decimal_reach, from->columns),
                           .wordy = g_new0(bool, from->columns)};
}

void box_end_table(struct building *b)
{
  g_free(b->reach);
  g_free(b->wordy);
  g_free(b->columns);
  g_free(b->entries);
  g_free(b->texts);
  arena_free(b->shaped);
}

struct box_table *box_finish_table(struct building *b)
{
  struct box_table *table = b->table;
  box_set_cells(b);
  size_rows(table, table->pad_block, table->row_height);
  size_rows(table, b->pad_block_min, table->row_least);
  box_set_continued_labels(b);
  box_index_rows(b->context->arena, table);
  box_set_repeated(b->context, b->block, table);
  set_unit(b);
  box_end_table(b);
  return table;
}

static bool may_fold(const struct building *b)
{
  return b->from->wide == WIDE_FOLD && !b->from->turned && b->from->across <= 1;
}

/* Its groups of columns; or NULL, and *need is what it needs in one piece. */
static struct box_table *find_way(struct building *b, int64_t *need)
{
  *need = find_size(b);
  return *need <= box_table_measure(b) || !may_fold(b) ? NULL : box_build_groups(b);
}

/* Words want some characters a line, first of all sizes, then of all ways; only then are they squeezed. Labels stand in
 * every group of a folded table: to divide them there makes all rows higher. */
enum { WORDS_WANTED = 6, WORDS_LEAST = 4, LABELS_FOLDED = 8 };

static bool fits_upright(struct building *b, int64_t *need)
{
  b->words_chars = WORDS_WANTED;
  b->table->turned = b->from->turned;
  *need = box_choose_size(b, box_table_measure(b));
  return *need <= box_table_measure(b);
}

struct box_table *box_build_table(const struct box_context *context, const struct block *block)
{
  struct building b = box_begin_table(context, block, block->table);
  int64_t need;
  struct box_table *groups = NULL;
  if (!fits_upright(&b, &need)) {
    b.words_chars = LABELS_FOLDED;
    groups = may_fold(&b) ? box_build_groups(&b) : NULL;
    b.words_chars = WORDS_LEAST;
    groups = groups ? groups : find_way(&b, &need);
  }
  if (!groups && need > box_table_measure(&b)) {
    b.words_chars = 0;
    groups = find_way(&b, &need);
  }
  if (groups) {
    box_end_table(&b);
    return groups;
  }
  give_widths(&b, need);
  if (need > box_table_measure(&b))
    box_report_wide(&b, need);
  return box_finish_table(&b);
}
