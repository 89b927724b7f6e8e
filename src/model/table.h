/* A free table: one that stands in the source with its columns and rows, as against those of a form. The trees of
 * columns and rows are flat here, and the grid is regular whatever was written: what did not fit has been reported. */
#ifndef NIANBAO_MODEL_TABLE_H
#define NIANBAO_MODEL_TABLE_H

#include "model/report.h"

enum table_align { TABLE_ALIGN_AUTO, TABLE_ALIGN_START, TABLE_ALIGN_CENTRE, TABLE_ALIGN_END, TABLE_ALIGN_DECIMAL };
enum table_width { TABLE_WIDTH_CONTENT, TABLE_WIDTH_CHARS, TABLE_WIDTH_MM, TABLE_WIDTH_SHARE };

/* How the table is set where the layout leaves a choice: what becomes of it if it is too wide for the page (TB-13,
 * TB-14), and in how many strips side by side it stands (TB-14; 1: as it is). */
enum table_wide { TABLE_WIDE_LAYOUT, TABLE_WIDE_ERROR, TABLE_WIDE_TURN, TABLE_WIDE_FOLD };

struct table_setting {
  enum table_wide wide;
  int across;
};

enum { TABLE_ACROSS_MAX = 4 };

/* Reads the values of `wide` and `across`, each NULL where it is left out: of a table in a source and of a form's. A
 * wrong `wide` is reported. */
struct table_setting table_setting_read(const struct node *wide, const struct node *across, struct diags *diags);

struct table_column {
  const char *name;               /* for messages, with those of the heads above: 收入.预算数 */
  const char *key;                /* as ${…} names it: its own words, unless it says otherwise */
  const struct node *format;      /* as written, or NULL */
  const struct node *placeholder; /* what stands for a blank, a 0 or a "-"; as written, or NULL */
  const struct node *formula;     /* of a form: what it comes to in each row; or NULL */
  enum table_align align;
  enum table_width width;
  int amount;      /* of the width: characters, 1/1000 mm, parts */
  bool total;      /* the sum of the columns under the same head */
  bool not_summed; /* takes part in no sum */
  bool indents;    /* the rows’ indents are set here */
  bool hidden;     /* of a form: it is reckoned with, but not printed */
  bool ordinal;    /* of a form: its cells number the lines */
  uint32_t parent; /* which head it stands under, as an index + 1; 0: none */
  struct span span;
};

/* A cell of the head: of one column, or over several. */
struct table_head {
  const char *name; /* as written, without the | that divide it */
  uint32_t row, column, row_span, column_span;
  uint32_t parent; /* index + 1 */
  struct inlines label, unit;
  struct span span;
};

enum table_cell_kind {
  TABLE_CELL_TEXT,
  TABLE_CELL_FIGURE, /* a plain number: [+-] digits [. digits] */
  TABLE_CELL_BLANK,
  TABLE_CELL_SUM /* not written, to be computed */
};

struct table_cell {
  enum table_cell_kind kind;
  uint32_t column, span;
  const char *number;  /* FIGURE: as written */
  struct inlines text; /* TEXT */
  struct inlines note; /* printed behind it in brackets */
  const char *mark;    /* printed right behind it, outside the alignment; or NULL */
  const char *line;    /* for messages, where the row has two sides: what its side is called; else NULL */
  int indent;          /* beside that of its row, in em */
  bool label;          /* heads its side of the row */
  struct span place;
};

struct table_row {
  const char *name;    /* for messages: its label, or its number */
  size_t first, count; /* of the table's cells: from column `depth` to the last, without gaps */
  uint32_t depth;      /* so many groups stand before it */
  uint32_t group;      /* the innermost, as an index + 1; 0: none */
  int indent;          /* TB-09, in em */
  bool head;           /* a sub-heading over all columns */
  bool total;          /* of the rows of its group */
  bool sum;            /* and it must be their sum */
  struct span span;
};

/* Rows under one label, which stands in column `column` beside them. */
struct table_group {
  uint32_t row, row_count, column; /* no rows: all of them were reported */
  uint32_t parent;                 /* index + 1 */
  struct inlines label;
  struct span span;
};

struct free_table {
  size_t index;     /* among those of the report */
  const char *name; /* as ${…} names it, or NULL */
  struct table_column *columns;
  size_t column_count, column_capacity;
  struct table_head *heads; /* a head before those below it; from left to right */
  size_t head_count, head_capacity;
  uint32_t head_rows;
  uint32_t stub; /* the column of the rows' own labels, behind those of groups */
  struct table_row *rows;
  size_t row_count, row_capacity;
  struct table_cell *cells;
  size_t cell_count, cell_capacity;
  struct table_group *groups; /* a group before those inside it */
  size_t group_count, group_capacity;
  struct table_setting setting;
  struct inlines unit;  /* of all figures; count 0: none */
  struct inlines empty; /* what is printed where there are no rows */
  struct span span;
};

/* Reads the mapping into part->table, caption and note, and the file that it names for its rows. Reports everything;
 * part->table stays NULL where no columns can be made out, or a limit was passed. */
void free_table_read(struct arena *arena, struct files *files, const struct node *map, struct report *report,
                     struct part *part, struct diags *diags);

/* For a table whose columns stand in a form (figure/ledger.h): its columns, and single cells of it. A column of a form
 * has more properties. False where there are none, or more than the limit. */
bool free_table_read_columns(struct arena *arena, const struct files *files, const struct node *list,
                             struct free_table *table, struct diags *diags);
void free_table_read_cell(struct arena *arena, const struct files *files, const struct node *node,
                          const struct free_table *table, uint32_t column, const char *row, struct table_cell *cell,
                          struct diags *diags);
/* Whether the column is called so: its key, with as many of the heads above it before that as tell it apart. */
bool free_table_column_is(const struct free_table *table, uint32_t column, const char *path);

void free_table_dump(FILE *out, const struct free_table *table, int level);

#endif
