/* What stands on pages beside the report itself: folio, running head, contents. */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "style/read.h"

#define RULE_MAX   (10 * LEN_PT)
#define LEADER_MIN (2 * LEN_PT)

static const struct field folio_fields[] = {
    {"pattern", FIELD_TEXT, true, 0, 0, "the page number, with # for the digits"},
    {"drop", FIELD_TEXT, true, 0, 0, "from the foot of the type area to the middle of the dash"},
    {"inset", FIELD_TEXT, false, 0, 0, "from the outer edge of the type area"},
    {"outer", FIELD_BOOL, false, 0, 0, "at the outer edge; otherwise centred"},
    {"first", FIELD_BOOL, false, 0, 0, "on the first page, too"},
    {"blank", FIELD_BOOL, false, 0, 0, "on blank pages, too"},
};

static const struct field head_fields[] = {
    {"odd", FIELD_TEXT, false, 0, 0, "words on odd pages"},
    {"even", FIELD_TEXT, false, 0, 0, "words on even pages"},
    {"rise", FIELD_TEXT, true, 0, 0, "from the top of the type area up to the head's foot or rule"},
    {"rule", FIELD_TEXT, false, 0, 0, "width of the rule under the head"},
    {"outer", FIELD_BOOL, false, 0, 0, "at the outer edge; otherwise centred"},
    {"first", FIELD_BOOL, false, 0, 0, "on the first page, too"},
};

static const struct field contents_fields[] = {
    {"title", FIELD_TEXT, true, 0, 0, "heading of the contents"},
    {"levels", FIELD_INT, true, 1, STYLE_CONTENTS_LEVELS, "how many levels of headings are listed"},
    {"folio", FIELD_TEXT, false, 0, 0, "page numbers up to the end of the contents: roman, same or none"},
    {"leader", FIELD_TEXT, false, 0, 0, "from dot to dot; 0: no dots"},
};

static const struct field signature_fields[] = {
    {"inset", FIELD_TEXT, true, 0, 0, "the date begins so far behind where the name begins"},
};

static const struct style_choice front_folios[] = {{"roman", FRONT_ROMAN}, {"same", FRONT_SAME}, {"none", FRONT_NONE}};

/* --- folio --- */

static void read_pattern(struct style_reader *reader, const struct node *node)
{
  if (!node)
    return;
  const char *text = node->as.scalar.text;
  const char *first = strchr(text, '#');
  if (first && !strchr(first + 1, '#')) {
    style_read_text(reader, node, &reader->sheet->folio.pattern);
    return;
  }
  struct diag *diag = diag_add(reader->diags, DIAG_VALUE_BAD, node->span,
                               _("The pattern of the page number must contain “#” once, for the digits."));
  diag_hint(reader->diags, diag, _("Write for example \"— # —\", with quotes."));
}

void style_read_folio(struct style_reader *reader, const struct node *map)
{
  struct sheet *sheet = reader->sheet;
  struct folio_look *look = &sheet->folio;
  if (!map)
    return;
  look->first = look->blank = true;
  schema_check(map, STYLE_FIELDS(folio_fields), _("“folio”"), reader->diags);
  len room = sheet->page_height - sheet->area_y - sheet->area_height;
  read_pattern(reader, schema_get(map, STYLE_FIELDS(folio_fields), "pattern"));
  style_read_length(reader, schema_get(map, STYLE_FIELDS(folio_fields), "drop"), "drop", 0, room > 0 ? room : 0,
                    &look->drop);
  style_read_length(reader, schema_get(map, STYLE_FIELDS(folio_fields), "inset"), "inset", 0, sheet->area_width / 2,
                    &look->inset);
  style_read_bool(schema_get(map, STYLE_FIELDS(folio_fields), "outer"), &look->outer);
  style_read_bool(schema_get(map, STYLE_FIELDS(folio_fields), "first"), &look->first);
  style_read_bool(schema_get(map, STYLE_FIELDS(folio_fields), "blank"), &look->blank);
}

/* --- running head: CL-97 --- */

static void report_placeholder(struct style_reader *reader, const struct node *node, const char *name, size_t length)
{
  static const char *const names[] = {"title", "section", "agency", "year"};
  struct diag *diag = diag_add(reader->diags, DIAG_NAME_UNKNOWN, node->span,
                               _("A running head has nothing for “{%s}”."), diag_quote(reader->diags, name, length));
  const char *nearest = diag_nearest(arena_strndup(reader->arena, name, length), names, G_N_ELEMENTS(names));
  if (nearest)
    diag_hint(reader->diags, diag, _("Did you mean “%s”?"), nearest);
  else
    diag_hint(reader->diags, diag, _("Write one of these: {title}, {section}, {agency} or {year}."));
}

static void read_head_words(struct style_reader *reader, const struct node *node, const char **out)
{
  if (!node)
    return;
  for (const char *at = strchr(node->as.scalar.text, '{'); at; at = strchr(at + 1, '{')) {
    size_t length;
    enum head_word word = style_head_word(at, &length);
    if (word == HEAD_NO_WORD)
      report_placeholder(reader, node, at + 1, strcspn(at + 1, "}"));
  }
  style_read_text(reader, node, out);
}

void style_read_head(struct style_reader *reader, const struct node *map)
{
  struct sheet *sheet = reader->sheet;
  struct head_look *look = &sheet->head;
  if (!map)
    return;
  schema_check(map, STYLE_FIELDS(head_fields), _("“head”"), reader->diags);
  read_head_words(reader, schema_get(map, STYLE_FIELDS(head_fields), "odd"), &look->odd);
  read_head_words(reader, schema_get(map, STYLE_FIELDS(head_fields), "even"), &look->even);
  len size = sheet->styles[STYLE_HEAD].size; /* above the rise, the head itself needs room on the paper */
  style_read_length(reader, schema_get(map, STYLE_FIELDS(head_fields), "rise"), "rise", 0,
                    len_max(sheet->area_y - size - size / 2, 0), &look->rise);
  style_read_length(reader, schema_get(map, STYLE_FIELDS(head_fields), "rule"), "rule", 0, RULE_MAX, &look->rule);
  style_read_bool(schema_get(map, STYLE_FIELDS(head_fields), "outer"), &look->outer);
  style_read_bool(schema_get(map, STYLE_FIELDS(head_fields), "first"), &look->first);
}

enum head_word style_head_word(const char *at, size_t *length)
{
  static const char *const words[] = {
      [HEAD_TITLE] = "{title}", [HEAD_SECTION] = "{section}", [HEAD_AGENCY] = "{agency}", [HEAD_YEAR] = "{year}"};
  for (size_t i = HEAD_TITLE; i < G_N_ELEMENTS(words); i++) {
    if (!g_str_has_prefix(at, words[i]))
      continue;
    *length = strlen(words[i]);
    return (enum head_word)i;
  }
  return HEAD_NO_WORD;
}

/* --- contents: CL-95, CL-96 --- */

void style_read_contents(struct style_reader *reader, const struct node *map)
{
  struct contents_look *look = &reader->sheet->contents;
  int folio;
  if (!map)
    return;
  len em = reader->sheet->styles[STYLE_CONTENTS_1].cell;
  schema_check(map, STYLE_FIELDS(contents_fields), _("“contents”"), reader->diags);
  style_read_text(reader, schema_get(map, STYLE_FIELDS(contents_fields), "title"), &look->title);
  style_read_int(schema_get(map, STYLE_FIELDS(contents_fields), "levels"), &look->levels);
  if (style_read_choice(reader, schema_get(map, STYLE_FIELDS(contents_fields), "folio"), "folio",
                        STYLE_FIELDS(front_folios), &folio))
    look->folio = (enum front_folio)folio;
  look->leader = em / 2;
  reader->em = em;
  style_read_length(reader, schema_get(map, STYLE_FIELDS(contents_fields), "leader"), "leader", 0, 100 * LEN_PT,
                    &look->leader);
  reader->em = 0;
  if (look->leader > 0)
    look->leader = len_max(look->leader, LEADER_MIN); /* closer, dots would run into one another */
}

/* --- signature: GW-15 --- */

void style_read_signature(struct style_reader *reader, const struct node *map)
{
  struct signature_look *look = &reader->sheet->signature;
  if (!map)
    return;
  schema_check(map, STYLE_FIELDS(signature_fields), _("“signature”"), reader->diags);
  look->inset_set = style_read_length(reader, schema_get(map, STYLE_FIELDS(signature_fields), "inset"), "inset", 0,
                                      reader->sheet->area_width / 2, &look->inset);
}
