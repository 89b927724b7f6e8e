/* Web: the report as one self-contained page of HTML, published beside the PDF. It is made of the same blocks, so that
 * its words and figures are those of the PDF; only charts, which are geometry, come out of the frame. No scripts,
 * nothing that is fetched from elsewhere. Output bytes depend on the document alone. */
#ifndef NIANBAO_WEB_WEB_H
#define NIANBAO_WEB_WEB_H

#include "block/block.h"
#include "frame/frame.h"
#include "style/style.h"

struct web_page {
  const char *html; /* UTF-8, in the arena */
  size_t size;
};

/* `document` has the pages that were built of `blocks`; `draft`: a notice at the top, and wrong cells marked. */
struct web_page web_build(struct arena *arena, const struct blocks *blocks, const struct sheet *sheet,
                          const struct frame_document *document, bool draft);

#endif
