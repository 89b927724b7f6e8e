/* nianbao check: everything that can be said about sources, without making anything. */
#include "base/tr.h"
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

static void check_with(struct pipeline *pipeline, const struct options *options, size_t source, struct outcome *out)
{
  pipeline_run(pipeline, options, options->sources[source], GOAL_CHECK);
  message_findings(stderr, options, &pipeline->diags, &pipeline->files);
  outcome_count(out, &pipeline->diags);
  out->characters_unlooked = pipeline->fonts_failed;
}

static void check_alone(const struct options *options, size_t source, void *data, struct outcome *out)
{
  struct pipeline *pipeline = data;
  check_with(pipeline, options, source, out);
  if (out->status == EXIT_DONE)
    say_good(options, out, options->sources[source]);
}

/* In a process of its own, which has inherited what was prepared. */
static void check_one_of_many(const struct options *options, size_t source, void *data, struct outcome *out)
{
  struct pipeline *pipeline = data;
  check_with(pipeline, options, source, out);
}

enum exit_status command_check(const struct options *options)
{
  struct arena *arena = arena_new();
  struct outcome *outcomes = ARENA_ARRAY(arena, options->source_count, struct outcome);
  struct pipeline pipeline;
  pipeline_init(&pipeline);
  bool several = options->source_count > 1;
  if (several)
    pipeline_prepare(&pipeline, options);
  enum exit_status status = workers_run(options, several ? check_one_of_many : check_alone, &pipeline, outcomes);
  summary_print(options, outcomes, NULL);
  pipeline_done(&pipeline);
  arena_free(arena);
  return status;
}
