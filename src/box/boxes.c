#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "box/cache.h"
#include "box/paragraph.h"

enum {
  NARROW_HANGING = 24, /* characters a line */
  NARROW_INDENT = 15,
  ENTRY_NUMBER = 3, /* CL-96: characters kept free for the page number, and a dot or two before it */
  ENTRY_HANG = 2    /* characters that a long entry goes on further in (CL-82) */
};

/* CL-50, CL-51 */
static bool hangs(const struct sheet *sheet, const struct text_style *style, len measure)
{
  enum hanging hanging = sheet->rules.hanging;
  return hanging == HANGING_ALWAYS || (hanging == HANGING_NARROW && measure < NARROW_HANGING * style->cell);
}

/* CL-80: in narrow columns one character is indent enough. CL-43: the blank of an opening mark that begins the
 * paragraph goes, or stays where the layout keeps it. */
static len first_indent(const struct sheet *sheet, const struct text_style *style, const struct text *text, len measure)
{
  len indent = style->indent_first;
  if (measure < NARROW_INDENT * style->cell)
    indent = len_min(indent, style->cell);
  if (sheet->rules.keep_opening && text->count && text->clusters[0].class_ == CLASS_OPEN)
    indent += style->cell / 2;
  return indent;
}

/* A heading of two lines does not leave but 情况 on its second: four characters are a phrase. In narrow columns that
 * would make holes. */
static int last_least(const struct block *block, const struct text_style *style, len measure)
{
  return block->kind == BLOCK_HEADING ? MIN(4, measure / style->cell / 6) : 0;
}

static void set_block(const struct box_context *context, struct text *text, const struct line_spec *spec, len indent,
                      struct box *box)
{
  box_set_paragraph(context, text, spec, box->style->size, box->block->label.count, &box->lines);
  for (size_t i = 0; i < box->lines.count; i++)
    box->lines.items[i].x += indent;
}

static void build_text(const struct box_context *context, struct box *box)
{
  const struct text_style *style = box->style;
  len across = box->turned ? context->sheet->area_height : context->sheet->area_width;
  len measure = across - style->indent - style->indent_end;
  struct text *text = box_shape(context, style, measure, &box->block->label, &box->block->text, 1);
  struct line_spec spec = {
      .measure = measure,
      .indent_first = first_indent(context->sheet, style, text, measure),
      .align = style->align,
      .last_least = last_least(box->block, style, measure),
      .hanging = hangs(context->sheet, style, measure),
      .shaped = box->block->kind == BLOCK_HEADING && style->align == ALIGN_CENTRE,
      .divided = box->block->divided,
  };
  set_block(context, text, &spec, style->indent, box);
}

/* CL-96: not the whole measure, since the number of the page, which only page/ knows, goes to the end of the last line.
 */
static void build_entry(const struct box_context *context, struct box *box)
{
  const struct text_style *style = box->style;
  len hang = ENTRY_HANG * style->cell, indent = style->indent + hang,
      measure = context->sheet->area_width - indent - style->indent_end - ENTRY_NUMBER * style->cell;
  struct line_spec spec = {
      .measure = len_max(measure, 2 * style->cell), .indent_first = style->indent_first - hang, .align = ALIGN_START};
  struct text *text = box_shape(context, style, spec.measure, &box->block->label, &box->block->text, 1);
  set_block(context, text, &spec, indent, box);
}

/* GW-15, without a seal: the name of the body ends so far from the right, and the date begins 2 字 (the layout says how
 * far) to the right of where the name begins. A date that would then end further right than the name ends where the
 * name did, and the name moves to the left. */
static void place_signature(const struct sheet *sheet, struct box *name, struct box *date)
{
  if (!name->lines.count || !date->lines.count)
    return;
  struct box_line *above = &name->lines.items[name->lines.count - 1], *below = &date->lines.items[0];
  len inset = sheet->signature.inset, end = sheet->area_width - name->style->indent_end;
  if (!sheet->signature.inset_set)
    return;
  below->x = above->x + inset;
  if (below->x + below->width <= end)
    return;
  below->x = end - below->width;
  if (name->lines.count == 1)
    above->x = len_max(below->x - inset, 0);
}

static void place_signatures(const struct sheet *sheet, struct boxes *boxes)
{
  for (size_t i = 0; i + 1 < boxes->count; i++)
    if (boxes->items[i].block->signature == SIGNATURE_NAME && boxes->items[i + 1].block->signature == SIGNATURE_DATE)
      place_signature(sheet, &boxes->items[i], &boxes->items[i + 1]);
}

/* A layout may name a role that the font table lacks; styles that are like others name it again. */
struct role_name {
  const char *name;
  struct span span;
};

enum { ROLE_NAMES = 2 * STYLE_COUNT + 1 };

static void name_roles(const struct sheet *sheet, struct role_name names[ROLE_NAMES])
{
  const struct total_look *total = &sheet->table.total;
  for (size_t i = 0; i < STYLE_COUNT; i++) {
    const struct text_style *style = &sheet->styles[i];
    names[2 * i] = (struct role_name){style->role, style->role_span};
    names[2 * i + 1] = (struct role_name){style->latin_role, style->latin_role_span};
  }
  names[2 * STYLE_COUNT] = total->role ? (struct role_name){total->role, total->role_span} : names[0];
}

static bool named_before(const struct role_name *names, size_t i)
{
  for (size_t k = 0; k < i; k++)
    if (names[k].span.file == names[i].span.file && names[k].span.begin == names[i].span.begin)
      return true;
  return false;
}

static bool check_roles(const struct sheet *sheet, const struct fonts *fonts, struct diags *diags)
{
  struct role_name names[ROLE_NAMES];
  bool all = true;
  name_roles(sheet, names);
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    if (fonts_role(fonts, names[i].name))
      continue;
    all = false;
    if (!named_before(names, i))
      diag_add(diags, DIAG_NAME_UNKNOWN, names[i].span, _("There is no role “%s” in the font table."), names[i].name);
  }
  return all;
}

/* TB-13: what must stand on the table's page, its caption and the headings above, is turned with it; but not the title
 * of the report, which then has a page before it. */
static void turn_company(const struct box_context *context, const struct boxes *boxes, size_t table)
{
  for (size_t i = table; i > 0 && boxes->items[i].block->begins == BEGINS_ANYWHERE; i--) {
    struct box *box = &boxes->items[i - 1];
    if (box->table || box->chart || box->block->style == STYLE_TITLE ||
        !(box->style->keep_with_next || box->block->keep_with_next || box->block->caption_next))
      return;
    box->turned = true;
    box->lines = (struct box_lines){0};
    build_text(context, box);
  }
}

static void build_table(const struct box_context *context, const struct boxes *boxes, size_t index)
{
  struct box *box = &boxes->items[index];
  if (!box_cache_take(context, box)) {
    box->table = box_build_table(context, box->block);
    box_cache_put(context, box);
  }
  box->turned = box->table->turned;
  if (box->turned)
    turn_company(context, boxes, index);
}

/* CL-93: a note is never larger than the text of its table, which may have been made smaller to fit. */
static void shrink_note(const struct box_context *context, const struct boxes *boxes, size_t index)
{
  struct box *box = &boxes->items[index];
  size_t above = index;
  while (above > 0 && boxes->items[above].block->table_note)
    above--;
  const struct box_table *table = boxes->items[above].table;
  if (!table || box->style->size <= table->size)
    return;
  struct text_style *style = ARENA_NEW(context->arena, struct text_style);
  *style = *box->style;
  style->pitch = len_scale(style->pitch, table->size, style->size);
  style->indent = len_scale(style->indent, table->size, style->size);
  style->indent_first = len_scale(style->indent_first, table->size, style->size);
  style->size = style->cell = table->size;
  box->style = style;
}

static bool is_of_image(const struct boxes *boxes, size_t index)
{
  size_t above = index;
  while (above > 0 && (boxes->items[above].block->table_note || boxes->items[above].block->chart_caption))
    above--;
  return boxes->items[above].block->kind == BLOCK_IMAGE;
}

/* A picture may be narrow and stands in the middle, and so does what is said below it. */
static void centre_note(const struct box_context *context, const struct boxes *boxes, size_t index)
{
  struct box *box = &boxes->items[index];
  if (!is_of_image(boxes, index))
    return;
  struct text_style *style = ARENA_NEW(context->arena, struct text_style);
  *style = *box->style;
  style->align = ALIGN_CENTRE;
  style->indent = style->indent_first = 0;
  box->style = style;
}

static void build_words(const struct box_context *context, struct box *box)
{
  if (box_cache_take(context, box))
    return;
  if (box->block->entry_of)
    build_entry(context, box);
  else
    build_text(context, box);
  box_cache_put(context, box);
}

/* Captions stand below pictures and are known by now. */
static void place_images(const struct box_context *context, struct boxes *boxes)
{
  for (size_t i = 0; i < boxes->count; i++)
    if (boxes->items[i].block->kind == BLOCK_IMAGE)
      boxes->items[i].chart = box_build_image(context, boxes, i);
}

static void build_box(const struct box_context *context, const struct boxes *boxes, size_t index)
{
  struct box *box = &boxes->items[index];
  box->turned = box->block->table_note && index > 0 && box[-1].turned;
  if (box->block->table_note) {
    shrink_note(context, boxes, index);
    centre_note(context, boxes, index);
  }
  if (box->block->kind == BLOCK_TABLE)
    build_table(context, boxes, index);
  else if (box->block->kind == BLOCK_CHART)
    box->chart = box_build_chart(context, box->block);
  else if (box->block->kind == BLOCK_IMAGE)
    return; /* place_images */
  else if (box->block->note)
    box_build_note(context, box->block, boxes->note_hang, box);
  else
    build_words(context, box);
}

struct boxes *boxes_build(struct arena *arena, const struct blocks *blocks, const struct sheet *sheet,
                          struct fonts *fonts, struct diags *diags)
{
  return boxes_build_cached(arena, blocks, sheet, fonts, NULL, diags);
}

struct boxes *boxes_build_cached(struct arena *arena, const struct blocks *blocks, const struct sheet *sheet,
                                 struct fonts *fonts, struct box_cache *cache, struct diags *diags)
{
  struct boxes *boxes = ARENA_NEW(arena, struct boxes);
  struct box_context context = {arena, arena_new(), sheet, fonts, diags, NULL, cache};
  boxes->fonts = fonts;
  boxes->cache = cache;
  if (!check_roles(sheet, fonts, diags)) {
    arena_free(context.scratch);
    return NULL;
  }
  context.hyphens = hyphens_open(sheet->rules.hyphenation, sheet->rules.hyphenation_span, diags);
  if (cache)
    box_cache_begin(cache);
  boxes->note_hang = box_note_hang(&context, blocks);
  boxes->count = boxes->capacity = blocks->count;
  boxes->items = ARENA_ARRAY(arena, blocks->count, struct box);
  for (size_t i = 0; i < blocks->count; i++) {
    const struct block *block = &blocks->items[i];
    struct box *box = &boxes->items[i];
    box->block = block;
    box->style = &sheet->styles[block->style];
    build_box(&context, boxes, i);
  }
  box_build_page_notes(&context, blocks, boxes);
  place_signatures(sheet, boxes);
  place_images(&context, boxes);
  if (cache)
    box_cache_end(cache);
  hyphens_close(context.hyphens);
  arena_free(context.scratch);
  return boxes;
}

struct box_line box_set_line(struct arena *arena, const struct boxes *boxes, const struct sheet *sheet,
                             const struct text_style *style, const char *words, struct diags *diags)
{
  struct box_context context = {arena, arena, sheet, boxes->fonts, diags, NULL, boxes->cache};
  struct box_line line;
  if (box_cache_take_line(&context, style, words, &line))
    return line;
  struct block_run run = {.text = words, .length = (uint32_t)strlen(words)};
  struct block_runs runs = {&run, 1, 1};
  struct text *text = box_shape(&context, style, 0, NULL, &runs, 1);
  struct line_range all = {0, text->count, true, false};
  struct line_spec spec = {.measure = text_width(text, 0, text->count), .align = ALIGN_START};
  line = lines_set(arena, text, &all, &spec, style->size, true);
  box_cache_put_line(&context, &line);
  return line;
}
