/* The edition for the press: what `print:` of a layout says. */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "style/read.h"

#define BLEED_MM     3
#define BLEED_MAX_MM 10
#define CREEP_MAX_MM 5
#define INTENT_MAX   40

static const struct field print_fields[] = {
    {"bleed", FIELD_TEXT, false, 0, 0, "how far beyond the cut is drawn; without it 3mm"},
    {"marks", FIELD_BOOL, false, 0, 0, "marks where to cut, and where to fold a booklet"},
    {"binding", FIELD_TEXT, false, 0, 0, "how far odd pages go to the right and even ones to the left"},
    {"even", FIELD_BOOL, false, 0, 0, "a blank page behind an odd number of pages"},
    {"booklet", FIELD_BOOL, false, 0, 0, "two pages a side of a sheet that is folded and stitched"},
    {"creep", FIELD_TEXT, false, 0, 0, "how much nearer to the fold the pages of the innermost sheet are"},
    {"colours", FIELD_TEXT, false, 0, 0, "screen, black (one ink) or cmyk (four inks)"},
    {"intent", FIELD_TEXT, false, 0, 0, "the registered name of the printing condition"},
};

static const struct style_choice colours[] = {{"screen", PRINT_SCREEN}, {"black", PRINT_BLACK}, {"cmyk", PRINT_CMYK}};

/* Refuses what pushes the type area off the paper. With mirrored margins the binding has its room at the inner one. */
static void read_binding(struct style_reader *reader, const struct node *node)
{
  const struct sheet *sheet = reader->sheet;
  len right = sheet->page_width - sheet->area_x - sheet->area_width;
  if (!style_read_length(reader, node, "binding", 0, len_max(len_min(sheet->area_x, right), 0),
                         &reader->sheet->print.binding))
    return;
  if (!sheet->mirrored || sheet->print.binding == 0)
    return;
  struct diag *diag = diag_add(reader->diags, DIAG_VALUE_BAD, node->span,
                               _("The margins of this layout are mirrored already; “binding” would shift them again."));
  diag_hint(reader->diags, diag, _("Leave “binding” out, and give the binding more room with a larger “inner”."));
}

/* Pages go towards the fold, so it is the margin there that must have the room. */
static void read_creep(struct style_reader *reader, const struct node *node)
{
  const struct sheet *sheet = reader->sheet;
  len right = sheet->page_width - sheet->area_x - sheet->area_width;
  len inner = sheet->mirrored ? sheet->area_x : len_min(sheet->area_x, right) + sheet->print.binding;
  style_read_length(reader, node, "creep", 0, len_max(len_min(inner, len_from_mm(CREEP_MAX_MM, 1)), 0),
                    &reader->sheet->print.creep);
}

static bool is_condition(const char *text)
{
  size_t length = strlen(text);
  for (size_t i = 0; i < length; i++)
    if (text[i] < ' ' || text[i] > '~')
      return false;
  return length > 0 && length <= INTENT_MAX;
}

/* Inks mean nothing without the condition that they are printed in, nor a condition without inks. */
static void read_intent(struct style_reader *reader, const struct node *map, const struct node *node)
{
  struct print_look *look = &reader->sheet->print;
  struct diag *diag = NULL;
  if (!node && look->colours != PRINT_SCREEN)
    diag = diag_add(reader->diags, DIAG_KEY_MISSING, map->span,
                    _("Colours of the press need “intent”, the printing condition that they are meant for."));
  else if (node && look->colours == PRINT_SCREEN)
    diag = diag_add(reader->diags, DIAG_VALUE_BAD, node->span,
                    _("“intent” is for “colours: black” or “colours: cmyk”; the colours here are those of screens."));
  else if (node && !is_condition(node->as.scalar.text))
    diag =
        diag_add(reader->diags, DIAG_VALUE_BAD, node->span,
                 _("The name of a printing condition has from 1 to %d Latin letters, digits and signs."), INTENT_MAX);
  else
    style_read_text(reader, node, &look->intent);
  if (diag)
    diag_hint(reader->diags, diag,
              _("Ask the printer; for example “intent: FOGRA52” (uncoated paper) with “colours: black”."));
}

static void check_size(struct style_reader *reader, const struct node *map)
{
  const struct sheet *sheet = reader->sheet;
  int64_t around = 2 * (int64_t)style_print_margin(&sheet->print);
  int64_t across = (sheet->print.booklet ? 2 : 1) * (int64_t)sheet->page_width;
  if (across + around <= LEN_MAX && sheet->page_height + around <= LEN_MAX)
    return;
  struct diag *diag = diag_add(reader->diags, DIAG_VALUE_BAD, map->span,
                               _("The sheets of the edition for the press are larger than a PDF can hold."));
  diag_hint(reader->diags, diag, _("A sheet may be 5080 mm wide and high, with what stands around the pages."));
}

void style_read_print(struct style_reader *reader, const struct node *map)
{
  struct print_look *look = &reader->sheet->print;
  int value;
  if (!map)
    return;
  *look = (struct print_look){.set = true, .bleed = len_from_mm(BLEED_MM, 1)};
  schema_check(map, STYLE_FIELDS(print_fields), _("“print”"), reader->diags);
  style_read_length(reader, schema_get(map, STYLE_FIELDS(print_fields), "bleed"), "bleed", 0,
                    len_from_mm(BLEED_MAX_MM, 1), &look->bleed);
  style_read_bool(schema_get(map, STYLE_FIELDS(print_fields), "marks"), &look->marks);
  read_binding(reader, schema_get(map, STYLE_FIELDS(print_fields), "binding"));
  style_read_bool(schema_get(map, STYLE_FIELDS(print_fields), "even"), &look->even);
  style_read_bool(schema_get(map, STYLE_FIELDS(print_fields), "booklet"), &look->booklet);
  read_creep(reader, schema_get(map, STYLE_FIELDS(print_fields), "creep"));
  const struct node *chosen = schema_get(map, STYLE_FIELDS(print_fields), "colours");
  bool known = !chosen || style_read_choice(reader, chosen, "colours", STYLE_FIELDS(colours), &value);
  if (chosen && known)
    look->colours = (enum print_colours)value;
  if (known)
    read_intent(reader, map, schema_get(map, STYLE_FIELDS(print_fields), "intent"));
  check_size(reader, map);
}

void style_dump_print(FILE *out, const struct print_look *look)
{
  fputs("print", out);
  style_dump_length(out, "bleed", look->bleed);
  style_dump_length(out, "binding", look->binding);
  style_dump_length(out, "creep", look->creep);
  fprintf(out, "%s%s%s colours %s", look->marks ? " marks" : "", look->even ? " even" : "",
          look->booklet ? " booklet" : "", colours[look->colours].name);
  fprintf(out, "%s%s\n", look->intent ? " intent " : "", look->intent ? look->intent : "");
}
