/* A version: one run over the source as it is shown, its pages known by digests of what is drawn on them. */
#ifndef NIANBAO_PREVIEW_VERSION_H
#define NIANBAO_PREVIEW_VERSION_H

#include <glib.h>
#include <stdint.h>

#include "emit/shapes.h"
#include "preview/preview.h"

#define DIGEST_SIZE 33 /* 32 hexadecimal digits and the NUL */

struct version {
  unsigned number; /* from 1 */
  struct preview_run run;
  char (*digests)[DIGEST_SIZE]; /* of each page; equal where equal ink stands in equal places */
  uint32_t *faces;              /* document.faces[i] → its number among the shapes */
};

/* Takes the run over. */
struct version *version_new(unsigned number, struct preview_run run, struct emit_shapes *shapes);
void version_free(struct version *version); /* NULL is allowed */
/* The page with this digest, or -1. */
int version_find_page(const struct version *version, const char *digest);
/* The picture with this digest on one of its pages, or NULL. */
const struct picture *version_find_picture(const struct version *version, const char *digest);
size_t version_page_count(const struct version *version); /* 0 for NULL */
/* The number among its files of the one with this name; 0 if there is none. */
uint32_t version_find_file(const struct version *version, const char *name);

/* Appends a page's drawing orders as JSON (drawing.c): {"width", "height", "items": […], "marks": […]} with
 * lengths as in the frame; marks are those of changes, to be drawn over the items. Each is
 *   [0, x, y, size, units an em, turned, colour, [glyph number, x, y, …], words, advance]   a run
 *   [1, x, y, dx, dy, width, colour]                                               a rule
 *   [2, x, y, width, height, colour]                                               a filled rectangle
 *   [3, x, y, width or 0: filled, colour, SVG path data from x y]                   a path
 *   [4, x, y, width, height, digest]                                               a picture
 * Runs are called by their order on the page (“the third run”), from 0. */
void drawing_write(GString *out, const struct version *version, size_t page, struct emit_shapes *shapes);

#endif
