#include "page/flow.h"

struct frame_item *put(struct flow *flow, enum frame_kind kind, len x, len y)
{
  return frame_add_item(flow->arena, flow_page(flow), kind, x, y);
}

void put_artifact_begin(struct flow *flow, enum frame_artifact kind)
{
  put(flow, FRAME_ARTIFACT_BEGIN, 0, 0)->as.artifact = kind;
  flow->in_artifact = true;
}

/* An artifact with nothing in it is taken back. */
void put_artifact_end(struct flow *flow, enum frame_artifact kind)
{
  struct frame_page *page = flow_page(flow);
  flow->in_artifact = false;
  if (page->items[page->count - 1].kind == FRAME_ARTIFACT_BEGIN)
    page->count--;
  else
    put(flow, FRAME_ARTIFACT_END, 0, 0)->as.artifact = kind;
}

static uint32_t document_face(struct flow *flow, const struct face *face)
{
  uint32_t *known = &flow->faces[face->number];
  if (!*known)
    *known = 1 + frame_add_face(flow->arena, flow->document, face->file, face->index, face->name);
  return *known - 1;
}

static void put_run(struct flow *flow, const struct box_run *run, len x, len baseline, struct frame_colour colour)
{
  struct frame_item *item = put(flow, FRAME_RUN, x, baseline - run->raise);
  item->span = run->span;
  item->as.run = (struct frame_run){
      .face = document_face(flow, run->face),
      .size = run->size,
      .advance = run->advance,
      .colour = colour,
      .glyphs = run->glyphs,
      .glyph_count = run->glyph_count,
      .clusters = run->clusters,
      .cluster_count = run->cluster_count,
      .text = run->text,
      .text_length = run->text_length,
  };
}

/* Consecutive runs of one address are one link: its area, and an element around its words. */
static size_t put_link(struct flow *flow, const struct box_line *line, size_t first, size_t last, len x, len baseline,
                       struct frame_colour colour)
{
  size_t end = first;
  while (end < last && line->runs[end].link == line->runs[first].link)
    end++;
  const struct box_run *from = &line->runs[first], *to = &line->runs[end - 1];
  uint32_t element = tags_link(flow, tags_current(flow));
  tags_begin(flow, element);
  struct frame_item *item = put(flow, FRAME_LINK, x + from->x, baseline - baseline_of(0, from->size));
  item->as.link.width = to->x + to->advance - from->x;
  item->as.link.height = from->size;
  item->as.link.uri = from->link;
  for (size_t i = first; i < end; i++)
    put_run(flow, &line->runs[i], x + line->runs[i].x, baseline, colour);
  tags_end(flow, element);
  return end;
}

/* CL-92: the mark of a footnote is a reference to it. */
static void put_mark(struct flow *flow, const struct box_run *run, len x, len baseline, struct frame_colour colour)
{
  uint32_t element = tags_reference(flow, tags_current(flow));
  tags_begin(flow, element);
  put_run(flow, run, x, baseline, colour);
  tags_end(flow, element);
}

void put_line(struct flow *flow, const struct box_line *line, size_t first, size_t last, len x, len baseline,
              struct frame_colour colour)
{
  x += line->x;
  for (size_t i = first; i < last;) {
    if (flow->in_artifact) { /* what is only repeated for the eye leads nowhere */
      put_run(flow, &line->runs[i], x + line->runs[i].x, baseline, colour);
      i++;
      continue;
    }
    if (line->runs[i].link) {
      i = put_link(flow, line, i, last, x, baseline, colour);
      continue;
    }
    const struct box_run *run = &line->runs[i++];
    (run->note && !run->label ? put_mark : put_run)(flow, run, x + run->x, baseline, colour);
  }
  if (last == line->count)
    put_marks(flow, line, x, baseline, colour);
}
