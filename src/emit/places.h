/* Places: glyphs exactly where the frame has them. Cairo moves glyphs in whole thousandths of an em and leaves out
 * moves under three of them; here each move is made anew, from the frame and from the widths that readers will go by.
 */
#ifndef NIANBAO_EMIT_PLACES_H
#define NIANBAO_EMIT_PLACES_H

#include <stddef.h>

#include <glib.h>

#include "emit/faces.h"
#include "emit/widths.h"
#include "frame/frame.h"

/* A copy of a page's content stream, as Cairo wrote it from `page` and `faces`, in which each glyph's origin is less
 * than a ten-thousandth of an em from its place in the frame; the widths of the codes shown are noted on the way. All
 * else byte for byte. */
GString *emit_places_content(const char *content, size_t size, const struct frame_page *page,
                             const struct emit_faces *faces, struct emit_widths *widths);

#endif
