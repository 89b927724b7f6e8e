/* Total rows: what they add up, and in which order they can be computed. */
#include <glib.h>
#include <string.h>

#include "base/limits.h"
#include "base/tr.h"
#include "figure/form_tree.h"

static bool term_add(const struct form_reader *reader, const struct form_table *table, size_t row, struct span place,
                     struct form_terms *terms)
{
  for (size_t i = 0; i < terms->count; i++) {
    if (terms->items[i] == row) {
      form_complain(reader, place, _("The row “%s” is counted twice."), table->rows[row].path);
      return false;
    }
  }
  *ARENA_PUSH(reader->arena, terms) = row;
  return true;
}

static bool term_unknown(const struct form_reader *reader, const struct form_table *table, const char *path,
                         struct span place)
{
  size_t count = 0;
  const char **names = ARENA_ARRAY(reader->arena, table->row_count + table->group_count, const char *);
  for (size_t i = 0; i < table->row_count; i++)
    names[count++] = table->rows[i].path;
  for (size_t i = 0; i < table->group_count; i++)
    names[count++] = table->groups[i].path;
  const char *nearest = diag_nearest(path, names, count);
  if (nearest)
    form_complain(reader, place, _("There is no row “%s”; did you mean “%s”?"), path, nearest);
  else
    form_complain(reader, place, _("There is no row “%s”."), path);
  return false;
}

bool form_terms_add(const struct form_reader *reader, const struct form_table *table, const char *path,
                    struct span place, struct form_terms *terms)
{
  const struct form_group *group = form_group(table, path);
  const struct form_row *row = form_row(table, path);
  if (!group && !row)
    return term_unknown(reader, table, path, place);
  if (row)
    return term_add(reader, table, (size_t)(row - table->rows), place, terms);
  bool good = true;
  for (size_t i = 0; i < group->count; i++)
    good &= term_add(reader, table, group->rows[i], place, terms);
  return good;
}

static bool sum_read_item(const struct form_reader *reader, struct form_table *table, const struct node *item,
                          struct form_terms *terms)
{
  if (item->kind == NODE_SCALAR)
    return form_terms_add(reader, table, item->as.scalar.text, item->span, terms);
  form_complain(reader, item->span, _("A sum is a list of the rows it adds up."));
  return false;
}

static bool sum_read(const struct form_reader *reader, struct form_table *table, const struct form_node *leaf)
{
  struct form_terms terms = {0};
  bool good = true;
  if (leaf->sum->kind != NODE_LIST) {
    good = sum_read_item(reader, table, leaf->sum, &terms);
  } else {
    for (size_t i = 0; i < leaf->sum->as.list.count; i++)
      good &= sum_read_item(reader, table, leaf->sum->as.list.items[i], &terms);
  }
  struct form_row *row = &table->rows[leaf->index];
  if (good && terms.count == 0) {
    form_complain(reader, leaf->place, _("The total row “%s” adds up nothing."), row->path);
    return false;
  }
  for (size_t i = 0; good && i < terms.count; i++) {
    const struct form_row *part = &table->rows[terms.items[i]];
    if (part->columns != row->columns) {
      form_complain(reader, leaf->place, _("The total row “%s” adds up “%s”, which has other columns."), row->path,
                    part->path);
      good = false;
    }
  }
  row->sum_of = terms.items;
  row->sum_count = terms.count;
  return good;
}

static bool sums_read(const struct form_reader *reader, struct form_table *table, const struct form_tree *tree)
{
  bool good = true;
  for (size_t i = 0; i < tree->count; i++) {
    const struct form_node *node = &tree->nodes[i];
    if (node->children.count)
      good &= sums_read(reader, table, &node->children);
    else if (node->total)
      good &= sum_read(reader, table, node);
  }
  return good;
}

enum mark { MARK_NEW, MARK_OPEN, MARK_DONE };

/* Depth first: a row met again while it is open adds up itself. */
static bool total_order(const struct form_reader *reader, struct form_table *table, enum mark *marks, size_t row,
                        unsigned depth)
{
  const struct form_row *total = &table->rows[row];
  if (!total->total || marks[row] == MARK_DONE)
    return true;
  if (marks[row] == MARK_OPEN || depth > LIMIT_DEPTH) {
    form_complain(reader, total->span,
                  depth > LIMIT_DEPTH ? _("The total row “%s” adds up totals of totals, too many levels deep.")
                                      : _("The total row “%s” adds up itself, directly or through other totals."),
                  total->path);
    return false;
  }
  marks[row] = MARK_OPEN;
  bool good = true;
  for (size_t i = 0; good && i < total->sum_count; i++)
    good = total_order(reader, table, marks, total->sum_of[i], depth + 1);
  marks[row] = MARK_DONE;
  table->totals[table->total_count++] = row;
  return good;
}

bool form_totals_read(const struct form_reader *reader, struct form_table *table, const struct form_blocks *blocks)
{
  bool good = true;
  for (size_t i = 0; i < blocks->count; i++)
    good &= sums_read(reader, table, &blocks->items[i].rows);
  enum mark *marks = ARENA_ARRAY(reader->arena, table->row_count, enum mark);
  table->totals = ARENA_ARRAY(reader->arena, table->row_count, size_t);
  for (size_t r = 0; good && r < table->row_count; r++)
    good = total_order(reader, table, marks, r, 0);
  return good;
}
