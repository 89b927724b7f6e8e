/* Faces: the font files of a frame document opened for Cairo, unhinted, so that glyphs stand as layout measured them.
 * For the PDF Cairo gets stand-ins, and each face's program is cut down to the glyphs that are used: Cairo's own
 * embedding reads and copies whole CFF tables and loads each outline three times, which costs most of the time and
 * memory of a document. */
#ifndef NIANBAO_EMIT_FACES_H
#define NIANBAO_EMIT_FACES_H

#include <stdbool.h>
#include <stdint.h>

#include <cairo.h>

#include "base/diag.h"
#include "emit/program.h"
#include "frame/frame.h"

struct emit_face {
  cairo_font_face_t *cairo;     /* NULL: no glyph of it is used */
  struct emit_program *program; /* to be embedded; NULL if the face is whole */
};

struct emit_faces {
  struct emit_face *items; /* as document.faces */
  size_t count;
};

enum emit_faces_form { EMIT_FACES_WHOLE, EMIT_FACES_CUT };

/* Opens the faces that pages first … first + count - 1 use. false after a diagnostic (font-bad) for each face that
 * cannot be opened or lacks a glyph; emit_faces_done is due in either case. */
bool emit_faces_open(struct emit_faces *faces, const struct frame_document *document, size_t first, size_t count,
                     enum emit_faces_form form, struct diags *diags);
void emit_faces_done(struct emit_faces *faces);

/* The number by which Cairo shows a glyph of the file. */
uint32_t emit_faces_glyph(const struct emit_face *face, uint32_t glyph);

#endif
