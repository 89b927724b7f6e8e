/* The tables of options, and the help that is made of them. */
#include "cli/raw.h"

#include "base/tr.h"

void raw_done(struct raw *raw)
{
  g_free(raw->message_format);
  g_free(raw->layouts);
  g_free(raw->fonts);
  g_free(raw->output);
  g_free(raw->format);
  g_free(raw->form);
  g_free(raw->agency);
  g_free(raw->editor);
  g_free(raw->since);
  g_strfreev(raw->rest);
}

static void add_entries(GOptionContext *context, struct arena *arena, struct raw *raw, const GOptionEntry *entries)
{
  g_option_context_add_main_entries(context, entries, NULL);
  for (size_t i = 0; entries[i].long_name; i++) {
    g_assert(raw->known_count < OPTIONS_MAX);
    raw->known[raw->known_count++] = arena_printf(arena, "--%s", entries[i].long_name);
  }
}

/* Values are FILENAMEs, not STRINGs: GOption would convert those from the locale's encoding, which may be ASCII. */
static void add_common(GOptionContext *context, struct arena *arena, struct raw *raw)
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
  add_entries(context, arena, raw, entries);
}

static void add_build(GOptionContext *context, struct arena *arena, struct raw *raw)
{
  const GOptionEntry entries[] = {
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &raw->output, N_("Where to write; - is standard output"),
       N_("FILE|DIR|-")},
      {"format", 'f', 0, G_OPTION_ARG_FILENAME, &raw->format, N_("What to write; without it: pdf"),
       "pdf|png|svg|dump|html"},
      {"draft", 0, 0, G_OPTION_ARG_NONE, &raw->draft, N_("Write a report that has errors, too"), NULL},
      {"print", 0, 0, G_OPTION_ARG_NONE, &raw->print,
       N_("Make the edition for the press, out/NAME-print.pdf, as “print” of the layout says"), NULL},
      {"attach", 0, 0, G_OPTION_ARG_NONE, &raw->attach,
       N_("Let the source, what it reads, and each table as CSV travel in the PDF (PDF/A-3)"), NULL},
      {"lock", 0, 0, G_OPTION_ARG_NONE, &raw->lock,
       N_("Write fonts, layout and form down in SOURCE.lock; later builds say what has changed"), NULL},
      {"jobs", 'j', 0, G_OPTION_ARG_INT, &raw->jobs, N_("Reports to make at once, 1 to 64; without it: 1"), "N"},
      {"timings", 0, 0, G_OPTION_ARG_NONE, &raw->timings, N_("Say how long each stage took"), NULL},
      {0}};
  add_entries(context, arena, raw, entries);
}

static void add_check(GOptionContext *context, struct arena *arena, struct raw *raw)
{
  const GOptionEntry entries[] = {{"jobs", 'j', 0, G_OPTION_ARG_INT, &raw->jobs,
                                   N_("Sources to check at once, 1 to 64; without it: one a processor"), "N"},
                                  {0}};
  add_entries(context, arena, raw, entries);
}

static void add_diff(GOptionContext *context, struct arena *arena, struct raw *raw)
{
  const GOptionEntry entries[] = {{"output", 'o', 0, G_OPTION_ARG_FILENAME, &raw->output,
                                   N_("Where to write the new pages with the changes marked"), N_("FILE|-")},
                                  {0}};
  add_entries(context, arena, raw, entries);
}

static void add_extract(GOptionContext *context, struct arena *arena, struct raw *raw)
{
  const GOptionEntry entries[] = {
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &raw->output,
       N_("The folder to write to; without it: one beside the PDF, of its name"), N_("DIR")},
      {"force", 0, 0, G_OPTION_ARG_NONE, &raw->force, N_("Write over files that are there and differ"), NULL},
      {0}};
  add_entries(context, arena, raw, entries);
}

static void add_new(GOptionContext *context, struct arena *arena, struct raw *raw)
{
  const GOptionEntry entries[] = {
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &raw->output,
       N_("Where to write; without it, or with -: standard output"), N_("FILE|DIR|-")},
      {"form", 0, 0, G_OPTION_ARG_FILENAME, &raw->form,
       N_("The form; without it: the one that is in force for the year"), N_("FORM")},
      {"year", 0, 0, G_OPTION_ARG_INT, &raw->year, N_("The year reported on; without it: last year"), "N"},
      {"agency", 0, 0, G_OPTION_ARG_FILENAME, &raw->agency, N_("The full name of the body"), N_("NAME")},
      {0}};
  add_entries(context, arena, raw, entries);
}

static void add_schema(GOptionContext *context, struct arena *arena, struct raw *raw)
{
  const GOptionEntry entries[] = {{"output", 'o', 0, G_OPTION_ARG_FILENAME, &raw->output,
                                   N_("Where to write; without it, or with -: standard output"), N_("FILE|DIR|-")},
                                  {0}};
  add_entries(context, arena, raw, entries);
}

static void add_preview(GOptionContext *context, struct arena *arena, struct raw *raw)
{
  const GOptionEntry entries[] = {
      {"port", 0, 0, G_OPTION_ARG_INT, &raw->port, N_("The port to serve on; without it: a free one"), "N"},
      {"no-browser", 0, 0, G_OPTION_ARG_NONE, &raw->no_browser, N_("Print the address only; open no browser"), NULL},
      {"editor", 0, 0, G_OPTION_ARG_FILENAME, &raw->editor,
       N_("What opens a place of the source: a command with {file}, {line} and {column}"), N_("COMMAND")},
      {"since", 0, 0, G_OPTION_ARG_FILENAME, &raw->since,
       N_("Mark what has changed since this version: a source, or a PDF that carries its source"), N_("FILE")},
      {0}};
  add_entries(context, arena, raw, entries);
}

void raw_add_own(GOptionContext *context, struct arena *arena, struct raw *raw, enum cli_command command)
{
  if (command == COMMAND_BUILD)
    add_build(context, arena, raw);
  else if (command == COMMAND_CHECK)
    add_check(context, arena, raw);
  else if (command == COMMAND_DIFF)
    add_diff(context, arena, raw);
  else if (command == COMMAND_EXTRACT)
    add_extract(context, arena, raw);
  else if (command == COMMAND_NEW)
    add_new(context, arena, raw);
  else if (command == COMMAND_SCHEMA)
    add_schema(context, arena, raw);
  else if (command == COMMAND_PREVIEW)
    add_preview(context, arena, raw);
}

void raw_add_sources(GOptionContext *context, struct raw *raw)
{
  const GOptionEntry entries[] = {{G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &raw->rest, NULL, NULL}, {0}};
  g_option_context_add_main_entries(context, entries, NULL);
}

static const char *translate(const char *text, gpointer data)
{
  (void)data;
  return text && *text ? tr(text) : text;
}

GOptionContext *raw_context(const char *parameters, struct arena *arena, struct raw *raw)
{
  GOptionContext *context = g_option_context_new(parameters);
  g_option_context_set_help_enabled(context, FALSE); /* it would end the process */
  g_option_context_set_translate_func(context, translate, NULL, NULL);
  raw->known_count = 0;
  add_common(context, arena, raw);
  return context;
}

void raw_print_help(GOptionContext *context)
{
  /* Not earlier: adding entries puts GLib's own translation in its place. */
  g_option_group_set_translate_func(g_option_context_get_main_group(context), translate, NULL, NULL);
  char *help = g_option_context_get_help(context, TRUE, NULL);
  fputs(help, stdout);
  g_free(help);
}
