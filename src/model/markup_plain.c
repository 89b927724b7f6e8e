/* Titles, captions, notes and labels: lines in which nothing of CommonMark is read. */
#include <glib.h>
#include <string.h>

#include "model/markup.h"

static void read_line(struct arena *arena, const struct files *files, const struct node *scalar, uint32_t begin,
                      uint32_t end, enum prepare_as as, struct report *report, struct inlines *out, struct diags *diags)
{
  struct arena *scratch = arena_new();
  struct markup_text text;
  struct markup_runs runs;
  struct source_cursor cursor = source_cursor(files, scalar);
  markup_prepare(scratch, arena, &cursor, begin, end, as, report, &text, diags);
  if (end == scalar->as.scalar.length)
    markup_check_comment(files, scalar, diags);
  markup_runs_begin(&runs, scratch, arena, &text, out, 0, diags);
  char **lines = g_strsplit(text.bytes, "\n", -1);
  size_t at = 0;
  for (char **line = lines; *line; at += strlen(*line) + 1, ++line) {
    size_t lead = strspn(*line, " \t");
    char *words = g_strndup(*line + lead, strlen(*line + lead));
    if (line != lines)
      markup_runs_soft_break(&runs);
    markup_runs_text(&runs, g_strchomp(words), at + lead, true);
    g_free(words);
  }
  g_strfreev(lines);
  markup_runs_end(&runs);
  markup_check_line(&text, &runs.glyphs, diags);
  markup_html_check_line(&text, diags);
  arena_free(scratch);
}

void markup_read_line(struct arena *arena, const struct files *files, const struct node *scalar, uint32_t begin,
                      uint32_t end, struct report *report, struct inlines *out, struct diags *diags)
{
  read_line(arena, files, scalar, begin, end, PREPARE_LINE, report, out, diags);
}

void markup_read_title(struct arena *arena, const struct files *files, const struct node *scalar, uint32_t begin,
                       uint32_t end, struct report *report, struct inlines *out, struct diags *diags)
{
  read_line(arena, files, scalar, begin, end, PREPARE_TITLE, report, out, diags);
}
