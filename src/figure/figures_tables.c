/* The figures of a source, table by table (S1). */
#include "base/tr.h"
#include "figure/figures.h"
#include "figure/ledger.h"

/* Gives the table most likely meant, or NULL. */
static const char *table_complain_unknown(struct diags *diags, struct arena *arena, const struct form *form,
                                          const struct node *key)
{
  const char **names = ARENA_ARRAY(arena, form->table_count, const char *);
  for (size_t i = 0; i < form->table_count; i++)
    names[i] = form->tables[i].key;
  struct diag *diag = diag_add(diags, DIAG_S1, key->span, _("The form %s has no table “%s”."), form->name,
                               figure_quote(arena, key->as.scalar.text));
  const char *nearest = diag_nearest(key->as.scalar.text, names, form->table_count);
  if (nearest)
    diag_hint(diags, diag, _("Did you mean “%s”?"), nearest);
  else
    diag_hint(diags, diag, _("Its tables are: %s."), figure_names_join(arena, names, form->table_count));
  return nearest;
}

static void table_complain_missing(struct diags *diags, const struct node *figures, const struct form_table *table)
{
  struct span place = figures->as.map.count ? figures->as.map.pairs[0].key->span : figures->span;
  const char *key = table->key;
  struct diag *diag = diag_add(diags, DIAG_S1, place, _("The figures of the table “%s” are missing."), key);
  if (table->ledger && table->ledger->head.empty.count)
    diag_hint(
        diags, diag,
        _("Add “%1$s:” under “figures”, with its lines; where there is nothing to report, write “%1$s: []”, and the "
          "form's sentence is printed."),
        key);
  else
    diag_hint(diags, diag, _("Add “%s:” under “figures”, with a line for each row of the form."), key);
}

static void figures_complain_missing(struct diags *diags, const struct facts *facts)
{
  struct span place = span_known(facts->report->form_span) ? facts->report->form_span : facts->report->span;
  struct diag *diag = diag_add(diags, DIAG_KEY_MISSING, place,
                               _("The report follows the form %s but has no “figures”."), facts->form->name);
  diag_hint(diags, diag, _("Add “figures:” with the tables of the form and their rows."));
}

static void tables_read(const struct figures_context *context, enum figures_gaps gaps, const struct form *form,
                        const struct node *figures, const struct form *foreign, struct fact_table *tables)
{
  struct arena *arena = context->arena;
  bool *meant = ARENA_ARRAY(arena, form->table_count, bool);
  for (uint32_t i = 0; i < figures->as.map.count; i++) {
    const struct node *key = figures->as.map.pairs[i].key;
    if (form_table(form, key->as.scalar.text))
      continue;
    const char *nearest = table_complain_unknown(context->diags, arena, form, key);
    if (nearest)
      meant[form_table(form, nearest) - form->tables] = true;
  }
  for (size_t t = 0; t < form->table_count; t++) {
    const struct pair *pair = node_pair(figures, form->tables[t].key);
    if (pair && form->tables[t].ledger)
      continue; /* ledgers_read */
    if (figures_are_foreign(arena, form, foreign, figures, form->tables[t].key))
      continue; /* has been reported */
    if (pair)
      figures_table_read(context, gaps, &tables[t], pair);
    else if (!meant[t] && gaps == GAPS_NONE && !form->tables[t].optional)
      table_complain_missing(context->diags, figures, &form->tables[t]);
  }
}

void figures_read(struct figures_context *context, struct facts *facts)
{
  const struct node *figures = facts->report->figures;
  enum figures_gaps gaps = facts->report->sum_of ? GAPS_ALL : GAPS_NONE;
  if (figures && figures->kind == NODE_MAP)
    tables_read(context, gaps, facts->form, figures, figures_find_foreign(context, facts->form, facts->report, figures),
                facts->tables);
  else if (figures)
    diag_add(context->diags, DIAG_VALUE_KIND, figures->span, _("“figures” is %s, not tables by name."),
             node_kind_name(figures->kind));
  else if (gaps == GAPS_NONE)
    figures_complain_missing(context->diags, facts);
}

void figures_read_own(const struct figures_context *context, const struct form *form, const struct node *figures,
                      struct fact_table *tables)
{
  tables_read(context, GAPS_TABLES, form, figures, NULL, tables);
}
