/* Pages as drawing orders. */
#include <string.h>

#include "base/show.h"
#include "preview/version.h"

/* Most of a page is numbers: g_string_append_printf would be half of the time. */
static void append_number(GString *out, int64_t value)
{
  char digits[24];
  size_t at = sizeof digits;
  uint64_t rest = value < 0 ? (uint64_t)-value : (uint64_t)value;
  do {
    digits[--at] = (char)('0' + rest % 10);
    rest /= 10;
  } while (rest);
  if (value < 0)
    digits[--at] = '-';
  g_string_append_len(out, digits + at, (gssize)(sizeof digits - at));
}

static void append_next(GString *out, int64_t value)
{
  g_string_append_c(out, ',');
  append_number(out, value);
}

static void append_colour(GString *out, struct frame_colour colour)
{
  append_next(out, (int64_t)colour.red << 16 | colour.green << 8 | colour.blue);
}

static void begin_item(GString *out, int kind, const struct frame_item *item)
{
  g_string_append_c(out, '[');
  append_number(out, kind);
  append_next(out, item->x);
  append_next(out, item->y);
}

static void write_words(GString *out, const struct frame_run *run)
{
  char *words = g_strndup(run->text, run->text_length);
  show_json(out, words);
  g_free(words);
}

static void write_run(GString *out, const struct version *version, const struct frame_item *item,
                      struct emit_shapes *shapes)
{
  const struct frame_run *run = &item->as.run;
  uint32_t face = version->faces[run->face];
  begin_item(out, 0, item);
  append_next(out, run->size);
  append_next(out, emit_shapes_upem(shapes, face));
  append_next(out, run->turned);
  append_colour(out, run->colour);
  g_string_append(out, ",[");
  for (uint32_t i = 0; i < run->glyph_count; i++) {
    if (i)
      g_string_append_c(out, ',');
    append_number(out, emit_shapes_glyph(shapes, face, run->glyphs[i].id));
    append_next(out, run->glyphs[i].x);
    append_next(out, run->glyphs[i].y);
  }
  g_string_append(out, "],");
  write_words(out, run);
  append_next(out, run->advance);
  g_string_append_c(out, ']');
}

static void write_rule(GString *out, const struct frame_item *item)
{
  begin_item(out, 1, item);
  append_next(out, item->as.rule.dx);
  append_next(out, item->as.rule.dy);
  append_next(out, item->as.rule.width);
  append_colour(out, item->as.rule.colour);
  g_string_append_c(out, ']');
}

static void write_rect(GString *out, const struct frame_item *item)
{
  begin_item(out, 2, item);
  append_next(out, item->as.rect.width);
  append_next(out, item->as.rect.height);
  append_colour(out, item->as.rect.colour);
  g_string_append_c(out, ']');
}

static void write_point(GString *out, struct frame_point point)
{
  append_number(out, point.x);
  g_string_append_c(out, ' ');
  append_number(out, point.y);
  g_string_append_c(out, ' ');
}

static void write_segment(GString *out, const struct frame_segment *segment)
{
  switch (segment->step) {
  case FRAME_STEP_MOVE:
    g_string_append_c(out, 'M');
    write_point(out, segment->to);
    break;
  case FRAME_STEP_LINE:
    g_string_append_c(out, 'L');
    write_point(out, segment->to);
    break;
  case FRAME_STEP_CURVE:
    g_string_append_c(out, 'C');
    write_point(out, segment->control[0]);
    write_point(out, segment->control[1]);
    write_point(out, segment->to);
    break;
  case FRAME_STEP_CLOSE:
    g_string_append_c(out, 'Z');
    break;
  }
}

static void write_path(GString *out, const struct frame_item *item)
{
  const struct frame_path *path = &item->as.path;
  begin_item(out, 3, item);
  append_next(out, path->width);
  append_colour(out, path->colour);
  g_string_append(out, ",\"");
  for (uint32_t i = 0; i < path->count; i++)
    write_segment(out, &path->segments[i]);
  g_string_append(out, "\"]");
}

static void write_image(GString *out, const struct frame_item *item)
{
  begin_item(out, 4, item);
  append_next(out, item->as.image.width);
  append_next(out, item->as.image.height);
  g_string_append_printf(out, ",\"%s\"]", item->as.image.picture->digest);
}

/* False for what leaves no ink. */
static bool write_item(GString *out, const struct version *version, const struct frame_item *item,
                       struct emit_shapes *shapes)
{
  switch (item->kind) {
  case FRAME_RUN:
    write_run(out, version, item, shapes);
    return true;
  case FRAME_RULE:
    write_rule(out, item);
    return true;
  case FRAME_RECT:
    write_rect(out, item);
    return true;
  case FRAME_PATH:
    write_path(out, item);
    return true;
  case FRAME_IMAGE:
    write_image(out, item);
    return true;
  case FRAME_LINK:
  case FRAME_TAG_BEGIN:
  case FRAME_TAG_END:
  case FRAME_ARTIFACT_BEGIN:
  case FRAME_ARTIFACT_END:
    break;
  }
  return false;
}

/* Marks of changes stand apart, behind all else: the reader may turn them off. */
static size_t find_marks(const struct frame_page *page)
{
  for (size_t i = 0; i < page->count; i++)
    if (page->items[i].kind == FRAME_ARTIFACT_BEGIN && page->items[i].as.artifact == FRAME_ARTIFACT_CHANGE)
      return i;
  return page->count;
}

static void write_items(GString *out, const struct version *version, const struct frame_page *page, size_t from,
                        size_t to, struct emit_shapes *shapes)
{
  bool first = true;
  for (size_t i = from; i < to; i++) {
    size_t before = out->len;
    if (!first)
      g_string_append_c(out, ',');
    if (write_item(out, version, &page->items[i], shapes))
      first = false;
    else
      g_string_truncate(out, before);
  }
}

void drawing_write(GString *out, const struct version *version, size_t page, struct emit_shapes *shapes)
{
  const struct frame_page *from = &version->run.document->pages[page];
  size_t marks = find_marks(from);
  g_string_append(out, "{\"width\":");
  append_number(out, from->width);
  g_string_append(out, ",\"height\":");
  append_number(out, from->height);
  g_string_append(out, ",\"items\":[");
  write_items(out, version, from, 0, marks, shapes);
  g_string_append(out, "],\"marks\":[");
  write_items(out, version, from, marks, from->count, shapes);
  g_string_append(out, "]}");
}
