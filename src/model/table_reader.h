/* What the readers of columns and of rows share. model/'s own. */
#ifndef NIANBAO_MODEL_TABLE_READER_H
#define NIANBAO_MODEL_TABLE_READER_H

#include "model/table.h"

enum { TABLE_INDENT_MAX = 8 }; /* of a row */

struct table_reader {
  struct arena *arena;
  const struct files *files;
  struct files *more; /* takes the files that rows are read from; NULL: none are */
  struct report *report;
  struct diags *diags;
  struct free_table *table;
  bool form; /* the columns stand in a form */
};

/* A scalar's words with their ${…}. Footnotes have no place in a table (they could not stand on its page): reported. */
void table_read_words(struct table_reader *r, const struct node *scalar, struct inlines *out);
/* The words of a head, which a | divides (CL-88 in cells), and what it is called: the same as plain text. */
const char *table_read_head(struct table_reader *r, const struct node *scalar, struct inlines *out);
/* A text for use inside “…” of a message. */
const char *table_quote(struct table_reader *r, const struct node *scalar);
/* A mapping of one key, whose value is a list: the key is the label of what is in it. NULL for all others. `but`: a key
 * that is none. */
const struct pair *table_labelled_list(const struct node *node, const char *but);

/* table_columns.c: false where there are none, or more than the limit: nothing more is said of such a table. */
bool table_read_columns(struct table_reader *r, const struct node *list);
/* table_csv.c: {csv: FILE} in place of rows. */
bool table_rows_are_filed(const struct node *node);
/* The rows of the file that it names, below the folder of the source, as a source would have them; NULL after a
 * diagnostic. */
const struct node *table_file_rows(struct table_reader *r, const struct node *node);
/* table_csv_groups.c: lists of cells brought under the labels in the first so many columns, indents made of blanks. */
const struct node *table_group_rows(struct table_reader *r, const struct node *rows, uint32_t groups);
/* table_rows.c: false where there are more than the limit. */
bool table_read_rows(struct table_reader *r, const struct node *rows); /* a list, or {csv: FILE} */
/* One cell, of the row called so. */
void table_read_cell(struct table_reader *r, const struct node *node, uint32_t column, const char *name,
                     struct table_cell *cell);

#endif
