/* Connections: how many there may be, and for how long. Libsoup has no such limits. */
#ifndef NIANBAO_PREVIEW_CONNECTIONS_H
#define NIANBAO_PREVIEW_CONNECTIONS_H

#include <libsoup/soup.h>
#include <stdbool.h>

#include "base/diag.h"

enum {
  CONNECTIONS_MAX = 64,     /* a new one takes the place of the oldest that asks for nothing */
  CONNECTION_READ_S = 10,   /* for a whole request */
  CONNECTION_IDLE_S = 60,   /* until the next request */
  CONNECTION_ANSWER_S = 60, /* to take an answer */
  LIVE_MAX = 48             /* of CONNECTIONS_MAX: those that are told of versions */
};

struct connections;

/* Listens on 127.0.0.1 and hands what comes to `soup`. *port: 0 for one that is free; becomes the one. NULL after a
 * diagnostic (io-read). */
struct connections *connections_open(SoupServer *soup, int *port, struct diags *diags);
void connections_close(struct connections *connections);

/* From now on it may be silent as long as it likes. */
void connections_keep(struct connections *connections, SoupServerMessage *message);

#endif
