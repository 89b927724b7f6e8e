/* nianbao fonts: the roles and their faces; with a source, the characters that come from another face or from none. */
#include "base/tr.h"
#include "cli/pipeline.h"

static bool is_about_fonts(enum diag_code code)
{
  return code == DIAG_GLYPH_MISSING || code == DIAG_GLYPH_FALLBACK || code == DIAG_FONT_MISSING ||
         code == DIAG_FONT_BAD;
}

/* Only what was found out about fonts, unless the source did not get that far. */
static struct diags select_findings(const struct pipeline *pipeline)
{
  struct diags out;
  diags_init(&out, pipeline->arena);
  out.items = ARENA_ARRAY(pipeline->arena, pipeline->diags.count, struct diag *);
  for (size_t i = 0; i < pipeline->diags.count; i++) {
    struct diag *diag = pipeline->diags.items[i];
    if (pipeline->boxes && !is_about_fonts(diag->code))
      continue;
    out.items[out.count++] = diag;
    out.errors += diag->severity == DIAG_ERROR;
  }
  return out;
}

enum exit_status command_fonts(const struct options *options)
{
  struct pipeline pipeline;
  pipeline_init(&pipeline);
  if (options->source_count)
    pipeline_run(&pipeline, options, options->sources[0], GOAL_BOXES);
  if (!pipeline.fonts && options->source_count == 0)
    pipeline.fonts = fonts_open(pipeline.arena, &pipeline.files, options->fonts, &pipeline.diags);
  if (pipeline.fonts)
    fonts_dump(stdout, pipeline.fonts);
  struct diags findings = select_findings(&pipeline);
  fflush(stdout);
  message_findings(stderr, options, &findings, &pipeline.files);
  enum exit_status status = diags_exit_status(&findings);
  if (pipeline.boxes && findings.count == 0 && !options->quiet)
    printf(_("%s: every character is in the first face of its role\n"), options->sources[0]);
  pipeline_done(&pipeline);
  return status;
}
