/* The arguments, read in two steps: what stands before the command, then the command's own. */
#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/tr.h"
#include "cli/cli.h"
#include "cli/raw.h"
#include "preview/preview.h"

static const struct {
  const char *name;
  enum cli_command command;
  const char *parameters;
  const char *about;
} commands[] = {
    {"build", COMMAND_BUILD, N_("SOURCE…"), N_("Make the PDF of each report. Without -o it is out/NAME.pdf.")},
    {"check", COMMAND_CHECK, N_("SOURCE…"),
     N_("Check sources without making anything. A folder stands for the sources in it.")},
    {"preview", COMMAND_PREVIEW, N_("SOURCE"), N_("Show the report while it is being written.")},
    {"diff", COMMAND_DIFF, N_("OLD NEW"),
     N_("Show what changed between two versions: sources, or PDFs that carry theirs.")},
    {"extract", COMMAND_EXTRACT, N_("REPORT.pdf"),
     N_("Give back what travels in a PDF that was built with --attach: its source and its tables.")},
    {"new", COMMAND_NEW, N_("[-o FILE]"), N_("Write a source to be filled in, with all rows of the form explained.")},
    {"schema", COMMAND_SCHEMA, N_("[FORM]"),
     N_("Write a JSON Schema of sources, by which an editor completes and checks them as they are typed.")},
    {"fonts", COMMAND_FONTS, N_("[SOURCE]"),
     N_("List the fonts; with SOURCE, the characters of it that the fonts lack.")},
};

#define PORT_MAX 65535

static const char version_line[] = "nianbao " NIANBAO_VERSION;

/* --- wrong usage --- */

/* GLib's words, which are English and end with the option. */
static const char *unknown_option(const GError *error)
{
  const char *space = strrchr(error->message, ' ');
  return g_error_matches(error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION) && space ? space + 1 : NULL;
}

static void report_parse(struct arena *arena, const struct options *options, const struct raw *raw, const GError *error)
{
  const char *hint = _("“nianbao --help” shows how it is used.");
  const char *option = unknown_option(error);
  if (!option) {
    message_error(stderr, options, "usage", NULL, hint, _("The arguments cannot be read: %s."), error->message);
    return;
  }
  const char *name = arena_strndup(arena, option, strcspn(option, "="));
  const char *nearest = g_str_has_prefix(name, "--") && g_utf8_validate(name, -1, NULL)
                            ? diag_nearest(name, raw->known, raw->known_count)
                            : NULL;
  if (nearest)
    hint = arena_printf(arena, _("Did you mean “%s”?"), nearest);
  message_error(stderr, options, "usage", NULL, hint, _("There is no option “%s” here."), name);
}

static bool refuse(const struct options *options, const char *words, enum exit_status *status)
{
  message_error(stderr, options, "usage", NULL, _("“nianbao --help” shows how it is used."), "%s", words);
  *status = EXIT_USAGE;
  return false;
}

/* The form of messages must be known before the arguments have been understood. */
static enum diag_format find_message_format(int argc, char **argv)
{
  for (int i = 1; i < argc; i++) {
    if (strcmp(argv[i], "--message-format=json") == 0)
      return DIAG_JSON;
    if (strcmp(argv[i], "--message-format") == 0 && i + 1 < argc && strcmp(argv[i + 1], "json") == 0)
      return DIAG_JSON;
  }
  return DIAG_TEXT;
}

/* --- values --- */

static bool read_format(const char *text, enum output_format *out)
{
  static const char *const names[] = {"pdf", "png", "svg", "dump", "html"};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    if (strcmp(names[i], text) == 0) {
      *out = (enum output_format)i;
      return true;
    }
  }
  return false;
}

/* Seconds since 1970 up to the year 9999, as reproducible-builds.org has it. */
static bool read_epoch(struct options *options)
{
  const char *text = getenv("SOURCE_DATE_EPOCH");
  if (!text || !*text)
    return true;
  guint64 seconds;
  if (!g_ascii_string_to_unsigned(text, 10, 0, G_GUINT64_CONSTANT(253402300799), &seconds, NULL))
    return false;
  GDateTime *date = g_date_time_new_from_unix_utc((gint64)seconds);
  g_date_time_get_ymd(date, &options->epoch_year, &options->epoch_month, &options->epoch_day);
  g_date_time_unref(date);
  options->epoch = true;
  return true;
}

/* A check needs little memory, a report on paper much more. */
static int default_jobs(enum cli_command command)
{
  return command == COMMAND_CHECK ? (int)MIN(g_get_num_processors(), CLI_JOBS_MAX) : 1;
}

static bool read_values(struct arena *arena, const struct raw *raw, struct options *out, enum exit_status *status)
{
  if (raw->message_format && strcmp(raw->message_format, "text") != 0 && strcmp(raw->message_format, "json") != 0)
    return refuse(out, _("The value of --message-format must be text or json."), status);
  if (raw->format && !read_format(raw->format, &out->format))
    return refuse(out, _("The value of -f must be pdf, png, svg, html or dump."), status);
  if (raw->print && out->format != OUTPUT_PDF && out->format != OUTPUT_DUMP)
    return refuse(out, _("The edition for the press is a PDF: with --print, -f may only be pdf or dump."), status);
  if (raw->jobs != JOBS_UNSAID && (raw->jobs < 1 || raw->jobs > CLI_JOBS_MAX))
    return refuse(out, _("The value of -j must be a number from 1 to 64."), status);
  if (raw->output && !*raw->output)
    return refuse(out, _("The value of -o must not be empty."), status);
  if (raw->timings && out->message_format == DIAG_JSON)
    return refuse(out, _("With --message-format json there can be no --timings."), status);
  if (raw->attach && out->format != OUTPUT_PDF)
    return refuse(out, _("Only a PDF can carry its source: --attach does not go with another format."), status);
  if (!read_epoch(out))
    return refuse(out, _("The environment variable SOURCE_DATE_EPOCH must be a number of seconds since 1970."), status);
  if (raw->port < 0 || raw->port > PORT_MAX)
    return refuse(out, _("The value of --port must be a number from 1 to 65535."), status);
  if (raw->editor && !preview_editor_is_good(raw->editor))
    return refuse(out, _("The value of --editor must be a command with {file} in it, like: code -g {file}:{line}"),
                  status);
  out->quiet = raw->quiet;
  out->port = raw->port;
  out->no_browser = raw->no_browser;
  out->editor = raw->editor ? arena_strdup(arena, raw->editor) : NULL;
  out->since = raw->since ? arena_strdup(arena, raw->since) : NULL;
  out->draft = raw->draft;
  out->print = raw->print;
  out->attach = raw->attach;
  out->force = raw->force;
  out->lock = raw->lock;
  out->timings = raw->timings;
  out->jobs = raw->jobs != JOBS_UNSAID ? raw->jobs : default_jobs(out->command);
  out->year = raw->year;
  out->form = raw->form ? arena_strdup(arena, raw->form) : NULL;
  out->agency = raw->agency ? arena_strdup(arena, raw->agency) : NULL;
  out->output = raw->output ? arena_strdup(arena, raw->output) : NULL;
  return true;
}

static bool find_folders(struct arena *arena, const struct raw *raw, struct options *out, enum exit_status *status)
{
  const char *root = raw->layouts && raw->fonts ? "" : place_find_root(arena);
  if (!root)
    return refuse(out,
                  _("The folders layouts and fonts are not beside the program; say where with --layouts DIR "
                    "and --fonts DIR."),
                  status);
  out->layouts = raw->layouts ? arena_strdup(arena, raw->layouts) : arena_printf(arena, "%s/layouts", root);
  out->fonts = raw->fonts ? arena_strdup(arena, raw->fonts) : arena_printf(arena, "%s/fonts", root);
  return true;
}

/* What stands behind the options, which is not a source for all commands. */
static bool count_fits(const struct options *out, const struct raw *raw, size_t count, enum exit_status *status)
{
  bool many = out->command == COMMAND_BUILD || out->command == COMMAND_CHECK;
  if (count == 0 && (many || out->command == COMMAND_PREVIEW))
    return refuse(out, _("No source is named. Write for example: nianbao build report.yaml"), status);
  if (count != 1 && out->command == COMMAND_EXTRACT)
    return refuse(out, _("The command “extract” takes one PDF."), status);
  if (out->command == COMMAND_EXTRACT && raw->output && strcmp(raw->output, "-") == 0)
    return refuse(out, _("What travels in a PDF are several files: name a folder with -o DIR."), status);
  if (count != 2 && out->command == COMMAND_DIFF)
    return refuse(
        out,
        _("The command “diff” takes two versions, the old one and the new one: sources, or PDFs that carry theirs."),
        status);
  if (count > 0 && out->command == COMMAND_NEW)
    return refuse(out, _("The command “new” takes no source; the name of the new file is given with -o FILE."), status);
  if (count > 1 && out->command == COMMAND_SCHEMA)
    return refuse(out, _("The command “schema” takes one form at most."), status);
  if (count > 1 && out->command == COMMAND_FONTS)
    return refuse(out, _("The command “fonts” takes one source at most."), status);
  if (count > 1 && out->command == COMMAND_PREVIEW)
    return refuse(out, _("The command “preview” takes one source."), status);
  return true;
}

static bool read_sources(struct arena *arena, const struct raw *raw, struct options *out, enum exit_status *status)
{
  size_t count = raw->rest ? g_strv_length(raw->rest) : 0;
  if (!count_fits(out, raw, count, status))
    return false;
  if (out->command == COMMAND_SCHEMA) {
    out->form = count ? arena_strdup(arena, raw->rest[0]) : NULL;
    return true;
  }
  out->sources = ARENA_ARRAY(arena, count, const char *);
  out->source_count = count;
  for (size_t i = 0; i < count; i++)
    out->sources[i] = arena_strdup(arena, raw->rest[i]);
  bool many = out->command == COMMAND_BUILD || out->command == COMMAND_CHECK;
  if (!many || sources_expand(arena, out))
    return true;
  *status = EXIT_WORLD;
  return false;
}

/* --- the two steps --- */

static void print_commands(GOptionContext *context)
{
  raw_print_help(context);
  puts(_("Commands:"));
  for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
    printf("  nianbao %s %s\n      %s\n", commands[i].name, _(commands[i].parameters), _(commands[i].about));
  puts(_("\n“nianbao COMMAND --help” shows a command's own options."));
}

static bool read_command(const char *name, struct options *out, size_t *index)
{
  for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
    if (strcmp(commands[i].name, name) == 0) {
      out->command = commands[i].command;
      *index = i;
      return true;
    }
  }
  return false;
}

static bool parse(GOptionContext *context, struct arena *arena, char ***argv, const struct raw *raw,
                  const struct options *out, enum exit_status *status)
{
  GError *error = NULL;
  if (g_option_context_parse_strv(context, argv, &error))
    return true;
  report_parse(arena, out, raw, error);
  g_error_free(error);
  *status = EXIT_USAGE;
  return false;
}

/* True when all is well and there is something to run. */
static bool read_own_options(struct arena *arena, char ***argv, size_t index, struct raw *raw, struct options *out,
                             enum exit_status *status)
{
  char *parameters = g_strdup_printf("%s %s", commands[index].name, _(commands[index].parameters));
  GOptionContext *context = raw_context(parameters, arena, raw);
  g_option_context_set_summary(context, _(commands[index].about));
  raw_add_own(context, arena, raw, out->command);
  raw_add_sources(context, raw);
  bool run = parse(context, arena, argv, raw, out, status);
  bool done = run && (raw->help || raw->version);
  if (run && raw->help)
    raw_print_help(context);
  else if (run && raw->version)
    puts(version_line);
  g_option_context_free(context);
  g_free(parameters);
  return run && !done && read_values(arena, raw, out, status) && read_sources(arena, raw, out, status) &&
         find_folders(arena, raw, out, status);
}

static bool report_command(struct arena *arena, const struct options *out, const char *name, enum exit_status *status)
{
  const char *names[G_N_ELEMENTS(commands)];
  for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
    names[i] = commands[i].name;
  const char *nearest = g_utf8_validate(name, -1, NULL) ? diag_nearest(name, names, G_N_ELEMENTS(names)) : NULL;
  const char *hint = _("“nianbao --help” shows how it is used.");
  if (nearest)
    hint = arena_printf(arena, _("Did you mean “%s”?"), nearest);
  else if (g_str_has_suffix(name, ".yaml"))
    hint = arena_printf(arena, _("To make a report, write: nianbao build %s"), name);
  message_error(stderr, out, "usage", NULL, hint, _("There is no command “%s”."), name);
  *status = EXIT_USAGE;
  return false;
}

static bool read_arguments(struct arena *arena, char ***argv, struct raw *raw, struct options *out,
                           enum exit_status *status)
{
  GOptionContext *context = raw_context(_("COMMAND …"), arena, raw);
  g_option_context_set_summary(context, _("Turns the source of an annual report into its print PDF."));
  g_option_context_set_strict_posix(context, TRUE); /* stops at the command */
  bool good = parse(context, arena, argv, raw, out, status);
  bool done = good && (raw->help || raw->version);
  if (good && raw->help)
    print_commands(context);
  else if (good && raw->version)
    puts(version_line);
  g_option_context_free(context);
  if (!good || done)
    return false;
  if (!(*argv)[1])
    return refuse(out, _("No command is given."), status);
  size_t index;
  if (!read_command((*argv)[1], out, &index))
    return report_command(arena, out, (*argv)[1], status);
  char **rest = *argv + 1; /* the command's name stands where the program's stood */
  char **copy = g_strdupv(rest);
  bool run = read_own_options(arena, &copy, index, raw, out, status);
  g_strfreev(copy);
  return run;
}

/* -j4 as make has it, which GOption does not know. */
static void split_jobs(char **argv)
{
  for (size_t i = 1; argv[i]; i++) {
    if (strcmp(argv[i], "--") == 0)
      return;
    if (g_str_has_prefix(argv[i], "-j") && g_ascii_isdigit(argv[i][2])) {
      char *whole = g_strconcat("--jobs=", argv[i] + 2, NULL);
      g_free(argv[i]);
      argv[i] = whole;
    }
  }
}

/* How wide the terminal is that messages go to; 0 where they go elsewhere. */
static unsigned terminal_columns(void)
{
  struct winsize size;
  return isatty(STDERR_FILENO) && ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

bool options_read(struct arena *arena, int argc, char **argv, struct options *out, enum exit_status *status)
{
  struct raw raw = {.jobs = JOBS_UNSAID};
  const char *no_colour = getenv("NO_COLOR");
  out->message_format = find_message_format(argc, argv);
  out->colour = isatty(STDERR_FILENO) && (!no_colour || !*no_colour);
  out->columns = terminal_columns();
  *status = EXIT_DONE;
  g_set_prgname("nianbao");
  char **copy = g_strdupv(argv);
  if (argc > 0)
    split_jobs(copy);
  bool run = argc > 0 && read_arguments(arena, &copy, &raw, out, status);
  g_strfreev(copy);
  raw_done(&raw);
  return run;
}
