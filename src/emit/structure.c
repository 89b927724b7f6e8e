#include "emit/structure.h"

#include <inttypes.h>

#include "emit/structure_element.h"
#include "emit/tree.h"
#include "emit/values.h"

struct emit_structure *emit_structure_new(const struct frame_document *document, struct emit_objects *objects,
                                          uint32_t first_page)
{
  struct emit_structure *structure = g_new0(struct emit_structure, 1);
  emit_tree_make(&structure->tree, document);
  structure->document = document;
  structure->objects = objects;
  structure->first_page = first_page;
  structure->root = emit_objects_reserve(objects, 1);
  structure->first_element = emit_objects_reserve(objects, document->element_count);
  structure->first_parents = emit_objects_reserve(objects, document->page_count);
  structure->contents = g_new0(struct element_contents, document->element_count);
  structure->kids = g_array_new(FALSE, FALSE, sizeof(struct kid));
  structure->boxes = g_hash_table_new_full(NULL, NULL, NULL, g_free);
  structure->page_elements = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  structure->annotation_elements = g_array_new(FALSE, FALSE, sizeof(uint32_t));
  kid_none(structure);
  return structure;
}

static void structure_free(struct emit_structure *structure)
{
  emit_tree_done(&structure->tree);
  g_free(structure->contents);
  g_array_free(structure->kids, TRUE);
  g_hash_table_destroy(structure->boxes);
  g_array_free(structure->page_elements, TRUE);
  g_array_free(structure->annotation_elements, TRUE);
  g_free(structure);
}

/* --- what belongs to the elements --- */

static void append_kid(struct emit_structure *structure, uint32_t element, struct kid kid)
{
  uint32_t index = structure->kids->len;
  struct element_contents *contents = &structure->contents[element];
  g_array_append_val(structure->kids, kid);
  if (contents->first == 0)
    contents->first = index;
  else
    g_array_index(structure->kids, struct kid, contents->last).next = index;
  contents->last = index;
  contents->has_child |= kid.kind == KID_SPAN || kid.kind == KID_ELEMENT;
}

/* An element that has something on paper has its place in its parent, as far as that is given by the order of drawing.
 */
static void attach(struct emit_structure *structure, uint32_t element)
{
  while (!structure->contents[element].attached) {
    structure->contents[element].attached = true;
    uint32_t parent = structure->document->elements[element].parent;
    if (element == 0)
      return;
    append_kid(structure, parent, (struct kid){.kind = KID_ELEMENT});
    element = parent;
  }
}

bool emit_structure_has_child(const struct emit_structure *structure, uint32_t element)
{
  return structure->contents[element].has_child;
}

void emit_structure_begin_page(struct emit_structure *structure, size_t page)
{
  structure->page = (uint32_t)page;
  g_array_set_size(structure->page_elements, 0);
}

uint32_t emit_structure_add_content(struct emit_structure *structure, uint32_t element)
{
  uint32_t number = structure->page_elements->len;
  attach(structure, element);
  append_kid(structure, element, (struct kid){.kind = KID_CONTENT, .page = structure->page, .number = number});
  uint32_t object = structure->first_element + element;
  g_array_append_val(structure->page_elements, object);
  return number;
}

/* Nothing can be added to it later, so it is written at once. */
uint32_t emit_structure_add_span(struct emit_structure *structure, uint32_t element, const char *lang,
                                 const char *actual)
{
  uint32_t number = structure->page_elements->len, object = emit_objects_reserve(structure->objects, 1);
  GString *value = g_string_new(NULL);
  g_string_append_printf(value, "<</S/Span/P %" PRIu32 " 0 R/Pg %" PRIu32 " 0 R/K %" PRIu32,
                         structure->first_element + element, structure->first_page + structure->page, number);
  emit_value_text_entry(value, "/Lang", lang);
  if (actual != NULL)
    g_string_append_printf(value, "/ActualText%s", actual);
  g_string_append(value, ">>");
  emit_objects_put(structure->objects, object, value);
  g_string_free(value, TRUE);
  attach(structure, element);
  append_kid(structure, element, (struct kid){.kind = KID_SPAN, .number = object});
  g_array_append_val(structure->page_elements, object);
  return number;
}

uint32_t emit_structure_add_annotation(struct emit_structure *structure, uint32_t element, uint32_t object)
{
  attach(structure, element);
  append_kid(structure, element, (struct kid){.kind = KID_OBJECT, .page = structure->page, .number = object});
  g_array_append_val(structure->annotation_elements, element);
  return (uint32_t)structure->document->page_count + structure->annotation_elements->len - 1;
}

void emit_structure_add_box(struct emit_structure *structure, uint32_t element, const struct emit_box *box)
{
  struct emit_box *known = g_hash_table_lookup(structure->boxes, GUINT_TO_POINTER(element));
  if (known == NULL) {
    g_hash_table_insert(structure->boxes, GUINT_TO_POINTER(element), g_memdup2(box, sizeof *box));
    return;
  }
  *known = (struct emit_box){MIN(known->left, box->left), MIN(known->bottom, box->bottom),
                             MAX(known->right, box->right), MAX(known->top, box->top)};
}

void emit_structure_end_page(struct emit_structure *structure)
{
  GString *value = g_string_new("[");
  for (guint i = 0; i < structure->page_elements->len; i++) {
    emit_value_reference(value, g_array_index(structure->page_elements, uint32_t, i));
    g_string_append_c(value, '\n');
  }
  g_string_append_c(value, ']');
  emit_objects_put(structure->objects, structure->first_parents + structure->page, value);
  g_string_free(value, TRUE);
}

/* --- the tree --- */

static void append_parents(const struct emit_structure *structure, GString *out)
{
  uint32_t pages = (uint32_t)structure->document->page_count;
  g_string_append(out, "/ParentTree<</Nums[");
  for (uint32_t i = 0; i < pages; i++) {
    g_string_append_printf(out, "%" PRIu32 " ", i);
    emit_value_reference(out, structure->first_parents + i);
    g_string_append_c(out, '\n');
  }
  for (guint i = 0; i < structure->annotation_elements->len; i++) {
    g_string_append_printf(out, "%" PRIu32 " ", pages + i);
    emit_value_reference(out, structure->first_element + g_array_index(structure->annotation_elements, uint32_t, i));
    g_string_append_c(out, '\n');
  }
  g_string_append_printf(out, "]>>/ParentTreeNextKey %" PRIu32, pages + structure->annotation_elements->len);
}

static void append_ids(const struct emit_structure *structure, GString *out)
{
  bool begun = false;
  for (uint32_t i = 0; i < structure->document->element_count; i++) {
    if (!structure_has_id(structure, i))
      continue;
    g_string_append(out, begun ? "" : "/IDTree<</Names[");
    structure_append_id(out, i);
    emit_value_reference(out, structure->first_element + i);
    g_string_append_c(out, '\n');
    begun = true;
  }
  g_string_append(out, begun ? "]>>" : "");
}

static void put_root(const struct emit_structure *structure)
{
  GString *value = g_string_new("<</Type/StructTreeRoot/K[");
  emit_value_reference(value, structure->first_element);
  g_string_append_c(value, ']');
  append_parents(structure, value);
  append_ids(structure, value);
  g_string_append(value, ">>");
  emit_objects_put(structure->objects, structure->root, value);
  g_string_free(value, TRUE);
}

uint32_t emit_structure_finish(struct emit_structure *structure)
{
  uint32_t root = structure->root;
  GString *value = g_string_new(NULL);
  for (uint32_t i = 0; i < structure->document->element_count; i++) {
    g_string_truncate(value, 0);
    structure_append_element(structure, value, i);
    emit_objects_put(structure->objects, structure->first_element + i, value);
  }
  g_string_free(value, TRUE);
  put_root(structure);
  structure_free(structure);
  return root;
}
