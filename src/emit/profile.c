#include "emit/profile.h"

#include <string.h>

#include "emit/values.h"

#define NAME      "sRGB IEC61966-2.1"
#define COPYRIGHT "No copyright, use freely"

/* s15Fixed16 numbers: 65536 is 1. */
typedef gint32 fixed;

static void append_number(GByteArray *out, guint32 number)
{
  guint32 bytes = GUINT32_TO_BE(number);
  g_byte_array_append(out, (const guint8 *)&bytes, sizeof bytes);
}

static void append_name(GByteArray *out, const char name[4])
{
  g_byte_array_append(out, (const guint8 *)name, 4);
}

static void append_fixed(GByteArray *out, const char type[4], const fixed *numbers, size_t count)
{
  append_name(out, type);
  append_number(out, 0);
  for (size_t i = 0; i < count; i++)
    append_number(out, (guint32)numbers[i]);
}

/* One record in UTF-16; the words are ASCII. */
static void append_words(GByteArray *out, const char *words)
{
  append_name(out, "mluc");
  append_number(out, 0);
  append_number(out, 1);
  append_number(out, 12); /* the size of a record */
  append_name(out, "enUS");
  append_number(out, (guint32)strlen(words) * 2);
  append_number(out, 28); /* where they begin */
  for (; *words != '\0'; words++) {
    const guint8 unit[] = {0, (guint8)*words};
    g_byte_array_append(out, unit, sizeof unit);
  }
}

/* y = (a x + b) ^ g from d on, else c x (IEC 61966-2-1): type 3, which is followed by g a b c d. */
static void append_curve(GByteArray *out)
{
  static const fixed curve[] = {3 << 16, 157286, 62119, 3417, 5072, 2651};
  append_fixed(out, "para", curve, G_N_ELEMENTS(curve));
}

/* Primaries and white, adapted from D65 to D50, which profiles reckon with; and the matrix of that adaptation. */
static const fixed red[] = {28578, 14581, 912}, green[] = {25241, 46981, 6362}, blue[] = {9376, 3972, 46799},
                   white[] = {63190, 65536, 54061},
                   adaptation[] = {68674, 1502, -3291, 1939, 64912, -1119, -606, 988, 49262};

static void append_tag(GByteArray *out, int tag)
{
  static const struct {
    const fixed *numbers;
    size_t count;
    char type[5];
  } tags[] = {{white, 3, "XYZ "}, {adaptation, 9, "sf32"}, {red, 3, "XYZ "}, {green, 3, "XYZ "}, {blue, 3, "XYZ "}};
  if (tag == 0)
    append_words(out, NAME);
  else if (tag == 1)
    append_words(out, COPYRIGHT);
  else if (tag - 2 < (int)G_N_ELEMENTS(tags))
    append_fixed(out, tags[tag - 2].type, tags[tag - 2].numbers, tags[tag - 2].count);
  else
    append_curve(out);
}

static void append_head(GByteArray *out, guint32 size)
{
  static const fixed light[] = {63190, 65536, 54061};
  append_number(out, size);
  append_number(out, 0);          /* no module wrote it */
  append_number(out, 0x04200000); /* version 4.2 */
  append_name(out, "mntr");
  append_name(out, "RGB ");
  append_name(out, "XYZ ");
  static const guint8 date[] = {0x07, 0xD4, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0}; /* the year of the standard: no clock's */
  g_byte_array_append(out, date, sizeof date);
  append_name(out, "acsp");
  for (int i = 0; i < 7; i++) /* no platform, flags, device or attributes; rendered by perception */
    append_number(out, 0);
  for (size_t i = 0; i < G_N_ELEMENTS(light); i++)
    append_number(out, (guint32)light[i]);
  for (int i = 0; i < 12; i++)
    append_number(out, 0);
}

/* The three curves are the same bytes. */
static const char names[][5] = {"desc", "cprt", "wtpt", "chad", "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC"};
enum { TAGS = G_N_ELEMENTS(names), LAST_OWN = 7, HEAD_SIZE = 128, ROW_SIZE = 12 };

GByteArray *emit_profile_srgb(void)
{
  guint32 begin[TAGS], size[TAGS], at = HEAD_SIZE + 4 + ROW_SIZE * TAGS;
  GByteArray *body = g_byte_array_new(), *out = g_byte_array_new();
  for (int i = 0; i < TAGS; i++) {
    int own = MIN(i, LAST_OWN);
    if (own == i) {
      begin[i] = at + body->len;
      append_tag(body, i);
      size[i] = at + body->len - begin[i];
      while (body->len % 4 != 0)
        g_byte_array_append(body, (const guint8 *)"", 1);
    }
    begin[i] = begin[own];
    size[i] = size[own];
  }
  append_head(out, at + body->len);
  append_number(out, TAGS);
  for (int i = 0; i < TAGS; i++) {
    append_name(out, names[i]);
    append_number(out, begin[i]);
    append_number(out, size[i]);
  }
  g_byte_array_append(out, body->data, body->len);
  g_byte_array_unref(body);
  return out;
}

void emit_profile_append_intent(GString *catalog, struct emit_objects *objects)
{
  GByteArray *profile = emit_profile_srgb();
  uint32_t number = emit_objects_reserve(objects, 1);
  emit_objects_put_stream(objects, number, "/N 3", profile->data, profile->len, EMIT_DEFLATED);
  g_byte_array_unref(profile);
  g_string_append(catalog, "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1");
  emit_value_text_entry(catalog, "/OutputConditionIdentifier", NAME);
  emit_value_text_entry(catalog, "/Info", NAME);
  g_string_append(catalog, "/DestOutputProfile ");
  emit_value_reference(catalog, number);
  g_string_append(catalog, ">>]");
}

void emit_profile_append_condition(GString *catalog, const char *condition)
{
  g_string_append(catalog, "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFX");
  emit_value_text_entry(catalog, "/OutputConditionIdentifier", condition);
  emit_value_text_entry(catalog, "/Info", condition);
  g_string_append(catalog, "/RegistryName(http://www.color.org)>>]");
}
