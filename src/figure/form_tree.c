/* Labels, keys, and the trees of columns and rows. */
#include "figure/form_tree.h"

#include <glib.h>
#include <string.h>

#include "base/limits.h"
#include "base/tr.h"
#include "source/schema.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct field column_fields[] = {
    {"key", FIELD_TEXT, false, 0, 0, "what the source calls the column"},
    {"label", FIELD_ANY, false, 0, 0, "what is printed, as a text or as a list of phrases"},
    {"columns", FIELD_LIST, false, 0, 0, "the columns under this head"},
    {"span", FIELD_INT, false, 0, 0, "grid columns it takes"},
    {"kind", FIELD_TEXT, false, 0, 0, "count, amount or change"},
    {"decimals", FIELD_INT, false, 0, DEC_SCALE_MAX, "decimals an amount may have"},
    {"unit", FIELD_TEXT, false, 0, 0, "unit of an amount"},
    {"total", FIELD_BOOL, false, 0, 0, "the sum of the other columns"},
};

static const struct field row_fields[] = {
    {"key", FIELD_TEXT, false, 0, 0, "what the source calls the row"},
    {"label", FIELD_ANY, false, 0, 0, "what is printed, as a text or as a list of phrases"},
    {"rows", FIELD_LIST, false, 0, 0, "the rows of this group"},
    {"name", FIELD_TEXT, false, 0, 0, "name of a group without key in expressions"},
    {"indent", FIELD_INT, false, 0, 20, "indent of the label in characters"},
    {"sum", FIELD_ANY, false, 0, 0, "the rows that this row adds up"},
};

struct tree_kind {
  const struct field *fields;
  size_t count;
  const char *children; /* the field that holds them */
  const char *what;
};

static const struct tree_kind columns_kind = {column_fields, COUNT(column_fields), "columns", N_("the column")};
static const struct tree_kind rows_kind = {row_fields, COUNT(row_fields), "rows", N_("the row")};

void form_complain(const struct form_reader *reader, struct span place, const char *format, ...)
{
  va_list args;
  va_start(args, format);
  const char *sentence = arena_vprintf(reader->arena, format, args);
  va_end(args);
  if (reader->table)
    diag_add(reader->diags, DIAG_FORM_BAD, place, _("Form “%s”, table “%s”: %s"), reader->form, reader->table,
             sentence);
  else
    diag_add(reader->diags, DIAG_FORM_BAD, place, _("Form “%s”: %s"), reader->form, sentence);
}

static bool label_phrase(const struct form_reader *reader, const struct node *node, const char **out)
{
  if (node->kind != NODE_SCALAR || node->as.scalar.length == 0) {
    form_complain(reader, node->span, _("A label is a text, or a list of texts that are not empty."));
    return false;
  }
  *out = node->as.scalar.text;
  return true;
}

bool form_label_read(const struct form_reader *reader, const struct node *node, struct form_label *out)
{
  size_t count = node->kind == NODE_LIST ? node->as.list.count : 1;
  if (node->kind == NODE_MAP || count == 0) {
    form_complain(reader, node->span, _("A label is a text, or a list of texts that are not empty."));
    return false;
  }
  const char **phrases = ARENA_ARRAY(reader->arena, count, const char *);
  *out = (struct form_label){phrases, count};
  bool good = true;
  for (size_t i = 0; i < count; i++)
    good &= label_phrase(reader, node->kind == NODE_LIST ? node->as.list.items[i] : node, &phrases[i]);
  return good;
}

const char *form_label_text(struct arena *arena, const struct form_label *label)
{
  GString *text = g_string_new(NULL);
  for (size_t i = 0; i < label->count; i++)
    g_string_append(text, label->phrases[i]);
  char *kept = arena_strndup(arena, text->str, text->len);
  g_string_free(text, TRUE);
  return kept;
}

/* Words with a meaning of their own where keys stand. */
static bool key_is_reserved(const char *key)
{
  static const char *const words[] = {"其余", "value", "note", "year", "agency", "previous"};
  for (size_t i = 0; i < COUNT(words); i++)
    if (strcmp(key, words[i]) == 0)
      return true;
  return false;
}

bool form_key_check(const struct form_reader *reader, const struct node *node)
{
  const char *key = node->as.scalar.text;
  /* Expressions and equations take keys as words: nothing in them may look like anything else. */
  bool good = key[strcspn(key, " \t\n.+-*/()|=${}:,\"'")] == '\0' && key[0] != '\0' && !g_ascii_isdigit(key[0]) &&
              !key_is_reserved(key);
  if (!good)
    form_complain(reader, node->span,
                  _("“%s” cannot be a key: keys have no blanks, full stops or signs of arithmetic, "
                    "do not begin with a digit and are none of the words the source itself uses."),
                  key);
  return good;
}

static bool node_read_key(const struct form_reader *reader, const struct node *key, struct form_node *out)
{
  out->key = key->as.scalar.text;
  if (out->label.count == 0)
    form_label_read(reader, key, &out->label);
  return form_key_check(reader, key);
}

static bool kind_read(const struct form_reader *reader, const struct node *node, enum figure_kind *out)
{
  static const char *const names[] = {"count", "amount", "change"};
  for (int i = 0; i < 3; i++) {
    if (node_is(node, names[i])) {
      *out = (enum figure_kind)i;
      return true;
    }
  }
  form_complain(reader, node->span, _("“%s” is no kind of figure; write count, amount or change."),
                node->as.scalar.text);
  return false;
}

static bool span_read(const struct form_reader *reader, const struct node *node, uint32_t *out)
{
  int64_t span = 0;
  if (!node_int(node, &span) || span < 1 || span > LIMIT_TABLE_COLUMNS) {
    form_complain(reader, node->span, _("A cell spans at least 1 and at most %u columns of the grid; here stands %s."),
                  LIMIT_TABLE_COLUMNS, node->kind == NODE_SCALAR ? node->as.scalar.text : node_kind_name(node->kind));
    return false;
  }
  *out = (uint32_t)span;
  return true;
}

static const struct node *kind_get(const struct tree_kind *kind, const struct node *node, const char *name)
{
  return schema_get(node, kind->fields, kind->count, name);
}

static bool node_read_column(const struct form_reader *reader, const struct node *node, struct form_node *out)
{
  bool good = true;
  const struct node *value;
  if ((value = kind_get(&columns_kind, node, "kind")))
    good &= kind_read(reader, value, &out->kind);
  if ((value = kind_get(&columns_kind, node, "span")))
    good &= span_read(reader, value, &out->span);
  int64_t decimals = 0;
  if ((value = kind_get(&columns_kind, node, "decimals")) && node_int(value, &decimals))
    out->decimals = (uint8_t)decimals;
  if ((value = kind_get(&columns_kind, node, "unit")))
    out->unit = value->as.scalar.text;
  if ((value = kind_get(&columns_kind, node, "total")))
    out->total = node_is(value, "true");
  return good;
}

static void node_read_row(const struct node *node, struct form_node *out)
{
  const struct node *value;
  int64_t indent = 0;
  if ((value = kind_get(&rows_kind, node, "indent")) && node_int(value, &indent))
    out->indent = (int)indent;
  if ((value = kind_get(&rows_kind, node, "name")))
    out->name = value->as.scalar.text;
  out->sum = kind_get(&rows_kind, node, "sum");
  out->total = out->sum != NULL;
}

static bool tree_read(const struct form_reader *reader, const struct tree_kind *kind, const struct node *list,
                      struct form_tree *out);

/* Label first, then the key, which is the label where none is given. */
static bool node_read_words(const struct form_reader *reader, const struct tree_kind *kind, const struct node *node,
                            struct form_node *out)
{
  bool good = true;
  const struct node *label = kind_get(kind, node, "label");
  const struct node *key = kind_get(kind, node, "key");
  if (label)
    good &= form_label_read(reader, label, &out->label);
  if (key)
    good &= node_read_key(reader, key, out);
  if (!label && !key) {
    form_complain(reader, node->span, _("Every row and column needs a key, a label or both."));
    good = false;
  }
  return good;
}

static bool node_read_map(const struct form_reader *reader, const struct tree_kind *kind, const struct node *node,
                          struct form_node *out)
{
  if (!schema_check(node, kind->fields, kind->count, _(kind->what), reader->diags))
    return false;
  bool good = node_read_words(reader, kind, node, out);
  if (kind == &columns_kind)
    good &= node_read_column(reader, node, out);
  else
    node_read_row(node, out);
  const struct node *children = kind_get(kind, node, kind->children);
  if (children)
    good &= tree_read(reader, kind, children, &out->children);
  return good;
}

/* A bare text is a leaf whose key is its label. */
static bool node_read(const struct form_reader *reader, const struct tree_kind *kind, const struct node *node,
                      struct form_node *out)
{
  *out = (struct form_node){.place = node->span, .span = 1};
  if (node->kind == NODE_SCALAR)
    return node_read_key(reader, node, out);
  return node_read_map(reader, kind, node, out);
}

static bool tree_read(const struct form_reader *reader, const struct tree_kind *kind, const struct node *list,
                      struct form_tree *out)
{
  if (list->as.list.count == 0) {
    form_complain(reader, list->span, _("A list of rows or columns is empty."));
    return false;
  }
  out->count = list->as.list.count;
  out->nodes = ARENA_ARRAY(reader->arena, out->count, struct form_node);
  bool good = true;
  for (size_t i = 0; i < out->count; i++)
    good &= node_read(reader, kind, list->as.list.items[i], &out->nodes[i]);
  return good;
}

bool form_tree_read_columns(const struct form_reader *reader, const struct node *list, struct form_tree *out)
{
  return tree_read(reader, &columns_kind, list, out);
}

bool form_tree_read_rows(const struct form_reader *reader, const struct node *list, struct form_tree *out)
{
  return tree_read(reader, &rows_kind, list, out);
}

size_t form_tree_leaves(const struct form_tree *tree)
{
  size_t leaves = 0;
  for (size_t i = 0; i < tree->count; i++)
    leaves += tree->nodes[i].children.count ? form_tree_leaves(&tree->nodes[i].children) : 1;
  return leaves;
}

uint32_t form_tree_depth(const struct form_tree *tree)
{
  uint32_t deepest = 0;
  for (size_t i = 0; i < tree->count; i++) {
    uint32_t depth = 1 + form_tree_depth(&tree->nodes[i].children);
    deepest = MAX(deepest, depth);
  }
  return deepest;
}

uint64_t form_tree_width(const struct form_tree *tree)
{
  uint64_t width = 0;
  for (size_t i = 0; i < tree->count; i++)
    width += tree->nodes[i].children.count ? form_tree_width(&tree->nodes[i].children) : tree->nodes[i].span;
  return width;
}
