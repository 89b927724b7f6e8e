/* What is wrong with a figure, and what to write instead. Clerks type figures as they print them: with thousands
 * separators, units, full-width digits, notes in brackets. */
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "figure/figures.h"

#define QUOTE_MAX 30

const char *figure_quote(struct arena *arena, const char *text)
{
  if (g_utf8_strlen(text, -1) <= QUOTE_MAX)
    return text;
  return arena_printf(arena, "%.*s…", (int)(g_utf8_offset_to_pointer(text, QUOTE_MAX) - text), text);
}

/* The text with full-width characters as ASCII, without blanks, and with every kind of minus as "-". */
static char *text_plain(const char *text)
{
  char *narrow = g_utf8_normalize(text, -1, G_NORMALIZE_NFKC);
  GString *plain = g_string_new(NULL);
  for (size_t at = 0; narrow && narrow[at];) {
    size_t begin = at;
    uint32_t code = utf8_next(narrow, &at);
    if (code == 0x2212 || code == 0x2010 || code == 0x2013)
      g_string_append_c(plain, '-');
    else if (!g_unichar_isspace(code))
      g_string_append_len(plain, narrow + begin, (gssize)(at - begin));
  }
  g_free(narrow);
  return g_string_free(plain, FALSE);
}

/* What is left of "共1,333件": the number, and the unit behind it. */
struct number_words {
  char *number;
  const char *unit; /* inside `plain` */
};

static struct number_words number_split(const char *plain)
{
  static const char *const before[] = {"约", "共", "计", "¥", "￥"};
  for (size_t i = 0; i < G_N_ELEMENTS(before); i++)
    if (g_str_has_prefix(plain, before[i]))
      plain += strlen(before[i]);
  GString *number = g_string_new(NULL);
  const char *at = plain;
  if (g_str_has_prefix(at, "减") || g_str_has_prefix(at, "增")) { /* 减4, 增19 are how changes get typed */
    g_string_append(number, g_str_has_prefix(at, "减") ? "-" : "+");
    at += strlen("减");
  }
  for (; *at && strchr("+-0123456789.,'_", *at); at++)
    if (!strchr(",'_", *at))
      g_string_append_c(number, *at);
  return (struct number_words){g_string_free(number, FALSE), at};
}

/* "1e3" in digits, where it is short. */
static char *number_expand(const char *text)
{
  size_t digits = strspn(text, "0123456789");
  const char *exponent = text + digits + 1;
  if (digits == 0 || digits > 6 || (text[digits] != 'e' && text[digits] != 'E') || !g_ascii_isdigit(exponent[0]) ||
      exponent[1] != '\0')
    return NULL;
  GString *number = g_string_new_len(text, (gssize)digits);
  for (int zeros = exponent[0] - '0'; zeros > 0; zeros--)
    g_string_append_c(number, '0');
  return g_string_free(number, FALSE);
}

/* Without the zeros and the plus in front. */
static const char *number_trim(const struct form_column *column, const char *number)
{
  if (*number == '+' && column->kind != FIGURE_CHANGE)
    number++;
  while (number[0] == '0' && g_ascii_isdigit(number[1]))
    number++;
  return number;
}

static bool unit_scales(const char *unit)
{
  return strstr(unit, "万") || strstr(unit, "亿") || strstr(unit, "千") || strstr(unit, "百") || strchr(unit, '%');
}

/* An amount in 元 as so many 万元, where that is the column's unit. */
static const char *amount_in_unit(struct arena *arena, const struct form_column *column, const char *number)
{
  dec value;
  ratio scaled;
  if (!dec_parse(number, strlen(number), &value) ||
      !ratio_div(ratio_from_dec(value), ratio_from_dec(dec_from_int(10000)), &scaled) || !ratio_exact(scaled, &value))
    return NULL;
  const char *text = dec_format(arena, value);
  return figure_parse(column, text, &value) ? text : NULL;
}

/* What the clerk most likely means, or NULL. */
static const char *number_guess(struct arena *arena, const struct form_column *column, const char *plain)
{
  char *expanded = number_expand(plain);
  struct number_words words = number_split(expanded ? expanded : plain);
  const char *number = number_trim(column, words.number);
  const char *guess = NULL;
  dec value;
  bool in_unit = column->unit && strcmp(words.unit, column->unit) == 0;
  bool in_yuan = column->unit && strcmp(column->unit, "万元") == 0 && strcmp(words.unit, "元") == 0;
  if (in_yuan)
    guess = amount_in_unit(arena, column, number);
  else if ((in_unit || !unit_scales(words.unit)) && !strpbrk(words.unit, "0123456789.") &&
           figure_parse(column, number, &value))
    guess = arena_strdup(arena, number);
  g_free(words.number);
  g_free(expanded);
  return guess;
}

/* "22（其中修订16件）": a figure with a note behind it. */
static bool explain_note(struct arena *arena, struct diags *diags, struct figure_place place, const struct node *node,
                         const char *plain)
{
  const char *open = strchr(plain, '(');
  size_t length = strlen(plain);
  if (!open || open == plain || length == 0 || plain[length - 1] != ')')
    return false;
  const char *number = number_guess(arena, place.column, arena_strndup(arena, plain, (size_t)(open - plain)));
  if (!number)
    return false;
  struct diag *diag = diag_add(diags, DIAG_FIGURE_BAD, node->span, _("In the cell %s, “%s” is a figure with a note."),
                               figure_place_name(arena, place), figure_quote(arena, node->as.scalar.text));
  diag_hint(diags, diag, _("Write {value: %s, note: %.*s}."), number, (int)(plain + length - 1 - open - 1), open + 1);
  return true;
}

/* Signs that people set for "not applicable". */
static bool explain_placeholder(struct arena *arena, struct diags *diags, struct figure_place place,
                                const struct node *node, const char *plain)
{
  static const char *const dashes[] = {"-", "--", "—", "——", "―", "不适用", "无", "N/A", "n/a"};
  for (size_t i = 0; i < G_N_ELEMENTS(dashes); i++) {
    if (strcmp(plain, dashes[i]) != 0)
      continue;
    struct diag *diag = diag_add(diags, DIAG_FIGURE_BAD, node->span, _("“%s” is no figure for the cell %s."),
                                 figure_quote(arena, node->as.scalar.text), figure_place_name(arena, place));
    diag_hint(diags, diag, _("Write \"-\" where the figure does not apply, and 0 where there was none."));
    return true;
  }
  return false;
}

static bool explain_empty(struct arena *arena, struct diags *diags, struct figure_place place, const struct node *node,
                          const char *plain)
{
  if (plain[0] != '\0')
    return false;
  struct diag *diag =
      diag_add(diags, DIAG_FIGURE_BAD, node->span, _("There is no figure for %s."), figure_place_name(arena, place));
  diag_hint(diags, diag, _("Write 0 where there was none, ~ for a cell that is to stay blank."));
  return true;
}

static bool has_wide_digit(const char *text)
{
  for (size_t at = 0; text[at];) {
    uint32_t code = utf8_next(text, &at);
    if (code > 0x7F && g_unichar_isdigit(code))
      return true;
  }
  return false;
}

/* A number with something behind it that is none: 12件. */
static bool has_unit(const char *plain)
{
  size_t digits = strspn(plain, "0123456789.,");
  return g_ascii_isdigit(plain[0]) && plain[digits] != '\0' && !strchr("eExX+-'_", plain[digits]);
}

/* Says which rule the text breaks first. */
static struct diag *explain_slip(struct diags *diags, const struct form_column *column, const struct node *node,
                                 const char *text, const char *name, const char *plain)
{
  struct span span = node->span;
  if (has_wide_digit(node->as.scalar.text))
    return diag_add(diags, DIAG_FIGURE_BAD, span,
                    _("“%s” cannot stand in %s: figures are written with ordinary digits, not full-width ones."), text,
                    name);
  if (has_unit(plain))
    return diag_add(diags, DIAG_FIGURE_BAD, span, _("“%s” cannot stand in %s: figures are written without units."),
                    text, name);
  if (strpbrk(plain, ",'_") && strpbrk(plain, "0123456789"))
    return diag_add(diags, DIAG_FIGURE_BAD, span,
                    _("“%s” cannot stand in %s: figures are written without thousands separators."), text, name);
  if (plain[0] == '-' && g_ascii_isdigit(plain[1]) && column->kind != FIGURE_CHANGE)
    return diag_add(diags, DIAG_FIGURE_BAD, span, _("“%s” cannot stand in %s: the figure is never less than 0."), text,
                    name);
  if (strspn(plain, "0123456789.") > FIGURE_DIGITS_MAX)
    return diag_add(diags, DIAG_FIGURE_BAD, span, _("“%s” cannot stand in %s: the number is too long."), text, name);
  if (column->kind == FIGURE_AMOUNT)
    return diag_add(diags, DIAG_FIGURE_BAD, span,
                    _("“%s” cannot stand in %s: this cell holds a number with at most %d decimals."), text, name,
                    column->decimals);
  return diag_add(diags, DIAG_FIGURE_BAD, span, _("“%s” cannot stand in %s: this cell holds a whole number."), text,
                  name);
}

static void explain_number(struct arena *arena, struct diags *diags, struct figure_place place, const struct node *node,
                           const char *plain)
{
  const char *text = figure_quote(arena, node->as.scalar.text);
  const char *guess = number_guess(arena, place.column, plain);
  struct diag *diag = explain_slip(diags, place.column, node, text, figure_place_name(arena, place), plain);
  if (guess)
    diag_hint(diags, diag, _("Write %s."), guess);
  else if (place.column->unit)
    diag_hint(diags, diag, _("Write the number alone, in %s, such as 12.5."), place.column->unit);
  else if (place.column->kind == FIGURE_CHANGE)
    diag_hint(diags, diag, _("Write the number alone, such as 19 or -8."));
  else
    diag_hint(diags, diag, _("Write a whole number in digits, such as 0 or 1333."));
}

void figure_explain(struct arena *arena, struct diags *diags, struct figure_place place, const struct node *node)
{
  char *plain = text_plain(node->as.scalar.text);
  if (!explain_empty(arena, diags, place, node, plain) && !explain_placeholder(arena, diags, place, node, plain) &&
      !explain_note(arena, diags, place, node, plain))
    explain_number(arena, diags, place, node, plain);
  g_free(plain);
}
