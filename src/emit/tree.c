#include "emit/tree.h"

#include <glib.h>

/* The title stands above all others. 0: no heading. */
static int heading_level(enum frame_tag tag)
{
  if (tag == FRAME_TAG_TITLE)
    return 1;
  return tag >= FRAME_TAG_H1 && tag <= FRAME_TAG_H6 ? 2 + (int)tag - (int)FRAME_TAG_H1 : 0;
}

/* ISO 14289-1, 7.4: no level may be left out, so what counts is how many headings enclose one. */
static void find_levels(struct emit_tree *tree)
{
  int open[8], depth = 0; /* their own levels, which ascend */
  for (size_t i = 0; i < tree->document->element_count; i++) {
    int level = heading_level(tree->document->elements[i].tag);
    if (level == 0)
      continue;
    while (depth > 0 && open[depth - 1] >= level)
      depth--;
    open[depth++] = level;
    tree->levels[i] = (uint8_t)MIN(depth, 6);
  }
}

void emit_tree_make(struct emit_tree *tree, const struct frame_document *document)
{
  size_t count = document->element_count;
  *tree = (struct emit_tree){.document = document,
                             .first_child = g_new0(uint32_t, count),
                             .next = g_new0(uint32_t, count),
                             .headers = g_new0(uint32_t *, count),
                             .named = g_new0(bool, count),
                             .levels = g_new0(uint8_t, count)};
  for (size_t i = count; i-- > 1;) { /* from the last, so that chains ascend */
    uint32_t parent = document->elements[i].parent;
    tree->next[i] = tree->first_child[parent];
    tree->first_child[parent] = (uint32_t)i;
  }
  find_levels(tree);
  emit_tree_name_headers(tree);
}

void emit_tree_done(struct emit_tree *tree)
{
  for (size_t i = 0; i < tree->document->element_count; i++)
    g_free(tree->headers[i]);
  g_free(tree->headers);
  g_free(tree->first_child);
  g_free(tree->next);
  g_free(tree->named);
  g_free(tree->levels);
  *tree = (struct emit_tree){0};
}
