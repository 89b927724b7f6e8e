/* Door: how the browser gets the address. As an argument of xdg-open its token would stand in the list of processes,
 * which every user of the machine can read. So the browser is given a file that only this user can read, and that leads
 * on to the address. */
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "preview/server.h"

#define DOOR                                                                                                           \
  "<!doctype html>\n<meta charset=\"utf-8\">\n<title>nianbao</title>\n"                                                \
  "<meta http-equiv=\"refresh\" content=\"0; url=%1$s\">\n<p><a href=\"%1$s\">nianbao</a>\n"

static bool write_all(int fd, const char *text)
{
  size_t size = strlen(text);
  bool good = write(fd, text, size) == (ssize_t)size;
  return close(fd) == 0 && good;
}

/* Mode 0600. NULL where it cannot be written. */
static char *write_door(const char *folder, const char *address)
{
  char *path = g_build_filename(folder, "nianbao-XXXXXX.html", NULL);
  int fd = g_mkstemp(path);
  char *text = g_strdup_printf(DOOR, address);
  bool good = fd >= 0 && write_all(fd, text);
  g_free(text);
  if (fd < 0)
    g_clear_pointer(&path, g_free); /* nothing has been made */
  else if (!good)
    door_close(&path);
  return path;
}

char *door_open(const char *address)
{
  const char *own = g_getenv("XDG_RUNTIME_DIR"); /* the session's own, which is emptied at its end */
  char *path = own && g_path_is_absolute(own) ? write_door(own, address) : NULL;
  if (!path)
    path = write_door(g_get_tmp_dir(), address);
  const char *words[] = {"xdg-open", path, NULL};
  GSpawnFlags flags = G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL;
  if (path && !g_spawn_async(NULL, (char **)(uintptr_t)words, NULL, flags, NULL, NULL, NULL, NULL))
    door_close(&path);
  return path;
}

void door_close(char **door)
{
  if (*door)
    g_unlink(*door);
  g_clear_pointer(door, g_free);
}
