/* Sheets: the passes of press/. */
#ifndef NIANBAO_PRESS_SHEETS_H
#define NIANBAO_PRESS_SHEETS_H

#include "press/press.h"

struct printing {
  struct arena *arena;
  const struct frame_document *from; /* all its pages are as large as those of the layout */
  const struct sheet *sheet;
  struct frame_document *to;
  len margin; /* around what is left when it has been cut */
};

/* A page of `to` with room for a piece of paper of that size, its boxes, and the marks of the cut. */
struct frame_page *sheet_add(const struct printing *printing, len width, len height, const char *label);

/* How far to the right page `number` of `from`, counted from 1, stands for the binding. */
len binding_shift(const struct print_look *look, size_t number);

/* marks.c: on a page that is filled; crop marks for its trim, and where it is folded in the middle. */
void marks_put_crop(const struct printing *printing, struct frame_page *page);
void marks_put_fold(const struct printing *printing, struct frame_page *page);

/* inks.c: what an item has of colour in shades of black. */
void inks_blacken(struct frame_item *item);

/* booklet.c: the sheets into `to`. */
void booklet_put(const struct printing *printing);

#endif
