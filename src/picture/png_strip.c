/* The chunks of a PNG file (ISO/IEC 15948): only those that make up its pixels are kept, so that libpng never sees any
 * other. */
#include <string.h>

#include "picture/reading.h"

#define SIGNATURE_SIZE PNG_FIRST_CHUNK
#define CHUNK_AROUND   PNG_CHUNK_AROUND
#define CRITICAL_BIT   0x20 /* of a type's first letter: not set where the picture cannot do without it */

static const unsigned char signature[SIGNATURE_SIZE] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

bool png_is(struct picture_bytes file)
{
  return file.size >= SIGNATURE_SIZE && memcmp(file.data, signature, SIGNATURE_SIZE) == 0;
}

static bool type_is(const unsigned char *chunk, const char *type)
{
  return memcmp(chunk + 4, type, 4) == 0;
}

/* In IHDR: how many bits, and of what. */
enum { HEAD = SIGNATURE_SIZE + 8, HEAD_BITS = HEAD + 8, HEAD_COLOUR = HEAD + 9, HEAD_INTERLACE = HEAD + 12 };
enum { COLOUR_GRAY = 0, COLOUR_RGB = 2, COLOUR_GRAY_ALPHA = 4 };

bool png_is_plain(struct picture_bytes file)
{
  const unsigned char *data = file.data;
  bool transparent = false;
  for (size_t at = SIGNATURE_SIZE; at < file.size; at += bytes_32(data + at) + CHUNK_AROUND)
    transparent = transparent || type_is(data + at, "tRNS");
  return data[HEAD_BITS] == 8 && data[HEAD_INTERLACE] == 0 && !transparent &&
         (data[HEAD_COLOUR] == COLOUR_GRAY || data[HEAD_COLOUR] == COLOUR_RGB);
}

static enum picture_flaw read_head(const unsigned char *chunk, uint32_t length, struct picture *out)
{
  if (length != 13)
    return PICTURE_DAMAGED;
  out->kind = PICTURE_PNG;
  out->width = bytes_32(chunk + 8);
  out->height = bytes_32(chunk + 12);
  out->gray = chunk[17] == COLOUR_GRAY || chunk[17] == COLOUR_GRAY_ALPHA;
  return picture_check_size(out->width, out->height);
}

/* Pixels a metre, if they are as wide as high. */
static void read_density(const unsigned char *chunk, uint32_t length, struct picture *out)
{
  if (length != 9 || chunk[16] != 1 || bytes_32(chunk + 8) != bytes_32(chunk + 12))
    return;
  out->density = (uint32_t)(((uint64_t)bytes_32(chunk + 8) * 254 + 5000) / 10000);
}

static enum picture_flaw read_chunk(const unsigned char *chunk, uint32_t length, struct picture *out, GByteArray *kept)
{
  bool first = kept->len == SIGNATURE_SIZE;
  enum picture_flaw flaw = first != type_is(chunk, "IHDR") ? PICTURE_DAMAGED : PICTURE_GOOD;
  if (flaw == PICTURE_GOOD && first)
    flaw = read_head(chunk, length, out);
  if (type_is(chunk, "acTL"))
    return PICTURE_MOVING;
  if (type_is(chunk, "pHYs"))
    read_density(chunk, length, out);
  if (!(chunk[4] & CRITICAL_BIT) || type_is(chunk, "tRNS"))
    g_byte_array_append(kept, chunk, length + CHUNK_AROUND);
  return flaw;
}

enum picture_flaw png_strip(struct picture_bytes file, struct picture *out, GByteArray *kept)
{
  g_byte_array_append(kept, signature, SIGNATURE_SIZE);
  for (size_t at = SIGNATURE_SIZE; file.size - at >= CHUNK_AROUND;) {
    const unsigned char *chunk = file.data + at;
    uint32_t length = bytes_32(chunk);
    if (length > file.size - at - CHUNK_AROUND)
      return PICTURE_DAMAGED;
    enum picture_flaw flaw = read_chunk(chunk, length, out, kept);
    if (flaw != PICTURE_GOOD || type_is(chunk, "IEND"))
      return flaw;
    at += length + CHUNK_AROUND;
  }
  return PICTURE_DAMAGED;
}

void picture_append_rows(const struct picture *picture, GByteArray *out)
{
  g_assert(picture->kind == PICTURE_PNG);
  for (size_t at = SIGNATURE_SIZE; at < picture->size;) {
    const unsigned char *chunk = picture->bytes + at;
    uint32_t length = bytes_32(chunk);
    if (type_is(chunk, "IDAT"))
      g_byte_array_append(out, chunk + 8, length);
    at += length + CHUNK_AROUND;
  }
}
