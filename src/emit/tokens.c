#include "emit/tokens.h"

#include <string.h>

bool emit_token_is_space(char c)
{
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

bool emit_token_is_number(char c)
{
  return g_ascii_isdigit(c) || c == '.' || c == '-' || c == '+';
}

static bool is_delimiter(char c)
{
  switch (c) {
  case '(':
  case ')':
  case '<':
  case '>':
  case '[':
  case ']':
  case '{':
  case '}':
  case '/':
  case '%':
    return true;
  default:
    return false;
  }
}

static size_t skip_literal(const char *content, size_t size, size_t at)
{
  int depth = 0;
  do {
    if (content[at] == '\\')
      at++;
    else if (content[at] == '(')
      depth++;
    else if (content[at] == ')')
      depth--;
    at++;
  } while (depth > 0 && at < size);
  return MIN(at, size);
}

static size_t skip_until(const char *content, size_t size, size_t at, const char *ends)
{
  while (at < size && (content[at] == '\0' || strchr(ends, content[at]) == NULL))
    at++;
  return MIN(at + 1, size);
}

static size_t skip_word(const char *content, size_t size, size_t at)
{
  do
    at++;
  while (at < size && !emit_token_is_space(content[at]) && !is_delimiter(content[at]));
  return at;
}

size_t emit_token_end(const char *content, size_t size, size_t at)
{
  switch (content[at]) {
  case '(':
    return skip_literal(content, size, at);
  case '%':
    return skip_until(content, size, at, "\r\n");
  case '<':
    if (at + 1 < size && content[at + 1] == '<')
      return at + 2;
    return skip_until(content, size, at, ">");
  case '>':
  case '[':
  case ']':
  case ')':
  case '{':
  case '}':
    return at + 1;
  default:
    return skip_word(content, size, at);
  }
}

/* The byte that a backslash and what follows it stand for; *at is left on the last character of it. */
static guint8 read_escape(const char *token, size_t length, size_t *at)
{
  static const char letters[] = "nrtbf", bytes[] = "\n\r\t\b\f";
  const char *letter = strchr(letters, token[*at]);
  if (letter != NULL && *letter != '\0')
    return (guint8)bytes[letter - letters];
  if (token[*at] < '0' || token[*at] > '7')
    return (guint8)token[*at];
  unsigned code = 0;
  size_t end = MIN(*at + 3, length);
  for (; *at < end && token[*at] >= '0' && token[*at] <= '7'; (*at)++)
    code = code * 8 + (unsigned)(token[*at] - '0');
  (*at)--;
  return (guint8)code;
}

static void append_literal(GByteArray *bytes, const char *token, size_t length)
{
  for (size_t at = 1; at + 1 < length; at++) {
    guint8 byte = (guint8)token[at];
    if (token[at] == '\\') {
      at++;
      if (token[at] == '\n') /* the line goes on; Cairo breaks long ones so */
        continue;
      byte = read_escape(token, length - 1, &at);
    }
    g_byte_array_append(bytes, &byte, 1);
  }
}

static void append_hex(GByteArray *bytes, const char *token, size_t length)
{
  int high = -1;
  for (size_t at = 1; at + 1 < length; at++) {
    int digit = g_ascii_xdigit_value(token[at]);
    if (digit < 0)
      continue;
    guint8 byte = (guint8)(high * 16 + digit);
    if (high >= 0)
      g_byte_array_append(bytes, &byte, 1);
    high = high >= 0 ? -1 : digit;
  }
}

void emit_token_append_bytes(GByteArray *bytes, const char *token, size_t length)
{
  if (token[0] == '(')
    append_literal(bytes, token, length);
  else
    append_hex(bytes, token, length);
}
