/* Roman numerals in small letters, i to mmmcmxcix: page numbers of front matter (CL-95). */
#ifndef NIANBAO_BASE_ROMAN_H
#define NIANBAO_BASE_ROMAN_H

#define ROMAN_SIZE 16   /* mmmdccclxxxviii and the NUL */
#define ROMAN_MAX  3999 /* beyond it there are no letters */

/* 0 < number <= ROMAN_MAX. Gives `text`. */
const char *roman_format(unsigned number, char text[ROMAN_SIZE]);
/* The number of a numeral in its one usual form; 0 where it is none: iiii, IV, x1, nothing. */
unsigned roman_parse(const char *text);

#endif
