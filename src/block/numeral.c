/* Han numerals and the labels made of them (CL-94, GW-13). */
#include <glib.h>

#include "base/utf8.h"
#include "block/block.h"

#define CIRCLED_ONE        0x2460
#define CIRCLED_TWENTY_ONE 0x3251
#define CIRCLED_THIRTY_SIX 0x32B1
#define CIRCLED_MAX        50

static const char *const digits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

static const struct {
  int value;
  const char *unit;
} places[] = {{1000, "千"}, {100, "百"}, {10, "十"}, {1, ""}};

const char *numeral_han(struct arena *arena, int number)
{
  g_assert(number > 0 && number < 10000);
  GString *out = g_string_new(NULL);
  bool gap = false; /* a place of 0 since the last digit: one 零 stands for all of them */
  for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
    int digit = number / places[i].value % 10;
    if (digit == 0) {
      gap = out->len > 0;
      continue;
    }
    if (gap)
      g_string_append(out, digits[0]);
    gap = false;
    if (number >= 20 || digit != 1 || places[i].value != 10) /* 十一, but 一百一十一 */
      g_string_append(out, digits[digit]);
    g_string_append(out, places[i].unit);
  }
  const char *copy = arena_strndup(arena, out->str, out->len);
  g_string_free(out, TRUE);
  return copy;
}

const char *numeral_label(struct arena *arena, enum numbering numbering, int number)
{
  switch (numbering) {
  case NUMBERING_NONE:
    return "";
  case NUMBERING_HAN:
    return arena_printf(arena, "%s、", numeral_han(arena, number));
  case NUMBERING_HAN_BRACKET:
    return arena_printf(arena, "（%s）", numeral_han(arena, number));
  case NUMBERING_ARABIC:
    return arena_printf(arena, "%d.", number);
  case NUMBERING_ARABIC_BRACKET:
    return arena_printf(arena, "（%d）", number);
  }
  g_assert_not_reached();
}

static const char *circled(struct arena *arena, uint32_t number)
{
  uint32_t code = number <= 20   ? CIRCLED_ONE + number - 1
                  : number <= 35 ? CIRCLED_TWENTY_ONE + number - 21
                                 : CIRCLED_THIRTY_SIX + number - 36;
  char bytes[4];
  return arena_strndup(arena, bytes, utf8_encode(code, bytes));
}

const char *numeral_note(struct arena *arena, enum note_numbers numbers, uint32_t number)
{
  if (numbers == NOTE_ARABIC)
    return arena_printf(arena, "%u", number);
  bool in_circle = numbers == NOTE_CIRCLED && number <= CIRCLED_MAX;
  return in_circle ? circled(arena, number) : arena_printf(arena, "[%u]", number);
}
