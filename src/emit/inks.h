/* Inks: Cairo sets every colour as RGB, and what is meant for a printing condition is set as CMYK. */
#ifndef NIANBAO_EMIT_INKS_H
#define NIANBAO_EMIT_INKS_H

#include <stddef.h>

#include <glib.h>

/* The operands of rg or RG begin at `operands` in `out` and are the last of it: "r g b ". They become "c m y k " and
 * the operator `inks`, k or K: as much black as can be, so that gray is black alone. */
void emit_inks(GString *out, size_t operands, const char *inks);

#endif
