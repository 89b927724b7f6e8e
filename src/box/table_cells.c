#include <glib.h>
#include <string.h>

#include "box/table_build.h"

/* Lines of cells whose columns have their widths. */

#define GROUP_GOES_ON "（续）" /* TB-11, TB-12: behind a label repeated on the next page */

/* Narrow: there is room for one character only; or, in a tall cell, for two. */
static bool is_vertical(const struct building *b, const struct block_cell *cell, const struct text *text, len measure)
{
  int narrow = cell->row_span > 2 ? 3 : 2;
  return box_may_stand(b, cell) && text->count > 1 && measure < narrow * b->table->size;
}

struct cell_words {
  const struct block_runs *phrases;
  size_t count;
  struct text *text; /* as shaped for lines */
};

/* TB-17: lines of fewer characters than this would get holes if they were justified. */
enum { JUSTIFIED_CHARS = 8 };

enum { FLUSH_GAPS = 10 }; /* of an em: wider ones between Han are seen in a line of a cell (TB-17) */

static bool is_wide(const struct building *b, len measure)
{
  return measure >= JUSTIFIED_CHARS * b->table->size;
}

/* Words in a column that nobody aligned: a single sign is none (TB-10). */
static bool are_words(const struct building *b, size_t cell)
{
  const struct block_cell *from = &b->from->cells[cell];
  return from->align == ALIGN_DECIMAL && from->column_span == 1 && from->phrase_count == 1 && !box_has_figure(from) &&
         b->texts[cell]->count > 1;
}

/* Words that take several lines are read as text, from the column's edge, and so are the shorter ones above and below
 * them. */
static enum align lines_align(const struct building *b, const struct block_cell *cell)
{
  bool text = b->wordy[cell->column] && are_words(b, (size_t)(cell - b->from->cells));
  return text ? ALIGN_START : cell->align;
}

/* From the pad to the pad, beside the indent. No less than a character, where the table is too wide and was reported.
 */
static len text_measure(const struct building *b, const struct block_cell *cell)
{
  const len *x = b->table->column_x;
  return len_max(x[cell->column + cell->column_span] - x[cell->column] - box_cell_blank(b, cell), b->table->size);
}

enum { READ_CHARS = 6 };

static void find_wordy(const struct building *b)
{
  for (size_t i = 0; i < b->from->cell_count; i++) {
    const struct block_cell *cell = &b->from->cells[i];
    len measure = text_measure(b, cell);
    int64_t lines = measure >= READ_CHARS * b->table->size ? 1 : 2; /* two short ones may stand in the middle */
    if (are_words(b, i) && text_width(b->texts[i], 0, b->texts[i]->count) > lines * measure)
      b->wordy[cell->column] = true;
  }
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
  const struct decimal_reach reach = box_cell_reach(cell, text);
  len measure = text_measure(b, cell), x = decimals_point(&b->reach[cell->column], measure) - reach.left;
  struct text_style style = box_cell_style(b, cell);
  struct line_spec spec = {.measure = measure - x, .align = ALIGN_START};
  bool one_line = text_width(text, 0, text->count) <= spec.measure;
  struct text *figure = one_line ? text : box_shape_cell(b, cell, cell->phrases, 1);
  struct line_range all = {0, figure->count, true, false};
  struct box_line first = lines_set(b->context->arena, figure, &all, &spec, style.size, true);
  first.x += x;
  *lines = (struct box_lines){0};
  if (!one_line && cell->phrase_count > 1) {
    struct line_spec below = {.measure = measure, .align = ALIGN_CENTRE};
    struct text *note = box_shape_cell(b, cell, cell->phrases + 1, cell->phrase_count - 1);
    box_set_paragraph(b->context, note, &below, style.size, 0, lines);
  }
  struct box_line *items = ARENA_ARRAY(b->context->arena, lines->count + 1, struct box_line);
  items[0] = first;
  if (lines->count)
    memcpy(items + 1, lines->items, lines->count * sizeof *items);
  *lines = (struct box_lines){.items = items, .count = lines->count + 1, .capacity = lines->count + 1};
  stack_lines(b, 0, lines);
}

/* Flush lines; false where a gap in them opens so that it is seen. */
static bool set_flush(const struct building *b, struct text *text, const struct line_spec *ragged, len size,
                      struct box_lines *lines)
{
  struct diags holes; /* not those of a trial */
  diags_init(&holes, b->context->arena);
  struct box_context trial = *b->context;
  trial.diags = &holes;
  struct line_spec spec = *ragged;
  spec.align = ALIGN_JUSTIFY;
  box_set_paragraph(&trial, text, &spec, size, 0, lines);
  return box_widest_gap(text, lines) <= text->em / FLUSH_GAPS;
}

/* TB-17: text of more than two lines is flush where that opens no gap, else ragged, as are labels. Phrases of a label
 * are ragged, too; but all may be squeezed to take fewer lines, which are room that a row takes from the page. */
static void set_words(const struct building *b, const struct block_cell *cell, struct text *text,
                      const struct line_spec *spec, len size, struct box_lines *lines)
{
  struct box_lines flush = {0};
  box_set_paragraph(b->context, text, spec, size, 0, lines);
  if (lines->count < 2 || spec->align != ALIGN_START || !is_wide(b, spec->measure) ||
      !set_flush(b, text, spec, size, &flush))
    return;
  bool is_text = lines->count > 2 && cell->phrase_count <= 1;
  if (flush.count < lines->count || (is_text && flush.count == lines->count))
    *lines = flush;
}

/* The lines of a cell, each with its place from the top of the text. */
static void set_cell_text(const struct building *b, const struct block_cell *cell, const struct cell_words *words,
                          struct box_lines *lines)
{
  struct line_spec spec = {.measure = text_measure(b, cell), .spread_limit = b->table->size /* TB-07 */};
  spec.align = lines_align(b, cell);
  if (box_has_figure(cell)) {
    set_figure(b, cell, words->text, lines);
    return;
  }
  struct text_style style = box_cell_style(b, cell);
  style.vertical = is_vertical(b, cell, words->text, spec.measure);
  if (style.vertical) {
    const struct text *text = box_shape(b->context, &style, spec.measure, NULL, words->phrases, words->count);
    box_set_vertical(b->context, text, spec.measure, style.size, lines);
    return;
  }
  set_words(b, cell, words->text, &spec, style.size, lines);
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
  set_cell_text(b, cell, &(struct cell_words){phrases, count, box_shape_cell(b, cell, phrases, count)}, lines);
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
  struct text_style style = box_cell_style(b, cell);
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

void box_set_cells(struct building *b)
{
  find_wordy(b);
  for (size_t i = 0; i < b->from->cell_count; i++) {
    const struct block_cell *cell = &b->from->cells[i];
    struct box_cell *out = &b->table->cells[i];
    out->block = cell;
    out->pad = box_cell_pad(b, cell);
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

void box_set_continued_labels(struct building *b)
{
  for (size_t i = 0; i < b->from->cell_count; i++)
    if (may_go_on(b, &b->from->cells[i]))
      set_continued(b, &b->from->cells[i], &b->table->cells[i].continued);
}
