/* The checks of figures in running text, measured: sentences as reports have them, with the findings they must give.
 * Precision counts most, since a false accusation costs trust. */
#include "make.h"

#define FOLDER NIANBAO_ROOT "/tests/unit/figure/prose/"

enum { CODES = 3 };
static const enum diag_code codes[CODES] = {DIAG_P1, DIAG_P2, DIAG_K1};

struct score {
  unsigned right, false_alarms, missed, sentences;
};

struct corpus {
  char *figures, *heading;
  struct score scores[CODES];
};

static char *read_file(const char *name)
{
  char *path = g_strconcat(FOLDER, name, NULL), *text = NULL;
  if (!g_file_get_contents(path, &text, NULL, NULL))
    fail_msg("%s cannot be read", path);
  g_free(path);
  return text;
}

static unsigned count_found(const struct made *made, enum diag_code code)
{
  unsigned count = 0;
  for (size_t i = 0; i < made->diags.count; i++)
    count += made->diags.items[i]->code == code;
  return count;
}

static unsigned count_expected(const char *expected, const char *code)
{
  unsigned count = 0;
  for (const char *at = expected; (at = strstr(at, code)); at += strlen(code))
    count++;
  return count;
}

static void print_wrong(const struct made *made, const char *expected, const char *sentence)
{
  print_message("  %s %s\n", expected, sentence);
  for (size_t i = 0; i < made->diags.count; i++)
    for (size_t c = 0; c < CODES; c++)
      if (made->diags.items[i]->code == codes[c])
        print_message("      %s: %s\n", diag_code_name(codes[c]), made->diags.items[i]->message);
}

static void score_sentence(struct corpus *corpus, const char *expected, const char *sentence)
{
  struct made made;
  char *source = g_strdup_printf("%ssections:\n  - title: 总体情况\n    text: |\n      ## %s\n\n      %s\n",
                                 corpus->figures, corpus->heading, sentence);
  bool wrong = false;
  make_facts(&made, source);
  for (size_t c = 0; c < CODES; c++) {
    unsigned found = count_found(&made, codes[c]), wanted = count_expected(expected, diag_code_name(codes[c]));
    struct score *score = &corpus->scores[c];
    score->right += MIN(found, wanted);
    score->false_alarms += found > wanted ? found - wanted : 0;
    score->missed += wanted > found ? wanted - found : 0;
    score->sentences++;
    wrong |= found != wanted;
  }
  if (wrong)
    print_wrong(&made, expected, sentence);
  made_done(&made);
  g_free(source);
}

/* "= FIGURES HEADING" or "CODES SENTENCE" */
static void read_line(struct corpus *corpus, const char *line)
{
  char **words = g_strsplit(line, " ", 3);
  if (words[0] && strcmp(words[0], "=") == 0) {
    char *name = g_strconcat(words[1], ".yaml", NULL);
    g_free(corpus->figures);
    g_free(corpus->heading);
    corpus->figures = read_file(name);
    corpus->heading = g_strdup(words[2]);
    g_free(name);
  } else if (words[0] && words[0][0] != '#' && words[1]) {
    assert_non_null(corpus->figures);
    score_sentence(corpus, words[0], line + strlen(words[0]) + 1);
  }
  g_strfreev(words);
}

static void check_scores(const struct corpus *corpus, const char *name)
{
  for (size_t c = 0; c < CODES; c++) {
    const struct score *score = &corpus->scores[c];
    unsigned said = score->right + score->false_alarms, wanted = score->right + score->missed;
    print_message("%s: %s: %u sentences, %u findings wanted; precision %u/%u, recall %u/%u\n", name,
                  diag_code_name(codes[c]), score->sentences, wanted, score->right, said, score->right, wanted);
  }
  for (size_t c = 0; c < CODES; c++) {
    const struct score *score = &corpus->scores[c];
    unsigned said = score->right + score->false_alarms, wanted = score->right + score->missed;
    assert_true(wanted > 0);
    assert_true(100 * score->right >= 95 * said);
    assert_true(100 * score->right >= 80 * wanted);
  }
}

static void check_corpus(const char *name, unsigned least)
{
  struct corpus corpus = {0};
  char *text = read_file(name), **lines = g_strsplit(text, "\n", -1);
  for (size_t i = 0; lines[i]; i++)
    read_line(&corpus, lines[i]);
  assert_true(corpus.scores[0].sentences >= least);
  check_scores(&corpus, name);
  g_strfreev(lines);
  g_free(text);
  g_free(corpus.figures);
  g_free(corpus.heading);
}

static void test_corpus(void **state)
{
  (void)state;
  check_corpus("corpus.txt", 120);
}

static void test_held_out(void **state)
{
  (void)state;
  check_corpus("heldout.txt", 60);
  check_corpus("heldout2.txt", 60);
  check_corpus("heldout3.txt", 40);
  check_corpus("heldout4.txt", 25);
  check_corpus("heldout5.txt", 60);
  check_corpus("ledgers.txt", 60);
  check_corpus("ledgers2.txt", 50);
  check_corpus("ledgers3.txt", 40);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_corpus), cmocka_unit_test(test_held_out)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
