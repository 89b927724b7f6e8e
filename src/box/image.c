/* Pictures: one shape in the middle of the measure, as high as their width asks for, or as the page allows. */
#include <glib.h>

#include "box/paragraph.h"

/* What stays below a picture: its caption and its note, from line to line. */
static len company_height(const struct boxes *boxes, size_t index)
{
  len height = 0;
  for (size_t i = index + 1; i < boxes->count; i++) {
    const struct box *box = &boxes->items[i];
    if (!box->block->chart_caption && !box->block->table_note)
      break;
    height += (len)box->lines.count * box->style->pitch + box->style->space_before + box->style->space_after;
  }
  return height;
}

/* Down to the grid, on which captions stand, it may be a line more. */
static len room(const struct box_context *context, const struct boxes *boxes, size_t index)
{
  const struct sheet *sheet = context->sheet;
  len company = company_height(boxes, index);
  len left = sheet->area_height - company - (company ? sheet_line_top(sheet, 1) : 0);
  return len_max(left, sheet->area_height / 4); /* a caption of half a page is the drafter's own doing */
}

static len share(len whole, uint32_t part, uint32_t of)
{
  return (len)CLAMP((int64_t)whole * part / of, 1, LEN_MAX);
}

struct box_chart *box_build_image(const struct box_context *context, const struct boxes *boxes, size_t index)
{
  const struct block_image *from = boxes->items[index].block->image;
  uint32_t across = picture_width(from->picture), down = picture_height(from->picture);
  struct frame_image image = {from->picture, from->width, share(from->width, down, across)};
  len most = room(context, boxes, index);
  if (image.height > most)
    image = (struct frame_image){from->picture, share(most, across, down), most};
  struct box_chart *out = ARENA_NEW(context->arena, struct box_chart);
  struct frame_item *item = ARENA_APPEND(context->arena, out->shapes, out->shape_count, out->shape_capacity);
  item->kind = FRAME_IMAGE;
  item->x = (context->sheet->area_width - image.width) / 2;
  item->as.image = image;
  out->height = image.height;
  return out;
}
