/* What the readers of files share. picture/'s own. */
#ifndef NIANBAO_PICTURE_READING_H
#define NIANBAO_PICTURE_READING_H

#include "picture/picture.h"

enum picture_flaw {
  PICTURE_GOOD,
  PICTURE_DAMAGED,
  PICTURE_EMPTY, /* no pixel */
  PICTURE_LARGE,
  PICTURE_MOVING,
  PICTURE_INKS, /* CMYK */
  PICTURE_RARE  /* of a kind that PDF or browsers do not know */
};

struct picture_bytes {
  const unsigned char *data;
  size_t size;
};

static inline uint32_t bytes_16(const unsigned char *at)
{
  return (uint32_t)at[0] << 8 | at[1];
}

static inline uint32_t bytes_32(const unsigned char *at)
{
  return bytes_16(at) << 16 | bytes_16(at + 2);
}

#define PNG_FIRST_CHUNK  8  /* behind the signature */
#define PNG_CHUNK_AROUND 12 /* length, type and checksum */

enum picture_flaw picture_check_size(uint32_t width, uint32_t height);

/* Each begins behind the signature. They fill in all but name, bytes, size and digest, and append to `kept` what of the
 * file is the picture; what they leave there after a flaw means nothing. */
bool png_is(struct picture_bytes file);
bool png_is_plain(struct picture_bytes file);                                /* stripped: as PICTURE_PNG says */
bool png_is_exact(struct picture_bytes file, const struct picture *picture); /* plain: nothing is behind its pixels */
enum picture_flaw png_strip(struct picture_bytes file, struct picture *out, GByteArray *kept);
bool jpeg_is(struct picture_bytes file);
enum picture_flaw jpeg_strip(struct picture_bytes file, struct picture *out, GByteArray *kept);

/* The rows of a file, through libpng and libjpeg; false where it is damaged. `take` may be NULL. */
bool png_decode(struct picture_bytes file, picture_row *take, void *data);
bool jpeg_decode(struct picture_bytes file, picture_row *take, void *data);

#endif
