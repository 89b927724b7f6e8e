#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/utf8.h"

static void code_points_are_read_and_written(void **state)
{
  (void)state;
  static const uint32_t rows[] = {0x24, 0x7F, 0x80, 0xE9, 0x7FF, 0x800, 0x4E00, 0xFFFD, 0x10000, 0x20000, 0x10FFFF};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; ++i) {
    char bytes[8] = {0};
    size_t length = utf8_encode(rows[i], bytes);
    size_t at = 0;
    assert_int_equal(utf8_next(bytes, &at), rows[i]);
    assert_int_equal(at, length);
    assert_int_equal(length, strlen(bytes));
    assert_int_equal(utf8_count(bytes, length), 1);
  }
  assert_int_equal(utf8_count("年a报", 7), 3);
  size_t at = 0;
  assert_int_equal(utf8_next("", &at), 0);
  assert_int_equal(at, 1);
}

static void the_first_bad_byte_is_found(void **state)
{
  (void)state;
  static const struct {
    const char *bytes;
    size_t length, bad;
  } rows[] = {
      {"", 0, 0},
      {"年报", 6, 6},
      {"a\0b", 3, 3},             /* NUL is well-formed */
      {"a\0\xFF", 3, 2},          /* and does not hide what follows */
      {"ab\xC0\x80", 4, 2},       /* overlong */
      {"a\xED\xA0\x80", 4, 1},    /* surrogate */
      {"a\xE5\xB9", 3, 1},        /* cut */
      {"\xF4\x90\x80\x80", 4, 0}, /* beyond U+10FFFF */
      {"\x80", 1, 0},             /* continuation alone */
      {"\xB1\xEA\xCC\xE2", 4, 0}, /* GB18030 */
  };
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; ++i)
    assert_int_equal(utf8_first_bad(rows[i].bytes, rows[i].length), rows[i].bad);
}

static void terminal_columns(void **state)
{
  (void)state;
  static const struct {
    uint32_t code;
    int width;
  } rows[] = {{'a', 1}, {0x4E00, 2}, {0xFF1A, 2}, {0x3000, 2}, {0x0301, 0}, {0x200B, 0}, {0xE9, 1}, {0x20000, 2}};
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; ++i)
    assert_int_equal(utf8_terminal_width(rows[i].code), rows[i].width);
}

static void ideographs(void **state)
{
  (void)state;
  static const uint32_t yes[] = {0x4E00, 0x9FFF, 0x3007, 0x3005, 0x3400, 0x20000, 0x2F00, 0xF900, 0x31350};
  static const uint32_t no[] = {'a', '0', 0x3001, 0x3042, 0xFF1A, 0xAC00, 0x1F600};
  for (size_t i = 0; i < sizeof yes / sizeof yes[0]; ++i)
    assert_true(utf8_is_han(yes[i]));
  for (size_t i = 0; i < sizeof no / sizeof no[0]; ++i)
    assert_false(utf8_is_han(no[i]));
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(code_points_are_read_and_written),
      cmocka_unit_test(the_first_bad_byte_is_found),
      cmocka_unit_test(terminal_columns),
      cmocka_unit_test(ideographs),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
