#include "source/schema.h"

#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"

#define NAMES_LISTED 12 /* more known keys than that help nobody in a hint */

static bool is_blank_text(const struct node *scalar)
{
  for (size_t at = 0; at < scalar->as.scalar.length;) {
    if (!g_unichar_isspace(utf8_next(scalar->as.scalar.text, &at)))
      return false;
  }
  return true;
}

static bool two_digits(const char *text, int *out)
{
  if (!g_ascii_isdigit(text[0]) || !g_ascii_isdigit(text[1]))
    return false;
  *out = (text[0] - '0') * 10 + (text[1] - '0');
  return true;
}

/* The form YYYY-MM-DD, whether or not there is such a day. */
static bool date_form(const char *text, int *year, int *month, int *day)
{
  int century;
  int rest;
  if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
    return false;
  if (!two_digits(text, &century) || !two_digits(text + 2, &rest) || !two_digits(text + 5, month) ||
      !two_digits(text + 8, day))
    return false;
  *year = century * 100 + rest;
  return true;
}

bool schema_date(const char *text, int *year, int *month, int *day)
{
  return date_form(text, year, month, day) && *month >= 1 && *month <= 12 && *year >= 1 &&
         g_date_valid_dmy((GDateDay)*day, (GDateMonth)*month, (GDateYear)*year);
}

static bool in_range(int64_t value, const struct field *field)
{
  return (field->min == 0 && field->max == 0) || (value >= field->min && value <= field->max);
}

bool schema_kind_ok(const struct node *node, const struct field *field)
{
  int64_t value;
  int year, month, day;
  switch (field->kind) {
  case FIELD_TEXT:
    return node->kind == NODE_SCALAR && !node_is_null(node) && !is_blank_text(node);
  case FIELD_INT:
    return node_int(node, &value) && in_range(value, field);
  case FIELD_BOOL:
    return node->kind == NODE_SCALAR && node->as.scalar.style == NODE_PLAIN &&
           (node_is(node, "true") || node_is(node, "false"));
  case FIELD_DATE:
    return node->kind == NODE_SCALAR && schema_date(node->as.scalar.text, &year, &month, &day);
  case FIELD_LIST:
    return node->kind == NODE_LIST;
  case FIELD_MAP:
    return node->kind == NODE_MAP;
  case FIELD_ANY:
    return true;
  }
  g_assert_not_reached();
}

static const struct field *field_named(const struct field *fields, size_t count, const char *name)
{
  for (size_t i = 0; i < count; ++i) {
    if (strcmp(fields[i].name, name) == 0)
      return &fields[i];
  }
  return NULL;
}

const struct node *schema_get(const struct node *map, const struct field *fields, size_t count, const char *name)
{
  const struct field *field = field_named(fields, count, name);
  g_assert(field != NULL);
  const struct node *value = node_get(map, name);
  return value != NULL && schema_kind_ok(value, field) ? value : NULL;
}

static void report_text(const struct node *node, const struct field *field, struct diags *diags)
{
  if (node->kind == NODE_SCALAR) {
    struct diag *diag = diag_add(diags, DIAG_VALUE_KIND, node->span, _("“%s” has no text."), field->name);
    if (field->required)
      diag_hint(diags, diag, _("Write the text behind the colon."));
    else
      diag_hint(diags, diag, _("Write the text behind the colon, or delete the line."));
    return;
  }
  struct diag *diag = diag_add(diags, DIAG_VALUE_KIND, node->span, _("“%1$s” must be a text; here stands %2$s."),
                               field->name, node_kind_name(node->kind));
  diag_hint(diags, diag, _("If brackets or colons belong to the text, put it in quotation marks."));
}

static void report_int(const struct node *node, const struct field *field, struct diags *diags)
{
  int64_t value;
  if (node_int(node, &value)) {
    diag_add(diags, DIAG_VALUE_BAD, node->span, _("“%1$s” must lie between %2$lld and %3$lld."), field->name,
             (long long)field->min, (long long)field->max);
    return;
  }
  struct diag *diag = diag_add(diags, DIAG_VALUE_KIND, node->span, _("“%s” must be a whole number."), field->name);
  if (node->kind == NODE_SCALAR && node->as.scalar.style == NODE_QUOTED)
    diag_hint(diags, diag, _("Write only the digits 0 to 9, without quotation marks."));
  else
    diag_hint(diags, diag, _("Write only the digits 0 to 9 (half-width), without separators or units."));
}

static void report_date(const struct node *node, const struct field *field, struct diags *diags)
{
  int year, month, day;
  if (node->kind == NODE_SCALAR && date_form(node->as.scalar.text, &year, &month, &day)) {
    diag_add(diags, DIAG_VALUE_BAD, node->span, _("“%1$s”: there is no day %2$s."), field->name, node->as.scalar.text);
    return;
  }
  struct diag *diag = diag_add(diags, DIAG_VALUE_KIND, node->span, _("“%s” must be a date."), field->name);
  diag_hint(diags, diag, _("Write year-month-day in digits, such as 2026-01-20."));
}

static void report_list(const struct node *node, const struct field *field, struct diags *diags)
{
  struct diag *diag = diag_add(diags, DIAG_VALUE_KIND, node->span, _("“%1$s” must be a list; here stands %2$s."),
                               field->name, node_kind_name(node->kind));
  diag_hint(diags, diag, _("Write one item a line, each after “- ”."));
}

static void report_map(const struct node *node, const struct field *field, struct diags *diags)
{
  struct diag *diag = diag_add(diags, DIAG_VALUE_KIND, node->span,
                               _("“%1$s” must hold lines of the form “key: value”; here stands %2$s."), field->name,
                               node_kind_name(node->kind));
  if (source_looks_like_key(node))
    source_hint_colon(diags, diag, node);
  else
    diag_hint(diags, diag, _("Write the keys below it, one a line, indented by two spaces."));
}

static void report_kind(const struct node *node, const struct field *field, struct diags *diags)
{
  switch (field->kind) {
  case FIELD_TEXT:
    report_text(node, field, diags);
    break;
  case FIELD_INT:
    report_int(node, field, diags);
    break;
  case FIELD_BOOL:
    diag_add(diags, DIAG_VALUE_KIND, node->span, _("“%s” must be true or false."), field->name);
    break;
  case FIELD_DATE:
    report_date(node, field, diags);
    break;
  case FIELD_LIST:
    report_list(node, field, diags);
    break;
  case FIELD_MAP:
    report_map(node, field, diags);
    break;
  case FIELD_ANY:
    break;
  }
}

static void hint_known_names(struct diags *diags, struct diag *diag, const struct field *fields, size_t count)
{
  GString *names = g_string_new(NULL);
  for (size_t i = 0; i < count; ++i)
    g_string_append_printf(names, "%s%s", i > 0 ? _(", ") : "", fields[i].name);
  diag_hint(diags, diag, _("The keys known here are: %s."), names->str);
  g_string_free(names, TRUE);
}

static void report_unknown(const struct node *key, const struct field *fields, size_t count, const char *what,
                           struct diags *diags)
{
  const char *name = diag_quote(diags, key->as.scalar.text, key->as.scalar.length);
  struct diag *diag = diag_add(diags, DIAG_KEY_UNKNOWN, key->span, _("“%1$s” is not a key of %2$s."), name, what);
  const char **names = g_new(const char *, count);
  for (size_t i = 0; i < count; ++i)
    names[i] = fields[i].name;
  const char *nearest = diag_nearest(key->as.scalar.text, names, count);
  g_free(names);
  if (nearest != NULL)
    diag_hint(diags, diag, _("Did you mean “%s”?"), nearest);
  else if (source_looks_like_key(key))
    source_hint_colon(diags, diag, key);
  else if (count <= NAMES_LISTED)
    hint_known_names(diags, diag, fields, count);
}

/* A missing key has no place of its own; the beginning of the mapping stands for it. Keys of a merged one may stand in
 * the file that it is from, where nothing is missing (source/named.h). */
static struct span beginning_of(const struct node *map)
{
  for (uint32_t i = 0; i < map->as.map.count; ++i)
    if (map->as.map.pairs[i].key->span.file == map->span.file)
      return map->as.map.pairs[i].key->span;
  return map->as.map.count == 0 ? map->span : (struct span){map->span.file, map->span.begin, map->span.begin};
}

static bool check_missing(const struct node *map, const struct field *fields, size_t count, const char *what,
                          struct diags *diags)
{
  bool ok = true;
  for (size_t i = 0; i < count; ++i) {
    if (!fields[i].required || node_get(map, fields[i].name) != NULL)
      continue;
    struct diag *diag = diag_add(diags, DIAG_KEY_MISSING, beginning_of(map), _("The key “%1$s” of %2$s is missing."),
                                 fields[i].name, what);
    diag_hint(diags, diag, _("Add a line “%s: ” with its value."), fields[i].name);
    ok = false;
  }
  return ok;
}

bool schema_check(const struct node *node, const struct field *fields, size_t count, const char *what,
                  struct diags *diags)
{
  if (node->kind != NODE_MAP) {
    struct diag *diag = diag_add(diags, DIAG_VALUE_KIND, node->span,
                                 _("Lines of the form “key: value” are expected for %1$s; here stands %2$s."), what,
                                 node_kind_name(node->kind));
    if (source_looks_like_key(node))
      source_hint_colon(diags, diag, node);
    else
      diag_hint(diags, diag, _("Write lines such as “%s: …”: a key, a half-width colon, a space and the value."),
                fields[0].name);
    return false;
  }
  bool ok = true;
  for (uint32_t i = 0; i < node->as.map.count; ++i) {
    const struct pair *pair = &node->as.map.pairs[i];
    const struct field *field = field_named(fields, count, pair->key->as.scalar.text);
    if (field == NULL) {
      report_unknown(pair->key, fields, count, what, diags);
      ok = false;
    } else if (!schema_kind_ok(pair->value, field)) {
      if (!node_is_unfilled(pair->value))
        report_kind(pair->value, field, diags);
      ok = false;
    }
  }
  return check_missing(node, fields, count, what, diags) && ok;
}
