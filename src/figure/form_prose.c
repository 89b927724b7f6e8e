/* `prose:` of a form: the words of running text and the rows and columns they speak of. */
#include "figure/form_prose.h"

#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "figure/form_ledger.h"
#include "source/schema.h"

#define COUNT(array)         (sizeof(array) / sizeof((array)[0]))
#define GET(node, set, name) schema_get((node), (set), COUNT(set), (name))

static const struct field prose_fields[] = {
    {"subjects", FIELD_MAP, true, 0, 0, "the tables, by name"},
    {"others", FIELD_LIST, false, 0, 0, "words that turn the talk to other things"},
    {"fillers", FIELD_LIST, false, 0, 0, "words that change nothing of what a figure is of"},
    {"fees", FIELD_LIST, false, 0, 0, "names of a fee that is reported in words only"},
    {"kinds", FIELD_MAP, false, 0, 0, "kinds of parts that make up a whole"},
    {"rates", FIELD_LIST, false, 0, 0, "percentages with a name of their own"},
    {"plans", FIELD_LIST, false, 0, 0, "words by which a figure is what was planned"},
    {"drafts", FIELD_LIST, false, 0, 0, "words by which it was planned, but stands in no table"},
    {"actuals", FIELD_LIST, false, 0, 0, "words by which a figure is what came of the plan before it"},
};

static const struct field subject_fields[] = {
    {"topics", FIELD_LIST, true, 0, 0, "words that say the table is spoken of"},
    {"units", FIELD_LIST, true, 0, 0, "measure words of its figures"},
    {"narrows", FIELD_LIST, false, 0, 0, "words that tell these figures from all others of the body"},
    {"whole", FIELD_ANY, false, 0, 0, "what a figure beside a topic alone may be"},
    {"rows", FIELD_LIST, true, 0, 0, "its rows by their names in prose"},
    {"columns", FIELD_LIST, false, 0, 0, "its columns by their names in prose"},
    {"lines", FIELD_LIST, false, 0, 0, "tables whose lines are called as the source calls them"},
};

static const struct field name_fields[] = {
    {"words", FIELD_LIST, true, 0, 0, "the names"},
    {"is", FIELD_ANY, true, 0, 0, "what they mean: a sum, or a list of sums any of which may be meant"},
    {"plan", FIELD_ANY, false, 0, 0, "likewise, of what was planned"},
    {"column", FIELD_TEXT, false, 0, 0, "the column of a row that is meant where none is named"},
    {"except", FIELD_LIST, false, 0, 0, "measure words with which they mean something else"},
    {"weak", FIELD_BOOL, false, 0, 0, "true: said of other things, too"},
    {"general", FIELD_BOOL, false, 0, 0, "true: gives way to another name in the same clause"},
    {"none", FIELD_BOOL, false, 0, 0, "true: with 未 before it, it says that there were none"},
};

static const struct field rate_fields[] = {
    {"words", FIELD_LIST, true, 0, 0, "the names"},
    {"subject", FIELD_TEXT, true, 0, 0, "the table"},
    {"part", FIELD_ANY, true, 0, 0, "the rows whose share it is"},
    {"of", FIELD_ANY, true, 0, 0, "the rows that are the whole"},
};

struct prose_reader {
  const struct form_reader *reader;
  const struct form *form;
};

/* A list of texts that may be empty, as a form's others may. */
static bool words_read(const struct form_reader *reader, const struct node *list, struct prose_words *out)
{
  struct form_label label = {0};
  if (!list || (list->kind == NODE_LIST && list->as.list.count == 0))
    return true;
  bool good = form_label_read(reader, list, &label);
  *out = (struct prose_words){label.phrases, label.count};
  return good;
}

static bool has_column(const struct form_table *table, const char *key)
{
  for (size_t s = 0; s < table->column_set_count; s++)
    for (size_t c = 0; c < table->column_sets[s].count; c++)
      if (strcmp(table->column_sets[s].items[c].key, key) == 0)
        return true;
  return false;
}

static bool column_check(const struct form_reader *reader, const struct form_table *table, const char *key,
                         struct span place)
{
  if (has_column(table, key))
    return true;
  form_complain(reader, place, _("The table “%s” has no column “%s”."), table->key, key);
  return false;
}

static bool term_check(const struct form_reader *reader, const struct form_table *table, bool columns, const char *term,
                       struct span place)
{
  struct form_terms rows = {0};
  return columns ? column_check(reader, table, term, place) : form_terms_add(reader, table, term, place, &rows);
}

/* "收入决算表.合计 - 收入决算表.合计.其他收入" */
static bool formula_sum_read(const struct form_reader *reader, const struct form *form, const struct node *node,
                             struct prose_sum *out)
{
  const struct span span = node->span;
  if (node->kind != NODE_SCALAR) {
    form_complain(reader, span, _("What words mean is a sum such as “part + part”, or a list of such sums."));
    return false;
  }
  const char *text = node->as.scalar.text;
  const char **terms = ARENA_ARRAY(reader->arena, 1, const char *);
  terms[0] = text;
  *out = (struct prose_sum){terms, 1, NULL};
  out->formula =
      formula_read(reader, form, SIZE_MAX, SIZE_MAX, FORMULA_PLACES, node, text, text + node->as.scalar.length);
  return out->formula != NULL;
}

/* "新收 + 上年结转" */
static bool sum_read(const struct form_reader *reader, const struct form_table *table, bool columns,
                     const struct node *node, struct prose_sum *out)
{
  if (node->kind != NODE_SCALAR) {
    form_complain(reader, node->span, _("What words mean is a sum such as “part + part”, or a list of such sums."));
    return false;
  }
  char **parts = g_strsplit(node->as.scalar.text, "+", -1);
  out->count = g_strv_length(parts);
  const char **terms = ARENA_ARRAY(reader->arena, out->count, const char *);
  bool good = out->count > 0;
  for (size_t i = 0; i < out->count; i++) {
    terms[i] = arena_strdup(reader->arena, g_strstrip(parts[i]));
    good = good && term_check(reader, table, columns, terms[i], node->span);
  }
  out->terms = terms;
  g_strfreev(parts);
  return good;
}

static bool sums_read(const struct prose_reader *p, const struct form_table *table, bool columns,
                      const struct node *node, struct prose_sums *out)
{
  bool list = node->kind == NODE_LIST, good = true;
  out->count = list ? node->as.list.count : 1;
  out->items = ARENA_ARRAY(p->reader->arena, out->count, struct prose_sum);
  for (size_t i = 0; i < out->count; i++) {
    const struct node *item = list ? node->as.list.items[i] : node;
    good &= table->ledger ? formula_sum_read(p->reader, p->form, item, &out->items[i])
                          : sum_read(p->reader, table, columns, item, &out->items[i]);
  }
  return good;
}

static bool is_true(const struct node *node)
{
  return node && node_is(node, "true");
}

/* A plan, and a table's own lines, are known of ledgers only. */
static bool ledger_needed(const struct prose_reader *p, const struct form_table *table, const struct node *node)
{
  if (table->ledger)
    return true;
  form_complain(p->reader, node->span, _("Only of tables with “columns” can this be said; “%s” has “blocks”."),
                table->key);
  return false;
}

static bool plan_read(const struct prose_reader *p, const struct form_table *table, const struct node *node,
                      struct prose_sums *out)
{
  return !node || (ledger_needed(p, table, node) && sums_read(p, table, false, node, out));
}

static bool name_read(const struct prose_reader *p, const struct node *node, struct prose_name *out)
{
  const struct form_table *table = out->subject->table;
  if (!schema_check(node, name_fields, COUNT(name_fields), _("the names of a row or column"), p->reader->diags))
    return false;
  const struct node *column = GET(node, name_fields, "column");
  out->weak = is_true(GET(node, name_fields, "weak"));
  out->general = is_true(GET(node, name_fields, "general"));
  out->none = is_true(GET(node, name_fields, "none"));
  out->column = column ? column->as.scalar.text : NULL;
  bool good = words_read(p->reader, GET(node, name_fields, "words"), &out->words);
  good &= words_read(p->reader, GET(node, name_fields, "except"), &out->except);
  good &= sums_read(p, table, out->is_column, GET(node, name_fields, "is"), &out->is);
  good &= plan_read(p, table, GET(node, name_fields, "plan"), &out->plan);
  return good && (!column || column_check(p->reader, table, out->column, column->span));
}

static bool names_read(const struct prose_reader *p, const struct node *list, const struct prose_subject *subject,
                       bool columns, struct prose_name **out, size_t *count)
{
  bool good = true;
  *count = list ? list->as.list.count : 0;
  *out = ARENA_ARRAY(p->reader->arena, *count, struct prose_name);
  for (size_t i = 0; i < *count; i++) {
    (*out)[i] = (struct prose_name){.subject = subject, .is_column = columns};
    good &= name_read(p, list->as.list.items[i], &(*out)[i]);
  }
  return good;
}

static const struct form_table *table_named(const struct prose_reader *p, const struct form *form, const char *key,
                                            struct span place)
{
  const struct form_table *table = form_table(form, key);
  if (!table)
    form_complain(p->reader, place, _("The form has no table “%s”."), key);
  return table;
}

/* In a ledger a row is a figure, whatever columns it has: 支出决算表.合计.基本支出. */
static bool columns_read(const struct prose_reader *p, const struct node *list, struct prose_subject *out)
{
  if (!list || !out->table->ledger)
    return names_read(p, list, out, true, &out->columns, &out->column_count);
  form_complain(p->reader, list->span, _("Of the table “%s” the prose names rows only, each with its column."),
                out->table->key);
  return false;
}

static bool lines_read(const struct prose_reader *p, const struct node *list, struct prose_subject *out)
{
  if (!list)
    return true;
  out->line_count = list->as.list.count;
  const struct form_table **tables = ARENA_ARRAY(p->reader->arena, out->line_count, const struct form_table *);
  bool good = true;
  for (size_t i = 0; i < out->line_count; i++) {
    const struct node *name = list->as.list.items[i];
    const char *key = name->kind == NODE_SCALAR ? name->as.scalar.text : "";
    tables[i] = table_named(p, p->form, key, name->span);
    good = good && tables[i] && ledger_needed(p, tables[i], name);
  }
  out->lines = tables;
  return good;
}

static bool subject_read(const struct prose_reader *p, const struct pair *pair, const struct form *form,
                         struct prose_subject *out)
{
  const struct node *node = pair->value;
  out->table = table_named(p, form, pair->key->as.scalar.text, pair->key->span);
  if (!out->table ||
      !schema_check(node, subject_fields, COUNT(subject_fields), _("what prose says of a table"), p->reader->diags))
    return false;
  const struct node *whole = GET(node, subject_fields, "whole");
  out->whole = (struct prose_name){.subject = out, .weak = true};
  bool good = words_read(p->reader, GET(node, subject_fields, "topics"), &out->topics);
  good &= words_read(p->reader, GET(node, subject_fields, "units"), &out->units);
  good &= words_read(p->reader, GET(node, subject_fields, "narrows"), &out->narrows);
  good &= !whole || sums_read(p, out->table, false, whole, &out->whole.is);
  good &= names_read(p, GET(node, subject_fields, "rows"), out, false, &out->rows, &out->row_count);
  good &= lines_read(p, GET(node, subject_fields, "lines"), out);
  return columns_read(p, GET(node, subject_fields, "columns"), out) && good;
}

static bool subjects_read(const struct prose_reader *p, const struct node *map, const struct form *form,
                          struct form_prose *prose)
{
  bool good = true;
  prose->subject_count = map->as.map.count;
  prose->subjects = ARENA_ARRAY(p->reader->arena, prose->subject_count, struct prose_subject);
  for (size_t i = 0; i < prose->subject_count; i++)
    good &= subject_read(p, &map->as.map.pairs[i], form, &prose->subjects[i]);
  return good;
}

static bool rate_read(const struct prose_reader *p, const struct node *node, const struct form_prose *prose,
                      struct prose_rate *out)
{
  if (!schema_check(node, rate_fields, COUNT(rate_fields), _("a rate"), p->reader->diags))
    return false;
  const struct node *name = GET(node, rate_fields, "subject");
  for (size_t i = 0; i < prose->subject_count; i++)
    if (node_is(name, prose->subjects[i].table->key))
      out->subject = &prose->subjects[i];
  if (!out->subject) {
    form_complain(p->reader, name->span, _("Under “subjects” nothing is said of the table “%s”."),
                  name->as.scalar.text);
    return false;
  }
  return words_read(p->reader, GET(node, rate_fields, "words"), &out->words) &&
         sums_read(p, out->subject->table, false, GET(node, rate_fields, "part"), &out->part) &&
         sums_read(p, out->subject->table, false, GET(node, rate_fields, "of"), &out->of);
}

static bool rates_read(const struct prose_reader *p, const struct node *list, struct form_prose *prose)
{
  bool good = true;
  prose->rate_count = list ? list->as.list.count : 0;
  prose->rates = ARENA_ARRAY(p->reader->arena, prose->rate_count, struct prose_rate);
  for (size_t i = 0; i < prose->rate_count; i++)
    good &= rate_read(p, list->as.list.items[i], prose, &prose->rates[i]);
  return good;
}

static bool kinds_read(const struct prose_reader *p, const struct node *map, struct form_prose *prose)
{
  bool good = true;
  prose->kind_count = map ? map->as.map.count : 0;
  prose->kinds = ARENA_ARRAY(p->reader->arena, prose->kind_count, struct prose_words);
  for (size_t i = 0; i < prose->kind_count; i++)
    good &= words_read(p->reader, map->as.map.pairs[i].value, &prose->kinds[i]);
  return good;
}

bool form_prose_read(struct form_reader *reader, const struct node *map, struct form *form)
{
  if (!schema_check(map, prose_fields, COUNT(prose_fields), _("the words of the prose"), reader->diags))
    return false;
  struct form_prose *prose = ARENA_NEW(reader->arena, struct form_prose);
  const struct prose_reader p = {reader, form};
  bool good = subjects_read(&p, GET(map, prose_fields, "subjects"), form, prose);
  good = words_read(reader, GET(map, prose_fields, "others"), &prose->others) && good;
  good = words_read(reader, GET(map, prose_fields, "fillers"), &prose->fillers) && good;
  good = words_read(reader, GET(map, prose_fields, "fees"), &prose->fees) && good;
  good = words_read(reader, GET(map, prose_fields, "plans"), &prose->plans) && good;
  good = words_read(reader, GET(map, prose_fields, "drafts"), &prose->drafts) && good;
  good = words_read(reader, GET(map, prose_fields, "actuals"), &prose->actuals) && good;
  good = kinds_read(&p, GET(map, prose_fields, "kinds"), prose) && good;
  good = good && rates_read(&p, GET(map, prose_fields, "rates"), prose);
  form->prose = prose;
  return good;
}
