#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/tr.h"

#define MARK_BYTES 4096u /* between two marks of file.marks */

void files_init(struct files *files, struct arena *arena)
{
  *files = (struct files){.arena = arena};
  ARENA_PUSH(arena, files);
}

void files_share(struct files *files, const struct files *other)
{
  g_assert(files->count == 1);
  for (size_t i = 1; i < other->count; i++)
    *ARENA_PUSH(files->arena, files) = other->items[i];
}

void files_note_sought(struct files *files, const char *path)
{
  *ARENA_PUSH(files->arena, &files->sought) = arena_strdup(files->arena, path);
}

static void file_find_lines(struct arena *arena, struct file *file)
{
  size_t count = 1;
  const char *end = file->bytes + file->size;
  for (const char *at = file->bytes; (at = memchr(at, '\n', (size_t)(end - at))) != NULL; ++at)
    ++count;
  uint32_t *starts = ARENA_ARRAY(arena, count, uint32_t);
  size_t line = 1;
  for (const char *at = file->bytes; (at = memchr(at, '\n', (size_t)(end - at))) != NULL; ++at)
    starts[line++] = (uint32_t)(at - file->bytes) + 1;
  file->line_starts = starts;
  file->line_count = count;
}

/* Characters are counted as bytes that do not continue one, which also gives something sensible for text that is not
 * UTF-8. */
static uint32_t count_characters(const char *bytes, size_t length)
{
  uint32_t count = 0;
  for (size_t i = 0; i < length; ++i)
    count += ((unsigned char)bytes[i] & 0xC0) != 0x80;
  return count;
}

static void file_mark_characters(struct arena *arena, struct file *file)
{
  size_t count = file->size / MARK_BYTES + 1;
  uint32_t *marks = ARENA_ARRAY(arena, count, uint32_t);
  for (size_t i = 1; i < count; ++i)
    marks[i] = marks[i - 1] + count_characters(file->bytes + (i - 1) * MARK_BYTES, MARK_BYTES);
  file->marks = marks;
}

/* Takes over bytes that already lie in the arena. */
static uint32_t files_enter(struct files *files, const char *name, const char *bytes, size_t size)
{
  g_assert(size < UINT32_MAX && files->count < UINT32_MAX);
  struct file *file = ARENA_PUSH(files->arena, files);
  file->name = arena_strdup(files->arena, name);
  file->bytes = bytes;
  file->size = size;
  file_find_lines(files->arena, file);
  file_mark_characters(files->arena, file);
  return (uint32_t)(files->count - 1);
}

uint32_t files_add(struct files *files, const char *name, const char *bytes, size_t size)
{
  return files_enter(files, name, arena_strndup(files->arena, bytes, size), size);
}

static void report_unreadable(struct diags *diags, const char *path, int error)
{
  struct diag *diag;
  if (error == ENOENT || error == ENOTDIR) {
    diag = diag_add(diags, DIAG_IO_READ, SPAN_NONE, _("There is no such file."));
    diag_hint(diags, diag, _("Check the name and the folder."));
  } else if (error == EACCES || error == EPERM) {
    diag = diag_add(diags, DIAG_IO_READ, SPAN_NONE, _("The file may not be read: permission is denied."));
    diag_hint(diags, diag, _("Ask the owner of the file for the right to read it."));
  } else {
    diag = diag_add(diags, DIAG_IO_READ, SPAN_NONE, _("The file cannot be read: %s."), g_strerror(error));
  }
  diag->file = arena_strdup(diags->arena, path);
}

static void report_too_large(struct diags *diags, const char *path, size_t limit)
{
  struct diag *diag =
      diag_add(diags, DIAG_LIMIT_SIZE, SPAN_NONE, _("The file is larger than %zu bytes, the most allowed."), limit);
  diag->file = arena_strdup(diags->arena, path);
}

static bool is_regular(const struct stat *status, const char *path, struct diags *diags)
{
  if (S_ISREG(status->st_mode))
    return true;
  struct diag *diag = S_ISDIR(status->st_mode)
                          ? diag_add(diags, DIAG_IO_READ, SPAN_NONE, _("This is a folder, not a file."))
                          : diag_add(diags, DIAG_IO_READ, SPAN_NONE, _("This is a device or a pipe, not a file."));
  diag->file = arena_strdup(diags->arena, path);
  return false;
}

/* Reads what is there now, which may be more or less than fstat said; more than `room` is never read. Gives the number
 * of bytes, or -1 with errno. */
static ssize_t read_whole(int fd, char *bytes, size_t room)
{
  size_t have = 0;
  while (have < room) {
    ssize_t got = read(fd, bytes + have, room - have);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      return -1;
    if (got == 0)
      break;
    have += (size_t)got;
  }
  return (ssize_t)have;
}

static uint32_t files_read_fd(struct files *files, int fd, const char *path, size_t limit, struct diags *diags)
{
  struct stat status;
  if (fstat(fd, &status) != 0) {
    report_unreadable(diags, path, errno);
    return 0;
  }
  if (!is_regular(&status, path, diags))
    return 0;
  if ((uintmax_t)status.st_size > limit) {
    report_too_large(diags, path, limit);
    return 0;
  }
  /* One byte more than said shows a file that grows while it is read. */
  size_t room = (size_t)status.st_size + 1;
  char *bytes = arena_alloc(files->arena, room + 1);
  ssize_t size = read_whole(fd, bytes, room);
  if (size < 0) {
    report_unreadable(diags, path, errno);
    return 0;
  }
  if ((size_t)size == room) {
    struct diag *diag = diag_add(diags, DIAG_IO_READ, SPAN_NONE, _("The file was changed while it was being read."));
    diag->file = arena_strdup(diags->arena, path);
    return 0;
  }
  return files_enter(files, path, bytes, (size_t)size);
}

uint32_t files_read_open(struct files *files, int fd, const char *path, size_t limit, struct diags *diags)
{
  if (fd < 0)
    report_unreadable(diags, path, errno);
  uint32_t file = fd < 0 ? 0 : files_read_fd(files, fd, path, MIN(limit, UINT32_MAX - 1), diags);
  if (!file)
    files_note_sought(files, path);
  return file;
}

uint32_t files_read(struct files *files, const char *path, size_t limit, struct diags *diags)
{
  int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  uint32_t file = files_read_open(files, fd, path, limit, diags);
  if (fd >= 0)
    close(fd);
  return file;
}

const struct file *files_get(const struct files *files, uint32_t index)
{
  g_assert(index > 0 && index < files->count);
  return &files->items[index];
}

/* The number of the line that holds byte `offset`, from 0. */
static size_t file_line_of(const struct file *file, uint32_t offset)
{
  size_t low = 0;
  size_t high = file->line_count;
  while (high - low > 1) {
    size_t middle = low + (high - low) / 2;
    if (file->line_starts[middle] <= offset)
      low = middle;
    else
      high = middle;
  }
  return low;
}

static uint32_t characters_before(const struct file *file, uint32_t offset)
{
  size_t mark = offset / MARK_BYTES;
  return file->marks[mark] + count_characters(file->bytes + mark * MARK_BYTES, offset - mark * MARK_BYTES);
}

struct file_position files_position(const struct files *files, struct span span)
{
  const struct file *file = files_get(files, span.file);
  uint32_t offset = MIN(span.begin, (uint32_t)file->size);
  size_t line = file_line_of(file, offset);
  uint32_t column = characters_before(file, offset) - characters_before(file, file->line_starts[line]);
  /* A byte order mark is no column of the first line. */
  if (line == 0 && offset >= 3 && memcmp(file->bytes, "\xEF\xBB\xBF", 3) == 0)
    --column;
  return (struct file_position){(uint32_t)line + 1, column + 1};
}
