/* Metadata: what a PDF says about itself, in its Info dictionary and, the same, as XMP (ISO 16684-1): that it is a
 * PDF/A (ISO 19005-2, level A) and a PDF/UA (ISO 14289-1), too. */
#ifndef NIANBAO_EMIT_METADATA_H
#define NIANBAO_EMIT_METADATA_H

#include <stdint.h>

#include "emit/objects.h"
#include "frame/frame.h"

/* Each gives the number of the object. */
uint32_t emit_put_information(struct emit_objects *objects, const struct frame_document *document);
uint32_t emit_put_metadata(struct emit_objects *objects, const struct frame_document *document);

#endif
