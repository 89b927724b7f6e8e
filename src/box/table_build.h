/* A table while it is being built: shared by table.c and the files that do its parts. box/'s own. */
#ifndef NIANBAO_BOX_TABLE_BUILD_H
#define NIANBAO_BOX_TABLE_BUILD_H

#include "box/paragraph.h"
#include "box/table_decimals.h"
#include "box/table_widths.h"

/* Widths: each column gets what its widest unbreakable piece needs, but no less than the form asks for; the rest of the
 * measure is given out in table_widths.c. Columns that are held to a few characters have the least padding (TB-05);
 * where the table is still too wide, all have, and then the next smaller size of the look is tried (TB-04). */
struct building {
  const struct box_context *context;
  const struct block *block;
  const struct block_table *from;
  struct box_table *table;
  struct text **texts; /* of each cell, at the size being tried */
  struct width_column *columns;
  struct width_entries *entries; /* of each column */
  struct decimal_reach *reach;   /* of the figures of each column (TB-06) */
  bool *wordy;                   /* columns whose words take several lines (TB-17) */
  len pad, pad_min;              /* TB-05, at that size */
  len pad_block_min;
  bool tight;           /* the least padding everywhere */
  int words_chars;      /* so many characters a line have labels and other words at the least */
  struct arena *shaped; /* texts live until they are lines */
};

/* table.c */
struct building box_begin_table(const struct box_context *context, const struct block *block,
                                const struct block_table *from);
struct box_table *box_finish_table(struct building *b); /* its columns have their places */
void box_end_table(struct building *b);

/* table_columns.c */
bool box_has_figure(const struct block_cell *cell); /* that is aligned on its point (TB-06) */
bool box_may_stand(const struct building *b, const struct block_cell *cell);
struct text_style box_cell_style(const struct building *b, const struct block_cell *cell);
struct text *box_shape_cell(const struct building *b, const struct block_cell *cell, const struct block_runs *phrases,
                            size_t count);
struct decimal_reach box_cell_reach(const struct block_cell *cell, const struct text *text);
len box_cell_pad(const struct building *b, const struct block_cell *cell);
len box_cell_blank(const struct building *b, const struct block_cell *cell); /* what stands in it beside its text */
len box_table_measure(const struct building *b); /* what its columns may fill: of one of several strips (TB-14) */
void box_set_size(struct building *b, len size);
void box_shape_cells(struct building *b);
int64_t box_measure_columns(struct building *b); /* the least width of the table */
/* Largest size first; at each with full, then with the least padding. The least width at the one that fits, or at the
 * last. */
int64_t box_choose_size(struct building *b, len measure);
void box_place_columns(const struct building *b, const len *widths);
void box_report_wide(const struct building *b, int64_t need);

/* table_cells.c */
void box_set_cells(struct building *b);
void box_set_continued_labels(struct building *b);

/* table_groups.c, TB-14: the table folded, its groups of columns linked; NULL where there is no way. */
struct box_table *box_build_groups(struct building *wide);

#endif
