/* Press: the pages of a report as a printer wants them, from the very pages that are published: with room for the cut
 * and marks where it goes, shifted for the binding, in inks instead of colours; or two by two on the sheets of a
 * booklet. A function from frame document to frame document; what stands on the pages is moved as a whole and never
 * set anew. */
#ifndef NIANBAO_PRESS_PRESS_H
#define NIANBAO_PRESS_PRESS_H

#include "base/arena.h"
#include "frame/frame.h"
#include "style/style.h"

/* The edition for the press that the sheet describes (sheet->print.set) of a report that was made by this sheet. What
 * `from` refers to must live as long. A booklet has no tags, links or outline: its pages are sheets, in no order to be
 * read in. */
struct frame_document *press_build(struct arena *arena, const struct frame_document *from, const struct sheet *sheet);

#endif
