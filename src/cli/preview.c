/* nianbao preview: the report in a browser while it is being written. */
#include <glib.h>

#include "base/tr.h"
#include "cli/pipeline.h"
#include "preview/preview.h"

struct previewed {
  const struct options *options;
  struct keep *keep;
};

static void release_run(void *data)
{
  pipeline_done(data);
  g_free(data);
}

static struct preview_run run_source(void *data)
{
  const struct previewed *previewed = data;
  struct pipeline *pipeline = g_new(struct pipeline, 1);
  pipeline_init_kept(pipeline, previewed->keep);
  pipeline->draft_if_wrong = true;
  pipeline_run(pipeline, previewed->options, previewed->options->sources[0], GOAL_PAGES);
  return (struct preview_run){.document = pipeline->document,
                              .diags = &pipeline->diags,
                              .files = &pipeline->files,
                              .source = previewed->options->sources[0],
                              .data = pipeline,
                              .release = release_run};
}

enum exit_status command_preview(const struct options *options)
{
  struct arena *arena = arena_new();
  struct previewed previewed = {options, keep_new()};
  const char *folders[] = {options->layouts, arena_printf(arena, "%s/forms", options->layouts), options->fonts, NULL};
  struct preview_options how = {.source = options->sources[0],
                                .port = options->port,
                                .open_browser = !options->no_browser,
                                .quiet = options->quiet,
                                .editor = options->editor,
                                .folders = folders,
                                .run = run_source,
                                .data = &previewed};
  struct files files;
  struct diags diags;
  files_init(&files, arena);
  diags_init(&diags, arena);
  preview_serve(&how, &diags);
  message_findings(stderr, options, &diags, &files);
  enum exit_status status = diags_exit_status(&diags);
  keep_free(previewed.keep);
  arena_free(arena);
  return status;
}
