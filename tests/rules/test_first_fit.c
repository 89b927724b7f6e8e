/* CL-79: how even lines are, on the prose of tests/report/prose.py: total fit against lines that are each as full as
 * they can be. */
#include "rules.h"

#include <glib.h>

#include "box/lines.h"

enum { LEAST_GAIN = 30 }; /* of a hundred */

struct evenness {
  double sum; /* of the squares of what gaps get or give, in em² */
  size_t gaps;
};

typedef void breaker(struct arena *, struct text *, const struct line_spec *, struct line_ranges *);

static char **read_prose(void)
{
  char *words = NULL;
  GError *error = NULL;
  if (!g_file_get_contents(NIANBAO_BUILD "/tests/prose.txt", &words, NULL, &error))
    fail_msg("%s", error->message);
  char **paragraphs = g_strsplit(g_strchomp(words), "\n", -1);
  g_free(words);
  return paragraphs;
}

static void add_line(const struct text *text, size_t first, size_t last, len measure, struct evenness *even)
{
  text_trim(text, &first, &last);
  len *adjust = g_new0(len, last - first + 1);
  lines_share_slack(text, first, last, measure - text_width(text, first, last), adjust);
  for (size_t k = first; k + 1 < last; k++)
    if (text->gaps[k].kind != GAP_TIGHT) {
      double em = (double)adjust[k - first] / EM;
      even->sum += em * em;
      even->gaps++;
    }
  g_free(adjust);
}

static void add_paragraph(struct shaping *s, const char *words, const struct line_spec *spec, breaker *breaks,
                          struct evenness *even)
{
  struct text *text = shape(s, "仿宋", words);
  struct line_ranges ranges;
  breaks(s->arena, text, spec, &ranges);
  for (size_t i = 0; i < ranges.count; i++)
    if (!ranges.items[i].ends)
      add_line(text, ranges.items[i].first, ranges.items[i].last, spec->measure - (i == 0 ? spec->indent_first : 0),
               even);
}

static double mean_square(struct shaping *s, char **paragraphs, int characters, breaker *breaks)
{
  struct line_spec spec = {.measure = characters * EM, .indent_first = 2 * EM, .align = ALIGN_JUSTIFY};
  struct evenness even = {0};
  for (size_t i = 0; paragraphs[i]; i++)
    add_paragraph(s, paragraphs[i], &spec, breaks, &even);
  assert_true(even.gaps > 10000);
  return even.sum / (double)even.gaps * 1000;
}

static void lines_are_more_even_than_first_fit(void **state)
{
  const int measures[] = {28, 10};
  char **paragraphs = read_prose();
  for (size_t m = 0; m < G_N_ELEMENTS(measures); m++) {
    double best = mean_square(*state, paragraphs, measures[m], lines_break);
    double first = mean_square(*state, paragraphs, measures[m], lines_break_first_fit);
    double gain = 100 - best / first * 100;
    print_message(
        "%d characters: mean square of what gaps get or give %.3f, first fit %.3f (1/1000 em²): %.0f %% less\n",
        measures[m], best, first, gain);
    assert_true(gain >= LEAST_GAIN);
  }
  g_strfreev(paragraphs);
}

int main(int argc, char **argv)
{
  const struct CMUnitTest tests[] = {
      RULE("CL-79", lines_are_more_even_than_first_fit),
  };
  return RULES_RUN(tests);
}
