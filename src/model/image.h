/* Pictures as written in a source (`image:`). The file is read by figure/. */
#ifndef NIANBAO_MODEL_IMAGE_H
#define NIANBAO_MODEL_IMAGE_H

#include "model/report.h"

struct image {
  const char *file; /* relative to the folder of the source, which it does not leave */
  struct span file_span;
  struct inlines alt;       /* what it shows, for those who cannot see it */
  const struct node *width; /* as written, or NULL */
  struct span span;
};

/* Reads the value of `image:`; its caption and note go to the part. NULL after an error that leaves nothing to print.
 */
struct image *image_read(struct arena *arena, const struct files *files, const struct node *node, struct report *report,
                         struct part *part, struct diags *diags);
void image_dump(FILE *out, const struct image *image, int level);

#endif
