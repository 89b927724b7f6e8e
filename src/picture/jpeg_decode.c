/* The pixels of a JPEG file, through libjpeg. */
#include <setjmp.h>
#include <stdio.h>
/* needs size_t and FILE */
#include <jpeglib.h>
/* the codes of its messages */
#include <jerror.h>

#include "base/limits.h"
#include "picture/reading.h"

struct decoding {
  struct jpeg_decompress_struct jpeg;
  struct jpeg_error_mgr errors;
  struct jpeg_progress_mgr progress;
  jmp_buf stop;
  picture_row *take;
  void *data;
  JSAMPROW row;
};

static void stop(j_common_ptr jpeg)
{
  struct decoding *d = jpeg->client_data;
  longjmp(d->stop, 1);
}

/* A warning is damage, too: libjpeg goes on with gray where pixels are missing. Not so what stands between segments. */
static void hear(j_common_ptr jpeg, int level)
{
  if (level < 0 && jpeg->err->msg_code != JWRN_EXTRANEOUS_DATA && jpeg->err->msg_code != JWRN_JFIF_MAJOR)
    stop(jpeg);
}

static void say_nothing(j_common_ptr jpeg)
{
  (void)jpeg;
}

/* Thousands of scans that add nothing cost hours. */
static void watch(j_common_ptr jpeg)
{
  const struct decoding *d = jpeg->client_data;
  if (d->jpeg.input_scan_number > (int)LIMIT_PICTURE_SCANS)
    stop(jpeg);
}

static void read_rows(struct decoding *d)
{
  while (d->jpeg.output_scanline < d->jpeg.output_height) {
    uint32_t y = d->jpeg.output_scanline;
    jpeg_read_scanlines(&d->jpeg, &d->row, 1);
    if (d->take)
      d->take(d->data, y, d->row);
  }
}

/* Nothing of its own is live where libjpeg jumps back to. */
static bool decode(struct decoding *d, struct picture_bytes file)
{
  if (setjmp(d->stop))
    return false;
  jpeg_create_decompress(&d->jpeg);
  d->jpeg.progress = &d->progress;
  jpeg_mem_src(&d->jpeg, file.data, file.size);
  jpeg_read_header(&d->jpeg, TRUE);
  d->jpeg.out_color_space = d->jpeg.num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
  d->jpeg.dct_method = JDCT_ISLOW;
  d->jpeg.scale_denom =
      d->take ? 1 : 8; /* where nobody takes them: all codes are read, and one pixel of each block made */
  jpeg_start_decompress(&d->jpeg);
  d->row = g_malloc((size_t)d->jpeg.output_width * (size_t)d->jpeg.output_components);
  read_rows(d);
  jpeg_finish_decompress(&d->jpeg);
  return true;
}

bool jpeg_decode(struct picture_bytes file, picture_row *take, void *data)
{
  struct decoding *d = g_new0(struct decoding, 1);
  d->jpeg.err = jpeg_std_error(&d->errors);
  d->jpeg.client_data = d;
  d->errors.error_exit = stop;
  d->errors.emit_message = hear;
  d->errors.output_message = say_nothing;
  d->progress.progress_monitor = watch;
  d->take = take;
  d->data = data;
  bool good = decode(d, file);
  jpeg_destroy_decompress(&d->jpeg);
  g_free(d->row);
  g_free(d);
  return good;
}
