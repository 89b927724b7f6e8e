/* The stand-in: the face that Cairo shows in the place of each face of a PDF. What it embeds is thrown away: the
 * programs that the PDF gets are cut by HarfBuzz (program.h). Of the text Cairo is asked for nothing but where each
 * glyph stands, and with real faces it takes most of a document's time to load every outline three times for that. */
#ifndef NIANBAO_EMIT_STAND_IN_H
#define NIANBAO_EMIT_STAND_IN_H

#include <hb.h>

/* A square or half of one, so that no glyph seems to be blank, and that Cairo, which writes a number wherever a glyph
 * does not stand at the end of the one before, has none to write between the characters of a line or the digits of a
 * figure. */
struct emit_stand_in {
  unsigned glyph;
  double advance_em;
};
struct emit_stand_in emit_stand_in_for(double advance_em);

/* As a font file. */
hb_blob_t *emit_stand_in_file(void);

#endif
