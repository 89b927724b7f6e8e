#include "emit/shapes.h"

#include <hb.h>
#include <math.h>
#include <stdlib.h>

struct shape_face {
  hb_font_t *font;
  uint32_t upem;
  GHashTable *numbers; /* glyph → its number + 1: none is NULL */
};

struct shape {
  uint32_t face, glyph;
};

struct emit_shapes {
  GHashTable *by_place; /* "file#index" → number of the face + 1 */
  GArray *faces;        /* of struct shape_face */
  GArray *glyphs;       /* of struct shape */
  hb_draw_funcs_t *draw;
};

/* --- path data --- */

/* Outlines of fonts are in whole units of the em, but for the middles that TrueType implies: halves. */
static void append_number(GString *out, float value)
{
  long tenths = lroundf(value * 10);
  if (tenths % 10 == 0)
    g_string_append_printf(out, "%ld", tenths / 10);
  else
    g_string_append_printf(out, "%s%ld.%ld", tenths < 0 ? "-" : "", labs(tenths) / 10, labs(tenths) % 10);
}

static void append_point(GString *out, char command, float x, float y)
{
  g_string_append_c(out, command);
  append_number(out, x);
  g_string_append_c(out, ' ');
  append_number(out, -y);
}

static void move_to(hb_draw_funcs_t *funcs, void *out, hb_draw_state_t *state, float x, float y, void *data)
{
  (void)funcs, (void)state, (void)data;
  append_point(out, 'M', x, y);
}

static void line_to(hb_draw_funcs_t *funcs, void *out, hb_draw_state_t *state, float x, float y, void *data)
{
  (void)funcs, (void)state, (void)data;
  append_point(out, 'L', x, y);
}

static void quadratic_to(hb_draw_funcs_t *funcs, void *out, hb_draw_state_t *state, float cx, float cy, float x,
                         float y, void *data)
{
  (void)funcs, (void)state, (void)data;
  append_point(out, 'Q', cx, cy);
  append_point(out, ' ', x, y);
}

static void cubic_to(hb_draw_funcs_t *funcs, void *out, hb_draw_state_t *state, float ax, float ay, float bx, float by,
                     float x, float y, void *data)
{
  (void)funcs, (void)state, (void)data;
  append_point(out, 'C', ax, ay);
  append_point(out, ' ', bx, by);
  append_point(out, ' ', x, y);
}

static void close_path(hb_draw_funcs_t *funcs, void *out, hb_draw_state_t *state, void *data)
{
  (void)funcs, (void)state, (void)data;
  g_string_append_c(out, 'Z');
}

static hb_draw_funcs_t *make_draw_funcs(void)
{
  hb_draw_funcs_t *draw = hb_draw_funcs_create();
  hb_draw_funcs_set_move_to_func(draw, move_to, NULL, NULL);
  hb_draw_funcs_set_line_to_func(draw, line_to, NULL, NULL);
  hb_draw_funcs_set_quadratic_to_func(draw, quadratic_to, NULL, NULL);
  hb_draw_funcs_set_cubic_to_func(draw, cubic_to, NULL, NULL);
  hb_draw_funcs_set_close_path_func(draw, close_path, NULL, NULL);
  hb_draw_funcs_make_immutable(draw);
  return draw;
}

/* --- the collection --- */

struct emit_shapes *emit_shapes_new(void)
{
  struct emit_shapes *shapes = g_new0(struct emit_shapes, 1);
  shapes->by_place = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  shapes->faces = g_array_new(FALSE, FALSE, sizeof(struct shape_face));
  shapes->glyphs = g_array_new(FALSE, FALSE, sizeof(struct shape));
  shapes->draw = make_draw_funcs();
  return shapes;
}

static struct shape_face *face_at(const struct emit_shapes *shapes, uint32_t face)
{
  return &g_array_index(shapes->faces, struct shape_face, face);
}

void emit_shapes_free(struct emit_shapes *shapes)
{
  if (!shapes)
    return;
  for (guint i = 0; i < shapes->faces->len; i++) {
    hb_font_destroy(face_at(shapes, i)->font);
    g_hash_table_destroy(face_at(shapes, i)->numbers);
  }
  g_array_free(shapes->faces, TRUE);
  g_array_free(shapes->glyphs, TRUE);
  g_hash_table_destroy(shapes->by_place);
  hb_draw_funcs_destroy(shapes->draw);
  g_free(shapes);
}

/* A file that has gone or is damaged gives HarfBuzz's empty face: no outlines. */
static struct shape_face open_face(const struct frame_face *from)
{
  hb_blob_t *blob = hb_blob_create_from_file(from->file);
  hb_face_t *face = hb_face_create(blob, from->index);
  struct shape_face out = {hb_font_create(face), hb_face_get_upem(face), g_hash_table_new(NULL, NULL)};
  hb_face_destroy(face);
  hb_blob_destroy(blob);
  return out;
}

uint32_t emit_shapes_face(struct emit_shapes *shapes, const struct frame_face *face)
{
  char *place = g_strdup_printf("%s#%u", face->file, face->index);
  uint32_t known = GPOINTER_TO_UINT(g_hash_table_lookup(shapes->by_place, place));
  if (known) {
    g_free(place);
    return known - 1;
  }
  struct shape_face opened = open_face(face);
  g_array_append_val(shapes->faces, opened);
  g_hash_table_insert(shapes->by_place, place, GUINT_TO_POINTER(shapes->faces->len));
  return shapes->faces->len - 1;
}

uint32_t emit_shapes_upem(const struct emit_shapes *shapes, uint32_t face)
{
  return face_at(shapes, face)->upem;
}

uint32_t emit_shapes_glyph(struct emit_shapes *shapes, uint32_t face, uint32_t glyph)
{
  GHashTable *numbers = face_at(shapes, face)->numbers;
  uint32_t known = GPOINTER_TO_UINT(g_hash_table_lookup(numbers, GUINT_TO_POINTER(glyph)));
  if (known)
    return known - 1;
  struct shape shape = {face, glyph};
  g_array_append_val(shapes->glyphs, shape);
  g_hash_table_insert(numbers, GUINT_TO_POINTER(glyph), GUINT_TO_POINTER(shapes->glyphs->len));
  return shapes->glyphs->len - 1;
}

uint32_t emit_shapes_count(const struct emit_shapes *shapes)
{
  return shapes->glyphs->len;
}

void emit_shapes_outline(GString *out, const struct emit_shapes *shapes, uint32_t number)
{
  const struct shape *shape = &g_array_index(shapes->glyphs, struct shape, number);
  hb_font_get_glyph_shape(face_at(shapes, shape->face)->font, shape->glyph, shapes->draw, out);
}
