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

/* The line of `span` with a line-number gutter, and a line with ^~~~ under the span. A long line is cut to the part
 * around it. */
void show_excerpt(GString *out, const struct files *files, struct span span, bool colour);

#endif
