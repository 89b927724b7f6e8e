/* The golden format of blocks: a block a line, its runs and cells under it. */
#include <stdio.h>

#include "base/utf8.h"
#include "block/block.h"

#define LINE_SEPARATOR 0x2028

static const char *const kind_names[] = {"heading", "paragraph", "table", "chart", "image"};
static const char *const align_names[] = {"justify", "start", "centre", "end", "spread", "decimal"};
static const char *const scope_names[] = {"", " row", " column", " both"};
static const char *const begins_names[] = {"", " begins=page", " begins=recto"};
static const char *const signature_names[] = {"", " signature=name", " signature=date"};

static void print_text(FILE *out, const struct block_run *run)
{
  for (size_t at = 0; at < run->length;) {
    size_t from = at;
    if (utf8_next(run->text, &at) == LINE_SEPARATOR)
      fputs("⏎", out);
    else
      fwrite(run->text + from, 1, at - from, out);
  }
}

static void dump_runs(FILE *out, const char *name, const struct block_runs *runs)
{
  for (size_t i = 0; i < runs->count; i++) {
    const struct block_run *run = &runs->items[i];
    fprintf(out, "  %s%s%s%s%s%s%s", name, run->marks & INLINE_STRONG ? "+strong" : "",
            run->marks & INLINE_EMPHASIS ? "+emphasis" : "", run->marks & INLINE_CODE ? "+code" : "",
            run->marks & INLINE_NAME ? "+name" : "", run->marks & INLINE_WORK ? "+work" : "", run->note ? "+note" : "");
    if (run->note)
      fprintf(out, " %u", run->note);
    if (run->link)
      fprintf(out, " <%s>", run->link);
    fputs(" |", out);
    print_text(out, run);
    fputs("|\n", out);
  }
}

static void dump_cell(FILE *out, const struct block_cell *cell, const struct sheet *sheet)
{
  fprintf(out, "  %u,%u %ux%u %s %s%s%s%s%s%s%s", cell->row, cell->column, cell->row_span, cell->column_span,
          sheet->styles[cell->style].name, align_names[cell->align], cell->header ? " header" : "",
          scope_names[cell->scope], cell->band ? " band" : "", cell->diagonal ? " diagonal" : "",
          cell->group ? " group" : "", cell->wrong ? " wrong" : "");
  if (cell->indent)
    fprintf(out, " indent=%d", cell->indent);
  if (cell->figure.digits)
    fprintf(out, " figure=%u+%u+%u", cell->figure.sign, cell->figure.digits, cell->figure.decimals);
  fputs(" |", out);
  for (size_t i = 0; i < cell->phrase_count; i++) {
    for (size_t k = 0; k < cell->phrases[i].count; k++)
      print_text(out, &cell->phrases[i].items[k]);
    fputc('|', out);
  }
  fputc('\n', out);
}

static void dump_width(FILE *out, const struct block_width *width)
{
  if (width->content)
    fputs(" content", out);
  else if (width->length)
    fprintf(out, " %d/1024pt", width->length);
  else
    fprintf(out, " %d+%d", width->chars, width->share);
}

static void dump_table(FILE *out, const struct block_table *table, const struct sheet *sheet)
{
  fprintf(out, "  grid %ux%u head=%u widths", table->rows, table->columns, table->head_rows);
  for (uint32_t i = 0; i < table->columns; i++)
    dump_width(out, &table->widths[i]);
  fputc('\n', out);
  dump_runs(out, "unit", &table->unit);
  if (table->turned)
    fputs("  turned\n", out);
  if (table->across > 1)
    fprintf(out, "  across %d\n", table->across);
  if (table->alt)
    fprintf(out, "  alt |%s|\n", table->alt);
  for (size_t i = 0; i < table->cell_count; i++)
    dump_cell(out, &table->cells[i], sheet);
}

static void dump_chart(FILE *out, const struct block_chart *chart)
{
  static const char *const kinds[] = {"bar", "grouped", "line", "pie"};
  fprintf(out, "  %s height=%d scale=%u%s\n", kinds[chart->kind], (int)chart->height, chart->scale,
          chart->numbers ? "" : " no numbers");
  fprintf(out, "  alt |%s|\n", chart->alt);
  dump_runs(out, "unit", &chart->unit);
  for (size_t i = 0; i < chart->label_count; i++)
    dump_runs(out, "label", &chart->labels[i]);
  for (size_t s = 0; s < chart->series_count; s++) {
    dump_runs(out, "series", &chart->series[s].name);
    for (size_t i = 0; i < chart->label_count; i++)
      dump_runs(out, "  figure", &chart->series[s].figures[i]);
  }
}

static void dump_block(FILE *out, const struct block *block, const struct sheet *sheet)
{
  fprintf(out, "%s %s %s", kind_names[block->kind], sheet->styles[block->style].name, frame_tag_name(block->tag));
  if (block->outline_level)
    fprintf(out, " outline=%d", block->outline_level);
  if (block->list_depth)
    fprintf(out, " depth=%d list=%u item=%u", block->list_depth, block->list, block->item);
  if (block->note)
    fprintf(out, " note=%u", block->note);
  if (block->entry_of)
    fprintf(out, " entry-of=%u", block->entry_of);
  fprintf(out, "%s%s", begins_names[block->begins], block->numbers_begin ? " numbers-begin" : "");
  fprintf(out, "%s%s%s%s%s%s\n", block->divided ? " divided" : "", block->caption_next ? " caption" : "",
          block->chart_caption ? " chart-caption" : "", block->table_note ? " table-note" : "",
          signature_names[block->signature], block->keep_with_next ? " keep" : "");
  dump_runs(out, "label", &block->label);
  dump_runs(out, "text", &block->text);
  if (block->table)
    dump_table(out, block->table, sheet);
  if (block->chart)
    dump_chart(out, block->chart);
  if (block->image)
    fprintf(out, "  picture %s width=%d\n  alt |%s|\n", block->image->picture->name, (int)block->image->width,
            block->image->alt);
}

void blocks_dump(FILE *out, const struct blocks *blocks, const struct sheet *sheet)
{
  for (size_t i = 0; i < blocks->count; i++)
    dump_block(out, &blocks->items[i], sheet);
  for (size_t i = 0; i < blocks->note_count; i++) {
    const struct block_note *note = &blocks->notes[i];
    if (note->count)
      fprintf(out, "footnote %zu last %u\n", i + 1, note->last + 1);
    for (size_t k = 0; k < note->count; k++)
      dump_block(out, &blocks->note_blocks[note->first + k], sheet);
  }
}
