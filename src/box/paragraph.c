#include "box/paragraph.h"

#include "base/tr.h"
#include "base/utf8.h"

/* CL-25: the narrower the lines, the fewer marks can be kept from their ends without holes in them. */
static enum kinsoku kinsoku_by_measure(int chars)
{
  if (chars <= 24)
    return KINSOKU_BASIC;
  return chars <= 32 ? KINSOKU_GB : KINSOKU_STRICT;
}

struct text_look box_look(const struct box_context *context, const struct text_style *style, len measure)
{
  struct text_look look = {
      .han = fonts_role(context->fonts, style->role),
      .latin = fonts_role(context->fonts, style->latin_role),
      .size = style->size,
      .cell = style->cell,
      .rules = context->sheet->rules,
      .gap = style->gap,
      .vertical = style->vertical,
      .hyphens = context->hyphens,
  };
  if (look.rules.kinsoku == KINSOKU_BY_MEASURE)
    look.rules.kinsoku = kinsoku_by_measure(measure / style->cell);
  return look;
}

static struct text_run text_run_of(const struct box_context *context, const struct block_run *run)
{
  bool raised = run->note && context->sheet->notes.raised;
  return (struct text_run){
      .text = run->text,
      .length = run->length,
      .strong = (run->marks & INLINE_STRONG) != 0, /* CL-89: another role, no false bold */
      .dots = (run->marks & INLINE_EMPHASIS) != 0,
      .wavy = (run->marks & INLINE_WORK) != 0,
      .line = run->line,
      .note = run->note,
      .scale = raised ? MARK_SCALE : 0,
      .raise = raised ? MARK_RAISE : 0,
      .link = run->link,
      .phrase_end = run->phrase_end,
      .span = run->span,
  };
}

/* CL-90: dots need half an em between the lines; the pitch does not change for them. */
static bool has_room_for_dots(const struct box_context *context, const struct text_style *style)
{
  return context->sheet->rules.emphasis == EMPHASIS_DOTS && style->pitch - style->size >= style->size / 2;
}

static bool has_han(const struct text_run *run)
{
  for (size_t at = 0; at < run->length;)
    if (utf8_is_han(utf8_next(run->text, &at)))
      return true;
  return false;
}

/* Emphasised runs that stand side by side get dots, or, where none could be set below them, the bold role (CL-89: Han
 * has no italic). */
static void choose_emphasis(struct text_run *runs, size_t count, bool room)
{
  size_t end = 0;
  for (size_t first = 0; first < count; first = end + 1) { /* runs[end] has none, or there is no more */
    bool dots = false;
    for (end = first; end < count && runs[end].dots; end++)
      dots = dots || (room && has_han(&runs[end]));
    for (size_t i = first; i < end; i++) {
      runs[i].strong = runs[i].strong || !dots;
      runs[i].dots = dots;
    }
  }
}

struct text *box_shape(const struct box_context *context, const struct text_style *style, len measure,
                       const struct block_runs *label, const struct block_runs *phrases, size_t phrase_count)
{
  size_t count = label ? label->count : 0, at = 0;
  for (size_t p = 0; p < phrase_count; p++)
    count += phrases[p].count;
  struct text_run *runs = ARENA_ARRAY(context->arena, count, struct text_run);
  for (size_t i = 0; label && i < label->count; i++) {
    runs[at] = text_run_of(context, &label->items[i]);
    runs[at++].keep_after = true; /* CL-39 */
  }
  for (size_t p = 0; p < phrase_count; p++)
    for (size_t i = 0; i < phrases[p].count; i++) {
      runs[at] = text_run_of(context, &phrases[p].items[i]);
      runs[at++].phrase_end |= p + 1 < phrase_count && i + 1 == phrases[p].count;
    }
  choose_emphasis(runs, at, has_room_for_dots(context, style));
  struct text_look look = box_look(context, style, measure);
  return text_shape(context->arena, context->fonts, &look, runs, count, context->diags);
}

/* What the widest gap of a line has beyond its natural width; between runs half an em may be a Han–Latin gap. */
static len widest_gap_of_line(const struct text *text, const struct box_line *line)
{
  len worst = 0;
  for (size_t i = 0; i + 1 < line->count; i++)
    worst = len_max(worst, line->runs[i + 1].x - line->runs[i].x - line->runs[i].advance - text->em / 2);
  for (size_t i = 0; i < line->count; i++)
    for (uint32_t g = 1; g < line->runs[i].glyph_count; g++)
      worst = len_max(worst, line->runs[i].glyphs[g].x - line->runs[i].glyphs[g - 1].x - text->em);
  return worst;
}

len box_widest_gap(const struct text *text, const struct box_lines *lines)
{
  len worst = 0;
  for (size_t i = 0; i < lines->count; i++)
    worst = len_max(worst, widest_gap_of_line(text, &lines->items[i]));
  return worst;
}

/* Gaps of more than a quarter em are holes in the line, and programs that read the page take them for blanks. */
static void report_loose(const struct box_context *context, const struct text *text, const struct line_range *range,
                         const struct box_line *line, const struct line_spec *spec)
{
  len rest = spec->measure - line->x - line->width;
  if (range->hangs)
    rest += text->clusters[range->last - 1].body;
  struct span span = line->count ? line->runs[0].span : SPAN_NONE;
  if (rest < -text->em / 64) {
    struct diag *diag = diag_add(context->diags, DIAG_LINE_LOOSE, span,
                                 _("A line is wider than the text and cannot be squeezed further."));
    diag_set_severity(context->diags, diag, DIAG_ERROR);
    return;
  }
  if (spec->align == ALIGN_JUSTIFY && !range->ends && widest_gap_of_line(text, line) > text->em / 4)
    diag_add(context->diags, DIAG_LINE_LOOSE, span,
             _("A line had to be spaced very widely, because what follows cannot be divided."));
}

void box_set_paragraph(const struct box_context *context, struct text *text, const struct line_spec *spec, len size,
                       size_t label_runs, struct box_lines *out)
{
  struct line_ranges ranges;
  lines_break(context->scratch, text, spec, &ranges);
  out->items = ARENA_ARRAY(context->arena, ranges.count, struct box_line);
  out->count = out->capacity = ranges.count;
  for (size_t i = 0; i < ranges.count; i++) {
    out->items[i] = lines_set(context->arena, text, &ranges.items[i], spec, size, i == 0);
    report_loose(context, text, &ranges.items[i], &out->items[i], spec);
  }
  if (!out->count || !label_runs)
    return;
  struct box_line *line = &out->items[0]; /* a label never breaks from its text, and stands on the first line */
  for (size_t i = 0; i < line->count; i++)
    line->runs[i].label = line->runs[i].input < label_runs;
}
