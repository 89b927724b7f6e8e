/* Flow: the state of filling pages. page/'s own, shared by its passes. */
#ifndef NIANBAO_PAGE_FLOW_H
#define NIANBAO_PAGE_FLOW_H

#include "page/page.h"

struct flow {
  struct arena *arena;
  const struct boxes *boxes;
  const struct sheet *sheet;
  const struct page_meta *meta;
  struct diags *diags;
  struct frame_document *document;
  uint32_t *faces; /* face number → index in document->faces + 1; 0 is none yet */
  len y;           /* foot of what stands on the page, from the top of the type area */
  bool in_artifact;
  bool empty; /* nothing stands on the page */
  struct box_line draft_mark;
  struct tags *tags;
};

static inline struct frame_page *flow_page(const struct flow *flow)
{
  return &flow->document->pages[flow->document->page_count - 1];
}

void flow_new_page(struct flow *flow); /* furniture.c */
void furniture_finish(struct flow *flow);

/* --- where lines of text stand (text_flow.c) --- */

/* A run of lines of one box: on the grid, or at its own pitch where its style has another. */
struct line_run {
  len first_top; /* top of the first line's character box, from the top of the type area */
  bool on_grid;
  int grid_line; /* on_grid: the first line's number */
  size_t fit;    /* so many lines fit on the page */
  len foot;      /* foot of the whole box, if all of it fits */
};

struct line_run text_place(const struct flow *flow, const struct box *box, size_t first_line, len y, bool page_empty);
size_t text_take(const struct flow *flow, size_t index, size_t first_line, const struct line_run *run); /* CL-84 */
len text_height(const struct box *box); /* of its lines, off the grid */
len text_line_top(const struct flow *flow, const struct box *box, const struct line_run *run, size_t line);
void text_put(struct flow *flow, size_t index);

/* --- tables --- */

/* A part of a table on one page: head rows, then rows [first, last). */
struct table_part {
  uint32_t first, last;
  len height;
  len *row_height; /* of head rows, then of the part's rows */
  uint32_t head_rows;
};

/* What a part may fill. */
struct table_room {
  len height;
  len note;   /* of it, what a note under the table needs: the last part leaves so much */
  bool force; /* the page is empty: rows are taken although they may not be parted from others, or are too high */
};

/* split.c: the part that begins with row `first` and fits; last == first where not even the least part does. The least
 * is two rows and what may not be parted from them. */
struct table_part table_split(struct arena *arena, const struct box_table *table, uint32_t first,
                              struct table_room space);
len table_least_height(const struct box_table *table);          /* with all rows as close as they may be */
len table_top(const struct flow *flow, len y, bool page_empty); /* where a table begins below y */
len table_note_height(const struct flow *flow,
                      size_t index);             /* of the note under table box `index`, with its distance */
void table_put(struct flow *flow, size_t index); /* table_flow.c */
/* table_draw.c */
void table_draw(struct flow *flow, const struct box *box, const struct table_part *part, len top, size_t index);

/* --- drawing --- */

void put_line(struct flow *flow, const struct box_line *line, size_t first, size_t last, len x, len baseline,
              struct frame_colour colour);
struct frame_item *put(struct flow *flow, enum frame_kind kind, len x, len y);
void put_artifact_begin(struct flow *flow, enum frame_artifact kind);
void put_artifact_end(struct flow *flow, enum frame_artifact kind);

/* marks.c: what stands below the characters of a line, as an artifact */
void put_marks(struct flow *flow, const struct box_line *line, len x, len baseline, struct frame_colour colour);

/* The baseline of a line whose ideographic box of `size` has its top at `top`: 880/−120 of the em. */
static inline len baseline_of(len top, len size)
{
  return top + len_scale(size, 880, 1000);
}

/* --- tags (tags.c) --- */

struct tags *tags_new(struct flow *flow);
/* Opens what encloses a block's text, down to its own element, if it is not open; closes all that is. */
void tags_open_block(struct flow *flow, size_t index);
void tags_close_block(struct flow *flow);
/* The same around a label: a list item's number stands in Lbl beside LBody, a heading's in the heading. */
void tags_open_label(struct flow *flow, size_t index);
void tags_close_label(struct flow *flow, size_t index);
void tags_begin(struct flow *flow, uint32_t element);
void tags_end(struct flow *flow, uint32_t element);
uint32_t tags_table(struct flow *flow, size_t index);
/* Row and cell elements, made on first use. */
uint32_t tags_row(struct flow *flow, size_t index, uint32_t row);
uint32_t tags_cell(struct flow *flow, size_t index, size_t cell);
uint32_t tags_section(struct flow *flow, size_t index, bool head); /* THead or TBody */
uint32_t tags_link(struct flow *flow, uint32_t parent);
uint32_t tags_current(const struct flow *flow); /* the innermost open element */

#endif
