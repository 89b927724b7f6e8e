/* A ledger of the form in a new source: its lines with what their columns are; where the source gives the lines, one as
 * an example. What need not be given stands in comments. */
#include <string.h>

#include "cli/new.h"
#include "figure/ledger.h"

#define BLANK "【待填】"

static bool is_derived(const struct form_ledger *ledger, const struct ledger_row *row, size_t column)
{
  return ledger->formulas[column] || ledger->head.columns[column].total || (row && row->formulas[column]);
}

/* What the source gives of a line: the figures that are not computed, and words behind them. */
static void put_columns(GString *out, const struct form_ledger *ledger, const struct ledger_side *side,
                        const struct ledger_row *row)
{
  const char *before = "  # ";
  for (uint32_t c = side->first + (row ? side->labels : 1); c < side->first + side->count; c++) {
    const struct table_column *column = &ledger->head.columns[c];
    if (column->ordinal || (ledger->formats[c].given && is_derived(ledger, row, c)))
      continue;
    g_string_append_printf(out, "%s%s", before, column->name);
    before = "、";
  }
}

static bool is_given(const struct form_ledger *ledger, const struct ledger_row *row)
{
  const struct ledger_side *side = &ledger->sides[row->side];
  for (uint32_t c = side->first + side->labels; !row->sum && row->key && c < side->first + side->count; c++)
    if (ledger->formats[c].given && !is_derived(ledger, row, c))
      return true;
  return false;
}

/* A line that may be left out stands in a comment. */
static void put_lines(GString *out, const struct form_ledger *ledger, size_t side, int indent)
{
  for (size_t i = 0; i < ledger->row_count; i++) {
    const struct ledger_row *row = &ledger->rows[i];
    if (row->side != side || !is_given(ledger, row))
      continue;
    g_string_append_printf(out, "%*s%s%s: " BLANK, indent, "", row->missing == LEDGER_OMITTED ? "# " : "", row->key);
    put_columns(out, ledger, &ledger->sides[side], row);
    g_string_append_c(out, '\n');
  }
}

static bool has_lines(const struct form_ledger *ledger, size_t side)
{
  for (size_t i = 0; i < ledger->row_count; i++)
    if (ledger->rows[i].side == side && ledger->rows[i].missing != LEDGER_OMITTED && is_given(ledger, &ledger->rows[i]))
      return true;
  return false;
}

/* Rows by code or label: the first that the form has a name for, or words that say what to write. */
static void put_open(GString *out, const struct form_ledger *ledger)
{
  g_string_append(out, ledger->head.empty.count ? "    # 没有数据时写 []；每行一个编码或名称，后面依次写：\n"
                                                : "    # 每行一个编码或名称，后面依次写：\n");
  g_string_append(out, "    #");
  put_columns(out, ledger, &ledger->sides[0], NULL);
  g_string_append(out, "\n");
  if (ledger->names && ledger->names->as.map.count)
    g_string_append_printf(out, "    %s: " BLANK "  # %s\n", ledger->names->as.map.pairs[0].key->as.scalar.text,
                           ledger->names->as.map.pairs[0].value->as.scalar.text);
}

void new_write_ledger(GString *out, const struct form_table *table)
{
  const struct form_ledger *ledger = table->ledger;
  g_string_append_printf(out, "  # %s\n  %s:\n", table->title, table->key);
  if (ledger->open) {
    put_open(out, ledger);
    return;
  }
  if (ledger->side_count == 1) {
    put_lines(out, ledger, 0, 4);
    return;
  }
  for (size_t s = 0; s < ledger->side_count; s++) {
    g_string_append_printf(out, "    %s:%s\n", ledger->sides[s].key, has_lines(ledger, s) ? "" : " {}");
    put_lines(out, ledger, s, 6);
  }
}
