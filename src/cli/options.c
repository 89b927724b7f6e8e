/* The arguments, read by GOption in two steps: what stands before the command, then the command's own. */
#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/tr.h"
#include "cli/cli.h"

static const struct {
  const char *name;
  enum cli_command command;
  const char *parameters;
  const char *about;
} commands[] = {
    {"build", COMMAND_BUILD, N_("SOURCE…"), N_("Make the report's PDF. Without -o it is out/NAME.pdf.")},
    {"check", COMMAND_CHECK, N_("SOURCE…"), N_("Check sources without making anything.")},
    {"preview", COMMAND_PREVIEW, "SOURCE", N_("Show the report while it is being written.")},
    {"diff", COMMAND_DIFF, "OLD NEW", N_("Show what changed between two versions.")},
    {"new", COMMAND_NEW, "", N_("Write an empty source.")},
    {"fonts", COMMAND_FONTS, N_("[SOURCE]"),
     N_("List the fonts; with SOURCE, the characters of it that the fonts lack.")},
};

static const char version_line[] = "nianbao " NIANBAO_VERSION;

/* What GOption fills in. */
struct raw {
  gboolean help, version, quiet, draft, timings;
  char *message_format, *layouts, *fonts, *output, *format;
  int jobs;
  char **rest;
};

static void raw_done(struct raw *raw)
{
  g_free(raw->message_format);
  g_free(raw->layouts);
  g_free(raw->fonts);
  g_free(raw->output);
  g_free(raw->format);
  g_strfreev(raw->rest);
}

/* Values are FILENAMEs, not STRINGs: GOption would convert those from the locale's encoding, which may be ASCII. */
static void add_common(GOptionContext *context, struct raw *raw)
{
  const GOptionEntry entries[] = {
      {"help", 'h', 0, G_OPTION_ARG_NONE, &raw->help, N_("Show this help"), NULL},
      {"version", 0, 0, G_OPTION_ARG_NONE, &raw->version, N_("Show the version"), NULL},
      {"quiet", 'q', 0, G_OPTION_ARG_NONE, &raw->quiet, N_("Print findings only"), NULL},
      {"message-format", 0, 0, G_OPTION_ARG_FILENAME, &raw->message_format,
       N_("How findings are printed; without it: text"), "text|json"},
      {"layouts", 0, 0, G_OPTION_ARG_FILENAME, &raw->layouts, N_("The folder of layouts and forms"), N_("DIR")},
      {"fonts", 0, 0, G_OPTION_ARG_FILENAME, &raw->fonts, N_("The folder of the font table"), N_("DIR")},
      {0}};
  g_option_context_add_main_entries(context, entries, NULL);
}

static void add_build(GOptionContext *context, struct raw *raw)
{
  const GOptionEntry entries[] = {
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &raw->output, N_("Where to write; - is standard output"),
       N_("FILE|DIR|-")},
      {"format", 'f', 0, G_OPTION_ARG_FILENAME, &raw->format, N_("What to write; without it: pdf"),
       "pdf|png|svg|dump|html"},
      {"draft", 0, 0, G_OPTION_ARG_NONE, &raw->draft, N_("Write a report that has errors, too"), NULL},
      {"jobs", 'j', 0, G_OPTION_ARG_INT, &raw->jobs, N_("Reports to make at once, 1 to 64; without it: 1"), "N"},
      {"timings", 0, 0, G_OPTION_ARG_NONE, &raw->timings, N_("Say how long each stage took"), NULL},
      {0}};
  g_option_context_add_main_entries(context, entries, NULL);
}

static void add_sources(GOptionContext *context, struct raw *raw)
{
  const GOptionEntry entries[] = {{G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &raw->rest, NULL, NULL}, {0}};
  g_option_context_add_main_entries(context, entries, NULL);
}

static const char *translate(const char *text, gpointer data)
{
  (void)data;
  return text && *text ? tr(text) : text;
}

static GOptionContext *new_context(const char *parameters, struct raw *raw)
{
  GOptionContext *context = g_option_context_new(parameters);
  g_option_context_set_help_enabled(context, FALSE); /* it would end the process */
  g_option_context_set_translate_func(context, translate, NULL, NULL);
  add_common(context, raw);
  return context;
}

static void print_help(GOptionContext *context)
{
  /* Not earlier: adding entries puts GLib's own translation in its place. */
  g_option_group_set_translate_func(g_option_context_get_main_group(context), translate, NULL, NULL);
  char *help = g_option_context_get_help(context, TRUE, NULL);
  fputs(help, stdout);
  g_free(help);
}

/* --- wrong usage --- */

static void report_parse(const struct options *options, const GError *error)
{
  const char *hint = _("“nianbao --help” shows how it is used.");
  const char *space = strrchr(error->message, ' ');
  if (g_error_matches(error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION) && space)
    message_error(stderr, options, "usage", NULL, hint, _("There is no option “%s” here."), space + 1);
  else
    message_error(stderr, options, "usage", NULL, hint, _("The arguments cannot be read: %s."), error->message);
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

static bool read_values(struct arena *arena, const struct raw *raw, struct options *out, enum exit_status *status)
{
  if (raw->message_format && strcmp(raw->message_format, "text") != 0 && strcmp(raw->message_format, "json") != 0)
    return refuse(out, _("The value of --message-format must be text or json."), status);
  if (raw->format && !read_format(raw->format, &out->format))
    return refuse(out, _("The value of -f must be pdf, png, svg or dump."), status);
  if (raw->jobs < 1 || raw->jobs > CLI_JOBS_MAX)
    return refuse(out, _("The value of -j must be a number from 1 to 64."), status);
  if (raw->output && !*raw->output)
    return refuse(out, _("The value of -o must not be empty."), status);
  if (raw->timings && out->message_format == DIAG_JSON)
    return refuse(out, _("With --message-format json there can be no --timings."), status);
  if (!read_epoch(out))
    return refuse(out, _("The environment variable SOURCE_DATE_EPOCH must be a number of seconds since 1970."), status);
  out->quiet = raw->quiet;
  out->draft = raw->draft;
  out->timings = raw->timings;
  out->jobs = raw->jobs;
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

static bool read_sources(struct arena *arena, const struct raw *raw, struct options *out, enum exit_status *status)
{
  size_t count = raw->rest ? g_strv_length(raw->rest) : 0;
  if (count == 0 && out->command != COMMAND_FONTS)
    return refuse(out, _("No source is named. Write for example: nianbao build report.yaml"), status);
  if (count > 1 && out->command == COMMAND_FONTS)
    return refuse(out, _("The command “fonts” takes one source at most."), status);
  out->sources = ARENA_ARRAY(arena, count, const char *);
  out->source_count = count;
  for (size_t i = 0; i < count; i++)
    out->sources[i] = arena_strdup(arena, raw->rest[i]);
  return true;
}

/* --- the two steps --- */

static bool is_here(enum cli_command command)
{
  return command == COMMAND_BUILD || command == COMMAND_CHECK || command == COMMAND_FONTS;
}

static void print_commands(GOptionContext *context)
{
  print_help(context);
  puts(_("Commands:"));
  for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
    if (is_here(commands[i].command))
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

static bool parse(GOptionContext *context, char ***argv, const struct options *out, enum exit_status *status)
{
  GError *error = NULL;
  if (g_option_context_parse_strv(context, argv, &error))
    return true;
  report_parse(out, error);
  g_error_free(error);
  *status = EXIT_USAGE;
  return false;
}

/* True when all is well and there is something to run. */
static bool read_own_options(struct arena *arena, char ***argv, size_t index, struct raw *raw, struct options *out,
                             enum exit_status *status)
{
  char *parameters = g_strdup_printf("%s %s", commands[index].name, _(commands[index].parameters));
  GOptionContext *context = new_context(parameters, raw);
  g_option_context_set_summary(context, _(commands[index].about));
  if (out->command == COMMAND_BUILD)
    add_build(context, raw);
  add_sources(context, raw);
  bool run = parse(context, argv, out, status);
  bool done = run && (raw->help || raw->version);
  if (run && raw->help)
    print_help(context);
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
  GOptionContext *context = new_context(_("COMMAND …"), raw);
  g_option_context_set_summary(context, _("Turns the source of an annual report into its print PDF."));
  g_option_context_set_strict_posix(context, TRUE); /* stops at the command */
  bool good = parse(context, argv, out, status);
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
  if (!is_here(out->command))
    return true;           /* it says so itself, whatever its options */
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

bool options_read(struct arena *arena, int argc, char **argv, struct options *out, enum exit_status *status)
{
  struct raw raw = {.jobs = 1};
  const char *no_colour = getenv("NO_COLOR");
  out->message_format = find_message_format(argc, argv);
  out->colour = isatty(STDERR_FILENO) && (!no_colour || !*no_colour);
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
