/* Owners: what each item of a page belongs to, an element or an artifact; and where figures are. */
#ifndef NIANBAO_EMIT_OWNERS_H
#define NIANBAO_EMIT_OWNERS_H

#include <stdbool.h>
#include <stdint.h>

#include "emit/structure.h"
#include "frame/frame.h"

struct emit_owner {
  bool is_artifact;
  enum frame_artifact artifact;
  uint32_t element; /* where it is no artifact: the innermost one; 0 for a link beside the structure */
};

/* One of each item, freed with g_free. Tells the structure the boxes of the page's figures. */
struct emit_owner *emit_owners_find(const struct frame_document *document, const struct frame_page *page,
                                    struct emit_structure *structure);

#endif
