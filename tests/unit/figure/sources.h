/* Sources in a folder of their own, for those that build on others: last year's, bodies, tables in files. */
#ifndef NIANBAO_TESTS_FIGURE_SOURCES_H
#define NIANBAO_TESTS_FIGURE_SOURCES_H

#include <glib/gstdio.h>

#include "make.h"

struct folder {
  char *path;
};

static inline void folder_make(struct folder *folder)
{
  folder->path = g_dir_make_tmp("nianbao-XXXXXX", NULL);
  assert_non_null(folder->path);
}

static inline void folder_empty(const char *path)
{
  GDir *dir = g_dir_open(path, 0, NULL);
  for (const char *name; dir && (name = g_dir_read_name(dir));) {
    char *entry = g_build_filename(path, name, NULL);
    if (g_file_test(entry, G_FILE_TEST_IS_DIR) && !g_file_test(entry, G_FILE_TEST_IS_SYMLINK)) {
      folder_empty(entry);
      g_rmdir(entry);
    } else {
      g_unlink(entry);
    }
    g_free(entry);
  }
  if (dir)
    g_dir_close(dir);
}

static inline void folder_done(struct folder *folder)
{
  folder_empty(folder->path);
  g_rmdir(folder->path);
  g_free(folder->path);
}

/* `name` may lead into a folder below, which is made. */
static inline void folder_write(const struct folder *folder, const char *name, const char *text)
{
  char *path = g_build_filename(folder->path, name, NULL), *above = g_path_get_dirname(path);
  assert_int_equal(g_mkdir_with_parents(above, 0777), 0);
  assert_true(g_file_set_contents(path, text, -1, NULL));
  g_free(above);
  g_free(path);
}

/* The facts of a source of the folder, as the program makes them. */
static inline void make_source(struct made *made, const struct folder *folder, const char *name)
{
  char *path = g_build_filename(folder->path, name, NULL);
  made_init(made);
  const struct node *root = source_read(made->arena, &made->files, path, &made->diags);
  g_free(path);
  assert_non_null(root);
  made->report = report_read(made->arena, &made->files, root, &made->diags);
  assert_non_null(made->report);
  if (made->report->form)
    made->form =
        form_load(made->arena, &made->files, LAYOUTS, made->report->form, made->report->form_span, &made->diags);
  made->facts = facts_resolve(made->arena, &made->files, made->report, made->form, &made->diags);
}

/* `text` with the first `from` of it replaced; to be freed. */
static inline char *text_change(const char *text, const char *from, const char *to)
{
  GString *changed = g_string_new(text);
  if (from[0] && g_string_replace(changed, from, to, 1) != 1)
    fail_msg("no %s", from);
  return g_string_free(changed, FALSE);
}

/* The codes of all findings, warnings with a question mark: "C1 C1 Y2?". */
static inline char *made_codes(const struct made *made)
{
  GString *codes = g_string_new(NULL);
  for (size_t i = 0; i < made->diags.count; i++)
    g_string_append_printf(codes, "%s%s%s", i ? " " : "", diag_code_name(made->diags.items[i]->code),
                           made->diags.items[i]->severity == DIAG_WARNING ? "?" : "");
  return g_string_free(codes, FALSE);
}

static inline void check_findings(const struct made *made, const char *what, const char *codes, const char *words)
{
  char *found = made_codes(made), *findings = made_findings(made);
  if (strcmp(found, codes) != 0 || (words && !strstr(findings, words)))
    fail_msg("%s gives %s\n%s", what, found, findings);
  g_free(found);
  g_free(findings);
}

#endif
