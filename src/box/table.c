#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "box/paragraph.h"

/* Tables: cell texts shaped, columns given widths, cells broken into lines, rows given heights.
 *
 * Widths: each column gets what its widest unbreakable piece needs, but no less than the form asks for; what is left of
 * the measure goes to the columns by their shares. Columns without a share, which the form holds to a few characters,
 * have the least padding (TB-05); where the table is still too wide, all have, and then the next smaller size of the
 * look is tried (TB-04). */

struct building {
  const struct box_context *context;
  const struct block *block;
  const struct block_table *from;
  struct box_table *table;
  struct text **texts; /* of each cell, at the size being tried */
  len pad, pad_min;    /* TB-05, at that size */
  len pad_block_min;
  bool tight;           /* the least padding everywhere */
  struct arena *shaped; /* texts live until they are lines */
};

#define GROUP_GOES_ON "（续）" /* TB-11, TB-12: behind a label repeated on the next page */

static struct text_style cell_style(const struct building *b, const struct block_cell *cell)
{
  const struct sheet *sheet = b->context->sheet;
  struct text_style style = sheet->styles[cell->style];
  len base = sheet->styles[STYLE_TABLE_CELL].size; /* all styles of a table shrink together */
  style.size = len_scale(style.size, b->table->size, base);
  style.cell = style.size;
  style.pitch = b->table->pitch;
  return style;
}

static struct text *shape_cell(const struct building *b, const struct block_cell *cell,
                               const struct block_runs *phrases, size_t count)
{
  struct text_style style = cell_style(b, cell);
  struct box_context context = *b->context;
  context.arena = b->shaped;
  return box_shape(&context, &style, 0, NULL, phrases, count);
}

static void shape_cells(struct building *b)
{
  for (size_t i = 0; i < b->from->cell_count; i++)
    b->texts[i] = shape_cell(b, &b->from->cells[i], b->from->cells[i].phrases, b->from->cells[i].phrase_count);
}

/* --- widths --- */

static len columns_pad(const struct building *b, uint32_t first, uint32_t span)
{
  for (uint32_t c = first; c < first + span; c++)
    if (b->from->widths[c].share && !b->tight)
      return b->pad;
  return b->pad_min;
}

static len cell_pad(const struct building *b, const struct block_cell *cell)
{
  return columns_pad(b, cell->column, cell->column_span);
}

/* TB-07: heads that may be set from top to bottom. */
static bool may_stand(const struct building *b, const struct block_cell *cell)
{
  return b->context->sheet->table.vertical_heads && cell->header && !cell->band && cell->column_span == 1;
}

/* A column that the form holds to one character has its head set so, however wide its words are. */
static len text_minimum(const struct building *b, size_t i)
{
  const struct block_cell *cell = &b->from->cells[i];
  const struct block_width *width = &b->from->widths[cell->column];
  if (may_stand(b, cell) && width->chars == 1 && width->share == 0)
    return b->table->size;
  return lines_minimum(b->texts[i]);
}

static len cell_minimum(const struct building *b, size_t i)
{
  const struct block_cell *cell = &b->from->cells[i];
  return text_minimum(b, i) + 2 * cell_pad(b, cell) + cell->indent * b->table->size;
}

static len form_minimum(const struct building *b, uint32_t column)
{
  int chars = b->from->widths[column].chars;
  return chars ? chars * b->table->size + 2 * columns_pad(b, column, 1) : 0;
}

/* A cell over several columns that needs more than they have: the lack goes to them by their shares, or equally. */
static void widen_for_span(const struct building *b, const struct block_cell *cell, len need, len *widths)
{
  int64_t have = 0, shares = 0, given = 0;
  for (uint32_t c = 0; c < cell->column_span; c++) {
    have += widths[cell->column + c];
    shares += b->from->widths[cell->column + c].share;
  }
  if (need <= have)
    return;
  int64_t lack = need - have, before = 0, all = shares ? shares : cell->column_span;
  for (uint32_t c = 0; c < cell->column_span; c++) {
    given += shares ? b->from->widths[cell->column + c].share : 1;
    int64_t until = lack * given / all;
    widths[cell->column + c] += (len)(until - before);
    before = until;
  }
}

static int64_t find_minimum_widths(const struct building *b, len *widths)
{
  for (uint32_t c = 0; c < b->from->columns; c++)
    widths[c] = form_minimum(b, c);
  for (size_t i = 0; i < b->from->cell_count; i++)
    if (b->from->cells[i].column_span == 1)
      widths[b->from->cells[i].column] = len_max(widths[b->from->cells[i].column], cell_minimum(b, i));
  for (size_t i = 0; i < b->from->cell_count; i++)
    if (b->from->cells[i].column_span > 1)
      widen_for_span(b, &b->from->cells[i], cell_minimum(b, i), widths);
  int64_t sum = 0;
  for (size_t c = 0; c < b->from->columns; c++)
    sum += widths[c];
  return sum;
}

/* What the columns that are not fixed share, and by how many shares. */
struct sharing {
  bool *fixed; /* keeps the width it has: it has no share, or needs more than its part */
  int64_t left, shares;
};

static void count_sharing(const struct building *b, len measure, const len *widths, struct sharing *sharing)
{
  sharing->left = measure;
  sharing->shares = 0;
  for (uint32_t c = 0; c < b->from->columns; c++) {
    sharing->left -= sharing->fixed[c] ? widths[c] : 0;
    sharing->shares += sharing->fixed[c] ? 0 : b->from->widths[c].share;
  }
}

static bool fix_wide_columns(const struct building *b, const len *widths, struct sharing *sharing)
{
  bool any = false;
  for (uint32_t c = 0; c < b->from->columns; c++)
    if (!sharing->fixed[c] && sharing->left * b->from->widths[c].share < (int64_t)widths[c] * sharing->shares)
      any = sharing->fixed[c] = true;
  return any;
}

static void share_out(const struct building *b, const struct sharing *sharing, len *widths)
{
  int64_t given = 0, before = 0;
  for (uint32_t c = 0; c < b->from->columns; c++) {
    if (sharing->fixed[c])
      continue;
    given += b->from->widths[c].share;
    int64_t until = sharing->left * given / sharing->shares;
    widths[c] = (len)(until - before);
    before = until;
  }
}

/* Columns of equal share come out equal while the content allows: those that need more than their part keep what they
 * need, and the rest is shared among the others. */
static void share_measure(const struct building *b, len measure, len *widths)
{
  struct sharing sharing = {.fixed = g_new0(bool, b->from->columns)};
  for (uint32_t c = 0; c < b->from->columns; c++)
    sharing.fixed[c] = b->from->widths[c].share == 0;
  do
    count_sharing(b, measure, widths, &sharing);
  while (fix_wide_columns(b, widths, &sharing));
  share_out(b, &sharing, widths);
  g_free(sharing.fixed);
}

static void place_columns(const struct building *b, len measure, const len *widths)
{
  struct box_table *table = b->table;
  len x = 0;
  for (uint32_t c = 0; c < b->from->columns; c++) {
    table->column_x[c] = x;
    x += widths[c];
  }
  table->column_x[b->from->columns] = x;
  len start = (measure - x) / 2; /* a narrow table stands in the middle */
  for (uint32_t c = 0; c <= b->from->columns; c++)
    table->column_x[c] += len_max(start, 0);
}

static void set_size(struct building *b, len size)
{
  const struct sheet *sheet = b->context->sheet;
  len base = sheet->styles[STYLE_TABLE_CELL].size;
  b->table->size = size;
  b->table->pitch = len_scale(sheet->styles[STYLE_TABLE_CELL].pitch, size, base);
  b->pad = len_scale(sheet->table.pad_inline, size, base);
  b->pad_min = len_scale(sheet->table.pad_inline_min, size, base);
  b->table->pad_block = len_scale(sheet->table.pad_block, size, base);
  b->pad_block_min = len_scale(sheet->table.pad_block_min, size, base);
}

static void size_columns(struct building *b)
{
  const struct table_look *look = &b->context->sheet->table;
  len measure = b->context->sheet->area_width;
  len *widths = g_new0(len, b->from->columns);
  int64_t need = 0;
  for (int s = 0; s < look->size_count; s++) {
    set_size(b, look->sizes[s]);
    shape_cells(b);
    b->tight = false;
    need = find_minimum_widths(b, widths);
    b->tight = need > measure;
    if (b->tight)
      need = find_minimum_widths(b, widths);
    if (need <= measure)
      break;
  }
  if (need > measure) {
    struct diag *diag =
        diag_add(b->context->diags, DIAG_CELL_WIDE, b->block->span,
                 _("The table needs %d mm but the page has %d mm, even at the smallest size allowed."),
                 (int)(need * 127 / (360 * LEN_PT)) + 1, (int)((int64_t)measure * 127 / (360 * LEN_PT)));
    diag_hint(b->context->diags, diag,
              _("Shorten the longest entries, or allow a smaller size under “table: sizes” in the layout."));
  } else {
    share_measure(b, measure, widths);
  }
  place_columns(b, measure, widths);
  g_free(widths);
}

/* --- lines and heights --- */

/* Narrow: there is room for one character only; or, in a tall cell, for two. */
static bool is_vertical(const struct building *b, const struct block_cell *cell, const struct text *text, len measure)
{
  int narrow = cell->row_span > 2 ? 3 : 2;
  return may_stand(b, cell) && text->count > 1 && measure < narrow * b->table->size;
}

struct cell_words {
  const struct block_runs *phrases;
  size_t count;
  struct text *text; /* as shaped for lines */
};

/* The lines of a cell, each with its place from the top of the text. */
static void set_cell_text(const struct building *b, const struct block_cell *cell, const struct cell_words *words,
                          struct box_lines *lines)
{
  const len *x = b->table->column_x;
  len indent = cell->indent * b->table->size;
  struct line_spec spec = {
      .measure = x[cell->column + cell->column_span] - x[cell->column] - 2 * cell_pad(b, cell) - indent,
      .align = cell->align,
      .spread_limit = b->table->size, /* TB-07 */
  };
  struct text_style style = cell_style(b, cell);
  style.vertical = is_vertical(b, cell, words->text, spec.measure);
  if (style.vertical) {
    const struct text *text = box_shape(b->context, &style, spec.measure, NULL, words->phrases, words->count);
    box_set_vertical(b->context, text, spec.measure, style.size, lines);
    return;
  }
  box_set_paragraph(b->context, words->text, &spec, style.size, 0, lines);
  for (size_t i = 0; i < lines->count; i++) {
    lines->items[i].x += indent;
    lines->items[i].y = (len)i * b->table->pitch;
  }
  lines->height = b->table->size + (lines->count ? (len)lines->count - 1 : 0) * b->table->pitch;
}

static void set_continued(const struct building *b, const struct block_cell *cell, struct box_lines *lines)
{
  struct block_runs *phrases = ARENA_ARRAY(b->context->arena, cell->phrase_count + 1, struct block_runs);
  struct block_run *goes_on = ARENA_NEW(b->context->arena, struct block_run);
  goes_on->text = GROUP_GOES_ON;
  goes_on->length = sizeof GROUP_GOES_ON - 1;
  memcpy(phrases, cell->phrases, cell->phrase_count * sizeof *phrases);
  phrases[cell->phrase_count] = (struct block_runs){goes_on, 1, 1};
  size_t count = cell->phrase_count + 1;
  set_cell_text(b, cell, &(struct cell_words){phrases, count, shape_cell(b, cell, phrases, count)}, lines);
}

static void set_cells(struct building *b)
{
  for (size_t i = 0; i < b->from->cell_count; i++) {
    const struct block_cell *cell = &b->from->cells[i];
    struct box_cell *out = &b->table->cells[i];
    out->block = cell;
    out->pad = cell_pad(b, cell);
    g_assert(b->texts[i]); /* all have been shaped for their widths */
    set_cell_text(b, cell, &(struct cell_words){cell->phrases, cell->phrase_count, b->texts[i]}, &out->lines);
  }
}

/* A label that heads rows says on each page what goes on there: where it reaches over several rows, or its row is so
 * high that it may be divided. */
static bool may_go_on(const struct building *b, const struct block_cell *cell)
{
  bool high = b->table->row_height[cell->row] > b->context->sheet->area_height / 3;
  bool label = cell->header && cell->scope != FRAME_SCOPE_COLUMN;
  return cell->phrase_count && (cell->row_span > 1 || (label && high));
}

static void set_continued_labels(struct building *b)
{
  for (size_t i = 0; i < b->from->cell_count; i++)
    if (may_go_on(b, &b->from->cells[i]))
      set_continued(b, &b->from->cells[i], &b->table->cells[i].continued);
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

struct box_table *box_build_table(const struct box_context *context, const struct block *block)
{
  const struct block_table *from = block->table;
  struct box_table *table = ARENA_NEW(context->arena, struct box_table);
  table->block = from;
  table->cell_count = from->cell_count;
  table->cells = ARENA_ARRAY(context->arena, from->cell_count, struct box_cell);
  table->column_x = ARENA_ARRAY(context->arena, from->columns + 1, len);
  table->row_height = ARENA_ARRAY(context->arena, from->rows, len);
  table->row_least = ARENA_ARRAY(context->arena, from->rows, len);
  struct building b = {.context = context, .block = block, .from = from, .table = table};
  b.shaped = arena_new();
  b.texts = g_new0(struct text *, from->cell_count);
  size_columns(&b);
  set_cells(&b);
  size_rows(table, table->pad_block, table->row_height);
  size_rows(table, b.pad_block_min, table->row_least);
  set_continued_labels(&b);
  box_index_rows(context->arena, table);
  box_set_repeated(context, block, table);
  g_free(b.texts);
  arena_free(b.shaped);
  return table;
}
