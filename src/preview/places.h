/* Places: from a place in the source to where it stands on the pages, and back. */
#ifndef NIANBAO_PREVIEW_PLACES_H
#define NIANBAO_PREVIEW_PLACES_H

#include <glib.h>

#include "preview/version.h"

struct page_area {
  size_t page; /* from 0 */
  len x, y, width, height;
};

/* Where what was made from `span` stands: each piece of a line, or one area around all of them where they are many.
 * Only on the first page that has any. Where nothing was made from the span itself (a key, a total left out), that of
 * its lines. Gives how many of `out` are filled. */
#define AREAS_MAX 6
size_t places_find(const struct version *version, struct span span, struct page_area out[AREAS_MAX]);

/* The source of what stands at (x, y), a point of the given run of a page; SPAN_NONE for what no source has. */
struct span places_source(const struct version *version, size_t page, uint32_t run, struct frame_point point);

/* Where the bytes [begin, end) of a run's text stand; `item` is a run of that page. */
struct page_area places_run_part(size_t page, const struct frame_item *item, uint32_t begin, uint32_t end);

void places_write_area(GString *out, const struct page_area *area); /* [page, x, y, width, height] */

#endif
