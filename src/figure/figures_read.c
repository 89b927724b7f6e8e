/* The figures as written: rows by their path, columns by a list, by name or by one value for all (S1). */
#include "figure/figures.h"

#include <glib.h>
#include <string.h>

#include "base/tr.h"

#define REST "其余" /* fills the columns that are not named */

struct figures_reader {
  enum figures_gaps gaps;
  struct arena *arena;
  struct diags *diags;
  const struct form_table *form;
  struct fact_table *table;
  GHashTable *rows;   /* path → index + 1 */
  GHashTable *groups; /* path of a nested group → index + 1 */
  bool *seen;         /* rows; also those that an unknown key most likely means: one slip is one finding */
};

/* A row being read. */
struct row_place {
  struct figures_reader *reader;
  const struct form_row *row;
  const struct form_columns *columns;
  struct fact *facts;
  const char *name; /* 申请.新收 */
};

static struct figure_place cell_place(const struct row_place *row, size_t column)
{
  return (struct figure_place){row->reader->form->key, row->row, &row->columns->items[column]};
}

static void cell_read(const struct row_place *row, size_t column, const struct node *node)
{
  figure_cell_read(row->reader->arena, row->reader->diags, cell_place(row, column), node, &row->facts[column]);
}

/* Columns that the source must give: all but the total. */
static size_t columns_needed(const struct form_columns *columns)
{
  return columns->count - (columns->total != SIZE_MAX);
}

const char *figure_names_join(struct arena *arena, const char *const *names, size_t count)
{
  GString *text = g_string_new(NULL);
  for (size_t i = 0; i < count; i++)
    g_string_append_printf(text, "%s%s", i ? _(", ") : "", names[i]);
  char *kept = arena_strdup(arena, text->str);
  g_string_free(text, TRUE);
  return kept;
}

/* --- a list: the columns in the form's order, the total last --- */

static void list_complain_long(const struct row_place *row, const struct node *node, size_t needed)
{
  struct diags *diags = row->reader->diags;
  bool total = row->columns->total != SIZE_MAX;
  struct span span = node->as.list.items[needed]->span;
  struct diag *diag =
      total ? diag_add(diags, DIAG_S1, span,
                       _("The row %s has %u values, but the form has %zu columns here with the total."), row->name,
                       node->as.list.count, needed)
            : diag_add(diags, DIAG_S1, span, _("The row %s has %u values, but the form has %zu columns here."),
                       row->name, node->as.list.count, needed);
  if (total)
    diag_hint(diags, diag, _("Write one value for each column, and behind them the total, if at all."));
  else
    diag_hint(diags, diag, _("Write one value for each column."));
}

static void list_complain_short(const struct row_place *row, const struct node *node, const size_t *order,
                                size_t needed)
{
  struct arena *arena = row->reader->arena;
  const char **missing = ARENA_ARRAY(arena, needed, const char *);
  size_t count = 0;
  for (size_t i = node->as.list.count; i < needed; i++)
    missing[count++] = row->columns->items[order[i]].name;
  struct diag *diag = diag_add(row->reader->diags, DIAG_S1, node->span,
                               _("The row %s has %u values, but the form has %zu columns here; these are missing: %s."),
                               row->name, node->as.list.count, needed, figure_names_join(arena, missing, count));
  diag_hint(row->reader->diags, diag, _("Add 0 for a column where there was none."));
}

static void row_read_list(const struct row_place *row, const struct node *node)
{
  const struct form_columns *columns = row->columns;
  size_t *order = ARENA_ARRAY(row->reader->arena, columns->count, size_t);
  size_t needed = 0;
  for (size_t c = 0; c < columns->count; c++)
    if (c != columns->total)
      order[needed++] = c;
  if (columns->total != SIZE_MAX)
    order[needed] = columns->total;
  node = figure_join_thousands(row->reader->arena, row->reader->diags, row->name, node, needed, columns->count);
  size_t given = node->as.list.count;
  for (size_t i = 0; i < given && i < columns->count; i++)
    cell_read(row, order[i], node->as.list.items[i]);
  if (given < needed)
    list_complain_short(row, node, order, needed);
  else if (given > columns->count)
    list_complain_long(row, node, columns->count == needed ? needed : columns->count);
}

/* --- a mapping: columns by name --- */

static bool column_find(const struct form_columns *columns, const char *key, size_t *out)
{
  for (size_t c = 0; c < columns->count; c++) {
    if (strcmp(columns->items[c].key, key) == 0) {
      *out = c;
      return true;
    }
  }
  return false;
}

/* The column most likely meant counts as named. */
static void column_complain(const struct row_place *row, const struct node *key, bool *named)
{
  struct figures_reader *reader = row->reader;
  const char **names = ARENA_ARRAY(reader->arena, row->columns->count + 1, const char *);
  size_t count = 0;
  for (size_t c = 0; c < row->columns->count; c++)
    names[count++] = row->columns->items[c].key;
  const char *all = figure_names_join(reader->arena, names, count);
  names[count++] = REST;
  struct diag *diag = diag_add(reader->diags, DIAG_S1, key->span, _("The row %s has no column “%s”."), row->name,
                               figure_quote(reader->arena, key->as.scalar.text));
  const char *nearest = diag_nearest(key->as.scalar.text, names, count);
  size_t column = 0;
  if (nearest)
    diag_hint(reader->diags, diag, _("Did you mean “%s”?"), nearest);
  else
    diag_hint(reader->diags, diag, _("Its columns are: %s."), all);
  if (nearest && column_find(row->columns, nearest, &column))
    named[column] = true;
}

static void columns_complain_missing(const struct row_place *row, const struct node *node, const bool *named)
{
  struct figures_reader *reader = row->reader;
  const char **missing = ARENA_ARRAY(reader->arena, row->columns->count, const char *);
  size_t count = 0;
  for (size_t c = 0; c < row->columns->count; c++)
    if (!named[c] && c != row->columns->total)
      missing[count++] = row->columns->items[c].key;
  if (count == 0)
    return;
  struct diag *diag = diag_add(reader->diags, DIAG_S1, node->span, _("The row %s lacks these columns: %s."), row->name,
                               figure_names_join(reader->arena, missing, count));
  if (count == 1)
    diag_hint(reader->diags, diag, _("If there was none, add “%s: 0”."), missing[0]);
  else
    diag_hint(reader->diags, diag, _("If there was none in any of them, add “其余: 0”."));
}

static void row_read_map(const struct row_place *row, const struct node *node)
{
  const struct form_columns *columns = row->columns;
  bool *named = ARENA_ARRAY(row->reader->arena, columns->count, bool);
  const struct node *rest = NULL;
  for (uint32_t i = 0; i < node->as.map.count; i++) {
    const struct pair *pair = &node->as.map.pairs[i];
    size_t column = 0;
    if (node_is(pair->key, REST)) {
      rest = pair->value;
    } else if (column_find(columns, pair->key->as.scalar.text, &column)) {
      cell_read(row, column, pair->value);
      named[column] = true;
    } else {
      column_complain(row, pair->key, named);
    }
  }
  for (size_t c = 0; rest && c < columns->count; c++)
    if (!named[c] && c != columns->total)
      cell_read(row, c, rest);
  /* A total row is computed where it is not written, column by column. */
  if (!rest && !row->row->total && row->reader->gaps != GAPS_ALL)
    columns_complain_missing(row, node, named);
}

/* --- one value --- */

/* What one value can say of several columns: that all are 0, or all are blank, "-" or "/". */
static bool value_fits_all(const struct node *node)
{
  bool nothing = node->as.scalar.length == 0;
  return node_is(node, "0") || node_is(node, "-") || node_is(node, "/") || (node_is_null(node) && !nothing);
}

static void row_complain_single(const struct row_place *row, const struct node *node)
{
  struct figures_reader *reader = row->reader;
  const char *first = row->columns->items[0].key;
  const char *text = figure_quote(reader->arena, node->as.scalar.text);
  if (node->as.scalar.length == 0) {
    struct diag *empty =
        diag_add(reader->diags, DIAG_FIGURE_BAD, node->span, _("There are no figures for %s."), row->name);
    diag_hint(reader->diags, empty, _("Write 0 if there was none in any column."));
    return;
  }
  dec value;
  if (!figure_parse(&row->columns->items[0], node->as.scalar.text, &value)) {
    figure_explain(reader->arena, reader->diags, cell_place(row, 0), node);
    return;
  }
  struct diag *diag =
      diag_add(reader->diags, DIAG_FIGURE_BAD, node->span,
               _("The row %s has %zu columns; the single value “%s” does not say which of them it is for."), row->name,
               columns_needed(row->columns), text);
  diag_hint(reader->diags, diag, _("Write a list of the columns, or {%s: %s, 其余: 0}; only 0 may stand for all."),
            first, text);
}

static void row_read_single(const struct row_place *row, const struct node *node)
{
  if (!value_fits_all(node)) {
    row_complain_single(row, node);
    return;
  }
  for (size_t c = 0; c < row->columns->count; c++)
    if (c != row->columns->total)
      cell_read(row, c, node);
}

static void row_read(struct figures_reader *reader, size_t index, const struct node *node)
{
  const struct form_row *form_row = &reader->form->rows[index];
  const struct form_columns *columns = &reader->form->column_sets[form_row->columns];
  struct row_place row = {reader, form_row, columns, fact_at(reader->table, index, 0),
                          arena_printf(reader->arena, "%s.%s", reader->form->key, form_row->path)};
  for (size_t c = 0; c < columns->count; c++)
    row.facts[c].span = node->span;
  if (node_is_unfilled(node))
    return;
  if (node->kind == NODE_LIST)
    row_read_list(&row, node);
  else if (columns->count == 1 && columns->items[0].key[0] == '\0')
    cell_read(&row, 0, node);
  else if (node->kind == NODE_MAP)
    row_read_map(&row, node);
  else
    row_read_single(&row, node);
}

/* --- the rows of a table --- */

static size_t index_find(GHashTable *index, const char *path)
{
  return GPOINTER_TO_SIZE(g_hash_table_lookup(index, path));
}

static void rows_excuse(struct figures_reader *reader, const char *path)
{
  const struct form_group *group = form_group(reader->form, path);
  const struct form_row *row = form_row(reader->form, path);
  if (row)
    reader->seen[row - reader->form->rows] = true;
  for (size_t i = 0; group && i < group->count; i++)
    reader->seen[group->rows[i]] = true;
}

static void row_complain_unknown(struct figures_reader *reader, const struct node *key, const char *path)
{
  const struct form_table *form = reader->form;
  const char **names = ARENA_ARRAY(reader->arena, form->row_count + form->group_count, const char *);
  size_t count = 0;
  for (size_t i = 0; i < form->row_count; i++)
    names[count++] = form->rows[i].path;
  for (size_t i = 0; i < form->group_count; i++)
    if (form->groups[i].nested)
      names[count++] = form->groups[i].path;
  struct diag *diag = diag_add(reader->diags, DIAG_S1, key->span, _("The form has no row “%s” in “%s”."),
                               figure_quote(reader->arena, path), form->key);
  const char *nearest = diag_nearest(path, names, count);
  if (!nearest) {
    diag_hint(reader->diags, diag, _("The rows of the form are fixed; leave this one out."));
    return;
  }
  diag_hint(reader->diags, diag, _("Did you mean “%s”?"), nearest);
  rows_excuse(reader, nearest);
}

static void rows_read(struct figures_reader *reader, const struct node *map, const char *prefix);

static void group_read(struct figures_reader *reader, const struct pair *pair, const char *path)
{
  if (node_is_unfilled(pair->value)) {
    rows_excuse(reader, path);
    return;
  }
  if (pair->value->kind == NODE_MAP) {
    rows_read(reader, pair->value, path);
    return;
  }
  const struct form_group *group = &reader->form->groups[index_find(reader->groups, path) - 1];
  const char *first = strrchr(reader->form->rows[group->rows[0]].path, '.') + 1;
  struct diag *diag = diag_add(reader->diags, DIAG_S1, pair->value->span,
                               _("“%s” in “%s” is not one row: the form has %zu rows under it."), path,
                               reader->form->key, group->count);
  diag_hint(reader->diags, diag, _("Write each of them by its name: {%s: 0, …}."), first);
  rows_excuse(reader, path);
}

static void rows_read(struct figures_reader *reader, const struct node *map, const char *prefix)
{
  for (uint32_t i = 0; i < map->as.map.count; i++) {
    const struct pair *pair = &map->as.map.pairs[i];
    const char *key = pair->key->as.scalar.text;
    const char *path = prefix[0] ? arena_printf(reader->arena, "%s.%s", prefix, key) : key;
    bool whole = strchr(key, '.') == NULL; /* a key with a full stop in it would pass for two levels */
    size_t row = whole ? index_find(reader->rows, path) : 0;
    if (row) {
      reader->seen[row - 1] = true;
      row_read(reader, row - 1, pair->value);
    } else if (whole && index_find(reader->groups, path)) {
      group_read(reader, pair, path);
    } else {
      row_complain_unknown(reader, pair->key, path);
    }
  }
}

/* --- what is missing --- */

static bool group_is_missing(const struct figures_reader *reader, const struct form_group *group)
{
  for (size_t i = 0; i < group->count; i++)
    if (reader->seen[group->rows[i]])
      return false;
  return group->nested && group->count > 0;
}

/* A group of which nothing is there is one mistake. */
static void group_complain_missing(struct figures_reader *reader, const struct form_group *group, struct span place)
{
  const char **names = ARENA_ARRAY(reader->arena, group->count, const char *);
  for (size_t i = 0; i < group->count; i++) {
    names[i] = reader->form->rows[group->rows[i]].path + strlen(group->path) + 1;
    reader->seen[group->rows[i]] = true;
  }
  struct diag *diag = diag_add(reader->diags, DIAG_S1, place, _("The rows of “%s” are missing in “%s”: %s."),
                               group->path, reader->form->key, figure_names_join(reader->arena, names, group->count));
  diag_hint(reader->diags, diag, _("If there was none, write “%s: 0” under “%s”, and so on for each."), names[0],
            group->path);
}

static void row_complain_missing(struct figures_reader *reader, const struct form_row *row, struct span place)
{
  const char *dot = strrchr(row->path, '.');
  const char *key = dot ? dot + 1 : row->path;
  const char *parent = dot ? arena_strndup(reader->arena, row->path, (size_t)(dot - row->path)) : reader->form->key;
  struct diag *diag =
      diag_add(reader->diags, DIAG_S1, place, _("The row “%s” is missing in “%s”."), row->path, reader->form->key);
  diag_hint(reader->diags, diag, _("If there was none, write “%s: 0” under “%s”."), key, parent);
}

static void missing_complain(struct figures_reader *reader, struct span place)
{
  for (size_t g = 0; g < reader->form->group_count; g++)
    if (group_is_missing(reader, &reader->form->groups[g]))
      group_complain_missing(reader, &reader->form->groups[g], place);
  for (size_t r = 0; r < reader->form->row_count; r++)
    if (!reader->seen[r] && !reader->form->rows[r].total)
      row_complain_missing(reader, &reader->form->rows[r], place);
}

static GHashTable *index_rows(const struct form_table *form)
{
  GHashTable *index = g_hash_table_new(g_str_hash, g_str_equal);
  for (size_t r = 0; r < form->row_count; r++)
    g_hash_table_insert(index, (gpointer)(uintptr_t)form->rows[r].path, GSIZE_TO_POINTER(r + 1));
  return index;
}

static GHashTable *index_groups(const struct form_table *form)
{
  GHashTable *index = g_hash_table_new(g_str_hash, g_str_equal);
  for (size_t g = 0; g < form->group_count; g++)
    if (form->groups[g].nested)
      g_hash_table_insert(index, (gpointer)(uintptr_t)form->groups[g].path, GSIZE_TO_POINTER(g + 1));
  return index;
}

void figures_table_read(const struct figures_context *context, enum figures_gaps gaps, struct fact_table *table,
                        const struct pair *pair)
{
  struct arena *arena = context->arena;
  struct diags *diags = context->diags;
  const struct form_table *form = table->form;
  if (node_is_unfilled(pair->value))
    return;
  pair = figures_from_csv(context, form, pair);
  if (!pair)
    return;
  if (pair->value->kind != NODE_MAP) {
    struct diag *diag = diag_add(diags, DIAG_S1, pair->value->span, _("The figures of “%s” are %s, not rows by name."),
                                 form->key, node_kind_name(pair->value->kind));
    diag_hint(diags, diag, _("Write the rows under it, one a line, such as “%s: 0”."), form->rows[0].path);
    return;
  }
  struct figures_reader reader = {gaps, arena, diags, form, table, index_rows(form), index_groups(form), NULL};
  reader.seen = ARENA_ARRAY(arena, form->row_count, bool);
  rows_read(&reader, pair->value, "");
  if (gaps != GAPS_ALL)
    missing_complain(&reader, pair->key->span);
  g_hash_table_destroy(reader.rows);
  g_hash_table_destroy(reader.groups);
}
