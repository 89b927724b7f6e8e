#include "cli/origin.h"

#include <errno.h>
#include <glib.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/tr.h"
#include "cli/carried.h"
#include "emit/carried.h"

/* --- the folder --- */

/* A signal that comes while the folder is there waits until it is gone. */
static void hold_signals(sigset_t *old)
{
  static const int held[] = {SIGINT, SIGTERM, SIGHUP, SIGXCPU};
  sigset_t set;
  sigemptyset(&set);
  for (size_t i = 0; i < G_N_ELEMENTS(held); i++)
    sigaddset(&set, held[i]);
  pthread_sigmask(SIG_BLOCK, &set, old);
}

/* The tables are of no use here. */
static bool is_needed(const struct frame_attachment *file)
{
  return file->relation != FRAME_RELATION_SUPPLEMENT || !g_str_has_suffix(file->name, ".csv");
}

static bool write_files(const char *folder, const struct carried *carried, struct diags *diags)
{
  for (size_t i = 0; i < carried->files.count; i++)
    if (is_needed(&carried->files.items[i]) && !carried_write(folder, &carried->files.items[i], diags))
      return false;
  return true;
}

/* A folder goes with the last file in it. */
static void remove_files(const char *folder, const struct carried *carried)
{
  for (size_t i = 0; i < carried->files.count; i++) {
    char *path = g_build_filename(folder, carried->files.items[i].name, NULL);
    unlink(path);
    for (char *slash = strrchr(path, '/'); slash && slash > path + strlen(folder); slash = strrchr(path, '/')) {
      *slash = '\0';
      rmdir(path);
    }
    g_free(path);
  }
  rmdir(folder);
}

/* --- names --- */

static const char *shown_name(struct arena *arena, const char *name, const char *folder, const char *pdf)
{
  size_t length = strlen(folder);
  bool inside = strncmp(name, folder, length) == 0 && name[length] == '/';
  return inside ? arena_printf(arena, "%s → %s", pdf, name + length + 1) : name;
}

static void show_names(struct pipeline *pipeline, const char *folder, const char *pdf)
{
  for (uint32_t i = 1; i < pipeline->files.count; i++) {
    struct file *file = &pipeline->files.items[i];
    file->name = shown_name(pipeline->arena, file->name, folder, pdf);
  }
  for (size_t i = 0; i < pipeline->diags.count; i++) {
    struct diag *diag = pipeline->diags.items[i];
    if (diag->file)
      diag->file = shown_name(pipeline->arena, diag->file, folder, pdf);
  }
}

/* --- the run --- */

static void run_in(struct pipeline *pipeline, const struct options *options, const char *folder,
                   const struct carried *carried)
{
  struct options inside = *options;
  if (carried->layouts)
    inside.layouts = arena_printf(pipeline->arena, "%s/%s", folder, carried->layouts);
  pipeline_run(pipeline, &inside, arena_printf(pipeline->arena, "%s/%s", folder, carried->source), GOAL_PAGES);
}

static bool make_folder(struct pipeline *pipeline, char *folder)
{
  if (g_mkdtemp(folder))
    return true;
  diag_add(&pipeline->diags, DIAG_IO_WRITE, SPAN_NONE, _("No temporary folder can be made in “%1$s”: %2$s."),
           g_get_tmp_dir(), g_strerror(errno));
  return false;
}

bool origin_run_pdf(struct pipeline *pipeline, const struct options *options, const struct file *pdf)
{
  struct carried carried;
  if (!carried_read(pipeline->arena, pdf, &carried, &pipeline->diags))
    return false;
  char *folder = g_build_filename(g_get_tmp_dir(), "nianbao-XXXXXX", NULL);
  sigset_t old;
  hold_signals(&old);
  bool made = make_folder(pipeline, folder);
  if (made) {
    if (write_files(folder, &carried, &pipeline->diags))
      run_in(pipeline, options, folder, &carried);
    remove_files(folder, &carried);
    show_names(pipeline, folder, pdf->name);
  }
  pthread_sigmask(SIG_SETMASK, &old, NULL);
  g_free(folder);
  return made;
}

void origin_run(struct pipeline *pipeline, const struct options *options, const char *path)
{
  struct files files;
  struct diags apart;
  files_init(&files, pipeline->arena);
  diags_init(&apart, pipeline->arena);
  uint32_t file = files_read(&files, path, LIMIT_PDF_BYTES, &apart);
  if (file != 0 && emit_is_pdf(files_get(&files, file)))
    origin_run_pdf(pipeline, options, files_get(&files, file));
  else
    pipeline_run(pipeline, options, path, GOAL_PAGES); /* which says what is wrong with it */
}
