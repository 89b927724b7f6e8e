#include "emit/fonts.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "emit/program.h"
#include "emit/values.h"

#define USUAL_WIDTH 1000 /* of a Chinese character; what is as wide is not listed */
#define LINES_MOST  100  /* of one list of a character map (Adobe Technical Note 5014) */

/* What is known of a glyph. */
struct known {
  bool shown;
  const char *text; /* that it stands for alone; NULL: it never did */
  size_t length;
  const char *hint; /* that it is a part of; or NULL */
  size_t hint_length;
};

struct emit_fonts {
  const struct frame_document *document;
  const struct emit_faces *faces;
  struct known **known; /* of each face, by the program's own glyphs */
  GTree *names;         /* name → face */
};

static int compare_names(const void *a, const void *b, void *data)
{
  (void)data;
  return strcmp(a, b);
}

struct emit_fonts *emit_fonts_new(const struct frame_document *document, const struct emit_faces *faces)
{
  struct emit_fonts *fonts = g_new0(struct emit_fonts, 1);
  fonts->document = document;
  fonts->faces = faces;
  fonts->known = g_new0(struct known *, faces->count);
  fonts->names = g_tree_new_full(compare_names, NULL, g_free, NULL);
  for (size_t i = 0; i < faces->count; i++)
    if (faces->items[i].program != NULL)
      fonts->known[i] = g_new0(struct known, faces->items[i].program->glyph_count);
  return fonts;
}

void emit_fonts_free(struct emit_fonts *fonts)
{
  for (size_t i = 0; i < fonts->faces->count; i++)
    g_free(fonts->known[i]);
  g_free(fonts->known);
  g_tree_destroy(fonts->names);
  g_free(fonts);
}

/* --- while the pages are gone through --- */

static struct known *know(struct emit_fonts *fonts, uint32_t face, uint32_t glyph)
{
  return &fonts->known[face][emit_program_glyph(fonts->faces->items[face].program, glyph)];
}

static int width_of(const struct emit_program *program, uint32_t own)
{
  return (int)lround(emit_program_advance_em(program, own) * 1000);
}

struct emit_glyph emit_fonts_show(struct emit_fonts *fonts, uint32_t face, uint32_t glyph)
{
  const struct emit_program *program = fonts->faces->items[face].program;
  uint32_t own = emit_program_glyph(program, glyph);
  fonts->known[face][own].shown = true;
  return (struct emit_glyph){program->codes[own], emit_program_advance_em(program, own), width_of(program, own)};
}

bool emit_fonts_says(struct emit_fonts *fonts, uint32_t face, uint32_t glyph, const char *text, size_t length)
{
  struct known *known = know(fonts, face, glyph);
  if (known->text == NULL && length > 0) {
    known->text = text;
    known->length = length;
  }
  return known->length == length && length > 0 && memcmp(known->text, text, length) == 0;
}

void emit_fonts_hint(struct emit_fonts *fonts, uint32_t face, uint32_t glyph, const char *text, size_t length)
{
  struct known *known = know(fonts, face, glyph);
  if (known->hint == NULL && length > 0) {
    known->hint = text;
    known->hint_length = length;
  }
}

void emit_fonts_name(struct emit_fonts *fonts, const char *name, uint32_t face)
{
  void *known;
  if (!g_tree_lookup_extended(fonts->names, name, NULL, &known))
    g_tree_insert(fonts->names, g_strdup(name), GUINT_TO_POINTER(face));
  else
    g_assert(GPOINTER_TO_UINT(known) == face);
}

/* --- the character map (9.10.3) --- */

static void append_text(GString *out, const char *text, size_t length)
{
  for (const char *at = text; at < text + length; at = g_utf8_next_char(at))
    emit_value_utf16(out, g_utf8_get_char(at));
}

static void append_mapping(GString *out, unsigned code, const struct known *known)
{
  g_string_append_printf(out, "<%04X><", code);
  if (known->text != NULL)
    append_text(out, known->text, known->length);
  else if (known->hint != NULL)
    append_text(out, known->hint, known->hint_length);
  else
    g_string_append(out, "0020"); /* every code must stand for something */
  g_string_append(out, ">\n");
}

struct shown {
  unsigned code;
  uint32_t own;
};

static int compare_codes(const void *a, const void *b)
{
  const struct shown *one = a, *other = b;
  return (one->code > other->code) - (one->code < other->code);
}

/* In the order of their codes. */
static GArray *list_shown(const struct emit_fonts *fonts, size_t face)
{
  const struct emit_program *program = fonts->faces->items[face].program;
  GArray *list = g_array_new(FALSE, FALSE, sizeof(struct shown));
  for (uint32_t own = 0; own < program->glyph_count; own++) {
    struct shown shown = {program->codes[own], own};
    if (fonts->known[face][own].shown)
      g_array_append_val(list, shown);
  }
  g_array_sort(list, compare_codes);
  return list;
}

static uint32_t put_map(const struct emit_fonts *fonts, struct emit_objects *objects, size_t face, const GArray *list)
{
  GString *map = g_string_new("/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                              "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
                              "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
                              "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
  for (guint i = 0; i < list->len; i++) {
    const struct shown *shown = &g_array_index(list, struct shown, i);
    if (i % LINES_MOST == 0)
      g_string_append_printf(map, "%u beginbfchar\n", MIN(list->len - i, LINES_MOST));
    append_mapping(map, shown->code, &fonts->known[face][shown->own]);
    if (i % LINES_MOST == LINES_MOST - 1 || i + 1 == list->len)
      g_string_append(map, "endbfchar\n");
  }
  g_string_append(map, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
  uint32_t number = emit_objects_reserve(objects, 1);
  emit_objects_put_stream(objects, number, NULL, map->str, map->len, EMIT_DEFLATED);
  g_string_free(map, TRUE);
  return number;
}

/* --- the font --- */

static uint32_t put(struct emit_objects *objects, GString *value)
{
  uint32_t number = emit_objects_reserve(objects, 1);
  emit_objects_put(objects, number, value);
  g_string_free(value, TRUE);
  return number;
}

/* /W: "code [widths of this and the next ones]". */
static void append_widths(GString *out, const struct emit_program *program, const GArray *list)
{
  unsigned next = 0;
  bool open = false;
  for (guint i = 0; i < list->len; i++) {
    const struct shown *shown = &g_array_index(list, struct shown, i);
    int width = width_of(program, shown->own);
    if (width == USUAL_WIDTH)
      continue;
    if (!open || shown->code != next)
      g_string_append_printf(out, "%s%u[", open ? "]" : "", shown->code);
    else
      g_string_append_c(out, ' ');
    g_string_append_printf(out, "%d", width);
    next = shown->code + 1;
    open = true;
  }
  g_string_append(out, open ? "]" : "");
}

/* Six letters that tell this cut of the font from others (9.6.4): the same glyphs, the same letters. */
static char *name_cut(const char *name, const char *bytes, unsigned size)
{
  GChecksum *sum = g_checksum_new(G_CHECKSUM_MD5);
  guint8 digest[16];
  gsize length = sizeof digest;
  char tag[7] = {0};
  g_checksum_update(sum, (const guchar *)bytes, size);
  g_checksum_get_digest(sum, digest, &length);
  g_checksum_free(sum);
  for (int i = 0; i < 6; i++)
    tag[i] = (char)('A' + digest[i] % 26);
  return g_strconcat(tag, "+", name, NULL);
}

static uint32_t put_descriptor(const struct emit_program *program, struct emit_objects *objects, const char *name,
                               const char *bytes, unsigned size)
{
  uint32_t file = emit_objects_reserve(objects, 1);
  char *length = g_strdup_printf("/Length1 %u", size);
  emit_objects_put_stream(objects, file, program->truetype ? length : "/Subtype/CIDFontType0C", bytes, size,
                          EMIT_DEFLATED);
  g_free(length);
  GString *value = g_string_new("<</Type/FontDescriptor/FontName");
  emit_value_name(value, name);
  /* Flags: symbolic, that is with codes of its own. The stems' width is not known, and nobody asks (9.8.1). */
  g_string_append_printf(value,
                         "/Flags 4/FontBBox[%d %d %d %d]/ItalicAngle 0/Ascent %d"
                         "/Descent %d/CapHeight %d/StemV 80/%s %" PRIu32 " 0 R>>",
                         program->left, program->bottom, program->right, program->top, program->ascent,
                         program->descent, program->top, program->truetype ? "FontFile2" : "FontFile3", file);
  return put(objects, value);
}

static uint32_t put_descendant(const struct emit_program *program, struct emit_objects *objects, const char *name,
                               uint32_t descriptor, const GArray *list)
{
  GString *value = g_string_new("<</Type/Font/BaseFont");
  emit_value_name(value, name);
  g_string_append_printf(value,
                         "/Subtype/CIDFontType%d/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
                         "/FontDescriptor %" PRIu32 " 0 R/DW %d/W[",
                         program->truetype ? 2 : 0, descriptor, USUAL_WIDTH);
  append_widths(value, program, list);
  g_string_append(value, program->truetype ? "]/CIDToGIDMap/Identity>>" : "]>>");
  return put(objects, value);
}

static uint32_t put_font(const struct emit_fonts *fonts, struct emit_objects *objects, size_t face)
{
  const struct emit_program *program = fonts->faces->items[face].program;
  hb_blob_t *blob = emit_program_bytes(program);
  unsigned size;
  const char *bytes = hb_blob_get_data(blob, &size);
  char *name = name_cut(fonts->document->faces[face].name, bytes, size);
  GArray *list = list_shown(fonts, face);
  uint32_t descriptor = put_descriptor(program, objects, name, bytes, size);
  uint32_t descendant = put_descendant(program, objects, name, descriptor, list);
  GString *value = g_string_new("<</Type/Font/Subtype/Type0/BaseFont");
  emit_value_name(value, name);
  g_string_append_printf(value, "/Encoding/Identity-H/DescendantFonts[%" PRIu32 " 0 R]/ToUnicode %" PRIu32 " 0 R>>",
                         descendant, put_map(fonts, objects, face, list));
  g_array_free(list, TRUE);
  g_free(name);
  hb_blob_destroy(blob);
  return put(objects, value);
}

struct writing {
  const struct emit_fonts *fonts;
  struct emit_objects *objects;
  uint32_t *numbers; /* of each face's font; 0: not put yet */
  GString *out;
};

static gboolean write_name(void *name, void *face, void *data)
{
  const struct writing *writing = data;
  uint32_t *number = &writing->numbers[GPOINTER_TO_UINT(face)];
  if (*number == 0)
    *number = put_font(writing->fonts, writing->objects, GPOINTER_TO_UINT(face));
  g_string_append_printf(writing->out, "%s ", (const char *)name);
  emit_value_reference(writing->out, *number);
  return FALSE;
}

void emit_fonts_write(const struct emit_fonts *fonts, struct emit_objects *objects, GString *out)
{
  struct writing writing = {fonts, objects, g_new0(uint32_t, fonts->faces->count + 1), out};
  g_tree_foreach(fonts->names, write_name, &writing);
  g_free(writing.numbers);
}
