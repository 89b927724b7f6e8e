#include "emit/emit.h"

#include <string.h>

#include <glib.h>

#include "emit/bytes.h"
#include "emit/points.h"

/* The text so far, and how deep the tags have nested. */
struct dump {
  GString *out;
  const struct frame_document *document;
  unsigned depth;
  uint32_t enclosing; /* element */
};

static void put_length(struct dump *dump, len value)
{
  char text[POINTS_SIZE];
  g_string_append_printf(dump->out, " %s", emit_points(value, text));
}

static void put_quoted(struct dump *dump, const char *text, size_t length)
{
  g_string_append(dump->out, " \"");
  for (size_t i = 0; i < length; i++) {
    unsigned char c = (unsigned char)text[i];
    if (c == '"' || c == '\\')
      g_string_append_c(dump->out, '\\');
    if (c < 0x20 || c == 0x7F)
      g_string_append_printf(dump->out, "\\x%02x", c);
    else
      g_string_append_c(dump->out, (char)c);
  }
  g_string_append_c(dump->out, '"');
}

static void put_text(struct dump *dump, const char *key, const char *text)
{
  if (text == NULL)
    return;
  g_string_append_printf(dump->out, " %s", key);
  put_quoted(dump, text, strlen(text));
}

/* Black goes without saying. */
static void put_colour(struct dump *dump, struct frame_colour colour)
{
  if (colour.red != 0 || colour.green != 0 || colour.blue != 0)
    g_string_append_printf(dump->out, " #%02x%02x%02x", colour.red, colour.green, colour.blue);
}

static void begin_line(struct dump *dump, const char *kind)
{
  g_string_append_printf(dump->out, "%*s%s", (int)(2 * dump->depth), "", kind);
}

static void end_line(struct dump *dump)
{
  g_string_append_c(dump->out, '\n');
}

/* One glyph a character, all on the baseline, all the same distance apart but for the rounding of parts. */
static bool run_is_even(const struct frame_run *run)
{
  if (run->glyph_count < 3 || run->cluster_count != run->glyph_count ||
      (glong)run->glyph_count != g_utf8_strlen(run->text, run->text_length) || run->glyphs[0].x != 0)
    return false;
  uint32_t gaps = run->glyph_count - 1;
  for (uint32_t i = 0; i <= gaps; i++) {
    len off = run->glyphs[i].x - len_part(run->glyphs[gaps].x, i, gaps);
    if (run->glyphs[i].y != 0 || off < -1 || off > 1)
      return false;
  }
  return true;
}

/* "{2:1}" behind the glyphs of a cluster that is not one character and one glyph. */
static void put_places(struct dump *dump, const struct frame_run *run)
{
  const char *text = run->text;
  const struct frame_glyph *glyph = run->glyphs;
  g_string_append(dump->out, " at");
  for (uint32_t i = 0; i < run->cluster_count; i++) {
    const struct frame_cluster *cluster = &run->clusters[i];
    glong characters = g_utf8_strlen(text, cluster->bytes);
    for (uint16_t g = 0; g < cluster->glyphs; g++, glyph++) {
      put_length(dump, glyph->x);
      char y[POINTS_SIZE];
      if (glyph->y != 0)
        g_string_append_printf(dump->out, "/%s", emit_points(glyph->y, y));
    }
    if (characters != 1 || cluster->glyphs != 1)
      g_string_append_printf(dump->out, "%s{%ld:%u}", cluster->glyphs == 0 ? " " : "", characters, cluster->glyphs);
    text += cluster->bytes;
  }
}

static void dump_run(struct dump *dump, const struct frame_item *item)
{
  const struct frame_run *run = &item->as.run;
  begin_line(dump, "run");
  put_length(dump, item->x);
  put_length(dump, item->y);
  g_string_append_printf(dump->out, " %s", dump->document->faces[run->face].name);
  put_length(dump, run->size);
  if (run->turned)
    g_string_append(dump->out, " turned");
  put_colour(dump, run->colour);
  put_quoted(dump, run->text, run->text_length);
  g_string_append(dump->out, " advance");
  put_length(dump, run->advance);
  if (run_is_even(run)) {
    g_string_append(dump->out, " every");
    put_length(dump, len_part(run->glyphs[run->glyph_count - 1].x, 1, run->glyph_count - 1));
  } else {
    put_places(dump, run);
  }
  end_line(dump);
}

static void dump_rule(struct dump *dump, const struct frame_item *item)
{
  const struct frame_rule *rule = &item->as.rule;
  begin_line(dump, "rule");
  put_length(dump, item->x);
  put_length(dump, item->y);
  g_string_append(dump->out, rule->dy == 0 ? " across" : " down");
  put_length(dump, rule->dy == 0 ? rule->dx : rule->dy);
  g_string_append(dump->out, " width");
  put_length(dump, rule->width);
  put_colour(dump, rule->colour);
  end_line(dump);
}

static void dump_area(struct dump *dump, const char *kind, const struct frame_item *item, len width, len height)
{
  begin_line(dump, kind);
  put_length(dump, item->x);
  put_length(dump, item->y);
  g_string_append(dump->out, " size");
  put_length(dump, width);
  put_length(dump, height);
}

static void dump_rect(struct dump *dump, const struct frame_item *item)
{
  dump_area(dump, "rect", item, item->as.rect.width, item->as.rect.height);
  put_colour(dump, item->as.rect.colour);
  end_line(dump);
}

static void put_point(struct dump *dump, struct frame_point point)
{
  put_length(dump, point.x);
  put_length(dump, point.y);
}

/* The letters of SVG, so that a path can be read by those who know them: M L C Z. */
static void dump_path(struct dump *dump, const struct frame_item *item)
{
  static const char letters[] = {
      [FRAME_STEP_MOVE] = 'M', [FRAME_STEP_LINE] = 'L', [FRAME_STEP_CURVE] = 'C', [FRAME_STEP_CLOSE] = 'Z'};
  const struct frame_path *path = &item->as.path;
  begin_line(dump, "path");
  put_length(dump, item->x);
  put_length(dump, item->y);
  g_string_append(dump->out, path->width == 0 ? " filled" : " width");
  if (path->width != 0)
    put_length(dump, path->width);
  put_colour(dump, path->colour);
  for (uint32_t i = 0; i < path->count; i++) {
    const struct frame_segment *segment = &path->segments[i];
    g_string_append_printf(dump->out, " %c", letters[segment->step]);
    for (int c = 0; segment->step == FRAME_STEP_CURVE && c < 2; c++)
      put_point(dump, segment->control[c]);
    if (segment->step != FRAME_STEP_CLOSE)
      put_point(dump, segment->to);
  }
  end_line(dump);
}

static void dump_image(struct dump *dump, const struct frame_item *item)
{
  const struct picture *picture = item->as.image.picture;
  dump_area(dump, "image", item, item->as.image.width, item->as.image.height);
  g_string_append_printf(dump->out, " %s %ux%u%s", picture->kind == PICTURE_PNG ? "png" : "jpeg", picture->width,
                         picture->height, picture->gray ? " gray" : "");
  if (picture->orientation != 1)
    g_string_append_printf(dump->out, " orientation %u", picture->orientation);
  put_quoted(dump, picture->name, strlen(picture->name));
  g_string_append_printf(dump->out, " %s", picture->digest);
  end_line(dump);
}

static void dump_link(struct dump *dump, const struct frame_item *item)
{
  dump_area(dump, "link", item, item->as.link.width, item->as.link.height);
  put_text(dump, "to", item->as.link.uri);
  if (item->as.link.uri == NULL) {
    g_string_append_printf(dump->out, " to page %u at", item->as.link.page + 1);
    put_length(dump, item->as.link.to_x);
    put_length(dump, item->as.link.to_y);
  }
  end_line(dump);
}

static const char *scope_name(enum frame_scope scope)
{
  static const char *const names[] = {
      [FRAME_SCOPE_ROW] = "row", [FRAME_SCOPE_COLUMN] = "column", [FRAME_SCOPE_BOTH] = "both"};
  return names[scope];
}

static void dump_tag_begin(struct dump *dump, uint32_t number)
{
  const struct frame_element *element = &dump->document->elements[number];
  begin_line(dump, frame_tag_name(element->tag));
  g_string_append_printf(dump->out, " %u", number);
  if (element->parent != dump->enclosing)
    g_string_append_printf(dump->out, " of %u", element->parent);
  if (element->row_span > 1)
    g_string_append_printf(dump->out, " rows %u", element->row_span);
  if (element->column_span > 1)
    g_string_append_printf(dump->out, " columns %u", element->column_span);
  if (element->scope != FRAME_SCOPE_NONE)
    g_string_append_printf(dump->out, " scope %s", scope_name(element->scope));
  put_text(dump, "alt", element->alt);
  put_text(dump, "lang", element->lang);
  end_line(dump);
  dump->depth++;
  dump->enclosing = number;
}

static void dump_artifact_begin(struct dump *dump, enum frame_artifact artifact)
{
  static const char *const names[] = {
      [FRAME_ARTIFACT_HEADER] = "artifact header",         [FRAME_ARTIFACT_FOOTER] = "artifact footer",
      [FRAME_ARTIFACT_PAGINATION] = "artifact pagination", [FRAME_ARTIFACT_LAYOUT] = "artifact layout",
      [FRAME_ARTIFACT_BACKGROUND] = "artifact background", [FRAME_ARTIFACT_PAGE] = "artifact page",
      [FRAME_ARTIFACT_CHANGE] = "artifact change"};
  begin_line(dump, names[artifact]);
  end_line(dump);
  dump->depth++;
}

static void dump_item(struct dump *dump, const struct frame_item *item)
{
  switch (item->kind) {
  case FRAME_RUN:
    dump_run(dump, item);
    break;
  case FRAME_RULE:
    dump_rule(dump, item);
    break;
  case FRAME_RECT:
    dump_rect(dump, item);
    break;
  case FRAME_PATH:
    dump_path(dump, item);
    break;
  case FRAME_IMAGE:
    dump_image(dump, item);
    break;
  case FRAME_LINK:
    dump_link(dump, item);
    break;
  case FRAME_TAG_BEGIN:
    dump_tag_begin(dump, item->as.element);
    break;
  case FRAME_TAG_END:
    dump->depth--;
    dump->enclosing = dump->document->elements[item->as.element].parent;
    break;
  case FRAME_ARTIFACT_BEGIN:
    dump_artifact_begin(dump, item->as.artifact);
    break;
  case FRAME_ARTIFACT_END:
    dump->depth--;
    break;
  }
}

static void put_box(struct dump *dump, const char *name, const struct frame_extent *box)
{
  if (box->right == 0)
    return;
  g_string_append_printf(dump->out, " %s", name);
  put_length(dump, box->left);
  put_length(dump, box->top);
  put_length(dump, box->right);
  put_length(dump, box->bottom);
}

static void dump_page(struct dump *dump, size_t number)
{
  const struct frame_page *page = &dump->document->pages[number];
  g_string_append_printf(dump->out, "\npage %zu size", number + 1);
  put_length(dump, page->width);
  put_length(dump, page->height);
  put_text(dump, "label", page->label);
  put_box(dump, "trim", &page->trim);
  put_box(dump, "bleed", &page->bleed);
  end_line(dump);
  dump->depth = 1;
  dump->enclosing = 0;
  for (size_t i = 0; i < page->count; i++)
    dump_item(dump, &page->items[i]);
}

static void dump_heading(struct dump *dump)
{
  const struct frame_document *document = dump->document;
  g_string_append(dump->out, "document");
  put_quoted(dump, document->title, strlen(document->title));
  put_text(dump, "author", document->author);
  put_text(dump, "subject", document->subject);
  put_text(dump, "keywords", document->keywords);
  g_string_append_printf(dump->out, " lang %s date %04d-%02d-%02d", document->lang, document->year, document->month,
                         document->day);
  put_text(dump, "condition", document->condition);
  end_line(dump);
  for (size_t i = 0; i < document->outline_count; i++) {
    const struct frame_outline *entry = &document->outline[i];
    g_string_append_printf(dump->out, "%*soutline", 2 * entry->level, "");
    put_quoted(dump, entry->text, strlen(entry->text));
    g_string_append_printf(dump->out, " page %u at", entry->page + 1);
    put_length(dump, entry->x);
    put_length(dump, entry->y);
    end_line(dump);
  }
}

bool emit_dump(const struct frame_document *document, struct emit_bytes *out)
{
  struct dump dump = {.out = g_string_new(NULL), .document = document};
  dump_heading(&dump);
  for (size_t i = 0; i < document->page_count; i++)
    dump_page(&dump, i);
  size_t size = dump.out->len;
  *out = (struct emit_bytes){.data = (unsigned char *)g_string_free(dump.out, FALSE), .size = size};
  return true;
}
