/* Files of pictures read and written: what is kept of them, how they are shown, and that no damage gets through. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/limits.h"
#include "picture/picture.h"

#define PICTURES NIANBAO_ROOT "/tests/bad/pictures/"

struct read {
  struct arena *arena;
  struct diags diags;
  struct picture picture;
  bool good;
};

static void read_bytes(struct read *r, const void *bytes, size_t size)
{
  r->arena = arena_new();
  diags_init(&r->diags, r->arena);
  r->good = picture_read(r->arena, "a.png", bytes, size, SPAN_NONE, &r->diags, &r->picture);
  assert_int_equal(r->diags.count, r->good ? 0 : 1);
}

static GByteArray *load(const char *name)
{
  char *bytes;
  gsize size;
  assert_true(g_file_get_contents(name, &bytes, &size, NULL));
  return g_byte_array_new_take((guint8 *)bytes, size);
}

/* 40 × 20 pixels, red growing to the right, green down. */
static void make_row(unsigned char *row, uint32_t y)
{
  for (uint32_t x = 0; x < 40; x++) {
    row[3 * x] = (unsigned char)(x * 6);
    row[3 * x + 1] = (unsigned char)(y * 12);
    row[3 * x + 2] = 77;
  }
}

static GByteArray *make_png(uint32_t density)
{
  GByteArray *out = g_byte_array_new();
  struct picture_form form = {40, 20, false, 6, density};
  struct picture_writing *writing = picture_write_begin(out, &form);
  unsigned char row[120];
  for (uint32_t y = 0; y < 20; y++) {
    make_row(row, y);
    picture_write_row(writing, row);
  }
  picture_write_end(writing);
  return out;
}

static void check_row(void *data, uint32_t y, const unsigned char *row)
{
  unsigned char expected[120];
  make_row(expected, y);
  assert_memory_equal(row, expected, sizeof expected);
  ++*(uint32_t *)data;
}

static void test_what_is_written_is_read(void **state)
{
  (void)state;
  GByteArray *png = make_png(200);
  struct read r;
  read_bytes(&r, png->data, png->len);
  assert_true(r.good);
  assert_int_equal(r.picture.kind, PICTURE_PNG);
  assert_int_equal(r.picture.density, 200);
  assert_int_equal(picture_width(&r.picture), 40);
  assert_int_equal(picture_height(&r.picture), 20);
  assert_string_equal(picture_type(&r.picture), "image/png");
  uint32_t rows = 0;
  picture_rows(&r.picture, check_row, &rows);
  assert_int_equal(rows, 20);
  arena_free(r.arena);
  g_byte_array_unref(png);
}

/* What a file says besides its pixels makes it no other picture; one pixel does. */
static void test_digests_tell_pictures_apart(void **state)
{
  (void)state;
  GByteArray *plain = make_png(0), *dense = make_png(300), *photo = load(PICTURES "good.jpg");
  struct read a, b, c;
  read_bytes(&a, plain->data, plain->len);
  read_bytes(&b, dense->data, dense->len);
  read_bytes(&c, photo->data, photo->len);
  assert_string_equal(a.picture.digest, b.picture.digest);
  assert_string_not_equal(a.picture.digest, c.picture.digest);
  arena_free(a.arena);
  arena_free(b.arena);
  arena_free(c.arena);
  g_byte_array_unref(plain);
  g_byte_array_unref(dense);
  g_byte_array_unref(photo);
}

/* Each corner of the stored picture, (u, v), is shown where Exif says. */
static void test_orientation(void **state)
{
  (void)state;
  static const struct {
    uint8_t orientation;
    int top_left[2], top_right[2]; /* where these corners as stored are shown, x y */
    uint32_t width;
  } rows[] = {{1, {0, 0}, {1, 0}, 30}, {2, {1, 0}, {0, 0}, 30}, {3, {1, 1}, {0, 1}, 30}, {4, {0, 1}, {1, 1}, 30},
              {5, {0, 0}, {0, 1}, 20}, {6, {1, 0}, {1, 1}, 20}, {7, {1, 1}, {1, 0}, 20}, {8, {0, 1}, {0, 0}, 20}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    struct picture picture = {.width = 30, .height = 20, .orientation = rows[i].orientation};
    struct picture_turn turn = picture_turn(&picture);
    assert_int_equal(turn.x_0, rows[i].top_left[0]);
    assert_int_equal(turn.y_0, rows[i].top_left[1]);
    assert_int_equal(turn.x_u + turn.x_0, rows[i].top_right[0]);
    assert_int_equal(turn.y_u + turn.y_0, rows[i].top_right[1]);
    assert_int_equal(picture_width(&picture), rows[i].width);
    assert_int_equal(picture_height(&picture), 50 - rows[i].width);
  }
}

/* A file that ends anywhere before its end is damaged, and says so once. */
static void check_cut(const GByteArray *file, size_t step)
{
  for (size_t size = 0; size < file->len; size += step) {
    struct read r;
    guint8 *copy = g_memdup2(file->data, MAX(size, 1)); /* of just this size, so that a read beyond it is seen */
    read_bytes(&r, copy, size);
    assert_false(r.good);
    arena_free(r.arena);
    g_free(copy);
  }
}

static void test_every_cut_is_found(void **state)
{
  (void)state;
  GByteArray *png = make_png(0), *photo = load(PICTURES "good.jpg");
  check_cut(png, 1);
  check_cut(photo, 7);
  g_byte_array_unref(png);
  g_byte_array_unref(photo);
}

/* Whatever byte is another: the picture is read or refused, and nothing else happens. */
static void check_changed(GByteArray *file, size_t step)
{
  static const guint8 values[] = {0, 1, 0x7F, 0xD9, 0xFF};
  for (size_t at = 0; at < file->len; at += step) {
    guint8 was = file->data[at];
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
      struct read r;
      file->data[at] = values[i];
      read_bytes(&r, file->data, file->len);
      arena_free(r.arena);
    }
    file->data[at] = was;
  }
}

static void test_every_change_is_survived(void **state)
{
  (void)state;
  GByteArray *png = make_png(0), *photo = load(PICTURES "good.jpg");
  check_changed(png, 1);
  check_changed(photo, 31);
  g_byte_array_set_size(photo, 640); /* its head, byte by byte; what is missing is damage in any case */
  check_changed(photo, 1);
  g_byte_array_unref(png);
  g_byte_array_unref(photo);
}

/* Passes that add nothing, over and over: DRI, which decodes to nothing, would do as well. */
static void test_scans_without_end(void **state)
{
  (void)state;
  GByteArray *photo = load(PICTURES "good.jpg"), *file = g_byte_array_new();
  const guint8 *data = photo->data;
  size_t frame = 0, scan = 0;
  for (size_t at = 2; scan == 0; at += (size_t)(data[at + 2] << 8 | data[at + 3]) + 2) {
    frame = data[at + 1] == 0xC0 ? at : frame;
    scan = data[at + 1] == 0xDA ? at : scan;
  }
  static const guint8 pass[] = {0xFF, 0xDA, 0, 8, 1, 1, 0, 1, 63, 0}, end[] = {0xFF, 0xD9};
  g_byte_array_append(file, data, (guint)scan);
  file->data[frame + 1] = 0xC2;
  for (unsigned i = 0; i < LIMIT_PICTURE_SCANS + 20; i++)
    g_byte_array_append(file, pass, sizeof pass);
  g_byte_array_append(file, end, sizeof end);
  struct read r;
  read_bytes(&r, file->data, file->len);
  assert_false(r.good);
  arena_free(r.arena);
  g_byte_array_unref(photo);
  g_byte_array_unref(file);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_what_is_written_is_read),
      cmocka_unit_test(test_digests_tell_pictures_apart),
      cmocka_unit_test(test_orientation),
      cmocka_unit_test(test_every_cut_is_found),
      cmocka_unit_test(test_every_change_is_survived),
      cmocka_unit_test(test_scans_without_end),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
