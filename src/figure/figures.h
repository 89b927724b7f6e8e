/* The steps that make facts, each in its own file: read the cells, compute the totals, run the checks. Nothing outside
 * figure/ sees these. */
#ifndef NIANBAO_FIGURE_FIGURES_H
#define NIANBAO_FIGURE_FIGURES_H

#include "figure/facts.h"
#include "figure/ledger.h"
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

/* What reading the figures of one source needs. Sources are read for one another – last year's, the bodies' of a
 * district –; `outer` leads to the source that asked for this one, so that no circle is entered. */
struct figures_context {
  struct arena *arena;
  struct files *files;
  struct diags *diags;
  const char *source; /* its file, as messages name it */
  const struct figures_context *outer;
  const struct form *form;        /* of the source that asked: not read again */
  struct picture_cache *pictures; /* of earlier runs; or NULL */
};

/* facts.c: the tables of a form, nothing in them. */
struct fact_table *tables_new(struct arena *arena, const struct form *form);
/* Figures read, added up over bodies and totalled; no checks, no words. `form` NULL: no tables. Never NULL. */
struct facts *facts_read_tables(struct figures_context *context, const struct report *report, const struct form *form);

/* What need not be there. */
enum figures_gaps {
  GAPS_NONE,
  GAPS_TABLES, /* whole tables: of the own figures of a district */
  GAPS_ALL     /* anything: what is not written is the sum over the bodies */
};

/* figures_read.c: the figures of one table. */
void figures_table_read(const struct figures_context *context, enum figures_gaps gaps, struct fact_table *table,
                        const struct pair *pair);
/* figures_csv.c: what {csv: path} stands for, as if it were written in the source; the pair itself where it is none.
 * NULL after a diagnostic. */
const struct pair *figures_from_csv(const struct figures_context *context, const struct form_table *form,
                                    const struct pair *pair);
/* label_plain.c: without numbers in front, blanks, marks and widths, in which people's copies of a label differ. */
const char *figure_label_plain(struct arena *arena, const char *text);
/* "甲, 乙, 丙" */
const char *figure_names_join(struct arena *arena, const char *const *names, size_t count);

/* figures_foreign.c: the form of the years before or after whose rows the figures have instead of their own form's,
 * which is reported (S1); or NULL. */
const struct form *figures_find_foreign(const struct figures_context *context, const struct form *form,
                                        const struct report *report, const struct node *figures);
/* The table `key` is one of those that have the other form's rows; `other` may be NULL. */
bool figures_are_foreign(struct arena *arena, const struct form *form, const struct form *other,
                         const struct node *figures, const char *key);

/* figures_tables.c: the figures of all tables; rows and columns that are missing or unknown are reported (S1). */
void figures_read(struct figures_context *context, struct facts *facts);
/* The figures under “own” into `tables`: a table may be missing, but not a row of it. */
void figures_read_own(const struct figures_context *context, const struct form *form, const struct node *figures,
                      struct fact_table *tables);

/* other.c: another source that this one builds on, read for its figures alone. */
struct other_source {
  const char *name;               /* of the file, as messages have it */
  uint32_t file;                  /* 0: could not be read */
  const struct report *report;    /* NULL: nothing could be made of it */
  struct facts *facts;            /* NULL likewise; without tables where it follows a form that cannot be used */
  struct diags diags;             /* what is wrong in its figures, rules C1–C4 included, or with the file */
  struct diags words;             /* and with the rest of it */
  struct figures_context context; /* for what it builds on itself */
};
enum other_refusal {
  OTHER_GOOD,    /* what could be read is there */
  OTHER_UNREAD,  /* no such file, or no report: diags say why */
  OTHER_CIRCLE,  /* it is this source, or one that asked for it */
  OTHER_TOO_DEEP /* more than LIMIT_NESTED_SOURCES are read for one another */
};
/* `path` is relative to the folder of the source. All is allocated in `arena`. */
enum other_refusal other_read(const struct figures_context *context, struct arena *arena, const char *path,
                              struct other_source *out);
/* The first error among what was found, or NULL. */
const struct diag *other_error(const struct diags *diags);

/* previous.c: last year's source (facts->previous), and what is wrong with it. */
void previous_read(const struct figures_context *context, struct facts *facts);
/* bodies.c: a district's figures are the sum of its own and of its bodies' (sum_of). What is not written is filled in,
 * what is written is compared (A1); a body that cannot be read makes the sum incomplete (sum-body). */
void bodies_add(const struct figures_context *context, struct facts *facts);

/* A body whose figures are in the sum, or the whole's own. */
struct body {
  const char *name; /* of its source, as it was found; NULL: the whole's own */
  const char *agency;
  const struct fact_table *tables;
};

struct bodies {
  struct body *items;
  size_t count, capacity;
  struct span span; /* of sum_of */
  bool incomplete;
};

/* bodies_sum.c */
void bodies_sum(const struct figures_context *context, const struct bodies *bodies, struct facts *facts);

/* Computes every total that is not written. */
void totals_compute(struct arena *arena, struct diags *diags, struct fact_table *table);

void check_rules(struct arena *arena, struct diags *diags, struct facts *facts);        /* C1–C4 */
void check_year(struct arena *arena, struct diags *diags, const struct facts *facts);   /* S2 */
void check_blanks(struct arena *arena, struct diags *diags, const struct facts *facts); /* S3 */
/* check_words.c: P1, P2, K1, S4 in running text. `cache` (prose_cache.h) may be NULL. */
void check_words(struct arena *arena, struct diags *diags, const struct files *files, const struct facts *facts,
                 struct prose_cache *cache);
/* S5. Gives for each section of the form the number of the report's section that it is, or SIZE_MAX. */
const size_t *check_sections(struct arena *arena, struct diags *diags, const struct facts *facts);
/* check_statements.c, S5: a section that says 无 where the form asks for a statement. `found` as above. */
void check_statements(struct arena *arena, const struct files *files, struct diags *diags, const struct facts *facts,
                      const size_t *found);
/* charts.c: the figures of all charts, when those of the tables are known. */
void charts_resolve(struct arena *arena, struct diags *diags, struct facts *facts);
/* images.c: the files of all pictures. */
void images_resolve(const struct figures_context *context, struct facts *facts);
void check_previous(struct arena *arena, struct diags *diags, struct facts *facts); /* Y1, Y2 */
/* check_previous_ledger.c: one of them that is of ledgers; last year's report has the same form. */
void check_previous_ledger(struct arena *arena, struct diags *diags, struct facts *facts,
                           const struct form_year_rule *rule);
/* S5, name-unknown. `found` is what check_sections gave; NULL without a form. */
void check_tables(struct arena *arena, struct diags *diags, const struct facts *facts, const size_t *found);

/* --- free tables --- */

/* free_figures.c: the figures of all free tables read, totalled, checked (table-sum) and printed. */
void free_facts_resolve(struct arena *arena, struct diags *diags, struct facts *facts);

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
  const bool *numbered;          /* by column: some cell of it is a figure; NULL: all may have one */
};

/* free_figures.c: what is written as numbers; all numbers as they are printed. */
void free_figures_read(const struct free_figures *figures);
void free_figures_print(const struct free_figures *figures);
void free_sums_resolve(struct free_figures *figures);
/* The column stands under that head (an index + 1; 0: none, all do). */
bool free_column_under(const struct free_table *table, uint32_t column, uint32_t head);
/* Figures of this column are added up. */
bool free_column_counts(const struct free_figures *figures, uint32_t column);

/* placeholder.c. What is named in `node`; the rest stays as it was. */
void placeholder_read(struct diags *diags, const struct node *node, struct placeholder *out);
void placeholder_put(const struct placeholder *placeholder, const struct table_cell *cell, struct free_fact *fact);

/* path_free.c: the table that the source calls so; the cell of “row.column”. NULL where there is none. */
const struct free_table *free_table_named(const struct facts *facts, const char *name);
const struct table_cell *free_table_path(const struct free_table *table, const char *path);

/* --- ledgers (figure/ledger.h) --- */

/* ledger_read.c: the lines of all ledgers as written (S1), laid out as tables. */
void ledgers_read(struct arena *arena, const struct files *files, struct diags *diags, struct facts *facts);
/* ledger_values.c: what is not written is computed; what is written is checked (sum-code, table-sum, rule). */
void ledgers_resolve(struct arena *arena, struct diags *diags, struct facts *facts);
/* ledger_rules.c: the equations of tables and of the form (rule). */
void check_ledger_rules(struct arena *arena, struct diags *diags, struct facts *facts);

/* --- expressions --- */

enum value_kind { VALUE_NUMBER, VALUE_TEXT, VALUE_NONE };

/* What an expression comes to. */
struct value {
  enum value_kind kind; /* VALUE_NONE: already reported */
  ratio number;
  const char *text; /* as it is printed where nothing is done to it; or NULL */
  bool year;        /* the year itself: 汉字 reads it digit by digit */
  const char *unit; /* 万元, ""  of a count; NULL: goes with everything (typed numbers, products, ratios) */
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
  bool *blank; /* of a chart, where a cell without a figure is a gap: set instead of a complaint; or NULL */
};

/* Where text[begin, end) of the expression stands, as exactly as the span allows. */
struct span expression_span(const struct expression *expression, size_t begin, size_t end);

/* The figure of a path; false after a diagnostic, or where the figure itself has been reported already. */
bool path_resolve(struct expression *expression, const char *path, size_t begin, struct value *out);
/* A hint with the three names nearest to `path` among those of `facts`: this year's, or those of a year before. */
void path_suggest(struct expression *expression, const struct facts *facts, struct diag *diag, const char *path);

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
