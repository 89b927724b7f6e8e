/* Structure elements: what structure.c gathers about them, and how one of them is written. emit/'s own. */
#ifndef NIANBAO_EMIT_STRUCTURE_ELEMENT_H
#define NIANBAO_EMIT_STRUCTURE_ELEMENT_H

#include <stdbool.h>

#include "emit/structure.h"
#include "emit/tree.h"

enum kid_kind {
  KID_CONTENT, /* MCID `number` on page `page` */
  KID_OBJECT,  /* annotation, object `number`, on page `page` */
  KID_SPAN,    /* a span, object `number` */
  KID_ELEMENT  /* the place of a child: which of them, their numbers say */
};

struct kid {
  uint32_t next; /* of the same element; 0: none */
  uint32_t page, number;
  enum kid_kind kind;
};

struct element_contents {
  uint32_t first, last; /* kids, in the order of drawing; 0: none */
  bool attached;        /* something of it is on paper, */
  bool has_child;       /* and it has a child that is */
};

struct emit_structure {
  const struct frame_document *document;
  struct emit_objects *objects;
  struct emit_tree tree;
  uint32_t root, first_page, first_element, first_parents; /* numbers of objects */
  struct element_contents *contents;                       /* of each element */
  GArray *kids;                                            /* struct kid; the first is none */
  GHashTable *boxes;                                       /* element → struct emit_box */
  uint32_t page;
  GArray *page_elements;       /* their objects, by MCID of the current page */
  GArray *annotation_elements; /* by StructParent, from page_count on */
};

static inline void kid_none(struct emit_structure *structure)
{
  struct kid none = {0};
  g_array_append_val(structure->kids, none);
}

/* Notes have one (ISO 14289-1, 7.9), and cells that others name. */
bool structure_has_id(const struct emit_structure *structure, uint32_t element);
/* In the order of their bytes IDs are in that of the numbers, as a name tree wants them. */
void structure_append_id(GString *out, uint32_t element);
void structure_append_element(const struct emit_structure *structure, GString *out, uint32_t element);

#endif
