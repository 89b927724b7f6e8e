/* Paths into free tables that have a name: 表2.发电量.产量. Rows go by their labels, columns by their names, with as
 * many of the heads above as tell them apart. */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "figure/figures.h"

const struct free_table *free_table_named(const struct facts *facts, const char *name)
{
  for (size_t s = 0; s < facts->report->count; s++)
    for (size_t i = 0; i < facts->report->sections[s].count; i++) {
      const struct free_table *table = facts->report->sections[s].parts[i].table;
      if (table && table->name && strcmp(table->name, name) == 0)
        return table;
    }
  return NULL;
}

/* The only row that is called so; NULL: there is none, or several. */
static const struct table_row *find_row(const struct free_table *table, const char *name, size_t length)
{
  const struct table_row *found = NULL;
  for (size_t r = 0; r < table->row_count; r++) {
    const struct table_row *row = &table->rows[r];
    if (row->head || strlen(row->name) != length || strncmp(row->name, name, length) != 0)
      continue;
    if (found)
      return NULL;
    found = row;
  }
  return found;
}

static const struct table_cell *find_cell(const struct free_table *table, const struct table_row *row,
                                          const char *column)
{
  for (size_t i = row->first; i < row->first + row->count; i++)
    if (table->cells[i].span == 1 && free_table_column_is(table, table->cells[i].column, column))
      return &table->cells[i];
  return NULL;
}

const struct table_cell *free_table_path(const struct free_table *table, const char *path)
{
  for (const char *dot = strchr(path, '.'); dot; dot = strchr(dot + 1, '.')) {
    const struct table_row *row = find_row(table, path, (size_t)(dot - path));
    const struct table_cell *cell = row ? find_cell(table, row, dot + 1) : NULL;
    if (cell)
      return cell;
  }
  return NULL;
}
