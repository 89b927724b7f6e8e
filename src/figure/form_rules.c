/* The rules of a table: equations in data, read into the indices of what they add up (C1–C4). */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "figure/form_tree.h"
#include "source/schema.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct field rule_fields[] = {
    {"code", FIELD_TEXT, true, 0, 0, "C1, C2, C3 or C4"},
    {"words", FIELD_TEXT, true, 0, 0, "the rule in words, for messages"},
    {"each", FIELD_TEXT, true, 0, 0, "column: it holds in each column; row: in each row"},
    {"equation", FIELD_TEXT, true, 0, 0, "sums of rows (or of columns) that are equal"},
};

static const struct node *rule_get(const struct node *node, const char *name)
{
  return schema_get(node, rule_fields, COUNT(rule_fields), name);
}

static bool rule_code(const struct form_reader *reader, const struct node *node, enum diag_code *out)
{
  static const enum diag_code codes[] = {DIAG_C1, DIAG_C2, DIAG_C3, DIAG_C4};
  for (size_t i = 0; i < COUNT(codes); i++) {
    if (node_is(node, diag_code_name(codes[i]))) {
      *out = codes[i];
      return true;
    }
  }
  form_complain(reader, node->span, _("A rule has the code C1, C2, C3 or C4, not “%s”."), node->as.scalar.text);
  return false;
}

static bool rule_scope(const struct form_reader *reader, const struct node *node, enum rule_scope *out)
{
  *out = node_is(node, "row") ? RULE_EACH_ROW : RULE_EACH_COLUMN;
  if (node_is(node, "row") || node_is(node, "column"))
    return true;
  form_complain(reader, node->span, _("A rule holds for each column or each row, not for each “%s”."),
                node->as.scalar.text);
  return false;
}

/* Two sides of names, not yet looked up. */
struct equation {
  char **sides[2];
};

static bool equation_side_is_good(char **names)
{
  for (size_t i = 0; names[i]; i++)
    if (*g_strstrip(names[i]) == '\0')
      return false;
  return names[0] != NULL;
}

static void equation_done(struct equation *equation)
{
  g_strfreev(equation->sides[0]);
  g_strfreev(equation->sides[1]);
}

static bool equation_split(const struct form_reader *reader, const struct node *node, struct equation *out)
{
  char **sides = g_strsplit(node->as.scalar.text, "=", -1);
  bool two = g_strv_length(sides) == 2;
  out->sides[0] = g_strsplit(two ? sides[0] : "", "+", -1);
  out->sides[1] = g_strsplit(two ? sides[1] : "", "+", -1);
  g_strfreev(sides);
  if (equation_side_is_good(out->sides[0]) && equation_side_is_good(out->sides[1]))
    return true;
  form_complain(reader, node->span, _("An equation reads like “total = part + part”: names, + and one =."));
  return false;
}

static bool rule_add(const struct form_reader *reader, struct form_table *table, const struct form_rule *rule,
                     const struct form_terms sides[2])
{
  struct form_rule *added = ARENA_APPEND(reader->arena, table->rules, table->rule_count, table->rule_capacity);
  *added = *rule;
  added->left = sides[0].items;
  added->left_count = sides[0].count;
  added->right = sides[1].items;
  added->right_count = sides[1].count;
  return true;
}

/* All rows of one equation have the same columns, so that "each column" has a meaning. */
static bool rule_columns_agree(const struct form_reader *reader, const struct form_table *table,
                               const struct form_terms sides[2], struct span place, size_t *columns)
{
  g_assert(sides[0].items); /* an equation has a name on either side, and a group has rows */
  *columns = table->rows[sides[0].items[0]].columns;
  for (int side = 0; side < 2; side++) {
    for (size_t i = 0; i < sides[side].count; i++) {
      const struct form_row *row = &table->rows[sides[side].items[i]];
      if (row->columns != *columns) {
        form_complain(reader, place, _("The row “%s” has other columns than the first row of the equation."),
                      row->path);
        return false;
      }
    }
  }
  return true;
}

static bool rule_read_rows(const struct form_reader *reader, struct form_table *table, struct form_rule *rule,
                           const struct equation *equation)
{
  struct form_terms sides[2] = {{0}, {0}};
  bool good = true;
  for (int side = 0; side < 2; side++)
    for (char **name = equation->sides[side]; *name; name++)
      good &= form_terms_add(reader, table, *name, rule->span, &sides[side]);
  return good && rule_columns_agree(reader, table, sides, rule->span, &rule->columns) &&
         rule_add(reader, table, rule, sides);
}

static bool column_find(const struct form_columns *set, const char *key, size_t *out)
{
  for (size_t i = 0; i < set->count; i++) {
    if (strcmp(set->items[i].key, key) == 0) {
      *out = i;
      return true;
    }
  }
  return false;
}

/* The equation in the columns of one set; *missing is a name that the set does not have. */
static bool columns_match(const struct form_reader *reader, const struct form_columns *set,
                          const struct equation *equation, struct form_terms sides[2], const char **missing)
{
  for (int side = 0; side < 2; side++) {
    for (char **name = equation->sides[side]; *name; name++) {
      size_t column = 0;
      if (!column_find(set, *name, &column)) {
        *missing = arena_strdup(reader->arena, *name);
        return false;
      }
      *ARENA_PUSH(reader->arena, &sides[side]) = column;
    }
  }
  return true;
}

/* A table's blocks may have different columns: the rule holds for every column set that has all its names. */
static bool rule_read_columns(const struct form_reader *reader, struct form_table *table, struct form_rule *rule,
                              const struct equation *equation)
{
  const char *missing = NULL;
  bool found = false;
  for (size_t s = 0; s < table->column_set_count; s++) {
    struct form_terms sides[2] = {{0}, {0}};
    rule->columns = s;
    if (columns_match(reader, &table->column_sets[s], equation, sides, &missing))
      found |= rule_add(reader, table, rule, sides);
  }
  if (!found)
    form_complain(reader, rule->span, _("There is no column “%s” beside the other columns of the rule."),
                  missing ? missing : "");
  return found;
}

static bool rule_read(const struct form_reader *reader, const struct node *node, struct form_table *table)
{
  if (!schema_check(node, rule_fields, COUNT(rule_fields), _("the rule"), reader->diags))
    return false;
  const struct node *text = rule_get(node, "equation");
  struct form_rule rule = {.words = rule_get(node, "words")->as.scalar.text, .span = text->span};
  if (!rule_code(reader, rule_get(node, "code"), &rule.code) ||
      !rule_scope(reader, rule_get(node, "each"), &rule.scope))
    return false;
  struct equation equation;
  bool good = equation_split(reader, text, &equation);
  if (good && rule.scope == RULE_EACH_COLUMN)
    good = rule_read_rows(reader, table, &rule, &equation);
  else if (good)
    good = rule_read_columns(reader, table, &rule, &equation);
  equation_done(&equation);
  return good;
}

static bool rule_names(const struct form_table *table, enum rule_scope scope, size_t columns, size_t index)
{
  for (size_t i = 0; i < table->rule_count; i++) {
    const struct form_rule *rule = &table->rules[i];
    if (rule->scope != scope || (scope == RULE_EACH_ROW && rule->columns != columns))
      continue;
    for (size_t k = 0; k < rule->left_count; k++)
      if (rule->left[k] == index)
        return true;
    for (size_t k = 0; k < rule->right_count; k++)
      if (rule->right[k] == index)
        return true;
  }
  return false;
}

/* A total that no rule speaks of could be written wrong and printed unseen. */
static bool totals_have_rules(const struct form_reader *reader, const struct form_table *table)
{
  bool good = true;
  for (size_t s = 0; s < table->column_set_count; s++) {
    size_t total = table->column_sets[s].total;
    if (total != SIZE_MAX && !rule_names(table, RULE_EACH_ROW, s, total)) {
      form_complain(reader, table->span, _("No rule checks the total column “%s”."),
                    table->column_sets[s].items[total].key);
      good = false;
    }
  }
  for (size_t i = 0; i < table->total_count; i++) {
    if (!rule_names(table, RULE_EACH_COLUMN, 0, table->totals[i])) {
      form_complain(reader, table->rows[table->totals[i]].span, _("No rule checks the total row “%s”."),
                    table->rows[table->totals[i]].path);
      good = false;
    }
  }
  return good;
}

bool form_rules_read(const struct form_reader *reader, const struct node *list, struct form_table *table)
{
  bool good = true;
  for (size_t i = 0; list && i < list->as.list.count; i++)
    good &= rule_read(reader, list->as.list.items[i], table);
  return good && totals_have_rules(reader, table);
}
