/* TB-07: the text of a narrow, tall head cell, from top to bottom: each Han character and mark in a cell of one em, up
 * to three digits or letters beside each other in one, longer words letter by letter. What is too long for one column
 * goes on in the next to the left, if the cell has room for it. */
#include <glib.h>

#include "box/paragraph.h"

#define BESIDE_MOST 3  /* digits and letters in one cell, if they are not too wide to be read there: PDF */
#define COLUMN_LONG 12 /* cells of a column before another is begun */

struct stacking {
  const struct box_context *context;
  const struct text *text;
  len size, measure;
  size_t *ends; /* of each cell: the cluster behind its last */
  size_t count;
};

static bool stands_beside(const struct text_cluster *cluster, len size)
{
  switch ((enum text_class)cluster->class_) {
  case CLASS_DIGIT:
  case CLASS_LATIN:
  case CLASS_ASCII_OPEN:
  case CLASS_ASCII_CLOSE:
  case CLASS_ASCII_STOP:
  case CLASS_COMBINING:
    return true;
  case CLASS_PREFIX:
  case CLASS_SUFFIX:
  case CLASS_CONNECTOR:
  case CLASS_SOLIDUS:
  case CLASS_OTHER:
    return cluster->body < size * 3 / 4;
  case CLASS_HAN:
  case CLASS_OPEN:
  case CLASS_CLOSE:
  case CLASS_PAUSE:
  case CLASS_STOP:
  case CLASS_DASH:
  case CLASS_ELLIPSIS:
  case CLASS_INTERPUNCT:
  case CLASS_NOTE:
  case CLASS_SPACE:
  case CLASS_HAN_SPACE:
  case CLASS_NO_BREAK:
  case CLASS_LINE_END:
  case CLASS_SYMBOL:
    return false;
  }
  return false;
}

static size_t word_end(const struct stacking *s, size_t first)
{
  size_t end = first;
  while (end < s->text->count && stands_beside(&s->text->clusters[end], s->size))
    end++;
  return end;
}

static bool fits_beside(const struct stacking *s, size_t first, size_t last)
{
  return last - first <= BESIDE_MOST && text_width(s->text, first, last) <= s->size * 7 / 4;
}

/* A blank belongs to the cell before it, where it is trimmed. */
static void part_into_cells(struct stacking *s)
{
  for (size_t k = 0; k < s->text->count;) {
    size_t end = word_end(s, k);
    if (end == k || !fits_beside(s, k, end)) /* letter by letter */
      for (end = MAX(end, k + 1); k + 1 < end; k++)
        s->ends[s->count++] = k + 1;
    while (end < s->text->count && s->text->clusters[end].blank)
      end++;
    s->ends[s->count++] = end;
    k = end;
  }
}

/* 纵中横: three digits are wider than a cell and are made smaller, in the middle of its height. */
static void squeeze(const struct stacking *s, struct box_line *line)
{
  if (line->width <= s->size)
    return;
  len wide = line->width;
  for (size_t i = 0; i < line->count; i++) {
    struct box_run *run = &line->runs[i];
    struct frame_glyph *glyphs = ARENA_ARRAY(s->context->arena, run->glyph_count, struct frame_glyph);
    len size = len_scale(run->size, s->size, wide), lift = (run->size - size) / 3; /* a digit is ⅔ em high */
    for (uint32_t g = 0; g < run->glyph_count; g++)
      glyphs[g] = (struct frame_glyph){run->glyphs[g].id, len_scale(run->glyphs[g].x, s->size, wide),
                                       len_scale(run->glyphs[g].y, s->size, wide) - lift};
    run->glyphs = glyphs;
    run->size = size;
    run->x = len_scale(run->x, s->size, wide);
    run->advance = len_scale(run->advance, s->size, wide);
  }
  line->width = s->size;
}

static struct box_line set_cell(const struct stacking *s, size_t i)
{
  struct line_spec spec = {.measure = s->size, .align = ALIGN_CENTRE};
  struct line_range range = {.first = i ? s->ends[i - 1] : 0, .last = s->ends[i], .ends = true};
  struct box_line line = lines_set(s->context->arena, s->text, &range, &spec, s->size, false);
  squeeze(s, &line);
  line.x = (s->size - line.width) / 2;
  return line;
}

static len column_step(const struct stacking *s)
{
  return s->size * 5 / 4;
}

static size_t count_columns(const struct stacking *s)
{
  size_t room = 1, need = (s->count + COLUMN_LONG - 1) / COLUMN_LONG;
  while (s->size + (len)room * column_step(s) <= s->measure)
    room++;
  return MAX(MIN(room, need), 1);
}

/* A column ends behind cell i if a line could end there. */
static bool may_end(const struct stacking *s, size_t i)
{
  return s->text->gaps[s->ends[i] - 1].line_break != BREAK_NO;
}

void box_set_vertical(const struct box_context *context, const struct text *text, len measure, len size,
                      struct box_lines *out)
{
  struct stacking s = {context, text, size, measure, g_new0(size_t, text->count + 1), 0};
  part_into_cells(&s);
  size_t columns = count_columns(&s), rows = (s.count + columns - 1) / columns, column = 0, row = 0;
  len start = (measure - size - (len)(columns - 1) * column_step(&s)) / 2;
  out->items = ARENA_ARRAY(context->arena, s.count, struct box_line);
  out->count = out->capacity = s.count;
  for (size_t i = 0; i < s.count; i++) {
    if (row >= rows && column + 1 < columns && may_end(&s, i - 1)) {
      column++;
      row = 0;
    }
    out->items[i] = set_cell(&s, i);
    out->items[i].x += start + (len)(columns - 1 - column) * column_step(&s); /* from right to left */
    out->items[i].y = (len)row++ * size;
    out->height = len_max(out->height, (len)row * size);
  }
  out->beside = columns > 1;
  g_free(s.ends);
}
