/* The rules of setting text that a layout may choose (`text:`). */
#include <string.h>

#include "base/tr.h"
#include "style/read.h"

static const struct field fields[] = {
    {"kinsoku", FIELD_TEXT, false, 0, 0, "marks that may not begin or end a line: none, basic, gb, strict or measure"},
    {"word_marks", FIELD_BOOL, false, 0, 0, "the marks that Word keeps from a line's start and end as well"},
    {"hanging", FIELD_TEXT, false, 0, 0, "marks at a line's end in the margin: never, narrow or always"},
    {"hyphenation", FIELD_TEXT, false, 0, 0, "the dictionary by which Latin words are divided: en_US; or none"},
    {"emphasis", FIELD_TEXT, false, 0, 0, "how *words* are set off: dots below them, or bold"},
    {"date_gap", FIELD_BOOL, false, 0, 0, "a gap between a number and the year, month or day behind it"},
    {"opening", FIELD_TEXT, false, 0, 0, "the blank of an opening mark that begins a paragraph: trim or keep"},
    {"interpunct", FIELD_TEXT, false, 0, 0, "the width of the interpunct: half or full"},
    {"lock_stops", FIELD_BOOL, false, 0, 0, "full stops are never squeezed"},
    {"lock_colon", FIELD_BOOL, false, 0, 0, "colons are never squeezed"},
    {"latin_cells", FIELD_BOOL, false, 0, 0, "Latin words and numbers are padded to whole cells"},
    {"widows", FIELD_INT, false, 1, 10, "lines of a paragraph that must stand together at the top of a page"},
    {"orphans", FIELD_INT, false, 1, 10, "lines of a paragraph that must stand together at the foot of a page"},
};

static const struct style_choice kinsokus[] = {{"none", KINSOKU_NONE},
                                               {"basic", KINSOKU_BASIC},
                                               {"gb", KINSOKU_GB},
                                               {"strict", KINSOKU_STRICT},
                                               {"measure", KINSOKU_BY_MEASURE}};

static const struct style_choice hangings[] = {
    {"never", HANGING_NEVER}, {"narrow", HANGING_NARROW}, {"always", HANGING_ALWAYS}};

static const struct style_choice emphases[] = {{"dots", EMPHASIS_DOTS}, {"bold", EMPHASIS_BOLD}};
static const struct style_choice openings[] = {{"trim", false}, {"keep", true}};
static const struct style_choice interpuncts[] = {{"half", false}, {"full", true}};

static const struct node *field_of(const struct node *map, const char *name)
{
  return schema_get(map, STYLE_FIELDS(fields), name);
}

static void read_choice(struct style_reader *reader, const struct node *map, const char *name,
                        const struct style_choice *choices, size_t count, int *out)
{
  style_read_choice(reader, field_of(map, name), name, choices, count, out);
}

static void read_choices(struct style_reader *reader, const struct node *map, struct text_rules *rules)
{
  int kinsoku = (int)rules->kinsoku, hanging = (int)rules->hanging, emphasis = (int)rules->emphasis,
      keep = rules->keep_opening, full = rules->full_interpunct;
  read_choice(reader, map, "kinsoku", STYLE_FIELDS(kinsokus), &kinsoku);
  read_choice(reader, map, "hanging", STYLE_FIELDS(hangings), &hanging);
  read_choice(reader, map, "emphasis", STYLE_FIELDS(emphases), &emphasis);
  read_choice(reader, map, "opening", STYLE_FIELDS(openings), &keep);
  read_choice(reader, map, "interpunct", STYLE_FIELDS(interpuncts), &full);
  rules->kinsoku = (enum kinsoku)kinsoku;
  rules->hanging = (enum hanging)hanging;
  rules->emphasis = (enum emphasis)emphasis;
  rules->keep_opening = keep != 0;
  rules->full_interpunct = full != 0;
}

static void read_hyphenation(struct style_reader *reader, const struct node *node, struct text_rules *rules)
{
  if (!style_read_text(reader, node, &rules->hyphenation))
    return;
  rules->hyphenation_span = node->span;
  if (strcmp(rules->hyphenation, "none") == 0)
    rules->hyphenation = NULL;
}

void style_read_rules(struct style_reader *reader, const struct node *map)
{
  struct text_rules *rules = &reader->sheet->rules;
  *rules = (struct text_rules){.kinsoku = KINSOKU_GB, .date_gap = true, .widows = 2, .orphans = 2}; /* CL-21, CL-84 */
  if (!map)
    return;
  schema_check(map, STYLE_FIELDS(fields), _("“text”"), reader->diags);
  read_choices(reader, map, rules);
  read_hyphenation(reader, field_of(map, "hyphenation"), rules);
  style_read_bool(field_of(map, "word_marks"), &rules->word_marks);
  style_read_bool(field_of(map, "date_gap"), &rules->date_gap);
  style_read_bool(field_of(map, "lock_stops"), &rules->lock_stops);
  style_read_bool(field_of(map, "lock_colon"), &rules->lock_colon);
  style_read_bool(field_of(map, "latin_cells"), &rules->latin_cells);
  style_read_int(field_of(map, "widows"), &rules->widows);
  style_read_int(field_of(map, "orphans"), &rules->orphans);
}

static const char *on(bool value)
{
  return value ? "on" : "off";
}

void style_dump_rules(FILE *out, const struct text_rules *rules)
{
  fprintf(out, "text kinsoku %s word_marks %s hanging %s hyphenation %s date_gap %s opening %s interpunct %s\n",
          kinsokus[rules->kinsoku].name, on(rules->word_marks), hangings[rules->hanging].name,
          rules->hyphenation ? rules->hyphenation : "none", on(rules->date_gap), openings[rules->keep_opening].name,
          interpuncts[rules->full_interpunct].name);
  fprintf(out, "  lock_stops %s lock_colon %s latin_cells %s emphasis %s widows %d orphans %d\n", on(rules->lock_stops),
          on(rules->lock_colon), on(rules->latin_cells), emphases[rules->emphasis].name, rules->widows, rules->orphans);
}
