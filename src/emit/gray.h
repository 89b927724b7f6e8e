/* Gray: Cairo sets every colour as RGB, and RGB black is printed from four inks on a press. */
#ifndef NIANBAO_EMIT_GRAY_H
#define NIANBAO_EMIT_GRAY_H

#include <stdbool.h>
#include <stddef.h>

#include <glib.h>

/* The operands of rg or RG begin at `operands` in `out` and are the last of it: "c c c ". If the three are written
 * alike, they become "c " and the operator `gray`, g or G, is written behind them. Whether they were. */
bool emit_gray(GString *out, size_t operands, const char *gray);

#endif
