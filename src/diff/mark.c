/* Change marks. They are artifacts laid over the finished pages: no line and no cell moves for them. */
#include <glib.h>
#include <string.h>

#include "diff/diff.h"

static const struct frame_colour black = {0, 0, 0};

enum {
  BAR_WIDTH = LEN_PT * 3 / 2,
  BAR_GAP = LEN_PT * 12, /* from the type area */
  UNDERLINE_WIDTH = LEN_PT / 2,
  STRIKE_WIDTH = LEN_PT / 2
};

/* Of the size of what it stands above. */
#define OLD_NUMERATOR   3
#define OLD_DENOMINATOR 5

struct marker {
  struct arena *arena;
  const struct sheet *sheet;
  struct frame_document *document;
  const struct frame_document *before;
  uint32_t *faces; /* of each face of the old version: its number in the new one + 1; 0: not known yet */
};

/* --- on the page --- */

static struct frame_page *begin_marks(struct marker *marker, uint32_t page)
{
  struct frame_page *to = &marker->document->pages[page];
  frame_add_item(marker->arena, to, FRAME_ARTIFACT_BEGIN, 0, 0)->as.artifact = FRAME_ARTIFACT_CHANGE;
  return to;
}

static void end_marks(struct marker *marker, uint32_t page)
{
  frame_add_item(marker->arena, &marker->document->pages[page], FRAME_ARTIFACT_END, 0, 0)->as.artifact =
      FRAME_ARTIFACT_CHANGE;
}

static void put_rect(struct marker *marker, struct frame_page *page, len x, len y, len width, len height)
{
  struct frame_item *item = frame_add_item(marker->arena, page, FRAME_RECT, x, y);
  item->as.rect = (struct frame_rect){width, height, black};
}

/* Beside the line or picture, in the left margin; beside a turned line, which runs up the page, below the type area. */
static void put_bar(struct marker *marker, struct frame_page *page, size_t number, const struct frame_item *run)
{
  const struct sheet *sheet = marker->sheet;
  if (run->kind == FRAME_IMAGE) {
    put_rect(marker, page, sheet_area_x(sheet, number + 1) - BAR_GAP, run->y, BAR_WIDTH, run->as.image.height);
    return;
  }
  len size = run->as.run.size, above = size * 88 / 100;
  if (run->as.run.turned)
    put_rect(marker, page, run->x - above, sheet->area_y + sheet->area_height + BAR_GAP, size, BAR_WIDTH);
  else
    put_rect(marker, page, sheet_area_x(sheet, number + 1) - BAR_GAP, run->y - above, BAR_WIDTH, size);
}

/* A stroke of a run's length, at a distance below its baseline. */
static void put_stroke(struct marker *marker, struct frame_page *page, const struct frame_item *run, len below,
                       len width)
{
  bool turned = run->as.run.turned;
  struct frame_item *item = frame_add_item(marker->arena, page, FRAME_RULE, turned ? run->x + below : run->x,
                                           turned ? run->y : run->y + below);
  item->as.rule =
      (struct frame_rule){turned ? 0 : run->as.run.advance, turned ? -run->as.run.advance : 0, width, black};
}

/* --- the old value --- */

static len shrink(len length)
{
  return len_scale(length, OLD_NUMERATOR, OLD_DENOMINATOR);
}

static uint32_t take_face(struct marker *marker, uint32_t face)
{
  const struct frame_face *from = &marker->before->faces[face];
  if (!marker->faces[face])
    marker->faces[face] = 1 + frame_add_face(marker->arena, marker->document, from->file, from->index, from->name);
  return marker->faces[face] - 1;
}

static struct frame_run shrink_run(struct marker *marker, const struct frame_run *from)
{
  struct frame_glyph *glyphs = ARENA_ARRAY(marker->arena, from->glyph_count, struct frame_glyph);
  struct frame_run run = *from;
  for (uint32_t i = 0; i < from->glyph_count; i++)
    glyphs[i] = (struct frame_glyph){from->glyphs[i].id, shrink(from->glyphs[i].x), shrink(from->glyphs[i].y)};
  run.glyphs = glyphs;
  run.face = take_face(marker, from->face);
  run.size = shrink(from->size);
  run.advance = shrink(from->advance);
  run.colour = black;
  return run;
}

/* The old runs, side by side, over the middle of the new ones. */
static void put_old(struct marker *marker, const struct areas *old_areas, const struct areas *new_areas)
{
  const struct frame_item *anchor = &marker->document->pages[new_areas->items[0].page].items[new_areas->items[0].item];
  struct frame_page *page = &marker->document->pages[new_areas->items[0].page];
  bool turned = anchor->as.run.turned;
  len rise = anchor->as.run.size * 3 / 4, width = 0;
  for (size_t i = 0; i < old_areas->count; i++)
    width += shrink(marker->before->pages[old_areas->items[i].page].items[old_areas->items[i].item].as.run.advance);
  len along = (anchor->as.run.advance - width) / 2;
  struct frame_point at = {turned ? anchor->x - rise : anchor->x + along,
                           turned ? anchor->y - along : anchor->y - rise};
  for (size_t i = 0; i < old_areas->count; i++) {
    const struct frame_item *from = &marker->before->pages[old_areas->items[i].page].items[old_areas->items[i].item];
    struct frame_item *item = frame_add_item(marker->arena, page, FRAME_RUN, at.x, at.y);
    item->as.run = shrink_run(marker, &from->as.run);
    item->as.run.turned = turned;
    struct frame_item copy = *item; /* the page's items may move */
    put_stroke(marker, page, &copy, -copy.as.run.size * 3 / 10, STRIKE_WIDTH);
    at.x += turned ? 0 : copy.as.run.advance;
    at.y -= turned ? copy.as.run.advance : 0;
  }
}

/* --- changes --- */

/* Bytes [from, to) of a run's text, as a run of its own that is only measured. */
static void clip_run(struct frame_item *item, size_t from, size_t to)
{
  const struct frame_run run = item->as.run;
  size_t at = 0;
  uint32_t glyph = 0;
  len begin = 0, end = run.advance;
  for (uint32_t i = 0; i < run.cluster_count; i++) {
    if (at == from && glyph < run.glyph_count)
      begin = run.glyphs[glyph].x;
    if (at == to && glyph < run.glyph_count)
      end = run.glyphs[glyph].x;
    at += run.clusters[i].bytes;
    glyph += run.clusters[i].glyphs;
  }
  item->x += run.turned ? 0 : begin;
  item->y -= run.turned ? begin : 0;
  item->as.run.advance = end - begin;
}

/* The part of a run that is in `piece`: by its place in the source, where the run has it byte by byte; a value that was
 * filled in, by its words. False: none, as the number of a list's item. */
static bool clip_to_piece(struct frame_item *run, const struct change_piece *piece)
{
  struct span own = run->span, span = piece->span;
  if (own.end - own.begin != run->as.run.text_length)
    return memmem(piece->text, strlen(piece->text), run->as.run.text, run->as.run.text_length) != NULL;
  if (own.begin < span.begin || own.end > span.end)
    clip_run(run, MAX(span.begin, own.begin) - own.begin, MIN(span.end, own.end) - own.begin);
  return true;
}

static void mark_areas(struct marker *marker, const struct areas *areas, const struct change_piece *underline)
{
  for (size_t i = 0; i < areas->count; i++) {
    struct frame_page *page = begin_marks(marker, areas->items[i].page);
    struct frame_item run = page->items[areas->items[i].item];
    put_bar(marker, page, areas->items[i].page, &run);
    if (underline && run.kind == FRAME_RUN && clip_to_piece(&run, underline))
      put_stroke(marker, page, &run, run.as.run.size * 18 / 100, UNDERLINE_WIDTH);
    end_marks(marker, areas->items[i].page);
  }
}

static void mark_cell(struct marker *marker, const struct change *change, const struct atlas *before,
                      const struct atlas *after)
{
  struct areas old_areas = atlas_cell(before, change->old_table, change->old_cell);
  struct areas new_areas = atlas_cell(after, change->new_table, change->new_cell);
  mark_areas(marker, &new_areas, NULL);
  if (new_areas.count == 0 || old_areas.count == 0)
    return;
  begin_marks(marker, new_areas.items[0].page);
  put_old(marker, &old_areas, &new_areas);
  end_marks(marker, new_areas.items[0].page);
}

static void mark_change(struct marker *marker, const struct change *change, const struct atlas *before,
                        const struct atlas *after)
{
  if (change->kind == CHANGE_CELL) {
    mark_cell(marker, change, before, after);
    return;
  }
  if (change->new_cell != UINT32_MAX) {
    struct areas areas = atlas_cell(after, change->new_table, change->new_cell);
    mark_areas(marker, &areas, NULL);
    return;
  }
  for (size_t i = 0; i < change->piece_count; i++) {
    struct areas areas = atlas_span(after, change->pieces[i].span);
    if (change->pieces[i].kind == PIECE_NEW)
      mark_areas(marker, &areas, &change->pieces[i]);
  }
  if ((change->kind == CHANGE_BLOCK || change->kind == CHANGE_IMAGE) && change->new_text) {
    struct areas areas = atlas_span(after, change->new_span);
    mark_areas(marker, &areas, NULL);
  }
}

void changes_mark(struct arena *arena, const struct changes *changes, const struct sheet *sheet,
                  const struct atlas *before, const struct atlas *after, struct frame_document *document)
{
  const struct frame_document *old = atlas_document(before);
  struct marker marker = {arena, sheet, document, old, ARENA_ARRAY(arena, old->face_count, uint32_t)};
  for (size_t i = 0; i < changes->count; i++)
    mark_change(&marker, &changes->items[i], before, after);
}
