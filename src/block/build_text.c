/* Words into blocks: runs, paragraphs, lists, footnotes. */
#include <glib.h>
#include <string.h>

#include "base/limits.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "block/build.h"

#define CIRCLED_ONE        0x2460
#define CIRCLED_TWENTY_ONE 0x3251
#define CIRCLED_THIRTY_SIX 0x32B1

void build_add_run(struct builder *builder, struct block_runs *runs, const char *text, unsigned marks, const char *link,
                   struct span span)
{
  if (*text == '\0')
    return;
  struct block_run *run = ARENA_PUSH(builder->arena, runs);
  *run = (struct block_run){.text = text, .length = (uint32_t)strlen(text), .marks = marks, .link = link, .span = span};
}

/* ① … ㊿, where Unicode has them; brackets beyond. */
static const char *note_mark(struct arena *arena, uint32_t number)
{
  uint32_t code;
  char bytes[4];
  if (number <= 20)
    code = CIRCLED_ONE + number - 1;
  else if (number <= 35)
    code = CIRCLED_TWENTY_ONE + number - 21;
  else if (number <= 50)
    code = CIRCLED_THIRTY_SIX + number - 36;
  else
    return arena_printf(arena, "[%u]", number);
  return arena_strndup(arena, bytes, utf8_encode(code, bytes));
}

/* Footnotes are numbered through the report, in the order of their first marks (CL-92). */
static const char *mark_note(struct builder *builder, uint32_t note)
{
  if (note >= builder->report->note_count)
    return "";
  if (builder->note_numbers[note] == 0) {
    builder->notes_marked[builder->notes_marked_count++] = note;
    builder->note_numbers[note] = builder->notes_marked_count;
  }
  return note_mark(builder->arena, builder->note_numbers[note]);
}

static void add_inline(struct builder *builder, struct block_runs *runs, const struct inline_run *run)
{
  const char *text = run->text;
  unsigned marks = run->marks;
  switch (run->kind) {
  case INLINE_TEXT:
    break;
  case INLINE_EXPR:
    text = facts_evaluate(builder->arena, builder->facts, run->text, run->span, builder->diags);
    break;
  case INLINE_BREAK:
    text = "\u2028";
    break;
  case INLINE_NOTE_REF:
    text = mark_note(builder, run->note);
    marks |= BLOCK_NOTE_MARK;
    break;
  }
  if (!text || *text == '\0')
    return;
  build_add_run(builder, runs, text, marks, run->link, run->span);
  runs->items[runs->count - 1].line = run->line;
  runs->items[runs->count - 1].phrase_end = run->divides;
}

void build_add_inlines(struct builder *builder, struct block_runs *runs, const struct inlines *inlines)
{
  for (size_t i = 0; i < inlines->count; i++)
    add_inline(builder, runs, &inlines->items[i]);
}

/* --- lists and notes: paragraphs that stand in something --- */

/* Where paragraphs stand: in the text, in an item of a list, in a footnote. */
struct place {
  enum style_id style;
  enum frame_tag tag;
  int depth; /* of lists */
  uint32_t list, item;
  const char *label; /* goes to the first block; then NULL */
  struct span label_span;
};

static void build_in_place(struct builder *builder, const struct markups *markups, struct place *place);

static struct block *add_paragraph(struct builder *builder, struct place *place, struct span span)
{
  struct block *block = build_add(builder, BLOCK_PARAGRAPH, place->style, place->tag, span);
  block->list_depth = place->depth;
  block->list = place->list;
  block->item = place->item;
  if (place->label)
    build_add_run(builder, &block->label, place->label, 0, NULL, place->label_span);
  place->label = NULL;
  return block;
}

static void build_paragraph(struct builder *builder, const struct markup *markup, struct place *place)
{
  struct block_runs text = {0};
  build_add_inlines(builder, &text, &markup->inlines);
  if (text.count == 0 && !place->label)
    return; /* all of it could not be resolved, and has been reported */
  add_paragraph(builder, place, markup->span)->text = text;
}

static const char *item_label(struct builder *builder, const struct markup_list *list, size_t index, int depth)
{
  const struct list_look *look = &builder->sheet->list;
  if (!list->ordered)
    return look->marks[MIN(depth, look->mark_count) - 1];
  int64_t number = (int64_t)list->start + (int64_t)index;
  enum numbering numbering = look->numbers[MIN(depth, look->number_count) - 1];
  bool han = numbering == NUMBERING_HAN || numbering == NUMBERING_HAN_BRACKET;
  if (number < 1 && han)
    number = 1; /* there is no Han numeral for an item 0 */
  return numeral_label(builder->arena, numbering, (int)MIN(number, han ? BUILD_NUMBER_MAX : INT32_MAX));
}

static void build_list(struct builder *builder, const struct markup_list *list, const struct place *around,
                       struct span span)
{
  if (around->depth >= (int)LIMIT_DEPTH) {
    diag_add(builder->diags, DIAG_LIMIT_DEPTH, span, _("Lists are nested more than %u deep."), LIMIT_DEPTH);
    return;
  }
  uint32_t number = ++builder->list;
  for (size_t i = 0; i < list->count; i++) {
    const struct markups *item = &list->items[i];
    struct place place = {.style = around->style == STYLE_FOOTNOTE ? STYLE_FOOTNOTE : STYLE_LIST,
                          .tag = FRAME_TAG_LBODY,
                          .depth = around->depth + 1,
                          .list = number,
                          .item = (uint32_t)i + 1,
                          .label = item_label(builder, list, i, around->depth + 1),
                          .label_span = item->count ? item->items[0].span : span};
    build_in_place(builder, item, &place);
  }
}

/* A label whose item does not begin with a paragraph stands alone, so that no number is lost. */
static void flush_label(struct builder *builder, struct place *place)
{
  if (place->label)
    add_paragraph(builder, place, place->label_span);
}

static void build_in_place(struct builder *builder, const struct markups *markups, struct place *place)
{
  for (size_t i = 0; i < markups->count; i++) {
    const struct markup *markup = &markups->items[i];
    switch (markup->kind) {
    case MARKUP_HEADING:
      flush_label(builder, place);
      build_heading(builder, CLAMP(markup->level, 2, BUILD_LEVELS), &markup->inlines, markup->span);
      break;
    case MARKUP_PARAGRAPH:
      build_paragraph(builder, markup, place);
      break;
    case MARKUP_LIST:
      flush_label(builder, place);
      build_list(builder, markup->list, place, markup->span);
      break;
    }
  }
  flush_label(builder, place);
}

void build_markups(struct builder *builder, const struct markups *markups)
{
  struct place place = {.style = STYLE_BODY, .tag = FRAME_TAG_P};
  build_in_place(builder, markups, &place);
}

/* Footnotes stand at the end of the section that marks them; a note may mark further notes. */
void build_notes(struct builder *builder)
{
  while (builder->notes_set < builder->notes_marked_count) {
    uint32_t note = builder->notes_marked[builder->notes_set++];
    const struct markups *markups = &builder->report->notes[note];
    struct place place = {.style = STYLE_FOOTNOTE,
                          .tag = FRAME_TAG_NOTE,
                          .label = note_mark(builder->arena, builder->note_numbers[note]),
                          .label_span = markups->count ? markups->items[0].span : SPAN_NONE};
    build_in_place(builder, markups, &place);
  }
}
