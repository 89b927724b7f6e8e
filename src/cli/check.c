/* nianbao check: everything that can be said about sources, without making anything. */
#include "base/tr.h"
#include "cli/pipeline.h"

static void say_good(const struct options *options, const struct pipeline *pipeline, const char *source)
{
  if (options->quiet)
    return;
  if (pipeline->fonts_failed)
    printf(_("%s: no errors; whether the fonts have all characters was not checked\n"), source);
  else if (pipeline->diags.count > 0)
    printf(_("%1$s: no errors (warnings: %2$zu)\n"), source, pipeline->diags.count);
  else
    printf(_("%s: no errors\n"), source);
}

static enum exit_status check_source(const struct options *options, size_t source, void *data)
{
  (void)data;
  struct pipeline pipeline;
  pipeline_init(&pipeline);
  pipeline_run(&pipeline, options, options->sources[source], GOAL_CHECK);
  message_findings(stderr, options, &pipeline.diags, &pipeline.files);
  enum exit_status status = diags_exit_status(&pipeline.diags);
  if (status == EXIT_DONE)
    say_good(options, &pipeline, options->sources[source]);
  pipeline_done(&pipeline);
  return status;
}

enum exit_status command_check(const struct options *options)
{
  return workers_run(options, check_source, NULL);
}
