#include "emit/inks.h"

#include <stdbool.h>
#include <string.h>

#include "emit/tokens.h"

/* The operands before an operator: where each of the last three begins in the output. */
struct operands {
  size_t at[3];
  int count;
};

static void push_operand(struct operands *operands, size_t at)
{
  memmove(operands->at, operands->at + 1, 2 * sizeof operands->at[0]);
  operands->at[2] = at;
  operands->count++;
}

/* A share of ink, with three decimals at most. */
static void append_share(GString *out, double share)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd(text, sizeof text, "%.3f", share);
  size_t length = strlen(text);
  while (text[length - 1] == '0')
    length--;
  g_string_append_len(out, text, (gssize)(text[length - 1] == '.' ? length - 1 : length));
}

/* What is dark in all three is black, and the rest is made from what each lacks: no profile, which would spread gray
 * over four inks. */
static void put_inks(GString *out, const struct operands *operands, const char *name)
{
  double light[3], most = 0;
  for (int i = 0; i < 3; i++) {
    light[i] = CLAMP(g_ascii_strtod(out->str + operands->at[i], NULL), 0, 1);
    most = MAX(most, light[i]);
  }
  g_string_truncate(out, operands->at[0]);
  for (int i = 0; i < 3; i++) {
    append_share(out, most > 0 ? (most - light[i]) / most : 0);
    g_string_append_c(out, ' ');
  }
  append_share(out, 1 - most);
  g_string_append(out, name);
}

static void append_token(GString *out, const char *token, size_t length, const struct operands *operands)
{
  bool fill = length == 2 && memcmp(token, "rg", 2) == 0, stroke = length == 2 && memcmp(token, "RG", 2) == 0;
  if ((fill || stroke) && operands->count == 3)
    put_inks(out, operands, fill ? " k" : " K");
  else
    g_string_append_len(out, token, (gssize)length);
}

GString *emit_inks_content(const char *content, size_t size)
{
  GString *out = g_string_sized_new(size);
  struct operands operands = {0};
  for (size_t at = 0; at < size;) {
    if (emit_token_is_space(content[at])) {
      g_string_append_c(out, content[at++]);
      continue;
    }
    size_t end = emit_token_end(content, size, at);
    if (emit_token_is_number(content[at])) {
      push_operand(&operands, out->len);
      g_string_append_len(out, content + at, (gssize)(end - at));
    } else {
      append_token(out, content + at, end - at, &operands);
      operands.count = 0;
    }
    at = end;
  }
  return out;
}
