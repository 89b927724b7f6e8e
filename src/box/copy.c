/* Copies of what was set, for another run. */
#include "box/cache.h"

static struct span move_span(const struct box_copying *copying, struct span span)
{
  for (size_t k = copying->first; k < copying->last; k++) {
    struct span old = copying->old[k], new = copying->new[k];
    if (old.file == span.file && old.begin <= span.begin && span.end <= old.end)
      return (struct span){new.file, span.begin - old.begin + new.begin, span.end - old.begin + new.begin};
  }
  return span;
}

/* `before` is the run to its left, or NULL: runs of one link have one address. */
static const char *copy_link(const struct box_copying *copying, const struct box_run *from,
                             const struct box_run *from_before, const struct box_run *before)
{
  if (!from->link)
    return NULL;
  return before && from_before->link == from->link ? before->link : arena_strdup(copying->arena, from->link);
}

static void copy_run(const struct box_copying *copying, const struct box_run *from, struct box_run *out)
{
  struct arena *arena = copying->arena;
  *out = *from;
  out->glyphs = arena_copy(arena, from->glyphs, from->glyph_count, sizeof *from->glyphs);
  out->clusters = arena_copy(arena, from->clusters, from->cluster_count, sizeof *from->clusters);
  out->text = arena_strndup(arena, from->text, from->text_length);
  out->span = move_span(copying, from->span);
}

static struct box_line copy_line(const struct box_copying *copying, const struct box_line *from)
{
  struct arena *arena = copying->arena;
  struct box_line out = *from;
  out.runs = ARENA_ARRAY(arena, from->count, struct box_run);
  out.capacity = from->count;
  for (size_t i = 0; i < from->count; i++) {
    copy_run(copying, &from->runs[i], &out.runs[i]);
    out.runs[i].link = copy_link(copying, &from->runs[i], i ? &from->runs[i - 1] : NULL, i ? &out.runs[i - 1] : NULL);
  }
  out.marks = arena_copy(arena, from->marks, from->mark_count, sizeof *from->marks);
  out.mark_capacity = from->mark_count;
  for (size_t i = 0; i < from->mark_count; i++)
    if (from->marks[i].middle)
      out.marks[i].middle = arena_copy(arena, from->marks[i].middle, from->marks[i].count, sizeof(len));
  return out;
}

struct box_lines box_copy_lines(const struct box_copying *copying, const struct box_lines *from)
{
  struct box_lines out = *from;
  out.items = ARENA_ARRAY(copying->arena, from->count, struct box_line);
  out.capacity = from->count;
  for (size_t i = 0; i < from->count; i++)
    out.items[i] = copy_line(copying, &from->items[i]);
  return out;
}

static struct box_rows copy_rows(struct arena *arena, const struct box_rows *from, uint32_t rows)
{
  return (struct box_rows){.begin = arena_copy(arena, from->begin, (size_t)rows + 1, sizeof *from->begin),
                           .across = arena_copy(arena, from->across, (size_t)rows + 1, sizeof *from->across),
                           .from_above =
                               arena_copy(arena, from->from_above, from->across[rows], sizeof *from->from_above)};
}

static struct box_cell *copy_cells(const struct box_copying *copying, const struct box_table *from,
                                   const struct block_table *block)
{
  struct box_cell *out = arena_copy(copying->arena, from->cells, from->cell_count, sizeof *from->cells);
  struct box_copying own = *copying;
  for (size_t i = 0; i < from->cell_count; i++) {
    own.first = copying->cells[i];
    own.last = copying->cells[i + 1];
    out[i].block = &block->cells[i];
    out[i].lines = box_copy_lines(&own, &from->cells[i].lines);
    out[i].continued = box_copy_lines(&own, &from->cells[i].continued);
  }
  return out;
}

struct box_table *box_copy_table(const struct box_copying *copying, const struct box_table *from,
                                 const struct block_table *block)
{
  struct arena *arena = copying->arena;
  struct box_table *out = ARENA_NEW(arena, struct box_table);
  struct box_copying rest = *copying;
  rest.first = copying->cells[from->cell_count];
  *out = *from;
  out->block = block;
  out->column_x = arena_copy(arena, from->column_x, (size_t)block->columns + 1, sizeof(len));
  out->row_height = arena_copy(arena, from->row_height, block->rows, sizeof(len));
  if (from->row_least)
    out->row_least = arena_copy(arena, from->row_least, block->rows, sizeof(len));
  out->cells = copy_cells(copying, from, block);
  out->at = copy_rows(arena, &from->at, block->rows);
  out->continued = box_copy_lines(&rest, &from->continued);
  out->unit = box_copy_lines(&rest, &from->unit);
  return out;
}
