/* `footnotes:` of a layout (CL-92). */
#include "base/tr.h"
#include "style/read.h"

#define RULE_WIDTH_MAX (10 * LEN_PT)

static const struct field note_fields[] = {
    {"place", FIELD_TEXT, false, 0, 0, "where they stand: page, section or end"},
    {"numbers", FIELD_TEXT, false, 0, 0, "their numbers: ①, 1 or [1]"},
    {"restart", FIELD_TEXT, false, 0, 0, "where the numbers begin again: page or report"},
    {"raised", FIELD_BOOL, false, 0, 0, "small, raised marks in the text"},
    {"rule", FIELD_TEXT, false, 0, 0, "length of the rule above the notes of a page"},
    {"rule_width", FIELD_TEXT, false, 0, 0, "thickness of that rule"},
    {"gap", FIELD_TEXT, false, 0, 0, "least white between the text and the rule"},
    {"rule_gap", FIELD_TEXT, false, 0, 0, "white between the rule and the notes"},
};

static const struct style_choice places[] = {{"page", NOTES_PAGE}, {"section", NOTES_SECTION}, {"end", NOTES_END}};
static const struct style_choice numbers[] = {{"①", NOTE_CIRCLED}, {"1", NOTE_ARABIC}, {"[1]", NOTE_BRACKETED}};
static const struct style_choice restarts[] = {{"report", false}, {"page", true}};

static const struct node *field_of(const struct node *map, const char *name)
{
  return map ? schema_get(map, STYLE_FIELDS(note_fields), name) : NULL;
}

static struct note_look default_look(const struct sheet *sheet)
{
  return (struct note_look){
      .raised = true,
      .rule = len_min(len_from_mm(40, 1), sheet->area_width),
      .rule_width = len_from_mm(1, 4),
      .gap = sheet->box / 2,
      .rule_gap = sheet->box / 4,
  };
}

/* Which number a note has on its page is known only when its page is. The lines have been broken by then, so that all
 * marks must be equally wide: ① is, 9 and 10 are not. */
static void read_restart(struct style_reader *reader, const struct node *node)
{
  struct note_look *look = &reader->sheet->notes;
  bool possible = look->place == NOTES_PAGE && look->numbers == NOTE_CIRCLED;
  int by_page = possible;
  style_read_choice(reader, node, "restart", STYLE_FIELDS(restarts), &by_page);
  look->by_page = by_page && possible;
  if (!by_page || possible)
    return;
  struct diag *diag = diag_add(reader->diags, DIAG_VALUE_BAD, node->span,
                               _("Only ① at the foot of the page can begin again on each page."));
  diag_hint(reader->diags, diag, _("Write “restart: report”, or “place: page” and “numbers: ①”."));
}

static void read_rule(struct style_reader *reader, const struct node *map)
{
  const struct sheet *sheet = reader->sheet;
  struct note_look *look = &reader->sheet->notes;
  reader->em = sheet->styles[STYLE_FOOTNOTE].cell;
  style_read_length(reader, field_of(map, "rule"), "rule", 0, sheet->area_width, &look->rule);
  style_read_length(reader, field_of(map, "rule_width"), "rule_width", 0, RULE_WIDTH_MAX, &look->rule_width);
  style_read_length(reader, field_of(map, "gap"), "gap", 0, sheet->area_height / 4, &look->gap);
  style_read_length(reader, field_of(map, "rule_gap"), "rule_gap", 0, sheet->area_height / 4, &look->rule_gap);
  reader->em = 0;
}

void style_read_notes(struct style_reader *reader, const struct node *map)
{
  struct note_look *look = &reader->sheet->notes;
  int value;
  *look = default_look(reader->sheet);
  if (map)
    schema_check(map, STYLE_FIELDS(note_fields), _("the footnotes"), reader->diags);
  if (style_read_choice(reader, field_of(map, "place"), "place", STYLE_FIELDS(places), &value))
    look->place = (enum note_place)value;
  if (style_read_choice(reader, field_of(map, "numbers"), "numbers", STYLE_FIELDS(numbers), &value))
    look->numbers = (enum note_numbers)value;
  style_read_bool(field_of(map, "raised"), &look->raised);
  read_restart(reader, field_of(map, "restart"));
  read_rule(reader, map);
}
