/* Content: a page's content stream as Cairo wrote it, written anew: each glyph in its place (places.h), everything
 * marked as what it is (marks.h), without the graphics states that only say that nothing is transparent. What Cairo
 * shows is known by where it is: it is the next item of the frame that is there. So it does not matter what Cairo
 * draws together, or leaves out because it lies off the page. */
#ifndef NIANBAO_EMIT_CONTENT_H
#define NIANBAO_EMIT_CONTENT_H

#include <stddef.h>

#include <glib.h>

#include "emit/fonts.h"
#include "emit/marks.h"
#include "emit/pictures.h"
#include "frame/frame.h"

/* All else byte for byte. Where Cairo has filled the area of a picture, the picture is shown. */
GString *emit_content_rewrite(const char *content, size_t size, const struct frame_page *page, struct emit_fonts *fonts,
                              struct emit_marks *marks, struct emit_pictures *pictures);

#endif
