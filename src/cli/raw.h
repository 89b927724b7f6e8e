/* The arguments as GOption reads them, before anything is known of what they mean. */
#ifndef NIANBAO_CLI_RAW_H
#define NIANBAO_CLI_RAW_H

#include <glib.h>
#include <limits.h>

#include "cli/cli.h"

#define OPTIONS_MAX 24
#define JOBS_UNSAID INT_MIN

/* What GOption fills in. */
struct raw {
  gboolean help, version, quiet, draft, print, timings, no_browser, attach, force, lock;
  char *message_format, *layouts, *fonts, *output, *format, *form, *agency, *editor, *since;
  int jobs, year, port;
  char **rest;
  const char *known[OPTIONS_MAX]; /* with their --, for those who mistype one */
  size_t known_count;
};

void raw_done(struct raw *raw);

/* A context with the options that all commands have. What is known begins anew with them. Freed by its caller. */
GOptionContext *raw_context(const char *parameters, struct arena *arena, struct raw *raw);
void raw_add_own(GOptionContext *context, struct arena *arena, struct raw *raw, enum cli_command command);
void raw_add_sources(GOptionContext *context, struct raw *raw); /* what is no option */
void raw_print_help(GOptionContext *context);

#endif
