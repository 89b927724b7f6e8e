#include "frame/frame.h"

/* Pages of one document are about as full as the one before. */
static size_t expected_items(const struct frame_document *document)
{
  size_t before = document->page_count ? document->pages[document->page_count - 1].count : 0;
  return before + before / 8;
}

struct frame_page *frame_add_page(struct arena *arena, struct frame_document *document, len width, len height)
{
  size_t expected = expected_items(document);
  struct frame_page *page = ARENA_APPEND(arena, document->pages, document->page_count, document->page_capacity);
  page->width = width;
  page->height = height;
  if (expected) {
    page->items = ARENA_ARRAY(arena, expected, struct frame_item);
    page->capacity = expected;
  }
  return page;
}

struct frame_item *frame_add_item(struct arena *arena, struct frame_page *page, enum frame_kind kind, len x, len y)
{
  struct frame_item *item = ARENA_EXTEND(arena, page->items, page->count, page->capacity);
  item->kind = kind;
  item->x = x;
  item->y = y;
  return item;
}

uint32_t frame_add_face(struct arena *arena, struct frame_document *document, const char *file, uint32_t index,
                        const char *name)
{
  struct frame_face *face = ARENA_APPEND(arena, document->faces, document->face_count, document->face_capacity);
  *face = (struct frame_face){.file = file, .index = index, .name = name};
  return (uint32_t)(document->face_count - 1);
}

uint32_t frame_add_element(struct arena *arena, struct frame_document *document, enum frame_tag tag, uint32_t parent)
{
  struct frame_element *element =
      ARENA_EXTEND(arena, document->elements, document->element_count, document->element_capacity);
  *element = (struct frame_element){.tag = tag, .parent = parent, .row_span = 1, .column_span = 1};
  return (uint32_t)(document->element_count - 1);
}

struct frame_point frame_glyph_place(const struct frame_item *item, uint32_t glyph)
{
  const struct frame_glyph *at = &item->as.run.glyphs[glyph];
  if (item->as.run.turned)
    return (struct frame_point){item->x + at->y, item->y - at->x};
  return (struct frame_point){item->x + at->x, item->y + at->y};
}

const char *frame_tag_name(enum frame_tag tag)
{
  static const char *const names[] = {
      [FRAME_TAG_DOCUMENT] = "Document",
      [FRAME_TAG_TITLE] = "Title",
      [FRAME_TAG_H1] = "H1",
      [FRAME_TAG_H2] = "H2",
      [FRAME_TAG_H3] = "H3",
      [FRAME_TAG_H4] = "H4",
      [FRAME_TAG_H5] = "H5",
      [FRAME_TAG_H6] = "H6",
      [FRAME_TAG_P] = "P",
      [FRAME_TAG_L] = "L",
      [FRAME_TAG_LI] = "LI",
      [FRAME_TAG_LBL] = "Lbl",
      [FRAME_TAG_LBODY] = "LBody",
      [FRAME_TAG_TABLE] = "Table",
      [FRAME_TAG_CAPTION] = "Caption",
      [FRAME_TAG_THEAD] = "THead",
      [FRAME_TAG_TBODY] = "TBody",
      [FRAME_TAG_TR] = "TR",
      [FRAME_TAG_TH] = "TH",
      [FRAME_TAG_TD] = "TD",
      [FRAME_TAG_FIGURE] = "Figure",
      [FRAME_TAG_NOTE] = "Note",
      [FRAME_TAG_REFERENCE] = "Reference",
      [FRAME_TAG_LINK] = "Link",
      [FRAME_TAG_SPAN] = "Span",
      [FRAME_TAG_TOC] = "TOC",
      [FRAME_TAG_TOCI] = "TOCI",
  };
  return names[tag];
}
