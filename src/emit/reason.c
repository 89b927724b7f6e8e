#include "emit/reason.h"

#include <errno.h>
#include <stddef.h>

#include <glib.h>

#include "base/tr.h"

const char *emit_reason(int error)
{
  static const struct {
    int error;
    const char *words;
  } reasons[] = {
      {ENOENT, N_("there is no such file or folder")},
      {ENOTDIR, N_("a part of its path is a file, not a folder")},
      {EACCES, N_("you do not have the right to it")},
      {EPERM, N_("the system does not allow it")},
      {EROFS, N_("the disk can only be read")},
      {ENOSPC, N_("the disk is full")},
      {EDQUOT, N_("your share of the disk is used up")},
      {EFBIG, N_("the file would be larger than the system allows")},
      {EIO, N_("the disk reports an error")},
      {ENAMETOOLONG, N_("its name is too long")},
      {ELOOP, N_("its links lead in a circle")},
      {EMFILE, N_("too many files are open")},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(reasons); i++)
    if (reasons[i].error == error)
      return tr(reasons[i].words);
  return g_strerror(error);
}
