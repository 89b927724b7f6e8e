#include "emit/sink.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib.h>

#include "base/tr.h"
#include "emit/reason.h"

/* Where the temporary file of the write under way is, for the signal handler, which can be given nothing. Written only
 * while the signals are blocked. The only global of the program besides the language. */
static char interrupted_file[PATH_MAX];
static const int caught_signals[] = {SIGINT, SIGTERM, SIGHUP, SIGXCPU};

struct sink {
  const char *path;
  char *folder;
  char *temporary; /* NULL: there is none */
  mode_t mode;
  struct diags *diags;
};

static void remove_interrupted(int number)
{
  if (interrupted_file[0] != '\0')
    unlink(interrupted_file);
  raise(number); /* blocked in here; the default, which SA_RESETHAND has set, ends us when we return */
}

void sink_catch_signals(void)
{
  struct sigaction action = {.sa_handler = remove_interrupted, .sa_flags = SA_RESETHAND}, old;
  sigemptyset(&action.sa_mask);
  signal(SIGXFSZ, SIG_IGN); /* a limit on file sizes: write says EFBIG */
  for (size_t i = 0; i < G_N_ELEMENTS(caught_signals); i++) {
    sigaction(caught_signals[i], NULL, &old);
    if (old.sa_handler != SIG_IGN) /* nohup's wish */
      sigaction(caught_signals[i], &action, NULL);
  }
}

static void hold_signals(sigset_t *old)
{
  sigset_t set;
  sigemptyset(&set);
  for (size_t i = 0; i < G_N_ELEMENTS(caught_signals); i++)
    sigaddset(&set, caught_signals[i]);
  pthread_sigmask(SIG_BLOCK, &set, old);
}

static void release_signals(const sigset_t *old)
{
  pthread_sigmask(SIG_SETMASK, old, NULL);
}

/* The hint that goes with the reason, where there is one. */
static bool fail(struct sink *sink, int error)
{
  struct diag *diag = diag_add(sink->diags, DIAG_IO_WRITE, SPAN_NONE, _("The file “%s” cannot be written: %s."),
                               sink->path, emit_reason(error));
  if (error == ENOENT)
    diag_hint(sink->diags, diag, _("Make its folder first, with: mkdir -p '%s'"), sink->folder);
  else if (error == EACCES || error == EPERM || error == EROFS)
    diag_hint(sink->diags, diag, _("Choose a folder that you may write to, with -o FILE."));
  else if (error == ENOSPC || error == EDQUOT)
    diag_hint(sink->diags, diag, _("Make room on the disk, or choose another one with -o FILE."));
  return false;
}

static bool refuse_kind(struct sink *sink, mode_t mode)
{
  struct diag *diag;
  if (S_ISDIR(mode))
    diag =
        diag_add(sink->diags, DIAG_IO_WRITE, SPAN_NONE, _("“%s” is a folder; the output must be a file."), sink->path);
  else if (S_ISLNK(mode))
    diag = diag_add(sink->diags, DIAG_IO_WRITE, SPAN_NONE,
                    _("“%s” is a link to another file, and nothing is written through a link."), sink->path);
  else
    diag = diag_add(sink->diags, DIAG_IO_WRITE, SPAN_NONE, _("“%s” is a device or a pipe; the output must be a file."),
                    sink->path);
  diag_hint(sink->diags, diag, _("Name another file with -o FILE."));
  return false;
}

/* An old file gives its mode to the new one. Whatever else stands there is not ours to replace. */
static bool inspect_target(struct sink *sink)
{
  struct stat status;
  mode_t mask = umask(0);
  umask(mask);
  sink->mode = 0666 & ~mask;
  if (lstat(sink->path, &status) != 0)
    return errno == ENOENT || fail(sink, errno);
  if (!S_ISREG(status.st_mode))
    return refuse_kind(sink, status.st_mode);
  sink->mode = status.st_mode & 0777;
  return true;
}

/* From the moment the file is there, the handler knows its name. */
static int create_temporary(struct sink *sink)
{
  sigset_t old;
  char *path = g_build_filename(sink->folder, ".nianbao-XXXXXX", NULL);
  hold_signals(&old);
  int fd = strlen(path) < sizeof interrupted_file ? mkostemp(path, O_CLOEXEC) : (errno = ENAMETOOLONG, -1);
  int error = errno;
  if (fd >= 0) {
    g_strlcpy(interrupted_file, path, sizeof interrupted_file);
    sink->temporary = path;
  } else {
    g_free(path);
  }
  release_signals(&old);
  errno = error;
  return fd;
}

static void forget_temporary(struct sink *sink)
{
  interrupted_file[0] = '\0';
  g_free(sink->temporary);
  sink->temporary = NULL;
}

static void remove_temporary(struct sink *sink)
{
  sigset_t old;
  if (sink->temporary == NULL)
    return;
  hold_signals(&old);
  unlink(sink->temporary);
  forget_temporary(sink);
  release_signals(&old);
}

static bool write_bytes(int fd, const unsigned char *bytes, size_t size)
{
  while (size > 0) {
    ssize_t written = write(fd, bytes, size);
    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0)
      return false;
    bytes += written;
    size -= (size_t)written;
  }
  return true;
}

static bool fill_temporary(struct sink *sink, int fd, const void *bytes, size_t size)
{
  bool good = fchmod(fd, sink->mode) == 0 && write_bytes(fd, bytes, size) && fsync(fd) == 0;
  int error = errno;
  if (close(fd) != 0 && good) {
    good = false;
    error = errno;
  }
  return good || fail(sink, error);
}

static bool rename_temporary(struct sink *sink)
{
  sigset_t old;
  hold_signals(&old);
  bool good = rename(sink->temporary, sink->path) == 0;
  int error = errno;
  if (good)
    forget_temporary(sink);
  release_signals(&old);
  return good || fail(sink, error);
}

/* So that the new name outlives a power cut. Some file systems cannot sync a folder and say EINVAL: that is no failure.
 */
static bool sync_folder(struct sink *sink)
{
  int fd = open(sink->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0)
    return errno == EACCES || fail(sink, errno); /* a folder may be written to and not be read */
  bool good = fsync(fd) == 0 || errno == EINVAL;
  int error = errno;
  close(fd);
  return good || fail(sink, error);
}

static bool write_file(struct sink *sink, const void *bytes, size_t size)
{
  if (!inspect_target(sink))
    return false;
  int fd = create_temporary(sink);
  if (fd < 0)
    return fail(sink, errno);
  return fill_temporary(sink, fd, bytes, size) && rename_temporary(sink) && sync_folder(sink);
}

static bool write_standard_output(const void *bytes, size_t size, struct diags *diags)
{
  if (fwrite(bytes, 1, size, stdout) == size && fflush(stdout) == 0)
    return true;
  diag_add(diags, DIAG_IO_WRITE, SPAN_NONE, _("The standard output cannot be written: %s."), emit_reason(errno));
  return false;
}

bool sink_write(const char *path, const void *bytes, size_t size, struct diags *diags)
{
  if (strcmp(path, "-") == 0)
    return write_standard_output(bytes, size, diags);
  struct sink sink = {.path = path, .folder = g_path_get_dirname(path), .diags = diags};
  bool good = write_file(&sink, bytes, size);
  remove_temporary(&sink);
  g_free(sink.folder);
  return good;
}
