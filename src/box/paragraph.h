/* Paragraph: the runs of a block shaped, broken and set. box/'s own. */
#ifndef NIANBAO_BOX_PARAGRAPH_H
#define NIANBAO_BOX_PARAGRAPH_H

#include "box/lines.h"

struct box_context {
  struct arena *arena;
  struct arena *scratch;
  const struct sheet *sheet;
  struct fonts *fonts;
  struct diags *diags;
  struct hyphens *hyphens; /* or NULL */
  struct box_cache *cache; /* or NULL */
};

/* CL-92: a raised mark is so large and stands so high, in 1/1000 of the type size: its top is level with the Han beside
 * it. */
enum { MARK_SCALE = 650, MARK_RAISE = 300 };

/* `measure` decides the level of kinsoku where the layout leaves it to that (CL-25); 0: not known, as in cells. */
struct text_look box_look(const struct box_context *context, const struct text_style *style, len measure);

/* The runs of label, then text; no line ends between them (CL-39). Both may be empty. */
struct text *box_shape(const struct box_context *context, const struct text_style *style, len measure,
                       const struct block_runs *label, const struct block_runs *phrases, size_t phrase_count);

/* Breaks and sets `text`; the first label_runs runs are marked as the label. Lines that came out looser than the rules
 * want are reported. */
void box_set_paragraph(const struct box_context *context, struct text *text, const struct line_spec *spec, len size,
                       size_t label_runs, struct box_lines *out);

/* By how much the widest gap of set lines was opened. */
len box_widest_gap(const struct text *text, const struct box_lines *lines);

/* vertical.c, TB-07: sets `text`, shaped for it, in columns of one-em cells, centred in the measure. */
void box_set_vertical(const struct box_context *context, const struct text *text, len measure, len size,
                      struct box_lines *out);

/* diagonal.c, TB-08: how wide a head with labels in its corners is at the least; its labels, the columns' first, each a
 * line at its natural width, and lines->height what it takes in a cell `width` wide that nothing touches the lines. */
len box_diagonal_minimum(const struct block_cell *cell, const struct text *text, len size);
void box_set_diagonal(const struct box_context *context, const struct block_cell *cell, const struct text *text,
                      len width, len size, struct box_cell *out);

/* note.c: a paragraph of a footnote; its words begin at `hang`, the note's number stands in the margin before them. */
void box_build_note(const struct box_context *context, const struct block *block, len hang, struct box *box);
/* How far the words of notes are indented: behind the widest number. */
len box_note_hang(const struct box_context *context, const struct blocks *blocks);
void box_build_page_notes(const struct box_context *context, const struct blocks *blocks, struct boxes *boxes);

/* table.c */
/* How high the type area is for a table: a turned one has it lying on its side. */
static inline len box_page_height(const struct box_context *context, const struct box_table *table)
{
  return table->turned ? context->sheet->area_width : context->sheet->area_height;
}

/* table_breaks.c: what page breaks need of a table whose rows have their heights (TB-11). */
void box_index_rows(struct arena *arena, struct box_table *table);
void box_set_repeated(const struct box_context *context, const struct block *block, struct box_table *table);
struct box_table *box_build_table(const struct box_context *context, const struct block *block);
/* chart.c */
struct box_chart *box_build_chart(const struct box_context *context, const struct block *block);
/* image.c: the picture of a box, when what stands below it has its lines. */
struct box_chart *box_build_image(const struct box_context *context, const struct boxes *boxes, size_t index);

#endif
