/* Text: words of a paragraph or cell into clusters with their natural widths, the gaps between them, and where a line
 * may end. Everything that depends on the language is decided here (rules CL-10 … CL-66); box/ only chooses among what
 * is offered and shares out space.
 *
 * The model: a full-width mark is half a cell of ink, its other half is blank and belongs to the gap beside it. So a
 * line is the bodies of its clusters plus the gaps between them; the gaps at its two ends vanish, which is CL-43 and
 * CL-44; and compression only ever takes from gaps. */
#ifndef NIANBAO_TEXT_TEXT_H
#define NIANBAO_TEXT_TEXT_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/len.h"
#include "frame/frame.h"
#include "style/style.h"
#include "text/classes.h"
#include "text/fonts.h"
#include "text/hyphens.h"

/* What stands in the input: a stretch of one look. */
struct text_run {
  const char *text; /* UTF-8; U+2028 asks for a line break */
  uint32_t length;
  bool strong;
  bool dots;        /* emphasis: a dot below each Han character (CL-90) */
  bool wavy;        /* the line below is wavy */
  uint32_t line;    /* a line below, under all runs of this number that stand side by side; 0: none (CL-19) */
  uint32_t note;    /* not 0: the mark of a footnote; no line begins with it, no space parts it from its word (CL-36) */
  int scale;        /* its size in 1/1000 of the look's; 0: as the look has it */
  int raise;        /* how far its baseline stands above the line's, in 1/1000 of the look's size */
  const char *link; /* or NULL */
  bool keep_after;  /* no line may end behind this run (CL-39: a number and its first character) */
  bool phrase_end;  /* a line is best broken behind this run */
  struct span span;
};

/* Where the slack of a line may come from or go to; the numbers of the rules say the order. */
enum gap_kind {
  GAP_TIGHT,      /* neither shrinks nor stretches: inside words, numbers, —— (CL-30…CL-34) */
  GAP_PLAIN,      /* 0 em; stretches last (CL-79) */
  GAP_SPACE,      /* word space: shrinks CL-71, stretches CL-77 */
  GAP_LATIN,      /* Han–Latin ¼ em: shrinks to ⅛ CL-75, stretches to ½ CL-78 */
  GAP_INTERPUNCT, /* a blank of a full-width ·: shrinks, both sides equally, CL-72 */
  GAP_BRACKET,    /* blank of a bracket or quote: shrinks CL-73 */
  GAP_PAUSE,      /* blank of ，、；：: shrinks CL-74 */
  GAP_STOP,       /* blank of 。？！: shrinks CL-76 */
  GAP_PAIR,       /* what is left between two marks after CL-40: shrinks no further */
  GAP_KIND_COUNT
};

/* May a line end in this gap? */
enum break_kind {
  BREAK_NO,
  BREAK_OPEN,      /* free */
  BREAK_PHRASE,    /* welcome: the drafter's own phrase ends here */
  BREAK_INNER,     /* inside a phrase, where others are given: unwelcome */
  BREAK_SOFT,      /* unwelcome: between a number and its measure (CL-35) */
  BREAK_HYPHEN,    /* a Latin word is divided, and the line ends with a hyphen (CL-37) */
  BREAK_HARD,      /* only against holes in the line: between year, month and day (CL-38) */
  BREAK_EMERGENCY, /* inside a word longer than the line: only where nothing else helps */
  BREAK_FORCED
};

struct text_gap {
  len natural;
  uint8_t kind;       /* enum gap_kind */
  uint8_t line_break; /* enum break_kind */
  uint8_t hyphen;     /* BREAK_HYPHEN: which of text->hyphens the line then ends with */
  bool address;       /* tight, inside a web or mail address (CL-37) */
};

/* The hyphen of a face, at the text's size. */
struct text_hyphen {
  const struct face *face;
  uint32_t glyph;
  len body;
};

struct text_cluster {
  uint32_t text_at; /* in text->bytes */
  uint16_t text_length;
  uint16_t glyph_count;
  uint32_t glyph_at; /* in text->glyphs */
  uint32_t run;      /* index of the input run */
  const struct face *face;
  len body;       /* advance without removable blanks */
  uint8_t class_; /* enum text_class */
  bool blank;     /* a space: not drawn where a line begins or ends with it; U+3000 only where it ends */
};

/* A glyph relative to its cluster's origin. */
struct text_glyph {
  uint32_t id;
  len x, y;
};

struct text {
  const struct text_run *runs;
  size_t run_count;
  const uint32_t *run_starts; /* where each run's text begins in bytes */
  const char *bytes;          /* the runs' texts joined */
  struct text_cluster *clusters;
  size_t count, capacity;
  struct text_gap *gaps; /* gaps[i] follows cluster i; count of them; the last is forced */
  struct text_glyph *glyphs;
  size_t glyph_count, glyph_capacity;
  struct text_hyphen *hyphens; /* one a face, where words may be divided */
  size_t hyphen_count, hyphen_capacity;
  len em; /* the cell: what "em" means in all rules of spacing */
};

/* The look text is shaped in. */
struct text_look {
  const struct role *han, *latin;
  len size, cell;
  struct text_rules rules;       /* kinsoku is one of the levels, not “by measure” */
  bool gap;                      /* CL-60 on, or off (CL-66) */
  bool vertical;                 /* TB-07: each cluster alone in a cell of one em; marks take their vertical forms */
  const struct hyphens *hyphens; /* NULL: Latin words are not divided */
};

/* The size of a run in that look. */
static inline len text_run_size(const struct text_run *run, len size)
{
  return run->scale ? len_scale(size, run->scale, 1000) : size;
}

/* Never NULL. Characters that no face has are reported (glyph-missing) and set as 〓; fallbacks are reported
 * (glyph-fallback). */
struct text *text_shape(struct arena *arena, struct fonts *fonts, const struct text_look *look,
                        const struct text_run *runs, size_t count, struct diags *diags);

/* A line that ends with the cluster does not show it. */
static inline bool text_vanishes_at_end(const struct text_cluster *cluster)
{
  return cluster->blank || cluster->class_ == CLASS_HAN_SPACE;
}

/* Leaves out the blanks at both ends of clusters [first, last): a line is not drawn with them. */
void text_trim(const struct text *text, size_t *first, size_t *last);

/* The hyphen that a line ending behind cluster `last` − 1 gets, or NULL. */
const struct text_hyphen *text_hyphen_at(const struct text *text, size_t last);

/* Natural width of clusters [first, last) set on one line: blanks at the ends are gone, a hyphen is added. */
len text_width(const struct text *text, size_t first, size_t last);

/* The whole as text, for goldens and tests: one cluster a line with class, body, gap, break. */
void text_dump(FILE *out, const struct text *text);

#endif
