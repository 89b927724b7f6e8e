#include "emit/inks.h"

#include <string.h>

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
void emit_inks(GString *out, size_t operands, const char *inks)
{
  double light[3], most = 0;
  operands += strspn(out->str + operands, " \n"); /* what is before them stays */
  char *at = out->str + operands;
  for (int i = 0; i < 3; i++) {
    double value = g_ascii_strtod(at, &at);
    light[i] = CLAMP(value, 0, 1);
    most = MAX(most, light[i]);
  }
  g_string_truncate(out, operands);
  for (int i = 0; i < 3; i++) {
    append_share(out, most > 0 ? (most - light[i]) / most : 0);
    g_string_append_c(out, ' ');
  }
  append_share(out, 1 - most);
  g_string_append_c(out, ' ');
  g_string_append(out, inks);
}
