#include "emit/program.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_CID_H
#include <glib.h>
#include <hb-subset.h>

#define TAG_CFF HB_TAG('C', 'F', 'F', ' ')

/* --- cutting --- */

/* What shows glyphs. With a character map, hb-subset goes through all characters of the font, which takes longer than
 * all else that it does here. */
static hb_blob_t *reference_table(hb_face_t *whole, hb_tag_t tag)
{
  static const hb_tag_t kept[] = {TAG_CFF,
                                  HB_TAG('g', 'l', 'y', 'f'),
                                  HB_TAG('l', 'o', 'c', 'a'),
                                  HB_TAG('h', 'e', 'a', 'd'),
                                  HB_TAG('h', 'h', 'e', 'a'),
                                  HB_TAG('h', 'm', 't', 'x'),
                                  HB_TAG('m', 'a', 'x', 'p')};
  for (size_t i = 0; i < G_N_ELEMENTS(kept); i++)
    if (kept[i] == tag)
      return hb_face_reference_table(whole, tag);
  return NULL;
}

static hb_blob_t *reference_kept(hb_face_t *face, hb_tag_t tag, void *whole)
{
  (void)face;
  return reference_table(whole, tag);
}

static hb_subset_plan_t *plan_cut(hb_face_t *face, const hb_set_t *glyphs)
{
  hb_face_t *bare = hb_face_create_for_tables(reference_kept, face, NULL);
  hb_subset_input_t *input = hb_subset_input_create_or_fail();
  g_assert(input != NULL);
  hb_set_union(hb_subset_input_glyph_set(input), glyphs);
  hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE);
  hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(bare, input);
  hb_subset_input_destroy(input);
  hb_face_destroy(bare);
  return plan;
}

static bool cut(struct emit_program *program, hb_face_t *face, const hb_set_t *glyphs)
{
  hb_subset_plan_t *plan = plan_cut(face, glyphs);
  hb_face_t *small = plan == NULL ? NULL : hb_subset_plan_execute_or_fail(plan);
  if (small != NULL) {
    program->file = hb_face_reference_blob(small);
    program->renumbered = hb_map_copy(hb_subset_plan_old_to_new_glyph_mapping(plan));
  }
  hb_face_destroy(small);
  hb_subset_plan_destroy(plan);
  return program->file != NULL;
}

/* --- what a PDF says of it --- */

/* Where a CFF names its glyphs by CID, a PDF does so, too; else by number (ISO 32000-1, 9.7.4.2). */
static void find_codes(struct emit_program *program, FT_Face face)
{
  program->glyph_count = (uint32_t)face->num_glyphs;
  program->codes = g_new0(uint16_t, program->glyph_count);
  for (FT_UInt glyph = 0; glyph < program->glyph_count; glyph++) {
    FT_UInt code;
    if (FT_Get_CID_From_Glyph_Index(face, glyph, &code) != 0)
      code = glyph;
    program->codes[glyph] = (uint16_t)code;
  }
}

static int thousandths(FT_Long units, const FT_FaceRec *face)
{
  return (int)(units * 1000 / face->units_per_EM);
}

static bool describe(struct emit_program *program)
{
  FT_Library library;
  FT_Face face;
  unsigned size;
  const char *bytes = hb_blob_get_data(program->file, &size);
  FT_Error error = FT_Init_FreeType(&library);
  g_assert(error == 0);
  error = FT_New_Memory_Face(library, (const FT_Byte *)bytes, size, 0, &face);
  bool usable = error == 0 && FT_IS_SCALABLE(face) && face->num_glyphs <= G_MAXUINT16;
  if (usable) {
    find_codes(program, face);
    program->left = thousandths(face->bbox.xMin, face);
    program->bottom = thousandths(face->bbox.yMin, face);
    program->right = thousandths(face->bbox.xMax, face);
    program->top = thousandths(face->bbox.yMax, face);
    program->ascent = thousandths(face->ascender, face);
    program->descent = thousandths(face->descender, face);
  }
  if (error == 0)
    FT_Done_Face(face);
  FT_Done_FreeType(library);
  return usable;
}

static void measure(struct emit_program *program)
{
  hb_face_t *face = hb_face_create(program->file, 0);
  hb_blob_t *cff = hb_face_reference_table(face, TAG_CFF);
  program->truetype = hb_blob_get_length(cff) == 0;
  program->metrics = hb_font_create(face);
  hb_blob_destroy(cff);
  hb_face_destroy(face);
}

struct emit_program *emit_program_cut(hb_face_t *face, const hb_set_t *glyphs)
{
  struct emit_program *program = g_new0(struct emit_program, 1);
  if (cut(program, face, glyphs) && describe(program)) {
    measure(program);
    return program;
  }
  emit_program_free(program);
  return NULL;
}

void emit_program_free(struct emit_program *program)
{
  if (program == NULL)
    return;
  hb_font_destroy(program->metrics);
  hb_map_destroy(program->renumbered);
  hb_blob_destroy(program->file);
  g_free(program->codes);
  g_free(program);
}

hb_blob_t *emit_program_bytes(const struct emit_program *program)
{
  if (program->truetype)
    return hb_blob_reference(program->file);
  return hb_face_reference_table(hb_font_get_face(program->metrics), TAG_CFF);
}

uint32_t emit_program_glyph(const struct emit_program *program, uint32_t glyph)
{
  return hb_map_get(program->renumbered, glyph);
}

double emit_program_advance_em(const struct emit_program *program, uint32_t own)
{
  hb_position_t advance = hb_font_get_glyph_h_advance(program->metrics, own);
  return (double)advance / hb_face_get_upem(hb_font_get_face(program->metrics));
}
