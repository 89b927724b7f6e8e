#include "make.h"

#include <png.h>

static void make_picture(struct maker *maker, struct frame_colour colour)
{
  make_begin(maker);
  frame_add_face(maker->arena, &maker->document, MAKE_FANG, 0, "FandolFang-Regular");
  frame_add_face(maker->arena, &maker->document, "unused and missing.otf", 0, "Unused");
  make_page(maker, "1");
  make_text(maker, 0, 10 * LEN_PT, 30 * LEN_PT, "一二三");
  make_page(maker, "2");
  make_rect(maker, 50 * LEN_PT, 25 * LEN_PT,
            (struct frame_rect){.width = 100 * LEN_PT, .height = 50 * LEN_PT, .colour = colour});
  make_rule(maker, 0, 90 * LEN_PT, (struct frame_rule){.dx = 200 * LEN_PT, .width = 4 * LEN_PT});
  make_link(maker, 0, 0, LEN_PT, LEN_PT, "https://example.org/");
}

struct decoded {
  png_image header;
  png_bytep pixels; /* red green blue */
};

static struct decoded decode(const struct emit_bytes *bytes)
{
  struct decoded picture = {.header = {.version = PNG_IMAGE_VERSION}};
  assert_true(png_image_begin_read_from_memory(&picture.header, bytes->data, bytes->size));
  picture.header.format = PNG_FORMAT_RGB;
  picture.pixels = g_malloc(PNG_IMAGE_SIZE(picture.header));
  assert_true(png_image_finish_read(&picture.header, NULL, picture.pixels, 0, NULL));
  return picture;
}

static void assert_pixel(const struct decoded *picture, size_t x, size_t y, struct frame_colour colour)
{
  png_bytep pixel = picture->pixels + 3 * (y * picture->header.width + x);
  assert_int_equal(pixel[0], colour.red);
  assert_int_equal(pixel[1], colour.green);
  assert_int_equal(pixel[2], colour.blue);
}

static void test_png_has_the_size_and_colours_asked_for(void **state)
{
  (void)state;
  static const struct frame_colour white = {255, 255, 255}, black = {0, 0, 0};
  static const struct {
    struct frame_colour colour;
    int dpi;
    unsigned width, height;
    png_byte type; /* of IHDR */
  } rows[] = {{{128, 128, 128}, 72, 200, 100, PNG_COLOR_TYPE_GRAY},
              {{200, 10, 30}, 72, 200, 100, PNG_COLOR_TYPE_RGB},
              {{200, 10, 30}, 0, 400, 200, PNG_COLOR_TYPE_RGB},
              {{1, 1, 1}, 150, 417, 208, PNG_COLOR_TYPE_GRAY}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    struct maker maker;
    struct emit_bytes bytes;
    make_picture(&maker, rows[i].colour);
    assert_true(emit_png(&maker.document, 1, &(struct emit_options){.png_dpi = rows[i].dpi}, &bytes, &maker.diags));
    assert_int_equal(bytes.data[24], 8);
    assert_int_equal(bytes.data[25], rows[i].type);
    struct decoded picture = decode(&bytes);
    assert_int_equal(picture.header.width, rows[i].width);
    assert_int_equal(picture.header.height, rows[i].height);
    assert_pixel(&picture, 3, 3, white);
    assert_pixel(&picture, rows[i].width / 2, rows[i].height / 2, rows[i].colour);
    assert_pixel(&picture, rows[i].width / 2, rows[i].height * 9 / 10, black);
    g_free(picture.pixels);
    emit_bytes_done(&bytes);
    make_end(&maker);
  }
}

static void test_png_draws_paths_filled_and_stroked(void **state)
{
  (void)state;
  static const struct frame_colour white = {255, 255, 255}, red = {200, 10, 30}, black = {0, 0, 0};
  struct maker maker;
  struct emit_bytes bytes;
  make_begin(&maker);
  make_page(&maker, "1");
  make_path(&maker, 20 * LEN_PT, 40 * LEN_PT, 40 * LEN_PT, 0, red);
  make_path(&maker, 120 * LEN_PT, 40 * LEN_PT, 40 * LEN_PT, 4 * LEN_PT, black);
  assert_sound(&maker);
  assert_true(emit_png(&maker.document, 0, &(struct emit_options){.png_dpi = 72}, &bytes, &maker.diags));
  assert_int_equal(bytes.data[25], PNG_COLOR_TYPE_RGB);
  struct decoded picture = decode(&bytes);
  assert_pixel(&picture, 40, 40, red);   /* inside the filled one */
  assert_pixel(&picture, 40, 30, red);   /* under its curve, which rises to 25 */
  assert_pixel(&picture, 40, 22, white); /* above it */
  assert_pixel(&picture, 140, 40, white);
  assert_pixel(&picture, 140, 50, black); /* the foot of the stroked one */
  assert_pixel(&picture, 120, 45, black); /* and its side, where it is closed */
  assert_pixel(&picture, 140, 25, black); /* the height of its curve */
  g_free(picture.pixels);
  emit_bytes_done(&bytes);
  make_end(&maker);
}

static void test_png_says_how_large_it_is_on_paper(void **state)
{
  (void)state;
  struct maker maker;
  struct emit_bytes bytes;
  make_picture(&maker, (struct frame_colour){0, 0, 0});
  assert_true(emit_png(&maker.document, 1, NULL, &bytes, &maker.diags));
  static const unsigned char resolution[] = {'p', 'H', 'Y', 's', 0, 0, 0x16, 0x25, 0, 0, 0x16, 0x25, 1}; /* 5669 */
  bool found = false;
  for (size_t i = 0; i + sizeof resolution <= bytes.size; i++)
    found = found || memcmp(bytes.data + i, resolution, sizeof resolution) == 0;
  assert_true(found);
  emit_bytes_done(&bytes);
  make_end(&maker);
}

static void test_png_draws_text(void **state)
{
  (void)state;
  struct maker maker;
  struct emit_bytes bytes;
  size_t dark = 0;
  make_picture(&maker, (struct frame_colour){0, 0, 0});
  assert_true(emit_png(&maker.document, 0, NULL, &bytes, &maker.diags));
  struct decoded picture = decode(&bytes);
  for (size_t y = 0; y < picture.header.height; y++)
    for (size_t x = 0; x < picture.header.width; x++)
      if (picture.pixels[3 * (y * picture.header.width + x)] < 128) {
        assert_in_range(x, 20, 116);
        assert_in_range(y, 28, 64);
        dark++;
      }
  assert_in_range(dark, 100, 96 * 36 / 2);
  g_free(picture.pixels);
  emit_bytes_done(&bytes);
  make_end(&maker);
}

static void test_png_of_an_impossible_size_is_refused(void **state)
{
  (void)state;
  struct maker maker;
  struct emit_bytes bytes = {0};
  make_picture(&maker, (struct frame_colour){0, 0, 0});
  static const int dpis[] = {20000, 1000000000, -72};
  for (size_t i = 0; i < G_N_ELEMENTS(dpis); i++)
    assert_false(emit_png(&maker.document, 0, &(struct emit_options){.png_dpi = dpis[i]}, &bytes, &maker.diags));
  assert_int_equal(maker.diags.count, G_N_ELEMENTS(dpis));
  assert_int_equal(maker.diags.items[0]->code, DIAG_LIMIT_SIZE);
  assert_has(maker.diags.items[0]->message, "20000 dots per inch");
  make_end(&maker);
}

typedef bool backend(struct maker *maker, size_t page, struct emit_bytes *out);

static bool draw_png(struct maker *maker, size_t page, struct emit_bytes *out)
{
  return emit_png(&maker->document, page, NULL, out, &maker->diags);
}

static bool draw_svg(struct maker *maker, size_t page, struct emit_bytes *out)
{
  return emit_svg(&maker->document, page, out, &maker->diags);
}

static void test_bytes_do_not_depend_on_what_was_drawn_before(void **state)
{
  (void)state;
  static backend *const backends[] = {draw_png, draw_svg};
  for (size_t i = 0; i < G_N_ELEMENTS(backends); i++) {
    struct maker maker;
    struct emit_bytes first, between, second;
    make_picture(&maker, (struct frame_colour){9, 8, 7});
    assert_true(backends[i](&maker, 0, &first));
    assert_true(backends[i](&maker, 1, &between));
    assert_true(backends[i](&maker, 0, &second));
    assert_int_equal(first.size, second.size);
    assert_memory_equal(first.data, second.data, first.size);
    emit_bytes_done(&first);
    emit_bytes_done(&between);
    emit_bytes_done(&second);
    make_end(&maker);
  }
}

static void test_svg_is_in_points_and_needs_no_font(void **state)
{
  (void)state;
  struct maker maker;
  struct emit_bytes bytes;
  make_picture(&maker, (struct frame_colour){255, 0, 0});
  assert_true(emit_svg(&maker.document, 0, &bytes, &maker.diags));
  char *text = g_strndup((const char *)bytes.data, bytes.size);
  assert_has(text, "width=\"200pt\" height=\"100pt\" viewBox=\"0 0 200 100\"");
  assert_has(text, "<g id=\"surface\">");
  assert_has(text, "<symbol");
  assert_null(strstr(text, "<text"));
  assert_null(strstr(text, "font-family"));
  g_free(text);
  emit_bytes_done(&bytes);
  make_end(&maker);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_png_has_the_size_and_colours_asked_for),
      cmocka_unit_test(test_png_draws_paths_filled_and_stroked),
      cmocka_unit_test(test_png_says_how_large_it_is_on_paper),
      cmocka_unit_test(test_png_draws_text),
      cmocka_unit_test(test_png_of_an_impossible_size_is_refused),
      cmocka_unit_test(test_bytes_do_not_depend_on_what_was_drawn_before),
      cmocka_unit_test(test_svg_is_in_points_and_needs_no_font),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
