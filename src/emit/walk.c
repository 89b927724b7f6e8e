#include "emit/walk.h"

#include <glib.h>

#include "emit/pictures.h"

static void set_colour(cairo_t *cairo, struct frame_colour colour)
{
  cairo_set_source_rgb(cairo, colour.red / 255.0, colour.green / 255.0, colour.blue / 255.0);
}

static bool same_colour(struct frame_colour a, struct frame_colour b)
{
  return a.red == b.red && a.green == b.green && a.blue == b.blue;
}

/* --- runs --- */

/* Runs of one look that follow each other, as the cells of a table do, are shown together: what Cairo keeps for each
 * thing shown is most of its time where these are short. */
static void add_run(GArray *glyphs, const struct frame_item *item, const struct emit_face *face)
{
  const struct frame_run *run = &item->as.run;
  for (uint32_t i = 0; i < run->glyph_count; i++) {
    struct frame_point place = frame_glyph_place(item, i);
    cairo_glyph_t glyph = {
        .index = emit_faces_glyph(face, run->glyphs[i].id), .x = len_to_pt(place.x), .y = len_to_pt(place.y)};
    g_array_append_val(glyphs, glyph);
  }
}

/* Glyphs are turned by their font's matrix, so that their places stay those of the page. */
static void set_size(cairo_t *cairo, const struct frame_run *run)
{
  double size_pt = len_to_pt(run->size);
  cairo_matrix_t matrix;
  if (run->turned)
    cairo_matrix_init(&matrix, 0, -size_pt, size_pt, 0, 0, 0);
  else
    cairo_matrix_init_scale(&matrix, size_pt, size_pt);
  cairo_set_font_matrix(cairo, &matrix);
}

static void show(cairo_t *cairo, const struct frame_run *look, const struct emit_face *face, const GArray *glyphs)
{
  set_colour(cairo, look->colour);
  cairo_set_font_face(cairo, face->cairo);
  set_size(cairo, look);
  cairo_show_glyphs(cairo, (const cairo_glyph_t *)(const void *)glyphs->data, (int)glyphs->len);
}

static bool shown_together(const struct frame_run *a, const struct frame_run *b)
{
  return a->face == b->face && a->size == b->size && a->turned == b->turned && same_colour(a->colour, b->colour);
}

static bool leaves_ink(const struct frame_item *item)
{
  switch (item->kind) {
  case FRAME_RUN:
  case FRAME_RULE:
  case FRAME_RECT:
  case FRAME_PATH:
  case FRAME_IMAGE:
    return true;
  case FRAME_LINK:      /* the PDF gets its annotations in finish.c, */
  case FRAME_TAG_BEGIN: /* and structure belongs to the PDF alone */
  case FRAME_TAG_END:
  case FRAME_ARTIFACT_BEGIN:
  case FRAME_ARTIFACT_END:
    return false;
  }
  return false;
}

/* Gives the index behind the last run that was shown. */
static size_t draw_runs(cairo_t *cairo, const struct frame_page *page, size_t first, const struct emit_faces *faces,
                        GArray *glyphs)
{
  const struct frame_run *look = &page->items[first].as.run;
  const struct emit_face *face = &faces->items[look->face];
  size_t end = first;
  for (size_t i = first; i < page->count; i++) {
    const struct frame_item *item = &page->items[i];
    if (!leaves_ink(item))
      continue;
    if (item->kind != FRAME_RUN || !shown_together(look, &item->as.run))
      break;
    add_run(glyphs, item, face);
    end = i + 1;
  }
  if (glyphs->len > 0)
    show(cairo, look, face, glyphs);
  g_array_set_size(glyphs, 0);
  return end;
}

/* --- rules, rectangles, paths --- */

static bool drawn_together(const struct frame_item *a, const struct frame_item *b)
{
  const struct frame_rule *one = &a->as.rule, *other = &b->as.rule;
  return b->kind == FRAME_RULE && one->width == other->width && same_colour(one->colour, other->colour);
}

size_t emit_rules_end(const struct frame_page *page, size_t first)
{
  size_t i = first;
  while (i < page->count && drawn_together(&page->items[first], &page->items[i]))
    i++;
  return i;
}

/* Rules of one look that follow each other are one stroke: Cairo keeps a region of all that it draws, whose cost grows
 * with the number of its pieces. Gives the index behind them. */
static size_t draw_rules(cairo_t *cairo, const struct frame_page *page, size_t first)
{
  const struct frame_item *items = page->items;
  size_t end = emit_rules_end(page, first);
  for (size_t i = first; i < end; i++) {
    const struct frame_rule *rule = &items[i].as.rule;
    cairo_move_to(cairo, len_to_pt(items[i].x), len_to_pt(items[i].y));
    cairo_line_to(cairo, len_to_pt(items[i].x + rule->dx), len_to_pt(items[i].y + rule->dy));
  }
  set_colour(cairo, items[first].as.rule.colour);
  cairo_set_line_width(cairo, len_to_pt(items[first].as.rule.width));
  cairo_stroke(cairo);
  return end;
}

static void draw_rect(cairo_t *cairo, const struct frame_item *item)
{
  const struct frame_rect *rect = &item->as.rect;
  set_colour(cairo, rect->colour);
  cairo_rectangle(cairo, len_to_pt(item->x), len_to_pt(item->y), len_to_pt(rect->width), len_to_pt(rect->height));
  cairo_fill(cairo);
}

static void trace_segment(cairo_t *cairo, const struct frame_item *item, const struct frame_segment *segment)
{
  const struct frame_point *to = &segment->to, *c = segment->control;
  double x_pt = len_to_pt(item->x + to->x), y_pt = len_to_pt(item->y + to->y);
  switch (segment->step) {
  case FRAME_STEP_MOVE:
    cairo_move_to(cairo, x_pt, y_pt);
    break;
  case FRAME_STEP_LINE:
    cairo_line_to(cairo, x_pt, y_pt);
    break;
  case FRAME_STEP_CURVE:
    cairo_curve_to(cairo, len_to_pt(item->x + c[0].x), len_to_pt(item->y + c[0].y), len_to_pt(item->x + c[1].x),
                   len_to_pt(item->y + c[1].y), x_pt, y_pt);
    break;
  case FRAME_STEP_CLOSE:
    cairo_close_path(cairo);
    break;
  }
}

static void draw_path(cairo_t *cairo, const struct frame_item *item)
{
  const struct frame_path *path = &item->as.path;
  for (uint32_t i = 0; i < path->count; i++)
    trace_segment(cairo, item, &path->segments[i]);
  set_colour(cairo, path->colour);
  if (path->width == 0) {
    cairo_fill(cairo);
    return;
  }
  cairo_set_line_width(cairo, len_to_pt(path->width));
  cairo_stroke(cairo);
}

static void draw_image(cairo_t *cairo, const struct frame_item *item, enum emit_images images)
{
  const struct frame_image *image = &item->as.image;
  if (images == EMIT_IMAGES_DRAWN) {
    emit_draw_picture(cairo, item);
    return;
  }
  cairo_set_source_rgb(cairo, 0, 0, 0);
  cairo_rectangle(cairo, len_to_pt(item->x), len_to_pt(item->y), len_to_pt(image->width), len_to_pt(image->height));
  cairo_fill(cairo);
}

/* --- the page --- */

struct drawing {
  cairo_t *cairo;
  const struct frame_page *page;
  const struct emit_faces *faces;
  enum emit_images images;
  GArray *glyphs; /* of what is shown together; empty between */
};

/* Draws what begins at an item, and gives the index behind it. */
static size_t draw_from(const struct drawing *drawing, size_t at)
{
  cairo_t *cairo = drawing->cairo;
  const struct frame_item *item = &drawing->page->items[at];
  switch (item->kind) {
  case FRAME_RUN:
    return draw_runs(cairo, drawing->page, at, drawing->faces, drawing->glyphs);
  case FRAME_RULE:
    return draw_rules(cairo, drawing->page, at);
  case FRAME_RECT:
    draw_rect(cairo, item);
    break;
  case FRAME_PATH:
    draw_path(cairo, item);
    break;
  case FRAME_IMAGE:
    draw_image(cairo, item, drawing->images);
    break;
  case FRAME_LINK:
  case FRAME_TAG_BEGIN:
  case FRAME_TAG_END:
  case FRAME_ARTIFACT_BEGIN:
  case FRAME_ARTIFACT_END:
    break;
  }
  return at + 1;
}

/* Metrics as designed, at any scale: hinting would round advances to pixels. */
static void set_unhinted(cairo_t *cairo)
{
  cairo_font_options_t *options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  cairo_set_font_options(cairo, options);
  cairo_font_options_destroy(options);
}

void emit_draw_page(cairo_t *cairo, const struct frame_page *page, const struct emit_faces *faces,
                    enum emit_images images)
{
  struct drawing drawing = {cairo, page, faces, images, g_array_new(FALSE, FALSE, sizeof(cairo_glyph_t))};
  set_unhinted(cairo);
  for (size_t i = 0; i < page->count;)
    i = draw_from(&drawing, i);
  g_array_free(drawing.glyphs, TRUE);
}
