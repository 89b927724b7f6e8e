#include <glib.h>

#include "page/flow.h"

/* The structure of the document: which element each block, row and cell belongs to. An element is made when it is first
 * opened, and opened again by its number where it goes on. */

enum { NONE = 0 }; /* element 0 is the document, which is always open: it serves as "not made yet" */

struct table_tags {
  uint32_t table, caption, head, body;
  uint32_t *rows, *cells;
};

struct block_tags {
  uint32_t element; /* the paragraph, heading or table */
  uint32_t list, item, label, list_body;
  struct table_tags table;
};

struct tags {
  struct block_tags *blocks; /* of the text, then of the notes */
  uint32_t *notes;
  uint32_t contents; /* the element of all entries */
  uint32_t *stack;
  size_t depth, capacity;
};

struct tags *tags_new(struct flow *flow)
{
  struct tags *tags = ARENA_NEW(flow->arena, struct tags);
  tags->blocks = ARENA_ARRAY(flow->arena, flow->boxes->count + flow->boxes->note_item_count, struct block_tags);
  tags->notes = ARENA_ARRAY(flow->arena, flow->boxes->note_count, uint32_t);
  return tags;
}

static const struct block *block_at(const struct flow *flow, size_t index)
{
  return flow_box(flow, index)->block;
}

uint32_t tags_current(const struct flow *flow)
{
  return flow->tags->depth ? flow->tags->stack[flow->tags->depth - 1] : 0;
}

void tags_begin(struct flow *flow, uint32_t element)
{
  struct tags *tags = flow->tags;
  *ARENA_APPEND(flow->arena, tags->stack, tags->depth, tags->capacity) = element;
  put(flow, FRAME_TAG_BEGIN, 0, 0)->as.element = element;
}

void tags_end(struct flow *flow, uint32_t element)
{
  g_assert(tags_current(flow) == element);
  flow->tags->depth--;
  put(flow, FRAME_TAG_END, 0, 0)->as.element = element;
}

static uint32_t make(struct flow *flow, uint32_t *known, enum frame_tag tag, uint32_t parent)
{
  if (*known == NONE)
    *known = frame_add_element(flow->arena, flow->document, tag, parent);
  return *known;
}

/* --- lists --- */

/* The nearest block before this one, in the same run of list blocks, that satisfies: same list, or, for `item`, same
 * item. */
static struct block_tags *earlier_in_list(const struct flow *flow, size_t index, bool item)
{
  const struct block *block = block_at(flow, index);
  for (size_t i = index; i-- > 0 && block_at(flow, i)->list_depth > 0;) {
    const struct block *other = block_at(flow, i);
    if (other->list == block->list && (!item || other->item == block->item))
      return &flow->tags->blocks[i];
  }
  return NULL;
}

/* Where what is in no list stands: in the document, or in its footnote. Notes at the foot of a page have been made with
 * their marks. */
static uint32_t outermost(struct flow *flow, size_t index)
{
  uint32_t note = block_at(flow, index)->note;
  return note ? make(flow, &flow->tags->notes[note - 1], FRAME_TAG_NOTE, 0) : 0;
}

/* The item that a nested list stands in: that of the nearest block of a lesser depth. */
static uint32_t enclosing_body(struct flow *flow, size_t index);

static void make_list_item(struct flow *flow, size_t index)
{
  struct block_tags *tags = &flow->tags->blocks[index];
  if (tags->list != NONE)
    return;
  const struct block_tags *same_item = earlier_in_list(flow, index, true),
                          *same_list = earlier_in_list(flow, index, false);
  if (same_list)
    tags->list = same_list->list;
  else
    make(flow, &tags->list, FRAME_TAG_L, enclosing_body(flow, index));
  if (same_item) {
    tags->item = same_item->item;
    tags->list_body = same_item->list_body;
    return;
  }
  make(flow, &tags->item, FRAME_TAG_LI, tags->list);
  if (block_at(flow, index)->label.count)
    make(flow, &tags->label, FRAME_TAG_LBL, tags->item);
  make(flow, &tags->list_body, FRAME_TAG_LBODY, tags->item);
}

static uint32_t enclosing_body(struct flow *flow, size_t index)
{
  int depth = block_at(flow, index)->list_depth;
  for (size_t i = index; i-- > 0 && block_at(flow, i)->list_depth > 0;)
    if (block_at(flow, i)->list_depth < depth)
      return flow->tags->blocks[i].list_body;
  return outermost(flow, index);
}

/* --- blocks --- */

static uint32_t parent_of_block(struct flow *flow, size_t index)
{
  if (block_at(flow, index)->list_depth > 0)
    return flow->tags->blocks[index].list_body;
  if (block_at(flow, index)->caption_next && index + 1 < flow->boxes->count)
    return tags_table(flow, index + 1);
  if (block_at(flow, index)->chart_caption && index > 0)
    return tags_block(flow, index - 1);
  return outermost(flow, index);
}

/* Opens the ancestors of `element` that are not open, outermost first, and the element itself. */
static void open_chain(struct flow *flow, uint32_t element)
{
  if (element == 0 || element == tags_current(flow))
    return;
  open_chain(flow, flow->document->elements[element].parent);
  tags_begin(flow, element);
}

static void close_chain(struct flow *flow)
{
  while (flow->tags->depth)
    tags_end(flow, tags_current(flow));
}

/* TOC > TOCI > Lbl, and Reference > Link: the words and the page number. */
void tags_make_entry(struct flow *flow, size_t index)
{
  struct block_tags *tags = &flow->tags->blocks[index];
  if (tags->element != NONE)
    return;
  uint32_t contents = make(flow, &flow->tags->contents, FRAME_TAG_TOC, 0);
  uint32_t entry = frame_add_element(flow->arena, flow->document, FRAME_TAG_TOCI, contents);
  if (block_at(flow, index)->label.count)
    make(flow, &tags->label, FRAME_TAG_LBL, entry);
  uint32_t reference = frame_add_element(flow->arena, flow->document, FRAME_TAG_REFERENCE, entry);
  make(flow, &tags->element, FRAME_TAG_LINK, reference);
}

static void make_block(struct flow *flow, size_t index)
{
  if (block_at(flow, index)->entry_of) {
    tags_make_entry(flow, index);
    return;
  }
  bool listed = block_at(flow, index)->list_depth > 0;
  if (listed)
    make_list_item(flow, index);
  else if (block_at(flow, index)->note && block_at(flow, index)->label.count)
    make(flow, &flow->tags->blocks[index].label, FRAME_TAG_LBL, outermost(flow, index));
  enum frame_tag tag = listed ? FRAME_TAG_P : block_at(flow, index)->tag; /* an item may have several paragraphs */
  uint32_t element = make(flow, &flow->tags->blocks[index].element, tag, parent_of_block(flow, index));
  if (block_at(flow, index)->chart)
    flow->document->elements[element].alt = block_at(flow, index)->chart->alt;
  if (block_at(flow, index)->image)
    flow->document->elements[element].alt = block_at(flow, index)->image->alt;
}

uint32_t tags_block(struct flow *flow, size_t index)
{
  make_block(flow, index);
  return flow->tags->blocks[index].element;
}

void tags_open_block(struct flow *flow, size_t index)
{
  make_block(flow, index);
  open_chain(flow, flow->tags->blocks[index].element);
}

void tags_close_block(struct flow *flow)
{
  close_chain(flow);
}

void tags_open_label(struct flow *flow, size_t index)
{
  const struct block_tags *tags = &flow->tags->blocks[index];
  make_block(flow, index);
  open_chain(flow, tags->label != NONE ? tags->label : tags->element);
}

void tags_close_label(struct flow *flow, size_t index)
{
  if (flow->tags->blocks[index].label != NONE)
    close_chain(flow);
}

/* --- tables --- */

static struct table_tags *table_tags(struct flow *flow, size_t index)
{
  struct table_tags *tags = &flow->tags->blocks[index].table;
  const struct block_table *table = block_at(flow, index)->table;
  if (!tags->rows) {
    tags->rows = ARENA_ARRAY(flow->arena, table->rows, uint32_t);
    tags->cells = ARENA_ARRAY(flow->arena, table->cell_count, uint32_t);
  }
  return tags;
}

uint32_t tags_table(struct flow *flow, size_t index)
{
  struct table_tags *tags = table_tags(flow, index);
  bool made = tags->table != NONE;
  uint32_t element = make(flow, &tags->table, FRAME_TAG_TABLE, 0);
  if (!made)
    flow->document->elements[element].alt = block_at(flow, index)->table->alt;
  return element;
}

void tags_open_unit(struct flow *flow, size_t index)
{
  uint32_t *caption = &table_tags(flow, index)->caption;
  if (index > 0 && block_at(flow, index - 1)->caption_next)
    *caption = tags_block(flow, index - 1);
  open_chain(flow, make(flow, caption, FRAME_TAG_CAPTION, tags_table(flow, index)));
}

uint32_t tags_section(struct flow *flow, size_t index, bool head)
{
  struct table_tags *tags = table_tags(flow, index);
  return make(flow, head ? &tags->head : &tags->body, head ? FRAME_TAG_THEAD : FRAME_TAG_TBODY,
              tags_table(flow, index));
}

uint32_t tags_row(struct flow *flow, size_t index, uint32_t row)
{
  struct table_tags *tags = table_tags(flow, index);
  bool head = row < block_at(flow, index)->table->head_rows;
  return make(flow, &tags->rows[row], FRAME_TAG_TR, tags_section(flow, index, head));
}

uint32_t tags_cell(struct flow *flow, size_t index, size_t cell)
{
  struct table_tags *tags = table_tags(flow, index);
  const struct block_cell *block = &block_at(flow, index)->table->cells[cell];
  bool made = tags->cells[cell] != NONE;
  uint32_t element =
      make(flow, &tags->cells[cell], block->header ? FRAME_TAG_TH : FRAME_TAG_TD, tags_row(flow, index, block->row));
  if (!made) {
    struct frame_element *out = &flow->document->elements[element];
    out->row_span = (uint16_t)block->row_span;
    out->column_span = (uint16_t)block->column_span;
    out->scope = block->header ? block->scope : FRAME_SCOPE_NONE;
  }
  return element;
}

/* --- notes and what leads to them --- */

/* Behind the block that marks it; a table or figure has no place for notes, so behind it where a caption does. */
static uint32_t parent_of_note(struct flow *flow, size_t marked_in)
{
  uint32_t block = tags_block(flow, marked_in);
  const struct frame_element *elements = flow->document->elements;
  uint32_t parent = elements[block].parent;
  while (elements[parent].tag == FRAME_TAG_TABLE || elements[parent].tag == FRAME_TAG_FIGURE)
    parent = elements[parent].parent;
  return parent;
}

uint32_t tags_note(struct flow *flow, uint32_t note, size_t marked_in)
{
  return make(flow, &flow->tags->notes[note], FRAME_TAG_NOTE, parent_of_note(flow, marked_in));
}

uint32_t tags_note_again(struct flow *flow, size_t marked_in)
{
  return frame_add_element(flow->arena, flow->document, FRAME_TAG_NOTE, parent_of_note(flow, marked_in));
}

void tags_open_part(struct flow *flow, uint32_t note, enum frame_tag tag)
{
  open_chain(flow, frame_add_element(flow->arena, flow->document, tag, note));
}

uint32_t tags_reference(struct flow *flow, uint32_t parent)
{
  return frame_add_element(flow->arena, flow->document, FRAME_TAG_REFERENCE, parent);
}

uint32_t tags_link(struct flow *flow, uint32_t parent)
{
  return frame_add_element(flow->arena, flow->document, FRAME_TAG_LINK, parent);
}
