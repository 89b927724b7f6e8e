/* Where words stand: which items of the pages a cell or a stretch of the source became. */
#include <glib.h>
#include <stdlib.h>

#include "diff/diff.h"

#define NOWHERE UINT32_MAX

/* A run, with what it belongs to. */
struct place {
  struct area area;
  uint32_t cell; /* the element of the table cell it stands in, or NOWHERE */
  struct span span;
};

struct atlas {
  struct arena *arena;
  const struct frame_document *document;
  struct place *by_cell; /* sorted by cell, then as they stand */
  struct place *by_span; /* sorted by file and place in it */
  size_t count, capacity;
  uint32_t reach;   /* the longest span */
  uint32_t **cells; /* of each table, of each cell its element */
  uint32_t table_count;
};

/* --- cells --- */

/* Rows are made in their order and cells of a row, too, whatever part or group of columns they are drawn in. */
struct counting {
  uint32_t *table; /* of each element: the table it is in, from 1; 0: none */
  uint32_t *row;   /* of each TR: which row of the table */
};

static struct counting number_elements(struct arena *arena, const struct frame_document *document)
{
  struct counting n = {ARENA_ARRAY(arena, document->element_count, uint32_t),
                       ARENA_ARRAY(arena, document->element_count, uint32_t)};
  uint32_t *rows = ARENA_ARRAY(arena, document->element_count + 1, uint32_t), tables = 0;
  for (size_t i = 1; i < document->element_count; i++) {
    const struct frame_element *element = &document->elements[i];
    n.table[i] = element->tag == FRAME_TAG_TABLE ? ++tables : n.table[element->parent];
    if (element->tag == FRAME_TAG_TR)
      n.row[i] = rows[n.table[i]]++;
  }
  return n;
}

struct cursor {
  const struct block_table *block;
  uint32_t *first; /* of each row: its first cell */
  uint32_t *next;  /* of each row: the cell whose element comes next */
};

static struct cursor open_table(struct arena *arena, const struct block_table *block)
{
  struct cursor cursor = {block, ARENA_ARRAY(arena, block->rows + 1, uint32_t), NULL};
  for (size_t i = 0; i < block->cell_count; i++)
    cursor.first[block->cells[i].row + 1]++;
  for (uint32_t row = 0; row < block->rows; row++)
    cursor.first[row + 1] += cursor.first[row];
  cursor.next = ARENA_ARRAY(arena, block->rows + 1, uint32_t);
  for (uint32_t row = 0; row < block->rows; row++)
    cursor.next[row] = cursor.first[row];
  return cursor;
}

static void index_cells(struct atlas *atlas, struct arena *scratch, const struct blocks *blocks)
{
  const struct frame_document *document = atlas->document;
  struct cursor *cursors = ARENA_ARRAY(scratch, blocks->count, struct cursor);
  atlas->cells = ARENA_ARRAY(atlas->arena, blocks->count, uint32_t *);
  for (size_t i = 0; i < blocks->count; i++) {
    const struct block_table *table = blocks->items[i].table;
    if (!table)
      continue;
    cursors[atlas->table_count] = open_table(scratch, table);
    uint32_t *cells = atlas->cells[atlas->table_count++] = ARENA_ARRAY(atlas->arena, table->cell_count, uint32_t);
    for (size_t k = 0; k < table->cell_count; k++)
      cells[k] = NOWHERE;
  }
  struct counting n = number_elements(scratch, document);
  for (uint32_t i = 1; i < document->element_count; i++) {
    const struct frame_element *element = &document->elements[i];
    if ((element->tag != FRAME_TAG_TH && element->tag != FRAME_TAG_TD) || n.table[i] == 0 ||
        n.table[i] > atlas->table_count)
      continue;
    struct cursor *cursor = &cursors[n.table[i] - 1];
    uint32_t row = n.row[element->parent];
    if (row < cursor->block->rows && cursor->next[row] < cursor->first[row + 1])
      atlas->cells[n.table[i] - 1][cursor->next[row]++] = i;
  }
}

/* --- runs --- */

static void add_run(struct atlas *atlas, uint32_t page, uint32_t item, uint32_t cell)
{
  struct span span = atlas->document->pages[page].items[item].span;
  struct place *place = ARENA_APPEND(atlas->arena, atlas->by_cell, atlas->count, atlas->capacity);
  *place = (struct place){{page, item}, cell, span};
  atlas->reach = MAX(atlas->reach, span.end - span.begin);
}

/* The innermost cell that is open; what is inside an artifact is a repetition. */
static void index_page(struct atlas *atlas, uint32_t number)
{
  const struct frame_document *document = atlas->document;
  const struct frame_page *page = &document->pages[number];
  uint32_t cell = NOWHERE;
  bool artifact = false;
  for (uint32_t i = 0; i < page->count; i++) {
    const struct frame_item *item = &page->items[i];
    if (item->kind == FRAME_ARTIFACT_BEGIN || item->kind == FRAME_ARTIFACT_END)
      artifact = item->kind == FRAME_ARTIFACT_BEGIN;
    if (item->kind == FRAME_TAG_BEGIN || item->kind == FRAME_TAG_END) {
      enum frame_tag tag = document->elements[item->as.element].tag;
      if (tag == FRAME_TAG_TH || tag == FRAME_TAG_TD)
        cell = item->kind == FRAME_TAG_BEGIN ? item->as.element : NOWHERE;
    }
    if ((item->kind == FRAME_RUN || item->kind == FRAME_IMAGE) && !artifact)
      add_run(atlas, number, i, cell);
  }
}

static int by_area(const struct place *a, const struct place *b)
{
  if (a->area.page != b->area.page)
    return a->area.page < b->area.page ? -1 : 1;
  return (a->area.item > b->area.item) - (a->area.item < b->area.item);
}

static int by_cell(const void *x, const void *y)
{
  const struct place *a = x, *b = y;
  if (a->cell != b->cell)
    return a->cell < b->cell ? -1 : 1;
  return by_area(a, b);
}

static int by_span(const void *x, const void *y)
{
  const struct place *a = x, *b = y;
  if (a->span.file != b->span.file)
    return a->span.file < b->span.file ? -1 : 1;
  if (a->span.begin != b->span.begin)
    return a->span.begin < b->span.begin ? -1 : 1;
  return by_area(a, b);
}

struct atlas *atlas_make(struct arena *arena, const struct blocks *blocks, const struct frame_document *document)
{
  struct atlas *atlas = ARENA_NEW(arena, struct atlas);
  atlas->arena = arena;
  atlas->document = document;
  struct arena *scratch = arena_new();
  index_cells(atlas, scratch, blocks);
  arena_free(scratch);
  for (uint32_t i = 0; i < document->page_count; i++)
    index_page(atlas, i);
  atlas->by_span = ARENA_ARRAY(arena, atlas->count, struct place);
  for (size_t i = 0; i < atlas->count; i++)
    atlas->by_span[i] = atlas->by_cell[i];
  if (atlas->count) {
    qsort(atlas->by_cell, atlas->count, sizeof *atlas->by_cell, by_cell);
    qsort(atlas->by_span, atlas->count, sizeof *atlas->by_span, by_span);
  }
  return atlas;
}

/* --- asking --- */

const struct frame_document *atlas_document(const struct atlas *atlas)
{
  return atlas->document;
}

static size_t lower_cell(const struct atlas *atlas, uint32_t cell)
{
  size_t low = 0, high = atlas->count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (atlas->by_cell[middle].cell < cell)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

struct areas atlas_cell(const struct atlas *atlas, uint32_t table, uint32_t cell)
{
  struct areas areas = {0};
  if (table >= atlas->table_count || cell == NOWHERE || atlas->cells[table][cell] == NOWHERE)
    return areas;
  uint32_t element = atlas->cells[table][cell];
  for (size_t i = lower_cell(atlas, element); i < atlas->count && atlas->by_cell[i].cell == element; i++)
    *ARENA_PUSH(atlas->arena, &areas) = atlas->by_cell[i].area;
  return areas;
}

static size_t lower_span(const struct atlas *atlas, uint32_t file, uint32_t begin)
{
  size_t low = 0, high = atlas->count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    struct span span = atlas->by_span[middle].span;
    if (span.file < file || (span.file == file && span.begin < begin))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

struct areas atlas_span(const struct atlas *atlas, struct span span)
{
  struct areas areas = {0};
  if (!span_known(span))
    return areas;
  uint32_t from = span.begin > atlas->reach ? span.begin - atlas->reach : 0;
  for (size_t i = lower_span(atlas, span.file, from); i < atlas->count; i++) {
    const struct place *place = &atlas->by_span[i];
    if (place->span.file != span.file || place->span.begin >= span.end)
      break;
    if (place->span.end > span.begin)
      *ARENA_PUSH(atlas->arena, &areas) = place->area;
  }
  return areas;
}

uint32_t atlas_page(const struct atlas *atlas, const struct change *change)
{
  struct areas areas = atlas_cell(atlas, change->new_table, change->new_cell);
  if (areas.count == 0)
    areas = atlas_span(atlas, change->new_span);
  for (size_t i = 0; areas.count == 0 && i < change->piece_count; i++) {
    if (change->pieces[i].kind != PIECE_OLD)
      areas = atlas_span(atlas, change->pieces[i].span);
  }
  return areas.count ? areas.items[0].page : NOWHERE;
}
