#include "web/web.h"

#include <string.h>

#include "web/page_css.h"
#include "web/writer.h"

static void put_meta(GString *out, const char *name, const char *content)
{
  if (!content || !*content)
    return;
  g_string_append_printf(out, "<meta name=\"%s\"", name);
  web_attribute(out, "content", content);
  g_string_append(out, ">\n");
}

/* No script runs and nothing is fetched, whatever a browser's user has about it. */
static const char policy[] = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                             "'unsafe-inline'; img-src data:\">\n";

static void put_head(struct web_writer *writer)
{
  const struct frame_document *document = writer->document;
  GString *out = writer->out;
  g_string_append(out, "<!DOCTYPE html>\n<html");
  web_attribute(out, "lang", document->lang);
  g_string_append(out, ">\n<head>\n<meta charset=\"utf-8\">\n");
  g_string_append(out, policy);
  g_string_append(out, "<title>");
  web_escape(out, document->title, strlen(document->title));
  g_string_append(out, "</title>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
  put_meta(out, "author", document->author);
  put_meta(out, "description", document->subject);
  put_meta(out, "keywords", document->keywords);
  put_meta(out, "date", arena_printf(writer->arena, "%04d-%02d-%02d", document->year, document->month, document->day));
  g_string_append(out, "<style>\n");
  g_string_append(out, web_page_css);
  g_string_append(out, "</style>\n</head>\n");
}

struct web_page web_build(struct arena *arena, const struct blocks *blocks, const struct sheet *sheet,
                          const struct frame_document *document, bool draft)
{
  struct web_writer writer = {.arena = arena,
                              .blocks = blocks,
                              .sheet = sheet,
                              .document = document,
                              .draft = draft,
                              .out = g_string_new(NULL),
                              .marked = ARENA_ARRAY(arena, blocks->note_count, bool),
                              .placed = ARENA_ARRAY(arena, blocks->note_count, bool)};
  put_head(&writer);
  g_string_append(writer.out, "<body>\n<main>\n");
  if (draft)
    g_string_append(writer.out, "<p class=\"draft\">草稿</p>\n");
  web_flow(&writer);
  g_string_append(writer.out, "</main>\n</body>\n</html>\n");
  struct web_page page = {arena_strndup(arena, writer.out->str, writer.out->len), writer.out->len};
  g_string_free(writer.out, TRUE);
  return page;
}
