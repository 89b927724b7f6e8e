#include "base/show.h"

#include <string.h>

#include "base/utf8.h"

/* Characters a terminal does not show as themselves: controls, line and paragraph separators, bidi and zero-width
 * format characters, private use, noncharacters. */
static bool is_hidden(gunichar code)
{
  const unsigned hidden = 1u << G_UNICODE_CONTROL | 1u << G_UNICODE_FORMAT | 1u << G_UNICODE_LINE_SEPARATOR |
                          1u << G_UNICODE_PARAGRAPH_SEPARATOR | 1u << G_UNICODE_PRIVATE_USE |
                          1u << G_UNICODE_SURROGATE | 1u << G_UNICODE_UNASSIGNED;
  return (hidden >> g_unichar_type(code) & 1) != 0;
}

/* The code point at text[0] and its length; false for a byte that is not UTF-8. */
static bool decode(const char *text, size_t length, gunichar *code, size_t *size)
{
  *size = 1;
  *code = text[0] == '\0' ? 0 : g_utf8_get_char_validated(text, (gssize)MIN(length, 4));
  if (*code >= (gunichar)-2)
    return false;
  *size = MAX(1, (size_t)g_unichar_to_utf8(*code, NULL));
  return true;
}

size_t show_character(GString *out, const char *text, size_t length, size_t *width)
{
  gunichar code;
  size_t size;
  size_t before = out->len;
  size_t columns;
  if (!decode(text, length, &code, &size)) {
    g_string_append_printf(out, "<%02X>", (unsigned char)text[0]);
    columns = out->len - before;
  } else if (code == '\n' || code == '\t') {
    g_string_append_c(out, ' ');
    columns = 1;
  } else if (is_hidden(code)) {
    g_string_append_printf(out, "<U+%04X>", code);
    columns = out->len - before;
  } else {
    g_string_append_len(out, text, (gssize)size);
    columns = (size_t)utf8_terminal_width(code);
  }
  if (width != NULL)
    *width += columns;
  return size;
}

void show_text(GString *out, const char *text)
{
  size_t length = strlen(text);
  for (size_t at = 0; at < length;)
    at += show_character(out, text + at, length - at, NULL);
}

static void show_json_escape(GString *out, gunichar code)
{
  if (code > 0xFFFF) {
    code -= 0x10000;
    g_string_append_printf(out, "\\u%04x\\u%04x", 0xD800 + (code >> 10), 0xDC00 + (code & 0x3FF));
  } else {
    g_string_append_printf(out, "\\u%04x", code);
  }
}

void show_json(GString *out, const char *text)
{
  if (text == NULL) {
    g_string_append(out, "null");
    return;
  }
  g_string_append_c(out, '"');
  size_t length = strlen(text);
  for (size_t at = 0, size; at < length; at += size) {
    gunichar code;
    if (!decode(text + at, length - at, &code, &size))
      show_json_escape(out, 0xFFFD);
    else if (code == '"' || code == '\\')
      g_string_append_printf(out, "\\%c", (char)code);
    else if (is_hidden(code))
      show_json_escape(out, code);
    else
      g_string_append_len(out, text + at, (gssize)size);
  }
  g_string_append_c(out, '"');
}
