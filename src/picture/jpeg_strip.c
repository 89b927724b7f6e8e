/* The segments of a JPEG file (ISO/IEC 10918-1): what decodes its pixels is kept up to its end. Of the rest one thing
 * is read: how the camera was held. */
#include <string.h>

#include "picture/reading.h"

enum {
  SOF0 = 0xC0,
  SOF2 = 0xC2,
  DHT = 0xC4,
  JPG = 0xC8,
  DAC = 0xCC,
  SOF15 = 0xCF,
  RST0 = 0xD0,
  RST7 = 0xD7,
  SOI = 0xD8,
  EOI = 0xD9,
  SOS = 0xDA,
  DNL = 0xDC,
  APP0 = 0xE0,
  APP1 = 0xE1,
  APP14 = 0xEE,
  APP15 = 0xEF,
  COM = 0xFE
};

bool jpeg_is(struct picture_bytes file)
{
  return file.size >= 3 && file.data[0] == 0xFF && file.data[1] == SOI && file.data[2] == 0xFF;
}

struct segment {
  int marker;
  const unsigned char *data; /* behind marker and length */
  size_t size;
};

static void keep_segment(GByteArray *kept, const struct segment *segment)
{
  const unsigned char head[] = {0xFF, (unsigned char)segment->marker, (unsigned char)((segment->size + 2) >> 8),
                                (unsigned char)(segment->size + 2)};
  g_byte_array_append(kept, head, sizeof head);
  g_byte_array_append(kept, segment->data, (guint)segment->size);
}

/* What has been met. */
struct stripping {
  struct picture *out;
  GByteArray *kept;
  bool jfif, adobe; /* JFIF says Y Cb Cr; else Adobe says which */
  bool direct;      /* Adobe, or the components' names: they are R G B */
};

/* --- Exif --- */

/* A number of a TIFF, in the order of bytes it has. */
static uint32_t tiff_number(const unsigned char *at, int bytes, bool little)
{
  uint32_t number = 0;
  for (int i = 0; i < bytes; i++)
    number = number << 8 | at[little ? bytes - 1 - i : i];
  return number;
}

/* The orientation in the first directory; 1 where none is, or none that exists. */
static uint8_t find_orientation(const unsigned char *tiff, size_t size)
{
  if (size < 8 || (memcmp(tiff, "II*", 4) != 0 && memcmp(tiff, "MM\0*", 4) != 0))
    return 1;
  bool little = tiff[0] == 'I';
  size_t at = tiff_number(tiff + 4, 4, little);
  if (at > size - 2)
    return 1;
  uint32_t count = tiff_number(tiff + at, 2, little);
  for (at += 2; count > 0 && size - at >= 12; count--, at += 12) {
    uint32_t value = tiff_number(tiff + at + 8, 2, little);
    if (tiff_number(tiff + at, 2, little) == 0x0112)
      return value >= 1 && value <= 8 ? (uint8_t)value : 1;
  }
  return 1;
}

/* --- segments --- */

static bool begins_with(const struct segment *segment, const char *name, size_t length, size_t least)
{
  return segment->size >= least && memcmp(segment->data, name, length) == 0;
}

/* JFIF, without its thumbnail. */
static void read_jfif(struct stripping *s, const struct segment *segment)
{
  if (!begins_with(segment, "JFIF", 5, 14))
    return;
  unsigned char data[14];
  memcpy(data, segment->data, sizeof data);
  data[12] = data[13] = 0;
  uint32_t across = bytes_16(data + 8), unit = data[7];
  if (across == bytes_16(data + 10) && (unit == 1 || unit == 2))
    s->out->density = unit == 1 ? across : (across * 254 + 50) / 100;
  s->jfif = true;
  keep_segment(s->kept, &(struct segment){APP0, data, sizeof data});
}

/* JFIF goes before Adobe with some programs and not with others: where both speak, only the first is kept. */
static void read_adobe(struct stripping *s, const struct segment *segment)
{
  if (!begins_with(segment, "Adobe", 5, 12) || s->jfif)
    return;
  s->adobe = true;
  s->direct = segment->data[11] == 0;
  keep_segment(s->kept, segment);
}

static enum picture_flaw read_frame(struct stripping *s, const struct segment *segment)
{
  struct picture *out = s->out;
  if (segment->marker > SOF2)
    return PICTURE_RARE; /* without loss, hierarchical or arithmetically coded */
  if (out->width != 0 || segment->size < 6)
    return PICTURE_DAMAGED;
  if (segment->data[0] != 8)
    return PICTURE_RARE;
  out->height = bytes_16(segment->data + 1);
  out->width = bytes_16(segment->data + 3);
  int components = segment->data[5];
  out->gray = components == 1;
  if (components == 3 && segment->size >= 15 && !s->adobe)
    s->direct = segment->data[6] == 'R' && segment->data[9] == 'G' && segment->data[12] == 'B';
  if (components == 4)
    return PICTURE_INKS;
  return components == 1 || components == 3 ? picture_check_size(out->width, out->height) : PICTURE_RARE;
}

static bool is_frame(int marker)
{
  return marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC;
}

static enum picture_flaw read_segment(struct stripping *s, const struct segment *segment)
{
  bool application = segment->marker >= APP0 && segment->marker <= APP15;
  if (segment->marker == APP0)
    read_jfif(s, segment);
  else if (segment->marker == APP1 && begins_with(segment, "Exif\0", 6, 6))
    s->out->orientation = find_orientation(segment->data + 6, segment->size - 6);
  else if (segment->marker == APP14)
    read_adobe(s, segment);
  else if (!application && segment->marker != COM)
    keep_segment(s->kept, segment);
  return is_frame(segment->marker) ? read_frame(s, segment) : PICTURE_GOOD;
}

/* The place of the marker behind the coded pixels that begin at `at`: FF that is no data and no restart. */
static size_t find_marker(struct picture_bytes file, size_t at)
{
  for (; at + 1 < file.size; at++) {
    unsigned char next = file.data[at + 1];
    if (file.data[at] == 0xFF && next != 0 && next != 0xFF && (next < RST0 || next > RST7))
      return at;
  }
  return file.size;
}

/* False where the file ends, or has no marker there. */
static bool next_segment(struct picture_bytes file, size_t *at, struct segment *out)
{
  while (*at + 1 < file.size && file.data[*at] == 0xFF && file.data[*at + 1] == 0xFF)
    ++*at;
  if (file.size - *at < 2 || file.data[*at] != 0xFF)
    return false;
  *out = (struct segment){.marker = file.data[*at + 1]};
  *at += 2;
  if (out->marker == EOI)
    return true;
  if (file.size - *at < 2 || bytes_16(file.data + *at) < 2 || bytes_16(file.data + *at) > file.size - *at)
    return false;
  out->data = file.data + *at + 2;
  out->size = bytes_16(file.data + *at) - 2;
  *at += out->size + 2;
  return true;
}

static enum picture_flaw strip(struct stripping *s, struct picture_bytes file)
{
  static const unsigned char begin[] = {0xFF, SOI}, end[] = {0xFF, EOI};
  struct segment segment;
  g_byte_array_append(s->kept, begin, sizeof begin);
  for (size_t at = sizeof begin; next_segment(file, &at, &segment);) {
    if (segment.marker == EOI) {
      g_byte_array_append(s->kept, end, sizeof end);
      return s->out->width ? PICTURE_GOOD : PICTURE_DAMAGED;
    }
    enum picture_flaw flaw = read_segment(s, &segment);
    if (flaw != PICTURE_GOOD)
      return flaw;
    if (segment.marker == SOS) {
      size_t marker = find_marker(file, at);
      g_byte_array_append(s->kept, file.data + at, (guint)(marker - at));
      at = marker;
    }
  }
  return PICTURE_DAMAGED;
}

enum picture_flaw jpeg_strip(struct picture_bytes file, struct picture *out, GByteArray *kept)
{
  struct stripping s = {.out = out, .kept = kept};
  out->kind = PICTURE_JPEG;
  out->orientation = 1;
  enum picture_flaw flaw = strip(&s, file);
  out->is_rgb = !out->gray && !s.jfif && s.direct;
  return flaw;
}
