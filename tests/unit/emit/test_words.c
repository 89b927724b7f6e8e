#include "make.h"

#include "emit/words.h"

/* One glyph a character; x in `expected` is one of a word. */
static void assert_words(const char *text, const char *expected)
{
  struct frame_cluster clusters[64];
  uint32_t count = 0;
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at))
    clusters[count++] = (struct frame_cluster){.bytes = (uint16_t)(g_utf8_next_char(at) - at), .glyphs = 1};
  struct frame_run run = {.clusters = clusters,
                          .cluster_count = count,
                          .glyph_count = count,
                          .text = text,
                          .text_length = (uint32_t)strlen(text)};
  GByteArray *words = g_byte_array_new();
  emit_words_find(&run, words);
  assert_int_equal(words->len, strlen(expected));
  for (guint i = 0; i < words->len; i++)
    if (words->data[i] != (expected[i] == 'x'))
      fail_msg("%s: character %u", text, i);
  g_byte_array_unref(words);
}

static void test_words_have_two_letters(void **state)
{
  (void)state;
  assert_words("", "");
  assert_words("年报", "..");
  assert_words("A类B超", "....");
  assert_words("在App上", ".xxx.");
  assert_words("2025", "....");
  assert_words("1.5GB,", "...xx.");
  assert_words("“App”和WeChat", ".xxx..xxxxxx");
  assert_words("AI+HTTPS。", "xxxxxxxx.");
  assert_words("A B C", ".....");
  assert_words("A Team", "xxxxxx");
  assert_words("(see www.a.cn/b1)", ".xxxxxxxxxxxxxx..");
  assert_words("Müller", "xxxxxx");
  assert_words("Α和Ω", "...");
  assert_words("ab年cd", "xx.xx");
}

static void test_clusters_of_several_glyphs_and_characters(void **state)
{
  (void)state;
  static const struct frame_cluster clusters[] = {{3, 1}, {2, 1}, {1, 2}, {3, 1}};
  struct frame_run run = {
      .clusters = clusters, .cluster_count = 4, .glyph_count = 5, .text = "年fil。", .text_length = 9};
  GByteArray *words = g_byte_array_new();
  emit_words_find(&run, words);
  static const guint8 expected[] = {0, 1, 1, 1, 0};
  assert_int_equal(words->len, 5);
  assert_memory_equal(words->data, expected, 5);
  g_byte_array_unref(words);
}

int main(void)
{
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_words_have_two_letters),
      cmocka_unit_test(test_clusters_of_several_glyphs_and_characters),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
