/* The first look at a file: is it UTF-8, and does it hold only characters that can be printed and seen? */
#include <glib.h>
#include <string.h>

#include "base/limits.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "source/reading.h"

#define MARK_CHARACTERS  64
#define CHARACTERS_SHOWN 1000 /* findings of this kind; a binary file has millions */

struct refusal {
  uint32_t first, last;
  const char *message; /* takes the code point */
  const char *hint;
};

#define CONTROL_MESSAGE N_("The control character U+%04X may not stand in a source.")
#define CONTROL_HINT    N_("Delete it.")
#define BIDI_MESSAGE                                                                                                   \
  N_("The character U+%04X, which is invisible and turns the direction of writing, may not stand in a source.")
#define INVISIBLE_HINT                                                                                                 \
  N_("Delete it: put the cursor behind it and press Backspace. It often comes along with text copied from web pages.")
#define ZERO_MESSAGE  N_("The invisible character U+%04X may not stand in a source.")
#define BREAK_MESSAGE N_("The line separator U+%04X may not stand in a source.")
#define BREAK_HINT    N_("Delete it and press Enter instead.")
#define PRIVATE_MESSAGE                                                                                                \
  N_("The character U+%04X is not of Unicode but was added by some font or office program, and prints as something "   \
     "else elsewhere.")
#define PRIVATE_HINT N_("Type the standard character for it, or describe it in words.")
#define LOST_MESSAGE N_("The character U+%04X stands for one that was lost when the text was converted.")
#define LOST_HINT    N_("Type the right character in its place.")
#define NONE_MESSAGE N_("U+%04X is not a character.")

/* In ascending order. Variation selectors are not here: they choose between the shapes of an ideograph. */
static const struct refusal refusals[] = {
    {0x0000, 0x0008, CONTROL_MESSAGE, CONTROL_HINT},    {0x000B, 0x000C, CONTROL_MESSAGE, CONTROL_HINT},
    {0x000E, 0x001F, CONTROL_MESSAGE, CONTROL_HINT},    {0x007F, 0x009F, CONTROL_MESSAGE, CONTROL_HINT},
    {0x00AD, 0x00AD, ZERO_MESSAGE, INVISIBLE_HINT},     {0x061C, 0x061C, BIDI_MESSAGE, INVISIBLE_HINT},
    {0x180E, 0x180E, ZERO_MESSAGE, INVISIBLE_HINT},     {0x200B, 0x200D, ZERO_MESSAGE, INVISIBLE_HINT},
    {0x200E, 0x200F, BIDI_MESSAGE, INVISIBLE_HINT},     {0x2028, 0x2029, BREAK_MESSAGE, BREAK_HINT},
    {0x202A, 0x202E, BIDI_MESSAGE, INVISIBLE_HINT},     {0x2060, 0x2065, ZERO_MESSAGE, INVISIBLE_HINT},
    {0x2066, 0x2069, BIDI_MESSAGE, INVISIBLE_HINT},     {0x206A, 0x206F, ZERO_MESSAGE, INVISIBLE_HINT},
    {0xE000, 0xF8FF, PRIVATE_MESSAGE, PRIVATE_HINT},    {0xFDD0, 0xFDEF, NONE_MESSAGE, CONTROL_HINT},
    {0xFEFF, 0xFEFF, ZERO_MESSAGE, INVISIBLE_HINT},     {0xFFF9, 0xFFFC, ZERO_MESSAGE, INVISIBLE_HINT},
    {0xFFFD, 0xFFFD, LOST_MESSAGE, LOST_HINT},          {0xE0000, 0xE007F, ZERO_MESSAGE, INVISIBLE_HINT},
    {0xF0000, 0x10FFFD, PRIVATE_MESSAGE, PRIVATE_HINT},
};

/* Nearly all there is. */
static inline bool is_common(uint32_t code)
{
  return (code >= 0x3000 && code < 0xA000) || (code >= 0x20 && code < 0x7F) || code == '\n';
}

static const struct refusal *refusal_of(uint32_t code)
{
  static const struct refusal none = {0, 0, NONE_MESSAGE, CONTROL_HINT};
  if (is_common(code))
    return NULL;
  if ((code & 0xFFFE) == 0xFFFE)
    return &none;
  for (size_t i = 0; i < G_N_ELEMENTS(refusals); ++i) {
    if (code >= refusals[i].first && code <= refusals[i].last)
      return &refusals[i];
  }
  return NULL;
}

bool source_admits(uint32_t code)
{
  return code != '\r' && refusal_of(code) == NULL;
}

bool source_refuse(struct reading *reading, uint32_t code, struct span span)
{
  const struct refusal *refusal = refusal_of(code);
  if (refusal == NULL)
    return false;
  if (reading->diags->count < CHARACTERS_SHOWN) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* the texts stand in the table above */
    struct diag *diag = diag_add(reading->diags, DIAG_TEXT_CHARACTER, span, tr(refusal->message), code);
#pragma GCC diagnostic pop
    diag_hint(reading->diags, diag, "%s", tr(refusal->hint));
  }
  return true;
}

/* Office and web programs of China save as GB18030 (or GBK, GB2312, which are parts of it). Damaged UTF-8 also decodes
 * as GB18030, to senseless ideographs; but real GB18030 is never UTF-8 for more than a few characters. */
static bool looks_like_gb18030(const char *bytes, size_t size, size_t first_bad)
{
  if (first_bad - utf8_count(bytes, first_bad) > 4) /* continuation bytes of sound UTF-8 before the fault */
    return false;
  gsize length = 0;
  char *text = g_convert(bytes, (gssize)size, "UTF-8", "GB18030", NULL, &length, NULL);
  if (text == NULL)
    return false;
  size_t han = 0;
  size_t other = 0;
  for (size_t at = 0; at < length;) {
    uint32_t code = utf8_next(text, &at);
    if (code >= 0x80)
      ++*(utf8_is_han(code) ? &han : &other);
  }
  g_free(text);
  return han > 1 && han > other;
}

static bool looks_like_utf16(const char *bytes, size_t size)
{
  if (size < 2)
    return false;
  if (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0)
    return true;
  /* Without a byte order mark: every other byte of what begins as plain ASCII is 0. */
  return size >= 4 && (bytes[0] == '\0') == (bytes[2] == '\0') && (bytes[1] == '\0') == (bytes[3] == '\0') &&
         (bytes[0] == '\0') != (bytes[1] == '\0');
}

static struct diag *report_encoding(struct reading *reading, size_t at, const char *message)
{
  struct span span = source_span_of(reading, (uint32_t)at, (uint32_t)MIN(at + 1, reading->file->size));
  return diag_add(reading->diags, DIAG_TEXT_ENCODING, span, "%s", message);
}

static bool gate_encoding(struct reading *reading)
{
  const struct file *file = reading->file;
  if (looks_like_utf16(file->bytes, file->size)) {
    struct diag *diag = report_encoding(reading, 0, _("This file is UTF-16, not UTF-8."));
    diag_hint(reading->diags, diag,
              _("Save it as UTF-8 in the editor, or convert it: iconv -f UTF-16 -t UTF-8 OLD > NEW"));
    return false;
  }
  size_t bad = utf8_first_bad(file->bytes, file->size);
  if (bad == file->size)
    return true;
  char *place = arena_printf(reading->arena, _("Byte %zu of this file (counted from 0) is not UTF-8."), bad);
  if (!looks_like_gb18030(file->bytes, file->size, bad)) {
    diag_hint(reading->diags, report_encoding(reading, bad, place),
              _("The file is damaged here, or not a text. Type the character again and save the file as UTF-8."));
    return false;
  }
  place =
      arena_printf(reading->arena,
                   _("Byte %zu of this file (counted from 0) is not UTF-8; the file seems to be GB18030 (GBK)."), bad);
  diag_hint(reading->diags, report_encoding(reading, bad, place),
            _("Save it as UTF-8 in the editor, or convert it: iconv -f GB18030 -t UTF-8 OLD > NEW"));
  return false;
}

/* A carriage return is well only as half of a line break. */
static void refuse_lone_return(struct reading *reading, uint32_t at)
{
  const struct file *file = reading->file;
  if (at + 1 < file->size && file->bytes[at + 1] == '\n')
    return;
  reading->misled = true;
  if (reading->diags->count >= CHARACTERS_SHOWN)
    return;
  struct diag *diag = diag_add(reading->diags, DIAG_TEXT_CHARACTER, source_span_of(reading, at, at + 1),
                               _("A carriage return (U+000D) without a line feed may not stand in a source."));
  diag_hint(reading->diags, diag, _("Save the file with the line ends of Windows or Unix, not of the old Macintosh."));
}

/* libyaml stops at these by itself, or takes them for line breaks. */
static bool misleads_libyaml(uint32_t code)
{
  return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0xFEFF || (code & 0xFFFE) == 0xFFFE ||
         code == 0x2028 || code == 0x2029;
}

static void gate_characters(struct reading *reading)
{
  const struct file *file = reading->file;
  uint32_t *marks = ARENA_ARRAY(reading->arena, (file->size - reading->start) / MARK_CHARACTERS + 1, uint32_t);
  size_t count = 0;
  for (size_t at = reading->start; at < file->size; ++count) {
    if (count % MARK_CHARACTERS == 0)
      marks[count / MARK_CHARACTERS] = (uint32_t)at;
    size_t begin = at;
    uint32_t code = utf8_next(file->bytes, &at);
    if (is_common(code))
      continue;
    if (code == '\r')
      refuse_lone_return(reading, (uint32_t)begin);
    else if (source_refuse(reading, code, source_span_of(reading, (uint32_t)begin, (uint32_t)at)))
      reading->misled |= misleads_libyaml(code);
  }
  reading->marks = marks;
  reading->characters = count;
}

bool source_gate(struct reading *reading)
{
  const struct file *file = reading->file;
  if (file->size > LIMIT_SOURCE_BYTES) {
    diag_add(reading->diags, DIAG_LIMIT_SIZE, source_span_of(reading, 0, 0),
             _("This source is larger than %u bytes, the most allowed."), LIMIT_SOURCE_BYTES);
    return false;
  }
  if (!gate_encoding(reading))
    return false;
  if (file->size >= 3 && memcmp(file->bytes, "\xEF\xBB\xBF", 3) == 0)
    reading->start = 3;
  gate_characters(reading);
  return true;
}

uint32_t source_offset(const struct reading *reading, size_t character)
{
  if (character >= reading->characters)
    return (uint32_t)reading->file->size;
  size_t at = reading->marks[character / MARK_CHARACTERS];
  for (size_t i = character % MARK_CHARACTERS; i > 0; --i)
    utf8_next(reading->file->bytes, &at);
  return (uint32_t)at;
}
