#include "emit/pictures.h"

#include <inttypes.h>
#include <string.h>

#include "emit/values.h"

/* --- with Cairo --- */

/* Rows into a surface's words 0x00RRGGBB. */
struct filling {
  unsigned char *pixels;
  int stride;
  uint32_t width;
  bool gray;
};

static void fill_row(void *data, uint32_t y, const unsigned char *row)
{
  const struct filling *filling = data;
  uint32_t *words = (uint32_t *)(void *)(filling->pixels + (size_t)y * (size_t)filling->stride);
  for (uint32_t x = 0; x < filling->width; x++) {
    const unsigned char *from = filling->gray ? row + x : row + (size_t)x * 3;
    words[x] = (uint32_t)from[0] << 16 | (uint32_t)from[filling->gray ? 0 : 1] << 8 | from[filling->gray ? 0 : 2];
  }
}

/* With the file beside its pixels: an SVG holds the file. */
static cairo_surface_t *make_surface(const struct picture *picture)
{
  cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)picture->width, (int)picture->height);
  struct filling filling = {cairo_image_surface_get_data(surface), cairo_image_surface_get_stride(surface),
                            picture->width, picture->gray};
  picture_rows(picture, fill_row, &filling);
  cairo_surface_mark_dirty(surface);
  cairo_surface_set_mime_data(surface, picture->kind == PICTURE_PNG ? CAIRO_MIME_TYPE_PNG : CAIRO_MIME_TYPE_JPEG,
                              picture->bytes, picture->size, NULL, NULL);
  return surface;
}

/* From pixels as stored to the page. */
static cairo_matrix_t find_matrix(const struct frame_item *item)
{
  const struct picture *picture = item->as.image.picture;
  struct picture_turn turn = picture_turn(picture);
  double width_pt = len_to_pt(item->as.image.width), height_pt = len_to_pt(item->as.image.height);
  cairo_matrix_t matrix;
  cairo_matrix_init(&matrix, width_pt * turn.x_u / picture->width, height_pt * turn.y_u / picture->width,
                    width_pt * turn.x_v / picture->height, height_pt * turn.y_v / picture->height,
                    len_to_pt(item->x) + width_pt * turn.x_0, len_to_pt(item->y) + height_pt * turn.y_0);
  return matrix;
}

void emit_draw_picture(cairo_t *cairo, const struct frame_item *item)
{
  cairo_surface_t *surface = make_surface(item->as.image.picture);
  cairo_matrix_t matrix = find_matrix(item);
  cairo_save(cairo);
  cairo_transform(cairo, &matrix);
  cairo_set_source_surface(cairo, surface, 0, 0);
  cairo_paint(cairo);
  cairo_restore(cairo);
  cairo_surface_destroy(surface);
}

/* --- in the PDF --- */

struct emit_pictures {
  struct emit_objects *objects;
  GPtrArray *digests; /* in the order in which they were first shown: P0, P1 … */
  GArray *numbers;    /* of their objects */
};

struct emit_pictures *emit_pictures_new(struct emit_objects *objects)
{
  struct emit_pictures *pictures = g_new(struct emit_pictures, 1);
  *pictures = (struct emit_pictures){objects, g_ptr_array_new(), g_array_new(FALSE, FALSE, sizeof(uint32_t))};
  return pictures;
}

static void append_filter(GString *entries, const struct picture *picture)
{
  if (picture->kind == PICTURE_PNG)
    g_string_append_printf(
        entries, "/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors %d/BitsPerComponent 8/Columns %" PRIu32 ">>",
        picture->gray ? 1 : 3, picture->width);
  else
    g_string_append_printf(entries, "/Filter/DCTDecode%s", picture->is_rgb ? "/DecodeParms<</ColorTransform 0>>" : "");
}

static uint32_t put_picture(struct emit_objects *objects, const struct picture *picture)
{
  uint32_t number = emit_objects_reserve(objects, 1);
  GString *entries = g_string_new("/Type/XObject/Subtype/Image");
  GByteArray *rows = g_byte_array_new();
  g_string_append_printf(entries, "/Width %" PRIu32 "/Height %" PRIu32 "/ColorSpace/%s/BitsPerComponent 8",
                         picture->width, picture->height, picture->gray ? "DeviceGray" : "DeviceRGB");
  append_filter(entries, picture);
  if (picture->kind == PICTURE_PNG) {
    picture_append_rows(picture, rows);
    emit_objects_put_stream(objects, number, entries->str, rows->data, rows->len, EMIT_PLAIN);
  } else {
    emit_objects_put_stream(objects, number, entries->str, picture->bytes, picture->size, EMIT_PLAIN);
  }
  g_byte_array_unref(rows);
  g_string_free(entries, TRUE);
  return number;
}

static guint find_picture(struct emit_pictures *pictures, const struct picture *picture)
{
  for (guint i = 0; i < pictures->digests->len; i++)
    if (strcmp(g_ptr_array_index(pictures->digests, i), picture->digest) == 0)
      return i;
  uint32_t number = put_picture(pictures->objects, picture);
  g_ptr_array_add(pictures->digests, (gpointer)(uintptr_t)picture->digest);
  g_array_append_val(pictures->numbers, number);
  return pictures->digests->len - 1;
}

/* The unit square, whose y goes up, is the picture as stored: v = 1 − y. */
void emit_pictures_show(struct emit_pictures *pictures, GString *out, const struct frame_item *item)
{
  struct picture_turn turn = picture_turn(item->as.image.picture);
  len width = item->as.image.width, height = item->as.image.height;
  const len matrix[] = {width * turn.x_u,
                        height * turn.y_u,
                        -width * turn.x_v,
                        -height * turn.y_v,
                        item->x + width * (turn.x_v + turn.x_0),
                        item->y + height * (turn.y_v + turn.y_0)};
  g_string_append(out, " q");
  for (size_t i = 0; i < G_N_ELEMENTS(matrix); i++) {
    g_string_append_c(out, ' ');
    emit_value_length(out, matrix[i]);
  }
  g_string_append_printf(out, " cm /P%u Do Q\n", find_picture(pictures, item->as.image.picture));
}

void emit_pictures_write(const struct emit_pictures *pictures, GString *out)
{
  if (pictures->numbers->len == 0)
    return;
  g_string_append(out, "/XObject<<");
  for (guint i = 0; i < pictures->numbers->len; i++) {
    g_string_append_printf(out, "/P%u ", i);
    emit_value_reference(out, g_array_index(pictures->numbers, uint32_t, i));
  }
  g_string_append(out, ">>");
}

void emit_pictures_free(struct emit_pictures *pictures)
{
  g_ptr_array_unref(pictures->digests);
  g_array_unref(pictures->numbers);
  g_free(pictures);
}
