/* Rows of a file brought into the shape that a source would have. Its first columns may name groups, {label: [rows]}: a
 * cell of such a column that is empty, or reads like the one above it, belongs to the group above; spreadsheets leave
 * merged cells so. Blanks in front of a row's own label are its indent, and a row that is called 合计 is one. */
#include <glib.h>
#include <string.h>

#include "base/utf8.h"
#include "model/table_reader.h"

struct grouping {
  struct table_reader *r;
  const struct node *const *rows; /* lists of cells */
  uint32_t groups;                /* so many columns */
};

static const struct node *cell_of(const struct node *row, uint32_t i)
{
  return i < row->as.list.count ? row->as.list.items[i] : NULL;
}

static bool is_filled(const struct node *cell)
{
  return cell && cell->as.scalar.length > 0;
}

/* --- nodes --- */

static const struct node *new_text(struct table_reader *r, const char *text, struct span span)
{
  struct node *node = ARENA_NEW(r->arena, struct node);
  *node = (struct node){.kind = NODE_SCALAR, .span = span};
  node->as.scalar.text = text;
  node->as.scalar.length = (uint32_t)strlen(text);
  return node;
}

static const struct node *new_list(struct table_reader *r, const struct node *const *items, uint32_t count,
                                   struct span span)
{
  struct node *node = ARENA_NEW(r->arena, struct node);
  *node = (struct node){.kind = NODE_LIST, .span = span};
  node->as.list.items = ARENA_ARRAY(r->arena, count, const struct node *);
  node->as.list.count = count;
  for (uint32_t i = 0; i < count; i++)
    node->as.list.items[i] = items[i];
  return node;
}

static struct node *new_map(struct table_reader *r, uint32_t room, struct span span)
{
  struct node *node = ARENA_NEW(r->arena, struct node);
  *node = (struct node){.kind = NODE_MAP, .span = span};
  node->as.map.pairs = ARENA_ARRAY(r->arena, room, struct pair);
  return node;
}

static void put(struct table_reader *r, struct node *map, const char *key, const struct node *value)
{
  map->as.map.pairs[map->as.map.count++] = (struct pair){new_text(r, key, value->span), value};
}

static void put_number(struct table_reader *r, struct node *map, const char *key, uint32_t number)
{
  put(r, map, key, new_text(r, arena_printf(r->arena, "%u", number), map->span));
}

/* --- indents --- */

enum { IDEOGRAPHIC_SPACE = 0x3000, HALVES_MAX = 2 * TABLE_INDENT_MAX };

/* Blanks from here on, in halves of a character. */
static uint32_t count_blanks(const char *text, size_t length)
{
  uint32_t halves = 0;
  for (size_t at = 0; at < length;) {
    uint32_t code = utf8_next(text, &at);
    if (code != ' ' && code != IDEOGRAPHIC_SPACE)
      break;
    halves += code == ' ' ? 1 : 2;
  }
  return MIN(halves, HALVES_MAX);
}

/* Where the blanks in front of a cell begin: behind the comma, or at the beginning of the line. */
static size_t blanks_begin(const char *bytes, size_t at)
{
  while (at > 0 && bytes[at - 1] != ',' && bytes[at - 1] != '\n' && bytes[at - 1] != '"')
    at--;
  return at;
}

/* In characters: of 　, or of two half-width spaces. Cells without quotation marks have lost theirs (csv.h). */
static uint32_t indent_of_cell(const struct table_reader *r, const struct node *cell)
{
  const char *bytes = files_get(r->files, cell->span.file)->bytes;
  size_t begin = blanks_begin(bytes, cell->span.begin);
  return count_blanks(bytes + begin, cell->span.begin - begin) / 2;
}

/* TB-09: the column whose cells show the indents of the rows. */
static uint32_t indented_column(const struct table_reader *r, uint32_t label)
{
  for (uint32_t c = 0; c < r->table->column_count; c++)
    if (r->table->columns[c].indents)
      return c;
  return label;
}

static uint32_t indent_of(const struct grouping *g, const struct node *row, uint32_t label)
{
  const struct node *cell = cell_of(row, indented_column(g->r, label));
  return is_filled(cell) ? indent_of_cell(g->r, cell) : 0;
}

/* --- rows --- */

/* What a label says the row to be, as a source would: "sum", "true" or NULL. 小计 stands below rows of its group; where
 * there are no groups it is not known which it adds up. */
static const char *total_called(const char *label, bool in_group)
{
  static const char *const wholes[] = {"合计", "总计", "合　计", "总　计", "合 计", "总 计"};
  static const char *const parts[] = {"小计", "小　计", "小 计"};
  for (size_t i = 0; i < G_N_ELEMENTS(wholes); i++)
    if (!strcmp(label, wholes[i]))
      return "sum";
  for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
    if (!strcmp(label, parts[i]))
      return in_group ? "sum" : "true";
  return NULL;
}

static void put_total(const struct grouping *g, struct node *map, const char *total)
{
  if (total)
    put(g->r, map, "total", new_text(g->r, total, map->span));
}

/* The cells from column `depth` on. */
static const struct node *plain_row(const struct grouping *g, const struct node *row, uint32_t depth)
{
  if (row->as.list.count <= depth)
    return row; /* too short: reported */
  const struct node *const *items = row->as.list.items + depth;
  uint32_t indent = indent_of(g, row, depth), left = row->as.list.count - depth;
  const char *total = total_called(items[0]->as.scalar.text, depth > 0);
  if (indent == 0 && !total)
    return new_list(g->r, items, left, row->span);
  struct node *map = new_map(g->r, 4, row->span);
  put(g->r, map, "label", items[0]);
  put(g->r, map, "cells", new_list(g->r, items + 1, left - 1, row->span));
  put_number(g->r, map, "indent", indent);
  put_total(g, map, total);
  return map;
}

/* A total, say, beside the groups: it has one label, in column `at`, in place of several. */
static const struct node *row_over_groups(const struct grouping *g, const struct node *row, uint32_t depth, uint32_t at)
{
  const struct node *cell = cell_of(row, at);
  struct node *label = new_map(g->r, 2, cell->span), *map = new_map(g->r, 3, row->span);
  put(g->r, label, "text", cell);
  put_number(g->r, label, "span", g->groups - depth + 1);
  put(g->r, map, "label", label);
  put(g->r, map, "cells",
      new_list(g->r, row->as.list.items + g->groups + 1, row->as.list.count - g->groups - 1, row->span));
  put_total(g, map, total_called(cell->as.scalar.text, depth > 0));
  return map;
}

static bool stands_alone(const struct grouping *g, const struct node *row, uint32_t depth)
{
  if (!is_filled(cell_of(row, depth)) || row->as.list.count <= g->groups)
    return false;
  for (uint32_t c = depth + 1; c <= g->groups; c++)
    if (is_filled(cell_of(row, c)))
      return false;
  return true;
}

/* ,,合计: the label of a total, with nothing in the columns of the groups before it. */
static bool is_bare_total(const struct grouping *g, const struct node *row, uint32_t depth)
{
  for (uint32_t c = depth; c < g->groups; c++)
    if (is_filled(cell_of(row, c)))
      return false;
  const struct node *label = cell_of(row, g->groups);
  return is_filled(label) && total_called(label->as.scalar.text, depth > 0);
}

/* 甲县,,小计: the wider group is named again, and no narrower one: the total is not of the narrower one above it. */
static bool is_of_wider_group(const struct grouping *g, const struct node *row, uint32_t depth)
{
  return depth > 0 && is_filled(cell_of(row, depth - 1)) && is_bare_total(g, row, depth);
}

static bool goes_on(const struct grouping *g, const struct node *first, const struct node *row, uint32_t depth)
{
  const struct node *cell = cell_of(row, depth);
  if (is_of_wider_group(g, row, depth))
    return false;
  return !is_filled(cell) || (node_is(cell, cell_of(first, depth)->as.scalar.text) && !stands_alone(g, row, depth));
}

static const struct node *group_rows(const struct grouping *g, uint32_t first, uint32_t last, uint32_t depth);

/* The rows from `first` on that stand under its label; *next is the one behind them. */
static const struct node *read_group(const struct grouping *g, uint32_t first, uint32_t last, uint32_t depth,
                                     uint32_t *next)
{
  const struct node *label = cell_of(g->rows[first], depth);
  for (*next = first + 1; *next < last && goes_on(g, g->rows[first], g->rows[*next], depth);)
    ++*next;
  struct node *map = new_map(g->r, 1, label->span);
  map->as.map.pairs[map->as.map.count++] = (struct pair){label, group_rows(g, first, *next, depth + 1)};
  return map;
}

static const struct node *group_rows(const struct grouping *g, uint32_t first, uint32_t last, uint32_t depth)
{
  struct node *list = ARENA_NEW(g->r->arena, struct node);
  *list = (struct node){.kind = NODE_LIST, .span = first < last ? g->rows[first]->span : (struct span){0}};
  list->as.list.items = ARENA_ARRAY(g->r->arena, last - first, const struct node *);
  for (uint32_t i = first, next; i < last; i = next) {
    const struct node *row = g->rows[i], **to = &list->as.list.items[list->as.list.count++];
    next = i + 1;
    if (depth < g->groups && is_bare_total(g, row, depth))
      *to = row_over_groups(g, row, depth, g->groups);
    else if (depth == g->groups || !is_filled(cell_of(row, depth)))
      *to = plain_row(g, row, depth);
    else if (stands_alone(g, row, depth))
      *to = row_over_groups(g, row, depth, depth);
    else
      *to = read_group(g, i, last, depth, &next);
  }
  return list;
}

const struct node *table_group_rows(struct table_reader *r, const struct node *rows, uint32_t groups)
{
  struct grouping grouping = {r, rows->as.list.items, groups};
  return group_rows(&grouping, 0, rows->as.list.count, 0);
}
