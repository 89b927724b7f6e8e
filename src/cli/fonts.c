/* nianbao fonts: the roles and their faces; with a source, the characters of it that come from another face or from
 * none. */
#include <glib.h>

#include "base/tr.h"
#include "base/utf8.h"
#include "cli/pipeline.h"

static bool is_about_fonts(enum diag_code code)
{
  return code == DIAG_GLYPH_MISSING || code == DIAG_FONT_MISSING || code == DIAG_FONT_BAD;
}

/* A program that reads the findings gets the fallbacks among them; for people they are in the list. */
static bool is_told(const struct options *options, enum diag_code code)
{
  return is_about_fonts(code) || (code == DIAG_GLYPH_FALLBACK && options->message_format == DIAG_JSON);
}

/* Only what was found out about fonts, unless the source did not get that far. */
static struct diags select_findings(const struct pipeline *pipeline, const struct options *options)
{
  struct diags out;
  diags_init(&out, pipeline->arena);
  out.items = ARENA_ARRAY(pipeline->arena, pipeline->diags.count, struct diag *);
  for (size_t i = 0; i < pipeline->diags.count; i++) {
    struct diag *diag = pipeline->diags.items[i];
    if (pipeline->boxes && !is_told(options, diag->code))
      continue;
    out.items[out.count++] = diag;
    out.errors += diag->severity == DIAG_ERROR;
  }
  return out;
}

static void print_fallback(const struct pipeline *pipeline, const struct fallback *found)
{
  char text[5] = {0};
  utf8_encode(found->code, text);
  const char *base = g_unichar_ismark(found->code) ? "\u25CC" : ""; /* a mark shows on something only */
  printf("  %s%s  U+%04X  %s  %u", base, text, found->code, found->face ? found->face->name : _("in no font"),
         found->count);
  if (span_known(found->first)) {
    struct file_position position = files_position(&pipeline->files, found->first);
    printf("  %s:%u:%u", files_get(&pipeline->files, found->first.file)->name, position.line, position.column);
  }
  printf("\n");
}

/* By role: the character, the face that sets it, how often it stands in the source, and where first. */
static void print_fallbacks(const struct pipeline *pipeline, const struct options *options)
{
  size_t count;
  const struct fallback *found = fonts_fallbacks(pipeline->fonts, &count);
  const char *role = NULL;
  for (size_t i = 0; i < count; i++) {
    if (found[i].role != role)
      printf("%s\n", found[i].role);
    role = found[i].role;
    print_fallback(pipeline, &found[i]);
  }
  if (!count && !options->quiet)
    printf(_("%s: every character is in the first face of its role\n"), options->sources[0]);
}

enum exit_status command_fonts(const struct options *options)
{
  struct pipeline pipeline;
  pipeline_init(&pipeline);
  if (options->source_count)
    pipeline_run(&pipeline, options, options->sources[0], GOAL_BOXES);
  else
    pipeline.fonts = fonts_open(pipeline.arena, &pipeline.files, options->fonts, &pipeline.diags);
  if (pipeline.boxes)
    print_fallbacks(&pipeline, options);
  else if (pipeline.fonts)
    fonts_dump(stdout, pipeline.fonts);
  struct diags findings = select_findings(&pipeline, options);
  fflush(stdout);
  message_findings(stderr, options, &findings, &pipeline.files);
  enum exit_status status = diags_exit_status(&findings);
  pipeline_done(&pipeline);
  return status;
}
