#include "emit/outline.h"

#include <glib.h>

#include "emit/objects.h"

/* nodes[0] is the root, nodes[i + 1] the document's entry i. */
struct node {
  qpdf_oh item;
  size_t parent, last;
  int children;
};

/* The last entry before it of a lower level, whatever levels are left out between. */
static size_t find_parent(const struct frame_document *document, const struct node *nodes, size_t self)
{
  size_t parent = self - 1;
  while (parent > 0 && document->outline[parent - 1].level >= document->outline[self - 1].level)
    parent = nodes[parent].parent;
  return parent;
}

static void link_node(qpdf_data pdf, struct node *nodes, size_t self)
{
  struct node *node = &nodes[self], *parent = &nodes[node->parent];
  qpdf_oh_replace_key(pdf, node->item, "/Parent", parent->item);
  if (parent->last == 0) {
    qpdf_oh_replace_key(pdf, parent->item, "/First", node->item);
  } else {
    qpdf_oh_replace_key(pdf, node->item, "/Prev", nodes[parent->last].item);
    qpdf_oh_replace_key(pdf, nodes[parent->last].item, "/Next", node->item);
  }
  parent->last = self;
  parent->children++;
}

/* A negative count means: folded. */
static void close_nodes(qpdf_data pdf, const struct node *nodes, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    if (nodes[i].children == 0)
      continue;
    qpdf_oh_replace_key(pdf, nodes[i].item, "/Last", nodes[nodes[i].last].item);
    emit_set_integer(pdf, nodes[i].item, "/Count", i == 0 ? nodes[i].children : -nodes[i].children);
  }
}

void emit_add_outline(qpdf_data pdf, const struct frame_document *document)
{
  if (document->outline_count == 0)
    return;
  size_t count = document->outline_count + 1;
  struct node *nodes = g_new0(struct node, count);
  nodes[0].item = qpdf_make_indirect_object(pdf, qpdf_oh_new_dictionary(pdf));
  emit_set_name(pdf, nodes[0].item, "/Type", "/Outlines");
  for (size_t i = 1; i < count; i++) {
    const struct frame_outline *entry = &document->outline[i - 1];
    nodes[i].item = qpdf_make_indirect_object(pdf, qpdf_oh_new_dictionary(pdf));
    nodes[i].parent = find_parent(document, nodes, i);
    emit_set_text(pdf, nodes[i].item, "/Title", entry->text);
    len height = document->pages[entry->page].height;
    qpdf_oh_replace_key(pdf, nodes[i].item, "/Dest",
                        emit_make_destination(pdf, entry->page, entry->x, height - entry->y));
    link_node(pdf, nodes, i);
  }
  close_nodes(pdf, nodes, count);
  qpdf_oh_replace_key(pdf, qpdf_get_root(pdf), "/Outlines", nodes[0].item);
  emit_set_name(pdf, qpdf_get_root(pdf), "/PageMode", "/UseOutlines");
  g_free(nodes);
}
