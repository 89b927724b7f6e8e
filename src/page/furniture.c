#include <glib.h>

#include "base/roman.h"
#include "page/flow.h"

/* Pages, and what each has besides the report: the folio and, on drafts, the word 草稿. */

/* CL-95: front matter has numbers of its own. */
static const char *page_label(struct flow *flow, size_t number)
{
  char roman[ROMAN_SIZE];
  if (!flow->front)
    return arena_printf(flow->arena, "%zu", number - flow->front_pages);
  return arena_strdup(flow->arena, roman_format((unsigned)MIN(number, ROMAN_MAX), roman));
}

void flow_close_page(struct flow *flow)
{
  notes_close_page(flow);
  turn_page(flow);
}

static void put_draft_mark(struct flow *flow)
{
  const struct box_line *mark = &flow->draft_mark;
  if (!flow->meta->draft)
    return;
  put_artifact_begin(flow, FRAME_ARTIFACT_BACKGROUND);
  put_line(flow, mark, 0, mark->count, (flow->sheet->page_width - mark->width) / 2 - mark->x,
           flow->sheet->page_height / 2, (struct frame_colour){225, 225, 225});
  put_artifact_end(flow, FRAME_ARTIFACT_BACKGROUND);
}

void flow_open_page(struct flow *flow)
{
  struct frame_page *page =
      frame_add_page(flow->arena, flow->document, flow->sheet->page_width, flow->sheet->page_height);
  page->label = page_label(flow, flow->document->page_count);
  *ARENA_APPEND(flow->arena, flow->pages, flow->page_count, flow->page_capacity) =
      (struct page_state){.front = flow->front};
  flow->y = 0;
  flow->empty = true;
  notes_open_page(flow);
  put_draft_mark(flow);
  flow->turn_from = page->count;
}

void flow_new_page(struct flow *flow)
{
  flow_close_page(flow);
  flow_open_page(flow);
}

/* Rectos are the pages at odd places. Where the text counts its pages anew it begins on one, so that the numbers
 * printed there are odd, too. */
void flow_begin(struct flow *flow, const struct block *block)
{
  bool even = flow->document->page_count % 2 == 0, turn = block->begins != BEGINS_ANYWHERE && !flow->empty;
  if (block->begins == BEGINS_RECTO && even == flow->empty) {
    if (turn)
      flow_new_page(flow);
    flow->pages[flow->page_count - 1].blank = flow_is_fresh(flow); /* a note may go on at its foot */
    turn = true;
  }
  if (block->numbers_begin) {
    flow->front = false;
    flow->front_pages = flow->document->page_count;
  }
  if (turn)
    flow_new_page(flow);
}

/* The pattern with the number for “#”. Its spaces do not give way to the gaps of running text. */
static const char *folio_words(struct flow *flow, const char *pattern, const char *number)
{
  const char *words = "";
  for (const char *c = pattern; *c; c++) {
    if (*c == '#')
      words = arena_printf(flow->arena, "%s%s", words, number);
    else if (*c == ' ')
      words = arena_printf(flow->arena, "%s\u00a0", words);
    else
      words = arena_printf(flow->arena, "%s%c", words, *c);
  }
  return words;
}

/* How far above the baseline the middle of the folio's line is: that of the dash's own ink, wherever its face draws it;
 * without a dash, the middle of the ideographic box of 880/−120. */
static len folio_middle(const struct box_line *line)
{
  const struct box_run *run = &line->runs[0];
  if (!g_str_has_prefix(run->text, "—") && !g_str_has_prefix(run->text, "-"))
    return len_scale(run->size, 380, 1000);
  struct glyph_ink ink = fonts_ink(run->face, run->glyphs[0].id);
  return len_scale(run->size, ink.top + ink.bottom, 2 * (int64_t)fonts_upem(run->face)) - run->glyphs[0].y;
}

/* GW-32, GW-34: odd pages right, even pages left, one character in; the middle of the dashes lies `drop` below the type
 * area. */
static void put_folio(struct flow *flow, struct frame_page *page, size_t number)
{
  const struct sheet *sheet = flow->sheet;
  const struct text_style *style = &sheet->styles[STYLE_FOLIO];
  struct box_line line = box_set_line(flow->arena, flow->boxes, sheet, style,
                                      folio_words(flow, sheet->folio.pattern, page->label), flow->diags);
  if (!line.count)
    return;
  len x = flow_x(flow) + (sheet->area_width - line.width) / 2;
  if (sheet->folio.outer)
    x = number % 2 ? flow_x(flow) + sheet->area_width - sheet->folio.inset - line.width
                   : flow_x(flow) + sheet->folio.inset;
  len baseline = sheet->area_y + sheet->area_height + sheet->folio.drop + folio_middle(&line);
  put_artifact_begin(flow, FRAME_ARTIFACT_FOOTER);
  put_line(flow, &line, 0, line.count, x, baseline, (struct frame_colour){0, 0, 0});
  put_artifact_end(flow, FRAME_ARTIFACT_FOOTER);
}

static bool has_folio(const struct flow *flow, size_t number)
{
  const struct sheet *sheet = flow->sheet;
  const struct page_state *page = &flow->pages[number - 1];
  if ((number == 1 && !sheet->folio.first) || (page->blank && !sheet->folio.blank))
    return false;
  return !page->front || sheet->contents.folio != FRONT_NONE;
}

/* Folios come last, when nothing more can be added to a page. Items go to the current page, so pages are visited as
 * such. */
void furniture_finish(struct flow *flow)
{
  size_t count = flow->document->page_count;
  for (size_t i = 0; i < count; i++) {
    flow->document->page_count = i + 1;
    if (has_folio(flow, i + 1))
      put_folio(flow, &flow->document->pages[i], i + 1);
  }
}
