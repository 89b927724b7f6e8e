#include <glib.h>

#include "base/limits.h"
#include "page/flow.h"

/* Footnotes at the foot of the page (CL-92). A line of text takes the notes it marks along: they must fit below it, the
 * last of them with two lines at least. What is left of that goes first at the foot of the next page. The notes grow
 * from the foot of the type area upwards and are drawn when the page is done. */

enum { LEAST_LINES = 2 }; /* of a note on either side of a page break */

static const struct text_style *note_style(const struct flow *flow)
{
  return &flow->sheet->styles[STYLE_FOOTNOTE];
}

static bool at_page_foot(const struct flow *flow)
{
  return flow->sheet->notes.place == NOTES_PAGE;
}

static size_t entry_lines(const struct flow *flow, const struct note_entry *entry)
{
  return entry->again ? 1 : flow->boxes->notes[entry->note].lines;
}

/* --- heights --- */

static len lines_height(const struct text_style *style, size_t count)
{
  return count ? len_clamp(style->size + (int64_t)(count - 1) * style->pitch) : 0;
}

/* White and rule above the first note. */
static len head_height(const struct note_look *look)
{
  return look->gap + look->rule_width + look->rule_gap;
}

static len area_height(const struct flow *flow, size_t lines)
{
  return lines ? len_clamp((int64_t)head_height(&flow->sheet->notes) + lines_height(note_style(flow), lines)) : 0;
}

len notes_limit(const struct flow *flow, const struct note_area *area)
{
  return flow_area_height(flow) - area_height(flow, area->lines);
}

/* How many lines of notes fit below text that reaches down to `foot`. */
static size_t lines_below(const struct flow *flow, len foot)
{
  const struct text_style *style = note_style(flow);
  int64_t room = (int64_t)flow_area_height(flow) - foot - head_height(&flow->sheet->notes) - style->size;
  return room < 0 ? 0 : 1 + (size_t)(room / style->pitch);
}

/* --- what stands at the foot --- */

/* How many of `lines` go into `room`: all; or so many that enough stay for the next page; or none. */
static size_t lines_taken(size_t lines, size_t room)
{
  if (lines <= room)
    return lines;
  size_t most = lines > LEAST_LINES ? MIN(room, lines - LEAST_LINES) : 0;
  return most >= LEAST_LINES ? most : 0;
}

/* With by_page, a mark means a note of its own page: one that begins here, or waits to. */
static const struct note_entry *find_entry(const struct note_area *area, uint32_t note)
{
  for (size_t i = 0; i < area->count; i++)
    if (area->items[i].note == note && area->items[i].first == 0)
      return &area->items[i];
  return NULL;
}

static bool add_entry(const struct flow *flow, struct note_area *area, uint32_t note, bool again, size_t room)
{
  struct note_entry *entry = ARENA_PUSH(flow->arena, area);
  *entry = (struct note_entry){.note = note, .again = again, .number = area->number++};
  size_t lines = entry_lines(flow, entry);
  if (!area->waits && room > area->lines)
    entry->last = lines_taken(lines, room - area->lines);
  area->lines += entry->last;
  area->waits = area->waits || entry->last < lines;
  return entry->last > 0;
}

/* A note that was marked before needs nothing more where its number is still good. */
static bool is_known(const struct flow *flow, const struct note_area *area, uint32_t note)
{
  return note < area->next && (!flow->sheet->notes.by_page || find_entry(area, note));
}

static bool add_marked(const struct flow *flow, struct note_area *area, const struct box_line *line, size_t room,
                       bool force);

/* What a note marks that stands on an earlier page; the notes it is the first to mark came with it. */
static bool add_marked_inside(const struct flow *flow, struct note_area *area, uint32_t note, size_t room, bool force)
{
  const struct box_note *box = &flow->boxes->notes[note];
  bool good = true;
  for (size_t i = 0; i < box->count; i++) {
    const struct box_lines *lines = &flow->boxes->note_items[box->first + i].lines;
    for (size_t k = 0; k < lines->count && (good || force); k++)
      good = add_marked(flow, area, &lines->items[k], room, force) && good;
  }
  return good;
}

/* The note with those that are first marked inside it, which stand behind it. */
static bool add_new(const struct flow *flow, struct note_area *area, uint32_t note, size_t room, bool force)
{
  uint32_t first = area->next, last = MAX(note, flow->boxes->notes[note].last);
  bool good = true;
  area->next = last + 1;
  for (uint32_t n = first; n <= last && (good || force); n++)
    good = add_entry(flow, area, n, false, room) && good;
  if (flow->sheet->notes.by_page)
    for (uint32_t n = first; n <= last && (good || force); n++)
      good = add_marked_inside(flow, area, n, room, force) && good;
  return good;
}

static bool add_marked(const struct flow *flow, struct note_area *area, const struct box_line *line, size_t room,
                       bool force)
{
  bool good = true;
  for (size_t i = 0; i < line->count && (good || force); i++) {
    const struct box_run *run = &line->runs[i];
    if (!run->note || run->label || is_known(flow, area, run->note - 1))
      continue;
    bool added = run->note - 1 < area->next ? add_entry(flow, area, run->note - 1, true, room)
                                            : add_new(flow, area, run->note - 1, room, force);
    good = good && added;
  }
  return good;
}

/* The fewest lines that the notes marked in some lines of text need on the page, beside those it has. */
static size_t least_lines(const struct flow *flow, struct note_area area, const struct box_line *lines, size_t count)
{
  size_t before = area.count, standing = area.lines;
  area.waits = false;
  for (size_t i = 0; i < count; i++)
    add_marked(flow, &area, &lines[i], SIZE_MAX, true);
  if (area.count == before)
    return 0;
  size_t last = entry_lines(flow, &area.items[area.count - 1]);
  return area.lines - standing - last + (last < 2 * LEAST_LINES ? last : LEAST_LINES);
}

/* On no page do all notes of this line stand below it. */
static bool never_fits(const struct flow *flow, const struct note_area *area, const struct box_line *line)
{
  len foot = sheet_line_top(flow->sheet, flow->sheet->rules.orphans - 1) + flow->sheet->box;
  return least_lines(flow, *area, line, 1) > lines_below(flow, foot);
}

bool notes_add_line(const struct flow *flow, struct note_area *area, const struct box_line *line, len foot, bool force)
{
  if (!at_page_foot(flow))
    return true;
  struct note_area before = *area;
  size_t room = lines_below(flow, foot);
  if (add_marked(flow, area, line, room, force) || force)
    return true;
  if (!never_fits(flow, &before, line))
    return false;
  *area = before; /* the next page would be no better: the first note begins here */
  add_marked(flow, area, line, room, true);
  return area->items[before.count].last > 0;
}

len notes_least_height(const struct flow *flow, const struct box *box)
{
  if (!at_page_foot(flow))
    return 0;
  size_t lines = flow->notes.lines, more = least_lines(flow, flow->notes, box->lines.items, box->lines.count);
  return area_height(flow, lines + more) - area_height(flow, lines);
}

static void begin_entry(struct flow *flow, struct note_entry *entry, size_t marked_in)
{
  if (entry->again)
    entry->element = tags_note_again(flow, marked_in);
  else
    tags_note(flow, entry->note, marked_in);
}

void notes_commit(struct flow *flow, size_t index, const struct box_line *line, len foot)
{
  size_t before = flow->notes.count;
  notes_add_line(flow, &flow->notes, line, foot, true);
  for (size_t i = before; i < flow->notes.count; i++)
    begin_entry(flow, &flow->notes.items[i], index);
}

/* --- from page to page --- */

/* A page's first note goes on by a line at least, however small the page, so that there is an end to it. */
static size_t lines_continued(size_t left, size_t room)
{
  size_t lines = lines_taken(left, room);
  return lines ? lines : MAX(1, MIN(left, room));
}

static void carry(struct flow *flow, struct note_area *area, const struct note_entry *from, size_t room)
{
  struct note_entry *entry = ARENA_PUSH(flow->arena, area);
  size_t lines = entry_lines(flow, from), left = lines - from->last;
  *entry = *from;
  entry->first = from->last;
  size_t taken = area->lines == 0 ? lines_continued(left, room)
                 : area->waits    ? 0
                                  : lines_taken(left, room > area->lines ? room - area->lines : 0);
  entry->last = entry->first + taken;
  area->lines += taken;
  area->waits = area->waits || entry->last < lines;
  if (entry->first == 0) /* its mark stands on an earlier page, and keeps its number */
    area->number = entry->number + 1;
}

void notes_open_page(struct flow *flow)
{
  const struct note_area *before = &flow->notes;
  struct note_area area = {.next = before->next, .number = 1};
  size_t room = lines_below(flow, 0);
  for (size_t i = 0; i < before->count; i++)
    if (before->items[i].last < entry_lines(flow, &before->items[i]))
      carry(flow, &area, &before->items[i], room);
  flow->notes = area;
}

void notes_finish(struct flow *flow)
{
  while (flow->notes.waits && flow->document->page_count <= LIMIT_PAGES)
    flow_new_page(flow);
  flow_close_page(flow);
}

/* --- drawing --- */

static uint32_t number_of(const struct flow *flow, uint32_t note)
{
  const struct note_entry *entry = find_entry(&flow->notes, note);
  return entry ? entry->number : flow->homes[note].number;
}

static const char *number_words(const struct flow *flow, uint32_t number)
{
  return numeral_note(flow->arena, flow->sheet->notes.numbers, number);
}

static bool marks_note(const struct box_line *line)
{
  for (size_t i = 0; i < line->count; i++)
    if (line->runs[i].note)
      return true;
  return false;
}

struct box_line notes_number_line(struct flow *flow, const struct text_style *style, const struct box_line *line)
{
  if (!at_page_foot(flow) || !flow->sheet->notes.by_page || !marks_note(line))
    return *line;
  struct box_line out = *line;
  out.runs = NULL;
  out.count = out.capacity = 0;
  for (size_t i = 0; i < line->count; i++) {
    const struct box_run *run = &line->runs[i];
    if (!run->note) {
      *ARENA_APPEND(flow->arena, out.runs, out.count, out.capacity) = *run;
      continue;
    }
    struct box_line mark = box_set_mark(flow->arena, flow->boxes->fonts, flow->sheet, style, run,
                                        number_words(flow, number_of(flow, run->note - 1)), flow->diags);
    for (size_t k = 0; k < mark.count; k++) {
      mark.runs[k].x += run->x;
      *ARENA_APPEND(flow->arena, out.runs, out.count, out.capacity) = mark.runs[k];
    }
  }
  return out;
}

static void draw_rule(struct flow *flow, len top)
{
  const struct note_look *look = &flow->sheet->notes;
  if (look->rule == 0 || look->rule_width == 0)
    return;
  put_artifact_begin(flow, FRAME_ARTIFACT_LAYOUT);
  len y = flow->sheet->area_y + top - look->rule_gap - look->rule_width / 2;
  put(flow, FRAME_RULE, flow_x(flow), y)->as.rule = (struct frame_rule){look->rule, 0, look->rule_width, {0, 0, 0}};
  put_artifact_end(flow, FRAME_ARTIFACT_LAYOUT);
}

/* 见第1页注①, where a page marks a note of an earlier page: its words stand once. */
static void draw_again(struct flow *flow, const struct note_entry *entry, len top)
{
  const struct note_home *home = &flow->homes[entry->note];
  const char *words = arena_printf(flow->arena, "见第%s页注%s。", flow->document->pages[home->page].label,
                                   number_words(flow, home->number));
  struct box_line line =
      box_set_note_line(flow->arena, flow->boxes, flow->sheet, number_words(flow, entry->number), words, flow->diags);
  len baseline = flow->sheet->area_y + baseline_of(top, note_style(flow)->size);
  size_t label = 0;
  while (label < line.count && line.runs[label].label)
    label++;
  tags_open_part(flow, entry->element, FRAME_TAG_LBL);
  put_line(flow, &line, 0, label, flow_x(flow), baseline, (struct frame_colour){0, 0, 0});
  tags_close_block(flow);
  tags_open_part(flow, entry->element, FRAME_TAG_P);
  put_line(flow, &line, label, line.count, flow_x(flow), baseline, (struct frame_colour){0, 0, 0});
  tags_close_block(flow);
}

/* Lines [first, last) of a note, the first of them at `top`. */
static void draw_note(struct flow *flow, const struct note_entry *entry, len top)
{
  const struct box_note *note = &flow->boxes->notes[entry->note];
  size_t number = 0;
  for (size_t i = note->first; i < note->first + note->count; i++) {
    const struct box_lines *lines = &flow->boxes->note_items[i].lines;
    for (size_t k = 0; k < lines->count; k++, number++) {
      if (number < entry->first || number >= entry->last)
        continue;
      text_draw_line(flow, flow->boxes->count + i, &lines->items[k], top);
      top += note_style(flow)->pitch;
    }
    tags_close_block(flow);
  }
}

static void remember_homes(struct flow *flow)
{
  for (size_t i = 0; i < flow->notes.count; i++) {
    const struct note_entry *entry = &flow->notes.items[i];
    if (!entry->again && entry->first == 0 && entry->last > 0)
      flow->homes[entry->note] = (struct note_home){flow->document->page_count - 1, entry->number};
  }
}

void notes_close_page(struct flow *flow)
{
  if (flow->notes.lines == 0)
    return;
  len top = flow_area_height(flow) - lines_height(note_style(flow), flow->notes.lines);
  draw_rule(flow, top);
  remember_homes(flow);
  for (size_t i = 0; i < flow->notes.count; i++) {
    const struct note_entry *entry = &flow->notes.items[i];
    size_t lines = entry->last - entry->first;
    if (lines)
      (entry->again ? draw_again : draw_note)(flow, entry, top);
    top += (len)lines * note_style(flow)->pitch;
  }
}
