/* Shapes: the outlines of glyphs by number, for those who draw a frame themselves: the preview, in a browser. A
 * collection grows while documents are shown and never renumbers, so that what was given away stays true. Not
 * thread-safe. */
#ifndef NIANBAO_EMIT_SHAPES_H
#define NIANBAO_EMIT_SHAPES_H

#include <glib.h>
#include <stdint.h>

#include "frame/frame.h"

struct emit_shapes;

struct emit_shapes *emit_shapes_new(void);
void emit_shapes_free(struct emit_shapes *shapes); /* NULL is allowed */

/* The number of a face: the same for the same file and index in whatever document. */
uint32_t emit_shapes_face(struct emit_shapes *shapes, const struct frame_face *face);
/* Units an em of the outlines of its glyphs. */
uint32_t emit_shapes_upem(const struct emit_shapes *shapes, uint32_t face);
/* The number of a glyph of it. */
uint32_t emit_shapes_glyph(struct emit_shapes *shapes, uint32_t face, uint32_t glyph);
uint32_t emit_shapes_count(const struct emit_shapes *shapes);

/* Appends the outline of a glyph as SVG path data: units of the em, y downwards, from the glyph's origin, absolute
 * commands, filled by the nonzero rule. Nothing for a blank, and for a glyph that a damaged font lacks. */
void emit_shapes_outline(GString *out, const struct emit_shapes *shapes, uint32_t number);

#endif
