/* A booklet: sheets with two pages on either side, laid into each other, folded in the middle and stitched there. Of n
 * pages, padded with blank ones to a multiple of four, the outermost sheet has n and 1 on its front, 2 and n − 1 on its
 * back, the next n − 2 and 3, and so on. */
#include "press/sheets.h"

/* Links and tags stay behind, and so do the marks of artifacts: the whole page becomes one. */
static bool is_drawn(const struct frame_item *item)
{
  struct frame_extent extent;
  return frame_item_extent(item, &extent);
}

static void put_page(const struct printing *printing, struct frame_page *sheet, size_t number, len x)
{
  if (number > printing->from->page_count)
    return;
  const struct frame_page *from = &printing->from->pages[number - 1];
  frame_add_item(printing->arena, sheet, FRAME_ARTIFACT_BEGIN, 0, 0)->as.artifact = FRAME_ARTIFACT_LAYOUT;
  for (size_t i = 0; i < from->count; i++) {
    if (!is_drawn(&from->items[i]))
      continue;
    struct frame_item *item = frame_add_item(printing->arena, sheet, from->items[i].kind, 0, 0);
    *item = from->items[i];
    item->x += x + binding_shift(&printing->sheet->print, number);
    item->y += printing->margin;
  }
  frame_add_item(printing->arena, sheet, FRAME_ARTIFACT_END, 0, 0)->as.artifact = FRAME_ARTIFACT_LAYOUT;
}

/* One side of a sheet; `creep` is how far its pages are moved towards the fold, that the fore-edges of all are as
 * wide when they have been cut together. */
static void put_side(const struct printing *printing, size_t left, size_t right, len creep)
{
  len width = printing->sheet->page_width;
  const char *label = arena_printf(printing->arena, "%zu", printing->to->page_count + 1);
  struct frame_page *page = sheet_add(printing, 2 * width, printing->sheet->page_height, label);
  if (printing->sheet->print.marks)
    marks_put_fold(printing, page);
  put_page(printing, page, left, printing->margin + creep);
  put_page(printing, page, right, printing->margin + width - creep);
}

void booklet_put(const struct printing *printing)
{
  size_t sheets = (printing->from->page_count + 3) / 4, last = 4 * sheets;
  for (size_t i = 0; i < sheets; i++) {
    len creep = sheets > 1 ? len_part(printing->sheet->print.creep, (int64_t)i, (int64_t)sheets - 1) : 0;
    put_side(printing, last - 2 * i, 2 * i + 1, creep);
    put_side(printing, 2 * i + 2, last - 2 * i - 1, creep);
  }
}
