#include "emit/owners.h"

#include <glib.h>

struct finding {
  const struct frame_document *document;
  const struct frame_page *page;
  struct emit_structure *structure;
  GArray *open; /* elements */
  uint32_t figure;
  struct emit_owner artifact;
};

/* The innermost figure that is open; 0: none. */
static uint32_t find_figure(const struct finding *finding)
{
  for (guint i = finding->open->len; i-- > 0;) {
    uint32_t element = g_array_index(finding->open, uint32_t, i);
    if (finding->document->elements[element].tag == FRAME_TAG_FIGURE)
      return element;
  }
  return 0;
}

static struct emit_owner current_owner(const struct finding *finding)
{
  guint depth = finding->open->len;
  if (finding->artifact.is_artifact)
    return finding->artifact;
  return (struct emit_owner){.element = depth == 0 ? 0 : g_array_index(finding->open, uint32_t, depth - 1)};
}

/* --- boxes, as frames have them: y downwards --- */

struct extent {
  len left, top, right, bottom;
};

static struct extent add_point(struct extent extent, len x, len y)
{
  return (struct extent){MIN(extent.left, x), MIN(extent.top, y), MAX(extent.right, x), MAX(extent.bottom, y)};
}

/* From the foot of the ideographic box to its top, along the line. */
static struct extent run_extent(const struct frame_item *item)
{
  const struct frame_run *run = &item->as.run;
  len up = len_scale(run->size, 880, 1000), down = len_scale(run->size, 120, 1000);
  if (run->turned)
    return (struct extent){item->x - up, item->y - run->advance, item->x + down, item->y};
  return (struct extent){item->x, item->y - up, item->x + run->advance, item->y + down};
}

static struct extent path_extent(const struct frame_item *item)
{
  const struct frame_path *path = &item->as.path;
  struct frame_point first = path->segments[0].to;
  struct extent extent = {item->x + first.x, item->y + first.y, item->x + first.x, item->y + first.y};
  for (uint32_t i = 0; i < path->count; i++) {
    const struct frame_segment *segment = &path->segments[i];
    if (segment->step == FRAME_STEP_CLOSE)
      continue;
    extent = add_point(extent, item->x + segment->to.x, item->y + segment->to.y);
    for (int k = 0; segment->step == FRAME_STEP_CURVE && k < 2; k++)
      extent = add_point(extent, item->x + segment->control[k].x, item->y + segment->control[k].y);
  }
  len half = path->width / 2;
  return (struct extent){extent.left - half, extent.top - half, extent.right + half, extent.bottom + half};
}

static struct extent rule_extent(const struct frame_item *item)
{
  const struct frame_rule *rule = &item->as.rule;
  len half = rule->width / 2, x = rule->dx == 0 ? half : 0, y = rule->dx == 0 ? 0 : half;
  struct extent line =
      add_point((struct extent){item->x, item->y, item->x, item->y}, item->x + rule->dx, item->y + rule->dy);
  return (struct extent){line.left - x, line.top - y, line.right + x, line.bottom + y};
}

static bool find_extent(const struct frame_item *item, struct extent *extent)
{
  switch (item->kind) {
  case FRAME_RUN:
    *extent = run_extent(item);
    return true;
  case FRAME_RULE:
    *extent = rule_extent(item);
    return true;
  case FRAME_RECT:
    *extent = (struct extent){item->x, item->y, item->x + item->as.rect.width, item->y + item->as.rect.height};
    return true;
  case FRAME_PATH:
    *extent = path_extent(item);
    return true;
  case FRAME_LINK:
  case FRAME_TAG_BEGIN:
  case FRAME_TAG_END:
  case FRAME_ARTIFACT_BEGIN:
  case FRAME_ARTIFACT_END:
    return false;
  }
  return false;
}

static void extend_figure(const struct finding *finding, const struct frame_item *item)
{
  struct extent extent;
  if (finding->figure == 0 || finding->artifact.is_artifact || !find_extent(item, &extent))
    return;
  len height = finding->page->height;
  struct emit_box box = {extent.left, height - extent.bottom, extent.right, height - extent.top};
  emit_structure_add_box(finding->structure, finding->figure, &box);
}

static void go_on(struct finding *finding, const struct frame_item *item)
{
  switch (item->kind) {
  case FRAME_TAG_BEGIN:
    g_array_append_val(finding->open, item->as.element);
    finding->figure = find_figure(finding);
    break;
  case FRAME_TAG_END:
    g_array_set_size(finding->open, finding->open->len - 1);
    finding->figure = find_figure(finding);
    break;
  case FRAME_ARTIFACT_BEGIN:
    finding->artifact = (struct emit_owner){.is_artifact = true, .artifact = item->as.artifact};
    break;
  case FRAME_ARTIFACT_END:
    finding->artifact = (struct emit_owner){0};
    break;
  case FRAME_RUN:
  case FRAME_RULE:
  case FRAME_RECT:
  case FRAME_PATH:
  case FRAME_LINK:
    extend_figure(finding, item);
    break;
  }
}

struct emit_owner *emit_owners_find(const struct frame_document *document, const struct frame_page *page,
                                    struct emit_structure *structure)
{
  struct emit_owner *owners = g_new(struct emit_owner, MAX(page->count, 1));
  struct finding finding = {
      .document = document, .page = page, .structure = structure, .open = g_array_new(FALSE, FALSE, sizeof(uint32_t))};
  for (size_t i = 0; i < page->count; i++) {
    go_on(&finding, &page->items[i]);
    owners[i] = current_owner(&finding);
  }
  g_array_free(finding.open, TRUE);
  return owners;
}
