#include <glib.h>

#include "page/flow.h"

/* CL-96: entries of the contents take their places while pages are filled, and are drawn when all pages are: only then
 * the numbers are known. They have been broken with room for these, so nothing moves. */

void contents_reserve(struct flow *flow, size_t index, const struct line_run *run, size_t first, size_t count)
{
  struct entry_part *part = ARENA_APPEND(flow->arena, flow->entries, flow->entry_count, flow->entry_capacity);
  *part = (struct entry_part){index, flow->document->page_count, *run, first, count};
  tags_make_entry(flow, index);
}

/* The number, and the leader before it: dots at mid-height on a grid that all entries share, so that they stand under
 * one another; half a character is free on both sides. The dots are drawn, not written: whoever reads the page out
 * hears the heading and its page. */
static void put_leader(struct flow *flow, const struct text_style *style, len from, len to, len baseline)
{
  len pitch = flow->sheet->contents.leader, edge = flow_x(flow) + flow->sheet->area_width;
  if (pitch == 0)
    return;
  len first = edge - (edge - from) / pitch * pitch;
  size_t count = first <= to ? (size_t)((to - first) / pitch) + 1 : 0;
  len *middles = ARENA_ARRAY(flow->arena, count, len);
  for (size_t i = 0; i < count; i++)
    middles[i] = (len)i * pitch;
  if (count == 0)
    return;
  put_artifact_begin(flow, FRAME_ARTIFACT_LAYOUT);
  put_row_of_dots(flow, first, baseline - len_scale(style->size, 380, 1000), middles, count, style->size / 24,
                  (struct frame_colour){0, 0, 0});
  put_artifact_end(flow, FRAME_ARTIFACT_LAYOUT);
}

static len line_end(struct flow *flow, const struct box_line *line)
{
  return flow_x(flow) + line->x + line->width;
}

/* Where the link around the words and the number is; it takes the height of the characters. */
static void put_entry_link(struct flow *flow, const struct text_style *style, len x, len baseline,
                           const struct place *place)
{
  len edge = flow_x(flow) + flow->sheet->area_width - style->indent_end;
  struct frame_item *item = put(flow, FRAME_LINK, x, baseline - baseline_of(0, style->size));
  item->as.link.width = edge - x;
  item->as.link.height = style->size;
  item->as.link.page = place->page;
  item->as.link.to_x = sheet_area_x(flow->sheet, place->page + 1);
  item->as.link.to_y = flow->sheet->area_y + place->top;
}

static void draw_words(struct flow *flow, const struct box_line *line, const struct entry_part *part,
                       const struct text_style *style, len baseline)
{
  struct frame_colour black = {0, 0, 0};
  const struct place *place = &flow->places[flow->boxes->items[part->index].block->entry_of];
  size_t label = 0;
  while (label < line->count && line->runs[label].label)
    label++;
  if (label) {
    tags_open_label(flow, part->index);
    put_line(flow, line, 0, label, flow_x(flow), baseline, black);
    tags_close_label(flow, part->index);
  }
  tags_open_block(flow, part->index);
  put_entry_link(flow, style, flow_x(flow) + line->x, baseline, place);
  put_line(flow, line, label, line->count, flow_x(flow), baseline, black);
}

static void draw_number(struct flow *flow, const struct box_line *line, const struct entry_part *part,
                        const struct text_style *style, len baseline)
{
  const struct place *place = &flow->places[flow->boxes->items[part->index].block->entry_of];
  struct box_line number =
      box_set_line(flow->arena, flow->boxes, flow->sheet, style, flow->document->pages[place->page].label, flow->diags);
  len x = flow_x(flow) + flow->sheet->area_width - style->indent_end - number.width;
  put_line(flow, &number, 0, number.count, x, baseline, (struct frame_colour){0, 0, 0});
  tags_close_block(flow);
  put_leader(flow, style, line_end(flow, line) + style->cell / 2, x - style->cell / 2, baseline);
}

static void draw_part(struct flow *flow, const struct entry_part *part)
{
  const struct box *box = &flow->boxes->items[part->index];
  for (size_t i = 0; i < part->count; i++) {
    const struct box_line *line = &box->lines.items[part->first + i];
    len top = text_line_top(flow, box, &part->run, i);
    len baseline = flow->sheet->area_y + baseline_of(top, box->style->size);
    draw_words(flow, line, part, box->style, baseline);
    if (part->first + i + 1 == box->lines.count)
      draw_number(flow, line, part, box->style, baseline);
  }
  tags_close_block(flow);
}

/* Items go to the current page, so the page of each part is made the current one. */
void contents_finish(struct flow *flow)
{
  size_t count = flow->document->page_count;
  for (size_t i = 0; i < flow->entry_count; i++) {
    flow->document->page_count = flow->entries[i].page;
    draw_part(flow, &flow->entries[i]);
  }
  flow->document->page_count = count;
}
