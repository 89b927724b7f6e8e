/* Tree: the elements of a frame document as a tree, and what of it does not stand in the frame: which header cells a
 * cell has to name. Children stand in the order of their numbers, whatever the order in which they are drawn. */
#ifndef NIANBAO_EMIT_TREE_H
#define NIANBAO_EMIT_TREE_H

#include <stdbool.h>
#include <stdint.h>

#include "frame/frame.h"

/* Element numbers; 0, which is nobody's child, means none. */
struct emit_tree {
  const struct frame_document *document;
  uint32_t *first_child, *next; /* of each element; next: its sibling */
  uint32_t **headers;           /* of each element, what it names, ended by 0; or NULL */
  bool *named;                  /* some cell names it */
  uint8_t *levels;              /* of headings, from 1: how deep they stand, whatever levels are left out between */
};

void emit_tree_make(struct emit_tree *tree, const struct frame_document *document);
void emit_tree_done(struct emit_tree *tree);

/* headers.c, ISO 14289-1, 7.5: a header for columns is taken to be one for all cells below it. Where a table has such
 * headers below cells of figures as well, that would give a figure the headers of two parts of the table; so each cell
 * of such a table names its own. Fills tree->headers and tree->named. */
void emit_tree_name_headers(struct emit_tree *tree);

#endif
