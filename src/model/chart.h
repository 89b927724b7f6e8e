/* Charts as written in a source (`chart:`): what is drawn, of which figures. Values are kept as they stand, a number or
 * ${…}; figure/ resolves them. */
#ifndef NIANBAO_MODEL_CHART_H
#define NIANBAO_MODEL_CHART_H

#include "model/report.h"

enum chart_kind { CHART_BARS, CHART_GROUPED, CHART_LINES, CHART_PIE };

/* More cannot be told apart on a page. */
#define CHART_LABELS_MAX  40
#define CHART_SECTORS_MAX 12
#define CHART_SERIES_MAX  6

enum chart_value_kind {
  CHART_VALUE_NONE,   /* ~ : no figure, a gap; never 0 */
  CHART_VALUE_NUMBER, /* text is the number as written */
  CHART_VALUE_EXPR    /* ${…}: text is what stands between the braces */
};

struct chart_value {
  enum chart_value_kind kind;
  const char *text;
  struct span span; /* of the words without quotes; EXPR: with ${ and } */
};

struct chart_series {
  struct inlines name; /* empty: the only series */
  struct chart_value *values;
  size_t count; /* as many as the chart has labels */
  struct span span;
};

struct chart {
  enum chart_kind kind;
  struct inlines *labels;
  size_t label_count;
  struct chart_series *series;
  size_t series_count;
  struct inlines unit;       /* or empty */
  const struct node *height; /* as written, or NULL */
  bool numbers;              /* are written at bars, points and sectors */
  struct span span;
};

/* Reads the value of `chart:`; its caption and note go to the part. NULL after an error that leaves nothing to draw. */
struct chart *chart_read(struct arena *arena, const struct files *files, const struct node *node, struct report *report,
                         struct part *part, struct diags *diags);
void chart_dump(FILE *out, const struct chart *chart, int level);

#endif
