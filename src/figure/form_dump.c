/* The golden format of a form: figures, rules, grid. */
#include <stdio.h>

#include "figure/form_ledger.h"

static void dump_column(FILE *out, const struct form_column *column)
{
  static const char *const kinds[] = {"count", "amount", "change"};
  fprintf(out, " %s", column->key[0] ? column->key : "·");
  if (column->kind != FIGURE_COUNT)
    fprintf(out, ":%s", kinds[column->kind]);
  if (column->decimals)
    fprintf(out, ".%d", column->decimals);
  if (column->unit)
    fprintf(out, "(%s)", column->unit);
  if (column->total)
    fputs(" =", out);
}

static void dump_rows(FILE *out, const struct form_table *table)
{
  for (size_t s = 0; s < table->column_set_count; s++) {
    fprintf(out, "  columns %zu:", s);
    for (size_t c = 0; c < table->column_sets[s].count; c++)
      dump_column(out, &table->column_sets[s].items[c]);
    fputc('\n', out);
  }
  for (size_t r = 0; r < table->row_count; r++) {
    const struct form_row *row = &table->rows[r];
    fprintf(out, "  row %zu: %s columns %zu", r, row->path, row->columns);
    for (size_t i = 0; i < row->sum_count; i++)
      fprintf(out, "%s%zu", i ? "+" : " = ", row->sum_of[i]);
    fputc('\n', out);
  }
}

static void dump_groups(FILE *out, const struct form_table *table)
{
  for (size_t g = 0; g < table->group_count; g++) {
    const struct form_group *group = &table->groups[g];
    fprintf(out, "  group %s%s:", group->path, group->nested ? "" : " (name only)");
    for (size_t i = 0; i < group->count; i++)
      fprintf(out, " %zu", group->rows[i]);
    fputc('\n', out);
  }
}

static void dump_terms(FILE *out, const size_t *terms, size_t count)
{
  for (size_t i = 0; i < count; i++)
    fprintf(out, "%s%zu", i ? "+" : "", terms[i]);
}

static void dump_rules(FILE *out, const struct form_table *table)
{
  for (size_t i = 0; i < table->rule_count; i++) {
    const struct form_rule *rule = &table->rules[i];
    fprintf(out, "  rule %s each %s of columns %zu: ", diag_code_name(rule->code),
            rule->scope == RULE_EACH_COLUMN ? "column" : "row", rule->columns);
    dump_terms(out, rule->left, rule->left_count);
    fputs(" = ", out);
    dump_terms(out, rule->right, rule->right_count);
    fprintf(out, " — %s\n", rule->words);
  }
}

static void dump_cell(FILE *out, const struct grid_cell *cell)
{
  static const char *const kinds[] = {"band", "corner", "diagonal", "head", "stub", "figure", "blank"};
  fprintf(out, "    %u,%u %u×%u %s", cell->row, cell->column, cell->row_span, cell->column_span, kinds[cell->kind]);
  if (cell->kind == GRID_FIGURE)
    fprintf(out, " %zu,%zu", cell->figure_row, cell->figure_column);
  for (size_t i = 0; i < cell->phrase_count; i++)
    fprintf(out, "%s%s", i ? "|" : " ", cell->phrases[i]);
  fprintf(out, "%s%s", cell->group ? " group" : "", cell->total ? " total" : "");
  if (cell->indent)
    fprintf(out, " indent %d", cell->indent);
  fputc('\n', out);
}

static void dump_grid(FILE *out, const struct form_grid *grid)
{
  fprintf(out, "  grid %u×%u head %u widths", grid->rows, grid->columns, grid->head_rows);
  for (uint32_t c = 0; c < grid->columns; c++)
    fprintf(out, " %d+%d", grid->widths[c].chars, grid->widths[c].share);
  fputc('\n', out);
  for (size_t i = 0; i < grid->count; i++)
    dump_cell(out, &grid->cells[i]);
}

static void dump_table(FILE *out, const struct form_table *table, const struct form *form)
{
  fprintf(out, "table %s: %s\n", table->key, table->title);
  if (table->turned)
    fputs("  turned\n", out);
  static const char *const wide[] = {"", " wide=error", " wide=turn", " wide=fold"};
  if (table->setting.wide != TABLE_WIDE_LAYOUT || table->setting.across > 1)
    fprintf(out, "  set%s across=%d\n", wide[table->setting.wide], table->setting.across);
  if (table->alt)
    fprintf(out, "  alt %s\n", table->alt);
  if (table->ledger) {
    form_ledger_dump(out, table->ledger, form);
    return;
  }
  dump_rows(out, table);
  dump_groups(out, table);
  dump_rules(out, table);
  dump_grid(out, &table->grid);
}

static void dump_section(FILE *out, const struct form_section *section)
{
  fprintf(out, "section %s", section->title);
  for (size_t i = 0; i < section->variant_count; i++)
    fprintf(out, " | %s", section->variants[i]);
  if (section->table)
    fprintf(out, " [%s]", section->table);
  if (section->optional)
    fputs(" optional", out);
  fputc('\n', out);
}

static void dump_year_rule(FILE *out, const struct form_year_rule *rule, const struct form *form)
{
  if (rule->figures) {
    fprintf(out, "rule %s last year's on the right:", diag_code_name(rule->code));
    ledger_rule_dump(out, rule->figures, form);
    return;
  }
  fprintf(out, "rule %s each %s of %s, columns %zu:", diag_code_name(rule->code),
          rule->scope == RULE_EACH_COLUMN ? "column" : "row", form->tables[rule->table].key, rule->columns);
  for (size_t i = 0; i < rule->term_count; i++) {
    const struct form_year_term *term = &rule->terms[i];
    fprintf(out, "%s %s%s",
            i == 1        ? " ="
            : i == 0      ? ""
            : term->minus ? " -"
                          : " +",
            term->previous ? "previous." : "", term->key);
  }
  fprintf(out, " — %s\n", rule->words);
}

void form_dump(FILE *out, const struct form *form)
{
  fprintf(out, "form %s: %s\n", form->name, form->title);
  fprintf(out, "years %d..%d before %s after %s\n", form->first_year, form->last_year,
          form->before ? form->before : "-", form->after ? form->after : "-");
  for (size_t i = 0; i < form->section_count; i++)
    dump_section(out, &form->sections[i]);
  for (size_t i = 0; i < form->table_count; i++)
    dump_table(out, &form->tables[i], form);
  ledger_rules_dump(out, form->rules, form);
  for (size_t i = 0; i < form->year_rule_count; i++)
    dump_year_rule(out, &form->year_rules[i], form);
  for (size_t i = 0; i < form->year_name_count; i++)
    fprintf(out, "name in %s: %s is %s\n", form->year_names[i].form, form->year_names[i].here,
            form->year_names[i].there);
}
