#include "emit/gray.h"

#include <stdbool.h>
#include <string.h>

/* The operands before an operator: where each of the last three begins in the output, and its length. */
struct operands {
  size_t at[3], length[3];
  int count;
};

static bool is_space(char c)
{
  return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static bool is_delimiter(char c)
{
  return c != '\0' && strchr("()<>[]{}/%", c) != NULL;
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
  while (at < size && !is_space(content[at]) && !is_delimiter(content[at]));
  return at;
}

/* Behind the token that begins at `at`. */
static size_t skip_token(const char *content, size_t size, size_t at)
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

static void push_operand(struct operands *operands, size_t at, size_t length)
{
  memmove(operands->at, operands->at + 1, 2 * sizeof operands->at[0]);
  memmove(operands->length, operands->length + 1, 2 * sizeof operands->length[0]);
  operands->at[2] = at;
  operands->length[2] = length;
  operands->count++;
}

static bool operands_agree(const GString *out, const struct operands *operands)
{
  const char *first = out->str + operands->at[0];
  return operands->count == 3 && operands->length[0] == operands->length[1] &&
         operands->length[0] == operands->length[2] &&
         memcmp(first, out->str + operands->at[1], operands->length[0]) == 0 &&
         memcmp(first, out->str + operands->at[2], operands->length[0]) == 0;
}

static void append_token(GString *out, const char *token, size_t length, struct operands *operands)
{
  bool fill = length == 2 && memcmp(token, "rg", 2) == 0, stroke = length == 2 && memcmp(token, "RG", 2) == 0;
  if ((fill || stroke) && operands_agree(out, operands)) {
    g_string_truncate(out, operands->at[0] + operands->length[0]);
    g_string_append(out, fill ? " g" : " G");
  } else {
    g_string_append_len(out, token, (gssize)length);
  }
}

GString *emit_gray_content(const char *content, size_t size)
{
  GString *out = g_string_sized_new(size);
  struct operands operands = {0};
  for (size_t at = 0; at < size;) {
    if (is_space(content[at])) {
      g_string_append_c(out, content[at++]);
      continue;
    }
    size_t end = skip_token(content, size, at);
    if (g_ascii_isdigit(content[at]) || content[at] == '.' || content[at] == '-') {
      push_operand(&operands, out->len, end - at);
      g_string_append_len(out, content + at, (gssize)(end - at));
    } else {
      append_token(out, content + at, end - at, &operands);
      operands.count = 0;
    }
    at = end;
  }
  return out;
}
