/* What nianbao diff says of the changes it found. */
#ifndef NIANBAO_CLI_CHANGES_H
#define NIANBAO_CLI_CHANGES_H

#include "cli/pipeline.h"
#include "diff/diff.h"

struct comparison {
  const struct options *options;
  struct pipeline *before, *after;
  const struct changes *changes;
  const struct atlas *old_places, *new_places;
  const bool *touched; /* of each page of the new version */
};

/* Compares two versions, both of which have pages. In the arena of the new one. */
struct comparison comparison_make(const struct options *options, struct pipeline *before, struct pipeline *after);

/* One change a line, then the checks that fail now or pass now, then the pages. As text, or as JSON: an object a line
 * {"kind","section","table","row","column","old","new","page","file","line","follows"}; what follows was not typed
 * itself: totals, ${…}. */
void changes_print(FILE *out, const struct comparison *comparison);
/* The same in short, for who only wants to see that it is what was meant: a line a figure, sentences counted, pages. */
void changes_print_short(FILE *out, const struct comparison *comparison);
/* The source of the page 更正对照表, which the pages with the marks follow. */
char *changes_cover(struct arena *arena, const struct comparison *comparison);

#endif
