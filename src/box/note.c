#include "box/paragraph.h"

#include <string.h>

/* Footnotes (CL-92): the number in the margin, the words hanging beside it. */

/* A note's own number, not that of a list inside it. */
static bool has_number(const struct block *block)
{
  return block->note && block->label.count && block->list_depth == 0;
}

/* A number is ours, not the drafter's: its run is a note's, so that no face it is missing from is reported. */
static struct box_line set_number(const struct box_context *context, const struct text_style *style,
                                  const struct text_run *run)
{
  struct text_look look = box_look(context, style, 0);
  struct text_run *own = ARENA_NEW(context->arena, struct text_run);
  *own = *run;
  struct text *text = text_shape(context->arena, context->fonts, &look, own, 1, context->diags);
  struct line_range all = {.last = text->count, .ends = true};
  struct line_spec spec = {.measure = text_width(text, 0, text->count), .align = ALIGN_START};
  return lines_set(context->arena, text, &all, &spec, style->size, true);
}

static struct box_line set_label(const struct box_context *context, const struct block *block)
{
  const struct block_run *label = &block->label.items[0];
  struct text_run run = {.text = label->text, .length = label->length, .note = block->note, .span = label->span};
  return set_number(context, &context->sheet->styles[block->style], &run);
}

static len widest_number(const struct box_context *context, const struct block *blocks, size_t count)
{
  len widest = 0;
  for (size_t i = 0; i < count; i++)
    if (has_number(&blocks[i]))
      widest = len_max(widest, set_label(context, &blocks[i]).width);
  return widest;
}

len box_note_hang(const struct box_context *context, const struct blocks *blocks)
{
  const struct text_style *style = &context->sheet->styles[STYLE_FOOTNOTE];
  len widest = len_max(widest_number(context, blocks->items, blocks->count),
                       widest_number(context, blocks->note_blocks, blocks->note_block_count));
  len least = style->indent_first + widest + style->cell / 2;
  len room =
      context->sheet->area_width - style->indent_end - 2 * style->cell; /* a very wide number on a very narrow page */
  return len_min(len_max(style->indent, least), len_max(room, 0));
}

/* The number goes in front of the first line's runs, so far before its words. */
static void put_number(const struct box_context *context, const struct box *box, struct box_line *line)
{
  struct box_line number = set_label(context, box->block);
  size_t count = number.count + line->count;
  struct box_run *runs = ARENA_ARRAY(context->arena, count, struct box_run);
  for (size_t i = 0; i < number.count; i++) {
    runs[i] = number.runs[i];
    runs[i].label = true;
    runs[i].x += box->style->indent_first - line->x;
  }
  memcpy(runs + number.count, line->runs, line->count * sizeof *runs);
  line->runs = runs;
  line->count = line->capacity = count;
}

/* The note begins with a list, or its words came to nothing. */
static void build_number_alone(const struct box_context *context, struct box *box)
{
  struct box_line line = set_label(context, box->block);
  line.x = box->style->indent_first;
  for (size_t i = 0; i < line.count; i++)
    line.runs[i].label = true;
  *ARENA_PUSH(context->arena, &box->lines) = line;
}

void box_build_note(const struct box_context *context, const struct block *block, len hang, struct box *box)
{
  const struct text_style *style = box->style;
  bool numbered = has_number(block), listed = block->list_depth > 0;
  const struct block_runs *label = numbered ? NULL : &block->label;
  struct line_spec spec = {
      .measure = context->sheet->area_width - hang - style->indent_end,
      .indent_first = numbered || listed ? 0 : 2 * style->cell, /* the note's further paragraphs */
      .align = style->align,
  };
  struct text *text = box_shape(context, style, spec.measure, label, &block->text, 1);
  box_set_paragraph(context, text, &spec, style->size, label ? label->count : 0, &box->lines);
  for (size_t i = 0; i < box->lines.count; i++)
    box->lines.items[i].x += hang;
  if (numbered && box->lines.count)
    put_number(context, box, &box->lines.items[0]);
  else if (numbered)
    build_number_alone(context, box);
}

void box_build_page_notes(const struct box_context *context, const struct blocks *blocks, struct boxes *boxes)
{
  boxes->note_item_count = blocks->note_block_count;
  boxes->note_items = ARENA_ARRAY(context->arena, blocks->note_block_count, struct box);
  for (size_t i = 0; i < boxes->note_item_count; i++) {
    struct box *box = &boxes->note_items[i];
    box->block = &blocks->note_blocks[i];
    box->style = &context->sheet->styles[STYLE_FOOTNOTE];
    box_build_note(context, box->block, boxes->note_hang, box);
  }
  boxes->note_count = blocks->note_count;
  boxes->notes = ARENA_ARRAY(context->arena, blocks->note_count, struct box_note);
  for (size_t i = 0; i < boxes->note_count; i++) {
    const struct block_note *from = &blocks->notes[i];
    struct box_note *note = &boxes->notes[i];
    *note = (struct box_note){.first = from->first, .count = from->count, .last = from->last};
    for (size_t k = 0; k < note->count; k++)
      note->lines += boxes->note_items[note->first + k].lines.count;
  }
}

/* --- what only the page knows --- */

struct box_line box_set_note_line(struct arena *arena, const struct boxes *boxes, const struct sheet *sheet,
                                  const char *number, const char *words, struct diags *diags)
{
  struct box_context context = {arena, arena, sheet, boxes->fonts, diags, NULL, NULL};
  struct block_run runs[] = {{.text = number, .length = (uint32_t)strlen(number)},
                             {.text = words, .length = (uint32_t)strlen(words)}};
  struct block block = {.style = STYLE_FOOTNOTE, .note = 1, .label = {&runs[0], 1, 1}, .text = {&runs[1], 1, 1}};
  struct box box = {.block = &block, .style = &sheet->styles[STYLE_FOOTNOTE]};
  box_build_note(&context, &block, boxes->note_hang, &box);
  return box.lines.items[0];
}

static struct box_line set_mark(const struct box_context *context, const struct text_style *style,
                                const struct box_run *like, const char *words, int scale)
{
  struct text_run run = {.text = words,
                         .length = (uint32_t)strlen(words),
                         .note = like->note,
                         .scale = scale,
                         .raise = like->raise ? MARK_RAISE : 0,
                         .span = like->span};
  return set_number(context, style, &run);
}

struct box_line box_set_mark(struct arena *arena, struct fonts *fonts, const struct sheet *sheet,
                             const struct text_style *style, const struct box_run *like, const char *words,
                             struct diags *diags)
{
  struct box_context context = {arena, arena, sheet, fonts, diags, NULL, NULL};
  int scale = like->raise ? MARK_SCALE : 1000;
  struct box_line line = set_mark(&context, style, like, words, scale);
  if (line.width > like->advance) /* [51]: there is no such number in a circle */
    line = set_mark(&context, style, like, words, (int)((int64_t)scale * like->advance / line.width));
  for (size_t i = 0; i < line.count; i++)
    line.runs[i].label = like->label;
  return line;
}
