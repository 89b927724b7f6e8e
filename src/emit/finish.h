/* Finish: the PDF that is given out, made from the one that Cairo wrote (read with libqpdf) and from the frame. From
 * Cairo comes the drawing of the pages; all else is written here, for what Cairo cannot say (ISO 32000-1;
 * ISO 19005-2, level A; ISO 14289-1): structure and marked content, metadata, output intent, document information from
 * the document and not from the clock, language, page labels, outline, link annotations, TrimBox, gray as gray, glyphs
 * exactly in their places, fonts, and a deterministic ID. */
#ifndef NIANBAO_EMIT_FINISH_H
#define NIANBAO_EMIT_FINISH_H

#include <glib.h>

#include "emit/emit.h"
#include "emit/faces.h"
#include "frame/frame.h"

/* The finished file; `raw` is freed. `faces` are those it was drawn with. Cannot fail on what Cairo writes: anything
 * else ends the process. */
struct emit_bytes emit_finish_pdf(GByteArray *raw, const struct frame_document *document,
                                  const struct emit_faces *faces);

#endif
