#include "make.h"

#include "emit/clusters.h"

static void test_each_glyph_knows_its_text(void **state)
{
  (void)state;
  static const struct frame_cluster from[] = {{3, 1}, {2, 1}, {1, 2}, {4, 0}, {4, 1}};
  const struct frame_run run = {
      .text = "年fi½-abcd葛x", .clusters = from, .cluster_count = G_N_ELEMENTS(from), .glyph_count = 5};
  static const struct {
    uint16_t glyphs;
    size_t at, length;
  } expected[] = {{1, 0, 3}, {1, 3, 2}, {2, 5, 1}, {2, 5, 1}, {1, 10, 4}};
  GArray *clusters = g_array_new(FALSE, FALSE, sizeof(struct emit_cluster));
  emit_clusters_find(&run, clusters);
  assert_int_equal(clusters->len, G_N_ELEMENTS(expected));
  for (guint i = 0; i < clusters->len; i++) {
    const struct emit_cluster *cluster = &g_array_index(clusters, struct emit_cluster, i);
    assert_int_equal(cluster->glyphs, expected[i].glyphs);
    assert_ptr_equal(cluster->text, run.text + expected[i].at);
    assert_int_equal(cluster->length, expected[i].length);
  }
  g_array_free(clusters, TRUE);
}

int main(void)
{
  const struct CMUnitTest tests[] = {cmocka_unit_test(test_each_glyph_knows_its_text)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}
