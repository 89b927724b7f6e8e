/* Footnotes (CL-92). They are numbered in the order of their first marks. Where they stand at the foot of a page, a
 * note is built with its first mark, so that the notes marked inside it come right behind it; elsewhere it waits for
 * the end of the section or of the report. */
#include "base/limits.h"
#include "base/tr.h"
#include "block/build.h"

static const char *number_of(struct builder *builder, uint32_t number)
{
  return numeral_note(builder->arena, builder->sheet->notes.numbers, number);
}

/* The mark in the text, and the label of the note. Where numbers begin again on each page, the page knows them: until
 * then ① stands for all, which are as wide. */
static const char *mark_of(struct builder *builder, uint32_t number)
{
  return number_of(builder, builder->sheet->notes.by_page ? 1 : number);
}

static void build_note(struct builder *builder, uint32_t number)
{
  uint32_t note = builder->notes_marked[number - 1];
  build_note_blocks(builder, &builder->report->notes[note], number, mark_of(builder, number));
}

/* The note's blocks gather in a list of their own, since notes inside it are built meanwhile. */
static void build_page_note(struct builder *builder, uint32_t number)
{
  struct blocks own = {0}, *around = builder->blocks, *all = builder->all;
  builder->blocks = &own;
  builder->note_depth++;
  build_note(builder, number);
  builder->note_depth--;
  builder->blocks = around;
  struct block_note *entry = &all->notes[number - 1];
  *entry = (struct block_note){all->note_block_count, own.count, (uint32_t)all->note_count - 1};
  for (size_t i = 0; i < own.count; i++)
    *ARENA_APPEND(builder->arena, all->note_blocks, all->note_block_count, all->note_block_capacity) = own.items[i];
}

static bool too_deep(struct builder *builder, struct span span)
{
  if (builder->note_depth < LIMIT_DEPTH)
    return false;
  diag_add(builder->diags, DIAG_LIMIT_DEPTH, span, _("Footnotes are marked inside each other more than %u deep."),
           LIMIT_DEPTH);
  return true;
}

static void number_note(struct builder *builder, uint32_t note)
{
  struct blocks *all = builder->all;
  builder->notes_marked[builder->notes_marked_count++] = note;
  builder->note_numbers[note] = builder->notes_marked_count;
  *ARENA_APPEND(builder->arena, all->notes, all->note_count, all->note_capacity) =
      (struct block_note){.last = (uint32_t)all->note_count};
}

void build_note_mark(struct builder *builder, struct block_runs *runs, const struct inline_run *run)
{
  if (run->note >= builder->report->note_count)
    return;
  bool first = builder->note_numbers[run->note] == 0;
  if (first && too_deep(builder, run->span))
    return;
  if (first)
    number_note(builder, run->note);
  uint32_t number = builder->note_numbers[run->note];
  build_add_run(builder, runs, mark_of(builder, number), 0, NULL, run->span);
  runs->items[runs->count - 1].note = number;
  if (first && builder->sheet->notes.place == NOTES_PAGE)
    build_page_note(builder, number);
}

/* A note may mark further notes, which then follow. */
void build_notes(struct builder *builder, enum note_place here)
{
  if (builder->sheet->notes.place != here)
    return;
  while (builder->notes_set < builder->notes_marked_count)
    build_note(builder, ++builder->notes_set);
}
