/* Outlines as path data, by numbers that stay. */
#include <stdbool.h>

#include "emit/shapes.h"
#include "make.h"

#define LIBERATION "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf"

static uint32_t glyph_of(const char *file, unsigned long code)
{
  FT_Library library;
  FT_Face face;
  assert_int_equal(FT_Init_FreeType(&library), 0);
  assert_int_equal(FT_New_Face(library, file, 0, &face), 0);
  uint32_t glyph = FT_Get_Char_Index(face, code);
  FT_Done_Face(face);
  FT_Done_FreeType(library);
  return glyph;
}

static char *outline(const struct emit_shapes *shapes, uint32_t number)
{
  GString *out = g_string_new(NULL);
  emit_shapes_outline(out, shapes, number);
  return g_string_free(out, FALSE);
}

/* The box of all points, control points included. */
static void measure(const char *path, double box[4])
{
  box[0] = box[1] = 1e9;
  box[2] = box[3] = -1e9;
  for (int axis = 0; *path;) {
    if (strchr("MLQCZ ", *path)) {
      path++;
      continue;
    }
    char *end;
    double value = g_ascii_strtod(path, &end);
    assert_ptr_not_equal(path, end);
    path = end;
    box[axis] = MIN(box[axis], value);
    box[axis + 2] = MAX(box[axis + 2], value);
    axis = !axis;
  }
}

static void test_outlines(void **state)
{
  (void)state;
  static const struct {
    const char *file;
    unsigned long code;
    const char *commands;
  } rows[] = {{MAKE_FANG, 0x4E00, "MCLZ"}, {LIBERATION, 'H', "MLZ"}, {LIBERATION, 'o', "MQLZ"}};
  struct emit_shapes *shapes = emit_shapes_new();
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    struct frame_face from = {.file = rows[i].file, .name = "x"};
    uint32_t face = emit_shapes_face(shapes, &from), upem = emit_shapes_upem(shapes, face);
    char *path = outline(shapes, emit_shapes_glyph(shapes, face, glyph_of(rows[i].file, rows[i].code)));
    double box[4];
    assert_true(upem == 1000 || upem == 2048);
    assert_int_equal(path[0], 'M');
    assert_int_equal(path[strlen(path) - 1], 'Z');
    for (const char *at = path; *at; at++)
      assert_true(!g_ascii_isalpha(*at) || strchr(rows[i].commands, *at));
    measure(path, box);
    assert_true(box[0] >= -100 && box[2] <= upem * 1.1);   /* beside its origin, */
    assert_true(box[1] >= -(double)upem && box[3] <= 200); /* and above the baseline: y grows downwards */
    assert_true(box[1] < 0);
    g_free(path);
  }
  emit_shapes_free(shapes);
}

static void test_numbers_stay(void **state)
{
  (void)state;
  struct emit_shapes *shapes = emit_shapes_new();
  struct frame_face fang = {.file = MAKE_FANG, .name = "a"}, same = {.file = MAKE_FANG, .name = "b"};
  struct frame_face hei = {.file = MAKE_HEI, .name = "c"}, other = {.file = MAKE_FANG, .index = 7, .name = "d"};
  uint32_t face = emit_shapes_face(shapes, &fang);
  assert_int_equal(emit_shapes_face(shapes, &same), face);
  assert_int_not_equal(emit_shapes_face(shapes, &hei), face);
  assert_int_not_equal(emit_shapes_face(shapes, &other), face);
  assert_int_equal(emit_shapes_count(shapes), 0);
  for (uint32_t glyph = 0; glyph < 500; glyph++)
    assert_int_equal(emit_shapes_glyph(shapes, face, glyph * 3), glyph);
  for (uint32_t glyph = 500; glyph-- > 0;)
    assert_int_equal(emit_shapes_glyph(shapes, face, glyph * 3), glyph);
  assert_int_equal(emit_shapes_glyph(shapes, emit_shapes_face(shapes, &hei), 0), 500);
  assert_int_equal(emit_shapes_count(shapes), 501);
  emit_shapes_free(shapes);
}

/* A font that is gone, or has no such glyph, leaves a blank. */
static void test_damaged(void **state)
{
  (void)state;
  struct emit_shapes *shapes = emit_shapes_new();
  struct frame_face gone = {.file = "/nowhere/none.otf", .name = "x"}, fang = {.file = MAKE_FANG, .name = "x"};
  char *none = outline(shapes, emit_shapes_glyph(shapes, emit_shapes_face(shapes, &gone), 12));
  char *beyond = outline(shapes, emit_shapes_glyph(shapes, emit_shapes_face(shapes, &fang), 60000));
  assert_string_equal(none, "");
  assert_string_equal(beyond, "");
  g_free(none);
  g_free(beyond);
  emit_shapes_free(shapes);
  emit_shapes_free(NULL);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_outlines),
      cmocka_unit_test(test_numbers_stay),
      cmocka_unit_test(test_damaged),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
