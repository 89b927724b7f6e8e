/* Values: the parts that PDF objects are written from (ISO 32000-1, 7.3), appended to a string. Text of a document gets
 * into a PDF through these only, so that nothing it says can end a string or begin an object. */
#ifndef NIANBAO_EMIT_VALUES_H
#define NIANBAO_EMIT_VALUES_H

#include <stdint.h>

#include <glib.h>

#include "base/len.h"

/* A text string: as it is where it is plain ASCII, else UTF-16. What is longer than PDF/A lets a string be (ISO
 * 19005-2, 6.1.13) is cut off between two characters. `text` is UTF-8. */
void emit_value_text(GString *out, const char *text);
/* A character in UTF-16, in hexadecimal. Gives how many bytes it is. */
unsigned emit_value_utf16(GString *out, uint32_t character);
/* emit_value_text behind a key; nothing where the text is NULL or empty. */
void emit_value_text_entry(GString *out, const char *key, const char *text);
/* A byte string, such as an address. */
void emit_value_bytes(GString *out, const char *bytes, size_t size);
/* A name: "/Name". What is no plain letter or digit is escaped; what is longer than a name may be is cut off. */
void emit_value_name(GString *out, const char *text);
/* A whole number. */
void emit_value_number(GString *out, uint32_t number);
/* Midnight of a day in China. */
void emit_value_date(GString *out, int year, int month, int day);
/* "12 0 R" */
void emit_value_reference(GString *out, uint32_t number);
/* In points, with three decimals at most: "28.35" */
void emit_value_length(GString *out, len value);
/* A rectangle from corner to corner. */
void emit_value_box(GString *out, len left, len bottom, len right, len top);

#endif
