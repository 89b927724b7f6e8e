#include "emit/widths.h"

#include <string.h>

#include "emit/values.h"

struct emit_widths {
  GHashTable *fonts; /* name → struct emit_font */
};

static void font_free(void *data)
{
  struct emit_font *font = data;
  g_hash_table_destroy(font->codes);
  g_free(font->name);
  g_free(font);
}

struct emit_widths *emit_widths_new(void)
{
  struct emit_widths *widths = g_new0(struct emit_widths, 1);
  widths->fonts = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, font_free);
  return widths;
}

void emit_widths_free(struct emit_widths *widths)
{
  g_hash_table_destroy(widths->fonts);
  g_free(widths);
}

static qpdf_oh fonts_of(qpdf_data pdf, qpdf_oh page)
{
  return qpdf_oh_get_key_if_dict(pdf, qpdf_oh_get_key_if_dict(pdf, page, "/Resources"), "/Font");
}

static void add_font(struct emit_widths *widths, qpdf_data pdf, const char *name, qpdf_oh dictionary)
{
  struct emit_font *font = g_new(struct emit_font, 1);
  bool wide = qpdf_oh_is_name_and_equals(pdf, qpdf_oh_get_key(pdf, dictionary, "/Subtype"), "/Type0");
  *font = (struct emit_font){.name = g_strdup(name),
                             .id = qpdf_oh_get_object_id(pdf, dictionary),
                             .wide = wide,
                             .codes = g_hash_table_new(NULL, NULL)};
  g_assert(font->id > 0); /* Cairo's fonts are objects of their own */
  g_hash_table_insert(widths->fonts, font->name, font);
}

void emit_widths_add_page(struct emit_widths *widths, qpdf_data pdf, qpdf_oh page)
{
  qpdf_oh fonts = fonts_of(pdf, page);
  if (!qpdf_oh_is_dictionary(pdf, fonts))
    return;
  qpdf_oh_begin_dict_key_iter(pdf, fonts);
  while (qpdf_oh_dict_more_keys(pdf)) {
    const char *name = qpdf_oh_dict_next_key(pdf);
    if (!g_hash_table_contains(widths->fonts, name))
      add_font(widths, pdf, name, qpdf_oh_get_key(pdf, fonts, name));
  }
}

struct emit_font *emit_widths_font(struct emit_widths *widths, const char *name)
{
  return g_hash_table_lookup(widths->fonts, name);
}

void emit_widths_note(struct emit_font *font, unsigned code, int width)
{
  g_hash_table_insert(font->codes, GUINT_TO_POINTER(code), GINT_TO_POINTER(width + 1));
}

/* Item i is the width of code `first` + i. What no page shows, such as .notdef, keeps what it has. */
static void write_array(const struct emit_font *font, qpdf_data pdf, qpdf_oh array, unsigned first)
{
  int count = qpdf_oh_get_array_n_items(pdf, array);
  for (int i = 0; i < count; i++) {
    void *width = g_hash_table_lookup(font->codes, GUINT_TO_POINTER(first + (unsigned)i));
    if (width != NULL)
      qpdf_oh_set_array_item(pdf, array, i, qpdf_oh_new_integer(pdf, GPOINTER_TO_INT(width) - 1));
  }
}

static unsigned code_at(qpdf_data pdf, qpdf_oh number)
{
  return qpdf_oh_get_uint_value_as_uint(pdf, number);
}

/* /W: "first [widths]" any number of times. Cairo never uses its other form, "first last width". */
static void write_wide(const struct emit_font *font, qpdf_data pdf, qpdf_oh dictionary)
{
  qpdf_oh descendant = qpdf_oh_get_array_item(pdf, qpdf_oh_get_key(pdf, dictionary, "/DescendantFonts"), 0);
  qpdf_oh groups = qpdf_oh_get_key(pdf, descendant, "/W");
  int count = qpdf_oh_get_array_n_items(pdf, groups);
  for (int i = 0; i + 1 < count; i += 2)
    write_array(font, pdf, qpdf_oh_get_array_item(pdf, groups, i + 1),
                code_at(pdf, qpdf_oh_get_array_item(pdf, groups, i)));
}

/* A TrueType font addressed by glyph numbers must say so (ISO 32000-1, 9.7.4.2); Cairo leaves it to the default. */
static void name_glyph_map(qpdf_data pdf, qpdf_oh dictionary)
{
  qpdf_oh descendant = qpdf_oh_get_array_item(pdf, qpdf_oh_get_key(pdf, dictionary, "/DescendantFonts"), 0);
  qpdf_oh program = qpdf_oh_get_key(pdf, qpdf_oh_get_key(pdf, descendant, "/FontDescriptor"), "/FontFile2");
  if (qpdf_oh_is_stream(pdf, program) && !qpdf_oh_has_key(pdf, descendant, "/CIDToGIDMap"))
    qpdf_oh_replace_key(pdf, descendant, "/CIDToGIDMap", qpdf_oh_new_name(pdf, "/Identity"));
}

static void write_font(const struct emit_font *font, qpdf_data pdf, qpdf_oh dictionary)
{
  if (font->wide) {
    write_wide(font, pdf, dictionary);
    name_glyph_map(pdf, dictionary);
    return;
  }
  write_array(font, pdf, qpdf_oh_get_key(pdf, dictionary, "/Widths"),
              code_at(pdf, qpdf_oh_get_key(pdf, dictionary, "/FirstChar")));
}

static int compare_names(const void *a, const void *b)
{
  return strcmp(a, b);
}

void emit_widths_write(const struct emit_widths *widths, qpdf_data pdf, struct emit_copies *copies, GString *out)
{
  GList *names = g_list_sort(g_hash_table_get_keys(widths->fonts), compare_names);
  for (const GList *at = names; at != NULL; at = at->next) {
    const struct emit_font *font = g_hash_table_lookup(widths->fonts, at->data);
    write_font(font, pdf, qpdf_get_object_by_id(pdf, font->id, 0));
    g_string_append_printf(out, "%s ", font->name);
    emit_value_reference(out, emit_copies_number(copies, font->id));
  }
  g_list_free(names);
}
