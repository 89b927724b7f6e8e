/* Marks: the marked content of a page (ISO 32000-1, 14.6). Everything shown is part of an element, with a number (MCID)
 * that the structure knows it by, or an artifact, with its type. Words in Latin letters are a Span in English, and so
 * is text that its glyph does not say by itself, with the text. A part is marked as one piece until something of
 * another owner is shown, or a text object begins or ends: marks may not reach over that. Marks with an MCID hold no
 * others: Poppler takes the end of an inner mark for that of the outer one. */
#ifndef NIANBAO_EMIT_MARKS_H
#define NIANBAO_EMIT_MARKS_H

#include <stdbool.h>
#include <stddef.h>

#include <glib.h>

#include "emit/fonts.h"
#include "emit/owners.h"
#include "emit/structure.h"

struct emit_marks {
  const struct frame_page *page;
  const struct emit_owner *owners; /* of the page's items */
  struct emit_structure *structure;
  bool open; /* something is marked: */
  struct emit_owner owner;
  bool word;
  const char *said; /* the text of the glyphs that are shown, which their font does not say; or NULL */
  struct emit_fonts *fonts;
  size_t known_item; /* the run of which this is known, + 1: of each of its glyphs */
  GByteArray *words; /* whether it belongs to a word in Latin letters */
  GArray *clusters;  /* struct emit_cluster: what it stands for */
};

void emit_marks_begin(struct emit_marks *marks, const struct frame_page *page, const struct emit_owner *owners,
                      struct emit_structure *structure, struct emit_fonts *fonts);
void emit_marks_end(struct emit_marks *marks);

/* Whether showing the glyph of a run (0 for other items) needs marks other than those open. */
bool emit_marks_differ(struct emit_marks *marks, size_t item, uint32_t glyph);
/* Puts these marks into `out` at byte `at`, behind which there is what shows the item and nothing else; that begins
 * with white space or a delimiter. Gives how many bytes that took. */
size_t emit_marks_change(struct emit_marks *marks, GString *out, size_t at, size_t item, uint32_t glyph);
/* Appends what ends the open marks, if there are any. */
void emit_marks_close(struct emit_marks *marks, GString *out);

#endif
