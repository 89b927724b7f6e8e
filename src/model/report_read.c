/* The tree of a source file to the typed report. What keys there are stands in the tables; the functions below walk
 * them. */
#include "model/report.h"

#include <glib.h>
#include <string.h>

#include "base/folder.h"
#include "base/tr.h"
#include "model/chart.h"
#include "model/image.h"
#include "model/keys.h"
#include "model/markup.h"
#include "model/markup_cache.h"
#include "model/table.h"
#include "source/schema.h"

#define DEFAULT_LAYOUT "gongwen"
#define YEAR_MIN       1949
#define YEAR_MAX       2100

static const struct field report_fields[] = {
    {"form", FIELD_TEXT, false, 0, 0, N_("the official form, a file of layouts/forms/ without its ending")},
    {"layout", FIELD_TEXT, false, 0, 0, N_("the layout, a file of layouts/ without its ending; gongwen if left out")},
    {"agency", FIELD_TEXT, true, 0, 0, N_("the body that reports, by its full name")},
    {"year", FIELD_INT, true, YEAR_MIN, YEAR_MAX, N_("the year reported on")},
    {"title", FIELD_TEXT, true, 0, 0, N_("the title, one printed line a line")},
    {"footnotes", FIELD_MAP, false, 0, 0, N_("footnotes for titles, captions and notes, by their labels")},
    {"preface", FIELD_TEXT, false, 0, 0, N_("text before the first section")},
    {"previous", FIELD_TEXT, false, 0, 0, N_("last year's source, a file beside this one")},
    {"signed", FIELD_MAP, false, 0, 0, N_("who signs, and when")},
    {"figures", FIELD_MAP, false, 0, 0, N_("the figures of the form's tables")},
    {"sum_of", FIELD_LIST, false, 0, 0, N_("sources of the bodies whose figures are added up, by name or pattern")},
    {"except", FIELD_LIST, false, 0, 0, N_("sources that sum_of would take in, but that are part of others")},
    {"own", FIELD_MAP, false, 0, 0, N_("the whole's own figures, added to those of its bodies")},
    {"sections", FIELD_LIST, true, 0, 0, N_("the sections, in order")},
};

static const struct field signed_fields[] = {
    {"by", FIELD_TEXT, true, 0, 0, N_("the body that signs")},
    {"date", FIELD_DATE, true, 0, 0, N_("the date of the signature, YYYY-MM-DD")},
};

static const struct field section_fields[] = {
    {"title", FIELD_TEXT, true, 0, 0, N_("the section's title, without a number")},
    {"text", FIELD_TEXT, false, 0, 0, N_("text in CommonMark")},
    {"table", FIELD_ANY, false, 0, 0, N_("a table of the form, by its name, or a free table")},
    {"chart", FIELD_ANY, false, 0, 0, N_("a chart")},
    {"image", FIELD_ANY, false, 0, 0, N_("a picture")},
    {"note", FIELD_TEXT, false, 0, 0, N_("a note below the table, chart or picture")},
    {"caption", FIELD_TEXT, false, 0, 0, N_("a caption above the table, or below the chart or picture")},
    {"content", FIELD_LIST, false, 0, 0, N_("the parts of the section, in order")},
};

static const struct field part_fields[] = {
    {"text", FIELD_TEXT, false, 0, 0, N_("text in CommonMark")},
    {"table", FIELD_ANY, false, 0, 0, N_("a table of the form, by its name, or a free table")},
    {"chart", FIELD_ANY, false, 0, 0, N_("a chart")},
    {"image", FIELD_ANY, false, 0, 0, N_("a picture")},
    {"note", FIELD_TEXT, false, 0, 0, N_("a note below the table, chart or picture")},
    {"caption", FIELD_TEXT, false, 0, 0, N_("a caption above the table, or below the chart or picture")},
};

struct keys keys_of_report(void)
{
  return (struct keys){report_fields, G_N_ELEMENTS(report_fields)};
}

struct keys keys_of_signature(void)
{
  return (struct keys){signed_fields, G_N_ELEMENTS(signed_fields)};
}

struct keys keys_of_section(void)
{
  return (struct keys){section_fields, G_N_ELEMENTS(section_fields)};
}

struct keys keys_of_part(void)
{
  return (struct keys){part_fields, G_N_ELEMENTS(part_fields)};
}

#define GET(map, fields, name) schema_get((map), (fields), G_N_ELEMENTS(fields), (name))

struct read {
  struct arena *arena;
  struct files *files;
  struct diags *diags;
  struct report *report;
  struct markup_cache *cache; /* or NULL */
};

static struct span node_span(const struct node *node)
{
  return node ? node->span : SPAN_NONE;
}

static const char *quote(struct read *r, const struct node *scalar)
{
  return diag_quote(r->diags, scalar->as.scalar.text, scalar->as.scalar.length);
}

static bool is_text(const struct node *node)
{
  static const struct field text = {.kind = FIELD_TEXT};
  return schema_kind_ok(node, &text);
}

/* ---- the head ---- */

/* A text of one line, without the spaces around it; NULL for none. */
static const char *read_words(struct read *r, const struct node *scalar)
{
  if (!scalar)
    return NULL;
  char *words = g_strstrip(g_strdup(scalar->as.scalar.text));
  if (strchr(words, '\n')) {
    struct diag *diag =
        diag_add(r->diags, DIAG_VALUE_BAD, scalar->span, _("“%s” has more than one line."), quote(r, scalar));
    diag_hint(r->diags, diag, _("Write it in one line."));
  }
  const char *copy = arena_strdup(r->arena, words);
  g_free(words);
  return copy;
}

/* The name of a form or layout becomes the name of a file, and may not lead elsewhere. */
static const char *read_name(struct read *r, const struct node *scalar)
{
  const char *name = read_words(r, scalar);
  if (!name || (name[0] != '.' && !strpbrk(name, "/\\")))
    return name;
  struct diag *diag = diag_add(r->diags, DIAG_VALUE_BAD, scalar->span, _("“%s” is not a name."), quote(r, scalar));
  diag_hint(r->diags, diag,
            _("Write the bare name, without a folder and without “.yaml”, for example disclosure-2021."));
  return NULL;
}

static const char *read_path(struct read *r, const struct node *scalar)
{
  const char *path = read_words(r, scalar);
  if (!path || folder_holds(path))
    return path;
  struct diag *diag = diag_add(r->diags, DIAG_VALUE_BAD, scalar->span,
                               _("“%s” leads out of the folder of this source."), quote(r, scalar));
  diag_hint(r->diags, diag, _("Put the file beside this one and write its bare name."));
  return NULL;
}

static void read_title(struct read *r, const struct node *scalar)
{
  const char *text = scalar->as.scalar.text;
  for (size_t begin = 0; begin < scalar->as.scalar.length;) {
    size_t end = begin + strcspn(text + begin, "\n");
    struct inlines line = {0};
    markup_read_title(r->arena, r->files, scalar, (uint32_t)begin, (uint32_t)end, r->report, &line, r->diags);
    if (line.count > 0)
      *ARENA_APPEND(r->arena, r->report->title, r->report->title_count, r->report->title_capacity) = line;
    begin = end + 1;
  }
  if (r->report->title_count > 0)
    return;
  struct diag *diag = diag_add(r->diags, DIAG_VALUE_BAD, scalar->span, _("The title has no words."));
  diag_hint(r->diags, diag, _("Write it behind “title:”; a | only says where a line of it may be divided."));
}

/* What ${…} elsewhere is filled in from cannot hold one itself. */
static const char *read_constant(struct read *r, const struct node *scalar)
{
  const char *words = read_words(r, scalar);
  if (words && strstr(words, "${")) {
    struct diag *diag = diag_add(r->diags, DIAG_EXPR_SYNTAX, scalar->span,
                                 _("No expression ${…} can stand here; it would be printed as it is."));
    diag_hint(r->diags, diag, _("Write the words themselves."));
  }
  return words;
}

static void read_signed(struct read *r, const struct node *map)
{
  if (!schema_check(map, signed_fields, G_N_ELEMENTS(signed_fields), _("“signed”"), r->diags))
    return;
  struct report *report = r->report;
  const struct node *date = GET(map, signed_fields, "date");
  const struct node *by = GET(map, signed_fields, "by");
  if (read_words(r, by))
    markup_read_line(r->arena, r->files, by, 0, by->as.scalar.length, report, &report->signed_by, r->diags);
  report->signed_span = map->span;
  bool exists = schema_date(date->as.scalar.text, &report->signed_year, &report->signed_month, &report->signed_day);
  g_assert(exists);
}

static void read_head(struct read *r, const struct node *root)
{
  struct report *report = r->report;
  const struct node *form = GET(root, report_fields, "form"), *layout = GET(root, report_fields, "layout"),
                    *year = GET(root, report_fields, "year"), *title = GET(root, report_fields, "title"),
                    *previous = GET(root, report_fields, "previous"), *sign = GET(root, report_fields, "signed");
  report->form = read_name(r, form);
  report->form_span = node_span(form);
  report->layout = read_name(r, layout);
  report->layout = report->layout ? report->layout : DEFAULT_LAYOUT;
  report->layout_span = node_span(layout);
  report->agency = read_constant(r, GET(root, report_fields, "agency"));
  report->previous = read_path(r, previous);
  report->previous_span = node_span(previous);
  report->figures = GET(root, report_fields, "figures");
  report->sum_of = GET(root, report_fields, "sum_of");
  report->except = GET(root, report_fields, "except");
  report->own = GET(root, report_fields, "own");
  report->year_span = node_span(year);
  int64_t number;
  if (year && node_int(year, &number))
    report->year = (int)number;
  if (title)
    read_title(r, title);
  if (sign)
    read_signed(r, sign);
}

/* ---- parts of a section ---- */

static struct part *push_part(struct read *r, struct section *section, enum part_kind kind, const struct node *value)
{
  struct part *part = ARENA_APPEND(r->arena, section->parts, section->count, section->capacity);
  part->kind = kind;
  part->span = value->span;
  part->node = value;
  return part;
}

static void read_text(struct read *r, struct section *section, const struct node *scalar)
{
  struct part *part = push_part(r, section, PART_TEXT, scalar);
  part->node = NULL;
  markup_read_cached(r->arena, r->files, scalar, r->report, r->cache, &part->text, r->diags);
}

static void read_chart(struct read *r, struct section *section, const struct node *value)
{
  struct part *part = push_part(r, section, PART_CHART, value);
  part->chart = chart_read(r->arena, r->files, value, r->report, part, r->diags);
}

static void read_image(struct read *r, struct section *section, const struct node *value)
{
  struct part *part = push_part(r, section, PART_IMAGE, value);
  part->image = image_read(r->arena, r->files, value, r->report, part, r->diags);
}

static void read_table(struct read *r, struct section *section, const struct node *value)
{
  struct part *part = push_part(r, section, PART_TABLE, value);
  struct diag *diag;
  switch (value->kind) {
  case NODE_SCALAR:
    if (is_text(value))
      return;
    diag = diag_add(r->diags, DIAG_VALUE_BAD, value->span, _("“table” names no table."));
    diag_hint(r->diags, diag, _("Write the name of a table of the form behind it, for example “table: 申请”."));
    return;
  case NODE_MAP:
    free_table_read(r->arena, r->files, value, r->report, part, r->diags);
    return;
  case NODE_LIST:
    diag = diag_add(r->diags, DIAG_VALUE_KIND, value->span, _("“table” must be the name of one table, not a list."));
    diag_hint(r->diags, diag, _("For several tables, list parts under “content”, each with its own “table”."));
    return;
  }
}

/* One key of a section or part that is a content of its own; false if it is none. */
static bool read_content(struct read *r, struct section *section, const struct pair *pair)
{
  if (node_is(pair->key, "text")) {
    if (is_text(pair->value))
      read_text(r, section, pair->value); /* else schema_check has spoken of it */
  } else if (node_is(pair->key, "table")) {
    read_table(r, section, pair->value);
  } else if (node_is(pair->key, "chart")) {
    read_chart(r, section, pair->value);
  } else if (node_is(pair->key, "image")) {
    read_image(r, section, pair->value);
  } else {
    return false;
  }
  return true;
}

static void read_line(struct read *r, const struct node *scalar, struct inlines *out)
{
  if (scalar && is_text(scalar))
    markup_read_line(r->arena, r->files, scalar, 0, scalar->as.scalar.length, r->report, out, r->diags);
}

/* A free table, a chart or a picture may have its caption and note inside or beside it, but not both. */
static void read_label(struct read *r, const struct pair *pair, struct inlines *out)
{
  if (out->count == 0) {
    read_line(r, pair->value, out);
    return;
  }
  struct diag *diag =
      diag_add(r->diags, DIAG_VALUE_BAD, pair->key->span,
               _("“%s” stands inside the table, chart or picture as well as beside it."), pair->key->as.scalar.text);
  diag_hint(r->diags, diag, _("Keep one of the two."));
}

/* A note and a caption belong to the one table, chart or picture beside them. */
static void read_labels(struct read *r, const struct node *map, struct part *parts, size_t count)
{
  struct part *owner = NULL;
  size_t owners = 0;
  for (size_t i = 0; i < count; ++i) {
    if (parts[i].kind != PART_TEXT) {
      owner = &parts[i];
      ++owners;
    }
  }
  static const char *const keys[] = {"note", "caption"};
  for (size_t i = 0; i < G_N_ELEMENTS(keys); ++i) {
    const struct pair *pair = node_pair(map, keys[i]);
    if (!pair)
      continue;
    if (owners == 1) {
      read_label(r, pair, i == 0 ? &owner->note : &owner->caption);
      continue;
    }
    struct diag *diag = diag_add(r->diags, DIAG_VALUE_BAD, pair->key->span,
                                 owners == 0 ? _("There is no table, chart or picture here that “%s” could belong to.")
                                             : _("It is not clear which of the parts “%s” belongs to."),
                                 keys[i]);
    diag_hint(r->diags, diag,
              _("Write it right beside the “table” it belongs to, in a part of its own under “content”."));
  }
}

static size_t read_contents(struct read *r, const struct node *map, struct section *section)
{
  size_t before = section->count;
  for (uint32_t i = 0; i < map->as.map.count; ++i)
    read_content(r, section, &map->as.map.pairs[i]);
  read_labels(r, map, section->parts + before, section->count - before);
  return section->count - before;
}

static bool is_content(const struct node *key)
{
  return node_is(key, "text") || node_is(key, "table") || node_is(key, "chart") || node_is(key, "image");
}

static const struct pair *nth_content(const struct node *map, size_t n)
{
  for (uint32_t i = 0; i < map->as.map.count; ++i) {
    if (is_content(map->as.map.pairs[i].key) && n-- == 0)
      return &map->as.map.pairs[i];
  }
  return NULL;
}

static void read_part(struct read *r, const struct node *map, struct section *section)
{
  schema_check(map, part_fields, G_N_ELEMENTS(part_fields), _("a part of a section"), r->diags);
  if (map->kind != NODE_MAP)
    return;
  const struct pair *second = nth_content(map, 1);
  struct diag *diag;
  if (nth_content(map, 0))
    read_contents(r, map, section);
  if (second) {
    diag = diag_add(r->diags, DIAG_VALUE_BAD, second->key->span, _("One part holds both “%s” and “%s”."),
                    nth_content(map, 0)->key->as.scalar.text, second->key->as.scalar.text);
    diag_hint(r->diags, diag, _("Make two parts of it: begin each with “- ” on a line of its own."));
  } else if (!nth_content(map, 0)) {
    diag = diag_add(r->diags, DIAG_KEY_MISSING, map->span, _("This part of a section holds nothing."));
    diag_hint(r->diags, diag, _("Write “text: …” or “table: …”, or take the part out."));
  }
}

/* ---- sections ---- */

static void check_title_number(struct read *r, const struct inlines *title)
{
  if (title->count == 0 || title->items[0].kind != INLINE_TEXT)
    return;
  const struct inline_run *run = &title->items[0];
  size_t length = markup_typed_number(run->text);
  if (length == 0)
    return;
  const char *words = run->text + length;
  words += strspn(words, " ");
  struct diag *diag = diag_add(r->diags, DIAG_MARKUP, run->span,
                               _("This title begins with “%s”, and the layout numbers "
                                 "sections itself."),
                               diag_quote(r->diags, run->text, length));
  diag_hint(r->diags, diag, _("Write it without the number: “title: %s”."), diag_quote(r->diags, words, strlen(words)));
}

static void read_listed(struct read *r, const struct node *map, const struct node *content, struct section *section)
{
  const struct pair *direct = nth_content(map, 0);
  if (!direct)
    direct = node_pair(map, "note") ? node_pair(map, "note") : node_pair(map, "caption");
  if (direct) {
    struct diag *diag =
        diag_add(r->diags, DIAG_VALUE_BAD, direct->key->span, _("A section with “content” cannot hold “%s” beside it."),
                 direct->key->as.scalar.text);
    diag_hint(r->diags, diag, _("Move it into the list under “content”, as a part that begins with “- ”."));
  }
  for (uint32_t i = 0; i < content->as.list.count; ++i)
    read_part(r, content->as.list.items[i], section);
}

/* The section stands in the report while it is read, so that markup_read finds the headings before each text. Sections
 * are not nested: the address holds. */
static void read_section(struct read *r, const struct node *map)
{
  schema_check(map, section_fields, G_N_ELEMENTS(section_fields), _("a section"), r->diags);
  if (map->kind != NODE_MAP)
    return;
  struct report *report = r->report;
  struct section *section = ARENA_APPEND(r->arena, report->sections, report->count, report->capacity);
  section->span = map->span;
  read_line(r, GET(map, section_fields, "title"), &section->title);
  check_title_number(r, &section->title);
  const struct node *content = GET(map, section_fields, "content");
  if (content)
    read_listed(r, map, content, section);
  else
    read_contents(r, map, section);
  bool given = nth_content(map, 0) || node_pair(map, "content");
  if (given && (!content || content->as.list.count > 0))
    return;
  struct diag *diag = diag_add(r->diags, DIAG_KEY_MISSING, map->span, _("This section holds nothing but its title."));
  diag_hint(r->diags, diag,
            _("Give it “text: …”, “table: …” or a list under “content:”. If there is nothing to report, say "
              "so in its text."));
}

static void read_sections(struct read *r, const struct node *list)
{
  for (uint32_t i = 0; i < list->as.list.count; ++i)
    read_section(r, list->as.list.items[i]);
  if (list->as.list.count > 0)
    return;
  struct diag *diag = diag_add(r->diags, DIAG_VALUE_BAD, list->span, _("The report has no sections."));
  diag_hint(r->diags, diag, _("Write each section below “sections:”, beginning with “- title: …”."));
}

static struct report *read_report(struct arena *arena, struct files *files, const struct node *root,
                                  struct markup_cache *cache, struct diags *diags)
{
  schema_check(root, report_fields, G_N_ELEMENTS(report_fields), _("the report"), diags);
  if (root->kind != NODE_MAP)
    return NULL;
  struct report *report = ARENA_NEW(arena, struct report);
  report->span = root->span;
  struct read r = {arena, files, diags, report, cache};
  const struct node *footnotes = GET(root, report_fields, "footnotes");
  if (footnotes)
    markup_read_shared(arena, files, footnotes, report, diags);
  read_head(&r, root);
  const struct node *preface = GET(root, report_fields, "preface"), *sections = GET(root, report_fields, "sections");
  if (preface)
    markup_read_cached(arena, files, preface, report, cache, &report->preface, diags);
  if (sections)
    read_sections(&r, sections);
  markup_check_shared(report, diags);
  return report;
}

struct report *report_read(struct arena *arena, struct files *files, const struct node *root, struct diags *diags)
{
  return read_report(arena, files, root, NULL, diags);
}

struct report *report_read_cached(struct arena *arena, struct files *files, const struct node *root,
                                  struct markup_cache *cache, struct diags *diags)
{
  if (!cache)
    return read_report(arena, files, root, NULL, diags);
  markup_cache_begin(cache);
  struct report *report = read_report(arena, files, root, cache, diags);
  markup_cache_end(cache);
  return report;
}
