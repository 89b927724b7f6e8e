#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "box/fold.h"
#include "box/table_build.h"

/* Texts of cells shaped, and what their columns need. */

struct text_style box_cell_style(const struct building *b, const struct block_cell *cell)
{
  const struct sheet *sheet = b->context->sheet;
  struct text_style style = sheet->styles[cell->style];
  len base = sheet->styles[STYLE_TABLE_CELL].size; /* all styles of a table shrink together */
  style.size = len_scale(style.size, b->table->size, base);
  style.cell = style.size;
  if (cell->total && sheet->table.total.role)
    style.role = sheet->table.total.role;
  style.pitch = b->table->pitch;
  return style;
}

struct text *box_shape_cell(const struct building *b, const struct block_cell *cell, const struct block_runs *phrases,
                            size_t count)
{
  struct text_style style = box_cell_style(b, cell);
  struct box_context context = *b->context;
  context.arena = b->shaped;
  return box_shape(&context, &style, 0, NULL, phrases, count);
}

bool box_has_figure(const struct block_cell *cell)
{
  return cell->align == ALIGN_DECIMAL && cell->figure.digits > 0;
}

struct decimal_reach box_cell_reach(const struct block_cell *cell, const struct text *text)
{
  uint32_t bytes = 0;
  for (size_t i = 0; i < cell->phrases[0].count; i++)
    bytes += cell->phrases[0].items[i].length;
  return decimals_measure(text, &cell->figure, bytes);
}

void box_shape_cells(struct building *b)
{
  memset(b->reach, 0, b->from->columns * sizeof *b->reach);
  for (size_t i = 0; i < b->from->cell_count; i++) {
    const struct block_cell *cell = &b->from->cells[i];
    b->texts[i] = box_shape_cell(b, cell, cell->phrases, cell->phrase_count);
    if (!box_has_figure(cell))
      continue;
    struct decimal_reach reach = box_cell_reach(cell, b->texts[i]);
    decimals_grow(&b->reach[cell->column], &reach);
  }
}

/* --- widths --- */

static len columns_pad(const struct building *b, uint32_t first, uint32_t span)
{
  for (uint32_t c = first; c < first + span; c++)
    if ((b->from->widths[c].share || b->from->widths[c].content) && !b->tight)
      return b->pad;
  return b->pad_min;
}

len box_cell_pad(const struct building *b, const struct block_cell *cell)
{
  return columns_pad(b, cell->column, cell->column_span);
}

len box_cell_blank(const struct building *b, const struct block_cell *cell)
{
  return 2 * box_cell_pad(b, cell) + cell->indent * b->table->size;
}

/* TB-07: heads that may be set from top to bottom. */
bool box_may_stand(const struct building *b, const struct block_cell *cell)
{
  return b->context->sheet->table.vertical_heads && cell->header && !cell->band && cell->column_span == 1;
}

/* A column that the form holds to one character has its head set so, however wide its words are. */
static bool must_stand(const struct building *b, const struct block_cell *cell)
{
  const struct block_width *width = &b->from->widths[cell->column];
  return box_may_stand(b, cell) && width->chars == 1 && width->share == 0;
}

/* All of it on one line; of a figure with a note, either (the note may stand below). */
static len widest_phrase(const struct block_cell *cell, const struct text *text)
{
  len widest = 0;
  size_t first = 0;
  for (size_t k = 0; k < text->count; k++) {
    uint8_t at = text->gaps[k].line_break;
    if (at != BREAK_FORCED && k + 1 < text->count && (at != BREAK_PHRASE || !box_has_figure(cell)))
      continue;
    widest = len_max(widest, text_width(text, first, k + 1));
    first = k + 1;
  }
  return widest;
}

enum { HEAD_WHOLE = 3, HEAD_CHARS = 2, HEAD_LINES = 6 };

/* TB-07: a head of three characters stands whole, a longer one has two of them a line and some more rather than many
 * lines; but for one that may be set from top to bottom. */
static len head_least(const struct building *b, const struct block_cell *cell, const struct text *text)
{
  len width = widest_phrase(cell, text), size = b->table->size;
  if (b->words_chars == 0 || box_may_stand(b, cell))
    return 0;
  if (width <= HEAD_WHOLE * size)
    return width;
  len chars = (width + size - 1) / size;
  return len_max(HEAD_CHARS, (chars + HEAD_LINES - 1) / HEAD_LINES) * size;
}

/* Words are not squeezed to a character a line before a smaller size, turning and folding have been tried; but they may
 * be where the form or the drafter has said how wide the column is. */
static len words_least(const struct building *b, const struct block_cell *cell, const struct text *text)
{
  const struct block_width *width = &b->from->widths[cell->column];
  if (cell->column_span > 1 || !width->content || width->chars || width->length)
    return 0;
  if (cell->row < b->from->head_rows || (cell->header && cell->scope != FRAME_SCOPE_ROW))
    return head_least(b, cell, text);
  return len_min(text_width(text, 0, text->count), b->words_chars * b->table->size);
}

static len cell_least(const struct building *b, size_t i)
{
  const struct block_cell *cell = &b->from->cells[i];
  if (cell->diagonal)
    return box_diagonal_minimum(cell, b->texts[i], b->table->size);
  if (must_stand(b, cell))
    return box_cell_blank(b, cell) + b->table->size;
  return box_cell_blank(b, cell) + len_max(lines_minimum(b->texts[i]), words_least(b, cell, b->texts[i]));
}

static len cell_preferred(const struct building *b, size_t i)
{
  const struct block_cell *cell = &b->from->cells[i];
  if (must_stand(b, cell) || cell->diagonal)
    return cell_least(b, i);
  return widest_phrase(cell, b->texts[i]) + box_cell_blank(b, cell);
}

static void widen_column(struct width_column *column, len least, len preferred)
{
  column->least = len_max(column->least, least);
  column->preferred = len_max(len_max(column->preferred, column->least), column->fixed ? 0 : preferred);
}

enum { COMFORT_CHARS = 3 };

/* Of a short head all, of other words some characters a line: a column of such a width can be read, if the words of
 * others need the room more. */
static len cell_comfort(const struct building *b, size_t i)
{
  return len_min(cell_preferred(b, i), box_cell_blank(b, &b->from->cells[i]) + COMFORT_CHARS * b->table->size);
}

/* TB-15: a column with nothing below its head wants no more than that. */
static bool *find_filled(const struct building *b)
{
  bool *filled = g_new0(bool, b->from->columns);
  for (size_t i = 0; i < b->from->cell_count; i++) {
    const struct block_cell *cell = &b->from->cells[i];
    bool entry = cell->row >= b->from->head_rows && cell->column_span == 1 && b->texts[i]->count > 0;
    filled[cell->column] = filled[cell->column] || entry;
  }
  return filled;
}

/* An entry that may be broken, unlike a figure, by the characters it takes. */
static void count_entry(struct building *b, size_t i)
{
  const struct block_cell *cell = &b->from->cells[i];
  struct width_entries *entries = &b->entries[cell->column];
  len width = cell_preferred(b, i) - entries->blank;
  if (!box_has_figure(cell) && !cell->diagonal && width > 0)
    entries->count[MIN((width + entries->unit - 1) / entries->unit, WIDTH_CHARS)]++;
}

static void widen_by_cells(struct building *b)
{
  bool *filled = find_filled(b);
  for (size_t i = 0; i < b->from->cell_count; i++) {
    uint32_t c = b->from->cells[i].column;
    if (b->from->cells[i].column_span > 1)
      continue;
    len comfort = cell_comfort(b, i);
    b->columns[c].comfort = len_max(b->columns[c].comfort, comfort);
    count_entry(b, i);
    widen_column(&b->columns[c], cell_least(b, i), filled[c] ? cell_preferred(b, i) : comfort);
  }
  g_free(filled);
}

/* What the form or the drafter asks for. */
static struct width_column begin_column(struct building *b, uint32_t c)
{
  const struct block_width *width = &b->from->widths[c];
  struct width_column column = {.share = width->share, .fixed = !width->content, .least = width->length};
  if (width->chars)
    column.least = width->chars * b->table->size + 2 * columns_pad(b, c, 1);
  column.preferred = column.least;
  b->entries[c] = (struct width_entries){.unit = b->table->size, .blank = 2 * columns_pad(b, c, 1)};
  column.entries = &b->entries[c];
  return column;
}

/* One pass over the cells; then one over those that span columns. */
int64_t box_measure_columns(struct building *b)
{
  for (uint32_t c = 0; c < b->from->columns; c++) {
    b->columns[c] = begin_column(b, c);
    len figures = b->reach[c].left + b->reach[c].right;
    if (figures)
      widen_column(&b->columns[c], figures + 2 * columns_pad(b, c, 1), figures + 2 * columns_pad(b, c, 1));
  }
  widen_by_cells(b);
  for (size_t i = 0; i < b->from->cell_count; i++) {
    const struct block_cell *cell = &b->from->cells[i];
    struct width_span span = {cell->column, cell->column_span, 0, 0};
    if (cell->column_span == 1)
      continue;
    span.least = cell_least(b, i);
    span.preferred = cell_preferred(b, i);
    widths_widen(b->columns, &span);
  }
  return widths_least(b->columns, b->from->columns);
}

static len whole_measure(const struct building *b)
{
  const struct sheet *sheet = b->context->sheet;
  return b->table->turned ? sheet->area_height : sheet->area_width;
}

len box_table_measure(const struct building *b)
{
  int strips = MAX(b->from->across, 1);
  return (whole_measure(b) - (strips - 1) * BOX_STRIP_GAP) / strips;
}

void box_place_columns(const struct building *b, const len *widths)
{
  struct box_table *table = b->table;
  len x = 0;
  for (uint32_t c = 0; c < b->from->columns; c++) {
    table->column_x[c] = x;
    x += widths[c];
  }
  table->column_x[b->from->columns] = x;
  table->strips = MAX(b->from->across, 1);
  table->strip = x + BOX_STRIP_GAP;
  len start = (whole_measure(b) - x - (table->strips - 1) * table->strip) / 2; /* a narrow table stands in the middle */
  for (uint32_t c = 0; c <= b->from->columns; c++)
    table->column_x[c] += len_max(start, 0);
}

void box_set_size(struct building *b, len size)
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

/* The cell that asks for most. */
static const struct block_cell *widest_cell(const struct building *b)
{
  size_t widest = 0;
  for (size_t i = 1; i < b->from->cell_count; i++)
    if (cell_least(b, i) > cell_least(b, widest))
      widest = i;
  return &b->from->cells[widest];
}

/* TB-14: of cells that keep the table from being folded, the widest. */
static const struct block_cell *widest_bar(const struct building *b)
{
  const struct block_cell *widest = NULL;
  for (size_t i = 0; i < b->from->cell_count; i++) {
    const struct block_cell *cell = &b->from->cells[i];
    if (fold_is_barred(b->from, cell) && (!widest || cell->column_span > widest->column_span))
      widest = cell;
  }
  return widest;
}

static void hint_wide(const struct building *b, struct diag *diag)
{
  struct diags *diags = b->context->diags;
  const struct block_cell *bar = b->from->wide == WIDE_FOLD ? widest_bar(b) : NULL;
  if (b->from->across > 1)
    diag_hint(diags, diag, _("Write a smaller number under “across”, or shorten the longest entries."));
  else if (bar)
    diag_hint(diags, diag,
              _("It cannot be folded in front of a column that such a cell reaches over: write “span” only where the "
                "columns fit the page together."));
  else if (b->from->wide == WIDE_ERROR)
    diag_hint(diags, diag,
              _("Shorten the longest entries, allow a smaller size under “table: sizes” in the layout, or let wide "
                "tables be turned or folded: “wide: turn” in the table, or “table: wide” in the layout."));
  else
    diag_hint(diags, diag,
              _("Shorten the longest entries, or allow a smaller size under “table: sizes” in the layout."));
  if (bar)
    diag_relate(diags, diag, bar->span, _("this cell reaches over %u columns: row %u, column %u"), bar->column_span,
                bar->row + 1, bar->column + 1);
}

void box_report_wide(const struct building *b, int64_t need)
{
  struct diags *diags = b->context->diags;
  int has = (int)((int64_t)box_table_measure(b) * 127 / (360 * LEN_PT)), needs = (int)(need * 127 / (360 * LEN_PT)) + 1;
  struct diag *diag =
      b->from->across > 1
          ? diag_add(diags, DIAG_CELL_WIDE, b->block->span,
                     _("Each of the %1$d strips of the table needs %2$d mm but has %3$d mm, even at the smallest size "
                       "allowed."),
                     b->from->across, needs, has)
          : diag_add(diags, DIAG_CELL_WIDE, b->block->span,
                     _("The table needs %d mm but the page has %d mm, even at the smallest size allowed."), needs, has);
  hint_wide(b, diag);
  const struct block_cell *widest = widest_cell(b);
  diag_relate(diags, diag, widest->span, _("the widest entry: row %u, column %u"), widest->row + 1, widest->column + 1);
}

int64_t box_choose_size(struct building *b, len measure)
{
  const struct table_look *look = &b->context->sheet->table;
  int64_t need = 0;
  for (int s = 0; s < look->size_count; s++) {
    box_set_size(b, look->sizes[s]);
    box_shape_cells(b);
    b->tight = false;
    need = box_measure_columns(b);
    b->tight = need > measure;
    if (b->tight)
      need = box_measure_columns(b);
    if (need <= measure)
      break;
  }
  return need;
}
