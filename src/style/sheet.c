/* A layout file into a sheet: reads page, grid, text and table; text_style.c reads the styles,
 * furniture.c what stands on pages beside the report.
 * Layouts are edited by users, so everything that is wrong is said at its place, all in one run. */
#include <glib.h>
#include <string.h>

#include "base/limits.h"
#include "base/tr.h"
#include "style/read.h"

#define PAGE_MIN  (20 * LEN_PT)
#define RULE_MAX  (10 * LEN_PT)
#define CHARS_MAX 200
#define LINES_MAX 200

static const struct field sheet_fields[] = {
    {"page", FIELD_MAP, true, 0, 0, "paper and type area"},
    {"grid", FIELD_MAP, true, 0, 0, "characters a line and lines a page"},
    {"text", FIELD_MAP, false, 0, 0, "rules for breaking lines and pages"},
    {"sizes", FIELD_MAP, false, 0, 0, "names of type sizes beside the common ones"},
    {"styles", FIELD_MAP, true, 0, 0, "text styles"},
    {"lists", FIELD_MAP, false, 0, 0, "what stands before list items"},
    {"table", FIELD_MAP, true, 0, 0, "rules, padding and shading of tables"},
    {"chart", FIELD_MAP, false, 0, 0, "height and rules of charts"},
    {"footnotes", FIELD_MAP, false, 0, 0, "place and numbers of footnotes, and the rule above them"},
    {"signature", FIELD_MAP, false, 0, 0, "where the lines of the signature stand"},
    {"folio", FIELD_MAP, true, 0, 0, "page numbers"},
    {"head", FIELD_MAP, false, 0, 0, "running heads"},
    {"contents", FIELD_MAP, false, 0, 0, "table of contents"},
    {"print", FIELD_MAP, false, 0, 0, "the edition for the press"},
};

static const struct field page_fields[] = {
    {"width", FIELD_TEXT, true, 0, 0, "paper width"},
    {"height", FIELD_TEXT, true, 0, 0, "paper height"},
    {"area", FIELD_MAP, true, 0, 0, "type area"},
};

static const struct field area_fields[] = {
    {"left", FIELD_TEXT, false, 0, 0, "from the left edge of the paper"},
    {"inner", FIELD_TEXT, false, 0, 0, "from the edge at the spine, in place of left"},
    {"top", FIELD_TEXT, true, 0, 0, "from the top edge of the paper"},
    {"width", FIELD_TEXT, true, 0, 0, "width of the type area"},
    {"height", FIELD_TEXT, true, 0, 0, "height of the type area"},
};

static const struct field grid_fields[] = {
    {"chars", FIELD_INT, true, 1, CHARS_MAX, "Chinese characters a full line"},
    {"lines", FIELD_INT, true, 2, LINES_MAX, "lines a full page"},
    {"gap", FIELD_TEXT, false, 0, 0, "white between lines as a share of a line's box: 7/8"},
    {"pitch", FIELD_TEXT, false, 0, 0, "from baseline to baseline, in place of gap"},
};

static const struct field list_fields[] = {
    {"numbers", FIELD_LIST, false, 0, 0, "numbering of ordered lists, by nesting"},
    {"marks", FIELD_LIST, false, 0, 0, "marks of unordered lists, by nesting"},
};

static const struct field table_fields[] = {
    {"rule_outer", FIELD_TEXT, true, 0, 0, "width of the rules around the table"},
    {"rule_head", FIELD_TEXT, true, 0, 0, "width of the rule under the head"},
    {"rule_inner", FIELD_TEXT, true, 0, 0, "width of the rules between cells"},
    {"sides", FIELD_BOOL, false, 0, 0, "rules at the left and right"},
    {"pad_inline", FIELD_TEXT, true, 0, 0, "white beside the text of a cell"},
    {"pad_inline_min", FIELD_TEXT, false, 0, 0, "the least white beside it in a narrow table"},
    {"pad_block", FIELD_TEXT, true, 0, 0, "white above and below the text of a cell"},
    {"pad_block_min", FIELD_TEXT, false, 0, 0, "the least of it where a table only so stands whole on a page"},
    {"band", FIELD_TEXT, false, 0, 0, "shading of band rows"},
    {"head", FIELD_TEXT, false, 0, 0, "shading of the head"},
    {"sizes", FIELD_LIST, false, 0, 0, "cell sizes to try, the largest first"},
    {"vertical_heads", FIELD_TEXT, false, 0, 0, "never or narrow: heads of narrow columns from top to bottom"},
    {"continued", FIELD_TEXT, false, 0, 0, "续表, （续） or none: how the caption is repeated where a table goes on"},
    {"wide", FIELD_TEXT, false, 0, 0, "error, turn or fold: what becomes of a table that is too wide for the page"},
    {"total", FIELD_MAP, false, 0, 0, "how rows that are totals look in a table of the source"},
    {"whole_gap", FIELD_TEXT, false, 0, 0, "a table goes to the next page whole if no more than this stays empty"},
};

/* --- page and grid --- */

/* Either the same on all pages, or mirrored: even pages have at the right what odd pages have at the left. */
static void read_margin(struct style_reader *reader, const struct node *map)
{
  struct sheet *sheet = reader->sheet;
  const struct node *left = schema_get(map, STYLE_FIELDS(area_fields), "left");
  const struct node *inner = schema_get(map, STYLE_FIELDS(area_fields), "inner");
  if (!left == !inner) {
    struct diag *diag = diag_add(reader->diags, left ? DIAG_VALUE_BAD : DIAG_KEY_MISSING, map->span,
                                 _("The type area needs either “left” or “inner”."));
    diag_hint(reader->diags, diag,
              _("Write “left: 28mm”, or “inner: 22mm” for margins that are mirrored on even pages, but not both."));
    return;
  }
  sheet->mirrored = inner != NULL;
  style_read_length(reader, left ? left : inner, left ? "left" : "inner", 0, LEN_MAX, &sheet->area_x);
}

static void read_area(struct style_reader *reader, const struct node *map)
{
  struct sheet *sheet = reader->sheet;
  if (!map)
    return;
  schema_check(map, STYLE_FIELDS(area_fields), _("the type area"), reader->diags);
  read_margin(reader, map);
  style_read_length(reader, schema_get(map, STYLE_FIELDS(area_fields), "top"), "top", 0, LEN_MAX, &sheet->area_y);
  style_read_length(reader, schema_get(map, STYLE_FIELDS(area_fields), "width"), "width", PAGE_MIN, LEN_MAX,
                    &sheet->area_width);
  style_read_length(reader, schema_get(map, STYLE_FIELDS(area_fields), "height"), "height", PAGE_MIN, LEN_MAX,
                    &sheet->area_height);
  if ((int64_t)sheet->area_x + sheet->area_width > sheet->page_width ||
      (int64_t)sheet->area_y + sheet->area_height > sheet->page_height)
    diag_add(reader->diags, DIAG_VALUE_BAD, map->span, _("The type area does not fit on the paper."));
}

static void read_page(struct style_reader *reader, const struct node *map)
{
  struct sheet *sheet = reader->sheet;
  if (!map)
    return;
  schema_check(map, STYLE_FIELDS(page_fields), _("the page"), reader->diags);
  if (style_read_length(reader, schema_get(map, STYLE_FIELDS(page_fields), "width"), "width", PAGE_MIN, LEN_MAX,
                        &sheet->page_width) &&
      style_read_length(reader, schema_get(map, STYLE_FIELDS(page_fields), "height"), "height", PAGE_MIN, LEN_MAX,
                        &sheet->page_height))
    read_area(reader, schema_get(map, STYLE_FIELDS(page_fields), "area"));
}

/* "7/8", both whole numbers from 0 (the second from 1) to 64, so that area height × (both together) fits 32 bits. */
static bool parse_gap(const char *text, int *num, int *den)
{
  char *slash, *end;
  if (!g_ascii_isdigit(*text))
    return false;
  guint64 above = g_ascii_strtoull(text, &slash, 10);
  if (*slash != '/' || !g_ascii_isdigit(slash[1]))
    return false;
  guint64 below = g_ascii_strtoull(slash + 1, &end, 10);
  if (*end != '\0' || above > 64 || below < 1 || below > 64)
    return false;
  *num = (int)above;
  *den = (int)below;
  return true;
}

/* GW-05, and the reconciliation of GW-03 with GW-04: `lines` boxes and `lines` − 1 gaps fill the type area exactly, no
 * gap hangs below the last line. With box : gap = den : num, box = height × den / (den + (lines − 1) × (den + num)). */
static void read_gap(struct style_reader *reader, const struct node *node)
{
  struct sheet *sheet = reader->sheet;
  int num, den;
  if (!parse_gap(node->as.scalar.text, &num, &den)) {
    struct diag *diag =
        diag_add(reader->diags, DIAG_VALUE_BAD, node->span, _("“%s” is not a share of a line."), node->as.scalar.text);
    diag_hint(reader->diags, diag, _("Write two whole numbers up to 64, for example 7/8."));
    return;
  }
  sheet->pitch_num = sheet->area_height * (den + num);
  sheet->pitch_den = den + (sheet->lines - 1) * (den + num);
  sheet->box = len_scale(sheet->area_height, den, sheet->pitch_den);
}

/* The practice of offices that fix the pitch (29, 28.95, 28.8, 28 pt): what is left over is the last line's box, but no
 * box is more than 8/15 of the pitch (GW-05), or there would be no gap between lines. */
static void read_pitch(struct style_reader *reader, const struct node *node)
{
  struct sheet *sheet = reader->sheet;
  len pitch;
  if (!style_read_length(reader, node, "pitch", 4 * LEN_PT, 300 * LEN_PT, &pitch))
    return;
  int64_t box = sheet->area_height - (int64_t)pitch * (sheet->lines - 1);
  if (box <= 0 || box > 2 * (int64_t)pitch) {
    diag_add(reader->diags, DIAG_VALUE_BAD, node->span, _("%d lines at this pitch do not fill the type area."),
             sheet->lines);
    return;
  }
  sheet->pitch_num = pitch;
  sheet->pitch_den = 1;
  sheet->box = len_min((len)box, len_scale(pitch, 8, 15));
}

static void read_grid(struct style_reader *reader, const struct node *map)
{
  struct sheet *sheet = reader->sheet;
  if (!map)
    return;
  schema_check(map, STYLE_FIELDS(grid_fields), _("the grid"), reader->diags);
  int chars = 0;
  style_read_int(schema_get(map, STYLE_FIELDS(grid_fields), "chars"), &chars);
  style_read_int(schema_get(map, STYLE_FIELDS(grid_fields), "lines"), &sheet->lines);
  const struct node *gap = schema_get(map, STYLE_FIELDS(grid_fields), "gap");
  const struct node *pitch = schema_get(map, STYLE_FIELDS(grid_fields), "pitch");
  if (!gap == !pitch) {
    struct diag *diag = diag_add(reader->diags, gap ? DIAG_VALUE_BAD : DIAG_KEY_MISSING, map->span,
                                 _("The grid needs either “gap” or “pitch”."));
    diag_hint(reader->diags, diag, _("Write “gap: 7/8”, or “pitch: 28pt”, but not both."));
    return;
  }
  if (sheet->area_height == 0 || sheet->lines == 0)
    return;
  if (gap)
    read_gap(reader, gap);
  else
    read_pitch(reader, pitch);
  sheet->chars = chars; /* from here on 字 has a meaning */
}

/* --- lists --- */

/* How many entries of a list may be read: at most `max`, at least one. */
static uint32_t list_length(struct style_reader *reader, const struct node *list, const char *name, uint32_t max)
{
  if (!list)
    return 0;
  uint32_t count = list->as.list.count;
  if (count >= 1 && count <= max)
    return count;
  diag_add(reader->diags, DIAG_VALUE_BAD, list->span, _("“%s” must have from 1 to %u values."), name, max);
  return 0;
}

static void read_numbers(struct style_reader *reader, const struct node *list)
{
  struct list_look *look = &reader->sheet->list;
  uint32_t count = list_length(reader, list, "numbers", STYLE_LEVELS);
  for (uint32_t i = 0; i < count; i++) {
    int value;
    if (style_read_choice(reader, list->as.list.items[i], "numbers", style_numberings, style_numbering_count, &value))
      look->numbers[look->number_count++] = (enum numbering)value;
  }
}

static void read_marks(struct style_reader *reader, const struct node *list)
{
  struct list_look *look = &reader->sheet->list;
  uint32_t count = list_length(reader, list, "marks", STYLE_LEVELS);
  for (uint32_t i = 0; i < count; i++) {
    const struct node *item = list->as.list.items[i];
    if (item->kind != NODE_SCALAR || item->as.scalar.length == 0 || g_utf8_strlen(item->as.scalar.text, -1) > 4)
      diag_add(reader->diags, DIAG_VALUE_BAD, item->span, _("The mark of a list must be from 1 to 4 characters."));
    else
      style_read_text(reader, item, &look->marks[look->mark_count++]);
  }
}

/* CL-94. Without `lists`: 1. and （1）, and the dash that official texts put before unnumbered items. */
static void read_lists(struct style_reader *reader, const struct node *map)
{
  struct list_look *look = &reader->sheet->list;
  if (map) {
    schema_check(map, STYLE_FIELDS(list_fields), _("“lists”"), reader->diags);
    read_numbers(reader, schema_get(map, STYLE_FIELDS(list_fields), "numbers"));
    read_marks(reader, schema_get(map, STYLE_FIELDS(list_fields), "marks"));
  }
  if (look->number_count == 0) {
    look->numbers[0] = NUMBERING_ARABIC;
    look->numbers[1] = NUMBERING_ARABIC_BRACKET;
    look->number_count = 2;
  }
  if (look->mark_count == 0) {
    look->marks[0] = "——";
    look->mark_count = 1;
  }
  reader->sheet->styles[STYLE_LIST].numbering = look->numbers[0];
}

/* --- table --- */

/* The sizes must fall, since the first that fits is taken. */
static void read_table_sizes(struct style_reader *reader, const struct node *list)
{
  struct table_look *look = &reader->sheet->table;
  uint32_t count = list_length(reader, list, "sizes", G_N_ELEMENTS(look->sizes));
  for (uint32_t i = 0; i < count; i++) {
    const struct node *item = list->as.list.items[i];
    len size;
    if (!style_read_size(reader, item, "sizes", &size))
      continue;
    if (look->size_count && size >= look->sizes[look->size_count - 1])
      diag_add(reader->diags, DIAG_VALUE_BAD, item->span, _("Each size must be smaller than the one before it."));
    else
      look->sizes[look->size_count++] = size;
  }
  if (look->size_count == 0)
    look->sizes[look->size_count++] = reader->sheet->styles[STYLE_TABLE_CELL].size;
}

static void read_vertical_heads(struct style_reader *reader, const struct node *node)
{
  static const struct style_choice choices[] = {{"never", false}, {"narrow", true}};
  int value;
  if (style_read_choice(reader, node, "vertical_heads", choices, G_N_ELEMENTS(choices), &value))
    reader->sheet->table.vertical_heads = value;
}

static void read_continued(struct style_reader *reader, const struct node *node)
{
  static const struct style_choice choices[] = {
      {"续表", CONTINUED_BEFORE}, {"（续）", CONTINUED_BEHIND}, {"none", CONTINUED_NONE}};
  int value;
  if (style_read_choice(reader, node, "continued", choices, G_N_ELEMENTS(choices), &value))
    reader->sheet->table.continued = (enum table_continued)value;
}

static void read_wide(struct style_reader *reader, const struct node *node)
{
  static const struct style_choice choices[] = {{"error", WIDE_ERROR}, {"turn", WIDE_TURN}, {"fold", WIDE_FOLD}};
  int value;
  if (style_read_choice(reader, node, "wide", choices, G_N_ELEMENTS(choices), &value))
    reader->sheet->table.wide = (enum wide_table)value;
}

static void read_total(struct style_reader *reader, const struct node *map)
{
  static const struct field fields[] = {
      {"role", FIELD_TEXT, false, 0, 0, "font role of Chinese text"},
      {"rule", FIELD_TEXT, false, 0, 0, "width of the rule above"},
  };
  struct total_look *look = &reader->sheet->table.total;
  if (!map)
    return;
  schema_check(map, STYLE_FIELDS(fields), _("“total”"), reader->diags);
  const struct node *role = schema_get(map, STYLE_FIELDS(fields), "role");
  if (style_read_text(reader, role, &look->role))
    look->role_span = role->span;
  style_read_length(reader, schema_get(map, STYLE_FIELDS(fields), "rule"), "rule", 0, RULE_MAX, &look->rule);
}

static void read_table(struct style_reader *reader, const struct node *map)
{
  struct sheet *sheet = reader->sheet;
  struct table_look *look = &sheet->table;
  if (!map)
    return;
  schema_check(map, STYLE_FIELDS(table_fields), _("“table”"), reader->diags);
  reader->em = sheet->styles[STYLE_TABLE_CELL].cell;
  look->band = look->head = (struct style_colour){255, 255, 255};
  style_read_length(reader, schema_get(map, STYLE_FIELDS(table_fields), "rule_outer"), "rule_outer", 0, RULE_MAX,
                    &look->rule_outer);
  style_read_length(reader, schema_get(map, STYLE_FIELDS(table_fields), "rule_head"), "rule_head", 0, RULE_MAX,
                    &look->rule_head);
  style_read_length(reader, schema_get(map, STYLE_FIELDS(table_fields), "rule_inner"), "rule_inner", 0, RULE_MAX,
                    &look->rule_inner);
  style_read_bool(schema_get(map, STYLE_FIELDS(table_fields), "sides"), &look->sides);
  style_read_length(reader, schema_get(map, STYLE_FIELDS(table_fields), "pad_inline"), "pad_inline", 0, 50 * LEN_PT,
                    &look->pad_inline);
  look->pad_inline_min = look->pad_inline;
  style_read_length(reader, schema_get(map, STYLE_FIELDS(table_fields), "pad_inline_min"), "pad_inline_min", 0,
                    look->pad_inline, &look->pad_inline_min);
  style_read_length(reader, schema_get(map, STYLE_FIELDS(table_fields), "pad_block"), "pad_block", 0, 50 * LEN_PT,
                    &look->pad_block);
  look->pad_block_min = look->pad_block;
  style_read_length(reader, schema_get(map, STYLE_FIELDS(table_fields), "pad_block_min"), "pad_block_min", 0,
                    look->pad_block, &look->pad_block_min);
  style_read_colour(reader, schema_get(map, STYLE_FIELDS(table_fields), "band"), "band", &look->band);
  style_read_colour(reader, schema_get(map, STYLE_FIELDS(table_fields), "head"), "head", &look->head);
  read_table_sizes(reader, schema_get(map, STYLE_FIELDS(table_fields), "sizes"));
  read_vertical_heads(reader, schema_get(map, STYLE_FIELDS(table_fields), "vertical_heads"));
  read_continued(reader, schema_get(map, STYLE_FIELDS(table_fields), "continued"));
  read_wide(reader, schema_get(map, STYLE_FIELDS(table_fields), "wide"));
  read_total(reader, schema_get(map, STYLE_FIELDS(table_fields), "total"));
  reader->em = 0;
  sheet->whole_table_gap = sheet->area_height / 3;
  style_read_length(reader, schema_get(map, STYLE_FIELDS(table_fields), "whole_gap"), "whole_gap", 0, LEN_MAX,
                    &sheet->whole_table_gap);
}

/* --- the whole --- */

#define BODY_MIN (LEN_PT * 15 / 2) /* 六号 */

static void report_rule(struct style_reader *reader, const struct node *styles, const char *message, const char *hint)
{
  static const struct field body[] = {{"body", FIELD_MAP, false, 0, 0, ""}};
  const struct node *node = schema_get(styles, STYLE_FIELDS(body), "body");
  struct diag *diag = diag_add(reader->diags, DIAG_LAYOUT_RULE, node ? node->span : styles->span, "%s", message);
  diag_hint(reader->diags, diag, "%s", hint);
}

/* CL-03, CL-07: what a layout may say, but no reader will thank it for. */
static void check_body(struct style_reader *reader, const struct node *styles)
{
  const struct text_style *body = &reader->sheet->styles[STYLE_BODY];
  len gap = body->pitch - body->size;
  if (body->size < BODY_MIN)
    report_rule(reader, styles, _("The type of the body is smaller than 六号, 7.5 pt, and hard to read."),
                _("Write a size of 六号 or more; books are set in 五号, official documents in 三号."));
  if (gap < body->size / 2 || gap > body->size)
    report_rule(reader, styles,
                _("The white between lines of the body is less than half or more than all of its size."),
                _("Give the grid more or fewer lines, or another gap, so that it is from half the size to all of it."));
}

static struct sheet *read_sheet(struct arena *arena, const char *name, const struct node *root, struct diags *diags)
{
  struct sheet *sheet = ARENA_NEW(arena, struct sheet);
  struct style_reader reader = {.arena = arena, .diags = diags, .sheet = sheet};
  size_t errors = diags->errors;
  sheet->name = arena_strdup(arena, name);
  schema_check(root, STYLE_FIELDS(sheet_fields), _("the layout"), diags);
  if (root->kind != NODE_MAP)
    return NULL;
  read_page(&reader, schema_get(root, STYLE_FIELDS(sheet_fields), "page"));
  read_grid(&reader, schema_get(root, STYLE_FIELDS(sheet_fields), "grid"));
  style_read_rules(&reader, schema_get(root, STYLE_FIELDS(sheet_fields), "text"));
  if (sheet->pitch_den == 0 || sheet->chars == 0)
    return NULL; /* without a grid, 字 and 行 mean nothing and every style would be reported */
  style_read_sizes(&reader, schema_get(root, STYLE_FIELDS(sheet_fields), "sizes"));
  const struct node *styles = schema_get(root, STYLE_FIELDS(sheet_fields), "styles");
  if (!styles || !style_read_styles(&reader, styles))
    return NULL;
  check_body(&reader, styles);
  read_lists(&reader, schema_get(root, STYLE_FIELDS(sheet_fields), "lists"));
  read_table(&reader, schema_get(root, STYLE_FIELDS(sheet_fields), "table"));
  style_read_chart(&reader, schema_get(root, STYLE_FIELDS(sheet_fields), "chart"));
  style_read_notes(&reader, schema_get(root, STYLE_FIELDS(sheet_fields), "footnotes"));
  style_read_signature(&reader, schema_get(root, STYLE_FIELDS(sheet_fields), "signature"));
  style_read_folio(&reader, schema_get(root, STYLE_FIELDS(sheet_fields), "folio"));
  style_read_head(&reader, schema_get(root, STYLE_FIELDS(sheet_fields), "head"));
  style_read_contents(&reader, schema_get(root, STYLE_FIELDS(sheet_fields), "contents"));
  style_read_print(&reader, schema_get(root, STYLE_FIELDS(sheet_fields), "print"));
  return diags->errors == errors ? sheet : NULL;
}

const struct sheet *sheet_load(struct arena *arena, struct files *files, const char *layouts_dir, const char *name,
                               struct span place, struct diags *diags)
{
  struct named_line line;
  const struct node *root = named_read(arena, files, NAMED_LAYOUT, layouts_dir, name, place, diags, &line);
  struct sheet *sheet = root ? read_sheet(arena, name, root, diags) : NULL;
  if (sheet)
    sheet->line = line;
  return sheet;
}
