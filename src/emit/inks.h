/* Inks: Cairo sets every colour as RGB, and what is meant for a printing condition is set as CMYK. */
#ifndef NIANBAO_EMIT_INKS_H
#define NIANBAO_EMIT_INKS_H

#include <stddef.h>

#include <glib.h>

/* A copy of a page's content stream in which "r g b rg" is "c m y k k" and "r g b RG" is "c m y k K": as much black as
 * can be, so that gray is black alone; all else byte for byte. The stream must hold no inline image. */
GString *emit_inks_content(const char *content, size_t size);

#endif
