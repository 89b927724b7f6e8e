/* Places: glyphs exactly where the frame has them. Cairo moves glyphs in whole thousandths of an em and leaves out
 * moves under three of them; here each move is made anew, from the frame and from the widths that readers will go by.
 * emit/'s own: content.c goes through the page. */
#ifndef NIANBAO_EMIT_PLACES_H
#define NIANBAO_EMIT_PLACES_H

#include <stdbool.h>
#include <stddef.h>

#include <glib.h>

#include "emit/fonts.h"
#include "emit/marks.h"
#include "frame/frame.h"

/* Going through a page's content stream, and through the frame's page beside it. */
struct placing {
  GString *out;
  size_t operands; /* where in `out` the operands of the next operator begin */
  const struct frame_page *page;
  size_t item;    /* of what comes next of the frame, */
  uint32_t glyph; /* and which of a run's glyphs */
  struct emit_fonts *fonts;
  struct emit_marks *marks;
  char *font; /* as Cairo calls it: "/f-0-0"; or NULL */
  /* The text matrix: one em along the line, and the line's start. Cairo's pages have y downwards, as frames have. */
  double size_pt, em_x_pt, em_y_pt, line_x_pt, line_y_pt;
  double cairo_em, ours_em; /* from the line's start: where Cairo believes to be, and where readers will be */
};

/* The first `count` operands of the operator that has been reached. */
void placing_numbers(const struct placing *placing, double *numbers, int count);

/* The operators Tm, Td, Tf: what they do to the state. */
void placing_set_matrix(struct placing *placing);
void placing_move_line(struct placing *placing);
void placing_choose_font(struct placing *placing);

/* Tj and TJ: writes them anew instead of their operands, with the marks that their glyphs need; each glyph's origin
 * is less than a ten-thousandth of an em from its place in the frame. Notes the widths of the codes shown. */
void placing_show_text(struct placing *placing);

#endif
