/* Problems: the findings of a run, for the panel beside the pages. */
#ifndef NIANBAO_PREVIEW_PROBLEMS_H
#define NIANBAO_PREVIEW_PROBLEMS_H

#include <glib.h>

#include "preview/version.h"

#define PROBLEMS_MAX 200 /* errors before warnings; the rest are counted */

/* Appends a JSON array, in the order of the source, each
 *   {"number", "severity", "code", "message", "hint", "file", "line", "column", "excerpt", "marks": [[page, x, y,
 * width, height]], "related": [{"message", "file", "line", "marks"}]} “number” is its place among the version's
 * findings, as added. A line of 0 says that the place is not known; hint, file and excerpt are null where there is
 * none. */
void problems_write(GString *out, const struct version *version);
/* How many there are of a severity. */
size_t problems_count(const struct version *version, enum diag_severity severity);

#endif
