#include "cli/changes.h"

#include <glib.h>
#include <string.h>

#include "base/show.h"
#include "base/tr.h"

#define SHORT_LINES 50 /* of figures, where it is told in short */

struct comparison comparison_make(const struct options *options, struct pipeline *before, struct pipeline *after)
{
  struct arena *arena = after->arena;
  struct comparison c = {.options = options, .before = before, .after = after};
  c.changes = changes_find(arena, before->blocks, after->blocks);
  c.old_places = atlas_make(arena, before->blocks, before->document);
  c.new_places = atlas_make(arena, after->blocks, after->document);
  c.touched = pages_touched(arena, before->document, after->document);
  return c;
}

/* --- where --- */

static const char *page_label(const struct comparison *c, const struct change *change)
{
  uint32_t page = atlas_page(c->new_places, change);
  return page == UINT32_MAX ? NULL : c->after->document->pages[page].label;
}

static struct span change_span(const struct change *change, bool *is_new)
{
  *is_new = span_known(change->new_span);
  return *is_new ? change->new_span : change->old_span;
}

static void put_place(GString *out, const struct comparison *c, const struct change *change)
{
  bool is_new;
  struct span span = change_span(change, &is_new);
  const struct files *files = is_new ? &c->after->files : &c->before->files;
  const char *label = page_label(c, change);
  if (label)
    g_string_append_printf(out, _("  (page %s)"), label);
  if (span_known(span))
    g_string_append_printf(out, "  %s:%u", files_get(files, span.file)->name, files_position(files, span).line);
}

/* --- text --- */

static const char *or_blank(const char *text)
{
  return text && *text ? text : _("(blank)");
}

static void put_cell(GString *out, const struct change *change)
{
  g_string_append(out, "  ");
  g_string_append(out, change->row);
  if (*change->row && *change->column)
    g_string_append(out, "，");
  g_string_append(out, change->column);
  if (*change->row || *change->column)
    g_string_append(out, "：");
  g_string_append_printf(out, "%s → %s", or_blank(change->old_text), or_blank(change->new_text));
}

static void put_words(GString *out, const struct change *change)
{
  g_string_append(out, "  ");
  for (size_t i = 0; i < change->piece_count; i++) {
    const struct change_piece *piece = &change->pieces[i];
    static const char *const around[][2] = {{"", ""}, {"[-", "-]"}, {"{+", "+}"}};
    g_string_append_printf(out, "%s%s%s", around[piece->kind][0], piece->text, around[piece->kind][1]);
  }
}

static void put_change(GString *out, const struct comparison *c, const struct change *change)
{
  switch (change->kind) {
  case CHANGE_CELL:
    put_cell(out, change);
    break;
  case CHANGE_ROW:
    g_string_append_printf(out, change->new_text ? _("  new row: %s") : _("  row taken out: %s"),
                           change->new_text ? change->new_text : change->old_text);
    break;
  case CHANGE_WORDS:
    put_words(out, change);
    break;
  case CHANGE_IMAGE:
    g_string_append_printf(out, _("  picture changed: %1$s → %2$s"), change->old_text, change->new_text);
    break;
  case CHANGE_BLOCK:
    g_string_append_printf(out, change->new_text ? _("  new: %s") : _("  taken out: %s"),
                           change->new_text ? change->new_text : change->old_text);
    break;
  }
  put_place(out, c, change);
  if (change_follows(change, &c->after->files))
    g_string_append(out, _("  (follows)"));
  g_string_append_c(out, '\n');
}

static bool is_in_table(const struct change *change)
{
  return change->kind == CHANGE_CELL || change->kind == CHANGE_ROW;
}

/* Changes stand under the table they are in, others under their heading. */
static const char *group_of(const struct change *change)
{
  const char *name = is_in_table(change) ? change->table : change->section;
  return *name ? name : _("The report");
}

static void put_changes(GString *out, const struct comparison *c)
{
  const char *group = "";
  for (size_t i = 0; i < c->changes->count; i++) {
    const struct change *change = &c->changes->items[i];
    if (strcmp(group, group_of(change)) != 0)
      g_string_append_printf(out, "%s\n", group_of(change));
    group = group_of(change);
    put_change(out, c, change);
  }
}

/* --- checks --- */

static bool has_finding(const struct diags *diags, const struct diag *diag)
{
  for (size_t i = 0; i < diags->count; i++) {
    if (diags->items[i]->code == diag->code && strcmp(diags->items[i]->message, diag->message) == 0)
      return true;
  }
  return false;
}

static void put_findings(GString *out, const struct diags *of, const struct diags *other, const char *title)
{
  bool first = true;
  for (size_t i = 0; i < of->count; i++) {
    const struct diag *diag = of->items[i];
    if (has_finding(other, diag))
      continue;
    if (first)
      g_string_append_printf(out, "%s\n", title);
    first = false;
    g_string_append_printf(out, "  [%s] %s\n", diag_code_name(diag->code), diag->message);
  }
}

/* --- pages --- */

static void put_pages(GString *out, const struct comparison *c)
{
  const struct frame_document *before = c->before->document, *after = c->after->document;
  GString *list = g_string_new(NULL);
  for (size_t i = 0; i < after->page_count; i++) {
    if (c->touched[i])
      g_string_append_printf(list, "%s%s", list->len ? ", " : "", after->pages[i].label);
  }
  if (list->len == 0)
    g_string_append_printf(out, _("Pages: none differs (%zu)\n"), after->page_count);
  else if (before->page_count == after->page_count)
    g_string_append_printf(out, _("Pages that differ: %1$s (of %2$zu)\n"), list->str, after->page_count);
  else
    g_string_append_printf(out, _("Pages that differ: %1$s (there were %2$zu, now there are %3$zu)\n"), list->str,
                           before->page_count, after->page_count);
  g_string_free(list, TRUE);
}

struct counts {
  size_t figures, words, follow;
};

static struct counts count_changes(const struct comparison *c)
{
  struct counts counts = {0};
  for (size_t i = 0; i < c->changes->count; i++) {
    const struct change *change = &c->changes->items[i];
    if (change_follows(change, &c->after->files))
      counts.follow++;
    else
      *(is_in_table(change) ? &counts.figures : &counts.words) += 1;
  }
  return counts;
}

static void put_text(GString *out, const struct comparison *c)
{
  struct counts counts = count_changes(c);
  if (c->changes->count == 0)
    g_string_append(out, _("No word and no figure differs.\n"));
  else
    g_string_append_printf(out, _("Changes in tables: %1$zu, in words: %2$zu; what follows from them: %3$zu\n"),
                           counts.figures, counts.words, counts.follow);
  put_changes(out, c);
  put_findings(out, &c->after->diags, &c->before->diags, _("Found now"));
  put_findings(out, &c->before->diags, &c->after->diags, _("No longer found"));
  put_pages(out, c);
}

/* --- in short --- */

static void put_figure(GString *out, const struct comparison *c, const struct change *change)
{
  g_string_append_printf(out, "  %s", group_of(change));
  if (change->kind == CHANGE_CELL)
    put_cell(out, change);
  else
    g_string_append_printf(out, change->new_text ? _("  new row: %s") : _("  row taken out: %s"),
                           change->new_text ? change->new_text : change->old_text);
  if (change_follows(change, &c->after->files))
    g_string_append(out, _("  (follows)"));
  g_string_append_c(out, '\n');
}

static void put_figures(GString *out, const struct comparison *c)
{
  size_t figures = 0;
  for (size_t i = 0; i < c->changes->count; i++) {
    if (is_in_table(&c->changes->items[i]) && figures++ < SHORT_LINES)
      put_figure(out, c, &c->changes->items[i]);
  }
  if (figures > SHORT_LINES)
    g_string_append_printf(out, _("  … and %zu figures more\n"), figures - SHORT_LINES);
  if (c->changes->count > figures)
    g_string_append_printf(out, _("  Sentences that differ: %zu\n"), c->changes->count - figures);
}

static bool any_touched(const struct comparison *c)
{
  bool any = c->before->document->page_count != c->after->document->page_count;
  for (size_t i = 0; i < c->after->document->page_count; i++)
    any = any || c->touched[i];
  return any;
}

void changes_print_short(FILE *out, const struct comparison *comparison)
{
  GString *raw = g_string_new(NULL);
  if (comparison->changes->count == 0 && !any_touched(comparison)) {
    g_string_append(raw, _("Nothing differs from the PDF that was replaced.\n"));
  } else {
    g_string_append(raw, _("What differs from the PDF that was replaced:\n"));
    put_figures(raw, comparison);
    g_string_append(raw, "  ");
    put_pages(raw, comparison);
  }
  fwrite(raw->str, 1, raw->len, out);
  g_string_free(raw, TRUE);
}

/* --- JSON --- */

static void put_member(GString *out, const char *name, const char *value)
{
  g_string_append_printf(out, "%s\"%s\":", out->str[out->len - 1] == '{' ? "" : ",", name);
  show_json(out, value);
}

static void put_object(GString *out, const struct comparison *c, const struct change *change)
{
  static const char *const kinds[] = {"cell", "row", "words", "image", "block"};
  bool is_new;
  struct span span = change_span(change, &is_new);
  const struct files *files = is_new ? &c->after->files : &c->before->files;
  g_string_append_c(out, '{');
  put_member(out, "kind", kinds[change->kind]);
  put_member(out, "section", change->section);
  put_member(out, "table", *change->table ? change->table : NULL);
  put_member(out, "row", *change->row ? change->row : NULL);
  put_member(out, "column", *change->column ? change->column : NULL);
  put_member(out, "old", change->old_text);
  put_member(out, "new", change->new_text);
  put_member(out, "page", page_label(c, change));
  put_member(out, "file", span_known(span) ? files_get(files, span.file)->name : NULL);
  g_string_append_printf(out, ",\"line\":%u,\"follows\":%s}\n", span_known(span) ? files_position(files, span).line : 0,
                         change_follows(change, &c->after->files) ? "true" : "false");
}

void changes_print(FILE *out, const struct comparison *comparison)
{
  GString *raw = g_string_new(NULL);
  if (comparison->options->message_format == DIAG_JSON) {
    for (size_t i = 0; i < comparison->changes->count; i++)
      put_object(raw, comparison, &comparison->changes->items[i]);
  } else {
    put_text(raw, comparison);
  }
  fwrite(raw->str, 1, raw->len, out);
  g_string_free(raw, TRUE);
}
