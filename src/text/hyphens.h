/* Hyphens: where Latin words may be divided, by a dictionary of the hyphen library (CL-37). */
#ifndef NIANBAO_TEXT_HYPHENS_H
#define NIANBAO_TEXT_HYPHENS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/span.h"

struct hyphens;

/* Opens the dictionary hyph_NAME.dic of the system, such as "en_US". NULL where there is none, which is reported at
 * `place`, or where NAME is NULL. */
struct hyphens *hyphens_open(const char *name, struct span place, struct diags *diags);
void hyphens_close(struct hyphens *hyphens); /* NULL is allowed */

/* divides[i] becomes true where the word of `length` ASCII letters may be divided before letter i. At least two letters
 * stay before a hyphen and three come behind it. */
void hyphens_divide(const struct hyphens *hyphens, const char *word, size_t length, bool *divides);

#endif
