/* nianbao-preview: the same program with the preview in it. A server's libraries take as long to load as the fonts, and
 * no other command needs them. */
#include "cli/cli.h"

static enum exit_status run_preview(const struct options *options, char **argv)
{
  (void)argv;
  return command_preview(options);
}

int main(int argc, char **argv)
{
  return cli_start(argc, argv, run_preview);
}
