#include "emit/gray.h"

#include <stdbool.h>
#include <string.h>

#include "emit/tokens.h"

/* The operands before an operator: where each of the last three begins in the output, and its length. */
struct operands {
  size_t at[3], length[3];
  int count;
};

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
    if (emit_token_is_space(content[at])) {
      g_string_append_c(out, content[at++]);
      continue;
    }
    size_t end = emit_token_end(content, size, at);
    if (emit_token_is_number(content[at])) {
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
