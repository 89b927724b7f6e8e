#include "emit/cut.h"

#include <glib.h>
#include <hb-subset.h>

/* The names stay in every language: the PostScript name is what the PDF calls the font by. */
static void keep_names(hb_subset_input_t *input)
{
  hb_set_t *languages = hb_subset_input_set(input, HB_SUBSET_SETS_NAME_LANG_ID);
  hb_set_clear(languages); /* of HarfBuzz's default, English */
  hb_set_invert(languages);
}

/* Shaping is done: what only shapers, screens and colour painters read is dead weight, and the closure over
 * substitutions would draw in glyphs that nobody shows. */
static void drop_tables(hb_subset_input_t *input)
{
  static const char *const dropped[] = {"GSUB", "GPOS", "GDEF", "BASE", "JSTF", "MATH", "kern", "morx", "mort",
                                        "kerx", "DSIG", "gasp", "hdmx", "VDMX", "LTSH", "VORG", "vhea", "vmtx",
                                        "COLR", "CPAL", "SVG ", "CBDT", "CBLC", "EBDT", "EBLC", "sbix", "meta"};
  hb_set_t *drop = hb_subset_input_set(input, HB_SUBSET_SETS_DROP_TABLE_TAG);
  for (size_t i = 0; i < G_N_ELEMENTS(dropped); i++)
    hb_set_add(drop, hb_tag_from_string(dropped[i], 4));
}

static hb_subset_plan_t *plan_cut(hb_face_t *face, const hb_set_t *glyphs)
{
  hb_subset_input_t *input = hb_subset_input_create_or_fail();
  g_assert(input != NULL);
  hb_set_union(hb_subset_input_glyph_set(input), glyphs);
  hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE);
  drop_tables(input);
  keep_names(input);
  hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(face, input);
  hb_subset_input_destroy(input);
  return plan;
}

hb_blob_t *emit_cut_face(hb_face_t *face, const hb_set_t *glyphs, hb_map_t **renumbered)
{
  hb_subset_plan_t *plan = plan_cut(face, glyphs);
  if (plan == NULL)
    return NULL;
  hb_face_t *cut = hb_subset_plan_execute_or_fail(plan);
  hb_blob_t *file = NULL;
  if (cut != NULL) {
    file = hb_face_reference_blob(cut);
    *renumbered = hb_map_copy(hb_subset_plan_old_to_new_glyph_mapping(plan));
  }
  hb_face_destroy(cut);
  hb_subset_plan_destroy(plan);
  return file;
}
