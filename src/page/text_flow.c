#include <glib.h>

#include "page/flow.h"

/* Text on pages: whole lines of the grid (CL-06), no line alone (CL-84). */

static bool is_on_grid(const struct sheet *sheet, const struct text_style *style)
{
  return style->rows == 0 && style->pitch >= sheet_line_top(sheet, 1) - 1 &&
         style->pitch <= sheet_line_top(sheet, 1) + 1;
}

/* The first body line whose box begins at `y` or below. */
static int grid_line_at(const struct sheet *sheet, len y)
{
  int64_t k = (int64_t)y * sheet->pitch_den / sheet->pitch_num;
  while (sheet_line_top(sheet, k) < y)
    k++;
  return (int)k;
}

/* Below anything but another line, text keeps at least this distance before it goes on to the next grid line; where
 * lines stand closer than that, their own (all but a rounding): the next line is always near enough below a line. */
static len least_gap(const struct sheet *sheet)
{
  return len_min(sheet->box * 3 / 4, sheet_line_top(sheet, 1) - sheet->box - 2);
}

/* The same above what is off the grid. Notes behind their section keep their own pitch, and the distance that notes at
 * the foot of a page have. */
static len free_gap(const struct flow *flow, const struct box *box)
{
  if (!box->block->note)
    return flow->sheet->box / 4;
  bool goes_on = box > flow->boxes->items && box[-1].block->note;
  return goes_on ? box->style->pitch - box->style->size : flow->sheet->notes.gap;
}

static len lines_height(const struct text_style *style, size_t count)
{
  return count ? len_clamp(style->size + (int64_t)(count - 1) * style->pitch) : 0;
}

len text_height(const struct box *box)
{
  return lines_height(box->style, box->lines.count);
}

/* 占行: such a block is not divided, unless it is higher than the page. */
static bool stands_in_rows(const struct flow *flow, const struct box *box)
{
  return box->style->rows > 0 && text_height(box) <= flow_area_height(flow);
}

static len grid_line_foot(const struct sheet *sheet, int64_t k)
{
  return sheet_line_top(sheet, k) + sheet->box;
}

static struct line_run place_on_grid(const struct flow *flow, const struct box *box, size_t first_line, len y)
{
  const struct sheet *sheet = flow->sheet;
  size_t left = box->lines.count - first_line;
  int k = grid_line_at(sheet, y);
  return (struct line_run){.on_grid = true,
                           .grid_line = k,
                           .first_top = sheet_line_top(sheet, k),
                           .foot = grid_line_foot(sheet, k + (int64_t)left - 1)};
}

/* What a block in whole lines leaves of a page: the notes it marks, with what must stand above them. */
static len rows_room(const struct flow *flow, const struct box *box)
{
  len notes = notes_least_height(flow, box),
      company = page_stays_with_next(box) ? sheet_line_top(flow->sheet, 1 + flow->sheet->rules.orphans) : 0;
  return flow_area_height(flow) - (notes ? notes + company : 0);
}

/* The block stands in the middle of so many whole lines: of fewer on a page too low for them and for the block's notes.
 */
static struct line_run place_in_rows(const struct flow *flow, const struct box *box, len y)
{
  const struct sheet *sheet = flow->sheet;
  len height = lines_height(box->style, box->lines.count);
  int rows = MIN(box->style->rows, sheet->lines);
  while (rows > 1 && grid_line_foot(sheet, rows - 1) > rows_room(flow, box))
    rows--;
  while (grid_line_foot(sheet, rows - 1) < height)
    rows++;
  int k = grid_line_at(sheet, y);
  struct line_run run = {.grid_line = k, .foot = grid_line_foot(sheet, k + rows - 1)};
  run.first_top = (sheet_line_top(sheet, k) + run.foot - height) / 2;
  return run;
}

static struct line_run place_freely(const struct box *box, size_t first_line, len y)
{
  return (struct line_run){.first_top = y, .foot = y + lines_height(box->style, box->lines.count - first_line)};
}

/* How far down the page is used by the run's lines up to this one. */
static len line_foot(const struct flow *flow, const struct box *box, const struct line_run *run, size_t line)
{
  if (run->on_grid)
    return grid_line_foot(flow->sheet, run->grid_line + (int64_t)line);
  return stands_in_rows(flow, box) ? run->foot : run->first_top + lines_height(box->style, line + 1);
}

/* The lines of a signature, which stand on one page. */
static size_t signature_lines(const struct flow *flow, size_t index)
{
  size_t lines = 0;
  for (size_t i = index; i < flow->boxes->count && flow->boxes->items[i].block->signature != SIGNATURE_NONE; i++)
    lines += flow->boxes->items[i].lines.count;
  return lines;
}

static bool signature_follows(const struct flow *flow, size_t index)
{
  const struct box *box = &flow->boxes->items[index];
  return index + 1 < flow->boxes->count && box->block->signature == SIGNATURE_NONE &&
         box[1].block->signature != SIGNATURE_NONE;
}

/* Where it ends below what ends at `y`, with no more space above it than must be. */
static len signature_foot(const struct flow *flow, size_t lines, len y)
{
  return grid_line_foot(flow->sheet, grid_line_at(flow->sheet, y + least_gap(flow->sheet)) + (int64_t)lines - 1);
}

static bool signature_fits(const struct flow *flow, const struct note_area *notes, size_t lines, len y)
{
  return signature_foot(flow, lines, y) <= notes_limit(flow, notes);
}

/* How far down the text must be able to go on if this line stands here: what may not be parted from it keeps its place
 * above a long note, and the signature stands with the last paragraph. */
static len company_foot(const struct flow *flow, const struct box *box, const struct line_run *run, size_t first_line,
                        size_t line)
{
  const struct sheet *sheet = flow->sheet;
  size_t left = box->lines.count - first_line, until = line + 1;
  if (first_line == 0)
    until = MAX(until, (size_t)sheet->rules.orphans);
  if (until >= left || left - until < (size_t)sheet->rules.widows)
    until = left;
  len foot = line_foot(flow, box, run, until - 1);
  size_t index = (size_t)(box - flow->boxes->items);
  if (until == left && signature_follows(flow, index))
    return signature_foot(flow, signature_lines(flow, index + 1), foot);
  return page_stays_with_next(box) ? foot + sheet_line_top(sheet, 1 + sheet->rules.orphans) : foot;
}

/* Counts the lines that fit above the notes, those included that they mark themselves. */
static void fit_lines(const struct flow *flow, const struct box *box, size_t first_line, struct line_run *run)
{
  size_t left = box->lines.count - first_line;
  run->notes = flow->notes;
  for (run->fit = 0; run->fit < left; run->fit++) {
    struct note_area with = run->notes;
    const struct box_line *line = &box->lines.items[first_line + run->fit];
    if (!notes_add_line(flow, &with, line, company_foot(flow, box, run, first_line, run->fit), false) ||
        line_foot(flow, box, run, run->fit) > notes_limit(flow, &with))
      break;
    run->notes = with;
  }
  if (run->fit < left && stands_in_rows(flow, box))
    run->fit = 0;
}

len text_behind_figure(const struct flow *flow, size_t index)
{
  size_t last = index;
  while (last > 0 && flow->boxes->items[last - 1].block->table_note)
    last--;
  bool figure = last > 0 && (flow->boxes->items[last - 1].block->chart_caption || flow->boxes->items[last - 1].chart);
  return figure ? sheet_line_top(flow->sheet, 1) : 0;
}

/* Space above a signature gives way before the signature goes to another page. */
static len space_before(const struct flow *flow, const struct box *box, len y)
{
  len space = box->style->space_before, line = sheet_line_top(flow->sheet, 1);
  if (box->block->caption_next)
    return space + text_behind_figure(flow, (size_t)(box - flow->boxes->items));
  if (box->block->signature == SIGNATURE_NONE)
    return space;
  if (box->block->signature == SIGNATURE_DATE && box > flow->boxes->items && box[-1].block->signature == SIGNATURE_NAME)
    return 0;
  size_t lines = signature_lines(flow, (size_t)(box - flow->boxes->items));
  while (space > 0 && !signature_fits(flow, &flow->notes, lines, y + space))
    space = len_max(space - line, 0);
  return space;
}

struct line_run text_place(const struct flow *flow, const struct box *box, size_t first_line, len y, bool page_empty)
{
  if (!page_empty && first_line == 0)
    y += space_before(flow, box, y);
  bool on_grid = is_on_grid(flow->sheet, box->style);
  if (!page_empty)
    y += on_grid || box->style->rows > 0 ? least_gap(flow->sheet) : free_gap(flow, box);
  struct line_run run = stands_in_rows(flow, box) ? place_in_rows(flow, box, y)
                        : on_grid                 ? place_on_grid(flow, box, first_line, y)
                                                  : place_freely(box, first_line, y);
  fit_lines(flow, box, first_line, &run);
  return run;
}

/* A page with nothing on it but the signature is bad form: where the signature does not fit below this paragraph, two
 * of its lines go with it, or all of it where it has not four. */
static size_t leave_for_signature(const struct flow *flow, size_t index, size_t first_line, const struct line_run *run)
{
  size_t left = flow->boxes->items[index].lines.count - first_line;
  if (!signature_follows(flow, index) || signature_fits(flow, &run->notes, signature_lines(flow, index + 1), run->foot))
    return left;
  size_t widows = (size_t)flow->sheet->rules.widows, orphans = (size_t)flow->sheet->rules.orphans;
  size_t least = first_line == 0 ? widows + orphans : widows;
  return left >= least ? left - widows : 0;
}

/* How many of the lines that fit are taken so that both pages hold enough of the paragraph. */
size_t text_take(const struct flow *flow, size_t index, size_t first_line, const struct line_run *run)
{
  const struct box *box = &flow->boxes->items[index];
  size_t left = box->lines.count - first_line, fit = run->fit;
  if (fit >= left)
    return leave_for_signature(flow, index, first_line, run);
  if (stands_in_rows(flow, box) || box->style->keep_with_next)
    return 0;
  size_t widows = (size_t)flow->sheet->rules.widows, orphans = (size_t)flow->sheet->rules.orphans;
  if (left - fit < widows)
    fit = left > widows ? left - widows : 0;
  return first_line == 0 && fit < orphans ? 0 : fit;
}

len text_line_top(const struct flow *flow, const struct box *box, const struct line_run *run, size_t line)
{
  if (run->on_grid) /* GW-05: the character stands in the middle of the line's box */
    return sheet_line_top(flow->sheet, run->grid_line + (int64_t)line) + (flow->sheet->box - box->style->size) / 2;
  return run->first_top + (len)line * box->style->pitch;
}

static void add_outline(struct flow *flow, const struct box *box, len top)
{
  const struct block *block = box->block;
  struct frame_document *document = flow->document;
  struct frame_outline *entry =
      ARENA_APPEND(flow->arena, document->outline, document->outline_count, document->outline_capacity);
  const char *text = arena_printf(flow->arena, "%s%s", blocks_join_words(flow->arena, &block->label, 0, false),
                                  blocks_join_words(flow->arena, &block->text, 0, false));
  len page_top = flow->turned ? 0 : top; /* turned, the whole page is what a reader must see */
  struct place place = {true, (uint32_t)document->page_count - 1, page_top};
  *entry =
      (struct frame_outline){block->outline_level, text, place.page, flow_x(flow), flow->sheet->area_y + place.top};
  flow->places[box - flow->boxes->items] = place;
}

void text_draw_line(struct flow *flow, size_t index, const struct box_line *line, len top)
{
  const struct text_style *style = flow_box(flow, index)->style;
  struct box_line numbered = notes_number_line(flow, style, line);
  len baseline = flow->sheet->area_y + baseline_of(top, style->size);
  size_t label = 0;
  while (label < numbered.count && numbered.runs[label].label)
    label++;
  struct frame_colour black = {0, 0, 0};
  if (label) {
    tags_open_label(flow, index);
    put_line(flow, &numbered, 0, label, flow_x(flow), baseline, black);
    tags_close_label(flow, index);
  }
  tags_open_block(flow, index);
  put_line(flow, &numbered, label, numbered.count, flow_x(flow), baseline, black);
}

static void draw_lines(struct flow *flow, size_t index, const struct line_run *run, size_t first, size_t count)
{
  const struct box *box = &flow->boxes->items[index];
  if (box->block->entry_of) {
    contents_reserve(flow, index, run, first, count);
    return;
  }
  if (first == 0 && box->block->outline_level > 0 && count)
    add_outline(flow, box, text_line_top(flow, box, run, 0));
  for (size_t i = 0; i < count; i++)
    notes_commit(flow, index, &box->lines.items[first + i], company_foot(flow, box, run, first, i));
  for (size_t i = 0; i < count; i++)
    text_draw_line(flow, index, &box->lines.items[first + i], text_line_top(flow, box, run, i));
  tags_close_block(flow);
}

void text_put(struct flow *flow, size_t index)
{
  const struct box *box = &flow->boxes->items[index];
  for (size_t first = 0; first < box->lines.count;) {
    struct line_run run = text_place(flow, box, first, flow->y, flow->empty);
    size_t take = text_take(flow, index, first, &run);
    if (take == 0 && !flow_is_fresh(flow)) {
      flow_new_page(flow);
      continue;
    }
    if (take == 0) /* more than a page of what may not be divided: fill the page */
      take = run.fit ? run.fit : 1;
    draw_lines(flow, index, &run, first, take);
    first += take;
    flow->empty = false;
    if (first < box->lines.count)
      flow_new_page(flow);
    else
      flow->y = run.foot;
  }
  flow->y += box->style->space_after;
}
