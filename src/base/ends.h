/* Ends: what two versions of a text share at both ends, so that what lies between is what was edited. */
#ifndef NIANBAO_BASE_ENDS_H
#define NIANBAO_BASE_ENDS_H

#include <stddef.h>

/* How many bytes both begin with, and with how many of what is left both end. */
struct ends {
  size_t same, rest;
};

struct ends ends_find(const char *before, size_t before_size, const char *after, size_t after_size);

#endif
