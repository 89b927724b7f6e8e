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

static void extend_figure(const struct finding *finding, const struct frame_item *item)
{
  struct frame_extent extent;
  if (finding->figure == 0 || finding->artifact.is_artifact || !frame_item_extent(item, &extent))
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
  case FRAME_IMAGE:
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
