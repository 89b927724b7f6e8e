/* Outline: the bookmarks of a PDF (ISO 32000-1, 12.3.3), in levels. */
#ifndef NIANBAO_EMIT_OUTLINE_H
#define NIANBAO_EMIT_OUTLINE_H

#include <glib.h>

#include "emit/objects.h"
#include "frame/frame.h"

/* Appends the catalog's entries for it, none where the document has no outline. The pages are objects first_page,
 * first_page + 1 … */
void emit_append_outline(GString *catalog, struct emit_objects *objects, const struct frame_document *document,
                         uint32_t first_page);

/* Appends a destination: page, from 0, and point on it in the frame's coordinates. */
void emit_append_destination(GString *out, const struct frame_document *document, uint32_t first_page, uint32_t page,
                             len x, len y);

#endif
