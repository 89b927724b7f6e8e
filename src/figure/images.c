/* The pictures of a report: each file is read once, however often it is shown. */
#include <glib.h>
#include <string.h>

#include "base/folder.h"
#include "base/limits.h"
#include "base/tr.h"
#include "figure/figures.h"

static const struct picture *find_read(const struct facts *facts, const char *path)
{
  for (size_t i = 0; i < facts->image_count; i++)
    if (strcmp(facts->images[i].image->file, path) == 0)
      return facts->images[i].picture;
  return NULL;
}

static void hint_smaller(const struct figures_context *context, struct diag *diag)
{
  diag_hint(context->diags, diag, _("Save them smaller: %u pixels across are enough for the width of a page."), 2000U);
}

static bool take_bytes(const struct figures_context *context, struct facts *facts, const struct image *image,
                       size_t size)
{
  facts->image_bytes += size;
  if (facts->image_bytes <= LIMIT_PICTURES_BYTES)
    return true;
  hint_smaller(context, diag_add(context->diags, DIAG_LIMIT_SIZE, image->file_span,
                                 _("The pictures of this report are larger than %u MiB together, the most allowed."),
                                 LIMIT_PICTURES_BYTES >> 20));
  return false;
}

/* A few bytes may be many pixels. Those of the first picture beyond the limit are decoded, but of no other. */
static bool take_pixels(const struct figures_context *context, struct facts *facts, const struct image *image,
                        uint64_t pixels)
{
  facts->image_pixels += pixels;
  if (facts->image_pixels <= LIMIT_PICTURES_PIXELS)
    return true;
  hint_smaller(context,
               diag_add(context->diags, DIAG_LIMIT_SIZE, image->file_span,
                        _("The pictures of this report have more than %u million pixels together, the most allowed."),
                        LIMIT_PICTURES_PIXELS / 1000000));
  return false;
}

static const struct picture *read_picture(const struct figures_context *context, struct facts *facts,
                                          const struct image *image)
{
  size_t before = context->diags->count;
  uint32_t file = folder_read(context->files, folder_of(context->arena, context->source), image->file,
                              LIMIT_PICTURE_BYTES, context->diags);
  for (size_t i = before; i < context->diags->count; i++)
    context->diags->items[i]->span = image->file_span; /* the place is where the file is named */
  if (!file)
    return NULL;
  const struct file *bytes = files_get(context->files, file);
  struct picture *picture = ARENA_NEW(context->arena, struct picture);
  bool good = take_bytes(context, facts, image, bytes->size) && take_pixels(context, facts, image, 0) &&
              picture_cache_read(context->pictures, context->arena, image->file, bytes->bytes, bytes->size,
                                 image->file_span, context->diags, picture) &&
              take_pixels(context, facts, image, (uint64_t)picture->width * picture->height);
  return good ? picture : NULL;
}

static void resolve_image(const struct figures_context *context, struct facts *facts, const struct image *image)
{
  const struct picture *picture = find_read(facts, image->file);
  if (!picture)
    picture = read_picture(context, facts, image);
  if (picture)
    *ARENA_APPEND(context->arena, facts->images, facts->image_count, facts->image_capacity) =
        (struct fact_image){image, picture};
}

void images_resolve(const struct figures_context *context, struct facts *facts)
{
  const struct report *report = facts->report;
  picture_cache_begin(context->pictures);
  for (size_t s = 0; s < report->count; s++)
    for (size_t i = 0; i < report->sections[s].count; i++)
      if (report->sections[s].parts[i].image)
        resolve_image(context, facts, report->sections[s].parts[i].image);
  picture_cache_end(context->pictures);
}

const struct picture *facts_image(const struct facts *facts, const struct image *image)
{
  for (size_t i = 0; i < facts->image_count; i++)
    if (facts->images[i].image == image)
      return facts->images[i].picture;
  return NULL;
}
