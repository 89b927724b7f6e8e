/* nianbao extract: gives back what travels in a PDF. */
#include <glib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/limits.h"
#include "base/tr.h"
#include "cli/carried.h"

struct extraction {
  struct arena *arena;
  const struct options *options;
  const char *folder;
  struct carried carried;
  struct diags *diags;
};

/* REPORT of some/where/REPORT.pdf, beside it. */
static const char *default_folder(struct arena *arena, const char *pdf)
{
  size_t length = strlen(pdf);
  if (length > 4 && g_ascii_strcasecmp(pdf + length - 4, ".pdf") == 0 && pdf[length - 5] != '/')
    return arena_strndup(arena, pdf, length - 4);
  return arena_printf(arena, "%s-source", pdf);
}

enum there { THERE_NOTHING, THERE_SAME, THERE_OTHER };

static enum there look(struct arena *arena, const char *path, const struct frame_attachment *file)
{
  struct stat status;
  struct files files;
  struct diags apart;
  if (lstat(path, &status) != 0)
    return THERE_NOTHING;
  files_init(&files, arena);
  diags_init(&apart, arena);
  uint32_t there = files_read(&files, path, LIMIT_CARRIED_BYTES, &apart);
  if (there == 0 || files_get(&files, there)->size != file->size)
    return THERE_OTHER;
  return memcmp(files_get(&files, there)->bytes, file->bytes, file->size) == 0 ? THERE_SAME : THERE_OTHER;
}

static const char *path_of(const struct extraction *extraction, const struct frame_attachment *file)
{
  const char *between = g_str_has_suffix(extraction->folder, "/") ? "" : "/";
  return arena_printf(extraction->arena, "%s%s%s", extraction->folder, between, file->name);
}

/* Nothing is written before it is known that nothing is lost. */
static bool is_free(const struct extraction *extraction)
{
  bool free = true;
  for (size_t i = 0; i < extraction->carried.files.count; i++) {
    const struct frame_attachment *file = &extraction->carried.files.items[i];
    if (extraction->options->force || look(extraction->arena, path_of(extraction, file), file) != THERE_OTHER)
      continue;
    message_error(stderr, extraction->options, "io-write", path_of(extraction, file),
                  _("Name another folder with -o DIR, or write over it with --force."),
                  _("This file is there already, and differs from the one in the PDF."));
    free = false;
  }
  return free;
}

static void say_how_to_build(const struct extraction *extraction)
{
  const struct carried *carried = &extraction->carried;
  const char *between = g_str_has_suffix(extraction->folder, "/") ? "" : "/";
  if (!carried->layouts)
    return;
  printf(_("To build it again: nianbao build %1$s%2$s%3$s --layouts %1$s%2$s%4$s\n"), extraction->folder, between,
         carried->source, carried->layouts);
}

static void write_files(const struct extraction *extraction)
{
  for (size_t i = 0; i < extraction->carried.files.count; i++) {
    const struct frame_attachment *file = &extraction->carried.files.items[i];
    const char *path = path_of(extraction, file);
    bool same = look(extraction->arena, path, file) == THERE_SAME;
    if (!same && !carried_write(extraction->folder, file, extraction->diags))
      return;
    if (!extraction->options->quiet)
      printf(same ? _("%s: was there already\n") : _("%s: written\n"), path);
  }
  if (!extraction->options->quiet)
    say_how_to_build(extraction);
}

enum exit_status command_extract(const struct options *options)
{
  struct arena *arena = arena_new();
  struct files files;
  struct diags diags;
  files_init(&files, arena);
  diags_init(&diags, arena);
  const char *path = options->sources[0];
  struct extraction extraction = {
      arena, options, options->output ? options->output : default_folder(arena, path), {{0}, NULL, NULL}, &diags};
  uint32_t pdf = files_read(&files, path, LIMIT_PDF_BYTES, &diags);
  bool free = true;
  if (pdf != 0 && carried_read(arena, files_get(&files, pdf), &extraction.carried, &diags)) {
    free = is_free(&extraction);
    if (free)
      write_files(&extraction);
  }
  message_findings(stderr, options, &diags, &files);
  enum exit_status status = free ? diags_exit_status(&diags) : EXIT_WORLD;
  arena_free(arena);
  return status;
}
