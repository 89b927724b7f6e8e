#include "preview/connections.h"

#include <string.h>

#include <gio/gio.h>

#include "base/tr.h"

enum state {
  STATE_READING, /* nothing is asked yet, or not all of it */
  STATE_ANSWERING,
  STATE_LIVE
};

struct connection {
  struct connections *all;
  GSocketConnection *stream; /* libsoup's */
  guint16 port;              /* the other end's: what tells connections apart */
  enum state state;
  bool asked; /* it has had a whole request */
  gint64 since;
};

struct connections {
  SoupServer *soup;
  GSocketService *service;
  GPtrArray *items; /* of struct connection, the oldest first */
  guint timer;
};

/* --- the end of one --- */

static void on_gone(gpointer data, GObject *stream)
{
  (void)stream;
  struct connection *connection = data;
  g_ptr_array_remove(connection->all->items, connection);
}

/* Libsoup sees the end of the stream and cleans up; then it is gone. */
static void shut(const struct connection *connection)
{
  g_socket_shutdown(g_socket_connection_get_socket(connection->stream), TRUE, TRUE, NULL);
}

static void refuse(const struct connection *connection, const char *answer)
{
  GSocket *socket = g_socket_connection_get_socket(connection->stream);
  g_socket_send_with_blocking(socket, answer, strlen(answer), FALSE, NULL, NULL);
  shut(connection);
}

/* --- limits --- */

static unsigned patience(const struct connection *connection)
{
  if (connection->state == STATE_ANSWERING)
    return CONNECTION_ANSWER_S;
  return connection->asked ? CONNECTION_IDLE_S : CONNECTION_READ_S;
}

static void check(const struct connection *connection, gint64 now)
{
  if (connection->state == STATE_LIVE || now - connection->since < (gint64)patience(connection) * G_USEC_PER_SEC)
    return;
  if (connection->state == STATE_READING && !connection->asked)
    refuse(connection, "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  else
    shut(connection);
}

static gboolean on_timer(gpointer data)
{
  struct connections *connections = data;
  gint64 now = g_get_monotonic_time();
  for (guint i = 0; i < connections->items->len; i++)
    check(g_ptr_array_index(connections->items, i), now);
  return G_SOURCE_CONTINUE;
}

/* False where all are busy. */
static bool make_room(struct connections *connections)
{
  if (connections->items->len < CONNECTIONS_MAX)
    return true;
  for (guint i = 0; i < connections->items->len; i++) {
    struct connection *connection = g_ptr_array_index(connections->items, i);
    if (connection->state != STATE_READING)
      continue;
    shut(connection);
    g_object_weak_unref(G_OBJECT(connection->stream), on_gone, connection);
    g_ptr_array_remove_index(connections->items, i);
    return true;
  }
  return false;
}

/* --- what libsoup says about them --- */

static struct connection *find(const struct connections *connections, SoupServerMessage *message)
{
  GSocketAddress *address = soup_server_message_get_remote_address(message);
  if (!G_IS_INET_SOCKET_ADDRESS(address))
    return NULL;
  guint16 port = g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(address));
  for (guint i = 0; i < connections->items->len; i++) {
    struct connection *connection = g_ptr_array_index(connections->items, i);
    if (connection->port == port)
      return connection;
  }
  return NULL;
}

static void enter(struct connections *connections, SoupServerMessage *message, enum state state)
{
  struct connection *connection = find(connections, message);
  if (!connection || connection->state == STATE_LIVE)
    return;
  connection->state = state;
  connection->asked = connection->asked || state == STATE_ANSWERING;
  connection->since = g_get_monotonic_time();
}

static void on_read(SoupServer *soup, SoupServerMessage *message, gpointer data)
{
  (void)soup;
  enter(data, message, STATE_ANSWERING);
}

static void on_finished(SoupServer *soup, SoupServerMessage *message, gpointer data)
{
  (void)soup;
  enter(data, message, STATE_READING);
}

void connections_keep(struct connections *connections, SoupServerMessage *message)
{
  enter(connections, message, STATE_LIVE);
}

/* --- new ones --- */

static gboolean on_incoming(GSocketService *service, GSocketConnection *stream, GObject *source, gpointer data)
{
  (void)service, (void)source;
  struct connections *connections = data;
  GSocketAddress *here = g_socket_connection_get_local_address(stream, NULL);
  GSocketAddress *there = g_socket_connection_get_remote_address(stream, NULL);
  if (here && there && make_room(connections)) {
    struct connection *connection = g_new0(struct connection, 1);
    *connection = (struct connection){.all = connections,
                                      .stream = stream,
                                      .port = g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(there)),
                                      .since = g_get_monotonic_time()};
    g_tcp_connection_set_graceful_disconnect(G_TCP_CONNECTION(stream), FALSE);
    g_ptr_array_add(connections->items, connection);
    g_object_weak_ref(G_OBJECT(stream), on_gone, connection);
    soup_server_accept_iostream(connections->soup, G_IO_STREAM(stream), here, there, NULL);
  }
  g_clear_object(&here);
  g_clear_object(&there);
  return TRUE;
}

static bool listen_local(GSocketListener *listener, int *port, struct diags *diags)
{
  GInetAddress *loopback = g_inet_address_new_loopback(G_SOCKET_FAMILY_IPV4);
  GSocketAddress *wanted = g_inet_socket_address_new(loopback, (guint16)*port), *given = NULL;
  GError *error = NULL;
  bool good = g_socket_listener_add_address(listener, wanted, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &given,
                                            &error);
  if (good) {
    *port = g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(given));
  } else {
    bool taken = g_error_matches(error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
    struct diag *diag = diag_add(diags, DIAG_IO_READ, SPAN_NONE,
                                 taken ? _("Port %d is used by another program.")
                                       : _("Port %d cannot be used: the system does not allow it."),
                                 *port);
    diag_hint(diags, diag, _("Choose another port, or leave --port out: then a free one is found."));
    g_error_free(error);
  }
  g_clear_object(&given);
  g_object_unref(wanted);
  g_object_unref(loopback);
  return good;
}

struct connections *connections_open(SoupServer *soup, int *port, struct diags *diags)
{
  GSocketService *service = g_socket_service_new();
  if (!listen_local(G_SOCKET_LISTENER(service), port, diags)) {
    g_object_unref(service);
    return NULL;
  }
  struct connections *connections = g_new0(struct connections, 1);
  connections->soup = soup;
  connections->service = service;
  connections->items = g_ptr_array_new_with_free_func(g_free);
  connections->timer = g_timeout_add_seconds(1, on_timer, connections);
  g_signal_connect(service, "incoming", G_CALLBACK(on_incoming), connections);
  g_signal_connect(soup, "request-read", G_CALLBACK(on_read), connections);
  g_signal_connect(soup, "request-finished", G_CALLBACK(on_finished), connections);
  g_socket_service_start(service);
  return connections;
}

void connections_close(struct connections *connections)
{
  g_source_remove(connections->timer);
  g_socket_service_stop(connections->service);
  g_socket_listener_close(G_SOCKET_LISTENER(connections->service));
  g_object_unref(connections->service);
  g_signal_handlers_disconnect_by_data(connections->soup, connections);
  soup_server_disconnect(connections->soup);
  for (guint i = 0; i < connections->items->len; i++) {
    struct connection *connection = g_ptr_array_index(connections->items, i);
    g_object_weak_unref(G_OBJECT(connection->stream), on_gone, connection);
  }
  g_ptr_array_free(connections->items, TRUE);
  g_free(connections);
}
