/* Where a file goes that is no report: a new source, a schema. */
#ifndef NIANBAO_CLI_MADE_H
#define NIANBAO_CLI_MADE_H

#include <glib.h>

#include "cli/cli.h"

/* -o FILE, `name` in the folder of -o DIR, or "-" for standard output, which is where it goes without -o. */
const char *made_path(struct arena *arena, const struct options *options, const char *name);
/* Writes it and says so. False after a diagnostic. */
bool made_write(const struct options *options, const char *path, const GString *text, struct diags *diags);

#endif
