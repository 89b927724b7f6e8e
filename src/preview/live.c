/* Live: a web socket to each browser. It is told of a version, shows it, says so, and is then told of the newest:
 * whoever is slow gets fewer versions, not a queue of them. */
#include <string.h>

#include "preview/server.h"

#define SAID_MAX 64 /* bytes of what a browser may say */

struct client {
  struct preview *preview;
  SoupWebsocketConnection *socket;
  bool showing;  /* what it was told of, and has not said that it is done */
  unsigned told; /* the version it was told of; 0: of none */
};

static void tell(struct client *client)
{
  const struct version *last = client->preview->last;
  bool open = soup_websocket_connection_get_state(client->socket) == SOUP_WEBSOCKET_STATE_OPEN;
  if (client->showing || !last || client->told == last->number || !open)
    return;
  client->showing = true;
  client->told = last->number;
  soup_websocket_connection_send_text(client->socket, client->preview->news);
}

static void on_message(SoupWebsocketConnection *socket, gint type, GBytes *said, gpointer data)
{
  (void)socket, (void)said;
  struct client *client = data;
  if (type != SOUP_WEBSOCKET_DATA_TEXT)
    return;
  client->showing = false; /* the only thing there is to say */
  tell(client);
}

static void client_free(gpointer value)
{
  struct client *client = value;
  g_signal_handlers_disconnect_by_data(client->socket, client);
  g_object_unref(client->socket);
  g_free(client);
}

static void on_closed(SoupWebsocketConnection *socket, gpointer data)
{
  (void)socket;
  struct client *client = data;
  g_ptr_array_remove(client->preview->clients, client);
}

static void on_upgrade(SoupServer *soup, SoupServerMessage *message, const char *path, SoupWebsocketConnection *socket,
                       gpointer data)
{
  (void)soup, (void)path;
  struct preview *preview = data;
  if (preview->clients->len >= LIVE_MAX) {
    soup_websocket_connection_close(socket, SOUP_WEBSOCKET_CLOSE_POLICY_VIOLATION, NULL);
    return;
  }
  connections_keep(preview->connections, message);
  door_close(&preview->door);
  struct client *client = g_new0(struct client, 1);
  *client = (struct client){.preview = preview, .socket = g_object_ref(socket)};
  soup_websocket_connection_set_max_incoming_payload_size(socket, SAID_MAX);
  soup_websocket_connection_set_keepalive_interval(socket, 30);
  g_ptr_array_add(preview->clients, client);
  g_signal_connect(socket, "message", G_CALLBACK(on_message), client);
  g_signal_connect(socket, "closed", G_CALLBACK(on_closed), client);
  tell(client);
}

void live_add(struct preview *preview)
{
  char *path = g_strdup_printf(LIVE_PATH, preview->token);
  preview->clients = g_ptr_array_new_with_free_func(client_free);
  soup_server_add_websocket_handler(preview->soup, path, NULL, NULL, on_upgrade, preview, NULL);
  g_free(path);
}

void live_tell(struct preview *preview)
{
  for (guint i = 0; i < preview->clients->len; i++)
    tell(g_ptr_array_index(preview->clients, i));
}

void live_close(struct preview *preview)
{
  for (guint i = 0; i < preview->clients->len; i++) {
    const struct client *client = g_ptr_array_index(preview->clients, i);
    if (soup_websocket_connection_get_state(client->socket) == SOUP_WEBSOCKET_STATE_OPEN)
      soup_websocket_connection_close(client->socket, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, NULL);
  }
}
