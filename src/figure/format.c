/* Number formats: what stands behind | in an expression. */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "figure/figures.h"

struct number_format {
  int decimals; /* -1: as many as there are */
  bool percent, thousands, han, ten_thousands;
  bool sign;   /* ±: a plus is printed, too */
  bool rate;   /* 增减: 增长12.5%, 下降3.0% */
  bool change; /* 增减数: 增加12, 减少3 */
};

/* --- Chinese numerals: 一百零五 --- */

static const char *const han_digits[] = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

/* 1..9999; a gap of zeros inside reads 零. */
static void han_group(GString *text, int group, bool first)
{
  static const char *const places[] = {"千", "百", "十", ""};
  int divisor = 1000;
  bool gap = false;
  for (int i = 0; i < 4; i++, divisor /= 10) {
    int digit = group / divisor % 10;
    if (digit == 0) {
      gap = true;
      continue;
    }
    if (gap && !(first && text->len == 0))
      g_string_append(text, "零");
    gap = false;
    bool ten = digit == 1 && i == 2 && text->len == 0; /* 十五, but 一百一十五 */
    g_string_append_printf(text, "%s%s", ten ? "" : han_digits[digit], places[i]);
  }
}

/* Groups of four, high first; 亿 stands for 万万. */
static void han_append(GString *text, uint64_t number)
{
  if (number >= 100000000) {
    han_append(text, number / 100000000);
    g_string_append(text, "亿");
    number %= 100000000;
    if (number > 0 && number < 10000) { /* nothing in the 万: one 零 stands for the gap */
      if (number >= 1000)
        g_string_append(text, "零");
      han_group(text, (int)number, false);
      return;
    }
  }
  if (number >= 10000) {
    han_group(text, (int)(number / 10000), text->len == 0);
    g_string_append(text, "万");
  }
  if (number % 10000)
    han_group(text, (int)(number % 10000), text->len == 0);
}

const char *format_han(struct arena *arena, int64_t number)
{
  GString *text = g_string_new(NULL);
  uint64_t size = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
  if (size == 0)
    g_string_append(text, "零"); /* 〇 stands in numbers that are read digit by digit only */
  else
    han_append(text, size);
  if (number < 0)
    g_string_prepend(text, "负");
  char *kept = arena_strdup(arena, text->str);
  g_string_free(text, TRUE);
  return kept;
}

/* A year is read digit by digit: 二〇二五. */
static const char *format_year(struct arena *arena, int64_t year)
{
  GString *text = g_string_new(NULL);
  char *digits = g_strdup_printf("%" G_GINT64_FORMAT, year);
  for (const char *at = digits; *at; at++)
    g_string_append(text, han_digits[*at - '0']);
  char *kept = arena_strdup(arena, text->str);
  g_free(digits);
  g_string_free(text, TRUE);
  return kept;
}

/* --- reading the formats --- */

static bool word_is(const char *word, size_t length, const char *name)
{
  return length == strlen(name) && strncmp(word, name, length) == 0;
}

static bool decimals_read(const char *word, size_t length, int *out)
{
  if (length != 2 || word[0] != '.' || !g_ascii_isdigit(word[1]))
    return false;
  *out = word[1] - '0';
  return true;
}

static bool format_word(struct number_format *format, const char *word, size_t length)
{
  if (word_is(word, length, "%"))
    return !format->percent && (format->percent = true);
  if (word_is(word, length, "千分位"))
    return !format->thousands && (format->thousands = true);
  if (word_is(word, length, "汉字"))
    return !format->han && (format->han = true);
  if (word_is(word, length, "±"))
    return !format->sign && (format->sign = true);
  if (word_is(word, length, "增减"))
    return !format->rate && (format->rate = true);
  if (word_is(word, length, "增减数"))
    return !format->change && (format->change = true);
  if (word_is(word, length, "万"))
    return !format->ten_thousands && (format->ten_thousands = true);
  return format->decimals < 0 && decimals_read(word, length, &format->decimals);
}

static bool complain_word(struct expression *expression, const char *word, size_t length, size_t begin)
{
  struct diag *diag = diag_add(expression->diags, DIAG_EXPR_SYNTAX, expression_span(expression, begin, begin + length),
                               _("“%s” is no format, or stands twice."),
                               figure_quote(expression->arena, arena_strndup(expression->arena, word, length)));
  diag_hint(expression->diags, diag,
            _("Formats are .1 (decimals, up to .9), %%, 千分位, 万, ±, 增减, 增减数 and 汉字."));
  return false;
}

static bool complain_clash(struct expression *expression)
{
  diag_add(expression->diags, DIAG_EXPR_SYNTAX, expression->span,
           _("The formats of “%s” do not go together: 汉字 stands alone, of %% and 万 there is one, and so there is of "
             "±, 增减 and 增减数."),
           figure_quote(expression->arena, expression->text));
  return false;
}

/* A percent sign may follow the decimals, and these a ±, without a blank: "±.1%". */
static size_t word_length(const char *word)
{
  size_t length = strcspn(word, " \t\r\n"), sign = strlen("±");
  if (length > sign && strncmp(word, "±", sign) == 0) /* ±.1 */
    return sign;
  return length > 1 && word[length - 1] == '%' ? length - 1 : length;
}

static bool formats_read(struct expression *expression, const char *text, size_t begin, struct number_format *format)
{
  const char *start = text;
  text += strspn(text, " \t\r\n");
  if (*text == '\0')
    return complain_word(expression, "|", 1, begin - 1);
  while (*text) {
    size_t length = word_length(text);
    if (!format_word(format, text, length))
      return complain_word(expression, text, length, begin + (size_t)(text - start));
    text += length;
    text += strspn(text, " \t\r\n");
  }
  int changes = format->sign + format->rate + format->change;
  bool other = format->percent || format->thousands || format->ten_thousands || format->decimals >= 0 || changes > 0;
  if ((format->han && other) || (format->percent && format->ten_thousands) || changes > 1 ||
      (format->rate && format->ten_thousands))
    return complain_clash(expression);
  if (format->rate) { /* a rate is per cent, with one decimal unless the drafter says otherwise */
    format->percent = true;
    format->decimals = format->decimals < 0 ? 1 : format->decimals;
  }
  return true;
}

/* --- printing --- */

static bool scale_value(const struct number_format *format, ratio *value)
{
  if (format->percent)
    return ratio_mul(*value, (ratio){100, 1}, value);
  if (format->ten_thousands)
    return ratio_div(*value, (ratio){10000, 1}, value);
  return true;
}

static bool round_value(struct expression *expression, const struct number_format *format, ratio value, dec *out)
{
  if (format->decimals >= 0 ? ratio_round(value, (uint8_t)format->decimals, out) : ratio_exact(value, out))
    return true;
  if (format->decimals >= 0) {
    diag_add(expression->diags, DIAG_EXPR_VALUE, expression->span, _("The numbers in “%s” become too large."),
             figure_quote(expression->arena, expression->text));
    return false;
  }
  struct diag *diag = diag_add(expression->diags, DIAG_EXPR_VALUE, expression->span,
                               _("“%s” has no end of decimals, so a format must say how many to print."),
                               figure_quote(expression->arena, expression->text));
  diag_hint(expression->diags, diag, _("Add “.1” to the formats for one decimal, for example."));
  return false;
}

static const char *print_han(struct expression *expression, const struct value *value)
{
  if (value->number.den == 1)
    return value->year ? format_year(expression->arena, value->number.num)
                       : format_han(expression->arena, value->number.num);
  diag_add(expression->diags, DIAG_EXPR_VALUE, expression->span,
           _("“%s” is no whole number, so it cannot be written in 汉字."),
           figure_quote(expression->arena, expression->text));
  return NULL;
}

const char *format_thousands(struct arena *arena, const char *digits)
{
  GString *text = g_string_new(NULL);
  size_t whole = strcspn(digits, ".");
  for (size_t i = 0; i < whole; i++) {
    g_string_append_c(text, digits[i]);
    if (g_ascii_isdigit(digits[i]) && i + 1 < whole && (whole - i - 1) % 3 == 0)
      g_string_append_c(text, ',');
  }
  g_string_append(text, digits + whole);
  char *kept = arena_strdup(arena, text->str);
  g_string_free(text, TRUE);
  return kept;
}

/* The words for a change, as reports have them. A change that rounding hides is 基本持平, none at all is 持平. */
static const char *print_change(struct arena *arena, const struct number_format *format, int64_t exact, dec rounded,
                                const char *digits)
{
  if (rounded.units == 0)
    return exact == 0 ? "持平" : "基本持平";
  if (format->rate)
    return arena_printf(arena, "%s%s", rounded.units < 0 ? "下降" : "增长", digits);
  return arena_printf(arena, "%s%s", rounded.units < 0 ? "减少" : "增加", digits);
}

static const char *print_number(struct arena *arena, const struct number_format *format, dec number)
{
  const char *text = dec_format(arena, number);
  if (format->thousands)
    text = format_thousands(arena, text);
  return arena_printf(arena, "%s%s%s", format->sign && number.units > 0 ? "+" : "", text,
                      format->percent         ? "%"
                      : format->ten_thousands ? "万"
                                              : "");
}

const char *format_value(struct expression *expression, const struct value *value, const char *formats, size_t begin)
{
  struct number_format format = {.decimals = -1};
  if (!formats_read(expression, formats, begin, &format))
    return NULL;
  if (format.han)
    return print_han(expression, value);
  ratio scaled = value->number;
  dec rounded;
  if (!scale_value(&format, &scaled)) {
    diag_add(expression->diags, DIAG_EXPR_VALUE, expression->span, _("The numbers in “%s” become too large."),
             figure_quote(expression->arena, expression->text));
    return NULL;
  }
  if (!round_value(expression, &format, scaled, &rounded))
    return NULL;
  if (!format.rate && !format.change)
    return print_number(expression->arena, &format, rounded);
  dec size = {rounded.units < 0 ? -rounded.units : rounded.units, rounded.scale};
  return print_change(expression->arena, &format, value->number.num, rounded,
                      print_number(expression->arena, &format, size));
}
