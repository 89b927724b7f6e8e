/* The golden format of the facts: one line a row; = computed, ! wrong, ~ blank, ? not known, | words. */
#include <stdio.h>

#include "figure/facts.h"
#include "figure/ledger.h"
#include "model/table.h"

static void dump_fact(FILE *out, const struct fact *fact)
{
  fputc(' ', out);
  if (!fact->written && fact->kind != FACT_ABSENT)
    fputc('=', out);
  if (fact->kind == FACT_BLANK)
    fputc('~', out);
  else if (fact->kind == FACT_ABSENT)
    fputc('?', out);
  else
    fputs(fact->text, out);
  if (fact->wrong)
    fputc('!', out);
  if (fact->note)
    fprintf(out, "（%s）", fact->note);
}

static void dump_table(FILE *out, const struct fact_table *table)
{
  fprintf(out, "table %s\n", table->form->key);
  for (size_t r = 0; r < table->form->row_count; r++) {
    fprintf(out, "  %s:", table->form->rows[r].path);
    for (size_t c = 0; c < table->form->column_sets[table->form->rows[r].columns].count; c++)
      dump_fact(out, fact_at(table, r, c));
    fputc('\n', out);
  }
}

static void dump_chart(FILE *out, const struct fact_chart *chart)
{
  fprintf(out, "chart scale %u%s%s%s\n", chart->scale, *chart->suffix ? " suffix " : "", chart->suffix,
          chart->grouped ? " grouped" : "");
  for (size_t s = 0; s < chart->chart->series_count; s++) {
    fputs(" ", out);
    for (size_t i = 0; i < chart->chart->label_count; i++) {
      const struct fact_point *point = &chart->points[s * chart->chart->label_count + i];
      fprintf(out, " %s", point->none ? "~" : point->text);
    }
    fputc('\n', out);
  }
}

/* Free tables: a row a line, numbers as printed. */
static void dump_rows(FILE *out, const struct free_table *table, const struct free_fact *cells)
{
  for (size_t r = 0; r < table->row_count; r++) {
    const struct table_row *row = &table->rows[r];
    fprintf(out, "  %s:", row->name);
    for (size_t i = row->first; i < row->first + row->count; i++)
      fprintf(out, " %s%s%s", cells[i].number && table->cells[i].kind == TABLE_CELL_SUM ? "=" : "",
              cells[i].text                             ? cells[i].text
              : table->cells[i].kind == TABLE_CELL_TEXT ? "|"
                                                        : "~",
              cells[i].wrong ? "!" : "");
    fputc('\n', out);
  }
}

static void dump_free(FILE *out, const struct free_table *table, const struct free_fact *cells)
{
  fputs("free table\n", out);
  dump_rows(out, table, cells);
}

static void dump_ledger(FILE *out, const struct ledger *ledger)
{
  fprintf(out, "ledger %s\n", ledger->form->key);
  if (ledger->table)
    dump_rows(out, ledger->table, ledger->facts);
}

static void dump_free_tables(FILE *out, const struct facts *facts)
{
  for (size_t s = 0; s < facts->report->count; s++)
    for (size_t i = 0; i < facts->report->sections[s].count; i++) {
      const struct free_table *table = facts->report->sections[s].parts[i].table;
      if (table)
        dump_free(out, table, facts->free[table->index]);
    }
}

void facts_dump(FILE *out, const struct facts *facts)
{
  fprintf(out, "form %s\n", facts->form ? facts->form->name : "-");
  for (size_t t = 0; t < facts->count; t++)
    if (facts->tables[t].ledger)
      dump_ledger(out, facts->tables[t].ledger);
    else
      dump_table(out, &facts->tables[t]);
  for (size_t i = 0; i < facts->chart_count; i++)
    dump_chart(out, &facts->charts[i]);
  for (size_t i = 0; i < facts->image_count; i++)
    fprintf(out, "image %s %ux%u\n", facts->images[i].picture->name, picture_width(facts->images[i].picture),
            picture_height(facts->images[i].picture));
  dump_free_tables(out, facts);
}
