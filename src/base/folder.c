#include "base/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/tr.h"

#define ENTRIES_MAX 100000u /* names of one folder that are looked at */

const char *folder_of(struct arena *arena, const char *file)
{
  const char *slash = strrchr(file, '/');
  return slash ? arena_strndup(arena, file, (size_t)(slash - file) + 1) : "";
}

bool folder_holds(const char *path)
{
  if (path[0] == '/' || strpbrk(path, "\\:"))
    return false;
  char **steps = g_strsplit(path, "/", -1);
  bool inside = steps[0] != NULL;
  for (char **step = steps; *step; ++step)
    inside = inside && (*step)[0] != '.' && (*step)[0] != '\0';
  g_strfreev(steps);
  return inside;
}

static int folder_open(const char *folder)
{
  return open(folder[0] ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* One step down; -1 with errno, which is ELOOP for every kind of symbolic link. */
static int step_open(int folder, const char *step, bool last)
{
  int fd = openat(folder, step, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW | (last ? 0 : O_DIRECTORY));
  struct stat status;
  int error = errno;
  if (fd < 0 && fstatat(folder, step, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(status.st_mode))
    error = ELOOP;
  errno = error;
  return fd;
}

static int path_open(const char *folder, const char *path)
{
  char **steps = g_strsplit(path, "/", -1);
  int fd = folder_open(folder);
  for (char **step = steps; fd >= 0 && *step; ++step) {
    int next = step_open(fd, *step, step[1] == NULL);
    int error = errno;
    close(fd);
    errno = error;
    fd = next;
  }
  int error = errno;
  g_strfreev(steps);
  errno = error;
  return fd;
}

uint32_t folder_read(struct files *files, const char *folder, const char *path, size_t limit, struct diags *diags)
{
  g_assert(folder_holds(path));
  const char *name = arena_printf(files->arena, "%s%s", folder, path);
  int fd = path_open(folder, path);
  if (fd < 0 && errno == ELOOP) {
    struct diag *diag = diag_add(diags, DIAG_IO_READ, SPAN_NONE, _("A symbolic link leads to this file."));
    diag->file = name;
    diag_hint(diags, diag, _("Put the file itself there: a source may not lead out of its folder."));
    files_note_sought(files, name);
    return 0;
  }
  uint32_t file = files_read_open(files, fd, name, limit, diags);
  if (fd >= 0)
    close(fd);
  return file;
}

/* --- patterns --- */

struct matching {
  struct files *files;
  const char *folder;
  size_t most;
  struct folder_names *names;
};

static bool is_full(const struct matching *m)
{
  return m->names->count > m->most;
}

/* What has no such name or nothing in it now may have it next time. */
static void note_sought(const struct matching *m, const char *prefix, const char *step)
{
  files_note_sought(m->files, arena_printf(m->files->arena, "%s%s%s", m->folder, prefix, step));
}

static void match_steps(const struct matching *m, int folder, const char *prefix, char **steps);

/* `entry` fits the first of the steps, or is it. Takes over nothing. */
static void match_entry(const struct matching *m, int folder, const char *prefix, const char *entry, char **steps)
{
  const char *path = arena_printf(m->files->arena, "%s%s", prefix, entry);
  if (!steps[1]) {
    *ARENA_PUSH(m->files->arena, m->names) = path;
    return;
  }
  int below = step_open(folder, entry, false);
  if (below < 0) {
    note_sought(m, prefix, entry);
    return;
  }
  match_steps(m, below, arena_printf(m->files->arena, "%s/", path), steps + 1);
  close(below);
}

/* What is surely no file of figures is no match; what is unknown is found out when it is read. */
static bool is_folder(int folder, const char *entry)
{
  struct stat status;
  return fstatat(folder, entry, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(status.st_mode);
}

static void match_listed(const struct matching *m, int folder, const char *prefix, char **steps)
{
  note_sought(m, prefix, steps[0]);
  int again = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC); /* closedir closes what it reads */
  DIR *dir = again < 0 ? NULL : fdopendir(again);
  if (!dir) {
    if (again >= 0)
      close(again);
    return;
  }
  const struct dirent *entry;
  for (size_t seen = 0; seen < ENTRIES_MAX && !is_full(m) && (entry = readdir(dir)); ++seen) {
    if (entry->d_name[0] == '.' || fnmatch(steps[0], entry->d_name, FNM_NOESCAPE | FNM_PERIOD) != 0)
      continue;
    if (!steps[1] && is_folder(folder, entry->d_name))
      continue;
    if (g_utf8_validate(entry->d_name, -1, NULL))
      match_entry(m, folder, prefix, entry->d_name, steps);
    else
      m->names->unreadable++;
  }
  closedir(dir);
}

static void match_steps(const struct matching *m, int folder, const char *prefix, char **steps)
{
  if (strpbrk(steps[0], "*?["))
    match_listed(m, folder, prefix, steps);
  else
    match_entry(m, folder, prefix, steps[0], steps);
}

static int name_order(const void *a, const void *b)
{
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void names_sort(struct folder_names *names)
{
  if (names->count == 0)
    return;
  qsort(names->items, names->count, sizeof *names->items, name_order);
  size_t kept = 1;
  for (size_t i = 1; i < names->count; ++i)
    if (strcmp(names->items[i], names->items[kept - 1]) != 0)
      names->items[kept++] = names->items[i];
  names->count = kept;
}

void folder_match(struct files *files, const char *folder, const char *pattern, size_t most, struct folder_names *names)
{
  g_assert(folder_holds(pattern));
  struct matching matching = {files, folder, most, names};
  char **steps = g_strsplit(pattern, "/", -1);
  int fd = folder_open(folder);
  if (fd >= 0) {
    match_steps(&matching, fd, "", steps);
    close(fd);
  } else if (!strpbrk(pattern, "*?[")) {
    *ARENA_PUSH(files->arena, names) = arena_strdup(files->arena, pattern);
  }
  g_strfreev(steps);
  names_sort(names);
}
