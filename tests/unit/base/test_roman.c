#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/roman.h"

static void numbers_are_written_and_read(void **state)
{
  (void)state;
  static const struct {
    unsigned number;
    const char *text;
  } rows[] = {{1, "i"},
              {3, "iii"},
              {4, "iv"},
              {9, "ix"},
              {14, "xiv"},
              {40, "xl"},
              {90, "xc"},
              {400, "cd"},
              {944, "cmxliv"},
              {1999, "mcmxcix"},
              {3888, "mmmdccclxxxviii"},
              {3999, "mmmcmxcix"}};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char text[ROMAN_SIZE];
    assert_string_equal(roman_format(rows[i].number, text), rows[i].text);
    assert_int_equal(roman_parse(rows[i].text), rows[i].number);
  }
}

static void every_number_comes_back(void **state)
{
  (void)state;
  for (unsigned number = 1; number <= ROMAN_MAX; number++) {
    char text[ROMAN_SIZE];
    assert_int_equal(roman_parse(roman_format(number, text)), number);
  }
}

static void other_words_are_no_numbers(void **state)
{
  (void)state;
  static const char *const rows[] = {"",  "iiii", "IV", "ic", "vv", "i1", "1", "x ", "mmmm", "mmmmmmmmmmmmmmmmmmmmm",
                                     "一"};
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_int_equal(roman_parse(rows[i]), 0);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(numbers_are_written_and_read),
      cmocka_unit_test(every_number_comes_back),
      cmocka_unit_test(other_words_are_no_numbers),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
