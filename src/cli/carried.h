/* What a PDF carries, as files with names of their own. */
#ifndef NIANBAO_CLI_CARRIED_H
#define NIANBAO_CLI_CARRIED_H

#include "cli/cli.h"
#include "frame/frame.h"

struct carried {
  struct frame_attachments files; /* under names that any system can have, each once, all below one folder */
  const char *source;             /* of these, the one that the PDF was built from */
  const char *layouts;            /* the folder of its layout and form; or NULL */
};

/* Reads them from a PDF that is in `files`. False after a diagnostic. */
bool carried_read(struct arena *arena, const struct file *pdf, struct carried *out, struct diags *diags);

/* Writes a file into the folder, with the folders on its way. False after a diagnostic. */
bool carried_write(const char *folder, const struct frame_attachment *file, struct diags *diags);

#endif
