/* Lines: where a paragraph breaks, and how the slack of each line is shared out. Total fit: of all ways to break the
 * paragraph, the one whose lines together cost least (Knuth and Plass, with the tiers of CL-70 … CL-79 in place of one
 * stretch). Linear in the length of the text. */
#ifndef NIANBAO_BOX_LINES_H
#define NIANBAO_BOX_LINES_H

#include "box/box.h"

struct line_spec {
  len measure;
  len indent_first; /* of the first line, inside the measure */
  enum align align;
  int last_least;   /* CL-83: characters that the last of several lines holds at least; less than 2: 2 */
  bool hanging;     /* CL-50: a pause or stop at a line's end may stand in the margin */
  len spread_limit; /* ALIGN_SPREAD: no gap opens by more; 0: by any amount */
  bool shaped;      /* a title: its lines form a trapezoid or a diamond (GW-10, CL-88) */
  bool divided;     /* shaped: the drafter said where, and it is broken nowhere else if it can be */
};

/* Clusters [first, last) stand on one line; blanks at its ends are not set. */
struct line_range {
  size_t first, last;
  bool ends;  /* the last line of the paragraph, or before a forced break: it is not justified */
  bool hangs; /* its last mark stands in the margin */
};

struct line_ranges {
  struct line_range *items;
  size_t count, capacity;
};

/* Breaks the text. May open emergency breaks in text->gaps inside words longer than the measure. */
void lines_break(struct arena *arena, struct text *text, const struct line_spec *spec, struct line_ranges *out);

/* title_lines.c: the same for a text whose lines must form a shape (GW-10, CL-88). False where it has too many lines
 * for that, or a piece that may not be broken is wider than the line. */
bool lines_break_shaped(struct arena *arena, const struct text *text, const struct line_spec *spec,
                        struct line_ranges *out);

/* The same, each line as full as it can be: the baseline that lines_break is measured against. */
void lines_break_first_fit(struct arena *arena, struct text *text, const struct line_spec *spec,
                           struct line_ranges *out);

/* Adds to adjust[k − first], for each gap k inside [first, last − 1), what the gap gets beyond its natural width so
 * that the line is exactly `slack` wider (narrower where negative). What is left that no gap may take is returned: 0
 * where the line comes out exact. */
len lines_share_slack(const struct text *text, size_t first, size_t last, len slack, len *adjust);

/* Sets a broken line: positions of all glyphs, in the alignment of `spec`. */
struct box_line lines_set(struct arena *arena, const struct text *text, const struct line_range *range,
                          const struct line_spec *spec, len size, bool first_of_paragraph);

/* As lines_share_slack, but all gaps that may open do so equally, by `limit` at the most (0: by any amount): 均排. */
len lines_spread(const struct text *text, size_t first, size_t last, len slack, len limit, len *adjust);

/* marks.c: the marks below clusters [first, last) of a line, cluster k at x[k − first]; they take no width. */
void lines_mark(struct arena *arena, const struct text *text, size_t first, size_t last, const len *x, len size,
                struct box_line *line);

/* A line with an address in it and few gaps is opened between the letters of the address, by a twelfth of an em at the
 * most, once its other gaps have so much: neither a reader nor a program takes either for a hole (CL-37, CL-79). */
static inline len gap_before_breath(const struct text *text)
{
  return text->em / 8;
}
static inline len gap_breath(const struct text *text)
{
  return text->em / 12;
}

/* How much a gap may give or take, by its kind. */
len gap_shrink(const struct text *text, const struct text_gap *gap);
len gap_stretch(const struct text *text, const struct text_gap *gap);

/* The narrowest the text can be set: its longest piece that has no break inside. */
len lines_minimum(const struct text *text);

#endif
