/* The steps from the figures of a ledger as written to its table: lines read, codes linked, cells laid out.
 * figure/'s own. */
#ifndef NIANBAO_FIGURE_LEDGER_READER_H
#define NIANBAO_FIGURE_LEDGER_READER_H

#include "figure/figures.h"
#include "figure/form_ledger.h"

struct ledger_reader {
  struct arena *arena;
  const struct files *files;
  struct diags *diags;
  const struct form_table *form;
  const struct form_ledger *frame;
  struct ledger *ledger;
  size_t *rows; /* of each line of the form: the ledger's line, as an index + 1; 0: not given */
};

/* ledger_fill.c: the cells of a line, out of a list, a mapping or one value. */
void ledger_fill(const struct ledger_reader *reader, struct ledger_line *line, const struct node *value);
/* Computed where it is not written: by its formula, as a total, as the sum of lines. */
bool ledger_is_derived(const struct form_ledger *frame, const struct ledger_line *line, size_t column);
/* Columns of figures that the source must give and does not (S1). */
void ledger_complain_missing(const struct ledger_reader *reader, struct ledger_line *line);
/* The line as the source would name it: 收入决算表.205. */
const char *ledger_line_place(const struct ledger_reader *reader, const struct ledger_line *line);

/* ledger_codes.c: levels and parents of all lines; codes that are impossible, twice, orphaned, out of order
 * (code-bad). */
void ledger_codes_link(const struct ledger_reader *reader);

/* ledger_lay.c: the lines as rows of a table. False beyond a limit. */
bool ledger_lay(const struct ledger_reader *reader);

#endif
