#include "style/read.h"

#include <glib.h>
#include <string.h>

#include "base/dec.h"
#include "base/tr.h"

#define VALUE_MAX    10000 /* of a number before its unit; keeps every product below 2^63 */
#define DECIMALS_MAX 4
#define SIZE_MIN     (4 * LEN_PT)
#define SIZE_MAX_PT  (100 * LEN_PT)

/* The common names of type sizes, in half points. Where an office uses other values it lists them under sizes:. */
static const struct {
  const char *name;
  int half_points;
} common_sizes[] = {
    {"初号", 84}, {"小初", 72}, {"一号", 52}, {"小一", 48}, {"二号", 44}, {"小二", 36}, {"三号", 32}, {"小三", 30},
    {"四号", 28}, {"小四", 24}, {"五号", 21}, {"小五", 18}, {"六号", 15}, {"小六", 13}, {"七号", 11}, {"八号", 10},
};

static const char *quote(struct style_reader *reader, const struct node *node)
{
  return diag_quote(reader->diags, node->as.scalar.text, node->as.scalar.length);
}

static const char *points(struct style_reader *reader, len length)
{
  dec value;
  if (!ratio_round((ratio){length, LEN_PT}, 2, &value))
    return "?";
  return dec_format(reader->arena, value);
}

static bool is_scalar(struct style_reader *reader, const struct node *node, const char *name)
{
  if (!node)
    return false;
  if (node->kind == NODE_SCALAR)
    return true;
  diag_add(reader->diags, DIAG_VALUE_KIND, node->span, _("“%s” must be a single value, not %s."), name,
           node_kind_name(node->kind));
  return false;
}

/* --- lengths --- */

struct unit {
  const char *name;
  int64_t num, den; /* in len units; den > 0 */
};

/* The unit at the end of the value, as a ratio of len units. False if the unit is none, or has no meaning here. */
static bool find_unit(const struct style_reader *reader, const char *name, struct unit *out)
{
  const struct sheet *sheet = reader->sheet;
  const struct unit units[] = {
      {"pt", LEN_PT, 1},
      {"mm", (int64_t)LEN_PT * 360, 127},
      {"em", reader->em, 1},
      {"字", sheet->chars ? sheet->area_width : 0, sheet->chars ? sheet->chars : 1},
      {"行", sheet->pitch_den ? sheet->pitch_num : 0, sheet->pitch_den ? sheet->pitch_den : 1},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
    if (strcmp(units[i].name, name) == 0) {
      *out = units[i];
      return units[i].num > 0;
    }
  }
  return false;
}

static int64_t power_of_ten(uint8_t exponent)
{
  int64_t power = 1;
  while (exponent-- > 0)
    power *= 10;
  return power;
}

/* Exact but for one rounding at the end, halves away from zero. */
static int64_t scale_unit(dec number, struct unit unit)
{
  int64_t product = number.units * unit.num;
  int64_t den = unit.den * power_of_ten(number.scale);
  return (product < 0 ? product - den / 2 : product + den / 2) / den;
}

static bool number_fits(dec number)
{
  return number.scale <= DECIMALS_MAX && dec_compare(number, dec_from_int(VALUE_MAX)) <= 0 &&
         dec_compare(number, dec_from_int(-VALUE_MAX)) >= 0;
}

static bool parse_length(const struct style_reader *reader, const char *text, int64_t *out)
{
  size_t digits = strspn(text, "+-0123456789.");
  const char *name = text + digits + strspn(text + digits, " ");
  dec number;
  struct unit unit;
  if (!dec_parse(text, digits, &number) || !number_fits(number))
    return false;
  if (number.units == 0 && *name == '\0') { /* nothing needs no unit */
    *out = 0;
    return true;
  }
  if (!find_unit(reader, name, &unit))
    return false;
  *out = scale_unit(number, unit);
  return true;
}

static bool check_range(struct style_reader *reader, const struct node *node, const char *name, int64_t value, len min,
                        len max)
{
  if (value >= min && value <= max)
    return true;
  struct diag *diag = diag_add(reader->diags, DIAG_VALUE_BAD, node->span, _("“%s” is out of range for “%s”."),
                               quote(reader, node), name);
  diag_hint(reader->diags, diag, _("Write a length from %s pt to %s pt."), points(reader, min), points(reader, max));
  return false;
}

static void report_length(struct style_reader *reader, const struct node *node, const char *name)
{
  struct diag *diag = diag_add(reader->diags, DIAG_VALUE_BAD, node->span, _("“%s” is not a length that “%s” can have."),
                               quote(reader, node), name);
  if (!reader->sheet->chars)
    diag_hint(reader->diags, diag, _("Write a number and its unit, for example 28mm or 12.5pt."));
  else if (reader->em == 0)
    diag_hint(reader->diags, diag, _("Write a number and its unit, for example 28mm, 12.5pt, 2字 or 1行."));
  else
    diag_hint(reader->diags, diag, _("Write a number and its unit, for example 28mm, 12.5pt, 2字, 1行 or 0.5em."));
}

bool style_read_length(struct style_reader *reader, const struct node *node, const char *name, len min, len max,
                       len *out)
{
  int64_t value;
  if (!is_scalar(reader, node, name))
    return false;
  if (!parse_length(reader, node->as.scalar.text, &value)) {
    report_length(reader, node, name);
    return false;
  }
  if (!check_range(reader, node, name, value, min, max))
    return false;
  *out = (len)value;
  return true;
}

/* --- type sizes --- */

static bool find_size(const struct style_reader *reader, const char *name, len *out)
{
  for (size_t i = 0; i < reader->size_count; i++) {
    if (strcmp(reader->sizes[i].name, name) == 0) {
      *out = reader->sizes[i].size;
      return true;
    }
  }
  for (size_t i = 0; i < G_N_ELEMENTS(common_sizes); i++) {
    if (strcmp(common_sizes[i].name, name) == 0) {
      *out = common_sizes[i].half_points * (LEN_PT / 2);
      return true;
    }
  }
  return false;
}

static void report_size(struct style_reader *reader, const struct node *node, const char *name)
{
  const char *names[G_N_ELEMENTS(common_sizes)];
  for (size_t i = 0; i < G_N_ELEMENTS(common_sizes); i++)
    names[i] = common_sizes[i].name;
  struct diag *diag = diag_add(reader->diags, DIAG_VALUE_BAD, node->span,
                               _("“%s” is not a type size that “%s” can have."), quote(reader, node), name);
  const char *nearest = diag_nearest(node->as.scalar.text, names, G_N_ELEMENTS(names));
  if (nearest)
    diag_hint(reader->diags, diag, _("Did you mean “%s”?"), nearest);
  else
    diag_hint(reader->diags, diag, _("Write the name of a size such as 三号 or 小四, or points such as 10.5pt."));
}

bool style_read_size(struct style_reader *reader, const struct node *node, const char *name, len *out)
{
  int64_t value;
  if (!is_scalar(reader, node, name))
    return false;
  if (find_size(reader, node->as.scalar.text, out))
    return true;
  len em = reader->em;
  reader->em = 0; /* a size in em would be a size of itself */
  bool read = parse_length(reader, node->as.scalar.text, &value);
  reader->em = em;
  if (!read) {
    report_size(reader, node, name);
    return false;
  }
  if (!check_range(reader, node, name, value, SIZE_MIN, SIZE_MAX_PT))
    return false;
  *out = (len)value;
  return true;
}

void style_read_sizes(struct style_reader *reader, const struct node *map)
{
  if (!map)
    return;
  for (uint32_t i = 0; i < map->as.map.count; i++) {
    const struct pair *pair = &map->as.map.pairs[i];
    const char *name = pair->key->as.scalar.text;
    len size;
    if (!style_read_length(reader, pair->value, name, SIZE_MIN, SIZE_MAX_PT, &size))
      continue;
    struct style_size *entry = ARENA_APPEND(reader->arena, reader->sizes, reader->size_count, reader->size_capacity);
    *entry = (struct style_size){name, size};
  }
}

/* --- the rest --- */

bool style_read_colour(struct style_reader *reader, const struct node *node, const char *name, struct style_colour *out)
{
  if (!is_scalar(reader, node, name))
    return false;
  const char *text = node->as.scalar.text;
  if (strcmp(text, "none") == 0) {
    *out = (struct style_colour){255, 255, 255};
    return true;
  }
  if (node->as.scalar.length != 6 || strspn(text, "0123456789abcdefABCDEF") != 6) {
    struct diag *diag = diag_add(reader->diags, DIAG_VALUE_BAD, node->span,
                                 _("“%s” is not a colour that “%s” can have."), quote(reader, node), name);
    diag_hint(reader->diags, diag,
              _("Write six digits, two each for red, green and blue, for example C6D9F1, or none for no shading."));
    return false;
  }
  uint8_t parts[3];
  for (size_t i = 0; i < 3; i++)
    parts[i] = (uint8_t)(g_ascii_xdigit_value(text[2 * i]) * 16 + g_ascii_xdigit_value(text[2 * i + 1]));
  *out = (struct style_colour){parts[0], parts[1], parts[2]};
  return true;
}

static const char *list_choices(struct style_reader *reader, const struct style_choice *choices, size_t count)
{
  GString *list = g_string_new(NULL);
  for (size_t i = 0; i < count; i++)
    g_string_append_printf(list, "%s%s", i ? _(", ") : "", choices[i].name);
  const char *copy = arena_strdup(reader->arena, list->str);
  g_string_free(list, TRUE);
  return copy;
}

bool style_read_choice(struct style_reader *reader, const struct node *node, const char *name,
                       const struct style_choice *choices, size_t count, int *out)
{
  if (!is_scalar(reader, node, name))
    return false;
  for (size_t i = 0; i < count; i++) {
    if (node_is(node, choices[i].name)) {
      *out = choices[i].value;
      return true;
    }
  }
  struct diag *diag = diag_add(reader->diags, DIAG_VALUE_BAD, node->span, _("“%s” is not a value that “%s” can have."),
                               quote(reader, node), name);
  diag_hint(reader->diags, diag, _("Write one of these: %s."), list_choices(reader, choices, count));
  return false;
}

bool style_read_text(struct style_reader *reader, const struct node *node, const char **out)
{
  if (!node)
    return false;
  *out = arena_strndup(reader->arena, node->as.scalar.text, node->as.scalar.length);
  return true;
}

bool style_read_int(const struct node *node, int *out)
{
  int64_t value;
  if (!node || !node_int(node, &value))
    return false;
  *out = (int)value;
  return true;
}

bool style_read_bool(const struct node *node, bool *out)
{
  if (!node)
    return false;
  *out = node_is(node, "true");
  return true;
}
