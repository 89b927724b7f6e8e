/* nianbao build: sources into PDF, PNG, SVG or dumps. */
#include <glib.h>
#include <string.h>

#include "base/limits.h"
#include "base/tr.h"
#include "carry/carry.h"
#include "cli/changes.h"
#include "cli/lock.h"
#include "cli/origin.h"
#include "cli/pipeline.h"
#include "emit/carried.h"
#include "emit/emit.h"
#include "emit/sink.h"
#include "web/web.h"

struct build {
  const struct options *options;
  struct pipeline *pipeline;
  const char *source, *target;
  struct outcome *outcome;
};

static bool overwrites(const struct build *build, const char *path, const char *input, const char *hint)
{
  if (strcmp(path, input) != 0 && !target_is_input(path, input)) /* a new lock is not there yet */
    return false;
  message_error(stderr, build->options, "io-write", NULL, hint,
                _("The output “%1$s” is the input file “%2$s”, which would be lost."), path, input);
  return true;
}

/* The target could be a source, a layout or form that was read, or a font. */
static bool target_is_free(const struct build *build, const char *path, const char *hint)
{
  const struct files *files = &build->pipeline->files;
  for (size_t i = 0; i < build->options->source_count; i++)
    if (overwrites(build, path, build->options->sources[i], hint))
      return false;
  for (uint32_t i = 1; i < files->count; i++)
    if (overwrites(build, path, files_get(files, i)->name, hint))
      return false;
  const struct frame_document *document = build->pipeline->document;
  for (size_t i = 0; document && i < document->face_count; i++)
    if (overwrites(build, path, document->faces[i].file, hint))
      return false;
  return true;
}

static enum exit_status write_bytes(const struct build *build, const char *path, struct emit_bytes *bytes)
{
  struct diags *diags = &build->pipeline->diags;
  enum exit_status status = EXIT_DONE;
  pipeline_begin(build->pipeline, "write");
  bool may_write = strcmp(path, "-") == 0 || target_is_free(build, path, _("Choose another name with -o FILE."));
  if (!may_write || !sink_write(path, bytes->data, bytes->size, diags))
    status = EXIT_WORLD;
  emit_bytes_done(bytes);
  return status;
}

/* The web edition, in memory of its own, as the backends give it. */
static bool write_web(const struct build *build, struct emit_bytes *out)
{
  const struct pipeline *pipeline = build->pipeline;
  struct web_page page = web_build(pipeline->arena, pipeline->blocks, pipeline->sheet, pipeline->document,
                                   diags_have_error(&pipeline->diags));
  *out = (struct emit_bytes){g_memdup2(page.html, page.size), page.size};
  return true;
}

static bool emit_page(const struct build *build, size_t page, struct emit_bytes *out)
{
  const struct frame_document *document = build->pipeline->document;
  struct diags *diags = &build->pipeline->diags;
  struct emit_options options = {0};
  switch (build->options->format) {
  case OUTPUT_PDF:
    return emit_pdf(document, out, diags);
  case OUTPUT_PNG:
    return emit_png(document, page, &options, out, diags);
  case OUTPUT_SVG:
    return emit_svg(document, page, out, diags);
  case OUTPUT_DUMP:
    return emit_dump(document, out);
  case OUTPUT_HTML:
    return write_web(build, out);
  }
  return false;
}

static enum exit_status write_document(const struct build *build)
{
  const struct options *options = build->options;
  bool pictures = options->format == OUTPUT_PNG || options->format == OUTPUT_SVG;
  size_t count = pictures ? build->pipeline->document->page_count : 1;
  if (count > 1 && strcmp(build->target, "-") == 0) {
    message_error(stderr, options, "usage", NULL, _("Name a file with -o FILE; each page gets its number."),
                  _("%zu pictures cannot be written to standard output."), count);
    return EXIT_USAGE;
  }
  for (size_t i = 0; i < count; i++) {
    struct emit_bytes bytes = {0};
    pipeline_begin(build->pipeline, "emit");
    if (!emit_page(build, i, &bytes))
      return EXIT_WORLD;
    const char *path = target_page(build->pipeline->arena, build->target, i, count);
    enum exit_status status = write_bytes(build, path, &bytes);
    if (status != EXIT_DONE)
      return status;
  }
  return EXIT_DONE;
}

static void attach_files(const struct build *build)
{
  struct pipeline *pipeline = build->pipeline;
  const struct options *options = build->options;
  struct frame_document *document = ARENA_NEW(pipeline->arena, struct frame_document);
  *document = *pipeline->document;
  const struct carry_from from = {&pipeline->files,       build->source,
                                  options->layouts,       options->fonts,
                                  &pipeline->sheet->line, pipeline->form ? &pipeline->form->line : NULL,
                                  pipeline->lent_files,   pipeline->blocks};
  carry_pack(pipeline->arena, &from, document);
  pipeline->document = document;
}

static void say_written(const struct build *build)
{
  build->outcome->pages = build->pipeline->document->page_count;
  if (build->options->quiet || build->options->source_count > 1 || strcmp(build->target, "-") == 0)
    return;
  printf(_("%1$s: written (pages: %2$zu)\n"), build->target, build->pipeline->document->page_count);
}

/* --- the lock --- */

/* Before anything is written, so that it travels with the report, too. NULL: none is asked for, or after a diagnostic.
 */
static const struct file *make_lock(const struct build *build)
{
  struct pipeline *pipeline = build->pipeline;
  struct lock lock;
  if (!build->options->lock || !lock_of(pipeline, build->options, &lock))
    return NULL;
  GString *text = g_string_new(NULL);
  lock_write(text, &lock);
  uint32_t file = files_add(&pipeline->files, lock_path(pipeline->arena, build->source), text->str, text->len);
  g_string_free(text, TRUE);
  return files_get(&pipeline->files, file);
}

/* What the source reads may have that name. */
static bool lock_is_free(const struct build *build)
{
  return !build->options->lock ||
         target_is_free(
             build, lock_path(build->pipeline->arena, build->source),
             _("Give that file another name: the lock is written to the source's name with .lock behind it."));
}

static enum exit_status write_lock(const struct build *build, const struct file *lock)
{
  if (!sink_write(lock->name, lock->bytes, lock->size, &build->pipeline->diags))
    return EXIT_WORLD;
  if (!build->options->quiet && build->options->source_count == 1 && strcmp(build->target, "-") != 0)
    printf(_("%s: written\n"), lock->name);
  return EXIT_DONE;
}

/* --- what was there before --- */

static bool says_changes(const struct build *build)
{
  const struct options *options = build->options;
  return options->format == OUTPUT_PDF && !options->quiet && options->message_format == DIAG_TEXT &&
         options->source_count == 1 && strcmp(build->target, "-") != 0;
}

/* The PDF that stands at the target, if it may carry its source; NULL without a word if not. It is the user's own, so
 * nothing about it can be wrong. */
static const struct file *read_replaced(const struct build *build)
{
  struct arena *arena = build->pipeline->arena;
  struct files *files = ARENA_NEW(arena, struct files);
  struct diags apart;
  if (!says_changes(build))
    return NULL;
  files_init(files, arena);
  diags_init(&apart, arena);
  uint32_t file = files_read(files, build->target, LIMIT_PDF_BYTES, &apart);
  return file != 0 && emit_may_carry(files_get(files, file)) ? files_get(files, file) : NULL;
}

static void say_changes(const struct build *build, const struct file *replaced)
{
  struct pipeline before;
  pipeline_init(&before);
  if (origin_run_pdf(&before, build->options, replaced) && before.document) {
    struct comparison comparison = comparison_make(build->options, &before, build->pipeline);
    changes_print_short(stdout, &comparison);
  }
  pipeline_done(&before);
}

static enum exit_status build_document(const struct build *build)
{
  struct pipeline *pipeline = build->pipeline;
  bool wrong = diags_have_error(&pipeline->diags);
  enum exit_status status = EXIT_DONE;
  if (pipeline->document && (!wrong || build->options->draft)) {
    if (!lock_is_free(build))
      return EXIT_WORLD;
    const struct file *replaced = read_replaced(build), *lock = make_lock(build);
    if (build->options->attach)
      attach_files(build);
    status = write_document(build);
    pipeline_end(pipeline);
    if (status == EXIT_DONE)
      say_written(build);
    if (status == EXIT_DONE && lock)
      status = write_lock(build, lock);
    if (status == EXIT_DONE && replaced)
      say_changes(build, replaced);
  }
  enum exit_status found = diags_exit_status(&pipeline->diags);
  return found > status ? found : status;
}

/* What all sources have in common. */
struct common {
  const struct target *targets;
  struct pipeline prepared;
};

static void build_source(const struct options *options, size_t source, void *data, struct outcome *out)
{
  const struct common *common = data;
  struct pipeline pipeline;
  pipeline_init_prepared(&pipeline, &common->prepared);
  pipeline_run(&pipeline, options, options->sources[source], GOAL_PAGES);
  if (!options->lock)
    lock_check(&pipeline, options, options->sources[source]);
  struct build build = {options, &pipeline, options->sources[source], common->targets[source].path, out};
  enum exit_status status = build_document(&build);
  message_findings(stderr, options, &pipeline.diags, &pipeline.files);
  if (options->timings)
    pipeline_print_timings(stderr, &pipeline, options->sources[source]);
  outcome_count(out, &pipeline.diags);
  out->status = status;
  pipeline_done(&pipeline);
}

enum exit_status command_build(const struct options *options)
{
  struct arena *arena = arena_new();
  struct common common = {.targets = targets_plan(arena, options)};
  struct outcome *outcomes = ARENA_ARRAY(arena, options->source_count, struct outcome);
  enum exit_status status = EXIT_USAGE;
  pipeline_init(&common.prepared);
  if (common.targets && options->source_count > 1)
    pipeline_prepare(&common.prepared, options);
  if (common.targets) {
    status = workers_run(options, build_source, 1, &common, outcomes);
    summary_print(options, outcomes, common.targets);
  }
  pipeline_done(&common.prepared);
  arena_free(arena);
  return status;
}
