#include "text/scan.h"

/* CL-10 … CL-17, CL-47: the body of a cluster, and where its ink lies in it, whatever the face drew. */

static void shift_glyphs(struct text *text, const struct text_cluster *cluster, len by)
{
  for (uint32_t g = 0; g < cluster->glyph_count; g++)
    text->glyphs[cluster->glyph_at + g].x += by;
}

static len ink_len(const struct text_cluster *cluster, int32_t units, len size)
{
  return len_scale(size, units, fonts_upem(cluster->face));
}

/* CL-16, CL-17: the ink in the middle of the body. */
static void centre_ink(struct text *text, struct text_cluster *cluster, len body, len size)
{
  struct glyph_ink ink = fonts_ink(cluster->face, text->glyphs[cluster->glyph_at].id);
  cluster->body = body;
  shift_glyphs(text, cluster, (body - ink_len(cluster, ink.left + ink.right, size)) / 2);
}

/* The body stands for a whole cell; the glyph in its middle. */
static void centre_cell(struct text *text, struct text_cluster *cluster, len cell, len natural)
{
  cluster->body = cell;
  shift_glyphs(text, cluster, (cell - natural) / 2);
}

/* CL-10 … CL-12, CL-44, CL-47: half a cell of ink, in any face. A glyph drawn in its cell's proper half keeps its place
 * there; one that is drawn narrow, or in the middle, is moved into the half. One that does not fit in half a cell keeps
 * a whole one. */
static bool halve_mark(struct text *text, struct text_cluster *cluster, bool opens, len natural,
                       const struct text_look *look)
{
  len half = look->cell / 2;
  struct glyph_ink ink = fonts_ink(cluster->face, text->glyphs[cluster->glyph_at].id);
  len left = ink_len(cluster, ink.left, look->size), right = ink_len(cluster, ink.right, look->size);
  if (right - left > half) {
    centre_cell(text, cluster, look->cell, natural);
    return false;
  }
  len shift = (look->cell - natural) / 2 - (opens ? half : 0); /* as if the whole cell stood there */
  bool narrow = natural < look->size * 3 / 4;
  if (narrow || left + shift < 0 || right + shift > half)
    shift = (half - right - left) / 2;
  cluster->body = half;
  shift_glyphs(text, cluster, shift);
  return true;
}

bool text_fit_cluster(struct text *text, struct text_cluster *cluster, const struct scan_char *first, len natural,
                      const struct text_look *look)
{
  cluster->body = natural;
  if (first->latin)
    return false;
  switch ((enum text_class)first->class_) {
  case CLASS_OPEN:
    return halve_mark(text, cluster, true, natural, look);
  case CLASS_CLOSE:
  case CLASS_PAUSE:
  case CLASS_STOP:
    return halve_mark(text, cluster, false, natural, look);
  case CLASS_CONNECTOR: /* CL-15: - – take half a cell, ～ ＋ a whole one */
    if (first->code >= 0xFF00)
      centre_cell(text, cluster, look->cell, natural);
    else
      centre_ink(text, cluster, look->cell / 2, look->size);
    return false;
  case CLASS_INTERPUNCT:
  case CLASS_SOLIDUS:
    centre_ink(text, cluster, look->cell / 2, look->size);
    return false;
  case CLASS_HAN:
  case CLASS_SYMBOL:
  case CLASS_DASH:
  case CLASS_ELLIPSIS:
  case CLASS_NOTE:
  case CLASS_PREFIX:
  case CLASS_SUFFIX:
  case CLASS_HAN_SPACE:
  case CLASS_OTHER:                    /* ∶ ‖ */
    if (natural >= look->size * 3 / 4) /* a ligature of two, such as ——, takes two cells */
      centre_cell(text, cluster, len_scale(look->cell, (natural + look->size / 2) / look->size, 1), natural);
    return false;
  case CLASS_DIGIT:
  case CLASS_LATIN:
  case CLASS_ASCII_OPEN:
  case CLASS_ASCII_CLOSE:
  case CLASS_ASCII_STOP:
  case CLASS_SPACE:
  case CLASS_NO_BREAK:
  case CLASS_COMBINING:
  case CLASS_LINE_END:
    return false;
  }
  return false;
}
