/* A free table in the golden format of the report: its head, then a row a line with its cells between bars. */
#include <stdio.h>

#include "model/table.h"

static void dump_words(FILE *out, const struct inlines *words)
{
  for (size_t i = 0; i < words->count; i++)
    fprintf(out, words->items[i].kind == INLINE_EXPR ? "${%s}" : "%s", words->items[i].text);
}

static void dump_column(FILE *out, const struct table_column *column, int level)
{
  static const char *const aligns[] = {"", " start", " centre", " end", " decimal"};
  static const char *const widths[] = {"", "字", "/1000 mm", " parts"};
  fprintf(out, "%*scolumn \"%s\"%s", 2 * level, "", column->name, aligns[column->align]);
  if (column->width != TABLE_WIDTH_CONTENT)
    fprintf(out, " %d%s", column->amount, widths[column->width]);
  if (column->format)
    fprintf(out, " format \"%s\"", column->format->as.scalar.text);
  fprintf(out, "%s%s%s%s%s\n", column->total ? " total" : "", column->not_summed ? " not summed" : "",
          column->indents ? " indents" : "", column->hidden ? " hidden" : "", column->ordinal ? " ordinal" : "");
}

static void dump_head(FILE *out, const struct table_head *head, int level)
{
  fprintf(out, "%*shead %u,%u %ux%u |", 2 * level, "", head->row, head->column, head->row_span, head->column_span);
  dump_words(out, &head->label);
  fputc('|', out);
  if (head->unit.count) {
    dump_words(out, &head->unit);
    fputc('|', out);
  }
  fputc('\n', out);
}

static void dump_cell(FILE *out, const struct table_cell *cell)
{
  switch (cell->kind) {
  case TABLE_CELL_TEXT:
    dump_words(out, &cell->text);
    break;
  case TABLE_CELL_FIGURE:
    fprintf(out, "#%s", cell->number);
    break;
  case TABLE_CELL_BLANK:
    fputc('~', out);
    break;
  case TABLE_CELL_SUM:
    fputc('=', out);
    break;
  }
  if (cell->mark)
    fprintf(out, "^%s", cell->mark);
  if (cell->note.count) {
    fputs("（", out);
    dump_words(out, &cell->note);
    fputs("）", out);
  }
  if (cell->span > 1)
    fprintf(out, " x%u", cell->span);
  fputc('|', out);
}

static void dump_row(FILE *out, const struct free_table *table, const struct table_row *row, int level)
{
  fprintf(out, "%*srow %u", 2 * level, "", row->depth);
  if (row->group)
    fprintf(out, " group=%u", row->group);
  if (row->indent)
    fprintf(out, " indent=%d", row->indent);
  fprintf(out, "%s%s |", row->head ? " head" : "", row->sum ? " sum" : row->total ? " total" : "");
  for (size_t i = row->first; i < row->first + row->count; i++)
    dump_cell(out, &table->cells[i]);
  fputc('\n', out);
}

static void dump_named(FILE *out, const char *name, const struct inlines *words, int level)
{
  if (words->count == 0)
    return;
  fprintf(out, "%*s%s |", 2 * level, "", name);
  dump_words(out, words);
  fputs("|\n", out);
}

void free_table_dump(FILE *out, const struct free_table *table, int level)
{
  static const char *const wide[] = {"", " wide=error", " wide=turn", " wide=fold"};
  if (table->setting.wide != TABLE_WIDE_LAYOUT || table->setting.across > 1)
    fprintf(out, "%*sset%s across=%d\n", 2 * level, "", wide[table->setting.wide], table->setting.across);
  dump_named(out, "unit", &table->unit, level);
  dump_named(out, "empty", &table->empty, level);
  for (size_t i = 0; i < table->column_count; i++)
    dump_column(out, &table->columns[i], level);
  for (size_t i = 0; i < table->head_count; i++)
    dump_head(out, &table->heads[i], level);
  for (size_t i = 0; i < table->group_count; i++) {
    const struct table_group *group = &table->groups[i];
    fprintf(out, "%*sgroup %u+%u column %u |", 2 * level, "", group->row, group->row_count, group->column);
    dump_words(out, &group->label);
    fputs("|\n", out);
  }
  for (size_t i = 0; i < table->row_count; i++)
    dump_row(out, table, &table->rows[i], level);
}
