/* Content: a page's content stream as Cairo wrote it, written anew: each glyph in its place (places.h), everything
 * marked as what it is (marks.h), without the graphics states that only say that nothing is transparent. What Cairo
 * shows is known by where it is: it is the next item of the frame that is there. So it does not matter what Cairo
 * draws together, or leaves out because it lies off the page. */
#ifndef NIANBAO_EMIT_CONTENT_H
#define NIANBAO_EMIT_CONTENT_H

#include <stdbool.h>
#include <stddef.h>

#include <glib.h>

#include "emit/marks.h"
#include "emit/pictures.h"

/* The page is that of the marks. All else byte for byte; colours as gray where they are that, or as inks. Where Cairo
 * has filled the area of a picture, the picture is shown. */
GString *emit_content_rewrite(const char *content, size_t size, struct emit_marks *marks,
                              struct emit_pictures *pictures, bool inks);

#endif
