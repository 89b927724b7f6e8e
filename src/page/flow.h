/* Flow: the state of filling pages. page/'s own, shared by its passes. */
#ifndef NIANBAO_PAGE_FLOW_H
#define NIANBAO_PAGE_FLOW_H

#include "page/page.h"

/* A footnote on a page (CL-92), or waiting for the next. */
struct note_entry {
  uint32_t note;      /* in boxes->notes */
  bool again;         /* it stands on an earlier page, where it has another number: 见第1页注① */
  uint32_t number;    /* of its mark and label */
  uint32_t element;   /* again: its Note */
  size_t first, last; /* its lines on this page; what is behind them goes to the next */
};

/* The foot of the page. A value: what might stand there is tried on a copy, which may write behind the entries of what
 * it was copied from; so of several copies only the latest may grow. */
struct note_area {
  struct note_entry *items;
  size_t count, capacity;
  size_t lines;    /* that stand on the page */
  bool waits;      /* something of the last entries goes to the next page: nothing more can stand here */
  uint32_t next;   /* notes before this have been marked */
  uint32_t number; /* of the next mark */
};

struct note_home {
  size_t page; /* where the note begins */
  uint32_t number;
};

/* Where a box with an entry in the outline begins. */
struct place {
  bool known;
  uint32_t page; /* from 0 */
  len top;       /* from the top of the type area */
};

struct page_state {
  bool blank; /* left so, that what follows begins on a recto */
  bool front; /* before the text: CL-95 */
};

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
  bool empty;        /* nothing stands on the page */
  size_t chain_page; /* where the first of what stays together begins: the page, from 1, */
  len chain_y;       /* and how far down it */
  bool chain_fresh;  /* nothing stood there before */
  bool turned;       /* TB-13: the page is filled as if it lay on its side, and turned when it is full: */
  size_t turn_from;  /* its items from here on */
  struct note_area notes;
  struct note_home *homes; /* of notes that have begun */
  struct box_line draft_mark;
  struct page_state *pages; /* of each of the document's */
  size_t page_count, page_capacity;
  bool front;                 /* the page being filled stands before the text and has a number of its own kind */
  size_t front_pages;         /* when the text has begun: the pages before its page 1 */
  struct place *places;       /* of each box */
  struct entry_part *entries; /* of the contents, to be drawn when their page numbers are known */
  size_t entry_count, entry_capacity;
  struct tags *tags;
};

static inline struct frame_page *flow_page(const struct flow *flow)
{
  return &flow->document->pages[flow->document->page_count - 1];
}

/* A block of the text, or, beyond boxes->count, of a footnote. */
static inline const struct box *flow_box(const struct flow *flow, size_t index)
{
  const struct boxes *boxes = flow->boxes;
  return index < boxes->count ? &boxes->items[index] : &boxes->note_items[index - boxes->count];
}

/* Nothing stands on the page: what does not fit here fits nowhere. */
static inline bool flow_is_fresh(const struct flow *flow)
{
  return flow->empty && flow->notes.lines == 0;
}

/* Where the type area of the current page begins. */
static inline len flow_x(const struct flow *flow)
{
  return sheet_area_x(flow->sheet, flow->document->page_count);
}

/* How high the type area is for what is being filled. */
static inline len flow_area_height(const struct flow *flow)
{
  return flow->turned ? flow->sheet->area_width : flow->sheet->area_height;
}

/* turn.c, TB-13, GW-20: turned pages hold nothing that stands upright, but for folio and heads. Goes to a new page
 * where the current one is not of the kind. */
void flow_turn(struct flow *flow, bool turned);
void turn_page(struct flow *flow); /* turns what stands on the current page, if it is such a page */

/* furniture.c */
void flow_new_page(struct flow *flow);
/* The two halves of it. */
void flow_close_page(struct flow *flow);
void flow_open_page(struct flow *flow);
/* Goes to the page on which `block` may begin (CL-87), leaving a page blank where it must. */
void flow_begin(struct flow *flow, const struct block *block);
void furniture_finish(struct flow *flow);
void heads_finish(struct flow *flow); /* head.c */

/* CL-84, CL-86: headings and captions stand on the page of what follows. */
static inline bool page_stays_with_next(const struct box *box)
{
  return box->style->keep_with_next || box->block->keep_with_next || box->block->caption_next;
}

/* --- where lines of text stand (text_flow.c) --- */

/* A run of lines of one box: on the grid, or at its own pitch where its style has another. */
struct line_run {
  len first_top; /* top of the first line's character box, from the top of the type area */
  bool on_grid;
  int grid_line;          /* on_grid: the first line's number */
  size_t fit;             /* so many lines fit on the page, with the notes they mark */
  len foot;               /* foot of the whole box, if all of it fits */
  struct note_area notes; /* with those of the lines that fit */
};

struct line_run text_place(const struct flow *flow, const struct box *box, size_t first_line, len y, bool page_empty);
/* White that keeps what has its caption above it, or is drawn, away from a figure's caption or note just above. */
len text_behind_figure(const struct flow *flow, size_t index);
size_t text_take(const struct flow *flow, size_t index, size_t first_line, const struct line_run *run); /* CL-84 */
len text_height(const struct box *box); /* of its lines, off the grid */
len text_line_top(const struct flow *flow, const struct box *box, const struct line_run *run, size_t line);
void text_put(struct flow *flow, size_t index);

/* A line of a block, from the top of the type area. */
void text_draw_line(struct flow *flow, size_t index, const struct box_line *line, len top);

/* --- notes at the foot of the page (notes.c, CL-92) --- */

/* Where the text must end above them. */
len notes_limit(const struct flow *flow, const struct note_area *area);
/* Adds the notes that a line marks, if they can stand below text that reaches down to `foot`: all of them whole, but
 * for the last two lines or more of it. Else false, and the area is spoilt; or, if forced, what cannot stand waits. */
bool notes_add_line(const struct flow *flow, struct note_area *area, const struct box_line *line, len foot, bool force);
/* The least that the notes marked in a box need. */
len notes_least_height(const struct flow *flow, const struct box *box);
/* Takes the notes of a line of block `index`, which is about to be drawn, to the foot of the page. */
void notes_commit(struct flow *flow, size_t index, const struct box_line *line, len foot);
/* The line with the numbers that its marks have on this page. */
struct box_line notes_number_line(struct flow *flow, const struct text_style *style, const struct box_line *line);
void notes_open_page(struct flow *flow);  /* what waits goes first */
void notes_close_page(struct flow *flow); /* draws them */
void notes_finish(struct flow *flow);     /* closes the last page, and makes further ones while notes wait */

/* --- entries of the contents (contents.c) --- */

/* Lines [first, first + count) of a box, on a page (from 1). */
struct entry_part {
  size_t index, page;
  struct line_run run;
  size_t first, count;
};

void contents_reserve(struct flow *flow, size_t index, const struct line_run *run, size_t first, size_t count);
void contents_finish(struct flow *flow);

/* --- tables --- */

/* How much of a table stands on earlier pages. */
struct table_place {
  uint32_t row;    /* what is before it, but for cells that reach further down */
  bool begun;      /* and some of this row */
  uint32_t *shown; /* lines of each cell; NULL: nothing stands there yet */
};

/* A part of a table on one page: head rows, then rows [first, last). */
struct table_part {
  uint32_t first, last;
  bool begun;      /* some of row `first` stands on an earlier page */
  bool goes_on;    /* some of row `last` − 1 goes to the next page */
  bool again;      /* not the first part: what is repeated is an artifact (TB-11) */
  int strip;       /* TB-14: from 0, how many parts stand on this page before it */
  bool parted;     /* another stands behind it, parted by two rules */
  bool level;      /* and ends as far down */
  bool below;      /* TB-14: it stands below another group of columns of the same rows: no caption, no unit */
  len above;       /* from its top to the table's upper rule: the caption once more, the unit */
  len height;      /* all of it */
  len *row_height; /* of head rows, then of the part's rows */
  uint32_t head_rows;
};

/* What a part may fill. */
struct table_room {
  len height;
  len note;   /* of it, what a note under the table needs: the last part leaves so much */
  len page;   /* what a page of its own has for rows, whichever part it is: what is higher must be divided */
  bool alone; /* what belongs to the table stands on the page, and nothing else: rows may be taken that may not be
                 parted from others */
  bool empty; /* nothing does: what does not fit here fits nowhere */
  int strip;  /* TB-14: parts that stand on the page already, beside each other */
  bool later; /* and the first of them is not the table's first */
  bool below; /* TB-14: below another group of columns */
};

/* split.c: the part that begins at `place` and fits; last == first where not even the least part does. The least is two
 * rows and what may not be parted from them, or some lines of a row that is higher than a page. */
struct table_part table_split(struct arena *arena, const struct box_table *table, const struct table_place *place,
                              struct table_room space);
len table_least_height(const struct box_table *table, bool below); /* with all rows as close as they may be */
len table_above(const struct box_table *table, bool again);   /* what stands above the first part, or a later one */
len table_page_room(const struct box_table *table, len page); /* what so high a page has for rows of a later part */

/* table_rows.c: the rows of parts. */

/* The lines of a cell that stand in a part: [first, first + count). */
struct table_lines {
  const struct box_lines *lines;
  size_t first, count;
  bool again; /* the label of a cell that goes on: it stands on an earlier page, too */
};

/* Fills in row heights and height; `piece` is the height of the last row, where it goes on. */
void table_measure(struct arena *arena, const struct box_table *table, const struct table_place *place, len page,
                   len piece, struct table_part *part);
/* The height of a row, or, at `place`, of what is left of it. */
len table_row_height(const struct box_table *table, const struct table_place *place, len page, uint32_t row);
struct table_lines table_cell_lines(const struct box_table *table, const struct table_place *place,
                                    const struct table_part *part, size_t cell);
len table_lines_height(const struct table_lines *lines);
bool table_is_divisible(const struct box_cell *cell);                                   /* TB-12 */
bool table_flows(const struct box_table *table, const struct box_cell *cell, len page); /* no page holds its text */
/* The cells in rows [first, last): those that reach into them from above, then those that begin there. */
size_t table_cell_count(const struct box_table *table, uint32_t first, uint32_t last);
size_t table_cell_at(const struct box_table *table, uint32_t first, size_t n);

len table_top(const struct flow *flow, len y, bool page_empty); /* where a table begins below y */
len table_note_height(const struct flow *flow,
                      size_t index); /* of the note under table box `index`, with its distance */
/* What the table in box `index`, or a group of its columns, may fill from `top` on, where what stays with it begins at
 * chain_y. */
struct table_room table_room(const struct flow *flow, size_t index, const struct box_table *table, len top,
                             len chain_y);
void table_put(struct flow *flow, size_t index);                                    /* table_flow.c */
struct table_place table_begin(struct arena *arena, const struct box_table *table); /* nothing stands there yet */
/* One group of its columns, or all, from `place` on. */
void table_put_group(struct flow *flow, size_t index, const struct box_table *table, struct table_place *place);
/* table_folded.c, TB-14: a table in groups of columns. */
bool table_folded_can_begin(const struct flow *flow, size_t index, len top);    /* all groups of the first rows */
len table_whole_height(const struct flow *flow, const struct box_table *table); /* all groups, rows close */
void table_put_folded(struct flow *flow, size_t index);
/* What stands on earlier pages is now also what `part` has. */
void table_go_on(const struct box_table *table, const struct table_part *part, struct table_place *place);
/* A part that is too high for an empty page, which is lower than a few lines, is reported: true. */
bool table_report_low(const struct flow *flow, size_t index, const struct table_part *part, len room);
void table_put_across(struct flow *flow, size_t index, const struct box_table *table); /* table_across.c, TB-14 */

/* table_draw.c: a part that stands on the current page, its top `top` from that of the type area; or several of one
 * table, groups of columns with the same rows, which are read as one. */
struct table_piece {
  const struct box_table *table;
  const struct table_place *place;
  const struct table_part *part;
  len top;
};

void table_draw(struct flow *flow, size_t index, const struct table_piece *pieces, size_t count);

/* chart.c: a chart or picture stands on one page, as far below what is above it as a table. */
len chart_top(const struct flow *flow, size_t index); /* where it would begin */
void chart_place(struct flow *flow, size_t index);

/* diagonal.c, TB-08: the labels and lines of a diagonal head, in a cell at (x, y) on the page. */
struct cell_area {
  len x, y, width, height;
};

void diagonal_draw_labels(struct flow *flow, const struct box_cell *cell, len size, const struct cell_area *area);
void diagonal_draw_lines(struct flow *flow, const struct box_cell *cell, const struct cell_area *area);

/* --- drawing --- */

void put_line(struct flow *flow, const struct box_line *line, size_t first, size_t last, len x, len baseline,
              struct frame_colour colour);
struct frame_item *put(struct flow *flow, enum frame_kind kind, len x, len y);
void put_artifact_begin(struct flow *flow, enum frame_artifact kind);
void put_artifact_end(struct flow *flow, enum frame_artifact kind);

/* marks.c: what stands below the characters of a line, as an artifact */
void put_marks(struct flow *flow, const struct box_line *line, len x, len baseline, struct frame_colour colour);
/* One path for a row of dots: their middles from x, at y. */
void put_row_of_dots(struct flow *flow, len x, len y, const len *middles, size_t count, len radius,
                     struct frame_colour colour);

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
/* The caption of a table, for the unit that stands below it; made if there is none. tags_close_block closes it. */
void tags_open_unit(struct flow *flow, size_t index);
/* Row and cell elements, made on first use. */
uint32_t tags_row(struct flow *flow, size_t index, uint32_t row);
uint32_t tags_cell(struct flow *flow, size_t index, size_t cell);
uint32_t tags_section(struct flow *flow, size_t index, bool head); /* THead or TBody */
/* The element of a block's text, made if need be; of the footnote that a block marks, right behind it; of one more
 * Note, for a reference to an earlier one. */
uint32_t tags_block(struct flow *flow, size_t index);
uint32_t tags_note(struct flow *flow, uint32_t note, size_t marked_in);
uint32_t tags_note_again(struct flow *flow, size_t marked_in);
/* Opens a new element inside a Note, with all that encloses it; tags_close_block closes it. */
void tags_open_part(struct flow *flow, uint32_t note, enum frame_tag tag);
uint32_t tags_reference(struct flow *flow, uint32_t parent);
/* The elements of an entry of the contents, in their place among all, before it is drawn. */
void tags_make_entry(struct flow *flow, size_t index);
uint32_t tags_link(struct flow *flow, uint32_t parent);
uint32_t tags_current(const struct flow *flow); /* the innermost open element */

#endif
