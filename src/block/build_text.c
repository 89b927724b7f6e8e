/* Words into blocks: runs, paragraphs, lists, footnotes. */
#include <glib.h>
#include <string.h>

#include "base/limits.h"
#include "base/tr.h"
#include "block/build.h"

void build_add_run(struct builder *builder, struct block_runs *runs, const char *text, unsigned marks, const char *link,
                   struct span span)
{
  if (*text == '\0')
    return;
  struct block_run *run = ARENA_PUSH(builder->arena, runs);
  *run = (struct block_run){.text = text, .length = (uint32_t)strlen(text), .marks = marks, .link = link, .span = span};
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
    build_note_mark(builder, runs, run);
    return;
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
  int depth; /* of lists */
  uint32_t list, item;
  uint32_t note;     /* index + 1, or 0 */
  const char *label; /* goes to the first block; then NULL */
  struct span label_span;
};

static void build_in_place(struct builder *builder, const struct markups *markups, struct place *place);

static struct block *add_paragraph(struct builder *builder, struct place *place, struct span span)
{
  struct block *block =
      build_add(builder, BLOCK_PARAGRAPH, place->style, place->depth ? FRAME_TAG_LBODY : FRAME_TAG_P, span);
  block->note = place->note;
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
                          .note = around->note,
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
  struct place place = {.style = STYLE_BODY};
  build_in_place(builder, markups, &place);
}

void build_note_blocks(struct builder *builder, const struct markups *markups, uint32_t note, const char *label)
{
  struct place place = {.style = STYLE_FOOTNOTE,
                        .note = note,
                        .label = label,
                        .label_span = markups->count ? markups->items[0].span : SPAN_NONE};
  build_in_place(builder, markups, &place);
}
