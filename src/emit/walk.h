/* Walk: draws the items of one page with Cairo. What all backends on Cairo share; they differ in the surface and in
 * what they do before and after. */
#ifndef NIANBAO_EMIT_WALK_H
#define NIANBAO_EMIT_WALK_H

#include <cairo.h>

#include "emit/faces.h"
#include "frame/frame.h"

/* EMIT_IMAGES_AREAS: in place of each picture its area, filled, so that its place can be found again. */
enum emit_images { EMIT_IMAGES_DRAWN, EMIT_IMAGES_AREAS };

/* `cairo` must be scaled to points with the origin at the page's top left corner. */
void emit_draw_page(cairo_t *cairo, const struct frame_page *page, const struct emit_faces *faces,
                    enum emit_images images);

/* The index behind the rules that are drawn as one stroke from item `first`, a rule. */
size_t emit_rules_end(const struct frame_page *page, size_t first);

#endif
