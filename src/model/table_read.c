/* A free table: its own keys. Columns are read in table_columns.c, rows in table_rows.c. */
#include <glib.h>
#include <string.h>

#include "base/limits.h"
#include "base/tr.h"
#include "model/keys.h"
#include "model/table_reader.h"
#include "source/schema.h"

static const struct field table_fields[] = {
    {"name", FIELD_TEXT, false, 0, 0, N_("what expressions ${…} call the table")},
    {"caption", FIELD_TEXT, false, 0, 0, N_("a caption above the table")},
    {"unit", FIELD_TEXT, false, 0, 0, N_("the unit of all figures, above the table at the right")},
    {"columns", FIELD_LIST, true, 0, 0, N_("the columns, from left to right")},
    {"rows", FIELD_ANY, false, 0, 0, N_("the rows, from top to bottom, or {csv: FILE}")},
    {"empty", FIELD_TEXT, false, 0, 0, N_("what is printed where there are no rows")},
    {"note", FIELD_TEXT, false, 0, 0, N_("a note below the table")},
    {"wide", FIELD_TEXT, false, 0, 0, N_("turn, fold or error: what becomes of it if it is too wide for the page")},
    {"across", FIELD_INT, false, 1, TABLE_ACROSS_MAX, N_("so many strips of its rows stand side by side on a page")},
};

struct keys keys_of_table(void)
{
  return (struct keys){table_fields, G_N_ELEMENTS(table_fields)};
}

#define GET(map, name) schema_get((map), table_fields, G_N_ELEMENTS(table_fields), (name))

const char *table_quote(struct table_reader *r, const struct node *scalar)
{
  return diag_quote(r->diags, scalar->as.scalar.text, scalar->as.scalar.length);
}

const struct pair *table_labelled_list(const struct node *node, const char *but)
{
  if (node->kind != NODE_MAP || node->as.map.count != 1)
    return NULL;
  const struct pair *pair = &node->as.map.pairs[0];
  return pair->value->kind == NODE_LIST && !node_is(pair->key, but) ? pair : NULL;
}

static void refuse_footnotes(struct table_reader *r, const struct inlines *words)
{
  for (size_t i = 0; i < words->count; i++) {
    if (words->items[i].kind != INLINE_NOTE_REF)
      continue;
    struct diag *diag = diag_add(r->diags, DIAG_MARKUP, words->items[i].span,
                                 _("A footnote cannot be marked inside a table: its words stand below the table."));
    diag_hint(r->diags, diag,
              _("Write the cell as {value: …, mark: ①} and the words under “note” of the table, beginning with ①."));
    return;
  }
}

static bool is_short_enough(struct table_reader *r, const struct node *scalar)
{
  if (scalar->as.scalar.length <= LIMIT_CELL_BYTES)
    return true;
  diag_add(r->diags, DIAG_LIMIT_SIZE, scalar->span, _("A text in a table has more than %u bytes."), LIMIT_CELL_BYTES);
  return false;
}

/* Without the bars; \| is one that is printed. */
static const char *without_bars(struct table_reader *r, const char *text)
{
  char *out = arena_alloc(r->arena, strlen(text) + 1), *to = out;
  for (const char *at = text; *at; at++) {
    if (*at == '|')
      continue;
    if (*at == '\\' && at[1] == '|')
      at++;
    *to++ = *at;
  }
  return out;
}

const char *table_read_head(struct table_reader *r, const struct node *scalar, struct inlines *out)
{
  if (!node_is_null(scalar) && is_short_enough(r, scalar)) {
    markup_read_title(r->arena, r->files, scalar, 0, scalar->as.scalar.length, r->report, out, r->diags);
    refuse_footnotes(r, out);
  }
  return without_bars(r, scalar->as.scalar.text);
}

void table_read_words(struct table_reader *r, const struct node *scalar, struct inlines *out)
{
  if (!is_short_enough(r, scalar))
    return;
  markup_read_line(r->arena, r->files, scalar, 0, scalar->as.scalar.length, r->report, out, r->diags);
  refuse_footnotes(r, out);
}

static void read_line(struct table_reader *r, const struct node *scalar, struct inlines *out)
{
  if (scalar)
    markup_read_line(r->arena, r->files, scalar, 0, scalar->as.scalar.length, r->report, out, r->diags);
}

struct table_setting table_setting_read(const struct node *wide, const struct node *across, struct diags *diags)
{
  static const char *const names[] = {
      [TABLE_WIDE_ERROR] = "error", [TABLE_WIDE_TURN] = "turn", [TABLE_WIDE_FOLD] = "fold"};
  struct table_setting setting = {.across = 1};
  int64_t strips;
  if (across && node_int(across, &strips))
    setting.across = (int)strips; /* the schema has checked the range */
  for (size_t i = TABLE_WIDE_ERROR; wide && i < G_N_ELEMENTS(names); i++)
    if (node_is(wide, names[i]))
      setting.wide = (enum table_wide)i;
  if (!wide || setting.wide != TABLE_WIDE_LAYOUT)
    return setting;
  struct diag *diag = diag_add(diags, DIAG_VALUE_BAD, wide->span, _("“%s” is nothing that can become of a wide table."),
                               diag_quote(diags, wide->as.scalar.text, wide->as.scalar.length));
  diag_hint(diags, diag,
            _("Write turn (a quarter, on pages of its own), fold (its columns in groups one below the other) or "
              "error."));
  return setting;
}

static void check_empty(struct table_reader *r, const struct node *map, const struct node *rows)
{
  if (r->table->row_count > 0 || r->table->empty.count > 0)
    return;
  if (rows && (rows->kind != NODE_LIST || rows->as.list.count > 0))
    return; /* all of them were reported */
  struct diag *diag = diag_add(r->diags, DIAG_KEY_MISSING, rows ? rows->span : map->span, _("The table has no rows."));
  diag_hint(r->diags, diag,
            _("Write the rows under “rows”, or “empty: 本表无数据” for a sentence that says why there are none."));
}

static bool rows_can_be_read(struct table_reader *r, const struct node *rows)
{
  if (rows->kind == NODE_LIST || node_pair(rows, "csv"))
    return true;
  struct diag *diag =
      diag_add(r->diags, DIAG_VALUE_KIND, rows->span, _("“rows” must be a list of rows, or name a file of them."));
  diag_hint(r->diags, diag, _("Write one row a line, each after “- ”, or “rows: {csv: FILE}”."));
  return false;
}

/* What is wrong with the shape of a table says which it is: rows and columns are called alike in many. */
static void name_table(struct table_reader *r, const struct node *caption, size_t before)
{
  for (size_t i = before; caption && i < r->diags->count; i++)
    if (r->diags->items[i]->code == DIAG_TABLE_SHAPE)
      diag_relate(r->diags, r->diags->items[i], caption->span, _("in the table “%s”"), table_quote(r, caption));
}

static bool read_grid(struct table_reader *r, const struct node *columns, const struct node *rows)
{
  return columns && table_read_columns(r, columns) &&
         (!rows || (rows_can_be_read(r, rows) && table_read_rows(r, rows)));
}

void free_table_read(struct arena *arena, struct files *files, const struct node *map, struct report *report,
                     struct part *part, struct diags *diags)
{
  struct free_table *table = ARENA_NEW(arena, struct free_table);
  struct table_reader r = {arena, files, files, report, diags, table, false};
  table->span = map->span;
  schema_check(map, table_fields, G_N_ELEMENTS(table_fields), _("the table"), diags);
  read_line(&r, GET(map, "caption"), &part->caption);
  read_line(&r, GET(map, "note"), &part->note);
  const struct node *unit = GET(map, "unit"), *empty = GET(map, "empty"), *columns = GET(map, "columns"),
                    *rows = GET(map, "rows"), *name = GET(map, "name");
  table->setting = table_setting_read(GET(map, "wide"), GET(map, "across"), diags);
  if (name)
    table->name = name->as.scalar.text;
  if (unit)
    table_read_words(&r, unit, &table->unit);
  if (empty)
    table_read_words(&r, empty, &table->empty);
  size_t before = diags->count;
  bool good = read_grid(&r, columns, rows);
  name_table(&r, GET(map, "caption"), before);
  if (!good)
    return;
  check_empty(&r, map, rows);
  table->index = report->table_count++;
  part->table = table;
}

/* Notes that a form or its figures would mark are none of the report's: they are reported as unknown. */
static struct table_reader reader_without_report(struct arena *arena, const struct files *files,
                                                 struct free_table *table, struct diags *diags)
{
  return (struct table_reader){arena, files, NULL, ARENA_NEW(arena, struct report), diags, table, true};
}

bool free_table_read_columns(struct arena *arena, const struct files *files, const struct node *list,
                             struct free_table *table, struct diags *diags)
{
  struct table_reader r = reader_without_report(arena, files, table, diags);
  return table_read_columns(&r, list);
}

void free_table_read_cell(struct arena *arena, const struct files *files, const struct node *node,
                          const struct free_table *table, uint32_t column, const char *row, struct table_cell *cell,
                          struct diags *diags)
{
  struct free_table copy = *table; /* nothing is added to it */
  struct table_reader r = reader_without_report(arena, files, &copy, diags);
  table_read_cell(&r, node, column, row, cell);
}
