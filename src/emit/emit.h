/* Emit: backends that show a frame document. They read the frame and nothing else, and decide nothing. Output bytes
 * depend on the document alone: no clock, no path, no locale. A backend gives bytes, which emit/sink.h puts
 * into a file that is whole or untouched. */
#ifndef NIANBAO_EMIT_EMIT_H
#define NIANBAO_EMIT_EMIT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/diag.h"
#include "frame/frame.h"

/* Bytes made by a backend; freed with emit_bytes_done. */
struct emit_bytes {
  unsigned char *data;
  size_t size;
};

void emit_bytes_done(struct emit_bytes *bytes);

struct emit_options {
  int png_dpi; /* 0: 144 */
};

/* Each gives false after a diagnostic (font-bad; emit_png also limit-size, for a resolution beyond what can be drawn)
 * and leaves `out` alone. The document must pass frame_verify. */
bool emit_pdf(const struct frame_document *document, struct emit_bytes *out, struct diags *diags);
bool emit_png(const struct frame_document *document, size_t page, const struct emit_options *options,
              struct emit_bytes *out, struct diags *diags);
bool emit_svg(const struct frame_document *document, size_t page, struct emit_bytes *out, struct diags *diags);
/* The document as text, one item a line: the golden format. Lengths in points with three decimals; faces by name, so
 * that it is the same on every machine. */
bool emit_dump(const struct frame_document *document, struct emit_bytes *out);

#endif
