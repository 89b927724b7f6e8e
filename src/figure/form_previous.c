/* What a report must have in common with last year's (Y1, Y2), as data of the form: equations in which “previous.”
 * marks a figure of last year's report, and the names that cells have in other forms. */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "figure/form_ledger.h"
#include "source/schema.h"

#define COUNT(array)  (sizeof(array) / sizeof((array)[0]))
#define PREVIOUS      "previous."
#define TERMS_MOST    20
#define SIGNS_OF_SUMS "+-"

static const struct field previous_fields[] = {
    {"rules", FIELD_LIST, true, 0, 0, "equations with last year's figures"},
    {"names", FIELD_MAP, false, 0, 0, "for each other form, what cells are called there"},
};

static const struct field rule_fields[] = {
    {"code", FIELD_TEXT, true, 0, 0, "Y1 or Y2"},
    {"words", FIELD_TEXT, true, 0, 0, "the rule in words, for messages"},
    {"table", FIELD_TEXT, false, 0, 0, "the table it speaks of"},
    {"each", FIELD_TEXT, false, 0, 0, "column: it holds in each column; row: in each row that has its columns"},
    {"equation", FIELD_TEXT, true, 0, 0, "this year's row (or column) = others, with + and -"},
    {"tolerance", FIELD_TEXT, false, 0, 0, "of ledgers: by how much the two sides may differ"},
};

static const char *get_text(const struct node *node, const char *name)
{
  const struct node *value = schema_get(node, rule_fields, COUNT(rule_fields), name);
  return value ? value->as.scalar.text : "";
}

static bool complain_equation(const struct form_reader *reader, struct span place)
{
  form_complain(reader, place,
                _("An equation with last year's figures reads like “name = previous.name + name - name”."));
  return false;
}

static bool term_add(const struct form_reader *reader, struct form_year_rule *rule, const char *text, size_t length,
                     bool minus)
{
  char *key = g_strstrip(g_strndup(text, length));
  bool previous = g_str_has_prefix(key, PREVIOUS);
  const char *name = arena_strdup(reader->arena, key + (previous ? strlen(PREVIOUS) : 0));
  g_free(key);
  if (!name[0] || rule->term_count >= TERMS_MOST)
    return false;
  *ARENA_APPEND(reader->arena, rule->terms, rule->term_count, rule->term_capacity) =
      (struct form_year_term){name, previous, minus, 0};
  return true;
}

static bool equation_read(const struct form_reader *reader, struct form_year_rule *rule, const char *text)
{
  const char *equal = strchr(text, '=');
  if (!equal || strchr(equal + 1, '=') || !term_add(reader, rule, text, (size_t)(equal - text), false) ||
      rule->terms[0].previous)
    return false;
  bool minus = false;
  for (const char *at = equal + 1;; at++) {
    size_t length = strcspn(at, SIGNS_OF_SUMS);
    if (!term_add(reader, rule, at, length, minus))
      return false;
    at += length;
    if (!*at)
      return true;
    minus = *at == '-';
  }
}

/* --- this year's names looked up; last year's are looked up in its own form --- */

static bool complain_row(const struct form_reader *reader, struct span place, const char *key)
{
  form_complain(reader, place, _("There is no row “%s”."), key);
  return false;
}

static bool terms_find_rows(const struct form_reader *reader, const struct form_table *table,
                            struct form_year_rule *rule, struct span place)
{
  for (size_t i = 0; i < rule->term_count; i++) {
    struct form_year_term *term = &rule->terms[i];
    const struct form_row *row = term->previous ? NULL : form_row(table, term->key);
    if (!term->previous && !row)
      return complain_row(reader, place, term->key);
    if (term->previous)
      continue;
    term->index = (size_t)(row - table->rows);
    if (i == 0)
      rule->columns = row->columns;
    if (row->columns != rule->columns) {
      form_complain(reader, place, _("The row “%s” has other columns than the first row of the equation."), row->path);
      return false;
    }
  }
  return true;
}

static bool set_has(const struct form_columns *set, const char *key, size_t *out)
{
  for (*out = 0; *out < set->count; ++*out)
    if (strcmp(set->items[*out].key, key) == 0)
      return true;
  return false;
}

static bool terms_find_columns(struct form_year_rule *rule, const struct form_columns *set)
{
  for (size_t i = 0; i < rule->term_count; i++)
    if (!rule->terms[i].previous && !set_has(set, rule->terms[i].key, &rule->terms[i].index))
      return false;
  return true;
}

static void rule_add(const struct form_reader *reader, struct form *form, const struct form_year_rule *rule)
{
  struct form_year_rule *added =
      ARENA_APPEND(reader->arena, form->year_rules, form->year_rule_count, form->year_rule_capacity);
  *added = *rule;
  added->terms = ARENA_ARRAY(reader->arena, rule->term_count, struct form_year_term);
  memcpy(added->terms, rule->terms, rule->term_count * sizeof *rule->terms);
}

/* As the rules within one report: it holds for every set of columns that has all its names. */
static bool rule_add_columns(const struct form_reader *reader, struct form *form, struct form_year_rule *rule,
                             struct span place)
{
  const struct form_table *table = &form->tables[rule->table];
  size_t before = form->year_rule_count;
  for (rule->columns = 0; rule->columns < table->column_set_count; rule->columns++)
    if (terms_find_columns(rule, &table->column_sets[rule->columns]))
      rule_add(reader, form, rule);
  if (form->year_rule_count > before)
    return true;
  form_complain(reader, place, _("There is no column “%s” beside the other columns of the rule."), rule->terms[0].key);
  return false;
}

static bool code_read(const struct form_reader *reader, const struct node *node, struct form_year_rule *rule)
{
  const char *code = get_text(node, "code");
  rule->code = strcmp(code, "Y1") == 0 ? DIAG_Y1 : DIAG_Y2;
  rule->words = get_text(node, "words");
  if (strcmp(code, "Y1") == 0 || strcmp(code, "Y2") == 0)
    return true;
  form_complain(reader, node->span, _("A rule about last year's figures has the code Y1 or Y2, not “%s”."), code);
  return false;
}

static bool rule_head_read(struct form_reader *reader, const struct node *node, const struct form *form,
                           struct form_year_rule *rule)
{
  const char *each = get_text(node, "each"), *key = get_text(node, "table");
  const struct form_table *table = form_table(form, key);
  if (!code_read(reader, node, rule))
    return false;
  if (strcmp(each, "column") != 0 && strcmp(each, "row") != 0) {
    form_complain(reader, node->span, _("A rule holds for each column or each row, not for each “%s”."), each);
    return false;
  }
  if (!table) {
    form_complain(reader, node->span, _("There is no table “%s”."), key);
    return false;
  }
  rule->scope = strcmp(each, "row") == 0 ? RULE_EACH_ROW : RULE_EACH_COLUMN;
  rule->table = (size_t)(table - form->tables);
  reader->table = table->key;
  return true;
}

/* --- of ledgers: full names on both sides --- */

/* The right side without its marks; NULL where a name lacks one. */
static char *strip_marks(const char *text)
{
  GString *plain = g_string_new(NULL);
  for (const char *at = text; *at;) {
    size_t blank = strspn(at, " " SIGNS_OF_SUMS), name = strcspn(at + blank, " " SIGNS_OF_SUMS);
    g_string_append_len(plain, at, (gssize)blank);
    at += blank;
    if (name && !g_str_has_prefix(at, PREVIOUS)) {
      g_string_free(plain, TRUE);
      return NULL;
    }
    if (name)
      g_string_append_len(plain, at + strlen(PREVIOUS), (gssize)(name - strlen(PREVIOUS)));
    at += name;
  }
  return g_string_free(plain, FALSE);
}

static bool figures_read_sides(const struct form_reader *reader, const struct form *form, const struct node *equation,
                               struct ledger_rule *out)
{
  const char *text = equation->as.scalar.text, *equal = strchr(text, '=');
  char *last = equal ? strip_marks(equal + 1) : NULL;
  const char *right = last ? arena_strdup(reader->arena, last) : NULL;
  g_free(last);
  if (!right)
    return complain_equation(reader, equation->span);
  out->left = formula_read(reader, form, SIZE_MAX, SIZE_MAX, FORMULA_PLACES, equation, text, equal);
  out->right = formula_read(reader, form, SIZE_MAX, SIZE_MAX, FORMULA_PLACES, equation, right, right + strlen(right));
  return out->left && out->right && (formula_first_figure(out->left) || complain_equation(reader, equation->span));
}

static bool figures_rule_read(const struct form_reader *reader, const struct node *node, struct form *form)
{
  const struct node *equation = schema_get(node, rule_fields, COUNT(rule_fields), "equation");
  struct ledger_rule *rule = ARENA_NEW(reader->arena, struct ledger_rule);
  struct form_year_rule head = {.figures = rule};
  *rule = (struct ledger_rule){.scope = FORMULA_PLACES, .text = equation, .table = SIZE_MAX, .span = node->span};
  if (!code_read(reader, node, &head) ||
      !form_tolerance_read(reader, schema_get(node, rule_fields, COUNT(rule_fields), "tolerance"), &rule->tolerance) ||
      !figures_read_sides(reader, form, equation, rule))
    return false;
  rule->words = head.words;
  *ARENA_APPEND(reader->arena, form->year_rules, form->year_rule_count, form->year_rule_capacity) = head;
  return true;
}

static bool rule_read(const struct form_reader *outer, const struct node *node, struct form *form)
{
  struct form_reader reader = *outer;
  struct form_year_rule rule = {.code = DIAG_Y1};
  if (!schema_check(node, rule_fields, COUNT(rule_fields), _("the rule"), reader.diags))
    return false;
  if (!get_text(node, "table")[0] && !get_text(node, "each")[0])
    return figures_rule_read(&reader, node, form);
  if (!rule_head_read(&reader, node, form, &rule))
    return false;
  struct span place = schema_get(node, rule_fields, COUNT(rule_fields), "equation")->span;
  if (!equation_read(&reader, &rule, get_text(node, "equation")))
    return complain_equation(&reader, place);
  if (rule.scope == RULE_EACH_ROW)
    return rule_add_columns(&reader, form, &rule, place);
  if (!terms_find_rows(&reader, &form->tables[rule.table], &rule, place))
    return false;
  rule_add(&reader, form, &rule);
  return true;
}

/* --- the names in other forms --- */

static bool names_read(const struct form_reader *reader, const struct pair *other, struct form *form)
{
  if (other->value->kind != NODE_MAP) {
    form_complain(reader, other->value->span, _("Under “%s” stand cells by name, such as “here: there”."),
                  other->key->as.scalar.text);
    return false;
  }
  for (uint32_t i = 0; i < other->value->as.map.count; i++) {
    const struct pair *pair = &other->value->as.map.pairs[i];
    if (pair->value->kind != NODE_SCALAR || !form_cell(form, pair->key->as.scalar.text, NULL)) {
      form_complain(reader, pair->key->span, _("“%s” is no cell of this form, or has no name in the other."),
                    pair->key->as.scalar.text);
      return false;
    }
    *ARENA_APPEND(reader->arena, form->year_names, form->year_name_count, form->year_name_capacity) =
        (struct form_year_name){other->key->as.scalar.text, pair->key->as.scalar.text, pair->value->as.scalar.text};
  }
  return true;
}

bool form_previous_read(const struct form_reader *reader, const struct node *node, struct form *form)
{
  if (!node)
    return true;
  if (!schema_check(node, previous_fields, COUNT(previous_fields), _("“previous” of the form"), reader->diags))
    return false;
  const struct node *rules = schema_get(node, previous_fields, COUNT(previous_fields), "rules");
  const struct node *names = schema_get(node, previous_fields, COUNT(previous_fields), "names");
  bool good = true;
  for (uint32_t i = 0; i < rules->as.list.count; i++)
    good &= rule_read(reader, rules->as.list.items[i], form);
  for (uint32_t i = 0; names && i < names->as.map.count; i++)
    good &= names_read(reader, &names->as.map.pairs[i], form);
  return good;
}

/* --- cells by their full names --- */

bool form_cell(const struct form *form, const char *name, struct form_cell *out)
{
  for (size_t t = 0; t < form->table_count; t++) {
    const struct form_table *table = &form->tables[t];
    size_t length = strlen(table->key);
    if (strncmp(name, table->key, length) != 0 || name[length] != '.')
      continue;
    const char *rest = name + length + 1;
    for (size_t r = 0; r < table->row_count; r++) {
      const struct form_columns *set = &table->column_sets[table->rows[r].columns];
      size_t row = strlen(table->rows[r].path), column = 0;
      if (strncmp(rest, table->rows[r].path, row) != 0 || (rest[row] != '.' && rest[row] != '\0') ||
          !set_has(set, rest[row] ? rest + row + 1 : "", &column))
        continue;
      if (out)
        *out = (struct form_cell){t, r, column};
      return true;
    }
  }
  return false;
}
