/* UTF-8 that has been checked, and what is printed of it. */
#ifndef NIANBAO_BASE_UTF8_H
#define NIANBAO_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The code point at text[*at], which must be valid UTF-8; moves *at behind it. Here, since every character of a report
 * goes through it many times. */
static inline uint32_t utf8_next(const char *text, size_t *at)
{
  const unsigned char *here = (const unsigned char *)text + *at;
  if (here[0] < 0x80) {
    *at += 1;
    return here[0];
  }
  if (here[0] < 0xE0) {
    *at += 2;
    return (here[0] & 0x1Fu) << 6 | (here[1] & 0x3Fu);
  }
  if (here[0] < 0xF0) {
    *at += 3;
    return (here[0] & 0x0Fu) << 12 | (here[1] & 0x3Fu) << 6 | (here[2] & 0x3Fu);
  }
  *at += 4;
  return (here[0] & 0x07u) << 18 | (here[1] & 0x3Fu) << 12 | (here[2] & 0x3Fu) << 6 | (here[3] & 0x3Fu);
}

size_t utf8_encode(uint32_t code, char out[4]);     /* number of bytes; no NUL */
size_t utf8_count(const char *text, size_t length); /* code points */
/* Columns a terminal gives the code point: 0, 1 or 2 (East Asian wide and full-width). */
int utf8_terminal_width(uint32_t code);
/* Offset of the first byte that is not well-formed UTF-8 (overlong, surrogate, cut), or length. */
size_t utf8_first_bad(const char *text, size_t length);
bool utf8_is_han(uint32_t code); /* ideographs, 〇 々 included */

#endif
