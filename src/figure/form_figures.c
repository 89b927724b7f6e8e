/* The figures of a form table, out of the trees of its blocks: column sets, rows with their paths, groups. */
#include <glib.h>
#include <string.h>

#include "base/limits.h"
#include "base/tr.h"
#include "figure/form_tree.h"

/* --- columns --- */

static bool column_is_known(const struct form_columns *set, const char *key)
{
  for (size_t i = 0; i < set->count; i++)
    if (strcmp(set->items[i].key, key) == 0)
      return true;
  return false;
}

static bool column_append(const struct form_reader *reader, struct form_columns *set, struct form_node *leaf,
                          bool alone)
{
  if (!leaf->key && !alone) {
    form_complain(reader, leaf->place, _("The column “%s” needs a key, since it is not the only one of its block."),
                  form_label_text(reader->arena, &leaf->label));
    return false;
  }
  const char *key = leaf->key ? leaf->key : "";
  if (column_is_known(set, key)) {
    form_complain(reader, leaf->place, _("Two columns of a block have the key “%s”."), key);
    return false;
  }
  if (leaf->total && set->total != SIZE_MAX) {
    form_complain(reader, leaf->place, _("A block has one total column at most; “%s” is the second."), key);
    return false;
  }
  if (leaf->total)
    set->total = set->count;
  leaf->index = set->count;
  const char *name = leaf->key ? leaf->key : form_label_text(reader->arena, &leaf->label);
  *ARENA_PUSH(reader->arena, set) = (struct form_column){
      key, name, leaf->kind, leaf->decimals, leaf->unit, leaf->total, form_label_text(reader->arena, &leaf->label)};
  return true;
}

static bool columns_collect(const struct form_reader *reader, struct form_columns *set, struct form_tree *tree,
                            bool alone)
{
  bool good = true;
  for (size_t i = 0; i < tree->count; i++) {
    struct form_node *node = &tree->nodes[i];
    if (node->children.count)
      good &= columns_collect(reader, set, &node->children, alone);
    else
      good &= column_append(reader, set, node, alone);
  }
  return good;
}

static bool columns_build(const struct form_reader *reader, struct form_table *table, struct form_block *block)
{
  struct form_columns *set =
      ARENA_APPEND(reader->arena, table->column_sets, table->column_set_count, table->column_set_capacity);
  set->total = SIZE_MAX;
  block->column_set = table->column_set_count - 1;
  size_t leaves = form_tree_leaves(&block->columns);
  if (leaves > LIMIT_TABLE_COLUMNS) {
    diag_add(reader->diags, DIAG_LIMIT_TABLE, block->place,
             _("Form “%s”, table “%s” has more than %u columns, which is the most a table may have."), reader->form,
             reader->table, LIMIT_TABLE_COLUMNS);
    return false;
  }
  if (!columns_collect(reader, set, &block->columns, leaves == 1))
    return false;
  if (set->total != SIZE_MAX && set->count == 1) {
    form_complain(reader, block->place, _("A total column needs other columns to add up."));
    return false;
  }
  return true;
}

/* --- rows --- */

struct row_walk {
  const struct form_reader *reader;
  struct form_table *table;
  const struct form_block *block;
  GHashTable *paths; /* all that are taken */
};

static bool path_take(struct row_walk *walk, const char *path, struct span place)
{
  if (g_hash_table_add(walk->paths, g_strdup(path)))
    return true;
  form_complain(walk->reader, place, _("Two rows or groups are called “%s”."), path);
  return false;
}

static const char *path_join(struct arena *arena, const char *prefix, const char *key)
{
  return prefix[0] ? arena_printf(arena, "%s.%s", prefix, key) : key;
}

static bool row_append(struct row_walk *walk, struct form_node *leaf, const char *prefix)
{
  const struct form_reader *reader = walk->reader;
  struct form_table *table = walk->table;
  if (!leaf->key) {
    form_complain(reader, leaf->place, _("The row “%s” needs a key."), form_label_text(reader->arena, &leaf->label));
    return false;
  }
  const char *path = path_join(reader->arena, prefix, leaf->key);
  if (!path_take(walk, path, leaf->place))
    return false;
  leaf->index = table->row_count;
  *ARENA_APPEND(reader->arena, table->rows, table->row_count, table->row_capacity) =
      (struct form_row){.path = path,
                        .name = path,
                        .columns = walk->block->column_set,
                        .total = leaf->total,
                        .label = form_label_text(reader->arena, &leaf->label),
                        .span = leaf->place};
  return true;
}

static bool rows_collect(struct row_walk *walk, struct form_tree *tree, const char *prefix);

static bool group_append(struct row_walk *walk, const struct form_node *node, const char *path, size_t first)
{
  struct arena *arena = walk->reader->arena;
  struct form_table *table = walk->table;
  struct form_group *group = ARENA_APPEND(arena, table->groups, table->group_count, table->group_capacity);
  *group = (struct form_group){
      .path = path, .name = path, .nested = node->key != NULL, .label = form_label_text(arena, &node->label)};
  group->rows = ARENA_ARRAY(arena, table->row_count - first, size_t);
  for (size_t r = first; r < table->row_count; r++)
    if (!table->rows[r].total)
      group->rows[group->count++] = r;
  if (group->count > 0)
    return true;
  form_complain(walk->reader, node->place, _("The group “%s” holds nothing but totals."), path);
  return false;
}

/* A level with a key is a level of the source; one with a name only can be added up; one with neither is a label. */
static bool group_collect(struct row_walk *walk, struct form_node *node, const char *prefix)
{
  const struct form_reader *reader = walk->reader;
  const char *word = node->key ? node->key : node->name;
  const char *path = word ? path_join(reader->arena, prefix, word) : NULL;
  size_t first = walk->table->row_count;
  if (node->total) {
    form_complain(reader, node->place, _("A row that holds other rows cannot have a sum of its own."));
    return false;
  }
  if (path && !path_take(walk, path, node->place))
    return false;
  if (!rows_collect(walk, &node->children, node->key ? path : prefix))
    return false;
  return !path || group_append(walk, node, path, first);
}

static bool rows_collect(struct row_walk *walk, struct form_tree *tree, const char *prefix)
{
  bool good = true;
  for (size_t i = 0; i < tree->count; i++) {
    struct form_node *node = &tree->nodes[i];
    good &= node->children.count ? group_collect(walk, node, prefix) : row_append(walk, node, prefix);
  }
  return good;
}

bool form_figures_build(const struct form_reader *reader, struct form_table *table, struct form_blocks *blocks)
{
  struct row_walk walk = {reader, table, NULL, g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
  bool good = true;
  for (size_t i = 0; i < blocks->count; i++) {
    walk.block = &blocks->items[i];
    good &= columns_build(reader, table, &blocks->items[i]) && rows_collect(&walk, &blocks->items[i].rows, "");
  }
  g_hash_table_destroy(walk.paths);
  if (table->row_count <= LIMIT_TABLE_ROWS)
    return good;
  diag_add(reader->diags, DIAG_LIMIT_TABLE, table->span,
           _("Form “%s”, table “%s” has more than %u rows, which is the most a table may have."), reader->form,
           reader->table, LIMIT_TABLE_ROWS);
  return false;
}
