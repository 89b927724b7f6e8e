/* nianbao preview goes on as the program that has the preview. */
#include <errno.h>
#include <glib.h>
#include <string.h>
#include <unistd.h>

#include "base/tr.h"
#include "cli/cli.h"

enum exit_status preview_exec(const struct options *options, char **argv)
{
  struct arena *arena = arena_new();
  const char *program = place_find_preview(arena);
  if (program)
    execv(program, argv);
  message_error(stderr, options, "io-read", program, _("It stands beside nianbao; install both."),
                _("The preview cannot be started: %s"), g_strerror(program ? errno : ENOENT));
  arena_free(arena);
  return EXIT_WORLD;
}
