/* What the tables have for the names of a mention: every reading, with its words and the expression that gives it. */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "figure/prose.h"

/* A sum being added up. */
struct adding {
  struct prose *prose;
  const struct fact_table *table;
  GString *words, *expression;
  struct prose_value *value;
  size_t terms;
  bool any;
  bool doubtful; /* a figure in it could not be read, or is a total that is not the sum: both have been reported */
};

static void add_cell(struct adding *adding, const struct fact *fact, const char *name)
{
  struct prose_value *value = adding->value;
  if (value->cell_count == G_N_ELEMENTS(value->cells))
    return;
  value->cells[value->cell_count] = fact;
  value->cell_names[value->cell_count++] = name;
}

static bool add_part(const struct fact *fact, dec *sum)
{
  return fact->kind != FACT_NUMBER || dec_add(*sum, fact->value, sum);
}

/* C2, C3, C4 have spoken of it. What it should be is not known: the total may be wrong, or one of its parts. */
static bool is_false_total(const struct fact_table *table, size_t row, size_t column)
{
  const struct fact *fact = fact_at(table, row, column);
  const struct form_row *of = &table->form->rows[row];
  const struct form_columns *columns = &table->form->column_sets[of->columns];
  dec across = {0, 0}, down = {0, 0};
  bool good = fact->kind == FACT_NUMBER && fact->written && fact->wrong;
  for (size_t c = 0; good && c < columns->count; c++)
    good = c == columns->total || add_part(fact_at(table, row, c), &across);
  for (size_t i = 0; good && of->total && i < of->sum_count; i++)
    good = add_part(fact_at(table, of->sum_of[i], column), &down);
  return good && ((column == columns->total && dec_compare(across, fact->value) != 0) ||
                  (of->total && dec_compare(down, fact->value) != 0));
}

/* The figure of one row in a column; false where there is none to compare with. */
static bool add_row(struct adding *adding, size_t row, const char *key, dec *sum)
{
  const struct form_table *form = adding->table->form;
  const struct form_columns *columns = &form->column_sets[form->rows[row].columns];
  size_t column = columns->total != SIZE_MAX ? columns->total : columns->count == 1 ? 0 : SIZE_MAX;
  for (size_t c = 0; key && c < columns->count; c++)
    column = strcmp(columns->items[c].key, key) == 0 ? c : column;
  if (column == SIZE_MAX || (key && strcmp(columns->items[column].key, key) != 0))
    return false;
  const struct fact *fact = fact_at(adding->table, row, column);
  adding->doubtful |= fact->kind == FACT_ABSENT || is_false_total(adding->table, row, column);
  if (fact->kind == FACT_ABSENT)
    return false;
  if (columns->items[column].unit)
    adding->value->unit = columns->items[column].unit;
  if (span_known(fact->span))
    add_cell(adding, fact, form->rows[row].name);
  if (fact->kind != FACT_NUMBER)
    return true;
  adding->any = true;
  return dec_add(*sum, fact->value, sum);
}

/* A term is a row or a group of rows. */
static bool add_term(struct adding *adding, const char *path, const char *key)
{
  const struct form_table *form = adding->table->form;
  const struct form_row *row = form_row(form, path);
  const struct form_group *group = row ? NULL : form_group(form, path);
  dec sum = {0, 0};
  bool good = row ? add_row(adding, (size_t)(row - form->rows), key, &sum) : group != NULL;
  for (size_t i = 0; group && good && i < group->count; i++)
    good = add_row(adding, group->rows[i], key, &sum);
  if (!good || !dec_add(adding->value->number, sum, &adding->value->number))
    return false;
  const char *plus = adding->terms++ ? " + " : "";
  const char *dot = key ? "." : "", *column = key ? key : "";
  g_string_append_printf(adding->words, "%s%s%s%s %s", plus, path, dot, column, dec_format(adding->prose->arena, sum));
  g_string_append_printf(adding->expression, "%s%s.%s%s%s", plus, form->key, path, dot, column);
  return true;
}

/* Rows times columns; no columns: the one that is meant where none is named. */
static bool add_product(struct adding *adding, const struct prose_sum *rows, const struct prose_sum *columns,
                        const char *column)
{
  bool good = true;
  for (size_t r = 0; good && r < rows->count; r++) {
    if (!columns)
      good = add_term(adding, rows->terms[r], column);
    for (size_t c = 0; good && columns && c < columns->count; c++)
      good = add_term(adding, rows->terms[r], columns->terms[c]);
  }
  return good;
}

static void adding_begin(struct adding *adding, struct prose *prose, const struct form_table *form,
                         struct prose_value *value)
{
  prose->asked = true;
  *value = (struct prose_value){0};
  *adding = (struct adding){.prose = prose,
                            .table = facts_table(prose->facts, form->key),
                            .words = g_string_new(NULL),
                            .expression = g_string_new(NULL),
                            .value = value};
}

static bool adding_end(struct adding *adding, bool good)
{
  struct arena *arena = adding->prose->arena;
  if (good && adding->terms > 1)
    g_string_append_printf(adding->words, " = %s", dec_format(arena, adding->value->number));
  adding->value->words = arena_strdup(arena, adding->words->str);
  adding->value->expression = arena_strdup(arena, adding->expression->str);
  g_string_free(adding->words, TRUE);
  g_string_free(adding->expression, TRUE);
  return good && adding->any;
}

void prose_values_keep(struct prose *prose, const struct prose_value *value, struct prose_values *out)
{
  for (size_t i = 0; i < out->count; i++)
    if (dec_compare(out->items[i].number, value->number) == 0)
      return;
  *ARENA_PUSH(prose->arena, out) = *value;
}

static void keep(struct prose *prose, struct adding *adding, bool good, struct prose_values *out)
{
  const struct prose_value *value = adding->value;
  good = adding_end(adding, good);
  out->doubtful |= adding->doubtful;
  if (good)
    prose_values_keep(prose, value, out);
}

static void find_one(struct prose *prose, const struct prose_name *row, const struct prose_name *column,
                     struct prose_values *out)
{
  size_t columns = column ? column->is.count : 1;
  if (row->subject->table->ledger) {
    prose_values_of_ledgers(prose, &row->is, out);
    return;
  }
  for (size_t r = 0; r < row->is.count; r++) {
    for (size_t c = 0; c < columns; c++) {
      struct adding adding;
      struct prose_value value;
      adding_begin(&adding, prose, row->subject->table, &value);
      bool good = add_product(&adding, &row->is.items[r], column ? &column->is.items[c] : NULL, row->column);
      keep(prose, &adding, good, out);
    }
  }
}

/* One reading in doubt leaves the others in doubt, too: what was typed may be right by that one. */
void prose_values_settle(struct prose_values *values)
{
  if (values->doubtful)
    values->count = 0;
}

/* All rows together, each in its likeliest sense. */
static void find_sum(struct prose *prose, const struct prose_names *rows, const struct prose_names *columns,
                     struct prose_values *out)
{
  struct adding adding;
  struct prose_value value;
  if (rows->items[0]->subject->table->ledger)
    return;
  adding_begin(&adding, prose, rows->items[0]->subject->table, &value);
  bool good = true;
  for (size_t r = 0; good && r < rows->count; r++) {
    const struct prose_name *row = rows->items[r];
    good = row->subject == rows->items[0]->subject;
    if (columns->count == 0)
      good = good && add_product(&adding, &row->is.items[0], NULL, row->column);
    for (size_t c = 0; good && c < columns->count; c++)
      good = add_product(&adding, &row->is.items[0], &columns->items[c]->is.items[0], NULL);
  }
  keep(prose, &adding, good, out);
}

void prose_values_find(struct prose *prose, const struct prose_names *rows, const struct prose_names *columns,
                       bool joint, struct prose_values *out)
{
  if (joint && rows->count + columns->count > 1)
    find_sum(prose, rows, columns, out);
  if (out->count && rows->count == 1 && columns->count > 1) { /* 公民、法人及其他组织提出的: never one of them alone */
    prose_values_settle(out);
    return;
  }
  for (size_t r = 0; r < rows->count; r++) {
    if (columns->count == 0)
      find_one(prose, rows->items[r], NULL, out);
    for (size_t c = 0; c < columns->count; c++)
      find_one(prose, rows->items[r], columns->items[c], out);
  }
  prose_values_settle(out);
}

void prose_values_of_rows(struct prose *prose, const struct form_table *table, const struct prose_sums *sums,
                          struct prose_values *out)
{
  if (table->ledger)
    prose_values_of_ledgers(prose, sums, out);
  for (size_t i = 0; !table->ledger && i < sums->count; i++) {
    struct adding adding;
    struct prose_value value;
    adding_begin(&adding, prose, table, &value);
    bool good = add_product(&adding, &sums->items[i], NULL, NULL);
    keep(prose, &adding, good, out);
  }
  prose_values_settle(out);
}

/* --- comparing --- */

/* How many 元 it is; 0: it is no measure of money. */
static int64_t money_of(const char *unit)
{
  static const struct {
    const char *unit;
    int64_t yuan;
  } known[] = {{"元", 1}, {"千元", 1000}, {"万元", 10000}, {"百万元", 1000000}, {"亿元", 100000000}};
  for (size_t i = 0; i < G_N_ELEMENTS(known); i++)
    if (strcmp(unit, known[i].unit) == 0)
      return known[i].yuan;
  return 0;
}

/* What the table has, in the unit of what was typed; false on overflow, or where one of them is none of money. */
static bool amount_in(const char *typed, const char *unit, ratio value, ratio *out)
{
  int64_t from = money_of(unit), to = money_of(typed);
  return from && to && ratio_mul(value, (ratio){from, 1}, out) && ratio_div(*out, (ratio){to, 1}, out);
}

/* false where it cannot be said */
static bool distance_of(const struct prose_token *number, const struct prose_value *value, ratio *out)
{
  if (!value->unit || !amount_in(number->unit, value->unit, ratio_from_dec(value->number), out) ||
      !ratio_sub(*out, ratio_from_dec(number->value), out))
    return false;
  out->num = out->num < 0 ? -out->num : out->num;
  return true;
}

void prose_values_order(const struct prose_token *number, struct prose_values *values)
{
  for (size_t i = 1; i < values->count; i++) {
    ratio first, other, nearer;
    if (!distance_of(number, &values->items[0], &first) || !distance_of(number, &values->items[i], &other) ||
        !ratio_sub(other, first, &nearer) || nearer.num >= 0)
      continue;
    struct prose_value kept = values->items[0];
    values->items[0] = values->items[i];
    values->items[i] = kept;
  }
}

static int64_t trailing_power(int64_t units)
{
  int64_t power = 1;
  while (units != 0 && units % 10 == 0) {
    units /= 10;
    power *= 10;
  }
  return power;
}

/* 元 typed beside a table in 万元: what it prints is rounded. In the unit typed. */
static ratio unseen(const struct prose_token *number, const struct prose_value *value)
{
  ratio half = ratio_from_dec((dec){5, (uint8_t)(value->number.scale + 1)}), slack = value->slack;
  bool finer = money_of(number->unit) < money_of(value->unit) && value->figures;
  if (finer && (!ratio_mul(half, (ratio){(int64_t)value->figures, 1}, &half) || !ratio_add(slack, half, &slack)))
    slack = value->slack;
  return value->figures && amount_in(number->unit, value->unit, slack, &slack) ? slack : (ratio){0, 1};
}

static bool within(ratio left, ratio right, ratio slack)
{
  ratio difference;
  if (!ratio_sub(left, right, &difference))
    return true;
  if (difference.num < 0)
    difference.num = -difference.num;
  return ratio_sub(difference, slack, &difference) && difference.num <= 0;
}

/* 1.25亿元 beside 12508.32万元: rounded to what is typed. Decimals more than the table's must be 0. */
static bool amount_agrees(const struct prose_token *number, const struct prose_value *value)
{
  ratio amount, slack = unseen(number, value);
  dec rounded, exact;
  if (!amount_in(number->unit, value->unit, ratio_from_dec(value->number), &amount))
    return true;
  if (slack.num > 0 && within(amount, ratio_from_dec(number->value), slack))
    return true;
  bool fits = ratio_exact(amount, &exact) && exact.scale <= number->value.scale;
  if (fits)
    return dec_compare(exact, number->value) == 0;
  return ratio_round(amount, number->value.scale, &rounded) && dec_compare(rounded, number->value) == 0;
}

/* 1.2万件 is what rounds, or is cut, to it. */
static bool count_agrees(const struct prose_token *number, int64_t value)
{
  int64_t typed = number->value.units, grain = number->grain;
  if (number->how == PROSE_AT_LEAST)
    return value >= typed && value - typed < MAX(grain, trailing_power(typed));
  if (grain == 1)
    return typed == value;
  return value / grain * grain == typed || (value + grain / 2) / grain * grain == typed;
}

bool prose_value_agrees(const struct prose_token *number, const struct prose_value *value)
{
  if (number->how == PROSE_ROUGH)
    return true;
  if (value->unit)
    return number->how == PROSE_AT_LEAST || amount_agrees(number, value);
  if (value->number.scale || number->value.scale || number->value.units > INT64_MAX / 4)
    return dec_compare(number->value, value->number) == 0;
  return count_agrees(number, value->number.units);
}
