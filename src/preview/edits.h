/* Edits: what was edited last, found by comparing the files of one version with those of the version before it. */
#ifndef NIANBAO_PREVIEW_EDITS_H
#define NIANBAO_PREVIEW_EDITS_H

#include "preview/version.h"

struct edits;

struct edits *edits_new(void);
void edits_free(struct edits *edits);

/* What differs in a file of `version`, which has pages, from how it was before; SPAN_NONE where nothing does, where the
 * file is new, and where a piece of it seems to be missing yet: programs may save in several pieces. When the rest has
 * come, the edit is what differs from the file as it was when it was last whole. */
struct span edits_take(struct edits *edits, const struct version *version);

#endif
