#include "preview/version.h"

#include <string.h>

/* --- digests: 128 bits, to tell pages apart, not to withstand anyone --- */

struct digest {
  uint64_t a, b;
};

static void mix(struct digest *digest, uint64_t value)
{
  digest->a = (digest->a ^ value) * UINT64_C(0x9E3779B97F4A7C15);
  digest->a ^= digest->a >> 29;
  digest->b = (digest->b ^ (value + (digest->b << 7))) * UINT64_C(0xD6E8FEB86659FD93);
  digest->b ^= digest->b >> 32;
}

static uint64_t pair_of(int32_t high, int32_t low)
{
  return (uint64_t)(uint32_t)high << 32 | (uint32_t)low;
}

/* Of much, each half of the digest takes one part. */
static void mix_two(struct digest *digest, uint64_t first, uint64_t second)
{
  digest->a = (digest->a ^ first) * UINT64_C(0x9E3779B97F4A7C15);
  digest->a ^= digest->a >> 29;
  digest->b = (digest->b ^ second) * UINT64_C(0xD6E8FEB86659FD93);
  digest->b ^= digest->b >> 32;
}

static void mix_pair(struct digest *digest, int32_t high, int32_t low)
{
  mix(digest, pair_of(high, low));
}

static void mix_bytes(struct digest *digest, const char *bytes, size_t size)
{
  mix(digest, size);
  for (size_t at = 0; at < size; at += 16) {
    uint64_t words[2] = {0, 0};
    memcpy(words, bytes + at, MIN(size - at, sizeof words));
    mix_two(digest, words[0], words[1]);
  }
}

static void mix_colour(struct digest *digest, struct frame_colour colour)
{
  mix_pair(digest, colour.red << 8 | colour.green, colour.blue);
}

static void mix_run(struct digest *digest, const struct frame_run *run, const uint32_t *faces)
{
  mix_pair(digest, (int32_t)faces[run->face], run->size);
  mix_pair(digest, run->advance, run->turned);
  mix_colour(digest, run->colour);
  mix(digest, run->glyph_count);
  for (uint32_t i = 0; i < run->glyph_count; i++)
    mix_two(digest, pair_of(run->glyphs[i].x, run->glyphs[i].y), run->glyphs[i].id);
  mix_bytes(digest, run->text, run->text_length);
}

static void mix_path(struct digest *digest, const struct frame_path *path)
{
  mix_pair(digest, path->width, (int32_t)path->count);
  mix_colour(digest, path->colour);
  for (uint32_t i = 0; i < path->count; i++) {
    const struct frame_segment *segment = &path->segments[i];
    mix_pair(digest, (int32_t)segment->step, segment->to.x);
    mix_pair(digest, segment->to.y, segment->control[0].x);
    mix_pair(digest, segment->control[0].y, segment->control[1].x);
    mix(digest, (uint32_t)segment->control[1].y);
  }
}

/* What leaves ink, and nothing else: not where it comes from in the source, which every edit above it moves. */
static void mix_item(struct digest *digest, const struct frame_item *item, const uint32_t *faces)
{
  switch (item->kind) {
  case FRAME_RUN:
    mix_run(digest, &item->as.run, faces);
    break;
  case FRAME_RULE:
    mix_pair(digest, item->as.rule.dx, item->as.rule.dy);
    mix(digest, (uint32_t)item->as.rule.width);
    mix_colour(digest, item->as.rule.colour);
    break;
  case FRAME_RECT:
    mix_pair(digest, item->as.rect.width, item->as.rect.height);
    mix_colour(digest, item->as.rect.colour);
    break;
  case FRAME_PATH:
    mix_path(digest, &item->as.path);
    break;
  case FRAME_IMAGE:
    mix_pair(digest, item->as.image.width, item->as.image.height);
    mix_bytes(digest, item->as.image.picture->digest, PICTURE_DIGEST_SIZE);
    break;
  case FRAME_LINK:
  case FRAME_TAG_BEGIN:
  case FRAME_TAG_END:
  case FRAME_ARTIFACT_BEGIN:
  case FRAME_ARTIFACT_END:
    return;
  }
  mix_pair(digest, item->x, item->y);
  mix(digest, item->kind);
}

static void digest_page(const struct frame_page *page, const uint32_t *faces, char out[DIGEST_SIZE])
{
  struct digest digest = {1, 2};
  mix_pair(&digest, page->width, page->height);
  for (size_t i = 0; i < page->count; i++)
    mix_item(&digest, &page->items[i], faces);
  g_snprintf(out, DIGEST_SIZE, "%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x", digest.a, digest.b);
}

/* --- versions --- */

size_t version_page_count(const struct version *version)
{
  return version && version->run.document ? version->run.document->page_count : 0;
}

struct version *version_new(unsigned number, struct preview_run run, struct emit_shapes *shapes)
{
  struct version *version = g_new0(struct version, 1);
  version->number = number;
  version->run = run;
  if (!run.document)
    return version;
  version->faces = g_new(uint32_t, run.document->face_count);
  for (size_t i = 0; i < run.document->face_count; i++)
    version->faces[i] = emit_shapes_face(shapes, &run.document->faces[i]);
  size_t count = run.document->page_count;
  version->digests = g_malloc_n(count, DIGEST_SIZE);
  for (size_t i = 0; i < count; i++)
    digest_page(&run.document->pages[i], version->faces, version->digests[i]);
  return version;
}

void version_free(struct version *version)
{
  if (!version)
    return;
  version->run.release(version->run.data);
  g_free(version->digests);
  g_free(version->faces);
  g_free(version);
}

int version_find_page(const struct version *version, const char *digest)
{
  for (size_t i = 0; i < version_page_count(version); i++)
    if (strcmp(version->digests[i], digest) == 0)
      return (int)i;
  return -1;
}

static const struct picture *find_on_page(const struct frame_page *page, const char *digest)
{
  for (size_t i = 0; i < page->count; i++)
    if (page->items[i].kind == FRAME_IMAGE && strcmp(page->items[i].as.image.picture->digest, digest) == 0)
      return page->items[i].as.image.picture;
  return NULL;
}

const struct picture *version_find_picture(const struct version *version, const char *digest)
{
  const struct picture *found = NULL;
  for (size_t i = 0; i < version_page_count(version) && !found; i++)
    found = find_on_page(&version->run.document->pages[i], digest);
  return found;
}

uint32_t version_find_file(const struct version *version, const char *name)
{
  const struct files *files = version->run.files;
  for (uint32_t i = 1; i < files->count; i++)
    if (strcmp(files_get(files, i)->name, name) == 0)
      return i;
  return 0;
}
