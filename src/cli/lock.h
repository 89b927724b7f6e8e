/* Lock: what a report's lines depend on besides its source – faces, layout, form, program – written down beside it, so
 * that a build a year later can say what has changed since. SOURCE.lock is a YAML file:
 *
 *   nianbao: 0.1.0
 *   layout: {name: gongwen, sha256: 64 hexadecimal digits}
 *   form: {name: disclosure-2021, sha256: …}                 where there is one
 *   faces:
 *     - {name: FandolFang-Regular, sha256: …}                in the order of their names */
#ifndef NIANBAO_CLI_LOCK_H
#define NIANBAO_CLI_LOCK_H

#include <glib.h>

#include "cli/pipeline.h"

struct lock_entry {
  const char *name, *sha256;
  struct span span;
};

struct lock {
  const char *version; /* of the program */
  struct span version_span;
  struct lock_entry layout, form; /* form.name is NULL where there is none */
  struct lock_entry *faces;
  size_t face_count, face_capacity;
  struct span faces_span;
};

const char *lock_path(struct arena *arena, const char *source);

/* What a run depends on, as it is now; it must have pages. False after a diagnostic: a face cannot be read. */
bool lock_of(struct pipeline *pipeline, const struct options *options, struct lock *out);
/* As the file has it. */
void lock_write(GString *out, const struct lock *lock);

/* Reads a lock. False where there is none, or after the warning lock-bad. */
bool lock_read(struct pipeline *pipeline, const char *path, struct lock *out);

/* Reads the lock beside a source, if there is one, and adds a warning for each thing that has changed since
 * (lock-changed), or one that it cannot be read (lock-bad). Without pages, which faces are used now is not known: then
 * only those in the lock are looked at. */
void lock_check(struct pipeline *pipeline, const struct options *options, const char *source);

#endif
