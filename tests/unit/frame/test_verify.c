#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "frame/frame.h"

/* A sound document, which each row then breaks in one place: a page with a run in a paragraph, a rule and a rectangle
 * in an artifact, a link, a table with a cell, and an outline. */
struct sample {
  struct arena *arena;
  struct frame_document document;
  struct frame_page *page;
  struct frame_item *run, *rule, *rect, *link, *p_begin, *p_end, *artifact_begin, *artifact_end;
  struct frame_glyph glyphs[3];
  struct frame_cluster clusters[2];
  struct frame_segment segments[4];
};

enum { ELEMENT_DOCUMENT, ELEMENT_P, ELEMENT_TABLE, ELEMENT_TD };

static const struct frame_segment triangle[] = {
    {FRAME_STEP_MOVE, {0, 0}, {{0, 0}, {0, 0}}},
    {FRAME_STEP_LINE, {100, 0}, {{0, 0}, {0, 0}}},
    {FRAME_STEP_CURVE, {50, 80}, {{90, 20}, {70, 60}}},
    {FRAME_STEP_CLOSE, {0, 0}, {{0, 0}, {0, 0}}},
};

static size_t add(struct sample *sample, enum frame_kind kind)
{
  frame_add_item(sample->arena, sample->page, kind, 10 * LEN_PT, 20 * LEN_PT);
  return sample->page->count - 1;
}

static void add_elements(struct sample *sample)
{
  struct frame_document *document = &sample->document;
  frame_add_element(sample->arena, document, FRAME_TAG_DOCUMENT, 0);
  frame_add_element(sample->arena, document, FRAME_TAG_P, ELEMENT_DOCUMENT);
  frame_add_element(sample->arena, document, FRAME_TAG_TABLE, ELEMENT_DOCUMENT);
  frame_add_element(sample->arena, document, FRAME_TAG_TD, ELEMENT_TABLE);
}

static void add_items(struct sample *sample)
{
  size_t p_begin = add(sample, FRAME_TAG_BEGIN), run = add(sample, FRAME_RUN), link = add(sample, FRAME_LINK),
         p_end = add(sample, FRAME_TAG_END), artifact_begin = add(sample, FRAME_ARTIFACT_BEGIN),
         rule = add(sample, FRAME_RULE), rect = add(sample, FRAME_RECT), artifact_end = add(sample, FRAME_ARTIFACT_END),
         table = add(sample, FRAME_TAG_BEGIN), td = add(sample, FRAME_TAG_BEGIN), td_end = add(sample, FRAME_TAG_END),
         table_end = add(sample, FRAME_TAG_END);
  struct frame_item *items = sample->page->items;
  items[p_begin].as.element = items[p_end].as.element = ELEMENT_P;
  items[table].as.element = items[table_end].as.element = ELEMENT_TABLE;
  items[td].as.element = items[td_end].as.element = ELEMENT_TD;
  items[rule].as.rule = (struct frame_rule){.dx = 100, .width = 10};
  items[rect].as.rect = (struct frame_rect){.width = 100, .height = 10};
  items[link].as.link.uri = "https://example.org/";
  sample->p_begin = &items[p_begin];
  sample->p_end = &items[p_end];
  sample->run = &items[run];
  sample->link = &items[link];
  sample->rule = &items[rule];
  sample->rect = &items[rect];
  sample->artifact_begin = &items[artifact_begin];
  sample->artifact_end = &items[artifact_end];
}

static void setup_sample(struct sample *sample)
{
  *sample = (struct sample){.arena = arena_new(), .clusters = {{3, 1}, {6, 2}}};
  sample->document = (struct frame_document){
      .title = "年报", .author = "局", .subject = "", .lang = "zh-CN", .year = 2025, .month = 1, .day = 31};
  frame_add_face(sample->arena, &sample->document, "f.otf", 0, "F");
  add_elements(sample);
  sample->page = frame_add_page(sample->arena, &sample->document, 595 * LEN_PT, 842 * LEN_PT);
  sample->page->label = "1";
  add_items(sample);
  sample->run->as.run = (struct frame_run){.size = 16 * LEN_PT,
                                           .glyphs = sample->glyphs,
                                           .glyph_count = 3,
                                           .clusters = sample->clusters,
                                           .cluster_count = 2,
                                           .text = "一二三",
                                           .text_length = 9};
  struct frame_outline *entry = ARENA_APPEND(sample->arena, sample->document.outline, sample->document.outline_count,
                                             sample->document.outline_capacity);
  *entry = (struct frame_outline){.level = 1, .text = "一、"};
}

/* The rule becomes a path. */
static void set_path(struct sample *s)
{
  memcpy(s->segments, triangle, sizeof triangle);
  s->rule->kind = FRAME_PATH;
  s->rule->as.path = (struct frame_path){.segments = s->segments, .count = 4};
}

/* The rectangle becomes a picture. */
static void set_image(struct sample *s)
{
  static const struct picture picture = {.name = "a.png", .width = 1, .height = 1, .orientation = 1};
  s->rect->kind = FRAME_IMAGE;
  s->rect->as.image = (struct frame_image){.picture = &picture, .width = 100, .height = 10};
}

/* clang-format off */
static void break_image_empty(struct sample *s) { set_image(s); s->rect->as.image.picture = NULL; }
static void break_image_flat(struct sample *s) { set_image(s); s->rect->as.image.height = 0; }
static void break_image_width(struct sample *s) { set_image(s); s->rect->as.image.width = LEN_MAX; }
static void break_bare_image(struct sample *s) { set_image(s); *s->artifact_begin = *s->artifact_end = *s->rule = *s->link; }
static void break_path_empty(struct sample *s) { set_path(s); s->rule->as.path.count = 0; }
static void break_path_width(struct sample *s) { set_path(s); s->rule->as.path.width = -1; }
static void break_path_begin(struct sample *s) { set_path(s); s->segments[0].step = FRAME_STEP_LINE; }
static void break_path_closed(struct sample *s) { set_path(s); s->segments[0].step = FRAME_STEP_CLOSE; }
static void break_path_behind(struct sample *s) { set_path(s); s->segments[1].step = FRAME_STEP_CLOSE; }
static void break_path_point(struct sample *s) { set_path(s); s->segments[1].to.x = LEN_MAX; }
static void break_path_control(struct sample *s) { set_path(s); s->segments[2].control[1].y = -2 * LEN_MAX; }
static void break_bare_path(struct sample *s) { set_path(s); *s->artifact_begin = *s->artifact_end = *s->link; }
static void break_title(struct sample *s) { s->document.title = NULL; }
static void break_lang(struct sample *s) { s->document.lang = NULL; }
static void break_date(struct sample *s) { s->document.month = 13; }
static void break_pages(struct sample *s) { s->document.page_count = 0; s->document.outline_count = 0; }
static void break_face(struct sample *s) { s->document.faces[0].name = NULL; }
static void break_root(struct sample *s) { s->document.elements[0].parent = 1; }
static void break_parent(struct sample *s) { s->document.elements[1].parent = 1; }
static void break_span(struct sample *s) { s->document.elements[3].row_span = 0; }
static void break_page_size(struct sample *s) { s->page->width = 2 * LEN_PT; }
static void break_page_huge(struct sample *s) { s->page->height = LEN_MAX + 1; }
static void break_label(struct sample *s) { s->page->label = NULL; }
static void break_place(struct sample *s) { s->link->x = LEN_MAX + 1; }
static void break_run_face(struct sample *s) { s->run->as.run.face = 1; }
static void break_run_size(struct sample *s) { s->run->as.run.size = 0; }
/* Turned, a line leaves the paper at the top. */
static void break_turned_advance(struct sample *s)
{
  s->run->as.run.turned = true;
  s->run->y = -LEN_MAX;
  s->run->as.run.advance = 1;
}

static void break_turned_glyph(struct sample *s)
{
  s->run->as.run.turned = true;
  s->glyphs[1].y = LEN_MAX;
}

static void break_run_advance(struct sample *s) { s->run->as.run.advance = LEN_MAX; }
static void break_run_text(struct sample *s) { s->run->as.run.text = "\xe4\xb8\x80\xff\xff\xff\xff\xff\xff"; }
static void break_glyph(struct sample *s) { s->glyphs[2].y = -2 * LEN_MAX; }
static void break_cluster_nothing(struct sample *s) { s->clusters[0] = (struct frame_cluster){0, 0}; }
static void break_cluster_short(struct sample *s) { s->run->as.run.cluster_count = 1; }
static void break_cluster_long(struct sample *s) { s->clusters[1].glyphs = 3; }
static void break_cluster_bytes(struct sample *s) { s->clusters[1].bytes = 9; }
static void break_cluster_cut(struct sample *s) { s->clusters[0].bytes = 4; s->clusters[1].bytes = 5; }
static void break_rule_slanting(struct sample *s) { s->rule->as.rule.dy = 1; }
static void break_rule_width(struct sample *s) { s->rule->as.rule.width = 0; }
static void break_rule_long(struct sample *s) { s->rule->as.rule.dx = LEN_MAX; }
static void break_rect(struct sample *s) { s->rect->as.rect.width = -1; }
static void break_link_uri(struct sample *s) { s->link->as.link.uri = NULL; s->link->as.link.page = 1; }
static void break_link_place(struct sample *s) { s->link->as.link.uri = NULL; s->link->as.link.to_y = LEN_MAX + 1; }
static void break_link_area(struct sample *s) { s->link->as.link.height = LEN_MAX; }
static void break_bare_run(struct sample *s) { s->p_begin->kind = s->p_end->kind = FRAME_LINK;
  s->p_begin->as.link.uri = s->p_end->as.link.uri = ""; s->p_begin->as.link.width = s->p_end->as.link.width = 0; }
static void break_bare_rule(struct sample *s) { *s->artifact_begin = *s->artifact_end = *s->link; }
static void break_bare_rect(struct sample *s) { struct frame_item rule = *s->rule;
  *s->rule = *s->artifact_end; *s->artifact_end = rule; }
static void break_element(struct sample *s) { s->p_begin->as.element = 9; }
static void break_end(struct sample *s) { s->p_end->as.element = ELEMENT_TABLE; }
static void break_stranger(struct sample *s) { s->document.elements[ELEMENT_TD].parent = ELEMENT_P; }
static void break_itself(struct sample *s) { *s->link = *s->p_begin; }
static void break_tag_in_artifact(struct sample *s) { *s->rule = *s->p_begin; }
static void break_end_in_artifact(struct sample *s) { *s->rule = *s->p_end; }
static void break_artifact_twice(struct sample *s) { *s->rule = *s->artifact_begin; }
static void break_artifact_end(struct sample *s) { *s->link = *s->artifact_end; }
static void break_open(struct sample *s) { s->page->count--; }
static void break_kind(struct sample *s) { s->link->kind = (enum frame_kind)99; }
static void break_outline_level(struct sample *s) { s->document.outline[0].level = 0; }
static void break_outline_page(struct sample *s) { s->document.outline[0].page = 1; }
static void break_outline_place(struct sample *s) { s->document.outline[0].y = LEN_MAX + 1; }
/* clang-format on */

static void break_trim(struct sample *sample)
{
  len width = sample->page->width, height = sample->page->height;
  sample->page->bleed = (struct frame_extent){10, 10, width - 10, height - 10};
  sample->page->trim = (struct frame_extent){9, 10, width - 10, height - 10};
}

static void break_bleed(struct sample *sample)
{
  sample->page->trim = (struct frame_extent){10, 10, 20, 20};
  sample->page->bleed = (struct frame_extent){0, 0, sample->page->width + 1, sample->page->height};
}

static void break_untagged(struct sample *sample)
{
  sample->document.untagged = true;
}

static void break_untagged_page(struct sample *sample)
{
  sample->document.untagged = true;
  sample->document.outline_count = 0;
}

static void break_untagged_link(struct sample *sample)
{
  break_untagged_page(sample);
  sample->page->items[0] = *sample->link;
}

static const struct {
  void (*break_it)(struct sample *);
  const char *words;
} rows[] = {
    {break_title, "the title, author, subject or language is missing"},
    {break_lang, "the title, author, subject or language is missing"},
    {break_date, "the date is no date"},
    {break_pages, "there is no page"},
    {break_face, "face 0 has no file or no name"},
    {break_root, "element 0 has parent 1, which does not stand before it"},
    {break_parent, "element 1 has parent 1, which does not stand before it"},
    {break_span, "element 3 spans no row or no column"},
    {break_page_size, "page 0 has a size that no PDF may have"},
    {break_page_huge, "page 0 has a size that no PDF may have"},
    {break_label, "page 0 has no label"},
    {break_trim, "page 0: what is left when it is cut reaches beyond what is drawn"},
    {break_bleed, "page 0: what is drawn reaches beyond the page"},
    {break_untagged, "a document without tags has an outline"},
    {break_untagged_page, "page 0, item 0: a tag begins in a document without tags"},
    {break_untagged_link, "page 0, item 0: a link stands in a document without tags"},
    {break_place, "page 0, item 2: its place is out of range"},
    {break_run_face, "page 0, item 1: its face does not exist"},
    {break_run_size, "page 0, item 1: its size or advance is out of range"},
    {break_turned_advance, "page 0, item 1: its size or advance is out of range"},
    {break_turned_glyph, "page 0, item 1: a glyph is out of range"},
    {break_run_advance, "page 0, item 1: its size or advance is out of range"},
    {break_run_text, "page 0, item 1: its text is not UTF-8"},
    {break_glyph, "page 0, item 1: a glyph is out of range"},
    {break_cluster_nothing, "page 0, item 1: a cluster stands for nothing"},
    {break_cluster_short, "page 0, item 1: its clusters do not cover its text and glyphs"},
    {break_cluster_long, "page 0, item 1: its clusters go beyond its text or glyphs"},
    {break_cluster_bytes, "page 0, item 1: its clusters go beyond its text or glyphs"},
    {break_cluster_cut, "page 0, item 1: a cluster cuts a character"},
    {break_rule_slanting, "page 0, item 5: a rule is slanting"},
    {break_rule_width, "page 0, item 5: its length or width is out of range"},
    {break_rule_long, "page 0, item 5: its length or width is out of range"},
    {break_path_empty, "page 0, item 5: a path has no segment, or a width out of range"},
    {break_path_width, "page 0, item 5: a path has no segment, or a width out of range"},
    {break_path_begin, "page 0, item 5: a part of a path does not begin with a move"},
    {break_path_closed, "page 0, item 5: a part of a path does not begin with a move"},
    {break_path_behind, "page 0, item 5: a part of a path does not begin with a move"},
    {break_path_point, "page 0, item 5: a point of a path is out of range"},
    {break_path_control, "page 0, item 5: a point of a path is out of range"},
    {break_bare_path, "page 0, item 5: it is inside no tag and no artifact"},
    {break_image_empty, "page 0, item 6: a picture has no bytes or no area"},
    {break_image_flat, "page 0, item 6: a picture has no bytes or no area"},
    {break_image_width, "page 0, item 6: its width or height is out of range"},
    {break_bare_image, "page 0, item 6: it is inside no tag and no artifact"},
    {break_rect, "page 0, item 6: its width or height is out of range"},
    {break_link_uri, "page 0, item 2: a link leads nowhere"},
    {break_link_place, "page 0, item 2: a link leads to a place off the paper"},
    {break_link_area, "page 0, item 2: its width or height is out of range"},
    {break_bare_run, "page 0, item 1: it is inside no tag and no artifact"},
    {break_bare_rule, "page 0, item 5: it is inside no tag and no artifact"},
    {break_bare_rect, "page 0, item 6: it is inside no tag and no artifact"},
    {break_element, "page 0, item 0: its element does not exist"},
    {break_end, "page 0, item 3: it ends an element that is not the innermost one"},
    {break_stranger, "page 0, item 9: it begins inside an element it does not belong to"},
    {break_itself, "page 0, item 2: it begins inside an element it does not belong to"},
    {break_tag_in_artifact, "page 0, item 5: a tag begins inside an artifact"},
    {break_end_in_artifact, "page 0, item 5: it ends an element that is not the innermost one"},
    {break_artifact_twice, "page 0, item 5: an artifact begins inside an artifact"},
    {break_artifact_end, "page 0, item 2: it ends an artifact that has not begun"},
    {break_open, "page 0 ends with a tag or an artifact open"},
    {break_kind, "page 0, item 2: its kind does not exist"},
    {break_outline_level, "outline entry 0 has no text or a level below 1"},
    {break_outline_page, "outline entry 0 leads to page 1 of 1"},
    {break_outline_place, "outline entry 0 leads to a place off the paper"},
};

static void test_a_sound_document_passes(void **state)
{
  (void)state;
  struct sample sample;
  setup_sample(&sample);
  assert_null(frame_verify(sample.arena, &sample.document));
  set_path(&sample);
  set_image(&sample);
  assert_null(frame_verify(sample.arena, &sample.document));
  arena_free(sample.arena);
}

static void test_each_break_is_found(void **state)
{
  (void)state;
  for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
    struct sample sample;
    setup_sample(&sample);
    rows[i].break_it(&sample);
    const char *wrong = frame_verify(sample.arena, &sample.document);
    assert_non_null(wrong);
    assert_string_equal(wrong, rows[i].words);
    arena_free(sample.arena);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_a_sound_document_passes),
      cmocka_unit_test(test_each_break_is_found),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
