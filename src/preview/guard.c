/* Guard: who may ask. Any page on the web can make a browser send requests to 127.0.0.1, and by a name of its own that
 * turns into this address (DNS rebinding) read the answers, too. So the Host must be ours to the letter; what another
 * page has caused is refused; and nothing at all is said to who does not know the token. */
#include <string.h>

#include "preview/server.h"

#define BODY_MAX 4096

static bool is_host(const struct preview *preview, const char *host)
{
  static const char *const names[] = {"127.0.0.1", "localhost"};
  bool good = false;
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    char *ours = g_strdup_printf("%s:%d", names[i], preview->port);
    good = good || strcmp(host, ours) == 0;
    g_free(ours);
  }
  return good;
}

static bool says(SoupMessageHeaders *headers, const char *name, const char *value)
{
  const char *said = soup_message_headers_get_one(headers, name);
  return said && strcmp(said, value) == 0;
}

/* A window of its own that goes to the preview's page, as door.c's file makes it do. Where it comes from learns nothing
 * of what it finds there. */
static bool is_entering(const struct preview *preview, SoupMessageHeaders *headers, const char *path)
{
  return strlen(path) == TOKEN_SIZE + 1 && path[TOKEN_SIZE] == '/' && preview->options->open_browser &&
         says(headers, "Sec-Fetch-Mode", "navigate") && says(headers, "Sec-Fetch-Dest", "document");
}

/* Browsers tell where a request comes from by Origin with what changes something and with web sockets, and by
 * Sec-Fetch-Site with all else. Where they say so, it must be our own page, or the user who typed the address. */
static bool is_origin_good(const struct preview *preview, SoupMessageHeaders *headers, const char *path, bool needed)
{
  const char *origin = soup_message_headers_get_one(headers, "Origin");
  bool elsewhere = soup_message_headers_get_one(headers, "Sec-Fetch-Site") &&
                   !says(headers, "Sec-Fetch-Site", "same-origin") && !says(headers, "Sec-Fetch-Site", "none");
  if (elsewhere && (needed || !is_entering(preview, headers, path)))
    return false;
  if (!origin)
    return !needed;
  return g_str_has_prefix(origin, "http://") && is_host(preview, origin + strlen("http://"));
}

/* In a time that does not tell how much of it is right. */
static bool has_token(const struct preview *preview, const char *path)
{
  size_t length = TOKEN_SIZE - 1;
  if (path[0] != '/' || strlen(path) < length + 2 || path[length + 1] != '/')
    return false;
  unsigned char differs = 0;
  for (size_t i = 0; i < length; i++)
    differs |= (unsigned char)(path[i + 1] ^ preview->token[i]);
  return differs == 0;
}

static unsigned check_body(const char *method, SoupMessageHeaders *headers)
{
  SoupEncoding encoding = soup_message_headers_get_encoding(headers);
  bool posts = strcmp(method, "POST") == 0;
  if (encoding == SOUP_ENCODING_CONTENT_LENGTH) {
    goffset length = soup_message_headers_get_content_length(headers);
    if (length > BODY_MAX)
      return SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE;
    return posts || length == 0 ? 0 : SOUP_STATUS_BAD_REQUEST;
  }
  if (encoding != SOUP_ENCODING_NONE)
    return SOUP_STATUS_LENGTH_REQUIRED;
  return posts ? SOUP_STATUS_LENGTH_REQUIRED : 0;
}

/* The status to refuse a request with; 0 if it is welcome. */
static unsigned check_request(const struct preview *preview, SoupServerMessage *message, const char *path)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers(message);
  const char *method = soup_server_message_get_method(message);
  const char *host = soup_message_headers_get_one(headers, "Host");
  bool posts = strcmp(method, "POST") == 0, live = soup_message_headers_get_one(headers, "Upgrade") != NULL;
  if (!host || !is_host(preview, host) || !is_origin_good(preview, headers, path, posts || live))
    return SOUP_STATUS_FORBIDDEN;
  if (!has_token(preview, path))
    return SOUP_STATUS_FORBIDDEN;
  if (!posts && strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0)
    return SOUP_STATUS_METHOD_NOT_ALLOWED;
  return check_body(method, headers);
}

/* No script and no style but our own, no frame around us, nothing kept by who should not. */
static void set_headers(const struct preview *preview, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers(message);
  char *policy = g_strdup_printf("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                                 "connect-src 'self' ws://127.0.0.1:%1$d ws://localhost:%1$d; base-uri 'none'; "
                                 "form-action 'none'; frame-ancestors 'none'",
                                 preview->port);
  soup_message_headers_replace(headers, "Content-Security-Policy", policy);
  soup_message_headers_replace(headers, "X-Content-Type-Options", "nosniff");
  soup_message_headers_replace(headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_replace(headers, "Cross-Origin-Resource-Policy", "same-origin");
  soup_message_headers_replace(headers, "Cross-Origin-Opener-Policy", "same-origin");
  soup_message_headers_replace(headers, "Cache-Control", "no-store");
  g_free(policy);
}

static void on_headers(SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  (void)soup, (void)query;
  const struct preview *preview = data;
  set_headers(preview, message);
  unsigned status = check_request(preview, message, path);
  if (!status)
    return;
  soup_server_message_set_status(message, status, NULL);
  soup_message_body_set_accumulate(soup_server_message_get_request_body(message), FALSE);
  soup_message_headers_replace(soup_server_message_get_response_headers(message), "Connection", "close");
}

void guard_add(struct preview *preview)
{
  soup_server_add_early_handler(preview->soup, NULL, on_headers, preview, NULL);
  char *path = g_strdup_printf(LIVE_PATH, preview->token); /* a path with a handler of its own has no other */
  soup_server_add_early_handler(preview->soup, path, on_headers, preview, NULL);
  g_free(path);
}
