/* UTF-8 that has been checked, and what is printed of it. */
#ifndef NIANBAO_BASE_UTF8_H
#define NIANBAO_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The code point at text[*at], which must be valid UTF-8; moves *at behind it. */
uint32_t utf8_next(const char *text, size_t *at);
size_t utf8_encode(uint32_t code, char out[4]);     /* number of bytes; no NUL */
size_t utf8_count(const char *text, size_t length); /* code points */
/* Columns a terminal gives the code point: 0, 1 or 2 (East Asian wide and full-width). */
int utf8_terminal_width(uint32_t code);
/* Offset of the first byte that is not well-formed UTF-8 (overlong, surrogate, cut), or length. */
size_t utf8_first_bad(const char *text, size_t length);
bool utf8_is_han(uint32_t code); /* ideographs, 〇 々 included */

#endif
