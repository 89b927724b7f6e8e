#include "emit/emit.h"

#include <string.h>

#include <cairo-svg.h>
#include <glib.h>

#include "emit/bytes.h"
#include "emit/faces.h"
#include "emit/walk.h"

static GByteArray *draw_svg(const struct frame_page *page, const struct emit_faces *faces)
{
  GByteArray *svg = g_byte_array_new();
  cairo_surface_t *surface =
      cairo_svg_surface_create_for_stream(emit_bytes_append, svg, len_to_pt(page->width), len_to_pt(page->height));
  cairo_svg_surface_set_document_unit(surface, CAIRO_SVG_UNIT_PT);
  cairo_t *cairo = cairo_create(surface);
  emit_draw_page(cairo, page, faces);
  cairo_destroy(cairo);
  cairo_surface_finish(surface);
  g_assert(cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy(surface);
  return svg;
}

/* Cairo names the drawing's group after a counter of the process: "surface17". Nothing refers to it, and the bytes must
 * not depend on what was drawn before. */
static void drop_counter(GByteArray *svg)
{
  static const char mark[] = "<g id=\"surface";
  char *found = g_strstr_len((const char *)svg->data, (gssize)svg->len, mark);
  if (found == NULL)
    return;
  guint at = (guint)(found - (char *)svg->data) + (guint)strlen(mark), digits = 0;
  while (at + digits < svg->len && g_ascii_isdigit(svg->data[at + digits]))
    digits++;
  g_byte_array_remove_range(svg, at, digits);
}

bool emit_svg(const struct frame_document *document, size_t number, struct emit_bytes *out, struct diags *diags)
{
  struct emit_faces faces;
  bool good = emit_faces_open(&faces, document, number, 1, EMIT_FACES_WHOLE, diags);
  if (good) {
    GByteArray *svg = draw_svg(&document->pages[number], &faces);
    drop_counter(svg);
    *out = emit_bytes_take(svg);
  }
  emit_faces_done(&faces);
  return good;
}
