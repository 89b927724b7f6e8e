/* Profile: the colours that a PDF is meant for (ISO 19005-2, 6.2.3): sRGB, as an ICC profile. Made here from its
 * definition, which is shorter than any file of it. */
#ifndef NIANBAO_EMIT_PROFILE_H
#define NIANBAO_EMIT_PROFILE_H

#include <stdint.h>

#include <glib.h>

#include "emit/objects.h"

/* ICC.1:2004-10 (version 4.2). */
GByteArray *emit_profile_srgb(void);
/* Appends an OutputIntents entry for the catalog. */
void emit_profile_append_intent(GString *catalog, struct emit_objects *objects);

#endif
