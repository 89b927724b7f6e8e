/* From figures as written to facts: read, total, check. */
#include "figure/facts.h"

#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "figure/figures.h"

static struct fact_table table_new(struct arena *arena, const struct form_table *form)
{
  struct fact_table table = {form, NULL, 0};
  for (size_t s = 0; s < form->column_set_count; s++)
    table.stride = MAX(table.stride, form->column_sets[s].count);
  size_t count = form->row_count * table.stride;
  table.cells = ARENA_ARRAY(arena, count, struct fact);
  for (size_t i = 0; i < count; i++)
    table.cells[i] = (struct fact){.kind = FACT_ABSENT, .text = "", .span = SPAN_NONE};
  return table;
}

/* Figures without a form mean nothing; where the form could not be read, that has been said. */
static void check_formless(struct arena *arena, struct diags *diags, const struct facts *facts)
{
  const struct report *report = facts->report;
  if (report->form)
    return;
  if (report->figures) {
    struct diag *diag = diag_add(diags, DIAG_KEY_MISSING, report->figures->span,
                                 _("There are figures, but no form that says what they are."));
    diag_hint(diags, diag, _("Add a line such as “form: disclosure-2021”."));
  }
  check_tables(arena, diags, facts, NULL);
}

struct facts *facts_resolve(struct arena *arena, const struct files *files, const struct report *report,
                            const struct form *form, struct diags *diags)
{
  (void)files;
  struct facts *facts = ARENA_NEW(arena, struct facts);
  facts->form = form;
  facts->report = report;
  check_previous(diags, report);
  if (!form) {
    check_formless(arena, diags, facts);
    charts_resolve(arena, diags, facts);
    free_facts_resolve(arena, diags, facts);
    return facts;
  }
  facts->count = form->table_count;
  facts->tables = ARENA_ARRAY(arena, facts->count, struct fact_table);
  for (size_t t = 0; t < facts->count; t++)
    facts->tables[t] = table_new(arena, &form->tables[t]);
  figures_read(arena, diags, facts);
  for (size_t t = 0; t < facts->count; t++)
    totals_compute(arena, diags, &facts->tables[t]);
  check_year(arena, diags, facts);
  check_rules(arena, diags, facts);
  check_blanks(arena, diags, facts);
  check_tables(arena, diags, facts, check_sections(arena, diags, facts));
  charts_resolve(arena, diags, facts);
  free_facts_resolve(arena, diags, facts);
  return facts;
}

const struct fact_table *facts_table(const struct facts *facts, const char *key)
{
  for (size_t t = 0; t < facts->count; t++)
    if (strcmp(facts->tables[t].form->key, key) == 0)
      return &facts->tables[t];
  return NULL;
}
