/* Cut: a font face reduced to some of its glyphs. */
#ifndef NIANBAO_EMIT_CUT_H
#define NIANBAO_EMIT_CUT_H

#include <hb.h>

/* A font file with these glyphs only (and .notdef), without layout tables and hints; *renumbered becomes the map from
 * the face's glyphs to those of the new file. NULL if the face is damaged. The caller destroys both. */
hb_blob_t *emit_cut_face(hb_face_t *face, const hb_set_t *glyphs, hb_map_t **renumbered);

#endif
