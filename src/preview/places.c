#include "preview/places.h"

#include <string.h>

/* The square of a character about its baseline, in thousandths of its size: the ideographic box. */
enum { ABOVE_BASELINE = 880 };

/* --- from the source to the page --- */

/* Where the source has the very bytes of the run, a part of it is known to the character. */
static bool is_verbatim(const struct files *files, const struct frame_item *item)
{
  struct span span = item->span;
  const struct frame_run *run = &item->as.run;
  const struct file *file = files_get(files, span.file);
  return span.end - span.begin == run->text_length && span.end <= file->size &&
         memcmp(file->bytes + span.begin, run->text, run->text_length) == 0;
}

/* From where to where along the line the bytes [begin, end) of the run's text reach. */
static void find_stretch(const struct frame_run *run, uint32_t begin, uint32_t end, len *from, len *to)
{
  uint32_t byte = 0, glyph = 0;
  *from = run->advance;
  *to = 0;
  for (uint32_t i = 0; i < run->cluster_count; i++) {
    const struct frame_cluster *cluster = &run->clusters[i];
    uint32_t next = glyph + cluster->glyphs;
    if (byte < end && begin < byte + cluster->bytes && cluster->glyphs) {
      *from = len_min(*from, run->glyphs[glyph].x);
      *to = len_max(*to, next < run->glyph_count ? run->glyphs[next].x : run->advance);
    }
    byte += cluster->bytes;
    glyph = next;
  }
  if (*from >= *to) {
    *from = 0;
    *to = run->advance;
  }
}

static struct page_area stretch_area(size_t page, const struct frame_item *item, len from, len to)
{
  len size = item->as.run.size, above = len_scale(size, ABOVE_BASELINE, 1000);
  if (item->as.run.turned)
    return (struct page_area){page, item->x - above, item->y - to, size, to - from};
  return (struct page_area){page, item->x + from, item->y - above, to - from, size};
}

struct page_area places_run_part(size_t page, const struct frame_item *item, uint32_t begin, uint32_t end)
{
  len from, to;
  find_stretch(&item->as.run, begin, end, &from, &to);
  return stretch_area(page, item, from, to);
}

static struct page_area run_area(const struct version *version, size_t page, const struct frame_item *item,
                                 struct span span)
{
  const struct frame_run *run = &item->as.run;
  len from = 0, to = run->advance;
  if (is_verbatim(version->run.files, item)) {
    uint32_t begin = span.begin > item->span.begin ? span.begin - item->span.begin : 0;
    find_stretch(run, begin, MIN(span.end, item->span.end) - item->span.begin, &from, &to);
  }
  return stretch_area(page, item, from, to);
}

/* How a run must belong to a span: be made from just it, as the total of a row is from the row; or share a byte. */
enum match { MATCH_WHOLE, MATCH_ANY };

static bool is_made_from(const struct frame_item *item, struct span span, enum match match)
{
  if (item->kind != FRAME_RUN || item->span.file != span.file || !item->as.run.glyph_count)
    return false;
  if (match == MATCH_WHOLE)
    return item->span.begin == span.begin && item->span.end == span.end;
  return item->span.begin < span.end && span.begin < item->span.end;
}

static void widen(struct page_area *area, const struct page_area *by)
{
  len right = len_max(area->x + area->width, by->x + by->width),
      bottom = len_max(area->y + area->height, by->y + by->height);
  area->x = len_min(area->x, by->x);
  area->y = len_min(area->y, by->y);
  area->width = right - area->x;
  area->height = bottom - area->y;
}

static size_t find_on_page(const struct version *version, size_t number, struct span span, enum match match,
                           struct page_area out[AREAS_MAX])
{
  const struct frame_page *page = &version->run.document->pages[number];
  struct page_area around;
  size_t count = 0;
  for (size_t i = 0; i < page->count; i++) {
    if (!is_made_from(&page->items[i], span, match))
      continue;
    struct page_area area = run_area(version, number, &page->items[i], span);
    if (count == 0)
      around = area;
    widen(&around, &area);
    if (count < AREAS_MAX)
      out[count] = area;
    count++;
  }
  if (count <= AREAS_MAX)
    return count;
  out[0] = around;
  return 1;
}

static size_t find_span(const struct version *version, struct span span, struct page_area out[AREAS_MAX])
{
  size_t count = 0;
  for (int match = MATCH_WHOLE; match <= MATCH_ANY && !count; match++)
    for (size_t i = 0; i < version_page_count(version) && !count; i++)
      count = find_on_page(version, i, span, (enum match)match, out);
  return count;
}

/* The span widened to whole lines. */
static struct span span_lines(const struct files *files, struct span span)
{
  const struct file *file = files_get(files, span.file);
  while (span.begin > 0 && file->bytes[span.begin - 1] != '\n')
    span.begin--;
  while (span.end < file->size && file->bytes[span.end] != '\n')
    span.end++;
  return span;
}

size_t places_find(const struct version *version, struct span span, struct page_area out[AREAS_MAX])
{
  if (!span_known(span) || !version_page_count(version))
    return 0;
  if (span.begin == span.end)
    span.end++;
  size_t count = find_span(version, span, out);
  return count ? count : find_span(version, span_lines(version->run.files, span), out);
}

/* --- from the page to the source --- */

static const struct frame_item *find_run(const struct frame_page *page, uint32_t number)
{
  for (size_t i = 0; i < page->count; i++)
    if (page->items[i].kind == FRAME_RUN && number-- == 0)
      return &page->items[i];
  return NULL;
}

/* The bytes of the character of the run that stands at `along` the line. */
static struct span narrow_span(const struct frame_item *item, len along)
{
  const struct frame_run *run = &item->as.run;
  struct span out = item->span;
  uint32_t byte = 0, glyph = 0;
  for (uint32_t i = 0; i < run->cluster_count; i++) {
    if (run->clusters[i].glyphs && glyph < run->glyph_count && run->glyphs[glyph].x <= along) {
      out.begin = item->span.begin + byte;
      out.end = out.begin + run->clusters[i].bytes;
    }
    byte += run->clusters[i].bytes;
    glyph += run->clusters[i].glyphs;
  }
  return out;
}

struct span places_source(const struct version *version, size_t page, uint32_t run, struct frame_point point)
{
  if (page >= version_page_count(version))
    return SPAN_NONE;
  const struct frame_item *item = find_run(&version->run.document->pages[page], run);
  if (!item || !span_known(item->span))
    return SPAN_NONE;
  len along = item->as.run.turned ? item->y - point.y : point.x - item->x;
  return is_verbatim(version->run.files, item) ? narrow_span(item, along) : item->span;
}

void places_write_area(GString *out, const struct page_area *area)
{
  g_string_append_printf(out, "[%zu,%d,%d,%d,%d]", area->page, area->x, area->y, area->width, area->height);
}
