/* Preview: shows the pages of a source in a browser on the same machine, anew after each change of a file that the
 * report is made of. It reads the frame and the findings; making them is the caller's business.
 *
 * The browser gets pages as drawing orders and outlines of glyphs, and draws them itself: sharp at any zoom, and only
 * what has changed is sent. Nothing is served but that and the preview's own page, all from memory, to who knows the
 * token in the address, on the loopback interface only. */
#ifndef NIANBAO_PREVIEW_PREVIEW_H
#define NIANBAO_PREVIEW_PREVIEW_H

#include <stdbool.h>

#include "base/diag.h"
#include "frame/frame.h"

/* What one run over the source gave. It lives until release(data). */
struct preview_run {
  const struct frame_document *document; /* NULL: nothing could be set */
  const struct diags *diags;
  const struct files *files; /* what was read; entries without a name are skipped */
  const char *source;        /* its name among them */
  void *data;
  void (*release)(void *data);
};

struct preview_options {
  const char *source;
  int port;                   /* 0: one that is free */
  bool open_browser;          /* with xdg-open */
  bool quiet;                 /* do not print the address */
  bool since;                 /* changes are marked (FRAME_ARTIFACT_CHANGE): the page can turn the marks off */
  const char *editor;         /* a command with {file}, {line} and {column} in it, run without a shell; or NULL */
  const char *const *folders; /* up to NULL: whatever changes in them, the report is made anew */
  struct preview_run (*run)(void *data); /* called in a thread of its own, never twice at once */
  void *data;
};

/* Serves until SIGINT, SIGTERM or SIGHUP. False after a diagnostic (io-read: the port is taken). */
bool preview_serve(const struct preview_options *options, struct diags *diags);

/* True if it can be split into words as a shell does it, and names {file}. */
bool preview_editor_is_good(const char *command);

#endif
