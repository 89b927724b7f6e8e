/* S3: blank, 0, "-" and "/" mixed in one table. They never mean the same; a reader of a table with several of them
 * cannot tell which is which. */
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

static void signs_count(const struct fact_table *table, struct sign_use uses[SIGN_COUNT])
{
  for (size_t r = 0; r < table->form->row_count; r++) {
    size_t columns = table->form->column_sets[table->form->rows[r].columns].count;
    for (size_t c = 0; c < columns; c++) {
      const struct fact *fact = fact_at(table, r, c);
      enum sign sign = sign_of(fact);
      if (sign == SIGN_NONE || !fact->written)
        continue;
      if (uses[sign].count++ == 0)
        uses[sign].first = fact->span;
    }
  }
}

static void signs_check(struct diags *diags, const struct fact_table *table)
{
  struct sign_use uses[SIGN_COUNT] = {{0, SPAN_NONE}};
  signs_count(table, uses);
  int kinds = 0;
  enum sign rarest = SIGN_NONE;
  for (enum sign s = SIGN_ZERO; s < SIGN_COUNT; s++) {
    kinds += uses[s].count > 0;
    if (uses[s].count > 0 && (rarest == SIGN_NONE || uses[s].count <= uses[rarest].count))
      rarest = s;
  }
  if (kinds < 2)
    return;
  struct diag *diag = diag_add(
      diags, DIAG_S3, uses[rarest].first,
      _("The table “%s” mixes signs for no figure: 0 in %zu cells, blank in %zu, “-” in %zu, “/” in %zu."),
      table->form->key, uses[SIGN_ZERO].count, uses[SIGN_BLANK].count, uses[SIGN_DASH].count, uses[SIGN_SLASH].count);
  diag_hint(diags, diag, _("Write 0 where there was none, and one and the same sign where a figure does not apply."));
  for (enum sign s = SIGN_ZERO; s < SIGN_COUNT; s++)
    if (uses[s].count > 0 && s != rarest)
      diag_relate(diags, diag, uses[s].first, "%s", sign_words(s));
}

void check_blanks(struct arena *arena, struct diags *diags, const struct facts *facts)
{
  (void)arena;
  for (size_t t = 0; t < facts->count; t++)
    signs_check(diags, &facts->tables[t]);
}
