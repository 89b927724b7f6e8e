/* Printing of diagnostics, as text for people and as JSON for programs. */
#include "base/diag.h"

#include <glib.h>

#include "base/limits.h"
#include "base/show.h"
#include "base/tr.h"

struct printer {
  GString *out;
  const struct files *files;
  struct show_look look;
};

static const char *diag_file_name(const struct diag *diag, const struct files *files)
{
  return span_known(diag->span) ? files_get(files, diag->span.file)->name : diag->file;
}

/* FILE:LINE:COLUMN: , FILE: or the program's own name. */
static void print_place(const struct printer *printer, const char *name, struct span span)
{
  GString *out = printer->out;
  g_string_append(out, printer->look.colour ? "\033[1m" : "");
  show_text(out, name != NULL ? name : "nianbao");
  if (span_known(span)) {
    struct file_position position = files_position(printer->files, span);
    g_string_append_printf(out, ":%u:%u", position.line, position.column);
  }
  g_string_append(out, printer->look.colour ? ":\033[0m " : ": ");
}

static void print_severity(const struct printer *printer, const struct diag *diag)
{
  bool error = diag->severity == DIAG_ERROR;
  const char *word = error ? "error" : "warning"; /* the same in every language: scripts look for it */
  const char *on = !printer->look.colour ? "" : error ? "\033[1;31m" : "\033[1;35m";
  const char *off = printer->look.colour ? "\033[0m" : "";
  g_string_append_printf(printer->out, "%s%s[%s]:%s ", on, word, diag_code_name(diag->code), off);
}

static bool has_excerpt(const struct printer *printer, struct span span)
{
  return span_known(span) && files_get(printer->files, span.file)->size > 0;
}

static bool on_one_line(const struct printer *printer, struct span a, struct span b)
{
  return span_known(a) && a.file == b.file &&
         files_position(printer->files, a).line == files_position(printer->files, b).line;
}

/* In colour, so that it is told apart from what it belongs to. */
static void print_label(const struct printer *printer, const char *label)
{
  bool colour = printer->look.colour;
  g_string_append_printf(printer->out, "%s%s:%s ", colour ? "\033[1;36m" : "", label, colour ? "\033[0m" : "");
}

/* The line of the finding itself, with all related places that stand on it. */
static void print_own_line(const struct printer *printer, const struct diag *diag)
{
  if (!has_excerpt(printer, diag->span))
    return;
  struct span *spans = g_new(struct span, diag->related_count + 1);
  spans[0] = diag->span;
  for (size_t i = 0; i < diag->related_count; ++i)
    spans[i + 1] = diag->related[i].span;
  show_excerpt(printer->out, printer->files, spans, diag->related_count + 1, true, printer->look);
  g_free(spans);
}

static void print_note(const struct printer *printer, const struct diag_related *related)
{
  const char *name = span_known(related->span) ? files_get(printer->files, related->span.file)->name : NULL;
  print_place(printer, name, related->span);
  print_label(printer, _("note"));
  show_text(printer->out, related->message);
  g_string_append_c(printer->out, '\n');
}

/* The related places from `begin` that stand on one line, and that line, unless it has been shown. Gives the next. */
static size_t print_notes(const struct printer *printer, const struct diag *diag, size_t begin)
{
  const struct diag_related *related = diag->related;
  size_t end = begin;
  do
    print_note(printer, &related[end++]);
  while (end < diag->related_count && on_one_line(printer, related[begin].span, related[end].span));
  if (!has_excerpt(printer, related[begin].span) || on_one_line(printer, related[begin].span, diag->span))
    return end;
  struct span *spans = g_new(struct span, end - begin);
  for (size_t i = begin; i < end; ++i)
    spans[i - begin] = related[i].span;
  show_excerpt(printer->out, printer->files, spans, end - begin, false, printer->look);
  g_free(spans);
  return end;
}

static void print_text(const struct printer *printer, const struct diag *diag)
{
  print_place(printer, diag_file_name(diag, printer->files), diag->span);
  print_severity(printer, diag);
  show_text(printer->out, diag->message);
  g_string_append_c(printer->out, '\n');
  print_own_line(printer, diag);
  for (size_t i = 0; i < diag->related_count;)
    i = print_notes(printer, diag, i);
  if (diag->hint != NULL) {
    g_string_append(printer->out, "  ");
    print_label(printer, _("hint"));
    show_text(printer->out, diag->hint);
    g_string_append_c(printer->out, '\n');
  }
}

static void print_json_place(const struct printer *printer, const char *name, struct span span)
{
  struct file_position position = {0, 0};
  if (span_known(span))
    position = files_position(printer->files, span);
  g_string_append(printer->out, "{\"file\":");
  show_json(printer->out, name);
  g_string_append_printf(printer->out, ",\"line\":%u,\"column\":%u", position.line, position.column);
}

static void print_json(const struct printer *printer, const struct diag *diag)
{
  GString *out = printer->out;
  print_json_place(printer, diag_file_name(diag, printer->files), diag->span);
  g_string_append_printf(out, ",\"severity\":\"%s\",\"code\":\"%s\",\"message\":",
                         diag->severity == DIAG_ERROR ? "error" : "warning", diag_code_name(diag->code));
  show_json(out, diag->message);
  g_string_append(out, ",\"hint\":");
  show_json(out, diag->hint);
  g_string_append(out, ",\"related\":[");
  for (size_t i = 0; i < diag->related_count; ++i) {
    const struct diag_related *related = &diag->related[i];
    const char *name = span_known(related->span) ? files_get(printer->files, related->span.file)->name : NULL;
    g_string_append(out, i > 0 ? "," : "");
    print_json_place(printer, name, related->span);
    g_string_append(out, ",\"message\":");
    show_json(out, related->message);
    g_string_append_c(out, '}');
  }
  g_string_append(out, "]}\n");
}

struct numbered {
  struct diag *diag;
  size_t number; /* as added: keeps the order of those at one place */
};

static int compare_numbers(size_t a, size_t b)
{
  return (a > b) - (a < b);
}

static int compare_places(const void *left, const void *right)
{
  const struct numbered *a = left;
  const struct numbered *b = right;
  if (a->diag->span.file != b->diag->span.file)
    return compare_numbers(a->diag->span.file, b->diag->span.file);
  if (a->diag->span.begin != b->diag->span.begin)
    return compare_numbers(a->diag->span.begin, b->diag->span.begin);
  return compare_numbers(a->number, b->number);
}

static struct numbered *diags_sorted(const struct diags *diags)
{
  struct numbered *sorted = g_new(struct numbered, diags->count);
  for (size_t i = 0; i < diags->count; ++i)
    sorted[i] = (struct numbered){diags->items[i], i};
  if (diags->count > 1)
    qsort(sorted, diags->count, sizeof *sorted, compare_places);
  return sorted;
}

static bool same_words(const char *a, const char *b)
{
  return g_strcmp0(a, b) == 0;
}

/* Two stages may say the same of one place. */
static bool is_same(const struct diag *a, const struct diag *b)
{
  return a->code == b->code && a->span.file == b->span.file && a->span.begin == b->span.begin &&
         a->span.end == b->span.end && same_words(a->file, b->file) && same_words(a->message, b->message) &&
         same_words(a->hint, b->hint);
}

/* Takes out what stands before it already, among those of its place. Gives how many are left. */
static size_t merge_same(struct numbered *sorted, size_t count)
{
  size_t kept = 0;
  for (size_t i = 0; i < count; ++i) {
    bool again = false;
    for (size_t j = kept; !again && j > 0 && sorted[j - 1].diag->span.begin == sorted[i].diag->span.begin &&
                          kept - j < LIMIT_DIAGS_SHOWN;
         --j)
      again = is_same(sorted[j - 1].diag, sorted[i].diag);
    if (!again)
      sorted[kept++] = sorted[i];
  }
  return kept;
}

void diags_merge(struct diags *diags)
{
  struct numbered *sorted = diags_sorted(diags);
  size_t count = merge_same(sorted, diags->count);
  diags->errors = 0;
  for (size_t i = 0; i < count; ++i) {
    diags->items[i] = sorted[i].diag;
    diags->errors += sorted[i].diag->severity == DIAG_ERROR;
  }
  diags->count = count;
  g_free(sorted);
}

static void print_rest(const struct printer *printer, const struct diag *diag, size_t errors, size_t warnings)
{
  print_place(printer, span_known(diag->span) ? diag_file_name(diag, printer->files) : NULL, SPAN_NONE);
  g_string_append_printf(printer->out, _("%1$zu more errors and %2$zu more warnings are not shown."), errors, warnings);
  g_string_append_c(printer->out, '\n');
}

/* The findings of one file. Where there are too many, no warning takes the place of an error. */
static void print_group(const struct printer *printer, const struct numbered *group, size_t count)
{
  size_t errors = 0;
  for (size_t i = 0; i < count; ++i)
    errors += group[i].diag->severity == DIAG_ERROR;
  size_t errors_left = MIN(errors, LIMIT_DIAGS_SHOWN);
  size_t warnings_left = MIN(count - errors, LIMIT_DIAGS_SHOWN - errors_left);
  size_t errors_hidden = errors - errors_left;
  size_t warnings_hidden = count - errors - warnings_left;
  for (size_t i = 0; i < count; ++i) {
    size_t *left = group[i].diag->severity == DIAG_ERROR ? &errors_left : &warnings_left;
    if (*left == 0)
      continue;
    --*left;
    print_text(printer, group[i].diag);
  }
  if (errors_hidden + warnings_hidden > 0)
    print_rest(printer, group[0].diag, errors_hidden, warnings_hidden);
}

static void print_groups(const struct printer *printer, const struct numbered *sorted, size_t count)
{
  for (size_t begin = 0, end; begin < count; begin = end) {
    end = begin + 1;
    while (end < count && sorted[end].diag->span.file == sorted[begin].diag->span.file)
      ++end;
    print_group(printer, sorted + begin, end - begin);
  }
}

void diags_show(FILE *out, const struct diags *diags, const struct files *files, struct diag_look look)
{
  struct printer printer = {g_string_new(NULL), files, {look.colour, look.columns}};
  struct numbered *sorted = diags_sorted(diags);
  switch (look.format) {
  case DIAG_TEXT:
    print_groups(&printer, sorted, diags->count);
    break;
  case DIAG_JSON:
    for (size_t i = 0; i < diags->count; ++i)
      print_json(&printer, sorted[i].diag);
    break;
  }
  fwrite(printer.out->str, 1, printer.out->len, out);
  g_free(sorted);
  g_string_free(printer.out, TRUE);
}

void diags_print(FILE *out, const struct diags *diags, const struct files *files, enum diag_format format, bool colour)
{
  diags_show(out, diags, files, (struct diag_look){format, colour, 0});
}
