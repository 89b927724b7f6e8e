/* Model: the typed report. Words are parsed into blocks and inline runs, figures stay as written (nodes of the tree);
 * everything has its span. No style, no fonts, no arithmetic: ${…} in the words is kept as source text and resolved by
 * figure/. */
#ifndef NIANBAO_MODEL_REPORT_H
#define NIANBAO_MODEL_REPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/span.h"
#include "source/source.h"

enum inline_kind {
  INLINE_TEXT,
  INLINE_EXPR,    /* ${…}: text is what stands between the braces */
  INLINE_BREAK,   /* a line break that was asked for */
  INLINE_NOTE_REF /* a footnote mark; note is its index in the report */
};

/* NAME and WORK: a line under the name of a person or place (专名号), a wavy one under a title (书名号甲式). 8 is
 * block's. */
enum { INLINE_STRONG = 1, INLINE_EMPHASIS = 2, INLINE_CODE = 4, INLINE_NAME = 16, INLINE_WORK = 32 };

struct inline_run {
  enum inline_kind kind;
  unsigned marks;   /* INLINE_STRONG … */
  const char *text; /* UTF-8, NUL-terminated */
  uint32_t length;
  const char *link; /* the address, or NULL */
  uint32_t note;
  uint32_t line;    /* NAME, WORK: which of the block's lines, from 1; two side by side stay two (CL-91). 0: none */
  bool divides;     /* the drafter: a line of the title may be divided behind this run, and only behind such (CL-88) */
  struct span span; /* of the text in the source; exact for a run of one line */
};

struct inlines {
  struct inline_run *items;
  size_t count, capacity;
};

enum markup_kind { MARKUP_HEADING, MARKUP_PARAGRAPH, MARKUP_LIST };

struct markup_list;

struct markup {
  enum markup_kind kind;
  struct span span;
  int level;              /* MARKUP_HEADING: 2..4 */
  struct inlines inlines; /* heading, paragraph */
  struct markup_list *list;
};

struct markups {
  struct markup *items;
  size_t count, capacity;
};

struct markup_list {
  bool ordered;
  int start;             /* number of the first item */
  struct markups *items; /* each item is a sequence of blocks */
  size_t count, capacity;
};

/* A footnote that the whole report may mark by its label: from titles, captions and notes under tables, where no text
 * can stand below, and from any text. */
struct shared_note {
  const char *label;
  uint32_t note; /* index in the report */
  struct span span;
  bool marked;
};

struct chart; /* model/chart.h */
struct image; /* model/image.h */
struct free_table;
struct markup_cache; /* model/markup_cache.h */

enum part_kind { PART_TEXT, PART_TABLE, PART_CHART, PART_IMAGE };

struct part {
  enum part_kind kind;
  struct span span;
  struct markups text;          /* PART_TEXT */
  const struct node *node;      /* PART_TABLE, CHART, IMAGE: the value as written; a scalar names a table of the form */
  struct inlines note, caption; /* count 0: none */
  const struct chart *chart;    /* PART_CHART; NULL where nothing of it can be drawn, which has been reported */
  const struct image *image;    /* PART_IMAGE; NULL likewise */
  const struct free_table *table; /* PART_TABLE with its columns and rows in the source (model/table.h); or NULL */
};

struct section {
  struct inlines title;
  struct span span;
  struct part *parts;
  size_t count, capacity;
  int level; /* of the last heading in its texts; 0: none yet */
};

struct report {
  const char *form; /* or NULL */
  struct span form_span;
  const char *layout; /* never NULL */
  struct span layout_span;
  const char *agency;
  int year;
  struct span year_span;
  struct inlines *title; /* one a printed line */
  size_t title_count, title_capacity;
  struct markups preface;
  const char *previous; /* file name, or NULL */
  struct span previous_span;
  struct inlines signed_by; /* count 0: nobody */
  struct span signed_span;
  int signed_year, signed_month, signed_day; /* 0 where not signed */
  const struct node *figures;                /* or NULL */
  const struct node *sum_of, *except, *own;  /* where the figures are a sum over bodies; each or NULL */
  struct section *sections;
  size_t count, capacity;
  struct markups *notes; /* footnotes: the shared ones, then those of each text in order of their first mark */
  size_t note_count, note_capacity;
  struct shared_note *shared; /* the notes under `footnotes:`, by label */
  size_t shared_count, shared_capacity;
  size_t table_count; /* free tables */
  struct span span;
};

/* Reads the typed report out of a tree. NULL only where nothing can be made of it; otherwise a report with what could
 * be read, and a diagnostic for everything that could not. Unknown keys are errors that name the nearest known key.
 * `files` gives the bytes for spans. */
struct report *report_read(struct arena *arena, struct files *files, const struct node *root, struct diags *diags);
/* The same for one of many runs over a source, with the words that earlier runs have read (model/markup_cache.h). */
struct report *report_read_cached(struct arena *arena, struct files *files, const struct node *root,
                                  struct markup_cache *cache, struct diags *diags);

/* CommonMark of one scalar into blocks. Line breaks between Han, or Han and Chinese marks, vanish; between Latin words
 * they become a space; a line that begins with full-width spaces begins a paragraph. Emphasis works next to Chinese
 * punctuation, where plain CommonMark lets it fail; a single * between Latin letters or figures (3*5) is printed. Marks
 * that are still left over are reported (code markup), as are block kinds that a report has no use for (HTML, code
 * blocks, headings of the first level). Of HTML there is <u>…</u>, a line under a name, and <cite>…</cite>, a wavy line
 * under a title (CL-19); they may not be nested, and end inside the emphasis and link they began in. */
void markup_read(struct arena *arena, const struct files *files, const struct node *scalar, struct report *report,
                 struct markups *out, struct diags *diags);
/* The same; `cache` may be NULL. */
void markup_read_cached(struct arena *arena, const struct files *files, const struct node *scalar,
                        struct report *report, struct markup_cache *cache, struct markups *out, struct diags *diags);
/* One line of text with ${…} and marks of shared footnotes only, nothing else of CommonMark (titles, captions, labels).
 * [begin, end) are bytes of the scalar's text. */
void markup_read_line(struct arena *arena, const struct files *files, const struct node *scalar, uint32_t begin,
                      uint32_t end, struct report *report, struct inlines *out, struct diags *diags);
/* The same for a printed line of the report's title. “|” says where it may be divided, “\|” is a bar. */
void markup_read_title(struct arena *arena, const struct files *files, const struct node *scalar, uint32_t begin,
                       uint32_t end, struct report *report, struct inlines *out, struct diags *diags);

void report_dump(FILE *out, const struct report *report); /* the golden format of this stage */

#endif
