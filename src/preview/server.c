/* The preview as a whole: runs follow changes, versions follow runs, browsers are told of versions. */
#include "preview/server.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "base/tr.h"

#define LAST_TURNS 100 /* of the main loop, for what is being sent: nobody can hold up the end */

/* --- runs --- */

static void start_run(struct preview *preview);

static void add_path(GPtrArray *paths, const char *path)
{
  if (path && *path)
    g_ptr_array_add(paths, g_strdup(path));
}

/* What was read, and what was looked for in vain: it may come. */
static void follow_run(struct preview *preview, const struct preview_run *run)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
  add_path(paths, preview->options->source);
  for (uint32_t i = 1; i < run->files->count; i++)
    add_path(paths, files_get(run->files, i)->name);
  for (size_t i = 0; i < run->files->sought.count; i++)
    add_path(paths, run->files->sought.items[i]);
  follow_set_files(preview->follow, paths, preview->begun);
  g_ptr_array_free(paths, TRUE);
}

static void run_in_thread(GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  (void)source, (void)cancellable;
  const struct preview_options *options = data;
  struct preview_run *run = g_new(struct preview_run, 1);
  *run = options->run(options->data);
  g_task_return_pointer(task, run, NULL);
}

static void on_run(GObject *source, GAsyncResult *result, gpointer data)
{
  (void)source;
  struct preview *preview = data;
  struct preview_run *run = g_task_propagate_pointer(G_TASK(result), NULL);
  preview->running = false;
  if (!preview->follow) { /* it is over */
    run->release(run->data);
    g_free(run);
    return;
  }
  follow_run(preview, run);
  unsigned number = preview->last ? preview->last->number + 1 : 1;
  news_publish(preview, version_new(number, *run, preview->shapes));
  g_free(run);
  live_tell(preview);
  if (preview->again)
    start_run(preview);
}

/* However many changes come during a run, one more follows it. */
static void start_run(struct preview *preview)
{
  preview->again = preview->running;
  if (preview->running)
    return;
  preview->running = true;
  preview->begun = g_get_real_time();
  GTask *task = g_task_new(NULL, NULL, on_run, preview);
  g_task_set_priority(task, G_PRIORITY_HIGH);
  g_task_set_task_data(task, (gpointer)(uintptr_t)preview->options, NULL);
  g_task_run_in_thread(task, run_in_thread);
  g_object_unref(task);
}

static void on_changed(void *data)
{
  start_run(data);
}

/* --- beginning and end --- */

static bool make_token(char token[TOKEN_SIZE])
{
  unsigned char bytes[(TOKEN_SIZE - 1) / 2];
  if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
    return false;
  for (size_t i = 0; i < sizeof bytes; i++)
    g_snprintf(token + 2 * i, 3, "%02x", bytes[i]);
  return true;
}

static gboolean on_signal(gpointer data)
{
  struct preview *preview = data;
  g_main_loop_quit(preview->loop);
  return G_SOURCE_CONTINUE;
}

static void greet(struct preview *preview)
{
  char *address = g_strdup_printf("http://127.0.0.1:%d/%s/", preview->port, preview->token);
  if (preview->options->open_browser)
    preview->door = door_open(address);
  if (!preview->options->quiet || !preview->door)
    printf(_("Preview of %1$s: %2$s\n"), preview->options->source, address);
  if (preview->options->open_browser && !preview->door)
    puts(_("No browser could be started; open the address yourself."));
  if (!preview->options->quiet)
    puts(_("Ctrl-C ends it."));
  fflush(stdout);
  g_free(address);
}

static void serve(struct preview *preview)
{
  static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
  guint sources[G_N_ELEMENTS(numbers)];
  preview->follow = follow_new(on_changed, preview);
  for (size_t i = 0; preview->options->folders[i]; i++)
    follow_add_folder(preview->follow, preview->options->folders[i]);
  for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
    sources[i] = g_unix_signal_add(numbers[i], on_signal, preview);
  guard_add(preview);
  live_add(preview);
  answers_add(preview);
  start_run(preview);
  greet(preview);
  g_main_loop_run(preview->loop);
  for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
    g_source_remove(sources[i]);
}

/* A run that is under way ends by itself, and so does what is being sent. */
static void stop(struct preview *preview)
{
  follow_free(preview->follow);
  preview->follow = NULL;
  live_close(preview);
  while (preview->running)
    g_main_context_iteration(NULL, TRUE);
  for (int i = 0; i < LAST_TURNS && g_main_context_iteration(NULL, FALSE); i++)
    ;
  connections_close(preview->connections);
  door_close(&preview->door);
  g_ptr_array_free(preview->clients, TRUE);
}

static void preview_done(struct preview *preview)
{
  if (preview->last != preview->shown)
    version_free(preview->last);
  version_free(preview->shown);
  emit_shapes_free(preview->shapes);
  edits_free(preview->edits);
  g_free(preview->news);
  g_object_unref(preview->soup);
  g_main_loop_unref(preview->loop);
}

bool preview_serve(const struct preview_options *options, struct diags *diags)
{
  struct preview preview = {.options = options, .port = options->port};
  preview.loop = g_main_loop_new(NULL, FALSE);
  preview.soup = soup_server_new("server-header", NULL, NULL);
  preview.shapes = emit_shapes_new();
  preview.edits = edits_new();
  if (!make_token(preview.token))
    g_error("getrandom: %s", g_strerror(errno));
  preview.connections = connections_open(preview.soup, &preview.port, diags);
  bool good = preview.connections != NULL;
  if (good) {
    serve(&preview);
    stop(&preview);
  }
  preview_done(&preview);
  return good;
}
