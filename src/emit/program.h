/* Programs: the font files that a PDF embeds, cut down to the glyphs that are shown (hb-subset). What only shapers and
 * screens read is left out, the character map too: a PDF says itself what its codes stand for. */
#ifndef NIANBAO_EMIT_PROGRAM_H
#define NIANBAO_EMIT_PROGRAM_H

#include <stdbool.h>
#include <stdint.h>

#include <hb.h>

struct emit_program {
  hb_blob_t *file;                               /* the font that has been cut, as a file */
  hb_map_t *renumbered;                          /* the whole font's glyph → its own */
  hb_font_t *metrics;                            /* in units of the font */
  uint16_t *codes;                               /* by its own glyphs: the code that a PDF shows each by */
  uint32_t glyph_count;                          /* its own */
  bool truetype;                                 /* else CFF */
  int left, bottom, right, top, ascent, descent; /* in thousandths of an em */
};

/* NULL if the file cannot be read by HarfBuzz or FreeType. `glyphs` are those of the whole font. */
struct emit_program *emit_program_cut(hb_face_t *face, const hb_set_t *glyphs);
void emit_program_free(struct emit_program *program); /* NULL is allowed */

/* What is embedded: the bare CFF, or a TrueType file. To be destroyed. */
hb_blob_t *emit_program_bytes(const struct emit_program *program);

/* The number that a glyph of the whole font has in it. */
uint32_t emit_program_glyph(const struct emit_program *program, uint32_t glyph);
/* How far its own glyph moves on. */
double emit_program_advance_em(const struct emit_program *program, uint32_t own);

#endif
