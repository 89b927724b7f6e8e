/* Clusters: which text the glyphs of a run stand for, glyph by glyph. */
#ifndef NIANBAO_EMIT_CLUSTERS_H
#define NIANBAO_EMIT_CLUSTERS_H

#include <stddef.h>
#include <stdint.h>

#include <glib.h>

#include "frame/frame.h"

struct emit_cluster {
  uint16_t glyphs; /* that stand for the text together */
  const char *text;
  size_t length;
};

/* The cluster of each glyph of the run, into an array of struct emit_cluster. */
void emit_clusters_find(const struct frame_run *run, GArray *clusters);

#endif
