/* CL-96: the contents are made of the report's headings when all of them are known, and stand behind the title. Their
 * page numbers come later, from page/. */
#include <glib.h>
#include <string.h>

#include "block/build.h"

static bool is_listed(const struct builder *builder, const struct block *block)
{
  return block->outline_level > 0 && block->outline_level <= builder->sheet->contents.levels;
}

static size_t count_listed(const struct builder *builder, size_t first)
{
  size_t count = 0;
  for (size_t i = first; i < builder->blocks->count; i++)
    count += is_listed(builder, &builder->blocks->items[i]);
  return count;
}

static void add_title(struct builder *builder)
{
  const char *title = builder->sheet->contents.title;
  struct block *block = build_add(builder, BLOCK_HEADING, STYLE_CONTENTS_TITLE, FRAME_TAG_H1, SPAN_NONE);
  block->outline_level = 1;
  build_add_run(builder, &block->text, title, 0, NULL, SPAN_NONE);
}

/* The words of a heading alone: without line breaks, marks of notes and links of its own. */
static void copy_words(struct builder *builder, const struct block_runs *from, struct block_runs *to)
{
  for (size_t i = 0; i < from->count; i++) {
    const struct block_run *run = &from->items[i];
    if (run->note == 0 && strcmp(run->text, "\u2028") != 0)
      *ARENA_PUSH(builder->arena, to) = (struct block_run){.text = run->text, .length = run->length, .span = run->span};
  }
}

static void add_entry(struct builder *builder, const struct block *heading, size_t index)
{
  enum style_id style = STYLE_CONTENTS_1 + (enum style_id)(heading->outline_level - 1);
  struct block *block = build_add(builder, BLOCK_PARAGRAPH, style, FRAME_TAG_TOCI, heading->span);
  block->entry_of = (uint32_t)index;
  copy_words(builder, &heading->label, &block->label);
  copy_words(builder, &heading->text, &block->text);
}

/* CL-95: the text begins on a new page; where it counts its pages from 1, on a recto, so that odd numbers are at the
 * right. */
static void part_text(struct builder *builder, struct block *first)
{
  bool restarts = builder->sheet->contents.folio != FRONT_SAME;
  first->begins = restarts ? BEGINS_RECTO : MAX(first->begins, BEGINS_PAGE);
  first->numbers_begin = restarts;
}

void build_contents(struct builder *builder, size_t first)
{
  struct blocks *blocks = builder->blocks;
  const struct blocks old = *blocks;
  size_t listed = count_listed(builder, first);
  if (listed == 0)
    return;
  part_text(builder, &old.items[first]);
  blocks->items = NULL;
  blocks->count = blocks->capacity = 0;
  for (size_t i = 0; i < first; i++)
    *ARENA_PUSH(builder->arena, blocks) = old.items[i];
  add_title(builder);
  for (size_t i = first; i < old.count; i++)
    if (is_listed(builder, &old.items[i]))
      add_entry(builder, &old.items[i], i + 1 + listed);
  for (size_t i = first; i < old.count; i++)
    *ARENA_PUSH(builder->arena, blocks) = old.items[i];
}
