/* Figures added up over bodies, cell by cell. Blank, "-" and "/" count for nothing, and a cell that is so in all bodies
 * is so in the whole. Totals are left to the sums and rules of the table: they are what their cells come to. */
#include <glib.h>
#include <stdlib.h>

#include "base/tr.h"
#include "figure/figures.h"

#define BODIES_SHOWN 12 /* of those that have a part in a figure */

struct adding {
  const struct figures_context *context;
  const struct bodies *bodies;
  const struct form_table *form;
  struct fact_table *table;
  size_t index; /* of the table */
};

static const struct fact *part_of(const struct adding *adding, size_t body, size_t row, size_t column)
{
  return fact_at(&adding->bodies->items[body].tables[adding->index], row, column);
}

/* FACT_ABSENT where no body says anything. A sum that is too large is one, too, and reported. */
static struct fact cell_add(const struct adding *adding, size_t row, size_t column)
{
  struct fact sum = {.kind = FACT_ABSENT, .text = "", .span = adding->bodies->span};
  for (size_t i = 0; i < adding->bodies->count; i++) {
    const struct fact *part = part_of(adding, i, row, column);
    if (part->kind == FACT_ABSENT || (part->kind != FACT_NUMBER && sum.kind != FACT_ABSENT))
      continue;
    if (part->kind != FACT_NUMBER) {
      sum.kind = part->kind; /* of the first; the others count for as little */
      continue;
    }
    sum.kind = FACT_NUMBER;
    if (!dec_add(sum.value, part->value, &sum.value)) {
      diag_add(adding->context->diags, DIAG_FIGURE_BAD, sum.span, _("These figures are too large to be added up."));
      return (struct fact){.kind = FACT_ABSENT, .text = "", .span = sum.span};
    }
  }
  return sum;
}

static const char *cell_text(const struct adding *adding, const struct fact *fact)
{
  switch (fact->kind) {
  case FACT_NUMBER:
    return figure_print(adding->context->arena, dec_format(adding->context->arena, fact->value));
  case FACT_DASH:
    return "-";
  case FACT_SLASH:
    return "/";
  case FACT_BLANK:
  case FACT_ABSENT:
    break;
  }
  return "";
}

/* --- what is written differs from the sum --- */

struct difference {
  size_t column;
  struct fact sum;
  dec amount; /* written less the sum */
};

static dec number_of(const struct fact *fact)
{
  return fact->kind == FACT_NUMBER ? fact->value : (dec){0, 0};
}

static bool cell_differs(const struct fact *written, const struct fact *sum, dec *amount)
{
  *amount = (dec){0, 0};
  return dec_compare(number_of(written), number_of(sum)) != 0 && dec_sub(number_of(written), number_of(sum), amount);
}

static const char *differences_words(const struct adding *adding, size_t row, const struct difference *items,
                                     size_t count)
{
  const struct form_columns *columns = &adding->form->column_sets[adding->form->rows[row].columns];
  GString *words = g_string_new(NULL);
  for (size_t i = 0; i < count; i++) {
    const struct fact *written = fact_at(adding->table, row, items[i].column);
    dec size = {llabs(items[i].amount.units), items[i].amount.scale};
    g_string_append_printf(words, "%s", i ? _("; ") : "");
    g_string_append_printf(words, _("%1$s is %2$s, the sum %3$s, the difference %4$s"),
                           columns->items[items[i].column].name,
                           written->kind == FACT_BLANK ? _("(blank)") : written->text, cell_text(adding, &items[i].sum),
                           dec_format(adding->context->arena, size));
  }
  const char *kept = arena_strdup(adding->context->arena, words->str);
  g_string_free(words, TRUE);
  return kept;
}

/* The only body whose figure is just what the sum has too much or too little; or NULL. */
static const struct body *body_of_difference(const struct adding *adding, size_t row,
                                             const struct difference *difference)
{
  const struct body *found = NULL;
  dec size = {llabs(difference->amount.units), difference->amount.scale};
  for (size_t i = 0; i < adding->bodies->count; i++) {
    const struct fact *part = part_of(adding, i, row, difference->column);
    if (part->kind != FACT_NUMBER || dec_compare(part->value, size) != 0)
      continue;
    if (found)
      return NULL;
    found = &adding->bodies->items[i];
  }
  return found;
}

static void relate_bodies(const struct adding *adding, struct diag *diag, size_t row, size_t column)
{
  struct diags *diags = adding->context->diags;
  size_t more = 0, shown = 0;
  for (size_t i = 0; i < adding->bodies->count; i++) {
    const struct fact *part = part_of(adding, i, row, column);
    if (part->kind != FACT_NUMBER || part->value.units == 0)
      continue;
    if (shown++ < BODIES_SHOWN)
      diag_relate(diags, diag, part->span, _("%1$s has %2$s"), adding->bodies->items[i].agency,
                  cell_text(adding, part));
    else
      more++;
  }
  if (more > 0)
    diag_relate(diags, diag, adding->bodies->span, _("more bodies have a part in it (%zu)"), more);
}

static void hint_difference(const struct adding *adding, struct diag *diag, size_t row,
                            const struct difference *difference)
{
  struct diags *diags = adding->context->diags;
  const struct body *body = body_of_difference(adding, row, difference);
  if (body)
    diag_hint(diags, diag, _("The difference is just the figure of %s: was it left out, or counted twice?"),
              body->agency);
  else if (difference->amount.units > 0 && adding->bodies->items && adding->bodies->items[0].name)
    diag_hint(diags, diag,
              _("If the difference is the whole's own, write its figures under “own”. A figure left out "
                "is added up."));
  else
    diag_hint(diags, diag, _("Correct it here or in the body. A figure left out is added up."));
}

/* One finding a row. Where bodies are missing, nobody can say that it is wrong. */
static void row_complain(const struct adding *adding, size_t row, const struct difference *items, size_t count)
{
  struct diags *diags = adding->context->diags;
  const struct fact *first = fact_at(adding->table, row, items[0].column);
  struct diag *diag =
      diag_add(diags, DIAG_A1, first->span,
               _("In “%1$s”, row “%2$s”, the figures written differ from the sum of the bodies: %3$s."),
               adding->form->key, adding->form->rows[row].name, differences_words(adding, row, items, count));
  if (adding->bodies->incomplete)
    diag_set_severity(diags, diag, DIAG_WARNING);
  hint_difference(adding, diag, row, &items[0]);
  relate_bodies(adding, diag, row, items[0].column);
  for (size_t i = 0; i < count && !adding->bodies->incomplete; i++)
    fact_at(adding->table, row, items[i].column)->wrong = true;
}

static void row_add(const struct adding *adding, size_t row)
{
  const struct form_columns *columns = &adding->form->column_sets[adding->form->rows[row].columns];
  struct difference *items = ARENA_ARRAY(adding->context->arena, columns->count, struct difference);
  size_t count = 0;
  for (size_t c = 0; c < columns->count; c++) {
    struct fact *cell = fact_at(adding->table, row, c);
    if (c == columns->total)
      continue;
    struct fact sum = cell_add(adding, row, c);
    if (!cell->written) {
      *cell = sum;
      cell->text = cell_text(adding, cell);
    } else if (sum.kind != FACT_ABSENT && cell_differs(cell, &sum, &items[count].amount)) {
      items[count].column = c;
      items[count++].sum = sum;
    }
  }
  if (columns->total != SIZE_MAX && !span_known(fact_at(adding->table, row, columns->total)->span))
    fact_at(adding->table, row, columns->total)->span = adding->bodies->span;
  if (count > 0)
    row_complain(adding, row, items, count);
}

void bodies_sum(const struct figures_context *context, const struct bodies *bodies, struct facts *facts)
{
  for (size_t t = 0; t < facts->count; t++) {
    struct adding adding = {context, bodies, facts->tables[t].form, &facts->tables[t], t};
    for (size_t r = 0; r < adding.form->row_count; r++)
      if (!adding.form->rows[r].total)
        row_add(&adding, r);
  }
}
