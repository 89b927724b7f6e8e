/* Outline: the document's headings as a tree of bookmarks (ISO 32000-1, 12.3.3). Made with qpdf: Cairo reads places
 * from a text whose decimal point is the locale's, and fails where that is a comma. */
#ifndef NIANBAO_EMIT_OUTLINE_H
#define NIANBAO_EMIT_OUTLINE_H

#include <qpdf/qpdf-c.h>

#include "frame/frame.h"

/* Adds it to the catalog; without entries nothing. Entries below the first level are folded. */
void emit_add_outline(qpdf_data pdf, const struct frame_document *document);

#endif
