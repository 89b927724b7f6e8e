/* Expressions: what stands between ${ and }. Exact: values are ratios until they are printed.
 *
 *   expression = sum [ "|" formats ]        sum  = product { ("+" | "-") product }
 *   product    = factor { ("*" | "/") factor }
 *   factor     = number | path | "-" factor | "(" sum ")"
 *
 * Each reader reports what is wrong once and then gives VALUE_NONE, which passes through the rest in silence. */
#include <glib.h>
#include <string.h>

#include "base/limits.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "figure/figures.h"

#define PATH_END " \t\r\n+-*/()|"

static const struct value no_value = {.kind = VALUE_NONE};

struct span expression_span(const struct expression *expression, size_t begin, size_t end)
{
  struct span span = expression->span;
  size_t length = strlen(expression->text), size = span.end - span.begin;
  size_t open = size == length ? 0 : 2; /* the span is of the text, or of ${text} */
  if (!span_known(span) || (size != length && size != length + 3))
    return span;
  return (struct span){span.file, span.begin + (uint32_t)(open + begin), span.begin + (uint32_t)(open + end)};
}

static void skip_blanks(struct expression *expression)
{
  expression->at += strspn(expression->text + expression->at, " \t\r\n");
}

static char next_sign(struct expression *expression)
{
  skip_blanks(expression);
  return expression->text[expression->at];
}

static struct value number_value(ratio number, const char *unit)
{
  return (struct value){.kind = VALUE_NUMBER, .number = number, .unit = unit};
}

/* --- what cannot be read --- */

/* Full-width signs look right in Chinese text; their plain form, or NULL. */
static const char *plain_sign(uint32_t code)
{
  static const struct {
    uint32_t wide;
    const char *plain;
  } signs[] = {{0xFF08, "("}, {0xFF09, ")"}, {0xFF0B, "+"}, {0xFF0D, "-"}, {0x2212, "-"}, {0xD7, "*"},   {0xFF0A, "*"},
               {0xF7, "/"},   {0xFF0F, "/"}, {0xFF5C, "|"}, {0xFF0E, "."}, {0x3002, "."}, {0xFF05, "%"}, {0x3000, " "}};
  for (size_t i = 0; i < G_N_ELEMENTS(signs); i++)
    if (signs[i].wide == code)
      return signs[i].plain;
  return NULL;
}

/* A number may not begin with one; a name might hold one. */
static const char *plain_digit(uint32_t code)
{
  static const char *const digits[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
  return code >= 0xFF10 && code <= 0xFF19 ? digits[code - 0xFF10] : NULL;
}

/* The first character from byte `at` on that should be a plain sign or digit. */
static bool complain_wide(struct expression *expression, size_t at)
{
  while (expression->text[at]) {
    size_t begin = at;
    uint32_t code = utf8_next(expression->text, &at);
    const char *plain = plain_sign(code) ? plain_sign(code) : plain_digit(code);
    if (!plain)
      continue;
    struct diag *diag =
        diag_add(expression->diags, DIAG_EXPR_SYNTAX, expression_span(expression, begin, at),
                 _("Expressions are written with plain signs and digits, not with the full-width “%.*s”."),
                 (int)(at - begin), expression->text + begin);
    diag_hint(expression->diags, diag, _("Write “%s” instead."), plain);
    return true;
  }
  return false;
}

static struct value complain_syntax(struct expression *expression)
{
  const char *rest = expression->text + expression->at;
  size_t length = *rest ? (size_t)g_utf8_skip[(guchar)*rest] : 0;
  struct span place = expression_span(expression, expression->at, expression->at + length);
  const char *quoted = figure_quote(expression->arena, expression->text);
  if (complain_wide(expression, 0))
    return no_value;
  struct diag *diag =
      *rest ? diag_add(expression->diags, DIAG_EXPR_SYNTAX, place, _("“%s” cannot be read from “%s” on."), quoted,
                       figure_quote(expression->arena, rest))
            : diag_add(expression->diags, DIAG_EXPR_SYNTAX, place, _("“%s” ends before it is complete."), quoted);
  diag_hint(expression->diags, diag, _("An expression is made of names of figures, numbers, + - * / and ( )."));
  return no_value;
}

static struct value complain_overflow(struct expression *expression)
{
  diag_add(expression->diags, DIAG_EXPR_VALUE, expression->span, _("The numbers in “%s” become too large."),
           figure_quote(expression->arena, expression->text));
  return no_value;
}

/* --- factors --- */

static struct value read_number(struct expression *expression)
{
  const char *text = expression->text + expression->at;
  size_t length = strspn(text, "0123456789.");
  dec value;
  if (!dec_parse(text, length, &value))
    return complain_syntax(expression);
  expression->at += length;
  return number_value(ratio_from_dec(value), NULL);
}

/* Full-width brackets inside a name belong to it, since labels of rows have them: 手术（例）. */
static bool stands_in_name(uint32_t code, bool first, int *open)
{
  if (code == 0xFF08 && !first)
    ++*open;
  else if (code == 0xFF09 && *open > 0)
    --*open;
  else
    return false;
  return true;
}

static struct value read_path(struct expression *expression)
{
  const char *text = expression->text + expression->at;
  size_t begin = expression->at, length = strcspn(text, PATH_END);
  struct value value = no_value;
  if (length == 0)
    return complain_syntax(expression);
  const char *path = arena_strndup(expression->arena, text, length);
  int open = 0;
  for (size_t at = 0; path[at];) {
    bool first = at == 0;
    uint32_t code = utf8_next(path, &at);
    if (stands_in_name(code, first, &open))
      continue;
    if (plain_sign(code) || (first && plain_digit(code)))
      return complain_syntax(expression);
    if (code < 0x80 && strchr("\"'$#&;:,<=>?@[\\]^`{}~!%", (int)code)) {
      expression->at += at - 1;
      return complain_syntax(expression);
    }
  }
  if (open > 0)
    return complain_syntax(expression);
  expression->at += length;
  return path_resolve(expression, path, begin, &value) ? value : no_value;
}

/* A text has no place in arithmetic. */
static struct value number_only(struct expression *expression, struct value value)
{
  if (value.kind != VALUE_TEXT)
    return value;
  diag_add(expression->diags, DIAG_EXPR_VALUE, expression->span, _("“%s” calculates with a text, which has no value."),
           figure_quote(expression->arena, expression->text));
  return no_value;
}

static struct value read_sum(struct expression *expression);

static struct value read_bracket(struct expression *expression)
{
  expression->at++;
  struct value value = number_only(expression, read_sum(expression));
  if (value.kind == VALUE_NONE)
    return value;
  if (next_sign(expression) != ')')
    return complain_syntax(expression);
  expression->at++;
  return number_value(value.number, value.unit);
}

static struct value read_factor(struct expression *expression);

static struct value read_negative(struct expression *expression)
{
  expression->at++;
  struct value value = number_only(expression, read_factor(expression));
  ratio zero = {0, 1};
  if (value.kind == VALUE_NUMBER && !ratio_sub(zero, value.number, &value.number))
    return complain_overflow(expression);
  return value.kind == VALUE_NUMBER ? number_value(value.number, value.unit) : no_value;
}

static struct value complain_depth(struct expression *expression)
{
  diag_add(expression->diags, DIAG_EXPR_SYNTAX, expression->span,
           _("“%s” nests more than %u brackets or signs in one another."),
           figure_quote(expression->arena, expression->text), LIMIT_NESTED_EXPRESSION);
  return no_value;
}

static struct value read_factor(struct expression *expression)
{
  if (expression->depth >= LIMIT_NESTED_EXPRESSION)
    return complain_depth(expression);
  expression->depth++;
  char sign = next_sign(expression);
  struct value value;
  if (sign == '(')
    value = read_bracket(expression);
  else if (sign == '-')
    value = read_negative(expression);
  else if (g_ascii_isdigit(sign))
    value = read_number(expression);
  else
    value = read_path(expression);
  expression->depth--;
  return value;
}

/* --- sums and products --- */

/* Bytes [begin, here) of the expression, which made the right side of what is calculated. */
static const char *operand(const struct expression *expression, size_t begin)
{
  char *text = g_strstrip(g_strndup(expression->text + begin, expression->at - begin));
  const char *quoted = figure_quote(expression->arena, arena_strdup(expression->arena, text));
  g_free(text);
  return quoted;
}

static struct value complain_division(struct expression *expression, size_t begin)
{
  struct span place = expression_span(expression, begin, expression->at);
  const char *whole = figure_quote(expression->arena, expression->text), *divisor = operand(expression, begin);
  struct diag *diag = g_ascii_isdigit(divisor[0])
                          ? diag_add(expression->diags, DIAG_EXPR_VALUE, place, _("“%s” divides by 0."), whole)
                          : diag_add(expression->diags, DIAG_EXPR_VALUE, place,
                                     _("“%1$s” divides by “%2$s”, which is 0."), whole, divisor);
  diag_hint(expression->diags, diag, _("Write the sentence without this number."));
  return no_value;
}

static const char *unit_words(const char *unit)
{
  return unit[0] ? unit : _("a count");
}

/* 元 and 万元 differ by a factor that a sum would hide; a count and money do not add up at all. */
static struct value complain_units(struct expression *expression, const struct value *left, const struct value *right,
                                   size_t begin)
{
  struct diag *diag = diag_add(expression->diags, DIAG_EXPR_VALUE, expression_span(expression, begin, expression->at),
                               _("“%1$s” adds up or subtracts what has different units: %2$s, and %3$s in “%4$s”."),
                               figure_quote(expression->arena, expression->text), unit_words(left->unit),
                               unit_words(right->unit), operand(expression, begin));
  if (left->unit[0] && right->unit[0])
    diag_hint(expression->diags, diag,
              _("Bring both to one unit first, for example by dividing the figure in 元 by 10000."));
  else
    diag_hint(expression->diags, diag, _("Only figures of one unit add up; print the two apart."));
  return no_value;
}

static struct value apply(struct expression *expression, char sign, struct value left, struct value right, size_t begin)
{
  right = number_only(expression, right);
  if (right.kind == VALUE_NONE)
    return no_value;
  if (sign == '/' && right.number.num == 0)
    return complain_division(expression, begin);
  bool sum = sign == '+' || sign == '-';
  if (sum && left.unit && right.unit && strcmp(left.unit, right.unit) != 0)
    return complain_units(expression, &left, &right, begin);
  ratio result = {0, 1};
  bool good = sign == '+'   ? ratio_add(left.number, right.number, &result)
              : sign == '-' ? ratio_sub(left.number, right.number, &result)
              : sign == '*' ? ratio_mul(left.number, right.number, &result)
                            : ratio_div(left.number, right.number, &result);
  const char *unit = left.unit ? left.unit : right.unit;
  return good ? number_value(result, sum ? unit : NULL) : complain_overflow(expression);
}

static struct value read_product(struct expression *expression)
{
  struct value value = read_factor(expression);
  while (value.kind != VALUE_NONE) {
    char sign = next_sign(expression);
    if (sign != '*' && sign != '/')
      break;
    value = number_only(expression, value);
    if (value.kind == VALUE_NONE) /* one finding an expression: the rest is not read */
      break;
    expression->at++;
    skip_blanks(expression);
    size_t begin = expression->at;
    value = apply(expression, sign, value, read_factor(expression), begin);
  }
  return value;
}

static struct value read_sum(struct expression *expression)
{
  struct value value = read_product(expression);
  while (value.kind != VALUE_NONE) {
    char sign = next_sign(expression);
    if (sign != '+' && sign != '-')
      break;
    value = number_only(expression, value);
    if (value.kind == VALUE_NONE)
      break;
    expression->at++;
    size_t begin = expression->at;
    value = apply(expression, sign, value, read_product(expression), begin);
  }
  return value;
}

static const char *print_plain(struct expression *expression, const struct value *value)
{
  dec exact;
  if (value->text)
    return value->text;
  if (ratio_exact(value->number, &exact))
    return dec_format(expression->arena, exact);
  struct diag *diag = diag_add(expression->diags, DIAG_EXPR_VALUE, expression->span,
                               _("“%s” has no end of decimals, so a format must say how many to print."),
                               figure_quote(expression->arena, expression->text));
  diag_hint(expression->diags, diag, _("Write “%s | .1” for one decimal, or “%s | .1 %%” for a percentage."),
            figure_quote(expression->arena, expression->text), figure_quote(expression->arena, expression->text));
  return NULL;
}

static const char *print_text(struct expression *expression, const struct value *value, bool formatted)
{
  if (!formatted)
    return value->text;
  diag_add(expression->diags, DIAG_EXPR_VALUE, expression->span, _("“%s” gives a text, which takes no format."),
           figure_quote(expression->arena, expression->text));
  return NULL;
}

static const char *evaluate(struct expression *reading)
{
  struct value value = read_sum(reading);
  if (value.kind == VALUE_NONE)
    return NULL;
  char sign = next_sign(reading);
  if (sign != '\0' && sign != '|') {
    complain_syntax(reading);
    return NULL;
  }
  if (value.kind == VALUE_TEXT)
    return print_text(reading, &value, sign == '|');
  size_t begin = reading->at + 1;
  const char *text =
      sign == '\0' ? print_plain(reading, &value) : format_value(reading, &value, reading->text + begin, begin);
  return text ? figure_print(reading->arena, text) : NULL;
}

const char *facts_evaluate(struct arena *arena, const struct facts *facts, const char *expression, struct span span,
                           struct diags *diags)
{
  struct expression reading = {.arena = arena, .diags = diags, .facts = facts, .text = expression, .span = span};
  return evaluate(&reading);
}

const char *facts_evaluate_point(struct arena *arena, const struct facts *facts, const char *expression,
                                 struct span span, struct diags *diags, bool *blank)
{
  struct expression reading = {
      .arena = arena, .diags = diags, .facts = facts, .text = expression, .span = span, .blank = blank};
  return evaluate(&reading);
}

bool facts_number(struct arena *arena, const struct facts *facts, const char *expression, ratio *out)
{
  struct diags unsaid; /* what is wrong is said where the cell is printed */
  diags_init(&unsaid, arena);
  struct expression reading = {.arena = arena, .diags = &unsaid, .facts = facts, .text = expression, .span = SPAN_NONE};
  struct value value = read_sum(&reading);
  *out = value.number;
  return value.kind == VALUE_NUMBER && next_sign(&reading) == '\0';
}
