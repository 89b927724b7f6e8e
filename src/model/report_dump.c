/* The report as lines of text, two spaces a level: kind, what it holds, @begin-end in bytes of the source. */
#include <stdio.h>

#include "model/chart.h"
#include "model/image.h"
#include "model/table.h"

static void indent(FILE *out, int level)
{
  fprintf(out, "%*s", 2 * level, "");
}

static void dump_quoted(FILE *out, const char *text)
{
  putc('"', out);
  for (; *text; ++text) {
    if (*text == '"' || *text == '\\')
      putc('\\', out);
    if (*text == '\n')
      fputs("\\n", out);
    else
      putc(*text, out);
  }
  putc('"', out);
}

static void dump_span(FILE *out, struct span span)
{
  if (span_known(span))
    fprintf(out, " @%u-%u", span.begin, span.end);
  putc('\n', out);
}

static void dump_text(FILE *out, const char *key, const char *text, struct span span)
{
  if (!text)
    return;
  fprintf(out, "%s ", key);
  dump_quoted(out, text);
  dump_span(out, span);
}

static void dump_marks(FILE *out, const struct inline_run *run)
{
  static const struct {
    unsigned mark;
    const char *name;
  } marks[] = {{INLINE_STRONG, "strong"},
               {INLINE_EMPHASIS, "emphasis"},
               {INLINE_CODE, "code"},
               {INLINE_NAME, "name"},
               {INLINE_WORK, "work"}};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; ++i) {
    if (run->marks & marks[i].mark)
      fprintf(out, " %s", marks[i].name);
  }
  if (run->line)
    fprintf(out, " line=%u", run->line);
  if (run->divides)
    fputs(" divides", out);
  if (run->link) {
    fputs(" link=", out);
    dump_quoted(out, run->link);
  }
}

static void dump_run(FILE *out, const struct inline_run *run, int level)
{
  static const char *const kinds[] = {
      [INLINE_TEXT] = "text", [INLINE_EXPR] = "expr", [INLINE_BREAK] = "break", [INLINE_NOTE_REF] = "note"};
  indent(out, level);
  fputs(kinds[run->kind], out);
  if (run->kind == INLINE_NOTE_REF)
    fprintf(out, " %u", run->note);
  if (run->kind == INLINE_TEXT || run->kind == INLINE_EXPR) {
    putc(' ', out);
    dump_quoted(out, run->text);
  }
  dump_marks(out, run);
  dump_span(out, run->span);
}

static void dump_inlines(FILE *out, const struct inlines *inlines, int level)
{
  for (size_t i = 0; i < inlines->count; ++i)
    dump_run(out, &inlines->items[i], level);
}

static void dump_named(FILE *out, const char *name, const struct inlines *inlines, int level)
{
  if (inlines->count == 0)
    return;
  indent(out, level);
  fprintf(out, "%s\n", name);
  dump_inlines(out, inlines, level + 1);
}

static void dump_markups(FILE *out, const struct markups *markups, int level);

static void dump_list(FILE *out, const struct markup_list *list, int level)
{
  for (size_t i = 0; i < list->count; ++i) {
    indent(out, level);
    fputs("item\n", out);
    dump_markups(out, &list->items[i], level + 1);
  }
}

static void dump_markup(FILE *out, const struct markup *markup, int level)
{
  indent(out, level);
  switch (markup->kind) {
  case MARKUP_HEADING:
    fprintf(out, "heading %d", markup->level);
    dump_span(out, markup->span);
    dump_inlines(out, &markup->inlines, level + 1);
    return;
  case MARKUP_PARAGRAPH:
    fputs("paragraph", out);
    dump_span(out, markup->span);
    dump_inlines(out, &markup->inlines, level + 1);
    return;
  case MARKUP_LIST:
    if (markup->list->ordered)
      fprintf(out, "list from %d", markup->list->start);
    else
      fputs("list", out);
    dump_span(out, markup->span);
    dump_list(out, markup->list, level + 1);
    return;
  }
}

static void dump_markups(FILE *out, const struct markups *markups, int level)
{
  for (size_t i = 0; i < markups->count; ++i)
    dump_markup(out, &markups->items[i], level);
}

static void dump_part(FILE *out, const struct part *part, int level)
{
  static const char *const kinds[] = {
      [PART_TEXT] = "text", [PART_TABLE] = "table", [PART_CHART] = "chart", [PART_IMAGE] = "image"};
  indent(out, level);
  fprintf(out, "part %s", kinds[part->kind]);
  if (part->node && part->node->kind == NODE_SCALAR) {
    putc(' ', out);
    dump_quoted(out, part->node->as.scalar.text);
  }
  dump_span(out, part->span);
  dump_markups(out, &part->text, level + 1);
  if (part->chart)
    chart_dump(out, part->chart, level + 1);
  if (part->image)
    image_dump(out, part->image, level + 1);
  dump_named(out, "caption", &part->caption, level + 1);
  dump_named(out, "note", &part->note, level + 1);
  if (part->table)
    free_table_dump(out, part->table, level + 1);
}

static void dump_section(FILE *out, const struct section *section)
{
  fputs("section", out);
  dump_span(out, section->span);
  dump_named(out, "title", &section->title, 1);
  for (size_t i = 0; i < section->count; ++i)
    dump_part(out, &section->parts[i], 1);
}

static void dump_head(FILE *out, const struct report *report)
{
  dump_text(out, "form", report->form, report->form_span);
  dump_text(out, "layout", report->layout, report->layout_span);
  dump_text(out, "agency", report->agency, SPAN_NONE);
  fprintf(out, "year %d", report->year);
  dump_span(out, report->year_span);
  dump_text(out, "previous", report->previous, report->previous_span);
  dump_named(out, "signed", &report->signed_by, 0);
  if (report->signed_year > 0)
    fprintf(out, "date %04d-%02d-%02d\n", report->signed_year, report->signed_month, report->signed_day);
  if (report->figures) {
    fputs("figures", out);
    dump_span(out, report->figures->span);
  }
}

void report_dump(FILE *out, const struct report *report)
{
  dump_head(out, report);
  for (size_t i = 0; i < report->title_count; ++i) {
    fputs("title\n", out);
    dump_inlines(out, &report->title[i], 1);
  }
  if (report->preface.count > 0) {
    fputs("preface\n", out);
    dump_markups(out, &report->preface, 1);
  }
  for (size_t i = 0; i < report->count; ++i)
    dump_section(out, &report->sections[i]);
  for (size_t i = 0; i < report->note_count; ++i) {
    fprintf(out, "note %zu\n", i);
    dump_markups(out, &report->notes[i], 1);
  }
}
