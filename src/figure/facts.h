/* Facts: every figure of a report, resolved, totalled, checked and formatted; and the words with their ${…} filled in.
 * No geometry. */
#ifndef NIANBAO_FIGURE_FACTS_H
#define NIANBAO_FIGURE_FACTS_H

#include "base/dec.h"
#include "figure/form.h"
#include "model/chart.h"
#include "model/image.h"
#include "model/report.h"
#include "picture/cache.h"

enum fact_kind {
  FACT_NUMBER,
  FACT_BLANK, /* ~ : nothing is printed */
  FACT_DASH,  /* "-" as it stands */
  FACT_SLASH, /* "/" as it stands */
  FACT_ABSENT /* not given at all, or unreadable: already reported */
};

struct fact {
  enum fact_kind kind;
  dec value;        /* FACT_NUMBER */
  bool written;     /* typed in the source, as against computed */
  bool wrong;       /* a check that failed speaks of this cell */
  const char *text; /* as printed */
  const char *note; /* printed behind the figure in the cell, or NULL */
  struct span span; /* the value, or the row it was made from */
};

struct ledger;

/* The figures of one table: row_count × the widest column set; row r has columns of its own set. */
struct fact_table {
  const struct form_table *form;
  struct fact *cells;
  size_t stride;
  struct ledger *ledger; /* figure/ledger.h; then there are no cells. NULL: a grid */
};

/* A figure of a chart: what is drawn is what is printed. */
struct fact_point {
  bool none;        /* there is no figure: a gap */
  int64_t units;    /* at the chart's scale */
  const char *text; /* as printed, with its suffix */
  struct span span;
};

/* The figures of a chart, all at one scale. */
struct fact_chart {
  const struct chart *chart;
  struct fact_point *points; /* series × labels */
  uint8_t scale;
  const char *suffix; /* of all printed figures: "%", "万" or "" */
  bool grouped;       /* printed as 12,345 */
};

struct fact_image {
  const struct image *image;
  const struct picture *picture; /* of two that show one file, the same */
};

/* A cell of a free table. */
struct free_fact {
  bool number;      /* what is computed or checked: a figure, or an expression that comes to one */
  dec value;        /* in what the source is written in; per cent are whole: 5.2 for 5.2% */
  bool wrong;       /* a total that is not the sum */
  bool doubtful;    /* computed from one that is wrong: further checks would only say the same again */
  const char *text; /* a number as printed; NULL: the cell's words stand as they are, or nothing */
};

struct facts {
  const struct form *form; /* NULL: a free report */
  const struct report *report;
  const struct facts *previous; /* of last year's source, tables only; NULL: none is named, or it cannot be used */
  bool incomplete;              /* a sum over bodies lacks some of them, which has been said */
  struct fact_table *tables;    /* as form->tables */
  size_t count;
  struct fact_chart *charts; /* that can be drawn, in the order of the report */
  size_t chart_count, chart_capacity;
  struct fact_image *images; /* that can be printed, in the order of the report */
  size_t image_count, image_capacity;
  size_t image_bytes;      /* of all files read for them */
  uint64_t image_pixels;   /* and in them */
  struct free_fact **free; /* by the index of the free table: as its cells */
};

static inline struct fact *fact_at(const struct fact_table *table, size_t row, size_t column)
{
  return &table->cells[row * table->stride + column];
}

/* Reads the figures, computes what is not written, runs every check of the form, and reports the findings. Never NULL.
 * Other sources that this one builds on – last year's, those of the bodies it sums up – are read into `files`. */
struct facts *facts_resolve(struct arena *arena, struct files *files, const struct report *report,
                            const struct form *form, struct diags *diags);
/* What earlier runs over a source have read; each may be NULL. */
struct facts_caches {
  struct picture_cache *pictures; /* picture/cache.h */
  struct prose_cache *prose;      /* figure/prose_cache.h */
};
struct facts *facts_resolve_cached(struct arena *arena, struct files *files, const struct report *report,
                                   const struct form *form, struct facts_caches caches, struct diags *diags);

/* The value of an expression (what stands between ${ and }) as it is printed, or NULL after a diagnostic at `span`. */
const char *facts_evaluate(struct arena *arena, const struct facts *facts, const char *expression, struct span span,
                           struct diags *diags);

/* The same for a figure of a chart. Where one of its cells is blank, "-" or "/", gives NULL and sets *blank, and
 * nothing is said. */
const char *facts_evaluate_point(struct arena *arena, const struct facts *facts, const char *expression,
                                 struct span span, struct diags *diags, bool *blank);

/* The number it comes to. False, and nothing is said, where it is none, or asks for a format of its own. */
bool facts_number(struct arena *arena, const struct facts *facts, const char *expression, ratio *out);

const struct fact_table *facts_table(const struct facts *facts, const char *key); /* or NULL */

const struct fact_chart *facts_chart(const struct facts *facts, const struct chart *chart); /* or NULL: reported */

const struct picture *facts_image(const struct facts *facts, const struct image *image); /* or NULL: reported */

void facts_dump(FILE *out, const struct facts *facts);

#endif
