#include "emit/values.h"

#include <stdbool.h>
#include <string.h>

#include "emit/points.h"

#define LONGEST_TEXT 32000 /* bytes; PDF/A has 32767 */
#define LONGEST_NAME 120   /* bytes; PDF/A has 127 */

static bool is_plain(const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    if (*at < ' ' || *at > '~')
      return false;
  return true;
}

static void append_byte(GString *out, unsigned char byte)
{
  if (byte == '(' || byte == ')' || byte == '\\')
    g_string_append_printf(out, "\\%c", byte);
  else if (byte < ' ' || byte > '~')
    g_string_append_printf(out, "\\%03o", byte);
  else
    g_string_append_c(out, (char)byte);
}

void emit_value_bytes(GString *out, const char *bytes, size_t size)
{
  g_string_append_c(out, '(');
  for (size_t i = 0; i < MIN(size, LONGEST_TEXT); i++)
    append_byte(out, (unsigned char)bytes[i]);
  g_string_append_c(out, ')');
}

unsigned emit_value_utf16(GString *out, uint32_t character)
{
  if (character > 0xFFFF)
    g_string_append_printf(out, "%04X%04X", 0xD7C0 + (character >> 10), 0xDC00 + (character & 0x3FF));
  else
    g_string_append_printf(out, "%04X", character);
  return character > 0xFFFF ? 4 : 2;
}

/* In hexadecimal: deflated it costs hardly more than the bytes, and no byte of it needs care. */
static void append_utf16(GString *out, const char *text)
{
  g_string_append(out, "<FEFF");
  size_t bytes = 2;
  for (const char *at = text; *at != '\0' && bytes < LONGEST_TEXT; at = g_utf8_next_char(at))
    bytes += emit_value_utf16(out, g_utf8_get_char(at));
  g_string_append_c(out, '>');
}

void emit_value_text(GString *out, const char *text)
{
  if (is_plain(text))
    emit_value_bytes(out, text, strlen(text));
  else
    append_utf16(out, text);
}

void emit_value_name(GString *out, const char *text)
{
  g_string_append_c(out, '/');
  for (size_t i = 0; text[i] != '\0' && i < LONGEST_NAME; i++) {
    if (g_ascii_isalnum(text[i]) || text[i] == '-' || text[i] == '+' || text[i] == '_')
      g_string_append_c(out, text[i]);
    else
      g_string_append_printf(out, "#%02X", (unsigned char)text[i]);
  }
}

void emit_value_text_entry(GString *out, const char *key, const char *text)
{
  if (text == NULL || text[0] == '\0')
    return;
  g_string_append(out, key);
  emit_value_text(out, text);
}

/* By hand: a long table's structure has a million numbers, and printf took a tenth of its time. */
void emit_value_number(GString *out, uint32_t number)
{
  char digits[10], *at = digits + sizeof digits;
  do
    *--at = (char)('0' + number % 10);
  while ((number /= 10) > 0);
  g_string_append_len(out, at, digits + sizeof digits - at);
}

void emit_value_date(GString *out, int year, int month, int day)
{
  g_string_append_printf(out, "(D:%04d%02d%02d000000+08'00')", year, month, day);
}

void emit_value_reference(GString *out, uint32_t number)
{
  emit_value_number(out, number);
  g_string_append_len(out, " 0 R", 4);
}

void emit_value_length(GString *out, len value)
{
  char text[POINTS_SIZE];
  emit_points(value, text);
  size_t size = strlen(text);
  while (text[size - 1] == '0') /* there is a point before them */
    size--;
  if (text[size - 1] == '.')
    size--;
  g_string_append_len(out, text, (gssize)size);
}

void emit_value_box(GString *out, len left, len bottom, len right, len top)
{
  const len sides[] = {left, bottom, right, top};
  g_string_append_c(out, '[');
  for (size_t i = 0; i < G_N_ELEMENTS(sides); i++) {
    if (i > 0)
      g_string_append_c(out, ' ');
    emit_value_length(out, sides[i]);
  }
  g_string_append_c(out, ']');
}
