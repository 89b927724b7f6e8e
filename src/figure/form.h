/* Forms: what tables a report has, as data (layouts/forms/NAME.yaml). A form table has two faces, kept apart: its
 * figures (rows of keys by columns of keys, with totals and rules) and its grid (what is printed where). So a figure's
 * row may stand as a group of columns on paper (table four), and a block may have columns that line up with nothing
 * above (the 2019 form). Adding a form needs no C. */
#ifndef NIANBAO_FIGURE_FORM_H
#define NIANBAO_FIGURE_FORM_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/diag.h"
#include "model/table.h"
#include "source/named.h"

enum figure_kind {
  FIGURE_COUNT,  /* a non-negative integer */
  FIGURE_AMOUNT, /* a non-negative decimal, up to `decimals` */
  FIGURE_CHANGE  /* a signed integer (增减) */
};

struct form_column {
  const char *key;
  const char *name; /* as messages say it */
  enum figure_kind kind;
  uint8_t decimals;
  const char *unit;  /* of an amount: 万元; or NULL */
  bool total;        /* the sum of the others; need not be written */
  const char *label; /* as printed */
};

/* A row of figures. path is what the source and ${…} use below the table: "新收", "不予公开.国家秘密". */
struct form_row {
  const char *path;
  const char *name;
  size_t columns; /* index of its column set in form_table.column_sets */
  bool total;     /* the sum of rows (then sum_of lists them); need not be written */
  size_t *sum_of; /* row indices; those of a total row may be totals themselves, never in a circle */
  size_t sum_count;
  const char *label; /* as printed */
  struct span span;
};

struct form_columns {
  struct form_column *items; /* one item with the key "": the row has a single cell */
  size_t count, capacity;
  size_t total; /* index of the total column, or SIZE_MAX */
};

/* A named group of rows: ${申请.不予公开} is the sum of its rows. Total rows inside it are not counted again. */
struct form_group {
  const char *path;
  const char *name;
  bool nested; /* a level of the source; else a name for ${…} only (行政诉讼) */
  size_t *rows;
  size_t count;
  const char *label; /* as printed */
};

enum rule_scope { RULE_EACH_COLUMN, RULE_EACH_ROW };

/* One equation of a table. Terms are row indices (RULE_EACH_COLUMN) or column indices (RULE_EACH_ROW), added up on
 * either side. */
struct form_rule {
  enum diag_code code;
  enum rule_scope scope;
  const char *words; /* the rule in words, from the form */
  size_t *left, *right;
  size_t left_count, right_count;
  size_t columns; /* RULE_EACH_ROW: rows with this column set only */
  struct span span;
};

/* A term of a rule that looks back: a row (RULE_EACH_COLUMN) or a column (RULE_EACH_ROW) of this year's table or of
 * last year's. */
struct form_year_term {
  const char *key; /* as in the equation */
  bool previous;
  bool minus;
  size_t index; /* of this year's row or column */
};

struct ledger_rule;

/* Y1, Y2: one cell of this year is what others, some of last year's report, come to. */
struct form_year_rule {
  enum diag_code code;
  enum rule_scope scope;
  const char *words;
  size_t table;                 /* in form.tables */
  size_t columns;               /* the column set it holds for */
  struct form_year_term *terms; /* the first is the left side */
  size_t term_count, term_capacity;
  const struct ledger_rule *figures; /* of ledgers: its right side is of last year's tables, and the rest is not set */
};

/* A cell that another form knows by another name. */
struct form_year_name {
  const char *form;         /* last year's */
  const char *here, *there; /* 主动公开.规章.现行有效, 主动公开.规章.对外公开 */
};

/* --- the grid, as printed --- */

enum grid_kind { GRID_BAND, GRID_CORNER, GRID_DIAGONAL, GRID_HEAD, GRID_STUB, GRID_FIGURE, GRID_BLANK };

struct grid_cell {
  enum grid_kind kind;
  uint32_t row, column, row_span, column_span;
  /* The label, in pieces between which a line may best be broken. GRID_DIAGONAL: two or three labels, the rows' first,
   * the columns' last. */
  const char *const *phrases;
  size_t phrase_count;
  size_t figure_row, figure_column; /* GRID_FIGURE */
  bool group; /* a stub cell over several rows: its label is repeated where the table breaks inside it */
  bool total;
  int indent; /* stub, in em */
  struct span span;
};

/* Width of a grid column: `chars` Han characters of the cell's text plus padding as a minimum, and a share of what is
 * left over. */
struct grid_width {
  int chars;
  int share;
};

struct form_grid {
  uint32_t rows, columns;
  uint32_t head_rows; /* repeated on each page */
  struct grid_width *widths;
  struct grid_cell *cells; /* by row, then column; every place covered exactly once */
  size_t count, capacity;
};

struct form_ledger;
struct ledger_rules;

struct form_table {
  const char *key; /* 主动公开 */
  const char *title;
  const char *alt; /* a sentence that says what the table shows, for those who cannot see it; or NULL */
  bool turned;     /* stands on pages of its own, a quarter turned (TB-13) */
  struct table_setting setting;
  struct form_columns *column_sets;
  size_t column_set_count, column_set_capacity;
  struct form_row *rows;
  size_t row_count, row_capacity;
  struct form_group *groups;
  size_t group_count, group_capacity;
  struct form_rule *rules;
  size_t rule_count, rule_capacity;
  size_t *totals; /* the total rows, each behind those it adds up */
  size_t total_count;
  struct form_grid grid;
  bool optional;                   /* a report may do without it */
  struct form_ledger *ledger;      /* figure/ledger.h; then there are no rows, groups and grid. NULL: a grid */
  const struct node *ledger_rules; /* as written; or NULL */
  struct span span;
};

/* A section that the form asks for (S5). */
struct form_section {
  const char *title;
  const char *const *variants; /* other wordings that are as good */
  size_t variant_count;
  const char *table;       /* the table that belongs there, or NULL */
  const char *const *says; /* words of a statement that belongs there, any of them; a bare 无 lacks it */
  size_t says_count;
  bool optional; /* a report may do without it */
  bool tables;   /* those that belong to no other section stand here */
};

struct form_prose; /* form_prose.h */

struct form {
  const char *name; /* disclosure-2021 */
  const char *title;
  int first_year, last_year;  /* 0: open */
  const char *before, *after; /* the forms of the years before and after, or NULL */
  struct form_section *sections;
  size_t section_count;
  struct form_table *tables;
  size_t table_count, table_capacity;
  struct form_year_rule *year_rules;
  size_t year_rule_count, year_rule_capacity;
  struct form_year_name *year_names;
  size_t year_name_count, year_name_capacity;
  struct named_line line;         /* of form files: its own, and those that it is from */
  const char *layouts;            /* the folder that its own folder lies in; NULL where it was read from elsewhere */
  const struct form_prose *prose; /* how running text speaks of the figures; or NULL */
  struct ledger_rules *rules;     /* over tables (figure/ledger.h) */
};

/* Reads and checks layouts_dir/forms/NAME.yaml. An unknown name is reported at `place` with the nearest known ones.
 * NULL after errors. */
struct form *form_load(struct arena *arena, struct files *files, const char *layouts_dir, const char *name,
                       struct span place, struct diags *diags);
/* The form that a tree holds; `name` is the one it was asked for by. NULL after errors. */
struct form *form_read(struct arena *arena, const struct files *files, const struct node *root, const char *name,
                       struct diags *diags);
const struct form_table *form_table(const struct form *form, const char *key);         /* or NULL */
const struct form_row *form_row(const struct form_table *table, const char *path);     /* or NULL */
const struct form_group *form_group(const struct form_table *table, const char *path); /* or NULL */

struct form_cell {
  size_t table, row, column;
};

/* The cell of a full name such as 申请.新收.自然人; a row with a single cell has none behind it. `out` may be NULL. */
bool form_cell(const struct form *form, const char *name, struct form_cell *out);

void form_dump(FILE *out, const struct form *form);

#endif
