/* The parts of the page, each in its own file: words, tables, charts, and the flow that puts them together. Nothing
 * outside web/ sees these. */
#ifndef NIANBAO_WEB_WRITER_H
#define NIANBAO_WEB_WRITER_H

#include <glib.h>

#include "web/web.h"

struct web_writer {
  struct arena *arena;
  const struct blocks *blocks;
  const struct sheet *sheet;
  const struct frame_document *document;
  bool draft;
  GString *out;
  bool *marked;    /* of each footnote: its first mark has been written, which is where the note leads back to */
  bool *placed;    /* of each footnote: it stands in the text, its id has been written */
  uint32_t tables; /* written so far */
  uint32_t charts;
};

/* Text for an element or an attribute in double quotes: & < > " are escaped. */
void web_escape(GString *out, const char *text, size_t length);
void web_attribute(GString *out, const char *name, const char *value);

/* words.c: runs with their emphasis, names, links and the marks of footnotes. U+2028 becomes <br>. */
void web_words(struct web_writer *writer, const struct block_runs *runs);
/* The number of a footnote. On the web there are no pages: notes are numbered through the report. */
const char *web_note_number(const struct web_writer *writer, uint32_t note);

/* flow.c: all blocks in order. */
void web_flow(struct web_writer *writer);

/* table.c. `caption`: the words above it, or NULL. */
void web_table(struct web_writer *writer, const struct block_table *table, const struct block_runs *caption);

/* headers.c: for each cell of a table whose heads do not all stand on top the ids of its headers, "t1c3 t1c7", or NULL
 * where the scopes say it: then the array itself is NULL. */
const char **web_cell_headers(struct arena *arena, const struct block_table *table, uint32_t number);

/* chart.c. `caption`: the paragraph below it, or NULL. */
void web_chart(struct web_writer *writer, const struct block_chart *chart, const struct block *caption);
void web_caption(struct web_writer *writer, const struct block *caption); /* the same, below any figure */
/* image.c */
void web_image(struct web_writer *writer, const struct block_image *image, const struct block *caption);
/* drawing.c: the chart of that number, from 0. */
void web_drawing(struct web_writer *writer, uint32_t number, const char *alt);

#endif
