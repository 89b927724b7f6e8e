#include "frame/frame.h"

#include <glib.h>
#include <string.h>

#include "base/utf8.h"

/* What is open at one place of a page. Elements nest as deep as the document's tree, so the stack grows. */
struct open_tags {
  uint32_t *items;
  size_t count, capacity;
  bool in_artifact;
};

static bool verify_length(int64_t value)
{
  return value >= -LEN_MAX && value <= LEN_MAX;
}

static const char *verify_elements(struct arena *arena, const struct frame_document *document)
{
  for (size_t i = 0; i < document->element_count; i++) {
    const struct frame_element *element = &document->elements[i];
    if (i == 0 ? element->parent != 0 : element->parent >= i)
      return arena_printf(arena, "element %zu has parent %u, which does not stand before it", i, element->parent);
    if (element->row_span == 0 || element->column_span == 0)
      return arena_printf(arena, "element %zu spans no row or no column", i);
  }
  return NULL;
}

static const char *verify_outline(struct arena *arena, const struct frame_document *document)
{
  for (size_t i = 0; i < document->outline_count; i++) {
    const struct frame_outline *entry = &document->outline[i];
    if (entry->level < 1 || entry->text == NULL)
      return arena_printf(arena, "outline entry %zu has no text or a level below 1", i);
    if (entry->page >= document->page_count)
      return arena_printf(arena, "outline entry %zu leads to page %u of %zu", i, entry->page, document->page_count);
    if (!verify_length(entry->x) || !verify_length(entry->y))
      return arena_printf(arena, "outline entry %zu leads to a place off the paper", i);
  }
  return NULL;
}

/* Clusters must cover text and glyphs to the end, and begin where characters begin. */
static const char *verify_clusters(const struct frame_run *run)
{
  uint64_t bytes = 0, glyphs = 0;
  for (uint32_t i = 0; i < run->cluster_count; i++) {
    const struct frame_cluster *cluster = &run->clusters[i];
    if (cluster->bytes == 0 && cluster->glyphs == 0)
      return "a cluster stands for nothing";
    bytes += cluster->bytes;
    glyphs += cluster->glyphs;
    if (bytes > run->text_length || glyphs > run->glyph_count)
      return "its clusters go beyond its text or glyphs";
    if (bytes < run->text_length && ((unsigned char)run->text[bytes] & 0xC0) == 0x80)
      return "a cluster cuts a character";
  }
  if (bytes != run->text_length || glyphs != run->glyph_count)
    return "its clusters do not cover its text and glyphs";
  return NULL;
}

static bool verify_glyph(const struct frame_item *item, const struct frame_glyph *glyph)
{
  bool turned = item->as.run.turned;
  int64_t right = turned ? glyph->y : glyph->x, down = turned ? -(int64_t)glyph->x : glyph->y;
  return verify_length(item->x + right) && verify_length(item->y + down);
}

static const char *verify_run(const struct frame_document *document, const struct frame_item *item)
{
  const struct frame_run *run = &item->as.run;
  if (run->face >= document->face_count)
    return "its face does not exist";
  int64_t end = run->turned ? (int64_t)item->y - run->advance : (int64_t)item->x + run->advance;
  if (run->size <= 0 || run->size > LEN_MAX || !verify_length(end))
    return "its size or advance is out of range";
  if (utf8_first_bad(run->text, run->text_length) < run->text_length || memchr(run->text, '\0', run->text_length))
    return "its text is not UTF-8";
  for (uint32_t i = 0; i < run->glyph_count; i++)
    if (!verify_glyph(item, &run->glyphs[i]))
      return "a glyph is out of range";
  return verify_clusters(run);
}

static const char *verify_area(const struct frame_item *item, len width, len height)
{
  if (width < 0 || height < 0 || !verify_length((int64_t)item->x + width) || !verify_length((int64_t)item->y + height))
    return "its width or height is out of range";
  return NULL;
}

static const char *verify_rule(const struct frame_item *item)
{
  const struct frame_rule *rule = &item->as.rule;
  if (rule->dx != 0 && rule->dy != 0)
    return "a rule is slanting";
  if (rule->width <= 0 || rule->width > LEN_MAX || !verify_length((int64_t)item->x + rule->dx) ||
      !verify_length((int64_t)item->y + rule->dy))
    return "its length or width is out of range";
  return NULL;
}

static bool verify_point(const struct frame_item *item, struct frame_point point)
{
  return verify_length((int64_t)item->x + point.x) && verify_length((int64_t)item->y + point.y);
}

static const char *verify_path(const struct frame_item *item)
{
  const struct frame_path *path = &item->as.path;
  if (path->count == 0 || path->width < 0 || path->width > LEN_MAX)
    return "a path has no segment, or a width out of range";
  bool begun = false;
  for (uint32_t i = 0; i < path->count; i++) {
    const struct frame_segment *segment = &path->segments[i];
    if (!begun && segment->step != FRAME_STEP_MOVE)
      return "a part of a path does not begin with a move";
    begun = segment->step != FRAME_STEP_CLOSE;
    bool curve = segment->step == FRAME_STEP_CURVE;
    if ((begun && !verify_point(item, segment->to)) ||
        (curve && (!verify_point(item, segment->control[0]) || !verify_point(item, segment->control[1]))))
      return "a point of a path is out of range";
  }
  return NULL;
}

static const char *verify_image(const struct frame_item *item)
{
  const struct frame_image *image = &item->as.image;
  if (image->picture == NULL || image->width == 0 || image->height == 0)
    return "a picture has no bytes or no area";
  return verify_area(item, image->width, image->height);
}

static const char *verify_link(const struct frame_document *document, const struct frame_item *item)
{
  bool inside = item->as.link.uri == NULL;
  if (document->untagged)
    return "a link stands in a document without tags";
  if (inside && item->as.link.page >= document->page_count)
    return "a link leads nowhere";
  if (inside && (!verify_length(item->as.link.to_x) || !verify_length(item->as.link.to_y)))
    return "a link leads to a place off the paper";
  return verify_area(item, item->as.link.width, item->as.link.height);
}

static bool verify_is_ancestor(const struct frame_document *document, uint32_t ancestor, uint32_t element)
{
  while (element != ancestor && element != 0)
    element = document->elements[element].parent;
  return element == ancestor;
}

static bool verify_inside(struct frame_extent inner, struct frame_extent outer)
{
  return inner.left >= outer.left && inner.top >= outer.top && inner.right <= outer.right &&
         inner.bottom <= outer.bottom && inner.left < inner.right && inner.top < inner.bottom;
}

static const char *verify_boxes(const struct frame_page *page)
{
  static const struct frame_extent none = {0};
  if (memcmp(&page->trim, &none, sizeof none) == 0 && memcmp(&page->bleed, &none, sizeof none) == 0)
    return NULL;
  if (!verify_inside(page->trim, page->bleed))
    return "what is left when it is cut reaches beyond what is drawn";
  return verify_inside(page->bleed, (struct frame_extent){0, 0, page->width, page->height})
             ? NULL
             : "what is drawn reaches beyond the page";
}

static const char *verify_tag_begin(struct arena *arena, const struct frame_document *document,
                                    const struct frame_item *item, struct open_tags *open)
{
  uint32_t element = item->as.element;
  if (document->untagged)
    return "a tag begins in a document without tags";
  if (open->in_artifact)
    return "a tag begins inside an artifact";
  if (element >= document->element_count)
    return "its element does not exist";
  if (open->count > 0 &&
      (open->items[open->count - 1] == element || !verify_is_ancestor(document, open->items[open->count - 1], element)))
    return "it begins inside an element it does not belong to";
  *ARENA_PUSH(arena, open) = element;
  return NULL;
}

static const char *verify_tag_end(const struct frame_item *item, struct open_tags *open)
{
  if (open->in_artifact || open->count == 0 || open->items[open->count - 1] != item->as.element)
    return "it ends an element that is not the innermost one";
  open->count--;
  return NULL;
}

static const char *verify_artifact(const struct frame_item *item, struct open_tags *open)
{
  bool begin = item->kind == FRAME_ARTIFACT_BEGIN;
  if (begin == open->in_artifact)
    return begin ? "an artifact begins inside an artifact" : "it ends an artifact that has not begun";
  open->in_artifact = begin;
  return NULL;
}

static const char *verify_item(struct arena *arena, const struct frame_document *document,
                               const struct frame_item *item, struct open_tags *open)
{
  bool covered = open->in_artifact || open->count > 0;
  const char *uncovered = "it is inside no tag and no artifact";
  switch (item->kind) {
  case FRAME_RUN:
    return covered ? verify_run(document, item) : uncovered;
  case FRAME_RULE:
    return covered ? verify_rule(item) : uncovered;
  case FRAME_RECT:
    return covered ? verify_area(item, item->as.rect.width, item->as.rect.height) : uncovered;
  case FRAME_PATH:
    return covered ? verify_path(item) : uncovered;
  case FRAME_IMAGE:
    return covered ? verify_image(item) : uncovered;
  case FRAME_LINK:
    return verify_link(document, item);
  case FRAME_TAG_BEGIN:
    return verify_tag_begin(arena, document, item, open);
  case FRAME_TAG_END:
    return verify_tag_end(item, open);
  case FRAME_ARTIFACT_BEGIN:
  case FRAME_ARTIFACT_END:
    return verify_artifact(item, open);
  }
  return "its kind does not exist";
}

static const char *verify_page(struct arena *arena, const struct frame_document *document, size_t number)
{
  const struct frame_page *page = &document->pages[number];
  if (page->width < 3 * LEN_PT || page->width > LEN_MAX || page->height < 3 * LEN_PT || page->height > LEN_MAX)
    return arena_printf(arena, "page %zu has a size that no PDF may have", number);
  if (page->label == NULL)
    return arena_printf(arena, "page %zu has no label", number);
  const char *boxes = verify_boxes(page);
  if (boxes != NULL)
    return arena_printf(arena, "page %zu: %s", number, boxes);
  struct open_tags open = {0};
  for (size_t i = 0; i < page->count; i++) {
    const struct frame_item *item = &page->items[i];
    const char *wrong = !verify_length(item->x) || !verify_length(item->y) ? "its place is out of range"
                                                                           : verify_item(arena, document, item, &open);
    if (wrong != NULL)
      return arena_printf(arena, "page %zu, item %zu: %s", number, i, wrong);
  }
  if (open.count > 0 || open.in_artifact)
    return arena_printf(arena, "page %zu ends with a tag or an artifact open", number);
  return NULL;
}

static const char *verify_document(struct arena *arena, const struct frame_document *document)
{
  if (document->title == NULL || document->author == NULL || document->subject == NULL || document->lang == NULL)
    return arena_strdup(arena, "the title, author, subject or language is missing");
  if (document->year < 1 || document->year > 9999 || document->month < 1 || document->month > 12 || document->day < 1 ||
      document->day > 31)
    return arena_strdup(arena, "the date is no date");
  if (document->page_count == 0)
    return arena_strdup(arena, "there is no page");
  if (document->untagged && document->outline_count > 0)
    return arena_strdup(arena, "a document without tags has an outline");
  for (size_t i = 0; i < document->face_count; i++)
    if (document->faces[i].file == NULL || document->faces[i].name == NULL)
      return arena_printf(arena, "face %zu has no file or no name", i);
  return NULL;
}

const char *frame_verify(struct arena *arena, const struct frame_document *document)
{
  const char *wrong = verify_document(arena, document);
  if (wrong == NULL)
    wrong = verify_elements(arena, document);
  for (size_t i = 0; i < document->page_count && wrong == NULL; i++)
    wrong = verify_page(arena, document, i);
  return wrong == NULL ? verify_outline(arena, document) : wrong;
}
