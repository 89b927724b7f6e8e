/* Files that a source names. They are regular files in the source's own folder or below it; no step of the way may be
 * a symbolic link, "..", or a name that begins with a full stop, so that a source made by somebody else cannot reach
 * what lies elsewhere. */
#ifndef NIANBAO_BASE_FOLDER_H
#define NIANBAO_BASE_FOLDER_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/file.h"

/* The folder of a file, with its last “/”; "" for a bare name. */
const char *folder_of(struct arena *arena, const char *file);

/* Whether a relative path can only lead below its folder. */
bool folder_holds(const char *path);

/* Reads folder/path as files_read does. `path` must be one that folder_holds; a symbolic link on the way is io-read. */
uint32_t folder_read(struct files *files, const char *folder, const char *path, size_t limit, struct diags *diags);

struct folder_names {
  const char **items; /* relative to the folder, in the order of their bytes, each once */
  size_t count, capacity;
  size_t unreadable; /* names left out since they are not UTF-8 */
};

/* Adds the files below the folder whose names fit `pattern`: “*”, “?” and “[…]” in each step of the path. A step
 * without them is taken as it stands, also where there is no such file. At most `most` names and a little are kept, in
 * the arena of `files`, which also gets to know what was looked for. */
void folder_match(struct files *files, const char *folder, const char *pattern, size_t most,
                  struct folder_names *names);

#endif
