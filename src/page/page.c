#include "page/page.h"

#include "base/limits.h"
#include "base/tr.h"
#include "page/flow.h"

/* Filling: box after box, greedily; before a box is begun it is asked whether it can begin here. */

/* What begins a page (CL-87) leaves alone what is before it; so does what is turned (TB-13). */
static bool stays_with_next(const struct flow *flow, size_t index)
{
  const struct box *box = &flow->boxes->items[index];
  bool alone =
      index + 1 < flow->boxes->count && (box[1].block->begins != BEGINS_ANYWHERE || box[1].turned != box->turned);
  return !alone && page_stays_with_next(box);
}

static bool table_can_begin(const struct flow *flow, size_t index, len chain_y)
{
  const struct sheet *sheet = flow->sheet;
  const struct box *box = &flow->boxes->items[index];
  len top = table_top(flow, flow->y, flow->empty), limit = notes_limit(flow, &flow->notes);
  struct table_room room = table_room(flow, index, box->table, top, chain_y);
  len whole = table_whole_height(flow, box->table) + table_note_height(flow, index);
  if (whole <= room.height)
    return true;
  /* With what must stand above it, would it fit on a page of its own, and would little enough stay empty here? */
  bool fits_page = whole + (top - chain_y) <= flow_area_height(flow);
  if (fits_page && limit - chain_y < sheet->whole_table_gap)
    return false;
  if (box->table->next)
    return table_folded_can_begin(flow, index, top);
  room.alone = room.empty = false;
  struct arena *scratch = arena_new();
  struct table_part part =
      table_split(scratch, box->table, &(struct table_place){.row = box->table->repeat_rows}, room);
  arena_free(scratch);
  return part.last > part.first;
}

static bool can_begin(const struct flow *flow, size_t index, len chain_y);

static bool chart_can_begin(const struct flow *flow, size_t index, len chain_y)
{
  const struct box *box = &flow->boxes->items[index];
  struct flow after = *flow;
  after.y = chart_top(flow, index) + box->chart->height;
  after.empty = false;
  if (after.y > notes_limit(flow, &flow->notes))
    return false;
  bool alone = !stays_with_next(flow, index) || index + 1 == flow->boxes->count;
  return alone || can_begin(&after, index + 1, chain_y);
}

/* Can box `index` begin here, with all that must stay with it? chain_y is where the first of what stays together
 * begins. What follows is asked with the page as it would then be. */
static bool can_begin(const struct flow *flow, size_t index, len chain_y)
{
  const struct box *box = &flow->boxes->items[index];
  if (box->table)
    return table_can_begin(flow, index, chain_y);
  if (box->chart)
    return chart_can_begin(flow, index, chain_y);
  if (!box->lines.count)
    return true;
  struct line_run run = text_place(flow, box, 0, flow->y, flow->empty);
  if (text_take(flow, index, 0, &run) == 0)
    return false;
  if (!stays_with_next(flow, index) || index + 1 == flow->boxes->count)
    return true;
  struct flow after = *flow;
  after.y = run.foot + box->style->space_after;
  after.empty = false;
  after.notes = run.notes;
  return can_begin(&after, index + 1, chain_y);
}

static len chain_start(const struct flow *flow, size_t index)
{
  const struct box *box = &flow->boxes->items[index];
  if (box->chart)
    return chart_top(flow, index);
  if (box->table)
    return table_top(flow, flow->y, flow->empty);
  return text_place(flow, box, 0, flow->y, flow->empty).first_top;
}

static bool begins_chain(const struct flow *flow, size_t index)
{
  return index == 0 || !stays_with_next(flow, index - 1);
}

static void fill(struct flow *flow)
{
  for (size_t i = 0; i < flow->boxes->count; i++) {
    const struct box *box = &flow->boxes->items[i];
    flow_begin(flow, box->block);
    flow_turn(flow, box->turned);
    while (begins_chain(flow, i) && !flow_is_fresh(flow) && !can_begin(flow, i, chain_start(flow, i)))
      flow_new_page(flow);
    if (begins_chain(flow, i)) {
      flow->chain_page = flow->document->page_count;
      flow->chain_y = chain_start(flow, i);
      flow->chain_fresh = flow_is_fresh(flow);
    }
    if (box->table)
      table_put(flow, i);
    else if (box->chart)
      chart_place(flow, i);
    else
      text_put(flow, i);
    if (flow->document->page_count > LIMIT_PAGES)
      return;
  }
}

static bool has_front(const struct boxes *boxes)
{
  for (size_t i = 0; i < boxes->count; i++)
    if (boxes->items[i].block->numbers_begin)
      return true;
  return false;
}

/* The word on drafts is as wide as half the page. */
static void set_draft_mark(struct flow *flow)
{
  if (!flow->meta->draft)
    return;
  struct text_style style = flow->sheet->styles[STYLE_H1];
  style.size = style.cell = flow->sheet->page_width / 4;
  flow->draft_mark = box_set_line(flow->arena, flow->boxes, flow->sheet, &style, "草稿", flow->diags);
}

static struct frame_document *document_new(struct arena *arena, const struct page_meta *meta)
{
  struct frame_document *document = ARENA_NEW(arena, struct frame_document);
  document->title = meta->title;
  document->author = meta->author;
  document->subject = meta->subject;
  document->lang = meta->lang;
  document->year = meta->year;
  document->month = meta->month;
  document->day = meta->day;
  frame_add_element(arena, document, FRAME_TAG_DOCUMENT, 0);
  return document;
}

struct frame_document *pages_build(struct arena *arena, const struct boxes *boxes, const struct sheet *sheet,
                                   const struct page_meta *meta, struct diags *diags)
{
  struct flow flow = {.arena = arena, .boxes = boxes, .sheet = sheet, .meta = meta, .diags = diags};
  flow.document = document_new(arena, meta);
  flow.faces = ARENA_ARRAY(arena, fonts_face_count(boxes->fonts), uint32_t);
  flow.homes = ARENA_ARRAY(arena, boxes->note_count, struct note_home);
  flow.tags = tags_new(&flow);
  flow.places = ARENA_ARRAY(arena, boxes->count, struct place);
  flow.front = has_front(boxes);
  set_draft_mark(&flow);
  flow_open_page(&flow);
  fill(&flow);
  notes_finish(&flow);
  if (flow.document->page_count > LIMIT_PAGES) {
    diag_add(diags, DIAG_LIMIT_PAGES, SPAN_NONE, _("The report has more than %u pages."), LIMIT_PAGES);
    return NULL;
  }
  contents_finish(&flow);
  heads_finish(&flow);
  furniture_finish(&flow);
  return flow.document;
}
