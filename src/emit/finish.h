/* Finish: a second pass over the PDF that Cairo wrote, with libqpdf, for what Cairo cannot say (ISO 32000-1): document
 * information from the document and not from the clock, language, page labels, outline, link annotations, TrimBox, gray
 * as gray, glyphs exactly in their places, their true widths, and a deterministic ID. User text becomes strings by
 * qpdf's constructors only; nobody pastes PDF source together. */
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
