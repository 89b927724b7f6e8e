/* nianbao new: a source to be filled in. */
#include "cli/new.h"

#include <string.h>

#include "base/tr.h"
#include "cli/made.h"
#include "cli/schema.h"

#define DEFAULT_FORM "disclosure-2021"

/* In January a report is written on the year before. */
static int last_year(const struct options *options)
{
  if (options->epoch)
    return options->epoch_year - 1;
  GDateTime *now = g_date_time_new_now_local();
  int year = g_date_time_get_year(now) - 1;
  g_date_time_unref(now);
  return year;
}

static bool fits(const struct form *form, int year)
{
  return (form->first_year == 0 || year >= form->first_year) && (form->last_year == 0 || year <= form->last_year);
}

/* The form that was in force in the year: by way of those that name each other as before and after. */
static const struct form *find_form(struct arena *arena, const struct options *options, struct files *files, int year,
                                    struct diags *diags)
{
  const char *name = options->form ? options->form : DEFAULT_FORM;
  const struct form *form = form_load(arena, files, options->layouts, name, SPAN_NONE, diags);
  if (options->form || options->year == 0)
    return form;
  while (form && !fits(form, year) && year < form->first_year && form->before)
    form = form_load(arena, files, options->layouts, form->before, SPAN_NONE, diags);
  return form;
}

/* A year outside the form's is taken from the form, if nobody has said another. */
static int fitting_year(const struct form *form, int year)
{
  if (form->last_year != 0 && year > form->last_year)
    return form->last_year;
  return year < form->first_year ? form->first_year : year;
}

static bool path_is_free(const struct options *options, const char *path)
{
  if (strcmp(path, "-") == 0 || !g_file_test(path, G_FILE_TEST_EXISTS))
    return true;
  message_error(stderr, options, "io-write", path, _("Choose another name with -o FILE, or delete the file first."),
                _("There is such a file already; it is left as it is."));
  return false;
}

/* Beside the source, so that the editor finds it by its bare name. */
static const char *schema_beside(struct arena *arena, const char *path)
{
  char *folder = g_path_get_dirname(path);
  bool there =
      strcmp(path, "-") != 0 && g_file_test(arena_printf(arena, "%s/%s", folder, SCHEMA_FILE_NAME), G_FILE_TEST_EXISTS);
  g_free(folder);
  return there ? SCHEMA_FILE_NAME : NULL;
}

/* As it would have to stand behind a colon. */
static bool agency_is_plain(const struct options *options)
{
  const char *agency = options->agency;
  if (!agency || (g_utf8_validate(agency, -1, NULL) && *agency && !strpbrk(agency, ":#\"'\n\t{}[],&*!|>%@`")))
    return true;
  message_error(stderr, options, "usage", NULL, _("Write the bare name."),
                _("The value of --agency is no name of a body."));
  return false;
}

static bool write_new(struct arena *arena, const struct options *options, struct files *files, struct diags *diags)
{
  int year = options->year ? options->year : last_year(options);
  const struct form *form = find_form(arena, options, files, year, diags);
  if (!form)
    return true;
  year = options->year ? year : fitting_year(form, year);
  const char *path = made_path(arena, options, arena_printf(arena, "%s-%d.yaml", form->name, year));
  if (!path_is_free(options, path))
    return false;
  struct new_source source = {form, year, options->agency, schema_beside(arena, path)};
  GString *text = g_string_new(NULL);
  new_write(text, &source);
  made_write(options, path, text, diags);
  g_string_free(text, TRUE);
  return true;
}

enum exit_status command_new(const struct options *options)
{
  if (!agency_is_plain(options))
    return EXIT_USAGE;
  struct arena *arena = arena_new();
  struct files files;
  struct diags diags;
  files_init(&files, arena);
  diags_init(&diags, arena);
  bool free = write_new(arena, options, &files, &diags);
  message_findings(stderr, options, &diags, &files);
  enum exit_status status = free ? diags_exit_status(&diags) : EXIT_WORLD;
  arena_free(arena);
  return status;
}
