/* Frame: the contract between layout and whatever shows its result. A document is pages of items at points; nothing is
 * left to decide. Backends, the comparison of versions and the golden tests read this and nothing else. Lengths are
 * len; the origin is the page's top left corner, x to the right, y downwards; text stands on its baseline. Faces are
 * file + index, not a library's object. Accessibility tags are items: TAG_BEGIN/TAG_END pairs nest properly within a
 * page; an element that goes on on the next page begins there again with the same element number. What is inside no tag
 * must be inside an artifact. */
#ifndef NIANBAO_FRAME_FRAME_H
#define NIANBAO_FRAME_FRAME_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/len.h"
#include "base/span.h"
#include "picture/picture.h"

struct frame_face {
  const char *file; /* path of the font file */
  uint32_t index;   /* face in the file */
  const char *name; /* PostScript name; what dumps show, since paths differ from machine to machine */
};

struct frame_colour {
  uint8_t red, green, blue;
};

struct frame_point {
  len x, y;
};

struct frame_glyph {
  uint32_t id;
  len x, y; /* of its origin, from the run's origin: along the line, and down from it */
};

/* Which bytes of the run's text which glyphs stand for, in order. Never both 0. */
struct frame_cluster {
  uint16_t bytes;
  uint16_t glyphs;
};

struct frame_run {
  uint32_t face; /* index into document.faces */
  len size;
  len advance; /* to where the next run would begin; for links, selection and change marks */
  struct frame_colour colour;
  const struct frame_glyph *glyphs;
  uint32_t glyph_count;
  const struct frame_cluster *clusters;
  uint32_t cluster_count;
  const char *text; /* UTF-8, the source's characters */
  uint32_t text_length;
  bool turned; /* a quarter counter-clockwise: the line goes up the page, and what is down from it lies to the right */
};

struct frame_rule { /* a straight stroke, butt ends; horizontal or vertical */
  len dx, dy;       /* one of them is 0 */
  len width;
  struct frame_colour colour;
};

struct frame_rect { /* filled */
  len width, height;
  struct frame_colour colour;
};

enum frame_step { FRAME_STEP_MOVE, FRAME_STEP_LINE, FRAME_STEP_CURVE, FRAME_STEP_CLOSE };

struct frame_segment {
  enum frame_step step;
  struct frame_point to;         /* from the item's point. CLOSE: none, it goes back to the last MOVE */
  struct frame_point control[2]; /* CURVE: of the cubic Bézier curve */
};

/* Lines and curves of any direction. It begins with MOVE, and so does everything behind CLOSE. */
struct frame_path {
  const struct frame_segment *segments;
  uint32_t count;
  len width; /* of the stroke, butt ends; 0: filled instead */
  struct frame_colour colour;
};

/* A picture that fills its box. */
struct frame_image {
  const struct picture *picture;
  len width, height; /* not 0 */
};

enum frame_tag {
  FRAME_TAG_DOCUMENT,
  FRAME_TAG_TITLE, /* the report's own title; PDF H1's like are FRAME_TAG_H1..H6 */
  FRAME_TAG_H1,
  FRAME_TAG_H2,
  FRAME_TAG_H3,
  FRAME_TAG_H4,
  FRAME_TAG_H5,
  FRAME_TAG_H6,
  FRAME_TAG_P,
  FRAME_TAG_L,
  FRAME_TAG_LI,
  FRAME_TAG_LBL,
  FRAME_TAG_LBODY,
  FRAME_TAG_TABLE,
  FRAME_TAG_CAPTION,
  FRAME_TAG_THEAD,
  FRAME_TAG_TBODY,
  FRAME_TAG_TR,
  FRAME_TAG_TH,
  FRAME_TAG_TD,
  FRAME_TAG_FIGURE,
  FRAME_TAG_NOTE,
  FRAME_TAG_REFERENCE,
  FRAME_TAG_LINK,
  FRAME_TAG_SPAN,
  FRAME_TAG_TOC,
  FRAME_TAG_TOCI
};

enum frame_scope { FRAME_SCOPE_NONE, FRAME_SCOPE_ROW, FRAME_SCOPE_COLUMN, FRAME_SCOPE_BOTH };

/* An element of the document's structure. Its number is its index in document.elements. */
struct frame_element {
  enum frame_tag tag;
  uint32_t parent;                /* element number; the document element (0) is its own parent */
  uint16_t row_span, column_span; /* TH, TD: from 1 */
  enum frame_scope scope;
  const char *alt;  /* or NULL */
  const char *lang; /* or NULL: as its parent */
};

enum frame_artifact {
  FRAME_ARTIFACT_HEADER,     /* running heads */
  FRAME_ARTIFACT_FOOTER,     /* folios */
  FRAME_ARTIFACT_PAGINATION, /* what is repeated because a page ends: heads of tables, labels */
  FRAME_ARTIFACT_LAYOUT,     /* rules, fills */
  FRAME_ARTIFACT_BACKGROUND, /* draft marks */
  FRAME_ARTIFACT_PAGE,       /* beside the page, for the printer: where it is cut and folded */
  FRAME_ARTIFACT_CHANGE      /* marks of what has changed, over the finished page: the last items of a page */
};

enum frame_kind {
  FRAME_RUN,
  FRAME_RULE,
  FRAME_RECT,
  FRAME_PATH,
  FRAME_IMAGE,
  FRAME_LINK, /* an area that leads somewhere */
  FRAME_TAG_BEGIN,
  FRAME_TAG_END,
  FRAME_ARTIFACT_BEGIN,
  FRAME_ARTIFACT_END
};

struct frame_item {
  enum frame_kind kind;
  len x, y;
  struct span span; /* the source it was made from, or SPAN_NONE */
  union {
    struct frame_run run;
    struct frame_rule rule;
    struct frame_rect rect;
    struct frame_path path;
    struct frame_image image;
    struct {
      len width, height; /* y is the top */
      const char *uri;   /* or NULL: the link leads to a place in the document */
      uint32_t page;     /* that place: page, from 0, */
      len to_x, to_y;    /* and point on it */
    } link;
    uint32_t element; /* TAG_BEGIN, TAG_END */
    enum frame_artifact artifact;
  } as;
};

struct frame_extent {
  len left, top, right, bottom;
};

struct frame_page {
  len width, height;
  struct frame_extent trim;  /* what is left of the sheet when it has been cut; all 0: the whole page */
  struct frame_extent bleed; /* how far what reaches the cut is drawn, trim and beyond; all 0, too, then */
  const char *label;         /* the page number as it is called: "1" */
  struct frame_item *items;
  size_t count, capacity;
};

struct frame_outline {
  int level; /* from 1 */
  const char *text;
  uint32_t page; /* from 0 */
  len x, y;      /* top of the heading */
};

/* A file that travels with the document (PDF/A-3: an associated file). */
enum frame_relation {
  FRAME_RELATION_SOURCE,    /* what the document was made from: exactly one, where there are any */
  FRAME_RELATION_DATA,      /* what that takes figures from */
  FRAME_RELATION_SUPPLEMENT /* what else belongs to it: layout, form, the tables for other programs */
};

struct frame_attachment {
  const char *name;        /* a path below the folder of the source, with "/" between its steps: "dept/a.yaml" */
  const char *description; /* or NULL */
  const char *type;        /* "text/csv" */
  enum frame_relation relation;
  const char *bytes;
  size_t size;
};

struct frame_attachments {
  struct frame_attachment *items;
  size_t count, capacity;
};

struct frame_document {
  const char *title, *author, *subject, *keywords; /* keywords may be NULL */
  const char *lang;                                /* "zh-CN" */
  int year, month, day;                            /* the document's date; never the clock's */
  const char *condition; /* the printing condition for which colours are given out as CMYK; NULL: those of screens */
  bool untagged;         /* sheets for the press, in an order that nobody reads: no elements, links or outline */
  struct frame_face *faces;
  size_t face_count, face_capacity;
  struct frame_element *elements; /* [0] is the document element */
  size_t element_count, element_capacity;
  struct frame_outline *outline;
  size_t outline_count, outline_capacity;
  struct frame_page *pages;
  size_t page_count, page_capacity;
  struct frame_attachments attachments; /* most often none */
};

/* Appending; all in the arena. Items come back zeroed but for kind and place. */
struct frame_page *frame_add_page(struct arena *arena, struct frame_document *document, len width, len height);
struct frame_item *frame_add_item(struct arena *arena, struct frame_page *page, enum frame_kind kind, len x, len y);
uint32_t frame_add_face(struct arena *arena, struct frame_document *document, const char *file, uint32_t index,
                        const char *name);
uint32_t frame_add_element(struct arena *arena, struct frame_document *document, enum frame_tag tag, uint32_t parent);

/* Appends the pages of another document, with their elements and outline; both stay under one document element. What
 * `from` refers to must live as long. */
void frame_append(struct arena *arena, struct frame_document *to, const struct frame_document *from);

/* What an item covers on the page: of a run the bodies of its characters, 88 % of the size above the baseline; of a
 * stroke its width, too; of a curve also its control points. False, and nothing is given, for links and the marks of
 * tags and artifacts. */
bool frame_item_extent(const struct frame_item *item, struct frame_extent *extent);

/* Where a glyph of a run stands on the page. */
struct frame_point frame_glyph_place(const struct frame_item *item, uint32_t glyph);

const char *frame_tag_name(enum frame_tag tag); /* the PDF name: "H1", "LBody" */

/* Asserts what every backend relies on: pairs nest, every run is inside a tag or an artifact, clusters add up to text
 * and glyphs, indices are in range, coordinates within ±LEN_MAX. Gives NULL, or what is wrong in words (in `arena`). */
const char *frame_verify(struct arena *arena, const struct frame_document *document);

#endif
