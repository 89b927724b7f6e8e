/* Boxes: blocks with their lines broken and set, tables with widths and heights; no page positions. A line is runs of
 * positioned glyphs, ready to be put into a frame. */
#ifndef NIANBAO_BOX_BOX_H
#define NIANBAO_BOX_BOX_H

#include "base/arena.h"
#include "base/diag.h"
#include "block/block.h"
#include "style/style.h"
#include "text/fonts.h"
#include "text/text.h"

struct box_cache;

/* Glyphs of one face and one input run, side by side. */
struct box_run {
  const struct face *face;
  len size;
  len x;     /* from the start of the line's measure */
  len raise; /* its baseline above the line's */
  len advance;
  const struct frame_glyph *glyphs; /* from x */
  uint32_t glyph_count;
  const struct frame_cluster *clusters;
  uint32_t cluster_count;
  const char *text;
  uint32_t text_length;
  uint32_t input; /* which of the runs that were shaped together */
  uint32_t note;  /* not 0: the mark of the footnote blocks->notes[note − 1] */
  bool label;     /* belongs to the block's label (a list item's number) */
  const char *link;
  struct span span;
};

enum box_mark_kind { BOX_MARK_DOTS, BOX_MARK_LINE, BOX_MARK_WAVE };

/* Marks below the characters of a line (CL-19): the dots of one emphasised stretch, or a line under one name. */
struct box_mark {
  enum box_mark_kind kind;
  len size;          /* of the characters above */
  len x;             /* from the start of the line's measure, like that of runs */
  len width;         /* LINE, WAVE */
  const len *middle; /* DOTS: from x, the middle of each */
  size_t count;
  bool outside; /* DOTS: a line runs between them and the characters */
};

struct box_line {
  struct box_run *runs;
  size_t count, capacity;
  struct box_mark *marks;
  size_t mark_count, mark_capacity;
  len x;     /* where the text begins: indent, centring */
  len y;     /* in table cells: its top, from that of the cell's text */
  len width; /* of the text as set */
};

struct box_lines {
  struct box_line *items;
  size_t count, capacity;
  len height;  /* in table cells: of all together */
  bool beside; /* in table cells: some stand beside others, from top to bottom (TB-07) */
};

struct box_cell {
  const struct block_cell *block;
  bool repeated;              /* TB-14: of a stub or head that stands in an earlier group of columns */
  len pad;                    /* from the cell's edge to its text, on either side */
  len clear;                  /* of a diagonal head: from the cell's edges to its labels, which are its lines */
  len middle;                 /* of its words' ink, above their baseline: what stands in the middle of a row */
  struct box_lines lines;     /* x from the pad */
  struct box_lines continued; /* the same label with （续）, for cells that a page break may cut; count 0: none */
};

/* Which cells a page break meets (table_breaks.c), so that each part of a table costs its own rows only. */
struct box_rows {
  uint32_t *begin;  /* rows + 1: cells [begin[r], begin[r + 1]) begin in row r */
  uint32_t *across; /* rows + 1: cells from_above[across[r] … across[r + 1]) reach into row r from above */
  uint32_t *from_above;
};

#define BOX_STRIP_GAP ((len)(3 * LEN_PT)) /* TB-14: between strips, where two rules part them */

struct box_table {
  const struct block_table *block; /* folded: of these columns only */
  struct box_table *next;          /* TB-14: the group of columns that stands below; NULL: none */
  bool later;                      /* such a group: the caption stands above it, as where the table goes on */
  const uint32_t *whole;           /* folded: which of the block's own cells each cell is; else NULL */
  bool turned;                     /* TB-13: its measure is the height of the type area */
  len *column_x;                   /* columns + 1 edges, from the measure's start; of the first strip */
  int strips;      /* TB-14: so many stand side by side on a page, one going on from the other; 0 or 1: not so */
  len strip;       /* from the start of one to the start of the next */
  len *row_height; /* natural heights, each row full enough for its cells */
  len *row_least;  /* the same with the least padding, where the table only so stands whole on a page */
  struct box_cell *cells;
  size_t cell_count;
  len size;  /* of cell text: the style's, or less where the table is wide */
  len pitch; /* baseline to baseline in a cell */
  len pad_block;
  struct box_rows at;
  uint32_t repeat_rows; /* TB-11: head rows, which stand above every part; 0 where the head is too high for that */
  struct box_lines continued; /* TB-11: 续表 and the caption, above the parts after the first; x from the measure's
                                 start, y from the top of the lines; count 0: none */
  struct box_lines unit;      /* TB-02: above every part; x from the measure's start, y from the top of the lines */
  len unit_height;            /* of these lines down to the upper rule; 0: none */
};

/* Words at a place of a chart. */
struct box_words {
  struct box_line line;
  len x, baseline;
};

/* A chart, drawn: shapes (rules, rectangles, paths), then words over them, in the order they are read. Or a picture:
 * one shape. Places are from the top left corner of the chart, which is as wide as the measure. */
struct box_chart {
  const struct block_chart *block; /* NULL: a picture */
  len height;
  struct frame_item *shapes;
  size_t shape_count, shape_capacity;
  struct box_words *words;
  size_t word_count, word_capacity;
};

struct box {
  const struct block *block;
  const struct text_style *style;
  struct box_lines lines;  /* headings and paragraphs; an entry of the contents leaves room for its page number */
  struct box_table *table; /* or NULL */
  struct box_chart *chart; /* or a picture, or NULL */
  bool turned; /* TB-13: a table too wide for the page, and what stays with it: set as wide as the page is high */
};

/* A footnote at the foot of a page, as blocks->notes has it. All its boxes have the style `footnote`. */
struct box_note {
  size_t first, count; /* its boxes: note_items[first …] */
  size_t lines;        /* of all of them together */
  uint32_t last;       /* the last note that comes with its mark */
};

struct boxes {
  struct box *items;
  size_t count, capacity;
  struct box_note *notes; /* none where notes stand among the other blocks */
  size_t note_count;
  struct box *note_items;
  size_t note_item_count;
  len note_hang;           /* where the words of notes begin */
  struct fonts *fonts;     /* for what only the page knows: folios */
  struct box_cache *cache; /* likewise; or NULL */
};

/* NULL where the layout names a role of fonts that does not exist. What cannot be set within the rules is reported
 * (line-loose, cell-wide, glyph-missing). */
struct boxes *boxes_build(struct arena *arena, const struct blocks *blocks, const struct sheet *sheet,
                          struct fonts *fonts, struct diags *diags);

/* The same for one of many runs over a source, with what earlier runs have set (box/cache.h). */
struct boxes *boxes_build_cached(struct arena *arena, const struct blocks *blocks, const struct sheet *sheet,
                                 struct fonts *fonts, struct box_cache *cache, struct diags *diags);

/* One line of plain text in a style, at its natural width: folios and draft marks. */
struct box_line box_set_line(struct arena *arena, const struct boxes *boxes, const struct sheet *sheet,
                             const struct text_style *style, const char *words, struct diags *diags);

/* A note of one line that no source has: a reference from page to page. */
struct box_line box_set_note_line(struct arena *arena, const struct boxes *boxes, const struct sheet *sheet,
                                  const char *number, const char *words, struct diags *diags);
/* A footnote's mark or label with another number, in place of `like`: not wider, so that the line stays as it is. Its
 * runs' x count from that of `like`. */
struct box_line box_set_mark(struct arena *arena, struct fonts *fonts, const struct sheet *sheet,
                             const struct text_style *style, const struct box_run *like, const char *words,
                             struct diags *diags);

#endif
