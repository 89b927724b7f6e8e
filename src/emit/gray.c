#include "emit/gray.h"

#include <string.h>

#define SPACES " \n"

static const char *skip_spaces(const char *at)
{
  return at + strspn(at, SPACES);
}

/* Whether the next operand is the same as one of `length`; *at goes behind it. */
static bool takes_same(const char **at, const char *first, size_t length)
{
  const char *next = skip_spaces(*at);
  *at = next + strcspn(next, SPACES);
  return (size_t)(*at - next) == length && memcmp(next, first, length) == 0;
}

bool emit_gray(GString *out, size_t operands, const char *gray)
{
  const char *red = skip_spaces(out->str + operands);
  size_t length = strcspn(red, SPACES);
  const char *at = red + length;
  if (length == 0 || !takes_same(&at, red, length) || !takes_same(&at, red, length) || *skip_spaces(at) != '\0')
    return false;
  g_string_truncate(out, (gsize)(red + length - out->str));
  g_string_append_c(out, ' ');
  g_string_append(out, gray);
  return true;
}
