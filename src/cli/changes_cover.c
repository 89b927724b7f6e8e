/* 更正对照表: the page before the marked ones, a report of its own with one table. */
#include <glib.h>
#include <string.h>

#include "cli/changes.h"

/* Characters. */
#define CELL_MAX    2000
#define SAME_MAX    400
#define SAME_AROUND 40

/* As a YAML string; ${ and markup in it stay as they are. */
static void put_string(GString *out, const char *text)
{
  g_string_append_c(out, '"');
  for (const char *at = text; *at; at = g_utf8_next_char(at)) {
    gunichar c = g_utf8_get_char(at);
    if (c == '"' || c == '\\')
      g_string_append_printf(out, "\\%c", (char)c);
    else if (c == '$' && at[1] == '{')
      g_string_append(out, "$$");
    else if (c == '\n')
      g_string_append(out, "\\n");
    else if (c == 0x2028 || c < 0x20)
      g_string_append_c(out, ' ');
    else
      g_string_append_unichar(out, c);
  }
  g_string_append_c(out, '"');
}

/* Of the longest sentences the beginning is enough: a cell has its limit. */
static void put_cell(GString *out, const char *given)
{
  const char *text = given ? given : "";
  char *cut = g_utf8_strlen(text, -1) > CELL_MAX ? g_utf8_substring(text, 0, CELL_MAX) : NULL;
  char *whole = g_strdup_printf("%s%s", cut ? cut : text, cut ? "……" : "");
  g_string_append(out, ", {text: ");
  put_string(out, *whole ? whole : "（空）");
  g_string_append_c(out, '}');
  g_free(whole);
  g_free(cut);
}

/* What is the same for long: its two ends. */
static void append_same(GString *out, const char *text)
{
  glong length = g_utf8_strlen(text, -1);
  if (length <= SAME_MAX) {
    g_string_append(out, text);
    return;
  }
  char *begin = g_utf8_substring(text, 0, SAME_AROUND);
  g_string_append_printf(out, "%s……%s", begin, g_utf8_offset_to_pointer(text, length - SAME_AROUND));
  g_free(begin);
}

/* Of a sentence only what differs and a little around it, or all of it where it is short. */
static char *words_of(const struct change *change, enum piece_kind kind)
{
  GString *text = g_string_new(NULL);
  for (size_t i = 0; i < change->piece_count; i++) {
    if (change->pieces[i].kind == PIECE_SAME)
      append_same(text, change->pieces[i].text);
    else if (change->pieces[i].kind == kind)
      g_string_append(text, change->pieces[i].text);
  }
  return g_string_free(text, FALSE);
}

static const char *place_of(struct arena *arena, const struct change *change)
{
  if (change->kind != CHANGE_CELL)
    return change->kind == CHANGE_ROW ? change->table : change->section;
  return arena_printf(arena, "%s：%s%s%s", change->table, change->row, *change->row && *change->column ? "，" : "",
                      change->column);
}

static void put_row(GString *out, struct arena *arena, const struct comparison *c, size_t index)
{
  const struct change *change = &c->changes->items[index];
  uint32_t page = atlas_page(c->new_places, change);
  g_string_append_printf(out, "        - [{text: \"%zu\"}", index + 1);
  put_cell(out, place_of(arena, change));
  if (change->kind == CHANGE_IMAGE) {
    put_cell(out, "（原图片）");
    put_cell(out, "（新图片）");
  } else if (change->kind == CHANGE_WORDS) {
    char *old_words = words_of(change, PIECE_OLD), *new_words = words_of(change, PIECE_NEW);
    put_cell(out, old_words);
    put_cell(out, new_words);
    g_free(old_words);
    g_free(new_words);
  } else {
    put_cell(out, change->old_text ? change->old_text : "（无）");
    put_cell(out, change->new_text ? change->new_text : "（删去）");
  }
  put_cell(out, page == UINT32_MAX ? "—" : c->after->document->pages[page].label);
  g_string_append(out, "]\n");
}

static void put_table(GString *out, struct arena *arena, const struct comparison *c)
{
  g_string_append(
      out, "table:\n        columns:\n"
           "        - {name: 序号, align: centre, width: 2字}\n        - {name: 位置, align: start, width: 12字}\n"
           "        - {name: 更正前, align: start, width: 1}\n        - {name: 更正后, align: start, width: 1}\n"
           "        - {name: 页码, align: centre, width: 2字}\n        rows:\n");
  for (size_t i = 0; i < c->changes->count; i++)
    put_row(out, arena, c, i);
}

char *changes_cover(struct arena *arena, const struct comparison *c)
{
  const struct report *report = c->after->report;
  GString *out = g_string_new("agency: ");
  put_string(out, report->agency ? report->agency : "");
  g_string_append_printf(out, "\nyear: %d\nlayout: ", report->year);
  put_string(out, report->layout);
  g_string_append(out, "\ntitle: ");
  put_string(out, arena_printf(arena, "%s\n更正对照表", c->after->document->title));
  g_string_append(out, "\nsections:\n  - title: 更正内容\n    content:\n    - ");
  if (c->changes->count > 0)
    put_table(out, arena, c);
  else /* the looks may be others */
    g_string_append(out, "text: 两个版本的文字和数据没有差别。\n");
  char *copy = arena_strndup(arena, out->str, out->len);
  g_string_free(out, TRUE);
  return copy;
}
