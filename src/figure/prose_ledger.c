/* What ledgers have for the names of a mention: expressions over their figures; and the names that the source gives its
 * own lines. */
#include <glib.h>
#include <string.h>

#include "figure/ledger_values.h"
#include "figure/prose.h"

/* --- values --- */

static const char *unit_of(const struct ledger *ledger)
{
  const struct inlines *unit = ledger->table ? &ledger->table->unit : NULL;
  return unit && unit->count == 1 && unit->items[0].kind == INLINE_TEXT ? unit->items[0].text : NULL;
}

/* As exact as the column prints it, so that 12.5 is 12.50: known to the hundredth. */
static bool number_of(ratio value, int decimals, dec *out)
{
  if (!ratio_exact(value, out) && !ratio_round(value, 6, out))
    return false;
  return out->scale >= decimals || ratio_round(value, (uint8_t)decimals, out);
}

/* Where several figures are added up, each may have been rounded. */
static ratio slack_of(const struct form_table *table, size_t figures)
{
  const struct tolerance *tolerance = &table->ledger->tolerance;
  ratio slack = ratio_from_dec(tolerance->amount);
  if (figures < 2)
    return (ratio){0, 1};
  if (tolerance->each && !ratio_mul(slack, (ratio){(int64_t)figures, 1}, &slack))
    slack = (ratio){0, 1};
  return slack;
}

static void relate(const struct ledger_values *values, struct ledger_at at, const char *name, struct prose_value *out)
{
  const struct table_cell *cell = at.line ? ledger_cell(at.ledger, at.line, at.column) : NULL;
  if (!cell)
    return;
  out->place = cell->place;
  out->place_name = name;
  out->place_text = dec_format(values->arena, out->number);
}

static bool value_read(const struct ledger_values *values, const struct prose_sum *sum, struct prose_value *out,
                       bool *doubtful)
{
  static const struct ledger_at nowhere = {NULL, NULL, NO_COLUMN};
  const struct formula *figure = formula_first_figure(sum->formula);
  struct ledger_at at = figure ? ledger_follow(values, figure, nowhere) : nowhere;
  if (!at.ledger || !at.ledger->table)
    return false;
  const struct amount amount = ledger_evaluate(values, sum->formula, nowhere);
  *doubtful |= amount.unknown || amount.doubtful;
  int decimals = ledger_decimals(at);
  *out = (struct prose_value){.expression = sum->terms[0],
                              .unit = unit_of(at.ledger),
                              .figures = amount.figures,
                              .slack = slack_of(at.ledger->form, amount.figures)};
  if (!amount.any || !out->unit || !number_of(amount.value, decimals, &out->number))
    return false;
  const char *words = ledger_words(values, sum->formula, nowhere);
  if (sum->formula != figure)
    words = arena_printf(values->arena, "%s = %s", words, dec_format(values->arena, out->number));
  out->words = arena_printf(values->arena, "%s%s", words, out->unit);
  relate(values, at, figure->name, out);
  return true;
}

void prose_values_of_ledgers(struct prose *prose, const struct prose_sums *sums, struct prose_values *out)
{
  const struct ledger_values values = {prose->arena, prose->diags, prose->facts};
  prose->asked = true;
  for (size_t i = 0; i < sums->count; i++) {
    struct prose_value value;
    if (value_read(&values, &sums->items[i], &value, &out->doubtful))
      prose_values_keep(prose, &value, out);
  }
}

bool prose_value_of_ledger(struct prose *prose, const struct facts *facts, const struct prose_sum *sum,
                           struct prose_value *out)
{
  const struct ledger_values values = {prose->arena, prose->diags, facts};
  bool doubtful = false;
  prose->asked = true;
  return value_read(&values, sum, out, &doubtful) && !doubtful;
}

void prose_values_of_plan(struct prose *prose, const struct prose_names *rows, struct prose_values *out)
{
  if (rows->count == 1)
    prose_values_of_ledgers(prose, &rows->items[0]->plan, out);
  prose_values_settle(out);
}

/* --- names of lines --- */

/* 2050101 行政运行: the name beside the code; of the form's own lines their key. */
static const char *name_of(const struct ledger *ledger, const struct ledger_line *line)
{
  const struct ledger_side *side = &ledger->form->ledger->sides[line->side];
  if (line->row)
    return line->row->key;
  const struct table_cell *cell = line->code && side->labels > 1 ? ledger_cell(ledger, line, side->first + 1) : NULL;
  bool plain = cell && cell->text.count == 1 && cell->text.items[0].kind == INLINE_TEXT;
  return plain ? cell->text.items[0].text : NULL;
}

static const struct ledger *ledger_of(const struct facts *facts, const struct form_table *form, size_t *table)
{
  *table = (size_t)(form - facts->form->tables);
  const struct ledger *ledger = *table < facts->count ? facts->tables[*table].ledger : NULL;
  return ledger && ledger->table ? ledger : NULL;
}

/* All of it in `arena`: the names outlive the run that they were found in (prose_cache.h). */
static struct prose_sum figure_of(struct arena *arena, const struct ledger *ledger, size_t table,
                                  const struct ledger_line *line)
{
  const struct ledger_side *side = &ledger->form->ledger->sides[line->side];
  const char *path = side->key ? arena_printf(arena, "%s.%s", side->key, line->key) : arena_strdup(arena, line->key);
  const char **terms = ARENA_ARRAY(arena, 1, const char *);
  struct formula *formula = ARENA_NEW(arena, struct formula);
  terms[0] = arena_printf(arena, "%s.%s", ledger->form->key, path);
  *formula = (struct formula){.kind = FORMULA_FIGURE, .name = terms[0], .table = table, .line = path};
  if (!ledger_default_column(ledger->form->ledger, side, &formula->column))
    return (struct prose_sum){NULL, 0, NULL};
  return (struct prose_sum){terms, 1, formula};
}

/* All that is called so, each time it is. */
struct called {
  const char *name;
  struct prose_sum *items;
  size_t count, capacity;
};

struct calling {
  struct arena *arena;
  GHashTable *found; /* name → index + 1 in items */
  struct called *items;
  size_t count, capacity;
};

/* A line of the form's own has no name in prose but as one that the source names, too: 教育支出, but not 合计. */
static void call_line(struct calling *calling, const struct ledger *ledger, size_t table,
                      const struct ledger_line *line)
{
  const char *name = name_of(ledger, line);
  size_t known = name ? GPOINTER_TO_SIZE(g_hash_table_lookup(calling->found, name)) : 0;
  struct prose_sum sum = name && (known || !line->row) ? figure_of(calling->arena, ledger, table, line)
                                                       : (struct prose_sum){NULL, 0, NULL};
  if (!sum.count)
    return;
  if (!known) {
    *ARENA_PUSH(calling->arena, calling) = (struct called){.name = name};
    known = calling->count;
    g_hash_table_insert(calling->found, arena_strdup(calling->arena, name), GSIZE_TO_POINTER(known));
  }
  *ARENA_PUSH(calling->arena, &calling->items[known - 1]) = sum;
}

static void call_lines(struct calling *calling, const struct facts *facts, const struct prose_subject *subject,
                       bool own)
{
  for (size_t t = 0; t < subject->line_count; t++) {
    size_t table = 0;
    const struct ledger *ledger = ledger_of(facts, subject->lines[t], &table);
    for (size_t i = 0; ledger && i < ledger->count; i++)
      if ((ledger->lines[i].row != NULL) == own && !ledger->lines[i].band)
        call_line(calling, ledger, table, &ledger->lines[i]);
  }
}

size_t prose_ledger_names(struct arena *arena, const struct facts *facts, const struct prose_subject *subject,
                          struct prose_name **out)
{
  struct calling calling = {.arena = arena, .found = g_hash_table_new(g_str_hash, g_str_equal)};
  call_lines(&calling, facts, subject, false);
  call_lines(&calling, facts, subject, true);
  g_hash_table_destroy(calling.found);
  *out = ARENA_ARRAY(arena, calling.count, struct prose_name);
  for (size_t i = 0; i < calling.count; i++) {
    const char **words = ARENA_ARRAY(arena, 1, const char *);
    words[0] = arena_strdup(arena, calling.items[i].name);
    (*out)[i] = (struct prose_name){
        .subject = subject, .words = {words, 1}, .is = {calling.items[i].items, calling.items[i].count}};
  }
  return calling.count;
}

const char *prose_ledger_labels(struct arena *arena, const struct facts *facts)
{
  GString *labels = g_string_new(NULL);
  const struct form_prose *prose = facts->form->prose;
  for (size_t s = 0; prose && s < prose->subject_count; s++) {
    for (size_t t = 0; t < prose->subjects[s].line_count; t++) {
      size_t table = 0;
      const struct ledger *ledger = ledger_of(facts, prose->subjects[s].lines[t], &table);
      for (size_t i = 0; ledger && i < ledger->count; i++) {
        const char *name = ledger->lines[i].band ? NULL : name_of(ledger, &ledger->lines[i]);
        if (name)
          g_string_append_printf(labels, "%zu %zu %s %s\n", s, table, ledger->lines[i].key, name);
      }
    }
  }
  const char *kept = arena_strdup(arena, labels->str);
  g_string_free(labels, TRUE);
  return kept;
}
