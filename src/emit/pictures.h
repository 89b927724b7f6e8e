/* Pictures: drawn with Cairo, or in the PDF as they are, each once however often it is shown (ISO 32000-1, 8.9). There
 * a JPEG file is what the PDF holds; of a PNG file, its deflated rows. None is interpolated or transparent, and the
 * colours are those of the output intent. */
#ifndef NIANBAO_EMIT_PICTURES_H
#define NIANBAO_EMIT_PICTURES_H

#include <cairo.h>
#include <glib.h>

#include "emit/objects.h"
#include "frame/frame.h"

/* Draws an item that is a picture. */
void emit_draw_picture(cairo_t *cairo, const struct frame_item *item);

/* Those of one PDF. */
struct emit_pictures;

struct emit_pictures *emit_pictures_new(struct emit_objects *objects);
/* Appends the operators that show an item, in a content stream with y downwards. Begins with white space. */
void emit_pictures_show(struct emit_pictures *pictures, GString *out, const struct frame_item *item);
/* "/XObject<<…>>", the names by which they are shown; nothing where there is none. */
void emit_pictures_write(const struct emit_pictures *pictures, GString *out);
void emit_pictures_free(struct emit_pictures *pictures);

#endif
