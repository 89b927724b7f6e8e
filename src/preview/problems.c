#include "preview/problems.h"

#include <stdlib.h>
#include <string.h>

#include "base/show.h"
#include "preview/places.h"

struct problem {
  const struct diag *diag;
  size_t number; /* as added: keeps the order of those at one place */
};

/* Files are in the order they were read, but the source comes first: it is what is being written. */
static uint32_t file_rank(const struct diag *diag, uint32_t source)
{
  if (!span_known(diag->span))
    return 0;
  return diag->span.file == source ? 1 : diag->span.file + 2;
}

static gint compare_problems(gconstpointer left, gconstpointer right, gpointer data)
{
  const struct problem *a = left, *b = right;
  uint32_t source = GPOINTER_TO_UINT(data), ranks[] = {file_rank(a->diag, source), file_rank(b->diag, source)};
  if (ranks[0] != ranks[1])
    return ranks[0] < ranks[1] ? -1 : 1;
  if (a->diag->span.begin != b->diag->span.begin)
    return a->diag->span.begin < b->diag->span.begin ? -1 : 1;
  return a->number < b->number ? -1 : 1;
}

/* Errors first where there are too many, so that no warning takes the place of an error. */
static void select_problems(GArray *out, const struct diags *diags, enum diag_severity severity)
{
  for (size_t i = 0; i < diags->count && out->len < PROBLEMS_MAX; i++) {
    struct problem problem = {diags->items[i], i};
    if (problem.diag->severity == severity)
      g_array_append_val(out, problem);
  }
}

static void write_member(GString *out, const char *name, const char *value)
{
  g_string_append_printf(out, ",\"%s\":", name);
  show_json(out, value);
}

static void write_place(GString *out, const struct version *version, struct span span, const char *file)
{
  struct file_position position = {0, 0};
  if (span_known(span)) {
    position = files_position(version->run.files, span);
    file = files_get(version->run.files, span.file)->name;
  }
  write_member(out, "file", file);
  g_string_append_printf(out, ",\"line\":%u,\"column\":%u", position.line, position.column);
}

static void write_marks(GString *out, const struct version *version, struct span span)
{
  struct page_area areas[AREAS_MAX];
  size_t count = places_find(version, span, areas);
  g_string_append(out, ",\"marks\":[");
  for (size_t i = 0; i < count; i++) {
    g_string_append(out, i ? "," : "");
    places_write_area(out, &areas[i]);
  }
  g_string_append_c(out, ']');
}

static void write_excerpt(GString *out, const struct version *version, struct span span)
{
  if (!span_known(span) || !files_get(version->run.files, span.file)->size) {
    write_member(out, "excerpt", NULL);
    return;
  }
  GString *excerpt = g_string_new(NULL);
  show_excerpt(excerpt, version->run.files, &span, 1, true, (struct show_look){0});
  char **lines = g_strsplit(excerpt->str, "\n", -1);
  g_string_append(out, ",\"excerpt\":[");
  for (size_t i = 0; lines[i] && *lines[i]; i++) {
    g_string_append(out, i ? "," : "");
    show_json(out, lines[i]);
  }
  g_string_append_c(out, ']');
  g_strfreev(lines);
  g_string_free(excerpt, TRUE);
}

static void write_related(GString *out, const struct version *version, const struct diag_related *related)
{
  g_string_append(out, "{\"message\":");
  show_json(out, related->message);
  write_place(out, version, related->span, NULL);
  write_marks(out, version, related->span);
  g_string_append_c(out, '}');
}

static void write_problem(GString *out, const struct version *version, const struct problem *problem)
{
  const struct diag *diag = problem->diag;
  g_string_append_printf(out, "{\"number\":%zu,\"severity\":\"%s\"", problem->number,
                         diag->severity == DIAG_ERROR ? "error" : "warning");
  write_member(out, "code", diag_code_name(diag->code));
  write_member(out, "message", diag->message);
  write_member(out, "hint", diag->hint);
  write_place(out, version, diag->span, diag->file);
  write_excerpt(out, version, diag->span);
  write_marks(out, version, diag->span);
  g_string_append(out, ",\"related\":[");
  for (size_t i = 0; i < diag->related_count; i++) {
    g_string_append(out, i ? "," : "");
    write_related(out, version, &diag->related[i]);
  }
  g_string_append(out, "]}");
}

void problems_write(GString *out, const struct version *version)
{
  GArray *problems = g_array_new(FALSE, FALSE, sizeof(struct problem));
  select_problems(problems, version->run.diags, DIAG_ERROR);
  select_problems(problems, version->run.diags, DIAG_WARNING);
  g_array_sort_with_data(problems, compare_problems, GUINT_TO_POINTER(version_find_file(version, version->run.source)));
  g_string_append_c(out, '[');
  for (guint i = 0; i < problems->len; i++) {
    g_string_append(out, i ? "," : "");
    write_problem(out, version, &g_array_index(problems, struct problem, i));
  }
  g_string_append_c(out, ']');
  g_array_free(problems, TRUE);
}

size_t problems_count(const struct version *version, enum diag_severity severity)
{
  size_t errors = version->run.diags->errors;
  return severity == DIAG_ERROR ? errors : version->run.diags->count - errors;
}
