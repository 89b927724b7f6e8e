/* Rows of a free table from a file of comma-separated values beside the source: {csv: FILE}, with “groups” where its
 * first columns name groups of rows (table_csv_groups.c). They are brought into the shape that the source would have,
 * each cell with its place in the file. Lines at the top that repeat the heads of the columns, as a spreadsheet has
 * them, are passed over. */
#include <glib.h>
#include <string.h>

#include "base/folder.h"
#include "base/tr.h"
#include "model/table_reader.h"
#include "source/csv.h"

static const struct node *cell_of(const struct node *record, uint32_t i)
{
  return record->as.list.items[i];
}

static bool is_filled(const struct node *cell)
{
  return cell->as.scalar.length > 0;
}

/* --- lines of heads --- */

static bool head_reads(const struct table_head *head, const struct node *cell)
{
  return head->name && node_is(cell, head->name);
}

static const struct table_head *head_named(const struct free_table *table, const struct node *cell)
{
  for (size_t h = 0; h < table->head_count; h++)
    if (head_reads(&table->heads[h], cell))
      return &table->heads[h];
  return NULL;
}

static bool is_head_line(const struct free_table *table, const struct node *record)
{
  for (uint32_t i = 0; i < record->as.list.count; i++)
    if (is_filled(cell_of(record, i)) && !head_named(table, cell_of(record, i)))
      return false;
  return true;
}

/* Whether a head of these words stands over the column. */
static bool stands_over(const struct free_table *table, uint32_t column, const struct node *cell)
{
  for (size_t h = 0; h < table->head_count; h++) {
    const struct table_head *head = &table->heads[h];
    if (head_reads(head, cell) && head->column <= column && column < head->column + head->column_span)
      return true;
  }
  return false;
}

/* Which column of the table is the file's next one: a file may leave out those that are sums. */
static uint32_t next_column(const struct free_table *table, uint32_t column, bool without_sums)
{
  while (without_sums && column < table->column_count && table->columns[column].total)
    column++;
  return column;
}

static uint32_t count_sums(const struct free_table *table)
{
  uint32_t sums = 0;
  for (size_t c = 0; c < table->column_count; c++)
    sums += table->columns[c].total;
  return sums;
}

/* The file's columns must be in the order of the table's; the first that is not is enough. */
static void check_head_line(struct table_reader *r, const struct node *record)
{
  const bool without_sums = record->as.list.count == r->table->column_count - count_sums(r->table);
  uint32_t column = 0;
  for (uint32_t i = 0; i < record->as.list.count; i++, column++) {
    const struct node *cell = cell_of(record, i);
    column = next_column(r->table, column, without_sums);
    if (!is_filled(cell) || stands_over(r->table, column, cell))
      continue;
    struct diag *diag = diag_add(r->diags, DIAG_TABLE_SHAPE, cell->span,
                                 _("In the file, “%1$s” stands over column %2$u, where the table has another head."),
                                 table_quote(r, cell), i + 1);
    diag_hint(r->diags, diag, _("Bring the columns of the file into the order of those under “columns”."));
    return;
  }
}

/* --- rows --- */

static size_t skip_blanks(const char *text)
{
  size_t at = 0;
  for (;;) {
    size_t next = at;
    if (g_str_has_prefix(text + at, "　"))
      next += strlen("　");
    else if (text[at] == ' ')
      next++;
    if (next == at)
      return at;
    at = next;
  }
}

/* Quotation marks say nothing of a cell of such a file: "12" is a figure. A cell with marks inside keeps them. */
static const struct node *without_quotes(struct table_reader *r, const struct node *cell)
{
  uint32_t written = cell->span.end - cell->span.begin;
  if (cell->as.scalar.style != NODE_QUOTED || written != cell->as.scalar.length + 2)
    return cell;
  struct node *bare = ARENA_NEW(r->arena, struct node);
  *bare = *cell;
  bare->as.scalar.style = NODE_PLAIN;
  bare->span.begin++;
  bare->span.end--;
  size_t blanks = skip_blanks(bare->as.scalar.text); /* an indent */
  bare->as.scalar.text += blanks;
  bare->as.scalar.length -= (uint32_t)blanks;
  bare->span.begin += (uint32_t)blanks;
  return bare;
}

/* Without the blank cells that spreadsheets leave behind the last column. */
static const struct node *row_of(struct table_reader *r, const struct node *record)
{
  uint32_t count = record->as.list.count;
  while (count > r->table->column_count && !is_filled(cell_of(record, count - 1)))
    count--;
  struct node *row = ARENA_NEW(r->arena, struct node);
  *row = *record;
  row->as.list.items = ARENA_ARRAY(r->arena, count, const struct node *);
  row->as.list.count = count;
  for (uint32_t i = 0; i < count; i++)
    row->as.list.items[i] = without_quotes(r, cell_of(record, i));
  return row;
}

static const struct node *rows_of(struct table_reader *r, const struct node *records, uint32_t groups)
{
  uint32_t first = 0, count = records->as.list.count;
  for (; first < count && is_head_line(r->table, cell_of(records, first)); first++)
    check_head_line(r, cell_of(records, first));
  struct node *rows = ARENA_NEW(r->arena, struct node);
  *rows = *records;
  rows->as.list.items = ARENA_ARRAY(r->arena, count - first, const struct node *);
  rows->as.list.count = count - first;
  for (uint32_t i = first; i < count; i++)
    rows->as.list.items[i - first] = row_of(r, cell_of(records, i));
  return table_group_rows(r, rows, groups);
}

/* How many of the first columns name groups; behind them stands the column of the rows' own labels. */
static uint32_t groups_of(struct table_reader *r, const struct node *node)
{
  const struct node *written = node_get(node, "groups");
  int64_t groups = 0, most = (int64_t)r->table->column_count - 1;
  if (!written || (node_int(written, &groups) && groups >= 0 && groups <= most))
    return (uint32_t)groups;
  struct diag *diag = diag_add(r->diags, DIAG_VALUE_BAD, written->span,
                               _("“groups” says how many of the file's first columns name groups of rows."));
  diag_hint(r->diags, diag, _("Write a number from 0 to %u."), (unsigned)most);
  return 0;
}

bool table_rows_are_filed(const struct node *node)
{
  const struct pair *pair = node_pair(node, "csv");
  return pair && pair->value->kind == NODE_SCALAR;
}

const struct node *table_file_rows(struct table_reader *r, const struct node *node)
{
  bool good;
  const char *path = csv_path(node, "groups", r->diags, &good);
  if (!path)
    return NULL;
  const char *folder = folder_of(r->arena, files_get(r->files, node->span.file)->name);
  size_t before = r->diags->count;
  const struct node *records = csv_read(r->arena, r->more, folder, path, r->diags);
  for (size_t i = before; i < r->diags->count; i++)
    if (!span_known(r->diags->items[i]->span)) /* there is no such file: the place is where it is named */
      r->diags->items[i]->span = node_get(node, "csv")->span;
  return records ? rows_of(r, records, groups_of(r, node)) : NULL;
}
