/* The parts a form is made of while it is read: labels, the trees of columns and of rows, and the blocks that a table
 * stacks. What comes out is in form.h; nothing outside figure/ sees these. */
#ifndef NIANBAO_FIGURE_FORM_TREE_H
#define NIANBAO_FIGURE_FORM_TREE_H

#include "base/dec.h"
#include "figure/form.h"

struct form_reader {
  struct arena *arena;
  const struct files *files;
  struct diags *diags;
  const char *form;
  const char *table;        /* NULL outside the tables */
  const struct node *names; /* lists of names of codes, by their names; or NULL */
};

/* What grids and ledgers have in common: how a table is called, and how it lies on the page. */
#define FORM_TABLE_FIELDS                                                                                              \
  {"title", FIELD_TEXT, true, 0, 0, "title of the table"},                                                             \
      {"alt", FIELD_TEXT, false, 0, 0, "a sentence for those who cannot see the table"},                               \
      {"turned", FIELD_BOOL, false, 0, 0, "the table stands a quarter turned on pages of its own"},                    \
      {"wide", FIELD_TEXT, false, 0, 0, "turn, fold or error: what becomes of it if it is too wide for the page"},     \
  {                                                                                                                    \
    "across", FIELD_INT, false, 1, TABLE_ACROSS_MAX, "so many strips of its rows stand side by side on a page"         \
  }
void form_table_look_read(const struct form_reader *reader, const struct node *map, struct form_table *table);

struct form_label {
  const char *const *phrases;
  size_t count;
};

struct form_node;

struct form_tree {
  struct form_node *nodes;
  size_t count;
};

/* A column or a row; one with children is only a label over them. */
struct form_node {
  const char *key;  /* NULL: no level of its own */
  const char *name; /* of a level without key: its name in ${…} */
  struct form_label label;
  struct form_tree children;
  uint32_t span; /* a column that is a leaf: how many grid columns it takes */
  int indent;
  enum figure_kind kind;
  uint8_t decimals;
  const char *unit;
  bool total;
  const struct node *sum; /* a row that adds up others: their paths */
  size_t index;           /* a leaf: its figure row or column in the table */
  struct span place;
};

struct form_block {
  struct form_label band, corner, stub_head, diagonal; /* count 0: none */
  bool across;
  uint32_t *stubs;
  size_t stub_count;
  struct form_tree columns, rows;
  size_t column_set;
  struct span place;
};

struct form_blocks {
  struct form_block *items;
  size_t count;
};

/* Reports form-bad, naming the form and the table. `format` is a whole sentence. */
void form_complain(const struct form_reader *reader, struct span place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

bool form_label_read(const struct form_reader *reader, const struct node *node, struct form_label *out);
const char *form_label_text(struct arena *arena, const struct form_label *label);
bool form_key_check(const struct form_reader *reader, const struct node *node);

bool form_tree_read_columns(const struct form_reader *reader, const struct node *list, struct form_tree *out);
bool form_tree_read_rows(const struct form_reader *reader, const struct node *list, struct form_tree *out);
size_t form_tree_leaves(const struct form_tree *tree);
uint32_t form_tree_depth(const struct form_tree *tree);
uint64_t form_tree_width(const struct form_tree *tree); /* grid columns of all leaves */

bool form_blocks_read(const struct form_reader *reader, const struct node *list, struct form_blocks *out);

/* The figures of a table: column sets, rows, groups; then totals (which need all rows), then rules. */
bool form_figures_build(const struct form_reader *reader, struct form_table *table, struct form_blocks *blocks);
bool form_totals_read(const struct form_reader *reader, struct form_table *table, const struct form_blocks *blocks);
bool form_rules_read(const struct form_reader *reader, const struct node *list, struct form_table *table);
/* The rules that look back to last year's report; needs all tables. */
bool form_previous_read(const struct form_reader *reader, const struct node *node, struct form *form);
/* Indices of rows or columns that are added up. */
struct form_terms {
  size_t *items;
  size_t count, capacity;
};

/* Appends the row of that path, or the rows of that group. Reports an unknown path with the nearest one, and a row that
 * is there already. */
bool form_terms_add(const struct form_reader *reader, const struct form_table *table, const char *path,
                    struct span place, struct form_terms *terms);

bool form_widths_read(const struct form_reader *reader, const struct node *list, struct form_grid *grid);
bool form_grid_build(const struct form_reader *reader, struct form_table *table, const struct form_blocks *blocks);
/* Every place covered exactly once, nothing beyond the edge; reports the first that is not. */
bool form_grid_check(const struct form_reader *reader, const struct form_grid *grid);

#endif
