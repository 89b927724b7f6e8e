#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>

#include "block/block.h"

static void test_han(void **state)
{
  static const struct {
    int number;
    const char *han;
  } rows[] = {
      {1, "一"},
      {9, "九"},
      {10, "十"},
      {11, "十一"},
      {19, "十九"},
      {20, "二十"},
      {21, "二十一"},
      {99, "九十九"},
      {100, "一百"},
      {101, "一百零一"},
      {110, "一百一十"},
      {111, "一百一十一"},
      {119, "一百一十九"},
      {200, "二百"},
      {1000, "一千"},
      {1001, "一千零一"},
      {1010, "一千零一十"},
      {1100, "一千一百"},
      {1101, "一千一百零一"},
      {2005, "二千零五"},
      {9999, "九千九百九十九"},
  };
  (void)state;
  struct arena *arena = arena_new();
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    assert_string_equal(numeral_han(arena, rows[i].number), rows[i].han);
  arena_free(arena);
}

static void test_labels(void **state)
{
  static const struct {
    enum numbering numbering;
    int number;
    const char *label;
  } rows[] = {
      {NUMBERING_NONE, 3, ""},       {NUMBERING_HAN, 12, "十二、"},          {NUMBERING_HAN_BRACKET, 3, "（三）"},
      {NUMBERING_ARABIC, 11, "11."}, {NUMBERING_ARABIC_BRACKET, 2, "（2）"},
  };
  (void)state;
  struct arena *arena = arena_new();
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    assert_string_equal(numeral_label(arena, rows[i].numbering, rows[i].number), rows[i].label);
  arena_free(arena);
}

static void test_notes(void **state)
{
  static const struct {
    enum note_numbers numbers;
    uint32_t number;
    const char *mark;
  } rows[] = {{NOTE_CIRCLED, 1, "①"},     {NOTE_CIRCLED, 20, "⑳"},  {NOTE_CIRCLED, 21, "㉑"},
              {NOTE_CIRCLED, 35, "㉟"},   {NOTE_CIRCLED, 36, "㊱"}, {NOTE_CIRCLED, 50, "㊿"},
              {NOTE_CIRCLED, 51, "[51]"}, {NOTE_ARABIC, 12, "12"},  {NOTE_BRACKETED, 7, "[7]"}};
  (void)state;
  struct arena *arena = arena_new();
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    assert_string_equal(numeral_note(arena, rows[i].numbers, rows[i].number), rows[i].mark);
  arena_free(arena);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_han), cmocka_unit_test(test_labels),
                                     cmocka_unit_test(test_notes)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
