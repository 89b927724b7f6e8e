/* S3: blank, 0, "-" and "/" mixed in one table. They never mean the same; a reader of a table with several of them
 * cannot tell which is which. In a ledger most lines are blank somewhere: there a blank is no sign. */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "figure/figures.h"

enum sign { SIGN_ZERO, SIGN_BLANK, SIGN_DASH, SIGN_SLASH, SIGN_COUNT, SIGN_NONE = SIGN_COUNT };

struct sign_use {
  size_t count;
  struct span first;
};

static enum sign sign_of(const struct fact *fact)
{
  switch (fact->kind) {
  case FACT_NUMBER:
    return fact->value.units == 0 ? SIGN_ZERO : SIGN_NONE;
  case FACT_BLANK:
    return SIGN_BLANK;
  case FACT_DASH:
    return SIGN_DASH;
  case FACT_SLASH:
    return SIGN_SLASH;
  case FACT_ABSENT:
    break;
  }
  return SIGN_NONE;
}

static const char *sign_words(enum sign sign)
{
  switch (sign) {
  case SIGN_ZERO:
    return _("0 stands here first");
  case SIGN_BLANK:
    return _("the first blank cell");
  case SIGN_DASH:
    return _("“-” stands here first");
  case SIGN_SLASH:
    return _("“/” stands here first");
  case SIGN_COUNT:
    break;
  }
  return "";
}

static void sign_add(struct sign_use uses[SIGN_COUNT], enum sign sign, struct span place)
{
  if (sign != SIGN_NONE && uses[sign].count++ == 0)
    uses[sign].first = place;
}

static void signs_count(const struct fact_table *table, struct sign_use uses[SIGN_COUNT])
{
  for (size_t r = 0; r < table->form->row_count; r++) {
    size_t columns = table->form->column_sets[table->form->rows[r].columns].count;
    for (size_t c = 0; c < columns; c++) {
      const struct fact *fact = fact_at(table, r, c);
      if (fact->written)
        sign_add(uses, sign_of(fact), fact->span);
    }
  }
}

/* --- ledgers --- */

static enum sign sign_of_cell(const struct table_cell *cell, const struct free_fact *fact)
{
  if (cell->kind == TABLE_CELL_FIGURE && fact->number && fact->value.units == 0)
    return SIGN_ZERO;
  if (cell->kind != TABLE_CELL_TEXT || cell->text.count != 1)
    return SIGN_NONE;
  const char *text = cell->text.items[0].text;
  return strcmp(text, "-") == 0 ? SIGN_DASH : strcmp(text, "/") == 0 ? SIGN_SLASH : SIGN_NONE;
}

/* A growth of "-" beside a 0 is as it should be: only figures that are added up are of one kind. What prints something
 * else in its place was thought of. */
static bool column_mixes(const struct form_ledger *frame, size_t column)
{
  const struct placeholder *placeholder = &frame->placeholders[column];
  return frame->formats[column].given && !frame->formulas[column] && !frame->head.columns[column].not_summed &&
         !placeholder->zero && !placeholder->dash;
}

static void ledger_signs_count(const struct ledger *ledger, struct sign_use uses[SIGN_COUNT])
{
  for (size_t i = 0; i < ledger->table->cell_count; i++) {
    const struct table_cell *cell = &ledger->table->cells[i];
    if (column_mixes(ledger->form->ledger, cell->column))
      sign_add(uses, sign_of_cell(cell, &ledger->facts[i]), cell->place);
  }
}

/* “-”表示不适用: the sign stands in the note, in quotes. */
static bool explains_sign(const struct inlines *note)
{
  static const char *const signs[] = {"“0”", "“-”", "“/”", "\"0\"", "\"-\"", "\"/\""};
  for (size_t i = 0; i < note->count; i++)
    for (size_t s = 0; s < G_N_ELEMENTS(signs); s++)
      if (note->items[i].kind == INLINE_TEXT && strstr(note->items[i].text, signs[s]))
        return true;
  return false;
}

static bool is_explained(const struct report *report, const struct form_table *form)
{
  bool explained = explains_sign(&form->ledger->note);
  for (size_t s = 0; s < report->count; s++)
    for (size_t p = 0; p < report->sections[s].count; p++) {
      const struct part *part = &report->sections[s].parts[p];
      explained |= part->kind == PART_TABLE && node_is(part->node, form->key) && explains_sign(&part->note);
    }
  return explained;
}

/* --- */

static enum sign rarest_of(const struct sign_use uses[SIGN_COUNT], int *kinds)
{
  enum sign rarest = SIGN_NONE;
  *kinds = 0;
  for (enum sign s = SIGN_ZERO; s < SIGN_COUNT; s++) {
    *kinds += uses[s].count > 0;
    if (uses[s].count > 0 && (rarest == SIGN_NONE || uses[s].count <= uses[rarest].count))
      rarest = s;
  }
  return rarest;
}

static struct diag *complain(struct diags *diags, const struct form_table *form, struct span place,
                             const struct sign_use uses[SIGN_COUNT])
{
  if (form->ledger)
    return diag_add(
        diags, DIAG_S3, place,
        _("The table “%s” mixes signs for no figure: 0 in %zu cells, “-” in %zu, “/” in %zu; no note explains them."),
        form->key, uses[SIGN_ZERO].count, uses[SIGN_DASH].count, uses[SIGN_SLASH].count);
  return diag_add(diags, DIAG_S3, place,
                  _("The table “%s” mixes signs for no figure: 0 in %zu cells, blank in %zu, “-” in %zu, “/” in %zu."),
                  form->key, uses[SIGN_ZERO].count, uses[SIGN_BLANK].count, uses[SIGN_DASH].count,
                  uses[SIGN_SLASH].count);
}

static void signs_check(struct diags *diags, const struct report *report, const struct fact_table *table)
{
  struct sign_use uses[SIGN_COUNT] = {{0, SPAN_NONE}};
  int kinds;
  if (!table->form->ledger)
    signs_count(table, uses);
  else if (table->ledger && table->ledger->table)
    ledger_signs_count(table->ledger, uses);
  enum sign rarest = rarest_of(uses, &kinds);
  if (kinds < 2 || (table->form->ledger && is_explained(report, table->form)))
    return;
  struct diag *diag = complain(diags, table->form, uses[rarest].first, uses);
  diag_hint(diags, diag, _("Write 0 where there was none, and one and the same sign where a figure does not apply."));
  for (enum sign s = SIGN_ZERO; s < SIGN_COUNT; s++)
    if (uses[s].count > 0 && s != rarest)
      diag_relate(diags, diag, uses[s].first, "%s", sign_words(s));
}

void check_blanks(struct arena *arena, struct diags *diags, const struct facts *facts)
{
  (void)arena;
  for (size_t t = 0; t < facts->count; t++)
    signs_check(diags, facts->report, &facts->tables[t]);
}
