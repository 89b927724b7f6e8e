/* Objects: a PDF file made object by object (ISO 32000-1, 7.5). Whatever is no stream goes, a few hundred together,
 * into deflated object streams as soon as it is there, so that a table's hundred thousand cells need the memory of the
 * file they become and no more. The same objects in the same order give the same bytes; the file's ID is made from
 * them. */
#ifndef NIANBAO_EMIT_OBJECTS_H
#define NIANBAO_EMIT_OBJECTS_H

#include <stddef.h>
#include <stdint.h>

#include <glib.h>

#include "emit/emit.h"

struct emit_objects;

struct emit_objects *emit_objects_new(void);

/* The first of `count` numbers for objects that are put later, in any order, each once. */
uint32_t emit_objects_reserve(struct emit_objects *objects, size_t count);

/* An object that is no stream. `value` is left to the caller. */
void emit_objects_put(struct emit_objects *objects, uint32_t number, const GString *value);

/* A stream. `entries` are those of its dictionary besides Length and Filter: "/Type/Metadata"; or NULL. */
enum emit_packing { EMIT_PLAIN, EMIT_DEFLATED };
void emit_objects_put_stream(struct emit_objects *objects, uint32_t number, const char *entries, const void *data,
                             size_t size, enum emit_packing packing);

/* The file, with what reads it first: its catalog and its information. The objects are freed. */
struct emit_bytes emit_objects_finish(struct emit_objects *objects, uint32_t catalog, uint32_t information);

#endif
