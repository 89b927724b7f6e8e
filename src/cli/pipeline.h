/* The pipeline: runs the stages over one source and keeps what each gave, what was found, and how long it took. */
#ifndef NIANBAO_CLI_PIPELINE_H
#define NIANBAO_CLI_PIPELINE_H

#include <stdint.h>

#include "block/block.h"
#include "box/box.h"
#include "cli/cli.h"
#include "cli/keep.h"
#include "figure/facts.h"
#include "frame/frame.h"
#include "model/report.h"
#include "style/style.h"
#include "text/fonts.h"

enum pipeline_goal {
  GOAL_CHECK, /* figures, words and characters; goes without the characters where no fonts are installed */
  GOAL_BOXES, /* all lines set, all glyphs found */
  GOAL_PAGES
};

struct timing {
  const char *stage;
  int64_t begin, end; /* µs */
};

/* What sources share and what has been read before any of them: by name, without a finding. */
struct prepared {
  const struct form **forms;
  size_t form_count, form_capacity;
  const struct sheet **sheets;
  size_t sheet_count, sheet_capacity;
};

struct pipeline {
  struct arena *arena;
  struct files files;
  struct diags diags;
  const struct report *report; /* each is NULL where the stage did not get to it */
  const struct form *form;
  const struct facts *facts;
  const struct sheet *sheet;
  const struct blocks *blocks;
  struct fonts *fonts;
  const struct boxes *boxes;
  const struct frame_document *document;
  bool fonts_failed; /* GOAL_CHECK: characters were not looked up */
  struct prepared prepared;
  uint32_t lent_files;   /* the first of `files`: read for all sources, not for this one */
  bool fonts_lent;       /* they are those of another pipeline, which closes them */
  bool draft_if_wrong;   /* pages are marked 草稿 while there are errors */
  struct keep *keep;     /* or NULL: what was read by earlier runs, see pipeline_init_kept */
  struct keep_user user; /* with `keep` */
  struct timing *timings;
  size_t timing_count, timing_capacity;
};

void pipeline_init(struct pipeline *pipeline);
/* The same for one of many runs over a source: form, layout and fonts are those of `keep` while they are the same. */
void pipeline_init_kept(struct pipeline *pipeline, struct keep *keep);
void pipeline_done(struct pipeline *pipeline);
/* Runs as many stages as the source and the goal allow; what is wrong is in pipeline->diags. */
void pipeline_run(struct pipeline *pipeline, const struct options *options, const char *source,
                  enum pipeline_goal goal);
/* The same for a source that is in pipeline->files already. */
void pipeline_run_file(struct pipeline *pipeline, const struct options *options, uint32_t file,
                       enum pipeline_goal goal);

/* For many sources: reads all forms and layouts, opens the fonts and shapes a few words, once, so that the processes
 * that work on them inherit it. Whatever goes wrong is left to the sources to report. */
void pipeline_prepare(struct pipeline *pipeline, const struct options *options);
/* For one of them: works with what was prepared, one after another. */
void pipeline_init_prepared(struct pipeline *pipeline, const struct pipeline *prepared);

/* The same for a source that is in memory, whose name messages will use. */
void pipeline_run_text(struct pipeline *pipeline, const struct options *options, const char *name, const char *text,
                       enum pipeline_goal goal);

/* A stage's time is from pipeline_begin to the next pipeline_begin or pipeline_end. Names are those of the folders. */
void pipeline_begin(struct pipeline *pipeline, const char *stage);
void pipeline_end(struct pipeline *pipeline);
void pipeline_print_timings(FILE *out, const struct pipeline *pipeline, const char *source);

#endif
