/* The keys of a source as a schema. The readers' tables say what keys there are and of which kind; the tables here say
 * what stands below those that hold more than one value. */
#include <string.h>

#include "base/tr.h"
#include "cli/cli.h"
#include "cli/schema.h"
#include "model/keys.h"

/* Scalars are texts to the program, whatever they look like to other readers of YAML. */
static void write_scalar_types(struct json *json, bool blank)
{
  static const char *const types[] = {"string", "number", "boolean", "null"};
  json_texts(json, "type", types, blank ? 4 : 3);
}

void schema_write_ref(struct json *json, const char *key, const char *name)
{
  char *path = g_strconcat("#/$defs/", name, NULL);
  json_object(json, key);
  json_text(json, "$ref", path);
  json_end_object(json);
  g_free(path);
}

/* --- what stands below a key --- */

enum shape {
  SHAPE_ONE,   /* what `def` names */
  SHAPE_LIST,  /* a list of such */
  SHAPE_SOME,  /* the same, at least one */
  SHAPE_NAMED, /* a mapping of any names to such */
};

static const struct {
  const char *of, *key;
  enum shape shape;
  const char *def;
} below[] = {
    {"report", "signed", SHAPE_ONE, "signature"},  {"report", "footnotes", SHAPE_NAMED, "words"},
    {"report", "sections", SHAPE_SOME, "section"}, {"report", "form", SHAPE_ONE, "form"},
    {"report", "layout", SHAPE_ONE, "layout"},     {"section", "title", SHAPE_ONE, "section-title"},
    {"section", "table", SHAPE_ONE, "placed"},     {"section", "chart", SHAPE_ONE, "chart"},
    {"section", "content", SHAPE_SOME, "part"},    {"part", "table", SHAPE_ONE, "placed"},
    {"part", "chart", SHAPE_ONE, "chart"},         {"table", "columns", SHAPE_SOME, "column"},
    {"table", "rows", SHAPE_ONE, "rows"},          {"column", "columns", SHAPE_SOME, "column"},
    {"row", "label", SHAPE_ONE, "cell"},           {"row", "cells", SHAPE_LIST, "cell"},
    {"cell", "value", SHAPE_ONE, "value"},         {"chart", "data", SHAPE_NAMED, "value"},
    {"chart", "labels", SHAPE_SOME, "words"},      {"chart", "series", SHAPE_SOME, "series"},
    {"series", "values", SHAPE_SOME, "value"},     {"section", "image", SHAPE_ONE, "image"},
    {"part", "image", SHAPE_ONE, "image"},
};

static const struct {
  const char *of, *key;
  const char *values[8];
} choices[] = {
    {"column", "align", {"start", "centre", "end", "decimal"}},
    {"column", "total", {"sum"}},
    {"chart", "kind", {"柱", "分组柱", "折线", "饼", "bar", "grouped", "line", "pie"}},
};

static bool write_choice(struct json *json, const char *of, const char *key)
{
  for (size_t i = 0; i < G_N_ELEMENTS(choices); i++) {
    if (strcmp(choices[i].of, of) != 0 || strcmp(choices[i].key, key) != 0)
      continue;
    size_t count = 0;
    while (count < G_N_ELEMENTS(choices[i].values) && choices[i].values[count])
      count++;
    json_texts(json, "enum", choices[i].values, count);
    return true;
  }
  return false;
}

static void write_shape(struct json *json, enum shape shape, const char *def)
{
  char *path = g_strconcat("#/$defs/", def, NULL);
  switch (shape) {
  case SHAPE_ONE:
    json_text(json, "$ref", path);
    break;
  case SHAPE_LIST:
  case SHAPE_SOME:
    json_text(json, "type", "array");
    if (shape == SHAPE_SOME)
      json_number(json, "minItems", 1);
    schema_write_ref(json, "items", def);
    break;
  case SHAPE_NAMED:
    json_text(json, "type", "object");
    schema_write_ref(json, "additionalProperties", def);
    break;
  }
  g_free(path);
}

static bool write_below(struct json *json, const char *of, const char *key)
{
  for (size_t i = 0; i < G_N_ELEMENTS(below); i++) {
    if (strcmp(below[i].of, of) != 0 || strcmp(below[i].key, key) != 0)
      continue;
    write_shape(json, below[i].shape, below[i].def);
    return true;
  }
  return false;
}

/* --- the keys of a mapping --- */

static void write_text(struct json *json)
{
  write_scalar_types(json, false);
  json_text(json, "pattern", "\\S");
}

static void write_kind(struct json *json, const struct field *field)
{
  switch (field->kind) {
  case FIELD_TEXT:
    write_text(json);
    break;
  case FIELD_INT:
    json_text(json, "type", "integer");
    if (field->min != 0 || field->max != 0) {
      json_number(json, "minimum", field->min);
      json_number(json, "maximum", field->max);
    }
    break;
  case FIELD_BOOL:
    json_text(json, "type", "boolean");
    break;
  case FIELD_DATE:
    json_text(json, "type", "string");
    json_text(json, "pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
    break;
  case FIELD_LIST:
    json_text(json, "type", "array");
    break;
  case FIELD_MAP:
    json_text(json, "type", "object");
    break;
  case FIELD_ANY:
    break;
  }
}

static void write_field(struct json *json, const char *of, const struct field *field)
{
  json_object(json, field->name);
  json_text(json, "description", tr_chinese(field->about));
  if (!write_choice(json, of, field->name) && !write_below(json, of, field->name))
    write_kind(json, field);
  json_end_object(json);
}

static void write_keys(struct json *json, const char *of, struct keys keys)
{
  json_text(json, "type", "object");
  json_object(json, "properties");
  for (size_t i = 0; i < keys.count; i++)
    write_field(json, of, &keys.fields[i]);
  json_end_object(json);
  json_list(json, "required");
  for (size_t i = 0; i < keys.count; i++)
    if (keys.fields[i].required)
      json_text(json, NULL, keys.fields[i].name);
  json_end_list(json);
  json_flag(json, "additionalProperties", false);
}

static void write_map(struct json *json, const char *name, struct keys keys)
{
  json_object(json, name);
  write_keys(json, name, keys);
  json_end_object(json);
}

/* --- mappings of which one key at least must be there --- */

static void write_filled(struct json *json, const char *name, struct keys keys, const char *rule)
{
  static const char *const contents[] = {"text", "table", "chart", "image", "content"};
  json_object(json, name);
  write_keys(json, name, keys);
  json_list(json, rule);
  for (size_t i = 0; i < G_N_ELEMENTS(contents) - (strcmp(name, "part") == 0); i++) {
    json_object(json, NULL);
    json_texts(json, "required", &contents[i], 1);
    json_end_object(json);
  }
  json_end_list(json);
  json_end_object(json);
}

/* --- what may be written in several ways --- */

/* {words: [ … ]}: what stands below common words. */
static void write_group(struct json *json, const char *def)
{
  json_object(json, NULL);
  json_text(json, "type", "object");
  json_number(json, "minProperties", 1);
  json_number(json, "maxProperties", 1);
  json_object(json, "additionalProperties");
  write_shape(json, SHAPE_LIST, def);
  json_end_object(json);
  json_end_object(json);
}

static void write_column(struct json *json)
{
  json_object(json, "column");
  json_list(json, "anyOf");
  schema_write_ref(json, NULL, "words");
  json_object(json, NULL);
  write_keys(json, "column", keys_of_column());
  json_end_object(json);
  write_group(json, "column");
  json_end_list(json);
  json_end_object(json);
}

/* {csv: FILE, groups: 1}: rows in a file of their own. */
static void write_file_rows(struct json *json)
{
  static const char *const key[] = {"csv"};
  json_object(json, NULL);
  json_text(json, "type", "object");
  json_object(json, "properties");
  schema_write_ref(json, "csv", "words");
  json_object(json, "groups");
  json_text(json, "type", "integer");
  json_number(json, "minimum", 0);
  json_end_object(json);
  json_end_object(json);
  json_texts(json, "required", key, 1);
  json_flag(json, "additionalProperties", false);
  json_end_object(json);
}

static void write_rows(struct json *json)
{
  json_object(json, "rows");
  json_list(json, "anyOf");
  json_object(json, NULL);
  write_shape(json, SHAPE_LIST, "row");
  json_end_object(json);
  write_file_rows(json);
  json_end_list(json);
  json_end_object(json);
}

static void write_row(struct json *json)
{
  json_object(json, "row");
  json_list(json, "anyOf");
  json_object(json, NULL);
  write_shape(json, SHAPE_LIST, "cell");
  json_end_object(json);
  json_object(json, NULL);
  write_keys(json, "row", keys_of_row());
  json_end_object(json);
  write_group(json, "row");
  write_file_rows(json);
  json_end_list(json);
  json_end_object(json);
}

static void write_cell(struct json *json)
{
  json_object(json, "cell");
  json_list(json, "anyOf");
  schema_write_ref(json, NULL, "value");
  json_object(json, NULL);
  write_keys(json, "cell", keys_of_cell());
  json_end_object(json);
  json_end_list(json);
  json_end_object(json);
}

static void write_scalars(struct json *json)
{
  json_object(json, "words");
  write_text(json);
  json_end_object(json);
  json_object(json, "value");
  write_scalar_types(json, true);
  json_end_object(json);
}

/* --- names --- */

static void write_names(struct json *json, const char *name, const char *const *names, size_t count)
{
  json_object(json, name);
  json_texts(json, "enum", names, count);
  json_end_object(json);
}

static void write_form_names(struct json *json, const struct schema_scope *scope)
{
  const char **names = ARENA_ARRAY(scope->arena, scope->form_count, const char *);
  for (size_t i = 0; i < scope->form_count; i++)
    names[i] = scope->forms[i]->name;
  write_names(json, "form", names, scope->form_count);
}

static void add_once(struct arena *arena, struct names *names, const char *name)
{
  for (size_t i = 0; i < names->count; i++)
    if (strcmp(names->items[i], name) == 0)
      return;
  *ARENA_PUSH(arena, names) = name;
}

/* A table of a form by its name, or one of the source's own. */
static void write_placed(struct json *json, const struct schema_scope *scope)
{
  struct names tables = {0};
  for (size_t i = 0; i < scope->form_count; i++)
    for (size_t t = 0; t < scope->forms[i]->table_count; t++)
      add_once(scope->arena, &tables, scope->forms[i]->tables[t].key);
  json_object(json, "placed");
  json_list(json, "anyOf");
  json_object(json, NULL);
  json_texts(json, "enum", tables.items, tables.count);
  json_end_object(json);
  schema_write_ref(json, NULL, "table");
  json_end_list(json);
  json_end_object(json);
}

/* A renamed section is a warning, so any title is right; those of the forms are shown as examples. */
static void write_section_title(struct json *json, const struct schema_scope *scope)
{
  struct names titles = {0};
  for (size_t i = 0; i < scope->form_count; i++)
    for (size_t s = 0; s < scope->forms[i]->section_count; s++)
      add_once(scope->arena, &titles, scope->forms[i]->sections[s].title);
  json_object(json, "section-title");
  write_text(json);
  json_texts(json, "examples", titles.items, titles.count);
  json_end_object(json);
}

/* --- the report --- */

static void write_figures_of(struct json *json, const struct schema_scope *scope, const struct form *form)
{
  static const char *const needed[] = {"figures"};
  json_object(json, "properties");
  schema_write_ref(json, "figures", schema_figures_name(scope->arena, form));
  json_end_object(json);
  json_texts(json, "required", needed, 1);
}

/* Of a whole only those figures are written that somebody wants checked against the sum of its bodies (A1). */
static void write_sums_nothing(struct json *json)
{
  static const char *const key[] = {"sum_of"};
  json_object(json, "not");
  json_texts(json, "required", key, 1);
  json_end_object(json);
}

/* If the report is of this form, its figures are that form's. */
static void write_condition(struct json *json, const struct schema_scope *scope, const struct form *form)
{
  static const char *const needed[] = {"form"};
  json_object(json, NULL);
  json_object(json, "if");
  json_object(json, "properties");
  json_object(json, "form");
  json_text(json, "const", form->name);
  json_end_object(json);
  json_end_object(json);
  json_texts(json, "required", needed, 1);
  write_sums_nothing(json);
  json_end_object(json);
  json_object(json, "then");
  write_figures_of(json, scope, form);
  json_end_object(json);
  json_end_object(json);
}

static void write_forms(struct json *json, const struct schema_scope *scope)
{
  static const char *const needed[] = {"form"};
  json_list(json, "allOf");
  if (scope->one_form) {
    json_object(json, NULL);
    json_texts(json, "required", needed, 1);
    json_end_object(json);
    json_object(json, NULL);
    json_object(json, "if");
    write_sums_nothing(json);
    json_end_object(json);
    json_object(json, "then");
    write_figures_of(json, scope, scope->forms[0]);
    json_end_object(json);
    json_end_object(json);
  } else {
    for (size_t i = 0; i < scope->form_count; i++)
      write_condition(json, scope, scope->forms[i]);
  }
  json_end_list(json);
}

static void write_needs_form(struct json *json)
{
  static const char *const needed[] = {"form"};
  json_object(json, "dependentRequired");
  json_texts(json, "figures", needed, 1);
  json_end_object(json);
}

void schema_write_report(struct json *json, const struct schema_scope *scope)
{
  write_keys(json, "report", keys_of_report());
  write_needs_form(json);
  write_forms(json, scope);
  json_object(json, "$defs");
  write_form_names(json, scope);
  write_names(json, "layout", scope->layouts.items, scope->layouts.count);
  write_map(json, "signature", keys_of_signature());
  write_filled(json, "section", keys_of_section(), "anyOf");
  write_filled(json, "part", keys_of_part(), "oneOf");
  write_section_title(json, scope);
  write_placed(json, scope);
  write_map(json, "table", keys_of_table());
  write_column(json);
  write_rows(json);
  write_row(json);
  write_cell(json);
  write_map(json, "chart", keys_of_chart());
  write_map(json, "series", keys_of_series());
  write_map(json, "image", keys_of_image());
  write_scalars(json);
}
