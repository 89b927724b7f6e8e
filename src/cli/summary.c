/* The table after several sources: what became of each, and how many of each kind. */
#include <glib.h>

#include "base/show.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "cli/cli.h"

void outcome_count(struct outcome *outcome, const struct diags *diags)
{
  outcome->errors = diags->errors;
  outcome->warnings = diags->count - diags->errors;
  outcome->status = diags_exit_status(diags);
}

enum state { STATE_GOOD, STATE_WARNED, STATE_WRONG, STATE_CRASHED, STATE_COUNT };

static enum state state_of(const struct outcome *outcome)
{
  if (outcome->status == EXIT_BUG)
    return STATE_CRASHED;
  if (outcome->status != EXIT_DONE || outcome->errors > 0)
    return STATE_WRONG;
  return outcome->warnings > 0 ? STATE_WARNED : STATE_GOOD;
}

static const char *state_name(enum state state)
{
  switch (state) {
  case STATE_GOOD:
    return _("passed");
  case STATE_WARNED:
    return _("warnings");
  case STATE_WRONG:
    return _("errors");
  case STATE_CRASHED:
    return _("crashed");
  case STATE_COUNT:
    break;
  }
  g_assert_not_reached();
}

static size_t columns_of(const char *text)
{
  size_t columns = 0;
  for (size_t at = 0; text[at];)
    columns += (size_t)utf8_terminal_width(utf8_next(text, &at));
  return columns;
}

static void pad(GString *out, size_t columns)
{
  for (size_t i = 0; i < columns; i++)
    g_string_append_c(out, ' ');
}

/* In a column of so many terminal columns; Chinese characters take two each. */
static void put_left(GString *out, const char *text, size_t width)
{
  size_t columns = columns_of(text);
  g_string_append(out, text);
  pad(out, width > columns ? width - columns : 0);
}

static void put_right(GString *out, const char *text, size_t width)
{
  size_t columns = columns_of(text);
  pad(out, width > columns ? width - columns : 0);
  g_string_append(out, text);
}

static void put_number(GString *out, size_t number, size_t width)
{
  char digits[24];
  g_snprintf(digits, sizeof digits, "%zu", number);
  put_right(out, digits, width);
}

#define COUNT_COLUMNS 10

struct table {
  GString *out;
  const struct options *options;
  const struct target *targets;
  size_t state_columns;
};

static size_t widest_state(void)
{
  size_t widest = columns_of(_("state"));
  for (int state = 0; state < STATE_COUNT; state++)
    widest = MAX(widest, columns_of(state_name((enum state)state)));
  return widest;
}

static void put_head(const struct table *table)
{
  put_left(table->out, _("state"), table->state_columns);
  put_right(table->out, _("errors"), COUNT_COLUMNS);
  put_right(table->out, _("warnings"), COUNT_COLUMNS);
  if (table->targets)
    put_right(table->out, _("pages"), COUNT_COLUMNS);
  g_string_append_printf(table->out, "  %s\n", _("source"));
}

static void put_source(const struct table *table, size_t source, const struct outcome *outcome)
{
  put_left(table->out, state_name(state_of(outcome)), table->state_columns);
  put_number(table->out, outcome->errors, COUNT_COLUMNS);
  put_number(table->out, outcome->warnings, COUNT_COLUMNS);
  if (table->targets)
    put_number(table->out, outcome->pages, COUNT_COLUMNS);
  g_string_append(table->out, "  ");
  show_text(table->out, table->options->sources[source]);
  if (table->targets && outcome->pages > 0) {
    g_string_append(table->out, " → ");
    show_text(table->out, table->targets[source].path);
  }
  g_string_append(table->out, outcome->characters_unlooked ? _(" (characters not checked: no fonts)") : "");
  g_string_append_c(table->out, '\n');
}

static void put_numbers(const struct table *table, const struct outcome *outcomes)
{
  size_t counts[STATE_COUNT] = {0};
  for (size_t i = 0; i < table->options->source_count; i++)
    counts[state_of(&outcomes[i])]++;
  if (counts[STATE_CRASHED] == 0)
    g_string_append_printf(table->out, _("%1$zu sources: %2$zu passed, %3$zu with warnings, %4$zu with errors"),
                           table->options->source_count, counts[STATE_GOOD], counts[STATE_WARNED], counts[STATE_WRONG]);
  else
    g_string_append_printf(table->out,
                           _("%1$zu sources: %2$zu passed, %3$zu with warnings, %4$zu with errors, %5$zu that the "
                             "program failed on"),
                           table->options->source_count, counts[STATE_GOOD], counts[STATE_WARNED], counts[STATE_WRONG],
                           counts[STATE_CRASHED]);
  g_string_append_c(table->out, '\n');
}

void summary_print(const struct options *options, const struct outcome *outcomes, const struct target *targets)
{
  if (options->source_count < 2 || options->quiet)
    return;
  struct table table = {g_string_new(NULL), options, targets, widest_state()};
  put_head(&table);
  for (size_t i = 0; i < options->source_count; i++)
    put_source(&table, i, &outcomes[i]);
  put_numbers(&table, outcomes);
  fflush(stderr); /* what was found stands above */
  fwrite(table.out->str, 1, table.out->len, stdout);
  g_string_free(table.out, TRUE);
}
