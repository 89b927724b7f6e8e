#include "emit/outline.h"

#include "emit/values.h"

/* nodes[0] is the root, nodes[i + 1] the document's entry i; 0 is no sibling or child. */
struct node {
  size_t parent, first, last, before, next;
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

static void link_node(struct node *nodes, size_t self)
{
  struct node *node = &nodes[self], *parent = &nodes[node->parent];
  node->before = parent->last;
  if (parent->last == 0)
    parent->first = self;
  else
    nodes[parent->last].next = self;
  parent->last = self;
  parent->children++;
}

static struct node *make_nodes(const struct frame_document *document)
{
  struct node *nodes = g_new0(struct node, document->outline_count + 1);
  for (size_t i = 1; i <= document->outline_count; i++) {
    nodes[i].parent = find_parent(document, nodes, i);
    link_node(nodes, i);
  }
  return nodes;
}

static void append_node(GString *out, const char *key, uint32_t root, size_t node)
{
  if (node == 0)
    return;
  g_string_append(out, key);
  emit_value_reference(out, root + (uint32_t)node);
}

void emit_append_destination(GString *out, const struct frame_document *document, uint32_t first_page, uint32_t page,
                             len x, len y)
{
  g_string_append_c(out, '[');
  emit_value_reference(out, first_page + page);
  g_string_append(out, "/XYZ ");
  emit_value_length(out, x);
  g_string_append_c(out, ' ');
  emit_value_length(out, document->pages[page].height - y);
  g_string_append(out, " 0]"); /* keeps the reader's zoom */
}

static void append_entry(GString *out, const struct frame_document *document, const struct node *node, uint32_t root,
                         uint32_t first_page, const struct frame_outline *entry)
{
  emit_value_text_entry(out, "/Title", entry->text);
  g_string_append(out, "/Parent ");
  emit_value_reference(out, root + (uint32_t)node->parent);
  append_node(out, "/Prev ", root, node->before);
  append_node(out, "/Next ", root, node->next);
  g_string_append(out, "/Dest");
  emit_append_destination(out, document, first_page, entry->page, entry->x, entry->y);
}

/* A negative count means: folded. */
static void put_node(struct emit_objects *objects, const struct frame_document *document, const struct node *nodes,
                     size_t self, uint32_t root, uint32_t first_page)
{
  const struct node *node = &nodes[self];
  GString *value = g_string_new("<<");
  if (self == 0)
    g_string_append(value, "/Type/Outlines");
  else
    append_entry(value, document, node, root, first_page, &document->outline[self - 1]);
  append_node(value, "/First ", root, node->first);
  append_node(value, "/Last ", root, node->last);
  if (node->children > 0)
    g_string_append_printf(value, "/Count %d", self == 0 ? node->children : -node->children);
  g_string_append(value, ">>");
  emit_objects_put(objects, root + (uint32_t)self, value);
  g_string_free(value, TRUE);
}

void emit_append_outline(GString *catalog, struct emit_objects *objects, const struct frame_document *document,
                         uint32_t first_page)
{
  if (document->outline_count == 0)
    return;
  uint32_t root = emit_objects_reserve(objects, document->outline_count + 1);
  struct node *nodes = make_nodes(document);
  for (size_t i = 0; i <= document->outline_count; i++)
    put_node(objects, document, nodes, i, root, first_page);
  g_free(nodes);
  g_string_append(catalog, "/PageMode/UseOutlines/Outlines ");
  emit_value_reference(catalog, root);
}
