/* Sink: an output file that is whole or untouched. Bytes go to a temporary file beside the target, are synced, and the
 * file is renamed over it; the folder is synced too. A failed run leaves the old file and no litter, also when it is
 * interrupted. */
#ifndef NIANBAO_EMIT_SINK_H
#define NIANBAO_EMIT_SINK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

/* Writes all bytes to `path`, or to standard output where it is "-". Refuses a target that is there but is no regular
 * file. Mode 0666 & ~umask, or that of the file it replaces. false after a diagnostic (io-write) that says what and why
 * and, for a missing folder, how to make it. */
bool sink_write(const char *path, const void *bytes, size_t size, struct diags *diags);

/* Removes the temporary file of a write that SIGINT, SIGTERM, SIGHUP or SIGXCPU interrupts. Called once by main. */
void sink_catch_signals(void);

#endif
