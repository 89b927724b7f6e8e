/* Tables named in the sections: each must be one of the form's, and each table of the form must be placed. A table that
 * is silently not printed is a wrong report (S5). */
#include <string.h>

#include "base/tr.h"
#include "figure/figures.h"

/* The table most likely meant counts as placed: one slip is one finding. */
static void table_complain_unknown(struct arena *arena, struct diags *diags, const struct form *form,
                                   const struct node *node, bool *placed)
{
  const char **names = ARENA_ARRAY(arena, form->table_count, const char *);
  for (size_t i = 0; i < form->table_count; i++)
    names[i] = form->tables[i].key;
  struct diag *diag = diag_add(diags, DIAG_NAME_UNKNOWN, node->span, _("The form %s has no table “%s”."), form->name,
                               figure_quote(arena, node->as.scalar.text));
  const char *nearest = diag_nearest(node->as.scalar.text, names, form->table_count);
  if (!nearest)
    return;
  diag_hint(diags, diag, _("Did you mean “%s”?"), nearest);
  placed[form_table(form, nearest) - form->tables] = true;
}

/* Without a form there are no tables to be named. */
static void table_complain_formless(struct arena *arena, struct diags *diags, const struct node *node)
{
  struct diag *diag =
      diag_add(diags, DIAG_NAME_UNKNOWN, node->span, _("There is no table “%s”, since the report names no form."),
               figure_quote(arena, node->as.scalar.text));
  diag_hint(diags, diag, _("Add a line such as “form: disclosure-2021” at the top."));
}

static void part_check(struct arena *arena, struct diags *diags, const struct facts *facts, const struct part *part,
                       bool *placed)
{
  if (part->kind != PART_TABLE || part->node->kind != NODE_SCALAR)
    return;
  if (!facts->form) {
    table_complain_formless(arena, diags, part->node);
    return;
  }
  const struct form_table *table = form_table(facts->form, part->node->as.scalar.text);
  if (table)
    placed[table - facts->form->tables] = true;
  else
    table_complain_unknown(arena, diags, facts->form, part->node, placed);
}

/* The section that the form has for the table, or SIZE_MAX. */
static size_t section_of(const struct form *form, const char *table)
{
  for (size_t k = 0; k < form->section_count; k++)
    if (form->sections[k].table && strcmp(form->sections[k].table, table) == 0)
      return k;
  return SIZE_MAX;
}

static void table_complain_missing(struct diags *diags, const struct facts *facts, const char *key, const size_t *found)
{
  size_t home = section_of(facts->form, key);
  /* A section that is missing has been reported, with its table. */
  if (home != SIZE_MAX && found[home] == SIZE_MAX)
    return;
  struct span place = home == SIZE_MAX ? facts->report->span : facts->report->sections[found[home]].span;
  struct diag *diag =
      diag_add(diags, DIAG_S5, place, _("The table “%s” stands in no section, so it would not be printed."), key);
  diag_set_severity(diags, diag, DIAG_ERROR);
  if (home != SIZE_MAX)
    diag_hint(diags, diag, _("Add “table: %s” to the section “%s”."), key, facts->form->sections[home].title);
  else
    diag_hint(diags, diag, _("Add “table: %s” to a section."), key);
}

void check_tables(struct arena *arena, struct diags *diags, const struct facts *facts, const size_t *found)
{
  bool *placed = ARENA_ARRAY(arena, facts->count, bool);
  for (size_t i = 0; i < facts->report->count; i++)
    for (size_t k = 0; k < facts->report->sections[i].count; k++)
      part_check(arena, diags, facts, &facts->report->sections[i].parts[k], placed);
  for (size_t t = 0; t < facts->count; t++)
    if (!placed[t] &&
        (!facts->tables[t].form->optional || node_pair(facts->report->figures, facts->tables[t].form->key)))
      table_complain_missing(diags, facts, facts->tables[t].form->key, found);
}
