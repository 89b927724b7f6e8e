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
  emit_draw_page(cairo, page, faces, EMIT_IMAGES_DRAWN);
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

/* Behind the last digit of the number that begins at `at`. */
static size_t digits_end(const GByteArray *svg, size_t at)
{
  while (at < svg->len && g_ascii_isdigit(svg->data[at]))
    at++;
  return at;
}

/* So it does pictures: "image5" and "#image5" become "image0". They are shown in the order in which they are defined,
 * and each is defined where it is shown. */
static GByteArray *number_images(GByteArray *svg)
{
  static const char *const marks[] = {"id=\"image", "\"#image"};
  GByteArray *out = g_byte_array_sized_new(svg->len);
  unsigned counts[G_N_ELEMENTS(marks)] = {0};
  size_t copied = 0;
  for (size_t at = 0; at < svg->len; at++) {
    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
      size_t length = strlen(marks[i]), number = at + length;
      if (number >= svg->len || memcmp(svg->data + at, marks[i], length) != 0 || !g_ascii_isdigit(svg->data[number]))
        continue;
      char own[16];
      int digits = g_snprintf(own, sizeof own, "%u", counts[i]++);
      g_byte_array_append(out, svg->data + copied, (guint)(number - copied));
      g_byte_array_append(out, (const guint8 *)own, (guint)digits);
      copied = digits_end(svg, number);
    }
  }
  g_byte_array_append(out, svg->data + copied, (guint)(svg->len - copied));
  g_byte_array_unref(svg);
  return out;
}

bool emit_svg(const struct frame_document *document, size_t number, struct emit_bytes *out, struct diags *diags)
{
  struct emit_faces faces;
  bool good = emit_faces_open(&faces, document, number, 1, EMIT_FACES_WHOLE, diags);
  if (good) {
    GByteArray *svg = draw_svg(&document->pages[number], &faces);
    drop_counter(svg);
    *out = emit_bytes_take(number_images(svg));
  }
  emit_faces_done(&faces);
  return good;
}
