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

/* Bytes of the well-formed character (Unicode, table 3-7) at the start of `text`, or 0. */
static size_t sound_length(const unsigned char *text, size_t left)
{
  static const struct {
    unsigned char first, last;     /* of its first byte */
    unsigned char lowest, highest; /* of its second */
    size_t length;
  } forms[] = {
      {0xE1, 0xEC, 0x80, 0xBF, 3}, {0x00, 0x7F, 0x00, 0x00, 1}, {0xEE, 0xEF, 0x80, 0xBF, 3},
      {0xC2, 0xDF, 0x80, 0xBF, 2}, {0xE0, 0xE0, 0xA0, 0xBF, 3}, {0xED, 0xED, 0x80, 0x9F, 3},
      {0xF0, 0xF0, 0x90, 0xBF, 4}, {0xF1, 0xF3, 0x80, 0xBF, 4}, {0xF4, 0xF4, 0x80, 0x8F, 4},
  };
  size_t i = 0;
  while (i < G_N_ELEMENTS(forms) && (text[0] < forms[i].first || text[0] > forms[i].last))
    ++i;
  if (i == G_N_ELEMENTS(forms) || forms[i].length > left)
    return 0;
  bool sound = forms[i].length == 1 || (text[1] >= forms[i].lowest && text[1] <= forms[i].highest);
  for (size_t k = 2; k < forms[i].length; ++k)
    sound &= (text[k] & 0xC0) == 0x80;
  return sound ? forms[i].length : 0;
}

/* The same for nearly all there is: ASCII, and all of three bytes whose first byte has no rule for the second. */
static inline size_t common_length(const unsigned char *text, size_t left)
{
  if (text[0] < 0x80)
    return 1;
  bool lead = text[0] > 0xE0 && text[0] < 0xF0 && text[0] != 0xED;
  return lead && left >= 3 && (text[1] & 0xC0) == 0x80 && (text[2] & 0xC0) == 0x80 ? 3 : 0;
}

size_t utf8_first_bad(const char *text, size_t length)
{
  size_t at = 0;
  for (size_t size; at < length; at += size) {
    const unsigned char *here = (const unsigned char *)text + at;
    size = common_length(here, length - at);
    if (size == 0)
      size = sound_length(here, length - at);
    if (size == 0)
      return at;
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
