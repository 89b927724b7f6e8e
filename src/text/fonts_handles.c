#include "text/fonts_handles.h"

#include <glib.h>
#include <hb-ot.h>

#define INK_CACHE   64 /* marks are few: a small direct-mapped table holds them all */
#define GLYPH_CACHE 4096

struct cached_glyph {
  uint32_t code;
  uint32_t glyph; /* 0: the face has no such character */
};

struct face_handles {
  hb_font_t *font;
  uint32_t upem;
  int32_t middle; /* of Han characters; measured when first asked for */
  bool measured;
  struct cached_glyph glyphs[GLYPH_CACHE];
  uint32_t ink_glyph[INK_CACHE]; /* glyph + 1; 0 is an empty place */
  struct glyph_ink ink[INK_CACHE];
};

static struct face_handles *handles_open(const struct face *face)
{
  struct face_handles *handles = g_new0(struct face_handles, 1);
  hb_blob_t *blob = hb_blob_create_from_file(face->file);
  hb_face_t *hb = hb_face_create(blob, face->index);
  handles->upem = hb_face_get_upem(hb);
  handles->font = hb_font_create(hb);
  hb_font_set_scale(handles->font, (int)handles->upem, (int)handles->upem);
  hb_ot_font_set_funcs(handles->font);
  hb_face_destroy(hb);
  hb_blob_destroy(blob);
  return handles;
}

static struct face_handles *handles_of(const struct face *face)
{
  /* Opening is the one thing about a face that changes; to callers it is a constant. */
  struct face *open = (struct face *)(uintptr_t)face;
  if (!open->handles)
    open->handles = handles_open(face);
  return open->handles;
}

void face_handles_free(struct face *face)
{
  if (!face->handles)
    return;
  hb_font_destroy(face->handles->font);
  g_free(face->handles);
  face->handles = NULL;
}

hb_font_t *face_font(const struct face *face)
{
  return handles_of(face)->font;
}

uint32_t fonts_upem(const struct face *face)
{
  return handles_of(face)->upem;
}

bool face_lookup(const struct face *face, uint32_t code, uint32_t *glyph)
{
  struct face_handles *handles = handles_of(face);
  struct cached_glyph *cached = &handles->glyphs[code % GLYPH_CACHE];
  if (cached->code != code || code == 0) {
    hb_codepoint_t found = 0;
    hb_font_get_nominal_glyph(handles->font, code, &found);
    *cached = (struct cached_glyph){code, found};
  }
  *glyph = cached->glyph;
  return cached->glyph != 0;
}

bool face_has_form(const struct face *face, uint32_t code, uint32_t selector)
{
  hb_codepoint_t found = 0;
  return hb_font_get_variation_glyph(face_font(face), code, selector, &found) && found != 0;
}

static uint32_t shape_alone(const struct face *face, uint32_t code, bool vertical)
{
  hb_feature_t feature = {HB_TAG('v', 'e', 'r', 't'), vertical, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
  hb_buffer_t *buffer = hb_buffer_create();
  hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
  hb_buffer_set_script(buffer, HB_SCRIPT_HAN);
  hb_buffer_set_language(buffer, hb_language_from_string("zh-Hans", -1));
  hb_buffer_add(buffer, code, 0);
  hb_buffer_set_content_type(buffer, HB_BUFFER_CONTENT_TYPE_UNICODE);
  hb_shape(face_font(face), buffer, &feature, 1);
  uint32_t glyph = hb_buffer_get_glyph_infos(buffer, NULL)->codepoint;
  hb_buffer_destroy(buffer);
  return glyph;
}

bool face_turns(const struct face *face, uint32_t code)
{
  uint32_t glyph;
  return face_lookup(face, code, &glyph) && shape_alone(face, code, true) != shape_alone(face, code, false);
}

struct glyph_ink fonts_ink(const struct face *face, uint32_t glyph)
{
  struct face_handles *handles = handles_of(face);
  size_t at = glyph % INK_CACHE;
  if (handles->ink_glyph[at] != glyph + 1) {
    hb_glyph_extents_t extents = {0, 0, 0, 0};
    hb_font_get_glyph_extents(handles->font, glyph, &extents);
    handles->ink[at] = (struct glyph_ink){
        .left = extents.x_bearing,
        .right = extents.x_bearing + extents.width,
        .top = extents.y_bearing,
        .bottom = extents.y_bearing + extents.height, /* HarfBuzz gives the height downwards, below 0 */
        .advance = hb_font_get_glyph_h_advance(handles->font, glyph),
    };
    handles->ink_glyph[at] = glyph + 1;
  }
  return handles->ink[at];
}

/* Characters that a frame encloses fill the body evenly in every style; the mean of some evens out slanted strokes. */
static int32_t measure_middle(const struct face *face)
{
  static const uint32_t framed[] = {0x56FD, 0x56E2, 0x56ED, 0x56E0, 0x56DE, 0x7530}; /* 国 团 园 因 回 田 */
  int32_t sum = 0, count = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(framed); i++) {
    uint32_t glyph;
    if (!face_lookup(face, framed[i], &glyph))
      continue;
    struct glyph_ink ink = fonts_ink(face, glyph);
    sum += ink.top + ink.bottom;
    count += 2;
  }
  return count ? sum / count : (int32_t)(fonts_upem(face) * 38 / 100); /* a body from −120 to 880 */
}

int32_t fonts_middle(const struct face *face)
{
  struct face_handles *handles = handles_of(face);
  if (!handles->measured) {
    handles->middle = measure_middle(face);
    handles->measured = true;
  }
  return handles->middle;
}
