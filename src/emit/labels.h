/* Labels: page labels as ranges, as a PDF's PageLabels number tree wants them (ISO 32000-1, 12.4.2). */
#ifndef NIANBAO_EMIT_LABELS_H
#define NIANBAO_EMIT_LABELS_H

#include <stdbool.h>
#include <stddef.h>

#include "frame/frame.h"

enum label_style { LABEL_TEXT, LABEL_DECIMAL, LABEL_ROMAN };

struct label_range {
  size_t first; /* page, from 0 */
  enum label_style style;
  unsigned start; /* of numbers: the first, from 1; they count on. A text is that of every page */
  const char *text;
};

/* The range that begins at page `first`; *end becomes the page behind it. Labels that are successive numbers, arabic
 * or small roman, make one range, and so do equal texts. */
struct label_range emit_label_range(const struct frame_document *document, size_t first, size_t *end);

#endif
