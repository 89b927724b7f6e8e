/* The drawing of a chart, as it stands in the frame, as SVG: its words stay words, each character in its place. */
#include "base/utf8.h"
#include "web/writer.h"

/* The items of one figure: page->items[first, end). */
struct figure {
  const struct frame_page *page;
  size_t first, end;
};

static bool is_figure(const struct frame_document *document, const struct frame_item *item)
{
  return item->kind == FRAME_TAG_BEGIN && document->elements[item->as.element].tag == FRAME_TAG_FIGURE;
}

static size_t figure_end(const struct frame_page *page, size_t first)
{
  uint32_t element = page->items[first].as.element;
  size_t end = first + 1;
  while (end < page->count && !(page->items[end].kind == FRAME_TAG_END && page->items[end].as.element == element))
    end++;
  return end;
}

/* The caption is an element inside the figure, and is no part of the drawing. */
static size_t skip_caption(const struct frame_document *document, const struct figure *figure, size_t at)
{
  const struct frame_item *item = &figure->page->items[at];
  if (item->kind != FRAME_TAG_BEGIN || document->elements[item->as.element].tag != FRAME_TAG_CAPTION)
    return at;
  return figure_end(figure->page, at);
}

/* Pictures have none. */
static bool has_drawing(const struct frame_document *document, const struct figure *figure)
{
  for (size_t i = figure->first; i < figure->end; i++) {
    i = skip_caption(document, figure, i);
    if (i < figure->end && figure->page->items[i].kind < FRAME_IMAGE)
      return true;
  }
  return false;
}

/* The charts stand in the pages in the order of their blocks. Around its caption a figure's element may begin again. */
static bool find_figure(const struct frame_document *document, uint32_t number, struct figure *out)
{
  uint32_t seen = 0;
  for (size_t p = 0; p < document->page_count; p++) {
    const struct frame_page *page = &document->pages[p];
    for (size_t i = 0; i < page->count; i++) {
      if (!is_figure(document, &page->items[i]))
        continue;
      *out = (struct figure){page, i + 1, figure_end(page, i)};
      if (has_drawing(document, out) && seen++ == number)
        return true;
    }
  }
  return false;
}

/* --- extent --- */

static void extent_add_item(struct frame_extent *extent, const struct frame_item *item)
{
  struct frame_extent own;
  if (!frame_item_extent(item, &own))
    return;
  extent->left = MIN(extent->left, own.left);
  extent->top = MIN(extent->top, own.top);
  extent->right = MAX(extent->right, own.right);
  extent->bottom = MAX(extent->bottom, own.bottom);
}

/* --- drawing --- */

/* Points with two decimals, in integers, so that the locale has no say. */
static void put_length(GString *out, len length)
{
  int64_t hundredths = (int64_t)length * 100;
  hundredths = (hundredths + (hundredths < 0 ? -LEN_PT / 2 : LEN_PT / 2)) / LEN_PT;
  int64_t size = hundredths < 0 ? -hundredths : hundredths;
  g_string_append_printf(out, "%s%d.%02d", hundredths < 0 ? "-" : "", (int)(size / 100), (int)(size % 100));
}

static void put_number(GString *out, const char *name, len length)
{
  g_string_append_printf(out, " %s=\"", name);
  put_length(out, length);
  g_string_append_c(out, '"');
}

static void put_colour(GString *out, const char *name, struct frame_colour colour)
{
  g_string_append_printf(out, " %s=\"#%02x%02x%02x\"", name, colour.red, colour.green, colour.blue);
}

/* Each character is one that a browser counts as one, and has a glyph of its own. */
static bool is_plain(const struct frame_run *run)
{
  size_t at = 0;
  for (uint32_t i = 0; i < run->cluster_count; i++) {
    size_t from = at;
    if (utf8_next(run->text, &at) > 0xFFFF || at - from != run->clusters[i].bytes || run->clusters[i].glyphs != 1)
      return false;
  }
  return true;
}

/* The places of all characters, so that the words are as wide as in print whatever face a browser has. */
static void put_places(GString *out, const struct frame_item *item)
{
  const struct frame_run *run = &item->as.run;
  if (!is_plain(run)) {
    put_number(out, "x", item->x);
    put_number(out, "textLength", run->advance);
    return;
  }
  g_string_append(out, " x=\"");
  for (uint32_t i = 0; i < run->glyph_count; i++) {
    if (i > 0)
      g_string_append_c(out, ' ');
    put_length(out, item->x + run->glyphs[i].x);
  }
  g_string_append_c(out, '"');
}

static void put_run(GString *out, const struct frame_item *item)
{
  const struct frame_run *run = &item->as.run;
  g_string_append(out, "<text");
  put_places(out, item);
  put_number(out, "y", item->y);
  put_number(out, "font-size", run->size);
  put_colour(out, "fill", run->colour);
  if (run->turned) {
    g_string_append(out, " transform=\"rotate(-90 ");
    put_length(out, item->x);
    g_string_append_c(out, ' ');
    put_length(out, item->y);
    g_string_append(out, ")\"");
  }
  g_string_append_c(out, '>');
  web_escape(out, run->text, run->text_length);
  g_string_append(out, "</text>\n");
}

static void put_rule(GString *out, const struct frame_item *item)
{
  g_string_append(out, "<line");
  put_number(out, "x1", item->x);
  put_number(out, "y1", item->y);
  put_number(out, "x2", item->x + item->as.rule.dx);
  put_number(out, "y2", item->y + item->as.rule.dy);
  put_number(out, "stroke-width", item->as.rule.width);
  put_colour(out, "stroke", item->as.rule.colour);
  g_string_append(out, "/>\n");
}

static void put_rect(GString *out, const struct frame_item *item)
{
  g_string_append(out, "<rect");
  put_number(out, "x", item->x);
  put_number(out, "y", item->y);
  put_number(out, "width", item->as.rect.width);
  put_number(out, "height", item->as.rect.height);
  put_colour(out, "fill", item->as.rect.colour);
  g_string_append(out, "/>\n");
}

static void put_point(GString *out, const struct frame_item *item, struct frame_point point)
{
  put_length(out, item->x + point.x);
  g_string_append_c(out, ' ');
  put_length(out, item->y + point.y);
  g_string_append_c(out, ' ');
}

static void put_segment(GString *out, const struct frame_item *item, const struct frame_segment *segment)
{
  static const char letters[] = {'M', 'L', 'C', 'Z'};
  g_string_append_c(out, letters[segment->step]);
  if (segment->step == FRAME_STEP_CLOSE)
    return;
  if (segment->step == FRAME_STEP_CURVE) {
    put_point(out, item, segment->control[0]);
    put_point(out, item, segment->control[1]);
  }
  put_point(out, item, segment->to);
}

static void put_path(GString *out, const struct frame_item *item)
{
  const struct frame_path *path = &item->as.path;
  g_string_append(out, "<path d=\"");
  for (uint32_t i = 0; i < path->count; i++)
    put_segment(out, item, &path->segments[i]);
  g_string_append_c(out, '"');
  put_colour(out, path->width ? "stroke" : "fill", path->colour);
  if (path->width) {
    put_number(out, "stroke-width", path->width);
    g_string_append(out, " fill=\"none\"");
  }
  g_string_append(out, "/>\n");
}

static void put_item(GString *out, const struct frame_item *item)
{
  switch (item->kind) {
  case FRAME_RUN:
    put_run(out, item);
    break;
  case FRAME_RULE:
    put_rule(out, item);
    break;
  case FRAME_RECT:
    put_rect(out, item);
    break;
  case FRAME_PATH:
    put_path(out, item);
    break;
  case FRAME_IMAGE:
  case FRAME_LINK:
  case FRAME_TAG_BEGIN:
  case FRAME_TAG_END:
  case FRAME_ARTIFACT_BEGIN:
  case FRAME_ARTIFACT_END:
    break;
  }
}

/* Not narrower than the page's text, so that the words of all charts are as large. */
static struct frame_extent find_extent(const struct web_writer *writer, const struct figure *figure)
{
  struct frame_extent extent = {LEN_MAX, LEN_MAX, -LEN_MAX, -LEN_MAX};
  for (size_t i = figure->first; i < figure->end; i++) {
    i = skip_caption(writer->document, figure, i);
    if (i < figure->end)
      extent_add_item(&extent, &figure->page->items[i]);
  }
  len missing = writer->sheet->area_width - (extent.right - extent.left);
  if (missing > 0)
    extent.right += missing;
  return extent;
}

static void put_view(GString *out, const struct frame_extent *extent)
{
  const struct frame_item origin = {0};
  g_string_append(out, "<svg viewBox=\"");
  put_point(out, &origin, (struct frame_point){extent->left - LEN_PT, extent->top - LEN_PT});
  put_point(out, &origin,
            (struct frame_point){extent->right - extent->left + 2 * LEN_PT, extent->bottom - extent->top + 2 * LEN_PT});
  g_string_truncate(out, out->len - 1);
  g_string_append(out, "\" role=\"img\"");
}

void web_drawing(struct web_writer *writer, uint32_t number, const char *alt)
{
  struct figure figure;
  if (!find_figure(writer->document, number, &figure))
    return;
  struct frame_extent extent = find_extent(writer, &figure);
  put_view(writer->out, &extent);
  web_attribute(writer->out, "aria-label", alt ? alt : "图");
  g_string_append(writer->out, ">\n");
  for (size_t i = figure.first; i < figure.end; i++) {
    i = skip_caption(writer->document, &figure, i);
    if (i < figure.end)
      put_item(writer->out, &figure.page->items[i]);
  }
  g_string_append(writer->out, "</svg>\n");
}
