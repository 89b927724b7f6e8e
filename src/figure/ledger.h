/* Ledgers: the tables of a form whose print is a free table (model/table.h) and not a grid. The form gives the columns;
 * the lines are the form's own, by key, or the source's, by a code such as 2050101 or by their label. A line is a row
 * of figures, or half of one where a table has two sides (收入 | 支出): then each side has columns and lines of its
 * own.
 *
 * What is computed is a formula of a line or column, the sum of a code's next-level codes, or a total; it is computed
 * where nothing is written, else checked, within the tolerance that the form states. Rules are equations over lines,
 * columns, and tables. A blank counts as not given: in a sum for nothing. */
#ifndef NIANBAO_FIGURE_LEDGER_H
#define NIANBAO_FIGURE_LEDGER_H

#include "base/dec.h"
#include "figure/form.h"
#include "model/table.h"

#define NO_COLUMN     SIZE_MAX
#define LEDGER_LEVELS 8

/* By how much what is written may differ from what it comes to: so much, or so much for each figure added up. */
struct tolerance {
  dec amount;
  bool each;
};

/* How a column prints its figures. */
struct column_format {
  int decimals; /* -1: as many as there are */
  bool percent, thousands, ten_thousands, sign;
  bool given; /* there is one: what looks like a figure must be one */
};

/* What is printed instead; NULL: nothing else. */
struct placeholder {
  const char *blank, *zero, *dash;
};

enum formula_kind { FORMULA_NUMBER, FORMULA_FIGURE, FORMULA_ADD, FORMULA_SUBTRACT, FORMULA_MULTIPLY, FORMULA_DIVIDE };

/* An expression over figures of the form. */
struct formula {
  enum formula_kind kind;
  ratio number;                       /* NUMBER */
  const struct formula *left, *right; /* the four operations */
  const char *name;                   /* FIGURE: as written */
  size_t table;                       /* index in the form */
  const char *line;                   /* its key; NULL: the line at hand */
  size_t column;                      /* NO_COLUMN: the column at hand */
};

/* formula_read.c: the first of its figures, by which it goes; NULL: it has none. */
const struct formula *formula_first_figure(const struct formula *formula);

/* What the names in a formula are. */
enum formula_scope {
  FORMULA_LINES,   /* lines of the table, all in the column at hand */
  FORMULA_COLUMNS, /* columns of the table, all in the line at hand */
  FORMULA_PLACES   /* line.column, or table.line.column */
};

enum ledger_missing { LEDGER_REQUIRED, LEDGER_BLANK, LEDGER_OMITTED };

/* A line that the form itself has. */
struct ledger_row {
  const char *key;
  size_t side;
  const struct node *label;
  const struct node *unit;         /* printed behind the label; or NULL */
  const struct node *cells;        /* words of its other columns, by their names; or NULL */
  const struct node *is;           /* its formula, or a mapping of formulas by column; or NULL */
  const struct formula **formulas; /* by column of the table; NULL where there is none */
  int indent;
  bool band;                   /* a sub-heading over all columns */
  bool gap;                    /* nothing: the other sides go on alone */
  bool sum;                    /* of the source's lines in its side: those that are parts of no other */
  bool foot;                   /* at the end, where all sides stand in line again */
  enum ledger_missing missing; /* where the source does not have it */
  struct span span;
};

/* Columns side by side with lines of their own. */
struct ledger_side {
  const char *key;             /* or NULL: the only one */
  uint32_t first, count;       /* columns */
  uint32_t labels;             /* so many of them, at the left, have words and no figures */
  const char *const *prefixes; /* of the codes that stand here; count 0: all */
  size_t prefix_count;
};

struct ledger_rule {
  const char *words;
  enum formula_scope scope;
  const struct node *text; /* left = right */
  const struct formula *left, *right;
  struct tolerance tolerance;
  size_t table; /* whose names may be short; SIZE_MAX: none */
  struct span span;
};

struct ledger_rules {
  struct ledger_rule *items;
  size_t count, capacity;
};

struct form_ledger {
  struct free_table head;           /* columns and heads */
  struct column_format *formats;    /* by column */
  struct placeholder *placeholders; /* by column */
  const struct formula **formulas;  /* by column; NULL where there is none */
  struct ledger_side *sides;
  size_t side_count;
  struct ledger_row *rows;
  size_t row_count, row_capacity;
  bool open;                    /* the source gives lines */
  size_t levels[LEDGER_LEVELS]; /* lengths of codes */
  size_t level_count;           /* 0: lines go by their labels */
  const struct node *names;     /* code → words, where the source leaves them out; or NULL */
  enum ledger_missing missing;  /* lines of the form that the source does not have */
  struct tolerance tolerance;
  struct inlines caption, note; /* where the report gives none */
  struct ledger_rules rules;
};

/* --- the facts of a ledger --- */

struct ledger_line {
  const char *key;  /* as paths name it: 总计, 205 */
  const char *name; /* as messages do */
  size_t side;
  const struct ledger_row *row; /* of the form; NULL: the source's own */
  const struct node *label;     /* of the source's own */
  const struct node **cells;    /* by column of the table, as written; NULL: nothing is */
  const char *code;             /* or NULL */
  size_t level;
  size_t parent, child, next; /* by code: index + 1; 0: none */
  int indent;
  bool band;
  bool given;     /* the source has it */
  bool lacks;     /* figures that must be there; reported */
  uint32_t place; /* the row of the table */
  struct span span;
};

enum ledger_state { LEDGER_UNKNOWN, LEDGER_UNDER_WAY, LEDGER_KNOWN };

struct ledger {
  const struct form_table *form;
  struct free_table *table; /* NULL: there are no figures that could be read, which has been reported */
  struct free_fact *facts;  /* as table->cells */
  struct ledger_line *lines;
  size_t count, capacity;
  bool full;                 /* there are more than the limit, which has been reported */
  uint32_t *cells;           /* row × column: index + 1 of the table's cell; 0: covered by one before it */
  enum ledger_state *states; /* as table->cells */
  const size_t *sorted;      /* lines by key, then side */
};

/* The level of a code, from 0; SIZE_MAX: it is none. */
size_t ledger_level(const struct form_ledger *frame, const char *code);
/* The side where a code stands, or SIZE_MAX. */
size_t ledger_side_of_code(const struct form_ledger *frame, const char *code);

/* The cell of a line in a column; NULL where it has none of its own. */
const struct table_cell *ledger_cell(const struct ledger *ledger, const struct ledger_line *line, size_t column);
/* The line of a key, or of “side.key”; NULL: there is none, or several. */
const struct ledger_line *ledger_line(const struct ledger *ledger, const char *path);
/* The column for which none need be named: the total of the side, or its only one with figures. */
bool ledger_default_column(const struct form_ledger *frame, const struct ledger_side *side, size_t *out);

enum ledger_found { LEDGER_NOT_FOUND, LEDGER_NEEDS_COLUMN, LEDGER_FOUND };

/* 205, 205.决算数, 收入.总计, 合计.预算数.小计. */
enum ledger_found ledger_path(const struct ledger *ledger, const char *path, const struct ledger_line **line,
                              size_t *column);

#endif
