#include "emit/places.h"

#include <math.h>
#include <string.h>

#include "emit/stand_in.h"
#include "emit/tokens.h"

/* How far Cairo's glyph may be from the frame's and still be the same, in em. It is off by three thousandths at most.
 */
#define SAME_GLYPH 0.05

#define ARRAY_BEGIN "\n[<"
#define ARRAY_END   ">]TJ"

/* What a code of the content stream shows. */
struct place {
  size_t item;
  uint32_t glyph;
  double x_pt, y_pt;
};

/* --- the frame's glyphs, in the order in which they were drawn --- */

static bool next_place(struct placing *placing, struct place *place)
{
  for (; placing->item < placing->page->count; placing->item++, placing->glyph = 0) {
    const struct frame_item *item = &placing->page->items[placing->item];
    if (item->kind != FRAME_RUN || placing->glyph >= item->as.run.glyph_count)
      continue;
    uint32_t glyph = placing->glyph++;
    struct frame_point point = frame_glyph_place(item, glyph);
    *place =
        (struct place){.item = placing->item, .glyph = glyph, .x_pt = len_to_pt(point.x), .y_pt = len_to_pt(point.y)};
    return true;
  }
  return false;
}

static bool is_here(const struct placing *placing, const struct place *place)
{
  double off = placing->size_pt * SAME_GLYPH;
  return fabs(place->x_pt - placing->line_x_pt - placing->cairo_em * placing->em_x_pt) < off &&
         fabs(place->y_pt - placing->line_y_pt - placing->cairo_em * placing->em_y_pt) < off;
}

/* Cairo leaves out what lies far off the page, and nothing else. */
static struct place find_place(struct placing *placing)
{
  struct place place;
  do
    if (!next_place(placing, &place))
      g_error("the PDF shows a glyph that the frame has not");
  while (!is_here(placing, &place));
  return place;
}

/* --- showing text --- */

/* By hand, as codes are: a table of 20,000 rows has a million of both, and printf takes as long as all else here. */
static void append_tenths(GString *array, unsigned long tenths)
{
  char digits[24], *at = digits + sizeof digits;
  if (tenths % 10) {
    *--at = (char)('0' + tenths % 10);
    *--at = '.';
  }
  unsigned long whole = tenths / 10;
  do
    *--at = (char)('0' + whole % 10);
  while ((whole /= 10) > 0);
  g_string_append_len(array, at, digits + sizeof digits - at);
}

static void append_hex(GString *array, unsigned code)
{
  static const char hex[] = "0123456789abcdef";
  const char digits[] = {hex[code >> 12 & 15], hex[code >> 8 & 15], hex[code >> 4 & 15], hex[code & 15]};
  g_string_append_len(array, digits, sizeof digits);
}

/* In thousandths of an em, with one decimal: the error is less than the frame's own unit, and never adds up. */
static void append_move(struct placing *placing, GString *array, const struct place *place)
{
  double right_pt = place->x_pt - placing->line_x_pt, down_pt = place->y_pt - placing->line_y_pt;
  double wanted_em = (right_pt * placing->em_x_pt + down_pt * placing->em_y_pt) / (placing->size_pt * placing->size_pt);
  long tenths = lround((placing->ours_em - wanted_em) * 10000);
  if (tenths == 0)
    return;
  g_string_append(array, tenths < 0 ? ">-" : ">");
  append_tenths(array, (unsigned long)labs(tenths));
  g_string_append_c(array, '<');
  placing->ours_em -= (double)tenths / 10000;
}

/* Marks go around whole operators: where a glyph needs others than those before it, the operator is divided. */
static void mark_glyph(struct placing *placing, GString *array, const struct place *place)
{
  if (!emit_marks_differ(placing->marks, place->item, place->glyph))
    return;
  if (array->len == strlen(ARRAY_BEGIN)) {
    placing->operands += emit_marks_change(placing->marks, placing->out, placing->operands, place->item, place->glyph);
    return;
  }
  g_string_append(array, ARRAY_END);
  emit_marks_change(placing->marks, array, array->len, place->item, place->glyph);
  g_string_append(array, ARRAY_BEGIN);
}

/* What Cairo shows is its stand-in: only where it does so is of interest. */
static void show_next(struct placing *placing, GString *array)
{
  struct place place = find_place(placing);
  const struct frame_run *run = &placing->page->items[place.item].as.run;
  struct emit_glyph glyph = emit_fonts_show(placing->fonts, run->face, run->glyphs[place.glyph].id);
  emit_fonts_name(placing->fonts, placing->font, run->face);
  mark_glyph(placing, array, &place);
  append_move(placing, array, &place);
  append_hex(array, glyph.code);
  placing->ours_em += glyph.width / 1000.0;
  placing->cairo_em += emit_stand_in_for(glyph.advance_em).advance_em;
}

/* One operand of Tj or element of TJ: a number, or a string with a letter of the stand-in for each glyph. */
static void append_shown(struct placing *placing, GString *array, const char *token, size_t length)
{
  if (emit_token_is_number(token[0]))
    placing->cairo_em -= g_ascii_strtod(token, NULL) / 1000;
  else if (token[0] == '(')
    for (size_t i = 1; i + 1 < length; i++)
      if (g_ascii_isalpha(token[i])) /* Cairo breaks long strings with a backslash and a new line */
        show_next(placing, array);
  if (token[0] == '<') /* no text may get lost if another Cairo writes it otherwise */
    g_error("the PDF shows its stand-in by numbers");
}

void placing_show_text(struct placing *placing)
{
  g_assert(placing->font != NULL && placing->size_pt > 0);
  GString *array = g_string_new(ARRAY_BEGIN);
  GString *shown = g_string_new(placing->out->str + placing->operands);
  for (size_t at = 0, end; at < shown->len; at = end) {
    end = emit_token_is_space(shown->str[at]) ? at + 1 : emit_token_end(shown->str, shown->len, at);
    append_shown(placing, array, shown->str + at, end - at);
  }
  g_string_append(array, ARRAY_END);
  g_string_truncate(placing->out, placing->operands);
  g_string_append_len(placing->out, array->str, (gssize)array->len);
  g_string_free(shown, TRUE);
  g_string_free(array, TRUE);
}

/* --- the state of the text --- */

void placing_numbers(const struct placing *placing, double *numbers, int count)
{
  char *at = placing->out->str + placing->operands;
  for (int i = 0; i < count; i++)
    numbers[i] = g_ascii_strtod(at, &at);
}

static void begin_line(struct placing *placing, double x_pt, double y_pt)
{
  placing->line_x_pt = x_pt;
  placing->line_y_pt = y_pt;
  placing->cairo_em = placing->ours_em = 0;
}

/* Cairo's size of the font is 1: the matrix has it. Upright it is [s 0 0 −s], turned [0 −s −s 0]. */
void placing_set_matrix(struct placing *placing)
{
  double m[6];
  placing_numbers(placing, m, 6);
  placing->em_x_pt = m[0];
  placing->em_y_pt = m[1];
  placing->size_pt = hypot(m[0], m[1]);
  begin_line(placing, m[4], m[5]);
}

void placing_move_line(struct placing *placing)
{
  double d[2];
  placing_numbers(placing, d, 2);
  double x = placing->em_x_pt, y = placing->em_y_pt; /* up from the line is to the left of its direction */
  begin_line(placing, placing->line_x_pt + d[0] * x + d[1] * y, placing->line_y_pt + d[0] * y - d[1] * x);
}

void placing_choose_font(struct placing *placing)
{
  const char *name = strchr(placing->out->str + placing->operands, '/');
  g_assert(name != NULL);
  g_free(placing->font);
  placing->font = g_strndup(name, strcspn(name, " \n"));
}
