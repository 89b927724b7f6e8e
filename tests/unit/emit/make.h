/* Frame documents made by hand for the tests of emit: glyphs straight from a face's character map, one for each
 * character, and a look at the result by the programs that people read PDFs with. */
#ifndef NIANBAO_TEST_EMIT_MAKE_H
#define NIANBAO_TEST_EMIT_MAKE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cairo.h>
#include <cmocka.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include <glib.h>
#include <glib/gstdio.h>

#include "emit/emit.h"
#include "frame/frame.h"

#define MAKE_FANG NIANBAO_ROOT "/fonts/faces/FandolFang-Regular.otf"
#define MAKE_HEI  NIANBAO_ROOT "/fonts/faces/FandolHei-Bold.otf"

struct maker {
  struct arena *arena;
  struct diags diags;
  struct frame_document document;
  struct frame_page *page; /* the last one added */
};

static inline void make_begin(struct maker *maker)
{
  *maker = (struct maker){.arena = arena_new()};
  diags_init(&maker->diags, maker->arena);
  maker->document = (struct frame_document){
      .title = "年报", .author = "局", .subject = "2025", .lang = "zh-CN", .year = 2026, .month = 1, .day = 20};
  frame_add_element(maker->arena, &maker->document, FRAME_TAG_DOCUMENT, 0);
  frame_add_element(maker->arena, &maker->document, FRAME_TAG_P, 0);
}

/* Cairo's caches hold faces until they are told not to. */
static inline void make_end(struct maker *maker)
{
  arena_free(maker->arena);
  cairo_debug_reset_static_data();
}

static inline void make_page(struct maker *maker, const char *label)
{
  maker->page = frame_add_page(maker->arena, &maker->document, 200 * LEN_PT, 100 * LEN_PT);
  maker->page->label = label;
}

/* The runs stand 16 pt apart a character, in black. */
static inline struct frame_run *make_text(struct maker *maker, uint32_t face, len x, len y, const char *text)
{
  FT_Library library;
  FT_Face opened;
  const struct frame_face *from = &maker->document.faces[face];
  uint32_t count = (uint32_t)g_utf8_strlen(text, -1);
  struct frame_glyph *glyphs = ARENA_ARRAY(maker->arena, count, struct frame_glyph);
  struct frame_cluster *clusters = ARENA_ARRAY(maker->arena, count, struct frame_cluster);
  assert_int_equal(FT_Init_FreeType(&library), 0);
  assert_int_equal(FT_New_Face(library, from->file, (FT_Long)from->index, &opened), 0);
  const char *at = text;
  for (uint32_t i = 0; i < count; i++) {
    const char *next = g_utf8_next_char(at);
    glyphs[i] = (struct frame_glyph){.id = FT_Get_Char_Index(opened, g_utf8_get_char(at)), .x = (len)i * 16 * LEN_PT};
    clusters[i] = (struct frame_cluster){.bytes = (uint16_t)(next - at), .glyphs = 1};
    assert_int_not_equal(glyphs[i].id, 0);
    at = next;
  }
  FT_Done_Face(opened);
  FT_Done_FreeType(library);
  frame_add_item(maker->arena, maker->page, FRAME_TAG_BEGIN, 0, 0)->as.element = 1;
  struct frame_item *item = frame_add_item(maker->arena, maker->page, FRAME_RUN, x, y);
  item->as.run = (struct frame_run){.face = face,
                                    .size = 16 * LEN_PT,
                                    .advance = (len)count * 16 * LEN_PT,
                                    .glyphs = glyphs,
                                    .glyph_count = count,
                                    .clusters = clusters,
                                    .cluster_count = count,
                                    .text = text,
                                    .text_length = (uint32_t)strlen(text)};
  size_t run = maker->page->count - 1; /* the next item may move it */
  frame_add_item(maker->arena, maker->page, FRAME_TAG_END, 0, 0)->as.element = 1;
  return &maker->page->items[run].as.run;
}

static inline void make_rule(struct maker *maker, len x, len y, struct frame_rule rule)
{
  frame_add_item(maker->arena, maker->page, FRAME_ARTIFACT_BEGIN, 0, 0)->as.artifact = FRAME_ARTIFACT_LAYOUT;
  frame_add_item(maker->arena, maker->page, FRAME_RULE, x, y)->as.rule = rule;
  frame_add_item(maker->arena, maker->page, FRAME_ARTIFACT_END, 0, 0);
}

static inline void make_rect(struct maker *maker, len x, len y, struct frame_rect rect)
{
  frame_add_item(maker->arena, maker->page, FRAME_ARTIFACT_BEGIN, 0, 0)->as.artifact = FRAME_ARTIFACT_BACKGROUND;
  frame_add_item(maker->arena, maker->page, FRAME_RECT, x, y)->as.rect = rect;
  frame_add_item(maker->arena, maker->page, FRAME_ARTIFACT_END, 0, 0);
}

/* A lens whose middle is at (x + width / 2, y). */
static inline void make_path(struct maker *maker, len x, len y, len width, len stroke, struct frame_colour colour)
{
  len across = width / 2;
  struct frame_segment *segments = ARENA_ARRAY(maker->arena, 5, struct frame_segment);
  segments[0] = (struct frame_segment){.step = FRAME_STEP_MOVE};
  segments[1] = (struct frame_segment){
      .step = FRAME_STEP_CURVE, .to = {width, 0}, .control = {{across / 2, -across}, {across * 3 / 2, -across}}};
  segments[2] = (struct frame_segment){.step = FRAME_STEP_LINE, .to = {width, across / 2}};
  segments[3] = (struct frame_segment){.step = FRAME_STEP_LINE, .to = {0, across / 2}};
  segments[4] = (struct frame_segment){.step = FRAME_STEP_CLOSE};
  frame_add_item(maker->arena, maker->page, FRAME_ARTIFACT_BEGIN, 0, 0)->as.artifact = FRAME_ARTIFACT_LAYOUT;
  frame_add_item(maker->arena, maker->page, FRAME_PATH, x, y)->as.path =
      (struct frame_path){.segments = segments, .count = 5, .width = stroke, .colour = colour};
  frame_add_item(maker->arena, maker->page, FRAME_ARTIFACT_END, 0, 0);
}

static inline void make_link(struct maker *maker, len x, len y, len width, len height, const char *uri)
{
  struct frame_item *item = frame_add_item(maker->arena, maker->page, FRAME_LINK, x, y);
  item->as.link.width = width;
  item->as.link.height = height;
  item->as.link.uri = uri;
}

/* To a place in the document. */
static inline void make_inner_link(struct maker *maker, len x, len y, len width, len height, uint32_t page, len to_y)
{
  make_link(maker, x, y, width, height, NULL);
  struct frame_item *item = &maker->page->items[maker->page->count - 1];
  item->as.link.page = page;
  item->as.link.to_x = 10 * LEN_PT;
  item->as.link.to_y = to_y;
}

static inline void make_outline(struct maker *maker, int level, const char *text, uint32_t page, len y)
{
  struct frame_document *document = &maker->document;
  *ARENA_APPEND(maker->arena, document->outline, document->outline_count, document->outline_capacity) =
      (struct frame_outline){.level = level, .text = text, .page = page, .x = 10 * LEN_PT, .y = y};
}

static inline void assert_sound(struct maker *maker)
{
  const char *wrong = frame_verify(maker->arena, &maker->document);
  if (wrong != NULL)
    fail_msg("%s", wrong);
}

/* What a program prints; it must end with 0. The words of the command end with NULL; freed by the caller. */
static inline char *run_tool(const char *const *command)
{
  char *out = NULL, *err = NULL;
  int status = -1;
  GError *error = NULL;
  char **words = g_strdupv((char **)(uintptr_t)command);
  if (!g_spawn_sync(NULL, words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &out, &err, &status, &error))
    fail_msg("%s", error->message);
  if (status != 0)
    fail_msg("%s ended with %d: %s%s", command[0], status, out, err);
  g_strfreev(words);
  g_free(err);
  return out;
}

#define RUN_TOOL(...) run_tool((const char *const[]){__VA_ARGS__, NULL})

static inline void assert_has(const char *text, const char *part)
{
  if (strstr(text, part) == NULL)
    fail_msg("“%s” is not in:\n%s", part, text);
}

#endif
