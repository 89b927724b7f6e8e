/* What is not written in a ledger: formulas, sums of codes, totals; each computed when it is asked for. That the form
 * goes in no circle was checked when it was read. */
#include "figure/ledger_values.h"

#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "figure/ledger_reader.h"

#define ALL_LEVELS SIZE_MAX

static struct free_fact *fact_of(struct ledger_at at)
{
  const struct table_cell *cell = ledger_cell(at.ledger, at.line, at.column);
  return cell ? &at.ledger->facts[cell - at.ledger->table->cells] : NULL;
}

static const struct ledger *ledger_of(const struct ledger_values *values, size_t table)
{
  return values->facts->tables[table].ledger;
}

/* The same column on the side of another line: there the columns are called alike. */
static size_t column_beside(const struct form_ledger *frame, size_t column, size_t side)
{
  const struct ledger_side *to = &frame->sides[side];
  for (size_t s = 0; s < frame->side_count; s++) {
    const struct ledger_side *from = &frame->sides[s];
    if (column < from->first || column >= from->first + from->count)
      continue;
    size_t beside = to->first + (column - from->first);
    bool alike = column - from->first < to->count &&
                 strcmp(frame->head.columns[beside].key, frame->head.columns[column].key) == 0;
    return alike ? beside : NO_COLUMN;
  }
  return NO_COLUMN;
}

struct ledger_at ledger_follow(const struct ledger_values *values, const struct formula *figure, struct ledger_at at)
{
  struct ledger_at to = at;
  if (figure->table != SIZE_MAX)
    to.ledger = ledger_of(values, figure->table);
  if (figure->line)
    to.line = to.ledger->table ? ledger_line(to.ledger, figure->line) : NULL;
  if (figure->column != NO_COLUMN)
    to.column = figure->column;
  else if (to.line)
    to.column = column_beside(to.ledger->form->ledger, to.column, to.line->side);
  return to;
}

/* --- amounts --- */

static void add(struct amount *sum, struct amount more)
{
  sum->unknown |= more.unknown || !ratio_add(sum->value, more.value, &sum->value);
  sum->any |= more.any;
  sum->doubtful |= more.doubtful;
  sum->figures += more.figures;
}

static const struct amount nothing = {.value = {0, 1}};

static struct amount combine(enum formula_kind kind, struct amount left, struct amount right)
{
  struct amount out = {.value = {0, 1}, .unknown = left.unknown || right.unknown};
  bool good = true, both = left.any && right.any;
  out.figures = left.figures + right.figures;
  out.doubtful = left.doubtful || right.doubtful;
  switch (kind) {
  case FORMULA_ADD:
    out.any = left.any || right.any;
    good = ratio_add(left.value, right.value, &out.value);
    break;
  case FORMULA_SUBTRACT:
    out.any = left.any || right.any;
    good = ratio_sub(left.value, right.value, &out.value);
    break;
  case FORMULA_MULTIPLY:
    out.any = both;
    good = ratio_mul(left.value, right.value, &out.value);
    break;
  case FORMULA_DIVIDE:
    out.any = both && right.value.num != 0;
    good = !out.any || ratio_div(left.value, right.value, &out.value);
    break;
  case FORMULA_NUMBER:
  case FORMULA_FIGURE:
    g_assert_not_reached();
  }
  out.unknown |= !good;
  return out;
}

struct amount ledger_evaluate(const struct ledger_values *values, const struct formula *formula, struct ledger_at at)
{
  if (formula->kind == FORMULA_NUMBER)
    return (struct amount){.value = formula->number, .any = formula->number.num != 0};
  if (formula->kind == FORMULA_FIGURE)
    return ledger_figure(values, ledger_follow(values, formula, at));
  return combine(formula->kind, ledger_evaluate(values, formula->left, at),
                 ledger_evaluate(values, formula->right, at));
}

/* --- sums --- */

struct amount ledger_add_children(const struct ledger_values *values, struct ledger_at at)
{
  struct amount sum = nothing;
  const struct ledger_line *lines = at.ledger->lines;
  for (size_t child = at.line->child; child; child = lines[child - 1].next)
    add(&sum, ledger_figure(values, (struct ledger_at){at.ledger, &lines[child - 1], at.column}));
  return sum;
}

/* A code that cannot be one, which has been reported, is left out. */
static bool is_part(const struct ledger_line *line, const struct ledger_line *total, int least, bool coded)
{
  return (line->code || !coded) && !line->row && !line->band && line->side == total->side && !line->parent &&
         line->indent == least;
}

/* With codes those without a parent; else those that are indented least, as in free tables. */
struct amount ledger_add_lines(const struct ledger_values *values, struct ledger_at at)
{
  struct amount sum = nothing;
  int least = INT32_MAX;
  for (size_t i = 0; i < at.ledger->count; i++) {
    const struct ledger_line *line = &at.ledger->lines[i];
    if (!line->row && !line->band && line->side == at.line->side)
      least = MIN(least, line->indent);
  }
  for (size_t i = 0; i < at.ledger->count; i++)
    if (is_part(&at.ledger->lines[i], at.line, least, at.ledger->form->ledger->level_count > 0))
      add(&sum, ledger_figure(values, (struct ledger_at){at.ledger, &at.ledger->lines[i], at.column}));
  return sum;
}

struct amount ledger_add_columns(const struct ledger_values *values, struct ledger_at at)
{
  const struct form_ledger *frame = at.ledger->form->ledger;
  const struct ledger_side *side = &frame->sides[at.line->side];
  struct amount sum = nothing;
  for (uint32_t c = side->first; c < side->first + side->count; c++) {
    const struct table_column *column = &frame->head.columns[c];
    if (frame->formats[c].given && !frame->formats[c].percent && !column->total && !column->not_summed &&
        free_column_under(&frame->head, c, frame->head.columns[at.column].parent))
      add(&sum, ledger_figure(values, (struct ledger_at){at.ledger, at.line, c}));
  }
  return sum;
}

/* --- one cell --- */

/* Figures of the line are written. */
static bool has_written(struct ledger_at at)
{
  const struct ledger_side *side = &at.ledger->form->ledger->sides[at.line->side];
  for (uint32_t c = side->first; c < side->first + side->count; c++)
    if (at.line->cells[c] && at.ledger->form->ledger->formats[c].given)
      return true;
  return false;
}

/* A line's own formula before its column's: what both speak of is the line's. */
static struct amount compute(const struct ledger_values *values, struct ledger_at at)
{
  const struct form_ledger *frame = at.ledger->form->ledger;
  const struct formula *own = at.line->row ? at.line->row->formulas[at.column] : NULL;
  if (own || frame->formulas[at.column])
    return ledger_evaluate(values, own ? own : frame->formulas[at.column], at);
  bool total = frame->head.columns[at.column].total;
  if (at.line->child && !(total && has_written(at)))
    return ledger_add_children(values, at);
  if (at.line->row && at.line->row->sum)
    return ledger_add_lines(values, at);
  return total ? ledger_add_columns(values, at) : nothing;
}

static void complain_large(const struct ledger_values *values, struct ledger_at at)
{
  diag_add(values->diags, DIAG_FIGURE_BAD, at.line->span, _("The sum in row “%1$s”, column “%2$s” becomes too large."),
           at.line->name, at.ledger->form->ledger->head.columns[at.column].name);
}

static void settle(const struct ledger_values *values, struct ledger_at at, struct free_fact *fact)
{
  struct amount amount = compute(values, at);
  int decimals = at.ledger->form->ledger->formats[at.column].decimals;
  fact->doubtful = amount.doubtful || amount.unknown;
  if (!amount.any || amount.unknown)
    return;
  fact->number = ratio_exact(amount.value, &fact->value);
  if (decimals >= 0 && (!fact->number || fact->value.scale < decimals))
    fact->number = ratio_round(amount.value, (uint8_t)decimals, &fact->value);
  if (!fact->number)
    complain_large(values, at);
}

/* Words that say that there is no figure; any other has been reported. */
static bool says_nothing(const struct table_cell *cell)
{
  static const char *const signs[] = {"-", "/", "—", "——", "…", "……", "–"};
  const char *words = cell->text.count == 1 ? cell->text.items[0].text : "";
  for (size_t i = 0; i < G_N_ELEMENTS(signs); i++)
    if (strcmp(words, signs[i]) == 0)
      return true;
  return false;
}

struct amount ledger_figure(const struct ledger_values *values, struct ledger_at at)
{
  if (!at.ledger->table || (at.line && at.column == NO_COLUMN))
    return (struct amount){.value = {0, 1}, .unknown = true};
  const struct table_cell *cell = at.line ? ledger_cell(at.ledger, at.line, at.column) : NULL;
  struct free_fact *fact = cell ? fact_of(at) : NULL;
  if (!cell)
    return nothing;
  enum ledger_state *state = &at.ledger->states[cell - at.ledger->table->cells];
  if (cell->kind == TABLE_CELL_SUM && *state == LEDGER_UNKNOWN) {
    *state = LEDGER_UNDER_WAY;
    settle(values, at, fact);
    *state = LEDGER_KNOWN;
  }
  if (fact->number)
    return (struct amount){
        .value = ratio_from_dec(fact->value), .any = true, .figures = 1, .doubtful = fact->wrong || fact->doubtful};
  bool unknown = fact->doubtful || (at.line->lacks && !at.line->cells[at.column]) || cell->kind == TABLE_CELL_FIGURE ||
                 (cell->kind == TABLE_CELL_TEXT && !says_nothing(cell));
  return (struct amount){.value = {0, 1}, .unknown = unknown};
}

/* --- all --- */

static bool holds_figures(const struct ledger_line *line, const struct form_ledger *frame, size_t column)
{
  const struct ledger_side *side = &frame->sides[line->side];
  return frame->formats[column].given && column >= side->first && column < side->first + side->count;
}

static void each_figure(const struct ledger_values *values, const struct ledger *ledger, size_t level,
                        void (*visit)(const struct ledger_values *values, struct ledger_at at))
{
  const struct form_ledger *frame = ledger->form->ledger;
  for (size_t i = 0; i < ledger->count; i++)
    for (size_t c = 0; c < frame->head.column_count; c++)
      if ((level == ALL_LEVELS || ledger->lines[i].level == level) && holds_figures(&ledger->lines[i], frame, c) &&
          ledger_cell(ledger, &ledger->lines[i], c))
        visit(values, (struct ledger_at){ledger, &ledger->lines[i], c});
}

static void resolve(const struct ledger_values *values, struct ledger_at at)
{
  ledger_figure(values, at);
}

static void put_placeholder(const struct ledger_values *values, struct ledger_at at)
{
  (void)values;
  placeholder_put(&at.ledger->form->ledger->placeholders[at.column], ledger_cell(at.ledger, at.line, at.column),
                  fact_of(at));
}

static struct free_figures figures_of(const struct ledger_values *values, const struct ledger *ledger)
{
  return (struct free_figures){.arena = values->arena,
                               .diags = values->diags,
                               .facts = values->facts,
                               .table = ledger->table,
                               .formats = ledger->form->ledger->formats,
                               .cells = ledger->facts,
                               .totals = true};
}

static void each_ledger(const struct ledger_values *values,
                        void (*visit)(const struct ledger_values *values, struct ledger *ledger))
{
  for (size_t t = 0; t < values->facts->count; t++) {
    struct ledger *ledger = values->facts->tables[t].ledger;
    if (ledger && ledger->table)
      visit(values, ledger);
  }
}

static void read_facts(const struct ledger_values *values, struct ledger *ledger)
{
  ledger->facts = ARENA_ARRAY(values->arena, ledger->table->cell_count, struct free_fact);
  struct free_figures figures = figures_of(values, ledger);
  free_figures_read(&figures);
}

static void resolve_all(const struct ledger_values *values, struct ledger *ledger)
{
  each_figure(values, ledger, ALL_LEVELS, resolve);
}

/* From the lowest level up: what a wrong figure is a part of is not said to be wrong, too. */
static void check_all(const struct ledger_values *values, struct ledger *ledger)
{
  for (size_t level = ledger->form->ledger->level_count + 1; level-- > 0;)
    each_figure(values, ledger, level, ledger_check_cell);
}

/* Computed once more, what is computed from wrong figures is known to be so. */
static void forget(const struct ledger_values *values, struct ledger *ledger)
{
  (void)values;
  for (size_t i = 0; i < ledger->table->cell_count; i++)
    ledger->states[i] = LEDGER_UNKNOWN;
}

static void print_all(const struct ledger_values *values, struct ledger *ledger)
{
  struct free_figures figures = figures_of(values, ledger);
  free_figures_print(&figures);
  each_figure(values, ledger, ALL_LEVELS, put_placeholder);
}

void ledgers_resolve(struct arena *arena, struct diags *diags, struct facts *facts)
{
  struct ledger_values values = {arena, diags, facts};
  each_ledger(&values, read_facts);
  each_ledger(&values, resolve_all);
  each_ledger(&values, print_all);
  each_ledger(&values, check_all);
  each_ledger(&values, forget);
  each_ledger(&values, resolve_all);
}
