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
