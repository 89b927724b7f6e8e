/* nianbao-preview: the same program with the preview in it. A server's libraries take as long to load as the fonts, and
 * no other command needs them. */
#include <malloc.h>

#include "cli/cli.h"

/* Each run takes as much memory as the one before and gives it back. Going to the system for it, which hands it out
 * empty and page by page, would be a seventh of a long report's run. */
#define KEPT_BYTES (64 * 1024 * 1024)
#define PIECE_MOST (16 * 1024 * 1024)

static enum exit_status run_preview(const struct options *options, char **argv)
{
  (void)argv;
  return command_preview(options);
}

int main(int argc, char **argv)
{
  mallopt(M_TRIM_THRESHOLD, KEPT_BYTES);
  mallopt(M_MMAP_THRESHOLD, PIECE_MOST);
  return cli_start(argc, argv, run_preview);
}
