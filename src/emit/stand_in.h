/* The stand-in: the face that Cairo shows in the place of each face of a PDF. What it embeds is thrown away: the
 * programs that the PDF gets are cut by HarfBuzz (program.h). Of the text Cairo is asked for nothing but where each
 * glyph stands, and with real faces it takes most of a document's time to load every outline three times for that. */
#ifndef NIANBAO_EMIT_STAND_IN_H
#define NIANBAO_EMIT_STAND_IN_H

#include <hb.h>

#define EMIT_STAND_IN_GLYPH   1 /* a square, so that no glyph seems to be blank */
#define EMIT_STAND_IN_ADVANCE 1 /* em */

/* As a font file. */
hb_blob_t *emit_stand_in_file(void);

#endif
