/* The pixels of a PNG file, through libpng: 8 bits each, laid on white. */
#include <png.h>
#include <string.h>

#include "base/limits.h"
#include "picture/reading.h"

#define CHUNK_MOST (1u << 20) /* of what is not pixels: palettes are small */

struct decoding {
  png_structp png;
  png_infop info;
  struct picture_bytes file;
  size_t at;
  picture_row *take;
  void *data;
  int passes;
  uint32_t width, height;
  size_t row_size; /* as libpng gives it */
  int channels;    /* 1 gray, 2 with alpha, 3 RGB, 4 with alpha */
  png_bytep rows;  /* one, or all of an interlaced picture */
};

static void take_bytes(png_structp png, png_bytep out, size_t size)
{
  struct decoding *d = png_get_io_ptr(png);
  if (size > d->file.size - d->at)
    png_error(png, "it ends too early");
  memcpy(out, d->file.data + d->at, size);
  d->at += size;
}

static void stop(png_structp png, png_const_charp message)
{
  (void)message;
  png_longjmp(png, 1);
}

static void pass_over(png_structp png, png_const_charp message)
{
  (void)png, (void)message;
}

/* Colours as they are: neither browsers nor the PDF are told of a gamma. */
static void read_head(struct decoding *d)
{
  png_set_user_limits(d->png, LIMIT_PICTURE_SIDE, LIMIT_PICTURE_SIDE);
  png_set_chunk_malloc_max(d->png, CHUNK_MOST);
  png_set_read_fn(d->png, d, take_bytes);
  png_read_info(d->png, d->info);
  png_set_expand(d->png);
  png_set_scale_16(d->png);
  d->passes = png_set_interlace_handling(d->png);
  png_read_update_info(d->png, d->info);
  d->width = png_get_image_width(d->png, d->info);
  d->height = png_get_image_height(d->png, d->info);
  d->channels = png_get_channels(d->png, d->info);
  d->row_size = png_get_rowbytes(d->png, d->info);
  d->rows = g_malloc(d->row_size * (d->passes > 1 ? d->height : 1));
}

/* Where there is an alpha, each pixel becomes what is seen of it on white; in place, since a row gets shorter. */
static void lay_on_white(const struct decoding *d, png_bytep row)
{
  int colours = d->channels - 1;
  for (uint32_t x = 0; x < d->width && d->channels % 2 == 0; x++) {
    const png_byte *pixel = row + (size_t)x * (size_t)d->channels;
    unsigned alpha = pixel[colours];
    for (int i = 0; i < colours; i++)
      row[(size_t)x * (size_t)colours + (size_t)i] = (png_byte)((pixel[i] * alpha + 255 * (255 - alpha) + 127) / 255);
  }
}

static void give_row(const struct decoding *d, uint32_t y, png_bytep row)
{
  lay_on_white(d, row);
  if (d->take)
    d->take(d->data, y, row);
}

static void read_rows(struct decoding *d)
{
  for (uint32_t y = 0; y < d->height && d->passes == 1; y++) {
    png_read_row(d->png, d->rows, NULL);
    give_row(d, y, d->rows);
  }
  for (int pass = 0; pass < d->passes && d->passes > 1; pass++)
    for (uint32_t y = 0; y < d->height; y++)
      png_read_row(d->png, d->rows + y * d->row_size, NULL);
  for (uint32_t y = 0; y < d->height && d->passes > 1; y++)
    give_row(d, y, d->rows + y * d->row_size);
  png_read_end(d->png, NULL);
}

/* Nothing of its own is live where libpng jumps back to. */
static bool decode(struct decoding *d)
{
  if (setjmp(png_jmpbuf(d->png)))
    return false;
  read_head(d);
  read_rows(d);
  return true;
}

bool png_decode(struct picture_bytes file, picture_row *take, void *data)
{
  struct decoding d = {.file = file, .take = take, .data = data};
  d.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, stop, pass_over);
  d.info = png_create_info_struct(d.png);
  bool good = decode(&d);
  png_destroy_read_struct(&d.png, &d.info, NULL);
  g_free(d.rows);
  return good;
}
