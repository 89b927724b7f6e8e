/* Find: words on all pages. The browser has words only of the pages near its window. */
#ifndef NIANBAO_PREVIEW_FIND_H
#define NIANBAO_PREVIEW_FIND_H

#include <glib.h>

#include "preview/version.h"

enum {
  FIND_BYTES_MAX = 400, /* of the words looked for */
  FIND_PLACES_MAX = 500 /* that are told; the rest are counted */
};

/* Appends where `words` (UTF-8) stand on the pages, in order:
 *   {"count", "places": [[[page, x, y, width, height], …], …]}, for each place an area a line.
 * Capital and small letters are the same, white space and the ends of lines are none; what is looked for stands in one
 * paragraph, heading or cell, on one page. Folios, running heads and heads of tables that are repeated do not count. */
void find_write(GString *out, const struct version *version, const char *words);

#endif
