/* Formulas, sums of lines and totals of a form that lead back to themselves. The lines that sources give count as one:
 * they have no formulas of their own. */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "figure/form_ledger.h"

enum visit { NOT_SEEN, UNDER_WAY, DONE };

struct circles {
  struct form_reader *reader;
  const struct form *form;
  enum visit **seen; /* by table: (line + 1) × column; line 0 stands for those of sources */
  bool good;
};

/* A cell of the form; row 0: of any line of the source. */
struct cell {
  size_t table, row, column;
};

static void visit(struct circles *c, struct cell cell);

static const struct form_ledger *ledger_of(const struct circles *c, struct cell cell)
{
  return c->form->tables[cell.table].ledger;
}

static size_t row_of(const struct form_ledger *ledger, const char *line)
{
  const char *dot = strchr(line, '.'), *key = dot ? dot + 1 : line;
  for (size_t i = 0; i < ledger->row_count; i++) {
    const char *side = ledger->sides[ledger->rows[i].side].key;
    bool here = !dot || (side && strncmp(line, side, strlen(side)) == 0 && line[strlen(side)] == '.');
    if (here && ledger->rows[i].key && strcmp(ledger->rows[i].key, key) == 0)
      return i + 1;
  }
  return 0;
}

static void visit_formula(struct circles *c, const struct formula *formula, struct cell cell)
{
  if (!formula || formula->kind == FORMULA_NUMBER)
    return;
  if (formula->kind != FORMULA_FIGURE) {
    visit_formula(c, formula->left, cell);
    visit_formula(c, formula->right, cell);
    return;
  }
  struct cell to = cell;
  to.table = formula->table;
  to.row = formula->line ? row_of(c->form->tables[to.table].ledger, formula->line) : cell.row;
  to.column = formula->column == NO_COLUMN ? cell.column : formula->column;
  visit(c, to);
}

static void visit_columns(struct circles *c, struct cell cell)
{
  const struct form_ledger *ledger = ledger_of(c, cell);
  for (size_t i = 0; i < ledger->head.column_count; i++) {
    const struct table_column *column = &ledger->head.columns[i];
    if (ledger->formats[i].given && !column->total && !column->not_summed &&
        free_column_under(&ledger->head, (uint32_t)i, ledger->head.columns[cell.column].parent))
      visit(c, (struct cell){cell.table, cell.row, i});
  }
}

static void visit_parts(struct circles *c, struct cell cell)
{
  const struct form_ledger *ledger = ledger_of(c, cell);
  const struct ledger_row *row = cell.row ? &ledger->rows[cell.row - 1] : NULL;
  const struct formula *own = row && row->formulas ? row->formulas[cell.column] : NULL;
  if (own || ledger->formulas[cell.column])
    visit_formula(c, own ? own : ledger->formulas[cell.column], cell);
  else if (row && row->sum)
    visit(c, (struct cell){cell.table, 0, cell.column});
  else if (ledger->head.columns[cell.column].total)
    visit_columns(c, cell);
}

static void complain(struct circles *c, struct cell cell)
{
  const struct form_ledger *ledger = ledger_of(c, cell);
  const struct ledger_row *row = cell.row ? &ledger->rows[cell.row - 1] : NULL;
  bool of_column = row && !row->formulas[cell.column] && ledger->formulas[cell.column];
  c->good = false;
  if (of_column)
    return; /* said once, of all lines */
  c->reader->table = c->form->tables[cell.table].key;
  form_complain(c->reader, row ? row->span : ledger->head.columns[cell.column].span,
                _("What row “%1$s”, column “%2$s” comes to is computed from itself."), row ? row->key : "*",
                ledger->head.columns[cell.column].name);
  c->reader->table = NULL;
}

static void visit(struct circles *c, struct cell cell)
{
  size_t columns = ledger_of(c, cell)->head.column_count;
  enum visit *seen = &c->seen[cell.table][cell.row * columns + cell.column];
  if (*seen == UNDER_WAY)
    complain(c, cell);
  if (*seen != NOT_SEEN)
    return;
  *seen = UNDER_WAY;
  visit_parts(c, cell);
  *seen = DONE;
}

bool form_circles_check(struct form_reader *reader, const struct form *form)
{
  struct circles c = {reader, form, ARENA_ARRAY(reader->arena, form->table_count, enum visit *), true};
  for (size_t t = 0; t < form->table_count; t++) {
    const struct form_ledger *ledger = form->tables[t].ledger;
    if (ledger)
      c.seen[t] = ARENA_ARRAY(reader->arena, (ledger->row_count + 1) * ledger->head.column_count, enum visit);
  }
  for (size_t t = 0; t < form->table_count; t++) {
    const struct form_ledger *ledger = form->tables[t].ledger;
    for (size_t r = 0; ledger && r <= ledger->row_count; r++)
      for (size_t i = 0; i < ledger->head.column_count; i++)
        visit(&c, (struct cell){t, r, i});
  }
  return c.good;
}
