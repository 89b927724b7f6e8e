/* Blocks: report + facts + sheet lowered to a flat list of what stands on paper, in order: numbered, labelled, styled,
 * all words final. Line breaks and geometry come later. */
#ifndef NIANBAO_BLOCK_BLOCK_H
#define NIANBAO_BLOCK_BLOCK_H

#include "base/arena.h"
#include "base/diag.h"
#include "figure/facts.h"
#include "frame/frame.h"
#include "model/chart.h"
#include "model/report.h"
#include "style/style.h"

/* A stretch of text of one look. */
struct block_run {
  const char *text; /* UTF-8; U+2028 is a forced line break */
  uint32_t length;
  unsigned marks; /* INLINE_STRONG … */
  uint32_t note;  /* not 0: the mark ① of footnote notes[note − 1]; it stays with what is before it (CL-36) */
  const char *link;
  uint32_t line;   /* INLINE_NAME, INLINE_WORK: which line of the text, from 1 */
  bool phrase_end; /* a line is best divided behind this run (CL-88) */
  struct span span;
};

struct block_runs {
  struct block_run *items;
  size_t count, capacity;
};

enum block_kind { BLOCK_HEADING, BLOCK_PARAGRAPH, BLOCK_TABLE, BLOCK_CHART, BLOCK_IMAGE };

/* ALIGN_DECIMAL: bytes of a cell's first phrase (TB-06). What is behind them stands outside the alignment, too. Without
 * digits the cell is centred. */
struct block_figure {
  uint32_t sign, digits; /* up to the point: what is aligned ends here */
  uint32_t decimals;     /* with the point */
};

struct block_cell {
  uint32_t row, column, row_span, column_span;
  enum style_id style;
  enum align align;
  bool header;
  enum frame_scope scope;
  bool band; /* shaded, spans the table */
  bool
      diagonal; /* TB-08: its phrases are two or three labels parted by lines: of the rows first, of the columns last */
  bool group;   /* repeated with （续） where the table breaks inside it */
  bool wrong;   /* drafts mark it */
  bool computed; /* a total that was not typed */
  bool total;    /* of a row that is a total, in a table of the source: the layout may give it a look of its own */
  int indent;
  struct block_figure figure;
  struct block_runs *phrases; /* lines break between phrases if they can (CL-88 in cells) */
  size_t phrase_count;
  struct span span;
};

struct block_width {
  int chars; /* minimum: so many Han of the cell style, plus padding */
  int share;
  bool content; /* as wide as its entries would like; else, without a share, as narrow as they allow */
  len length;   /* minimum, padding included */
};

struct block_table {
  uint32_t rows, columns, head_rows;
  struct block_width *widths;
  struct block_cell *cells; /* by row, then column; every place covered exactly once */
  size_t cell_count;
  struct block_runs unit; /* TB-02: at the top right, above the upper rule of every part; count 0: none */
  const char *alt;
  struct block_runs caption; /* TB-11: its words, for the pages after the first; count 0: none */
  bool turned;               /* TB-13: whether it fits upright or not */
  enum wide_table wide;      /* what becomes of it if it does not: the drafter's, the form's or the layout's word */
  int across;                /* TB-14: so many strips of it stand side by side on a page; 0 or 1: it is set as it is */
};

struct block_chart_series {
  struct block_runs name;          /* empty: the only one */
  struct block_runs *figures;      /* as printed, one a label */
  const struct fact_point *points; /* one a label */
};

/* A chart: what is drawn, and what is written on it. */
struct block_chart {
  enum chart_kind kind;
  struct block_runs unit; /* 单位：件; or empty */
  struct block_runs *labels;
  size_t label_count;
  struct block_chart_series *series;
  size_t series_count;
  uint8_t scale;      /* of all points */
  const char *suffix; /* behind all figures: "", "%", "万" */
  bool grouped;       /* figures are printed as 12,345 */
  bool numbers;       /* figures are written at bars, points, sectors */
  len height;
  const char *alt; /* caption and figures in words, for those who cannot see it */
};

struct block_image {
  const struct picture *picture;
  len width;         /* as printed, unless it would be higher than the page */
  const char *words; /* what it shows */
  const char *alt;   /* the same behind its caption */
};

/* The lines of the signature 落款, whose places depend on each other's width (GW-15, without a seal): the name ends
 * indent_end from the right and the date begins the layout's inset (2 字) to the right of where the name begins; if the
 * date would then reach further right than the name, the date ends indent_end from the right and the name moves to the
 * left. The style's space_before stands before the first line only. */
enum signature_line { SIGNATURE_NONE, SIGNATURE_NAME, SIGNATURE_DATE };

struct block {
  enum block_kind kind;
  enum style_id style;
  enum frame_tag tag;
  int outline_level;       /* > 0: an entry of the outline */
  int list_depth;          /* paragraphs of a list: nesting from 1; 0: none */
  uint32_t list, item;     /* numbers of the list and of the item in it, for tags */
  struct block_runs label; /* the number of a heading or list item, set before the text */
  struct block_runs text;
  struct block_table *table;
  struct block_chart *chart;
  struct block_image *image;
  bool chart_caption; /* this paragraph is the caption of the chart or picture before it */
  bool caption_next;  /* this paragraph is the caption of the table that follows */
  uint32_t entry_of;  /* an entry of the contents: the index of its heading; 0: not one */
  enum begins begins;
  bool numbers_begin; /* pages are counted from 1 from here on: what is before is front matter (CL-95) */
  bool keep_with_next;
  bool divided;    /* the drafter said where the title's lines may be divided: nowhere else (CL-88) */
  bool table_note; /* a note under the table before it */
  uint32_t note;   /* not 0: part of footnote notes[note − 1]; its label hangs in the margin of its words (CL-92) */
  enum signature_line signature;
  struct span span;
};

/* A footnote that is marked somewhere. Notes stand in the order of their first marks, a note's own notes right behind
 * it: its number is its index + 1, but where numbers begin again on each page. */
struct block_note {
  size_t first, count; /* its blocks: note_blocks[first …], where it stands at the foot of a page (NOTES_PAGE) */
  uint32_t last;       /* the last note that comes with its mark: those first marked inside it; or itself */
};

struct blocks {
  struct block *items;
  size_t count, capacity;
  struct block_note *notes;
  size_t note_count, note_capacity;
  struct block *note_blocks;
  size_t note_block_count, note_block_capacity;
};

/* Never NULL; words that cannot be resolved have been reported and are left out. */
struct blocks *blocks_build(struct arena *arena, const struct report *report, const struct facts *facts,
                            const struct sheet *sheet, struct diags *diags);
/* The words of runs `first` and on, as one text; `marked`: with the marks of footnotes. */
char *blocks_join_words(struct arena *arena, const struct block_runs *runs, size_t first, bool marked);

void blocks_dump(FILE *out, const struct blocks *blocks, const struct sheet *sheet);

/* Numerals of headings and lists (CL-94, GW-13): 十一、 （十一） 11. （11）. 0 < number < 10000. */
const char *numeral_han(struct arena *arena, int number);
const char *numeral_label(struct arena *arena, enum numbering numbering, int number);
/* CL-92: ① … ㊿, where Unicode has them, brackets beyond; 1; [1]. */
const char *numeral_note(struct arena *arena, enum note_numbers numbers, uint32_t number);

#endif
