/* A form's table: the printed grid of the form, filled with the figures. */
#include <glib.h>
#include <string.h>

#include "base/utf8.h"
#include "block/build.h"
#include "figure/ledger.h"

/* Labels that number themselves: "1.属于…", "（一）…", "一、…". They line up on the left; others are centred. */
static bool label_is_numbered(const struct grid_cell *cell)
{
  const char *text = cell->phrase_count ? cell->phrases[0] : "";
  size_t numeral = 0;
  if (g_ascii_isdigit(*text) || g_str_has_prefix(text, "（"))
    return true;
  for (size_t at = 0; text[at] != '\0';) {
    if (!g_utf8_strchr("一二三四五六七八九十", -1, utf8_next(text, &at)))
      break;
    numeral = at;
  }
  return numeral > 0 && g_str_has_prefix(text + numeral, "、");
}

static enum align stub_align(const struct grid_cell *cell)
{
  if (cell->group)
    return ALIGN_CENTRE;
  return cell->indent > 0 || label_is_numbered(cell) ? ALIGN_START : ALIGN_CENTRE;
}

/* Look and role of a cell by its kind (TB-07). Labels of rows head their rows, so that a reader who hears the table is
 * told the row and the column of each figure. */
static void dress_cell(const struct builder *builder, const struct grid_cell *from, struct block_cell *cell)
{
  static const struct {
    enum style_id style;
    bool header;
    enum frame_scope scope;
  } looks[] = {
      [GRID_BAND] = {STYLE_TABLE_BAND, true, FRAME_SCOPE_COLUMN},
      [GRID_CORNER] = {STYLE_TABLE_STUB, true, FRAME_SCOPE_BOTH},
      [GRID_DIAGONAL] = {STYLE_TABLE_HEAD, true, FRAME_SCOPE_BOTH},
      [GRID_HEAD] = {STYLE_TABLE_HEAD, true, FRAME_SCOPE_COLUMN},
      [GRID_STUB] = {STYLE_TABLE_STUB, true, FRAME_SCOPE_ROW},
      [GRID_FIGURE] = {STYLE_TABLE_CELL, false, FRAME_SCOPE_NONE},
      [GRID_BLANK] = {STYLE_TABLE_CELL, false, FRAME_SCOPE_NONE},
  };
  cell->style = looks[from->kind].style;
  cell->header = looks[from->kind].header;
  cell->scope = looks[from->kind].scope;
  cell->band = from->kind == GRID_BAND;
  cell->diagonal = from->kind == GRID_DIAGONAL;
  cell->group = from->group;
  cell->indent = from->indent;
  cell->align = from->kind == GRID_STUB ? stub_align(from) : ALIGN_CENTRE;
  if (from->kind == GRID_HEAD && builder->sheet->styles[STYLE_TABLE_HEAD].align == ALIGN_SPREAD)
    cell->align = ALIGN_SPREAD; /* 均排 */
}

static void add_phrase(struct builder *builder, struct block_cell *cell, const char *text, struct span span)
{
  struct block_runs *phrase = &cell->phrases[cell->phrase_count++];
  *phrase =
      (struct block_runs){ARENA_NEW(builder->arena, struct block_run), 0, 1}; /* no room for more: cells are many */
  build_add_run(builder, phrase, text, 0, NULL, span);
}

static void add_label(struct builder *builder, const struct grid_cell *from, struct block_cell *cell)
{
  cell->phrases = ARENA_ARRAY(builder->arena, from->phrase_count, struct block_runs);
  for (size_t i = 0; i < from->phrase_count; i++)
    add_phrase(builder, cell, from->phrases[i], from->span);
}

/* 22（其中修订16件）: the note may go to a line of its own. */
static void add_figure(struct builder *builder, const struct fact *fact, struct block_cell *cell)
{
  cell->wrong = fact->wrong;
  cell->computed = fact->kind == FACT_NUMBER && !fact->written;
  cell->span = fact->span;
  cell->phrases = ARENA_ARRAY(builder->arena, 2, struct block_runs);
  if (fact->text && *fact->text)
    add_phrase(builder, cell, fact->text, fact->span);
  if (fact->note && *fact->note) {
    bool bracketed = g_str_has_prefix(fact->note, "（");
    add_phrase(builder, cell, bracketed ? fact->note : arena_printf(builder->arena, "（%s）", fact->note), fact->span);
  }
}

static void build_cell(struct builder *builder, const struct fact_table *facts, const struct grid_cell *from,
                       struct block_cell *cell)
{
  *cell = (struct block_cell){.row = from->row,
                              .column = from->column,
                              .row_span = from->row_span,
                              .column_span = from->column_span,
                              .span = from->span};
  dress_cell(builder, from, cell);
  if (from->kind == GRID_FIGURE)
    add_figure(builder, fact_at(facts, from->figure_row, from->figure_column), cell);
  else
    add_label(builder, from, cell);
}

void build_table_setting(const struct builder *builder, const struct table_setting *from, struct block_table *table)
{
  const enum wide_table wide[] = {[TABLE_WIDE_LAYOUT] = builder->sheet->table.wide,
                                  [TABLE_WIDE_ERROR] = WIDE_ERROR,
                                  [TABLE_WIDE_TURN] = WIDE_TURN,
                                  [TABLE_WIDE_FOLD] = WIDE_FOLD};
  table->wide = wide[from->wide];
  table->across = from->across;
}

static struct block_table *build_grid(struct builder *builder, const struct fact_table *facts)
{
  const struct form_grid *grid = &facts->form->grid;
  struct block_table *table = ARENA_NEW(builder->arena, struct block_table);
  table->rows = grid->rows;
  table->columns = grid->columns;
  table->head_rows = grid->head_rows;
  table->alt = facts->form->alt;
  table->turned = facts->form->turned;
  build_table_setting(builder, &facts->form->setting, table);
  table->widths = ARENA_ARRAY(builder->arena, grid->columns, struct block_width);
  for (uint32_t i = 0; i < grid->columns; i++)
    table->widths[i] = (struct block_width){.chars = grid->widths[i].chars, .share = grid->widths[i].share};
  table->cell_count = grid->count;
  table->cells = ARENA_ARRAY(builder->arena, grid->count, struct block_cell);
  for (size_t i = 0; i < grid->count; i++)
    build_cell(builder, facts, &grid->cells[i], &table->cells[i]);
  return table;
}

static struct block_table *build_ledger(struct builder *builder, const struct ledger *ledger)
{
  if (!ledger->table)
    return NULL; /* reported */
  struct block_table *table = build_free_table(builder, ledger->table, ledger->facts);
  table->alt = ledger->form->alt;
  table->turned = ledger->form->turned;
  return table;
}

/* A table of the form; NULL for one that stands in the source, and for a name that the form does not have. */
static const struct fact_table *form_facts(const struct builder *builder, const struct part *part)
{
  bool named = !part->table && part->node && part->node->kind == NODE_SCALAR;
  return named ? facts_table(builder->facts, part->node->as.scalar.text) : NULL;
}

/* NULL where there is no such table: a table of one's own was reported when the report was read, a name that the form
 * does not have with the facts. */
static struct block_table *make_table(struct builder *builder, const struct part *part)
{
  if (part->table)
    return build_free_table(builder, part->table, builder->facts->free[part->table->index]);
  const struct fact_table *facts = form_facts(builder, part);
  if (facts && facts->ledger)
    return build_ledger(builder, facts->ledger);
  return facts ? build_grid(builder, facts) : NULL;
}

/* TB-01. Gives the words, which the table repeats where it goes on. */
static struct block_runs build_caption(struct builder *builder, const struct inlines *caption)
{
  if (caption->count == 0)
    return (struct block_runs){0};
  struct block *block = build_add(builder, BLOCK_PARAGRAPH, STYLE_CAPTION, FRAME_TAG_CAPTION, caption->items[0].span);
  block->caption_next = true;
  block->keep_with_next = true;
  build_add_inlines(builder, &block->text, caption);
  return block->text;
}

static bool has_own_prefix(const struct block_runs *runs)
{
  static const char *const prefixes[] = {"注：", "注:", "备注：", "说明：", "资料来源：", "数据来源："};
  for (size_t i = 0; runs->count && i < G_N_ELEMENTS(prefixes); i++) {
    if (g_str_has_prefix(runs->items[0].text, prefixes[i]))
      return true;
  }
  return false;
}

/* CL-93 */
void build_table_note(struct builder *builder, const struct inlines *note)
{
  if (note->count == 0)
    return;
  struct span span = note->items[0].span;
  struct block *block = build_add(builder, BLOCK_PARAGRAPH, STYLE_TABLE_NOTE, FRAME_TAG_P, span);
  block->table_note = true;
  build_add_inlines(builder, &block->text, note);
  if (!has_own_prefix(&block->text))
    build_add_run(builder, &block->label, "注：", 0, NULL, span);
}

/* The report's own words before those of the form. */
void build_table(struct builder *builder, const struct part *part)
{
  struct block_table *table = make_table(builder, part);
  const struct fact_table *facts = form_facts(builder, part);
  const struct form_ledger *form = facts ? facts->form->ledger : NULL;
  const struct inlines *caption = form && !part->caption.count ? &form->caption : &part->caption;
  const struct inlines *note = form && !part->note.count ? &form->note : &part->note;
  if (!table)
    return;
  struct block_runs words = build_caption(builder, caption);
  struct block *block = build_add(builder, BLOCK_TABLE, STYLE_TABLE_CELL, FRAME_TAG_TABLE, part->span);
  block->table = table;
  block->table->caption = words;
  block->keep_with_next = note->count > 0;
  build_table_note(builder, note);
}
