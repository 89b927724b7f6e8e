/* A ledger out of its form (ledger.h): columns, sides, lines. Formulas and rules are read when all tables are known. */
#include "figure/form_ledger.h"

#include <glib.h>
#include <string.h>

#include "base/limits.h"
#include "base/tr.h"
#include "source/schema.h"

#define INDENT_MAX           8
#define SIDES_MAX            8
#define ROWS_MAX             1000 /* formulas may lead from each to the next */
#define GET(node, set, name) schema_get((node), (set), G_N_ELEMENTS(set), (name))

static const struct field table_fields[] = {
    FORM_TABLE_FIELDS,
    {"optional", FIELD_BOOL, false, 0, 0, "true: a report may do without the table"},
    {"caption", FIELD_TEXT, false, 0, 0, "a caption above the table, where the report gives none"},
    {"unit", FIELD_TEXT, false, 0, 0, "the unit of all figures, above the table at the right"},
    {"note", FIELD_TEXT, false, 0, 0, "a note below the table, where the report gives none"},
    {"empty", FIELD_TEXT, false, 0, 0, "what is printed where there are no lines"},
    {"columns", FIELD_LIST, true, 0, 0, "the columns, from left to right"},
    {"sides", FIELD_LIST, false, 0, 0, "columns side by side with lines of their own"},
    {"rows", FIELD_ANY, false, 0, 0, "the lines of the form; with sides by their keys"},
    {"codes", FIELD_MAP, false, 0, 0, "how long the codes of the source's lines are"},
    {"open", FIELD_BOOL, false, 0, 0, "true: the source gives lines by their labels"},
    {"missing", FIELD_TEXT, false, 0, 0, "lines the source does not have: required, blank, omitted"},
    {"tolerance", FIELD_TEXT, false, 0, 0, "by how much sums may differ from what is written"},
    {"placeholder", FIELD_ANY, false, 0, 0, "what stands for a blank; or for blank, zero and dash by name"},
    {"rules", FIELD_LIST, false, 0, 0, "the equations that must hold"},
};

static const struct field row_fields[] = {
    {"key", FIELD_TEXT, false, 0, 0, "what the source and expressions call the line"},
    {"label", FIELD_TEXT, false, 0, 0, "its printed words"},
    {"unit", FIELD_TEXT, false, 0, 0, "the unit of its figures, behind the words"},
    {"cells", FIELD_MAP, false, 0, 0, "words of its other columns, by their names"},
    {"indent", FIELD_INT, false, 0, INDENT_MAX, "so many characters is the label indented"},
    {"is", FIELD_ANY, false, 0, 0, "what it comes to, by names of other lines; or by column"},
    {"sum", FIELD_BOOL, false, 0, 0, "true: the sum of the source's lines"},
    {"foot", FIELD_BOOL, false, 0, 0, "true: it stands at the end, in one row on all sides"},
    {"band", FIELD_TEXT, false, 0, 0, "a sub-heading over all columns"},
    {"gap", FIELD_BOOL, false, 0, 0, "true: an empty line"},
    {"missing", FIELD_TEXT, false, 0, 0, "what if the source does not have it"},
};

static const struct field side_fields[] = {
    {"key", FIELD_TEXT, true, 0, 0, "what rows, the source and expressions call the side"},
    {"columns", FIELD_INT, true, 1, LIMIT_TABLE_COLUMNS, "so many columns"},
    {"codes", FIELD_LIST, false, 0, 0, "how the codes begin that stand here"},
};

static const struct field code_fields[] = {
    {"levels", FIELD_LIST, true, 0, 0, "lengths of the codes, from the highest level"},
    {"names", FIELD_TEXT, false, 0, 0, "the list of their names, where the source gives none"},
};

static const char *text_of(const struct node *node)
{
  return node ? node->as.scalar.text : NULL;
}

static bool is_true(const struct node *node)
{
  return node && node_is(node, "true");
}

/* --- columns --- */

static bool columns_read(const struct form_reader *reader, const struct node *map, struct form_ledger *ledger)
{
  size_t errors = reader->diags->errors;
  if (!free_table_read_columns(reader->arena, reader->files, GET(map, table_fields, "columns"), &ledger->head,
                               reader->diags))
    return false;
  size_t count = ledger->head.column_count;
  struct placeholder all = {0};
  placeholder_read(reader->diags, GET(map, table_fields, "placeholder"), &all);
  ledger->formats = ARENA_ARRAY(reader->arena, count, struct column_format);
  ledger->placeholders = ARENA_ARRAY(reader->arena, count, struct placeholder);
  ledger->formulas = ARENA_ARRAY(reader->arena, count, const struct formula *);
  for (size_t c = 0; c < count; c++) {
    ledger->placeholders[c] = all;
    placeholder_read(reader->diags, ledger->head.columns[c].placeholder, &ledger->placeholders[c]);
    column_format_read(reader->arena, reader->diags, ledger->head.columns[c].format, &ledger->formats[c]);
  }
  return reader->diags->errors == errors;
}

/* --- sides --- */

static bool prefixes_read(const struct form_reader *reader, const struct node *list, struct ledger_side *side)
{
  struct form_label texts = {0};
  if (!list)
    return true;
  bool good = form_label_read(reader, list, &texts); /* a list of texts, like a label */
  side->prefixes = texts.phrases;
  side->prefix_count = texts.count;
  return good;
}

static bool side_read(const struct form_reader *reader, const struct node *node, struct ledger_side *side)
{
  int64_t count = 0;
  if (!schema_check(node, side_fields, G_N_ELEMENTS(side_fields), _("a side"), reader->diags))
    return false;
  side->key = text_of(GET(node, side_fields, "key"));
  node_int(GET(node, side_fields, "columns"), &count);
  side->count = (uint32_t)count;
  return form_key_check(reader, GET(node, side_fields, "key")) &&
         prefixes_read(reader, GET(node, side_fields, "codes"), side);
}

/* Columns without a format have words: the labels are those before the first with one. */
static bool side_find_labels(const struct form_reader *reader, const struct form_ledger *ledger,
                             struct ledger_side *side, struct span place)
{
  while (side->labels < side->count && !ledger->formats[side->first + side->labels].given)
    side->labels++;
  if (side->labels > 0 && side->labels < side->count)
    return true;
  form_complain(reader, place,
                _("The first column holds the labels and has no “format”; a column behind it must have one, so that "
                  "it can hold figures."));
  return false;
}

static bool side_check_names(const struct form_reader *reader, const struct form_ledger *ledger,
                             const struct ledger_side *side)
{
  for (uint32_t a = side->first; a < side->first + side->count; a++)
    for (uint32_t b = side->first; b < a; b++)
      if (strcmp(ledger->head.columns[a].name, ledger->head.columns[b].name) == 0) {
        form_complain(reader, ledger->head.columns[a].span, _("Two columns are called “%s”."),
                      ledger->head.columns[a].name);
        return false;
      }
  return true;
}

static bool sides_read(const struct form_reader *reader, const struct node *list, const struct node *columns,
                       struct form_ledger *ledger)
{
  uint32_t next = 0, all = (uint32_t)ledger->head.column_count;
  ledger->side_count = list ? list->as.list.count : 1;
  if (ledger->side_count < 1 || ledger->side_count > SIDES_MAX) {
    form_complain(reader, list->span, _("A table has from 1 to %d sides."), SIDES_MAX);
    return false;
  }
  ledger->sides = ARENA_ARRAY(reader->arena, ledger->side_count, struct ledger_side);
  for (size_t i = 0; i < ledger->side_count; i++) {
    struct ledger_side *side = &ledger->sides[i];
    side->count = all;
    if (list && !side_read(reader, list->as.list.items[i], side))
      return false;
    side->first = next;
    next += side->count;
    if (next > all)
      break;
    if (!side_check_names(reader, ledger, side) ||
        !side_find_labels(reader, ledger, side, list ? list->as.list.items[i]->span : columns->span))
      return false;
  }
  if (next == all)
    return true;
  form_complain(reader, list->span, _("The sides have %u columns, but the table has %u."), next, all);
  return false;
}

/* --- lines --- */

static bool missing_read(const struct form_reader *reader, const struct node *node, enum ledger_missing *out)
{
  static const char *const names[] = {
      [LEDGER_REQUIRED] = "required", [LEDGER_BLANK] = "blank", [LEDGER_OMITTED] = "omitted"};
  for (size_t i = 0; node && i < G_N_ELEMENTS(names); i++)
    if (node_is(node, names[i])) {
      *out = (enum ledger_missing)i;
      return true;
    }
  if (!node)
    return true;
  form_complain(reader, node->span, _("What is missing may be required, blank or omitted, not “%s”."), text_of(node));
  return false;
}

bool form_ledger_column(const struct form_ledger *ledger, const struct ledger_side *side, const char *name, size_t *out)
{
  for (uint32_t c = side->first; c < side->first + side->count; c++)
    if (free_table_column_is(&ledger->head, c, name)) {
      *out = c;
      return true;
    }
  return false;
}

static bool cells_check(const struct form_reader *reader, const struct form_ledger *ledger,
                        const struct ledger_side *side, const struct node *cells)
{
  bool good = true;
  for (uint32_t i = 0; cells && i < cells->as.map.count; i++) {
    const struct pair *pair = &cells->as.map.pairs[i];
    size_t column;
    if (pair->value->kind == NODE_SCALAR && form_ledger_column(ledger, side, text_of(pair->key), &column) &&
        column > side->first && node_is(pair->key, ledger->head.columns[column].key))
      continue;
    form_complain(reader, pair->key->span, _("“%s” is no column here that could hold words."), text_of(pair->key));
    good = false;
  }
  return good;
}

static bool key_is_taken(const struct form_reader *reader, const struct form_ledger *ledger,
                         const struct ledger_row *row)
{
  for (size_t i = 0; i < ledger->row_count; i++) {
    if (!row->key || !ledger->rows[i].key || ledger->rows[i].side != row->side ||
        strcmp(ledger->rows[i].key, row->key) != 0)
      continue;
    form_complain(reader, row->span, _("Two lines have the key “%s”."), row->key);
    return true;
  }
  return false;
}

static bool row_read_map(const struct form_reader *reader, const struct node *map, const struct form_ledger *ledger,
                         struct ledger_row *row)
{
  if (!schema_check(map, row_fields, G_N_ELEMENTS(row_fields), _("a row"), reader->diags))
    return false;
  const struct node *key = GET(map, row_fields, "key"), *indent = GET(map, row_fields, "indent"),
                    *band = GET(map, row_fields, "band");
  int64_t em = 0;
  if (indent && node_int(indent, &em))
    row->indent = (int)em;
  row->band = band != NULL;
  row->label = band ? band : GET(map, row_fields, "label");
  row->label = row->label ? row->label : key;
  row->unit = GET(map, row_fields, "unit");
  row->cells = GET(map, row_fields, "cells");
  row->is = GET(map, row_fields, "is");
  row->sum = is_true(GET(map, row_fields, "sum"));
  row->foot = is_true(GET(map, row_fields, "foot"));
  if (row->band && ledger->side_count > 1) {
    form_complain(reader, band->span, _("A table with sides has no bands over all columns."));
    return false;
  }
  row->gap = is_true(GET(map, row_fields, "gap"));
  if (row->gap)
    row->label = map; /* no words of it are printed */
  if (row->band || row->gap)
    return true;
  if (!row->label) {
    form_complain(reader, map->span, _("A line has neither a key nor a label."));
    return false;
  }
  key = key ? key : row->label;
  row->key = text_of(key);
  return form_key_check(reader, key) && missing_read(reader, GET(map, row_fields, "missing"), &row->missing) &&
         cells_check(reader, ledger, &ledger->sides[row->side], row->cells);
}

static bool row_read(const struct form_reader *reader, const struct node *node, size_t side, struct form_ledger *ledger)
{
  struct ledger_row row = {.side = side, .span = node->span, .missing = ledger->missing};
  bool good = true;
  if (node->kind == NODE_MAP) {
    good = row_read_map(reader, node, ledger, &row);
  } else if (node->kind == NODE_SCALAR) {
    row.label = node;
    row.key = text_of(node);
    good = form_key_check(reader, node);
  } else {
    form_complain(reader, node->span, _("A line of the form is a key or a mapping."));
    return false;
  }
  if (row.sum && !ledger->open) {
    form_complain(reader, node->span, _("“sum: true” adds up lines of the source, and this table takes none."));
    return false;
  }
  if (!good || key_is_taken(reader, ledger, &row))
    return false;
  *ARENA_APPEND(reader->arena, ledger->rows, ledger->row_count, ledger->row_capacity) = row;
  return true;
}

static bool rows_read_list(const struct form_reader *reader, const struct node *list, size_t side,
                           struct form_ledger *ledger)
{
  bool good = true;
  if (list->kind != NODE_LIST) {
    form_complain(reader, list->span, _("The lines are a list; with sides, a list for each side by its key."));
    return false;
  }
  if (list->as.list.count + ledger->row_count > ROWS_MAX) {
    form_complain(reader, list->span, _("A table has at most %d lines of the form's own."), ROWS_MAX);
    return false;
  }
  for (uint32_t i = 0; i < list->as.list.count; i++)
    good &= row_read(reader, list->as.list.items[i], side, ledger);
  return good;
}

size_t form_ledger_side(const struct form_ledger *ledger, const char *key)
{
  for (size_t i = 0; i < ledger->side_count; i++)
    if (ledger->sides[i].key && strcmp(ledger->sides[i].key, key) == 0)
      return i;
  return SIZE_MAX;
}

static bool rows_read(const struct form_reader *reader, const struct node *rows, struct form_ledger *ledger)
{
  bool good = true;
  if (!rows || rows->kind != NODE_MAP)
    return !rows || rows_read_list(reader, rows, 0, ledger);
  for (uint32_t i = 0; i < rows->as.map.count; i++) {
    const struct pair *pair = &rows->as.map.pairs[i];
    size_t side = form_ledger_side(ledger, text_of(pair->key));
    if (side != SIZE_MAX) {
      good &= rows_read_list(reader, pair->value, side, ledger);
      continue;
    }
    form_complain(reader, pair->key->span, _("The table has no side “%s”."), text_of(pair->key));
    good = false;
  }
  return good;
}

/* --- codes --- */

static bool levels_read(const struct form_reader *reader, const struct node *list, struct form_ledger *ledger)
{
  int64_t before = 0, length = 0;
  bool good = list->as.list.count > 0 && list->as.list.count <= LEDGER_LEVELS;
  for (uint32_t i = 0; good && i < list->as.list.count; i++, before = length) {
    good = node_int(list->as.list.items[i], &length) && length > before && length <= FIGURE_DIGITS_MAX;
    ledger->levels[ledger->level_count++] = (size_t)length;
  }
  if (!good)
    form_complain(reader, list->span, _("The lengths of codes are up to %d numbers that rise, such as [3, 5, 7]."),
                  LEDGER_LEVELS);
  return good;
}

static bool names_read(const struct form_reader *reader, const struct node *name, struct form_ledger *ledger)
{
  ledger->names = name ? node_get(reader->names, text_of(name)) : NULL;
  bool good = !name || (ledger->names && ledger->names->kind == NODE_MAP);
  for (uint32_t i = 0; good && ledger->names && i < ledger->names->as.map.count; i++)
    good = ledger->names->as.map.pairs[i].value->kind == NODE_SCALAR;
  if (!good)
    form_complain(reader, name->span, _("The form has no list of names “%s”: texts by code, under “names”."),
                  text_of(name));
  return good;
}

static bool codes_read(const struct form_reader *reader, const struct node *map, struct form_ledger *ledger)
{
  if (!map)
    return true;
  if (!schema_check(map, code_fields, G_N_ELEMENTS(code_fields), _("“codes”"), reader->diags))
    return false;
  ledger->open = true;
  return names_read(reader, GET(map, code_fields, "names"), ledger) &&
         levels_read(reader, GET(map, code_fields, "levels"), ledger);
}

/* --- the table --- */

bool form_tolerance_read(const struct form_reader *reader, const struct node *node, struct tolerance *out)
{
  if (!node)
    return true;
  const char *text = text_of(node);
  size_t length = strcspn(text, " ");
  out->each = strcmp(text + length, " each") == 0;
  if ((out->each || text[length] == '\0') && dec_parse(text, length, &out->amount) && out->amount.units >= 0)
    return true;
  form_complain(reader, node->span,
                _("“%s” is no tolerance: write 0.02, or 0.005 each for so much a figure that is added up."), text);
  return false;
}

static void words_of(const struct form_reader *reader, const struct node *node, struct inlines *out)
{
  if (node)
    *ARENA_PUSH(reader->arena, out) = (struct inline_run){
        .kind = INLINE_TEXT, .text = text_of(node), .length = node->as.scalar.length, .span = node->span};
}

static void words_read(const struct form_reader *reader, const struct node *map, struct form_table *table,
                       struct form_ledger *ledger)
{
  form_table_look_read(reader, map, table);
  table->optional = is_true(GET(map, table_fields, "optional"));
  ledger->open = is_true(GET(map, table_fields, "open"));
  ledger->head.setting = table->setting;
  words_of(reader, GET(map, table_fields, "unit"), &ledger->head.unit);
  words_of(reader, GET(map, table_fields, "empty"), &ledger->head.empty);
  words_of(reader, GET(map, table_fields, "caption"), &ledger->caption);
  words_of(reader, GET(map, table_fields, "note"), &ledger->note);
}

bool form_ledger_read(const struct form_reader *reader, const struct node *map, struct form_table *table)
{
  if (!schema_check(map, table_fields, G_N_ELEMENTS(table_fields), _("the table"), reader->diags))
    return false;
  struct form_ledger *ledger = ARENA_NEW(reader->arena, struct form_ledger);
  table->ledger = ledger;
  table->ledger_rules = GET(map, table_fields, "rules");
  words_read(reader, map, table, ledger);
  if (!columns_read(reader, map, ledger) || !codes_read(reader, GET(map, table_fields, "codes"), ledger) ||
      !sides_read(reader, GET(map, table_fields, "sides"), GET(map, table_fields, "columns"), ledger) ||
      !form_tolerance_read(reader, GET(map, table_fields, "tolerance"), &ledger->tolerance) ||
      !missing_read(reader, GET(map, table_fields, "missing"), &ledger->missing) ||
      !rows_read(reader, GET(map, table_fields, "rows"), ledger))
    return false;
  if (ledger->open || ledger->row_count)
    return true;
  form_complain(reader, map->span, _("The table has no lines: write “rows”, “codes”, or “open: true”."));
  return false;
}
