/* Embed: files that travel in a PDF, as associated files (ISO 19005-3, 6.8; ISO 32000-2, 7.11.4). */
#ifndef NIANBAO_EMIT_EMBED_H
#define NIANBAO_EMIT_EMBED_H

#include <glib.h>

#include "emit/objects.h"
#include "frame/frame.h"

/* Puts the document's attachments, and appends the entries of the catalog that lead to them: /AF, and /Names, where
 * the keys are their paths. Nothing where there are none. Their dates are the document's. */
void emit_append_attachments(GString *catalog, struct emit_objects *objects, const struct frame_document *document);

/* The name of a relation in a file specification: "/Source". */
const char *emit_relation_name(enum frame_relation relation);

#endif
