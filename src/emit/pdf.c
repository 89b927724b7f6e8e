#include "emit/emit.h"

#include <cairo-pdf.h>
#include <glib.h>

#include "emit/bytes.h"
#include "emit/faces.h"
#include "emit/finish.h"
#include "emit/walk.h"

static void draw_pages(cairo_surface_t *surface, const struct frame_document *document, const struct emit_faces *faces)
{
  cairo_t *cairo = cairo_create(surface);
  for (size_t i = 0; i < document->page_count; i++) {
    const struct frame_page *page = &document->pages[i];
    cairo_pdf_surface_set_size(surface, len_to_pt(page->width), len_to_pt(page->height));
    emit_draw_page(cairo, page, faces, EMIT_IMAGES_AREAS);
    cairo_show_page(cairo);
  }
  g_assert(cairo_status(cairo) == CAIRO_STATUS_SUCCESS);
  cairo_destroy(cairo);
}

static GByteArray *draw_pdf(const struct frame_document *document, const struct emit_faces *faces)
{
  GByteArray *raw = g_byte_array_new();
  const struct frame_page *first = &document->pages[0];
  cairo_surface_t *surface =
      cairo_pdf_surface_create_for_stream(emit_bytes_append, raw, len_to_pt(first->width), len_to_pt(first->height));
  cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_5);
  draw_pages(surface, document, faces);
  cairo_surface_finish(surface);
  g_assert(cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy(surface);
  return raw;
}

bool emit_pdf(const struct frame_document *document, struct emit_bytes *out, struct diags *diags)
{
  struct emit_faces faces;
  bool good = emit_faces_open(&faces, document, 0, document->page_count, EMIT_FACES_CUT, diags);
  if (good)
    *out = emit_finish_pdf(draw_pdf(document, &faces), document, &faces);
  emit_faces_done(&faces);
  return good;
}
