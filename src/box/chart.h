/* What the passes that draw charts share. box/'s own. All places are from the chart's top left corner. */
#ifndef NIANBAO_BOX_CHART_H
#define NIANBAO_BOX_CHART_H

#include "box/paragraph.h"

struct chart_area {
  len left, top, right, bottom;
};

struct chart_line {
  struct frame_point from, to;
};

/* One attempt to draw a chart. At a smaller size, or with figures raised further, another is made. */
struct chart_drawing {
  const struct box_context *context;
  const struct block_chart *from;
  struct text_style style; /* at the size being tried */
  len em, pitch;           /* of that size; pitch: from line to line inside one label */
  len width;
  len top;                  /* where unit and legend end */
  int levels;               /* a figure may stand so many lines above its bar or point */
  bool direct;              /* names of lines stand at their ends, not in a legend */
  len rule;                 /* thickness of axes and outlines */
  struct chart_area bounds; /* no figure stands outside */
  struct {
    struct chart_area *items;
    size_t count, capacity;
  } taken; /* where nothing may be written any more */
  struct {
    struct chart_line *items;
    size_t count, capacity;
  } lines; /* where nothing should be written */
  struct box_chart *out;
};

static inline bool chart_has_legend(const struct chart_drawing *d)
{
  return d->from->series_count > 1 && !d->direct;
}

/* --- chart_put.c: words and shapes --- */

struct chart_words {
  struct box_lines lines;
  len width, height; /* of the ink's boxes: the last line has no gap below it */
};

/* Words in lines no wider than `measure`; 0: in one line. False where a piece of them is wider. */
bool chart_set(struct chart_drawing *d, const struct block_runs *runs, len measure, enum align align,
               struct chart_words *out);
bool chart_set_text(struct chart_drawing *d, const char *text, struct chart_words *out);
void chart_put(struct chart_drawing *d, const struct chart_words *words, len x, len top);
void chart_put_rule(struct chart_drawing *d, len x, len y, len dx, len dy, len width, uint8_t gray);
void chart_put_area(struct chart_drawing *d, struct chart_area area, uint8_t gray);
void chart_put_path(struct chart_drawing *d, len x, len y, const struct frame_segment *segments, size_t count,
                    len width, uint8_t gray);
/* Four curves around (0, 0), into five segments. */
#define CHART_CIRCLE_SEGMENTS 5
void chart_trace_circle(struct frame_segment *out, len radius);

/* --- chart_room.c: what stands where --- */

void chart_take(struct chart_drawing *d, struct chart_area area);
bool chart_is_free(const struct chart_drawing *d, struct chart_area area);
bool chart_is_crossed(const struct chart_drawing *d, struct chart_area area); /* by one of d->lines */
/* Writes a figure of a bar at its end, in the middle of x: above y, or below; raised line by line until it is free. */
bool chart_write_at(struct chart_drawing *d, const struct block_runs *figure, len x, len y, bool above);
/* At a point of a line: above or below, as said by `above` first. */
bool chart_write_near(struct chart_drawing *d, const struct block_runs *figure, struct frame_point point, bool above);

/* --- chart_axis.c --- */

/* Round numbers, step × 0, ±1, ±2 …, that enclose all values. */
struct chart_axis {
  int64_t low, high, step; /* at the chart's scale */
};

/* At most `most` (2 or more) steps of 1, 2 or 5 × a power of ten, none less than one unit; with 0 if asked for. */
struct chart_axis chart_axis_find(int64_t least, int64_t greatest, uint8_t scale, int most, bool zero);
/* How far above the axis' low a value lies, where all of the axis is `extent` long; right to half a unit. */
len chart_axis_place(const struct chart_axis *axis, int64_t value, len extent);
const char *chart_axis_text(struct arena *arena, const struct chart_axis *axis, const struct block_chart *chart,
                            int64_t value);

/* --- chart_plot.c: axes, labels, unit, legend --- */

struct chart_plot {
  struct chart_axis axis;
  struct chart_area area;
  len first; /* where the room of the first label begins */
};

/* The swatch of a series in the legend, in an area. */
typedef void (*chart_swatch)(struct chart_drawing *d, size_t series, struct chart_area area);

bool chart_head(struct chart_drawing *d, chart_swatch swatch); /* unit and legend; moves d->top below them */
/* `after`: kept free behind the last label. */
bool chart_plot(struct chart_drawing *d, bool zero, len after, struct chart_plot *out);
/* How far the first and last figures reach beyond the room of their label: so much is kept free on either side. */
len chart_overhang(struct chart_drawing *d);
len chart_plot_slot(const struct chart_drawing *d, const struct chart_plot *plot); /* the room of a label */
void chart_put_axes(struct chart_drawing *d, const struct chart_plot *plot);       /* over bars, under lines */
len chart_plot_x(const struct chart_drawing *d, const struct chart_plot *plot, size_t label, int64_t num, int64_t den);
len chart_plot_base(const struct chart_plot *plot); /* of the axis of the labels: 0, or what is nearest to it */
len chart_plot_y(const struct chart_plot *plot, int64_t value);

/* --- chart_fill.c --- */

#define CHART_WHITE 255
/* An area in the shade or pattern of a series. */
void chart_fill(struct chart_drawing *d, size_t series, struct chart_area area);

/* --- the kinds; false where something does not fit --- */

bool chart_draw_bars(struct chart_drawing *d);
bool chart_draw_lines(struct chart_drawing *d);
bool chart_draw_pie(struct chart_drawing *d);

#endif
