#include "base/roman.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

static const struct {
  unsigned value;
  const char *letters;
} signs[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"}, {90, "xc"}, {50, "l"},
             {40, "xl"},  {10, "x"},   {9, "ix"},  {5, "v"},    {4, "iv"},  {1, "i"}};

const char *roman_format(unsigned number, char text[ROMAN_SIZE])
{
  g_assert(number > 0 && number <= ROMAN_MAX);
  char *at = text;
  for (size_t i = 0; number > 0;) {
    if (number < signs[i].value) {
      i++;
      continue;
    }
    at = g_stpcpy(at, signs[i].letters);
    number -= signs[i].value;
  }
  return text;
}

unsigned roman_parse(const char *text)
{
  unsigned number = 0;
  const char *at = text;
  char usual[ROMAN_SIZE];
  for (size_t i = 0; i < G_N_ELEMENTS(signs) && number <= ROMAN_MAX;) {
    if (g_str_has_prefix(at, signs[i].letters)) {
      at += strlen(signs[i].letters);
      number += signs[i].value;
    } else {
      i++;
    }
  }
  bool whole = *at == '\0' && number > 0 && number <= ROMAN_MAX;
  return whole && strcmp(roman_format(number, usual), text) == 0 ? number : 0;
}
