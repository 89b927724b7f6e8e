/* Widths: how far each character code of the PDF's fonts moves on, in thousandths of an em. Cairo cuts them off (277
 * for 277.83) but places its glyphs by the true advances, so that readers find each word a little left of where it
 * stands. Here they are rounded: what a PDF declares may differ from the font's program by one (ISO 19005-2, 6.2.11.5),
 * and with decimals MuPDF and PDFium would reckon with other widths than Poppler. They are gathered while the pages are
 * gone through, and written in the end. */
#ifndef NIANBAO_EMIT_WIDTHS_H
#define NIANBAO_EMIT_WIDTHS_H

#include <stdbool.h>

#include <glib.h>
#include <qpdf/qpdf-c.h>

#include "emit/copies.h"

struct emit_widths;

struct emit_font {
  char *name;        /* as a page's resources call it: the same on all pages that Cairo writes */
  int id;            /* its object in Cairo's file */
  bool wide;         /* codes are two bytes, not one */
  GHashTable *codes; /* code → width + 1: none is NULL */
};

struct emit_widths *emit_widths_new(void);
void emit_widths_free(struct emit_widths *widths);

/* Learns the fonts of a page. */
void emit_widths_add_page(struct emit_widths *widths, qpdf_data pdf, qpdf_oh page);
/* "/f-0-0", or NULL; valid until the widths are freed. */
struct emit_font *emit_widths_font(struct emit_widths *widths, const char *name);
void emit_widths_note(struct emit_font *font, unsigned code, int width);

/* Writes the widths that were noted into the fonts, asks for copies of them, and appends the entries of a dictionary
 * that names them: "/f-0-0 12 0 R". */
void emit_widths_write(const struct emit_widths *widths, qpdf_data pdf, struct emit_copies *copies, GString *out);

#endif
