/* Printing of diagnostics, as text for people and as JSON for programs. */
#include "base/diag.h"

#include <glib.h>

#include "base/limits.h"
#include "base/show.h"
#include "base/tr.h"

struct printer {
  GString *out;
  const struct files *files;
  bool colour;
};

static const char *diag_file_name(const struct diag *diag, const struct files *files)
{
  return span_known(diag->span) ? files_get(files, diag->span.file)->name : diag->file;
}

/* FILE:LINE:COLUMN: , FILE: or the program's own name. */
static void print_place(const struct printer *printer, const char *name, struct span span)
{
  GString *out = printer->out;
  g_string_append(out, printer->colour ? "\033[1m" : "");
  show_text(out, name != NULL ? name : "nianbao");
  if (span_known(span)) {
    struct file_position position = files_position(printer->files, span);
    g_string_append_printf(out, ":%u:%u", position.line, position.column);
  }
  g_string_append(out, printer->colour ? ":\033[0m " : ": ");
}

static void print_severity(const struct printer *printer, const struct diag *diag)
{
  bool error = diag->severity == DIAG_ERROR;
  const char *word = error ? "error" : "warning"; /* the same in every language: scripts look for it */
  const char *on = !printer->colour ? "" : error ? "\033[1;31m" : "\033[1;35m";
  const char *off = printer->colour ? "\033[0m" : "";
  g_string_append_printf(printer->out, "%s%s[%s]:%s ", on, word, diag_code_name(diag->code), off);
}

static void print_words(const struct printer *printer, const char *message, struct span span)
{
  show_text(printer->out, message);
  g_string_append_c(printer->out, '\n');
  if (span_known(span) && files_get(printer->files, span.file)->size > 0)
    show_excerpt(printer->out, printer->files, span, printer->colour);
}

static void print_text(const struct printer *printer, const struct diag *diag)
{
  print_place(printer, diag_file_name(diag, printer->files), diag->span);
  print_severity(printer, diag);
  print_words(printer, diag->message, diag->span);
  for (size_t i = 0; i < diag->related_count; ++i) {
    const struct diag_related *related = &diag->related[i];
    const char *name = span_known(related->span) ? files_get(printer->files, related->span.file)->name : NULL;
    print_place(printer, name, related->span);
    g_string_append_printf(printer->out, "%s: ", _("note"));
    print_words(printer, related->message, related->span);
  }
  if (diag->hint != NULL) {
    g_string_append_printf(printer->out, "  %s: ", _("hint"));
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
  const struct diag *diag;
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

void diags_print(FILE *out, const struct diags *diags, const struct files *files, enum diag_format format, bool colour)
{
  struct printer printer = {g_string_new(NULL), files, colour};
  struct numbered *sorted = diags_sorted(diags);
  switch (format) {
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
