/* Bytes: how the backends gather what they give away. */
#ifndef NIANBAO_EMIT_BYTES_H
#define NIANBAO_EMIT_BYTES_H

#include <cairo.h>
#include <glib.h>

#include "emit/emit.h"

/* A cairo_write_func_t that appends to a GByteArray. */
cairo_status_t emit_bytes_append(void *array, const unsigned char *bytes, unsigned size);
/* The array's bytes; the array itself is freed. */
struct emit_bytes emit_bytes_take(GByteArray *array);

#endif
