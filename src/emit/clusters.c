#include "emit/clusters.h"

void emit_clusters_find(const struct frame_run *run, GArray *clusters)
{
  const char *text = run->text;
  g_array_set_size(clusters, 0);
  for (uint32_t i = 0; i < run->cluster_count; i++) {
    const struct frame_cluster *from = &run->clusters[i];
    struct emit_cluster cluster = {.glyphs = from->glyphs, .text = text, .length = from->bytes};
    for (uint16_t glyph = 0; glyph < from->glyphs; glyph++)
      g_array_append_val(clusters, cluster);
    text += from->bytes;
  }
}
