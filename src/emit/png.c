#include "emit/emit.h"

#include <png.h>

#include <glib.h>

#include "base/tr.h"
#include "emit/bytes.h"
#include "emit/faces.h"
#include "emit/walk.h"

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
        (item->kind == FRAME_PATH && !colour_is_gray(item->as.path.colour)))
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
  emit_draw_page(cairo, page, faces);
  g_assert(cairo_status(cairo) == CAIRO_STATUS_SUCCESS);
  cairo_destroy(cairo);
  cairo_surface_flush(image);
  return image;
}

static void append_bytes(png_structp png, png_bytep bytes, size_t size)
{
  g_byte_array_append(png_get_io_ptr(png), bytes, (guint)size);
}

static void flush_nothing(png_structp png)
{
  (void)png;
}

/* Sizes and kinds are ours, so libpng can only fail for want of memory. */
static void stop(png_structp png, png_const_charp message)
{
  (void)png;
  g_error("libpng: %s", message);
}

/* Cairo's 0x00RRGGBB words as R G B bytes, or as one gray byte each. */
static void convert_row(const uint32_t *pixels, int width, bool gray, png_bytep row)
{
  for (int x = 0; x < width; x++) {
    if (gray) {
      row[x] = (png_byte)(pixels[x] & 0xFF);
      continue;
    }
    row[3 * x] = (png_byte)(pixels[x] >> 16 & 0xFF);
    row[3 * x + 1] = (png_byte)(pixels[x] >> 8 & 0xFF);
    row[3 * x + 2] = (png_byte)(pixels[x] & 0xFF);
  }
}

static void write_rows(png_structp png, cairo_surface_t *image, bool gray)
{
  int width = cairo_image_surface_get_width(image), height = cairo_image_surface_get_height(image);
  size_t stride = (size_t)cairo_image_surface_get_stride(image) / sizeof(uint32_t);
  const uint32_t *pixels = (const uint32_t *)(const void *)cairo_image_surface_get_data(image);
  png_bytep row = g_malloc((size_t)width * 3);
  for (int y = 0; y < height; y++) {
    convert_row(pixels + (size_t)y * stride, width, gray, row);
    png_write_row(png, row);
  }
  g_free(row);
}

/* Level 1: a page of text is a seventh of the time and hardly larger. */
static GByteArray *encode_image(cairo_surface_t *image, bool gray, int dpi)
{
  GByteArray *out = g_byte_array_new();
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, stop, NULL);
  png_infop info = png_create_info_struct(png);
  png_uint_32 per_metre = (png_uint_32)(((int64_t)dpi * 10000 + 127) / 254);
  png_set_write_fn(png, out, append_bytes, flush_nothing);
  png_set_compression_level(png, 1);
  png_set_IHDR(png, info, (png_uint_32)cairo_image_surface_get_width(image),
               (png_uint_32)cairo_image_surface_get_height(image), 8, gray ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB,
               PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_pHYs(png, info, per_metre, per_metre, PNG_RESOLUTION_METER);
  png_write_info(png, info);
  write_rows(png, image, gray);
  png_write_end(png, info);
  png_destroy_write_struct(&png, &info);
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
