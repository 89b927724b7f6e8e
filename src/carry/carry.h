/* Carry: what travels with a report: the source and all that was read to build it, and each of its tables for other
 * programs. What is here says which files these are and what they are called; how they get into a PDF, and out of it
 * again, is emit's. */
#ifndef NIANBAO_CARRY_CARRY_H
#define NIANBAO_CARRY_CARRY_H

#include <glib.h>

#include "base/file.h"
#include "block/block.h"
#include "frame/frame.h"

struct carry_from {
  const struct files *files;              /* all that was read */
  const char *source;                     /* as it is called there */
  const char *layouts, *fonts;            /* folders: of layouts and forms; of the font table, which stays at home */
  const struct named_line *layout, *form; /* the files of each; form: or NULL */
  uint32_t lent; /* so many of `files` were read for other reports as well: of them layout and form count */
  const struct blocks *blocks;
};

/* Attaches them to `document`: first the source, then what it takes figures from, under the names by which it asks for
 * them; layout and forms in a folder “layouts”; the tables in a folder “tables”. Nothing of the machine is in a name.
 */
void carry_pack(struct arena *arena, const struct carry_from *from, struct frame_document *document);

/* The folder in which layout and forms are carried, or NULL: for --layouts. */
const char *carry_layouts(struct arena *arena, const struct frame_attachments *files);

/* A table as comma-separated values (RFC 4180, with a byte order mark, by which Excel knows that they are UTF-8): one
 * line of heads, those above each other joined by “/”; entries over several rows in each of them. Figures are plain
 * numbers. What a spreadsheet would take for a formula begins with an apostrophe. */
void carry_table(GString *out, const struct block_table *table);

/* A name that any system can have as a file's: each step of the path without what is reserved somewhere, not hidden,
 * not leading upwards, not too long. */
char *carry_safe_name(struct arena *arena, const char *name);

#endif
