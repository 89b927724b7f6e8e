#include "picture/picture.h"

#include <string.h>

#include "base/limits.h"
#include "base/tr.h"
#include "picture/reading.h"

#define OWN_LEVEL 3 /* of compression, of files that are written anew: half the time of 6, hardly larger */

enum picture_flaw picture_check_size(uint32_t width, uint32_t height)
{
  if (width == 0 || height == 0)
    return PICTURE_EMPTY;
  bool large =
      width > LIMIT_PICTURE_SIDE || height > LIMIT_PICTURE_SIDE || (uint64_t)width * height > LIMIT_PICTURE_PIXELS;
  return large ? PICTURE_LARGE : PICTURE_GOOD;
}

/* --- what is wrong --- */

/* What clerks are sent instead of PNG and JPEG. */
static const char *find_other_kind(struct picture_bytes file)
{
  static const struct {
    size_t at;
    const char *mark, *name;
  } kinds[] = {{0, "GIF8", "GIF"},      {8, "WEBP", "WebP"},          {4, "ftyphe", "HEIC"}, {4, "ftypmif1", "HEIC"},
               {4, "ftypavif", "AVIF"}, {0, "%PDF-", "PDF"},          {0, "BM", "BMP"},      {0, "II*", "TIFF"},
               {0, "MM", "TIFF"},       {0, "<svg", "SVG"},           {0, "<?xml", "SVG"},   {0, "8BPS", "PSD"},
               {0, "PK", "ZIP"},        {0, "\xD0\xCF\x11", "Office"}};
  for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
    size_t length = strlen(kinds[i].mark);
    if (file.size >= kinds[i].at + length && memcmp(file.data + kinds[i].at, kinds[i].mark, length) == 0)
      return kinds[i].name;
  }
  return NULL;
}

static void report_other_kind(const char *name, struct picture_bytes file, struct span span, struct diags *diags)
{
  const char *kind = find_other_kind(file);
  struct diag *diag =
      kind ? diag_add(diags, DIAG_IMAGE_BAD, span,
                      _("“%1$s” is neither a PNG nor a JPEG file, whatever its name says: it looks like %2$s."), name,
                      kind)
           : diag_add(diags, DIAG_IMAGE_BAD, span, _("“%s” is neither a PNG nor a JPEG file, whatever its name says."),
                      name);
  diag_hint(diags, diag, _("Open it in a program for pictures and save it as JPEG (photographs) or PNG (drawings)."));
}

static void report_large(const char *name, const struct picture *picture, struct span span, struct diags *diags)
{
  struct diag *diag = diag_add(diags, DIAG_LIMIT_SIZE, span, _("The picture “%1$s” has %2$u × %3$u pixels, too many."),
                               name, picture->width, picture->height);
  diag_hint(diags, diag, _("Make it smaller: %u pixels across are enough for the width of a page."), 2000U);
}

static void report_flaw(enum picture_flaw flaw, struct span span, struct diags *diags)
{
  const char *message = "", *hint = _("Open it in a program for pictures and save it once more.");
  switch (flaw) {
  case PICTURE_GOOD:
  case PICTURE_LARGE:
    return;
  case PICTURE_DAMAGED:
    message = _("This picture is damaged, or a part of it is missing.");
    hint = _("Fetch the file once more from where it came from: it may not have been copied to its end.");
    break;
  case PICTURE_EMPTY:
    message = _("This picture has no pixels.");
    break;
  case PICTURE_MOVING:
    message = _("This picture moves, which paper cannot show.");
    hint = _("Save one of its frames as a picture of its own.");
    break;
  case PICTURE_INKS:
    message = _("This picture is made for the four inks of a press (CMYK).");
    hint = _("Open it in a program for pictures and save it in RGB colours.");
    break;
  case PICTURE_RARE:
    message = _("This picture is a JPEG file of a kind that hardly any program can show.");
    break;
  }
  struct diag *diag = diag_add(diags, DIAG_IMAGE_BAD, span, "%s", message);
  diag_hint(diags, diag, "%s", hint);
}

/* --- reading --- */

static enum picture_flaw strip(struct picture_bytes file, struct picture *out, GByteArray *kept)
{
  return png_is(file) ? png_strip(file, out, kept) : jpeg_strip(file, out, kept);
}

static bool decode(enum picture_kind kind, struct picture_bytes file, picture_row *take, void *data)
{
  return kind == PICTURE_PNG ? png_decode(file, take, data) : jpeg_decode(file, take, data);
}

static void write_row(void *data, uint32_t y, const unsigned char *row)
{
  (void)y;
  picture_write_row(data, row);
}

/* Its rows as PDF and browsers take them. False where they are damaged. */
static bool write_anew(const struct picture *picture, GByteArray *kept)
{
  GByteArray *own = g_byte_array_new();
  struct picture_form form = {picture->width, picture->height, picture->gray, OWN_LEVEL, 0};
  struct picture_writing *writing = picture_write_begin(own, &form);
  bool good = png_decode((struct picture_bytes){kept->data, kept->len}, write_row, writing);
  if (good) {
    picture_write_end(writing);
    g_byte_array_set_size(kept, 0);
    g_byte_array_append(kept, own->data, own->len);
  } else {
    picture_write_drop(writing);
  }
  g_byte_array_unref(own);
  return good;
}

/* What cannot be decoded to its end is found now, not when the page is drawn. */
static bool make_plain(const struct picture *picture, GByteArray *kept)
{
  struct picture_bytes file = {kept->data, kept->len};
  if (picture->kind == PICTURE_PNG && (!png_is_plain(file) || !png_is_exact(file, picture)))
    return write_anew(picture, kept);
  return decode(picture->kind, file, NULL, NULL);
}

static void keep(struct arena *arena, const char *name, const GByteArray *kept, struct picture *out)
{
  char *digest = g_compute_checksum_for_data(G_CHECKSUM_SHA256, kept->data, kept->len);
  g_strlcpy(out->digest, digest, PICTURE_DIGEST_SIZE);
  out->digest[PICTURE_DIGEST_SIZE - 2] = (char)('0' + out->orientation);
  out->name = arena_strdup(arena, name);
  out->bytes = (const unsigned char *)arena_strndup(arena, (const char *)kept->data, kept->len);
  out->size = kept->len;
  g_free(digest);
}

bool picture_read(struct arena *arena, const char *name, const void *bytes, size_t size, struct span span,
                  struct diags *diags, struct picture *out)
{
  struct picture_bytes file = {bytes, size};
  *out = (struct picture){.orientation = 1};
  if (!png_is(file) && !jpeg_is(file)) {
    report_other_kind(name, file, span, diags);
    return false;
  }
  GByteArray *kept = g_byte_array_new();
  enum picture_flaw flaw = strip(file, out, kept);
  if (flaw == PICTURE_GOOD && !make_plain(out, kept))
    flaw = PICTURE_DAMAGED;
  if (flaw == PICTURE_GOOD)
    keep(arena, name, kept, out);
  else if (flaw == PICTURE_LARGE)
    report_large(name, out, span, diags);
  else
    report_flaw(flaw, span, diags);
  g_byte_array_unref(kept);
  return flaw == PICTURE_GOOD;
}

void picture_rows(const struct picture *picture, picture_row *take, void *data)
{
  bool good = decode(picture->kind, (struct picture_bytes){picture->bytes, picture->size}, take, data);
  g_assert(good); /* they have been read before */
}

/* --- how it is shown --- */

struct picture_turn picture_turn(const struct picture *picture)
{
  static const struct picture_turn turns[] = {{1, 0, 0, 0, 1, 0},   {-1, 0, 1, 0, 1, 0}, {-1, 0, 1, 0, -1, 1},
                                              {1, 0, 0, 0, -1, 1},  {0, 1, 0, 1, 0, 0},  {0, -1, 1, 1, 0, 0},
                                              {0, -1, 1, -1, 0, 1}, {0, 1, 0, -1, 0, 1}};
  g_assert(picture->orientation >= 1 && picture->orientation <= G_N_ELEMENTS(turns));
  return turns[picture->orientation - 1];
}

static bool is_turned(const struct picture *picture)
{
  return picture_turn(picture).x_u == 0;
}

uint32_t picture_width(const struct picture *picture)
{
  return is_turned(picture) ? picture->height : picture->width;
}

uint32_t picture_height(const struct picture *picture)
{
  return is_turned(picture) ? picture->width : picture->height;
}

/* --- for browsers --- */

const char *picture_type(const struct picture *picture)
{
  return picture->kind == PICTURE_PNG ? "image/png" : "image/jpeg";
}

/* An Exif segment that says the orientation and nothing else: browsers obey it. */
static void append_orientation(GByteArray *out, uint8_t orientation)
{
  const guint8 segment[] = {0xFF, 0xE1, 0,    34,   'E', 'x', 'i', 'f', 0, 0, 'M', 'M',         0, '*', 0, 0, 0, 8,
                            0,    1,    0x01, 0x12, 0,   3,   0,   0,   0, 1, 0,   orientation, 0, 0,   0, 0, 0, 0};
  g_byte_array_append(out, segment, sizeof segment);
}

void picture_append_file(const struct picture *picture, GByteArray *out)
{
  size_t head = picture->orientation == 1 ? 0 : 2; /* behind SOI */
  g_byte_array_append(out, picture->bytes, (guint)head);
  if (head)
    append_orientation(out, picture->orientation);
  g_byte_array_append(out, picture->bytes + head, (guint)(picture->size - head));
}
