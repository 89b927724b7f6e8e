/* Figures written by the rows of the form of the years before, or after (S1): last year's file with the form's name
 * changed, or the other way round. Row by row that would be a dozen findings; it is one mistake. */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "figure/figures.h"

#define FOREIGN_LEAST 3u /* rows and columns that must fit the other form better: fewer are slips of their own */

static bool has_column(const struct form_columns *columns, const char *key)
{
  for (size_t c = 0; c < columns->count; c++)
    if (strcmp(columns->items[c].key, key) == 0)
      return true;
  return strcmp(key, "其余") == 0;
}

static bool is_single(const struct form_columns *columns)
{
  return columns->count == 1 && columns->items[0].key[0] == '\0';
}

static size_t misfits_of_row(const struct form_table *form, const struct form_row *row, const struct node *node)
{
  const struct form_columns *columns = &form->column_sets[row->columns];
  size_t count = 0;
  if (node->kind == NODE_LIST)
    return node->as.list.count + 1 < columns->count || node->as.list.count > columns->count;
  if (node->kind != NODE_MAP)
    return 0;
  if (is_single(columns))
    return node_get(node, "value") == NULL;
  for (uint32_t i = 0; i < node->as.map.count; i++)
    count += !has_column(columns, node->as.map.pairs[i].key->as.scalar.text);
  return count;
}

struct fitting {
  struct arena *arena;
  const struct form_table *form;
  GHashTable *rows; /* path → its row */
};

static GHashTable *rows_by_path(const struct form_table *form)
{
  GHashTable *rows = g_hash_table_new(g_str_hash, g_str_equal);
  for (size_t i = 0; i < form->row_count; i++)
    g_hash_table_insert(rows, (gpointer)(uintptr_t)form->rows[i].path, (gpointer)(uintptr_t)&form->rows[i]);
  return rows;
}

/* Rows, and columns of rows, that the form does not have. */
static size_t misfits_of_rows(const struct fitting *fitting, const struct node *map, const char *prefix)
{
  const struct form_table *form = fitting->form;
  size_t count = 0;
  for (uint32_t i = 0; i < map->as.map.count; i++) {
    const struct pair *pair = &map->as.map.pairs[i];
    const char *key = pair->key->as.scalar.text;
    const char *path = prefix ? arena_printf(fitting->arena, "%s.%s", prefix, key) : key;
    const struct form_row *row = g_hash_table_lookup(fitting->rows, path);
    if (row)
      count += misfits_of_row(form, row, pair->value);
    else if (form_group(form, path) && pair->value->kind == NODE_MAP && !prefix)
      count += misfits_of_rows(fitting, pair->value, path);
    else
      count++;
  }
  return count;
}

static size_t misfits(struct arena *arena, const struct form *form, const struct node *figures, const char *key)
{
  const struct form_table *table = form_table(form, key);
  const struct pair *pair = node_pair(figures, key);
  if (!pair || pair->value->kind != NODE_MAP)
    return 0;
  if (!table || table->ledger)
    return table ? 0 : 1;
  struct fitting fitting = {arena, table, rows_by_path(table)};
  size_t count = misfits_of_rows(&fitting, pair->value, NULL);
  g_hash_table_destroy(fitting.rows);
  return count;
}

/* Of the tables of the report's own form, by the rows of `by`. */
static size_t misfits_in_all(struct arena *arena, const struct form *by, const struct form *own,
                             const struct node *figures)
{
  size_t count = 0;
  for (size_t t = 0; t < own->table_count; t++)
    count += misfits(arena, by, figures, own->tables[t].key);
  return count;
}

static bool is_of_year(const struct form *form, int year)
{
  return (!form->first_year || year >= form->first_year) && (!form->last_year || year <= form->last_year);
}

static void complain(const struct figures_context *context, const struct form *form, const struct form *other,
                     const struct report *report, struct span place)
{
  struct diag *diag = diag_add(context->diags, DIAG_S1, place,
                               _("The figures have the rows and columns of the form %1$s, not those of %2$s."),
                               other->name, form->name);
  if (span_known(report->form_span))
    diag_relate(context->diags, diag, report->form_span, _("The report says that it follows %s."), form->name);
  if (report->year == 0 || is_of_year(form, report->year))
    diag_hint(
        context->diags, diag,
        _("The report on %1$d needs %2$s: “nianbao new --year %1$d” writes its rows, to be filled in again. Only a "
          "report on another year may say “form: %3$s”."),
        report->year, form->name, other->name);
  else
    diag_hint(context->diags, diag, _("Write “form: %s”."), other->name);
}

static const struct form *load_quietly(const struct figures_context *context, const struct form *form, const char *name)
{
  struct diags apart;
  diags_init(&apart, context->arena);
  return name && form->layouts ? form_load(context->arena, context->files, form->layouts, name, SPAN_NONE, &apart)
                               : NULL;
}

static bool fits_better(struct arena *arena, const struct form *form, const struct form *other,
                        const struct node *figures)
{
  size_t own = misfits_in_all(arena, form, form, figures), their = misfits_in_all(arena, other, form, figures);
  return own >= their + FOREIGN_LEAST && their * 4 <= own;
}

const struct form *figures_find_foreign(const struct figures_context *context, const struct form *form,
                                        const struct report *report, const struct node *figures)
{
  const char *names[] = {form->before, form->after};
  if ((!form->before && !form->after) || misfits_in_all(context->arena, form, form, figures) < FOREIGN_LEAST)
    return NULL;
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    const struct form *other = load_quietly(context, form, names[i]);
    if (!other || !fits_better(context->arena, form, other, figures))
      continue;
    complain(context, form, other, report, figures->as.map.pairs[0].key->span);
    return other;
  }
  return NULL;
}

bool figures_are_foreign(struct arena *arena, const struct form *form, const struct form *other,
                         const struct node *figures, const char *key)
{
  return other && misfits(arena, form, figures, key) > misfits(arena, other, figures, key);
}
