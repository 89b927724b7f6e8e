/* The steps that make facts, each in its own file: read the cells, compute the totals, run the checks. Nothing outside
 * figure/ sees these. */
#ifndef NIANBAO_FIGURE_FIGURES_H
#define NIANBAO_FIGURE_FIGURES_H

#include "figure/facts.h"
#include "model/table.h"

/* Which cell a message speaks of. */
struct figure_place {
  const char *table;
  const struct form_row *row;
  const struct form_column *column;
};

/* 申请.新收.自然人, as the source and ${…} would have it. */
const char *figure_place_name(struct arena *arena, struct figure_place place);

/* A text of the source for a message: long ones cut to their beginning. */
const char *figure_quote(struct arena *arena, const char *text);

/* Longer numbers are slips, and the sums of a whole table of such numbers still fit 64 bits. */
#define FIGURE_DIGITS_MAX 14

/* One cell as written: a figure, ~, "-", "/", or {value, note}. Anything else is reported (figure-bad) and leaves the
 * fact FACT_ABSENT. */
void figure_cell_read(struct arena *arena, struct diags *diags, struct figure_place place, const struct node *node,
                      struct fact *out);
/* A figure that the column can hold, as written. */
bool figure_parse(const struct form_column *column, const char *text, dec *out);
void figure_explain(struct arena *arena, struct diags *diags, struct figure_place place, const struct node *node);

/* The figures of all tables; rows and columns that are missing or unknown are reported (S1). */
void figures_read(struct arena *arena, struct diags *diags, struct facts *facts);

/* Computes every total that is not written. */
void totals_compute(struct arena *arena, struct diags *diags, struct fact_table *table);

void check_rules(struct arena *arena, struct diags *diags, struct facts *facts);        /* C1–C4 */
void check_year(struct arena *arena, struct diags *diags, const struct facts *facts);   /* S2 */
void check_blanks(struct arena *arena, struct diags *diags, const struct facts *facts); /* S3 */
/* S5. Gives for each section of the form the number of the report's section that it is, or SIZE_MAX. */
const size_t *check_sections(struct arena *arena, struct diags *diags, const struct facts *facts);
/* charts.c: the figures of all charts, when those of the tables are known. */
void charts_resolve(struct arena *arena, struct diags *diags, struct facts *facts);
void check_previous(struct diags *diags, const struct report *report);
/* S5, name-unknown. `found` is what check_sections gave; NULL without a form. */
void check_tables(struct arena *arena, struct diags *diags, const struct facts *facts, const size_t *found);

/* --- free tables --- */

/* free_figures.c: the figures of all free tables read, totalled, checked (table-sum) and printed. */
void free_facts_resolve(struct arena *arena, struct diags *diags, struct facts *facts);

/* How a column prints its figures. */
struct column_format {
  int decimals; /* -1: as many as there are */
  bool percent, thousands, ten_thousands, sign;
  bool given; /* there is one: what looks like a figure must be one */
};

/* free_format.c. NULL, and what is reported as wrong: as they are written. */
void column_format_read(struct arena *arena, struct diags *diags, const struct node *node, struct column_format *out);
/* The number in the format, with U+2212 for minus (TB-16). `rounded`: digits were lost that the value had. NULL where
 * the number becomes too large. */
const char *column_format_print(struct arena *arena, const struct column_format *format, dec value, bool *rounded);

/* free_sums.c: totals of rows and columns are computed where they are not written, else checked. */
struct free_figures {
  struct arena *arena;
  struct diags *diags;
  const struct facts *facts;
  const struct free_table *table;
  struct column_format *formats; /* of each column */
  struct free_fact *cells;       /* as table->cells */
  bool totals;                   /* there are sums in it */
};

void free_sums_resolve(struct free_figures *figures);
/* Figures of this column are added up. */
bool free_column_counts(const struct free_figures *figures, uint32_t column);

/* --- expressions --- */

enum value_kind { VALUE_NUMBER, VALUE_TEXT, VALUE_NONE };

/* What an expression comes to. */
struct value {
  enum value_kind kind; /* VALUE_NONE: already reported */
  ratio number;
  const char *text; /* as it is printed where nothing is done to it; or NULL */
  bool year;        /* the year itself: 汉字 reads it digit by digit */
};

/* An expression being read. */
struct expression {
  struct arena *arena;
  struct diags *diags;
  const struct facts *facts;
  const char *text;
  size_t at;
  struct span span;
  unsigned depth;
};

/* Where text[begin, end) of the expression stands, as exactly as the span allows. */
struct span expression_span(const struct expression *expression, size_t begin, size_t end);

/* The figure of a path; false after a diagnostic, or where the figure itself has been reported already. */
bool path_resolve(struct expression *expression, const char *path, size_t begin, struct value *out);
/* A hint with the three names nearest to `path`. */
void path_suggest(struct expression *expression, struct diag *diag, const char *path);

/* The value printed by the formats that stand in `formats`, which begins at byte `begin` of the expression; NULL after
 * a diagnostic. */
const char *format_value(struct expression *expression, const struct value *value, const char *formats, size_t begin);
const char *format_han(struct arena *arena, int64_t number);           /* 一百零五 */
const char *format_thousands(struct arena *arena, const char *digits); /* 1234567.8 as 1,234,567.8 */

/* As printed: a negative number has the minus sign U+2212, not a hyphen (TB-16). */
const char *figure_print(struct arena *arena, const char *number);

/* figure_thousands.c: the list with pieces such as 1,333 joined to the figure they were meant to be, which is reported;
 * or the list itself. `needed` columns must be given, `columns` may be. */
const struct node *figure_join_thousands(struct arena *arena, struct diags *diags, const char *row,
                                         const struct node *list, size_t needed, size_t columns);

#endif
