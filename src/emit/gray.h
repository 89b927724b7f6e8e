/* Gray: Cairo sets every colour as RGB, and RGB black is printed from four inks on a press. */
#ifndef NIANBAO_EMIT_GRAY_H
#define NIANBAO_EMIT_GRAY_H

#include <stddef.h>

#include <glib.h>

/* A copy of a page's content stream in which "c c c rg" is "c g" and "c c c RG" is "c G" wherever the three components
 * are the same; all else byte for byte. The stream must hold no inline image. */
GString *emit_gray_content(const char *content, size_t size);

#endif
