/* What an edit costs in a process that goes on: the median of each stage over many runs, with all that a preview
 * keeps from run to run, and the median of comparing pages. Each run reads a source in which one word is another.
 *
 *   cmake -G Ninja -B build/bench -DCMAKE_BUILD_TYPE=Release && cmake --build build/bench -t bench_warm
 *   build/bench/bench_warm SOURCE WORD [RUNS]        WORD stands in the source; 60 runs; from the project's folder */
#include <glib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/pipeline.h"
#include "preview/version.h"

#define STAGES 12

struct bench {
  struct options options;
  struct keep *keep;
  const char *stages[STAGES];
  GArray *took[STAGES]; /* of int64_t, µs */
  size_t stage_count;
};

static void note(struct bench *bench, const char *stage, int64_t took)
{
  size_t i = 0;
  while (i < bench->stage_count && strcmp(bench->stages[i], stage) != 0)
    i++;
  if (i == bench->stage_count) {
    bench->stages[i] = stage;
    bench->took[i] = g_array_new(FALSE, FALSE, sizeof(int64_t));
    bench->stage_count++;
  }
  g_array_append_val(bench->took[i], took);
}

static int compare_times(const void *a, const void *b)
{
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return x < y ? -1 : x > y;
}

static void release(void *data)
{
  pipeline_done(data);
  g_free(data);
}

static void note_stages(struct bench *bench, const struct pipeline *pipeline)
{
  int64_t sum = 0;
  for (size_t i = 0; i < pipeline->timing_count; i++) {
    const struct timing *timing = &pipeline->timings[i];
    note(bench, timing->stage, timing->end - timing->begin);
    sum += timing->end - timing->begin;
  }
  note(bench, "all", sum);
}

static void run(struct bench *bench, const char *source, struct emit_shapes *shapes, bool counts)
{
  struct pipeline *pipeline = g_new(struct pipeline, 1);
  pipeline_init_kept(pipeline, bench->keep);
  pipeline->draft_if_wrong = true;
  pipeline_run(pipeline, &bench->options, source, GOAL_PAGES);
  int64_t begin = g_get_monotonic_time();
  struct version *version = version_new(
      1, (struct preview_run){.document = pipeline->document, .data = pipeline, .release = release}, shapes);
  if (counts) {
    note_stages(bench, pipeline);
    note(bench, "digests", g_get_monotonic_time() - begin);
  }
  begin = g_get_monotonic_time();
  version_free(version);
  if (counts)
    note(bench, "free", g_get_monotonic_time() - begin);
}

static void edit(const char *file, const char *text, const char *word, int number)
{
  const char *at = strstr(text, word);
  char *edited = g_strdup_printf("%.*s%s第%d稿%s", (int)(at - text), text, word, number % 97, at + strlen(word));
  g_file_set_contents(file, edited, -1, NULL);
  g_free(edited);
}

static void print(const struct bench *bench)
{
  for (size_t i = 0; i < bench->stage_count; i++) {
    GArray *took = bench->took[i];
    g_array_sort(took, compare_times);
    int64_t median = g_array_index(took, int64_t, took->len / 2);
    printf("  %-8s %7.2f ms\n", bench->stages[i], (double)median / 1000);
  }
}

int main(int argc, char **argv)
{
  char *text = NULL;
  if (argc < 3 || !g_file_get_contents(argv[1], &text, NULL, NULL) || !strstr(text, argv[2])) {
    fputs("usage: bench_warm SOURCE WORD [RUNS]\n", stderr);
    return 2;
  }
  struct bench bench = {.options = {.layouts = "layouts", .fonts = "fonts"}, .keep = keep_new()};
  struct emit_shapes *shapes = emit_shapes_new();
  char *file = g_build_filename(g_get_tmp_dir(), "bench-warm.yaml", NULL);
  int runs = argc > 3 ? atoi(argv[3]) : 60;
  for (int i = 0; i < runs + 3; i++) {
    edit(file, text, argv[2], i);
    run(&bench, file, shapes, i >= 3);
  }
  print(&bench);
  g_unlink(file);
  return 0;
}
