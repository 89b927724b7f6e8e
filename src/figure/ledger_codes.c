/* Codes: 205, 20501, 2050101. The length of a code is its level, what it begins with its parent. */
#include <glib.h>
#include <string.h>

#include "base/tr.h"
#include "figure/ledger_reader.h"

size_t ledger_level(const struct form_ledger *frame, const char *code)
{
  size_t length = strlen(code);
  if (strspn(code, "0123456789") != length)
    return SIZE_MAX;
  for (size_t i = 0; i < frame->level_count; i++)
    if (frame->levels[i] == length)
      return i;
  return SIZE_MAX;
}

size_t ledger_side_of_code(const struct form_ledger *frame, const char *code)
{
  for (size_t s = 0; s < frame->side_count; s++) {
    for (size_t i = 0; i < frame->sides[s].prefix_count; i++)
      if (g_str_has_prefix(code, frame->sides[s].prefixes[i]))
        return s;
    if (frame->sides[s].prefix_count == 0 && frame->side_count == 1)
      return s;
  }
  return SIZE_MAX;
}

static void complain_length(const struct ledger_reader *reader, const struct ledger_line *line)
{
  GString *lengths = g_string_new(NULL);
  for (size_t i = 0; i < reader->frame->level_count; i++)
    g_string_append_printf(lengths, "%s%zu", i ? _(", ") : "", reader->frame->levels[i]);
  struct diag *diag = diag_add(reader->diags, DIAG_CODE_BAD, line->span, _("“%1$s” is no code of the table “%2$s”."),
                               figure_quote(reader->arena, line->code), reader->form->key);
  diag_hint(reader->diags, diag, _("Its codes are plain digits, so many of them: %s."), lengths->str);
  g_string_free(lengths, TRUE);
}

static void complain_parent(const struct ledger_reader *reader, const struct ledger_line *line, const char *parent)
{
  struct diag *diag =
      diag_add(reader->diags, DIAG_CODE_BAD, line->span,
               _("In “%1$s”, there is no row for %2$s, to which %3$s belongs."), reader->form->key, parent, line->code);
  diag_hint(reader->diags, diag, _("Add a row for it with its name; its figures may be left out, they are added up."));
}

static void complain_order(const struct ledger_reader *reader, const struct ledger_line *line,
                           const struct ledger_line *before)
{
  struct diag *diag =
      diag_add(reader->diags, DIAG_CODE_BAD, line->span, _("In “%1$s”, the code %2$s stands behind %3$s."),
               reader->form->key, line->code, before->code);
  diag_set_severity(reader->diags, diag, DIAG_WARNING);
  diag_relate(reader->diags, diag, before->span, _("%s stands here"), before->code);
  diag_hint(reader->diags, diag, _("Put the rows in the order of their codes."));
}

/* The name that the form knows, where the source gives none. */
static void find_name(const struct ledger_reader *reader, struct ledger_line *line)
{
  uint32_t name = reader->frame->sides[line->side].first + 1;
  bool has_names = reader->frame->sides[line->side].labels > 1;
  if (has_names && !line->cells[name])
    line->cells[name] = node_get(reader->frame->names, line->code);
  const struct node *words = has_names ? line->cells[name] : NULL;
  if (words && words->kind == NODE_SCALAR && words->as.scalar.length && !node_is_null(words))
    line->name = arena_printf(reader->arena, "%s %s", line->code, figure_quote(reader->arena, words->as.scalar.text));
  else if (has_names && !line->lacks) {
    struct diag *diag =
        diag_add(reader->diags, DIAG_S1, line->span, _("The row %s has no name."), ledger_line_place(reader, line));
    diag_hint(reader->diags, diag, _("Write its name behind the code: “%s: [名称, …]”."), line->code);
  }
}

/* A code that stands twice keeps its first row. */
static bool enter_code(const struct ledger_reader *reader, GHashTable *codes, size_t index)
{
  struct ledger_line *lines = reader->ledger->lines;
  size_t first = GPOINTER_TO_SIZE(g_hash_table_lookup(codes, lines[index].code));
  if (!first)
    return g_hash_table_insert(codes, (gpointer)(uintptr_t)lines[index].code, GSIZE_TO_POINTER(index + 1));
  struct diag *diag = diag_add(reader->diags, DIAG_CODE_BAD, lines[index].span, _("The row “%s” stands twice in “%s”."),
                               lines[index].code, reader->form->key);
  diag_relate(reader->diags, diag, lines[first - 1].span, _("the first stands here"));
  lines[index].code = NULL;
  return false;
}

static void link_parent(const struct ledger_reader *reader, GHashTable *codes, size_t index)
{
  struct ledger_line *line = &reader->ledger->lines[index];
  if (!line->code || line->level == 0)
    return;
  const char *parent = arena_strndup(reader->arena, line->code, reader->frame->levels[line->level - 1]);
  line->parent = GPOINTER_TO_SIZE(g_hash_table_lookup(codes, parent));
  if (!line->parent) {
    complain_parent(reader, line, parent);
    g_hash_table_insert(codes, (gpointer)(uintptr_t)parent, GSIZE_TO_POINTER(SIZE_MAX)); /* said once */
    return;
  }
  if (line->parent == SIZE_MAX) {
    line->parent = 0;
    return;
  }
  struct ledger_line *above = &reader->ledger->lines[line->parent - 1];
  line->next = above->child;
  above->child = index + 1;
}

static void check_order(const struct ledger_reader *reader, size_t *last)
{
  struct ledger_line *lines = reader->ledger->lines;
  for (size_t i = 0; i < reader->ledger->count; i++) {
    size_t *before = &last[lines[i].side];
    if (!lines[i].code)
      continue;
    if (*before && strcmp(lines[*before - 1].code, lines[i].code) > 0)
      complain_order(reader, &lines[i], &lines[*before - 1]);
    *before = i + 1;
  }
}

void ledger_codes_link(const struct ledger_reader *reader)
{
  struct ledger *ledger = reader->ledger;
  GHashTable *codes = g_hash_table_new(g_str_hash, g_str_equal);
  for (size_t i = 0; i < ledger->count; i++) {
    struct ledger_line *line = &ledger->lines[i];
    if (!line->code)
      continue;
    line->level = ledger_level(reader->frame, line->code);
    if (line->level == SIZE_MAX) {
      complain_length(reader, line);
      line->code = NULL;
      line->level = 0;
      continue;
    }
    line->indent = (int)line->level;
    if (enter_code(reader, codes, i))
      find_name(reader, line);
  }
  for (size_t i = 0; i < ledger->count; i++)
    link_parent(reader, codes, i);
  g_hash_table_destroy(codes);
  check_order(reader, ARENA_ARRAY(reader->arena, reader->frame->side_count, size_t));
}
