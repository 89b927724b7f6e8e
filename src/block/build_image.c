/* Pictures: how wide they are printed, and what is said to those who cannot see them. Captions are those of charts, and
 * numbered with them: 图1. */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "block/build.h"

enum {
  DENSITY_USUAL = 300,  /* pixels an inch of what says nothing else */
  DENSITY_COARSE = 150, /* below it single pixels are seen in print; files that say less mean a screen */
  DENSITY_MOST = 2400,
  WIDTH_LEAST = 10 /* mm */
};

static len at_density(uint32_t pixels, uint32_t density)
{
  return (len)MIN((int64_t)pixels * 72 * LEN_PT / density, LEN_MAX);
}

static int whole_mm(len length)
{
  return (int)((int64_t)length * 127 / (360 * LEN_PT));
}

static len natural_width(const struct picture *picture)
{
  bool said = picture->density >= DENSITY_COARSE && picture->density <= DENSITY_MOST;
  return at_density(picture_width(picture), said ? picture->density : DENSITY_USUAL);
}

/* A share of the measure, or a length. */
static bool parse_width(const char *text, len measure, int64_t *out)
{
  const char *unit;
  int64_t num, den;
  if (!build_parse_measure(text, &num, &den, &unit))
    return false;
  if (strcmp(unit, "%") == 0)
    *out = num * measure / (den * 100);
  else if (strcmp(unit, "mm") == 0)
    *out = num * LEN_PT * 360 / (den * 127);
  else
    return false;
  return true;
}

static len written_width(struct builder *builder, const struct image *image, len natural)
{
  len measure = builder->sheet->area_width;
  int64_t width;
  const char *text = image->width->as.scalar.text;
  if (parse_width(text, measure, &width) && width >= len_from_mm(WIDTH_LEAST, 1) && width <= measure)
    return (len)width;
  struct diag *diag = diag_add(builder->diags, DIAG_VALUE_BAD, image->width->span, _("A picture cannot be “%s” wide."),
                               diag_quote(builder->diags, text, strlen(text)));
  diag_hint(builder->diags, diag, _("Write a share of the text's width such as 60%%, or from %1$dmm to %2$dmm."),
            WIDTH_LEAST, whole_mm(measure));
  return natural;
}

/* What is too coarse for print can be seen on no screen. */
static void check_density(struct builder *builder, const struct image *image, const struct picture *picture, len width)
{
  len sharp = at_density(picture_width(picture), DENSITY_COARSE);
  if (width <= sharp)
    return;
  int64_t density = (int64_t)picture_width(picture) * 72 * LEN_PT / width;
  struct diag *diag =
      diag_add(builder->diags, DIAG_IMAGE_COARSE, image->width->span,
               _("This picture will print coarse: it has %1$u pixels across, %2$d an inch at this width."),
               picture_width(picture), (int)density);
  diag_hint(builder->diags, diag, _("Write “width: %1$dmm” or less, or take a picture of %2$d pixels across or more."),
            MAX(whole_mm(sharp), 1), (int)((int64_t)width * DENSITY_COARSE / (72 * LEN_PT)) + 1);
}

static len image_width(struct builder *builder, const struct image *image, const struct picture *picture)
{
  len natural = len_min(natural_width(picture), builder->sheet->area_width);
  if (!image->width)
    return natural;
  len width = written_width(builder, image, natural);
  check_density(builder, image, picture, width);
  return width;
}

static const char *join_alt(struct builder *builder, const struct image *image)
{
  struct block_runs words = {0};
  build_add_inlines(builder, &words, &image->alt);
  return blocks_join_words(builder->arena, &words, 0, false);
}

void build_image(struct builder *builder, const struct part *part)
{
  const struct picture *picture = part->image ? facts_image(builder->facts, part->image) : NULL;
  if (!picture)
    return; /* reported */
  struct block *block = build_add(builder, BLOCK_IMAGE, STYLE_CHART, FRAME_TAG_FIGURE, part->span);
  struct block_image *image = block->image = ARENA_NEW(builder->arena, struct block_image);
  block->keep_with_next = part->caption.count > 0 || part->note.count > 0;
  *image = (struct block_image){
      .picture = picture, .width = image_width(builder, part->image, picture), .words = join_alt(builder, part->image)};
  const char *caption = build_figure_caption(builder, part);
  image->alt = arena_printf(builder->arena, "%s%s%s", caption, *caption ? "：" : "", image->words);
  build_table_note(builder, &part->note);
}
