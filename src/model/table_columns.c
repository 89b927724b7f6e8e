/* The columns of a free table: a list of names or trees, to any depth. */
#include <glib.h>
#include <string.h>

#include "base/dec.h"
#include "base/limits.h"
#include "base/tr.h"
#include "model/keys.h"
#include "model/table_reader.h"
#include "source/schema.h"

static const struct field column_fields[] = {
    {"name", FIELD_TEXT, true, 0, 0, N_("the words of the head")},
    {"columns", FIELD_LIST, false, 0, 0, N_("the columns under this head")},
    {"unit", FIELD_TEXT, false, 0, 0, N_("the unit of its figures, under the words")},
    {"format", FIELD_TEXT, false, 0, 0, N_("how its figures are printed")},
    {"align", FIELD_TEXT, false, 0, 0, N_("start, centre, end or decimal")},
    {"width", FIELD_TEXT, false, 0, 0, N_("4字, 20mm, a number of parts, or content")},
    {"total", FIELD_TEXT, false, 0, 0, N_("sum: the sum of the columns under the same head")},
    {"sum", FIELD_BOOL, false, 0, 0, N_("false: it takes part in no sum")},
    {"indent", FIELD_BOOL, false, 0, 0, N_("true: its cells are indented instead of the rows' first ones")},
    {"key", FIELD_TEXT, false, 0, 0, N_("what expressions call it, if not by its name")},
    {"placeholder", FIELD_ANY, false, 0, 0, N_("what stands for a blank; or for blank, zero and dash by name")},
    /* of forms only */
    {"is", FIELD_TEXT, false, 0, 0, N_("what it comes to in each row, by names of other columns")},
    {"hidden", FIELD_BOOL, false, 0, 0, N_("true: it is reckoned with, but not printed")},
    {"ordinal", FIELD_BOOL, false, 0, 0, N_("true: its cells number the lines")},
};

#define FORM_FIELDS 3 /* at the end */

/* Those of sources. */
struct keys keys_of_column(void)
{
  return (struct keys){column_fields, G_N_ELEMENTS(column_fields) - FORM_FIELDS};
}

#define GET(map, name) schema_get((map), column_fields, G_N_ELEMENTS(column_fields), (name))

/* Where a column stands in the tree. */
struct place {
  uint32_t row;
  uint32_t parent; /* index of the head above + 1 */
  const char *path;
};

static bool read_columns(struct table_reader *r, const struct node *list, struct place place);

static bool is_true(const struct node *node)
{
  return node && node_is(node, "true");
}

/* --- what a column says of itself --- */

static void read_align(struct table_reader *r, const struct node *node, struct table_column *column)
{
  static const char *const names[] = {[TABLE_ALIGN_START] = "start",
                                      [TABLE_ALIGN_CENTRE] = "centre",
                                      [TABLE_ALIGN_END] = "end",
                                      [TABLE_ALIGN_DECIMAL] = "decimal"};
  for (size_t i = TABLE_ALIGN_START; node && i < G_N_ELEMENTS(names); i++)
    if (node_is(node, names[i])) {
      column->align = (enum table_align)i;
      return;
    }
  if (!node)
    return;
  struct diag *diag =
      diag_add(r->diags, DIAG_VALUE_BAD, node->span, _("“%s” is no alignment of a column."), table_quote(r, node));
  diag_hint(r->diags, diag, _("Write start, centre, end or decimal (figures with their points below each other)."));
}

/* A positive number in 1/1000, followed by a unit: 1 … 1000. */
static bool width_amount(const char *text, const char *unit, int *out)
{
  dec value;
  size_t length = strlen(text), tail = strlen(unit);
  if (length <= tail || strcmp(text + length - tail, unit) != 0 || !g_ascii_isdigit(text[0]))
    return false;
  if (!dec_parse(text, length - tail, &value) || value.scale > 3 || dec_compare(value, dec_from_int(1000)) > 0 ||
      value.units <= 0)
    return false;
  for (unsigned scale = value.scale; scale < 3; scale++)
    value.units *= 10;
  *out = (int)value.units;
  return true;
}

static bool width_parse(const char *text, struct table_column *column)
{
  int amount;
  if (strcmp(text, "content") == 0)
    return true;
  if (width_amount(text, "mm", &amount)) {
    column->width = TABLE_WIDTH_MM;
    column->amount = amount;
    return true;
  }
  bool chars = width_amount(text, "字", &amount);
  if ((!chars && !width_amount(text, "", &amount)) || amount % 1000 != 0)
    return false;
  column->width = chars ? TABLE_WIDTH_CHARS : TABLE_WIDTH_SHARE;
  column->amount = amount / 1000;
  return true;
}

static void read_width(struct table_reader *r, const struct node *node, struct table_column *column)
{
  if (!node || width_parse(node->as.scalar.text, column))
    return;
  struct diag *diag =
      diag_add(r->diags, DIAG_VALUE_BAD, node->span, _("“%s” is no width of a column."), table_quote(r, node));
  diag_hint(r->diags, diag,
            _("Write so many characters (4字), a length (20mm), a number of parts of what is left (2), or content."));
}

static void read_total(struct table_reader *r, const struct node *node, struct table_column *column)
{
  if (!node)
    return;
  column->total = node_is(node, "sum");
  if (column->total)
    return;
  struct diag *diag =
      diag_add(r->diags, DIAG_VALUE_BAD, node->span, _("“%s” is no kind of total of a column."), table_quote(r, node));
  diag_hint(r->diags, diag, _("Write “total: sum”."));
}

static void read_properties(struct table_reader *r, const struct node *map, struct table_column *column)
{
  const struct node *sum = GET(map, "sum"), *key = GET(map, "key");
  column->format = GET(map, "format");
  column->placeholder = GET(map, "placeholder");
  column->not_summed = sum && node_is(sum, "false");
  column->indents = is_true(GET(map, "indent"));
  if (key)
    column->key = key->as.scalar.text;
  if (r->form) {
    column->formula = GET(map, "is");
    column->hidden = is_true(GET(map, "hidden"));
    column->ordinal = is_true(GET(map, "ordinal"));
  }
  read_align(r, GET(map, "align"), column);
  read_width(r, GET(map, "width"), column);
  read_total(r, GET(map, "total"), column);
}

/* --- the tree --- */

/* Two columns of one name under one head could not be told apart, in messages nor by the reader. */
static void check_duplicate(struct table_reader *r, const struct node *label, const char *name, uint32_t parent)
{
  if (r->form)
    return; /* on two sides of a table they may, under one head */
  for (size_t i = 0; i < r->table->head_count && *name; i++) {
    const struct table_head *head = &r->table->heads[i];
    if (head->parent != parent || strcmp(head->name, name) != 0)
      continue;
    struct diag *diag = diag_add(r->diags, DIAG_TABLE_SHAPE, label->span, _("Two columns are called “%s”."),
                                 diag_quote(r->diags, name, strlen(name)));
    diag_relate(r->diags, diag, head->span, _("the first stands here"));
    diag_hint(r->diags, diag, _("Give them names of their own, or put each under a head: “收入: [项目, 金额]”."));
    return;
  }
}

/* The cell of the head; its index + 1. */
static uint32_t add_head(struct table_reader *r, const struct node *label, const struct place *place)
{
  struct inlines words = {0};
  const char *name = table_read_head(r, label, &words);
  check_duplicate(r, label, name, place->parent);
  struct table_head *head = ARENA_APPEND(r->arena, r->table->heads, r->table->head_count, r->table->head_capacity);
  *head = (struct table_head){.name = name,
                              .row = place->row,
                              .column = (uint32_t)r->table->column_count,
                              .row_span = 1,
                              .column_span = 1,
                              .parent = place->parent,
                              .label = words,
                              .span = label->span};
  return (uint32_t)r->table->head_count;
}

static const char *join_path(struct table_reader *r, const char *path, uint32_t head)
{
  const char *words = r->table->heads[head - 1].name, *name = diag_quote(r->diags, words, strlen(words));
  return *path ? arena_printf(r->arena, "%s.%s", path, name) : arena_strdup(r->arena, name);
}

static bool add_column(struct table_reader *r, const struct node *label, const struct node *map, struct place place)
{
  struct free_table *table = r->table;
  if (table->column_count >= LIMIT_TABLE_COLUMNS) {
    diag_add(r->diags, DIAG_LIMIT_TABLE, label->span, _("A table has more than %u columns."), LIMIT_TABLE_COLUMNS);
    return false;
  }
  uint32_t head = add_head(r, label, &place);
  struct table_column *column = ARENA_APPEND(r->arena, table->columns, table->column_count, table->column_capacity);
  column->name = join_path(r, place.path, head);
  column->key = table->heads[head - 1].name;
  column->parent = place.parent;
  column->span = label->span;
  if (map)
    read_properties(r, map, column);
  return true;
}

static bool add_group(struct table_reader *r, const struct node *label, const struct node *list, struct place place)
{
  if (list->as.list.count == 0) {
    diag_add(r->diags, DIAG_TABLE_SHAPE, label->span, _("The head “%s” stands over no column."), table_quote(r, label));
    return true;
  }
  uint32_t head = add_head(r, label, &place);
  uint32_t before = (uint32_t)r->table->column_count;
  bool more = read_columns(r, list, (struct place){place.row + 1, head, join_path(r, place.path, head)});
  r->table->heads[head - 1].column_span = (uint32_t)r->table->column_count - before;
  if (r->table->column_count == before) /* all below it were reported */
    r->table->head_count = head - 1;
  return more;
}

static void read_unit(struct table_reader *r, const struct node *map, uint32_t head)
{
  const struct node *unit = GET(map, "unit");
  struct inlines words = {0};
  if (unit)
    table_read_words(r, unit, &words);
  r->table->heads[head - 1].unit = words;
}

static bool read_map(struct table_reader *r, const struct node *map, struct place place)
{
  static const char *const of_leaf[] = {"format", "align", "width",       "total",  "sum",    "indent",
                                        "key",    "is",    "placeholder", "hidden", "ordinal"};
  size_t known = G_N_ELEMENTS(column_fields) - (r->form ? 0 : FORM_FIELDS);
  schema_check(map, column_fields, known, _("a column"), r->diags);
  const struct node *name = GET(map, "name"), *children = GET(map, "columns");
  if (!name)
    return true;
  uint32_t head = (uint32_t)r->table->head_count + 1;
  bool more = children ? add_group(r, name, children, place) : add_column(r, name, map, place);
  if (r->table->head_count >= head)
    read_unit(r, map, head);
  for (size_t i = 0; children && i < G_N_ELEMENTS(of_leaf); i++) {
    const struct pair *pair = node_pair(map, of_leaf[i]);
    if (pair)
      diag_add(r->diags, DIAG_VALUE_BAD, pair->key->span, _("“%s” belongs to a column, not to a head over columns."),
               of_leaf[i]);
  }
  return more;
}

static bool read_column(struct table_reader *r, const struct node *node, struct place place)
{
  const struct pair *group = table_labelled_list(node, "columns");
  if (group)
    return add_group(r, group->key, group->value, place);
  switch (node->kind) {
  case NODE_SCALAR:
    return add_column(r, node, NULL, place);
  case NODE_MAP:
    return read_map(r, node, place);
  case NODE_LIST:
    break;
  }
  struct diag *diag = diag_add(r->diags, DIAG_VALUE_KIND, node->span, _("A column is a name, not a list."));
  diag_hint(r->diags, diag, _("Columns under a common head are written “收入: [预算数, 决算数]”."));
  return true;
}

/* False at the limit: nothing more is read. */
static bool read_columns(struct table_reader *r, const struct node *list, struct place place)
{
  for (uint32_t i = 0; i < list->as.list.count; i++)
    if (!read_column(r, list->as.list.items[i], place))
      return false;
  return true;
}

/* Heads that have no columns under them reach down to the body. */
static void stretch_heads(struct free_table *table)
{
  bool *above = g_new0(bool, table->head_count + 1);
  for (size_t i = 0; i < table->head_count; i++) {
    above[table->heads[i].parent] = true;
    table->head_rows = MAX(table->head_rows, table->heads[i].row + 1);
  }
  for (size_t i = 0; i < table->head_count; i++)
    if (!above[i + 1])
      table->heads[i].row_span = table->head_rows - table->heads[i].row;
  g_free(above);
}

bool table_read_columns(struct table_reader *r, const struct node *list)
{
  if (!read_columns(r, list, (struct place){0, 0, ""}))
    return false;
  if (r->table->column_count == 0) {
    if (list->as.list.count == 0)
      diag_add(r->diags, DIAG_TABLE_SHAPE, list->span, _("The table has no columns."));
    return false;
  }
  stretch_heads(r->table);
  return true;
}

/* --- names --- */

bool free_table_column_is(const struct free_table *table, uint32_t column, const char *path)
{
  const struct table_column *from = &table->columns[column];
  size_t length = strlen(path), key = strlen(from->key);
  if (length < key || strcmp(path + length - key, from->key) != 0)
    return false;
  size_t left = length - key; /* of the path, with its last full stop */
  for (uint32_t head = from->parent; left > 1 && head; head = table->heads[head - 1].parent) {
    const char *dot = g_strrstr_len(path, (gssize)left - 1, ".");
    size_t begin = dot ? (size_t)(dot + 1 - path) : 0;
    const char *name = table->heads[head - 1].name;
    if (strlen(name) == left - 1 - begin && strncmp(path + begin, name, strlen(name)) == 0)
      left = begin;
  }
  return left == 0;
}
