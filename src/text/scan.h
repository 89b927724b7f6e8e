/* Scan: the characters of a paragraph with class, face and glyph, before shaping. text/'s own, shared by its passes. */
#ifndef NIANBAO_TEXT_SCAN_H
#define NIANBAO_TEXT_SCAN_H

#include "text/text.h"

struct scan_char {
  uint32_t code;
  uint32_t at; /* byte in text->bytes */
  uint32_t run;
  uint8_t length; /* bytes */
  uint8_t class_; /* as set: a shared mark in Latin company has become a Latin one */
  bool latin;     /* set in the Latin role */
  bool joins;     /* inside a web address, mail address or long identifier */
  bool odd;       /* the second, fourth … of a row: —— and …… are pairs (CL-30), as are ？！ (CL-18) */
  bool hyphen;    /* a Latin word may be divided before it */
  bool leads;     /* the first, third … of such a row, if another follows */
  bool note;      /* of a footnote's mark, whatever it is made of */
  bool base;      /* Pango: a line may begin here by the Unicode rules */
  uint32_t as[2]; /* the characters whose glyphs it takes (substitute.c); 0: its own */
  const struct face *face; /* NULL: takes no glyph (a line end) */
};

struct scan {
  struct scan_char *items;
  size_t count;
  const char *bytes;
  const uint32_t *run_starts;
  size_t size;
};

/* itemise.c: joins the runs, classifies, drops spaces that the gap replaces (CL-62), chooses faces. */
struct scan text_scan(struct arena *arena, struct fonts *fonts, const struct text_look *look,
                      const struct text_run *runs, size_t count, struct diags *diags);

/* faces.c: the face of every character, and the glyphs of which characters it is drawn with. What had to be replaced is
 * reported. */
void text_choose_faces(struct scan *scan, struct fonts *fonts, const struct text_look *look,
                       const struct text_run *runs, struct diags *diags);

/* substitute.c: marks of Chinese text that are drawn with the glyphs of others; {0, 0} for all that are drawn with
 * their own. `own`: the face has a glyph of its own. */
struct substitute {
  uint32_t as[2];
};
struct substitute text_substitute(uint32_t code, bool own);

/* breaks.c: may a line end between characters i − 1 and i? 0 < i < count. */
enum break_kind text_break_at(const struct scan *scan, size_t i, const struct text_rules *rules);

/* space.c: the gap between two characters that stand side by side. */
struct text_gap text_gap_between(const struct scan_char *before, const struct scan_char *after,
                                 const struct text_look *look, bool before_half, bool after_half);

/* fit.c: body and glyph offsets of a cluster just shaped, whose natural advance is `natural`. True if the cluster is
 * a mark whose blank half is in the gap. */
bool text_fit_cluster(struct text *text, struct text_cluster *cluster, const struct scan_char *first, len natural,
                      const struct text_look *look);

/* cells.c: CL-05, over the finished gaps. */
void text_pad_to_cells(struct text *text);

/* ！ ？, which stand together in one cell (CL-18). */
static inline bool scan_is_asking(const struct scan_char *c)
{
  return c->code == 0xFF01 || c->code == 0xFF1F;
}

static inline bool scan_is_han(const struct scan_char *c)
{
  return !c->latin && (c->class_ == CLASS_HAN || c->class_ == CLASS_SYMBOL);
}

#endif
