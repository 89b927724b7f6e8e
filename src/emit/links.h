/* Links: the areas of a page that lead somewhere, as annotations (ISO 32000-1, 12.5.6.5) that belong to their elements
 * (ISO 14289-1, 7.18). */
#ifndef NIANBAO_EMIT_LINKS_H
#define NIANBAO_EMIT_LINKS_H

#include <glib.h>

#include "emit/objects.h"
#include "emit/owners.h"
#include "emit/structure.h"
#include "frame/frame.h"

/* The document and where its pages are: objects first_page, first_page + 1 … */
struct emit_target {
  const struct frame_document *document;
  uint32_t first_page;
  struct emit_objects *objects;
  struct emit_structure *structure;
};

/* Puts the annotations of page `number`, and appends the page's entry for them, none where it has no link. */
void emit_append_links(GString *page, const struct emit_target *target, size_t number, const struct emit_owner *owners);

#endif
