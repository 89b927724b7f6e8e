#include "press/press.h"

#include <glib.h>

#include "press/sheets.h"

/* GW-07: both sides lie upon each other. Rectos are the pages at odd places. */
len binding_shift(const struct print_look *look, size_t number)
{
  return number % 2 ? look->binding : -look->binding;
}

struct frame_page *sheet_add(const struct printing *printing, len width, len height, const char *label)
{
  len margin = printing->margin, bleed = printing->sheet->print.bleed;
  struct frame_page *page = frame_add_page(printing->arena, printing->to, width + 2 * margin, height + 2 * margin);
  page->label = label;
  page->trim = (struct frame_extent){margin, margin, margin + width, margin + height};
  page->bleed =
      (struct frame_extent){margin - bleed, margin - bleed, page->trim.right + bleed, page->trim.bottom + bleed};
  if (printing->sheet->print.marks)
    marks_put_crop(printing, page);
  return page;
}

/* Where the point of a page comes to lie. */
static struct frame_point page_offset(const struct printing *printing, size_t page)
{
  return (struct frame_point){printing->margin + binding_shift(&printing->sheet->print, page + 1), printing->margin};
}

static void put_page(const struct printing *printing, size_t number)
{
  const struct frame_page *from = &printing->from->pages[number];
  struct frame_page *page = sheet_add(printing, from->width, from->height, from->label);
  struct frame_point offset = page_offset(printing, number);
  for (size_t i = 0; i < from->count; i++) {
    struct frame_item *item = frame_add_item(printing->arena, page, from->items[i].kind, 0, 0);
    *item = from->items[i];
    item->x += offset.x;
    item->y += offset.y;
    if (item->kind == FRAME_LINK && !item->as.link.uri) {
      struct frame_point aim = page_offset(printing, item->as.link.page);
      item->as.link.to_x += aim.x;
      item->as.link.to_y += aim.y;
    }
  }
}

static void put_outline(const struct printing *printing)
{
  const struct frame_document *from = printing->from;
  struct frame_document *to = printing->to;
  for (size_t i = 0; i < from->outline_count; i++) {
    struct frame_outline *entry = ARENA_APPEND(printing->arena, to->outline, to->outline_count, to->outline_capacity);
    struct frame_point offset = page_offset(printing, from->outline[i].page);
    *entry = from->outline[i];
    entry->x += offset.x;
    entry->y += offset.y;
  }
}

/* Behind an odd number of pages the back of the last one is blank, and counted: the next number, without a folio. */
static void put_last_verso(const struct printing *printing)
{
  const struct frame_page *last = &printing->from->pages[printing->from->page_count - 1];
  guint64 number = g_ascii_strtoull(last->label, NULL, 10) + 1;
  if (printing->from->page_count % 2)
    sheet_add(printing, last->width, last->height, arena_printf(printing->arena, "%" G_GUINT64_FORMAT, number));
}

static void put_pages(const struct printing *printing)
{
  for (size_t i = 0; i < printing->from->page_count; i++)
    put_page(printing, i);
  if (printing->sheet->print.even)
    put_last_verso(printing);
  put_outline(printing);
}

static void blacken(struct frame_document *document)
{
  for (size_t i = 0; i < document->page_count; i++)
    for (size_t k = 0; k < document->pages[i].count; k++)
      inks_blacken(&document->pages[i].items[k]);
}

/* The same document without its pages. A booklet has no structure, and so no elements but the document's own. */
static struct frame_document *document_new(struct arena *arena, const struct frame_document *from,
                                           const struct print_look *look)
{
  struct frame_document *to = ARENA_NEW(arena, struct frame_document);
  *to = *from;
  to->condition = look->intent;
  to->untagged = look->booklet;
  to->pages = NULL;
  to->outline = NULL;
  to->page_count = to->page_capacity = to->outline_count = to->outline_capacity = 0;
  if (look->booklet)
    to->element_count = 1;
  return to;
}

struct frame_document *press_build(struct arena *arena, const struct frame_document *from, const struct sheet *sheet)
{
  const struct print_look *look = &sheet->print;
  struct printing printing = {arena, from, sheet, document_new(arena, from, look), style_print_margin(look)};
  if (look->booklet)
    booklet_put(&printing);
  else
    put_pages(&printing);
  if (look->colours == PRINT_BLACK)
    blacken(printing.to);
  return printing.to;
}
