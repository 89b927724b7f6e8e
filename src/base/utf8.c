#include "base/utf8.h"

#include <glib.h>

size_t utf8_encode(uint32_t code, char out[4])
{
  if (code < 0x80) {
    out[0] = (char)code;
    return 1;
  }
  size_t count = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  for (size_t i = count - 1; i > 0; i--, code >>= 6)
    out[i] = (char)(0x80 | (code & 0x3F));
  out[0] = (char)(0xF00u >> count | code);
  return count;
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
