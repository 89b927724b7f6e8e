/* The figures of a table from a file of comma-separated values: {csv: requests.csv}. Its lines are brought into the
 * shape that the source would have – rows by path, cells by column –, each with its place in the file; all the rest is
 * as for figures of the source.
 *
 * A line of heads names columns, by their key or as they are printed; several below each other make one. The cells left
 * of the first column name the row: the last of them that is filled, by its path, its key or as printed, with or
 * without a number in front. A group's line (（三）不予公开) says where the rows below it belong. */
#include <glib.h>
#include <string.h>

#include "base/folder.h"
#include "base/tr.h"
#include "figure/figures.h"
#include "source/csv.h"

#define HEAD_LINES_MAX 4 /* in front of the first figures: titles, heads of several levels */
#define NO_ROW         SIZE_MAX

struct csv_reader {
  struct arena *arena;
  struct diags *diags;
  const struct form_table *form;
  const char **rows, **row_keys, **groups; /* names as they are compared */
  const struct node **found;               /* by row: what the file says of it */
  const struct node **labels;              /* by row: the cell that names it */
  const struct node **heads;               /* by column of the file: the cell that names it, or NULL */
  size_t width;                            /* of heads */
  size_t first;                            /* the first column of figures; SIZE_MAX: no heads yet */
  bool headed;                             /* the line before was one of heads, too */
  const struct form_group *group;          /* the rows below belong to it; or NULL */
};

/* --- names --- */

static const char *path_key(const char *path)
{
  const char *dot = strrchr(path, '.');
  return dot ? dot + 1 : path;
}

static void names_prepare(struct csv_reader *reader)
{
  const struct form_table *form = reader->form;
  reader->rows = ARENA_ARRAY(reader->arena, form->row_count, const char *);
  reader->row_keys = ARENA_ARRAY(reader->arena, form->row_count, const char *);
  reader->groups = ARENA_ARRAY(reader->arena, form->group_count, const char *);
  reader->found = ARENA_ARRAY(reader->arena, form->row_count, const struct node *);
  reader->labels = ARENA_ARRAY(reader->arena, form->row_count, const struct node *);
  for (size_t r = 0; r < form->row_count; r++) {
    reader->rows[r] = figure_label_plain(reader->arena, form->rows[r].label);
    reader->row_keys[r] = path_key(form->rows[r].path);
  }
  for (size_t g = 0; g < form->group_count; g++)
    reader->groups[g] = figure_label_plain(reader->arena, form->groups[g].label);
}

static const char *text_of(const struct node *cell)
{
  return cell->as.scalar.text;
}

static bool is_filled(const struct node *cell)
{
  return cell->as.scalar.length > 0;
}

static const struct form_group *group_named(const struct csv_reader *reader, const char *text)
{
  const char *plain = figure_label_plain(reader->arena, text);
  for (size_t g = 0; g < reader->form->group_count; g++) {
    const struct form_group *group = &reader->form->groups[g];
    if (strcmp(group->path, text) == 0 || strcmp(path_key(group->path), plain) == 0 ||
        strcmp(reader->groups[g], plain) == 0)
      return group;
  }
  return NULL;
}

static bool group_has(const struct form_group *group, size_t row)
{
  for (size_t i = 0; group && i < group->count; i++)
    if (group->rows[i] == row)
      return true;
  return false;
}

/* A row of the group that is being read before one of the same name elsewhere. */
static size_t row_named(const struct csv_reader *reader, const char *text)
{
  const char *plain = figure_label_plain(reader->arena, text);
  size_t found = NO_ROW;
  for (size_t r = 0; r < reader->form->row_count; r++) {
    if (strcmp(reader->form->rows[r].path, text) != 0 && strcmp(reader->rows[r], plain) != 0 &&
        strcmp(reader->row_keys[r], plain) != 0)
      continue;
    if (found == NO_ROW || (!group_has(reader->group, found) && group_has(reader->group, r)))
      found = r;
  }
  return found;
}

static bool column_is(const struct form_column *column, const char *plain, struct arena *arena)
{
  return plain[0] && (strcmp(column->key, plain) == 0 || strcmp(figure_label_plain(arena, column->label), plain) == 0);
}

static bool set_column(const struct csv_reader *reader, const struct form_columns *set, const char *text, size_t *out)
{
  const char *plain = figure_label_plain(reader->arena, text);
  for (*out = 0; *out < set->count; ++*out)
    if (column_is(&set->items[*out], plain, reader->arena))
      return true;
  return false;
}

static bool any_column(const struct csv_reader *reader, const char *text)
{
  size_t column;
  for (size_t s = 0; s < reader->form->column_set_count; s++)
    if (set_column(reader, &reader->form->column_sets[s], text, &column))
      return true;
  return false;
}

/* --- lines of heads --- */

static size_t first_column_named(const struct csv_reader *reader, const struct node *record)
{
  size_t begin = reader->first == SIZE_MAX ? 1 : reader->first; /* to the left （七）总计 is a row */
  for (size_t i = begin; i < record->as.list.count; i++)
    if (any_column(reader, text_of(record->as.list.items[i])))
      return i;
  return SIZE_MAX;
}

static void heads_take(struct csv_reader *reader, const struct node *record, size_t first)
{
  size_t width = MAX(record->as.list.count, reader->headed ? reader->width : 0);
  const struct node **heads = ARENA_ARRAY(reader->arena, width, const struct node *);
  for (size_t i = 0; reader->headed && i < reader->width; i++)
    heads[i] = reader->heads[i];
  for (size_t i = 0; i < record->as.list.count; i++)
    if (is_filled(record->as.list.items[i]))
      heads[i] = record->as.list.items[i];
  reader->first = reader->headed ? MIN(reader->first, first) : first;
  reader->heads = heads;
  reader->width = width;
  reader->headed = true;
}

static void complain_heads(struct csv_reader *reader, const struct node *head, struct span place)
{
  const struct form_columns *set = &reader->form->column_sets[0];
  const char **names = ARENA_ARRAY(reader->arena, set->count, const char *);
  for (size_t c = 0; c < set->count; c++)
    names[c] = set->items[c].name;
  struct diag *diag = head
                          ? diag_add(reader->diags, DIAG_S1, place, _("The table “%s” has no column “%s”."),
                                     reader->form->key, figure_quote(reader->arena, text_of(head)))
                          : diag_add(reader->diags, DIAG_S1, place,
                                     _("No line of this file names the columns of the table “%s”."), reader->form->key);
  const char *nearest = head ? diag_nearest(text_of(head), names, set->count) : NULL;
  if (nearest)
    diag_hint(reader->diags, diag, _("Did you mean “%s”?"), nearest);
  else
    diag_hint(reader->diags, diag, _("Its columns are: %s."), figure_names_join(reader->arena, names, set->count));
}

/* When the heads are complete: a head of several levels names what is none in its upper lines. False after a complaint;
 * then it cannot be said what the figures below are. */
static bool heads_check(struct csv_reader *reader)
{
  size_t before = reader->diags->count;
  for (size_t i = reader->first; reader->headed && i < reader->width; i++)
    if (reader->heads[i] && !any_column(reader, text_of(reader->heads[i])))
      complain_heads(reader, reader->heads[i], reader->heads[i]->span);
  reader->headed = false;
  return reader->diags->count == before;
}

/* --- lines of figures --- */

static struct node *node_new(struct csv_reader *reader, enum node_kind kind, struct span span)
{
  struct node *node = ARENA_NEW(reader->arena, struct node);
  node->kind = kind;
  node->span = span;
  return node;
}

static const struct node *key_new(struct csv_reader *reader, const char *text, struct span span)
{
  struct node *node = node_new(reader, NODE_SCALAR, span);
  node->as.scalar.text = text;
  node->as.scalar.length = (uint32_t)strlen(text);
  return node;
}

static void complain_cell(struct csv_reader *reader, size_t row, const struct node *cell)
{
  struct diag *diag =
      diag_add(reader->diags, DIAG_S1, cell->span, _("The row %s.%s has no cell here; in the file stands “%s”."),
               reader->form->key, reader->form->rows[row].path, figure_quote(reader->arena, text_of(cell)));
  diag_hint(reader->diags, diag, _("Move the figure under the head of its column, or delete it."));
}

/* A row with a single cell: its figure may stand under any head. */
static const struct node *row_single(struct csv_reader *reader, size_t row, const struct node *record)
{
  const struct node *only = NULL;
  for (size_t i = reader->first; i < record->as.list.count; i++) {
    const struct node *cell = record->as.list.items[i];
    if (only && is_filled(only) && is_filled(cell))
      complain_cell(reader, row, cell);
    else if (!only || is_filled(cell))
      only = cell;
  }
  return only ? only : key_new(reader, "", record->span);
}

/* Cells by column. A total that is left empty is not written. */
static const struct node *row_cells(struct csv_reader *reader, size_t row, const struct node *record)
{
  const struct form_row *form = &reader->form->rows[row];
  const struct form_columns *set = &reader->form->column_sets[form->columns];
  struct node *map = node_new(reader, NODE_MAP, record->span);
  map->as.map.pairs = ARENA_ARRAY(reader->arena, record->as.list.count, struct pair);
  for (size_t i = reader->first; i < record->as.list.count; i++) {
    const struct node *cell = record->as.list.items[i], *head = i < reader->width ? reader->heads[i] : NULL;
    size_t column;
    bool known = head && set_column(reader, set, text_of(head), &column);
    if (!known && is_filled(cell) && !(head && !any_column(reader, text_of(head))))
      complain_cell(reader, row, cell);
    if (!known || (!is_filled(cell) && (column == set->total || form->total)))
      continue;
    map->as.map.pairs[map->as.map.count++] = (struct pair){key_new(reader, set->items[column].key, head->span), cell};
  }
  return map;
}

static bool has_figures(const struct csv_reader *reader, const struct node *record)
{
  for (size_t i = reader->first; i < record->as.list.count; i++)
    if (is_filled(record->as.list.items[i]))
      return true;
  return false;
}

static void complain_row(struct csv_reader *reader, const struct node *label)
{
  const struct form_table *form = reader->form;
  const char **names = ARENA_ARRAY(reader->arena, form->row_count, const char *);
  for (size_t r = 0; r < form->row_count; r++)
    names[r] = path_key(form->rows[r].path);
  const char *text = figure_quote(reader->arena, text_of(label));
  struct diag *diag =
      group_named(reader, text_of(label))
          ? diag_add(reader->diags, DIAG_S1, label->span,
                     _("“%s” is no row of its own: figures stand in the rows below it."), text)
          : diag_add(reader->diags, DIAG_S1, label->span, _("The form has no row “%s” in “%s”."), text, form->key);
  const char *nearest = diag_nearest(figure_label_plain(reader->arena, text_of(label)), names, form->row_count);
  if (nearest)
    diag_hint(reader->diags, diag, _("Did you mean “%s”?"), nearest);
  else
    diag_hint(reader->diags, diag, _("The rows of the form are fixed; leave this one out."));
}

static void row_take(struct csv_reader *reader, size_t row, const struct node *label, const struct node *record)
{
  if (reader->found[row]) {
    struct diag *diag = diag_add(reader->diags, DIAG_YAML_DUPLICATE, label->span, _("The row “%s” stands here twice."),
                                 reader->form->rows[row].path);
    diag_hint(reader->diags, diag, _("Delete one of the two lines."));
    diag_relate(reader->diags, diag, reader->labels[row]->span, _("it stands here first"));
    return;
  }
  const struct form_columns *set = &reader->form->column_sets[reader->form->rows[row].columns];
  bool single = set->count == 1 && set->items[0].key[0] == '\0';
  if (reader->form->rows[row].total && !has_figures(reader, record))
    return;
  reader->labels[row] = label;
  reader->found[row] = single ? row_single(reader, row, record) : row_cells(reader, row, record);
}

/* The cells left of the figures: those in front of the last one that is filled name groups. NULL: none is filled. */
static const struct node *record_label(struct csv_reader *reader, const struct node *record)
{
  const struct node *last = NULL;
  for (size_t i = 0; i < reader->first && i < record->as.list.count; i++) {
    const struct node *cell = record->as.list.items[i];
    if (!is_filled(cell))
      continue;
    if (last && group_named(reader, text_of(last)))
      reader->group = group_named(reader, text_of(last));
    last = cell;
  }
  return last;
}

/* False where nothing more can be read. */
static bool record_take(struct csv_reader *reader, const struct node *record)
{
  const struct node *label = record_label(reader, record);
  if (!label) {
    if (has_figures(reader, record))
      diag_add(reader->diags, DIAG_S1, record->span, _("These figures stand in no row: the cell in front is empty."));
    return true;
  }
  size_t row = row_named(reader, text_of(label));
  if (row != NO_ROW) {
    if (!heads_check(reader))
      return false;
    row_take(reader, row, label, record);
  } else if (has_figures(reader, record)) {
    complain_row(reader, label);
  } else if (group_named(reader, text_of(label))) {
    reader->group = group_named(reader, text_of(label));
  } /* else a band across the table, or a title */
  return true;
}

/* Heads where the first cell names no row: 信息内容, 项目 or nothing. */
static bool record_is_head(const struct csv_reader *reader, const struct node *record, size_t *first)
{
  *first = first_column_named(reader, record);
  for (size_t i = 0; i < *first && i < record->as.list.count; i++)
    if (is_filled(record->as.list.items[i]) && row_named(reader, text_of(record->as.list.items[i])) != NO_ROW)
      return false;
  return *first != SIZE_MAX;
}

static bool records_take(struct csv_reader *reader, const struct node *records)
{
  for (uint32_t i = 0; i < records->as.list.count; i++) {
    const struct node *record = records->as.list.items[i];
    size_t first;
    if (record_is_head(reader, record, &first))
      heads_take(reader, record, first);
    else if (reader->first != SIZE_MAX && !record_take(reader, record))
      return false;
    else if (reader->first == SIZE_MAX && i >= HEAD_LINES_MAX)
      break;
  }
  if (reader->first != SIZE_MAX)
    return true;
  complain_heads(reader, NULL, records->as.list.items[0]->span);
  return false;
}

/* --- the shape of the source --- */

/* The rows whose path begins with `prefix`, in the form's order, nested as their paths are. */
static const struct node *rows_build(struct csv_reader *reader, const char *prefix, struct span span)
{
  struct node *map = node_new(reader, NODE_MAP, span);
  map->as.map.pairs = ARENA_ARRAY(reader->arena, reader->form->row_count, struct pair);
  const char *group = NULL;
  for (size_t r = 0; r < reader->form->row_count; r++) {
    const char *path = reader->form->rows[r].path;
    if (!reader->found[r] || !g_str_has_prefix(path, prefix))
      continue;
    const char *rest = path + strlen(prefix), *dot = strchr(rest, '.');
    struct span place = reader->labels[r]->span;
    if (!dot) {
      map->as.map.pairs[map->as.map.count++] = (struct pair){key_new(reader, rest, place), reader->found[r]};
      continue;
    }
    const char *level = arena_strndup(reader->arena, rest, (size_t)(dot - rest));
    if (group && strcmp(group, level) == 0)
      continue;
    group = level;
    map->as.map.pairs[map->as.map.count++] = (struct pair){
        key_new(reader, level, place), rows_build(reader, arena_printf(reader->arena, "%s%s.", prefix, level), place)};
  }
  return map;
}

const struct pair *figures_from_csv(const struct figures_context *context, const struct form_table *form,
                                    const struct pair *pair)
{
  bool good;
  const char *path = csv_path(pair->value, NULL, context->diags, &good);
  if (!path)
    return good ? pair : NULL;
  size_t before = context->diags->count;
  const struct node *records =
      csv_read(context->arena, context->files, folder_of(context->arena, context->source), path, context->diags);
  for (size_t i = before; i < context->diags->count; i++)
    if (!span_known(context->diags->items[i]->span)) /* there is no such file: the place is where it is named */
      context->diags->items[i]->span = node_get(pair->value, "csv")->span;
  if (!records)
    return NULL;
  struct csv_reader reader = {.arena = context->arena, .diags = context->diags, .form = form, .first = SIZE_MAX};
  names_prepare(&reader);
  if (!records_take(&reader, records))
    return NULL;
  struct pair *given = ARENA_NEW(context->arena, struct pair);
  *given = (struct pair){key_new(&reader, form->key, records->as.list.items[0]->span),
                         rows_build(&reader, "", records->span)};
  return given;
}
