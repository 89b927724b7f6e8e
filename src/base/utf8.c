#include "base/utf8.h"

#include <glib.h>

uint32_t utf8_next(const char *text, size_t *at)
{
  const char *here = text + *at;
  *at += (size_t)(g_utf8_next_char(here) - here);
  return g_utf8_get_char(here);
}

size_t utf8_encode(uint32_t code, char out[4])
{
  char bytes[6]; /* what g_unichar_to_utf8 asks for */
  int length = g_unichar_to_utf8(code, bytes);
  g_assert(length >= 1 && length <= 4);
  for (int i = 0; i < length; ++i)
    out[i] = bytes[i];
  return (size_t)length;
}

size_t utf8_count(const char *text, size_t length)
{
  size_t count = 0;
  for (size_t i = 0; i < length; ++i)
    count += ((unsigned char)text[i] & 0xC0) != 0x80; /* all but continuation bytes */
  return count;
}

int utf8_terminal_width(uint32_t code)
{
  if (g_unichar_iszerowidth(code))
    return 0;
  return g_unichar_iswide(code) ? 2 : 1;
}

size_t utf8_first_bad(const char *text, size_t length)
{
  size_t at = 0;
  while (at < length) {
    const char *end = NULL;
    if (g_utf8_validate_len(text + at, length - at, &end))
      return length;
    at = (size_t)(end - text);
    if (text[at] != '\0') /* GLib refuses NUL as well, which is well-formed */
      return at;
    ++at;
  }
  return length;
}

bool utf8_is_han(uint32_t code)
{
  static const struct {
    uint32_t first, last;
  } ranges[] = {
      {0x2E80, 0x2FDF},                     /* radicals: they look like, and must be set like, ideographs */
      {0x3005, 0x3007},                     /* 々 〆 〇 */
      {0x3021, 0x3029},                     /* 〡 to 〩 */
      {0x3038, 0x303B},                     /* 〸 to 〻 */
      {0x3400, 0x4DBF},                     /* extension A */
      {0x4E00, 0x9FFF},   {0xF900, 0xFAFF}, /* compatibility */
      {0x20000, 0x3FFFD},                   /* the two ideographic planes */
  };
  for (size_t i = 0; i < G_N_ELEMENTS(ranges); ++i) {
    if (code >= ranges[i].first && code <= ranges[i].last)
      return true;
  }
  return false;
}
