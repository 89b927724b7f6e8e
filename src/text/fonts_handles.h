/* The HarfBuzz side of a face, text/'s own. Opened at the first character asked of it. Shaping works in font units:
 * results are scaled to len by integer arithmetic, so that they do not depend on the size. */
#ifndef NIANBAO_TEXT_FONTS_HANDLES_H
#define NIANBAO_TEXT_FONTS_HANDLES_H

#include <hb.h>
#include <stdbool.h>

#include "text/fonts.h"

hb_font_t *face_font(const struct face *face); /* never NULL: an unreadable file gives HarfBuzz's empty font */
bool face_lookup(const struct face *face, uint32_t code, uint32_t *glyph);
bool face_has_form(const struct face *face, uint32_t code, uint32_t selector);
bool face_turns(const struct face *face, uint32_t code); /* it has another glyph for vertical text */
void face_handles_free(struct face *face);

/* What each shaping needs and none keeps: memory, cleared by the call, and a buffer. Theirs who asked last, until the
 * next one asks; both live as long as the fonts. */
struct arena *fonts_scratch(struct fonts *fonts);
hb_buffer_t *fonts_buffer(struct fonts *fonts);

#endif
