/* A form out of its tree: name, years, sections, tables. */
#include <glib.h>
#include <string.h>

#include "base/limits.h"
#include "base/tr.h"
#include "figure/form_ledger.h"
#include "figure/form_prose.h"
#include "source/schema.h"

#define COUNT(array)         (sizeof(array) / sizeof((array)[0]))
#define SECTIONS_MAX         100 /* no report has more; keeps the comparison of section lists small */
#define GET(node, set, name) schema_get((node), (set), COUNT(set), (name))

static const struct field form_fields[] = {
    {"form", FIELD_TEXT, true, 0, 0, "name of the form, the same as its file's"},
    {"title", FIELD_TEXT, true, 0, 0, "what the form is, for people"},
    {"years", FIELD_MAP, false, 0, 0, "the years it is for"},
    {"sections", FIELD_LIST, false, 0, 0, "the sections that a report must have"},
    {"names", FIELD_MAP, false, 0, 0, "lists of names of codes, for the tables"},
    {"tables", FIELD_MAP, true, 0, 0, "the tables by name"},
    {"previous", FIELD_MAP, false, 0, 0, "what must agree with last year's report"},
    {"prose", FIELD_MAP, false, 0, 0, "how running text speaks of the figures"},
    {"rules", FIELD_LIST, false, 0, 0, "equations over several tables"},
};

static const struct field year_fields[] = {
    {"from", FIELD_INT, false, 1949, 9999, "first year of report"},
    {"to", FIELD_INT, false, 1949, 9999, "last year of report"},
    {"before", FIELD_TEXT, false, 0, 0, "the form of earlier years"},
    {"after", FIELD_TEXT, false, 0, 0, "the form of later years"},
};

static const struct field section_fields[] = {
    {"title", FIELD_TEXT, true, 0, 0, "title of the section"},
    {"also", FIELD_LIST, false, 0, 0, "other wordings that are as good"},
    {"table", FIELD_TEXT, false, 0, 0, "the table that belongs there"},
    {"says", FIELD_LIST, false, 0, 0, "words of a statement that belongs there, any of them"},
    {"optional", FIELD_BOOL, false, 0, 0, "true: a report may do without the section"},
    {"tables", FIELD_BOOL, false, 0, 0, "true: the tables of no other section stand here"},
};

static const struct field table_fields[] = {
    FORM_TABLE_FIELDS,
    {"widths", FIELD_LIST, true, 0, 0, "widths of the grid's columns"},
    {"blocks", FIELD_LIST, true, 0, 0, "the blocks from top to bottom"},
    {"rules", FIELD_LIST, false, 0, 0, "the equations that must hold"},
};

static const char *text_of(const struct node *node)
{
  return node ? node->as.scalar.text : NULL;
}

static int year_of(const struct node *node)
{
  int64_t year = 0;
  return node && node_int(node, &year) ? (int)year : 0;
}

static bool years_read(const struct form_reader *reader, const struct node *node, struct form *form)
{
  if (!schema_check(node, year_fields, COUNT(year_fields), _("the years"), reader->diags))
    return false;
  form->first_year = year_of(GET(node, year_fields, "from"));
  form->last_year = year_of(GET(node, year_fields, "to"));
  form->before = text_of(GET(node, year_fields, "before"));
  form->after = text_of(GET(node, year_fields, "after"));
  if (form->first_year == 0 || form->last_year == 0 || form->first_year <= form->last_year)
    return true;
  form_complain(reader, node->span, _("The years end before they begin."));
  return false;
}

static bool section_read(const struct form_reader *reader, const struct node *node, struct form_section *out)
{
  if (!schema_check(node, section_fields, COUNT(section_fields), _("the section"), reader->diags))
    return false;
  out->title = text_of(GET(node, section_fields, "title"));
  out->table = text_of(GET(node, section_fields, "table"));
  const struct node *also = GET(node, section_fields, "also"), *optional = GET(node, section_fields, "optional"),
                    *says = GET(node, section_fields, "says");
  struct form_label variants = {0}, statement = {0}; /* lists of texts, like labels */
  bool good = !also || form_label_read(reader, also, &variants);
  good = (!says || form_label_read(reader, says, &statement)) && good;
  out->optional = optional && node_is(optional, "true");
  out->tables = node_is(GET(node, section_fields, "tables"), "true");
  out->variants = variants.phrases;
  out->variant_count = variants.count;
  out->says = statement.phrases;
  out->says_count = statement.count;
  return good;
}

static bool sections_read(const struct form_reader *reader, const struct node *list, struct form *form)
{
  size_t count = list->as.list.count;
  if (count > SECTIONS_MAX) {
    form_complain(reader, list->span, _("A form has at most %d sections."), SECTIONS_MAX);
    return false;
  }
  form->section_count = count;
  form->sections = ARENA_ARRAY(reader->arena, count, struct form_section);
  bool good = true;
  for (size_t i = 0; i < count; i++)
    good &= section_read(reader, list->as.list.items[i], &form->sections[i]);
  return good;
}

void form_table_look_read(const struct form_reader *reader, const struct node *map, struct form_table *table)
{
  static const struct field fields[] = {FORM_TABLE_FIELDS};
  table->title = text_of(GET(map, fields, "title"));
  table->alt = text_of(GET(map, fields, "alt"));
  const struct node *turned = GET(map, fields, "turned");
  table->turned = turned && node_is(turned, "true");
  table->setting = table_setting_read(GET(map, fields, "wide"), GET(map, fields, "across"), reader->diags);
}

/* A table whose print is a grid of blocks. */
static bool grid_table_read(const struct form_reader *reader, const struct node *node, struct form_table *table)
{
  if (!schema_check(node, table_fields, COUNT(table_fields), _("the table"), reader->diags))
    return false;
  form_table_look_read(reader, node, table);
  struct form_blocks blocks = {0};
  return form_widths_read(reader, GET(node, table_fields, "widths"), &table->grid) &&
         form_blocks_read(reader, GET(node, table_fields, "blocks"), &blocks) &&
         form_figures_build(reader, table, &blocks) && form_totals_read(reader, table, &blocks) &&
         form_rules_read(reader, GET(node, table_fields, "rules"), table) && form_grid_build(reader, table, &blocks);
}

static bool table_read(struct form_reader *reader, const struct pair *pair, struct form_table *table)
{
  const struct node *node = pair->value;
  table->key = text_of(pair->key);
  table->span = pair->key->span;
  reader->table = table->key;
  if (!form_key_check(reader, pair->key))
    return false;
  return node_pair(node, "columns") ? form_ledger_read(reader, node, table) : grid_table_read(reader, node, table);
}

static bool tables_read(struct form_reader *reader, const struct node *map, struct form *form)
{
  bool good = true;
  for (uint32_t i = 0; i < map->as.map.count; i++) {
    struct form_table *table = ARENA_APPEND(reader->arena, form->tables, form->table_count, form->table_capacity);
    good &= table_read(reader, &map->as.map.pairs[i], table);
  }
  reader->table = NULL;
  return good;
}

/* A section's table must be one of the form's. */
static bool sections_check(const struct form_reader *reader, const struct node *root, const struct form *form)
{
  bool good = true;
  for (size_t i = 0; i < form->section_count; i++) {
    const char *table = form->sections[i].table;
    if (table && !form_table(form, table)) {
      form_complain(reader, GET(root, form_fields, "sections")->span,
                    _("The section “%s” names the table “%s”, which the form does not have."), form->sections[i].title,
                    table);
      good = false;
    }
  }
  return good;
}

static bool name_check(const struct form_reader *reader, const struct node *node)
{
  if (node_is(node, reader->form))
    return true;
  form_complain(reader, node->span, _("The file calls itself “%s”; a form has the name of its file."), text_of(node));
  return false;
}

struct form *form_read(struct arena *arena, const struct files *files, const struct node *root, const char *name,
                       struct diags *diags)
{
  if (!schema_check(root, form_fields, COUNT(form_fields), _("the form"), diags))
    return NULL;
  struct form_reader reader = {arena, files, diags, name, NULL, GET(root, form_fields, "names")};
  struct form *form = ARENA_NEW(arena, struct form);
  form->name = arena_strdup(arena, name);
  form->title = text_of(GET(root, form_fields, "title"));
  const struct node *years = GET(root, form_fields, "years");
  const struct node *sections = GET(root, form_fields, "sections");
  bool good = name_check(&reader, GET(root, form_fields, "form"));
  if (years)
    good &= years_read(&reader, years, form);
  if (sections)
    good &= sections_read(&reader, sections, form);
  good &= tables_read(&reader, GET(root, form_fields, "tables"), form);
  good = good && sections_check(&reader, root, form) &&
         form_previous_read(&reader, GET(root, form_fields, "previous"), form);
  const struct node *prose = GET(root, form_fields, "prose");
  if (good && prose)
    good = form_prose_read(&reader, prose, form);
  good = good && form_formulas_read(&reader, GET(root, form_fields, "rules"), form);
  return good ? form : NULL;
}
