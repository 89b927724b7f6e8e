/* PNG files, through libpng. */
#include <png.h>

#include "picture/picture.h"

struct picture_writing {
  png_structp png;
  png_infop info;
};

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

struct picture_writing *picture_write_begin(GByteArray *out, const struct picture_form *form)
{
  struct picture_writing *writing = g_new(struct picture_writing, 1);
  png_structp png = writing->png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, stop, NULL);
  png_infop info = writing->info = png_create_info_struct(png);
  png_uint_32 per_metre = (png_uint_32)(((int64_t)form->density * 10000 + 127) / 254);
  png_set_write_fn(png, out, append_bytes, flush_nothing);
  png_set_compression_level(png, form->level);
  png_set_IHDR(png, info, form->width, form->height, 8, form->gray ? PNG_COLOR_TYPE_GRAY : PNG_COLOR_TYPE_RGB,
               PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  if (per_metre)
    png_set_pHYs(png, info, per_metre, per_metre, PNG_RESOLUTION_METER);
  png_write_info(png, info);
  return writing;
}

void picture_write_row(struct picture_writing *writing, const unsigned char *row)
{
  png_write_row(writing->png, row);
}

void picture_write_drop(struct picture_writing *writing)
{
  png_destroy_write_struct(&writing->png, &writing->info);
  g_free(writing);
}

void picture_write_end(struct picture_writing *writing)
{
  png_write_end(writing->png, writing->info);
  picture_write_drop(writing);
}
