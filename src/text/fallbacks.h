/* Fallbacks: what the fonts remember of replaced characters. text/'s own; callers see fonts.h. */
#ifndef NIANBAO_TEXT_FALLBACKS_H
#define NIANBAO_TEXT_FALLBACKS_H

#include "text/fonts.h"

struct fallbacks;

struct fallbacks *fallbacks_new(void);
void fallbacks_free(struct fallbacks *fallbacks);

/* See fonts_add_fallback; `rank` is the role's place in the role table. */
bool fallbacks_add(struct fallbacks *fallbacks, const struct fallback *found, uint32_t rank);
size_t fallbacks_places(const struct fallbacks *fallbacks);
const struct fallback *fallbacks_list(const struct fallbacks *fallbacks, size_t *count);

#endif
