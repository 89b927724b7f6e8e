/* Text of unknown content made fit for a terminal or a JSON string: nothing invisible, nothing that moves the cursor or
 * turns the direction of writing, nothing ill-formed. */
#ifndef NIANBAO_BASE_SHOW_H
#define NIANBAO_BASE_SHOW_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/file.h"

/* Appends the character at text[0] as a terminal may see it (control characters and the like as <U+202E>, bytes that
 * are not UTF-8 as <B1>, a line break or tab as a space) and adds its columns to *width, which may be NULL. Gives the
 * bytes it took; length must not be 0. */
size_t show_character(GString *out, const char *text, size_t length, size_t *width);
void show_text(GString *out, const char *text);
/* A JSON string with its quotes, or null for NULL. */
void show_json(GString *out, const char *text);

struct show_look {
  bool colour;
  unsigned columns; /* of the terminal; 0: of none */
};

/* The line of spans[0] with a line-number gutter, and below it a line with marks under the spans, those of other lines
 * left out. `primary` is false where none of them is what the finding is about. A long line is cut to the part around
 * the first span, with … at its ends. */
void show_excerpt(GString *out, const struct files *files, const struct span *spans, size_t count, bool primary,
                  struct show_look look);

#endif
