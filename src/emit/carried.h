/* Carried: the files that travel in a PDF (emit/embed.h), read out of it again. The PDF may come from anybody: it is
 * read without repairing it, nothing is unpacked beyond base/limits.h, and no program but ours is needed. */
#ifndef NIANBAO_EMIT_CARRIED_H
#define NIANBAO_EMIT_CARRIED_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "frame/frame.h"

/* Whether these bytes begin as a PDF does. */
bool emit_is_pdf(const struct file *file);

/* Reads them in the order of their paths, which are taken as they stand: they may say anything. False after a
 * diagnostic about the file: pdf-bad (broken, or encrypted), pdf-bare, or limit-size. */
bool emit_read_attachments(struct arena *arena, const struct file *file, struct frame_attachments *out,
                           struct diags *diags);

/* Whether it may be worth the time to ask that: our own metadata say PDF/A-3, in plain bytes. */
bool emit_may_carry(const struct file *file);

#endif
