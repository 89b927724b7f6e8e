#include <string.h>

#include "base/tr.h"
#include "box/paragraph.h"

/* What page breaks need of a table: its cells by row, the rows that are repeated on each page, the caption for the
 * pages after the first (TB-11). */

void box_index_rows(struct arena *arena, struct box_table *table)
{
  uint32_t rows = table->block->rows;
  uint32_t *begin = ARENA_ARRAY(arena, (size_t)rows + 1, uint32_t);
  uint32_t *across = ARENA_ARRAY(arena, (size_t)rows + 2, uint32_t); /* counted one row further on, then filled */
  for (size_t i = 0; i < table->cell_count; i++) {
    const struct block_cell *cell = table->cells[i].block;
    begin[cell->row + 1]++;
    for (uint32_t r = cell->row + 1; r < cell->row + cell->row_span; r++)
      across[r + 2]++;
  }
  for (uint32_t r = 0; r < rows; r++) {
    begin[r + 1] += begin[r];
    across[r + 2] += across[r + 1];
  }
  uint32_t *from_above = ARENA_ARRAY(arena, across[rows + 1], uint32_t);
  for (size_t i = 0; i < table->cell_count; i++) {
    const struct block_cell *cell = table->cells[i].block;
    for (uint32_t r = cell->row + 1; r < cell->row + cell->row_span; r++)
      from_above[across[r + 1]++] = (uint32_t)i;
  }
  table->at = (struct box_rows){begin, across, from_above};
}

/* --- the head --- */

static int64_t rows_height(const struct box_table *table, uint32_t rows)
{
  int64_t height = 0;
  for (uint32_t r = 0; r < rows; r++)
    height += table->row_height[r];
  return height;
}

/* A head that leaves less than half of a page for rows is set once, like rows. */
static bool repeats_head(const struct box_context *context, const struct block *block, const struct box_table *table)
{
  uint32_t head = block->table->head_rows, rows = block->table->rows;
  if (head == 0 || head == rows || table->at.across[head] < table->at.across[head + 1])
    return false;
  len page = box_page_height(context, table);
  if (rows_height(table, head) <= page / 2 || rows_height(table, rows) <= page)
    return true;
  struct diag *diag =
      diag_add(context->diags, DIAG_TABLE_HEAD_HIGH, block->span,
               _("The head of this table is higher than half a page, so it stands on its first page only."));
  diag_hint(context->diags, diag, _("Shorten the words of the head, or give its columns more width."));
  return false;
}

/* --- the caption --- */

static struct block_run *add_words(struct arena *arena, struct block_runs *runs, const char *words)
{
  struct block_run *run = ARENA_PUSH(arena, runs);
  run->text = words;
  run->length = (uint32_t)strlen(words);
  return run;
}

/* The caption's words without marks of footnotes and links: to a reader's software what is repeated is not there. */
static struct block_runs continued_words(const struct box_context *context, const struct block_runs *caption)
{
  struct block_runs runs = {0};
  enum table_continued continued = context->sheet->table.continued;
  if (continued == CONTINUED_BEFORE)
    add_words(context->arena, &runs, "续表\u3000");
  for (size_t i = 0; i < caption->count; i++) {
    const struct block_run *from = &caption->items[i];
    if (from->note)
      continue;
    struct block_run *run = ARENA_PUSH(context->arena, &runs);
    *run = *from;
    run->link = NULL;
  }
  if (continued == CONTINUED_BEHIND)
    add_words(context->arena, &runs, "（续）");
  return runs;
}

/* In the faces of captions, at the size of the cells; centred to the table, if it is that narrow, to the measure. */
static void set_continued_caption(const struct box_context *context, struct box_table *table)
{
  struct text_style style = context->sheet->styles[STYLE_CAPTION];
  struct block_runs words = continued_words(context, &table->block->caption);
  style.size = style.cell = table->size;
  style.pitch = table->pitch;
  const len *x = table->column_x;
  len end = x[table->block->columns] + (table->strips - 1) * table->strip;
  struct line_spec spec = {.measure = x[0] + end, .align = style.align};
  struct text *text = box_shape(context, &style, spec.measure, NULL, &words, 1);
  struct box_lines *lines = &table->continued;
  box_set_paragraph(context, text, &spec, style.size, 0, lines);
  for (size_t i = 0; i < lines->count; i++)
    lines->items[i].y = (len)i * style.pitch;
  lines->height = lines->count ? style.size + (len)(lines->count - 1) * style.pitch : 0;
}

void box_set_repeated(const struct box_context *context, const struct block *block, struct box_table *table)
{
  table->repeat_rows = repeats_head(context, block, table) ? block->table->head_rows : 0;
  if (block->table->caption.count && context->sheet->table.continued != CONTINUED_NONE)
    set_continued_caption(context, table);
}
