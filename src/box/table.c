#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "box/fold.h"
#include "box/paragraph.h"
#include "box/table_decimals.h"
#include "box/table_widths.h"

/* Tables: cell texts shaped, columns given widths, cells broken into lines, rows given heights.
 *
 * Widths: each column gets what its widest unbreakable piece needs, but no less than the form asks for; the rest of the
 * measure is given out in table_widths.c. Columns that are held to a few characters have the least padding (TB-05);
 * where the table is still too wide, all have, and then the next smaller size of the look is tried (TB-04). */

struct building {
  const struct box_context *context;
  const struct block *block;
  const struct block_table *from;
  struct box_table *table;
  struct text **texts; /* of each cell, at the size being tried */
  struct width_column *columns;
  struct decimal_reach *reach; /* of the figures of each column (TB-06) */
  len pad, pad_min;            /* TB-05, at that size */
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

static bool has_figure(const struct block_cell *cell)
{
  return cell->align == ALIGN_DECIMAL && cell->figure.digits > 0;
}

static struct decimal_reach cell_reach(const struct block_cell *cell, const struct text *text)
{
  uint32_t bytes = 0;
  for (size_t i = 0; i < cell->phrases[0].count; i++)
    bytes += cell->phrases[0].items[i].length;
  return decimals_measure(text, &cell->figure, bytes);
}

static void shape_cells(struct building *b)
{
  memset(b->reach, 0, b->from->columns * sizeof *b->reach);
  for (size_t i = 0; i < b->from->cell_count; i++) {
    const struct block_cell *cell = &b->from->cells[i];
    b->texts[i] = shape_cell(b, cell, cell->phrases, cell->phrase_count);
    if (!has_figure(cell))
      continue;
    struct decimal_reach reach = cell_reach(cell, b->texts[i]);
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

static len cell_pad(const struct building *b, const struct block_cell *cell)
{
  return columns_pad(b, cell->column, cell->column_span);
}

/* What stands in a cell beside its text. */
static len cell_blank(const struct building *b, const struct block_cell *cell)
{
  return 2 * cell_pad(b, cell) + cell->indent * b->table->size;
}

/* TB-07: heads that may be set from top to bottom. */
static bool may_stand(const struct building *b, const struct block_cell *cell)
{
  return b->context->sheet->table.vertical_heads && cell->header && !cell->band && cell->column_span == 1;
}

/* A column that the form holds to one character has its head set so, however wide its words are. */
static bool must_stand(const struct building *b, const struct block_cell *cell)
{
  const struct block_width *width = &b->from->widths[cell->column];
  return may_stand(b, cell) && width->chars == 1 && width->share == 0;
}

static len cell_least(const struct building *b, size_t i)
{
  const struct block_cell *cell = &b->from->cells[i];
  if (cell->diagonal)
    return box_diagonal_minimum(cell, b->texts[i], b->table->size);
  return cell_blank(b, cell) + (must_stand(b, cell) ? b->table->size : lines_minimum(b->texts[i]));
}

/* All of it on one line; of a figure with a note, either (the note may stand below). */
static len cell_preferred(const struct building *b, size_t i)
{
  const struct block_cell *cell = &b->from->cells[i];
  const struct text *text = b->texts[i];
  len widest = 0;
  size_t first = 0;
  if (must_stand(b, cell) || cell->diagonal)
    return cell_least(b, i);
  for (size_t k = 0; k < text->count; k++) {
    uint8_t at = text->gaps[k].line_break;
    if (at != BREAK_FORCED && k + 1 < text->count && (at != BREAK_PHRASE || !has_figure(cell)))
      continue;
    widest = len_max(widest, text_width(text, first, k + 1));
    first = k + 1;
  }
  return widest + cell_blank(b, cell);
}

static void widen_column(struct width_column *column, len least, len preferred)
{
  column->least = len_max(column->least, least);
  column->preferred = len_max(len_max(column->preferred, column->least), column->fixed ? 0 : preferred);
}

/* What the form or the drafter asks for. */
static struct width_column begin_column(const struct building *b, uint32_t c)
{
  const struct block_width *width = &b->from->widths[c];
  struct width_column column = {.share = width->share, .fixed = !width->content, .least = width->length};
  if (width->chars)
    column.least = width->chars * b->table->size + 2 * columns_pad(b, c, 1);
  column.preferred = column.least;
  return column;
}

/* One pass over the cells; then one over those that span columns. The least width of the table. */
static int64_t measure_columns(struct building *b)
{
  for (uint32_t c = 0; c < b->from->columns; c++) {
    b->columns[c] = begin_column(b, c);
    len figures = b->reach[c].left + b->reach[c].right;
    if (figures)
      widen_column(&b->columns[c], figures + 2 * columns_pad(b, c, 1), figures + 2 * columns_pad(b, c, 1));
  }
  for (size_t i = 0; i < b->from->cell_count; i++)
    if (b->from->cells[i].column_span == 1)
      widen_column(&b->columns[b->from->cells[i].column], cell_least(b, i), cell_preferred(b, i));
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

/* The cell that asks for most. */
static const struct block_cell *widest_cell(const struct building *b)
{
  size_t widest = 0;
  for (size_t i = 1; i < b->from->cell_count; i++)
    if (cell_least(b, i) > cell_least(b, widest))
      widest = i;
  return &b->from->cells[widest];
}

static len table_measure(const struct building *b)
{
  const struct sheet *sheet = b->context->sheet;
  return b->table->turned ? sheet->area_height : sheet->area_width;
}

static void report_wide(const struct building *b, int64_t need)
{
  struct diags *diags = b->context->diags;
  struct diag *diag =
      diag_add(diags, DIAG_CELL_WIDE, b->block->span,
               _("The table needs %d mm but the page has %d mm, even at the smallest size allowed."),
               (int)(need * 127 / (360 * LEN_PT)) + 1, (int)((int64_t)table_measure(b) * 127 / (360 * LEN_PT)));
  if (b->context->sheet->table.wide == WIDE_ERROR)
    diag_hint(diags, diag,
              _("Shorten the longest entries, allow a smaller size under “table: sizes” in the layout, or let wide "
                "tables be turned or folded there: “table: wide”."));
  else
    diag_hint(diags, diag,
              _("Shorten the longest entries, or allow a smaller size under “table: sizes” in the layout."));
  const struct block_cell *widest = widest_cell(b);
  diag_relate(diags, diag, widest->span, _("the widest entry: row %u, column %u"), widest->row + 1, widest->column + 1);
}

/* Largest size first; at each with full, then with the least padding. The least width at the one that fits, or at the
 * last. */
static int64_t choose_size(struct building *b, len measure)
{
  const struct table_look *look = &b->context->sheet->table;
  int64_t need = 0;
  for (int s = 0; s < look->size_count; s++) {
    set_size(b, look->sizes[s]);
    shape_cells(b);
    b->tight = false;
    need = measure_columns(b);
    b->tight = need > measure;
    if (b->tight)
      need = measure_columns(b);
    if (need <= measure)
      break;
  }
  return need;
}

/* What the table needs: no more than its measure, or too much. */
static int64_t size_columns(struct building *b)
{
  const struct sheet *sheet = b->context->sheet;
  len *widths = g_new0(len, b->from->columns);
  b->table->turned = b->from->turned;
  int64_t need = choose_size(b, table_measure(b));
  bool turns = sheet->table.wide == WIDE_TURN && sheet->area_height > sheet->area_width;
  if (need > table_measure(b) && turns && !b->table->turned) { /* TB-13 */
    b->table->turned = true;
    need = choose_size(b, table_measure(b));
  }
  len measure = table_measure(b);
  if (need > measure)
    widths_squeeze(b->columns, b->from->columns, measure, widths);
  else
    widths_share(b->columns, b->from->columns, measure, widths);
  place_columns(b, measure, widths);
  g_free(widths);
  return need;
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

/* TB-17: lines of fewer characters than this would get holes if they were justified. */
enum { JUSTIFIED_CHARS = 8 };

static enum align lines_align(const struct building *b, const struct block_cell *cell, len measure)
{
  return cell->align == ALIGN_START && measure >= JUSTIFIED_CHARS * b->table->size ? ALIGN_JUSTIFY : cell->align;
}

/* From the pad to the pad, beside the indent. No less than a character, where the table is too wide and was reported.
 */
static len text_measure(const struct building *b, const struct block_cell *cell)
{
  const len *x = b->table->column_x;
  return len_max(x[cell->column + cell->column_span] - x[cell->column] - cell_blank(b, cell), b->table->size);
}

static void stack_lines(const struct building *b, len indent, struct box_lines *lines)
{
  for (size_t i = 0; i < lines->count; i++) {
    lines->items[i].x += indent;
    lines->items[i].y = (len)i * b->table->pitch;
  }
  lines->height = b->table->size + (lines->count ? (len)lines->count - 1 : 0) * b->table->pitch;
}

/* TB-06: the figure on one line, its point in the column's line of points. Its note goes on behind it if there is room,
 * else below, in the middle of the cell. */
static void set_figure(const struct building *b, const struct block_cell *cell, struct text *text,
                       struct box_lines *lines)
{
  const struct decimal_reach reach = cell_reach(cell, text);
  len measure = text_measure(b, cell), x = decimals_point(&b->reach[cell->column], measure) - reach.left;
  struct text_style style = cell_style(b, cell);
  struct line_spec spec = {.measure = measure - x, .align = ALIGN_START};
  bool one_line = text_width(text, 0, text->count) <= spec.measure;
  struct text *figure = one_line ? text : shape_cell(b, cell, cell->phrases, 1);
  struct line_range all = {0, figure->count, true, false};
  struct box_line first = lines_set(b->context->arena, figure, &all, &spec, style.size, true);
  first.x += x;
  *lines = (struct box_lines){0};
  if (!one_line && cell->phrase_count > 1) {
    struct line_spec below = {.measure = measure, .align = ALIGN_CENTRE};
    struct text *note = shape_cell(b, cell, cell->phrases + 1, cell->phrase_count - 1);
    box_set_paragraph(b->context, note, &below, style.size, 0, lines);
  }
  struct box_line *items = ARENA_ARRAY(b->context->arena, lines->count + 1, struct box_line);
  items[0] = first;
  if (lines->count)
    memcpy(items + 1, lines->items, lines->count * sizeof *items);
  *lines = (struct box_lines){.items = items, .count = lines->count + 1, .capacity = lines->count + 1};
  stack_lines(b, 0, lines);
}

/* The lines of a cell, each with its place from the top of the text. */
static void set_cell_text(const struct building *b, const struct block_cell *cell, const struct cell_words *words,
                          struct box_lines *lines)
{
  struct line_spec spec = {.measure = text_measure(b, cell), .spread_limit = b->table->size /* TB-07 */};
  spec.align = lines_align(b, cell, spec.measure);
  if (has_figure(cell)) {
    set_figure(b, cell, words->text, lines);
    return;
  }
  struct text_style style = cell_style(b, cell);
  style.vertical = is_vertical(b, cell, words->text, spec.measure);
  if (style.vertical) {
    const struct text *text = box_shape(b->context, &style, spec.measure, NULL, words->phrases, words->count);
    box_set_vertical(b->context, text, spec.measure, style.size, lines);
    return;
  }
  box_set_paragraph(b->context, words->text, &spec, style.size, 0, lines);
  stack_lines(b, cell->indent * b->table->size, lines);
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

/* Figures only: Latin letters and digits, which stand higher on their baseline than Han. */
static bool is_figure(const struct text *text)
{
  bool any = false;
  for (size_t k = 0; k < text->count; k++) {
    enum text_class class_ = (enum text_class)text->clusters[k].class_;
    if (class_ == CLASS_HAN || class_ == CLASS_OPEN || class_ == CLASS_CLOSE || class_ == CLASS_PAUSE ||
        class_ == CLASS_STOP || class_ == CLASS_DASH || class_ == CLASS_ELLIPSIS)
      return false;
    any = any || class_ == CLASS_DIGIT || class_ == CLASS_LATIN;
  }
  return any;
}

/* Where the middle of the ink is: of figures, that of a digit; else, that of the face's own Han, which differs by a
 * tenth of an em from face to face. */
static len ink_middle(const struct building *b, const struct block_cell *cell, const struct text *text)
{
  struct text_style style = cell_style(b, cell);
  const struct face *face = fonts_first(fonts_role(b->context->fonts, style.role));
  const struct role *latin = fonts_role(b->context->fonts, style.latin_role);
  uint32_t zero;
  size_t rank;
  const struct face *digits = is_figure(text) ? fonts_find(latin, '0', &zero, &rank) : NULL;
  if (!digits)
    return len_scale(style.size, fonts_middle(face), fonts_upem(face));
  struct glyph_ink ink = fonts_ink(digits, zero);
  return len_scale(style.size, ink.top + ink.bottom, 2 * (int64_t)fonts_upem(digits));
}

static void set_cells(struct building *b)
{
  for (size_t i = 0; i < b->from->cell_count; i++) {
    const struct block_cell *cell = &b->from->cells[i];
    struct box_cell *out = &b->table->cells[i];
    out->block = cell;
    out->pad = cell_pad(b, cell);
    g_assert(b->texts[i]); /* all have been shaped for their widths */
    out->middle = ink_middle(b, cell, b->texts[i]);
    if (cell->diagonal) {
      const len *x = &b->table->column_x[cell->column];
      box_set_diagonal(b->context, cell, b->texts[i], x[cell->column_span] - x[0], b->table->size, out);
      continue;
    }
    set_cell_text(b, cell, &(struct cell_words){cell->phrases, cell->phrase_count, b->texts[i]}, &out->lines);
  }
}

/* A label that heads rows says on each page what goes on there: where it reaches over several rows, or its row is so
 * high that it may be divided. */
static bool may_go_on(const struct building *b, const struct block_cell *cell)
{
  bool high = b->table->row_height[cell->row] > box_page_height(b->context, b->table) / 3;
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

/* TB-02: one size smaller than the table, right above its upper rule. Not wider than the table, unless it must be. */
static void set_unit(const struct building *b)
{
  struct box_table *table = b->table;
  const struct text_style *style = &b->context->sheet->styles[STYLE_TABLE_UNIT];
  const len *x = table->column_x, end = x[b->from->columns];
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

static struct building begin_table(const struct box_context *context, const struct block *block,
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
                           .reach = g_new0(struct decimal_reach, from->columns)};
}

static void end_table(struct building *b)
{
  g_free(b->reach);
  g_free(b->columns);
  g_free(b->texts);
  arena_free(b->shaped);
}

static struct box_table *finish_table(struct building *b)
{
  struct box_table *table = b->table;
  set_cells(b);
  size_rows(table, table->pad_block, table->row_height);
  size_rows(table, b->pad_block_min, table->row_least);
  set_continued_labels(b);
  box_index_rows(b->context->arena, table);
  box_set_repeated(b->context, b->block, table);
  set_unit(b);
  end_table(b);
  return table;
}

/* TB-14. A group of columns is set like any other table, at the largest size at which it fits. */
static struct box_table *build_group(const struct building *wide, const struct fold *fold)
{
  uint32_t *whole;
  const struct block_table *from = fold_table(wide->context->arena, wide->from, fold, &whole);
  struct building b = begin_table(wide->context, wide->block, from);
  b.table->whole = whole;
  b.table->later = fold->first > fold->stub;
  int64_t need = size_columns(&b);
  if (need > table_measure(&b))
    report_wide(&b, need);
  for (size_t i = 0; i < from->cell_count; i++)
    b.table->cells[i].repeated = wide->from->cells[whole[i]].column < fold->first && b.table->later;
  return finish_table(&b);
}

/* The columns are divided by what they need at the first size at which each fits beside the stub. NULL where none is so
 * small. */
static struct box_table *build_groups(struct building *wide)
{
  const struct table_look *look = &wide->context->sheet->table;
  struct fold *folds = g_new0(struct fold, wide->from->columns);
  len *least = g_new0(len, wide->from->columns);
  size_t count = 0;
  for (int s = 0; s < look->size_count && count == 0; s++) {
    set_size(wide, look->sizes[s]);
    shape_cells(wide);
    wide->tight = false;
    measure_columns(wide);
    for (uint32_t c = 0; c < wide->from->columns; c++)
      least[c] = wide->columns[c].least;
    count = fold_columns(wide->from, least, table_measure(wide), folds);
  }
  struct box_table *first = NULL;
  for (size_t i = count; i-- > 0;) {
    struct box_table *group = build_group(wide, &folds[i]);
    group->next = first;
    first = group;
  }
  g_free(least);
  g_free(folds);
  return first;
}

struct box_table *box_build_table(const struct box_context *context, const struct block *block)
{
  struct building b = begin_table(context, block, block->table);
  int64_t need = size_columns(&b);
  bool wide = need > table_measure(&b), folds = wide && context->sheet->table.wide == WIDE_FOLD;
  struct box_table *groups = folds ? build_groups(&b) : NULL;
  if (groups) {
    end_table(&b);
    return groups;
  }
  if (wide)
    report_wide(&b, need);
  return finish_table(&b);
}
