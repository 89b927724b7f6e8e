/* Files that are asked for by a bare name: layouts and forms. Such a file may say “from: NAME”: it then has everything
 * that the other of its kind has, but for what it says itself. Mappings are merged key by key, at every depth; a list
 * or a value takes the place of the other's; “key: ~” leaves out what the other has under it. Each node keeps the place
 * that it was written at, in whichever file. */
#ifndef NIANBAO_SOURCE_NAMED_H
#define NIANBAO_SOURCE_NAMED_H

#include "base/limits.h"
#include "source/source.h"

enum named_kind { NAMED_LAYOUT, NAMED_FORM };

/* The names of the files that a value was made of: its own, then what it is from, and so on. */
struct named_line {
  const char *items[LIMIT_FROM + 1];
  size_t count;
};

/* Reads folder/NAME.yaml and what it is from, as one tree without “from”. Only names that the folder lists are opened,
 * so that none can be a path. NULL after errors: a folder that cannot be read, an unknown name, reported at `place` or
 * at its “from” with the nearest known ones, a circle, more than LIMIT_FROM, whatever source_read refuses. One that is
 * no mapping is given as it is, and nothing is merged with it. */
const struct node *named_read(struct arena *arena, struct files *files, enum named_kind kind, const char *folder,
                              const char *name, struct span place, struct diags *diags, struct named_line *line);

bool named_has(const struct named_line *line, const char *name);

#endif
