/* nianbao preview: the report in a browser while it is being written. */
#include <glib.h>

#include "base/tr.h"
#include "cli/changes.h"
#include "cli/origin.h"
#include "cli/pipeline.h"
#include "preview/preview.h"

struct previewed {
  const struct options *options;
  struct keep *keep;
  struct pipeline *since; /* the version that changes are marked from; or NULL */
};

static void release_run(void *data)
{
  pipeline_done(data);
  g_free(data);
}

static void mark_changes(const struct previewed *previewed, struct pipeline *pipeline)
{
  struct frame_document *marked = ARENA_NEW(pipeline->arena, struct frame_document);
  struct comparison c = comparison_make(previewed->options, previewed->since, pipeline);
  *marked = *pipeline->document;
  changes_mark(pipeline->arena, c.changes, pipeline->sheet, c.old_places, c.new_places, marked);
  pipeline->document = marked;
}

static struct preview_run run_source(void *data)
{
  const struct previewed *previewed = data;
  struct pipeline *pipeline = g_new(struct pipeline, 1);
  pipeline_init_kept(pipeline, previewed->keep);
  pipeline->draft_if_wrong = true;
  pipeline_run(pipeline, previewed->options, previewed->options->sources[0], GOAL_PAGES);
  if (previewed->since && pipeline->document)
    mark_changes(previewed, pipeline);
  return (struct preview_run){.document = pipeline->document,
                              .diags = &pipeline->diags,
                              .files = &pipeline->files,
                              .source = previewed->options->sources[0],
                              .data = pipeline,
                              .release = release_run};
}

/* False after its findings, where it has no pages: what is wrong with it besides is of no concern now. */
static bool read_since(const struct options *options, struct pipeline *since)
{
  pipeline_init(since);
  origin_run(since, options, options->since);
  if (!since->document)
    message_findings(stderr, options, &since->diags, &since->files);
  return since->document != NULL;
}

static enum exit_status serve(const struct options *options, struct previewed *previewed)
{
  struct arena *arena = arena_new();
  const char *folders[] = {options->layouts, arena_printf(arena, "%s/forms", options->layouts), options->fonts, NULL};
  struct preview_options how = {.source = options->sources[0],
                                .port = options->port,
                                .open_browser = !options->no_browser,
                                .quiet = options->quiet,
                                .since = previewed->since != NULL,
                                .editor = options->editor,
                                .folders = folders,
                                .run = run_source,
                                .data = previewed};
  struct files files;
  struct diags diags;
  files_init(&files, arena);
  diags_init(&diags, arena);
  preview_serve(&how, &diags);
  message_findings(stderr, options, &diags, &files);
  enum exit_status status = diags_exit_status(&diags);
  arena_free(arena);
  return status;
}

enum exit_status command_preview(const struct options *options)
{
  struct pipeline since;
  if (options->since && !read_since(options, &since)) {
    enum exit_status status = diags_exit_status(&since.diags);
    pipeline_done(&since);
    return status;
  }
  struct previewed previewed = {options, keep_new(), options->since ? &since : NULL};
  enum exit_status status = serve(options, &previewed);
  keep_free(previewed.keep);
  if (options->since)
    pipeline_done(&since);
  return status;
}
