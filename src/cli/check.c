/* nianbao check: everything that can be said about sources, without making anything. */
#include "base/tr.h"
#include "cli/lock.h"
#include "cli/pipeline.h"

static void say_good(const struct options *options, const struct outcome *outcome, const char *source)
{
  if (options->quiet)
    return;
  if (outcome->characters_unlooked)
    printf(_("%s: no errors; whether the fonts have all characters was not checked\n"), source);
  else if (outcome->warnings > 0)
    printf(_("%1$s: no errors (warnings: %2$zu)\n"), source, outcome->warnings);
  else
    printf(_("%s: no errors\n"), source);
}

/* A check takes as long as beginning a process for it. */
#define IN_A_ROW 16

/* `data` is what was prepared for all. */
static void check_source(const struct options *options, size_t source, void *data, struct outcome *out)
{
  struct pipeline pipeline;
  pipeline_init_prepared(&pipeline, data);
  pipeline_run(&pipeline, options, options->sources[source], GOAL_CHECK);
  lock_check(&pipeline, options, options->sources[source]);
  message_findings(stderr, options, &pipeline.diags, &pipeline.files);
  outcome_count(out, &pipeline.diags);
  out->characters_unlooked = pipeline.fonts_failed;
  if (options->source_count == 1 && out->status == EXIT_DONE)
    say_good(options, out, options->sources[source]);
  pipeline_done(&pipeline);
}

enum exit_status command_check(const struct options *options)
{
  struct arena *arena = arena_new();
  struct outcome *outcomes = ARENA_ARRAY(arena, options->source_count, struct outcome);
  struct pipeline prepared;
  pipeline_init(&prepared);
  if (options->source_count > 1)
    pipeline_prepare(&prepared, options);
  enum exit_status status = workers_run(options, check_source, IN_A_ROW, &prepared, outcomes);
  summary_print(options, outcomes, NULL);
  pipeline_done(&prepared);
  arena_free(arena);
  return status;
}
