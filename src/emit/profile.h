/* Profile: the colours that a PDF is meant for (ISO 19005-2, 6.2.3): sRGB, as an ICC profile. Made here from its
 * definition, which is shorter than any file of it. */
#ifndef NIANBAO_EMIT_PROFILE_H
#define NIANBAO_EMIT_PROFILE_H

#include <stdint.h>

#include <glib.h>

#include "emit/objects.h"

/* ICC.1:2004-10 (version 4.2). */
GByteArray *emit_profile_srgb(void);
/* Each appends an OutputIntents entry for the catalog: that profile, or a printing condition that is registered under
 * its name and needs none (ISO 15930). No profile of CMYK is free, so what is meant for a press is no PDF/A. */
void emit_profile_append_intent(GString *catalog, struct emit_objects *objects);
void emit_profile_append_condition(GString *catalog, const char *condition);

#endif
