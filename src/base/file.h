/* Input files: each is opened once, must be a regular file within the limit, is read whole and kept for the excerpts of
 * messages. Never stat-then-open; opened O_NONBLOCK so that a FIFO cannot hang us. */
#ifndef NIANBAO_BASE_FILE_H
#define NIANBAO_BASE_FILE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/span.h"

struct diags;

struct file {
  const char *name; /* as the user wrote it; used in messages */
  const char *bytes;
  size_t size;
  const uint32_t *line_starts; /* byte offset of each line; the first is 0 */
  size_t line_count;
  const uint32_t *marks; /* file.c's own: characters before every so many bytes, so that columns cost little */
};

/* What was looked for besides: files that could not be read, and patterns (a path whose last step has “*”, “?” or “[”)
 * of what was taken from a folder. What comes there changes what is read. */
struct files_sought {
  const char **items;
  size_t count, capacity;
};

struct files {
  struct arena *arena;
  struct file *items; /* items[0] is a placeholder */
  size_t count, capacity;
  struct files_sought sought;
};

struct file_position {
  uint32_t line, column; /* both from 1; lines end at \n only; column counts characters */
};

void files_init(struct files *files, struct arena *arena);

/* Reads a whole file. Gives its index, or 0 after a diagnostic: io-read (missing, unreadable, not a regular file: exit
 * 3) or limit-size (exit 4). Bytes are not looked at. */
uint32_t files_read(struct files *files, const char *path, size_t limit, struct diags *diags);

/* The same for a file that is open; `fd` stays the caller's. Below 0 it was not opened, for the reason in errno. */
uint32_t files_read_open(struct files *files, int fd, const char *path, size_t limit, struct diags *diags);

/* Enters bytes that are already in memory (tests, fuzzing). The bytes are copied. */
uint32_t files_add(struct files *files, const char *name, const char *bytes, size_t size);

/* Notes a file or a pattern that was looked for; files_read does it for what it cannot read. The path is copied. */
void files_note_sought(struct files *files, const char *path);

/* Enters all files of another, empty here, under the same indexes; they stay the other's. */
void files_share(struct files *files, const struct files *other);

const struct file *files_get(const struct files *files, uint32_t index); /* index must be valid and not 0 */
struct file_position files_position(const struct files *files, struct span span);

#endif
