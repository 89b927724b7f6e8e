#include <string.h>

#include "base/utf8.h"
#include "web/writer.h"

#define LINE_SEPARATOR 0x2028

void web_escape(GString *out, const char *text, size_t length)
{
  for (size_t i = 0; i < length; i++) {
    switch (text[i]) {
    case '&':
      g_string_append(out, "&amp;");
      break;
    case '<':
      g_string_append(out, "&lt;");
      break;
    case '>':
      g_string_append(out, "&gt;");
      break;
    case '"':
      g_string_append(out, "&quot;");
      break;
    default:
      g_string_append_c(out, text[i]);
    }
  }
}

void web_attribute(GString *out, const char *name, const char *value)
{
  g_string_append_printf(out, " %s=\"", name);
  web_escape(out, value, strlen(value));
  g_string_append_c(out, '"');
}

const char *web_note_number(const struct web_writer *writer, uint32_t note)
{
  return numeral_note(writer->arena, writer->sheet->notes.numbers, note);
}

/* What a run stands in, from the outermost: elements that are open. An element goes on over runs that share it, so that
 * a link with a bold word in it is one link. */
enum layer { LAYER_LINK, LAYER_LINE, LAYER_STRONG, LAYER_EMPHASIS, LAYER_COUNT };

struct layers {
  const char *link;
  uint32_t line;
  unsigned marks;
};

static bool layer_open(const struct layers *layers, enum layer layer)
{
  switch (layer) {
  case LAYER_LINK:
    return layers->link != NULL;
  case LAYER_LINE:
    return (layers->marks & (INLINE_NAME | INLINE_WORK)) != 0;
  case LAYER_STRONG:
    return (layers->marks & INLINE_STRONG) != 0;
  case LAYER_EMPHASIS:
  case LAYER_COUNT:
    break;
  }
  return (layers->marks & INLINE_EMPHASIS) != 0;
}

static bool layer_same(const struct layers *a, const struct layers *b, enum layer layer)
{
  if (layer_open(a, layer) != layer_open(b, layer))
    return false;
  if (layer == LAYER_LINK && a->link)
    return strcmp(a->link, b->link) == 0;
  return layer != LAYER_LINE || !layer_open(a, layer) || a->line == b->line;
}

static const char *layer_name(const struct layers *layers, enum layer layer)
{
  static const char *const names[] = {"a", "u", "strong", "em"};
  return layer == LAYER_LINE && layers->marks & INLINE_WORK ? "cite" : names[layer];
}

static void change_layers(GString *out, struct layers *from, const struct layers *to)
{
  enum layer same = LAYER_LINK;
  while (same < LAYER_COUNT && layer_same(from, to, same))
    same++;
  for (enum layer layer = LAYER_COUNT; layer-- > same;) {
    if (layer_open(from, layer))
      g_string_append_printf(out, "</%s>", layer_name(from, layer));
  }
  for (enum layer layer = same; layer < LAYER_COUNT; layer++) {
    if (!layer_open(to, layer))
      continue;
    g_string_append_printf(out, "<%s", layer_name(to, layer));
    if (layer == LAYER_LINK)
      web_attribute(out, "href", to->link);
    g_string_append_c(out, '>');
  }
  *from = *to;
}

static void write_text(GString *out, const struct block_run *run)
{
  for (size_t at = 0; at < run->length;) {
    size_t from = at;
    if (utf8_next(run->text, &at) == LINE_SEPARATOR)
      g_string_append(out, "<br>");
    else
      web_escape(out, run->text + from, at - from);
  }
}

static void write_mark(struct web_writer *writer, uint32_t note)
{
  g_string_append_printf(writer->out, "<sup><a href=\"#note-%u\"", note);
  if (!writer->marked[note - 1])
    g_string_append_printf(writer->out, " id=\"mark-%u\"", note);
  writer->marked[note - 1] = true;
  g_string_append_printf(writer->out, " role=\"doc-noteref\">%s</a></sup>", web_note_number(writer, note));
}

void web_words(struct web_writer *writer, const struct block_runs *runs)
{
  struct layers open = {0};
  for (size_t i = 0; i < runs->count; i++) {
    const struct block_run *run = &runs->items[i];
    struct layers wanted = {run->link, run->line, run->marks};
    if (run->note)
      wanted = (struct layers){0};
    change_layers(writer->out, &open, &wanted);
    if (run->note)
      write_mark(writer, run->note);
    else
      write_text(writer->out, run);
  }
  change_layers(writer->out, &open, &(struct layers){0});
}
