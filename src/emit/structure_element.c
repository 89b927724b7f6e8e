#include "emit/structure_element.h"

#include <inttypes.h>

#include "emit/values.h"

/* PDF 1.7 knows no title: it is the heading above all others. */
const char *emit_structure_type(const struct emit_structure *structure, uint32_t element)
{
  static const char *const headings[] = {"H1", "H2", "H3", "H4", "H5", "H6"};
  uint8_t level = structure->tree.levels[element];
  return level > 0 ? headings[level - 1] : frame_tag_name(structure->document->elements[element].tag);
}

bool structure_has_id(const struct emit_structure *structure, uint32_t element)
{
  return structure->tree.named[element] || structure->document->elements[element].tag == FRAME_TAG_NOTE;
}

void structure_append_id(GString *out, uint32_t element)
{
  g_string_append_printf(out, "(e%08" PRIu32 ")", element);
}

/* --- attributes (ISO 32000-1, 14.8.5) --- */

static void append_scope(GString *out, enum frame_scope scope)
{
  switch (scope) {
  case FRAME_SCOPE_NONE:
    break;
  case FRAME_SCOPE_ROW:
    g_string_append(out, "/Scope/Row");
    break;
  case FRAME_SCOPE_COLUMN:
    g_string_append(out, "/Scope/Column");
    break;
  case FRAME_SCOPE_BOTH:
    g_string_append(out, "/Scope/Both");
    break;
  }
}

static void append_headers(GString *out, const uint32_t *headers)
{
  if (headers == NULL)
    return;
  g_string_append(out, "/Headers[");
  for (; *headers != 0; headers++)
    structure_append_id(out, *headers);
  g_string_append_c(out, ']');
}

static void append_cell(const struct emit_structure *structure, GString *out, uint32_t number)
{
  const struct frame_element *element = &structure->document->elements[number];
  const uint32_t *headers = structure->tree.headers[number];
  if (element->scope == FRAME_SCOPE_NONE && element->row_span == 1 && element->column_span == 1 && headers == NULL)
    return;
  g_string_append(out, "/A<</O/Table");
  append_scope(out, element->scope);
  if (element->row_span > 1)
    g_string_append_printf(out, "/RowSpan %u", element->row_span);
  if (element->column_span > 1)
    g_string_append_printf(out, "/ColSpan %u", element->column_span);
  append_headers(out, headers);
  g_string_append(out, ">>");
}

static void append_figure(const struct emit_structure *structure, GString *out, uint32_t number)
{
  const struct emit_box *box = g_hash_table_lookup(structure->boxes, GUINT_TO_POINTER(number));
  if (box == NULL)
    return;
  g_string_append(out, "/A<</O/Layout/Placement/Block/BBox");
  emit_value_box(out, box->left, box->bottom, box->right, box->top);
  g_string_append(out, ">>");
}

/* A table is read cell by cell, so its words are a summary and not an alternative, which would be read instead of it.
 */
static void append_summary(const struct emit_structure *structure, GString *out, uint32_t number)
{
  const char *alt = structure->document->elements[number].alt;
  if (alt == NULL || alt[0] == '\0')
    return;
  g_string_append(out, "/A<</O/Table");
  emit_value_text_entry(out, "/Summary", alt);
  g_string_append(out, ">>");
}

/* Whether the items of a list have labels; their numbers are read out as they are printed. */
static void append_numbering(const struct emit_structure *structure, GString *out, uint32_t number)
{
  const struct emit_tree *tree = &structure->tree;
  uint32_t item = tree->first_child[number], label = item == 0 ? 0 : tree->first_child[item];
  if (label != 0 && structure->document->elements[label].tag == FRAME_TAG_LBL)
    g_string_append(out, "/A<</O/List/ListNumbering/Decimal>>");
}

static void append_attributes(const struct emit_structure *structure, GString *out, uint32_t number)
{
  const struct frame_element *element = &structure->document->elements[number];
  if (element->tag == FRAME_TAG_TH || element->tag == FRAME_TAG_TD)
    append_cell(structure, out, number);
  else if (element->tag == FRAME_TAG_FIGURE)
    append_figure(structure, out, number);
  else if (element->tag == FRAME_TAG_L)
    append_numbering(structure, out, number);
  if (element->tag == FRAME_TAG_TABLE)
    append_summary(structure, out, number);
  else
    emit_value_text_entry(out, "/Alt", element->alt);
  emit_value_text_entry(out, "/Lang", element->lang);
}

/* --- what it holds --- */

struct children {
  uint32_t next; /* the first that is not written yet */
  bool begun;
};

static void append_space(GString *out, struct children *children)
{
  if (children->begun)
    g_string_append_c(out, ' ');
  children->begun = true;
}

/* The children up to one that is on paper; an empty cell stands nowhere but has its place among them. */
static void append_child(const struct emit_structure *structure, GString *out, struct children *children)
{
  bool placed = false;
  for (; children->next != 0 && !placed; children->next = structure->tree.next[children->next]) {
    append_space(out, children);
    emit_value_reference(out, structure->first_element + children->next);
    placed = structure->contents[children->next].attached;
  }
}

static void append_kid(const struct emit_structure *structure, GString *out, const struct kid *kid, uint32_t page,
                       struct children *children)
{
  switch (kid->kind) {
  case KID_ELEMENT:
    append_child(structure, out, children);
    return;
  case KID_CONTENT:
    append_space(out, children);
    if (kid->page == page)
      emit_value_number(out, kid->number);
    else
      g_string_append_printf(out, "<</Type/MCR/Pg %" PRIu32 " 0 R/MCID %" PRIu32 ">>",
                             structure->first_page + kid->page, kid->number);
    return;
  case KID_SPAN:
    append_space(out, children);
    emit_value_reference(out, kid->number);
    return;
  case KID_OBJECT:
    append_space(out, children);
    g_string_append_printf(out, "<</Type/OBJR/Pg %" PRIu32 " 0 R/Obj %" PRIu32 " 0 R>>",
                           structure->first_page + kid->page, kid->number);
    return;
  }
}

static const struct kid *first_content(const struct emit_structure *structure, uint32_t number)
{
  const struct kid *kids = (const struct kid *)(const void *)structure->kids->data;
  for (uint32_t i = structure->contents[number].first; i != 0; i = kids[i].next)
    if (kids[i].kind == KID_CONTENT)
      return &kids[i];
  return NULL;
}

/* Parts on the page of the first one are numbers alone. */
static void append_kids(const struct emit_structure *structure, GString *out, uint32_t number)
{
  const struct kid *kids = (const struct kid *)(const void *)structure->kids->data;
  const struct kid *content = first_content(structure, number);
  struct children children = {.next = structure->tree.first_child[number]};
  if (content != NULL) {
    g_string_append(out, "/Pg ");
    emit_value_reference(out, structure->first_page + content->page);
  }
  if (structure->contents[number].first == 0 && children.next == 0)
    return;
  g_string_append(out, "/K[");
  for (uint32_t i = structure->contents[number].first; i != 0; i = kids[i].next)
    append_kid(structure, out, &kids[i], content == NULL ? 0 : content->page, &children);
  while (children.next != 0)
    append_child(structure, out, &children);
  g_string_append_c(out, ']');
}

void structure_append_element(const struct emit_structure *structure, GString *out, uint32_t element)
{
  g_string_append(out, "<</S/");
  g_string_append(out, emit_structure_type(structure, element));
  g_string_append(out, "/P ");
  emit_value_reference(out, element == 0 ? structure->root
                                         : structure->first_element + structure->document->elements[element].parent);
  if (structure_has_id(structure, element)) {
    g_string_append(out, "/ID");
    structure_append_id(out, element);
  }
  append_attributes(structure, out, element);
  append_kids(structure, out, element);
  g_string_append(out, ">>");
}
