#include "emit/links.h"

#include <inttypes.h>
#include <string.h>

#include "emit/outline.h"
#include "emit/values.h"

/* Outside by an address, inside by a place: for that the reader needs no action, and no new window. */
static void append_aim(GString *out, const struct emit_target *target, const struct frame_item *link)
{
  if (link->as.link.uri) {
    g_string_append(out, "/A<</S/URI/URI");
    emit_value_bytes(out, link->as.link.uri, strlen(link->as.link.uri));
    g_string_append(out, ">>");
    return;
  }
  g_string_append(out, "/Dest");
  emit_append_destination(out, target->document, target->first_page, link->as.link.page, link->as.link.to_x,
                          link->as.link.to_y);
}

/* The words behind the link until its element ends, with a space where there is one to see. */
static GString *gather_words(const struct frame_page *page, size_t link, const struct emit_owner *owners)
{
  GString *words = g_string_new(NULL);
  const struct frame_item *before = NULL;
  uint32_t element = owners[link].element;
  for (size_t i = link + 1; i < page->count; i++) {
    const struct frame_item *item = &page->items[i];
    if (element == 0 || (item->kind == FRAME_TAG_END && item->as.element == element))
      break;
    if (item->kind != FRAME_RUN || owners[i].is_artifact)
      continue;
    if (before != NULL && item->x - before->x - before->as.run.advance > before->as.run.size / 2)
      g_string_append_c(words, ' ');
    g_string_append_len(words, item->as.run.text, item->as.run.text_length);
    before = item;
  }
  return words;
}

/* What a reader says of the link: its words, or where it leads. */
static void append_description(GString *out, const struct emit_target *target, const struct frame_page *page,
                               size_t number, const struct emit_owner *owners)
{
  const struct frame_item *link = &page->items[number];
  GString *words = gather_words(page, number, owners);
  const char *aim = link->as.link.uri ? link->as.link.uri : target->document->pages[link->as.link.page].label;
  emit_value_text_entry(out, "/Contents", words->len > 0 ? words->str : aim);
  g_string_free(words, TRUE);
}

static void put_link(const struct emit_target *target, const struct frame_page *page, size_t number,
                     const struct emit_owner *owners, uint32_t object)
{
  const struct frame_item *link = &page->items[number];
  GString *value = g_string_new("<</Type/Annot/Subtype/Link/Rect");
  emit_value_box(value, link->x, page->height - link->y - link->as.link.height, link->x + link->as.link.width,
                 page->height - link->y);
  g_string_append(value, "/Border[0 0 0]/F 4"); /* is printed; PDF/A and PDF/UA ask for it */
  if (owners[number].element != 0)
    g_string_append_printf(value, "/StructParent %" PRIu32,
                           emit_structure_add_annotation(target->structure, owners[number].element, object));
  append_aim(value, target, link);
  append_description(value, target, page, number, owners);
  g_string_append(value, ">>");
  emit_objects_put(target->objects, object, value);
  g_string_free(value, TRUE);
}

void emit_append_links(GString *page, const struct emit_target *target, size_t number, const struct emit_owner *owners)
{
  const struct frame_page *from = &target->document->pages[number];
  bool begun = false;
  for (size_t i = 0; i < from->count; i++) {
    if (from->items[i].kind != FRAME_LINK)
      continue;
    uint32_t object = emit_objects_reserve(target->objects, 1);
    put_link(target, from, i, owners, object);
    g_string_append(page, begun ? " " : "/Annots[");
    emit_value_reference(page, object);
    begun = true;
  }
  g_string_append(page, begun ? "]" : "");
}
