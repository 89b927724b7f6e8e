/* nianbao diff: what changed between two versions of a report; with -o the new pages, marked, behind a table of the
 * corrections. */
#include <string.h>

#include "base/tr.h"
#include "cli/changes.h"
#include "cli/origin.h"
#include "emit/emit.h"
#include "emit/sink.h"

static bool read_version(const struct options *options, const char *source, struct pipeline *pipeline)
{
  pipeline_init(pipeline);
  origin_run(pipeline, options, source);
  return pipeline->document != NULL;
}

/* --- -o --- */

static bool writes_input(const struct comparison *c, const char *path)
{
  for (size_t i = 0; i < c->options->source_count; i++) {
    if (!target_is_input(path, c->options->sources[i]))
      continue;
    message_error(stderr, c->options, "io-write", NULL, _("Choose another name with -o FILE."),
                  _("The output “%1$s” is the input file “%2$s”, which would be lost."), path, c->options->sources[i]);
    return true;
  }
  return false;
}

static enum exit_status write_pdf(const struct comparison *c, const struct frame_document *document)
{
  struct emit_bytes bytes = {0};
  struct diags *diags = &c->after->diags;
  if (writes_input(c, c->options->output) || !emit_pdf(document, &bytes, diags))
    return EXIT_WORLD;
  bool written = sink_write(c->options->output, bytes.data, bytes.size, diags);
  emit_bytes_done(&bytes);
  if (written && !c->options->quiet && strcmp(c->options->output, "-") != 0)
    printf(_("%1$s: written (pages: %2$zu)\n"), c->options->output, document->page_count);
  return written ? EXIT_DONE : EXIT_WORLD;
}

/* The corrections, then the report, as one document that has the report's title. */
static struct frame_document *join_documents(const struct pipeline *cover, const struct frame_document *report)
{
  struct frame_document *joined = ARENA_NEW(cover->arena, struct frame_document);
  *joined = *cover->document;
  joined->title = arena_printf(cover->arena, "%s（更正对照）", report->title);
  joined->subject = report->subject;
  joined->year = report->year;
  joined->month = report->month;
  joined->day = report->day;
  frame_append(cover->arena, joined, report);
  return joined;
}

static enum exit_status write_marked(const struct comparison *c)
{
  struct pipeline cover;
  const struct sheet *sheet = c->after->sheet; /* it may have come in the PDF */
  pipeline_init(&cover);
  cover.prepared = (struct prepared){.sheets = &sheet, .sheet_count = 1};
  pipeline_run_text(&cover, c->options, "更正对照表", changes_cover(cover.arena, c), GOAL_PAGES);
  enum exit_status status = EXIT_BUG;
  if (cover.document && !diags_have_error(&cover.diags)) {
    struct frame_document *report = ARENA_NEW(cover.arena, struct frame_document);
    *report = *c->after->document;
    changes_mark(c->after->arena, c->changes, c->after->sheet, c->old_places, c->new_places, report);
    status = write_pdf(c, join_documents(&cover, report));
  } else {
    message_findings(stderr, c->options, &cover.diags, &cover.files);
  }
  pipeline_done(&cover);
  return status;
}

/* --- the command --- */

static enum exit_status compare(const struct options *options, struct pipeline *before, struct pipeline *after)
{
  struct comparison c = comparison_make(options, before, after);
  changes_print(stdout, &c);
  return options->output ? write_marked(&c) : EXIT_DONE;
}

static enum exit_status worse(enum exit_status a, enum exit_status b)
{
  return a > b ? a : b;
}

/* What is wrong with the versions is not said again, unless there is nothing to compare. */
enum exit_status command_diff(const struct options *options)
{
  struct pipeline before, after;
  bool old_good = read_version(options, options->sources[0], &before);
  bool new_good = read_version(options, options->sources[1], &after);
  enum exit_status status = diags_exit_status(&after.diags);
  if (old_good && new_good)
    status = worse(status, compare(options, &before, &after));
  if (!old_good) {
    message_findings(stderr, options, &before.diags, &before.files);
    status = worse(status, diags_exit_status(&before.diags));
  }
  if (!new_good)
    message_findings(stderr, options, &after.diags, &after.files);
  pipeline_done(&before);
  pipeline_done(&after);
  return status;
}
