#include "page/flow.h"

/* A chart or picture is one Figure: all that is drawn and written in it belongs to it, and the alternative says what it
 * shows. */
static void draw_chart(struct flow *flow, const struct box_chart *chart, size_t index, len top)
{
  len x = flow_x(flow), y = flow->sheet->area_y + top;
  tags_open_block(flow, index);
  for (size_t i = 0; i < chart->shape_count; i++) {
    const struct frame_item *shape = &chart->shapes[i];
    struct frame_item *item = put(flow, shape->kind, x + shape->x, y + shape->y);
    item->as = shape->as;
    item->span = flow->boxes->items[index].block->span;
  }
  for (size_t i = 0; i < chart->word_count; i++) {
    const struct box_words *words = &chart->words[i];
    put_line(flow, &words->line, 0, words->line.count, x + words->x, y + words->baseline,
             (struct frame_colour){0, 0, 0});
  }
  tags_close_block(flow);
}

/* The caption goes to a line of the grid. What is left between it and the chart stands above the chart instead. */
static len caption_slack(const struct flow *flow, size_t index, len foot)
{
  const struct box *caption = &flow->boxes->items[index + 1];
  if (index + 1 == flow->boxes->count || !caption->block->chart_caption)
    return 0;
  len top = text_place(flow, caption, 0, foot, false).first_top, slack = 0, pitch = sheet_line_top(flow->sheet, 1);
  while (slack < pitch && text_place(flow, caption, 0, foot + slack + LEN_PT, false).first_top == top)
    slack += LEN_PT;
  return slack;
}

len chart_top(const struct flow *flow, size_t index)
{
  return table_top(flow, flow->y, flow->empty) + (flow->empty ? 0 : text_behind_figure(flow, index));
}

void chart_place(struct flow *flow, size_t index)
{
  const struct box_chart *chart = flow->boxes->items[index].chart;
  len top = chart_top(flow, index);
  if (top + chart->height > notes_limit(flow, &flow->notes) && !flow_is_fresh(flow)) {
    flow_new_page(flow);
    top = chart_top(flow, index);
  }
  if (!flow->empty || !chart->block) /* the height of a chart is one of lines already */
    top += caption_slack(flow, index, top + chart->height);
  draw_chart(flow, chart, index, top);
  flow->y = top + chart->height;
  flow->empty = false;
}
