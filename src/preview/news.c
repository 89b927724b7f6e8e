/* News: the message about a version. It carries the pages that have changed, if they are few, and the outlines of
 * glyphs that no version before it had, so that an edit is on the screen without another question. */
#include <string.h>

#include "base/show.h"
#include "preview/places.h"
#include "preview/problems.h"
#include "preview/server.h"

enum {
  CARRIED_PAGES = 3, /* changed pages that come along; the others are asked for when they are to be seen */
  CARRIED_GLYPHS = 200
};

static void write_pages(GString *out, const struct version *shown)
{
  g_string_append(out, ",\"pages\":[");
  for (size_t i = 0; shown && i < version_page_count(shown); i++) {
    const struct frame_page *page = &shown->run.document->pages[i];
    g_string_append_printf(out, "%s[\"%s\",%d,%d,", i ? "," : "", shown->digests[i], page->width, page->height);
    show_json(out, page->label);
    g_string_append_c(out, ']');
  }
  g_string_append_c(out, ']');
}

static void carry_page(GString *out, const struct version *shown, size_t page, struct emit_shapes *shapes, int *count)
{
  g_string_append_printf(out, "%s\"%s\":", (*count)++ ? "," : "", shown->digests[page]);
  drawing_write(out, shown, page, shapes);
}

static bool is_new(const struct version *shown, const struct version *before, size_t page)
{
  return version_find_page(before, shown->digests[page]) < 0;
}

/* The page of the edit before all others. */
static void write_drawn(GString *out, const struct version *shown, const struct version *before, size_t first,
                        struct emit_shapes *shapes)
{
  int count = 0;
  g_string_append(out, ",\"drawn\":{");
  size_t pages = before ? version_page_count(shown) : 0;
  if (first < pages && is_new(shown, before, first))
    carry_page(out, shown, first, shapes, &count);
  for (size_t i = 0; i < pages && count < CARRIED_PAGES; i++)
    if (i != first && is_new(shown, before, i))
      carry_page(out, shown, i, shapes, &count);
  g_string_append_c(out, '}');
}

static void write_glyphs(GString *out, const struct emit_shapes *shapes, uint32_t known)
{
  uint32_t count = emit_shapes_count(shapes);
  g_string_append_printf(out, ",\"glyphs\":{\"from\":%u,\"outlines\":[", known);
  for (uint32_t i = known; i < count && count - known <= CARRIED_GLYPHS; i++) {
    g_string_append(out, i > known ? ",\"" : "\"");
    emit_shapes_outline(out, shapes, i);
    g_string_append_c(out, '"');
  }
  g_string_append(out, "]}");
}

/* Gives the page, or SIZE_MAX. */
static size_t write_edit(GString *out, struct edits *edits, const struct version *next)
{
  struct page_area areas[AREAS_MAX];
  struct span span = next->run.document ? edits_take(edits, next) : SPAN_NONE;
  size_t count = places_find(next, span, areas);
  g_string_append(out, ",\"edit\":[");
  for (size_t i = 0; i < count; i++) {
    g_string_append(out, i ? "," : "");
    places_write_area(out, &areas[i]);
  }
  g_string_append_c(out, ']');
  return count ? areas[0].page : SIZE_MAX;
}

static void write_news(GString *out, const struct preview *preview, const struct version *next,
                       const struct version *before)
{
  bool stale = next != preview->shown;
  uint32_t known = emit_shapes_count(preview->shapes);
  g_string_append_printf(out, "{\"version\":%u,\"shown\":%u,\"stale\":%s", next->number,
                         preview->shown ? preview->shown->number : 0, stale ? "true" : "false");
  g_string_append_printf(out, ",\"errors\":%zu,\"warnings\":%zu", problems_count(next, DIAG_ERROR),
                         problems_count(next, DIAG_WARNING));
  g_string_append(out, ",\"title\":");
  show_json(out, preview->shown ? preview->shown->run.document->title : NULL);
  write_pages(out, preview->shown);
  size_t edited = write_edit(out, preview->edits, next);
  if (!stale)
    write_drawn(out, next, before, edited, preview->shapes);
  write_glyphs(out, preview->shapes, known);
  g_string_append(out, ",\"problems\":");
  problems_write(out, next);
  g_string_append_c(out, '}');
}

void news_publish(struct preview *preview, struct version *next)
{
  struct version *before = preview->last, *shown = preview->shown;
  if (next->run.document)
    preview->shown = next;
  GString *out = g_string_new(NULL);
  write_news(out, preview, next, shown);
  g_free(preview->news);
  preview->news = g_string_free(out, FALSE);
  preview->last = next;
  if (before != preview->shown && before != shown)
    version_free(before);
  if (shown != preview->shown)
    version_free(shown);
}
