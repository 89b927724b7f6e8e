/* What many sources have in common, read once before the processes part. */
#include <string.h>

#include "cli/pipeline.h"

/* Words in all roles that a report has: their faces are opened, and HarfBuzz plans how to shape them. */
static const char few_words[] = "agency: 甲局\nyear: 2025\ntitle: 甲局报告\nsections:\n  - title: 总体情况\n"
                                "    text: |\n      本局（机关）公开信息12件。\n\n      ## 公开\n\n      ### 公开\n\n"
                                "      **公开**。\n";

static void prepare_form(struct pipeline *pipeline, const struct options *options, const char *name)
{
  struct prepared *prepared = &pipeline->prepared;
  struct diags apart;
  diags_init(&apart, pipeline->arena);
  const struct form *form = form_load(pipeline->arena, &pipeline->files, options->layouts, name, SPAN_NONE, &apart);
  if (form && apart.count == 0)
    *ARENA_APPEND(pipeline->arena, prepared->forms, prepared->form_count, prepared->form_capacity) = form;
}

static void prepare_sheet(struct pipeline *pipeline, const struct options *options, const char *name)
{
  struct prepared *prepared = &pipeline->prepared;
  struct diags apart;
  diags_init(&apart, pipeline->arena);
  const struct sheet *sheet = sheet_load(pipeline->arena, &pipeline->files, options->layouts, name, SPAN_NONE, &apart);
  if (sheet && apart.count == 0)
    *ARENA_APPEND(pipeline->arena, prepared->sheets, prepared->sheet_count, prepared->sheet_capacity) = sheet;
}

static void prepare_fonts(struct pipeline *pipeline, const struct options *options)
{
  struct diags apart;
  diags_init(&apart, pipeline->arena);
  struct fonts *fonts = fonts_open(pipeline->arena, &pipeline->files, options->fonts, &apart);
  if (fonts && apart.count == 0)
    pipeline->fonts = fonts;
  else
    fonts_close(fonts);
}

static void shape_few_words(const struct pipeline *pipeline, const struct options *options)
{
  struct pipeline few = {.arena = pipeline->arena, .prepared = pipeline->prepared, .fonts = pipeline->fonts};
  files_init(&few.files, few.arena);
  diags_init(&few.diags, few.arena);
  pipeline_run_file(&few, options, files_add(&few.files, "", few_words, strlen(few_words)), GOAL_CHECK);
}

void pipeline_prepare(struct pipeline *pipeline, const struct options *options)
{
  struct names forms = place_list(pipeline->arena, arena_printf(pipeline->arena, "%s/forms", options->layouts));
  struct names sheets = place_list(pipeline->arena, options->layouts);
  for (size_t i = 0; i < forms.count; i++)
    prepare_form(pipeline, options, forms.items[i]);
  for (size_t i = 0; i < sheets.count; i++)
    prepare_sheet(pipeline, options, sheets.items[i]);
  prepare_fonts(pipeline, options);
  if (pipeline->fonts)
    shape_few_words(pipeline, options);
}

void pipeline_init_prepared(struct pipeline *pipeline, const struct pipeline *prepared)
{
  pipeline_init(pipeline);
  files_share(&pipeline->files, &prepared->files);
  pipeline->lent_files = (uint32_t)pipeline->files.count - 1;
  pipeline->prepared = prepared->prepared;
  pipeline->fonts = prepared->fonts;
  pipeline->fonts_lent = pipeline->fonts != NULL;
  if (pipeline->fonts)
    fonts_forget_fallbacks(pipeline->fonts);
}
