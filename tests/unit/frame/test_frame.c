#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "frame/frame.h"

static void test_appending_gives_what_was_asked(void **state)
{
  (void)state;
  struct arena *arena = arena_new();
  struct frame_document document = {0};
  assert_int_equal(frame_add_face(arena, &document, "a.otf", 0, "A"), 0);
  assert_int_equal(frame_add_face(arena, &document, "b.ttc", 2, "B"), 1);
  assert_string_equal(document.faces[1].file, "b.ttc");
  assert_int_equal(document.faces[1].index, 2);
  assert_int_equal(frame_add_element(arena, &document, FRAME_TAG_DOCUMENT, 0), 0);
  assert_int_equal(frame_add_element(arena, &document, FRAME_TAG_TD, 0), 1);
  assert_int_equal(document.elements[1].row_span, 1);
  assert_int_equal(document.elements[1].column_span, 1);
  struct frame_page *page = frame_add_page(arena, &document, 100, 200);
  assert_int_equal(page->width, 100);
  assert_int_equal(page->height, 200);
  struct frame_item *item = frame_add_item(arena, page, FRAME_RULE, 3, 4);
  assert_int_equal(item->kind, FRAME_RULE);
  assert_int_equal(item->x, 3);
  assert_int_equal(item->y, 4);
  assert_int_equal(item->as.rule.width, 0);
  assert_false(span_known(item->span));
  arena_free(arena);
}

static void test_arrays_grow_and_keep_what_they_hold(void **state)
{
  (void)state;
  struct arena *arena = arena_new();
  struct frame_document document = {0};
  struct frame_page *page = frame_add_page(arena, &document, 1, 1);
  for (len i = 0; i < 1000; i++)
    frame_add_item(arena, page, FRAME_RECT, i, -i);
  assert_int_equal(page->count, 1000);
  for (len i = 0; i < 1000; i++)
    assert_true(page->items[i].x == i && page->items[i].y == -i);
  arena_free(arena);
}

static void test_every_tag_has_its_name(void **state)
{
  (void)state;
  for (enum frame_tag tag = FRAME_TAG_DOCUMENT; tag <= FRAME_TAG_SPAN; tag++)
    assert_true(strlen(frame_tag_name(tag)) > 0);
  assert_string_equal(frame_tag_name(FRAME_TAG_H1), "H1");
  assert_string_equal(frame_tag_name(FRAME_TAG_LBODY), "LBody");
  assert_string_equal(frame_tag_name(FRAME_TAG_THEAD), "THead");
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_appending_gives_what_was_asked),
      cmocka_unit_test(test_arrays_grow_and_keep_what_they_hold),
      cmocka_unit_test(test_every_tag_has_its_name),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
