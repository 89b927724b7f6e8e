/* Formats of the columns of free tables: words as behind the | of an expression. */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "figure/figures.h"

static bool word_is(const char *word, size_t length, const char *name)
{
  return length == strlen(name) && strncmp(word, name, length) == 0;
}

static bool set_once(bool *flag)
{
  return !*flag && (*flag = true);
}

static bool read_word(struct column_format *format, const char *word, size_t length)
{
  if (word_is(word, length, "%"))
    return set_once(&format->percent);
  if (word_is(word, length, "千分位"))
    return set_once(&format->thousands);
  if (word_is(word, length, "万"))
    return set_once(&format->ten_thousands);
  if (word_is(word, length, "±"))
    return set_once(&format->sign);
  bool integer = word_is(word, length, "integer") || word_is(word, length, "整数");
  bool decimals = length == 2 && word[0] == '.' && g_ascii_isdigit(word[1]);
  if (format->decimals >= 0 || (!integer && !decimals))
    return false;
  format->decimals = integer ? 0 : word[1] - '0';
  return true;
}

/* Words may stand without a blank before % and behind ±: “±.1%”. */
static size_t word_length(const char *word)
{
  size_t length = strcspn(word, " \t\r\n");
  if (g_str_has_prefix(word, "±"))
    return strlen("±");
  return length > 1 && word[length - 1] == '%' ? length - 1 : length;
}

static bool read_words(struct arena *arena, struct diags *diags, const struct node *node, struct column_format *out)
{
  const char *word = node->as.scalar.text;
  *out = (struct column_format){.decimals = -1, .given = true};
  for (word += strspn(word, " \t\r\n"); *word; word += strspn(word, " \t\r\n")) {
    size_t length = word_length(word);
    if (!read_word(out, word, length)) {
      struct diag *diag =
          diag_add(diags, DIAG_VALUE_BAD, node->span, _("“%s” is no format of a column, or stands twice."),
                   figure_quote(arena, arena_strndup(arena, word, length)));
      diag_hint(diags, diag,
                _("Formats are integer, .1 (decimals, up to .9), 千分位, %%, 万 and ± (the sign is always shown)."));
      return false;
    }
    word += length;
  }
  if (!out->percent || !out->ten_thousands)
    return true;
  diag_add(diags, DIAG_VALUE_BAD, node->span, _("The formats %% and 万 do not go together."));
  return false;
}

void column_format_read(struct arena *arena, struct diags *diags, const struct node *node, struct column_format *out)
{
  if (!node || !read_words(arena, diags, node, out))
    *out = (struct column_format){.decimals = -1};
}

/* Half up where digits are cut off; what is dropped may be zeros only. */
static bool round_to(ratio value, int decimals, dec *out, bool *rounded)
{
  *rounded = false;
  if (decimals < 0)
    return ratio_exact(value, out);
  ratio left;
  bool good = ratio_round(value, (uint8_t)decimals, out);
  *rounded = good && ratio_sub(value, ratio_from_dec(*out), &left) && left.num != 0;
  return good;
}

const char *column_format_print(struct arena *arena, const struct column_format *format, dec value, bool *rounded)
{
  ratio number = ratio_from_dec(value);
  dec shown = value;
  *rounded = false;
  if (format->ten_thousands && !ratio_div(number, (ratio){10000, 1}, &number))
    return NULL;
  if ((format->ten_thousands || format->decimals >= 0) && !round_to(number, format->decimals, &shown, rounded))
    return NULL;
  *rounded = *rounded && !format->ten_thousands; /* other digits were asked for there */
  const char *text = dec_format(arena, shown);
  if (format->thousands)
    text = format_thousands(arena, text);
  bool plus = format->sign && shown.units > 0;
  return arena_printf(arena, "%s%s%s", plus ? "+" : "", figure_print(arena, text),
                      format->percent         ? "%"
                      : format->ten_thousands ? "万"
                                              : "");
}
