#include "cli/cli.h"

#include "base/tr.h"

static enum exit_status run_command(const struct options *options, preview_command *preview, char **argv)
{
  switch (options->command) {
  case COMMAND_NONE:
    return EXIT_DONE;
  case COMMAND_BUILD:
    return command_build(options);
  case COMMAND_CHECK:
    return command_check(options);
  case COMMAND_PREVIEW:
    return preview(options, argv);
  case COMMAND_DIFF:
    return command_diff(options);
  case COMMAND_EXTRACT:
    return command_extract(options);
  case COMMAND_NEW:
    return command_new(options);
  case COMMAND_SCHEMA:
    return command_schema(options);
  case COMMAND_FONTS:
    return command_fonts(options);
  }
  return EXIT_BUG;
}

/* What was printed to standard output must have arrived there: a full disk is not a success. */
static enum exit_status check_stdout(const struct options *options, enum exit_status status)
{
  if ((fflush(stdout) == 0 && !ferror(stdout)) || status >= EXIT_WORLD) /* then it has been said */
    return status;
  message_error(stderr, options, "io-write", NULL, NULL, _("Standard output cannot be written."));
  return EXIT_WORLD;
}

enum exit_status cli_run(int argc, char **argv, preview_command *preview)
{
  struct arena *arena = arena_new();
  struct options options = {0};
  enum exit_status status = EXIT_DONE;
  if (options_read(arena, argc, argv, &options, &status))
    status = run_command(&options, preview, argv);
  status = check_stdout(&options, status);
  arena_free(arena);
  return status;
}
