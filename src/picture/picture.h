/* Pictures: PNG and JPEG files as they are printed. What a file holds is known by its bytes, never by its name. A
 * picture that has been read is whole, within the limits, and without what is nobody's business: where and with what a
 * photograph was taken, comments, thumbnails, whatever stands behind its end. Its pixels are gray or red, green and
 * blue, 8 bits each, of sRGB; nothing of it is transparent: it lies on white. */
#ifndef NIANBAO_PICTURE_PICTURE_H
#define NIANBAO_PICTURE_PICTURE_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"

enum picture_kind {
  PICTURE_PNG, /* not interlaced, 8 bits, gray or RGB */
  PICTURE_JPEG /* baseline or progressive, gray or of three components */
};

#define PICTURE_DIGEST_SIZE 33 /* 32 hexadecimal digits and the NUL */

struct picture {
  enum picture_kind kind;
  const char *name;           /* of its file, as the source has it */
  const unsigned char *bytes; /* of a whole file of this kind */
  size_t size;
  uint32_t width, height;           /* pixels, as stored: see picture_turn */
  bool gray;                        /* one component; else three */
  bool is_rgb;                      /* JPEG of three components: they are R G B, not Y Cb Cr */
  uint8_t orientation;              /* Exif's, from 1; JPEG only: in PNG files programs do not obey it */
  uint32_t density;                 /* pixels an inch; 0: the file does not say */
  char digest[PICTURE_DIGEST_SIZE]; /* equal for equal pictures */
};

/* Reads the bytes of a file. False after a diagnostic at `span`: image-bad, or limit-size. Nothing of `bytes` is
 * referred to afterwards. */
bool picture_read(struct arena *arena, const char *name, const void *bytes, size_t size, struct span span,
                  struct diags *diags, struct picture *out);

/* How the pixels as stored are shown: where u, v go from 0 to 1 to the right and down as stored, they are shown at
 * x_u × u + x_v × v + x_0 and y_u × u + y_v × v + y_0, which go from 0 to 1, too. */
struct picture_turn {
  int x_u, x_v, x_0, y_u, y_v, y_0;
};

struct picture_turn picture_turn(const struct picture *picture);
uint32_t picture_width(const struct picture *picture); /* pixels, as shown */
uint32_t picture_height(const struct picture *picture);

/* Gives the rows as stored from the top, a byte or three each pixel. */
typedef void picture_row(void *data, uint32_t y, const unsigned char *row);
void picture_rows(const struct picture *picture, picture_row *take, void *data);

/* PNG: the deflated rows, each behind the number of its PNG filter. */
void picture_append_rows(const struct picture *picture, GByteArray *out);

/* A file that a browser shows as it is printed, and its type. */
void picture_append_file(const struct picture *picture, GByteArray *out);
const char *picture_type(const struct picture *picture); /* "image/png" */

/* --- writing --- */

/* A PNG file that is being made, row by row. */
struct picture_writing;

struct picture_form {
  uint32_t width, height;
  bool gray;
  int level;        /* of compression, 1 to 9 */
  uint32_t density; /* pixels an inch; 0: not said */
};

struct picture_writing *picture_write_begin(GByteArray *out, const struct picture_form *form);
void picture_write_row(struct picture_writing *writing, const unsigned char *row);
void picture_write_end(struct picture_writing *writing);  /* frees it */
void picture_write_drop(struct picture_writing *writing); /* the same, where not all rows have come */

#endif
