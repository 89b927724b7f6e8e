/* The edition for the press, on frames: every page once and in its place, nothing moved within it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <glib.h>

#include "press/press.h"

#define WIDTH  (100 * LEN_PT)
#define HEIGHT (200 * LEN_PT)
#define X      (20 * LEN_PT)
#define Y      (30 * LEN_PT)

enum { ELEMENT_P = 1 };

struct sample {
  struct arena *arena;
  struct frame_document document;
  struct sheet sheet;
};

static struct frame_item *put(struct sample *sample, struct frame_page *page, enum frame_kind kind)
{
  return frame_add_item(sample->arena, page, kind, X, Y);
}

/* A paragraph with a square as high as the page's number, a link to the page before it and a coloured stroke. */
static void add_page(struct sample *sample)
{
  struct frame_page *page = frame_add_page(sample->arena, &sample->document, WIDTH, HEIGHT);
  size_t number = sample->document.page_count;
  page->label = arena_printf(sample->arena, "%zu", number);
  put(sample, page, FRAME_TAG_BEGIN)->as.element = ELEMENT_P;
  struct frame_item *rect = put(sample, page, FRAME_RECT);
  rect->as.rect.width = LEN_PT;
  rect->as.rect.height = (len)number * LEN_PT;
  rect->as.rect.colour = (struct frame_colour){255, 0, 0};
  struct frame_item *link = put(sample, page, FRAME_LINK);
  link->as.link.width = link->as.link.height = LEN_PT;
  link->as.link.page = number > 1 ? (uint32_t)number - 2 : 0;
  link->as.link.to_x = X;
  link->as.link.to_y = Y;
  put(sample, page, FRAME_TAG_END)->as.element = ELEMENT_P;
}

static void setup(struct sample *sample, size_t pages)
{
  *sample = (struct sample){.arena = arena_new()};
  sample->document = (struct frame_document){
      .title = "", .author = "", .subject = "", .lang = "zh-CN", .year = 2026, .month = 1, .day = 20};
  frame_add_element(sample->arena, &sample->document, FRAME_TAG_DOCUMENT, 0);
  frame_add_element(sample->arena, &sample->document, FRAME_TAG_P, 0);
  for (size_t i = 0; i < pages; i++)
    add_page(sample);
  struct frame_outline *entry = ARENA_APPEND(sample->arena, sample->document.outline, sample->document.outline_count,
                                             sample->document.outline_capacity);
  *entry = (struct frame_outline){.level = 1, .text = "甲", .page = 0, .x = X, .y = Y};
  sample->sheet.page_width = WIDTH;
  sample->sheet.page_height = HEIGHT;
  sample->sheet.print = (struct print_look){.set = true, .bleed = len_from_mm(3, 1)};
}

static const struct frame_document *build(struct sample *sample)
{
  const struct frame_document *document = press_build(sample->arena, &sample->document, &sample->sheet);
  const char *wrong = frame_verify(sample->arena, document);
  if (wrong)
    fail_msg("%s", wrong);
  return document;
}

static const struct frame_item *find(const struct frame_page *page, enum frame_kind kind, size_t skip)
{
  for (size_t i = 0; i < page->count; i++)
    if (page->items[i].kind == kind && skip-- == 0)
      return &page->items[i];
  return NULL;
}

static void test_boxes_lie_in_each_other(void **state)
{
  (void)state;
  struct sample sample;
  setup(&sample, 3);
  const struct frame_page *page = &build(&sample)->pages[0];
  len bleed = sample.sheet.print.bleed;
  assert_int_equal(page->width, WIDTH + 2 * bleed);
  assert_int_equal(page->trim.left, bleed);
  assert_int_equal(page->trim.bottom - page->trim.top, HEIGHT);
  assert_int_equal(page->bleed.top, 0);
  assert_null(find(page, FRAME_RULE, 0));
  arena_free(sample.arena);
}

/* What is on a page is where it was, from the cut; places of links and outline go with it. */
static void test_nothing_moves_within_the_cut(void **state)
{
  (void)state;
  struct sample sample;
  setup(&sample, 4);
  sample.sheet.print.marks = true;
  sample.sheet.print.binding = 2 * LEN_PT;
  const struct frame_document *document = build(&sample);
  assert_int_equal(document->page_count, 4);
  for (size_t i = 0; i < 4; i++) {
    const struct frame_page *page = &document->pages[i];
    const struct frame_item *rect = find(page, FRAME_RECT, 0), *link = find(page, FRAME_LINK, 0);
    len shift = i % 2 == 0 ? 2 * LEN_PT : -2 * LEN_PT, aim = link->as.link.page % 2 == 0 ? 2 * LEN_PT : -2 * LEN_PT;
    assert_int_equal(rect->x - page->trim.left, X + shift);
    assert_int_equal(rect->y - page->trim.top, Y);
    assert_int_equal(rect->as.rect.height, ((len)i + 1) * LEN_PT);
    assert_int_equal(rect->as.rect.colour.red, 255);
    assert_int_equal(link->x - page->trim.left, X + shift);
    assert_int_equal(link->as.link.to_x - page->trim.left, X + aim);
    assert_int_equal(link->as.link.to_y - page->trim.top, Y);
    assert_string_equal(page->label, sample.document.pages[i].label);
  }
  assert_int_equal(document->outline[0].x, X + document->pages[0].trim.left + 2 * LEN_PT);
  assert_int_equal(sample.document.outline[0].x, X); /* the pages that are published stay what they are */
  assert_int_equal(sample.document.pages[0].items[1].x, X);
  arena_free(sample.arena);
}

/* Hairlines in line with the cut, the length of the gap off the bleed. */
static void test_crop_marks(void **state)
{
  (void)state;
  struct sample sample;
  setup(&sample, 1);
  sample.sheet.print.marks = true;
  const struct frame_page *page = &build(&sample)->pages[0];
  len gap = len_from_mm(3, 1), length = len_from_mm(5, 1);
  size_t count = 0;
  for (const struct frame_item *rule; (rule = find(page, FRAME_RULE, count)) != NULL; count++) {
    bool across = rule->as.rule.dy == 0;
    len side = across ? rule->y : rule->x, begin = across ? rule->x : rule->y;
    len end = begin + (across ? rule->as.rule.dx : rule->as.rule.dy);
    assert_true(side == page->trim.left || side == (across ? page->trim.bottom : page->trim.right));
    assert_true(end == (across ? page->bleed.left : page->bleed.top) - gap ||
                begin == (across ? page->bleed.right : page->bleed.bottom) + gap);
    assert_int_equal(end - begin, length);
    assert_int_equal(rule->as.rule.width, LEN_PT / 4);
  }
  assert_int_equal(count, 8);
  assert_int_equal(find(page, FRAME_ARTIFACT_BEGIN, 0)->as.artifact, FRAME_ARTIFACT_PAGE);
  arena_free(sample.arena);
}

static void test_the_last_verso_is_blank(void **state)
{
  (void)state;
  for (size_t pages = 1; pages < 5; pages++) {
    struct sample sample;
    setup(&sample, pages);
    sample.sheet.print.even = true;
    const struct frame_document *document = build(&sample);
    assert_int_equal(document->page_count, pages + pages % 2);
    const struct frame_page *last = &document->pages[document->page_count - 1];
    assert_int_equal(find(last, FRAME_RECT, 0) == NULL, pages % 2);
    assert_string_equal(last->label, document->page_count == 2 ? "2" : "4");
    arena_free(sample.arena);
  }
}

/* The numbers of the pages on each side, 0 for a blank one. */
static const struct {
  size_t pages;
  len sides[12][2];
} booklets[] = {
    {1, {{0, 1}, {0, 0}}},
    {4, {{4, 1}, {2, 3}}},
    {7, {{0, 1}, {2, 7}, {6, 3}, {4, 5}}},
    {12, {{12, 1}, {2, 11}, {10, 3}, {4, 9}, {8, 5}, {6, 7}}},
    {21, {{0, 1}, {2, 0}, {0, 3}, {4, 21}, {20, 5}, {6, 19}, {18, 7}, {8, 17}, {16, 9}, {10, 15}, {14, 11}, {12, 13}}},
};

/* What the square of a half of the sheet says; nothing else of the page may be there. */
static len page_number(const struct frame_page *page, len from, len to)
{
  len number = 0;
  for (size_t i = 0; i < page->count; i++) {
    const struct frame_item *item = &page->items[i];
    if (item->kind != FRAME_RECT || item->x < from || item->x >= to)
      continue;
    assert_int_equal(number, 0);
    number = item->as.rect.height / LEN_PT;
  }
  return number;
}

static void test_booklets(void **state)
{
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(booklets); i++) {
    struct sample sample;
    setup(&sample, booklets[i].pages);
    sample.sheet.print.booklet = sample.sheet.print.marks = true;
    const struct frame_document *document = build(&sample);
    size_t padded = (booklets[i].pages + 3) / 4 * 4;
    assert_int_equal(document->page_count, padded / 2);
    for (size_t k = 0; k < document->page_count; k++) {
      const struct frame_page *page = &document->pages[k];
      len fold = page->trim.left + WIDTH;
      assert_int_equal(page->trim.right - page->trim.left, 2 * WIDTH);
      assert_int_equal(page_number(page, 0, fold), booklets[i].sides[k][0]);
      assert_int_equal(page_number(page, fold, page->width), booklets[i].sides[k][1]);
      assert_null(find(page, FRAME_LINK, 0));
      assert_int_equal(find(page, FRAME_RULE, 13)->x, fold); /* the last of six dashes, behind eight marks of the cut */
      assert_null(find(page, FRAME_RULE, 14));
    }
    assert_true(document->untagged);
    assert_int_equal(document->element_count, 1);
    assert_int_equal(document->outline_count, 0);
    arena_free(sample.arena);
  }
}

/* Each sheet a step nearer to the fold than the one outside it. */
static void test_creep(void **state)
{
  (void)state;
  struct sample sample;
  setup(&sample, 12);
  sample.sheet.print.booklet = true;
  sample.sheet.print.creep = 2 * LEN_PT;
  const struct frame_document *document = build(&sample);
  for (size_t i = 0; i < document->page_count; i++) {
    const struct frame_page *page = &document->pages[i];
    len creep = (len)(i / 2) * LEN_PT;
    assert_int_equal(find(page, FRAME_RECT, 0)->x - page->trim.left, X + creep);
    assert_int_equal(find(page, FRAME_RECT, 1)->x - page->trim.left, WIDTH + X - creep);
  }
  arena_free(sample.arena);
}

static void test_colours(void **state)
{
  static const enum print_colours colours[] = {PRINT_SCREEN, PRINT_BLACK, PRINT_CMYK};
  static const int red[] = {255, 54, 255}; /* 21.26 % of the light */
  (void)state;
  for (size_t i = 0; i < G_N_ELEMENTS(colours); i++) {
    struct sample sample;
    setup(&sample, 1);
    sample.sheet.print.colours = colours[i];
    sample.sheet.print.intent = colours[i] == PRINT_SCREEN ? NULL : "FOGRA52";
    const struct frame_document *document = build(&sample);
    struct frame_colour colour = find(&document->pages[0], FRAME_RECT, 0)->as.rect.colour;
    assert_int_equal(colour.red, red[i]);
    assert_int_equal(colour.green, colours[i] == PRINT_BLACK ? red[i] : 0);
    assert_true((document->condition == NULL) == (colours[i] == PRINT_SCREEN));
    arena_free(sample.arena);
  }
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_boxes_lie_in_each_other),
      cmocka_unit_test(test_nothing_moves_within_the_cut),
      cmocka_unit_test(test_crop_marks),
      cmocka_unit_test(test_the_last_verso_is_blank),
      cmocka_unit_test(test_booklets),
      cmocka_unit_test(test_creep),
      cmocka_unit_test(test_colours),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
