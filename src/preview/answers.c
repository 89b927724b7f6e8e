/* Answers: what may be asked for, below the token. guard.c has let it pass.
 *
 *   GET  /                               the preview's page; /preview.css, /main.js … its parts
 *   GET  /words                          its words in the user's language
 *   GET  /page/DIGEST                    a page as drawing orders; nothing (204) if it is no longer shown
 *   GET  /picture/DIGEST                 a picture's file; nothing (204) likewise
 *   GET  /glyphs/FROM/TO                 outlines of glyphs FROM … TO − 1
 *   GET  /place/VERSION/PAGE/RUN/X/Y     the source of a point of a run: {"file", "line", "column"}; or nothing
 *   POST /find                           where the words of the body stand (find.h)
 *   POST /open                           opens the editor at what the body names: VERSION/PAGE/RUN/X/Y, or
 *                                        problem/VERSION/NUMBER */
#include <stdlib.h>
#include <string.h>

#include "base/show.h"
#include "preview/find.h"
#include "preview/page_files.h"
#include "preview/places.h"
#include "preview/server.h"

#define GLYPHS_AT_ONCE 20000

static void answer(SoupServerMessage *message, const char *type, GString *body)
{
  gsize size = body->len;
  soup_server_message_set_status(message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response(message, type, SOUP_MEMORY_TAKE, g_string_free(body, FALSE), size);
}

static void allow_keeping(SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers(message);
  soup_message_headers_replace(headers, "Cache-Control", "private, max-age=86400, immutable");
}

static void answer_kept(SoupServerMessage *message, GString *body)
{
  allow_keeping(message);
  answer(message, "application/json", body);
}

static void refuse(SoupServerMessage *message, unsigned status)
{
  soup_server_message_set_status(message, status, NULL);
}

/* --- what is served as it is --- */

static bool answer_file(SoupServerMessage *message, const char *name)
{
  for (size_t i = 0; i < G_N_ELEMENTS(page_files); i++) {
    if (strcmp(page_files[i].name, name) != 0)
      continue;
    soup_server_message_set_status(message, SOUP_STATUS_OK, NULL);
    soup_server_message_set_response(message, page_files[i].type, SOUP_MEMORY_STATIC, page_files[i].bytes,
                                     page_files[i].size);
    return true;
  }
  return false;
}

static void answer_words(const struct preview *preview, SoupServerMessage *message)
{
  answer(message, "application/json", words_write(preview));
}

/* --- pages and glyphs --- */

static void answer_page(const struct preview *preview, SoupServerMessage *message, const char *digest)
{
  int page = version_find_page(preview->shown, digest);
  if (page < 0) {
    refuse(message, SOUP_STATUS_NO_CONTENT); /* a newer version has come meanwhile: the browser will be told */
    return;
  }
  GString *body = g_string_new(NULL);
  drawing_write(body, preview->shown, (size_t)page, preview->shapes);
  answer_kept(message, body);
}

static void answer_picture(const struct preview *preview, SoupServerMessage *message, const char *digest)
{
  const struct picture *picture = version_find_picture(preview->shown, digest);
  if (!picture) {
    refuse(message, SOUP_STATUS_NO_CONTENT);
    return;
  }
  GByteArray *file = g_byte_array_new();
  picture_append_file(picture, file);
  allow_keeping(message);
  gsize size = file->len;
  soup_server_message_set_status(message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response(message, picture_type(picture), SOUP_MEMORY_TAKE,
                                   (char *)g_byte_array_free(file, FALSE), size);
}

/* Whole numbers separated by /, exactly `count` of them; -1 stands for none. */
static bool read_numbers(const char *text, int64_t *out, size_t count)
{
  for (size_t i = 0; i < count; i++) {
    char *end;
    if (*text != '-' && !g_ascii_isdigit(*text))
      return false;
    out[i] = g_ascii_strtoll(text, &end, 10);
    if (end == text || *end != (i + 1 < count ? '/' : '\0') || out[i] < -LEN_MAX || out[i] > UINT32_MAX)
      return false;
    text = end + 1;
  }
  return true;
}

static void answer_glyphs(const struct preview *preview, SoupServerMessage *message, const char *range)
{
  int64_t ends[2];
  if (!read_numbers(range, ends, 2) || ends[0] < 0 || ends[0] >= ends[1] ||
      ends[1] > emit_shapes_count(preview->shapes) || ends[1] - ends[0] > GLYPHS_AT_ONCE) {
    refuse(message, SOUP_STATUS_NOT_FOUND);
    return;
  }
  GString *body = g_string_new("[");
  for (int64_t i = ends[0]; i < ends[1]; i++) {
    g_string_append(body, i > ends[0] ? ",\"" : "\"");
    emit_shapes_outline(body, preview->shapes, (uint32_t)i);
    g_string_append_c(body, '"');
  }
  g_string_append_c(body, ']');
  answer_kept(message, body);
}

/* --- places --- */

struct place {
  const char *file;
  struct file_position position;
};

/* "VERSION/PAGE/RUN/X/Y". False where the version is no longer shown, or no source has what stands there. */
static bool find_place(const struct preview *preview, const char *text, struct place *out)
{
  int64_t at[5];
  const struct version *shown = preview->shown;
  if (!read_numbers(text, at, 5) || !shown || at[0] != shown->number || at[1] < 0 || at[2] < 0 || at[3] > LEN_MAX ||
      at[4] > LEN_MAX)
    return false;
  struct frame_point point = {(len)at[3], (len)at[4]};
  struct span span = places_source(shown, (size_t)at[1], (uint32_t)at[2], point);
  if (!span_known(span))
    return false;
  *out = (struct place){files_get(shown->run.files, span.file)->name, files_position(shown->run.files, span)};
  return true;
}

static void answer_place(const struct preview *preview, SoupServerMessage *message, const char *text)
{
  struct place place;
  if (!find_place(preview, text, &place)) {
    refuse(message, SOUP_STATUS_NO_CONTENT);
    return;
  }
  GString *body = g_string_new("{\"file\":");
  show_json(body, place.file);
  g_string_append_printf(body, ",\"line\":%u,\"column\":%u}", place.position.line, place.position.column);
  answer(message, "application/json", body);
}

/* "problem/VERSION/NUMBER": of the last version's findings, as added. */
static bool find_problem(const struct preview *preview, const char *text, struct place *out)
{
  int64_t at[2];
  const struct version *last = preview->last;
  if (!read_numbers(text, at, 2) || !last || at[0] != last->number || at[1] < 0 ||
      (size_t)at[1] >= last->run.diags->count)
    return false;
  const struct diag *diag = last->run.diags->items[at[1]];
  *out = (struct place){diag->file, {1, 1}};
  if (span_known(diag->span))
    *out =
        (struct place){files_get(last->run.files, diag->span.file)->name, files_position(last->run.files, diag->span)};
  return out->file != NULL;
}

static char *copy_body(SoupServerMessage *message)
{
  const SoupMessageBody *body = soup_server_message_get_request_body(message);
  return g_strndup(body->data, (gsize)body->length);
}

static void answer_find(const struct preview *preview, SoupServerMessage *message)
{
  char *words = copy_body(message);
  if (strlen(words) <= FIND_BYTES_MAX && g_utf8_validate(words, -1, NULL)) {
    GString *body = g_string_new(NULL);
    find_write(body, preview->shown, words);
    answer(message, "application/json", body);
  } else {
    refuse(message, SOUP_STATUS_BAD_REQUEST);
  }
  g_free(words);
}

static void answer_open(const struct preview *preview, SoupServerMessage *message)
{
  char *text = copy_body(message);
  struct place place;
  bool found = g_str_has_prefix(text, "problem/") ? find_problem(preview, text + strlen("problem/"), &place)
                                                  : find_place(preview, text, &place);
  if (!preview->options->editor || !found)
    refuse(message, SOUP_STATUS_NOT_FOUND);
  else if (editor_open(preview->options->editor, place.file, place.position))
    refuse(message, SOUP_STATUS_NO_CONTENT);
  else
    refuse(message, SOUP_STATUS_INTERNAL_SERVER_ERROR);
  g_free(text);
}

/* --- which is which --- */

static const char *behind(const char *path, const char *prefix)
{
  return g_str_has_prefix(path, prefix) ? path + strlen(prefix) : NULL;
}

static void answer_get(const struct preview *preview, SoupServerMessage *message, const char *path)
{
  const char *rest;
  if ((rest = behind(path, "page/")))
    answer_page(preview, message, rest);
  else if ((rest = behind(path, "picture/")))
    answer_picture(preview, message, rest);
  else if ((rest = behind(path, "glyphs/")))
    answer_glyphs(preview, message, rest);
  else if ((rest = behind(path, "place/")))
    answer_place(preview, message, rest);
  else if (strcmp(path, "words") == 0)
    answer_words(preview, message);
  else if (!answer_file(message, *path ? path : "index.html"))
    refuse(message, SOUP_STATUS_NOT_FOUND);
}

static void on_request(SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  (void)soup, (void)query;
  const struct preview *preview = data;
  const char *rest = path + TOKEN_SIZE + 1; /* behind “/TOKEN/” */
  if (strcmp(soup_server_message_get_method(message), "POST") != 0)
    answer_get(preview, message, rest);
  else if (strcmp(rest, "open") == 0)
    answer_open(preview, message);
  else if (strcmp(rest, "find") == 0)
    answer_find(preview, message);
  else
    refuse(message, SOUP_STATUS_METHOD_NOT_ALLOWED);
}

void answers_add(struct preview *preview)
{
  soup_server_add_handler(preview->soup, NULL, on_request, preview, NULL);
}
