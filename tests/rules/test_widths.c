/* CL-04: the natural width of Chinese text. */
#include "rules.h"

static void natural_gap_between_han_is_none(void **state)
{
  const struct text *text = shape(*state, "仿宋", "年报");
  assert_int_equal(text_width(text, 0, text->count), 2 * EM);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      RULE("CL-04", natural_gap_between_han_is_none),
  };
  return RULES_RUN(tests);
}
