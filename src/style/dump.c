/* The golden format of a sheet: one property group a line, lengths in points with three decimals. */
#include <stdio.h>

#include "style/read.h"

static const char *const align_names[] = {"justify", "start", "centre", "end", "spread"};
static const char *const begins_names[] = {"", " begins page", " begins recto"};
static const char *const front_names[] = {"same", "roman", "none"};

/* Thousandths of a point by integers, so that the dump is the same everywhere. */
void style_dump_length(FILE *out, const char *name, len length)
{
  int64_t thousandths = len_scale(length, 1000, LEN_PT);
  const char *sign = thousandths < 0 ? "-" : "";
  int64_t size = thousandths < 0 ? -thousandths : thousandths;
  fprintf(out, " %s %s%lld.%03lld", name, sign, (long long)(size / 1000), (long long)(size % 1000));
}

static void dump_page(FILE *out, const struct sheet *sheet)
{
  fprintf(out, "sheet %s\npage", sheet->name);
  style_dump_length(out, "width", sheet->page_width);
  style_dump_length(out, "height", sheet->page_height);
  fputs("\narea", out);
  style_dump_length(out, sheet->mirrored ? "inner" : "x", sheet->area_x);
  style_dump_length(out, "y", sheet->area_y);
  style_dump_length(out, "width", sheet->area_width);
  style_dump_length(out, "height", sheet->area_height);
  fprintf(out, "\ngrid %d x %d", sheet->chars, sheet->lines);
  style_dump_length(out, "box", sheet->box);
  style_dump_length(out, "pitch", sheet_line_top(sheet, 1));
  style_dump_length(out, "last", sheet_line_top(sheet, sheet->lines - 1));
  fputc('\n', out);
  style_dump_rules(out, &sheet->rules);
}

static void dump_style(FILE *out, const struct text_style *style)
{
  fprintf(out, "style %s role %s latin %s", style->name, style->role, style->latin_role);
  style_dump_length(out, "size", style->size);
  style_dump_length(out, "cell", style->cell);
  style_dump_length(out, "pitch", style->pitch);
  fputs("\n ", out);
  style_dump_length(out, "indent_first", style->indent_first);
  style_dump_length(out, "indent", style->indent);
  style_dump_length(out, "indent_end", style->indent_end);
  style_dump_length(out, "before", style->space_before);
  style_dump_length(out, "after", style->space_after);
  fprintf(out, "\n  rows %d align %s numbering %s gap %s lang %s%s%s\n", style->rows, align_names[style->align],
          style_numberings[style->numbering].name, style->gap ? "on" : "off", style->lang,
          style->keep_with_next ? " keep" : "", begins_names[style->begins]);
}

static void dump_lists(FILE *out, const struct list_look *look)
{
  fputs("lists numbers", out);
  for (int i = 0; i < look->number_count; i++)
    fprintf(out, " %s", style_numberings[look->numbers[i]].name);
  fputs(" marks", out);
  for (int i = 0; i < look->mark_count; i++)
    fprintf(out, " %s", look->marks[i]);
  fputc('\n', out);
}

static void print_colour(FILE *out, const char *name, struct style_colour colour)
{
  fprintf(out, " %s %02X%02X%02X", name, colour.red, colour.green, colour.blue);
}

static const char *wide_name(enum wide_table wide)
{
  static const char *const names[] = {[WIDE_ERROR] = "error", [WIDE_TURN] = "turn", [WIDE_FOLD] = "fold"};
  return names[wide];
}

static void dump_table(FILE *out, const struct sheet *sheet)
{
  static const char *const continued[] = {"续表", "（续）", "none"};
  const struct table_look *look = &sheet->table;
  fputs("table", out);
  style_dump_length(out, "outer", look->rule_outer);
  style_dump_length(out, "head", look->rule_head);
  style_dump_length(out, "inner", look->rule_inner);
  fprintf(out, " sides %s vertical_heads %s", look->sides ? "on" : "off", look->vertical_heads ? "narrow" : "never");
  style_dump_length(out, "pad_inline", look->pad_inline);
  style_dump_length(out, "pad_inline_min", look->pad_inline_min);
  style_dump_length(out, "pad_block", look->pad_block);
  style_dump_length(out, "pad_block_min", look->pad_block_min);
  fputs("\n ", out);
  print_colour(out, "band", look->band);
  print_colour(out, "head", look->head);
  for (int i = 0; i < look->size_count; i++)
    style_dump_length(out, "size", look->sizes[i]);
  fprintf(out, " wide %s", wide_name(look->wide));
  style_dump_length(out, "whole_gap", sheet->whole_table_gap);
  fprintf(out, " continued %s", continued[look->continued]);
  if (look->total.role)
    fprintf(out, " total %s", look->total.role);
  if (look->total.rule)
    style_dump_length(out, "total", look->total.rule);
  fputc('\n', out);
}

static void dump_notes(FILE *out, const struct note_look *look)
{
  static const char *const places[] = {"page", "section", "end"}, *const numbers[] = {"①", "1", "[1]"};
  fprintf(out, "footnotes %s %s restart %s%s", places[look->place], numbers[look->numbers],
          look->by_page ? "page" : "report", look->raised ? " raised" : "");
  style_dump_length(out, "rule", look->rule);
  style_dump_length(out, "width", look->rule_width);
  style_dump_length(out, "gap", look->gap);
  style_dump_length(out, "rule_gap", look->rule_gap);
  fputc('\n', out);
}

static void dump_chart(FILE *out, const struct chart_look *look)
{
  fputs("chart", out);
  style_dump_length(out, "rule", look->rule);
  style_dump_length(out, "height", look->height);
  fputc('\n', out);
}

static bool style_is_used(const struct sheet *sheet, enum style_id style)
{
  bool heads = sheet->head.odd || sheet->head.even, contents = sheet->contents.levels > 0;
  return style < STYLE_HEAD || style >= STYLE_CHART || (style == STYLE_HEAD ? heads : contents);
}

static void dump_furniture(FILE *out, const struct sheet *sheet)
{
  const struct folio_look *folio = &sheet->folio;
  const struct head_look *head = &sheet->head;
  const struct contents_look *contents = &sheet->contents;
  if (sheet->signature.inset_set) {
    fputs("signature", out);
    style_dump_length(out, "inset", sheet->signature.inset);
    fputc('\n', out);
  }
  fprintf(out, "folio %s", folio->pattern);
  style_dump_length(out, "drop", folio->drop);
  style_dump_length(out, "inset", folio->inset);
  fprintf(out, " %s%s%s\n", folio->outer ? "outer" : "centre", folio->first ? "" : " not first",
          folio->blank ? "" : " not blank");
  if (head->odd || head->even) {
    fprintf(out, "head odd %s even %s", head->odd ? head->odd : "-", head->even ? head->even : "-");
    style_dump_length(out, "rise", head->rise);
    style_dump_length(out, "rule", head->rule);
    fprintf(out, " %s%s\n", head->outer ? "outer" : "centre", head->first ? "" : " not first");
  }
  if (contents->levels) {
    fprintf(out, "contents %s levels %d folio %s", contents->title, contents->levels, front_names[contents->folio]);
    style_dump_length(out, "leader", contents->leader);
    fputc('\n', out);
  }
}

void sheet_dump(FILE *out, const struct sheet *sheet)
{
  dump_page(out, sheet);
  for (int i = 0; i < STYLE_COUNT; i++)
    if (style_is_used(sheet, (enum style_id)i))
      dump_style(out, &sheet->styles[i]);
  dump_lists(out, &sheet->list);
  dump_table(out, sheet);
  dump_chart(out, &sheet->chart);
  dump_notes(out, &sheet->notes);
  dump_furniture(out, sheet);
  if (sheet->print.set)
    style_dump_print(out, &sheet->print);
}
