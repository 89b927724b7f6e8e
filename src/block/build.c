/* The order of the report: title, contents, preface, sections, signature. Words are lowered in build_text.c, tables in
 * build_table.c. */
#include <glib.h>

#include "block/build.h"

#define LINE_SEPARATOR "\u2028"

struct block *build_add(struct builder *builder, enum block_kind kind, enum style_id style, enum frame_tag tag,
                        struct span span)
{
  struct block *block = ARENA_PUSH(builder->arena, builder->blocks);
  block->kind = kind;
  block->style = style;
  block->tag = tag;
  block->span = span;
  block->begins = builder->sheet->styles[style].begins;
  block->keep_with_next = builder->sheet->styles[style].keep_with_next;
  return block;
}

/* One block, so that the lines keep together and count as one title; broken as written (GW-10, CL-88). */
static void build_title(struct builder *builder)
{
  const struct report *report = builder->report;
  if (report->title_count == 0)
    return;
  struct block *block = build_add(builder, BLOCK_HEADING, STYLE_TITLE, FRAME_TAG_TITLE, report->span);
  if (report->title[0].count)
    block->span = report->title[0].items[0].span;
  for (size_t i = 0; i < report->title_count; i++) {
    if (i > 0)
      build_add_run(builder, &block->text, LINE_SEPARATOR, 0, NULL, SPAN_NONE);
    size_t first = block->text.count;
    build_add_inlines(builder, &block->text, &report->title[i]);
    block->divided |= build_title_phrases(builder, &block->text, first);
  }
}

static int next_number(struct builder *builder, int level)
{
  for (int deeper = level + 1; deeper <= BUILD_LEVELS; deeper++)
    builder->counters[deeper] = 0;
  if (builder->counters[level] < BUILD_NUMBER_MAX)
    builder->counters[level]++;
  return builder->counters[level];
}

void build_heading(struct builder *builder, int level, const struct inlines *inlines, struct span span)
{
  static const enum style_id styles[] = {STYLE_H1, STYLE_H2, STYLE_H3, STYLE_H4};
  static const enum frame_tag tags[] = {FRAME_TAG_H1, FRAME_TAG_H2, FRAME_TAG_H3, FRAME_TAG_H4};
  g_assert(level >= 1 && level <= BUILD_LEVELS);
  enum style_id style = styles[level - 1];
  struct block *block = build_add(builder, BLOCK_HEADING, style, tags[level - 1], span);
  const char *label =
      numeral_label(builder->arena, builder->sheet->styles[style].numbering, next_number(builder, level));
  block->outline_level = level;
  build_add_run(builder, &block->label, label, 0, NULL, span);
  build_add_inlines(builder, &block->text, inlines);
}

static void build_part(struct builder *builder, const struct part *part)
{
  switch (part->kind) {
  case PART_TEXT:
    build_markups(builder, &part->text);
    return;
  case PART_TABLE:
    build_table(builder, part);
    return;
  case PART_CHART:
    build_chart(builder, part);
    return;
  case PART_IMAGE:
    build_image(builder, part);
    return;
  }
}

static void build_section(struct builder *builder, const struct section *section)
{
  build_heading(builder, 1, &section->title, section->title.count ? section->title.items[0].span : section->span);
  for (size_t i = 0; i < section->count; i++)
    build_part(builder, &section->parts[i]);
  build_notes(builder, NOTES_SECTION);
}

static struct block *add_signature_line(struct builder *builder, enum signature_line line)
{
  struct block *block = build_add(builder, BLOCK_PARAGRAPH, STYLE_SIGNATURE, FRAME_TAG_P, builder->report->signed_span);
  block->signature = line;
  return block;
}

/* GW-15; GW-16: the date in Arabic digits, the year in full, no zero before month and day. */
static void build_signature(struct builder *builder)
{
  const struct report *report = builder->report;
  bool dated = report->signed_year != 0;
  if (report->signed_by.count) {
    struct block *name = add_signature_line(builder, SIGNATURE_NAME);
    build_add_inlines(builder, &name->text, &report->signed_by);
    build_title_phrases(builder, &name->text, 0); /* for a name that is longer than the line */
    name->keep_with_next = dated;
  }
  if (!dated)
    return;
  struct block *date = add_signature_line(builder, SIGNATURE_DATE);
  build_add_run(
      builder, &date->text,
      arena_printf(builder->arena, "%d年%d月%d日", report->signed_year, report->signed_month, report->signed_day), 0,
      NULL, date->span);
}

struct blocks *blocks_build(struct arena *arena, const struct report *report, const struct facts *facts,
                            const struct sheet *sheet, struct diags *diags)
{
  struct blocks *blocks = ARENA_NEW(arena, struct blocks);
  struct builder builder = {.arena = arena,
                            .report = report,
                            .facts = facts,
                            .sheet = sheet,
                            .diags = diags,
                            .blocks = blocks,
                            .all = blocks,
                            .note_numbers = ARENA_ARRAY(arena, report->note_count, uint32_t),
                            .notes_marked = ARENA_ARRAY(arena, report->note_count, uint32_t)};
  build_title(&builder);
  if (sheet->contents.levels > 0) /* the contents part the title from the text: its notes stand with it */
    build_notes(&builder, NOTES_SECTION);
  size_t text = builder.blocks->count;
  build_markups(&builder, &report->preface);
  if (builder.blocks->count > text)
    build_notes(&builder, NOTES_SECTION);
  for (size_t i = 0; i < report->count; i++)
    build_section(&builder, &report->sections[i]);
  build_notes(&builder, NOTES_END);
  build_signature(&builder);
  build_contents(&builder, text);
  return blocks;
}
