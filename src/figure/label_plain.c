/* Labels as people copy them: with or without the number in front, marks and blanks. */
#include <glib.h>
#include <string.h>

#include "base/utf8.h"
#include "figure/figures.h"

static bool is_han_number(uint32_t code)
{
  static const uint32_t numbers[] = {0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341};
  for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
    if (numbers[i] == code)
      return true;
  return code < 0x80 && g_ascii_isdigit((char)code);
}

/* Bytes of a number in front: (三) 三、 3. 3、 */
static size_t number_length(const char *text)
{
  size_t at = text[0] == '(', begin = at, next = at;
  while (is_han_number(utf8_next(text, &next)))
    at = next;
  if (at == begin)
    return 0;
  if (begin > 0)
    return text[at] == ')' ? at + 1 : 0;
  if (text[at] == '.')
    return at + 1;
  return g_str_has_prefix(text + at, "、") ? at + strlen("、") : 0;
}

const char *figure_label_plain(struct arena *arena, const char *text)
{
  char *narrow = g_utf8_normalize(text, -1, G_NORMALIZE_NFKC);
  g_strstrip(narrow);
  GString *plain = g_string_new(NULL);
  for (size_t at = number_length(narrow); narrow[at];) {
    size_t begin = at;
    uint32_t code = utf8_next(narrow, &at);
    if (!g_unichar_isspace(code) && (!g_unichar_ispunct(code) || code == '.'))
      g_string_append_len(plain, narrow + begin, (gssize)(at - begin));
  }
  const char *kept = arena_strdup(arena, plain->str);
  g_string_free(plain, TRUE);
  g_free(narrow);
  return kept;
}
