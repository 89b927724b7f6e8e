/* The text styles of a layout. A style says only what differs: from its parent (from:), which stands above it in the
 * file, or from the defaults below. */
#include <glib.h>
#include <stddef.h>
#include <string.h>

#include "base/tr.h"
#include "style/read.h"

static const char *const style_names[STYLE_COUNT] = {
    [STYLE_TITLE] = "title",
    [STYLE_BODY] = "body",
    [STYLE_H1] = "h1",
    [STYLE_H2] = "h2",
    [STYLE_H3] = "h3",
    [STYLE_H4] = "h4",
    [STYLE_LIST] = "list",
    [STYLE_TABLE_HEAD] = "table_head",
    [STYLE_TABLE_STUB] = "table_stub",
    [STYLE_TABLE_CELL] = "table_cell",
    [STYLE_TABLE_BAND] = "table_band",
    [STYLE_CAPTION] = "caption",
    [STYLE_TABLE_NOTE] = "table_note",
    [STYLE_SIGNATURE] = "signature",
    [STYLE_FOLIO] = "folio",
    [STYLE_FOOTNOTE] = "footnote",
    [STYLE_TABLE_UNIT] = "table_unit",
    [STYLE_HEAD] = "head",
    [STYLE_CONTENTS_TITLE] = "contents_title",
    [STYLE_CONTENTS_1] = "contents_1",
    [STYLE_CONTENTS_2] = "contents_2",
    [STYLE_CONTENTS_3] = "contents_3",
    [STYLE_CHART] = "chart",
    [STYLE_CHART_CAPTION] = "chart_caption",
};

static const struct style_choice aligns[] = {{"justify", ALIGN_JUSTIFY},
                                             {"start", ALIGN_START},
                                             {"centre", ALIGN_CENTRE},
                                             {"end", ALIGN_END},
                                             {"spread", ALIGN_SPREAD}};

static const struct style_choice begins[] = {{"any", BEGINS_ANYWHERE}, {"page", BEGINS_PAGE}, {"recto", BEGINS_RECTO}};

const struct style_choice style_numberings[] = {{"none", NUMBERING_NONE},
                                                {"一、", NUMBERING_HAN},
                                                {"（一）", NUMBERING_HAN_BRACKET},
                                                {"1.", NUMBERING_ARABIC},
                                                {"（1）", NUMBERING_ARABIC_BRACKET}};
const size_t style_numbering_count = G_N_ELEMENTS(style_numberings);

static const struct field style_fields[] = {
    {"from", FIELD_TEXT, false, 0, 0, "the style above that this one is like"},
    {"role", FIELD_TEXT, false, 0, 0, "font role of Chinese text"},
    {"latin_role", FIELD_TEXT, false, 0, 0, "font role of Latin letters and digits"},
    {"size", FIELD_TEXT, false, 0, 0, "type size: a name such as 三号, or a length"},
    {"cell", FIELD_TEXT, false, 0, 0, "width of one Chinese character; without it, the size"},
    {"pitch", FIELD_TEXT, false, 0, 0, "from baseline to baseline"},
    {"indent_first", FIELD_TEXT, false, 0, 0, "indent of the first line"},
    {"indent", FIELD_TEXT, false, 0, 0, "indent of all lines at their start"},
    {"indent_end", FIELD_TEXT, false, 0, 0, "indent of all lines at their end"},
    {"space_before", FIELD_TEXT, false, 0, 0, "space above"},
    {"space_after", FIELD_TEXT, false, 0, 0, "space below"},
    {"rows", FIELD_INT, false, 0, 40, "body lines that the block takes at least"},
    {"align", FIELD_TEXT, false, 0, 0, "justify, start, centre or end"},
    {"numbering", FIELD_TEXT, false, 0, 0, "none, 一、 （一） 1. or （1）"},
    {"begins", FIELD_TEXT, false, 0, 0, "where such a block begins: any, page or recto"},
    {"keep_with_next", FIELD_BOOL, false, 0, 0, "stays on one page with what follows"},
    {"gap", FIELD_BOOL, false, 0, 0, "a quarter em between Chinese and Latin"},
    {"lang", FIELD_TEXT, false, 0, 0, "language of the text"},
};

static const struct {
  const char *name;
  size_t offset;
  len min, max;
} lengths[] = {
    {"pitch", offsetof(struct text_style, pitch), 4 * LEN_PT, 300 * LEN_PT},
    {"indent_first", offsetof(struct text_style, indent_first), 0, 600 * LEN_PT},
    {"indent", offsetof(struct text_style, indent), 0, 600 * LEN_PT},
    {"indent_end", offsetof(struct text_style, indent_end), 0, 600 * LEN_PT},
    {"space_before", offsetof(struct text_style, space_before), 0, 600 * LEN_PT},
    {"space_after", offsetof(struct text_style, space_after), 0, 600 * LEN_PT},
};

static const struct node *field_of(const struct node *map, const char *name)
{
  return schema_get(map, STYLE_FIELDS(style_fields), name);
}

static size_t find_style(const char *name)
{
  for (size_t i = 0; i < STYLE_COUNT; i++) {
    if (strcmp(style_names[i], name) == 0)
      return i;
  }
  return STYLE_COUNT;
}

static struct text_style default_style(const struct sheet *sheet)
{
  return (struct text_style){.pitch = sheet_line_top(sheet, 1), .align = ALIGN_JUSTIFY, .gap = true, .lang = "zh-CN"};
}

/* The style that from: names; it must be one that stands above, so that no circle is possible. */
static bool read_parent(struct style_reader *reader, const struct node *node, const bool *done, struct text_style *out)
{
  const char *names[STYLE_COUNT];
  size_t count = 0;
  if (!node)
    return true;
  size_t id = find_style(node->as.scalar.text);
  if (id < STYLE_COUNT && done[id]) {
    *out = reader->sheet->styles[id];
    return true;
  }
  for (size_t i = 0; i < STYLE_COUNT; i++) {
    if (done[i])
      names[count++] = style_names[i];
  }
  struct diag *diag =
      diag_add(reader->diags, DIAG_NAME_UNKNOWN, node->span, _("There is no style “%s” above this one."),
               diag_quote(reader->diags, node->as.scalar.text, node->as.scalar.length));
  const char *nearest = diag_nearest(node->as.scalar.text, names, count);
  if (id < STYLE_COUNT)
    diag_hint(reader->diags, diag, _("Move the style “%s” above this one in the file."), style_names[id]);
  else if (nearest)
    diag_hint(reader->diags, diag, _("Did you mean “%s”?"), nearest);
  return false;
}

static bool read_roles(struct style_reader *reader, const struct node *map, struct text_style *style)
{
  const struct node *role = field_of(map, "role");
  const struct node *latin = field_of(map, "latin_role");
  if (style_read_text(reader, role, &style->role))
    style->role_span = role->span;
  if (style_read_text(reader, latin, &style->latin_role))
    style->latin_role_span = latin->span;
  if (!style->latin_role) {
    style->latin_role = style->role;
    style->latin_role_span = style->role_span;
  }
  if (style->role)
    return true;
  diag_add(reader->diags, DIAG_KEY_MISSING, map->span, _("The style “%s” has no “role”, the font of its text."),
           style->name);
  return false;
}

/* Size first, then the cell, since em in all other lengths is the cell: 2em are two characters as they are set. */
static bool read_size(struct style_reader *reader, const struct node *map, struct text_style *style)
{
  const struct node *size = field_of(map, "size");
  const struct node *cell = field_of(map, "cell");
  if (size && !style_read_size(reader, size, "size", &style->size))
    return false;
  if (style->size == 0) {
    diag_add(reader->diags, DIAG_KEY_MISSING, map->span, _("The style “%s” has no “size”, its type size."),
             style->name);
    return false;
  }
  if (size || style->cell == 0)
    style->cell = style->size;
  reader->em = style->size;
  /* Far from the size, characters would overlap or fall apart. */
  bool good = !cell || style_read_length(reader, cell, "cell", len_scale(style->size, 3, 4),
                                         len_scale(style->size, 2, 1), &style->cell);
  reader->em = style->cell;
  return good;
}

static bool read_lengths(struct style_reader *reader, const struct node *map, struct text_style *style)
{
  bool good = true;
  for (size_t i = 0; i < G_N_ELEMENTS(lengths); i++) {
    const struct node *node = field_of(map, lengths[i].name);
    len *target = (len *)(void *)((char *)style + lengths[i].offset);
    if (node && !style_read_length(reader, node, lengths[i].name, lengths[i].min, lengths[i].max, target))
      good = false;
  }
  return good;
}

static bool read_choices(struct style_reader *reader, const struct node *map, struct text_style *style)
{
  const struct node *align = field_of(map, "align");
  const struct node *numbering = field_of(map, "numbering");
  const struct node *begin = field_of(map, "begins");
  int value;
  bool good = true;
  if (style_read_choice(reader, align, "align", STYLE_FIELDS(aligns), &value))
    style->align = (enum align)value;
  else if (align)
    good = false;
  if (style_read_choice(reader, numbering, "numbering", style_numberings, style_numbering_count, &value))
    style->numbering = (enum numbering)value;
  else if (numbering)
    good = false;
  if (style_read_choice(reader, begin, "begins", STYLE_FIELDS(begins), &value))
    style->begins = (enum begins)value;
  else if (begin)
    good = false;
  return good;
}

/* Indents must leave room for two characters beside them. */
static bool leaves_measure(struct style_reader *reader, const struct node *map, const struct text_style *style)
{
  int64_t need = (int64_t)style->indent + style->indent_end + style->indent_first + 2 * (int64_t)style->cell;
  if (need <= reader->sheet->area_width)
    return true;
  diag_add(reader->diags, DIAG_VALUE_BAD, map->span,
           _("The style “%s” leaves no room for text: its indents are as wide as the type area."), style->name);
  return false;
}

static bool read_style(struct style_reader *reader, const struct node *map, size_t id, const bool *done)
{
  struct text_style style = default_style(reader->sheet);
  const char *what = arena_printf(reader->arena, _("the style “%s”"), style_names[id]);
  bool good = schema_check(map, STYLE_FIELDS(style_fields), what, reader->diags);
  if (map->kind != NODE_MAP || !read_parent(reader, field_of(map, "from"), done, &style))
    return false;
  style.name = style_names[id];
  good &= read_roles(reader, map, &style);
  good = read_size(reader, map, &style) && good;
  if (style.size) {
    good = read_lengths(reader, map, &style) && good;
    good = read_choices(reader, map, &style) && leaves_measure(reader, map, &style) && good;
  }
  style_read_int(field_of(map, "rows"), &style.rows);
  style_read_bool(field_of(map, "keep_with_next"), &style.keep_with_next);
  style_read_bool(field_of(map, "gap"), &style.gap);
  style_read_text(reader, field_of(map, "lang"), &style.lang);
  reader->sheet->styles[id] = style;
  reader->em = 0;
  return good;
}

/* Styles that a layout may leave out are like others: the unit of a table like a note, the head like the folio, entries
 * of the contents like the body, or like those one level up; the heading of the contents like that of a section,
 * without a number; charts like tables. */
static void complete_styles(struct sheet *sheet, const bool *done)
{
  static const struct {
    enum style_id style, like;
  } rows[] = {{STYLE_TABLE_UNIT, STYLE_TABLE_NOTE}, {STYLE_HEAD, STYLE_FOLIO},
              {STYLE_CONTENTS_TITLE, STYLE_H1},     {STYLE_CONTENTS_1, STYLE_BODY},
              {STYLE_CONTENTS_2, STYLE_CONTENTS_1}, {STYLE_CONTENTS_3, STYLE_CONTENTS_2},
              {STYLE_CHART, STYLE_TABLE_CELL},      {STYLE_CHART_CAPTION, STYLE_CAPTION}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
    if (done[rows[i].style])
      continue;
    struct text_style *style = &sheet->styles[rows[i].style];
    *style = sheet->styles[rows[i].like];
    style->name = style_names[rows[i].style];
    style->numbering = NUMBERING_NONE;
    style->indent_first = 0;
    if (rows[i].style == STYLE_TABLE_UNIT) { /* TB-02: at the end of the line, right above the table */
      style->align = ALIGN_END;
      style->indent = style->indent_end = style->space_before = style->space_after = 0;
    }
  }
  if (!done[STYLE_CHART_CAPTION])
    sheet->styles[STYLE_CHART_CAPTION].keep_with_next = false; /* it stands below its chart */
}

bool style_read_styles(struct style_reader *reader, const struct node *map)
{
  struct field fields[STYLE_COUNT];
  bool done[STYLE_COUNT] = {false};
  for (size_t i = 0; i < STYLE_COUNT; i++)
    fields[i] = (struct field){style_names[i], FIELD_MAP, i < STYLE_TABLE_UNIT, 0, 0, "a text style"};
  bool good = schema_check(map, fields, STYLE_COUNT, _("the list of styles"), reader->diags);
  if (map->kind != NODE_MAP)
    return false;
  for (uint32_t i = 0; i < map->as.map.count; i++) { /* in the order of the file, for from: */
    const struct pair *pair = &map->as.map.pairs[i];
    size_t id = find_style(pair->key->as.scalar.text);
    if (id == STYLE_COUNT || pair->value->kind != NODE_MAP)
      continue;
    good = read_style(reader, pair->value, id, done) && good;
    done[id] = true;
  }
  complete_styles(reader->sheet, done);
  return good;
}
