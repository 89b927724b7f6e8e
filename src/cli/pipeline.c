#include "cli/pipeline.h"

#include <glib.h>
#include <string.h>

#include "base/limits.h"
#include "base/tr.h"
#include "page/page.h"
#include "press/press.h"

void pipeline_init(struct pipeline *pipeline)
{
  *pipeline = (struct pipeline){.arena = arena_new()};
  files_init(&pipeline->files, pipeline->arena);
  diags_init(&pipeline->diags, pipeline->arena);
}

void pipeline_init_kept(struct pipeline *pipeline, struct keep *keep)
{
  pipeline_init(pipeline);
  pipeline->keep = keep;
  keep_reserve(&pipeline->files);
  pipeline->user = (struct keep_user){pipeline->arena, &pipeline->files, &pipeline->diags, {NULL}};
}

void pipeline_done(struct pipeline *pipeline)
{
  if (pipeline->fonts && !pipeline->user.held[KEEP_FONTS] && !pipeline->fonts_lent)
    fonts_close(pipeline->fonts);
  keep_release(&pipeline->user);
  arena_free(pipeline->arena);
}

/* --- timings --- */

void pipeline_end(struct pipeline *pipeline)
{
  if (pipeline->timing_count == 0)
    return;
  struct timing *last = &pipeline->timings[pipeline->timing_count - 1];
  if (last->end == 0)
    last->end = g_get_monotonic_time();
}

void pipeline_begin(struct pipeline *pipeline, const char *stage)
{
  pipeline_end(pipeline);
  struct timing *timing =
      ARENA_APPEND(pipeline->arena, pipeline->timings, pipeline->timing_count, pipeline->timing_capacity);
  *timing = (struct timing){stage, g_get_monotonic_time(), 0};
}

void pipeline_print_timings(FILE *out, const struct pipeline *pipeline, const char *source)
{
  int64_t sum = 0;
  fprintf(out, "%s\n", source);
  for (size_t i = 0; i < pipeline->timing_count; i++) {
    const struct timing *timing = &pipeline->timings[i];
    int64_t took = timing->end - timing->begin;
    sum += took;
    fprintf(out, "  %-8s %7.1f ms\n", timing->stage, (double)took / 1000);
  }
  fprintf(out, "  %-8s %7.1f ms, %zu kB\n", "all", (double)sum / 1000, arena_size(pipeline->arena) / 1024);
}

/* --- the stages --- */

static bool read_report(struct pipeline *pipeline, uint32_t file)
{
  struct files *files = &pipeline->files;
  const struct node *root =
      pipeline->keep ? source_parse_kept(pipeline->arena, files, file, keep_source(pipeline->keep), &pipeline->diags)
                     : source_parse(pipeline->arena, files, file, &pipeline->diags);
  if (!root)
    return false;
  pipeline_begin(pipeline, "model");
  struct markup_cache *words = pipeline->keep ? keep_words(pipeline->keep) : NULL;
  pipeline->report = report_read_cached(pipeline->arena, files, root, words, &pipeline->diags);
  return pipeline->report != NULL;
}

static const struct form *find_form(struct pipeline *pipeline, const struct options *options)
{
  const struct report *report = pipeline->report;
  for (size_t i = 0; i < pipeline->prepared.form_count; i++)
    if (strcmp(pipeline->prepared.forms[i]->name, report->form) == 0)
      return pipeline->prepared.forms[i];
  if (pipeline->keep)
    return keep_form(pipeline->keep, &pipeline->user, options->layouts, report->form, report->form_span);
  return form_load(pipeline->arena, &pipeline->files, options->layouts, report->form, report->form_span,
                   &pipeline->diags);
}

/* False if the report names a form that cannot be used: without it every figure would be reported as unknown. */
static bool resolve_facts(struct pipeline *pipeline, const struct options *options)
{
  const struct report *report = pipeline->report;
  pipeline_begin(pipeline, "figure");
  if (report->form) {
    pipeline->form = find_form(pipeline, options);
    if (!pipeline->form)
      return false;
  }
  struct facts_caches caches = {NULL, NULL};
  if (pipeline->keep)
    caches = (struct facts_caches){keep_pictures(pipeline->keep), keep_prose(pipeline->keep, &pipeline->user)};
  pipeline->facts =
      facts_resolve_cached(pipeline->arena, &pipeline->files, report, pipeline->form, caches, &pipeline->diags);
  return true;
}

static bool load_sheet(struct pipeline *pipeline, const struct options *options)
{
  const struct report *report = pipeline->report;
  pipeline_begin(pipeline, "style");
  for (size_t i = 0; i < pipeline->prepared.sheet_count; i++)
    if (strcmp(pipeline->prepared.sheets[i]->name, report->layout) == 0)
      pipeline->sheet = pipeline->prepared.sheets[i];
  if (pipeline->sheet)
    return true;
  if (pipeline->keep)
    pipeline->sheet =
        keep_sheet(pipeline->keep, &pipeline->user, options->layouts, report->layout, report->layout_span);
  else
    pipeline->sheet = sheet_load(pipeline->arena, &pipeline->files, options->layouts, report->layout,
                                 report->layout_span, &pipeline->diags);
  return pipeline->sheet != NULL;
}

/* A check is about the document: where no fonts are installed it says what it can. */
static bool open_fonts(struct pipeline *pipeline, const struct options *options, enum pipeline_goal goal)
{
  if (pipeline->fonts)
    return true;
  struct diags apart;
  diags_init(&apart, pipeline->arena);
  pipeline_begin(pipeline, "text");
  if (pipeline->keep)
    pipeline->fonts = keep_fonts(pipeline->keep, &pipeline->user, options->fonts);
  else
    pipeline->fonts =
        fonts_open(pipeline->arena, &pipeline->files, options->fonts, goal == GOAL_CHECK ? &apart : &pipeline->diags);
  pipeline->fonts_failed = pipeline->fonts == NULL;
  return pipeline->fonts != NULL;
}

/* The title on one line, for the PDF's properties. */
static const char *join_title(const struct pipeline *pipeline)
{
  GString *out = g_string_new(NULL);
  for (size_t i = 0; i < pipeline->blocks->count; i++) {
    const struct block *block = &pipeline->blocks->items[i];
    if (block->style == STYLE_TITLE)
      g_string_append(out, blocks_join_words(pipeline->arena, &block->text, 0, false));
  }
  g_string_replace(out, "\u2028", "", 0);
  const char *copy = arena_strndup(pipeline->arena, out->str, out->len);
  g_string_free(out, TRUE);
  return copy;
}

/* The document's date is signed.date, else SOURCE_DATE_EPOCH, else the last day of the year: never the clock's. */
static struct page_meta describe_document(const struct pipeline *pipeline, const struct options *options)
{
  const struct report *report = pipeline->report;
  struct page_meta meta = {.title = join_title(pipeline),
                           .author = report->agency ? report->agency : "",
                           .subject = pipeline->form && pipeline->form->title ? pipeline->form->title : "",
                           .lang = "zh-CN",
                           .draft = options->draft || (pipeline->draft_if_wrong && diags_have_error(&pipeline->diags)),
                           .report_year = report->year,
                           .year = report->year > 0 ? report->year : 2000,
                           .month = 12,
                           .day = 31};
  if (report->signed_year) {
    meta.year = report->signed_year;
    meta.month = report->signed_month;
    meta.day = report->signed_day;
  } else if (options->epoch) {
    meta.year = options->epoch_year;
    meta.month = options->epoch_month;
    meta.day = options->epoch_day;
  }
  return meta;
}

/* An error that only the page could find makes a draft, too: once more, and what that says has been said. */
static void build_pages_again(struct pipeline *pipeline, struct page_meta *meta)
{
  struct diags said;
  diags_init(&said, pipeline->arena);
  meta->draft = true;
  pipeline->document = pages_build(pipeline->arena, pipeline->boxes, pipeline->sheet, meta, &said);
}

static void build_print(struct pipeline *pipeline)
{
  const struct sheet *sheet = pipeline->sheet;
  if (sheet->print.set) {
    pipeline_begin(pipeline, "press");
    pipeline->document = press_build(pipeline->arena, pipeline->document, sheet);
    return;
  }
  struct diag *diag = diag_add(&pipeline->diags, DIAG_KEY_MISSING, pipeline->report->layout_span,
                               _("The layout “%s” does not describe an edition for the press."), sheet->name);
  diag_hint(
      &pipeline->diags, diag,
      _("Write “print: {bleed: 3mm, marks: true}” at the end of the layout; layouts/gongwen.yaml explains what else "
        "it may say. Or leave out --print."));
  pipeline->document = NULL;
}

static void build_pages(struct pipeline *pipeline, const struct options *options)
{
  struct page_meta meta = describe_document(pipeline, options);
  pipeline_begin(pipeline, "page");
  pipeline->document = pages_build(pipeline->arena, pipeline->boxes, pipeline->sheet, &meta, &pipeline->diags);
  if (pipeline->document && pipeline->draft_if_wrong && !meta.draft && diags_have_error(&pipeline->diags))
    build_pages_again(pipeline, &meta);
  if (pipeline->document && options->print)
    build_print(pipeline);
  const char *wrong = pipeline->document ? frame_verify(pipeline->arena, pipeline->document) : NULL;
  if (wrong)
    g_error("frame: %s", wrong); /* rather no report than one with text beside the paper */
}

static void run_stages(struct pipeline *pipeline, const struct options *options, uint32_t file, enum pipeline_goal goal)
{
  if (!read_report(pipeline, file))
    return;
  bool facts = resolve_facts(pipeline, options);
  if (!load_sheet(pipeline, options) || !facts)
    return;
  pipeline_begin(pipeline, "block");
  pipeline->blocks =
      blocks_build(pipeline->arena, pipeline->report, pipeline->facts, pipeline->sheet, &pipeline->diags);
  if (!open_fonts(pipeline, options, goal))
    return;
  pipeline_begin(pipeline, "box");
  struct box_cache *cache = pipeline->keep ? keep_boxes(pipeline->keep, &pipeline->user) : NULL;
  pipeline->boxes =
      boxes_build_cached(pipeline->arena, pipeline->blocks, pipeline->sheet, pipeline->fonts, cache, &pipeline->diags);
  if (goal == GOAL_PAGES && pipeline->boxes)
    build_pages(pipeline, options);
}

void pipeline_run_file(struct pipeline *pipeline, const struct options *options, uint32_t file, enum pipeline_goal goal)
{
  pipeline_begin(pipeline, "source");
  run_stages(pipeline, options, file, goal);
  diags_merge(&pipeline->diags);
  pipeline_end(pipeline);
}

void pipeline_run(struct pipeline *pipeline, const struct options *options, const char *source, enum pipeline_goal goal)
{
  pipeline_begin(pipeline, "source");
  uint32_t file = files_read(&pipeline->files, source, LIMIT_SOURCE_BYTES, &pipeline->diags);
  if (file != 0)
    run_stages(pipeline, options, file, goal);
  diags_merge(&pipeline->diags);
  pipeline_end(pipeline);
}

void pipeline_run_text(struct pipeline *pipeline, const struct options *options, const char *name, const char *text,
                       enum pipeline_goal goal)
{
  pipeline_begin(pipeline, "source");
  run_stages(pipeline, options, files_add(&pipeline->files, name, text, strlen(text)), goal);
  pipeline_end(pipeline);
}
