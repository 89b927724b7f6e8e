/* How far many sources are, on a terminal. */
#include <unistd.h>

#include "base/tr.h"
#include "cli/cli.h"

#define BAR_COLUMNS 30

struct progress progress_new(const struct options *options)
{
  bool wanted = !options->quiet && options->message_format == DIAG_TEXT && isatty(STDERR_FILENO);
  return (struct progress){.all = wanted ? options->source_count : 0};
}

void progress_show(struct progress *progress, size_t done)
{
  if (progress->all == 0)
    return;
  size_t filled = done * BAR_COLUMNS / progress->all;
  fputs("\r[", stderr);
  for (size_t i = 0; i < BAR_COLUMNS; i++)
    fputc(i < filled ? '#' : '.', stderr);
  fputs("] ", stderr);
  fprintf(stderr, _("%1$zu of %2$zu"), done, progress->all);
  fflush(stderr);
  progress->shown = true;
}

void progress_hide(struct progress *progress)
{
  if (!progress->shown)
    return;
  fputs("\r\033[K", stderr); /* erases the line */
  fflush(stderr);
  progress->shown = false;
}
