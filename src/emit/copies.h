/* Copies: objects of the PDF that Cairo wrote, with all that they refer to, in the file that we make: its fonts. */
#ifndef NIANBAO_EMIT_COPIES_H
#define NIANBAO_EMIT_COPIES_H

#include <stdint.h>

#include <qpdf/qpdf-c.h>

#include "emit/objects.h"

struct emit_copies;

struct emit_copies *emit_copies_new(qpdf_data from, struct emit_objects *to);
/* The number that object `id` of Cairo's file has in ours; it is copied by emit_copies_finish. */
uint32_t emit_copies_number(struct emit_copies *copies, int id);
/* Puts all that was asked for, as it is now, and all it refers to. The copies are freed. */
void emit_copies_finish(struct emit_copies *copies);

#endif
