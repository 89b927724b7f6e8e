/* Server: what the parts of the preview share. preview/'s own. One thread, but for the run itself. */
#ifndef NIANBAO_PREVIEW_SERVER_H
#define NIANBAO_PREVIEW_SERVER_H

#include <glib.h>
#include <libsoup/soup.h>

#include "preview/connections.h"
#include "preview/edits.h"
#include "preview/follow.h"
#include "preview/version.h"

#define TOKEN_SIZE 33 /* 128 bits as 32 hexadecimal digits, and the NUL */

struct preview {
  const struct preview_options *options;
  GMainLoop *loop;
  SoupServer *soup;
  struct connections *connections;
  struct follow *follow;
  int port;
  char token[TOKEN_SIZE]; /* the first part of every path: who does not know it gets nothing */
  GPtrArray *clients;     /* live.c's */
  char *door;             /* door.c's: the file that leads the browser here, until it has come; or NULL */

  struct emit_shapes *shapes;
  struct edits *edits;   /* news.c's */
  struct version *last;  /* what was found last; NULL before the first run has ended */
  struct version *shown; /* whose pages are shown: the last that has any; may be the same */
  char *news;            /* the message about them, as JSON; NULL before the first run has ended */
  bool running, again;   /* a run is under way; another is due after it */
  gint64 begun;          /* µs of the clock: when the last run began */
};

/* --- guard.c: who may ask --- */

/* Registers the check that comes before everything else: Host, Origin, token, method, size. */
void guard_add(struct preview *preview);

/* --- answers.c: pages, outlines, places, the preview's own files --- */

void answers_add(struct preview *preview);

/* --- live.c: the browsers that are told of each version --- */

#define LIVE_PATH "/%s/news" /* with the token */

void live_add(struct preview *preview);
/* Sends preview->news to everybody who has shown what came before; the others get the newest when they have. */
void live_tell(struct preview *preview);
void live_close(struct preview *preview);

/* --- news.c: the message about a version --- */

/* Makes `next` the last version and, if it has pages, the shown one, and writes preview->news. */
void news_publish(struct preview *preview, struct version *next);

/* --- editor.c --- */

/* Runs the editor's command on a place, without waiting for it. False where it cannot be started. */
bool editor_open(const char *command, const char *file, struct file_position position);

/* --- door.c: how the browser gets the address --- */

/* Starts the browser with a file that leads to the address: what a program is started with is seen by every user of the
 * machine, what is in the file only by this one. Gives the file's name, NULL where no browser can be started. */
char *door_open(const char *address);
/* Takes the file away: the browser has come, or the preview ends. */
void door_close(char **door);

/* --- words.c --- */

/* The words of the page in the user's language, as JSON. */
GString *words_write(const struct preview *preview);

#endif
