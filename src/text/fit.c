#include "text/scan.h"

/* CL-10 … CL-18, CL-47: the body of a cluster, and where its ink lies in it, whatever the face drew. Nothing is asked
 * of a face but the boxes of its ink: features like halt are missing in half of them, and wrong in some. */

struct fitting {
  struct text *text;
  struct text_cluster *cluster;
  const struct scan_char *c; /* the cluster's first character */
  const struct text_look *look;
  len natural; /* as the face has it */
};

/* A box of ink, from the cluster's origin on the baseline; y upwards. */
struct ink {
  len left, right, bottom, top;
};

static struct text_glyph *glyph_of(const struct fitting *f, uint32_t g)
{
  return &f->text->glyphs[f->cluster->glyph_at + g];
}

static struct ink ink_of(const struct fitting *f, uint32_t g)
{
  const struct text_glyph *glyph = glyph_of(f, g);
  struct glyph_ink ink = fonts_ink(f->cluster->face, glyph->id);
  uint32_t upem = fonts_upem(f->cluster->face);
  len size = f->look->size;
  return (struct ink){glyph->x + len_scale(size, ink.left, upem), glyph->x + len_scale(size, ink.right, upem),
                      len_scale(size, ink.bottom, upem) - glyph->y, len_scale(size, ink.top, upem) - glyph->y};
}

static void shift(const struct fitting *f, len right)
{
  for (uint32_t g = 0; g < f->cluster->glyph_count; g++)
    glyph_of(f, g)->x += right;
}

static void lift(const struct fitting *f, len up)
{
  for (uint32_t g = 0; g < f->cluster->glyph_count; g++)
    glyph_of(f, g)->y -= up;
}

static len middle_of(const struct face *face, len size)
{
  return len_scale(size, fonts_middle(face), fonts_upem(face));
}

/* The middle of the line: that of the Han characters around. */
static len line_middle(const struct fitting *f)
{
  return middle_of(fonts_first(f->look->han), f->look->size);
}

/* A character from another face stands as high as its neighbours: faces draw Han up to a tenth of an em apart. */
static void level_with_neighbours(const struct fitting *f)
{
  lift(f, line_middle(f) - middle_of(f->cluster->face, f->look->size));
}

/* CL-13 … CL-17: strokes and dots lie on the middle of the line, whatever height the face drew them at. */
static void centre_upright(const struct fitting *f)
{
  struct ink ink = ink_of(f, 0);
  lift(f, line_middle(f) - (ink.top + ink.bottom) / 2);
}

/* The ink of a mark in the middle of its body. One that is far too wide for half a cell takes a whole one. */
static void centre_across(const struct fitting *f, len body)
{
  struct ink ink = ink_of(f, 0);
  f->cluster->body = ink.right - ink.left > body + body / 8 ? f->look->cell : body;
  shift(f, (f->cluster->body - ink.left - ink.right) / 2);
}

static void centre_ink(const struct fitting *f, len body)
{
  centre_across(f, body);
  centre_upright(f);
}

/* CL-17: a slanted stroke as high as the line shows nothing of a small difference, but programs that read the page take
 * a mark off the line for the beginning of another. */
static void fit_solidus(const struct fitting *f)
{
  struct ink ink = ink_of(f, 0);
  len off = line_middle(f) - (ink.top + ink.bottom) / 2, most = f->look->size / 12;
  centre_across(f, f->look->cell / 2);
  if (off > most || off < -most)
    lift(f, off);
}

/* The glyph's own body in the middle of so many cells. */
static void centre_cells(const struct fitting *f, int cells)
{
  f->cluster->body = cells * f->look->cell;
  shift(f, (f->cluster->body - f->natural) / 2);
}

static bool fills_a_cell(const struct fitting *f)
{
  return f->natural >= f->look->size * 3 / 4;
}

/* --- marks of half a cell: CL-10 … CL-12, CL-18, CL-44, CL-47 --- */

/* Where the ink of glyph g would lie in its half if the whole cell stood there. */
static len place_in_half(const struct fitting *f, bool opens)
{
  return (f->look->cell - f->natural) / 2 - (opens ? f->look->cell / 2 : 0);
}

/* From where a glyph is to its half of the cell. Ink that the face drew in the proper half stays there, but for one
 * thing: between the mark and its word there is an eighth of an em at most, or a compressed ： would stand nearer to
 * the word behind it, and ‘ far from what it quotes. Ink that lies elsewhere, or is drawn narrow, is put into the half.
 */
static len shift_into_half(const struct fitting *f, struct ink ink, bool opens, len place)
{
  len half = f->look->cell / 2, most = f->look->cell / 8, spare = half - (ink.right - ink.left);
  len side = opens ? half - ink.right - place : ink.left + place;
  bool drawn_there = fills_a_cell(f) && side >= 0 && side <= spare;
  len want = len_min(drawn_there ? side : spare / 2, most);
  return opens ? half - want - ink.right : want - ink.left;
}

static bool halve_mark(const struct fitting *f, bool opens)
{
  struct ink ink = ink_of(f, 0);
  if (ink.right - ink.left > f->look->cell / 2) {
    centre_cells(f, 1);
    return false;
  }
  f->cluster->body = f->look->cell / 2;
  shift(f, shift_into_half(f, ink, opens, place_in_half(f, opens)));
  return true;
}

/* CL-18: ‼ is two marks in one cell. */
static void halve_both(const struct fitting *f)
{
  f->cluster->body = f->look->cell;
  for (uint32_t g = 0; g < f->cluster->glyph_count; g++) {
    struct ink ink = ink_of(f, g);
    len spare = f->look->cell / 2 - (ink.right - ink.left);
    glyph_of(f, g)->x += (len)g * f->look->cell / 2 + len_min(spare / 2, f->look->cell / 8) - ink.left;
  }
}

/* --- pairs: CL-13, CL-14 --- */

/* CL-13: the two strokes of —— meet in the middle and overlap a little, since edges that only touch show a seam, and
 * some are rounded. Glyph g is the left one, or the right one whose cell begins at `cell_x`. */
static void join_stroke(const struct fitting *f, uint32_t g, bool left, len cell_x)
{
  struct ink ink = ink_of(f, g);
  len cell = f->look->cell;
  len overlap = len_max((ink.top - ink.bottom) / 2, ink.right - ink.left - cell);
  glyph_of(f, g)->x += left ? cell_x + cell + overlap / 2 - ink.right : cell_x - overlap / 2 - ink.left;
}

static void fit_dash(const struct fitting *f)
{
  int cells = f->c->as[1] || f->natural > f->look->size * 3 / 2 ? 2 : 1; /* some faces have one glyph for —— */
  centre_cells(f, cells);
  centre_upright(f);
  if (f->c->as[1] && f->cluster->glyph_count == 2) {
    join_stroke(f, 0, true, 0);
    join_stroke(f, 1, false, f->look->cell);
  } else if (cells == 1 && (f->c->leads || f->c->odd)) {
    join_stroke(f, 0, f->c->leads, 0);
  } else {
    struct ink ink = ink_of(f, 0); /* CL-15: a single — in the middle of its cell */
    shift(f, (f->cluster->body - ink.left - ink.right) / 2);
  }
}

/* CL-14: the six dots of …… stand equally far apart. Faces draw three in a cell, some closer to each other than to the
 * next cell's. A dot is as wide as high. */
static void fit_ellipsis(const struct fitting *f)
{
  centre_ink(f, f->look->cell);
  if (!f->c->leads && !f->c->odd)
    return;
  struct ink ink = ink_of(f, 0);
  len pitch = (ink.right - ink.left - (ink.top - ink.bottom)) / 2;
  len inward = (f->look->cell - 3 * pitch) / 2;
  if (inward > f->look->size / 50 || inward < -f->look->size / 50)
    shift(f, f->c->leads ? inward : -inward);
}

/* --- the rest --- */

/* CL-15: - ‐ – take half a cell, ～ ＋ a whole one. */
static void fit_connector(const struct fitting *f)
{
  centre_ink(f, f->c->code >= 0xFF00 ? f->look->cell : f->look->cell / 2);
}

static void fit_han(const struct fitting *f)
{
  if (fills_a_cell(f))
    centre_cells(f, (int)((f->natural + f->look->size / 2) / f->look->size));
  bool encircled = f->c->class_ == CLASS_NOTE && f->c->code >= 0x2460;
  if (encircled || f->c->code == 0xFF0B || f->c->code == 0xFF0D) /* ＋ － */
    centre_upright(f);
}

static bool fit_by_class(const struct fitting *f)
{
  switch ((enum text_class)f->c->class_) {
  case CLASS_OPEN:
    return halve_mark(f, true);
  case CLASS_CLOSE:
  case CLASS_PAUSE:
    return halve_mark(f, false);
  case CLASS_STOP:
    if (!f->c->as[1])
      return halve_mark(f, false);
    halve_both(f);
    return false;
  case CLASS_CONNECTOR:
    fit_connector(f);
    return false;
  case CLASS_INTERPUNCT: /* CL-16 */
    centre_ink(f, f->look->cell / 2);
    return false;
  case CLASS_SOLIDUS:
    fit_solidus(f);
    return false;
  case CLASS_DASH:
    fit_dash(f);
    return false;
  case CLASS_ELLIPSIS:
    fit_ellipsis(f);
    return false;
  case CLASS_HAN:
  case CLASS_SYMBOL:
  case CLASS_NOTE:
  case CLASS_PREFIX:
  case CLASS_SUFFIX:
  case CLASS_HAN_SPACE:
  case CLASS_OTHER: /* ∶ ‖ */
    fit_han(f);
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

/* CL-13, in vertical text: the strokes of —— meet where their cells do. */
static void join_upright(const struct fitting *f)
{
  struct ink ink = ink_of(f, 0);
  len edge = f->look->size / 2 + (ink.right - ink.left) / 4;
  if (f->c->leads)
    lift(f, line_middle(f) - edge - ink.bottom);
  else if (f->c->odd)
    lift(f, line_middle(f) + edge - ink.top);
}

/* TB-07: in vertical text every mark has a cell, and a vertical form lies in it as the face drew it; strokes and dots
 * in the middle. */
static bool fit_upright(const struct fitting *f)
{
  switch ((enum text_class)f->c->class_) {
  case CLASS_DASH:
    centre_ink(f, f->look->cell);
    join_upright(f);
    return false;
  case CLASS_ELLIPSIS:
  case CLASS_CONNECTOR:
  case CLASS_INTERPUNCT:
  case CLASS_SOLIDUS:
    centre_ink(f, f->look->cell);
    return false;
  case CLASS_STOP:
    if (f->c->as[1])
      halve_both(f);
    else
      centre_cells(f, 1);
    return false;
  case CLASS_HAN:
  case CLASS_OPEN:
  case CLASS_CLOSE:
  case CLASS_PAUSE:
  case CLASS_PREFIX:
  case CLASS_SUFFIX:
  case CLASS_NOTE:
  case CLASS_SYMBOL:
  case CLASS_HAN_SPACE:
  case CLASS_OTHER:
    centre_cells(f, 1);
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

/* Programs that read the page take a mark that stands higher than its line for the beginning of another: none is raised
 * by more than this share of an em. Where that leaves it low, the font table takes it from another face. */
enum { RAISE_SHARE = 80 };

static void keep_on_line(const struct fitting *f)
{
  len most = f->look->size / RAISE_SHARE, highest = 0;
  for (uint32_t g = 0; g < f->cluster->glyph_count; g++)
    highest = len_max(highest, -glyph_of(f, g)->y);
  if (highest > most)
    lift(f, most - highest);
}

bool text_fit_cluster(struct text *text, struct text_cluster *cluster, const struct scan_char *first, len natural,
                      const struct text_look *look)
{
  struct fitting f = {text, cluster, first, look, natural};
  cluster->body = natural;
  if (first->latin)
    return false;
  level_with_neighbours(&f);
  if (look->vertical)
    return fit_upright(&f);
  bool half = fit_by_class(&f);
  keep_on_line(&f);
  return half;
}
