#include "emit/emit.h"

#include <glib.h>

#include "base/tr.h"
#include "emit/bytes.h"
#include "emit/faces.h"
#include "emit/walk.h"
#include "picture/picture.h"

#define PNG_DEFAULT_DPI 144
#define PNG_SIDE_MAX    32767     /* Cairo's limit for an image */
#define PNG_AREA_MAX    (1 << 28) /* pixels: a gigabyte of memory */

static bool colour_is_gray(struct frame_colour colour)
{
  return colour.red == colour.green && colour.green == colour.blue;
}

static bool page_is_gray(const struct frame_page *page)
{
  for (size_t i = 0; i < page->count; i++) {
    const struct frame_item *item = &page->items[i];
    if ((item->kind == FRAME_RUN && !colour_is_gray(item->as.run.colour)) ||
        (item->kind == FRAME_RULE && !colour_is_gray(item->as.rule.colour)) ||
        (item->kind == FRAME_RECT && !colour_is_gray(item->as.rect.colour)) ||
        (item->kind == FRAME_PATH && !colour_is_gray(item->as.path.colour)) ||
        (item->kind == FRAME_IMAGE && !item->as.image.picture->gray))
      return false;
  }
  return true;
}

static cairo_surface_t *draw_image(const struct frame_page *page, const struct emit_faces *faces, int dpi, int width,
                                   int height)
{
  cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cairo = cairo_create(image);
  cairo_set_source_rgb(cairo, 1, 1, 1);
  cairo_paint(cairo);
  cairo_scale(cairo, dpi / 72.0, dpi / 72.0);
  emit_draw_page(cairo, page, faces, EMIT_IMAGES_DRAWN);
  g_assert(cairo_status(cairo) == CAIRO_STATUS_SUCCESS);
  cairo_destroy(cairo);
  cairo_surface_flush(image);
  return image;
}

/* Cairo's 0x00RRGGBB words as R G B bytes, or as one gray byte each. */
static void convert_row(const uint32_t *pixels, int width, bool gray, unsigned char *row)
{
  for (int x = 0; x < width; x++) {
    if (gray) {
      row[x] = (unsigned char)(pixels[x] & 0xFF);
      continue;
    }
    row[3 * x] = (unsigned char)(pixels[x] >> 16 & 0xFF);
    row[3 * x + 1] = (unsigned char)(pixels[x] >> 8 & 0xFF);
    row[3 * x + 2] = (unsigned char)(pixels[x] & 0xFF);
  }
}

static void write_rows(struct picture_writing *writing, cairo_surface_t *image, bool gray)
{
  int width = cairo_image_surface_get_width(image), height = cairo_image_surface_get_height(image);
  size_t stride = (size_t)cairo_image_surface_get_stride(image) / sizeof(uint32_t);
  const uint32_t *pixels = (const uint32_t *)(const void *)cairo_image_surface_get_data(image);
  unsigned char *row = g_malloc((size_t)width * 3);
  for (int y = 0; y < height; y++) {
    convert_row(pixels + (size_t)y * stride, width, gray, row);
    picture_write_row(writing, row);
  }
  g_free(row);
}

/* Level 1: a page of text is a seventh of the time and hardly larger. */
static GByteArray *encode_image(cairo_surface_t *image, bool gray, int dpi)
{
  GByteArray *out = g_byte_array_new();
  struct picture_form form = {(uint32_t)cairo_image_surface_get_width(image),
                              (uint32_t)cairo_image_surface_get_height(image), gray, 1, (uint32_t)dpi};
  struct picture_writing *writing = picture_write_begin(out, &form);
  write_rows(writing, image, gray);
  picture_write_end(writing);
  return out;
}

static int64_t count_pixels(len side, int dpi)
{
  return ((int64_t)side * dpi + 36 * LEN_PT) / (72 * LEN_PT);
}

bool emit_png(const struct frame_document *document, size_t number, const struct emit_options *options,
              struct emit_bytes *out, struct diags *diags)
{
  const struct frame_page *page = &document->pages[number];
  int dpi = options == NULL || options->png_dpi == 0 ? PNG_DEFAULT_DPI : options->png_dpi;
  int64_t width = count_pixels(page->width, dpi), height = count_pixels(page->height, dpi);
  if (width < 1 || height < 1 || width > PNG_SIDE_MAX || height > PNG_SIDE_MAX || width * height > PNG_AREA_MAX) {
    diag_add(diags, DIAG_LIMIT_SIZE, SPAN_NONE,
             _("At %d dots per inch the picture of a page would be too large or too small to be made."), dpi);
    return false;
  }
  struct emit_faces faces;
  bool good = emit_faces_open(&faces, document, number, 1, EMIT_FACES_WHOLE, diags);
  if (good) {
    cairo_surface_t *image = draw_image(page, &faces, dpi, (int)width, (int)height);
    *out = emit_bytes_take(encode_image(image, page_is_gray(page), dpi));
    cairo_surface_destroy(image);
  }
  emit_faces_done(&faces);
  return good;
}
