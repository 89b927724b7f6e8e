/* Embedding: the fonts of a PDF (ISO 32000-1, 9.6 to 9.10), each a composite font whose program holds what is shown
 * and nothing else. While the pages are gone through it is gathered what is shown and what it stands for; the fonts are
 * written in the end.
 *
 * Declared widths are whole thousandths of an em, rounded: a font's program may differ from them by one (ISO 19005-2,
 * 6.2.11.5), and with decimals MuPDF and PDFium would reckon with other widths than Poppler. */
#ifndef NIANBAO_EMIT_FONTS_H
#define NIANBAO_EMIT_FONTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <glib.h>

#include "emit/faces.h"
#include "emit/objects.h"
#include "frame/frame.h"

struct emit_fonts;

struct emit_fonts *emit_fonts_new(const struct frame_document *document, const struct emit_faces *faces);
void emit_fonts_free(struct emit_fonts *fonts);

/* A glyph as content streams show it. */
struct emit_glyph {
  unsigned code;     /* of two bytes */
  double advance_em; /* in the font's program */
  int width;         /* as declared, in thousandths of an em */
};
struct emit_glyph emit_fonts_show(struct emit_fonts *fonts, uint32_t face, uint32_t glyph);

/* Whether the font itself says that the glyph stands for this text: it says so of the first text that the glyph alone
 * stood for. `text` must live as long as the fonts are not written. */
bool emit_fonts_says(struct emit_fonts *fonts, uint32_t face, uint32_t glyph, const char *text, size_t length);
/* The glyph is part of what stands for this text; what readers get of those that take no notice of ActualText. */
void emit_fonts_hint(struct emit_fonts *fonts, uint32_t face, uint32_t glyph, const char *text, size_t length);

/* Content streams call the face by this name. */
void emit_fonts_name(struct emit_fonts *fonts, const char *name, uint32_t face);

/* Puts the fonts, and appends the entries of a dictionary that names them: "/f-0-0 12 0 R". */
void emit_fonts_write(const struct emit_fonts *fonts, struct emit_objects *objects, GString *out);

#endif
