/* A source, or a form, brought as far as its facts. */
#ifndef NIANBAO_TESTS_FIGURE_MAKE_H
#define NIANBAO_TESTS_FIGURE_MAKE_H

#include "../golden.h"

#include "figure/facts.h"

#define LAYOUTS NIANBAO_ROOT "/layouts"

struct made {
  struct arena *arena;
  struct files files;
  struct diags diags;
  const struct form *form;
  const struct report *report;
  const struct facts *facts;
};

static inline void made_init(struct made *made)
{
  *made = (struct made){.arena = arena_new()};
  files_init(&made->files, made->arena);
  diags_init(&made->diags, made->arena);
}

static inline void made_done(struct made *made)
{
  arena_free(made->arena);
}

static inline const struct node *make_tree(struct made *made, const char *name, const char *text)
{
  uint32_t file = files_add(&made->files, name, text, strlen(text));
  return source_parse(made->arena, &made->files, file, &made->diags);
}

static inline void make_facts(struct made *made, const char *text)
{
  made_init(made);
  const struct node *root = make_tree(made, "report.yaml", text);
  assert_non_null(root);
  made->report = report_read(made->arena, &made->files, root, &made->diags);
  assert_non_null(made->report);
  if (made->report->form)
    made->form =
        form_load(made->arena, &made->files, LAYOUTS, made->report->form, made->report->form_span, &made->diags);
  made->facts = facts_resolve(made->arena, &made->files, made->report, made->form, &made->diags);
}

static inline void make_form(struct made *made, const char *text)
{
  made_init(made);
  const struct node *root = make_tree(made, "form.yaml", text);
  assert_non_null(root);
  made->form = form_read(made->arena, &made->files, root, "test", &made->diags);
}

/* The facts of a report that follows a form given as text, called test. */
static inline void make_facts_of(struct made *made, const char *form, const char *report)
{
  make_form(made, form);
  const struct node *root = make_tree(made, "report.yaml", report);
  assert_non_null(root);
  made->report = report_read(made->arena, &made->files, root, &made->diags);
  if (made->form)
    made->facts = facts_resolve(made->arena, &made->files, made->report, made->form, &made->diags);
}

static inline char *read_golden_source(const char *name)
{
  char *path = g_build_filename(NIANBAO_ROOT, "tests", "golden", name, NULL), *text = NULL;
  assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_free(path);
  return text;
}

/* All findings, one a line: code: message / hint. */
static inline char *made_findings(const struct made *made)
{
  GString *text = g_string_new(NULL);
  for (size_t i = 0; i < made->diags.count; i++) {
    const struct diag *diag = made->diags.items[i];
    g_string_append_printf(text, "%s: %s / %s\n", diag_code_name(diag->code), diag->message,
                           diag->hint ? diag->hint : "");
  }
  return g_string_free(text, FALSE);
}

#endif
