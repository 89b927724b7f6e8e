/* Free tables: each cell to a number, if it is one; then totals; then every number as it is printed. */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "figure/figures.h"

static const struct table_column *column_of(const struct free_figures *figures, const struct table_cell *cell)
{
  return &figures->table->columns[cell->column];
}

/* What messages call the row of a cell. */
static const char *name_of(const struct table_row *row, const struct table_cell *cell)
{
  return cell->line ? cell->line : row->name;
}

static size_t digit_count(const char *number)
{
  size_t count = 0;
  for (; *number; number++)
    count += g_ascii_isdigit(*number) != 0;
  return count;
}

/* --- what is written --- */

/* In a column whose figures are reckoned with or formatted, a text that begins like a figure would be left out of both
 * without a word. */
static bool looks_like_figure(const struct inlines *text)
{
  static const char *const signs[] = {"-", "+", "−", "－", "＋", "±", "¥", "￥"};
  const char *words = text->count == 1 && text->items[0].kind == INLINE_TEXT ? text->items[0].text : "";
  for (size_t i = 0; i < G_N_ELEMENTS(signs); i++)
    if (g_str_has_prefix(words, signs[i])) {
      words += strlen(signs[i]);
      break;
    }
  return *words && g_unichar_isdigit(g_utf8_get_char(words));
}

/* 01, 02 …, in quotation marks all the way down the column: words, as the drafter says. */
static bool is_code(const struct free_figures *figures, const struct table_cell *cell)
{
  const char *words = cell->text.items[0].text;
  bool digits = strspn(words, "0123456789") == strlen(words);
  return digits && figures->numbered && !figures->numbered[cell->column] && !figures->formats[cell->column].given;
}

static void report_text(const struct free_figures *figures, const struct table_row *row, const struct table_cell *cell)
{
  struct diag *diag = diag_add(figures->diags, DIAG_FIGURE_BAD, cell->place,
                               _("“%1$s” in row “%2$s”, column “%3$s” is no figure that can be reckoned with."),
                               figure_quote(figures->arena, cell->text.items[0].text), name_of(row, cell),
                               column_of(figures, cell)->name);
  diag_hint(figures->diags, diag,
            _("Write plain half-width digits, with a point for decimals and - for minus; separators, signs and units "
              "come from the column's “format” and “unit”."));
}

/* The figure of this cell is formatted or added up. */
static bool is_used(const struct free_figures *figures, const struct table_row *row, const struct table_cell *cell)
{
  if (row->head || cell->span > 1)
    return false;
  return figures->formats[cell->column].given || (figures->totals && free_column_counts(figures, cell->column));
}

/* Without a format figures are printed as they are typed: codes keep their zeros, decimals theirs. */
static void read_written(const struct free_figures *figures, const struct table_row *row, const struct table_cell *cell,
                         struct free_fact *fact)
{
  fact->number =
      digit_count(cell->number) <= FIGURE_DIGITS_MAX && dec_parse(cell->number, strlen(cell->number), &fact->value);
  if (!fact->number && is_used(figures, row, cell)) {
    struct diag *diag = diag_add(figures->diags, DIAG_FIGURE_BAD, cell->place,
                                 _("The figure in row “%1$s”, column “%2$s” has too many digits."), name_of(row, cell),
                                 column_of(figures, cell)->name);
    diag_hint(figures->diags, diag, _("If it is a number to be printed only, put it in quotation marks."));
  }
  if (!fact->number || !figures->formats[cell->column].given)
    fact->text = figure_print(figures->arena, cell->number);
}

/* A cell that is one ${…} and no more. A ratio is a hundred times as much per cent. */
static void read_expression(const struct free_figures *figures, const struct table_cell *cell, struct free_fact *fact)
{
  const struct column_format *format = &figures->formats[cell->column];
  ratio number;
  if (cell->text.count != 1 || cell->text.items[0].kind != INLINE_EXPR)
    return;
  if (!facts_number(figures->arena, figures->facts, cell->text.items[0].text, &number))
    return;
  if (format->percent && !ratio_mul(number, (ratio){100, 1}, &number))
    return;
  fact->number = ratio_exact(number, &fact->value) ||
                 (format->decimals >= 0 && ratio_round(number, (uint8_t)format->decimals, &fact->value));
}

static void read_cell(const struct free_figures *figures, const struct table_row *row, size_t index)
{
  const struct table_cell *cell = &figures->table->cells[index];
  struct free_fact *fact = &figures->cells[index];
  switch (cell->kind) {
  case TABLE_CELL_FIGURE:
    read_written(figures, row, cell, fact);
    return;
  case TABLE_CELL_TEXT:
    read_expression(figures, cell, fact);
    if (!fact->number && is_used(figures, row, cell) && looks_like_figure(&cell->text) && !is_code(figures, cell))
      report_text(figures, row, cell);
    return;
  case TABLE_CELL_BLANK:
  case TABLE_CELL_SUM:
    return;
  }
}

/* --- as printed --- */

static void report_rounded(const struct free_figures *figures, const struct table_row *row,
                           const struct table_cell *cell, const char *text)
{
  struct diag *diag = diag_add(figures->diags, DIAG_FIGURE_ROUNDED, cell->place,
                               _("The figure %1$s in row “%2$s”, column “%3$s” is printed as %4$s."), cell->number,
                               name_of(row, cell), column_of(figures, cell)->name, text);
  diag_hint(figures->diags, diag,
            _("Write it with the decimals of the column, or let the column's “format” have more of them."));
}

static void print_cell(const struct free_figures *figures, const struct table_row *row, size_t index)
{
  const struct table_cell *cell = &figures->table->cells[index];
  struct free_fact *fact = &figures->cells[index];
  bool rounded;
  if (!fact->number || fact->text)
    return;
  fact->text = column_format_print(figures->arena, &figures->formats[cell->column], fact->value, &rounded);
  if (!fact->text)
    diag_add(figures->diags, DIAG_FIGURE_BAD, cell->place,
             _("The figure in row “%1$s”, column “%2$s” cannot be printed in this format."), name_of(row, cell),
             column_of(figures, cell)->name);
  else if (rounded && cell->kind == TABLE_CELL_FIGURE)
    report_rounded(figures, row, cell, fact->text);
}

static void each_cell(const struct free_figures *figures,
                      void (*visit)(const struct free_figures *figures, const struct table_row *row, size_t index))
{
  for (size_t r = 0; r < figures->table->row_count; r++) {
    const struct table_row *row = &figures->table->rows[r];
    for (size_t i = row->first; i < row->first + row->count; i++)
      visit(figures, row, i);
  }
}

void free_figures_read(const struct free_figures *figures)
{
  each_cell(figures, read_cell);
}

void free_figures_print(const struct free_figures *figures)
{
  each_cell(figures, print_cell);
}

static void put_placeholders(const struct free_figures *figures)
{
  const struct free_table *table = figures->table;
  struct placeholder *placeholders = ARENA_ARRAY(figures->arena, table->column_count, struct placeholder);
  for (size_t c = 0; c < table->column_count; c++)
    placeholder_read(figures->diags, table->columns[c].placeholder, &placeholders[c]);
  for (size_t i = 0; i < table->cell_count; i++)
    if (table->cells[i].span == 1)
      placeholder_put(&placeholders[table->cells[i].column], &table->cells[i], &figures->cells[i]);
}

static bool has_totals(const struct free_table *table)
{
  bool any = false;
  for (size_t c = 0; c < table->column_count; c++)
    any = any || table->columns[c].total;
  for (size_t r = 0; r < table->row_count; r++)
    any = any || table->rows[r].sum;
  return any;
}

static const bool *find_numbered(struct arena *arena, const struct free_table *table)
{
  bool *numbered = ARENA_ARRAY(arena, table->column_count, bool);
  for (size_t i = 0; i < table->cell_count; i++)
    if (table->cells[i].kind == TABLE_CELL_FIGURE)
      numbered[table->cells[i].column] = true;
  return numbered;
}

static void resolve_table(struct arena *arena, struct diags *diags, struct facts *facts, const struct free_table *table)
{
  struct free_figures figures = {.arena = arena, .diags = diags, .facts = facts, .table = table};
  figures.totals = has_totals(table);
  figures.numbered = find_numbered(arena, table);
  figures.formats = ARENA_ARRAY(arena, table->column_count, struct column_format);
  figures.cells = ARENA_ARRAY(arena, table->cell_count, struct free_fact);
  for (size_t c = 0; c < table->column_count; c++)
    column_format_read(arena, diags, table->columns[c].format, &figures.formats[c]);
  free_figures_read(&figures);
  free_sums_resolve(&figures);
  free_figures_print(&figures);
  put_placeholders(&figures);
  facts->free[table->index] = figures.cells;
}

void free_facts_resolve(struct arena *arena, struct diags *diags, struct facts *facts)
{
  const struct report *report = facts->report;
  facts->free = ARENA_ARRAY(arena, report->table_count, struct free_fact *);
  for (size_t s = 0; s < report->count; s++)
    for (size_t i = 0; i < report->sections[s].count; i++)
      if (report->sections[s].parts[i].table)
        resolve_table(arena, diags, facts, report->sections[s].parts[i].table);
}
