/* From figures as written to facts: read, total, check. */
#include "figure/facts.h"

#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "figure/figures.h"

static struct fact_table table_new(struct arena *arena, const struct form_table *form)
{
  struct fact_table table = {.form = form};
  for (size_t s = 0; s < form->column_set_count; s++)
    table.stride = MAX(table.stride, form->column_sets[s].count);
  size_t count = form->row_count * table.stride;
  table.cells = ARENA_ARRAY(arena, count, struct fact);
  for (size_t i = 0; i < count; i++)
    table.cells[i] = (struct fact){.kind = FACT_ABSENT, .text = "", .span = SPAN_NONE};
  return table;
}

struct fact_table *tables_new(struct arena *arena, const struct form *form)
{
  struct fact_table *tables = ARENA_ARRAY(arena, form->table_count, struct fact_table);
  for (size_t t = 0; t < form->table_count; t++)
    tables[t] = table_new(arena, &form->tables[t]);
  return tables;
}

/* As it is named in messages; "" for what is in no file. */
static const char *source_name(const struct files *files, const struct report *report)
{
  return span_known(report->span) ? files_get(files, report->span.file)->name : "";
}

/* Figures without a form mean nothing; where the form could not be read, that has been said. */
static void check_formless(struct arena *arena, struct diags *diags, const struct facts *facts)
{
  const struct report *report = facts->report;
  if (report->form)
    return;
  const struct node *figures = report->figures ? report->figures : report->sum_of ? report->sum_of : report->own;
  if (figures) {
    struct diag *diag =
        diag_add(diags, DIAG_KEY_MISSING, figures->span, _("There are figures, but no form that says what they are."));
    diag_hint(diags, diag, _("Add a line such as “form: disclosure-2021”."));
  }
  check_tables(arena, diags, facts, NULL);
}

struct facts *facts_read_tables(struct figures_context *context, const struct report *report, const struct form *form)
{
  struct facts *facts = ARENA_NEW(context->arena, struct facts);
  facts->form = form;
  facts->report = report;
  if (!form)
    return facts;
  facts->count = form->table_count;
  facts->tables = tables_new(context->arena, form);
  figures_read(context, facts);
  bodies_add(context, facts);
  ledgers_read(context->arena, context->files, context->diags, facts);
  ledgers_resolve(context->arena, context->diags, facts);
  for (size_t t = 0; t < facts->count; t++)
    totals_compute(context->arena, context->diags, &facts->tables[t]);
  return facts;
}

struct facts *facts_resolve(struct arena *arena, struct files *files, const struct report *report,
                            const struct form *form, struct diags *diags)
{
  return facts_resolve_cached(arena, files, report, form, (struct facts_caches){NULL, NULL}, diags);
}

struct facts *facts_resolve_cached(struct arena *arena, struct files *files, const struct report *report,
                                   const struct form *form, struct facts_caches caches, struct diags *diags)
{
  struct figures_context context = {.arena = arena,
                                    .files = files,
                                    .diags = diags,
                                    .source = source_name(files, report),
                                    .form = form,
                                    .pictures = caches.pictures};
  struct facts *facts = facts_read_tables(&context, report, form);
  previous_read(&context, facts);
  images_resolve(&context, facts);
  if (!form) {
    check_formless(arena, diags, facts);
    free_facts_resolve(arena, diags, facts);
    charts_resolve(arena, diags, facts); /* which may draw what stands in free tables */
    return facts;
  }
  check_year(arena, diags, facts);
  check_rules(arena, diags, facts);
  check_ledger_rules(arena, diags, facts);
  check_previous(arena, diags, facts);
  check_blanks(arena, diags, facts);
  const size_t *found = check_sections(arena, diags, facts);
  check_tables(arena, diags, facts, found);
  check_statements(arena, files, diags, facts, found);
  free_facts_resolve(arena, diags, facts);
  charts_resolve(arena, diags, facts);
  check_words(arena, diags, files, facts, caches.prose);
  return facts;
}

const struct fact_table *facts_table(const struct facts *facts, const char *key)
{
  for (size_t t = 0; t < facts->count; t++)
    if (strcmp(facts->tables[t].form->key, key) == 0)
      return &facts->tables[t];
  return NULL;
}
