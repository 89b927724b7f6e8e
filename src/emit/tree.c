#include "emit/tree.h"

#include <glib.h>

void emit_tree_make(struct emit_tree *tree, const struct frame_document *document)
{
  size_t count = document->element_count;
  *tree = (struct emit_tree){.document = document,
                             .first_child = g_new0(uint32_t, count),
                             .next = g_new0(uint32_t, count),
                             .headers = g_new0(uint32_t *, count),
                             .named = g_new0(bool, count)};
  for (size_t i = count; i-- > 1;) { /* from the last, so that chains ascend */
    uint32_t parent = document->elements[i].parent;
    tree->next[i] = tree->first_child[parent];
    tree->first_child[parent] = (uint32_t)i;
    tree->has_title |= document->elements[i].tag == FRAME_TAG_TITLE;
  }
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
  *tree = (struct emit_tree){0};
}
