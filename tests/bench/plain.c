/* plain build SOURCE… OUT.pdf: the pages of a report as Cairo alone writes them, from whole faces and without anything
 * that finish.c adds. Only for comparing sizes and memory: bench.py calls it. */
#include <stdio.h>
#include <stdlib.h>

#include <cairo-pdf.h>

#include "cli/pipeline.h"
#include "emit/faces.h"
#include "emit/walk.h"

static void draw(const struct frame_document *document, const struct emit_faces *faces, const char *path)
{
  cairo_surface_t *surface =
      cairo_pdf_surface_create(path, len_to_pt(document->pages[0].width), len_to_pt(document->pages[0].height));
  cairo_t *cairo = cairo_create(surface);
  for (size_t i = 0; i < document->page_count; i++) {
    const struct frame_page *page = &document->pages[i];
    cairo_pdf_surface_set_size(surface, len_to_pt(page->width), len_to_pt(page->height));
    emit_draw_page(cairo, page, faces, EMIT_IMAGES_DRAWN);
    cairo_show_page(cairo);
  }
  cairo_destroy(cairo);
  cairo_surface_finish(surface);
  cairo_surface_destroy(surface);
}

static bool write_plain(struct pipeline *pipeline, const struct options *options, const char *path)
{
  struct emit_faces faces;
  pipeline_run(pipeline, options, options->sources[0], GOAL_PAGES);
  const struct frame_document *document = pipeline->document;
  if (document == NULL ||
      !emit_faces_open(&faces, document, 0, document->page_count, EMIT_FACES_WHOLE, &pipeline->diags))
    return false;
  draw(document, &faces, path);
  emit_faces_done(&faces);
  return true;
}

int main(int argc, char **argv)
{
  struct pipeline pipeline;
  struct options options = {0};
  enum exit_status status = EXIT_USAGE;
  if (argc < 3)
    return EXIT_USAGE;
  const char *target = argv[argc - 1];
  pipeline_init(&pipeline);
  argv[argc - 1] = NULL; /* the rest are those of nianbao */
  if (options_read(pipeline.arena, argc - 1, argv, &options, &status))
    status = write_plain(&pipeline, &options, target) ? EXIT_DONE : EXIT_WORLD;
  pipeline_done(&pipeline);
  return (int)status;
}
