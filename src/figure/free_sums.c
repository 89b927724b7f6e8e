/* Totals of free tables. A total column is the sum of the columns under the same head, a total row that of the rows
 * under the same label: of those that are indented least, since others are parts of them, and of no totals. What is
 * not written is computed; what is written is checked. */
#include <glib.h>

#include "base/tr.h"
#include "figure/figures.h"

/* A sum that may have no terms. */
struct sum {
  dec value;
  bool any, overflow;
};

static void sum_add(struct sum *sum, const struct free_fact *fact)
{
  if (!fact->number)
    return;
  sum->any = true;
  sum->overflow = sum->overflow || !dec_add(sum->value, fact->value, &sum->value);
}

bool free_column_counts(const struct free_figures *figures, uint32_t column)
{
  const struct table_column *c = &figures->table->columns[column];
  bool aligned = c->align == TABLE_ALIGN_AUTO || c->align == TABLE_ALIGN_DECIMAL;
  return aligned && column > figures->table->stub && !c->not_summed && !figures->formats[column].percent;
}

/* --- a total against its sum --- */

struct total {
  const struct free_figures *figures;
  const struct table_row *row;
  size_t cell;
  bool of_rows;
};

static void report_sum(const struct total *total, const struct sum *sum)
{
  const struct free_figures *figures = total->figures;
  const struct table_cell *cell = &figures->table->cells[total->cell];
  const char *column = figures->table->columns[cell->column].name;
  dec value = figures->cells[total->cell].value, difference;
  if (!dec_sub(value, sum->value, &difference))
    return; /* neither is anywhere near the limit of a sum */
  const char *written = dec_format(figures->arena, value), *right = dec_format(figures->arena, sum->value),
             *apart = dec_format(figures->arena, difference);
  struct diag *diag = diag_add(
      figures->diags, DIAG_TABLE_SUM, cell->place,
      total->of_rows
          ? _("Row “%1$s”, column “%2$s”: the total is %3$s, but the rows add up to %4$s (difference %5$s).")
          : _("Row “%1$s”, column “%2$s”: the total is %3$s, but the columns add up to %4$s (difference %5$s)."),
      total->row->name, column, written, right, apart);
  diag_hint(figures->diags, diag,
            _("Correct the figures, or leave the total out: “total: sum” computes it. What is not to be added up is "
              "marked “total: true” (a row) or “sum: false” (a column)."));
}

static void settle(const struct total *total, const struct sum *sum)
{
  const struct free_figures *figures = total->figures;
  const struct table_cell *cell = &figures->table->cells[total->cell];
  struct free_fact *fact = &figures->cells[total->cell];
  if (!sum->any || cell->span > 1)
    return;
  if (sum->overflow) {
    diag_add(figures->diags, DIAG_FIGURE_BAD, cell->place, _("The sum in row “%1$s”, column “%2$s” becomes too large."),
             total->row->name, figures->table->columns[cell->column].name);
    return;
  }
  if (cell->kind == TABLE_CELL_SUM && !fact->number) {
    fact->number = true;
    fact->value = sum->value;
  } else if (fact->number && dec_compare(fact->value, sum->value) != 0) {
    fact->wrong = true;
    report_sum(total, sum);
  }
}

/* --- of columns --- */

bool free_column_under(const struct free_table *table, uint32_t column, uint32_t head)
{
  uint32_t at = table->columns[column].parent;
  while (at && at != head)
    at = table->heads[at - 1].parent;
  return at == head;
}

/* Marks the columns that a total column adds up. */
static void find_terms(const struct free_figures *figures, uint32_t column, bool *terms)
{
  const struct free_table *table = figures->table;
  for (uint32_t c = 0; c < table->column_count; c++)
    terms[c] = !table->columns[c].total && free_column_counts(figures, c) &&
               free_column_under(table, c, table->columns[column].parent);
}

static void sum_columns(const struct free_figures *figures, uint32_t column, const bool *terms, bool of_sums)
{
  const struct free_table *table = figures->table;
  for (size_t r = 0; r < table->row_count; r++) {
    const struct table_row *row = &table->rows[r];
    struct total total = {figures, row, SIZE_MAX, false};
    struct sum sum = {0};
    if (row->sum != of_sums || row->head)
      continue;
    for (size_t i = row->first; i < row->first + row->count; i++) {
      const struct table_cell *cell = &table->cells[i];
      if (cell->column == column)
        total.cell = i;
      else if (terms[cell->column] && cell->span == 1)
        sum_add(&sum, &figures->cells[i]);
    }
    if (total.cell != SIZE_MAX)
      settle(&total, &sum);
  }
}

static void resolve_columns(const struct free_figures *figures, bool of_sums)
{
  bool *terms = g_new0(bool, figures->table->column_count);
  for (uint32_t c = 0; c < figures->table->column_count; c++) {
    if (!figures->table->columns[c].total || !free_column_counts(figures, c))
      continue;
    find_terms(figures, c, terms);
    sum_columns(figures, c, terms, of_sums);
  }
  g_free(terms);
}

/* --- of rows --- */

/* The sums of the rows under one label, or of all, by column; made once, however many totals ask for them. */
struct row_sums {
  const struct free_figures *figures;
  int *least;         /* by group: the least indent of its rows, totals aside */
  struct sum **known; /* by group */
};

static void find_least_indents(const struct free_table *table, int *least)
{
  for (size_t g = 0; g <= table->group_count; g++)
    least[g] = INT32_MAX;
  for (size_t r = 0; r < table->row_count; r++) {
    const struct table_row *row = &table->rows[r];
    if (!row->total && !row->head)
      least[row->group] = MIN(least[row->group], row->indent);
  }
}

static const struct sum *sums_of(struct row_sums *sums, uint32_t group)
{
  const struct free_table *table = sums->figures->table;
  size_t first = group ? table->groups[group - 1].row : 0;
  size_t last = group ? first + table->groups[group - 1].row_count : table->row_count;
  if (sums->known[group])
    return sums->known[group];
  struct sum *made = sums->known[group] = g_new0(struct sum, table->column_count);
  for (size_t r = first; r < last; r++) {
    const struct table_row *row = &table->rows[r];
    if (row->total || row->head || row->indent != sums->least[row->group])
      continue;
    for (size_t i = row->first; i < row->first + row->count; i++)
      if (table->cells[i].span == 1)
        sum_add(&made[table->cells[i].column], &sums->figures->cells[i]);
  }
  return made;
}

static void resolve_rows(const struct free_figures *figures)
{
  const struct free_table *table = figures->table;
  struct row_sums sums = {figures, g_new0(int, table->group_count + 1), g_new0(struct sum *, table->group_count + 1)};
  find_least_indents(table, sums.least);
  for (size_t r = 0; r < table->row_count; r++) {
    const struct table_row *row = &table->rows[r];
    for (size_t i = row->first; row->sum && i < row->first + row->count; i++) {
      struct total total = {figures, row, i, true};
      if (free_column_counts(figures, table->cells[i].column))
        settle(&total, &sums_of(&sums, row->group)[table->cells[i].column]);
    }
  }
  for (size_t g = 0; g <= table->group_count; g++)
    g_free(sums.known[g]);
  g_free(sums.known);
  g_free(sums.least);
}

/* Total columns of ordinary rows come first: total rows add them up. */
void free_sums_resolve(struct free_figures *figures)
{
  resolve_columns(figures, false);
  resolve_rows(figures);
  resolve_columns(figures, true);
}
