#include "frame/frame.h"

struct shift {
  const struct frame_document *from;
  uint32_t *faces;   /* of each face of `from`: its number in the other document */
  uint32_t elements; /* added to element numbers, but for the document's own */
  uint32_t pages;
};

static uint32_t shift_element(const struct shift *shift, uint32_t element)
{
  return element == 0 ? 0 : element + shift->elements;
}

static struct shift append_faces(struct arena *arena, struct frame_document *to, const struct frame_document *from)
{
  struct shift shift = {from, ARENA_ARRAY(arena, from->face_count, uint32_t), (uint32_t)to->element_count - 1,
                        (uint32_t)to->page_count};
  for (size_t i = 0; i < from->face_count; i++)
    shift.faces[i] = frame_add_face(arena, to, from->faces[i].file, from->faces[i].index, from->faces[i].name);
  return shift;
}

static void append_elements(struct arena *arena, struct frame_document *to, const struct shift *shift)
{
  for (size_t i = 1; i < shift->from->element_count; i++) {
    uint32_t number = frame_add_element(arena, to, shift->from->elements[i].tag, 0);
    to->elements[number] = shift->from->elements[i];
    to->elements[number].parent = shift_element(shift, shift->from->elements[i].parent);
  }
}

static void shift_item(const struct shift *shift, struct frame_item *item)
{
  switch (item->kind) {
  case FRAME_RUN:
    item->as.run.face = shift->faces[item->as.run.face];
    break;
  case FRAME_LINK:
    if (!item->as.link.uri)
      item->as.link.page += shift->pages;
    break;
  case FRAME_TAG_BEGIN:
  case FRAME_TAG_END:
    item->as.element = shift_element(shift, item->as.element);
    break;
  case FRAME_RULE:
  case FRAME_RECT:
  case FRAME_PATH:
  case FRAME_IMAGE:
  case FRAME_ARTIFACT_BEGIN:
  case FRAME_ARTIFACT_END:
    break;
  }
}

static void append_page(struct arena *arena, struct frame_document *to, const struct frame_page *from,
                        const struct shift *shift)
{
  struct frame_page *page = frame_add_page(arena, to, from->width, from->height);
  page->label = from->label;
  page->trim = from->trim;
  page->bleed = from->bleed;
  page->items = ARENA_ARRAY(arena, from->count, struct frame_item);
  page->count = page->capacity = from->count;
  for (size_t i = 0; i < from->count; i++) {
    page->items[i] = from->items[i];
    shift_item(shift, &page->items[i]);
  }
}

void frame_append(struct arena *arena, struct frame_document *to, const struct frame_document *from)
{
  struct shift shift = append_faces(arena, to, from);
  append_elements(arena, to, &shift);
  for (size_t i = 0; i < from->page_count; i++)
    append_page(arena, to, &from->pages[i], &shift);
  for (size_t i = 0; i < from->outline_count; i++) {
    struct frame_outline *entry = ARENA_APPEND(arena, to->outline, to->outline_count, to->outline_capacity);
    *entry = from->outline[i];
    entry->page += shift.pages;
  }
}
