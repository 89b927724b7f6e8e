/* Paths: 申请.新收 (a row: its total), 申请.新收.自然人 (a cell), 申请.不予公开 (a group: its sum),
 * 申请.不予公开.自然人, year, agency. */
#include "figure/figures.h"

#include <glib.h>
#include <string.h>

#include "base/tr.h"

#define PREVIOUS "previous"

/* A path being looked up. */
struct path {
  struct expression *expression;
  const struct facts *facts; /* this year's, or those of a year before */
  const char *text;
  struct span span;
  struct value *out;
};

static bool give_text(struct path *path, const char *text)
{
  *path->out = (struct value){.kind = VALUE_TEXT, .text = text};
  return true;
}

/* Of a chart it is a gap, and nothing is said. */
static bool is_gap(const struct path *path)
{
  if (path->expression->blank)
    *path->expression->blank = true;
  return path->expression->blank != NULL;
}

static bool complain_no_number(struct path *path)
{
  if (is_gap(path))
    return false;
  struct diag *diag = diag_add(path->expression->diags, DIAG_EXPR_VALUE, path->span,
                               _("“%s” has no value: the figure is blank, “-” or “/”."), path->text);
  diag_hint(path->expression->diags, diag, _("Write the sentence without this number."));
  return false;
}

static bool complain_cell(struct path *path, const struct fact *fact)
{
  struct diags *diags = path->expression->diags;
  if (is_gap(path))
    return false;
  struct diag *diag =
      fact->kind == FACT_BLANK
          ? diag_add(diags, DIAG_EXPR_VALUE, path->span, _("“%s” has no value: the figure is blank."), path->text)
          : diag_add(diags, DIAG_EXPR_VALUE, path->span, _("“%1$s” has no value: the figure is “%2$s”."), path->text,
                     fact->text);
  diag_hint(diags, diag, _("Write the sentence without this number."));
  if (span_known(fact->span))
    diag_relate(diags, diag, fact->span, _("the cell that has no number"));
  return false;
}

/* What may be added to it: NULL where a form does not say. */
static const char *column_unit(const struct form_column *column)
{
  return column->kind == FIGURE_AMOUNT ? column->unit : "";
}

static bool give_fact(struct path *path, const struct fact *fact, const struct form_column *column)
{
  switch (fact->kind) {
  case FACT_NUMBER:
    *path->out = (struct value){
        .kind = VALUE_NUMBER, .number = ratio_from_dec(fact->value), .text = fact->text, .unit = column_unit(column)};
    return true;
  case FACT_BLANK:
  case FACT_DASH:
  case FACT_SLASH:
    return complain_cell(path, fact);
  case FACT_ABSENT:
    break; /* reported where it should have been */
  }
  return false;
}

/* Nothing a source can hold adds up to more than 64 bits, except on purpose. */
static bool complain_overflow(struct path *path)
{
  diag_add(path->expression->diags, DIAG_EXPR_VALUE, path->span, _("The figures of “%s” are too large to be added up."),
           path->text);
  return false;
}

static bool give_group(struct path *path, const struct fact_table *table, const struct form_group *group,
                       const struct form_columns *columns, size_t column)
{
  dec sum = {0, 0};
  bool any = false;
  for (size_t i = 0; i < group->count; i++) {
    const struct fact *fact = fact_at(table, group->rows[i], column);
    if (fact->kind == FACT_ABSENT)
      return false;
    if (fact->kind != FACT_NUMBER)
      continue;
    any = true;
    if (!dec_add(sum, fact->value, &sum))
      return complain_overflow(path);
  }
  if (!any)
    return complain_no_number(path);
  *path->out = (struct value){.kind = VALUE_NUMBER,
                              .number = ratio_from_dec(sum),
                              .text = dec_format(path->expression->arena, sum),
                              .unit = column_unit(&columns->items[column])};
  return true;
}

/* The column that a row stands for where none is named: its total, or its only one. */
static bool column_of_row(const struct form_columns *columns, size_t *out)
{
  *out = columns->total != SIZE_MAX ? columns->total : 0;
  return columns->total != SIZE_MAX || columns->count == 1;
}

static bool column_named(const struct form_columns *columns, const char *key, size_t *out)
{
  for (size_t c = 0; c < columns->count; c++) {
    if (key[0] && strcmp(columns->items[c].key, key) == 0) {
      *out = c;
      return true;
    }
  }
  return false;
}

static bool complain_needs_column(struct path *path, const struct form_columns *columns)
{
  struct diag *diag = diag_add(path->expression->diags, DIAG_EXPR_PATH, path->span,
                               _("“%s” has several columns and no total; say which column is meant."), path->text);
  diag_hint(path->expression->diags, diag, _("Write “%s.%s”, for example."), path->text, columns->items[0].key);
  return false;
}

static bool complain_unknown(struct path *path)
{
  const char *text = figure_quote(path->expression->arena, path->text);
  struct diag *diag =
      path->facts == path->expression->facts
          ? diag_add(path->expression->diags, DIAG_EXPR_PATH, path->span, _("There is no figure “%s”."), text)
          : diag_add(path->expression->diags, DIAG_EXPR_PATH, path->span,
                     _("There is no figure “%1$s”: it was looked for in the source on %2$d, which follows the form "
                       "%3$s."),
                     text, path->facts->report->year, path->facts->form->name);
  path_suggest(path->expression, path->facts, diag, path->text);
  return false;
}

/* All rows of a group have the same columns, else it has no sum. */
static const struct form_columns *group_columns(const struct form_table *form, const struct form_group *group)
{
  for (size_t i = 1; i < group->count; i++)
    if (form->rows[group->rows[i]].columns != form->rows[group->rows[0]].columns)
      return NULL;
  return group->count ? &form->column_sets[form->rows[group->rows[0]].columns] : NULL;
}

static bool give_row(struct path *path, const struct fact_table *table, const struct form_row *row, const char *key)
{
  const struct form_columns *columns = &table->form->column_sets[row->columns];
  size_t column = 0;
  if (key ? !column_named(columns, key, &column) : !column_of_row(columns, &column))
    return key ? complain_unknown(path) : complain_needs_column(path, columns);
  return give_fact(path, fact_at(table, (size_t)(row - table->form->rows), column), &columns->items[column]);
}

static bool give_rows(struct path *path, const struct fact_table *table, const struct form_group *group,
                      const char *key)
{
  const struct form_columns *columns = group_columns(table->form, group);
  size_t column = 0;
  if (!columns)
    return complain_unknown(path);
  if (key ? !column_named(columns, key, &column) : !column_of_row(columns, &column))
    return key ? complain_unknown(path) : complain_needs_column(path, columns);
  return give_group(path, table, group, columns, column);
}

/* --- ledgers (figure/ledger.h) --- */

/* With the decimals that its column prints. */
static bool give_ledger_figure(struct path *path, const struct ledger *ledger, const struct ledger_line *line,
                               size_t column)
{
  const struct table_cell *cell = ledger_cell(ledger, line, column);
  const struct free_fact *fact = cell && ledger->facts ? &ledger->facts[cell - ledger->table->cells] : NULL;
  int decimals = ledger->form->ledger->formats[column].decimals;
  if (!fact || !fact->number)
    return complain_no_number(path);
  dec shown = fact->value;
  if (decimals >= 0 && !ratio_round(ratio_from_dec(fact->value), (uint8_t)decimals, &shown))
    shown = fact->value;
  *path->out = (struct value){
      .kind = VALUE_NUMBER, .number = ratio_from_dec(fact->value), .text = dec_format(path->expression->arena, shown)};
  return true;
}

static bool resolve_in_ledger(struct path *path, const struct ledger *ledger, const char *rest)
{
  const struct ledger_line *line = NULL;
  size_t column = 0;
  if (!ledger->table)
    return false; /* reported */
  switch (ledger_path(ledger, rest, &line, &column)) {
  case LEDGER_FOUND:
    return give_ledger_figure(path, ledger, line, column);
  case LEDGER_NEEDS_COLUMN:
    diag_add(path->expression->diags, DIAG_EXPR_PATH, path->span,
             _("“%s” has several columns and no total; say which column is meant."), path->text);
    return false;
  case LEDGER_NOT_FOUND:
    break;
  }
  return complain_unknown(path);
}

/* --- free tables --- */

static bool resolve_in_free(struct path *path, const struct free_table *table, const char *rest)
{
  const struct table_cell *cell = free_table_path(table, rest);
  const struct free_fact *facts = path->expression->facts->free ? path->expression->facts->free[table->index] : NULL;
  if (!cell) {
    diag_add(path->expression->diags, DIAG_EXPR_PATH, path->span,
             _("The table has no row and column “%s”, or several rows that are called so."),
             figure_quote(path->expression->arena, rest));
    return false;
  }
  if (!facts) {
    diag_add(path->expression->diags, DIAG_EXPR_PATH, path->span,
             _("“%s” is not known yet where it is needed: its table stands further down."), path->text);
    return false;
  }
  const struct free_fact *fact = &facts[cell - table->cells];
  if (!fact->number)
    return complain_no_number(path);
  *path->out = (struct value){.kind = VALUE_NUMBER,
                              .number = ratio_from_dec(fact->value),
                              .text = dec_format(path->expression->arena, fact->value)};
  return true;
}

/* A row before a row's cell, before a group, before a group's column: 其他处理.其他 is the row. */
static bool resolve_in_table(struct path *path, const struct fact_table *table, const char *rest)
{
  const struct form_row *row = form_row(table->form, rest);
  const struct form_group *group = form_group(table->form, rest);
  if (row)
    return give_row(path, table, row, NULL);
  if (group)
    return give_rows(path, table, group, NULL);
  const char *dot = strrchr(rest, '.');
  if (!dot)
    return complain_unknown(path);
  const char *above = arena_strndup(path->expression->arena, rest, (size_t)(dot - rest));
  row = form_row(table->form, above);
  group = form_group(table->form, above);
  if (row)
    return give_row(path, table, row, dot + 1);
  return group ? give_rows(path, table, group, dot + 1) : complain_unknown(path);
}

static bool complain_previous(struct path *path)
{
  struct expression *expression = path->expression;
  const struct report *report = path->facts->report;
  if (report->previous && path->facts == expression->facts)
    return false; /* why it was not read has been reported */
  struct diag *diag =
      report->previous
          ? diag_add(expression->diags, DIAG_EXPR_VALUE, path->span,
                     _("“%1$s” cannot be filled in: the source “%2$s” was not read."), path->text, report->previous)
          : diag_add(expression->diags, DIAG_EXPR_PATH, path->span,
                     _("“%1$s” speaks of last year's report, but the source on %2$d names none."), path->text,
                     report->year);
  if (!report->previous)
    diag_hint(expression->diags, diag, _("Add a line such as “previous: some-bureau-2024.yaml”."));
  return false;
}

static bool complain_formless(struct path *path)
{
  struct expression *expression = path->expression;
  const char *text = figure_quote(expression->arena, path->text), *form = path->facts->report->form;
  if (form && path->facts == expression->facts)
    return false; /* the form could not be read, which has been reported */
  struct diag *diag =
      form ? diag_add(expression->diags, DIAG_EXPR_VALUE, path->span,
                      _("“%1$s” cannot be filled in: that report follows the form %2$s, which was not read."), text,
                      form)
           : diag_add(expression->diags, DIAG_EXPR_PATH, path->span,
                      _("There is no figure “%s”, since the report names no form."), text);
  diag_hint(expression->diags, diag, _("Add a line such as “form: disclosure-2021”."));
  return false;
}

static bool complain_table(struct path *path, const struct fact_table *table)
{
  struct diag *diag = diag_add(path->expression->diags, DIAG_EXPR_PATH, path->span,
                               _("“%s” is a whole table; say which of its figures is meant."), path->text);
  diag_hint(path->expression->diags, diag, _("Write “%s.%s”, for example."), path->text, table->form->rows[0].path);
  return false;
}

static bool give_year(struct path *path)
{
  int year = path->facts->report->year;
  if (year == 0)
    return false; /* missing or unreadable: reported */
  *path->out = (struct value){.kind = VALUE_NUMBER,
                              .number = {year, 1},
                              .text = arena_printf(path->expression->arena, "%d", year),
                              .year = true};
  return true;
}

/* `text` without the names of last year's sources in front; NULL after a diagnostic. */
static const char *path_go_back(struct path *path, const char *text)
{
  size_t length = strlen(PREVIOUS);
  while (strcmp(text, PREVIOUS) == 0 || g_str_has_prefix(text, PREVIOUS ".")) {
    if (!path->facts->previous) {
      complain_previous(path);
      return NULL;
    }
    path->facts = path->facts->previous;
    text += text[length] ? length + 1 : length;
  }
  return text;
}

bool path_resolve(struct expression *expression, const char *text, size_t begin, struct value *out)
{
  struct path path = {expression, expression->facts, text, expression_span(expression, begin, begin + strlen(text)),
                      out};
  const char *rest = path_go_back(&path, text);
  if (!rest)
    return false;
  if (strcmp(rest, "year") == 0)
    return give_year(&path);
  if (strcmp(rest, "agency") == 0)
    return path.facts->report->agency && give_text(&path, path.facts->report->agency);
  const char *dot = strchr(rest, '.');
  const char *key = dot ? arena_strndup(expression->arena, rest, (size_t)(dot - rest)) : rest;
  const struct free_table *free = dot ? free_table_named(path.facts, key) : NULL;
  if (free)
    return resolve_in_free(&path, free, dot + 1);
  if (!path.facts->form)
    return complain_formless(&path);
  const struct fact_table *table = facts_table(path.facts, key);
  if (!table)
    return complain_unknown(&path);
  if (dot && table->ledger)
    return resolve_in_ledger(&path, table->ledger, dot + 1);
  return dot ? resolve_in_table(&path, table, dot + 1) : complain_table(&path, table);
}
