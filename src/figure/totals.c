/* Totals. Every total cell is computed from the cells that are no totals, whatever is written in other total cells: so
 * one wrong total is not carried into those that the program adds. What is written stands, and the checks compare. */
#include <glib.h>

#include "base/tr.h"
#include "figure/figures.h"

struct sum {
  dec value;
  bool any;    /* a number was added */
  bool absent; /* a part is not known, so neither is the sum */
  bool overflow;
  enum fact_kind kind; /* of the first part that is no number */
};

static void sum_add(struct sum *sum, const struct fact *part)
{
  switch (part->kind) {
  case FACT_NUMBER:
    sum->any = true;
    sum->overflow |= !dec_add(sum->value, part->value, &sum->value);
    break;
  case FACT_BLANK:
  case FACT_DASH:
  case FACT_SLASH:
    if (sum->kind == FACT_NUMBER)
      sum->kind = part->kind;
    break;
  case FACT_ABSENT:
    sum->absent = true;
    break;
  }
}

/* Parts of which none is a number have a total that is none either. */
static void sum_finish(struct arena *arena, struct diags *diags, const struct sum *sum, struct fact *out)
{
  out->kind = sum->absent || sum->overflow ? FACT_ABSENT : sum->any ? FACT_NUMBER : sum->kind;
  out->value = sum->value;
  if (sum->overflow)
    diag_add(diags, DIAG_FIGURE_BAD, out->span, _("These figures are too large to be added up."));
  switch (out->kind) {
  case FACT_NUMBER:
    out->text = dec_format(arena, out->value);
    break;
  case FACT_DASH:
    out->text = "-";
    break;
  case FACT_SLASH:
    out->text = "/";
    break;
  case FACT_BLANK:
  case FACT_ABSENT:
    out->text = "";
    break;
  }
}

static void total_column_compute(struct arena *arena, struct diags *diags, struct fact_table *pure, size_t row)
{
  const struct form_columns *columns = &pure->form->column_sets[pure->form->rows[row].columns];
  if (columns->total == SIZE_MAX)
    return;
  struct sum sum = {.kind = FACT_NUMBER};
  for (size_t c = 0; c < columns->count; c++)
    if (c != columns->total)
      sum_add(&sum, fact_at(pure, row, c));
  sum_finish(arena, diags, &sum, fact_at(pure, row, columns->total));
}

static void total_row_compute(struct arena *arena, struct diags *diags, struct fact_table *pure, size_t row)
{
  const struct form_row *total = &pure->form->rows[row];
  const struct form_columns *columns = &pure->form->column_sets[total->columns];
  for (size_t c = 0; c < columns->count; c++) {
    struct sum sum = {.kind = FACT_NUMBER};
    struct fact *cell = fact_at(pure, row, c);
    if (c == columns->total)
      continue;
    for (size_t i = 0; i < total->sum_count; i++)
      sum_add(&sum, fact_at(pure, total->sum_of[i], c));
    if (!span_known(cell->span))
      cell->span = fact_at(pure, total->sum_of[0], c)->span;
    sum_finish(arena, diags, &sum, cell);
  }
  struct fact *corner = columns->total == SIZE_MAX ? NULL : fact_at(pure, row, columns->total);
  if (corner && !span_known(corner->span))
    corner->span = fact_at(pure, total->sum_of[0], columns->total)->span;
  total_column_compute(arena, diags, pure, row);
}

/* Takes over what is not written in the source; a cell that was written badly stays absent and reported. */
static void totals_take(struct fact_table *table, const struct fact_table *pure, size_t row)
{
  const struct form_row *form = &table->form->rows[row];
  const struct form_columns *columns = &table->form->column_sets[form->columns];
  for (size_t c = 0; c < columns->count; c++)
    if ((form->total || c == columns->total) && !fact_at(table, row, c)->written)
      *fact_at(table, row, c) = *fact_at(pure, row, c);
}

void totals_compute(struct arena *arena, struct diags *diags, struct fact_table *table)
{
  const struct form_table *form = table->form;
  struct fact_table pure = {.form = form, .stride = table->stride};
  size_t count = form->row_count * table->stride;
  pure.cells = ARENA_ARRAY(arena, count, struct fact);
  for (size_t i = 0; i < count; i++) {
    pure.cells[i] = table->cells[i];
    pure.cells[i].written = false;
    pure.cells[i].note = NULL;
  }
  for (size_t r = 0; r < form->row_count; r++)
    if (!form->rows[r].total)
      total_column_compute(arena, diags, &pure, r);
  for (size_t i = 0; i < form->total_count; i++)
    total_row_compute(arena, diags, &pure, form->totals[i]);
  for (size_t r = 0; r < form->row_count; r++)
    totals_take(table, &pure, r);
}
