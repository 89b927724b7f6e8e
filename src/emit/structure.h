/* Structure: the tree of elements of a tagged PDF (ISO 32000-1, 14.7), from the elements of the frame. Which parts of
 * the pages belong to an element is told while the pages are written, in the order of drawing; the elements themselves
 * are written in the end, one by one. A child stands behind what of its parent was drawn before it; among each other
 * children stand by their numbers, so that a note at the foot of the page is read where it is marked. */
#ifndef NIANBAO_EMIT_STRUCTURE_H
#define NIANBAO_EMIT_STRUCTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "emit/objects.h"
#include "frame/frame.h"

struct emit_structure;

/* The pages are objects first_page, first_page + 1 … */
struct emit_structure *emit_structure_new(const struct frame_document *document, struct emit_objects *objects,
                                          uint32_t first_page);

/* Pages come one after the other, all of them. The number of a page is its StructParents, too. */
void emit_structure_begin_page(struct emit_structure *structure, size_t page);
void emit_structure_end_page(struct emit_structure *structure);

/* A part of the current page that belongs to an element: its MCID. */
uint32_t emit_structure_add_content(struct emit_structure *structure, uint32_t element);
/* Whether a child of it, or a span, has been added. What follows should be a span, too: some readers take all parts of
 * an element first, and then its children. */
bool emit_structure_has_child(const struct emit_structure *structure, uint32_t element);
/* A part that is a span of its own in the element: in another language, or standing for a text, a string token; each
 * may be NULL. */
uint32_t emit_structure_add_span(struct emit_structure *structure, uint32_t element, const char *lang,
                                 const char *actual);
/* An annotation on the current page that belongs to an element: its StructParent. */
uint32_t emit_structure_add_annotation(struct emit_structure *structure, uint32_t element, uint32_t object);

/* Where a figure is on its page; from the page's bottom left corner. */
struct emit_box {
  len left, bottom, right, top;
};
void emit_structure_add_box(struct emit_structure *structure, uint32_t element, const struct emit_box *box);

/* The type of an element in the PDF. The title is the first heading, and those of the sections stand below it. */
const char *emit_structure_type(const struct emit_structure *structure, uint32_t element);

/* Writes the tree, and gives the number of its root. The structure is freed. */
uint32_t emit_structure_finish(struct emit_structure *structure);

#endif
