/* Finish: a second pass over the PDF that Cairo wrote, with libqpdf, for what Cairo cannot say (ISO 32000-1): document
 * information from the document and not from the clock, language, page labels, outline, link annotations, TrimBox, gray
 * as gray, and a deterministic ID. User text becomes strings by qpdf's constructors only; nobody pastes PDF source
 * together. */
#ifndef NIANBAO_EMIT_FINISH_H
#define NIANBAO_EMIT_FINISH_H

#include <glib.h>

#include "emit/emit.h"
#include "frame/frame.h"

/* The finished file; `raw` is freed. Cannot fail on what Cairo writes: anything else ends the process. */
struct emit_bytes emit_finish_pdf(GByteArray *raw, const struct frame_document *document);

#endif
