/* A report with one table of its source, laid out; its cells and their glyphs. */
#ifndef NIANBAO_TESTS_TABLE_LAID_H
#define NIANBAO_TESTS_TABLE_LAID_H

#include <glib.h>

#include "laid.h"

#define TABLE_HEAD "agency: 某局\nyear: 2025\ntitle: 报告\nsections:\n  - title: 表\n    content:\n"

/* A report with one table, whose lines are indented as YAML wants them. */
static inline void build_table(struct laid *l, const char *layout, const char *table)
{
  GString *yaml = g_string_new(TABLE_HEAD "      - table:\n");
  char **lines = g_strsplit(table, "\n", -1);
  for (char **line = lines; *line; line++)
    g_string_append_printf(yaml, "          %s\n", *line);
  g_strfreev(lines);
  laid_open(l, layout);
  laid_build(l, yaml->str);
  g_string_free(yaml, TRUE);
}

static inline const struct box_table *table_of(const struct laid *l)
{
  for (size_t i = 0; i < l->paged.boxes->count; i++)
    if (l->paged.boxes->items[i].table)
      return l->paged.boxes->items[i].table;
  fail_msg("no table");
  return NULL;
}

static inline const struct box_cell *cell_at(const struct box_table *table, uint32_t row, uint32_t column)
{
  for (size_t i = 0; i < table->cell_count; i++)
    if (table->cells[i].block->row == row && table->cells[i].block->column == column)
      return &table->cells[i];
  fail_msg("no cell %u,%u", row, column);
  return NULL;
}

/* Where glyph `n` of a line stands, from the pad. */
static inline len glyph_x(const struct box_line *line, uint32_t n)
{
  for (size_t i = 0; i < line->count; i++) {
    if (n < line->runs[i].glyph_count)
      return line->x + line->runs[i].x + line->runs[i].glyphs[n].x;
    n -= line->runs[i].glyph_count;
  }
  fail_msg("the line has no such glyph");
  return 0;
}

#endif
