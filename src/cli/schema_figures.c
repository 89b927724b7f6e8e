/* The figures of a form as a schema: its tables, rows and columns. */
#include <string.h>

#include "cli/cli.h"
#include "cli/schema.h"

#define REST "其余"

const char *schema_figures_name(struct arena *arena, const struct form *form)
{
  return arena_printf(arena, "figures-%s", form->name);
}

static const char *table_name(struct arena *arena, const struct form *form, const struct form_table *table)
{
  return arena_printf(arena, "%s-%s", form->name, table->key);
}

static const char *row_name(struct arena *arena, const struct form *form, const struct form_table *table, size_t set,
                            bool total)
{
  return arena_printf(arena, "%s-%zu%s", table_name(arena, form, table), set + 1, total ? "-total" : "");
}

/* --- cells --- */

static const struct {
  const char *name;
  enum figure_kind kind;
  const char *type;
  const char *digits; /* a figure in quotation marks is one, too */
} kinds[] = {
    {"count", FIGURE_COUNT, "integer", "^(0|[1-9][0-9]*|-|/)$"},
    {"amount", FIGURE_AMOUNT, "number", "^((0|[1-9][0-9]*)([.][0-9]+)?|-|/)$"},
    {"change", FIGURE_CHANGE, "integer", "^([-+]?(0|[1-9][0-9]*)|-|/)$"},
};

static const char *kind_name(enum figure_kind kind)
{
  for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
    if (kinds[i].kind == kind)
      return kinds[i].name;
  g_assert_not_reached();
}

static void write_plain(struct json *json, const char *key, size_t kind)
{
  json_object(json, key);
  json_list(json, "anyOf");
  json_object(json, NULL);
  json_text(json, "type", kinds[kind].type);
  if (kinds[kind].kind != FIGURE_CHANGE)
    json_number(json, "minimum", 0);
  json_end_object(json);
  json_object(json, NULL);
  json_text(json, "type", "string");
  json_text(json, "pattern", kinds[kind].digits);
  json_end_object(json);
  json_object(json, NULL);
  json_text(json, "type", "null");
  json_end_object(json);
  json_end_list(json);
  json_end_object(json);
}

static void write_with_note(struct json *json, size_t kind)
{
  static const char *const needed[] = {"value"};
  json_object(json, NULL);
  json_text(json, "type", "object");
  json_object(json, "properties");
  write_plain(json, "value", kind);
  schema_write_ref(json, "note", "words");
  json_end_object(json);
  json_texts(json, "required", needed, 1);
  json_flag(json, "additionalProperties", false);
  json_end_object(json);
}

void schema_write_cells(struct json *json)
{
  for (size_t kind = 0; kind < G_N_ELEMENTS(kinds); kind++) {
    json_object(json, kinds[kind].name);
    json_list(json, "anyOf");
    write_plain(json, NULL, kind);
    write_with_note(json, kind);
    json_end_list(json);
    json_end_object(json);
  }
}

static void write_cell(struct json *json, const char *key, const struct form_column *column)
{
  char *path = g_strconcat("#/$defs/", kind_name(column->kind), NULL);
  json_object(json, key);
  if (column->key[0])
    json_text(json, "title", column->name);
  if (column->unit)
    json_text(json, "description", column->unit);
  json_text(json, "$ref", path);
  json_end_object(json);
  g_free(path);
}

/* --- rows --- */

static void write_list(struct json *json, const struct form_columns *columns)
{
  size_t needed = columns->count - (columns->total != SIZE_MAX);
  json_object(json, NULL);
  json_text(json, "type", "array");
  json_list(json, "prefixItems");
  for (size_t c = 0; c < columns->count; c++)
    if (c != columns->total)
      write_cell(json, NULL, &columns->items[c]);
  if (columns->total != SIZE_MAX)
    write_cell(json, NULL, &columns->items[columns->total]);
  json_end_list(json);
  json_number(json, "minItems", (gint64)needed);
  json_number(json, "maxItems", (gint64)columns->count);
  json_end_object(json);
}

/* All columns but the total, or 其余. */
static void write_needed(struct json *json, const struct form_columns *columns)
{
  static const char *const rest[] = {REST};
  json_list(json, "anyOf");
  json_object(json, NULL);
  json_list(json, "required");
  for (size_t c = 0; c < columns->count; c++)
    if (c != columns->total)
      json_text(json, NULL, columns->items[c].key);
  json_end_list(json);
  json_end_object(json);
  json_object(json, NULL);
  json_texts(json, "required", rest, 1);
  json_end_object(json);
  json_end_list(json);
}

static void write_named(struct json *json, const struct form_columns *columns, bool total)
{
  json_object(json, NULL);
  json_text(json, "type", "object");
  json_object(json, "properties");
  for (size_t c = 0; c < columns->count; c++)
    write_cell(json, columns->items[c].key, &columns->items[c]);
  write_cell(json, REST, &columns->items[0]);
  json_end_object(json);
  json_flag(json, "additionalProperties", false);
  if (!total)
    write_needed(json, columns);
  json_end_object(json);
}

/* One value for all columns. */
static void write_one_for_all(struct json *json)
{
  json_object(json, NULL);
  json_list(json, "enum");
  json_number(json, NULL, 0);
  json_text(json, NULL, "0");
  json_text(json, NULL, "-");
  json_text(json, NULL, "/");
  json_text(json, NULL, NULL);
  json_end_list(json);
  json_end_object(json);
}

static const char *describe(struct arena *arena, const struct form_columns *columns)
{
  GString *words = g_string_new("依次：");
  size_t written = 0;
  for (size_t c = 0; c < columns->count; c++)
    if (c != columns->total)
      g_string_append_printf(words, "%s%s", written++ ? "、" : "", columns->items[c].name);
  g_string_append(words, "；各列都是 0 时只写 0");
  const char *copy = arena_strdup(arena, words->str);
  g_string_free(words, TRUE);
  return copy;
}

static void write_row(struct json *json, struct arena *arena, const char *name, const struct form_columns *columns,
                      bool total)
{
  if (columns->count == 1 && !columns->items[0].key[0]) {
    write_cell(json, name, &columns->items[0]);
    return;
  }
  json_object(json, name);
  json_text(json, "description", describe(arena, columns));
  json_list(json, "anyOf");
  write_list(json, columns);
  write_named(json, columns, total);
  write_one_for_all(json);
  json_end_list(json);
  json_end_object(json);
}

/* --- tables --- */

struct level {
  struct json *json;
  struct arena *arena;
  const struct form *form;
  const struct form_table *table;
  const char *prefix; /* "" or "不予公开." */
};

/* What of the row's path stands at this level; NULL if it is not below it. */
static const char *key_at(const struct level *level, const struct form_row *row)
{
  size_t length = strlen(level->prefix);
  if (strncmp(row->path, level->prefix, length) != 0)
    return NULL;
  const char *rest = row->path + length;
  return arena_strndup(level->arena, rest, strcspn(rest, "."));
}

static bool is_row(const struct level *level, const struct form_row *row, const char *key)
{
  return strlen(row->path) == strlen(level->prefix) + strlen(key);
}

static void write_level(const struct level *level, const char *name);

static void write_entry(const struct level *level, const struct form_row *row, const char *key)
{
  struct json *json = level->json;
  if (!is_row(level, row, key)) {
    struct level lower = *level;
    lower.prefix = arena_printf(level->arena, "%s%s.", level->prefix, key);
    write_level(&lower, key);
    return;
  }
  json_object(json, key);
  json_text(json, "title", row->name);
  json_text(json, "$ref",
            arena_printf(level->arena, "#/$defs/%s",
                         row_name(level->arena, level->form, level->table, row->columns, row->total)));
  json_end_object(json);
}

/* The rows of one level stand together, so a key that differs from the one before is new. */
static void write_level(const struct level *level, const char *name)
{
  struct json *json = level->json;
  struct names needed = {0};
  const char *before = "";
  json_object(json, name);
  json_text(json, "type", "object");
  json_object(json, "properties");
  for (size_t r = 0; r < level->table->row_count; r++) {
    const struct form_row *row = &level->table->rows[r];
    const char *key = key_at(level, row);
    if (!key || strcmp(key, before) == 0)
      continue;
    write_entry(level, row, key);
    before = key;
    if (!is_row(level, row, key) || !row->total)
      *ARENA_PUSH(level->arena, &needed) = key;
  }
  json_end_object(json);
  json_texts(json, "required", needed.items, needed.count);
  json_flag(json, "additionalProperties", false);
  json_end_object(json);
}

static bool has_total_row(const struct form_table *table, size_t set)
{
  for (size_t r = 0; r < table->row_count; r++)
    if (table->rows[r].total && table->rows[r].columns == set)
      return true;
  return false;
}

static void write_rows(struct json *json, struct arena *arena, const struct form *form, const struct form_table *table)
{
  for (size_t i = 0; i < table->column_set_count; i++) {
    write_row(json, arena, row_name(arena, form, table, i, false), &table->column_sets[i], false);
    if (has_total_row(table, i))
      write_row(json, arena, row_name(arena, form, table, i, true), &table->column_sets[i], true);
  }
}

void schema_write_figures(struct json *json, struct arena *arena, const struct form *form)
{
  json_object(json, schema_figures_name(arena, form));
  json_text(json, "type", "object");
  json_object(json, "properties");
  for (size_t t = 0; t < form->table_count; t++)
    schema_write_ref(json, form->tables[t].key, table_name(arena, form, &form->tables[t]));
  json_end_object(json);
  json_list(json, "required");
  for (size_t t = 0; t < form->table_count; t++)
    if (!form->tables[t].optional)
      json_text(json, NULL, form->tables[t].key);
  json_end_list(json);
  json_flag(json, "additionalProperties", false);
  json_end_object(json);
  for (size_t t = 0; t < form->table_count; t++) {
    const struct level top = {json, arena, form, &form->tables[t], ""};
    if (form->tables[t].ledger) { /* its lines are the source's, by code, by key or as rows: the check knows them */
      json_object(json, table_name(arena, form, &form->tables[t]));
      json_end_object(json);
      continue;
    }
    write_level(&top, table_name(arena, form, &form->tables[t]));
    write_rows(json, arena, form, &form->tables[t]);
  }
}
