/* Which pages differ: everything that is drawn on them counts, where it comes from in the source does not. */
#include <string.h>

#include "diff/diff.h"
#include "diff/words.h"

static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t size)
{
  return words_hash_text(bytes, size, hash);
}

static uint64_t hash_run(uint64_t hash, const struct frame_document *document, const struct frame_run *run)
{
  const char *face = document->faces[run->face].name;
  hash = hash_bytes(hash, face, strlen(face));
  hash = hash_bytes(hash, &run->size, sizeof run->size);
  hash = hash_bytes(hash, &run->colour, sizeof run->colour);
  hash = hash_bytes(hash, run->text, run->text_length);
  return hash_bytes(hash, run->glyphs, run->glyph_count * sizeof *run->glyphs);
}

static uint64_t hash_item(uint64_t hash, const struct frame_document *document, const struct frame_item *item)
{
  hash = hash_bytes(hash, &item->kind, sizeof item->kind);
  hash = hash_bytes(hash, &item->x, sizeof item->x);
  hash = hash_bytes(hash, &item->y, sizeof item->y);
  switch (item->kind) {
  case FRAME_RUN:
    return hash_run(hash, document, &item->as.run);
  case FRAME_RULE:
    return hash_bytes(hash, &item->as.rule, sizeof item->as.rule);
  case FRAME_RECT:
    return hash_bytes(hash, &item->as.rect, sizeof item->as.rect);
  case FRAME_PATH:
    for (uint32_t i = 0; i < item->as.path.count; i++)
      hash = hash_bytes(hash, &item->as.path.segments[i].to, sizeof item->as.path.segments[i].to);
    return hash;
  case FRAME_IMAGE:
    hash = hash_bytes(hash, item->as.image.picture->digest, PICTURE_DIGEST_SIZE);
    hash = hash_bytes(hash, &item->as.image.width, sizeof item->as.image.width);
    return hash_bytes(hash, &item->as.image.height, sizeof item->as.image.height);
  case FRAME_LINK:
    return item->as.link.uri ? hash_bytes(hash, item->as.link.uri, strlen(item->as.link.uri)) : hash;
  case FRAME_TAG_BEGIN:
  case FRAME_TAG_END:
  case FRAME_ARTIFACT_BEGIN:
  case FRAME_ARTIFACT_END:
    break;
  }
  return hash;
}

static uint64_t hash_page(const struct frame_document *document, size_t number)
{
  const struct frame_page *page = &document->pages[number];
  uint64_t hash = hash_bytes(1, page->label, strlen(page->label));
  for (size_t i = 0; i < page->count; i++) {
    if (page->items[i].kind < FRAME_TAG_BEGIN)
      hash = hash_item(hash, document, &page->items[i]);
  }
  return hash;
}

bool *pages_touched(struct arena *arena, const struct frame_document *before, const struct frame_document *after)
{
  bool *touched = ARENA_ARRAY(arena, after->page_count, bool);
  for (size_t i = 0; i < after->page_count; i++)
    touched[i] = i >= before->page_count || hash_page(before, i) != hash_page(after, i);
  return touched;
}
