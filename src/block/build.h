/* What the passes of blocks_build share. Private to block/. */
#ifndef NIANBAO_BLOCK_BUILD_H
#define NIANBAO_BLOCK_BUILD_H

#include "block/block.h"
#include "model/table.h"

#define BUILD_LEVELS     4    /* heading levels: sections and ## to #### */
#define BUILD_NUMBER_MAX 9999 /* of a heading or list item */

struct builder {
  struct arena *arena;
  const struct report *report;
  const struct facts *facts;
  const struct sheet *sheet;
  struct diags *diags;
  struct blocks *blocks;          /* what blocks are added to: all, or the list of a footnote */
  struct blocks *all;             /* what is being made */
  int counters[BUILD_LEVELS + 1]; /* by level, from 1 */
  uint32_t list;                  /* number of the latest list */
  uint32_t *note_numbers;         /* of each of the report's footnotes; 0: no mark has been met */
  uint32_t *notes_marked;         /* footnotes in the order of their marks */
  uint32_t notes_marked_count, notes_set;
  uint32_t charts;     /* and pictures, numbered so far: 图1 … */
  unsigned note_depth; /* of notes that are being built inside each other */
};

struct block *build_add(struct builder *builder, enum block_kind kind, enum style_id style, enum frame_tag tag,
                        struct span span);
/* Appends a run; text lives as long as the blocks. Empty text adds nothing. */
void build_add_run(struct builder *builder, struct block_runs *runs, const char *text, unsigned marks, const char *link,
                   struct span span);
/* Words with their ${…} filled in. */
void build_add_inlines(struct builder *builder, struct block_runs *runs, const struct inlines *inlines);
/* Marks where a line of the title, which begins with run `first`, or the name in the signature is best divided if it
 * must be. True if the drafter has said so in that line. */
bool build_title_phrases(struct builder *builder, struct block_runs *runs, size_t first);
/* A heading of a level from 1, numbered by its style. */
void build_heading(struct builder *builder, int level, const struct inlines *inlines, struct span span);
void build_markups(struct builder *builder, const struct markups *markups);
/* The paragraphs of a footnote; `note` is its index + 1. */
void build_note_blocks(struct builder *builder, const struct markups *markups, uint32_t note, const char *label);
/* build_notes.c: the mark of a footnote; with its first mark the note itself, where notes stand at the foot of a
 * page. */
void build_note_mark(struct builder *builder, struct block_runs *runs, const struct inline_run *run);
/* The footnotes marked since the last time, where notes stand there. */
void build_notes(struct builder *builder, enum note_place here);
/* The contents, before block `first` and those behind it; nothing where the layout has none, or no heading is listed.
 */
void build_contents(struct builder *builder, size_t first);
void build_table(struct builder *builder, const struct part *part);
/* The note below a table, chart or picture, if it has one. */
void build_table_note(struct builder *builder, const struct inlines *note);
void build_chart(struct builder *builder, const struct part *part); /* build_chart.c */
void build_image(struct builder *builder, const struct part *part); /* build_image.c */
/* The caption below a chart or picture, if it has one: 图1 …; gives its words, or "". */
const char *build_figure_caption(struct builder *builder, const struct part *part);
/* A length as written, such as “60 mm”: num/den of a unit that is left to the caller. False where it is none. */
bool build_parse_measure(const char *text, int64_t *num, int64_t *den, const char **unit);
/* How a table of the source or of a form is set, with what the layout says of tables that are too wide. */
void build_table_setting(const struct builder *builder, const struct table_setting *from, struct block_table *table);
/* build_free.c: the grid of a table that stands in the source, or of a ledger. `facts`: as its cells. */
struct block_table *build_free_table(struct builder *builder, const struct free_table *from,
                                     const struct free_fact *facts);

#endif
